//! A program that is killed, again and again, while it writes: fault row S5 and goal 14.
//!
//! This binary starts itself as that program. What it has said it has written must be there
//! afterwards, and nothing else but the next value may be.

#![expect(
    clippy::unwrap_used,
    reason = "tests fail by panicking, their helpers too"
)]

use domain::{Secret, SystemClock};
use secrets::testing::FileKeychain;
use secrets::{SecretKey, SecretStore, Vault, VaultState};
use std::env;
use std::hint::spin_loop;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const FOLDER: &str = "KEYDESK_TEST_FOLDER";
/// How often it is killed; the goal is ten thousand times.
const KILLS: &str = "KEYDESK_KILLS";
const FEW_KILLS: u32 = 200;

fn open(folder: &Path) -> Vault {
    let keychain = Arc::new(FileKeychain::in_folder(folder));
    Vault::open(&folder.join("vault"), keychain, Arc::new(SystemClock))
}

fn key() -> SecretKey {
    SecretKey {
        tenant: "fir".into(),
        field: "client_secret".into(),
    }
}

fn value(vault: &Vault) -> u32 {
    let value = vault.read(&key()).unwrap();
    value.map_or(0, |value| {
        value
            .lend(|bytes| String::from_utf8(bytes.clone()).unwrap())
            .parse()
            .unwrap()
    })
}

#[test]
#[ignore = "is the program that the other test starts and kills"]
fn write_until_killed() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let vault = open(Path::new(&folder));
    for number in value(&vault) + 1.. {
        let text = number.to_string().into_bytes();
        vault.write(&key(), &Secret::new(text)).unwrap();
        let mut out = std::io::stdout();
        writeln!(out, "\nwritten {number}").unwrap();
        out.flush().unwrap();
        if number % 3 == 0 {
            vault.change_key().unwrap();
        }
    }
}

#[test]
fn s5_a_program_killed_while_writing_leaves_what_it_said_or_the_step_after() {
    // S5: killed during write
    let kills = env::var(KILLS).map_or(FEW_KILLS, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut said = 0;
    for round in 0..kills {
        let mut program = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "write_until_killed"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let mut hear = |said: &mut u32| {
            let line = lines.next()?.ok()?;
            if let Some(number) = line.strip_prefix("written ") {
                *said = number.parse().unwrap();
            }
            Some(())
        };
        // A few lines into its life, and then some moments later.
        for _ in 0..3 + round % 4 {
            hear(&mut said);
        }
        for _ in 0..u64::from(round) * 7919 % 200_000 {
            spin_loop();
        }
        program.kill().unwrap();
        while hear(&mut said).is_some() {}
        program.wait().unwrap();

        let vault = open(folder.path());
        let state = vault.state();
        let VaultState::Ready { notices, .. } = &state else {
            panic!("kill {round}: {state:?}")
        };
        assert!(notices.is_empty(), "kill {round}: {notices:?}");
        let found = value(&vault);
        assert!(
            found == said || found == said + 1,
            "kill {round}: {said} was said, {found} is there"
        );
        // A step it did not live to speak of is where the next one begins.
        said = found;
    }
    eprintln!("{kills} kills, {said} values written, 0 lost");
    assert!(
        said > kills / 2,
        "it got to write between the kills: {said}"
    );
}
