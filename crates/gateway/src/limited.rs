//! Keeps the vendor's rate windows.

use crate::{Credential, Event, Gateway, GatewayError, Later, Request, Response, Route};
use domain::{Clock, LimitWindow, Sink, TenantId};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// What is left of a rate window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The window.
    pub window: LimitWindow,
    /// Calls left in it.
    pub left: u32,
}

/// The rate windows of every tenant; a cheap handle.
#[derive(Clone, Default)]
pub struct Budgets(Arc<Mutex<HashMap<TenantId, Tenant>>>);

#[derive(Default)]
struct Tenant {
    /// When calls were made, oldest first, as far back as the longest window.
    calls: VecDeque<Instant>,
    /// The vendor said to wait until then.
    quiet_until: Option<Instant>,
    /// What the vendor said is left of a window, and when.
    told: Option<(Instant, Budget)>,
}

impl Tenant {
    /// What is left of a window: by our own count, or by the vendor's, which knows of other
    /// programs too, whichever is less.
    fn left(&self, now: Instant, window: &LimitWindow) -> u32 {
        let own = window
            .calls
            .saturating_sub(within(&self.calls, now, window));
        match &self.told {
            Some((when, told)) if told.window == *window => {
                let old = now.duration_since(*when) >= length(window);
                let since = self.calls.partition_point(|call| call <= when);
                let since = u32::try_from(self.calls.len() - since).unwrap_or(u32::MAX);
                if old {
                    own
                } else {
                    own.min(told.left.saturating_sub(since))
                }
            }
            _ => own,
        }
    }
}

fn length(window: &LimitWindow) -> Duration {
    Duration::from_secs(window.seconds.into())
}

impl Budgets {
    /// What is left for a tenant of its tightest window; nothing when it has no windows.
    pub fn left(&self, tenant: &TenantId, windows: &[LimitWindow]) -> Option<Budget> {
        let now = Instant::now();
        let tenants = self
            .0
            .lock()
            .expect("nothing panics while holding the budgets");
        let tenant = tenants.get(tenant);
        let left = |window: &LimitWindow| Budget {
            window: *window,
            left: tenant.map_or(window.calls, |tenant| tenant.left(now, window)),
        };
        windows.iter().map(left).min_by_key(|budget| {
            u64::from(budget.left) * 1_000_000 / u64::from(budget.window.calls.max(1))
        })
    }

    /// Takes one call, or says how long to wait for it.
    fn take(&self, tenant: &TenantId, windows: &[LimitWindow]) -> Result<(), Duration> {
        let now = Instant::now();
        let mut tenants = self
            .0
            .lock()
            .expect("nothing panics while holding the budgets");
        let state = tenants.entry(tenant.clone()).or_default();
        if let Some(until) = state.quiet_until {
            if now < until {
                return Err(until - now);
            }
            state.quiet_until = None;
        }
        let longest = windows
            .iter()
            .map(|window| window.seconds)
            .max()
            .unwrap_or(0);
        let longest = Duration::from_secs(longest.into());
        while state
            .calls
            .front()
            .is_some_and(|call| now.duration_since(*call) >= longest + margin(longest))
        {
            state.calls.pop_front();
        }
        let wait = windows
            .iter()
            .filter_map(|window| wait(&state.calls, now, window))
            .max();
        match wait {
            Some(wait) => Err(wait),
            None => {
                if !windows.is_empty() {
                    state.calls.push_back(now);
                }
                Ok(())
            }
        }
    }

    /// Takes what an answer tells of a window.
    fn hear(&self, route: &Route, answer: &Response) {
        let Some(headers) = &route.limits_told else {
            return;
        };
        let number = |name: &str| answer.header(name)?.trim().parse::<u32>().ok();
        let Some((calls, left)) = number(&headers.calls).zip(number(&headers.left)) else {
            return;
        };
        let mut windows = route.limits.iter();
        if let Some(window) = windows.find(|window| window.calls == calls) {
            let told = Budget {
                window: *window,
                left,
            };
            let mut tenants = self
                .0
                .lock()
                .expect("nothing panics while holding the budgets");
            tenants.entry(route.tenant.clone()).or_default().told = Some((Instant::now(), told));
        }
    }

    /// How long the vendor still wants to be left alone, because it said so.
    pub fn quiet_for(&self, tenant: &TenantId) -> Option<Duration> {
        let tenants = self
            .0
            .lock()
            .expect("nothing panics while holding the budgets");
        let until = tenants.get(tenant)?.quiet_until?;
        let left = until.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }

    fn quiet(&self, tenant: &TenantId, for_so_long: Duration) {
        let mut tenants = self
            .0
            .lock()
            .expect("nothing panics while holding the budgets");
        let until = Instant::now() + for_so_long;
        tenants.entry(tenant.clone()).or_default().quiet_until = Some(until);
    }
}

/// How many calls lie within a window that ends now.
fn within(calls: &VecDeque<Instant>, now: Instant, window: &LimitWindow) -> u32 {
    let length = length(window);
    let first = calls.partition_point(|call| now.duration_since(*call) >= length);
    u32::try_from(calls.len() - first).unwrap_or(u32::MAX)
}

/// How long until a window has room for one more call.
fn wait(calls: &VecDeque<Instant>, now: Instant, window: &LimitWindow) -> Option<Duration> {
    let length = length(window);
    let allowed = usize::try_from(window.calls.max(1)).unwrap_or(usize::MAX);
    let oldest = calls
        .len()
        .checked_sub(allowed)
        .and_then(|at| calls.get(at))?;
    let age = now.duration_since(*oldest);
    let left = (length + margin(length)).saturating_sub(age);
    (!left.is_zero()).then_some(left)
}

/// Windows are kept a little longer than the vendor's: what we send at one time arrives at
/// another, and a call that waited for a connection arrives later than the one after it.
fn margin(length: Duration) -> Duration {
    const MOST: Duration = Duration::from_secs(1);
    (length / 50).clamp(Duration::from_millis(1), MOST)
}

/// Waits for room in the tenant's rate windows, and honours `Retry-After` for it alone.
pub struct Limited<G> {
    inner: G,
    budgets: Budgets,
    clock: Arc<dyn Clock>,
}

impl<G> Limited<G> {
    /// Limits `inner`; `budgets` shows what is left, `clock` reads dates in `Retry-After`.
    pub fn new(inner: G, budgets: Budgets, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner,
            budgets,
            clock,
        }
    }
}

impl<G: Gateway> Gateway for Limited<G> {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            let mut waited = Duration::ZERO;
            while let Err(wait) = self.budgets.take(&route.tenant, &route.limits) {
                if waited + wait > route.timeouts.patience {
                    return Err(GatewayError::RateLimited {
                        retry_after: wait,
                        asked: None,
                    });
                }
                watch.put(Event::Waiting(wait));
                tokio::time::sleep(wait).await;
                waited += wait;
            }
            let answer = self.inner.send(route, request, credential, watch).await?;
            self.budgets.hear(route, &answer);
            if answer.status == 429 {
                let asked = retry_after(&answer, self.clock.as_ref()).unwrap_or(UNSAID);
                let kept = asked.min(LONGEST);
                self.budgets.quiet(&route.tenant, kept);
                if kept > route.timeouts.patience {
                    return Err(GatewayError::RateLimited {
                        retry_after: kept,
                        asked: (asked > kept).then_some(asked),
                    });
                }
            }
            Ok(answer)
        })
    }
}

/// A vendor that asks to wait longer is asked again after so long all the same.
const LONGEST: Duration = Duration::from_secs(900);
/// How long to wait after a 429 that does not say it.
const UNSAID: Duration = Duration::from_secs(1);

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). A date counts from the server's own
/// clock where it tells it. Numbers beyond all measure are kept as very long, those below nothing
/// and what is neither number nor date as not said.
pub(crate) fn retry_after(answer: &Response, clock: &dyn Clock) -> Option<Duration> {
    let text = answer.header("retry-after")?.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && !text.is_empty() {
        let seconds = text.parse::<u64>().unwrap_or(u64::from(u32::MAX));
        return Some(Duration::from_secs(seconds.min(u32::MAX.into())));
    }
    let date = |text: &str| Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp());
    let now = answer.header("date").and_then(date);
    let wait = date(text)?.duration_since(now.unwrap_or_else(|| clock.now()));
    Duration::try_from(wait).ok()
}

#[cfg(test)]
mod tests {
    use super::{Budgets, wait, within};
    use domain::{LimitWindow, TenantId};
    use std::time::Duration;

    const TEN_A_SECOND: LimitWindow = LimitWindow {
        calls: 10,
        seconds: 1,
    };

    #[tokio::test(start_paused = true)]
    async fn no_window_ever_holds_more_calls_than_allowed() {
        let windows = [
            TEN_A_SECOND,
            LimitWindow {
                calls: 25,
                seconds: 10,
            },
        ];
        let (budgets, tenant) = (Budgets::default(), TenantId::from("t"));
        let mut made = Vec::new();
        for _ in 0..100 {
            while let Err(wait) = budgets.take(&tenant, &windows) {
                tokio::time::advance(wait).await;
            }
            made.push(tokio::time::Instant::now());
        }
        for window in &windows {
            let length = Duration::from_secs(window.seconds.into());
            for (at, first) in made.iter().enumerate() {
                let inside = made[at..]
                    .iter()
                    .take_while(|call| **call - *first < length)
                    .count();
                assert!(
                    inside <= window.calls as usize,
                    "{inside} calls in {window:?}"
                );
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_left_is_told_of_the_tightest_window() {
        let windows = [
            TEN_A_SECOND,
            LimitWindow {
                calls: 100,
                seconds: 10,
            },
        ];
        let (budgets, tenant) = (Budgets::default(), TenantId::from("t"));
        assert_eq!(budgets.left(&tenant, &[]), None);
        for _ in 0..4 {
            budgets.take(&tenant, &windows).unwrap();
        }
        assert_eq!(budgets.left(&tenant, &windows).unwrap().left, 6);
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(budgets.left(&tenant, &windows).unwrap().left, 96);
        let none = std::collections::VecDeque::new();
        assert_eq!(within(&none, tokio::time::Instant::now(), &TEN_A_SECOND), 0);
        assert_eq!(
            wait(&none, tokio::time::Instant::now(), &TEN_A_SECOND),
            None
        );
    }
}
