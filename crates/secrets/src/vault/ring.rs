//! The keys of an open vault: what the keychain holds, and what the file is sealed with.

use super::format::Header;
use super::passphrase::{Barred, Settings, Stretched};
use super::seal::Key;
use crate::OpensWith;
use domain::Secret;

/// The keys of an open vault.
#[derive(Clone)]
pub(super) struct Ring {
    /// The key as the keychain holds it.
    pub(super) kept: Key,
    /// What the file is sealed with: the same key, or it and the passphrase mixed.
    pub(super) seals: Key,
    /// The passphrase, stretched, so that the next key is mixed with it unasked.
    pub(super) stretched: Option<Stretched>,
}

/// Why a header and a key do not make a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unopened {
    /// The passphrase is needed and was not given.
    Asks,
    /// Whatever was given or not, it is of no use.
    Barred(Barred),
}

impl Ring {
    /// The keys for a vault, with or without a passphrase.
    pub(super) fn new(kept: Key, stretched: Option<Stretched>, vault: &[u8; 16]) -> Self {
        let seals = match &stretched {
            Some(stretched) => stretched.mixed_with(&kept, vault),
            None => kept.clone(),
        };
        Self {
            kept,
            seals,
            stretched,
        }
    }

    /// The keys for a file that is there.
    pub(super) fn of(
        header: &Header,
        kept: Key,
        passphrase: Option<&Secret<String>>,
    ) -> Result<Self, Unopened> {
        let vault = &header.vault_id;
        let stretched = match (&header.passphrase, passphrase) {
            (None, _) => None,
            (Some(settings), Some(passphrase)) => Some(
                settings
                    .try_out(passphrase, &kept, vault)
                    .map_err(Unopened::Barred)?,
            ),
            (Some(settings), None) => {
                settings.genuine(&kept, vault).map_err(Unopened::Barred)?;
                return Err(Unopened::Asks);
            }
        };
        Ok(Self::new(kept, stretched, vault))
    }

    /// What the header of a file says that is sealed with these keys.
    pub(super) fn settings(&self, vault: &[u8; 16]) -> Option<Settings> {
        self.stretched
            .as_ref()
            .map(|stretched| stretched.settings(&self.kept, vault))
    }

    pub(super) fn opens_with(&self) -> OpensWith {
        match self.stretched {
            Some(_) => OpensWith::Passphrase,
            None => OpensWith::Keychain,
        }
    }
}
