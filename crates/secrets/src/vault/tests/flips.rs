//! Every byte of a vault is flipped, one at a time: fault row S3 and goal 16.

use super::{World, bytes, get, passphrase, put};
use crate::vault::files::Files;
use crate::{OpensWith, StoreError, VaultState, Why};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A disk that shows a vault as it is put here, and the copy beside it, and takes nothing.
struct Shown {
    vault: Mutex<Vec<u8>>,
    previous: Vec<u8>,
}

impl Files for Shown {
    fn make_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn read(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        Ok(match file.file_name().and_then(|name| name.to_str()) {
            Some("vault") => Some(self.vault.lock().unwrap().clone()),
            Some("vault.previous") => Some(self.previous.clone()),
            Some(_) | None => None,
        })
    }

    fn write(&self, _file: &Path, _bytes: &[u8]) -> io::Result<()> {
        panic!("a damaged vault is not written to")
    }

    fn rename(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        panic!("a damaged vault is not moved")
    }

    fn flush_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, _file: &Path) -> io::Result<()> {
        panic!("a damaged vault is not removed")
    }
}

/// How a flip was noticed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Noticed {
    damaged_with_previous: usize,
    /// Said to be a newer program's: the bytes that say which format, cipher and derivation it is.
    newer: usize,
}

/// Flips every byte of a vault and opens each result.
fn flip_all(with_passphrase: bool, flip: u8) -> Noticed {
    let world = World::new();
    let vault = world.open();
    if with_passphrase {
        vault
            .set_passphrase(None, &passphrase("correct horse"))
            .unwrap();
    }
    put(&vault, "a", "canary-one").unwrap();
    put(&vault, "a", "canary-two").unwrap();
    drop(vault);
    let whole = bytes(&world.file());
    let shown = Arc::new(Shown {
        vault: Mutex::new(whole.clone()),
        previous: bytes(&world.previous()),
    });
    let opened = || {
        let vault = world.open_on(shown.clone(), world.keychain.clone());
        if with_passphrase
            && vault.state()
                == (VaultState::Locked {
                    opens_with: OpensWith::Passphrase,
                })
        {
            let tried = vault.unlock(&passphrase("correct horse"));
            assert_ne!(tried, Err(StoreError::WrongPassphrase));
        }
        vault
    };
    assert_eq!(get(&opened(), "a").as_deref(), Some("canary-two"));
    let mut noticed = Noticed::default();
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= flip;
        *shown.vault.lock().unwrap() = flipped;
        match opened().state() {
            VaultState::Unavailable {
                why: Why::Damaged {
                    previous: Some(_), ..
                },
            } => noticed.damaged_with_previous += 1,
            VaultState::Unavailable {
                why: Why::Newer { .. },
            } => noticed.newer += 1,
            other => panic!("byte {at}: {other:?}"),
        }
    }
    assert_eq!(noticed.damaged_with_previous + noticed.newer, whole.len());
    noticed
}

#[test]
fn s3_a_flipped_byte_is_refused_and_the_previous_copy_offered() {
    // S3: vault byte flipped
    for flip in [0x01, 0x80] {
        let noticed = flip_all(false, flip);
        // Format, cipher, kind of derivation, and the length of what belongs to that kind.
        assert!(noticed.newer <= 6, "{noticed:?}");
    }
}

#[test]
fn goal_16_a_flipped_byte_below_a_passphrase_is_told_from_a_wrong_passphrase() {
    let noticed = flip_all(true, 0x80);
    assert!(noticed.newer <= 6, "{noticed:?}");
}
