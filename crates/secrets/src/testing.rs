//! A keychain with moods, and the contract every store keeps.

use crate::{Keychain, KeychainState, SecretKey, SecretStore, Slot, StoreError, VALUE_LIMIT};
use domain::{FieldId, Secret, TenantId};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard};

/// How a [`FakeKeychain`] behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Working,
    /// As if there were none.
    Absent,
    /// As if it had to be unlocked.
    Locked,
    /// As if the person had said no.
    Refusing,
    /// Not at all: calls wait until the mood changes. Put it into
    /// [`AnswersInTime`](crate::AnswersInTime).
    Hanging,
}

/// A keychain in memory. What it holds outlives the vaults that use it.
#[derive(Debug)]
pub struct FakeKeychain {
    inside: Mutex<Inside>,
    moved: Condvar,
}

#[derive(Debug)]
struct Inside {
    name: String,
    mood: Mood,
    /// A mood to come after so many calls.
    next: Option<(u32, Mood)>,
    calls: u32,
    entries: BTreeMap<Slot, String>,
}

impl Default for FakeKeychain {
    fn default() -> Self {
        Self {
            inside: Mutex::new(Inside {
                name: "Fake Keychain".to_owned(),
                mood: Mood::Working,
                next: None,
                calls: 0,
                entries: BTreeMap::new(),
            }),
            moved: Condvar::new(),
        }
    }
}

impl FakeKeychain {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside
            .lock()
            .expect("nothing panics while holding the entries")
    }

    /// Changes its mood, from now on.
    pub fn be(&self, mood: Mood) {
        let mut inside = self.inside();
        inside.mood = mood;
        inside.next = None;
        self.moved.notify_all();
    }

    /// Changes its mood after `calls` more calls.
    pub fn be_after(&self, calls: u32, mood: Mood) {
        self.inside().next = Some((calls, mood));
    }

    /// How many calls there have been.
    pub fn calls(&self) -> u32 {
        self.inside().calls
    }

    /// Gives it another name, as if the person had moved to another desktop.
    pub fn rename(&self, name: &str) {
        name.clone_into(&mut self.inside().name);
    }

    /// The entries, to be put back later or looked at.
    pub fn entries(&self) -> BTreeMap<Slot, String> {
        self.inside().entries.clone()
    }

    /// Replaces the entries, as restoring a keychain does.
    pub fn restore(&self, entries: BTreeMap<Slot, String>) {
        self.inside().entries = entries;
    }

    /// Waits out the mood.
    fn enter(&self) -> Result<MutexGuard<'_, Inside>, KeychainState> {
        let mut inside = self.inside();
        inside.calls += 1;
        match inside.next {
            Some((0, mood)) => {
                inside.mood = mood;
                inside.next = None;
            }
            Some((calls, mood)) => inside.next = Some((calls - 1, mood)),
            None => {}
        }
        let inside = self
            .moved
            .wait_while(inside, |inside| inside.mood == Mood::Hanging)
            .expect("nothing panics while holding the entries");
        match inside.mood {
            Mood::Working | Mood::Hanging => Ok(inside),
            Mood::Absent => Err(KeychainState::Absent {
                detail: "there is none".to_owned(),
            }),
            Mood::Locked => Err(KeychainState::Locked),
            Mood::Refusing => Err(KeychainState::Refused),
        }
    }
}

impl Keychain for FakeKeychain {
    fn store(&self) -> String {
        self.inside().name.clone()
    }

    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState> {
        Ok(self.enter()?.entries.get(&slot).cloned().map(Secret::new))
    }

    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState> {
        let mut inside = self.enter()?;
        text.lend(|text| inside.entries.insert(slot, text.clone()));
        Ok(())
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        self.enter()?.entries.remove(&slot);
        Ok(())
    }
}

/// A keychain that outlives its process, for tests alone: a file per entry, replaced at once.
#[derive(Debug)]
pub struct FileKeychain(PathBuf);

impl FileKeychain {
    /// Keeps its entries in `folder`.
    pub fn in_folder(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The file of an entry.
    pub fn file(&self, slot: Slot) -> PathBuf {
        self.0.join(format!("{slot:?}"))
    }
}

impl Keychain for FileKeychain {
    fn store(&self) -> String {
        "Files".to_owned()
    }

    fn get(&self, slot: Slot) -> Result<Option<Secret<String>>, KeychainState> {
        match fs::read_to_string(self.file(slot)) {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_failed(&error)),
        }
    }

    fn set(&self, slot: Slot, text: &Secret<String>) -> Result<(), KeychainState> {
        let fresh = self.0.join("fresh");
        text.lend(|text| fs::write(&fresh, text))
            .and_then(|()| fs::rename(fresh, self.file(slot)))
            .map_err(|error| file_failed(&error))
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        match fs::remove_file(self.file(slot)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(file_failed(&error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

fn file_failed(error: &io::Error) -> KeychainState {
    KeychainState::Failed {
        detail: error.to_string(),
    }
}

/// What every keychain does.
///
/// # Panics
/// When this one does not.
pub fn keychain_contract(keychain: &dyn Keychain) {
    let read = |slot| {
        keychain
            .get(slot)
            .expect("a keychain reads")
            .map(|text| text.lend(String::clone))
    };
    let write = |slot, text: &str| {
        keychain
            .set(slot, &Secret::new(text.to_owned()))
            .expect("a keychain writes");
    };
    let erase = |slot| {
        keychain
            .delete(slot)
            .expect("erasing succeeds, there or not");
    };
    erase(Slot::Current);
    erase(Slot::Next);
    assert_eq!(
        read(Slot::Current),
        None,
        "nothing is there before it is put there"
    );
    write(Slot::Current, "canary-one");
    assert_eq!(read(Slot::Current).as_deref(), Some("canary-one"));
    assert_eq!(read(Slot::Next), None, "the two entries are two");
    let long = "x".repeat(120);
    write(Slot::Current, &long);
    assert_eq!(
        read(Slot::Current),
        Some(long),
        "writing replaces, and 120 characters fit"
    );
    write(Slot::Next, "canary-two");
    erase(Slot::Current);
    assert_eq!(read(Slot::Current), None);
    assert_eq!(read(Slot::Next).as_deref(), Some("canary-two"));
    erase(Slot::Next);
    assert!(!keychain.store().is_empty(), "a keychain has a name");
}

/// What every store of secrets does, whichever way it keeps them. Leaves the store empty.
///
/// # Panics
/// When this one does not.
pub fn contract(store: &dyn SecretStore) {
    let key = |tenant: &str, field: &str| SecretKey {
        tenant: tenant.into(),
        field: field.into(),
    };
    let read = |key: &SecretKey| {
        store
            .read(key)
            .expect("a store reads")
            .map(|value| value.lend(Vec::clone))
    };
    let write = |key: &SecretKey, value: &[u8]| {
        store
            .write(key, &Secret::new(value.to_vec()))
            .expect("a store writes");
    };
    let fields = |tenant: &str| store.fields(&TenantId::new(tenant)).expect("a store lists");
    let (fir, elm) = (key("fir", "client_secret"), key("elm", "client_secret"));

    assert_eq!(read(&fir), None, "nothing is there before it is put there");
    assert_eq!(fields("fir"), Vec::<FieldId>::new());
    store
        .erase(&fir)
        .expect("erasing what is not there succeeds");
    store
        .erase_tenant(&fir.tenant)
        .expect("erasing nobody succeeds");

    write(&fir, b"canary-one");
    assert_eq!(read(&fir).as_deref(), Some(b"canary-one".as_slice()));
    write(&fir, b"canary-two");
    assert_eq!(
        read(&fir).as_deref(),
        Some(b"canary-two".as_slice()),
        "writing replaces"
    );
    assert_eq!(read(&elm), None, "tenants are kept apart");
    assert_eq!(read(&key("fir", "password")), None, "fields are kept apart");
    write(&key("fi", "rclient_secret"), b"canary-odd");
    assert_eq!(
        read(&fir).as_deref(),
        Some(b"canary-two".as_slice()),
        "names do not run together"
    );

    write(&elm, b"");
    assert_eq!(
        read(&elm).as_deref(),
        Some(b"".as_slice()),
        "empty is not absent"
    );
    let every_byte: Vec<u8> = (0..=u8::MAX).cycle().take(70_000).collect();
    let odd = key("tenant with spaces / ünïcode \u{202e}\n", "\"field\"");
    write(&odd, &every_byte);
    assert_eq!(
        read(&odd),
        Some(every_byte),
        "any bytes, beyond what keychains hold, by any name"
    );

    write(&key("fir", "password"), b"canary-three");
    assert_eq!(
        fields("fir"),
        [FieldId::from("client_secret"), FieldId::from("password")]
    );
    store.erase(&fir).expect("a store erases");
    assert_eq!(read(&fir), None);
    assert_eq!(fields("fir"), [FieldId::from("password")]);
    write(&fir, b"canary-four");
    store
        .erase_tenant(&fir.tenant)
        .expect("a store erases a tenant");
    assert_eq!(fields("fir"), Vec::<FieldId>::new());
    assert_eq!(read(&key("fir", "password")), None);
    assert_eq!(
        read(&elm).as_deref(),
        Some(b"".as_slice()),
        "other tenants stay"
    );

    let largest = Secret::new(vec![7; VALUE_LIMIT]);
    store.write(&fir, &largest).expect("the largest value fits");
    let larger = Secret::new(vec![7; VALUE_LIMIT + 1]);
    assert_eq!(
        store.write(&fir, &larger),
        Err(StoreError::TooLarge { limit: VALUE_LIMIT })
    );
    assert_eq!(
        read(&fir).map(|value| value.len()),
        Some(VALUE_LIMIT),
        "what was there stays"
    );
    let endless = key(&"t".repeat(2000), "field");
    assert!(matches!(
        store.write(&endless, &larger),
        Err(StoreError::TooLarge { .. })
    ));

    for tenant in [&fir.tenant, &elm.tenant, &odd.tenant, &TenantId::from("fi")] {
        store.erase_tenant(tenant).expect("a store erases a tenant");
    }
}
