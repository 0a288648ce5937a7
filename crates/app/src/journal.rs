//! What is written down for people who help people: a small log without secrets.
//!
//! Only facts we would read aloud: what happened, a status, a duration, a reference. Never a
//! header, a body, an address with its query, or an input.

use domain::Clock;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A log file that starts over when it grows too long.
pub struct Journal {
    path: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    count: AtomicU64,
    writing: Mutex<()>,
}

/// One megabyte: enough for weeks, and small enough to attach to a ticket.
const LONGEST: u64 = 1024 * 1024;

impl Journal {
    /// A journal in a file; without one it keeps nothing.
    pub fn at(path: Option<PathBuf>, clock: Arc<dyn Clock>) -> Self {
        Self {
            path,
            clock,
            count: AtomicU64::new(0),
            writing: Mutex::new(()),
        }
    }

    /// Writes one line.
    pub fn note(&self, line: &str) {
        let Some(path) = &self.path else { return };
        let line: String = line
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let _one_at_a_time = self.writing.lock().expect("nothing panics while writing");
        if fs::metadata(path).is_ok_and(|file| file.len() > LONGEST) {
            // The one before is the last that is kept; failing to keep it is no harm.
            let _ = fs::rename(path, path.with_extension("old.log"));
        }
        let file = fs::OpenOptions::new().create(true).append(true).open(path);
        if let Ok(mut file) = file {
            // The product works without a log when its folder cannot be written.
            let _ = writeln!(file, "{} {line}", self.clock.now());
        }
    }

    /// Writes down something unexpected and answers the reference to quote.
    pub fn bug(&self, what: &str) -> String {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let reference = format!("{:x}-{count}", self.clock.now().as_second());
        self.note(&format!("unexpected {reference}: {what}"));
        reference
    }
}
