//! Why no answer came.

use crate::{BodyFault, Shown};
use domain::Effect;
use std::time::Duration;

/// Why no answer came. An answer of any status is not an error here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// The tenant is locked and this is not a read. Nothing left.
    #[error("the tenant is locked: the request {0:?}")]
    Locked(Effect),
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
        /// How long.
        retry_after: Duration,
    },
    /// The host did not answer.
    #[error("{host} did not answer: {fault:?}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// At which step it ended.
        fault: NetworkFault,
    },
    /// The certificate is not covered by the tenant's trust. No request byte was sent.
    #[error("{host} is not trusted: {fault:?}")]
    Untrusted {
        /// Host and port.
        host: String,
        /// What it showed, when it could be read.
        shown: Option<Shown>,
        /// What is wrong with it.
        fault: CertificateFault,
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

/// At which step a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkFault {
    /// The name could not be looked up.
    Name,
    /// Nothing listens there.
    Refused,
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
