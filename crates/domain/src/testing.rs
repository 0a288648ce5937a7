//! Honest fakes of this crate's traits.

use crate::{Clock, Sink, Timestamp};
use std::sync::Mutex;
use std::time::Duration;

/// A clock that moves when told to.
#[derive(Debug)]
pub struct SetClock(Mutex<Timestamp>);

impl SetClock {
    /// A clock that stands at `at`.
    pub fn at(at: Timestamp) -> Self {
        Self(Mutex::new(at))
    }

    /// Sets it, as a person or a time server does.
    ///
    /// # Panics
    /// Never: nothing panics while holding it.
    pub fn set(&self, at: Timestamp) {
        *self
            .0
            .lock()
            .expect("nothing panics while holding the clock") = at;
    }

    /// Moves it forward.
    ///
    /// # Panics
    /// Past the year 9999.
    pub fn advance(&self, by: Duration) {
        let mut now = self
            .0
            .lock()
            .expect("nothing panics while holding the clock");
        *now = now
            .checked_add(by)
            .expect("tests stay within four digits of years");
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self
            .0
            .lock()
            .expect("nothing panics while holding the clock")
    }
}

/// A sink that keeps everything.
#[derive(Debug)]
pub struct Kept<T>(Mutex<Vec<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

impl<T: Send> Kept<T> {
    /// Takes everything that came so far.
    pub fn take(&self) -> Vec<T> {
        std::mem::take(
            &mut self
                .0
                .lock()
                .expect("nothing panics while holding the items"),
        )
    }
}

impl<T: Send> Sink<T> for Kept<T> {
    fn put(&self, item: T) {
        self.0
            .lock()
            .expect("nothing panics while holding the items")
            .push(item);
    }
}
