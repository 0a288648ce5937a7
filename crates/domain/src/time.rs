//! The time, as an argument.

/// A moment in UTC with nanoseconds.
pub type Timestamp = jiff::Timestamp;

/// Tells the time. Everything that needs the time takes one, so that tests can move it.
pub trait Clock: Send + Sync {
    /// Now, by the wall clock: timers that stand still during sleep are never believed.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
