//! Hears of the moments at which nobody should be able to go on with an open vault: the screen is
//! locked, or the machine is about to sleep.
//!
//! On Linux logind tells both. Windows and macOS tell it only to code that system calls have to be
//! made for by hand; there the vault is locked by time, and after sleep once the clock shows it.

#[cfg(target_os = "linux")]
mod linux;

use domain::Sink;
use std::sync::Arc;

/// Why somebody is not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The screen was locked, or another user is at it.
    ScreenLocked,
    /// The machine is about to sleep.
    GoingToSleep,
}

/// Hears when somebody leaves.
pub trait Leaving: Send + Sync {
    /// Tells each time from now on, until what is answered is dropped; nothing when this system
    /// does not tell. Waits for the system, so not on an async thread.
    fn watch(&self, tell: Arc<dyn Sink<Left>>) -> Option<Watching>;
}

/// Goes on hearing as long as it is kept.
pub struct Watching(#[expect(dead_code, reason = "its drop is its use")] Box<dyn Send + Sync>);

impl Watching {
    /// What ends the hearing when it is dropped.
    pub fn until_dropped(end: impl Send + Sync + 'static) -> Self {
        Self(Box::new(end))
    }
}

/// What the operating system tells.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsLeaving;

impl Leaving for OsLeaving {
    #[cfg(target_os = "linux")]
    fn watch(&self, tell: Arc<dyn Sink<Left>>) -> Option<Watching> {
        // A machine without logind is not left by locking it.
        linux::watch(zbus::blocking::Connection::system().ok()?, tell).ok()
    }

    #[cfg(not(target_os = "linux"))]
    fn watch(&self, _tell: Arc<dyn Sink<Left>>) -> Option<Watching> {
        None
    }
}
