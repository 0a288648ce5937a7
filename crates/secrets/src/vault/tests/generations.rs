//! The counter in file and keychain: fault row S7, and changing the key.

use super::{World, bytes, get, put};
use crate::{Notice, SecretStore, Slot, StoreError, VaultState};
use std::fs;

fn notices(world: &World) -> Vec<Notice> {
    match world.open().state() {
        VaultState::Ready { notices, .. } => notices,
        other => panic!("{other:?}"),
    }
}

fn counter(world: &World) -> u64 {
    let entries = world.keychain.entries();
    entries[&Slot::Current]
        .rsplit_once('.')
        .unwrap()
        .1
        .parse()
        .unwrap()
}

#[test]
fn s7_an_older_copy_is_opened_and_named_until_something_new_is_written() {
    // S7: older vault restored
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-old").unwrap();
    let older = bytes(&world.file());
    put(&vault, "a", "canary-new").unwrap();
    put(&vault, "a", "canary-newer").unwrap();
    drop(vault);
    fs::write(world.file(), older).unwrap();

    let told = notices(&world);
    let [Notice::OlderCopy { found, expected }] = told[..] else {
        panic!("{told:?}")
    };
    assert_eq!(expected - found, 2);
    assert_eq!(notices(&world), told, "also the second time");
    let vault = world.open();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-old"));
    put(&vault, "a", "canary-accepted").unwrap();
    assert_eq!(notices(&world), []);
    assert_eq!(
        counter(&world),
        expected + 1,
        "generations are never used twice"
    );
}

#[test]
fn a_counter_one_step_behind_is_moved_quietly_and_further_behind_is_told() {
    let world = World::new();
    let vault = world.open();
    let mut older = Vec::new();
    for value in ["canary-1", "canary-2", "canary-3"] {
        older.push(world.keychain.entries());
        put(&vault, "a", value).unwrap();
    }
    drop(vault);
    let now = counter(&world);
    world.keychain.restore(older[2].clone());
    assert_eq!(notices(&world), []);
    assert_eq!(counter(&world), now);
    world.keychain.restore(older[0].clone());
    assert_eq!(
        notices(&world),
        [Notice::CounterBehind {
            found: now - 3,
            expected: now
        }]
    );
    assert_eq!(notices(&world), []);
}

#[test]
fn a_folder_that_was_emptied_begins_anew_with_the_same_key_and_says_so() {
    let world = World::new();
    put(&world.open(), "a", "canary").unwrap();
    let (backup, expected) = (bytes(&world.file()), counter(&world));
    fs::remove_dir_all(world.inside()).unwrap();
    assert_eq!(notices(&world), [Notice::FileWasMissing { expected }]);
    assert_eq!(get(&world.open(), "a"), None);
    fs::write(world.file(), backup).unwrap();
    assert_eq!(
        get(&world.open(), "a").as_deref(),
        Some("canary"),
        "a backup still opens"
    );
}

#[test]
fn k6_another_keychain_is_named_with_the_old_one() {
    // K6: store changed (other desktop)
    let world = World::new();
    put(&world.open(), "a", "canary").unwrap();
    world.keychain.rename("Other Keychain");
    let changed = Notice::StoreChanged {
        was: "Fake Keychain".to_owned(),
        is: "Other Keychain".to_owned(),
    };
    assert_eq!(notices(&world), [changed]);
    put(&world.open(), "a", "canary").unwrap();
    assert_eq!(notices(&world), []);

    world.keychain.restore(Default::default());
    world.keychain.rename("Third Keychain");
    let state = format!("{:?}", world.open().state());
    assert!(
        state.contains("Third Keychain") && state.contains("Other Keychain"),
        "{state}"
    );
}

#[test]
fn changing_the_key_leaves_one_entry_and_no_file_for_the_old_key() {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary").unwrap();
    let old = world.keychain.entries();
    vault.change_key().unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary"));
    let new = world.keychain.entries();
    assert_eq!(new.keys().collect::<Vec<_>>(), [&Slot::Current]);
    assert_ne!(old[&Slot::Current][..40], new[&Slot::Current][..40]);
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary"));
    world.keychain.restore(old);
    assert!(matches!(
        world.open().state(),
        VaultState::Unavailable { .. }
    ));
}

#[test]
fn a_vault_that_another_program_changed_is_not_overwritten() {
    // S9: two instances
    let world = World::new();
    let (one, other) = (world.open(), world.open());
    put(&one, "a", "canary-one").unwrap();
    assert_eq!(
        put(&other, "b", "canary-two"),
        Err(StoreError::ChangedElsewhere)
    );
    other.retry();
    put(&other, "b", "canary-two").unwrap();
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-one"));
    assert_eq!(other.fields(&"fir".into()).unwrap().len(), 2);
}
