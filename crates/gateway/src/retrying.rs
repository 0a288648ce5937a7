//! Repeats what is safe to repeat.

use crate::{
    Credential, Event, Gateway, GatewayError, Later, NetworkFault, Outcome, Request, Response,
    Route,
};
use domain::{Safety, Sink};
use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

/// Retries 429, 502, 503 and 504 at most twice and connections that were cut once, only when that
/// is harmless.
pub struct Retrying<G> {
    inner: G,
}

const TRIES: u32 = 3;

impl<G> Retrying<G> {
    /// Retries over `inner`.
    pub fn new(inner: G) -> Self {
        Self { inner }
    }
}

/// What to do after a try.
enum Next {
    Done,
    Again(Duration),
}

impl<G: Gateway> Gateway for Retrying<G> {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            let safety = request.safety;
            for tried in 1..TRIES {
                let sent = self
                    .inner
                    .send(route, request.clone(), credential, watch)
                    .await;
                match next(&sent, safety, tried) {
                    Next::Done => return sent,
                    Next::Again(after) => {
                        watch.put(Event::Waiting(after));
                        tokio::time::sleep(after).await;
                    }
                }
            }
            self.inner.send(route, request, credential, watch).await
        })
    }
}

fn next(sent: &Result<Response, GatewayError>, safety: Safety, tried: u32) -> Next {
    let harmless = safety == Safety::Repeatable;
    match sent {
        Ok(answer) => match answer.status {
            // How long the vendor wants us to wait after a 429 is kept one layer below.
            429 | 502..=504 if harmless => Next::Again(back_off(tried)),
            _ => Next::Done,
        },
        Err(GatewayError::Unreachable { fault, outcome, .. }) => match fault {
            // A connection that was cut is worth one more try, also of a write when it is certain
            // that nothing of it left.
            NetworkFault::Reset if tried == 1 && (harmless || *outcome == Outcome::NotSent) => {
                Next::Again(back_off(tried))
            }
            // A name that does not exist and a closed port are told at once, and who waited once
            // for a limit shall not wait for it again.
            NetworkFault::Reset
            | NetworkFault::Name
            | NetworkFault::NameTimeout
            | NetworkFault::Refused
            | NetworkFault::ConnectTimeout
            | NetworkFault::HandshakeTimeout
            | NetworkFault::TooOld
            | NetworkFault::Timeout
            | NetworkFault::Tls
            | NetworkFault::Protocol => Next::Done,
        },
        Err(_) => Next::Done,
    }
}

/// Half a second, then a whole one, each with up to half as much again at random.
fn back_off(tried: u32) -> Duration {
    let base = Duration::from_millis(250 << tried.min(8));
    // Jitter only has to differ between callers; a fresh hasher does.
    let random = RandomState::new().hash_one(tried);
    base + base.mul_f64(f64::from(u32::try_from(random % 1000).unwrap_or(0)) / 2000.0)
}
