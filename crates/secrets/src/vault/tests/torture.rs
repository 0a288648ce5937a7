//! A file system that fails, or dies, at a chosen call.

use crate::vault::files::{Disk, Files};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// How the chosen call goes wrong.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// It fails, and does nothing.
    Before(io::ErrorKind),
    /// It fails half way: half a file, or as `Before` where there are no halves.
    Half(io::ErrorKind),
    /// It does what it should, and then fails all the same.
    After(io::ErrorKind),
    /// Like `Before`, `Half` and `After`; and nothing reaches the disk from then on.
    DiesBefore,
    DiesHalf,
    DiesAfter,
}

/// The disk, with one fault at one call.
pub(super) struct Torture(Mutex<State>);

struct State {
    calls: u32,
    at: u32,
    fault: Fault,
    dead: bool,
    struck: bool,
}

impl Torture {
    pub(super) fn new(at: u32, fault: Fault) -> Self {
        Self(Mutex::new(State {
            calls: 0,
            at,
            fault,
            dead: false,
            struck: false,
        }))
    }

    /// Whether there were so many calls.
    pub(super) fn struck(&self) -> bool {
        self.0.lock().unwrap().struck
    }

    /// How many calls there have been.
    pub(super) fn calls(&self) -> u32 {
        self.0.lock().unwrap().calls
    }

    fn call<T>(&self, whole: impl FnOnce() -> io::Result<T>, half: impl FnOnce()) -> io::Result<T> {
        let mut state = self.0.lock().unwrap();
        let strikes = state.calls == state.at;
        state.calls += 1;
        if state.dead {
            return Err(io::ErrorKind::Other.into());
        }
        if !strikes {
            return whole();
        }
        state.struck = true;
        let gone = io::ErrorKind::Other;
        let (kind, dies) = match state.fault {
            Fault::Before(kind) => (kind, false),
            Fault::Half(kind) => {
                half();
                (kind, false)
            }
            Fault::After(kind) => {
                whole()?;
                (kind, false)
            }
            Fault::DiesBefore => (gone, true),
            Fault::DiesHalf => {
                half();
                (gone, true)
            }
            Fault::DiesAfter => {
                whole()?;
                (gone, true)
            }
        };
        state.dead = dies;
        Err(kind.into())
    }
}

impl Files for Torture {
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
