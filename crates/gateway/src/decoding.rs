//! Takes the encoding of a body off while it comes, and stops at what grows out of measure.

use brotli_decompressor::DecompressorWriter;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use http::{HeaderMap, header};
use std::io::{self, Write};

/// What is offered to servers.
pub(crate) const ACCEPTED: &str = "gzip, deflate, br";

/// A small body may grow as it likes; beyond this its ratio is watched.
const RATIO_FROM: u64 = 1024 * 1024;
/// How many times larger a decoded body may be (`docs/security.md`, limits).
const RATIO: u64 = 200;
/// What the decoder of brotli gives at a time, in bytes.
const BUFFER: usize = 16 * 1024;

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Identity,
    Gzip,
    Deflate,
    Brotli,
    /// One we do not know.
    Unknown,
    /// More than one, one over the other. Only those who want to hide something do that.
    Nested,
}

impl Encoding {
    /// As `content-encoding` says (RFC 9110, 8.4).
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut found = Self::Identity;
        for value in headers.get_all(header::CONTENT_ENCODING) {
            for name in value.to_str().unwrap_or("?").split(',') {
                let next = match name.trim().to_ascii_lowercase().as_str() {
                    "" | "identity" => continue,
                    "gzip" | "x-gzip" => Self::Gzip,
                    "deflate" => Self::Deflate,
                    "br" => Self::Brotli,
                    _ => Self::Unknown,
                };
                if found != Self::Identity {
                    return Self::Nested;
                }
                found = next;
            }
        }
        found
    }
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop<E> {
    /// The bytes are not what the encoding says, or end too early.
    Damaged,
    /// It grew beyond the ratio.
    Ratio,
    /// The taker refused a piece.
    Taker(E),
}

/// Decodes pieces and gives them on.
pub(crate) struct Decoder<T: Taker>(Inner<T>);

enum Inner<T: Taker> {
    Plain(Watch<T>),
    Gzip(MultiGzDecoder<Watch<T>>),
    Zlib(ZlibDecoder<Watch<T>>),
    Raw(DeflateDecoder<Watch<T>>),
    Brotli(Box<DecompressorWriter<Watch<T>>>),
}

/// Takes decoded pieces.
pub(crate) trait Taker {
    type Error;
    fn take(&mut self, piece: &[u8]) -> Result<(), Self::Error>;
}

/// Counts what comes out, and remembers why it stopped: the decoders know one kind of error.
struct Watch<T: Taker> {
    taker: T,
    came: u64,
    gave: u64,
    stop: Option<Stop<T::Error>>,
}

impl<T: Taker> Write for Watch<T> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.stop.is_some() {
            return Err(io::ErrorKind::Other.into());
        }
        self.gave += piece.len() as u64;
        if self.gave > RATIO_FROM && self.gave / RATIO > self.came {
            self.stop = Some(Stop::Ratio);
        } else if let Err(error) = self.taker.take(piece) {
            self.stop = Some(Stop::Taker(error));
        }
        match self.stop {
            Some(_) => Err(io::ErrorKind::Other.into()),
            None => Ok(piece.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<T: Taker> Decoder<T> {
    /// A decoder for a known encoding; anything else is given on as it comes. `first` is the
    /// body's first byte.
    pub(crate) fn new(encoding: Encoding, first: u8, taker: T) -> Self {
        let watch = Watch {
            taker,
            came: 0,
            gave: 0,
            stop: None,
        };
        // RFC 1950, 2.2: the method is 8 and the window at most 7. Many servers leave this
        // frame out and send what is within.
        let framed = first & 0x0F == 8 && first >> 4 <= 7;
        Self(match encoding {
            Encoding::Gzip => Inner::Gzip(MultiGzDecoder::new(watch)),
            Encoding::Deflate if framed => Inner::Zlib(ZlibDecoder::new(watch)),
            Encoding::Deflate => Inner::Raw(DeflateDecoder::new(watch)),
            Encoding::Brotli => Inner::Brotli(Box::new(DecompressorWriter::new(watch, BUFFER))),
            Encoding::Identity | Encoding::Unknown | Encoding::Nested => Inner::Plain(watch),
        })
    }

    /// Decodes a piece.
    pub(crate) fn piece(&mut self, piece: &[u8]) -> Result<(), Stop<T::Error>> {
        self.watch().came += piece.len() as u64;
        let written = match &mut self.0 {
            Inner::Plain(inner) => inner.write_all(piece),
            Inner::Gzip(inner) => inner.write_all(piece),
            Inner::Zlib(inner) => inner.write_all(piece),
            Inner::Raw(inner) => inner.write_all(piece),
            Inner::Brotli(inner) => inner.write_all(piece),
        };
        self.outcome(written)
    }

    /// Ends the body, and says whether it was whole.
    pub(crate) fn end(&mut self) -> Result<(), Stop<T::Error>> {
        let ended = match &mut self.0 {
            Inner::Plain(_) => Ok(()),
            Inner::Gzip(inner) => inner.try_finish(),
            Inner::Zlib(inner) => inner.try_finish(),
            Inner::Raw(inner) => inner.try_finish(),
            Inner::Brotli(inner) => inner.close(),
        };
        self.outcome(ended)
    }

    /// Who takes the pieces.
    pub(crate) fn taker(&mut self) -> &mut T {
        &mut self.watch().taker
    }

    fn outcome(&mut self, result: io::Result<()>) -> Result<(), Stop<T::Error>> {
        match (self.watch().stop.take(), result) {
            (Some(stop), _) => Err(stop),
            (None, Err(_)) => Err(Stop::Damaged),
            (None, Ok(())) => Ok(()),
        }
    }

    fn watch(&mut self) -> &mut Watch<T> {
        match &mut self.0 {
            Inner::Plain(inner) => inner,
            Inner::Gzip(inner) => inner.get_mut(),
            Inner::Zlib(inner) => inner.get_mut(),
            Inner::Raw(inner) => inner.get_mut(),
            Inner::Brotli(inner) => inner.get_mut(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, Encoding, Stop, Taker};
    use std::io::Write as _;

    #[derive(Default)]
    struct Bytes(Vec<u8>, u64);

    impl Taker for Bytes {
        type Error = ();

        fn take(&mut self, piece: &[u8]) -> Result<(), ()> {
            self.0.extend_from_slice(&piece[..piece.len().min(100_000)]);
            self.1 += piece.len() as u64;
            Ok(())
        }
    }

    fn encoded(encoding: Encoding, plain: &[u8]) -> Vec<u8> {
        use flate2::Compression;
        use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
        match encoding {
            Encoding::Gzip => {
                let mut out = GzEncoder::new(Vec::new(), Compression::best());
                out.write_all(plain).unwrap();
                out.finish().unwrap()
            }
            Encoding::Deflate => {
                let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
                out.write_all(plain).unwrap();
                out.finish().unwrap()
            }
            Encoding::Unknown => {
                let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
                out.write_all(plain).unwrap();
                out.finish().unwrap()
            }
            Encoding::Brotli => {
                let mut out = Vec::new();
                brotli::CompressorWriter::new(&mut out, 4096, 9, 22)
                    .write_all(plain)
                    .unwrap();
                out
            }
            Encoding::Identity | Encoding::Nested => plain.to_vec(),
        }
    }

    fn decoded(encoding: Encoding, body: &[u8], step: usize) -> (Result<(), Stop<()>>, Bytes) {
        let mut decoder = Decoder::new(encoding, body[0], Bytes::default());
        let mut end = Ok(());
        for piece in body.chunks(step) {
            end = decoder.piece(piece);
            if end.is_err() {
                break;
            }
        }
        let end = end.and_then(|()| decoder.end());
        let bytes = std::mem::take(decoder.taker());
        (end, bytes)
    }

    #[test]
    fn every_encoding_is_taken_off_wherever_the_pieces_are_cut() {
        let plain = b"{\"rows\":[1,2,3,\"an answer\"]}".repeat(50);
        for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli] {
            let body = encoded(encoding, &plain);
            for step in [1, 7, 4096] {
                let (end, bytes) = decoded(encoding, &body, step);
                assert_eq!(end, Ok(()), "{encoding:?} {step}");
                assert_eq!(bytes.0, plain, "{encoding:?} {step}");
            }
            let (end, _) = decoded(encoding, &body[..body.len() - 5], 7);
            assert_eq!(end, Err(Stop::Damaged), "{encoding:?} cut short");
        }
        // Without the frame of zlib.
        let body = encoded(Encoding::Unknown, &plain);
        assert_eq!(decoded(Encoding::Deflate, &body, 5).1.0, plain);
        assert_eq!(
            decoded(Encoding::Gzip, &plain, 64).0,
            Err(Stop::Damaged),
            "what is not encoded at all"
        );
    }

    #[test]
    fn what_grows_beyond_the_ratio_is_stopped_soon_after_the_first_megabyte() {
        let zeros = vec![0; 6 * 1024 * 1024];
        for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli] {
            let (end, bytes) = decoded(encoding, &encoded(encoding, &zeros), 1024);
            assert_eq!(end, Err(Stop::Ratio), "{encoding:?}");
            assert!(bytes.1 < 2 * 1024 * 1024, "{encoding:?}: {}", bytes.1);
        }
    }

    #[test]
    fn one_layer_is_known_and_more_are_told() {
        let of = |text: &str| {
            let mut headers = http::HeaderMap::new();
            headers.insert("content-encoding", text.parse().unwrap());
            Encoding::of(&headers)
        };
        assert_eq!(of("GZip"), Encoding::Gzip);
        assert_eq!(of("identity, br"), Encoding::Brotli);
        assert_eq!(of("zstd"), Encoding::Unknown);
        assert_eq!(of("gzip, gzip"), Encoding::Nested);
        assert_eq!(of(""), Encoding::Identity);
    }
}
