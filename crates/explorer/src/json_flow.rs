//! JSON that comes in pieces: laid out, and values that are secrets by their name or looks
//! masked, in memory that does not grow with the body.
//!
//! Whole JSON comes out exactly as [`crate::lay_out::laid_out`] gives it. Where a body stops being
//! JSON, the rest is given as it is written, with values still masked: a text that is almost JSON,
//! cut short, or a list of values line by line has secrets in it all the same.

mod long;
mod source;

pub(crate) use long::{FIRST_LINE, key_starts};

use crate::disclosing::masked_of;
use crate::json::{is_number, string};
use crate::lay_out::DEEPEST;
use domain::Effect;
use memchr::memchr2;

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
            let mask = self.masked(text);
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

    /// What stands for a value here.
    fn masked(&self, value: &str) -> Option<String> {
        masked_of(self.effect(), self.known(), value)
    }

    /// What the operation does, as far as it matters here.
    fn effect(&self) -> Effect {
        match self.rest {
            Rest::Shown => Effect::Reads,
            Rest::LeftOut => Effect::Discloses,
        }
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
        let mask = self.masked(word);
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

fn new_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.extend(std::iter::repeat_n(b' ', 2 * depth.min(DEEPEST)));
}

#[cfg(test)]
#[path = "json_flow_tests.rs"]
mod tests;
