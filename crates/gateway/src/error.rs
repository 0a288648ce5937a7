//! Why no answer came.

use crate::{BodyFault, ProxyFault, Shown, Via};
use domain::Effect;
use std::time::Duration;

/// Why no answer came. An answer of any status is not an error here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// The tenant is locked and this is not a read. Nothing left.
    #[error("the tenant is locked: the request {0:?}")]
    Locked(Effect),
    /// This is not a read, and nobody has approved exactly this request. Nothing left.
    #[error("nobody has approved this: the request {0:?}")]
    NotApproved(Effect),
    /// The answer leads to another origin, or the request does. Nothing was sent there.
    #[error("the answer leads elsewhere: {to}")]
    LeftOrigin {
        /// The origin it points to.
        to: String,
    },
    /// A redirect where none may be followed, or too many.
    #[error("unexpected redirect to {to}")]
    Redirected {
        /// The address it points to, without its query.
        to: String,
    },
    /// The rate window is used up, or the vendor said so, for longer than the caller waits.
    #[error("rate limited for {retry_after:?}")]
    RateLimited {
        /// How long, 15 minutes at the most.
        retry_after: Duration,
        /// What the vendor asked for, when that is longer.
        asked: Option<Duration>,
    },
    /// The tenant failed several times in a row and is left alone for a while. Nothing was sent.
    #[error("{host} failed several times, most lately by {last:?}: not asked for {retry_after:?}")]
    Resting {
        /// Host and port.
        host: String,
        /// How it failed most lately.
        last: LastFailure,
        /// How long it is still left alone.
        retry_after: Duration,
    },
    /// The host did not answer.
    #[error("{host} did not answer: {fault:?}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// At which step it ended.
        fault: NetworkFault,
        /// Whether the request may have arrived all the same.
        outcome: Outcome,
    },
    /// A proxy did not let the call through, or nobody can say which one to take. The tenant was
    /// not reached.
    #[error("no way through {via:?}: {fault:?}")]
    Proxy {
        /// Which way, and who said so.
        via: Via,
        /// What the proxy did instead.
        fault: ProxyFault,
    },
    /// The certificate is not covered by the tenant's trust. No request byte was sent.
    #[error("{host} is not trusted: {fault:?}")]
    Untrusted {
        /// Host and port.
        host: String,
        /// What it showed, when it could be read.
        shown: Option<Box<Shown>>,
        /// What is wrong with it.
        fault: CertificateFault,
        /// When only the tenant's own anchors count: what their SHA-256 fingerprints are.
        expected: Vec<String>,
    },
    /// The server wants a client certificate, and not as it is. No request byte was answered.
    #[error("{host} wants a client certificate: {fault:?}")]
    Identity {
        /// Host and port.
        host: String,
        /// What is wrong.
        fault: IdentityFault,
    },
    /// The head of the answer has too many or too large headers.
    #[error("more than {count} headers or {bytes} bytes of them")]
    HeadTooLarge {
        /// How many there may be.
        count: usize,
        /// How many bytes they may have.
        bytes: usize,
    },
    /// The body could not be decoded, or not within the limits.
    #[error("the body from {host} cannot be decoded: {fault:?}")]
    Undecodable {
        /// Host and port.
        host: String,
        /// Why not.
        fault: BodyFault,
    },
    /// The body is larger than the route allows.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

/// How a tenant failed that is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastFailure {
    /// It answered with this HTTP status.
    Status(u16),
    /// It did not answer.
    Network(NetworkFault),
}

/// What is known of a request that got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No byte of it left: sending it again is harmless.
    NotSent,
    /// It may have arrived and may have been acted upon.
    Unknown,
}

/// What is wrong with a client certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityFault {
    /// The server wants one, and the tenant has none.
    Required,
    /// The server does not take the tenant's.
    Refused,
}

/// At which step a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkFault {
    /// The name could not be looked up.
    Name,
    /// Looking the name up took too long.
    NameTimeout,
    /// Nothing listens there.
    Refused,
    /// No connection in time: what is sent there gets lost.
    ConnectTimeout,
    /// The connection stood, but the TLS handshake did not end in time.
    HandshakeTimeout,
    /// The server speaks only versions of TLS that are too old.
    TooOld,
    /// No answer in time.
    Timeout,
    /// Cut before or within the answer.
    Reset,
    /// The handshake failed for another reason than trust.
    Tls,
    /// What came is not HTTP.
    Protocol,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateFault {
    /// Signed by nobody the tenant trusts.
    UnknownIssuer,
    /// For other names.
    WrongName,
    /// Its time is over.
    Expired,
    /// Its time has not come.
    NotYetValid,
    /// Anything else: revoked, not for servers, damaged.
    Other,
}
