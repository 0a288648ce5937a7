//! A loopback server that plays a vendor from that vendor's files, handed to it as text.
//!
//! The demo tenants, the conformance tests and the journeys all speak to it over real
//! sockets, with real TLS, so that whatever fails in a test can be made to fail by hand.
//! What files cannot say about a vendor is in [`habits`], written from the vendor's
//! documentation and never from our adapter: this crate may not use the crates it judges.
//!
//! Start reading at [`start`], then [`Habits`]. Faults, the clock and every unproven guess
//! about a real server (a *switch*) can be set from Rust through [`Simulated`], or from
//! outside through the control port, see `control.rs`.

mod answer;
mod asked;
mod authority;
mod clock;
mod control;
mod credentials;
mod document;
mod error;
mod faults;
pub mod habits;
mod heard;
mod listen;
mod options;
mod otherwise;
pub mod paging;
mod past;
mod random;
mod relative;
mod serve;
mod simulated;
mod switches;
pub mod times;
mod tokens;
mod world;

pub use answer::Answered;
pub use asked::{Asked, Case, decoded, pairs, value};
pub use authority::Authority;
pub use clock::VirtualClock;
pub use credentials::{Credentials, May};
pub use error::StartError;
pub use faults::{Fault, FaultKind, Faults};
pub use habits::Habits;
pub use heard::{Heard, Outcome, Requests};
pub use options::{Files, Options, Tls};
pub use past::Past;
pub use random::Random;
pub use simulated::{Simulated, start, start_all};
pub use switches::Switches;
pub use tokens::{Life, Refused, Token, Tokens};
pub use world::World;
