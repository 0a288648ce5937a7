//! The Credential Manager, kept on this machine.

use super::super::SERVICE;
use crate::KeychainState;
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use std::collections::HashMap;
use windows_native_keyring_store::Store;

pub(super) const NAME: &str = "Windows Credential Manager";

pub(super) fn get(user: &str) -> Result<Option<String>, KeychainState> {
    match entry(user)?.get_password() {
        Ok(text) => Ok(Some(text)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(judge(&error)),
    }
}

pub(super) fn set(user: &str, text: &str) -> Result<(), KeychainState> {
    entry(user)?
        .set_password(text)
        .map_err(|error| judge(&error))
}

pub(super) fn delete(user: &str) -> Result<(), KeychainState> {
    match entry(user)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(judge(&error)),
    }
}

fn entry(user: &str) -> Result<Entry, KeychainState> {
    let store = Store::new().map_err(|error| judge(&error))?;
    // The default would carry the key to every machine of the domain the person signs in to.
    let local = HashMap::from([("persistence", "Local")]);
    store
        .build(SERVICE, user, Some(&local))
        .map_err(|error| judge(&error))
}

fn judge(error: &Error) -> KeychainState {
    // By its display text: the debug text of some errors contains the entry.
    let detail = error.to_string();
    match error {
        // There is no logon session that credentials could belong to.
        Error::NoStorageAccess(_) => KeychainState::Absent { detail },
        _ => KeychainState::Failed { detail },
    }
}
