//! The keychain of this operating system. Which store that is, is decided here and nowhere else.

use super::{AnswersInTime, KEYCHAIN_LIMIT, Keychain, Slot};
use crate::KeychainState;
use domain::Secret;
use std::sync::Arc;
use std::time::Duration;

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod platform;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod platform;
#[cfg(target_os = "windows")]
#[path = "windows.rs"]
mod platform;

/// The keychain the person already has: Credential Manager, the macOS keychain, or whatever
/// offers the Secret Service. Its calls run on one thread and answer in time.
pub struct OsKeychain(AnswersInTime);

impl OsKeychain {
    /// The entries of one profile. Two vaults in two folders need two profiles.
    pub fn for_profile(profile: &str) -> Self {
        Self::answering_within(profile, KEYCHAIN_LIMIT)
    }

    /// The same with another limit, for tests.
    pub fn answering_within(profile: &str, limit: Duration) -> Self {
        let blocking = Blocking {
            profile: profile.to_owned(),
        };
        Self(AnswersInTime::new(Arc::new(blocking), limit))
    }
}

impl Keychain for OsKeychain {
    fn store(&self) -> String {
        self.0.store()
    }

    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState> {
        self.0.get(slot)
    }

    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState> {
        self.0.set(slot, text)
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        self.0.delete(slot)
    }
}

/// The store as it is. Connects anew for each call: calls are rare, and a connection that has
/// outlived its keychain would fail for ever.
struct Blocking {
    profile: String,
}

impl Blocking {
    fn user(&self, slot: Slot) -> String {
        match slot {
            Slot::Current => self.profile.clone(),
            Slot::Next => format!("{} (next)", self.profile),
        }
    }
}

impl Keychain for Blocking {
    fn store(&self) -> String {
        platform::NAME.to_owned()
    }

    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState> {
        platform::get(&self.user(slot)).map(|text| text.map(Secret::new))
    }

    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState> {
        text.lend(|text| platform::set(&self.user(slot), text))
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        platform::delete(&self.user(slot))
    }
}
