//! A command that panics fails alone: its caller hears of it with a reference, and everything else
//! goes on. Of the panic only the place is kept. Its words may quote what was being worked on.

use crate::App;
use crate::wire::AppError;
use futures_util::FutureExt as _;
use std::cell::RefCell;
use std::future::Future;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, Location};

thread_local! {
    /// Where this thread panicked most lately.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From here on a panic says where it happened, and nothing else. For the whole process; called
/// once, first thing, by whoever owns the process.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, spelled);
        // Nobody may be listening; there is nowhere else to say it.
        let _ = writeln!(std::io::stderr(), "unexpected: {place}");
        PLACE.set(Some(place));
    }));
}

/// The last parts of the path are enough, and tell nothing of the machine it was built on.
fn spelled(place: &Location<'_>) -> String {
    let parts: Vec<&str> = place.file().split(['/', '\\']).collect();
    let last = parts.len().saturating_sub(4);
    format!("{}:{}", parts[last..].join("/"), place.line())
}

/// Does something on this thread, or says where it panicked.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let done = std::panic::catch_unwind(AssertUnwindSafe(work));
    // What a panic carries is dropped unread, for the reason above.
    done.map_err(|_| PLACE.take().unwrap_or_default())
}

impl App {
    /// Does the work of a command. When it panics it has failed as any command may fail, and the
    /// core goes on.
    ///
    /// # Errors
    /// Those of the work, and [`AppError::Bug`] with a reference when it panicked.
    pub async fn answered<T>(
        &self,
        command: &'static str,
        work: impl Future<Output = Result<T, AppError>>,
    ) -> Result<T, AppError> {
        match AssertUnwindSafe(work).catch_unwind().await {
            Ok(answer) => answer,
            // As above.
            Err(_) => {
                let place = PLACE.take().unwrap_or_default();
                Err(self.bug(&format!("{command} ended early at {place}")))
            }
        }
    }
}
