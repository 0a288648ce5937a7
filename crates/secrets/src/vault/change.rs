//! Changing a vault: one generation to the next, or not at all.

use super::entry::Entry;
use super::format::Contents;
use super::open::Standing;
use super::place::Old;
use super::seal::Key;
use super::{Vault, Work};
use crate::{Slot, StoreError};

/// Which copy is kept beside the vault, for the day the vault is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Previous {
    /// The version that is being replaced.
    Replaced,
    /// The new version: the old one holds what the person wants gone.
    Same,
}

impl Vault {
    /// Writes the contents as `edit` leaves them, as the next generation.
    pub(super) fn change(
        &self,
        work: &mut Work,
        previous: Previous,
        edit: impl FnOnce(&mut Contents, &Key) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (mut contents, key) = self.next_generation(work)?;
        edit(&mut contents, &key)?;
        self.write_down(work, contents, key, Standing::CounterBehind, previous)
    }

    /// Seals everything anew under another key. Whenever this is interrupted, one of the two
    /// keys in the keychain opens the file that is there.
    pub fn change_key(&self) -> Result<(), StoreError> {
        let mut work = self.work();
        if work.session.is_some() {
            return Err(StoreError::NotCalledFor);
        }
        let (contents, old) = self.next_generation(&mut work)?;
        let key = Key::random()?;
        let contents = contents.resealed(&old, &key)?;
        let generation = contents.header.generation;
        self.keys.set(
            Slot::Next,
            &Entry {
                key: key.clone(),
                generation,
            },
        )?;
        // From here to the end, a file under either key can be opened.
        self.write_down(
            &mut work,
            contents,
            key,
            Standing::KeyBehind,
            Previous::Same,
        )
    }

    /// The contents, ready to be edited, after making sure that they may be.
    fn next_generation(&self, work: &mut Work) -> Result<(Contents, Key), StoreError> {
        let Some(opened) = &mut work.opened else {
            return Err(work.closed());
        };
        // Otherwise the file could get two generations ahead, which looks like tampering.
        opened.settle(&self.keys)?;
        if self.place.load()?.is_some_and(|found| found != opened.file) {
            return Err(StoreError::ChangedElsewhere);
        }
        let mut contents = opened.contents.clone();
        let last = contents.header.generation.max(opened.counter);
        contents.header.generation = last.saturating_add(1);
        contents.header.store = self.keys.store();
        Ok((contents, opened.key.clone()))
    }

    fn write_down(
        &self,
        work: &mut Work,
        contents: Contents,
        key: Key,
        standing: Standing,
        previous: Previous,
    ) -> Result<(), StoreError> {
        let Some(opened) = &mut work.opened else {
            return Err(work.closed());
        };
        let file = contents.file(&key)?;
        let written = self.place.replace(&file, |place| match previous {
            Previous::Replaced => place.keep_previous(&opened.file),
            Previous::Same => place.keep_previous(&file),
        });
        let error = match written {
            Ok(()) => None,
            Err(failed) => {
                let replaced = failed.old == Old::PerhapsReplaced
                    // A disk that cannot be read now is asked again before the next change.
                    && self.place.load().is_ok_and(|found| found.as_ref() == Some(&file));
                if !replaced {
                    return Err(failed.error);
                }
                Some(failed.error)
            }
        };
        opened.contents = contents;
        opened.key = key;
        opened.file = file;
        opened.keychain = standing;
        match error {
            // The value is kept. A counter that is one behind is caught up with before the next
            // change, or when the vault is next opened.
            None => {
                let _ = opened.settle(&self.keys);
                Ok(())
            }
            Some(error) => Err(error),
        }
    }
}
