//! Getting a tenant ready for an API client, as a plan that a person can read first.
//!
//! Some vendors let an API client create API clients; most let only a person in the console do
//! it. One [`Plan`] covers both: each [`Step`] says what changes and whose hands do it. Planning
//! is pure: it compares what is [`Desired`] with what was [`Observed`] and sends nothing.
//!
//! There is no [`Change`] that removes anything. Removing is undoing, undoing needs a
//! [`Receipt`], and so the only things we can take away are things we made.

mod change;
mod plan;
mod world;

pub use change::{Change, Hand, Instruction, Paste, Receipt, Weight};
pub use plan::{Mark, Plan, Setup, Step, plan};
pub use world::{
    Client, ClientName, Desired, Holding, Observed, Permission, Role, RoleName, Switch,
};
