//! Is every entry as it was written?

use crate::book::{AuditError, Book, Head, lines};
use crate::chain::{NOTHING, Unproven, prove};
use crate::entry::{Kind, Sealing, Written};
use std::collections::{BTreeSet, HashSet};

/// What was done to an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alteration {
    /// The entry says something else than was written.
    Changed,
    /// Entries were taken out before it.
    Missing,
    /// Entries stand in another order, or twice.
    Moved,
    /// Entries are gone from the end.
    CutOff,
    /// It is no entry at all.
    NotAnEntry,
    /// It was written by somebody who does not have the key.
    Forged,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Every entry is as it was written.
    Whole,
    /// Every entry is as it was written, and the vault did not know of the last ones: the program
    /// ended early.
    NewerThanSeal {
        /// How many.
        entries: u64,
    },
    /// The chain is whole as far as that can be told without the key.
    NotSealed,
    /// Somebody altered it.
    Altered {
        /// The number of the first entry that is not as it was written.
        entry: u64,
        /// What was done to it.
        what: Alteration,
    },
}

/// What looking at every entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries were looked at.
    pub entries: u64,
    /// How many of them are chained only, because there was no key.
    pub unsealed: u64,
    /// How many changes have no end written: what became of them is not known.
    pub unfinished: u64,
    /// What was found.
    pub finding: Finding,
}

/// A line, and what its bytes prove.
type Looked = Result<Written, Unproven>;

impl Book {
    /// Looks at every entry. Without the key those that were written with one are held against the
    /// chain alone.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn verify(&self) -> Result<Verdict, AuditError> {
        let mut state = self.state();
        // Cuts off what a killed program had begun, so that it is not taken for an edit.
        let end = self.end(&mut state)?;
        let mut looked: Vec<Looked> = Vec::new();
        for file in self.files()? {
            let bytes = self.bytes(file)?;
            looked.extend(
                lines(&bytes).map(|line| match prove(line, state.key.as_ref()) {
                    Err(Unproven::NoKey) => crate::chain::read(line).ok_or(Unproven::NotAnEntry),
                    proved => proved,
                }),
            );
        }
        let keyed = state.key.is_some();
        let finding = find(&looked, keyed, state.sealed.as_ref(), &end);
        let entries = || looked.iter().flatten();
        let ended: HashSet<u64> = entries().filter_map(|written| written.entry.ends).collect();
        let intended = entries().filter(|written| written.entry.kind == Kind::ChangeIntended);
        Ok(Verdict {
            entries: looked.len() as u64,
            unsealed: entries()
                .filter(|written| written.sealed == Sealing::Chain)
                .count() as u64,
            unfinished: intended
                .filter(|written| !ended.contains(&written.number))
                .count() as u64,
            finding,
        })
    }
}

/// What is wrong first. `sealed` is what the vault remembers, `end` what this program wrote last.
fn find(looked: &[Looked], keyed: bool, sealed: Option<&Head>, end: &Head) -> Finding {
    let altered = |entry, what| Finding::Altered { entry, what };
    let numbers: BTreeSet<u64> = looked
        .iter()
        .flatten()
        .map(|written| written.number)
        .collect();
    let mut previous = NOTHING;
    for (at, looked) in looked.iter().enumerate() {
        let wanted = at as u64 + 1;
        let written = match looked {
            Ok(written) => written,
            Err(Unproven::NotAnEntry) => return altered(wanted, Alteration::NotAnEntry),
            Err(Unproven::Altered | Unproven::NoKey) => {
                return altered(wanted, Alteration::Changed);
            }
        };
        if written.number != wanted {
            let what = if written.number > wanted && !numbers.contains(&wanted) {
                Alteration::Missing
            } else {
                Alteration::Moved
            };
            return altered(wanted, what);
        }
        if written.previous != previous {
            // Right in itself, and not what followed: the one before was written anew, without the
            // key, or this one comes from another book.
            return altered(wanted.saturating_sub(1).max(1), Alteration::Forged);
        }
        previous = &written.mac;
    }
    let entries = looked.len() as u64;
    for known in sealed.into_iter().chain([end]) {
        let Some(at) = known.number.checked_sub(1) else {
            continue;
        };
        match usize::try_from(at).ok().and_then(|at| looked.get(at)) {
            None => return altered(entries + 1, Alteration::CutOff),
            Some(Ok(written)) if written.mac == known.mac => {}
            Some(_) => return altered(known.number, Alteration::Forged),
        }
    }
    if !keyed {
        return Finding::NotSealed;
    }
    match entries - sealed.map_or(0, |head| head.number) {
        0 => Finding::Whole,
        entries => Finding::NewerThanSeal { entries },
    }
}
