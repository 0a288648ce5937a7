//! What only the person decides: an older copy, or starting again. Nothing is ever deleted.

use super::Vault;
use super::entry::Entry;
use super::format::Contents;
use super::keys::Found;
use super::open::{Opened, Standing, afresh};
use crate::{KeychainState, Slot, StoreError, VaultState, Why};

impl Vault {
    /// Puts the previous copy in the place of a damaged vault, which is renamed and kept.
    /// Called for when the state is [`Why::Damaged`] and names a previous copy.
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
        let (entry, standing, mut contents) = self.open_copy(&copy)?;
        let last = contents.header.generation.max(entry.generation);
        contents.header.generation = last.saturating_add(1);
        contents.header.store = self.keys.store();
        let file = contents.file(&entry.key)?;
        let date = self.date();
        self.place
            .replace(&file, |place| place.set_vault_aside(&date))
            .map_err(|failed| failed.error)?;
        let mut opened = Opened {
            key: entry.key,
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
    /// vault is damaged, newer than the program, or has lost its key.
    pub fn start_afresh(&self) -> Result<VaultState, StoreError> {
        let mut work = self.work();
        match &work.why {
            Some(Why::Damaged { .. } | Why::Newer { .. }) => {}
            Some(Why::Keychain { state, .. }) => match state {
                KeychainState::EntryMissing { .. } | KeychainState::Failed { .. } => {}
                KeychainState::Available
                | KeychainState::Locked
                | KeychainState::Absent { .. }
                | KeychainState::Refused
                | KeychainState::NotAnswering { .. } => return Err(StoreError::NotCalledFor),
            },
            Some(Why::Disk { .. } | Why::NoRandomness | Why::Chosen) | None => {
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
    fn open_copy(&self, copy: &[u8]) -> Result<(Entry, Standing, Contents), StoreError> {
        for (slot, standing) in [
            (Slot::Current, Standing::CounterBehind),
            (Slot::Next, Standing::KeyBehind),
        ] {
            if let Found::Entry(entry) = self.keys.get(slot)?
                && let Ok(contents) = Contents::read(copy, &entry.key)
            {
                return Ok((entry, standing, contents));
            }
        }
        Err(StoreError::NotCalledFor)
    }

    fn date(&self) -> String {
        self.clock.now().strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}
