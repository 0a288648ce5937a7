//! Reading a body to its end, and noticing when it comes too slowly or not at all.

use crate::pouring::{Poured, Pouring};
use crate::{BodyFault, Event, Pace, Route};
use bytes::Bytes;
use domain::Sink;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// Progress is told at most so often.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Reads a body to its end and pours it out: how many bytes came, and what became of them.
pub(crate) async fn receive(
    answer: &mut reqwest::Response,
    mut pouring: Pouring<Bytes>,
    route: &Route,
    watch: &dyn Sink<Event>,
) -> (u64, Poured) {
    let mut received = 0;
    let mut told = Instant::now();
    let mut pace = Walk::new(route.timeouts.pace);
    let cut = loop {
        let asked = Instant::now();
        let chunk = match timeout(route.timeouts.silence, answer.chunk()).await {
            Err(_) => break Some(BodyFault::Silent),
            Ok(Err(_)) => break Some(BodyFault::Cut),
            Ok(Ok(None)) => break None,
            Ok(Ok(Some(chunk))) => chunk,
        };
        let length = chunk.len() as u64;
        received += length;
        let slow = pace.too_slow(length, asked.elapsed());
        if told.elapsed() >= TOLD_EVERY {
            told = Instant::now();
            watch.put(Event::Received(received));
        }
        let more;
        (pouring, more) = pouring.piece(chunk).await;
        if !more {
            // Whoever takes it knows why it wants no more.
            break None;
        }
        if slow {
            break Some(BodyFault::TooSlow);
        }
    };
    if received > 0 {
        watch.put(Event::Received(received));
    }
    (received, pouring.end(cut).await)
}

/// Watches how fast a body comes.
struct Walk {
    pace: Pace,
    bytes: u64,
    waited: Duration,
}

impl Walk {
    fn new(pace: Pace) -> Self {
        Self {
            pace,
            bytes: 0,
            waited: Duration::ZERO,
        }
    }

    /// So many bytes came after so long a wait. Time in which nobody waited does not count.
    fn too_slow(&mut self, bytes: u64, waited: Duration) -> bool {
        self.bytes += bytes;
        self.waited += waited;
        if self.waited < self.pace.within {
            return false;
        }
        let slow = self.bytes < self.pace.bytes;
        *self = Self::new(self.pace);
        slow
    }
}

#[cfg(test)]
mod tests {
    use super::Walk;
    use crate::Pace;
    use std::time::Duration;

    #[test]
    fn a_body_that_trickles_is_told_from_one_that_waits_for_us() {
        let pace = Pace {
            bytes: 60 * 1024,
            within: Duration::from_secs(60),
        };
        let mut walk = Walk::new(pace);
        assert!((0..59).all(|_| !walk.too_slow(10, Duration::from_secs(1))));
        assert!(walk.too_slow(10, Duration::from_secs(1)));
        let mut walk = Walk::new(pace);
        assert!((0..200).all(|_| !walk.too_slow(1_100, Duration::from_secs(1))));
        // The disk was slow, the network was not.
        assert!((0..200).all(|_| !walk.too_slow(10, Duration::from_millis(1))));
    }
}
