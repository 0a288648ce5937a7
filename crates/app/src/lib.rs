//! Where everything meets: the use cases, the list of commands, and the types that cross to the
//! interface.
//!
//! [`App`] has one method for each command of the list in `commands.rs`. What it needs from the
//! world comes in as [`Ports`]; what it gives is in [`wire`]. Nothing here knows a window or a
//! transport, and no vendor by name.

mod access;
mod answers;
mod auditing;
mod bulk;
mod caller;
mod changing;
mod checks;
mod codes;
mod commands;
mod convert;
mod core;
mod dashboard;
#[cfg(feature = "demo")]
mod demo;
mod disclosed;
mod documents;
mod drafts;
mod explain;
mod explorer;
mod follow;
mod held;
mod history;
mod journal;
mod lists;
mod locking;
mod look_up;
mod marking;
mod opening;
mod paint;
mod palette;
mod panics;
mod papers;
mod policy;
mod ports;
mod redraft;
mod send;
mod session;
mod setting_up;
mod settings;
mod shelf;
mod showing;
mod stamping;
mod starts;
mod status;
mod stopping;
mod tasks;
mod tenants;
mod ticket;
mod ticket_text;
mod told;
mod trial;
mod work;

pub mod bindings;
pub mod wire;

pub use crate::core::{App, Start};
#[cfg(feature = "demo")]
pub use demo::{Demo, DemoTenant};
pub use domain::{Secret, Sink};
pub use gateway::Later;
pub use journal::Journal;
pub use panics::quiet_panics;
pub use ports::{Desk, Ports, Wanted};
pub use secrets::{Environment, clean_environment, harden_process};
pub use shelf::{FileShelf, Shelf, ShelfError};

#[cfg(any(test, feature = "testing"))]
pub use shelf::contract as shelf_contract;
