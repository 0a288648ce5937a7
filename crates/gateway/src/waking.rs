//! Notices that the machine slept.

use domain::{Clock, Timestamp};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// The wall clock may be ahead of the running time by so much without anybody having slept:
/// clocks are set right by less.
const AHEAD: Duration = Duration::from_secs(30);

/// Notices that the machine slept: the wall clock went on, and the running time, which stands
/// still in sleep on Linux and macOS, did not. (On Windows it goes on, and kept connections end by
/// their own age.)
pub(crate) struct Waking {
    clock: Arc<dyn Clock>,
    last: Mutex<(Timestamp, Instant)>,
}

impl Waking {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let last = Mutex::new((clock.now(), Instant::now()));
        Self { clock, last }
    }

    /// Whether the machine slept since this was asked last.
    pub(crate) fn slept(&self) -> bool {
        let now = (self.clock.now(), Instant::now());
        let mut last = self.last.lock().expect("nothing panics while asking");
        let (wall, running) = (now.0.duration_since(last.0), now.1 - last.1);
        *last = now;
        Duration::try_from(wall).is_ok_and(|wall| wall > running + AHEAD)
    }
}

#[cfg(test)]
mod tests {
    use super::Waking;
    use domain::Timestamp;
    use domain::testing::SetClock;
    use std::sync::Arc;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn sleep_is_told_from_time_that_passes_awake() {
        let clock = Arc::new(SetClock::at(Timestamp::UNIX_EPOCH));
        let waking = Waking::new(Arc::clone(&clock) as _);
        let hours = Duration::from_secs(8 * 3600);
        tokio::time::advance(hours).await;
        clock.advance(hours);
        assert!(!waking.slept());
        clock.advance(Duration::from_secs(20));
        assert!(!waking.slept(), "a clock that was set right");
        clock.advance(hours);
        assert!(waking.slept());
        assert!(!waking.slept(), "once");
    }
}
