//! Decodes a body beside the async runtime, and gives it to who wants it.
//!
//! Pieces go through a short queue to a thread that may take its time: decoding, redacting and
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
enum Piece<B> {
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
pub(crate) struct Pouring<B> {
    queue: Sender<Piece<B>>,
    thread: JoinHandle<Poured>,
}

/// Where it goes.
pub(crate) struct Vessel {
    pub(crate) sink: Option<Box<dyn BodySink>>,
    /// How many of the first bytes are kept in memory.
    pub(crate) keep: usize,
    /// How large it may be, decoded.
    pub(crate) limit: u64,
}

struct Filling {
    vessel: Vessel,
    size: u64,
    kept: Vec<u8>,
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

impl<B: AsRef<[u8]> + Send + 'static> Pouring<B> {
    pub(crate) fn start(headers: &HeaderMap, vessel: Vessel) -> Self {
        let (queue, mut pieces) = channel::<Piece<B>>(QUEUE);
        let encoding = Encoding::of(headers);
        let filling = Filling {
            vessel,
            size: 0,
            kept: Vec::new(),
        };
        let thread = spawn_blocking(move || {
            let mut waiting = Some(filling);
            let mut decoder = None;
            let mut fault = None;
            let mut ended = false;
            while let Some(piece) = pieces.blocking_recv() {
                let bytes = match &piece {
                    Piece::Bytes(bytes) => bytes.as_ref(),
                    Piece::End(cut) => {
                        ended = true;
                        fault.clone_from(cut);
                        break;
                    }
                };
                let Some(first) = bytes.first() else { continue };
                if let Some(filling) = waiting.take() {
                    fault = match encoding {
                        Encoding::Unknown => Some(BodyFault::UnknownEncoding),
                        Encoding::Nested => Some(BodyFault::NestedEncoding),
                        Encoding::Identity
                        | Encoding::Gzip
                        | Encoding::Deflate
                        | Encoding::Brotli => None,
                    };
                    decoder = Some(Decoder::new(encoding, *first, filling));
                }
                let written = match (&mut decoder, &fault) {
                    (Some(decoder), None) => decoder.piece(bytes),
                    _ => break,
                };
                if let Err(stop) = written {
                    fault = Some(fault_of(stop));
                    break;
                }
            }
            let mut filling = match (decoder, waiting) {
                (Some(mut decoder), _) => {
                    let end = decoder.end();
                    // Why it was cut tells more than that it is not whole then.
                    if let (true, None, Err(stop)) = (ended, &fault, end) {
                        fault = Some(fault_of(stop));
                    }
                    let empty = Vessel {
                        sink: None,
                        keep: 0,
                        limit: 0,
                    };
                    let spare = Filling {
                        vessel: empty,
                        size: 0,
                        kept: Vec::new(),
                    };
                    std::mem::replace(decoder.taker(), spare)
                }
                (None, Some(filling)) => filling,
                (None, None) => return Poured::nothing(),
            };
            // Without an end and without a fault the call was dropped; so is the sink.
            if let Some(sink) = filling.vessel.sink.take()
                && (ended || fault.is_some())
                && sink.finish(fault.as_ref()).is_err()
            {
                fault = fault.or(Some(BodyFault::Refused));
            }
            Poured {
                size: filling.size,
                kept: filling.kept,
                fault,
            }
        });
        Self { queue, thread }
    }

    /// Gives a piece on; says whether more is wanted.
    pub(crate) async fn piece(&self, bytes: B) -> bool {
        self.queue.send(Piece::Bytes(bytes)).await.is_ok()
    }

    /// Ends the body; `fault` says why when it is not whole.
    pub(crate) async fn end(self, fault: Option<BodyFault>) -> Poured {
        // A thread that ended already has its own reason.
        let _ = self.queue.send(Piece::End(fault)).await;
        drop(self.queue);
        self.thread.await.unwrap_or_else(|_| Poured::nothing())
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
