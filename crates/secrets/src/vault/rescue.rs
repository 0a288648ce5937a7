//! What only the person decides: an older copy, or starting again. Nothing is ever deleted.

use super::Vault;
use super::entry::Entry;
use super::format::{Contents, Header};
use super::keys::Found;
use super::open::{Opened, Standing, afresh};
use super::ring::Ring;
use crate::{KeychainState, OpensWith, Slot, StoreError, VaultState, Why};

impl Vault {
    /// Puts the previous copy in the place of a damaged vault, which is renamed and kept.
    /// Called for when the state is [`Why::Damaged`] and names a previous copy. A copy that has a
    /// passphrase is locked afterwards.
    pub fn restore_previous(&self) -> Result<VaultState, StoreError> {
        let mut work = self.work();
        let Some(Why::Damaged {
            previous: Some(_), ..
        }) = work.why
        else {
            return Err(StoreError::NotCalledFor);
        };
        let copy = self
            .place
            .load_previous()?
            .ok_or(StoreError::NotCalledFor)?;
        let date = self.date();
        let (entry, standing, mut contents) = match self.open_copy(&copy)? {
            Copy::Opened(opened) => *opened,
            Copy::HasPassphrase => {
                // Nobody can write it as the newest generation without the passphrase; once it is
                // unlocked it is told as what it is, an older copy.
                self.place
                    .replace(&copy, |place| place.set_vault_aside(&date))
                    .map_err(|failed| failed.error)?;
                work.why = None;
                drop(work);
                return Ok(self.retry());
            }
        };
        let last = contents.header.generation.max(entry.generation);
        contents.header.generation = last.saturating_add(1);
        contents.header.store = self.keys.store();
        let ring = Ring::new(entry.key, None, &contents.header.vault_id);
        let file = contents.file(&ring.seals)?;
        self.place
            .replace(&file, |place| place.set_vault_aside(&date))
            .map_err(|failed| failed.error)?;
        let mut opened = Opened {
            ring,
            contents,
            file,
            counter: entry.generation,
            keychain: standing,
            notices: Vec::new(),
        };
        // As everywhere: a counter that is behind is caught up with before the next change.
        let _ = opened.settle(&self.keys);
        work.opened = Some(opened);
        work.why = None;
        drop(work);
        Ok(self.retry())
    }

    /// Renames what is there, keeps it, and begins with an empty vault. Called for when the
    /// vault is damaged, newer than the program, has lost its key, or has a passphrase that was
    /// forgotten.
    pub fn start_afresh(&self) -> Result<VaultState, StoreError> {
        let mut work = self.work();
        match &work.why {
            Some(
                Why::Damaged { .. }
                | Why::Newer { .. }
                | Why::Locked {
                    opens_with: OpensWith::Passphrase,
                },
            ) => {}
            Some(Why::Keychain { state, .. }) => match state {
                KeychainState::EntryMissing { .. } | KeychainState::Failed { .. } => {}
                KeychainState::Available
                | KeychainState::Locked
                | KeychainState::Absent { .. }
                | KeychainState::Refused
                | KeychainState::NotAnswering { .. } => return Err(StoreError::NotCalledFor),
            },
            Some(
                Why::Disk { .. }
                | Why::NoRandomness
                | Why::Chosen
                | Why::Locked {
                    opens_with: OpensWith::Keychain,
                },
            )
            | None => {
                return Err(StoreError::NotCalledFor);
            }
        }
        let entry = match self.keys.get(Slot::Current)? {
            // Kept: what is set aside may one day be opened with it.
            Found::Entry(entry) => Some(entry),
            Found::Nothing | Found::Foreign => None,
        };
        let date = self.date();
        let opened = afresh(&self.place, &self.keys, entry, |place| {
            place.set_vault_aside(&date)?;
            place.set_previous_aside(&date)
        })?;
        work.opened = Some(opened);
        work.why = None;
        drop(work);
        // Also brings in what was entered for the session meanwhile.
        Ok(self.retry())
    }

    /// Opens a copy with whichever of our keys opens it: damage may come while a key is changed.
    fn open_copy(&self, copy: &[u8]) -> Result<Copy, StoreError> {
        let (header, _) = Header::read(copy).map_err(|_| StoreError::NotCalledFor)?;
        for (slot, standing) in [
            (Slot::Current, Standing::CounterBehind),
            (Slot::Next, Standing::KeyBehind),
        ] {
            let Found::Entry(entry) = self.keys.get(slot)? else {
                continue;
            };
            if let Some(settings) = &header.passphrase {
                if settings.genuine(&entry.key, &header.vault_id).is_ok() {
                    return Ok(Copy::HasPassphrase);
                }
            } else if let Ok(contents) = Contents::read(copy, &entry.key) {
                return Ok(Copy::Opened(Box::new((entry, standing, contents))));
            }
        }
        Err(StoreError::NotCalledFor)
    }

    fn date(&self) -> String {
        self.clock.now().strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

/// The previous copy, as far as it opens.
enum Copy {
    Opened(Box<(Entry, Standing, Contents)>),
    HasPassphrase,
}
