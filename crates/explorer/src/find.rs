//! Finding words in a body, as it is shown.

use crate::body::BodyText;
use crate::pieces::Breaker;
use crate::scan::ViewError;
use openapi::visible;
use std::collections::BTreeSet;
use std::io::Read as _;

/// More matches are not counted.
const MOST: usize = 10_000;
const BLOCK: usize = 256 * 1024;

/// Where some words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The line, from 0, as [`BodyText::slice`] counts.
    pub line: u64,
    /// Where they start in the line as it is shown, in UTF-16 units.
    pub from: u32,
    /// Where they end; the end of the line, when they go on in the next.
    pub to: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many matches there are.
    pub total: usize,
    /// Whether there are more than that: 10,000 are counted at the most.
    pub more: bool,
    /// Those of the window, in the order of the text.
    pub matches: Vec<Match>,
}

impl BodyText {
    /// Where the words stand, one after the other and whatever their case; `from` and `at_most`
    /// choose a window of the matches. One pass over the body.
    ///
    /// # Errors
    /// When the body is no text or cannot be read.
    pub fn find(&self, words: &str, from: usize, at_most: usize) -> Result<Found, ViewError> {
        if !self.kind().is_text() {
            return Err(ViewError::OtherKind);
        }
        let mut found = Found {
            total: 0,
            more: false,
            matches: Vec::new(),
        };
        let Some(needle) = Needle::new(words) else {
            return Ok(found);
        };
        let mut reader = self.store().open()?;
        let mut breaker = Breaker::at(0);
        // The lines that are not behind us, from the start of one.
        let mut text: Vec<u8> = Vec::new();
        let mut base = 0_u64;
        let mut starts: Vec<usize> = vec![0];
        let mut first_line = 0_u64;
        let mut searched = 0;
        loop {
            let old = text.len();
            text.resize(old + BLOCK, 0);
            let read = reader.read(&mut text[old..])?;
            text.truncate(old + read);
            breaker.piece(&text[old..], |start| {
                starts.push(usize::try_from(start - base).unwrap_or(usize::MAX));
            });
            let last = read == 0;
            // A match is whole, and its line is there, before the last line that is open.
            let open = *starts.last().unwrap_or(&0);
            let sure = open.min(text.len().saturating_sub(needle.longest()));
            let end = if last { text.len() } else { sure };
            while searched < end {
                let Some((at, length)) = needle.first_in(&text, searched, end) else {
                    searched = end;
                    break;
                };
                searched = at + length.max(1);
                if found.total == MOST {
                    found.more = true;
                    return Ok(found);
                }
                if (from..from.saturating_add(at_most)).contains(&found.total) {
                    let line = starts.partition_point(|start| *start <= at) - 1;
                    let start = starts[line];
                    let line_end = starts.get(line + 1).copied().unwrap_or(text.len());
                    found.matches.push(Match {
                        line: first_line + line as u64,
                        from: units(&text[start..at]),
                        to: units(&text[start..(at + length).min(line_end)]),
                    });
                }
                found.total += 1;
            }
            if last {
                return Ok(found);
            }
            let done = starts.partition_point(|start| *start <= searched.min(open)) - 1;
            let behind = starts[done];
            text.drain(..behind);
            starts.drain(..done);
            for start in &mut starts {
                *start -= behind;
            }
            first_line += done as u64;
            base += behind as u64;
            searched = searched.saturating_sub(behind);
        }
    }
}

/// How long a part of a line is as it is shown.
fn units(bytes: &[u8]) -> u32 {
    let text = String::from_utf8_lossy(bytes);
    u32::try_from(visible(&text).encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Words to look for, in lower case.
struct Needle {
    letters: Vec<char>,
    /// What the first letter may start with as bytes, in either case.
    first: Vec<u8>,
}

impl Needle {
    fn new(words: &str) -> Option<Self> {
        let letters: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
        let first = words.chars().next()?;
        let mut bytes = BTreeSet::new();
        let cases = first
            .to_lowercase()
            .chain(first.to_uppercase())
            .chain([first]);
        for c in cases {
            bytes.insert(c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
        }
        Some(Self {
            letters,
            first: bytes.into_iter().collect(),
        })
    }

    /// No match is longer, in bytes.
    fn longest(&self) -> usize {
        self.letters.len() * 4
    }

    /// The first match that starts in a range, and its length.
    fn first_in(&self, text: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
        let mut at = from;
        while at < to {
            let rest = &text[at..to];
            let next = match self.first.as_slice() {
                [a] => memchr::memchr(*a, rest),
                [a, b] => memchr::memchr2(*a, *b, rest),
                [a, b, c] => memchr::memchr3(*a, *b, *c, rest),
                many => rest.iter().position(|byte| many.contains(byte)),
            };
            at += next?;
            if let Some(length) = self.length_at(&text[at..]) {
                return Some((at, length));
            }
            at += 1;
        }
        None
    }

    fn length_at(&self, text: &[u8]) -> Option<usize> {
        let mut wanted = self.letters.iter();
        let mut length = 0;
        let mut next = wanted.next();
        while next.is_some() {
            let c = first_char(&text[length..])?;
            for lower in c.to_lowercase() {
                if next != Some(&lower) {
                    return None;
                }
                next = wanted.next();
            }
            length += c.len_utf8();
        }
        Some(length)
    }
}

fn first_char(bytes: &[u8]) -> Option<char> {
    let first = *bytes.first()?;
    if first.is_ascii() {
        return Some(char::from(first));
    }
    let part = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(part) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&part[..error.valid_up_to()]).ok()?,
    };
    valid.chars().next()
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
