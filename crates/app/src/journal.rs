//! What is written down for people who help people: a small log without secrets.
//!
//! Only facts we would read aloud: what happened, a status, a duration, a reference. Never a
//! header, a body, an address with its query, or an input.

use domain::Clock;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A log file that starts over when it grows too long.
pub struct Journal {
    path: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    count: AtomicU64,
    writing: Mutex<()>,
    /// Whether the last line could not be written.
    fails: AtomicBool,
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
            fails: AtomicBool::new(false),
        }
    }

    /// Looks whether lines can be written, so that it is known before there is one.
    pub fn begin(&self) {
        self.write(None);
    }

    /// The name of the file, when it cannot be written now.
    pub fn failing(&self) -> Option<String> {
        let name = self.path.as_ref()?.file_name()?;
        let fails = self.fails.load(Ordering::Relaxed);
        fails.then(|| name.to_string_lossy().into_owned())
    }

    /// Writes one line.
    pub fn note(&self, line: &str) {
        let line: String = line
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        self.write(Some(&line));
    }

    fn write(&self, line: Option<&str>) {
        let Some(path) = &self.path else { return };
        let _one_at_a_time = self.writing.lock().expect("nothing panics while writing");
        if fs::metadata(path).is_ok_and(|file| file.len() > LONGEST) {
            // The one before is the last that is kept; failing to keep it is no harm.
            let _ = fs::rename(path, path.with_extension("old.log"));
        }
        let file = fs::OpenOptions::new().create(true).append(true).open(path);
        let written = file.and_then(|mut file| match line {
            Some(line) => writeln!(file, "{} {line}", self.clock.now()),
            None => Ok(()),
        });
        // The product works without a log, and says so.
        self.fails.store(written.is_err(), Ordering::Relaxed);
    }

    /// Writes down something unexpected and answers the reference to quote.
    pub fn bug(&self, what: &str) -> String {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let reference = format!("{:x}-{count}", self.clock.now().as_second());
        self.note(&format!("unexpected {reference}: {what}"));
        reference
    }
}
