//! What is sent and what comes back.

use crate::Shown;
use domain::{Effect, Safety, Secret};
use http::{HeaderMap, Method};
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
    /// The decoded body.
    pub body: Vec<u8>,
    /// Where it finally came from.
    pub url: Url,
    /// Where the time went.
    pub timing: Timing,
    /// The certificate of the last connection, when there was one.
    pub certificate: Option<Shown>,
}

impl Response {
    /// A header as text, when it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Where the time went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// From sending to the head of the answer.
    pub wait: Duration,
    /// From the head to the end.
    pub body: Duration,
}
