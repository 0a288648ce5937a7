//! Leaves a tenant alone that failed several times in a row.

use crate::{
    Credential, Event, Gateway, GatewayError, LastFailure, Later, NetworkFault, Request, Response,
    Route,
};
use domain::{Sink, TenantId};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// So many failures in a row, and the tenant is left alone.
const FAILURES: u32 = 5;
/// They count as in a row when there is no more than this between two of them.
const IN_A_ROW: Duration = Duration::from_secs(60);
/// How long it is left alone at first. Each time it fails again right after, twice as long.
const REST: Duration = Duration::from_secs(5);
const LONGEST_REST: Duration = Duration::from_secs(120);

/// How long the others wait for a call that went to see.
const SEEING: Duration = Duration::from_secs(1);

/// Answers for a tenant that failed several times in a row, without asking it, for a while. Then
/// one call is let through to see. The others wait a moment for it: when it comes back well, they
/// go as well, so that all tiles of a card come back together.
///
/// A dashboard of many tiles stays usable while a server is down, and the server is not kept down
/// by everybody asking.
pub struct Resting<G> {
    inner: G,
    tenants: Mutex<HashMap<TenantId, Health>>,
}

#[derive(Default)]
struct Health {
    failures: u32,
    /// Of the calls that failed with 500. One path may fail all day and mean nothing for others.
    paths: HashSet<String>,
    /// How it failed most lately, and when.
    last: Option<(Instant, LastFailure)>,
    /// It is left alone until then; the rest after this one is so long.
    until: Option<Instant>,
    rests: u32,
    /// Closed when the call that went to see is back.
    seeing: Option<watch::Receiver<()>>,
}

/// What becomes of a call.
#[derive(Debug)]
enum Way {
    /// It goes.
    Go,
    /// It goes to see how the tenant is; the sender is dropped when that is known.
    See(watch::Sender<()>),
    /// Another one went to see; until it is back, as if the tenant were left alone.
    Behind(LastFailure, Duration, watch::Receiver<()>),
    /// The tenant is left alone: how it failed, and for how long still.
    Rest(LastFailure, Duration),
}

impl<G> Resting<G> {
    /// Watches what comes from `inner`.
    pub fn new(inner: G) -> Self {
        Self {
            inner,
            tenants: Mutex::new(HashMap::new()),
        }
    }

    fn change<T>(&self, tenant: &TenantId, change: impl FnOnce(&mut Health) -> T) -> T {
        let mut tenants = self
            .tenants
            .lock()
            .expect("nothing panics while holding the tenants");
        change(tenants.entry(tenant.clone()).or_default())
    }
}

impl Health {
    fn way(&mut self, now: Instant) -> Way {
        match (self.until, self.last) {
            (Some(until), Some((_, last))) if now < until => match &self.seeing {
                Some(seeing) if seeing.has_changed().is_ok() => {
                    Way::Behind(last, until - now, seeing.clone())
                }
                Some(_) | None => Way::Rest(last, until - now),
            },
            (Some(_), Some(_)) => {
                // The others wait as long again, unless it comes back well.
                self.until = Some(now + self.rest());
                let (back, seeing) = watch::channel(());
                self.seeing = Some(seeing);
                Way::See(back)
            }
            _ => Way::Go,
        }
    }

    fn rest(&self) -> Duration {
        REST.saturating_mul(1 << self.rests.min(8))
            .min(LONGEST_REST)
    }

    fn failed(&mut self, now: Instant, path: &str, failure: LastFailure) {
        let stale = self
            .last
            .is_some_and(|(when, _)| now.duration_since(when) > IN_A_ROW);
        if stale && self.until.is_none() {
            *self = Self::default();
        }
        self.failures += 1;
        self.last = Some((now, failure));
        let whole = match failure {
            LastFailure::Status(500) => {
                self.paths.insert(path.to_owned());
                self.paths.len() > 1
            }
            LastFailure::Status(_) | LastFailure::Network(_) => true,
        };
        let was_resting = self.until.is_some();
        if was_resting || (self.failures >= FAILURES && whole) {
            self.until = Some(now + self.rest());
            self.rests += 1;
        }
    }
}

/// Whether an outcome says that the tenant as a whole is not well.
fn failure(sent: &Result<Response, GatewayError>) -> Option<LastFailure> {
    match sent {
        Ok(answer) => {
            matches!(answer.status, 500 | 502..=504).then_some(LastFailure::Status(answer.status))
        }
        Err(GatewayError::Unreachable { fault, .. }) => match fault {
            NetworkFault::Refused
            | NetworkFault::ConnectTimeout
            | NetworkFault::HandshakeTimeout
            | NetworkFault::Timeout
            | NetworkFault::Reset => Some(LastFailure::Network(*fault)),
            // These are told at once, and a person may be about to mend them.
            NetworkFault::Name
            | NetworkFault::NameTimeout
            | NetworkFault::TooOld
            | NetworkFault::Tls
            | NetworkFault::Protocol => None,
        },
        Err(_) => None,
    }
}

impl<G: Gateway> Gateway for Resting<G> {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            let host = request.url.host_str().unwrap_or_default().to_owned();
            let path = request.url.path().to_owned();
            let way = || self.change(&route.tenant, |health| health.way(Instant::now()));
            let mut going = way();
            if let Way::Behind(_, _, seeing) = &mut going {
                // Told by being closed; what it saw is asked below.
                let _ = tokio::time::timeout(SEEING, seeing.changed()).await;
                going = way();
            }
            let seen = match going {
                Way::Go => None,
                Way::See(back) => Some(back),
                Way::Behind(last, retry_after, _) | Way::Rest(last, retry_after) => {
                    return Err(GatewayError::Resting {
                        host,
                        last,
                        retry_after,
                    });
                }
            };
            let sent = self.inner.send(route, request, credential, watch).await;
            match (failure(&sent), &sent) {
                (Some(failure), _) => self.change(&route.tenant, |health| {
                    health.failed(Instant::now(), &path, failure);
                }),
                (None, Ok(_)) => self.change(&route.tenant, |health| *health = Health::default()),
                // Refused by ourselves or by a proxy: that says nothing about the tenant.
                (None, Err(_)) => {}
            }
            drop(seen);
            sent
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Health, LastFailure, Way};
    use crate::NetworkFault;
    use std::time::Duration;
    use tokio::time::Instant;

    const BUSY: LastFailure = LastFailure::Status(503);

    fn failed(health: &mut Health, at: Instant, times: usize, path: &str, failure: LastFailure) {
        for _ in 0..times {
            health.failed(at, path, failure);
        }
    }

    fn rest(health: &mut Health, at: Instant) -> Option<Duration> {
        match health.way(at) {
            Way::Rest(_, left) => Some(left),
            Way::Go | Way::See(_) | Way::Behind(..) => None,
        }
    }

    #[test]
    fn five_failures_in_a_row_and_the_sixth_call_is_answered_here() {
        let now = Instant::now();
        let mut health = Health::default();
        failed(&mut health, now, 4, "/x", BUSY);
        assert!(matches!(health.way(now), Way::Go));
        failed(&mut health, now, 1, "/x", BUSY);
        assert_eq!(rest(&mut health, now), Some(Duration::from_secs(5)));
        // Then one goes to see, and the others wait until it is back.
        let later = now + Duration::from_secs(6);
        let Way::See(back) = health.way(later) else {
            panic!("the first goes to see");
        };
        assert!(matches!(health.way(later), Way::Behind(..)));
        health.failed(later, "/x", LastFailure::Network(NetworkFault::Refused));
        drop(back);
        let longer = Some(Duration::from_secs(10));
        assert_eq!(rest(&mut health, later), longer, "longer than before");
    }

    #[test]
    fn one_path_that_always_fails_says_nothing_about_the_others() {
        let now = Instant::now();
        let mut health = Health::default();
        failed(&mut health, now, 50, "/report", LastFailure::Status(500));
        assert!(matches!(health.way(now), Way::Go));
        failed(&mut health, now, 1, "/users", LastFailure::Status(500));
        assert!(rest(&mut health, now).is_some());
    }

    #[test]
    fn failures_far_apart_are_not_in_a_row() {
        let mut now = Instant::now();
        let mut health = Health::default();
        for _ in 0..50 {
            health.failed(now, "/x", BUSY);
            now += Duration::from_secs(61);
            assert!(matches!(health.way(now), Way::Go));
        }
    }
}
