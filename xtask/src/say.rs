//! The one place that writes to the terminal.

use std::io::Write as _;

use crate::trouble::Trouble;

/// Announces a step that is about to do something.
pub fn step(words: &str) {
    plain(&format!("· {words}"));
}

/// Says something a person should know although nothing is wrong.
pub fn note(words: &str) {
    plain(&format!("  {words}"));
}

/// Says what went wrong and what to do next.
pub fn trouble(trouble: &Trouble) {
    // A closed terminal is no reason to fail twice.
    let _ = writeln!(std::io::stderr().lock(), "\nNot done. {trouble}");
}

/// Prints a line as it is.
pub fn plain(words: &str) {
    let mut out = std::io::stdout().lock();
    // As above: the exit status still tells.
    let _ = writeln!(out, "{words}").and_then(|()| out.flush());
}
