//! What can be the matter, as facts; the interface makes sentences of them.

use std::io;
use std::time::Duration;
use thiserror::Error;

/// How the keychain of the operating system stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeychainState {
    /// It answers, and has the entry.
    Available,
    /// It is there and wants to be unlocked first.
    Locked,
    /// There is none: no session bus, nobody offering the service, no keyring set up.
    Absent {
        /// What the system said, its display text only.
        detail: String,
    },
    /// The person, or the system for them, said no.
    Refused,
    /// It did not answer in time. A prompt may still be waiting somewhere on the screen.
    NotAnswering {
        /// How long we waited.
        after: Duration,
    },
    /// It answers, and does not have the key that the vault was sealed with.
    EntryMissing {
        /// The keychain the key was put into, as the vault remembers it.
        sealed_in: String,
    },
    /// Anything else.
    Failed {
        /// What the system said, its display text only.
        detail: String,
    },
}

/// What is wrong with a vault file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It is gone, while a previous copy is still there.
    Missing,
    /// It does not begin like a vault.
    Unrecognised,
    /// It ends early, or goes on after its end.
    WrongLength,
    /// Its seal does not hold: at least one byte is not what was written.
    Altered,
}

/// What was being done when the disk failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Making or opening the folder.
    Folder,
    /// Reading the vault.
    Reading,
    /// Writing the new file beside the old one.
    Writing,
    /// Keeping the copy of the version before.
    KeepingPrevious,
    /// Putting the new file in the place of the old one.
    Replacing,
    /// Reading back what was written.
    ReadingBack,
    /// Renaming a file that is kept for the person.
    SettingAside,
}

/// What a vault is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpensWith {
    /// The key in the keychain, which is asked without the person.
    Keychain,
    /// The key in the keychain and the person's passphrase, both.
    Passphrase,
}

/// Why the vault cannot keep secrets at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The keychain does not give the key.
    Keychain {
        /// The keychain by name.
        store: String,
        /// How it stands.
        state: KeychainState,
    },
    /// The file is not readable. It is left as it is until the person decides.
    Damaged {
        /// In which way.
        damage: Damage,
        /// The generation of the previous copy, when that one can be read.
        previous: Option<u64>,
    },
    /// The file was written by a newer version of the program, and is left untouched.
    Newer {
        /// The format of the file.
        format: u16,
        /// The newest format this program knows.
        known: u16,
    },
    /// The disk does not let us.
    Disk {
        /// What was being done.
        doing: Doing,
        /// The kind of failure.
        kind: io::ErrorKind,
    },
    /// The system gave no random numbers; nothing is sealed without them.
    NoRandomness,
    /// It is locked: by the person, by time, or since the start because it has a passphrase.
    Locked {
        /// What opens it.
        opens_with: OpensWith,
    },
    /// The person asked for it, though the vault was working.
    Chosen,
}

/// Something the person should know about a vault that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The file is older than the last one written: somebody restored an older copy.
    OlderCopy {
        /// The generation of the file.
        found: u64,
        /// The generation that was written last.
        expected: u64,
    },
    /// The keychain's counter was more than one step behind the file: an older keychain was
    /// restored. The counter has been moved forward.
    CounterBehind {
        /// The generation the keychain knew.
        found: u64,
        /// The generation of the file.
        expected: u64,
    },
    /// There was no file where one had been written before; an empty one was made.
    FileWasMissing {
        /// The generation that was written last.
        expected: u64,
    },
    /// The key is now found in another keychain than the one the vault remembers.
    StoreChanged {
        /// The keychain the vault remembers.
        was: String,
        /// The keychain that has the key now.
        is: String,
    },
}

/// How a vault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaultState {
    /// Not known yet: opening has not ended.
    Opening,
    /// Secrets are kept.
    Ready {
        /// The keychain that has the key, by name.
        store: String,
        /// What will open it when it has been locked.
        opens_with: OpensWith,
        /// What the person should know.
        notices: Vec<Notice>,
    },
    /// Nothing can be read or kept until it is unlocked, and no key is in memory.
    Locked {
        /// What opens it: [`Vault::unlock`](crate::Vault::unlock) with the passphrase, or
        /// [`Vault::retry`](crate::Vault::retry).
        opens_with: OpensWith,
    },
    /// What is entered is kept until the program ends, and nothing is written.
    SessionOnly {
        /// Why it is so.
        why: Why,
    },
    /// Nothing can be kept, until the person tries again or goes on for this session only.
    Unavailable {
        /// Why it is so.
        why: Why,
    },
}

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The vault has not been opened yet.
    #[error("the vault is still being opened")]
    Opening,
    /// The vault is not available; its state says the same.
    #[error("the vault is not available: {why:?}")]
    Unavailable {
        /// Why it is so.
        why: Why,
    },
    /// The vault works, and the keychain did not follow. Nothing was changed.
    #[error("the keychain {store} did not answer as needed: {state:?}")]
    Keychain {
        /// The keychain by name.
        store: String,
        /// How it stands.
        state: KeychainState,
    },
    /// A value or a name is larger than a store takes.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The disk failed.
    #[error("the disk failed while {doing:?}: {kind}")]
    Disk {
        /// What was being done.
        doing: Doing,
        /// The kind of failure.
        kind: io::ErrorKind,
    },
    /// The file is not the one this vault wrote last: another program changed it. Opening again
    /// reads what is there now.
    #[error("the vault file was changed by another program")]
    ChangedElsewhere,
    /// It is another passphrase. Trying again is allowed, and as slow as the first time.
    #[error("this is not the passphrase of the vault")]
    WrongPassphrase,
    /// A new passphrase has too few characters.
    #[error("a passphrase has at least {least} characters")]
    PassphraseTooShort {
        /// The fewest.
        least: usize,
    },
    /// There is not enough memory to work a passphrase out.
    #[error("not enough memory for the passphrase")]
    NoMemory,
    /// One value cannot be read although the vault could be opened.
    #[error("a sealed value is not what was written")]
    Altered,
    /// There is nothing to restore, to set aside or to remove.
    #[error("the state of the vault does not call for this")]
    NotCalledFor,
    /// The system gave no random numbers; nothing is sealed without them.
    #[error("the system gave no random numbers")]
    NoRandomness,
}
