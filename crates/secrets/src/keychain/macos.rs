//! The data-protection keychain, for this device only; the login keychain where the build is not
//! signed for the former. Reading looks into both, so that a key is found again when the
//! signing of the program changes.

use super::super::SERVICE;
use crate::KeychainState;
use apple_native_keyring_store::{keychain, protected};
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use security_framework::base::Error as Status;
use std::collections::HashMap;

pub(super) const NAME: &str = "macOS Keychain";

const CANCELLED: i32 = -128;
const NOT_AVAILABLE: i32 = -25291;
const AUTHENTICATION_FAILED: i32 = -25293;
const NO_SUCH_KEYCHAIN: i32 = -25294;
const NO_DEFAULT_KEYCHAIN: i32 = -25307;
const INTERACTION_NOT_ALLOWED: i32 = -25308;
const MISSING_ENTITLEMENT: i32 = -34018;

pub(super) fn get(user: &str) -> Result<Option<String>, KeychainState> {
    match protected_entry(user)?.get_password() {
        Ok(text) => return Ok(Some(text)),
        Err(Error::NoEntry) => {}
        Err(error) if status(&error) == Some(MISSING_ENTITLEMENT) => {}
        Err(error) => return Err(judge(&error)),
    }
    match login_entry(user)?.get_password() {
        Ok(text) => Ok(Some(text)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(judge(&error)),
    }
}

pub(super) fn set(user: &str, text: &str) -> Result<(), KeychainState> {
    match protected_entry(user)?.set_password(text) {
        Ok(()) => {
            // A copy from before the program was signed. Reading prefers the one just written,
            // so one that cannot be removed does no harm.
            let _ = login_entry(user)?.delete_credential();
            Ok(())
        }
        Err(error) if status(&error) == Some(MISSING_ENTITLEMENT) => login_entry(user)?
            .set_password(text)
            .map_err(|error| judge(&error)),
        Err(error) => Err(judge(&error)),
    }
}

pub(super) fn delete(user: &str) -> Result<(), KeychainState> {
    for entry in [protected_entry(user)?, login_entry(user)?] {
        match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => {}
            Err(error) if status(&error) == Some(MISSING_ENTITLEMENT) => {}
            Err(error) => return Err(judge(&error)),
        }
    }
    Ok(())
}

fn protected_entry(user: &str) -> Result<Entry, KeychainState> {
    let store = protected::Store::new().map_err(|error| judge(&error))?;
    let here = HashMap::from([("access-policy", "when-unlocked-this-device-only")]);
    store
        .build(SERVICE, user, Some(&here))
        .map_err(|error| judge(&error))
}

fn login_entry(user: &str) -> Result<Entry, KeychainState> {
    let store = keychain::Store::new().map_err(|error| judge(&error))?;
    store
        .build(SERVICE, user, None)
        .map_err(|error| judge(&error))
}

fn judge(error: &Error) -> KeychainState {
    // By its display text: the debug text of some errors contains the entry.
    let detail = error.to_string();
    match status(error) {
        Some(INTERACTION_NOT_ALLOWED) => KeychainState::Locked,
        Some(CANCELLED | AUTHENTICATION_FAILED) => KeychainState::Refused,
        Some(NOT_AVAILABLE | NO_SUCH_KEYCHAIN | NO_DEFAULT_KEYCHAIN) => {
            KeychainState::Absent { detail }
        }
        Some(_) | None => KeychainState::Failed { detail },
    }
}

fn status(error: &Error) -> Option<i32> {
    let (Error::NoStorageAccess(cause) | Error::PlatformFailure(cause)) = error else {
        return None;
    };
    cause.downcast_ref::<Status>().map(|status| status.code())
}
