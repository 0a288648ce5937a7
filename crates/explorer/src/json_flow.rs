//! JSON that comes in pieces: laid out, and values that are secrets by their name or looks
//! masked, in memory that does not grow with the body.
//!
//! Whole JSON comes out exactly as [`crate::lay_out::laid_out`] gives it. Where a body stops being
//! JSON, the rest is given as it is written, with values still masked: a text that is almost JSON,
//! cut short, or a list of values line by line has secrets in it all the same.

use crate::json::{is_number, string, unquoted};
use crate::lay_out::DEEPEST;
use crate::redact::masked;
use crate::scrub::MARK;
use crate::secret_names::is_secret_name;
use memchr::{memchr2, memmem};

/// A text up to this size is held until its end is there, and then judged as a whole.
const HELD: usize = 1024 * 1024;

/// Deeper than this nothing is laid out; a body that is nothing but brackets stays cheap.
const DEEPEST_KNOWN: usize = 1024 * 1024;

/// Lays JSON out as it comes.
pub(crate) struct JsonFlow {
    mode: Mode,
    lex: Lex,
    /// The token that is being read, from its first byte.
    held: Vec<u8>,
    /// The last byte read was a backslash within a text.
    escaped: bool,
    wanted: Wanted,
    /// Which of the open containers are objects.
    objects: Vec<bool>,
    /// Another member or item came before in the same container.
    follows: bool,
    /// The last token opened a container.
    opened: bool,
    /// The name the next value stands under, with its quotes.
    name: Option<Vec<u8>>,
    rest: Rest,
}

/// What is done with what follows when a body is no JSON any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// It is given as it is written.
    Shown,
    /// The operation discloses, and only values with names can be masked: it is left out.
    LeftOut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    LaidOut,
    Source,
    Dropped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lex {
    Between,
    Text,
    Word,
    /// A text too long to be held, which is given on.
    Long,
    /// A text that is masked already.
    Skip,
    /// In source: spaces after a text, which was a name if a colon follows.
    AfterText,
    /// In source: between a name's colon and its value.
    AfterColon,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Value,
    ValueOrEnd,
    Name,
    NameOrEnd,
    Colon,
    AfterValue,
    Nothing,
}

fn space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

impl JsonFlow {
    /// Lays out from the start.
    pub(crate) fn new(rest: Rest) -> Self {
        Self {
            mode: Mode::LaidOut,
            lex: Lex::Between,
            held: Vec::new(),
            escaped: false,
            wanted: Wanted::Value,
            objects: Vec::new(),
            follows: false,
            opened: false,
            name: None,
            rest,
        }
    }

    /// Gives everything as it is written, with secrets masked: for what is known to be no JSON.
    pub(crate) fn source() -> Self {
        Self {
            mode: Mode::Source,
            ..Self::new(Rest::Shown)
        }
    }

    /// Whether all of it was JSON so far.
    pub(crate) fn is_json(&self) -> bool {
        self.mode == Mode::LaidOut
    }

    /// Takes a piece.
    pub(crate) fn piece(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while !bytes.is_empty() {
            let used = match self.mode {
                Mode::Dropped => return,
                Mode::LaidOut => self.laid_out(bytes, out),
                Mode::Source => self.written(bytes, out),
            };
            bytes = &bytes[used..];
        }
    }

    /// Ends the body.
    pub(crate) fn end(&mut self, out: &mut Vec<u8>) {
        if self.mode == Mode::LaidOut {
            if self.lex == Lex::Word {
                self.word_ends(out);
            }
            let whole = self.mode == Mode::LaidOut && self.wanted == Wanted::Nothing;
            if whole && self.lex == Lex::Between {
                return;
            }
            if self.mode == Mode::LaidOut {
                self.broken(out);
            }
        }
        if self.mode == Mode::Source {
            self.source_ends(out);
        }
    }

    /// Reads on while it is JSON; says how many bytes were used.
    fn laid_out(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        match self.lex {
            Lex::Text => self.text(bytes, out),
            Lex::Long => self.long(bytes, out),
            Lex::Skip => self.skip(bytes),
            Lex::Word => {
                let length = bytes.iter().take_while(|byte| in_word(**byte)).count();
                self.held.extend_from_slice(&bytes[..length]);
                if self.held.len() > HELD {
                    self.broken(out);
                } else if length < bytes.len() {
                    self.word_ends(out);
                }
                length
            }
            Lex::Between | Lex::AfterText | Lex::AfterColon => self.between(bytes, out),
        }
    }

    fn between(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let spaces = bytes.iter().take_while(|byte| space(**byte)).count();
        let Some(byte) = bytes.get(spaces).copied() else {
            return spaces;
        };
        let inside = self.objects.last().copied();
        match (self.wanted, byte) {
            (Wanted::Value | Wanted::ValueOrEnd, b'{' | b'[')
                if self.objects.len() < DEEPEST_KNOWN =>
            {
                self.place(out);
                out.push(byte);
                self.name = None;
                self.opened = true;
                self.follows = false;
                self.objects.push(byte == b'{');
                self.wanted = if byte == b'{' {
                    Wanted::NameOrEnd
                } else {
                    Wanted::ValueOrEnd
                };
            }
            (Wanted::NameOrEnd | Wanted::AfterValue, b'}') if inside == Some(true) => {
                self.close(byte, out);
            }
            (Wanted::ValueOrEnd | Wanted::AfterValue, b']') if inside == Some(false) => {
                self.close(byte, out);
            }
            (Wanted::AfterValue, b',') => {
                self.follows = true;
                self.wanted = if inside == Some(true) {
                    Wanted::Name
                } else {
                    Wanted::Value
                };
            }
            (Wanted::Colon, b':') => {
                out.extend_from_slice(b": ");
                self.wanted = Wanted::Value;
            }
            (Wanted::Name | Wanted::NameOrEnd | Wanted::Value | Wanted::ValueOrEnd, b'"') => {
                self.held.clear();
                self.held.push(byte);
                self.escaped = false;
                self.lex = Lex::Text;
            }
            (Wanted::Value | Wanted::ValueOrEnd, _) if in_word(byte) => {
                self.held.clear();
                self.lex = Lex::Word;
                return spaces;
            }
            (
                Wanted::Value
                | Wanted::ValueOrEnd
                | Wanted::Name
                | Wanted::NameOrEnd
                | Wanted::Colon
                | Wanted::AfterValue
                | Wanted::Nothing,
                _,
            ) => {
                self.held.clear();
                self.broken(out);
                return spaces;
            }
        }
        spaces + 1
    }

    fn close(&mut self, byte: u8, out: &mut Vec<u8>) {
        self.objects.pop();
        if !self.opened {
            new_line(out, self.objects.len());
        }
        out.push(byte);
        self.opened = false;
        self.value_ends();
    }

    fn value_ends(&mut self) {
        self.follows = true;
        self.wanted = if self.objects.is_empty() {
            Wanted::Nothing
        } else {
            Wanted::AfterValue
        };
    }

    /// Puts what comes before a name or a value: a value stays on the line of its name.
    fn place(&mut self, out: &mut Vec<u8>) {
        let depth = self.objects.len();
        if self.name.is_none() && depth > 0 {
            if self.follows && !self.opened {
                out.push(b',');
            }
            new_line(out, depth);
        }
    }

    fn is_name(&self) -> bool {
        matches!(self.wanted, Wanted::Name | Wanted::NameOrEnd)
    }

    fn text(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let (used, ended) = text_end(bytes, &mut self.escaped);
        self.held.extend_from_slice(&bytes[..used]);
        if ended {
            self.text_ends(out);
        } else if self.held.len() > HELD {
            self.too_long(out);
        }
        used
    }

    fn text_ends(&mut self, out: &mut Vec<u8>) {
        let whole = string(&self.held, 0) == Some(self.held.len());
        let Some(text) = std::str::from_utf8(&self.held).ok().filter(|_| whole) else {
            self.broken(out);
            return;
        };
        if self.is_name() {
            let held = std::mem::take(&mut self.held);
            self.place(out);
            out.extend_from_slice(&held);
            self.name = Some(held);
            self.opened = false;
            self.wanted = Wanted::Colon;
        } else {
            let mask = masked(self.known(), text);
            self.place(out);
            match mask {
                Some(mask) => out.extend_from_slice(mask.as_bytes()),
                None => out.extend_from_slice(&self.held),
            }
            self.name = None;
            self.opened = false;
            self.value_ends();
        }
        self.held.clear();
        self.lex = Lex::Between;
    }

    fn known(&self) -> Option<&str> {
        self.name
            .as_deref()
            .and_then(|name| std::str::from_utf8(name).ok())
    }

    fn word_ends(&mut self, out: &mut Vec<u8>) {
        let known = matches!(self.held.as_slice(), b"true" | b"false" | b"null");
        let Some(word) = std::str::from_utf8(&self.held)
            .ok()
            .filter(|_| known || is_number(&self.held))
        else {
            self.broken(out);
            return;
        };
        let mask = masked(self.known(), word);
        self.place(out);
        match mask {
            Some(mask) => out.extend_from_slice(mask.as_bytes()),
            None => out.extend_from_slice(&self.held),
        }
        self.name = None;
        self.opened = false;
        self.value_ends();
        self.held.clear();
        self.lex = Lex::Between;
    }

    /// A text is longer than can be judged as a whole. A name that long names no secret; a value
    /// is masked when its name or its beginning says so, and from a key's first line on.
    fn too_long(&mut self, out: &mut Vec<u8>) {
        let is_name = self.mode == Mode::LaidOut && self.is_name();
        let named = self
            .known()
            .is_some_and(|name| is_secret_name(&unquoted(name)));
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

    fn mask(&mut self, out: &mut Vec<u8>) {
        out.push(b'"');
        out.extend_from_slice(MARK.as_bytes());
        out.push(b'"');
        self.held.clear();
        self.lex = Lex::Skip;
    }

    /// Gives a part of a long text on, but what may be the first line of a key.
    fn give(&mut self, part: &[u8], out: &mut Vec<u8>) {
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

    fn long(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
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

    fn skip(&mut self, bytes: &[u8]) -> usize {
        let (used, ended) = text_end(bytes, &mut self.escaped);
        if ended {
            self.long_ends();
        }
        used
    }

    fn long_ends(&mut self) {
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

    /// From here on it is no JSON.
    fn broken(&mut self, out: &mut Vec<u8>) {
        if self.rest == Rest::LeftOut {
            out.extend_from_slice(b"\n");
            out.extend_from_slice(MARK.as_bytes());
            self.mode = Mode::Dropped;
            return;
        }
        self.mode = Mode::Source;
        match self.wanted {
            // The comma was read, and would have been written with what follows it.
            Wanted::Value | Wanted::Name if self.follows && !self.opened && self.name.is_none() => {
                out.extend_from_slice(b",\n");
            }
            Wanted::Nothing => out.push(b'\n'),
            // A name without its colon is none.
            Wanted::Colon => self.name = None,
            Wanted::Value
            | Wanted::ValueOrEnd
            | Wanted::Name
            | Wanted::NameOrEnd
            | Wanted::AfterValue => {}
        }
        let held = std::mem::take(&mut self.held);
        self.lex = match self.name {
            Some(_) => Lex::AfterColon,
            None => Lex::Between,
        };
        self.escaped = false;
        self.piece(&held, out);
    }

    /// Reads on where it is no JSON; says how many bytes were used.
    fn written(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let byte = bytes[0];
        match self.lex {
            Lex::Long => self.long(bytes, out),
            Lex::Skip => self.skip(bytes),
            Lex::Text => self.loose_text(bytes, out),
            Lex::Word => {
                let length = bytes.iter().take_while(|byte| in_word(**byte)).count();
                self.held.extend_from_slice(&bytes[..length]);
                if length < bytes.len() || self.held.len() > HELD {
                    self.loose_word(out);
                }
                length
            }
            Lex::AfterText if space(byte) && self.held.len() < HELD => {
                self.held.push(byte);
                1
            }
            Lex::AfterText if byte == b':' => {
                let held = std::mem::take(&mut self.held);
                out.extend_from_slice(&held);
                out.push(byte);
                let spaces = held.iter().rev().take_while(|byte| space(**byte)).count();
                self.name = Some(held[..held.len() - spaces].to_vec());
                self.lex = Lex::AfterColon;
                1
            }
            Lex::AfterText => {
                self.loose_value(out);
                self.lex = Lex::Between;
                0
            }
            Lex::AfterColon if space(byte) => {
                out.push(byte);
                1
            }
            Lex::AfterColon | Lex::Between if byte == b'"' => {
                self.held.clear();
                self.held.push(byte);
                self.escaped = false;
                self.lex = Lex::Text;
                1
            }
            Lex::AfterColon if in_word(byte) => {
                self.held.clear();
                self.lex = Lex::Word;
                0
            }
            Lex::AfterColon => {
                self.name = None;
                self.lex = Lex::Between;
                0
            }
            Lex::Between => {
                let end = memchr::memchr(b'"', bytes).unwrap_or(bytes.len());
                out.extend_from_slice(&bytes[..end]);
                end
            }
        }
    }

    /// A text outside JSON ends at its line's end as well: a lone quote hides nothing.
    fn loose_text(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let line = memchr::memchr(b'\n', bytes);
        let part = &bytes[..line.unwrap_or(bytes.len())];
        let (used, ended) = text_end(part, &mut self.escaped);
        self.held.extend_from_slice(&part[..used]);
        if ended && self.name.is_none() {
            self.lex = Lex::AfterText;
        } else if ended || line == Some(used) {
            self.loose_value(out);
            self.lex = Lex::Between;
        } else if self.held.len() > HELD {
            self.too_long(out);
        }
        used
    }

    fn loose_value(&mut self, out: &mut Vec<u8>) {
        let spaces = self.held.iter().rev().take_while(|byte| space(**byte));
        let end = self.held.len() - spaces.count();
        let (text, after) = self.held.split_at(end);
        let mask = masked(self.known(), &String::from_utf8_lossy(text));
        match mask {
            Some(mask) => out.extend_from_slice(mask.as_bytes()),
            None => out.extend_from_slice(text),
        }
        out.extend_from_slice(after);
        self.held.clear();
        self.name = None;
    }

    fn loose_word(&mut self, out: &mut Vec<u8>) {
        self.loose_value(out);
        self.lex = Lex::Between;
    }

    fn source_ends(&mut self, out: &mut Vec<u8>) {
        match self.lex {
            Lex::Text | Lex::Word | Lex::AfterText => self.loose_value(out),
            Lex::Long => out.append(&mut self.held),
            Lex::Between | Lex::Skip | Lex::AfterColon => {}
        }
    }
}

/// How far a text goes in these bytes, its closing quote included, and whether it ends here.
fn text_end(bytes: &[u8], escaped: &mut bool) -> (usize, bool) {
    let mut at = 0;
    loop {
        if *escaped {
            if at == bytes.len() {
                return (at, false);
            }
            *escaped = false;
            at += 1;
        }
        match memchr2(b'"', b'\\', &bytes[at..]) {
            None => return (bytes.len(), false),
            Some(found) => {
                at += found + 1;
                if bytes[at - 1] == b'"' {
                    return (at, true);
                }
                *escaped = true;
            }
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

fn new_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.extend(std::iter::repeat_n(b' ', 2 * depth.min(DEEPEST)));
}

#[cfg(test)]
#[path = "json_flow_tests.rs"]
mod tests;
