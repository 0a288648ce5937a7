//! The real Secret Service: GNOME Keyring in a private session bus. Fault rows K1, K2, K3.
//!
//! Each case runs in a process of its own: this binary again, with its own bus, home and
//! keyring. Where the two programs are not installed the tests say so and pass.

#![expect(
    clippy::unwrap_used,
    reason = "tests fail by panicking, their helpers too"
)]
#![cfg(target_os = "linux")]

use domain::{Secret, SystemClock};
use secrets::testing::{contract, keychain_contract};
use secrets::{Keychain, KeychainState, OsKeychain, SecretKey, SecretStore, Slot, Vault};
use secrets::{VaultState, Why};
use std::env;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const CASE: &str = "KEYDESK_TEST_CASE";
const FOLDER: &str = "KEYDESK_TEST_FOLDER";
const PROFILE: &str = "secret service test";

/// A bus that starts nothing by itself, so that a case decides who is there.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

#[test]
fn a_real_keyring_keeps_both_contracts_and_serves_the_next_process() {
    in_a_session("works");
}

#[test]
fn a_bus_that_nobody_serves_is_an_absent_keychain() {
    in_a_session("nobody");
}

#[test]
fn no_bus_at_all_is_an_absent_keychain() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Command::new(env::current_exe().unwrap());
    let nowhere = format!("unix:path={}", folder.path().join("no-bus").display());
    program.env("DBUS_SESSION_BUS_ADDRESS", nowhere);
    succeeds(&at_home(program, folder.path(), "nobody").output().unwrap());
}

#[test]
fn a_locked_keyring_is_told_from_one_without_the_entry() {
    in_a_session("locked");
}

#[test]
fn a_keyring_that_was_stopped_is_not_answering_and_answers_again() {
    in_a_session("stopped");
}

/// Runs a case with its own bus and its own home.
fn in_a_session(case: &str) {
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        if Command::new(program).arg("--version").output().is_err() {
            eprintln!("SKIPPED: {program} is not installed");
            return;
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let bus = folder.path().join("bus.conf");
    fs::write(&bus, BUS).unwrap();
    let mut program = Command::new("dbus-run-session");
    program
        .arg("--config-file")
        .arg(bus)
        .arg("--")
        .arg(env::current_exe().unwrap());
    succeeds(&at_home(program, folder.path(), case).output().unwrap());
}

fn at_home(mut program: Command, folder: &Path, case: &str) -> Command {
    let runtime = folder.join("runtime");
    fs::create_dir_all(&runtime).unwrap();
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
    program
        .args(["--ignored", "--exact", "--nocapture", "inside"])
        .env(CASE, case)
        .env(FOLDER, folder)
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", runtime)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL")
        .stdin(Stdio::null());
    program
}

fn succeeds(output: &Output) {
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success() && out.contains("1 passed"),
        "{out}\n{err}"
    );
}

#[test]
#[ignore = "is what the other tests run in a session of its own"]
fn inside() {
    let Ok(case) = env::var(CASE) else { return };
    match case.as_str() {
        "works" => works(),
        "reads again" => assert_eq!(get(&open(keychain())).as_deref(), Some("canary-kept")),
        "nobody" => nobody(),
        "locked" => locked(),
        "stopped" => stopped(),
        other => panic!("no such case: {other}"),
    }
}

fn works() {
    let keyring = Keyring::start(Some("open sesame"));
    keychain_contract(keychain().as_ref());
    let vault = open(keychain());
    contract(&vault);
    vault.change_key().unwrap();
    contract(&vault);
    put(&vault, "canary-kept");
    drop(vault);
    // A process later, and a keyring later.
    let again = |case| {
        let program = Command::new(env::current_exe().unwrap());
        succeeds(&at_home(program, &folder(), case).output().unwrap());
    };
    again("reads again");
    drop(keyring);
    let _keyring = Keyring::start(Some("open sesame"));
    again("reads again");
}

fn nobody() {
    let absent = keychain().get(Slot::Current);
    assert!(
        matches!(absent, Err(KeychainState::Absent { .. })),
        "{absent:?}"
    );
    let vault = open(keychain());
    let VaultState::Unavailable {
        why: Why::Keychain { store, state },
    } = vault.state()
    else {
        panic!("{:?}", vault.state());
    };
    assert_eq!(store, "Secret Service");
    assert!(matches!(state, KeychainState::Absent { .. }), "{state:?}");
    vault.session_only();
    contract(&vault);
    assert!(!folder().join("vault").exists(), "nothing was written");
}

fn locked() {
    let keyring = Keyring::start(Some("open sesame"));
    put(&open(keychain()), "canary-kept");
    drop(keyring);
    let keyring = Keyring::start(None);
    let file = fs::read(folder().join("vault/vault")).unwrap();
    let kept = keychain();
    // Nobody is there to type the password: either it is locked, or the prompt is dismissed.
    let state = kept.get(Slot::Current).unwrap_err();
    assert!(
        matches!(state, KeychainState::Locked | KeychainState::Refused),
        "{state:?}"
    );
    // The same for an entry that has never been there.
    let state = OsKeychain::for_profile("nobody's profile")
        .get(Slot::Current)
        .unwrap_err();
    assert_eq!(state, KeychainState::Locked);
    let vault = open(kept);
    let VaultState::Unavailable {
        why: Why::Keychain { state, .. },
    } = vault.state()
    else {
        panic!("{:?}", vault.state());
    };
    assert!(
        matches!(state, KeychainState::Locked | KeychainState::Refused),
        "{state:?}"
    );
    assert_eq!(fs::read(folder().join("vault/vault")).unwrap(), file);
    drop(keyring);
    let _keyring = Keyring::start(Some("open sesame"));
    vault.retry();
    assert_eq!(get(&vault).as_deref(), Some("canary-kept"));
}

fn stopped() {
    let keyring = Keyring::start(Some("open sesame"));
    put(&open(keychain()), "canary-kept");
    let limit = Duration::from_millis(300);
    let hasty = OsKeychain::answering_within(PROFILE, limit);
    keyring.signal("-STOP");
    assert_eq!(
        hasty.get(Slot::Current).unwrap_err(),
        KeychainState::NotAnswering { after: limit }
    );
    keyring.signal("-CONT");
    assert_eq!(get(&open(keychain())).as_deref(), Some("canary-kept"));
}

fn folder() -> PathBuf {
    env::var(FOLDER).unwrap().into()
}

fn keychain() -> Arc<OsKeychain> {
    // Longer than people would wait: test machines are slow.
    Arc::new(OsKeychain::answering_within(
        PROFILE,
        Duration::from_secs(60),
    ))
}

fn open(keychain: Arc<OsKeychain>) -> Vault {
    Vault::open(&folder().join("vault"), keychain, Arc::new(SystemClock))
}

fn key() -> SecretKey {
    SecretKey {
        tenant: "fir".into(),
        field: "client_secret".into(),
    }
}

fn put(vault: &Vault, value: &str) {
    vault
        .write(&key(), &Secret::new(value.as_bytes().to_vec()))
        .unwrap();
}

fn get(vault: &Vault) -> Option<String> {
    let value = vault.read(&key()).unwrap()?;
    Some(value.lend(|bytes| String::from_utf8(bytes.clone()).unwrap()))
}

/// A keyring daemon that ends with the case.
struct Keyring(Child);

impl Keyring {
    /// Starts it, unlocked when there is a password; a new keyring takes that as its own.
    fn start(password: Option<&str>) -> Self {
        let mut program = Command::new("gnome-keyring-daemon");
        program.args(["--foreground", "--components=secrets"]);
        if password.is_some() {
            program.arg("--unlock");
        }
        let mut child = program
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input
            .write_all(password.unwrap_or_default().as_bytes())
            .unwrap();
        drop(input);
        let keyring = Self(child);
        // It says nowhere that it is ready, but somebody answers on the bus when it is.
        let since = Instant::now();
        while let Err(KeychainState::Absent { detail }) = keychain().get(Slot::Current) {
            assert!(
                since.elapsed() < Duration::from_secs(30),
                "it never came up: {detail}"
            );
            thread::sleep(Duration::from_millis(20));
        }
        keyring
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .arg(signal)
            .arg(self.0.id().to_string())
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
