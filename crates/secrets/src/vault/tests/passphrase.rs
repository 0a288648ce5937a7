//! Locking, unlocking, and the passphrase.

use super::{World, bytes, get, key, passphrase, put};
use crate::testing::{Mood, contract};
use crate::vault::Vault;
use crate::{
    Damage, KeychainState, Notice, OpensWith, SecretStore, Slot, StoreError, VaultState, Why,
};
use std::fs;

const LOCKED: VaultState = VaultState::Locked {
    opens_with: OpensWith::Passphrase,
};

/// A vault with a value and a passphrase.
fn prepared() -> (World, Vault) {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-one").unwrap();
    vault
        .set_passphrase(None, &passphrase("correct horse"))
        .unwrap();
    (world, vault)
}

fn unlocked(world: &World, text: &str) -> Vault {
    let vault = world.open();
    vault.unlock(&passphrase(text)).unwrap();
    vault
}

fn notices(vault: &Vault) -> Vec<Notice> {
    match vault.state() {
        VaultState::Ready { notices, .. } => notices,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_vault_with_a_passphrase_is_locked_at_the_next_start_and_opens_with_it_alone() {
    let (world, vault) = prepared();
    assert!(matches!(
        vault.state(),
        VaultState::Ready {
            opens_with: OpensWith::Passphrase,
            ..
        }
    ));
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));

    let vault = world.open();
    assert_eq!(vault.state(), LOCKED);
    let locked = StoreError::Unavailable {
        why: Why::Locked {
            opens_with: OpensWith::Passphrase,
        },
    };
    assert_eq!(vault.read(&key("a")).unwrap_err(), locked);
    assert_eq!(put(&vault, "a", "canary-two"), Err(locked));
    let wrong = vault.unlock(&passphrase("correct house"));
    assert_eq!(wrong, Err(StoreError::WrongPassphrase));
    assert_eq!(vault.state(), LOCKED);
    assert_eq!(vault.retry(), LOCKED, "the keychain alone is not enough");
    vault.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
    assert_eq!(notices(&vault), []);
    put(&vault, "a", "canary-two").unwrap();
    let vault = unlocked(&world, "correct horse");
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-two"));
}

#[test]
fn a_vault_with_a_passphrase_keeps_the_contract_also_under_the_next_key() {
    let (world, vault) = prepared();
    vault.erase(&key("a")).unwrap();
    contract(&vault);
    vault.change_key().unwrap();
    contract(&vault);
    put(&vault, "a", "canary-two").unwrap();
    let vault = unlocked(&world, "correct horse");
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-two"));
}

#[test]
fn neither_the_older_passphrase_nor_older_copies_open_a_vault_that_was_given_another() {
    let (world, vault) = prepared();
    let (older, entries) = (bytes(&world.file()), world.keychain.entries());
    let (now, next) = (passphrase("correct horse"), passphrase("battery staple"));
    for not_it in [None, Some(&next)] {
        let refused = vault.set_passphrase(not_it, &next);
        assert_eq!(refused, Err(StoreError::WrongPassphrase));
    }
    vault.set_passphrase(Some(&now), &next).unwrap();
    drop(vault);
    let vault = world.open();
    assert_eq!(vault.unlock(&now), Err(StoreError::WrongPassphrase));
    vault.unlock(&next).unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
    assert_ne!(
        entries[&Slot::Current],
        world.keychain.entries()[&Slot::Current]
    );
    assert_eq!(bytes(&world.previous()), bytes(&world.file()));

    fs::write(world.file(), older).unwrap();
    fs::remove_file(world.previous()).unwrap();
    let VaultState::Unavailable {
        why: Why::Keychain { state, .. },
    } = world.open().state()
    else {
        panic!("an older copy is under an older key");
    };
    assert!(matches!(state, KeychainState::EntryMissing { .. }));
}

#[test]
fn a_passphrase_is_removed_by_whoever_knows_it() {
    let (world, vault) = prepared();
    assert_eq!(
        vault.remove_passphrase(&passphrase("correct house")),
        Err(StoreError::WrongPassphrase)
    );
    vault
        .remove_passphrase(&passphrase("correct horse"))
        .unwrap();
    let vault = world.open();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
    assert_eq!(
        vault.remove_passphrase(&passphrase("correct horse")),
        Err(StoreError::NotCalledFor)
    );
}

#[test]
fn a_passphrase_too_short_or_for_one_session_is_not_set() {
    let world = World::new();
    let vault = world.open();
    let set = |text| vault.set_passphrase(None, &passphrase(text)).unwrap_err();
    assert_eq!(set("horse"), StoreError::PassphraseTooShort { least: 8 });
    vault.session_only();
    assert_eq!(set("correct horse"), StoreError::NotCalledFor);
    assert!(matches!(world.open().state(), VaultState::Ready { .. }));
}

#[test]
fn a_locked_vault_gives_nothing_until_the_keychain_or_the_passphrase_opens_it() {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-one").unwrap();
    let opens_with = OpensWith::Keychain;
    assert_eq!(vault.lock(), VaultState::Locked { opens_with });
    assert!(vault.read(&key("a")).is_err());
    assert!(put(&vault, "a", "canary-two").is_err());
    assert!(vault.fields(&"fir".into()).is_err());
    assert!(vault.change_key().is_err());
    assert_eq!(vault.lock(), VaultState::Locked { opens_with });
    assert!(matches!(vault.retry(), VaultState::Ready { .. }));
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));

    vault
        .set_passphrase(None, &passphrase("correct horse"))
        .unwrap();
    assert_eq!(vault.lock(), LOCKED);
    assert!(vault.read(&key("a")).is_err());
    vault.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
}

#[test]
fn trying_again_asks_for_the_passphrase_only_when_the_file_is_another() {
    let (world, vault) = prepared();
    assert!(matches!(vault.retry(), VaultState::Ready { .. }));
    put(&unlocked(&world, "correct horse"), "b", "canary-b").unwrap();
    assert_eq!(vault.retry(), LOCKED);
    vault.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(get(&vault, "b").as_deref(), Some("canary-b"));
}

#[test]
fn what_was_entered_for_the_session_goes_when_it_is_locked_and_stays_when_it_is_unlocked() {
    let (world, first) = prepared();
    drop(first);
    let vault = world.open();
    let VaultState::SessionOnly {
        why: Why::Locked { .. },
    } = vault.session_only()
    else {
        panic!("{:?}", vault.state());
    };
    put(&vault, "b", "canary-session").unwrap();
    vault.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(get(&vault, "b").as_deref(), Some("canary-session"));
    let vault = unlocked(&world, "correct horse");
    assert_eq!(get(&vault, "b").as_deref(), Some("canary-session"));

    vault.session_only();
    put(&vault, "b", "canary-gone").unwrap();
    assert_eq!(vault.lock(), LOCKED);
    vault.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(get(&vault, "b").as_deref(), Some("canary-session"));
}

#[test]
fn a_session_without_any_keychain_ends_when_it_is_locked() {
    let world = World::new();
    world.keychain.be(Mood::Absent);
    let vault = world.open();
    vault.session_only();
    put(&vault, "a", "canary").unwrap();
    assert!(matches!(vault.lock(), VaultState::Unavailable { .. }));
    vault.session_only();
    assert_eq!(get(&vault, "a"), None);
}

#[test]
fn a_forgotten_passphrase_lets_the_person_begin_again_and_keeps_the_old_file() {
    let (world, vault) = prepared();
    let old = bytes(&world.file());
    assert_eq!(vault.start_afresh(), Err(StoreError::NotCalledFor));
    drop(vault);
    let vault = world.open();
    vault.start_afresh().unwrap();
    assert_eq!(get(&vault, "a"), None);
    let aside = world.inside().join("vault-19700101T000000Z.aside");
    assert_eq!(bytes(&aside), old);
    fs::rename(aside, world.file()).unwrap();
    let vault = unlocked(&world, "correct horse");
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
}

#[test]
fn damage_below_a_passphrase_is_told_from_a_wrong_one_and_the_previous_copy_is_offered() {
    let (world, vault) = prepared();
    put(&vault, "b", "canary-b").unwrap();
    drop(vault);
    let whole = bytes(&world.file());
    let mut rotten_record = whole.clone();
    *rotten_record.last_mut().unwrap() ^= 1;
    let mut rotten_salt = whole.clone();
    rotten_salt[32] ^= 1;
    for (rotten, asks) in [(rotten_record, true), (rotten_salt, false)] {
        fs::write(world.file(), &rotten).unwrap();
        let vault = world.open();
        if asks {
            assert_eq!(vault.state(), LOCKED);
            vault.unlock(&passphrase("correct horse")).unwrap();
        }
        let VaultState::Unavailable {
            why:
                Why::Damaged {
                    damage: Damage::Altered,
                    previous: Some(_),
                },
        } = vault.state()
        else {
            panic!("{:?}", vault.state());
        };
        assert_eq!(bytes(&world.file()), rotten);
        assert_eq!(vault.restore_previous().unwrap(), LOCKED);
        vault.unlock(&passphrase("correct horse")).unwrap();
        assert!(matches!(notices(&vault)[..], [Notice::OlderCopy { .. }]));
        assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
        fs::write(world.file(), &whole).unwrap();
    }
}

#[test]
fn a_keychain_that_leaves_between_locking_and_unlocking_is_named() {
    let (world, vault) = prepared();
    vault.lock();
    world.keychain.be(Mood::Refusing);
    let VaultState::Unavailable {
        why: Why::Keychain { state, .. },
    } = vault.unlock(&passphrase("correct horse")).unwrap()
    else {
        panic!("{:?}", vault.state());
    };
    assert_eq!(state, KeychainState::Refused);
    world.keychain.be(Mood::Working);
    vault.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
}
