//! Keychains that are absent, locked, refusing or silent: fault rows K1, K2, K3, K5.

use super::{World, get, myself, put};
use crate::testing::{FakeKeychain, Mood, contract, keychain_contract};
use crate::vault::Vault;
use crate::vault::files::Disk;
use crate::{
    AnswersInTime, KEYCHAIN_LIMIT, Keychain, KeychainState, MemoryStore, SecretStore, Slot,
    StoreError, VaultState, Why,
};
use domain::SystemClock;
use std::sync::Arc;
use std::time::Duration;

const LIMIT: Duration = Duration::from_millis(50);

fn state(vault: &Vault) -> KeychainState {
    match vault.state() {
        VaultState::Unavailable {
            why: Why::Keychain { state, store },
        } => {
            assert_eq!(store, "Fake Keychain");
            state
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn memory_keeps_the_contract() {
    contract(&MemoryStore::default());
}

#[test]
fn a_vault_keeps_the_contract_before_and_after_its_key_changes_and_for_one_session() {
    let world = World::new();
    let vault = world.open();
    contract(&vault);
    vault.change_key().unwrap();
    contract(&vault);
    vault.session_only();
    contract(&vault);
}

#[test]
fn fake_keychains_keep_the_contract_alone_and_on_a_thread() {
    keychain_contract(&FakeKeychain::default());
    let fake = Arc::new(FakeKeychain::default());
    keychain_contract(&AnswersInTime::new(fake, Duration::from_secs(60)));
}

#[test]
fn a_vault_nobody_has_opened_says_so_and_asks_nobody() {
    let world = World::new();
    let vault = Vault::unopened(
        &world.inside(),
        world.keychain.clone(),
        Arc::new(SystemClock),
    );
    assert_eq!(vault.state(), VaultState::Opening);
    assert_eq!(put(&vault, "a", "canary"), Err(StoreError::Opening));
    assert_eq!(world.keychain.calls(), 0);
    assert!(!world.inside().exists());
    assert!(matches!(vault.retry(), VaultState::Ready { .. }));
}

#[test]
fn k1_without_a_keychain_the_session_is_offered_and_nothing_is_written() {
    // K1: no keychain
    refuses(
        Mood::Absent,
        &KeychainState::Absent {
            detail: "there is none".to_owned(),
        },
    );
}

#[test]
fn k5_a_refused_prompt_is_not_repeated() {
    // K5: prompt refused
    refuses(Mood::Refusing, &KeychainState::Refused);
}

#[test]
fn a_keychain_locked_at_the_start_is_asked_once() {
    refuses(Mood::Locked, &KeychainState::Locked);
}

/// What holds whenever the keychain gives no key.
fn refuses(mood: Mood, expected: &KeychainState) {
    let world = World::new();
    world.keychain.be(mood);
    let vault = world.open();
    assert_eq!(state(&vault), *expected);
    let calls = world.keychain.calls();
    assert!(matches!(
        put(&vault, "a", "canary"),
        Err(StoreError::Unavailable { .. })
    ));
    assert!(matches!(
        vault.fields(&"fir".into()),
        Err(StoreError::Unavailable { .. })
    ));
    assert_eq!(
        world.keychain.calls(),
        calls,
        "no prompt comes back by itself"
    );

    let VaultState::SessionOnly { .. } = vault.session_only() else {
        panic!("{:?}", vault.state());
    };
    put(&vault, "a", "canary").unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary"));
    assert!(!world.inside().exists(), "nothing is written");
    assert_eq!(world.keychain.calls(), calls);
}

#[test]
fn what_was_entered_for_the_session_is_kept_once_the_keychain_is_back() {
    let world = World::new();
    let first = world.open();
    put(&first, "a", "canary-old").unwrap();
    put(&first, "b", "canary-b").unwrap();
    drop(first);
    world.keychain.be(Mood::Locked);
    let vault = world.open();
    vault.session_only();
    put(&vault, "a", "canary-session").unwrap();
    vault.erase(&super::key("b")).unwrap();
    let VaultState::SessionOnly { .. } = vault.retry() else {
        panic!("{:?}", vault.state())
    };
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-session"));
    world.keychain.be(Mood::Working);
    let VaultState::Ready { .. } = vault.retry() else {
        panic!("{:?}", vault.state())
    };
    for vault in [&vault, &world.open()] {
        assert_eq!(get(vault, "a").as_deref(), Some("canary-session"));
        assert_eq!(get(vault, "b"), None);
    }
}

#[test]
fn a_session_over_a_readable_vault_reads_it_and_leaves_it() {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-old").unwrap();
    assert_eq!(
        vault.session_only(),
        VaultState::SessionOnly { why: Why::Chosen }
    );
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-old"));
    put(&vault, "a", "canary-session").unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-session"));
    vault.erase_tenant(&"fir".into()).unwrap();
    assert_eq!(get(&vault, "a"), None);
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-old"));
}

#[test]
fn k2_a_keychain_locked_mid_session_still_lets_known_secrets_be_read() {
    // K2: locked mid-session
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary").unwrap();
    world.keychain.be(Mood::Locked);
    assert_eq!(get(&vault, "a").as_deref(), Some("canary"));
    // The file takes one change; the counter in the keychain is then one behind.
    put(&vault, "a", "canary-new").unwrap();
    let refused = put(&vault, "a", "canary-newer").unwrap_err();
    let locked = StoreError::Keychain {
        store: "Fake Keychain".to_owned(),
        state: KeychainState::Locked,
    };
    assert_eq!(refused, locked);
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-new"));
    world.keychain.be(Mood::Working);
    put(&vault, "a", "canary-newer").unwrap();
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-newer"));
}

#[test]
fn k3_a_silent_keychain_is_an_error_within_the_limit_and_holds_up_nothing() {
    // K3: keychain never answers
    assert_eq!(KEYCHAIN_LIMIT, Duration::from_secs(5));
    assert!(
        myself("ends_beside_a_hanging_keychain")
            .status()
            .unwrap()
            .success()
    );
    let world = World::new();
    put(&world.open(), "a", "canary").unwrap();
    world.keychain.be(Mood::Hanging);
    let in_time = Arc::new(AnswersInTime::new(world.keychain.clone(), LIMIT));
    let vault = world.open_on(Arc::new(Disk), in_time.clone());
    assert_eq!(state(&vault), KeychainState::NotAnswering { after: LIMIT });
    vault.session_only();
    put(&vault, "b", "canary-session").unwrap();
    drop(vault);

    // Whoever was asked answers at last: the next attempt works, on the same thread.
    world.keychain.be(Mood::Working);
    let patient = Arc::new(AnswersInTime::new(
        world.keychain.clone(),
        Duration::from_secs(60),
    ));
    let vault = world.open_on(Arc::new(Disk), patient);
    assert_eq!(get(&vault, "a").as_deref(), Some("canary"));
    drop(in_time);
}

/// The thread that waits for the keychain is left behind when the program ends.
#[test]
#[ignore = "is the program that ends while its keychain hangs"]
fn ends_beside_a_hanging_keychain() {
    let world = World::new();
    world.keychain.be(Mood::Hanging);
    let in_time = Arc::new(AnswersInTime::new(world.keychain.clone(), LIMIT));
    let vault = world.open_on(Arc::new(Disk), in_time);
    assert_eq!(state(&vault), KeychainState::NotAnswering { after: LIMIT });
}

#[test]
fn a_change_survives_a_keychain_that_falls_silent_after_the_file_was_written() {
    let world = World::new();
    let in_time = Arc::new(AnswersInTime::new(world.keychain.clone(), LIMIT));
    let vault = world.open_on(Arc::new(Disk), in_time);
    world.keychain.be(Mood::Hanging);
    put(&vault, "a", "canary").unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary"));
    let silent = StoreError::Keychain {
        store: "Fake Keychain".to_owned(),
        state: KeychainState::NotAnswering { after: LIMIT },
    };
    assert_eq!(put(&vault, "a", "canary-new"), Err(silent));
    world.keychain.be(Mood::Working);
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary"));
}

/// A library that panics, as some do when they find a lock poisoned.
struct Panicking(FakeKeychain);

impl Keychain for Panicking {
    fn store(&self) -> String {
        self.0.store()
    }

    fn get(&self, slot: Slot) -> Result<Option<domain::Secret<String>>, KeychainState> {
        assert!(self.0.calls() > 0, "the library does not feel well");
        self.0.get(slot)
    }

    fn set(&self, slot: Slot, text: &domain::Secret<String>) -> Result<(), KeychainState> {
        self.0.set(slot, text)
    }

    fn delete(&self, slot: Slot) -> Result<(), KeychainState> {
        self.0.delete(slot)
    }
}

#[test]
fn a_keychain_library_that_panics_costs_one_call() {
    let panicking = Panicking(FakeKeychain::default());
    let keychain = AnswersInTime::new(Arc::new(panicking), Duration::from_secs(60));
    assert!(matches!(
        keychain.get(Slot::Current),
        Err(KeychainState::Failed { .. })
    ));
    // The thread is gone or going; whichever, calls are answered again.
    let mut deleted = keychain.delete(Slot::Current);
    if deleted.is_err() {
        deleted = keychain.delete(Slot::Current);
    }
    assert_eq!(deleted, Ok(()));
    assert!(keychain.get(Slot::Current).unwrap().is_none());
}
