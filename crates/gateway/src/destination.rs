//! Where the body of an answer goes.

use http::HeaderMap;
use std::fmt;
use std::sync::Arc;

/// Where the body of an answer goes.
#[derive(Clone, Default)]
pub enum Destination {
    /// It is kept in memory, up to the route's limit.
    #[default]
    Memory,
    /// It is handed on while it comes, when the answer says success. Redirects, refusals and
    /// everything that may be repeated are small and stay in memory: they have to be judged.
    Streamed {
        /// Who takes it.
        to: Arc<dyn Intake>,
        /// How large it may become, in decoded bytes.
        at_most: u64,
        /// How many of its first bytes are kept in [`crate::Response::body`] as well, for who
        /// has to judge the answer.
        keep: usize,
    },
}

/// The largest body that is stored, in decoded bytes (`docs/security.md`, limits).
pub const MOST_STORED: u64 = 1024 * 1024 * 1024;

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("Memory"),
            Self::Streamed { at_most, keep, .. } => f
                .debug_struct("Streamed")
                .field("at_most", at_most)
                .field("keep", keep)
                .finish_non_exhaustive(),
        }
    }
}

/// The head of an answer, before its body.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// Makes a sink for each answer. A call that is made again asks again.
pub trait Intake: Send + Sync {
    /// A sink for the body of this answer.
    fn begin(&self, head: Head<'_>) -> Box<dyn BodySink>;
}

/// A sink takes no more: its disk is full, or the person does not want more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sink takes no more")]
pub struct Refused;

/// Takes a body piece by piece, decoded, on a thread that may wait: while a sink is busy, or asks
/// a person whether to go on, the network waits. A sink that is dropped without
/// [`BodySink::finish`] belonged to a call that was dropped.
pub trait BodySink: Send {
    /// Takes the next piece.
    ///
    /// # Errors
    /// [`Refused`] ends the call; what came stays with the sink.
    fn write(&mut self, piece: &[u8]) -> Result<(), Refused>;

    /// There is no more; `fault` says why when the body is not whole.
    ///
    /// # Errors
    /// [`Refused`] when what was taken could not be kept.
    fn finish(self: Box<Self>, fault: Option<&BodyFault>) -> Result<(), Refused>;
}

/// Why a body is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// The connection ended within it.
    Cut,
    /// Nothing came for longer than [`crate::Timeouts::silence`].
    Silent,
    /// It came slower than [`crate::Timeouts::pace`].
    TooSlow,
    /// It is larger than allowed.
    TooLarge {
        /// The limit, in decoded bytes.
        limit: u64,
    },
    /// It grew more than 200 times while it was decoded.
    Ratio,
    /// It is not encoded as it says, or its end is missing.
    Damaged,
    /// It is encoded in a way we did not ask for and do not know.
    UnknownEncoding,
    /// It is encoded more than once.
    NestedEncoding,
    /// Its sink took no more.
    Refused,
}
