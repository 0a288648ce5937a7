//! A token, and how it is lent.

use crate::compose::{self, Holes};
use crate::{Account, AuthError, Grant, Inputs, Said};
use domain::{Secret, SendIn, Template, Timestamp};
use gateway::{CookieJar, Credential, HeaderMap, HeaderName, HeaderValue};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

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
    /// The vendor does not say; it is replaced at this moment, or when it is rejected.
    NotSaid {
        /// When.
        replace_at: Option<Timestamp>,
    },
}

/// What carries a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// Nothing: calls need no credential.
    Nothing,
    /// This header.
    Header(HeaderName),
    /// This parameter of the query.
    Query(String),
    /// This cookie.
    Cookie(String),
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
    /// What carries it.
    pub carrier: Carrier,
    /// The whole value of that header, parameter or cookie.
    pub value: Secret<String>,
    /// The cookies of the session it began.
    pub cookies: Option<CookieJar>,
    /// The token that gives the next one.
    pub refresh: Option<Secret<String>>,
    /// Where it can be ended, and what it is called there.
    pub revocation: Option<(Url, Secret<String>)>,
    /// How far the vendor's clock was ahead of ours when it arrived, where the answer said so.
    pub ahead: Option<SignedDuration>,
}

/// How and when a grant arrived.
pub(crate) struct Arrival {
    pub serial: u64,
    pub at: Timestamp,
    pub ahead: Option<SignedDuration>,
    pub cookies: Option<CookieJar>,
}

impl Token {
    /// A grant as it will be sent.
    ///
    /// # Errors
    /// [`AuthError::NotThisProduct`] when nothing can carry it.
    pub(crate) fn of(
        account: &Account,
        inputs: &Inputs,
        grant: Grant,
        arrival: Arrival,
    ) -> Result<Self, AuthError> {
        let odd = || AuthError::NotThisProduct {
            status: 200,
            content_type: None,
        };
        let rules = &account.method.sign_in;
        let mut holes = Holes {
            account,
            inputs,
            instead: &[],
        };
        let revocation = grant.revoke_at.zip(grant.token.clone());
        let token = match grant.token {
            Some(token) => Some(token),
            None => compose::basic(rules.basic.as_ref(), holes)?
                .and_then(|value| value.to_str().map(|text| Secret::new(text.to_owned())).ok()),
        };
        let instead: Vec<_> = token.iter().map(|token| ("token", token)).collect();
        holes.instead = &instead;
        let mut value = String::with_capacity(1024);
        holes.fill(&rules.send_as, &mut value, &str::to_owned)?;
        let value = Secret::new(value);
        let mut name = String::new();
        let named = Template::parse(&rules.header).map_err(|_| odd())?;
        holes.fill(&named, &mut name, &str::to_owned)?;
        let carrier = carrier(rules.send_in, &name, &value).ok_or_else(odd)?;
        let lives = lives(grant.life, &arrival);
        Ok(Self {
            serial: arrival.serial,
            since: arrival.at,
            lives,
            carrier,
            value,
            cookies: arrival.cookies,
            refresh: grant.refresh,
            revocation,
            ahead: arrival.ahead,
        })
    }

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
            Lives::NotSaid { replace_at } => replace_at,
        }
    }

    /// Whether it is of no use any more, `last_used` being the last call made with it.
    pub fn over(&self, last_used: Timestamp, now: Timestamp) -> bool {
        match self.lives {
            Lives::Until(end) => now >= end,
            Lives::Idle { minutes } => now >= idle_end(last_used, minutes),
            Lives::NotSaid { .. } => false,
        }
    }

    /// Adds it to a request's headers or address.
    pub(crate) fn attach(&self, headers: &mut HeaderMap) {
        let (name, value) = match &self.carrier {
            Carrier::Nothing | Carrier::Query(_) => return,
            Carrier::Header(name) => (
                name.clone(),
                self.value.lend(|value| HeaderValue::from_str(value)),
            ),
            Carrier::Cookie(name) => (
                http::header::COOKIE,
                self.value
                    .lend(|value| HeaderValue::try_from(format!("{name}={value}"))),
            ),
        };
        // A token that is no header value was refused when it arrived.
        if let Ok(mut value) = value {
            value.set_sensitive(true);
            headers.insert(name, value);
        }
    }

    pub(crate) fn address(&self, url: &mut Url) {
        if let Carrier::Query(name) = &self.carrier {
            self.value.lend(|value| {
                url.query_pairs_mut().append_pair(name, value);
            });
        }
    }
}

pub(crate) fn idle_end(last_used: Timestamp, minutes: u32) -> Timestamp {
    let idle = Duration::from_secs(u64::from(minutes) * 60);
    last_used.checked_add(idle).unwrap_or(Timestamp::MAX)
}

fn carrier(send_in: SendIn, name: &str, value: &Secret<String>) -> Option<Carrier> {
    if value.lend(String::is_empty) {
        return Some(Carrier::Nothing);
    }
    let fine = value.lend(|value| HeaderValue::from_str(value).is_ok());
    match send_in {
        SendIn::Header if fine => HeaderName::from_bytes(name.trim().as_bytes())
            .ok()
            .map(Carrier::Header),
        // RFC 6265, 4.1.1: what would end the cookie cannot be in it.
        SendIn::Cookie if fine && !value.lend(|value| value.contains([';', ',', ' '])) => {
            HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
            Some(Carrier::Cookie(name.trim().to_owned()))
        }
        SendIn::Query if !name.trim().is_empty() => Some(Carrier::Query(name.trim().to_owned())),
        SendIn::Header | SendIn::Cookie | SendIn::Query => None,
    }
}

fn lives(said: Said, arrival: &Arrival) -> Lives {
    let after = |length: Duration| arrival.at.checked_add(length).unwrap_or(Timestamp::MAX);
    match said {
        Said::For(length) => Lives::Until(after(length)),
        // By the vendor's clock: told in ours.
        Said::Until(end) => {
            let ours = end.checked_sub(arrival.ahead.unwrap_or_default());
            Lives::Until(ours.unwrap_or(end))
        }
        Said::Idle { minutes } => Lives::Idle { minutes },
        Said::Nothing { at_most } => Lives::NotSaid {
            replace_at: at_most.map(after),
        },
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

    /// How long it lives.
    pub fn lives(&self) -> Lives {
        self.0.lives
    }

    /// Lends what is sent, for the scrubber that looks for it in what is written.
    pub fn lend<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        self.0.value.lend(|value| to(value))
    }
}

impl Credential for Held {
    fn attach(&self, headers: &mut HeaderMap) {
        self.0.attach(headers);
    }

    fn address(&self, url: &mut Url) {
        self.0.address(url);
    }
}
