//! `cargo xtask check`: everything that is checked without running the program.
//!
//! All checks run, so that one call tells everything there is to mend.

mod expression;
mod licences;
mod node;
mod rust;
mod unused;

use crate::say;
use crate::setup::{self, Needs};
use crate::trouble::Trouble;

/// A check: its name, and what it does.
type Check = (&'static str, fn() -> Result<(), Trouble>);

/// Quick ones first.
const CHECKS: &[Check] = &[
    ("Formatting of Rust", rust::formatting),
    ("Formatting of everything else", node::formatting),
    (
        "Licences, sources and version floors of Rust packages",
        licences::rust,
    ),
    ("Licences and pinning of Node packages", licences::node),
    ("Unused Rust dependencies", unused::dependencies),
    ("Types of the interface and the journeys", node::types),
    ("Lint of the interface and the journeys", node::lint),
    ("Unused files, exports and Node dependencies", node::unused),
    ("Clippy", rust::clippy),
];

/// Runs every check and names those that found something.
pub fn check() -> Result<(), Trouble> {
    setup::ready(Needs::Building)?;
    let mut found = Vec::new();
    for (name, act) in CHECKS {
        say::step(name);
        if let Err(trouble) = act() {
            say::trouble(&trouble);
            found.push((*name).to_owned());
        }
    }
    if found.is_empty() {
        say::plain(&format!("\nAll {} checks passed.", CHECKS.len()));
        return Ok(());
    }
    Err(Trouble::Found {
        what: format!(
            "{} of {} checks found something:",
            found.len(),
            CHECKS.len()
        ),
        lines: found,
    })
}
