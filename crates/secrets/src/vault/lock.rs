//! Locking and unlocking, and the passphrase.

use super::open::Closed;
use super::passphrase::{Stretched, worthy};
use super::seal::wipe_stack;
use super::{Vault, Work};
use crate::{OpensWith, StoreError, VaultState, Why};
use domain::Secret;

impl Vault {
    /// Lets go of every key and value: what is in memory afterwards opens nothing. What was
    /// entered for this session only is gone with it, there being nothing that could bring it
    /// back. Waits for a call that is under way, so up to the keychain's limit.
    pub fn lock(&self) -> VaultState {
        let mut work = self.work();
        let session = work.session.take();
        match (&work.opened, session) {
            (Some(opened), _) => {
                let opens_with = opened.ring.opens_with();
                work.close(Why::Locked { opens_with });
            }
            (None, Some(_)) if work.why.is_none() => {
                let opens_with = OpensWith::Keychain;
                work.why = Some(Why::Locked { opens_with });
            }
            (None, _) => {}
        }
        wipe_stack();
        self.show(&work)
    }

    /// Opens the vault with the person's passphrase. A vault that has none is opened with the
    /// keychain alone, as [`retry`](Self::retry) does.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`]: the vault stays as it was, and may be tried again. What
    /// else keeps a vault from opening is its state, as with [`retry`](Self::retry).
    pub fn unlock(&self, passphrase: &Secret<String>) -> Result<VaultState, StoreError> {
        let mut work = self.work();
        if work.opened.is_some() {
            return Ok(self.show(&work));
        }
        let opened = self.open_with(&mut work, Some(passphrase));
        wipe_stack();
        match opened {
            Ok(()) => {}
            Err(Closed::Why(why)) => work.close(why),
            Err(Closed::WrongPassphrase) => return Err(StoreError::WrongPassphrase),
        }
        Ok(self.show(&work))
    }

    /// Sets a passphrase, or changes it: from here on the vault opens with the keychain's key and
    /// the passphrase together. Everything is sealed anew under a new key, so that neither older
    /// copies of the file nor the older passphrase open what is there now.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] when the vault has a passphrase and `current` is not it or
    /// missing; [`StoreError::PassphraseTooShort`] below [`PASSPHRASE_LEAST`] characters;
    /// [`StoreError::NotCalledFor`] for this session only; [`StoreError::NoMemory`]; and whatever
    /// a change can fail with, in which case the old passphrase still counts.
    ///
    /// [`PASSPHRASE_LEAST`]: crate::PASSPHRASE_LEAST
    pub fn set_passphrase(
        &self,
        current: Option<&Secret<String>>,
        new: &Secret<String>,
    ) -> Result<VaultState, StoreError> {
        worthy(new)?;
        let mut work = self.work();
        may_change(&work, current)?;
        let stretched = Stretched::afresh(new, self.cost)?;
        self.seal_anew(&mut work, Some(stretched))?;
        Ok(self.show(&work))
    }

    /// Removes the passphrase: from here on the keychain's key is enough.
    ///
    /// # Errors
    /// [`StoreError::NotCalledFor`] when there is none, or for this session only; otherwise as
    /// [`set_passphrase`](Self::set_passphrase).
    pub fn remove_passphrase(&self, current: &Secret<String>) -> Result<VaultState, StoreError> {
        let mut work = self.work();
        if work.opened()?.ring.opens_with() == OpensWith::Keychain {
            return Err(StoreError::NotCalledFor);
        }
        may_change(&work, Some(current))?;
        self.seal_anew(&mut work, None)?;
        Ok(self.show(&work))
    }

    /// Seals everything anew under another key; the passphrase stays. Whenever this is
    /// interrupted, one of the two keys in the keychain opens the file that is there.
    ///
    /// # Errors
    /// [`StoreError::NotCalledFor`] for this session only, and whatever a change can fail with.
    pub fn change_key(&self) -> Result<(), StoreError> {
        let mut work = self.work();
        let stretched = work.opened()?.ring.stretched.clone();
        self.seal_anew(&mut work, stretched)
    }
}

/// Whoever changes the passphrase has to know it, also while the vault is open: it may have been
/// left open.
fn may_change(work: &Work, current: Option<&Secret<String>>) -> Result<(), StoreError> {
    let opened = work.opened()?;
    let header = &opened.contents.header;
    match (&header.passphrase, current) {
        (None, _) => Ok(()),
        (Some(_), None) => Err(StoreError::WrongPassphrase),
        (Some(settings), Some(current)) => settings
            .try_out(current, &opened.ring.kept, &header.vault_id)
            .map(|_| ())
            .map_err(Into::into),
    }
}
