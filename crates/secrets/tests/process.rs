//! What others see of a hardened process: nothing. Goal 5, on Linux.
//!
//! This binary starts itself three deep: as a person who is not root, as the second program of
//! that person, and as the process that holds something.

#![expect(
    clippy::unwrap_used,
    reason = "tests fail by panicking, their helpers too"
)]
#![cfg(target_os = "linux")]

use std::env;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const HARDENED: &str = "KEYDESK_TEST_HARDENED";
const REFUSED: &str = "refused";
const READ: &str = "read";
/// Whoever has no rights of their own, on every Linux.
const NOBODY: u32 = 65534;

/// This binary again, as one of the programs below.
fn program(name: &str, hardened: &str) -> Command {
    let mut program = Command::new(env::current_exe().unwrap());
    program
        .args(["--ignored", "--exact", "--nocapture", name])
        .env(HARDENED, hardened)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    program
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn hear(child: &mut Child, wanted: &str) -> String {
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let mut said = lines.by_ref().map(Result::unwrap);
    let line = said.find(|line| line.starts_with(wanted));
    line.unwrap_or_else(|| panic!("it ended without saying {wanted:?}"))
}

/// Says where something is in its memory, and waits until it is told to end.
#[test]
#[ignore = "is the process the other tests look into"]
fn holder() {
    let Ok(hardened) = env::var(HARDENED) else {
        return;
    };
    if hardened == "yes" {
        secrets::harden_process().unwrap();
    }
    let held = black_box(Box::new(*b"canary of the holder"));
    let mut out = std::io::stdout();
    writeln!(out, "\nholds {:p}", held.as_ptr()).unwrap();
    out.flush().unwrap();
    let mut told = String::new();
    std::io::stdin().read_line(&mut told).unwrap();
    if told.trim() == "abort" {
        std::process::abort();
    }
    black_box(held);
}

/// Tries to read that place from outside.
#[test]
#[ignore = "is the program that looks"]
fn reader() {
    let Ok(hardened) = env::var(HARDENED) else {
        return;
    };
    let mut holder = program("holder", &hardened).spawn().unwrap();
    let place = hear(&mut holder, "holds ");
    let place = u64::from_str_radix(place.strip_prefix("holds 0x").unwrap(), 16).unwrap();
    let mut found = [0; 6];
    let read = File::open(format!("/proc/{}/mem", holder.id()))
        .and_then(|memory| memory.read_exact_at(&mut found, place));
    let outcome = match read {
        Ok(()) if found == *b"canary" => READ,
        Ok(()) => "read something else",
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => REFUSED,
        Err(error) => panic!("{error}"),
    };
    let mut out = std::io::stdout();
    writeln!(out, "\noutcome {outcome}").unwrap();
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn goal_5_a_second_program_of_the_same_person_cannot_read_a_hardened_process() {
    for (hardened, expected) in [("no", READ), ("yes", REFUSED)] {
        let mut reader = program("reader", hardened);
        if is_root() {
            // Root may read everything, hardened or not.
            reader.uid(NOBODY).gid(NOBODY).current_dir("/");
        }
        let mut reader = match reader.spawn() {
            Ok(reader) => reader,
            Err(error) => {
                eprintln!("SKIPPED: this binary cannot be started by an ordinary user: {error}");
                return;
            }
        };
        assert_eq!(
            hear(&mut reader, "outcome "),
            format!("outcome {expected}"),
            "hardened: {hardened}"
        );
        reader.wait().unwrap();
    }
}

/// Whether a process that aborts in `folder` leaves anything there.
fn leaves_a_core(folder: &Path, hardened: &str) -> bool {
    let inside = folder.join(hardened);
    fs::create_dir(&inside).unwrap();
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o777)).unwrap();
    let holder = program("holder", hardened);
    let mut unlimited = Command::new("sh");
    unlimited
        .args(["-c", r#"ulimit -c unlimited; exec "$0" "$@""#])
        .arg(holder.get_program())
        .args(holder.get_args())
        .env(HARDENED, hardened)
        .current_dir(&inside)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut holder = unlimited.spawn().unwrap();
    hear(&mut holder, "holds ");
    writeln!(holder.stdin.take().unwrap(), "abort").unwrap();
    assert!(!holder.wait().unwrap().success(), "it aborts");
    fs::read_dir(inside).unwrap().next().is_some()
}

#[test]
fn goal_5_a_hardened_process_that_aborts_leaves_no_core_file() {
    let folder = tempfile::tempdir().unwrap();
    if !leaves_a_core(folder.path(), "no") {
        eprintln!("SKIPPED: this system writes no core files next to programs");
        return;
    }
    assert!(!leaves_a_core(folder.path(), "yes"));
}

/// Says whether the inspector's variable is still there after the environment was cleaned.
#[test]
#[ignore = "is the program with a bad environment"]
fn inspected() {
    const SWITCH: &str = "WEBKIT_INSPECTOR_SERVER";
    if env::var(HARDENED).is_err() {
        return;
    }
    let before = env::var_os(SWITCH).is_some();
    let cleaned = secrets::clean_environment().unwrap();
    let mut out = std::io::stdout();
    writeln!(out, "\nafter {cleaned:?}, switch {before}").unwrap();
}

#[test]
fn a_program_started_with_an_inspector_starts_again_without_it() {
    let mut program = program("inspected", "no");
    let mut program = program
        .env("WEBKIT_INSPECTOR_SERVER", "127.0.0.1:1")
        .spawn()
        .unwrap();
    assert_eq!(hear(&mut program, "after "), "after Clean, switch false");
    program.wait().unwrap();
}
