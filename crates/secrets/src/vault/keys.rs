//! The vault's key, as the keychain gives it.

use super::entry::Entry;
use crate::{Keychain, KeychainState, Slot, StoreError};
use std::sync::Arc;

/// What is in an entry of the keychain.
pub(super) enum Found {
    Nothing,
    /// A text we did not write, or not in this version.
    Foreign,
    Entry(Entry),
}

/// The keychain, speaking of entries rather than texts.
#[derive(Clone)]
pub(super) struct Keys(pub(super) Arc<dyn Keychain>);

impl Keys {
    /// The keychain's name, as the file's header takes it.
    pub(super) fn store(&self) -> String {
        self.0.store().chars().take(100).collect()
    }

    pub(super) fn get(&self, slot: Slot) -> Result<Found, StoreError> {
        let text = self.0.get(slot).map_err(|state| self.error(state))?;
        Ok(match text.map(|text| Entry::read(&text)) {
            None => Found::Nothing,
            Some(None) => Found::Foreign,
            Some(Some(entry)) => Found::Entry(entry),
        })
    }

    pub(super) fn set(&self, slot: Slot, entry: &Entry) -> Result<(), StoreError> {
        self.0
            .set(slot, &entry.text())
            .map_err(|state| self.error(state))
    }

    pub(super) fn delete(&self, slot: Slot) -> Result<(), StoreError> {
        self.0.delete(slot).map_err(|state| self.error(state))
    }

    pub(super) fn error(&self, state: KeychainState) -> StoreError {
        StoreError::Keychain {
            store: self.0.store(),
            state,
        }
    }
}
