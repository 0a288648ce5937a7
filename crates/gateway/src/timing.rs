//! Where the time of a call went, and over which connection it ran.

use std::time::Duration;
use url::Url;

/// Where the time of one hop went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// Making the connection; absent when one that stood already was used again.
    pub connecting: Option<Connecting>,
    /// From a standing connection to the head of the answer. A request that waited for its
    /// turn on a connection of another one waited here.
    pub wait: Duration,
    /// From the head to the end of the body.
    pub body: Duration,
}

/// Where the time of making a connection went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connecting {
    /// Looking the name up; absent when the address has a number and no name.
    pub lookup: Option<Duration>,
    /// Until the TCP connection stood.
    pub connect: Duration,
    /// The handshake that followed.
    pub handshake: Handshake,
}

/// The TLS handshake of a new connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handshake {
    /// There is none without TLS.
    None,
    /// It took so long.
    Took(Duration),
    /// There was one, but where it began is not known: its time is part of `connect`.
    WithinConnect,
}

/// The version of TLS a connection speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsVersion {
    /// TLS 1.2 (RFC 5246).
    Tls12,
    /// TLS 1.3 (RFC 8446).
    Tls13,
}

/// A redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The status that said to go elsewhere.
    pub status: u16,
    /// The address that said so. Its query may hold what must not be shown.
    pub url: Url,
    /// Where its time went.
    pub timing: Timing,
}
