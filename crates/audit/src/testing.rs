//! A storage in memory that can be made to fail, and what every storage keeps to.

use crate::storage::Storage;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files in memory.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<u32, Vec<u8>>,
    fails: Option<io::ErrorKind>,
}

impl InMemory {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From here on nothing can be written, until told `None`.
    pub fn fail(&self, kind: Option<io::ErrorKind>) {
        self.state().fails = kind;
    }

    /// Every file as it is.
    pub fn all(&self) -> BTreeMap<u32, Vec<u8>> {
        self.state().files.clone()
    }

    /// Replaces every file.
    pub fn replace(&self, files: BTreeMap<u32, Vec<u8>>) {
        self.state().files = files;
    }
}

impl Storage for InMemory {
    fn files(&self) -> io::Result<Vec<u32>> {
        Ok(self.state().files.keys().copied().collect())
    }

    fn read(&self, file: u32) -> io::Result<Vec<u8>> {
        let state = self.state();
        let found = state.files.get(&file).cloned();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn append(&self, file: u32, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let fails = state.fails;
        let open = state.files.entry(file).or_default();
        match fails {
            Some(kind) => {
                // As a full disk does: some of it arrives.
                open.extend_from_slice(&bytes[..bytes.len() / 2]);
                Err(kind.into())
            }
            None => {
                open.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    fn cut(&self, file: u32, length: u64) -> io::Result<()> {
        let mut state = self.state();
        let open = state.files.get_mut(&file);
        let open = open.ok_or(io::ErrorKind::NotFound)?;
        open.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(())
    }

    fn set_aside(&self, _stamp: &str) -> io::Result<()> {
        self.state().files.clear();
        Ok(())
    }

    fn name(&self, file: u32) -> String {
        format!("file {file}")
    }
}

/// Checks a fresh storage.
///
/// # Panics
/// When it does not keep to the contract.
pub fn contract(storage: &dyn Storage) {
    assert!(storage.files().expect("an empty one").is_empty());
    assert!(storage.read(1).is_err(), "what is not there is told");
    storage.append(2, b"c\n").expect("a file is made");
    storage.append(1, b"").expect("an empty one too");
    storage.append(1, b"a\n").expect("behind nothing");
    storage.append(1, b"b\n").expect("behind the last");
    assert_eq!(storage.files().expect("two"), [1, 2]);
    assert_eq!(storage.read(1).expect("it is there"), b"a\nb\n");
    storage.cut(1, 2).expect("it is there");
    assert_eq!(storage.read(1).expect("it is there"), b"a\n");
    storage.set_aside("20261122").expect("they are there");
    assert!(storage.files().expect("none are left").is_empty());
    storage.append(1, b"d\n").expect("a new one");
    assert_eq!(storage.read(1).expect("it is there"), b"d\n");
}
