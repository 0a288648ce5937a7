//! From bytes to text, and telling apart what is no document at all.

use crate::{Unreadable, Why};
use std::borrow::Cow;

/// A file as text.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Where the first bytes stand that are no text: line and column.
    pub(crate) broken_at: Option<(u32, u32)>,
}

/// Decodes UTF-8 and UTF-16, with or without a byte order mark. Bytes that are owned are not
/// copied where they are UTF-8.
pub(crate) fn decode(bytes: Cow<'_, [u8]>) -> Result<Decoded, Unreadable> {
    let decoded = match &*bytes {
        [0xEF, 0xBB, 0xBF, ..] => utf8(without(bytes, 3))?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Without a mark, the first character of a document is plain ASCII.
        [first, 0, ..] if first.is_ascii() && *first != 0 => utf16(&bytes, u16::from_le_bytes),
        [0, first, ..] if first.is_ascii() && *first != 0 => utf16(&bytes, u16::from_be_bytes),
        _ => {
            if let Some(looks_like) = binary(&bytes) {
                return Err(Unreadable::whole(Why::Binary { looks_like }));
            }
            utf8(bytes)?
        }
    };
    let start = decoded.text.trim_start();
    if start.is_empty() {
        return Err(Unreadable::whole(Why::Empty));
    }
    if start.starts_with('<') {
        let head: String = start
            .chars()
            .take(2_000)
            .collect::<String>()
            .to_ascii_lowercase();
        let html = ["<html", "<!doctype html", "<head", "<body", "<script"];
        let why = if html.iter().any(|tag| head.contains(tag)) {
            Why::Html
        } else {
            Why::Xml
        };
        return Err(Unreadable::whole(why));
    }
    Ok(decoded)
}

fn without(bytes: Cow<'_, [u8]>, mark: usize) -> Cow<'_, [u8]> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[mark..]),
        Cow::Owned(mut bytes) => {
            bytes.drain(..mark);
            Cow::Owned(bytes)
        }
    }
}

fn utf8(bytes: Cow<'_, [u8]>) -> Result<Decoded, Unreadable> {
    let text = match bytes {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err((error.valid_up_to(), Cow::Borrowed(bytes))),
        },
        Cow::Owned(bytes) => String::from_utf8(bytes).map_err(|error| {
            (
                error.utf8_error().valid_up_to(),
                Cow::Owned(error.into_bytes()),
            )
        }),
    };
    match text {
        Ok(text) => Ok(Decoded {
            text,
            broken_at: None,
        }),
        Err((valid, bytes)) => {
            // A few bad bytes are an accident of encoding; many are no text.
            let bad: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
            if bad * 8 > bytes.len() {
                let looks_like = "unknown";
                return Err(Unreadable::whole(Why::Binary { looks_like }));
            }
            let good = &bytes[..valid];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let column = good.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
            Ok(Decoded {
                text: String::from_utf8_lossy(&bytes).into_owned(),
                broken_at: Some((crate::tree::small(line), crate::tree::small(column))),
            })
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut broken_at = None;
    let (mut line, mut column) = (1, 1);
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or_else(|_| {
            broken_at.get_or_insert((line, column));
            char::REPLACEMENT_CHARACTER
        });
        if c == '\n' {
            line += 1;
            column = 1;
        } else {
            column += 1;
        }
        text.push(c);
    }
    if bytes.len() % 2 == 1 {
        broken_at.get_or_insert((line, column));
    }
    Decoded { text, broken_at }
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 10] = [
        (b"\x89PNG", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"GIF8", "GIF"),
        (b"RIFF", "RIFF"),
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x1F\x8B", "GZIP"),
        (b"MZ", "program"),
        (b"\x7FELF", "program"),
        (b"SQLite format 3", "SQLite"),
    ];
    let known = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    // NUL is in no text; "MZ" alone could start one.
    let nul = bytes.iter().take(4_096).any(|byte| *byte == 0);
    match known {
        Some((mark, name)) if mark.len() > 2 || nul || mark[0] == 0x1F => Some(name),
        _ => nul.then_some("unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::Why;

    #[test]
    fn every_encoding_of_the_same_text_reads_the_same() {
        let text = "openapi: 3.0.0 # ü";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            with(b"\xEF\xBB\xBF", text.as_bytes()),
            with(b"\xFF\xFE", &le),
            with(b"\xFE\xFF", &be),
            le,
            be,
        ] {
            let decoded = decode(bytes.as_slice().into()).unwrap();
            let owned = decode(bytes.into()).unwrap();
            assert_eq!(owned.text, decoded.text);
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.broken_at, None);
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let why = |bytes: &[u8]| decode(bytes.into()).unwrap_err().why;
        assert_eq!(why(b" \r\n\t"), Why::Empty);
        assert_eq!(why(b"  <!DOCTYPE HTML><title>x"), Why::Html);
        assert_eq!(why(b"<?xml version='1.0'?><definitions/>"), Why::Xml);
        assert_eq!(
            why(b"\x89PNG\r\n\x1a\n\0\0"),
            Why::Binary { looks_like: "PNG" }
        );
        assert_eq!(
            decode(b"a:\n b\xff cdefg".as_slice().into())
                .unwrap()
                .broken_at,
            Some((2, 3))
        );
    }
}
