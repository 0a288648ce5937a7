//! A process that is killed at every call to the disk and to the keychain: fault row S6, and the
//! systematic half of goal 14.
//!
//! This binary starts itself as that process. It dies by aborting: no destructor runs, nothing is
//! flushed, as when the system kills it.

use super::{bytes, get, key, myself, passphrase, put};
use crate::testing::FileKeychain;
use crate::vault::Vault;
use crate::vault::files::{Disk, Files};
use crate::vault::passphrase::Cost;
use crate::vault::place::Place;
use crate::{Keychain, KeychainState, SecretStore, Slot, StoreError, VaultState};
use domain::{Secret, SystemClock};
use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::abort;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const FOLDER: &str = "KEYDESK_TEST_FOLDER";
const DEED: &str = "KEYDESK_TEST_DEED";
const AT: &str = "KEYDESK_TEST_AT";
const HOW: &str = "KEYDESK_TEST_HOW";
const WAYS: [&str; 3] = ["before", "half", "after"];
const OLD: &str = "correct horse";
const NEW: &str = "battery staple";

/// A disk and a keychain on which the process dies at one call, counted over both.
struct Lethal {
    calls: AtomicU32,
    at: u32,
    how: String,
    keychain: FileKeychain,
}

impl Lethal {
    fn call<T>(&self, whole: impl FnOnce() -> T, half: impl FnOnce()) -> T {
        if self.calls.fetch_add(1, Ordering::SeqCst) != self.at {
            return whole();
        }
        match self.how.as_str() {
            "before" => {}
            "half" => half(),
            _ => {
                whole();
            }
        }
        abort()
    }
}

impl Files for Lethal {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|| Disk.make_folder(folder), || {})
    }

    fn read(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        self.call(|| Disk.read(file), || {})
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        self.call(|| Disk.write(file, bytes), half)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|| Disk.rename(from, to), || {})
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|| Disk.flush_folder(folder), || {})
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.call(|| Disk.remove(file), || {})
    }
}

impl Keychain for Lethal {
    fn store(&self) -> String {
        self.keychain.store()
    }

    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState> {
        self.call(|| self.keychain.get(slot), || {})
    }

    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState> {
        self.call(|| self.keychain.set(slot, text), || {})
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        self.call(|| self.keychain.delete(slot), || {})
    }
}

fn open(folder: &Path, files: Arc<dyn Files>, keychain: Arc<dyn Keychain>) -> Vault {
    let place = Place::patient(&folder.join("vault"), files, Duration::ZERO);
    let mut vault = Vault::at(place, keychain, Arc::new(SystemClock));
    vault.cost = Cost::CHEAP;
    vault.retry();
    vault
}

fn calmly(folder: &Path) -> Vault {
    let keychain = Arc::new(FileKeychain::in_folder(folder));
    open(folder, Arc::new(Disk), keychain)
}

fn act(deed: &str, vault: &Vault) -> Result<(), StoreError> {
    // One that has a passphrase is locked at its start.
    vault.unlock(&passphrase(OLD))?;
    match deed {
        "write" => put(vault, "a", "canary-new"),
        "erase" => vault.erase(&key("a")),
        "rotate" | "rotate with passphrase" => vault.change_key(),
        "set" => vault.set_passphrase(None, &passphrase(NEW)).map(|_| ()),
        "change" => vault
            .set_passphrase(Some(&passphrase(OLD)), &passphrase(NEW))
            .map(|_| ()),
        "remove" => vault.remove_passphrase(&passphrase(OLD)).map(|_| ()),
        other => panic!("{other} is no deed"),
    }
}

#[test]
#[ignore = "is the process that the other tests have killed"]
fn dies_at_one_call() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let lethal = Arc::new(Lethal {
        calls: AtomicU32::new(0),
        at: env::var(AT).unwrap().parse().unwrap(),
        how: env::var(HOW).unwrap(),
        keychain: FileKeychain::in_folder(folder),
    });
    let vault = open(folder, lethal.clone(), lethal);
    act(&env::var(DEED).unwrap(), &vault).unwrap();
}

/// Has a process killed at every call of a deed, and looks at what it left behind.
fn killed_at_every_call(deed: &str) {
    let had_passphrase = ["rotate with passphrase", "change", "remove"].contains(&deed);
    let mut kills = 0;
    for how in WAYS {
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let folder = folder.path();
            let vault = calmly(folder);
            put(&vault, "a", "canary-old").unwrap();
            put(&vault, "b", "canary-b").unwrap();
            if had_passphrase {
                vault.set_passphrase(None, &passphrase(OLD)).unwrap();
            }
            drop(vault);
            let died = !myself("dies_at_one_call")
                .env(FOLDER, folder)
                .env(DEED, deed)
                .env(AT, at.to_string())
                .env(HOW, how)
                .status()
                .unwrap()
                .success();
            look(
                folder,
                deed,
                &format!("{deed}, killed {how} call {at}"),
                !died,
            );
            if !died {
                break;
            }
            kills += 1;
        }
    }
    assert!(kills > 3 * 8, "a change is more than {kills} calls");
}

/// Whoever opens the vault next finds the old one or the new one, and can go on.
fn look(folder: &Path, deed: &str, story: &str, promised: bool) {
    let vault = calmly(folder);
    let mut opened_with = None;
    for text in [OLD, NEW] {
        if matches!(vault.state(), VaultState::Locked { .. })
            && vault.unlock(&passphrase(text)).is_ok()
        {
            opened_with = Some(text);
        }
    }
    let state = vault.state();
    let VaultState::Ready { notices, .. } = &state else {
        panic!("{story}: {state:?}")
    };
    assert!(notices.is_empty(), "{story}: {notices:?}");
    let a = get(&vault, "a");
    let (old, new) = (Some("canary-old"), Some("canary-new"));
    let (before, after) = match deed {
        "write" => ((old, None), (new, None)),
        "erase" => ((old, None), (None, None)),
        "rotate" => ((old, None), (old, None)),
        "rotate with passphrase" => ((old, Some(OLD)), (old, Some(OLD))),
        "set" => ((old, None), (old, Some(NEW))),
        "change" => ((old, Some(OLD)), (old, Some(NEW))),
        "remove" => ((old, Some(OLD)), (old, None)),
        other => panic!("{other} is no deed"),
    };
    let found = (a.as_deref(), opened_with);
    assert!(
        found == after || (found == before && !promised),
        "{story}: {found:?}"
    );
    assert_eq!(get(&vault, "b").as_deref(), Some("canary-b"), "{story}");
    put(&vault, "c", "canary-c").unwrap();
    assert!(!bytes(&folder.join("vault").join("vault")).is_empty());
}

#[test]
fn a_process_killed_at_any_call_while_it_writes_leaves_the_old_vault_or_the_new_one() {
    killed_at_every_call("write");
}

#[test]
fn a_process_killed_at_any_call_while_it_erases_leaves_the_old_vault_or_the_new_one() {
    killed_at_every_call("erase");
}

#[test]
fn s6_a_process_killed_at_any_call_while_it_changes_the_key_leaves_a_vault_that_opens() {
    // S6: killed during key rotation
    killed_at_every_call("rotate");
    killed_at_every_call("rotate with passphrase");
}

#[test]
fn a_process_killed_at_any_call_while_a_passphrase_is_set_leaves_a_vault_that_opens() {
    killed_at_every_call("set");
}

#[test]
fn a_process_killed_at_any_call_while_a_passphrase_is_changed_leaves_a_vault_that_opens() {
    killed_at_every_call("change");
}

#[test]
fn a_process_killed_at_any_call_while_a_passphrase_is_removed_leaves_a_vault_that_opens() {
    killed_at_every_call("remove");
}
