//! A token, and how it is lent.

use domain::{Secret, Timestamp};
use gateway::{CookieJar, Credential, HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;
use std::time::Duration;

/// How long a token lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lives {
    /// Until a moment the vendor named.
    Until(Timestamp),
    /// Until so many minutes pass without a call.
    Idle {
        /// Minutes.
        minutes: u32,
    },
    /// The vendor does not say; it is replaced at this moment.
    NotSaid {
        /// When.
        replace_at: Timestamp,
    },
}

/// A token, as it is sent. Lives in memory only.
#[derive(Debug)]
pub struct Token {
    /// Tells one token of a tenant from the next.
    pub serial: u64,
    /// When its answer arrived.
    pub since: Timestamp,
    /// How long it lives.
    pub lives: Lives,
    /// The header that carries it.
    pub header: HeaderName,
    /// The whole value of that header.
    pub value: Secret<String>,
    /// The cookies of the session it began.
    pub cookies: Option<CookieJar>,
}

impl Token {
    /// When to fetch the next: at 80 % of its life or one minute before its end, whichever is
    /// earlier, measured from when the answer arrived.
    pub fn renew_at(&self) -> Option<Timestamp> {
        match self.lives {
            Lives::Until(end) => {
                let life = Duration::try_from(end.duration_since(self.since)).unwrap_or_default();
                let early = life
                    .mul_f64(0.8)
                    .min(life.saturating_sub(Duration::from_secs(60)));
                self.since.checked_add(early).ok()
            }
            Lives::Idle { .. } => None,
            Lives::NotSaid { replace_at } => Some(replace_at),
        }
    }

    /// Whether it is of no use any more, `last_used` being the last call made with it.
    pub fn over(&self, last_used: Timestamp, now: Timestamp) -> bool {
        match self.lives {
            Lives::Until(end) => now >= end,
            Lives::Idle { minutes } => {
                let idle = Duration::from_secs(u64::from(minutes) * 60);
                last_used.checked_add(idle).is_ok_and(|end| now >= end)
            }
            Lives::NotSaid { .. } => false,
        }
    }
}

/// A token that is lent for calls at home.
#[derive(Debug, Clone)]
pub struct Held(pub(crate) Arc<Token>);

impl Held {
    /// Lends a token.
    pub fn new(token: Arc<Token>) -> Self {
        Self(token)
    }

    /// The cookies of the session, to be sent along.
    pub fn cookies(&self) -> Option<CookieJar> {
        self.0.cookies.clone()
    }

    /// Tells one token of a tenant from the next.
    pub fn serial(&self) -> u64 {
        self.0.serial
    }

    /// Lends the header's value, for the scrubber that looks for it in what is written.
    pub fn lend<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        self.0.value.lend(|value| to(value))
    }
}

impl Credential for Held {
    fn attach(&self, headers: &mut HeaderMap) {
        let value = self.0.value.lend(|value| HeaderValue::from_str(value));
        // A token that is no header value was refused when it arrived.
        if let Ok(mut value) = value {
            value.set_sensitive(true);
            headers.insert(self.0.header.clone(), value);
        }
    }
}
