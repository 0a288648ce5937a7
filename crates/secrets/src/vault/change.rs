//! Changing a vault: one generation to the next, or not at all.

use super::entry::Entry;
use super::format::Contents;
use super::open::Standing;
use super::passphrase::Stretched;
use super::place::Old;
use super::ring::Ring;
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
        let (mut contents, ring) = self.next_generation(work)?;
        edit(&mut contents, &ring.seals)?;
        self.write_down(work, contents, ring, Standing::CounterBehind, previous)
    }

    /// Seals everything under another key, with this passphrase or none.
    pub(super) fn seal_anew(
        &self,
        work: &mut Work,
        stretched: Option<Stretched>,
    ) -> Result<(), StoreError> {
        if work.session.is_some() {
            return Err(StoreError::NotCalledFor);
        }
        let (contents, old) = self.next_generation(work)?;
        let vault = contents.header.vault_id;
        let ring = Ring::new(Key::random()?, stretched, &vault);
        let contents = contents.resealed(&old.seals, &ring.seals, ring.settings(&vault))?;
        self.keys.set(
            Slot::Next,
            &Entry {
                key: ring.kept.clone(),
                generation: contents.header.generation,
            },
        )?;
        // From here to the end, a file under either key can be opened.
        self.write_down(work, contents, ring, Standing::KeyBehind, Previous::Same)
    }

    /// The contents, ready to be edited, after making sure that they may be.
    fn next_generation(&self, work: &mut Work) -> Result<(Contents, Ring), StoreError> {
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
        Ok((contents, opened.ring.clone()))
    }

    fn write_down(
        &self,
        work: &mut Work,
        contents: Contents,
        ring: Ring,
        standing: Standing,
        previous: Previous,
    ) -> Result<(), StoreError> {
        let Some(opened) = &mut work.opened else {
            return Err(work.closed());
        };
        let file = contents.file(&ring.seals)?;
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
        opened.ring = ring;
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
