//! Bodies as people read them: what they are, and in lines.

use crate::pieces::{Breaker, Lines};
use crate::store::Stored;
use openapi::visible;
use serde::Serialize;
use std::borrow::Cow;
use std::io;

/// What a body is. Its content decides; the header only where the content does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum BodyKind {
    /// Nothing.
    Empty,
    /// JSON.
    Json,
    /// XML, SVG included; shown as source.
    Xml,
    /// A web page; shown as source.
    Html,
    /// Other text.
    Text,
    /// A PNG, JPEG or WebP picture.
    Image,
    /// Anything else.
    Binary,
}

impl BodyKind {
    /// Tells what a body is.
    pub fn of(media: Option<&str>, bytes: &[u8]) -> Self {
        let media = media.unwrap_or_default().to_ascii_lowercase();
        if bytes.is_empty() {
            return Self::Empty;
        }
        if Self::is_picture(bytes) {
            return Self::Image;
        }
        let Some(text) = text_of(bytes) else {
            return Self::Binary;
        };
        let start = text.trim_start();
        let head: String = start
            .chars()
            .take(512)
            .collect::<String>()
            .to_ascii_lowercase();
        match start.chars().next() {
            None => Self::Text,
            Some('<') if media.contains("html") => Self::Html,
            Some('<') if head.contains("<html") || head.contains("<!doctype html") => Self::Html,
            Some('<') => Self::Xml,
            Some(_) if media.contains("json") || start.starts_with(['{', '[', '"']) => {
                if crate::json::check(text).is_ok() {
                    Self::Json
                } else {
                    Self::Text
                }
            }
            Some(_) => Self::Text,
        }
    }

    /// Tells what a large body is by its head: whether all of it is JSON is not known yet.
    pub(crate) fn of_head(media: Option<&str>, head: &[u8]) -> Self {
        // A character may be cut at the end of the head.
        let whole = match std::str::from_utf8(head) {
            Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
            Ok(_) | Err(_) => head,
        };
        match Self::of(media, whole) {
            Self::Text if Self::may_be_json(media, whole) => Self::Json,
            other => other,
        }
    }

    fn may_be_json(media: Option<&str>, head: &[u8]) -> bool {
        let says = media.is_some_and(|media| media.to_ascii_lowercase().contains("json"));
        let start = text_of(head).unwrap_or_default().trim_start();
        says || start.starts_with(['{', '[', '"'])
    }

    fn is_picture(bytes: &[u8]) -> bool {
        let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xFF\xD8\xFF") || webp
    }

    /// Whether a body starts as a list or an object does.
    pub(crate) fn is_container(head: &[u8]) -> bool {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let start = text.iter().find(|byte| !byte.is_ascii_whitespace());
        matches!(start, Some(b'{' | b'['))
    }

    /// Whether it is shown in lines.
    pub fn is_text(self) -> bool {
        match self {
            Self::Json | Self::Xml | Self::Html | Self::Text => true,
            Self::Empty | Self::Image | Self::Binary => false,
        }
    }
}

/// The same body in UTF-8, when it is text in UTF-16 with a mark, or says it is text and has bytes
/// that are none: those become replacement characters. Anything else is itself.
pub(crate) fn readable<'b>(media: Option<&str>, bytes: &'b [u8]) -> Cow<'b, [u8]> {
    type Order = fn([u8; 2]) -> u16;
    let order: Option<Order> = match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(order) = order
        && let (pairs, []) = bytes[2..].as_chunks::<2>()
    {
        let units: Vec<u16> = pairs.iter().map(|pair| order(*pair)).collect();
        return Cow::Owned(String::from_utf16_lossy(&units).into_bytes());
    }
    let says_text = media.is_some_and(|media| {
        let media = media.to_ascii_lowercase();
        media.starts_with("text/") || media.contains("json") || media.contains("xml")
    });
    if says_text && !bytes.contains(&0) && !BodyKind::is_picture(bytes) {
        return match String::from_utf8_lossy(bytes) {
            Cow::Borrowed(_) => Cow::Borrowed(bytes),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
    }
    Cow::Borrowed(bytes)
}

/// UTF-8 with or without a mark; NUL is in no text.
pub(crate) fn text_of(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// A body without secrets, laid out in lines of which a window is shown at a time. Small ones are in
/// memory, large ones in a private file that goes with the last of the handles to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyText {
    kind: BodyKind,
    size: u64,
    stored: Stored,
}

impl BodyText {
    /// A small body, redacted already.
    pub(crate) fn new(kind: BodyKind, size: u64, shown: Vec<u8>) -> Self {
        let mut lines = Lines::default();
        if kind.is_text() {
            lines = Lines::begin();
            Breaker::at(0).piece(&shown, |start| lines.push(start));
        }
        Self::stored(kind, size, Stored::in_memory(shown, lines))
    }

    pub(crate) fn stored(kind: BodyKind, size: u64, stored: Stored) -> Self {
        Self { kind, size, stored }
    }

    /// What the body is.
    pub fn kind(&self) -> BodyKind {
        self.kind
    }

    /// Its size in bytes, as it came and decoded.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes of it are in memory.
    pub fn in_memory(&self) -> usize {
        self.stored.memory().map_or(0, <[u8]>::len)
    }

    /// How many lines it has when laid out, a very long line counted as several; none for what
    /// is no text.
    pub fn lines(&self) -> u64 {
        self.stored.lines.count()
    }

    /// Some lines, from 0. Characters nobody can see are shown as marks.
    ///
    /// # Errors
    /// When the file of a large body cannot be read.
    pub fn slice(&self, from: u64, at_most: usize) -> io::Result<Vec<String>> {
        let lines = self.stored.slice(from, at_most)?;
        let shown = |line: &Vec<u8>| visible(&String::from_utf8_lossy(line)).into_owned();
        Ok(lines.iter().map(shown).collect())
    }

    /// The whole text as laid out, when it is in memory and text.
    pub fn text(&self) -> Option<&str> {
        let bytes = self.stored.memory().filter(|_| self.kind.is_text());
        std::str::from_utf8(bytes?).ok()
    }

    /// Writes the body as it is kept, without secrets and laid out, for saving it to a file.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn save(&self, to: &mut dyn io::Write) -> io::Result<u64> {
        io::copy(&mut self.stored.open()?, to)
    }

    /// Where its text is kept.
    pub(crate) fn store(&self) -> &Stored {
        &self.stored
    }
}

#[cfg(test)]
mod tests {
    use super::{BodyKind, BodyText, readable};

    #[test]
    fn content_decides_what_a_body_is() {
        for (media, bytes, kind) in [
            (None, &b""[..], BodyKind::Empty),
            (Some("application/json"), b"<html><body>", BodyKind::Html),
            (Some("text/html"), b"{\"a\":1}", BodyKind::Json),
            (Some("application/json"), b"123", BodyKind::Json),
            (Some("application/json"), b"{broken", BodyKind::Text),
            (None, b"\"token\"", BodyKind::Json),
            (None, b"<?xml version='1.0'?><a/>", BodyKind::Xml),
            (Some("image/svg+xml"), b"<svg onload='x'/>", BodyKind::Xml),
            (Some("text/plain"), b"\x89PNG\r\n\x1a\nxxx", BodyKind::Image),
            (Some("application/json"), b"\xff\xfe\x00", BodyKind::Binary),
            (None, b"hello", BodyKind::Text),
        ] {
            assert_eq!(BodyKind::of(media, bytes), kind, "{media:?} {bytes:?}");
        }
    }

    #[test]
    fn text_that_is_not_utf8_is_made_readable() {
        let utf16: Vec<u8> = "\u{feff}{\"é\":1}"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(*readable(None, &utf16), *"{\"é\":1}".as_bytes());
        let latin = b"{\"n\":\"\xe9\"}";
        let media = Some("application/json");
        assert_eq!(*readable(media, latin), *"{\"n\":\"\u{fffd}\"}".as_bytes());
        for (media, bytes) in [
            (None, &b"\xff\xfe\x00"[..]),
            (media, b"\xff\x00"),
            (Some("text/plain"), b"\xFF\xD8\xFFx"),
            (Some("application/octet-stream"), b"a\xe9"),
        ] {
            assert_eq!(*readable(media, bytes), *bytes);
        }
    }

    #[test]
    fn lines_are_given_in_windows_and_long_ones_go_on_in_the_next() {
        let long = "x".repeat(10_000);
        let text = format!("a\r\nb\u{202e}\n{long}").into_bytes();
        let body = BodyText::new(BodyKind::Text, 0, text);
        assert_eq!(body.lines(), 5);
        assert_eq!(body.slice(0, 2).unwrap(), ["a", "b[U+202E]"]);
        let lengths: Vec<usize> = body.slice(2, 99).unwrap().iter().map(String::len).collect();
        assert_eq!(lengths, [4_000, 4_000, 2_000]);
        assert_eq!(body.slice(7, 1).unwrap(), Vec::<String>::new());
    }
}
