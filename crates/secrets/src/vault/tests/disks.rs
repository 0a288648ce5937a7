//! Disks that are full, read-only or held by somebody: fault rows S1, S2, S10.

use super::torture::{Fault, Torture};
use super::{World, bytes, get, put};
use crate::vault::Vault;
use crate::vault::files::{Disk, Files};
use crate::vault::place::{PATIENCE, Place};
use crate::{Doing, StoreError, VaultState, Why};
use domain::SystemClock;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

fn prepared() -> World {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-old").unwrap();
    world
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
