//! What follows where a body stops being JSON: given as it is written, with values masked.

use super::{HELD, JsonFlow, Lex, Mode, Rest, Wanted, in_word, space, text_end};
use crate::scrub::MARK;

impl JsonFlow {
    /// From here on it is no JSON.
    pub(super) fn broken(&mut self, out: &mut Vec<u8>) {
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
    pub(super) fn written(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
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
    pub(super) fn loose_text(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
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

    pub(super) fn loose_value(&mut self, out: &mut Vec<u8>) {
        let spaces = self.held.iter().rev().take_while(|byte| space(**byte));
        let end = self.held.len() - spaces.count();
        let (text, after) = self.held.split_at(end);
        let mask = self.masked(&String::from_utf8_lossy(text));
        match mask {
            Some(mask) => out.extend_from_slice(mask.as_bytes()),
            None => out.extend_from_slice(text),
        }
        out.extend_from_slice(after);
        self.held.clear();
        self.name = None;
    }

    pub(super) fn loose_word(&mut self, out: &mut Vec<u8>) {
        self.loose_value(out);
        self.lex = Lex::Between;
    }

    pub(super) fn source_ends(&mut self, out: &mut Vec<u8>) {
        match self.lex {
            Lex::Text | Lex::Word | Lex::AfterText => self.loose_value(out),
            Lex::Long => out.append(&mut self.held),
            Lex::Between | Lex::Skip | Lex::AfterColon => {}
        }
    }
}
