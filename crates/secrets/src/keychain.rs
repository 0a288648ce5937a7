//! The keychain of the operating system, as far as the vault needs it.

mod in_time;
mod os;

pub use in_time::AnswersInTime;
pub use os::OsKeychain;

use crate::KeychainState;
use domain::Secret;
use std::time::Duration;

/// The name all our entries carry in the keychain.
pub const SERVICE: &str = "app.keydesk.desktop";

/// How long a keychain may take to answer. A locked Linux keyring can block for ever.
pub const KEYCHAIN_LIMIT: Duration = Duration::from_secs(5);

/// Which of the two entries of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The key in use.
    Current,
    /// The key that takes over, while the key is being changed.
    Next,
}

/// Keeps short texts for one profile. Every call may block for ever, unless it is wrapped in
/// [`AnswersInTime`].
pub trait Keychain: Send + Sync {
    /// What people call it.
    fn store(&self) -> String;

    /// The text of an entry, or `None` when there is no such entry.
    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState>;

    /// Keeps a text, replacing what was there.
    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState>;

    /// Removes an entry. Removing what is not there succeeds.
    fn delete(&self, slot: Slot) -> Result<(), KeychainState>;
}
