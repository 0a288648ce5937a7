//! Files that rot, end early, come from the future or go missing: fault rows S4, S8, K4.

use super::{World, bytes, get, key, put};
use crate::vault::Vault;
use crate::vault::format::{Contents, FORMAT, Header, Record};
use crate::vault::seal::Key;
use crate::{Damage, KeychainState, SecretKey, SecretStore, StoreError, VaultState, Why};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use domain::Secret;
use std::fs;

fn prepared() -> World {
    let world = World::new();
    let vault = world.open();
    put(&vault, "a", "canary-one").unwrap();
    put(&vault, "b", "canary-two").unwrap();
    world
}

fn damage(vault: &Vault) -> (Damage, Option<u64>) {
    match vault.state() {
        VaultState::Unavailable {
            why: Why::Damaged { damage, previous },
        } => (damage, previous),
        other => panic!("{other:?}"),
    }
}

fn sample() -> (Key, Contents) {
    let key = Key::random().unwrap();
    let header = Header {
        key_id: key.id,
        vault_id: [7; 16],
        generation: 3,
        store: "Fake Keychain".to_owned(),
        passphrase: None,
    };
    let mut contents = Contents::empty(header);
    for name in ["a", "b"] {
        contents
            .put(&super::key(name), &Secret::new(b"canary".to_vec()), &key)
            .unwrap();
    }
    (key, contents)
}

#[test]
fn goal_16_no_byte_of_a_file_can_change_unnoticed() {
    let (key, contents) = sample();
    let mut file = contents.file(&key).unwrap();
    assert_eq!(Contents::read(&file, &key).unwrap(), contents);
    for at in 0..file.len() {
        for flip in [0x01, 0x80, 0xff] {
            file[at] ^= flip;
            assert!(
                Contents::read(&file, &key).is_err(),
                "byte {at} with {flip:#x}"
            );
            file[at] ^= flip;
        }
    }
}

#[test]
fn no_file_can_end_early_or_late_unnoticed() {
    let (key, contents) = sample();
    let mut file = contents.file(&key).unwrap();
    for end in 0..file.len() {
        assert!(
            Contents::read(&file[..end], &key).is_err(),
            "ending at {end}"
        );
    }
    file.push(0);
    assert!(Contents::read(&file, &key).is_err());
}

#[test]
fn records_can_neither_be_exchanged_nor_replaced_by_older_ones() {
    let (key, mut contents) = sample();
    let older = contents.records.clone();
    contents.header.generation += 1;
    contents
        .put(&super::key("a"), &Secret::new(b"canary-new".to_vec()), &key)
        .unwrap();
    let with = |edit: &dyn Fn(&mut Vec<Record>)| {
        let mut forged = contents.clone();
        edit(&mut forged.records);
        Contents::read(&forged.file(&key).unwrap(), &key).is_err()
    };
    assert!(!with(&|_| {}), "untouched, it opens");
    assert!(with(&|records| {
        let (first, rest) = records.split_at_mut(1);
        std::mem::swap(&mut first[0].sealed, &mut rest[0].sealed);
    }));
    assert!(with(&|records| {
        let old = older
            .iter()
            .find(|record| record.key == super::key("a"))
            .unwrap();
        let new = records
            .iter_mut()
            .find(|record| record.key == super::key("a"))
            .unwrap();
        new.sealed.clone_from(&old.sealed);
    }));
    let mut elsewhere = contents.clone();
    elsewhere.header.vault_id = [8; 16];
    assert!(Contents::read(&elsewhere.file(&key).unwrap(), &key).is_err());
}

#[test]
fn a_record_opens_under_its_own_name_number_and_version_only() {
    let (with, contents) = sample();
    let whole = &contents.records[0];
    assert!(whole.open(&contents.header, &with).is_ok());
    let renamed = |tenant: &str, field: &str| Record {
        key: SecretKey {
            tenant: tenant.into(),
            field: field.into(),
        },
        ..whole.clone()
    };
    for other in [
        renamed("elm", "a"),
        renamed("fir", "b"),
        renamed("fi", "ra"),
        Record {
            number: whole.number + 1,
            ..whole.clone()
        },
        Record {
            version: whole.version + 1,
            ..whole.clone()
        },
    ] {
        assert!(
            other.open(&contents.header, &with).is_err(),
            "{:?}",
            other.key
        );
    }
}

#[test]
fn a_damaged_vault_is_left_as_it_is_until_the_person_takes_the_previous_copy() {
    let world = prepared();
    let mut rotten = bytes(&world.file());
    let last = rotten.len() - 1;
    rotten[last] ^= 1;
    fs::write(world.file(), &rotten).unwrap();

    let vault = world.open();
    let (found, previous) = damage(&vault);
    assert_eq!(found, Damage::Altered);
    assert!(previous.is_some());
    assert!(matches!(
        put(&vault, "a", "x"),
        Err(StoreError::Unavailable { .. })
    ));
    assert!(matches!(
        vault.read(&key("a")),
        Err(StoreError::Unavailable { .. })
    ));
    assert_eq!(bytes(&world.file()), rotten, "nothing was done to it");

    vault.restore_previous().unwrap();
    assert!(matches!(vault.state(), VaultState::Ready { ref notices, .. } if notices.is_empty()));
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
    assert_eq!(
        bytes(&world.inside().join("vault-19700101T000000Z.aside")),
        rotten
    );
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-one"));
}

#[test]
fn s4_empty_short_and_foreign_files_are_damage_and_stay() {
    // S4: vault truncated or empty
    for (content, expected) in [
        (b"".as_slice(), Damage::Unrecognised),
        (b"KDVAULT\n".as_slice(), Damage::WrongLength),
        (b"{\"not\": \"a vault\"}".as_slice(), Damage::Unrecognised),
        (
            b"KDVAULT\n\x01\x00\xff\xff\xff\xff".as_slice(),
            Damage::WrongLength,
        ),
    ] {
        let world = prepared();
        fs::write(world.file(), content).unwrap();
        let vault = world.open();
        assert_eq!(damage(&vault).0, expected);
        vault.session_only();
        put(&vault, "a", "canary-session").unwrap();
        assert_eq!(bytes(&world.file()), content);
    }
}

#[test]
fn a_vault_that_went_missing_beside_its_copy_is_not_silently_begun_anew() {
    let world = prepared();
    fs::remove_file(world.file()).unwrap();
    let vault = world.open();
    assert_eq!(damage(&vault).0, Damage::Missing);
    assert!(!world.file().exists());
    vault.restore_previous().unwrap();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
}

#[test]
fn starting_afresh_keeps_every_old_file_and_the_key() {
    let world = prepared();
    let key_before = world.keychain.entries();
    let previous = bytes(&world.previous());
    for round in 0..2 {
        fs::write(world.file(), b"rotten").unwrap();
        let vault = world.open();
        vault.start_afresh().unwrap();
        assert_eq!(get(&vault, "a"), None, "round {round}");
        assert!(
            matches!(vault.state(), VaultState::Ready { ref notices, .. } if notices.is_empty())
        );
    }
    assert_eq!(
        world.names(),
        [
            "vault",
            "vault-19700101T000000Z-2.aside",
            "vault-19700101T000000Z-previous.aside",
            "vault-19700101T000000Z.aside",
        ]
    );
    assert_eq!(
        bytes(&world.inside().join("vault-19700101T000000Z-previous.aside")),
        previous
    );
    let key_of = |entries: &std::collections::BTreeMap<_, String>| {
        entries[&crate::Slot::Current]
            .rsplit_once('.')
            .unwrap()
            .0
            .to_owned()
    };
    assert_eq!(key_of(&key_before), key_of(&world.keychain.entries()));
}

#[test]
fn s8_a_vault_of_a_newer_program_is_left_alone_before_the_keychain_is_even_asked() {
    // S8: vault from newer version
    let world = prepared();
    let mut newer = bytes(&world.file());
    newer[8..10].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    let mut other_cipher = bytes(&world.file());
    other_cipher[14] = 2;
    let mut other_derivation = bytes(&world.file());
    other_derivation[15] = 2;
    for file in [newer, other_cipher, other_derivation] {
        fs::write(world.file(), &file).unwrap();
        let calls = world.keychain.calls();
        let vault = world.open();
        let VaultState::Unavailable {
            why: Why::Newer { known: FORMAT, .. },
        } = vault.state()
        else {
            panic!("{:?}", vault.state());
        };
        assert_eq!(world.keychain.calls(), calls);
        assert_eq!(vault.restore_previous(), Err(StoreError::NotCalledFor));
        assert!(put(&vault, "a", "x").is_err());
        assert_eq!(bytes(&world.file()), file);
    }
}

#[test]
fn k4_a_missing_key_is_named_and_the_vault_kept() {
    // K4: entry deleted
    let world = prepared();
    let (file, entries) = (bytes(&world.file()), world.keychain.entries());
    world.keychain.restore(Default::default());
    let vault = world.open();
    let missing = KeychainState::EntryMissing {
        sealed_in: "Fake Keychain".to_owned(),
    };
    let VaultState::Unavailable {
        why: Why::Keychain { state, .. },
    } = vault.state()
    else {
        panic!("{:?}", vault.state());
    };
    assert_eq!(state, missing);
    assert_eq!(bytes(&world.file()), file);
    assert!(
        world.keychain.entries().is_empty(),
        "no new key takes the place of the old one"
    );

    world.keychain.restore(entries);
    vault.retry();
    assert_eq!(get(&vault, "a").as_deref(), Some("canary-one"));
}

#[test]
fn a_person_without_the_key_may_begin_again() {
    let world = prepared();
    world.keychain.restore(Default::default());
    let vault = world.open();
    vault.start_afresh().unwrap();
    put(&vault, "a", "canary-again").unwrap();
    assert_eq!(get(&world.open(), "a").as_deref(), Some("canary-again"));
}

#[test]
fn a_text_of_somebody_else_in_our_entry_is_not_overwritten() {
    for with_file in [true, false] {
        let world = if with_file { prepared() } else { World::new() };
        let foreign = [(crate::Slot::Current, "hunter2".to_owned())].into();
        world.keychain.restore(foreign);
        let vault = world.open();
        let state = format!("{:?}", vault.state());
        assert!(
            state.contains("Failed") && !state.contains("hunter2"),
            "{state}"
        );
        assert_eq!(world.keychain.entries()[&crate::Slot::Current], "hunter2");
    }
}

#[test]
fn a_working_vault_can_be_neither_restored_nor_begun_anew() {
    let world = prepared();
    let vault = world.open();
    assert_eq!(vault.restore_previous(), Err(StoreError::NotCalledFor));
    assert_eq!(vault.start_afresh(), Err(StoreError::NotCalledFor));
}

#[test]
fn no_file_holds_a_secret_in_a_readable_form() {
    let world = World::new();
    let vault = world.open();
    let canary = "canary-8d1f6b2c90aa";
    for name in ["a", "b", "c"] {
        put(&vault, name, canary).unwrap();
    }
    vault.change_key().unwrap();
    let hex: String = canary.bytes().map(|byte| format!("{byte:02x}")).collect();
    let utf16: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Base64 looks different at each of three offsets; the middle of each is the same anywhere.
    let in_base64 = (0..3).flat_map(|skip| {
        let text = &canary.as_bytes()[skip..];
        let text = &text[..text.len() / 3 * 3];
        [STANDARD_NO_PAD.encode(text), URL_SAFE_NO_PAD.encode(text)]
    });
    let mut forms = vec![
        canary.as_bytes().to_vec(),
        utf16,
        hex.to_uppercase().into(),
        hex.into(),
    ];
    forms.extend(in_base64.map(String::into_bytes));
    let key = world.keychain.entries()[&crate::Slot::Current].clone();
    let key = key.split('.').nth(1).unwrap();
    forms.push(key.into());
    forms.push(URL_SAFE_NO_PAD.decode(key).unwrap());
    let names = world.names();
    assert_eq!(names, ["vault", "vault.previous"]);
    for name in names {
        let file = bytes(&world.inside().join(&name));
        for form in &forms {
            assert!(
                !file.windows(form.len()).any(|window| window == form),
                "{name}"
            );
        }
    }
}

#[test]
fn what_is_erased_is_gone_from_the_previous_copy_as_well() {
    let world = prepared();
    let vault = world.open();
    vault.erase(&key("a")).unwrap();
    assert_eq!(bytes(&world.previous()), bytes(&world.file()));
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_private_to_the_user() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let world = World::new();
    fs::create_dir(world.inside()).unwrap();
    fs::set_permissions(world.inside(), fs::Permissions::from_mode(0o755)).unwrap();
    let vault = world.open();
    put(&vault, "a", "canary").unwrap();
    assert_eq!(mode(world.inside()), 0o700);
    assert_eq!(mode(world.file()), 0o600);
    assert_eq!(mode(world.previous()), 0o600);
}
