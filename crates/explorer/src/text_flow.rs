//! Text that is no JSON and comes in pieces, with keys and the secrets of forms masked.

use crate::json_flow::{FIRST_LINE, key_starts};
use crate::scrub::MARK;
use memchr::memmem;

/// Masks private keys, from their first line to their last.
#[derive(Debug, Default)]
pub(crate) struct KeyBlocks {
    held: Vec<u8>,
    inside: bool,
}

const LAST_LINE: &[u8] = b"-----END ";

impl KeyBlocks {
    /// Takes a piece.
    pub(crate) fn piece(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        self.held.extend_from_slice(piece);
        self.read(FIRST_LINE, out);
    }

    /// Ends the text.
    pub(crate) fn end(&mut self, out: &mut Vec<u8>) {
        self.read(0, out);
        if !self.inside {
            out.append(&mut self.held);
        }
    }

    fn read(&mut self, spare: usize, out: &mut Vec<u8>) {
        loop {
            let found = if self.inside {
                last_line_ends(&self.held)
            } else {
                key_starts(&self.held)
            };
            let end = found.unwrap_or(self.held.len().saturating_sub(spare));
            if !self.inside {
                out.extend_from_slice(&self.held[..end]);
            }
            self.held.drain(..end);
            if found.is_none() {
                return;
            }
            self.inside = !self.inside;
            if self.inside {
                out.extend_from_slice(MARK.as_bytes());
            }
        }
    }
}

fn last_line_ends(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, LAST_LINE).find_map(|at| {
        let line = &bytes[at..bytes.len().min(at + FIRST_LINE)];
        let mark = b"PRIVATE KEY-----";
        memmem::find(line, mark).map(|found| at + found + mark.len())
    })
}

/// The pairs of a form, one by one.
#[derive(Debug, Default)]
pub(crate) struct FormFlow {
    held: Vec<u8>,
}

impl FormFlow {
    /// Takes a piece; `each` gives the shown form of a pair.
    pub(crate) fn piece(&mut self, piece: &[u8], each: impl Fn(&str) -> String, out: &mut Vec<u8>) {
        for (at, part) in piece.split(|byte| *byte == b'&').enumerate() {
            if at > 0 {
                self.pair(&each, out);
                out.push(b'&');
            }
            self.held.extend_from_slice(part);
        }
    }

    /// Ends the form.
    pub(crate) fn end(&mut self, each: impl Fn(&str) -> String, out: &mut Vec<u8>) {
        self.pair(&each, out);
    }

    fn pair(&mut self, each: &impl Fn(&str) -> String, out: &mut Vec<u8>) {
        out.extend(each(&String::from_utf8_lossy(&self.held)).into_bytes());
        self.held.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::KeyBlocks;

    #[test]
    fn keys_are_masked_wherever_the_text_is_cut() {
        let key = "-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----";
        let text = format!("a\n{key}\nb -----BEGIN CERTIFICATE-----\nc {key}");
        for step in [1, 5, 1_000] {
            let mut blocks = KeyBlocks::default();
            let mut out = Vec::new();
            for piece in text.as_bytes().chunks(step) {
                blocks.piece(piece, &mut out);
            }
            blocks.end(&mut out);
            let shown = String::from_utf8(out).unwrap();
            assert_eq!(shown, "a\n•••\nb -----BEGIN CERTIFICATE-----\nc •••");
        }
        let mut blocks = KeyBlocks::default();
        let mut out = Vec::new();
        blocks.piece(b"-----BEGIN PRIVATE KEY-----\ncanary", &mut out);
        blocks.end(&mut out);
        assert_eq!(out, "•••".as_bytes());
    }
}
