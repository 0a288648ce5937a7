//! Getting a tenant ready for an API client, as a plan that a person can read first.
//!
//! Some vendors let an API client create API clients; most let only a person in the console do
//! it. One [`Plan`] covers both: each [`Step`] says what changes and whose hands do it. Planning
//! is pure: it compares what is [`Desired`] with what was [`Observed`] and sends nothing. Carrying it
//! out is pure, too: a [`Run`] hears what came and says the next [`Move`].
//!
//! There is no [`Change`] that removes anything. Removing is undoing, undoing needs a
//! [`Receipt`], and so the only things we can take away are things we made.
//!
//! A secret is in none of this. It is taken out of the answer that has it before a run hears that
//! answer, and what a run knows of it is a handle.
//!
//! How a vendor does it is its `setup.toml`, read by [`Setup`]. Start at [`plan`] and [`Run::next`].

mod change;
mod file;
mod journal;
mod look;
mod observed;
mod plan;
mod run;
mod setup;
mod values;
mod world;

pub use change::{Change, Hand, Instruction, Kind, Paste, Proof, Receipt, Weight};
pub use file::Rotation;
pub use journal::{Kept, Line, Standing, State, standing, states};
pub use look::Look;
pub use observed::{Mark, Observed, Seen};
pub use plan::{Plan, Step, plan};
pub use run::{Applied, Direction, End, Heard, Left, LeftWhy, Move, Proposed, Run, Stop, Why};
pub use setup::{Asked, Setup, SetupError};
pub use world::{
    Client, ClientName, Desired, Further, Holding, Permission, Role, RoleName, Switch, Wish,
};
