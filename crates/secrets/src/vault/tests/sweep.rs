//! Every call to the disk and to the keychain fails once, in every way: fault rows S1, S2, S10, and
//! goal 15.

use super::torture::{Fault, Torture};
use super::{World, bytes, get, key, put};
use crate::testing::Mood;
use crate::vault::Vault;
use crate::vault::files::{Disk, Files};
use crate::vault::place::{PATIENCE, Place};
use crate::{Doing, SecretStore, StoreError, VaultState, Why};
use domain::SystemClock;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const KINDS: [ErrorKind; 6] = [
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::ResourceBusy,
    ErrorKind::QuotaExceeded,
    ErrorKind::Other,
];

fn faults() -> Vec<Fault> {
    let mut faults = vec![
        Fault::DiesBefore,
        Fault::DiesHalf,
        Fault::DiesAfter,
        Fault::Half(ErrorKind::StorageFull),
        Fault::After(ErrorKind::Other),
    ];
    faults.extend(KINDS.map(Fault::Before));
    faults
}

/// One deed on a vault, and what is there when it has been done.
struct Deed {
    name: &'static str,
    act: fn(&Vault) -> Result<(), StoreError>,
    done: fn(&Vault) -> bool,
}

const DEEDS: [Deed; 4] = [
    Deed {
        name: "write",
        act: |vault| put(vault, "a", "canary-new"),
        done: |vault| get(vault, "a").as_deref() == Some("canary-new"),
    },
    Deed {
        name: "erase",
        act: |vault| vault.erase(&key("a")),
        done: |vault| get(vault, "a").is_none(),
    },
    Deed {
        name: "erase tenant",
        act: |vault| {
            vault.erase_tenant(&key("a").tenant)?;
            put(vault, "b", "canary-b")
        },
        done: |vault| get(vault, "a").is_none() && get(vault, "b").is_some(),
    },
    Deed {
        name: "change key",
        act: Vault::change_key,
        done: |vault| get(vault, "a").as_deref() == Some("canary-old"),
    },
];

fn prepared() -> World {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-old").unwrap();
    put(&vault, "b", "canary-b").unwrap();
    world
}

/// What must hold for whoever opens the vault next, on a disk that works again.
fn check(world: &World, deed: &Deed, promised: bool, story: &str) {
    let vault = world.open();
    let state = vault.state();
    let VaultState::Ready { notices, .. } = &state else {
        panic!("{story}: {state:?}")
    };
    assert!(notices.is_empty(), "{story}: {notices:?}");
    let (a, done) = (get(&vault, "a"), (deed.done)(&vault));
    assert!(
        done || !promised,
        "{story}: it was promised and is not there"
    );
    assert!(
        done || a.as_deref() == Some("canary-old") || a.is_none(),
        "{story}: {a:?}"
    );
    assert!(
        deed.name == "erase tenant" || get(&vault, "b").is_some(),
        "{story}: bystander lost"
    );
    put(&vault, "c", "canary-c").unwrap();
    assert_eq!(
        get(&world.open(), "c").as_deref(),
        Some("canary-c"),
        "{story}: usable"
    );
}

#[test]
fn goal_15_a_change_that_fails_at_any_call_leaves_the_old_vault_or_the_new_one() {
    for deed in &DEEDS {
        for fault in faults() {
            for at in 0.. {
                let world = prepared();
                let story = format!("{} with {fault:?} at call {at}", deed.name);
                let torture = Arc::new(Torture::new(at, fault));
                let vault = world.open_on(torture.clone(), world.keychain.clone());
                let done = match vault.state() {
                    VaultState::Ready { .. } => (deed.act)(&vault).is_ok(),
                    _ => false,
                };
                if done {
                    assert!((deed.done)(&vault), "{story}: the vault in hand disagrees");
                }
                drop(vault);
                check(&world, deed, done, &story);
                if !torture.struck() {
                    assert!(done, "{story}: nothing was in the way");
                    break;
                }
            }
        }
    }
}

#[test]
fn after_a_failed_change_the_vault_in_hand_and_the_file_agree() {
    for fault in faults().into_iter().skip(3) {
        for at in 0.. {
            let world = prepared();
            let torture = Arc::new(Torture::new(at, fault));
            let vault = world.open_on(torture.clone(), world.keychain.clone());
            if matches!(vault.state(), VaultState::Ready { .. }) {
                // Failing or not: what is read afterwards is what the next program reads.
                let _ = put(&vault, "a", "canary-new");
                assert_eq!(
                    get(&vault, "a"),
                    get(&world.open(), "a"),
                    "{fault:?} at {at}"
                );
                if !torture.struck() {
                    break;
                }
                put(&vault, "a", "canary-newer").unwrap();
                assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-newer"));
            }
        }
    }
}

#[test]
fn s1_a_full_disk_leaves_the_old_vault_and_says_that_nothing_was_kept() {
    // S1: disk full at vault write
    for fault in [
        Fault::Before(ErrorKind::StorageFull),
        Fault::Half(ErrorKind::StorageFull),
    ] {
        for at in 0.. {
            let world = prepared();
            let (file, vault) = (bytes(&world.file()), world.open());
            let torture = Arc::new(Torture::new(u32::MAX, fault));
            let torture_from = Arc::new(Torture::new(at, fault));
            drop(vault);
            let calm = world.open_on(torture.clone(), world.keychain.clone());
            let opening = torture.calls();
            drop(calm);
            let vault = world.open_on(torture_from.clone(), world.keychain.clone());
            if at < opening {
                continue;
            }
            let kept = put(&vault, "a", "canary-new");
            if !torture_from.struck() {
                break;
            }
            let full = matches!(
                kept,
                Err(StoreError::Disk {
                    kind: ErrorKind::StorageFull,
                    ..
                })
            );
            let left = bytes(&world.file());
            if full && left == file {
                assert_eq!(get(&vault, "a").as_deref(), Some("canary-old"), "call {at}");
            } else {
                // Space ran out after the new file was in place, or while cleaning up.
                assert_eq!(get(&vault, "a").as_deref(), Some("canary-new"), "call {at}");
            }
            assert!(matches!(vault.state(), VaultState::Ready { .. }));
            assert_eq!(get(&world.open(), "a"), get(&vault, "a"), "call {at}");
        }
    }
}

#[test]
fn a_keychain_that_leaves_at_any_call_costs_nothing() {
    for mood in [Mood::Absent, Mood::Locked, Mood::Refusing] {
        for deed in &DEEDS {
            for calls in 0..12 {
                let world = prepared();
                world.keychain.be_after(calls, mood);
                let vault = world.open();
                let story = format!("{} with {mood:?} after {calls} calls", deed.name);
                let done = match vault.state() {
                    VaultState::Ready { .. } => (deed.act)(&vault).is_ok(),
                    _ => false,
                };
                drop(vault);
                world.keychain.be(Mood::Working);
                check(&world, deed, done, &story);
            }
        }
    }
}

#[test]
fn a_first_start_that_dies_anywhere_does_not_spoil_the_second() {
    for fault in faults() {
        for at in 0.. {
            let world = World::new();
            let torture = Arc::new(Torture::new(at, fault));
            drop(world.open_on(torture.clone(), world.keychain.clone()));
            let vault = world.open();
            let state = vault.state();
            let VaultState::Ready { notices, .. } = &state else {
                panic!("{fault:?} {at} {state:?}")
            };
            assert!(notices.is_empty(), "{fault:?} at {at}: {notices:?}");
            put(&vault, "a", "canary").unwrap();
            if !torture.struck() {
                break;
            }
        }
    }
}

#[test]
fn a_rescue_that_dies_anywhere_can_be_done_again() {
    for fault in faults() {
        for at in 0.. {
            let world = prepared();
            std::fs::write(world.file(), b"rotten").unwrap();
            let torture = Arc::new(Torture::new(at, fault));
            let vault = world.open_on(torture.clone(), world.keychain.clone());
            // Whether it works this time is not the question.
            let _ = vault.restore_previous();
            drop(vault);
            let vault = world.open();
            if !matches!(vault.state(), VaultState::Ready { .. }) {
                vault.restore_previous().unwrap();
            }
            assert_eq!(
                get(&vault, "a").as_deref(),
                Some("canary-old"),
                "{fault:?} at {at}"
            );
            if !torture.struck() {
                break;
            }
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_offers_the_session() {
    let world = World::new();
    // A file where the folder should be: no privilege gets round that.
    std::fs::write(world.inside(), b"in the way").unwrap();
    let vault = world.open();
    let VaultState::Unavailable {
        why: Why::Disk { doing, .. },
    } = vault.state()
    else {
        panic!("{:?}", vault.state());
    };
    assert!(matches!(doing, Doing::Folder | Doing::Reading));
    vault.session_only();
    put(&vault, "a", "canary").unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary"));
    assert_eq!(bytes(&world.inside()), b"in the way");
}

#[test]
fn s2_a_vault_that_cannot_be_written_is_read_and_the_session_is_offered() {
    // S2: read-only folder or file
    let world = prepared();
    let file = bytes(&world.file());
    let vault = world.open_on(Arc::new(ReadOnly), world.keychain.clone());
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-old"));
    let refused = put(&vault, "a", "canary-new").unwrap_err();
    assert!(matches!(
        refused,
        StoreError::Disk {
            kind: ErrorKind::ReadOnlyFilesystem,
            ..
        }
    ));
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-old"));
    assert!(matches!(
        vault.session_only(),
        VaultState::SessionOnly { .. }
    ));
    put(&vault, "a", "canary-session").unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-session"));
    assert_eq!(bytes(&world.file()), file);

    let nowhere = World::new();
    let vault = nowhere.open_on(Arc::new(ReadOnly), nowhere.keychain.clone());
    let VaultState::Unavailable {
        why: Why::Disk { kind, .. },
    } = vault.state()
    else {
        panic!("{:?}", vault.state());
    };
    assert_eq!(kind, ErrorKind::ReadOnlyFilesystem);
    vault.session_only();
    put(&vault, "a", "canary-session").unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-session"));
}

/// A disk that is mounted for reading.
struct ReadOnly;

impl Files for ReadOnly {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.exists() {
            return Ok(());
        }
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn read(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        Disk.read(file)
    }

    fn write(&self, _file: &Path, _bytes: &[u8]) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn rename(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn flush_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, _file: &Path) -> io::Result<()> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }
}

/// Somebody holds the file for so many renames.
struct Held(AtomicU32);

impl Files for Held {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        Disk.make_folder(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        Disk.read(file)
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        Disk.write(file, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            }) {
            Ok(_) => Err(ErrorKind::ResourceBusy.into()),
            Err(_) => Disk.rename(from, to),
        }
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        Disk.flush_folder(folder)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        Disk.remove(file)
    }
}

#[test]
fn s10_a_file_that_somebody_holds_is_tried_again_for_a_while() {
    // S10: virus scanner holds file
    assert_eq!(PATIENCE, Duration::from_secs(2));
    let world = prepared();
    let held = Arc::new(Held(AtomicU32::new(0)));
    let open = |patience| {
        let place = Place::patient(&world.inside(), held.clone(), patience);
        let vault = Vault::at(place, world.keychain.clone(), Arc::new(SystemClock));
        vault.retry();
        vault
    };
    let vault = open(Duration::from_secs(60));
    held.0.store(3, Ordering::SeqCst);
    put(&vault, "a", "canary-new").unwrap();
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-new"));

    let vault = open(Duration::ZERO);
    held.0.store(1000, Ordering::SeqCst);
    let refused = put(&vault, "a", "canary-newer").unwrap_err();
    assert!(matches!(
        refused,
        StoreError::Disk {
            kind: ErrorKind::ResourceBusy,
            ..
        }
    ));
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-new"));
}
