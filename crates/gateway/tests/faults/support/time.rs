//! Time that stands still until it is told to pass.

use std::future::Future;
use std::sync::mpsc;
use std::time::Duration;

/// Holds the time of a test that runs with paused time. Left alone, paused time leaps to the next
/// timer whenever nothing is ready to run, and a socket that has not answered yet counts as
/// nothing: limits would end before servers on the same machine can speak. It does not leap while
/// a blocking task runs, so one waits here.
pub struct Held(#[expect(dead_code, reason = "its drop is its use")] mpsc::Sender<()>);

impl Held {
    pub fn new() -> Self {
        let (keep, until) = mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || {
            // Ends when the sender is dropped, which is all that is wanted.
            let _ = until.recv();
        });
        Self(keep)
    }

    /// Lets so much time pass.
    pub async fn pass(&self, so_much: Duration) {
        tokio::time::advance(so_much).await;
    }

    /// Lets time pass in steps while a call waits for nothing but time; says how much passed.
    pub async fn while_waiting<T>(
        &self,
        call: impl Future<Output = T>,
        step: Duration,
    ) -> (T, Duration) {
        let began = tokio::time::Instant::now();
        let mut call = std::pin::pin!(call);
        loop {
            tokio::select! {
                biased;
                done = &mut call => return (done, began.elapsed()),
                () = settled() => self.pass(step).await,
            }
        }
    }
}

/// Until everything had its turn with the sockets several times.
pub async fn settled() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}
