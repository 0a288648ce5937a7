use domain::{Clock, SystemClock, Timestamp};
use jiff::SignedDuration;
use std::sync::{Arc, Mutex, PoisonError};

/// The time inside a simulated tenant: runs like the machine's, from wherever it was set.
#[derive(Debug, Clone)]
pub struct VirtualClock(Arc<Mutex<State>>);

#[derive(Debug, Clone, Copy)]
enum State {
    Running { ahead: SignedDuration },
    Stopped { at: Timestamp },
}

impl VirtualClock {
    /// A running clock that starts at `now`, or at the machine's time.
    pub fn starting(now: Option<Timestamp>) -> Self {
        let clock = Self(Arc::new(Mutex::new(State::Running {
            ahead: SignedDuration::ZERO,
        })));
        if let Some(now) = now {
            clock.set(now);
        }
        clock
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match *self.state() {
            State::Running { ahead } => moved(SystemClock.now(), ahead),
            State::Stopped { at } => at,
        }
    }

    /// Moves the hands to `now`; a running clock runs on from there.
    pub fn set(&self, now: Timestamp) {
        let mut state = self.state();
        *state = match *state {
            State::Running { .. } => State::Running {
                ahead: now.duration_since(SystemClock.now()),
            },
            State::Stopped { .. } => State::Stopped { at: now },
        };
    }

    /// Moves the hands by `step`, which may be negative.
    pub fn advance(&self, step: SignedDuration) {
        let mut state = self.state();
        *state = match *state {
            State::Running { ahead } => State::Running {
                ahead: ahead.saturating_add(step),
            },
            State::Stopped { at } => State::Stopped {
                at: moved(at, step),
            },
        };
    }

    /// Stops the clock where it is, so that answers repeat to the second.
    pub fn stop(&self) {
        let at = self.now();
        *self.state() = State::Stopped { at };
    }

    /// Lets a stopped clock run on.
    pub fn run(&self) {
        let now = self.now();
        *self.state() = State::Running {
            ahead: now.duration_since(SystemClock.now()),
        };
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }
}

/// `at` moved by `step`, held at the ends of time.
pub(crate) fn moved(at: Timestamp, step: SignedDuration) -> Timestamp {
    at.checked_add(step).unwrap_or(if step.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
