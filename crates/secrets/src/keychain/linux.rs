//! The Secret Service, over an encrypted session: GNOME Keyring, KWallet, KeePassXC and others.

use super::super::SERVICE;
use crate::KeychainState;
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as ServiceError};
use std::collections::HashMap;
use zbus_secret_service_keyring_store::Store;

pub(super) const NAME: &str = "Secret Service";

pub(super) fn get(user: &str) -> Result<Option<String>, KeychainState> {
    match entry(user)?.get_password() {
        Ok(text) => Ok(Some(text)),
        Err(Error::NoEntry) => {
            // A keyring that is locked, or not there, may also say that it has no such entry.
            keyring()?;
            Ok(None)
        }
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
    // Whatever fails this early, nobody is offering the service.
    let store = Store::new().map_err(|error| absent(&error))?;
    let label = HashMap::from([("label", "Keydesk vault key")]);
    store
        .build(SERVICE, user, Some(&label))
        .map_err(|error| failed(&error))
}

/// Whether there is a keyring to put things in, and it is open.
fn keyring() -> Result<(), KeychainState> {
    let service = SecretService::connect(EncryptionType::Dh).map_err(|error| absent(&error))?;
    let keyring = match service.get_default_collection() {
        Ok(keyring) => keyring,
        Err(error @ ServiceError::NoResult) => return Err(absent(&error)),
        Err(error) => return Err(failed(&error)),
    };
    match keyring.is_locked() {
        Ok(false) => Ok(()),
        Ok(true) => Err(KeychainState::Locked),
        Err(error) => Err(failed(&error)),
    }
}

fn judge(error: &Error) -> KeychainState {
    let (Error::NoStorageAccess(cause) | Error::PlatformFailure(cause)) = error else {
        return failed(error);
    };
    match cause.downcast_ref::<ServiceError>() {
        Some(ServiceError::Locked) => KeychainState::Locked,
        Some(ServiceError::Prompt) => KeychainState::Refused,
        Some(ServiceError::NoResult | ServiceError::Unavailable) => absent(error),
        // A locked keyring is also reported as a plain failure of the call.
        Some(_) | None => keyring().err().unwrap_or_else(|| failed(error)),
    }
}

fn absent(error: &impl ToString) -> KeychainState {
    KeychainState::Absent {
        detail: error.to_string(),
    }
}

/// By its display text: the debug text of some errors contains the entry.
fn failed(error: &impl ToString) -> KeychainState {
    KeychainState::Failed {
        detail: error.to_string(),
    }
}
