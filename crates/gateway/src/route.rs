//! How to talk to one tenant.

use crate::Identity;
use domain::{
    Connections, LimitHeaders, LimitWindow, Origin, Place, Proxy, Secret, TenantId, Timestamp,
    Trust,
};
use reqwest::cookie::{CookieStore as _, Jar};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use url::Url;

/// How to talk to one tenant. Built from its manifest and settings, never from a request.
#[derive(Debug, Clone)]
pub struct Route {
    /// Whose rate windows these are.
    pub tenant: TenantId,
    /// Where the credential belongs.
    pub home: Place,
    /// Further origins a request without a credential may go to: sign-in may happen elsewhere.
    pub elsewhere: Vec<Origin>,
    /// What may leave.
    pub guard: Guard,
    /// Who may have signed its certificate.
    pub trust: Trust,
    /// Who the calls say they are by a client certificate.
    pub identity: Option<Arc<Identity>>,
    /// Which way the calls take out of the house.
    pub proxy: Proxy,
    /// The password of the proxy's user.
    pub proxy_password: Option<Secret<String>>,
    /// How far a redirect may lead.
    pub redirects: Redirects,
    /// The vendor's rate windows.
    pub limits: Vec<LimitWindow>,
    /// Where answers tell what is left of one of them.
    pub limits_told: Option<LimitHeaders>,
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// The largest decoded body, in bytes.
    pub body_limit: u64,
    /// Whether a connection may serve more than one call.
    pub connections: Connections,
    /// The session's cookies; nothing when the vendor needs none.
    pub cookies: Option<CookieJar>,
}

impl Route {
    /// A route to a place with everything else as it usually is: locked, the system's trust and
    /// proxy, no redirect off the origin, 64 MB at the most.
    pub fn to(tenant: TenantId, home: Place) -> Self {
        Self {
            tenant,
            home,
            elsewhere: Vec::new(),
            guard: Guard::ReadOnly,
            trust: Trust::System,
            identity: None,
            proxy: Proxy::System,
            proxy_password: None,
            redirects: Redirects::SameOrigin { at_most: 5 },
            limits: Vec::new(),
            limits_told: None,
            timeouts: Timeouts::default(),
            body_limit: 64 * 1024 * 1024,
            connections: Connections::Keep,
            cookies: None,
        }
    }
}

/// What may leave for a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Reads only. How every tenant starts.
    ReadOnly,
    /// Reads, and what a person has approved, until then.
    Open {
        /// When it locks again by itself.
        until: Timestamp,
    },
}

/// How far a redirect may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// Sign-in: a redirect is an error.
    Refuse,
    /// API calls: GET and HEAD follow within the origin, or stop.
    SameOrigin {
        /// How many hops.
        at_most: u8,
    },
}

/// How long to wait for what (`docs/security.md`, limits).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the head of the answer comes.
    pub first_byte: Duration,
    /// Between two pieces of the body.
    pub silence: Duration,
    /// How slowly a body may come.
    pub pace: Pace,
    /// For all of it, waits and repeats included.
    pub overall: Duration,
    /// How long a caller waits for a rate window before it is told instead.
    pub patience: Duration,
}

/// So many bytes in so much time, counting only the time we waited for the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// At least so many bytes,
    pub bytes: u64,
    /// within so much time.
    pub within: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(30),
            silence: Duration::from_secs(30),
            pace: Pace {
                bytes: 60 * 1024,
                within: Duration::from_secs(60),
            },
            overall: Duration::from_secs(120),
            patience: Duration::from_secs(10),
        }
    }
}

/// The cookies of one session. They die with it, and never leave the host that set them, also when
/// they say that they are for others as well.
#[derive(Clone, Default)]
pub struct CookieJar(Arc<Mutex<HashMap<String, Arc<Jar>>>>);

impl CookieJar {
    pub(crate) fn header(&self, url: &Url) -> Option<http::HeaderValue> {
        let hosts = self.0.lock().expect("nothing panics while holding a jar");
        hosts.get(url.host_str()?)?.cookies(url)
    }

    pub(crate) fn take(&self, headers: &http::HeaderMap, url: &Url) {
        let mut set = headers.get_all(http::header::SET_COOKIE).iter().peekable();
        if let (Some(_), Some(host)) = (set.peek(), url.host_str()) {
            let mut hosts = self.0.lock().expect("nothing panics while holding a jar");
            let jar = hosts.entry(host.to_owned()).or_default();
            jar.set_cookies(&mut set, url);
        }
    }
}

impl std::fmt::Debug for CookieJar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CookieJar(…)")
    }
}
