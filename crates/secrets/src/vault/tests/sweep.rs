//! Every call to the disk and to the keychain fails once, in every way: goal 15.

use super::torture::{Fault, Torture};
use super::{World, get, key, put};
use crate::testing::Mood;
use crate::vault::Vault;
use crate::{SecretStore, StoreError, VaultState};
use std::io::ErrorKind;
use std::sync::Arc;

const KINDS: [ErrorKind; 6] = [
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::ResourceBusy,
    ErrorKind::QuotaExceeded,
    ErrorKind::Other,
];

fn faults() -> Vec<Fault> {
    let mut faults = vec![
        Fault::DiesBefore,
        Fault::DiesHalf,
        Fault::DiesAfter,
        Fault::Half(ErrorKind::StorageFull),
        Fault::After(ErrorKind::Other),
    ];
    faults.extend(KINDS.map(Fault::Before));
    faults
}

/// One deed on a vault, and what is there when it has been done.
struct Deed {
    name: &'static str,
    act: fn(&Vault) -> Result<(), StoreError>,
    done: fn(&Vault) -> bool,
}

const DEEDS: [Deed; 4] = [
    Deed {
        name: "write",
        act: |vault| put(vault, "a", "canary-new"),
        done: |vault| get(vault, "a").as_deref() == Some("canary-new"),
    },
    Deed {
        name: "erase",
        act: |vault| vault.erase(&key("a")),
        done: |vault| get(vault, "a").is_none(),
    },
    Deed {
        name: "erase tenant",
        act: |vault| {
            vault.erase_tenant(&key("a").tenant)?;
            put(vault, "b", "canary-b")
        },
        done: |vault| get(vault, "a").is_none() && get(vault, "b").is_some(),
    },
    Deed {
        name: "change key",
        act: Vault::change_key,
        done: |vault| get(vault, "a").as_deref() == Some("canary-old"),
    },
];

fn prepared() -> World {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-old").unwrap();
    put(&vault, "b", "canary-b").unwrap();
    world
}

/// What must hold for whoever opens the vault next, on a disk that works again.
fn check(world: &World, deed: &Deed, promised: bool, story: &str) {
    let vault = world.open();
    let state = vault.state();
    let VaultState::Ready { notices, .. } = &state else {
        panic!("{story}: {state:?}")
    };
    assert!(notices.is_empty(), "{story}: {notices:?}");
    let (a, done) = (get(&vault, "a"), (deed.done)(&vault));
    assert!(
        done || !promised,
        "{story}: it was promised and is not there"
    );
    assert!(
        done || a.as_deref() == Some("canary-old") || a.is_none(),
        "{story}: {a:?}"
    );
    assert!(
        deed.name == "erase tenant" || get(&vault, "b").is_some(),
        "{story}: bystander lost"
    );
    put(&vault, "c", "canary-c").unwrap();
    assert_eq!(
        get(&world.open(), "c").as_deref(),
        Some("canary-c"),
        "{story}: usable"
    );
}

#[test]
fn goal_15_a_change_that_fails_at_any_call_leaves_the_old_vault_or_the_new_one() {
    let mut struck: u32 = 0;
    for deed in &DEEDS {
        for fault in faults() {
            for at in 0.. {
                let world = prepared();
                let story = format!("{} with {fault:?} at call {at}", deed.name);
                let torture = Arc::new(Torture::new(at, fault));
                let vault = world.open_on(torture.clone(), world.keychain.clone());
                let done = match vault.state() {
                    VaultState::Ready { .. } => (deed.act)(&vault).is_ok(),
                    _ => false,
                };
                if done {
                    assert!((deed.done)(&vault), "{story}: the vault in hand disagrees");
                }
                drop(vault);
                check(&world, deed, done, &story);
                if !torture.struck() {
                    assert!(done, "{story}: nothing was in the way");
                    break;
                }
                struck += 1;
            }
        }
    }
    eprintln!("{struck} failures, each left the old vault or the new one");
}

#[test]
fn after_a_failed_change_the_vault_in_hand_and_the_file_agree() {
    for fault in faults().into_iter().skip(3) {
        for at in 0.. {
            let world = prepared();
            let torture = Arc::new(Torture::new(at, fault));
            let vault = world.open_on(torture.clone(), world.keychain.clone());
            if matches!(vault.state(), VaultState::Ready { .. }) {
                // Failing or not: what is read afterwards is what the next program reads.
                let _ = put(&vault, "a", "canary-new");
                assert_eq!(
                    get(&vault, "a"),
                    get(&world.open(), "a"),
                    "{fault:?} at {at}"
                );
                if !torture.struck() {
                    break;
                }
                put(&vault, "a", "canary-newer").unwrap();
                assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-newer"));
            }
        }
    }
}

#[test]
fn a_keychain_that_leaves_at_any_call_costs_nothing() {
    for mood in [Mood::Absent, Mood::Locked, Mood::Refusing] {
        for deed in &DEEDS {
            for calls in 0..12 {
                let world = prepared();
                world.keychain.be_after(calls, mood);
                let vault = world.open();
                let story = format!("{} with {mood:?} after {calls} calls", deed.name);
                let done = match vault.state() {
                    VaultState::Ready { .. } => (deed.act)(&vault).is_ok(),
                    _ => false,
                };
                drop(vault);
                world.keychain.be(Mood::Working);
                check(&world, deed, done, &story);
            }
        }
    }
}

#[test]
fn a_first_start_that_dies_anywhere_does_not_spoil_the_second() {
    for fault in faults() {
        for at in 0.. {
            let world = World::new();
            let torture = Arc::new(Torture::new(at, fault));
            drop(world.open_on(torture.clone(), world.keychain.clone()));
            let vault = world.open();
            let state = vault.state();
            let VaultState::Ready { notices, .. } = &state else {
                panic!("{fault:?} {at} {state:?}")
            };
            assert!(notices.is_empty(), "{fault:?} at {at}: {notices:?}");
            put(&vault, "a", "canary").unwrap();
            if !torture.struck() {
                break;
            }
        }
    }
}

#[test]
fn a_rescue_that_dies_anywhere_can_be_done_again() {
    for fault in faults() {
        for at in 0.. {
            let world = prepared();
            std::fs::write(world.file(), b"rotten").unwrap();
            let torture = Arc::new(Torture::new(at, fault));
            let vault = world.open_on(torture.clone(), world.keychain.clone());
            // Whether it works this time is not the question.
            let _ = vault.restore_previous();
            drop(vault);
            let vault = world.open();
            if !matches!(vault.state(), VaultState::Ready { .. }) {
                vault.restore_previous().unwrap();
            }
            assert_eq!(
                get(&vault, "a").as_deref(),
                Some("canary-old"),
                "{fault:?} at {at}"
            );
            if !torture.struck() {
                break;
            }
        }
    }
}
