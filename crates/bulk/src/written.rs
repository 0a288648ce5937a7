//! How spreadsheets write: letters, separators, quotes and formulas.

use crate::{Encoding, Unreadable};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Which separators spreadsheets write, by how often they are met.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many lines are looked at to tell the separator.
const LOOKED_AT: usize = 20;

/// The text, and how it was written.
pub(crate) fn decoded(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    let workbook = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if workbook {
        return Err(Unreadable::NotText { workbook: true });
    }
    let (encoding, named) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding == UTF_8 => (UTF_8, Encoding::Utf8),
        Some((encoding, _)) => (encoding, Encoding::Utf16),
        None => match without_mark(bytes) {
            Some(encoding) => (encoding, Encoding::Utf16),
            None if std::str::from_utf8(bytes).is_ok() => (UTF_8, Encoding::Utf8),
            None => (WINDOWS_1252, Encoding::Windows1252),
        },
    };
    let (text, ..) = encoding.decode(bytes);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    if text.contains('\0') {
        return Err(Unreadable::NotText { workbook: false });
    }
    Ok((text.into_owned(), named))
}

/// UTF-16 without a mark: every other byte of Western text is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let part = &bytes[..bytes.len().min(200) & !1];
    let zero = |from: usize| {
        part.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let half = part.len() / 2;
    if half == 0 {
        None
    } else if zero(1) * 10 > half * 9 && zero(0) == 0 {
        Some(UTF_16LE)
    } else if zero(0) * 10 > half * 9 && zero(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Excel's first line `sep=;`: the rest, the separator it tells, and how many lines were skipped.
pub(crate) fn separator_line(text: &str) -> (&str, Option<u8>, u32) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let told = first
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| first.as_bytes().get(4).copied());
    match told {
        Some(told) if first.len() == 5 => (rest, Some(told), 1),
        _ => (text, None, 0),
    }
}

/// The separator by which the first lines have the most cells, and the same number of them.
pub(crate) fn separator(text: &str) -> u8 {
    let cells = |separator: u8| -> Vec<usize> {
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let records = reader.into_records().take(LOOKED_AT);
        records.flatten().map(|record| record.len()).collect()
    };
    let good = |separator: &u8| {
        let cells = cells(*separator);
        let first = cells.first().copied().unwrap_or_default();
        let same = cells.iter().filter(|count| **count == first).count();
        if first < 2 { (0, 0) } else { (same, first) }
    };
    // Of two that are as good, the one that is met more often: the first.
    let mut best = (SEPARATORS[0], good(&SEPARATORS[0]));
    for separator in &SEPARATORS[1..] {
        let found = good(separator);
        if found > best.1 {
            best = (*separator, found);
        }
    }
    best.0
}

/// A quote that is never closed would swallow the rest of the sheet as one cell.
pub(crate) fn open_quote(text: &str, separator: u8, skipped: u32) -> Result<(), Unreadable> {
    let mut line = 1 + skipped;
    let mut opened = None;
    let mut fresh = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            (None, b'"') if fresh => opened = Some(line),
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (Some(_), b'"') => opened = None,
            _ => {}
        }
        fresh = opened.is_none() && (byte == separator || byte == b'\n' || byte == b'\r');
        if byte == b'\n' {
            line += 1;
        }
    }
    match opened {
        Some(line) => Err(Unreadable::Quote { line }),
        None => Ok(()),
    }
}

/// A cell's text, and whether it is a formula.
pub(crate) fn plain(cell: &str) -> (String, bool) {
    let cell = cell.trim();
    // `="00123"`: a text that a spreadsheet must not take for a number.
    let kept = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|rest| !rest.contains('"'));
    if let Some(kept) = kept {
        return (kept.to_owned(), false);
    }
    // What we, or a person, made harmless.
    if let Some(rest) = cell.strip_prefix('\'')
        && rest.starts_with(['=', '+', '-', '@', '\''])
    {
        return (rest.to_owned(), false);
    }
    let number = |rest: &str| {
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let formula = match cell.chars().next() {
        Some('=' | '@') => cell.len() > 1,
        // A telephone number and a number below zero are none.
        Some(sign @ ('+' | '-')) => cell.len() > 1 && !number(cell.trim_start_matches(sign)),
        _ => false,
    };
    (cell.to_owned(), formula)
}
