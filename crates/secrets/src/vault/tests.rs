//! A vault against disks that fail, processes that die, files that rot and keychains with moods.

mod damage;
mod disks;
mod flips;
mod generations;
mod kills;
mod moods;
mod passphrase;
mod sweep;
mod torture;

use super::Vault;
use super::files::{Disk, Files};
use super::passphrase::Cost;
use super::place::Place;
use crate::testing::FakeKeychain;
use crate::{Keychain, SecretKey, SecretStore, StoreError};
use domain::testing::SetClock;
use domain::{Secret, Timestamp};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// A folder and a keychain: what stays when a program ends.
struct World {
    folder: tempfile::TempDir,
    keychain: Arc<FakeKeychain>,
}

impl World {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keychain: Arc::default(),
        }
    }

    /// A program that uses them starts.
    fn open(&self) -> Vault {
        self.open_on(Arc::new(Disk), self.keychain.clone())
    }

    fn open_on(&self, files: Arc<dyn Files>, keychain: Arc<dyn Keychain>) -> Vault {
        let place = Place::patient(&self.inside(), files, Duration::ZERO);
        let mut vault = Vault::at(
            place,
            keychain,
            Arc::new(SetClock::at(Timestamp::UNIX_EPOCH)),
        );
        vault.cost = Cost::CHEAP;
        vault.retry();
        vault
    }

    fn inside(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    fn file(&self) -> PathBuf {
        self.inside().join("vault")
    }

    fn previous(&self) -> PathBuf {
        self.inside().join("vault.previous")
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.inside())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn key(name: &str) -> SecretKey {
    SecretKey {
        tenant: "fir".into(),
        field: name.into(),
    }
}

fn put(vault: &Vault, name: &str, value: &str) -> Result<(), StoreError> {
    vault.write(&key(name), &Secret::new(value.as_bytes().to_vec()))
}

fn get(vault: &Vault, name: &str) -> Option<String> {
    let value = vault.read(&key(name)).unwrap()?;
    Some(value.lend(|bytes| String::from_utf8(bytes.clone()).unwrap()))
}

/// This binary again, as one of its ignored tests.
fn myself(test: &str) -> Command {
    let mut program = Command::new(std::env::current_exe().unwrap());
    // The harness names a test by its path: the end of it is enough.
    program
        .args(["--ignored", "--nocapture", test])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    program
}

fn passphrase(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn bytes(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap()
}
