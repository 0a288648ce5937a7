//! What is left in memory when the vault has been locked: nothing. Goal 4, on Linux.
//!
//! This binary starts itself as the process that has a vault, and that process looks for the
//! secrets in all of its own memory. It must not bring them there itself: what it looks for is
//! masked, and unmasked byte by byte while comparing.

#![expect(
    clippy::unwrap_used,
    reason = "tests fail by panicking, their helpers too"
)]
#![cfg(target_os = "linux")]

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use domain::{Secret, SystemClock};
use secrets::testing::FileKeychain;
use secrets::{AnswersInTime, KEYCHAIN_LIMIT, SecretKey, SecretStore, Slot, Vault, VaultState};
use std::env;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::thread;
use zeroize::Zeroizing;

const FOLDER: &str = "KEYDESK_TEST_FOLDER";
const SECRET: &str = "KEYDESK_TEST_MASKED_SECRET";
const PASSPHRASE: &str = "KEYDESK_TEST_MASKED_PASSPHRASE";
const MASK: u8 = 0xa5;
const CHUNK: usize = 1 << 20;

fn masked(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| format!("{:02x}", byte ^ MASK))
        .collect()
}

fn still_masked(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Takes the mask off, leaving no copy but the one it returns.
fn unmasked(variable: &str) -> Vec<u8> {
    let masked = still_masked(&env::var(variable).unwrap());
    let mut bytes = Vec::with_capacity(masked.len());
    bytes.extend(masked.iter().map(|byte| byte ^ MASK));
    bytes
}

/// The forms in which a secret could be lying about.
fn forms(secret: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let utf16 = secret.iter().flat_map(|byte| [*byte, 0]).collect();
    let mut forms = vec![
        secret.to_vec(),
        hex.to_uppercase().into(),
        hex.into(),
        utf16,
    ];
    // Base64 looks different at each of three offsets; the middle of each is the same anywhere.
    for skip in 0..3 {
        let whole = &secret[skip..];
        let whole = &whole[..whole.len() / 3 * 3];
        forms.push(STANDARD_NO_PAD.encode(whole).into_bytes());
        forms.push(URL_SAFE_NO_PAD.encode(whole).into_bytes());
    }
    forms
}

/// How many places of the memory of this process hold one of these.
fn count(needles: &[Vec<u8>]) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let longest = needles.iter().map(Vec::len).max().unwrap();
    let mut found = 0;
    let mut chunk = Zeroizing::new(vec![0; CHUNK + longest]);
    let own = chunk.as_ptr() as u64..chunk.as_ptr() as u64 + chunk.len() as u64;
    for line in maps.lines() {
        let (range, rest) = line.split_once(' ').unwrap();
        let (start, end) = range.split_once('-').unwrap();
        let start = u64::from_str_radix(start, 16).unwrap();
        let end = u64::from_str_radix(end, 16).unwrap();
        if !rest.starts_with("rw") {
            continue;
        }
        let mut at = start;
        while at < end {
            let wanted = usize::try_from(end - at).unwrap().min(chunk.len());
            // The kernel's own pages at the end of the map cannot be read.
            let Ok(length) = memory.read_at(&mut chunk[..wanted], at) else {
                break;
            };
            let read = &chunk[..length];
            for needle in needles {
                found += read
                    .windows(needle.len())
                    // What begins in the overlap is counted with the next chunk.
                    .take(CHUNK)
                    .enumerate()
                    .filter(|(offset, _)| !own.contains(&(at + *offset as u64)))
                    .filter(|(_, window)| {
                        window
                            .iter()
                            .zip(needle)
                            .all(|(one, other)| one ^ MASK == *other)
                    })
                    .count();
            }
            at += CHUNK as u64;
        }
    }
    found
}

fn key() -> SecretKey {
    SecretKey {
        tenant: "fir".into(),
        field: "client_secret".into(),
    }
}

fn say(what: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{what}").unwrap();
    out.flush().unwrap();
}

/// A life with a vault: sealed, opened, re-keyed, read, locked; on threads that live on, as those of
/// a runtime do.
#[test]
#[ignore = "is the process that looks into itself"]
fn keeper() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let vault = vault(Path::new(&folder));
    let end = Barrier::new(3);
    thread::scope(|scope| {
        let (vault, end) = (&vault, &end);
        let (give, given) = channel();
        scope.spawn(move || {
            let passphrase = passphrase();
            vault.set_passphrase(None, &passphrase).unwrap();
            vault.write(&key(), &Secret::new(unmasked(SECRET))).unwrap();
            vault.change_key().unwrap();
            vault.lock();
            drop(passphrase);
            give.send(()).unwrap();
            end.wait();
        });
        given.recv().unwrap();
        let (give, given) = channel();
        scope.spawn(move || {
            vault.unlock(&passphrase()).unwrap();
            give.send(vault.read(&key()).unwrap().unwrap()).unwrap();
            end.wait();
        });
        look(vault, given.recv().unwrap());
        end.wait();
    });
}

fn vault(folder: &Path) -> Vault {
    let keychain = FileKeychain::in_folder(folder);
    let keychain = AnswersInTime::new(Arc::new(keychain), KEYCHAIN_LIMIT);
    Vault::open(
        &folder.join("vault"),
        Arc::new(keychain),
        Arc::new(SystemClock),
    )
}

fn passphrase() -> Secret<String> {
    Secret::new(String::from_utf8(unmasked(PASSPHRASE)).unwrap())
}

/// Counts while the vault is open and the secret is held, and again when neither is so.
fn look(vault: &Vault, held: Secret<Vec<u8>>) {
    say("open");

    let mut needles = String::new();
    std::io::stdin().read_line(&mut needles).unwrap();
    let needles: Vec<Vec<Vec<u8>>> = needles
        .trim()
        .split(' ')
        .map(|group| group.split(',').map(still_masked).collect())
        .collect();
    let told = |when: &str| {
        let counts: Vec<String> = needles
            .iter()
            .map(|group| count(group).to_string())
            .collect();
        say(&format!("{when} {}", counts.join(" ")));
    };
    told("found");
    black_box(held);
    let state = vault.lock();
    assert!(matches!(state, VaultState::Locked { .. }));
    told("left");
}

fn hear(child: &mut Child, wanted: &str) -> String {
    let out = child.stdout.as_mut().unwrap();
    let mut lines = BufReader::with_capacity(1, out).lines().map(Result::unwrap);
    let line = lines.find(|line| line.starts_with(wanted));
    line.unwrap_or_else(|| panic!("it ended without saying {wanted:?}"))
}

#[test]
fn goal_4_no_copy_of_a_secret_is_left_in_memory_when_the_vault_has_been_locked() {
    let folder = tempfile::tempdir().unwrap();
    let (secret, passphrase) = (
        "canary-7f3a91c25be0-of-the-vault",
        "kestrel-0c4e-of-the-person",
    );
    let mut keeper = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "keeper"])
        .env(FOLDER, folder.path())
        .env(SECRET, masked(secret.as_bytes()))
        .env(PASSPHRASE, masked(passphrase.as_bytes()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    hear(&mut keeper, "open");
    let entry = FileKeychain::in_folder(folder.path()).file(Slot::Current);
    let entry = fs::read_to_string(entry).unwrap();
    let text = entry.split('.').nth(1).unwrap();
    let key = URL_SAFE_NO_PAD.decode(text).unwrap();
    let groups: Vec<String> = [secret.as_bytes(), passphrase.as_bytes(), &key]
        .map(|secret| {
            let forms: Vec<String> = forms(secret).iter().map(|form| masked(form)).collect();
            forms.join(",")
        })
        .into();
    writeln!(keeper.stdin.take().unwrap(), "{}", groups.join(" ")).unwrap();
    let found = hear(&mut keeper, "found ");
    let left = hear(&mut keeper, "left ");
    assert!(keeper.wait().unwrap().success());
    eprintln!("secret, passphrase, key: {found}; {left}");
    let first = found.split(' ').nth(1).unwrap();
    assert_ne!(
        first, "0",
        "a secret that is held can be found, or this proves nothing"
    );
    assert_eq!(left, "left 0 0 0", "secret, passphrase, key");
}
