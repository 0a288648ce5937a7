//! The store that lasts: a sealed file, and its key in the keychain.
//!
//! Two locks: `work` is held while disk and keychain are waited for, `shown` only for a moment,
//! so that [`Vault::state`] answers at once whatever else is going on.

mod bytes;
mod change;
mod entry;
mod files;
mod format;
mod keys;
mod lock;
mod open;
mod passphrase;
mod place;
mod rescue;
mod ring;
mod seal;
#[cfg(test)]
mod tests;

pub use passphrase::{PASSPHRASE_LEAST, PASSPHRASE_LIMIT};

use crate::store::{SecretKey, SecretStore, fits};
use crate::{Keychain, OpensWith, StoreError, VaultState, Why};
use change::Previous;
use domain::{Clock, FieldId, Secret, TenantId};
use files::Disk;
use keys::Keys;
use open::{Closed, Opened};
use passphrase::Cost;
use place::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// Secrets in a sealed file whose key is in the keychain.
///
/// Nothing is overwritten that cannot be read, and nothing is kept in clear text on a disk.
/// When the keychain does not give the key, the vault is [`VaultState::Unavailable`] until
/// somebody calls [`retry`](Self::retry) or, for the person, [`session_only`](Self::session_only).
///
/// A vault can have a passphrase, see [`set_passphrase`](Self::set_passphrase), and be locked, see
/// [`lock`](Self::lock). Working a passphrase out takes some tenths of a second and 64 MiB: like
/// everything here but [`state`](Self::state), off the async threads.
pub struct Vault {
    place: Place,
    keys: Keys,
    /// How much work the next passphrase is to try.
    cost: Cost,
    clock: Arc<dyn Clock>,
    work: Mutex<Work>,
    shown: Mutex<VaultState>,
}

/// What a vault has in its hands.
#[derive(Default)]
struct Work {
    opened: Option<Opened>,
    session: Option<Session>,
    /// Why nothing is opened; `None` while that has not been tried.
    why: Option<Why>,
}

/// What was entered for this session only, laid over a vault that may be readable.
struct Session {
    why: Why,
    /// `None` for what was erased.
    values: BTreeMap<SecretKey, Option<Secret<Vec<u8>>>>,
}

impl Vault {
    /// A vault in `folder` that nobody has opened yet: its state is [`VaultState::Opening`] until
    /// [`retry`](Self::retry) has run, on whatever thread. Touches neither disk nor keychain.
    pub fn unopened(folder: &Path, keychain: Arc<dyn Keychain>, clock: Arc<dyn Clock>) -> Self {
        Self::at(Place::new(folder, Arc::new(Disk)), keychain, clock)
    }

    /// A vault in `folder`, opened as far as disk and keychain allow; ask its state. Waits for
    /// the keychain, so [`AnswersInTime`](crate::AnswersInTime) decides how long this takes.
    pub fn open(folder: &Path, keychain: Arc<dyn Keychain>, clock: Arc<dyn Clock>) -> Self {
        let vault = Self::unopened(folder, keychain, clock);
        vault.retry();
        vault
    }

    fn at(place: Place, keychain: Arc<dyn Keychain>, clock: Arc<dyn Clock>) -> Self {
        Self {
            place,
            keys: Keys(keychain),
            cost: Cost::USUAL,
            clock,
            work: Mutex::new(Work::default()),
            shown: Mutex::new(VaultState::Opening),
        }
    }

    /// How the vault stands. Never waits.
    pub fn state(&self) -> VaultState {
        self.shown
            .lock()
            .expect("nothing panics while holding the state")
            .clone()
    }

    /// Opens the vault, again if need be; one with a passphrase as far as [`VaultState::Locked`].
    /// What was entered for the session only is written into it when that works, and stays for
    /// the session when it does not.
    pub fn retry(&self) -> VaultState {
        let mut work = self.work();
        if work.has_passphrase() && self.is_current(&work) {
            // Already open: reading it again would only ask for the passphrase again.
            self.keep_session(&mut work);
        } else if let Err(Closed::Why(why)) = self.open_with(&mut work, None) {
            work.close(why);
        }
        self.show(&work)
    }

    /// Opens the vault with what it is opened with.
    fn open_with(
        &self,
        work: &mut Work,
        passphrase: Option<&Secret<String>>,
    ) -> Result<(), Closed> {
        work.opened = Some(open::open(&self.place, &self.keys, passphrase)?);
        work.why = None;
        self.keep_session(work);
        Ok(())
    }

    /// Writes what was entered for the session only into the vault that is open now.
    fn keep_session(&self, work: &mut Work) {
        let kept = match &work.session {
            Some(session) if !session.values.is_empty() => {
                let values = session.values.clone();
                self.change(work, Previous::Replaced, |contents, key| {
                    for (name, value) in &values {
                        match value {
                            Some(value) => contents.put(name, value, key)?,
                            None => contents.records.retain(|record| record.key != *name),
                        }
                    }
                    Ok(())
                })
            }
            Some(_) | None => Ok(()),
        };
        match (kept, &mut work.session) {
            (Err(error), Some(session)) => session.why = open::why(error),
            (Ok(()) | Err(_), session) => *session = None,
        }
    }

    /// Whether the file is still the one that is open.
    fn is_current(&self, work: &Work) -> bool {
        // A file that cannot be read now is as good as changed: opening says what is wrong.
        let found = self.place.load().ok().flatten();
        found.is_some() && found.as_ref() == work.opened.as_ref().map(|opened| &opened.file)
    }

    /// From here on, what is entered lives until the program ends, and nothing is written.
    /// What the vault can read stays readable.
    pub fn session_only(&self) -> VaultState {
        let mut work = self.work();
        if work.session.is_none() {
            let why = work.why.clone().unwrap_or(Why::Chosen);
            work.session = Some(Session {
                why,
                values: BTreeMap::new(),
            });
        }
        self.show(&work)
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work
            .lock()
            .expect("nothing panics while holding the vault")
    }

    /// Makes the state follow the work.
    fn show(&self, work: &Work) -> VaultState {
        let state = match (&work.session, &work.opened, &work.why) {
            (Some(session), _, _) => VaultState::SessionOnly {
                why: session.why.clone(),
            },
            (None, Some(opened), _) => VaultState::Ready {
                store: self.keys.store(),
                opens_with: opened.ring.opens_with(),
                notices: opened.notices.clone(),
            },
            (None, None, Some(Why::Locked { opens_with })) => VaultState::Locked {
                opens_with: *opens_with,
            },
            (None, None, Some(why)) => VaultState::Unavailable { why: why.clone() },
            (None, None, None) => VaultState::Opening,
        };
        *self
            .shown
            .lock()
            .expect("nothing panics while holding the state") = state.clone();
        state
    }
}

impl Work {
    fn opened(&self) -> Result<&Opened, StoreError> {
        self.opened.as_ref().ok_or_else(|| self.closed())
    }

    fn closed(&self) -> StoreError {
        match &self.why {
            Some(why) => StoreError::Unavailable { why: why.clone() },
            None => StoreError::Opening,
        }
    }

    fn has_passphrase(&self) -> bool {
        self.opened
            .as_ref()
            .is_some_and(|opened| opened.ring.opens_with() == OpensWith::Passphrase)
    }

    /// Lets go of the keys, and says why.
    fn close(&mut self, why: Why) {
        self.opened = None;
        if let Some(session) = &mut self.session {
            session.why = why.clone();
        }
        self.why = Some(why);
    }

    fn has(&self, key: &SecretKey) -> bool {
        self.opened
            .as_ref()
            .is_some_and(|opened| opened.contents.find(key).is_some())
    }

    /// Every name that has a value, in order.
    fn names(&self, tenant: &TenantId) -> BTreeSet<SecretKey> {
        let mut names: BTreeSet<SecretKey> = self
            .opened
            .iter()
            .flat_map(|opened| &opened.contents.records)
            .map(|record| record.key.clone())
            .collect();
        for (name, value) in self.session.iter().flat_map(|session| &session.values) {
            match value {
                Some(_) => names.insert(name.clone()),
                None => names.remove(name),
            };
        }
        names.retain(|name| name.tenant == *tenant);
        names
    }
}

impl SecretStore for Vault {
    fn read(&self, key: &SecretKey) -> Result<Option<Secret<Vec<u8>>>, StoreError> {
        let work = self.work();
        let entered = work.session.as_ref().map(|session| session.values.get(key));
        match (entered, &work.opened) {
            (Some(Some(value)), _) => Ok(value.clone()),
            (Some(None), None) => Ok(None),
            (Some(None) | None, _) => {
                let opened = work.opened()?;
                let Some(record) = opened.contents.find(key) else {
                    return Ok(None);
                };
                let plain = record
                    .open(&opened.contents.header, &opened.ring.seals)
                    .map_err(|_| StoreError::Altered)?;
                Ok(Some(Secret::new(plain.to_vec())))
            }
        }
    }

    fn write(&self, key: &SecretKey, value: &Secret<Vec<u8>>) -> Result<(), StoreError> {
        fits(key, value)?;
        let mut work = self.work();
        if let Some(session) = &mut work.session {
            session.values.insert(key.clone(), Some(value.clone()));
            return Ok(());
        }
        self.change(&mut work, Previous::Replaced, |contents, with| {
            contents.put(key, value, with)
        })
    }

    fn erase(&self, key: &SecretKey) -> Result<(), StoreError> {
        let mut work = self.work();
        if let Some(session) = &mut work.session {
            session.values.insert(key.clone(), None);
            return Ok(());
        }
        work.opened()?;
        if !work.has(key) {
            return Ok(());
        }
        self.change(&mut work, Previous::Same, |contents, _| {
            contents.records.retain(|record| record.key != *key);
            Ok(())
        })
    }

    fn erase_tenant(&self, tenant: &TenantId) -> Result<(), StoreError> {
        let mut work = self.work();
        let names = work.names(tenant);
        if let Some(session) = &mut work.session {
            session
                .values
                .extend(names.into_iter().map(|name| (name, None)));
            return Ok(());
        }
        work.opened()?;
        if names.is_empty() {
            return Ok(());
        }
        self.change(&mut work, Previous::Same, |contents, _| {
            contents
                .records
                .retain(|record| record.key.tenant != *tenant);
            Ok(())
        })
    }

    fn fields(&self, tenant: &TenantId) -> Result<Vec<FieldId>, StoreError> {
        let work = self.work();
        if work.session.is_none() {
            work.opened()?;
        }
        Ok(work
            .names(tenant)
            .into_iter()
            .map(|name| name.field)
            .collect())
    }
}
