//! Where the files of a vault are, and the one way they are replaced.

use super::files::{FILE_LIMIT, Files};
use crate::{Doing, StoreError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a file that another program holds is tried again.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
const BETWEEN: Duration = Duration::from_millis(50);

/// The folder of a vault.
pub(super) struct Place {
    folder: PathBuf,
    files: Arc<dyn Files>,
    patience: Duration,
}

/// A replacement that failed.
pub(super) struct Failed {
    pub(super) error: StoreError,
    pub(super) old: Old,
}

/// What became of the old file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Old {
    /// It is still in its place.
    InPlace,
    /// It may have been replaced; only reading can tell.
    PerhapsReplaced,
}

impl Place {
    pub(super) fn new(folder: &Path, files: Arc<dyn Files>) -> Self {
        Self {
            folder: folder.to_owned(),
            files,
            patience: PATIENCE,
        }
    }

    #[cfg(test)]
    pub(super) fn patient(folder: &Path, files: Arc<dyn Files>, patience: Duration) -> Self {
        Self {
            folder: folder.to_owned(),
            files,
            patience,
        }
    }

    fn vault(&self) -> PathBuf {
        self.folder.join("vault")
    }

    fn previous(&self) -> PathBuf {
        self.folder.join("vault.previous")
    }

    pub(super) fn load(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.files
            .read(&self.vault())
            .map_err(|error| failed(Doing::Reading, &error))
    }

    pub(super) fn load_previous(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.files
            .read(&self.previous())
            .map_err(|error| failed(Doing::Reading, &error))
    }

    /// Puts `new` in the place of the vault. The new file is complete, on the disk and read back
    /// before the old one goes; `before` runs in between and keeps what must not be lost.
    pub(super) fn replace(
        &self,
        new: &[u8],
        before: impl FnOnce(&Self) -> Result<(), StoreError>,
    ) -> Result<(), Failed> {
        let fresh = self.folder.join("vault.new");
        self.prepare(&fresh, new)
            .and_then(|()| before(self))
            .map_err(|error| {
                // The space may be needed. A left-over that stays is replaced by the next attempt.
                let _ = self.files.remove(&fresh);
                Failed {
                    error,
                    old: Old::InPlace,
                }
            })?;
        let perhaps = |error| Failed {
            error,
            old: Old::PerhapsReplaced,
        };
        self.rename(&fresh, &self.vault(), Doing::Replacing)
            .map_err(perhaps)?;
        self.files
            .flush_folder(&self.folder)
            .map_err(|error| perhaps(failed(Doing::Replacing, &error)))?;
        if self.load().map_err(perhaps)?.as_deref() != Some(new) {
            return Err(perhaps(not_as_written()));
        }
        Ok(())
    }

    fn prepare(&self, fresh: &Path, new: &[u8]) -> Result<(), StoreError> {
        if u64::try_from(new.len()).is_ok_and(|length| length > FILE_LIMIT) {
            return Err(StoreError::TooLarge {
                limit: crate::VALUE_LIMIT,
            });
        }
        self.files
            .make_folder(&self.folder)
            .map_err(|error| failed(Doing::Folder, &error))?;
        self.files
            .write(fresh, new)
            .map_err(|error| failed(Doing::Writing, &error))?;
        let back = self
            .files
            .read(fresh)
            .map_err(|error| failed(Doing::ReadingBack, &error))?;
        if back.as_deref() == Some(new) {
            Ok(())
        } else {
            Err(not_as_written())
        }
    }

    /// Keeps `bytes` as the copy that is offered when the vault is damaged.
    pub(super) fn keep_previous(&self, bytes: &[u8]) -> Result<(), StoreError> {
        let fresh = self.folder.join("vault.previous.new");
        let kept = self
            .files
            .write(&fresh, bytes)
            .map_err(|error| failed(Doing::KeepingPrevious, &error))
            .and_then(|()| self.rename(&fresh, &self.previous(), Doing::KeepingPrevious));
        if kept.is_err() {
            // As above: space may be needed, and the next attempt replaces a left-over.
            let _ = self.files.remove(&fresh);
        }
        kept
    }

    /// Renames the vault, for the person to keep. What is set aside is never overwritten.
    pub(super) fn set_vault_aside(&self, date: &str) -> Result<(), StoreError> {
        self.set_aside(&self.vault(), &format!("vault-{date}"))
    }

    /// Renames the previous copy, for the person to keep.
    pub(super) fn set_previous_aside(&self, date: &str) -> Result<(), StoreError> {
        self.set_aside(&self.previous(), &format!("vault-{date}-previous"))
    }

    fn set_aside(&self, file: &Path, name: &str) -> Result<(), StoreError> {
        let there = |file: &Path| match self.files.read(file) {
            Ok(found) => Ok(found.is_some()),
            Err(error) => Err(failed(Doing::SettingAside, &error)),
        };
        if !there(file)? {
            return Ok(());
        }
        let mut aside = self.folder.join(format!("{name}.aside"));
        let mut number: u32 = 1;
        while there(&aside)? {
            number += 1;
            aside = self.folder.join(format!("{name}-{number}.aside"));
        }
        self.rename(file, &aside, Doing::SettingAside)
    }

    fn rename(&self, from: &Path, to: &Path, doing: Doing) -> Result<(), StoreError> {
        let since = Instant::now();
        loop {
            match self.files.rename(from, to) {
                Err(error)
                    if error.kind() == io::ErrorKind::ResourceBusy
                        && since.elapsed() < self.patience =>
                {
                    thread::sleep(BETWEEN);
                }
                done => return done.map_err(|error| failed(doing, &error)),
            }
        }
    }
}

fn failed(doing: Doing, error: &io::Error) -> StoreError {
    StoreError::Disk {
        doing,
        kind: error.kind(),
    }
}

fn not_as_written() -> StoreError {
    StoreError::Disk {
        doing: Doing::ReadingBack,
        kind: io::ErrorKind::InvalidData,
    }
}
