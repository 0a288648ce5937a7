//! Goal 34: whatever is done to the files of an audit is found, and where it begins.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use audit::testing::{InMemory, contract};
use audit::{About, Alteration, Book, Entry, Finding, Folder, Head, Key, Kind, Outcome, Storage};
use domain::testing::SetClock;
use domain::{Effect, Environment, TenantId, Timestamp};
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, LazyLock};

fn key(byte: u8) -> Key {
    Key::from_bytes(&[byte; 32]).unwrap()
}

fn book(storage: &Arc<InMemory>) -> Book {
    let clock = Arc::new(SetClock::at(Timestamp::from_second(1_700_000_000).unwrap()));
    Book::new(Arc::clone(storage) as _, clock, "ada at desk-7".to_owned())
}

fn entry(number: u64) -> Entry {
    Entry {
        tenant: Some(About {
            id: TenantId::from("fir"),
            name: format!("Fir {}", number % 3),
            environment: Environment::Production,
        }),
        target: Some(format!("account-{number}")),
        operation: Some("DELETE /accounts/{id}".to_owned()),
        effect: Some(Effect::Removes),
        result: number
            .is_multiple_of(2)
            .then_some(Outcome::Answered { status: 204 }),
        ticket: Some(format!("INC{number:07}")),
        reason: Some("left the \"house\", said so".to_owned()),
        ends: number.is_multiple_of(2).then_some(number - 1),
        ..Entry::of(if number.is_multiple_of(2) {
            Kind::ChangeDone
        } else {
            Kind::ChangeIntended
        })
    }
}

/// A book of so many entries that the vault knows to its end, and its files.
fn written(entries: u64) -> (Arc<InMemory>, Head) {
    let storage = Arc::new(InMemory::default());
    let book = book(&storage);
    book.open_with(key(7), None).unwrap();
    for number in 1..=entries {
        assert_eq!(book.write(entry(number)).unwrap(), number);
    }
    let head = book.head().unwrap();
    (storage, head)
}

/// What a program says of the files that starts now and whose vault knows `head`.
fn said(storage: &Arc<InMemory>, head: &Head) -> Finding {
    let book = book(storage);
    book.open_with(key(7), Some(head.clone())).unwrap();
    book.verify().unwrap().finding
}

#[test]
fn every_storage_keeps_to_the_contract() {
    contract(&InMemory::default());
    let folder = tempfile::tempdir().unwrap();
    let files = Folder::at(folder.path().join("audit"));
    contract(&files);
    let name = files.name(1);
    let path = folder.path().join("audit").join(name);
    assert!(path.exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(path), 0o600);
        assert_eq!(mode(folder.path().join("audit")), 0o700);
    }
}

#[test]
fn a_book_that_nobody_touched_is_whole_and_says_what_has_no_end() {
    let (storage, head) = written(25);
    let book = book(&storage);
    book.open_with(key(7), Some(head)).unwrap();
    let verdict = book.verify().unwrap();
    assert_eq!(verdict.finding, Finding::Whole);
    assert_eq!((verdict.entries, verdict.unsealed), (25, 0));
    assert_eq!(verdict.unfinished, 1, "the last intention has no end");
    let done = book.get(24).unwrap().unwrap();
    assert_eq!(book.other_of(&done).unwrap(), Some(23));
    let intended = book.get(23).unwrap().unwrap();
    assert_eq!(book.other_of(&intended).unwrap(), Some(24));
    assert_eq!(book.get(26).unwrap(), None);
}

#[test]
fn entries_go_on_in_the_next_file_and_the_chain_with_them() {
    let (storage, head) = written(10_003);
    assert_eq!(storage.all().len(), 2);
    assert_eq!(said(&storage, &head), Finding::Whole);
    let mut files = storage.all();
    let second = files.remove(&2).unwrap();
    storage.replace(files.clone());
    let cut = Alteration::CutOff;
    assert_eq!(
        said(&storage, &head),
        Finding::Altered {
            entry: 10_001,
            what: cut
        }
    );
    files.insert(2, second);
    files.remove(&1);
    storage.replace(files);
    assert!(matches!(
        said(&storage, &head),
        Finding::Altered {
            entry: 1,
            what: Alteration::Missing
        }
    ));
}

#[test]
fn what_a_killed_program_wrote_after_the_vault_is_taken_in_and_half_a_line_is_cut_off() {
    let (storage, _) = written(5);
    let early = {
        let book = book(&storage);
        book.open_with(key(7), None).unwrap();
        let third = book.get(3).unwrap().unwrap();
        Head {
            number: 3,
            mac: third.mac,
        }
    };
    storage.append(1, b"{\"number\":6,\"at\":").unwrap();
    let book = book(&storage);
    book.open_with(key(7), Some(early)).unwrap();
    let newer = Finding::NewerThanSeal { entries: 2 };
    assert_eq!(book.verify().unwrap().finding, newer);
    let head = book.head().unwrap();
    assert_eq!(head.number, 5);
    book.remembered(head);
    assert_eq!(book.verify().unwrap().finding, Finding::Whole);
    assert_eq!(book.head(), None, "the vault knows it");
    assert_eq!(book.write(entry(6)).unwrap(), 6);
    assert_eq!(book.verify().unwrap().entries, 6);
}

#[test]
fn without_the_key_entries_are_chained_and_the_next_with_one_seals_them() {
    let storage = Arc::new(InMemory::default());
    let book = book(&storage);
    for number in 1..=3 {
        book.write(entry(number)).unwrap();
    }
    let verdict = book.verify().unwrap();
    assert_eq!(verdict.finding, Finding::NotSealed);
    assert_eq!(verdict.unsealed, 3);
    assert_eq!(book.head(), None);
    book.open_with(key(7), None).unwrap();
    book.write(entry(4)).unwrap();
    let head = book.head().unwrap();
    // Anybody can write an entry without a key; behind one with a key it no longer passes.
    let other = Arc::new(InMemory::default());
    let forger = self::book(&other);
    for number in 1..=3 {
        forger
            .write(Entry {
                ticket: None,
                ..entry(number)
            })
            .unwrap();
    }
    let mut files = storage.all();
    let ours = String::from_utf8(files.remove(&1).unwrap()).unwrap();
    let forged = String::from_utf8(other.all().remove(&1).unwrap()).unwrap();
    let last = ours.lines().nth(3).unwrap();
    storage.replace(BTreeMap::from([(
        1,
        format!("{forged}{last}\n").into_bytes(),
    )]));
    let Finding::Altered { entry, .. } = said(&storage, &head) else {
        panic!("an entry was forged");
    };
    assert_eq!(entry, 3, "the one whose successor knows another");
}

#[test]
fn a_book_written_anew_with_another_key_is_no_book_of_ours() {
    let (_, head) = written(4);
    let storage = Arc::new(InMemory::default());
    let forger = book(&storage);
    forger.open_with(key(8), None).unwrap();
    for number in 1..=4 {
        forger.write(entry(number)).unwrap();
    }
    assert!(matches!(
        said(&storage, &head),
        Finding::Altered { entry: 1, .. }
    ));
    // Without any key as well, although each line proves itself.
    let storage = Arc::new(InMemory::default());
    let forger = book(&storage);
    for number in 1..=4 {
        forger.write(entry(number)).unwrap();
    }
    assert_eq!(
        said(&storage, &head),
        Finding::Altered {
            entry: 4,
            what: Alteration::Forged
        }
    );
}

#[test]
fn writing_on_hides_nothing_that_was_done_before() {
    for cut in [true, false] {
        let (storage, head) = written(10);
        let whole = storage.all().remove(&1).unwrap();
        let kept: Vec<u8> = whole
            .split_inclusive(|byte| *byte == b'\n')
            .take(6)
            .flatten()
            .copied()
            .collect();
        storage.replace(BTreeMap::from([(1, kept)]));
        if !cut {
            // Anybody can write on without a key.
            let forger = book(&storage);
            for number in 7..=12 {
                forger.write(entry(number)).unwrap();
            }
        }
        let book = book(&storage);
        book.open_with(key(7), Some(head.clone())).unwrap();
        for number in 0..8 {
            book.write(entry(number + 20)).unwrap();
        }
        assert_eq!(book.head(), None, "the vault goes on knowing what it knew");
        let found = book.verify().unwrap().finding;
        assert!(matches!(found, Finding::Altered { .. }), "{found:?}");
        assert!(matches!(said(&storage, &head), Finding::Altered { .. }));
    }
}

#[test]
fn what_cannot_be_written_is_told_and_the_next_entry_is_whole() {
    let (storage, head) = written(2);
    let book = book(&storage);
    book.open_with(key(7), Some(head)).unwrap();
    storage.fail(Some(io::ErrorKind::StorageFull));
    let refused = book.write(entry(3)).unwrap_err();
    assert_eq!(refused.kind, io::ErrorKind::StorageFull);
    assert!(book.is_writable().is_err());
    storage.fail(None);
    assert!(book.is_writable().is_ok());
    assert_eq!(book.write(entry(3)).unwrap(), 3);
    assert_eq!(
        book.verify().unwrap().finding,
        Finding::NewerThanSeal { entries: 1 }
    );
}

/// What somebody does to the lines of a file.
#[derive(Debug, Clone)]
enum Deed {
    /// Another byte somewhere.
    Byte { line: usize, at: usize, to: u8 },
    /// A line goes.
    Remove { line: usize },
    /// Two lines change places.
    Swap { one: usize, other: usize },
    /// All behind a line go.
    Cut { line: usize },
    /// The last bytes go.
    Tail { bytes: usize },
    /// A line stands a second time, somewhere.
    Repeat { line: usize, at: usize },
    /// All lines from one on stand the other way round.
    Turn { line: usize },
    /// A line without a key is put in, right in itself.
    Insert { at: usize },
}

const LINES: usize = 40;

/// A file of so many lines, and what the vault knows of it.
static WRITTEN: LazyLock<(Vec<u8>, Head)> = LazyLock::new(|| {
    let (storage, head) = written(LINES as u64);
    (storage.all().remove(&1).unwrap(), head)
});

fn deeds() -> impl Strategy<Value = Deed> {
    let line = || 0..LINES;
    prop_oneof![
        3 => (line(), any::<usize>(), any::<u8>())
            .prop_map(|(line, at, to)| Deed::Byte { line, at, to }),
        1 => line().prop_map(|line| Deed::Remove { line }),
        1 => (line(), line()).prop_map(|(one, other)| Deed::Swap { one, other }),
        1 => line().prop_map(|line| Deed::Cut { line }),
        1 => (1_usize..400).prop_map(|bytes| Deed::Tail { bytes }),
        1 => (line(), line()).prop_map(|(line, at)| Deed::Repeat { line, at }),
        1 => line().prop_map(|line| Deed::Turn { line }),
        1 => line().prop_map(|at| Deed::Insert { at }),
    ]
}

fn done(deed: &Deed, file: &[u8]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = file
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    match deed {
        Deed::Byte { line, at, to } => {
            let line = &mut lines[*line];
            let at = at % line.len();
            line[at] = *to;
        }
        Deed::Remove { line } => drop(lines.remove(*line)),
        Deed::Swap { one, other } => lines.swap(*one, *other),
        Deed::Cut { line } => lines.truncate(*line),
        Deed::Tail { bytes } => {
            let mut all = lines.concat();
            all.truncate(all.len().saturating_sub(*bytes));
            return all;
        }
        Deed::Repeat { line, at } => {
            let again = lines[*line].clone();
            lines.insert(*at, again);
        }
        Deed::Turn { line } => lines[*line..].reverse(),
        Deed::Insert { at } => {
            let storage = Arc::new(InMemory::default());
            let forger = book(&storage);
            for number in 0..=*at as u64 {
                forger.write(entry(number + 1)).unwrap();
            }
            let forged = storage.all().remove(&1).unwrap();
            let line = forged.split_inclusive(|byte| *byte == b'\n').next_back();
            lines.insert(*at, line.unwrap().to_vec());
        }
    }
    lines.concat()
}

proptest! {
    #![proptest_config(Config { cases: 1_000, ..Config::default() })]

    #[test]
    fn a_thousand_manipulations_are_all_found(deed in deeds()) {
        let (before, head) = &*WRITTEN;
        let after = done(&deed, before);
        if after != *before {
            let storage = Arc::new(InMemory::default());
            storage.replace(BTreeMap::from([(1, after)]));
            let found = said(&storage, head);
            let altered = matches!(found, Finding::Altered { .. });
            assert!(altered, "{deed:?}: {found:?}");
        }
    }
}
