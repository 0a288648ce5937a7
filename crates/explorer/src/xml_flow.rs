//! Large XML that comes in pieces: given as it is written, with values masked by the name of their
//! element or attribute.

use crate::lay_out_xml::masked_tag;
use crate::scrub::MARK;
use domain::is_secret_name;

/// A longer tag, section or comment is given on in parts.
const HELD: usize = 64 * 1024;

/// Masks XML as it comes.
#[derive(Debug, Default)]
pub(crate) struct XmlFlow {
    /// What began with `<` and has not ended.
    held: Vec<u8>,
    inside: Inside,
    quote: Option<u8>,
    /// The open element's name says that its text is a secret.
    secret: bool,
    /// The mark is written already.
    marked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Inside {
    #[default]
    Text,
    Tag,
    /// `<![CDATA[`, which is text.
    Section,
    Comment,
}

impl XmlFlow {
    /// Takes a piece.
    pub(crate) fn piece(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while let Some(byte) = bytes.first() {
            if self.inside == Inside::Text {
                let end = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
                self.text(&bytes[..end], out);
                bytes = &bytes[end..];
                if !bytes.is_empty() {
                    self.inside = Inside::Tag;
                }
                continue;
            }
            self.held.push(*byte);
            bytes = &bytes[1..];
            self.step(*byte, out);
        }
    }

    /// Ends the body.
    pub(crate) fn end(&mut self, out: &mut Vec<u8>) {
        let held = std::mem::take(&mut self.held);
        match self.inside {
            Inside::Section => self.text(&held, out),
            Inside::Tag => out.extend(tag(&held)),
            Inside::Text | Inside::Comment => out.extend(held),
        }
    }

    fn text(&mut self, text: &[u8], out: &mut Vec<u8>) {
        if !self.secret || text.iter().all(u8::is_ascii_whitespace) {
            out.extend_from_slice(text);
        } else if !self.marked {
            self.marked = true;
            out.extend_from_slice(MARK.as_bytes());
        }
    }

    fn step(&mut self, byte: u8, out: &mut Vec<u8>) {
        let ended = match self.inside {
            Inside::Text => return,
            Inside::Tag => {
                match self.held.as_slice() {
                    b"<![CDATA[" => self.inside = Inside::Section,
                    b"<!--" => self.inside = Inside::Comment,
                    _ => {}
                }
                match (self.quote, byte) {
                    (Some(open), byte) if open == byte => self.quote = None,
                    (None, b'"' | b'\'') => self.quote = Some(byte),
                    _ => {}
                }
                self.quote.is_none() && byte == b'>'
            }
            Inside::Section => self.held.ends_with(b"]]>"),
            Inside::Comment => self.held.ends_with(b"-->"),
        };
        if !ended && self.held.len() <= HELD {
            return;
        }
        // The end of what goes on may be cut: its first two bytes stay.
        let keep = if ended || self.inside == Inside::Tag {
            0
        } else {
            2
        };
        let rest = self.held.split_off(self.held.len() - keep);
        let held = std::mem::replace(&mut self.held, rest);
        match self.inside {
            Inside::Section => self.text(&held, out),
            Inside::Comment | Inside::Text => out.extend(held),
            Inside::Tag => {
                out.extend(tag(&held));
                self.secret = ended && names_a_secret(&held);
                self.marked = false;
            }
        }
        if ended || self.inside == Inside::Tag {
            self.inside = Inside::Text;
            self.quote = None;
        }
    }
}

fn tag(held: &[u8]) -> Vec<u8> {
    masked_tag(&String::from_utf8_lossy(held)).into_bytes()
}

/// Whether a start tag's name is one of a secret.
fn names_a_secret(tag: &[u8]) -> bool {
    let text = String::from_utf8_lossy(tag);
    let name = text
        .trim_start_matches('<')
        .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .next()
        .unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    !text.ends_with("/>") && is_secret_name(local)
}

#[cfg(test)]
mod tests {
    use super::{HELD, XmlFlow};

    fn shown(text: &str, step: usize) -> String {
        let mut flow = XmlFlow::default();
        let mut out = Vec::new();
        for piece in text.as_bytes().chunks(step) {
            flow.piece(piece, &mut out);
        }
        flow.end(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_are_masked_wherever_the_text_is_cut() {
        let long = "x".repeat(HELD * 2);
        let text = format!(
            "<a t='<'>1<ns:Password x=\"é\">can&amp;<![CDATA[ary {long}]]>ary</ns:Password>\n\
             <token/>2<!-- <pin> -->3<x apiKey='canary'>4</x><![CDATA[<pin>5]]><secret>canary"
        );
        let expected = "<a t='<'>1<ns:Password x=\"é\">•••</ns:Password>\n\
             <token/>2<!-- <pin> -->3<x apiKey='•••'>4</x><![CDATA[<pin>5]]><secret>•••";
        for step in [1, 2, 7, 1_000_000] {
            assert_eq!(shown(&text, step), expected);
        }
        let comment = format!("<!--{long}--><b>{long}</b><![CDATA[{long}]]>");
        assert_eq!(shown(&comment, 1_009), comment);
    }
}
