//! The same task for many rows: a sheet is read as a person's spreadsheet wrote it, its columns are
//! mapped to the fields of a task, each row is checked, and each is done exactly once.
//!
//! [`Sheet`] reads, [`columns`] maps, [`check`] checks, [`Run`] says which row is next and when to
//! stop, and [`Journal`] makes that outlive a crash. Nothing here sends anything.

mod check;
mod columns;
mod journal;
mod result;
mod run;
mod sheet;
mod written;

pub use check::{Kind, RowFault, RowProblem, Wanted, check};
pub use columns::columns;
pub use journal::{Journal, JournalError, Kept};
pub use result::result;
pub use run::{Next, Outcome, Row, RowState, Rules, Run, Stop, Totals};
pub use sheet::{Encoding, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Note, Sheet, Unreadable};
