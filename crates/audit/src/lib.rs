//! What was done, by whom and for which ticket: an audit that shows when somebody has edited it.
//!
//! Entries are lines of JSON, appended and never changed. Each carries a MAC over its own bytes and
//! over the MAC of the entry before it, with a key that rests in the vault; how many there are and
//! what the last one ends with rests there too. So an edit, a removal, an exchange and a cut at the
//! end are all found, by [`Book::verify`], with the first entry that is not as it was written.
//!
//! Without the vault entries are chained without a key, and say so: the next one that has a key
//! seals them as well. Everything here may wait for the disk: call it off the async threads.
//! Start reading at [`Book`], then `chain.rs` for what proves a line.

mod book;
mod chain;
mod entry;
mod export;
mod filter;
mod storage;
mod verify;

pub use book::{AuditError, Book, Head, Page};
pub use chain::{KEY_LENGTH, Key};
pub use entry::{About, Entry, Kind, Outcome, Sealing, Written};
pub use export::{COLUMNS, csv};
pub use filter::Filter;
pub use storage::{Folder, Storage};
pub use verify::{Alteration, Finding, Verdict};

#[cfg(feature = "testing")]
pub mod testing;
