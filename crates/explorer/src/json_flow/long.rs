//! Texts within JSON that are too long to be judged as a whole.

use super::{JsonFlow, Lex, Mode, Wanted, text_end};
use crate::json::unquoted;
use crate::scrub::MARK;
use domain::{Effect, is_secret_name};
use memchr::memmem;

impl JsonFlow {
    /// A text is longer than can be judged as a whole. A name that long names no secret; a value
    /// is masked when its name or its beginning says so, and from a key's first line on.
    pub(super) fn too_long(&mut self, out: &mut Vec<u8>) {
        let is_name = self.mode == Mode::LaidOut && self.is_name();
        let named = self
            .known()
            .is_some_and(|name| is_secret_name(&unquoted(name)));
        // A text that long says what no secret is.
        let named = named || self.effect() == Effect::Discloses;
        let token = self.held.starts_with(b"\"eyJ")
            && self.held[1..]
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if self.mode == Mode::LaidOut {
            self.place(out);
            self.opened = false;
        }
        let held = std::mem::take(&mut self.held);
        if !is_name && (named || token) {
            self.mask(out);
            return;
        }
        self.lex = Lex::Long;
        self.give(&held, out);
    }

    pub(super) fn mask(&mut self, out: &mut Vec<u8>) {
        out.push(b'"');
        out.extend_from_slice(MARK.as_bytes());
        out.push(b'"');
        self.held.clear();
        self.lex = Lex::Skip;
    }

    /// Gives a part of a long text on, but what may be the first line of a key.
    pub(super) fn give(&mut self, part: &[u8], out: &mut Vec<u8>) {
        self.held.extend_from_slice(part);
        if let Some(at) = key_starts(&self.held) {
            out.extend_from_slice(&self.held[..at]);
            out.extend_from_slice(MARK.as_bytes());
            out.push(b'"');
            self.held.clear();
            self.lex = Lex::Skip;
            return;
        }
        let done = self.held.len().saturating_sub(FIRST_LINE);
        out.extend_from_slice(&self.held[..done]);
        self.held.drain(..done);
    }

    pub(super) fn long(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let (used, ended) = text_end(bytes, &mut self.escaped);
        self.give(&bytes[..used], out);
        if ended {
            let skipped = self.lex == Lex::Skip;
            if !skipped {
                out.extend_from_slice(&self.held);
            }
            self.held.clear();
            self.long_ends();
        }
        used
    }

    pub(super) fn skip(&mut self, bytes: &[u8]) -> usize {
        let (used, ended) = text_end(bytes, &mut self.escaped);
        if ended {
            self.long_ends();
        }
        used
    }

    pub(super) fn long_ends(&mut self) {
        self.lex = Lex::Between;
        if self.mode != Mode::LaidOut {
            self.name = None;
        } else if self.is_name() {
            self.name = Some(b"\"\"".to_vec());
            self.wanted = Wanted::Colon;
        } else {
            self.name = None;
            self.value_ends();
        }
    }
}

/// The first line of a private key is not longer.
pub(crate) const FIRST_LINE: usize = 64;

/// Where a private key starts.
pub(crate) fn key_starts(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, b"-----BEGIN ").find(|at| {
        let line = &bytes[*at..bytes.len().min(at + FIRST_LINE)];
        memmem::find(line, b"PRIVATE KEY-----").is_some()
    })
}
