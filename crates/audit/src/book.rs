//! The book of what was done.

use crate::chain::{Key, NOTHING, line, read};
use crate::entry::{Entry, Kind, Sealing, Written};
use crate::filter::{Filter, Wanted};
use crate::storage::Storage;
use domain::Clock;
use serde::{Deserialize, Serialize};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

/// How many entries a file has before the next one begins.
pub(crate) const PER_FILE: u64 = 10_000;

/// Why an entry could not be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {kind}")]
pub struct AuditError {
    /// What people know the file by.
    pub file: String,
    /// The kind of failure.
    pub kind: io::ErrorKind,
}

/// How many entries there are and what the last one ends with. Rests in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the last entry.
    pub number: u64,
    /// What it ends with, in hex.
    pub mac: String,
}

/// Some entries, newest first.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// How many fit the filter.
    pub total: usize,
    /// Some of them.
    pub entries: Vec<Written>,
}

/// Entries that are appended and never changed. Cheap to share, and to be used off the async
/// threads: every call may wait for the disk.
pub struct Book {
    pub(crate) storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    who: String,
    state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    pub key: Option<Key>,
    /// How many entries there are and what the last one ends with; `None` until that was looked up.
    pub end: Option<Head>,
    /// What the vault knows: the book must not be shorter.
    pub sealed: Option<Head>,
    /// Whether the book was not as the vault knew it when it was opened. Then the vault goes on
    /// knowing what it did: a later head would hide what was done to the book.
    pub disputed: bool,
}

impl Book {
    /// A book in files, written in by `who`: the user of the system and the machine. Touches
    /// nothing yet.
    pub fn new(storage: Arc<dyn Storage>, clock: Arc<dyn Clock>, who: String) -> Self {
        Self {
            storage,
            clock,
            who,
            state: Mutex::default(),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("nothing panics while holding the book")
    }

    /// From here on entries have a key behind them. `head` is what the vault remembers of the book,
    /// nothing when it never saw it.
    ///
    /// # Errors
    /// When the book cannot be read; it has its key all the same.
    pub fn open_with(&self, key: Key, head: Option<Head>) -> Result<(), AuditError> {
        let mut state = self.state();
        state.key = Some(key);
        let Some(head) = head else { return Ok(()) };
        // What was written meanwhile is newer than what the vault remembers.
        if state
            .sealed
            .as_ref()
            .is_some_and(|known| known.number >= head.number)
        {
            return Ok(());
        }
        state.disputed = true;
        state.sealed = Some(head.clone());
        let found = self.get(head.number)?;
        state.disputed = head.number > 0 && found.is_none_or(|found| found.mac != head.mac);
        Ok(())
    }

    /// Whether entries have a key behind them now.
    pub fn has_key(&self) -> bool {
        self.state().key.is_some()
    }

    /// Lets go of the key: the vault is locked.
    pub fn close(&self) {
        self.state().key = None;
    }

    /// Writes an entry and waits until it is on the disk; answers its number.
    ///
    /// # Errors
    /// When it could not be written. A part of it that was is cut off again at the next one.
    pub fn write(&self, entry: Entry) -> Result<u64, AuditError> {
        let mut state = self.state();
        let end = self.end(&mut state)?;
        let number = end.number + 1;
        let sealed = match state.key {
            Some(_) => Sealing::Key,
            None => Sealing::Chain,
        };
        let written = Written {
            number,
            at: self.clock.now(),
            who: self.who.clone(),
            sealed,
            previous: end.mac,
            entry,
            mac: String::new(),
        };
        let (mut line, mac) = line(&written, state.key.as_ref());
        line.push('\n');
        let file = file_of(number);
        if let Err(error) = self.storage.append(file, line.as_bytes()) {
            // Looked up again before the next one: some of the bytes may be there.
            state.end = None;
            return Err(self.failed(file, &error));
        }
        state.end = Some(Head { number, mac });
        Ok(number)
    }

    /// Whether an entry could be written now.
    ///
    /// # Errors
    /// Why not.
    pub fn is_writable(&self) -> Result<(), AuditError> {
        let mut state = self.state();
        let end = self.end(&mut state)?;
        let file = file_of(end.number + 1);
        let tried = self.storage.append(file, b"");
        tried.map_err(|error| self.failed(file, &error))
    }

    /// What the vault should remember of the book; nothing when it does already, when there is no key,
    /// or when the book was not as the vault knew it.
    pub fn head(&self) -> Option<Head> {
        let state = self.state();
        state.key.as_ref().filter(|_| !state.disputed)?;
        state
            .end
            .clone()
            .filter(|end| state.sealed.as_ref() != Some(end))
    }

    /// The vault remembers this now.
    pub fn remembered(&self, head: Head) {
        self.state().sealed = Some(head);
    }

    /// Starts again with no entries; the files are kept under other names.
    ///
    /// # Errors
    /// When they could not be renamed.
    pub fn set_aside(&self, stamp: &str) -> Result<(), AuditError> {
        let mut state = self.state();
        let aside = self.storage.set_aside(stamp);
        aside.map_err(|error| self.failed(1, &error))?;
        *state = State {
            key: state.key.take(),
            ..State::default()
        };
        Ok(())
    }

    /// Some entries, newest first. Lines that are none are left out: [`Book::verify`] tells of them.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn list(&self, filter: &Filter, from: usize, at_most: usize) -> Result<Page, AuditError> {
        let wanted = Wanted::of(filter);
        let mut page = Page::default();
        self.newest_first(|written| {
            if wanted.fits(&written) {
                if page.total >= from && page.entries.len() < at_most {
                    page.entries.push(written);
                }
                page.total += 1;
            }
        })?;
        Ok(page)
    }

    /// One entry.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn get(&self, number: u64) -> Result<Option<Written>, AuditError> {
        if number == 0 {
            return Ok(None);
        }
        let bytes = self.bytes(file_of(number))?;
        let mut entries = lines(&bytes).filter_map(read);
        Ok(entries.find(|written| written.number == number))
    }

    /// The entry that ends this one, or the one it ends.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn other_of(&self, written: &Written) -> Result<Option<u64>, AuditError> {
        if let Some(begun) = written.entry.ends {
            return Ok(Some(begun));
        }
        if written.entry.kind != Kind::ChangeIntended {
            return Ok(None);
        }
        // It follows soon, or never.
        for file in [file_of(written.number), file_of(written.number) + 1] {
            let bytes = self.bytes(file)?;
            let mut entries = lines(&bytes).filter_map(read);
            if let Some(end) = entries.find(|end| end.entry.ends == Some(written.number)) {
                return Ok(Some(end.number));
            }
        }
        Ok(None)
    }

    /// Gives every line that fits, oldest first, as it stands in its file.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn each(
        &self,
        filter: &Filter,
        mut to: impl FnMut(&[u8], Written) -> io::Result<()>,
    ) -> Result<io::Result<()>, AuditError> {
        let wanted = Wanted::of(filter);
        for file in self.files()? {
            let bytes = self.bytes(file)?;
            for line in lines(&bytes) {
                let Some(written) = read(line).filter(|written| wanted.fits(written)) else {
                    continue;
                };
                if let Err(error) = to(line, written) {
                    return Ok(Err(error));
                }
            }
        }
        Ok(Ok(()))
    }

    fn newest_first(&self, mut to: impl FnMut(Written)) -> Result<(), AuditError> {
        for file in self.files()?.into_iter().rev() {
            let bytes = self.bytes(file)?;
            let entries: Vec<Written> = lines(&bytes).filter_map(read).collect();
            entries.into_iter().rev().for_each(&mut to);
        }
        Ok(())
    }

    pub(crate) fn files(&self) -> Result<Vec<u32>, AuditError> {
        let files = self.storage.files();
        files.map_err(|error| self.failed(1, &error))
    }

    /// All of a file; nothing of one that is not there.
    pub(crate) fn bytes(&self, file: u32) -> Result<Vec<u8>, AuditError> {
        match self.storage.read(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            read => read.map_err(|error| self.failed(file, &error)),
        }
    }

    pub(crate) fn failed(&self, file: u32, error: &io::Error) -> AuditError {
        AuditError {
            file: self.storage.name(file),
            kind: error.kind(),
        }
    }

    /// The end of the book; looked up in the last file where it is not known. What a program that was
    /// killed had begun to write is cut off: it never was an entry.
    pub(crate) fn end(&self, state: &mut State) -> Result<Head, AuditError> {
        if let Some(end) = &state.end {
            return Ok(end.clone());
        }
        let mut end = Head {
            number: 0,
            mac: NOTHING.to_owned(),
        };
        for file in self.files()?.into_iter().rev() {
            let bytes = self.bytes(file)?;
            let whole = bytes
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            if whole < bytes.len() {
                let cut = self.storage.cut(file, whole as u64);
                cut.map_err(|error| self.failed(file, &error))?;
            }
            // The last that can be read: what was damaged is told when the book is verified, and
            // writing goes on behind it.
            let last = lines(&bytes[..whole]).filter_map(read).last();
            if let Some(last) = last {
                end = Head {
                    number: last.number,
                    mac: last.mac,
                };
                break;
            }
        }
        state.end = Some(end.clone());
        Ok(end)
    }
}

/// The file an entry is in.
pub(crate) fn file_of(number: u64) -> u32 {
    let file = (number.max(1) - 1) / PER_FILE + 1;
    u32::try_from(file).unwrap_or(u32::MAX)
}

/// The lines of a file, without line feeds.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let whole = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    whole
        .split(|byte| *byte == b'\n')
        .filter(move |_| !bytes.is_empty())
}
