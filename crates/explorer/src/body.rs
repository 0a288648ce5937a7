//! Bodies as people read them: what they are, and in lines.

use crate::lay_out::laid_out;
use openapi::visible;
use serde::Serialize;

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
        let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xFF\xD8\xFF") || webp {
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

    /// Whether it is shown in lines.
    pub fn is_text(self) -> bool {
        match self {
            Self::Json | Self::Xml | Self::Html | Self::Text => true,
            Self::Empty | Self::Image | Self::Binary => false,
        }
    }
}

/// UTF-8 with or without a mark; NUL is in no text.
pub(crate) fn text_of(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// A body laid out in lines, of which a window is shown at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyText {
    kind: BodyKind,
    size: usize,
    text: String,
    /// Where each line starts.
    lines: Vec<usize>,
}

/// A longer line is cut in a slice; nobody reads it, and one message stays small.
const LONGEST_LINE: usize = 4_000;

impl BodyText {
    pub(crate) fn new(kind: BodyKind, size: usize, text: String) -> Self {
        let mut lines = Vec::new();
        if kind.is_text() {
            lines.push(0);
            lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        }
        Self {
            kind,
            size,
            text,
            lines,
        }
    }

    /// What the body is.
    pub fn kind(&self) -> BodyKind {
        self.kind
    }

    /// Its size in bytes, as it came.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many lines it has when laid out; none for what is no text.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Some lines, from 0. Characters nobody can see are shown as marks.
    pub fn slice(&self, from: usize, at_most: usize) -> Vec<String> {
        let last = from.saturating_add(at_most).min(self.lines.len());
        (from..last).map(|line| self.line(line)).collect()
    }

    /// The whole text as laid out, for searching and copying.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn line(&self, line: usize) -> String {
        let start = self.lines[line];
        let end = self
            .lines
            .get(line + 1)
            .map_or(self.text.len(), |next| next - 1);
        let text = self.text[start..end].trim_end_matches('\r');
        let cut = text.floor_char_boundary(LONGEST_LINE);
        let mut shown = visible(&text[..cut]).into_owned();
        if cut < text.len() {
            shown.push('…');
        }
        shown
    }
}

/// Lays a text of a kind out; `replace` as in [`laid_out`].
pub(crate) fn arranged(
    kind: BodyKind,
    text: &str,
    replace: impl FnMut(Option<&str>, &str) -> Option<String>,
) -> String {
    match kind {
        BodyKind::Json => laid_out(text, replace).unwrap_or_else(|_| text.to_owned()),
        BodyKind::Xml | BodyKind::Html | BodyKind::Text => text.to_owned(),
        BodyKind::Empty | BodyKind::Image | BodyKind::Binary => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{BodyKind, BodyText};

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
    fn lines_are_given_in_windows_and_long_ones_cut() {
        let long = "x".repeat(10_000);
        let body = BodyText::new(BodyKind::Text, 0, format!("a\r\nb\u{202e}\n{long}"));
        assert_eq!(body.lines(), 3);
        assert_eq!(body.slice(0, 2), ["a", "b[U+202E]"]);
        assert_eq!(body.slice(2, 99)[0].chars().count(), 4_001);
        assert_eq!(body.slice(7, 1), Vec::<String>::new());
    }
}
