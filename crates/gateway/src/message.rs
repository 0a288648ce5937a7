//! What is sent and what comes back.

use crate::{BodyFault, Destination, Hop, Shown, Timing, TlsVersion, Via};
use domain::{Effect, Safety, Secret};
use http::{HeaderMap, Method, Version};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// A request. Its credential is not part of it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// Headers, without the credential's.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
    /// What it does to the world.
    pub effect: Effect,
    /// Whether sending it twice is harmless.
    pub safety: Safety,
    /// How long all of it may take, waits and repeats included, when the route's limit is not
    /// the right one.
    pub timeout: Option<Duration>,
    /// Where the body of the answer goes.
    pub into: Destination,
}

impl Request {
    /// A read without a body.
    pub fn get(url: Url) -> Self {
        Self {
            method: Method::GET,
            url,
            headers: HeaderMap::new(),
            body: Body::Empty,
            effect: Effect::Reads,
            safety: Safety::Repeatable,
            timeout: None,
            into: Destination::Memory,
        }
    }
}

/// The body of a request.
#[derive(Debug, Clone, Default)]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// Plain bytes.
    Bytes(Vec<u8>),
    /// Bytes that contain a secret.
    Secret(Secret<Vec<u8>>),
}

/// What came back.
#[derive(Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The decoded body; of a streamed one the first bytes, as many as were asked for.
    pub body: Vec<u8>,
    /// How large the decoded body is.
    pub size: u64,
    /// How many bytes of it came over the network.
    pub received: u64,
    /// Why a streamed body is not whole; one that is kept in memory is whole, or an error.
    pub fault: Option<BodyFault>,
    /// Where it finally came from.
    pub url: Url,
    /// Where the time of the last hop went.
    pub timing: Timing,
    /// The redirects that were followed, in order.
    pub hops: Vec<Hop>,
    /// The version of HTTP.
    pub protocol: Version,
    /// The version of TLS, where there is TLS and the version is known.
    pub tls: Option<TlsVersion>,
    /// Which way the last hop took, and who said so.
    pub via: Via,
    /// The certificate of the last connection, when there was one.
    pub certificate: Option<Arc<Shown>>,
}

impl Response {
    /// A header as text, when it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// When the server says it answered (RFC 9110, 6.6.1).
    pub fn date(&self) -> Option<domain::Timestamp> {
        let date = jiff::fmt::rfc2822::parse(self.header("date")?).ok()?;
        Some(date.timestamp())
    }
}
