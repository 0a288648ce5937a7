//! What help-desk staff do most, as data: a file says what is asked, what is read, what is changed,
//! and how to tell afterwards that it happened.
//!
//! A [`Task`] is one file of a vendor's folder. A [`Run`] is one person doing it: answers go in,
//! the next [`Move`] comes out, and nothing here sends, waits, stores or looks at a clock.
//!
//! The rule of a run: everything the proposal needs is read first, and a proposal holds the
//! requests as they will leave, to the letter. A change whose request needs the answer of an earlier
//! change is not in that proposal; it is named there as something that comes later, and proposed
//! by itself once it is known. So nothing is ever approved that was not seen whole.
//!
//! A [`Step`] can be said outside a task, too: `said.rs` is what other files with the same words need.
//!
//! Start at [`Task`] for the words a file has, and at [`Run::next`] for how one is done.

mod answer;
mod call;
mod check;
mod console;
mod fill;
mod input;
mod keep;
mod question;
mod request;
mod run;
mod said;
mod search;
mod task;
mod told;
mod values;

pub use answer::read;
pub use call::{Call, CannotCall};
pub use check::{TaskError, Vendor};
pub use console::Console;
pub use input::{Input, InputFault, InputProblem, Inputs};
pub use request::Body;
pub use run::{Heard, Move, Run, Stuck, Why};
pub use said::{text, words};
pub use search::Choice;
pub use task::{Ask, AskKind, Choosable, Edit, Group, Inverse, Search, Step, Task};
pub use told::{Before, Fact, Later, Outcome, Proof, Proposal, Table, Undo};
pub use values::Values;
