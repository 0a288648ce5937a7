//! Where secrets rest: one sealed file, and its key in the keychain of the operating system.
//!
//! [`SecretStore`] is what the rest of the program sees; [`Vault`] is the store that lasts and
//! [`MemoryStore`] the one that does not. Everything here is synchronous and may wait for the
//! disk or, up to [`KEYCHAIN_LIMIT`] a call, for the keychain: call it through
//! `spawn_blocking`. There is no plain-file fallback: without a keychain the vault says why, and
//! only the person decides to go on with secrets that live until the program ends.
//! Start reading at [`SecretStore`], then `vault.rs` for the life of a vault and
//! `vault/format.rs` for the file.

mod error;
mod keychain;
mod leaving;
mod memory;
mod process;
mod store;
mod vault;

pub use error::{Damage, Doing, KeychainState, Notice, OpensWith, StoreError, VaultState, Why};
pub use keychain::{AnswersInTime, KEYCHAIN_LIMIT, Keychain, OsKeychain, SERVICE, Slot};
pub use leaving::{Leaving, Left, OsLeaving, Watching};
pub use memory::MemoryStore;
pub use process::{Environment, NotHardened, clean_environment, harden_process};
pub use store::{SecretKey, SecretStore, VALUE_LIMIT};
pub use vault::{PASSPHRASE_LEAST, PASSPHRASE_LIMIT, Vault};

#[cfg(feature = "testing")]
pub mod testing;
