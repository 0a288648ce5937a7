//! Opening: which of the many ways a file and a keychain can stand to each other this is.

use super::entry::Entry;
use super::format::{Contents, FORMAT, Header, Unreadable};
use super::keys::{Found, Keys};
use super::passphrase::Barred;
use super::place::Place;
use super::ring::{Ring, Unopened};
use super::seal::{self, Key};
use crate::{Damage, Doing, KeychainState, Notice, OpensWith, Slot, StoreError, Why};
use domain::Secret;
use std::io;

/// A vault that has been opened.
pub(super) struct Opened {
    pub(super) ring: Ring,
    pub(super) contents: Contents,
    /// The file as it is on the disk, to notice when somebody else has changed it.
    pub(super) file: Vec<u8>,
    /// The highest generation the keychain has seen.
    pub(super) counter: u64,
    /// Whether the keychain has to be brought up to the file before the next change.
    pub(super) keychain: Standing,
    pub(super) notices: Vec<Notice>,
}

/// Where the keychain stands compared with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Key and counter are those of the file.
    Level,
    /// The counter is behind.
    CounterBehind,
    /// The key of the file is still waiting in the second entry.
    KeyBehind,
}

impl Opened {
    /// Brings the keychain up to the file.
    pub(super) fn settle(&mut self, keys: &Keys) -> Result<(), StoreError> {
        let standing = self.keychain;
        if standing == Standing::Level {
            return Ok(());
        }
        let generation = self.contents.header.generation.max(self.counter);
        keys.set(
            Slot::Current,
            &Entry {
                key: self.ring.kept.clone(),
                generation,
            },
        )?;
        self.counter = generation;
        self.keychain = Standing::Level;
        if standing == Standing::KeyBehind {
            // The key is in both entries now. Should it stay there, it is only a second copy.
            let _ = keys.delete(Slot::Next);
        }
        Ok(())
    }
}

/// Why a vault was not opened.
pub(super) enum Closed {
    Why(Why),
    /// The one thing that is no state of the vault: the next attempt may have the right one.
    WrongPassphrase,
}

impl From<Why> for Closed {
    fn from(why: Why) -> Self {
        Self::Why(why)
    }
}

/// Opens the vault, or makes one where there has never been one.
pub(super) fn open(
    place: &Place,
    keys: &Keys,
    passphrase: Option<&Secret<String>>,
) -> Result<Opened, Closed> {
    let file = place.load().map_err(why)?;
    let header = file.as_deref().map(Header::read);
    if let Some(Err(unreadable @ Unreadable::Newer { .. })) = header {
        // Before anything else: a newer program's vault is none of our business.
        return Err(unreadable.why(None).into());
    }
    let found = keys.get(Slot::Current).map_err(why)?;
    match (file, header) {
        (None, _) => Ok(without_file(place, keys, found)?),
        (Some(file), Some(Ok((header, _)))) => {
            with_file(place, keys, found, file, &header, passphrase)
        }
        (Some(_), Some(Err(unreadable))) => {
            let previous = match &found {
                Found::Entry(entry) => readable_previous(place, &entry.key, None),
                Found::Nothing | Found::Foreign => None,
            };
            Err(unreadable.why(previous).into())
        }
        (Some(_), None) => unreachable!("a file that was read has a header or a fault"),
    }
}

fn without_file(place: &Place, keys: &Keys, found: Found) -> Result<Opened, Why> {
    let previous = place.load_previous().map_err(why)?;
    match (previous, found) {
        (Some(_), found) => Err(Why::Damaged {
            damage: Damage::Missing,
            previous: match found {
                Found::Entry(entry) => readable_previous(place, &entry.key, None),
                Found::Nothing | Found::Foreign => None,
            },
        }),
        (None, Found::Foreign) => Err(foreign(keys)),
        (None, Found::Nothing) => create(place, keys, None).map_err(why),
        (None, Found::Entry(entry)) => {
            // The key is kept: a backup of the lost file can still be opened with it.
            let expected = entry.generation;
            let mut opened = create(place, keys, Some(entry)).map_err(why)?;
            if expected > 0 {
                opened.notices.push(Notice::FileWasMissing { expected });
            }
            Ok(opened)
        }
    }
}

/// Makes an empty vault: the key first, so that no file is ever without one.
fn create(place: &Place, keys: &Keys, entry: Option<Entry>) -> Result<Opened, StoreError> {
    afresh(place, keys, entry, |_| Ok(()))
}

/// Makes an empty vault with the key there is, or a new one. `before` moves older files away.
pub(super) fn afresh(
    place: &Place,
    keys: &Keys,
    entry: Option<Entry>,
    before: impl FnOnce(&Place) -> Result<(), StoreError>,
) -> Result<Opened, StoreError> {
    let entry = match entry {
        Some(entry) => entry,
        None => {
            let entry = Entry {
                key: Key::random()?,
                generation: 0,
            };
            keys.set(Slot::Current, &entry)?;
            entry
        }
    };
    let contents = Contents::empty(Header {
        key_id: entry.key.id,
        vault_id: seal::random()?,
        generation: entry.generation.saturating_add(1),
        store: keys.store(),
        // Whoever wants a passphrase sets one; a forgotten one is why some vaults begin again.
        passphrase: None,
    });
    let ring = Ring::new(entry.key, None, &contents.header.vault_id);
    let file = contents.file(&ring.seals)?;
    place
        .replace(&file, before)
        .map_err(|failed| failed.error)?;
    let mut opened = Opened {
        ring,
        contents,
        file,
        counter: entry.generation,
        keychain: Standing::CounterBehind,
        notices: Vec::new(),
    };
    // The vault is good either way; what is left to do is done before the next change.
    let _ = opened.settle(keys);
    Ok(opened)
}

fn with_file(
    place: &Place,
    keys: &Keys,
    found: Found,
    file: Vec<u8>,
    header: &Header,
    passphrase: Option<&Secret<String>>,
) -> Result<Opened, Closed> {
    let (entry, mut standing) = key_of(place, keys, found, header)?;
    let ring = Ring::of(header, entry.key.clone(), passphrase)
        .map_err(|unopened| closed(place, &entry.key, unopened))?;
    let contents = Contents::read(&file, &ring.seals)
        .map_err(|unreadable| unreadable.why(readable_previous(place, &ring.kept, Some(&ring))))?;
    let mut notices = Vec::new();
    let (found, expected) = (contents.header.generation, entry.generation);
    if found < expected {
        notices.push(Notice::OlderCopy { found, expected });
    }
    if found > expected && standing == Standing::Level {
        standing = Standing::CounterBehind;
    }
    if found.saturating_sub(expected) > 1 {
        notices.push(Notice::CounterBehind {
            found: expected,
            expected: found,
        });
    }
    if contents.header.store != keys.store() {
        let was = contents.header.store.clone();
        notices.push(Notice::StoreChanged {
            was,
            is: keys.store(),
        });
    }
    let counter = entry.generation;
    let mut opened = Opened {
        ring,
        contents,
        file,
        counter,
        keychain: standing,
        notices,
    };
    // The vault is readable either way; what is left to do is done before the next change.
    let _ = opened.settle(keys);
    Ok(opened)
}

/// The entry of the keychain that has the key of this file.
fn key_of(
    place: &Place,
    keys: &Keys,
    found: Found,
    header: &Header,
) -> Result<(Entry, Standing), Why> {
    let missing = || Why::Keychain {
        store: keys.store(),
        state: KeychainState::EntryMissing {
            sealed_in: header.store.clone(),
        },
    };
    match found {
        Found::Entry(entry) if entry.key.id == header.key_id => Ok((entry, Standing::Level)),
        other => match keys.get(Slot::Next).map_err(why)? {
            // The key was being changed when the program ended.
            Found::Entry(next) if next.key.id == header.key_id => Ok((next, Standing::KeyBehind)),
            Found::Entry(_) | Found::Nothing | Found::Foreign => {
                Err(match other {
                    Found::Nothing => missing(),
                    Found::Foreign => foreign(keys),
                    Found::Entry(current) => match readable_previous(place, &current.key, None) {
                        // The key is right, so it is the file's word about its key that is not.
                        Some(previous) => Why::Damaged {
                            damage: Damage::Altered,
                            previous: Some(previous),
                        },
                        None => missing(),
                    },
                })
            }
        },
    }
}

fn closed(place: &Place, key: &Key, unopened: Unopened) -> Closed {
    match unopened {
        Unopened::Asks => Closed::Why(Why::Locked {
            opens_with: OpensWith::Passphrase,
        }),
        Unopened::Barred(Barred::Wrong) => Closed::WrongPassphrase,
        Unopened::Barred(Barred::Costly) => {
            Closed::Why(Unreadable::Newer { format: FORMAT }.why(None))
        }
        Unopened::Barred(Barred::NoMemory) => Closed::Why(why(StoreError::NoMemory)),
        Unopened::Barred(Barred::Altered) => Closed::Why(Why::Damaged {
            damage: Damage::Altered,
            previous: readable_previous(place, key, None),
        }),
    }
}

/// The generation of the previous copy, when this key opens it. Without the passphrase of a copy
/// that has one, its header has to do.
fn readable_previous(place: &Place, key: &Key, ring: Option<&Ring>) -> Option<u64> {
    // What makes it unreadable does not matter: it is not offered.
    let copy = place.load_previous().ok().flatten()?;
    let (header, _) = Header::read(&copy).ok()?;
    let vault = &header.vault_id;
    let Some(settings) = &header.passphrase else {
        return Some(Contents::read(&copy, key).ok()?.header.generation);
    };
    settings.genuine(key, vault).ok()?;
    let stretched = ring.and_then(|ring| ring.stretched.as_ref());
    match stretched.filter(|stretched| settings.fits(stretched, key, vault)) {
        Some(stretched) => {
            let seals = stretched.mixed_with(key, vault);
            Some(Contents::read(&copy, &seals).ok()?.header.generation)
        }
        None => (header.key_id == key.id).then_some(header.generation),
    }
}

fn foreign(keys: &Keys) -> Why {
    let detail = "the entry holds a text that is not a key of this program".to_owned();
    Why::Keychain {
        store: keys.store(),
        state: KeychainState::Failed { detail },
    }
}

/// What kept a vault from opening, as its state.
pub(super) fn why(error: StoreError) -> Why {
    match error {
        StoreError::Keychain { store, state } => Why::Keychain { store, state },
        StoreError::Disk { doing, kind } => Why::Disk { doing, kind },
        StoreError::Unavailable { why } => why,
        StoreError::NoRandomness => Why::NoRandomness,
        StoreError::NoMemory => Why::Disk {
            doing: Doing::Reading,
            kind: io::ErrorKind::OutOfMemory,
        },
        StoreError::TooLarge { .. } => Why::Disk {
            doing: Doing::Writing,
            kind: io::ErrorKind::FileTooLarge,
        },
        // None of these comes from a vault that is only being opened.
        StoreError::Opening
        | StoreError::ChangedElsewhere
        | StoreError::Altered
        | StoreError::WrongPassphrase
        | StoreError::PassphraseTooShort { .. }
        | StoreError::NotCalledFor => Why::Disk {
            doing: Doing::Reading,
            kind: io::ErrorKind::InvalidData,
        },
    }
}
