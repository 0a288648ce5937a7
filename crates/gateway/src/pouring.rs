//! Decodes a body beside the async runtime, and gives it to who wants it.
//!
//! Small bodies that stay in memory are decoded where they come. The pieces of others go through a short queue to a thread that may take its time: decoding, redacting and
//! writing to a disk are no work for a thread that serves sockets. A full queue makes the network
//! wait. When the call is dropped the queue closes, and the thread ends.

use crate::decoding::{Decoder, Encoding, Stop, Taker};
use crate::{BodyFault, BodySink};
use http::HeaderMap;
use tokio::sync::mpsc::{Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};

/// So many pieces may wait; the library's pieces are some ten kilobytes.
const QUEUE: usize = 8;

/// What goes to the thread.
pub(crate) enum Piece<B> {
    Bytes(B),
    /// The body ended, whole or not.
    End(Option<BodyFault>),
}

/// What became of a body.
pub(crate) struct Poured {
    /// How large it is, decoded.
    pub(crate) size: u64,
    /// Its first bytes, as many as were to be kept.
    pub(crate) kept: Vec<u8>,
    pub(crate) fault: Option<BodyFault>,
}

/// A body on its way.
pub(crate) enum Pouring<B> {
    /// Small, and nobody may have to wait for it: not worth a thread.
    Here(Box<Pour>),
    /// Beside the runtime.
    Beside {
        queue: Sender<Piece<B>>,
        thread: JoinHandle<Poured>,
    },
}

/// A body of this size is decoded where it comes; even the worst one decodes to a megabyte.
const SMALL: u64 = 64 * 1024;

/// Where it goes.
#[derive(Default)]
pub(crate) struct Vessel {
    pub(crate) sink: Option<Box<dyn BodySink>>,
    /// How many of the first bytes are kept in memory.
    pub(crate) keep: usize,
    /// How large it may be, decoded.
    pub(crate) limit: u64,
}

#[derive(Default)]
struct Filling {
    vessel: Vessel,
    size: u64,
    kept: Vec<u8>,
}

impl Filling {
    fn new(vessel: Vessel) -> Self {
        Self {
            vessel,
            ..Self::default()
        }
    }
}

impl Taker for Filling {
    type Error = BodyFault;

    fn take(&mut self, piece: &[u8]) -> Result<(), BodyFault> {
        self.size += piece.len() as u64;
        if self.size > self.vessel.limit {
            return Err(BodyFault::TooLarge {
                limit: self.vessel.limit,
            });
        }
        let room = self.vessel.keep.saturating_sub(self.kept.len());
        self.kept.extend_from_slice(&piece[..piece.len().min(room)]);
        match &mut self.vessel.sink {
            Some(sink) => sink.write(piece).map_err(|_| BodyFault::Refused),
            None => Ok(()),
        }
    }
}

/// Decodes one body.
pub(crate) struct Pour {
    encoding: Encoding,
    state: State,
    fault: Option<BodyFault>,
}

enum State {
    /// Nothing came yet: how it is to be decoded may depend on its first byte.
    Waiting(Filling),
    Decoding(Box<Decoder<Filling>>),
}

impl Pour {
    fn new(encoding: Encoding, vessel: Vessel) -> Self {
        let fault = match encoding {
            Encoding::Unknown => Some(BodyFault::UnknownEncoding),
            Encoding::Nested => Some(BodyFault::NestedEncoding),
            Encoding::Identity | Encoding::Gzip | Encoding::Deflate | Encoding::Brotli => None,
        };
        Self {
            encoding,
            state: State::Waiting(Filling::new(vessel)),
            fault,
        }
    }

    /// Takes a piece; says whether more is wanted.
    fn piece(self, bytes: &[u8]) -> (Self, bool) {
        let Some(first) = bytes.first() else {
            return (self, true);
        };
        let Self {
            encoding,
            state,
            fault,
        } = self;
        let mut decoder = match state {
            State::Waiting(filling) => Box::new(Decoder::new(encoding, *first, filling)),
            State::Decoding(decoder) => decoder,
        };
        let fault = fault.or_else(|| decoder.piece(bytes).err().map(fault_of));
        let more = fault.is_none();
        let pour = Self {
            encoding,
            state: State::Decoding(decoder),
            fault,
        };
        (pour, more)
    }

    /// Ends the body. `cut` says why when it is not whole; without an end the call was dropped.
    fn end(self, ended: Option<Option<BodyFault>>) -> Poured {
        // An empty body is not encoded, whatever it says.
        let (mut filling, mut fault) = match self.state {
            State::Waiting(filling) => (filling, ended.flatten()),
            State::Decoding(mut decoder) => {
                // Why it was cut tells more than that it is not whole then.
                let mut fault = self.fault.or(ended.flatten());
                let end = decoder.end();
                if let (Some(_), None, Err(stop)) = (ended, fault, end) {
                    fault = Some(fault_of(stop));
                }
                (std::mem::take(decoder.taker()), fault)
            }
        };
        // Without an end and without a fault the call was dropped; so is the sink.
        if let Some(sink) = filling.vessel.sink.take()
            && (ended.is_some() || fault.is_some())
            && sink.finish(fault.as_ref()).is_err()
        {
            fault = fault.or(Some(BodyFault::Refused));
        }
        Poured {
            size: filling.size,
            kept: filling.kept,
            fault,
        }
    }
}

impl<B: AsRef<[u8]> + Send + 'static> Pouring<B> {
    /// `length` is how long the body is on the network, where that is known.
    pub(crate) fn start(headers: &HeaderMap, length: Option<u64>, vessel: Vessel) -> Self {
        let here = vessel.sink.is_none() && length.is_some_and(|length| length <= SMALL);
        let mut pour = Pour::new(Encoding::of(headers), vessel);
        if here {
            return Self::Here(Box::new(pour));
        }
        let (queue, mut pieces) = channel::<Piece<B>>(QUEUE);
        let thread = spawn_blocking(move || {
            while let Some(piece) = pieces.blocking_recv() {
                let more;
                match piece {
                    Piece::Bytes(bytes) => (pour, more) = pour.piece(bytes.as_ref()),
                    Piece::End(cut) => return pour.end(Some(cut)),
                }
                if !more {
                    break;
                }
            }
            pour.end(None)
        });
        Self::Beside { queue, thread }
    }

    /// Gives a piece on; says whether more is wanted.
    pub(crate) async fn piece(self, bytes: B) -> (Self, bool) {
        match self {
            Self::Here(pour) => {
                let (pour, more) = pour.piece(bytes.as_ref());
                (Self::Here(Box::new(pour)), more)
            }
            Self::Beside { queue, thread } => {
                let more = queue.send(Piece::Bytes(bytes)).await.is_ok();
                (Self::Beside { queue, thread }, more)
            }
        }
    }

    /// Ends the body; `fault` says why when it is not whole.
    pub(crate) async fn end(self, fault: Option<BodyFault>) -> Poured {
        match self {
            Self::Here(pour) => pour.end(Some(fault)),
            Self::Beside { queue, thread } => {
                // A thread that ended already has its own reason.
                let _ = queue.send(Piece::End(fault)).await;
                drop(queue);
                thread.await.unwrap_or_else(|_| Poured::nothing())
            }
        }
    }
}

impl Poured {
    /// A sink that panicked has taken nothing that could be shown.
    fn nothing() -> Self {
        Self {
            size: 0,
            kept: Vec::new(),
            fault: Some(BodyFault::Refused),
        }
    }
}

fn fault_of(stop: Stop<BodyFault>) -> BodyFault {
    match stop {
        Stop::Damaged => BodyFault::Damaged,
        Stop::Ratio => BodyFault::Ratio,
        Stop::Taker(fault) => fault,
    }
}
