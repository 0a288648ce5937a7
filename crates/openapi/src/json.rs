//! A JSON reader that knows where everything stands and keeps every digit.

use crate::build::{Builder, Position};
use crate::tree::{Tag, small};
use crate::{FindingKind, Limits, Why};

/// Where and why reading stopped.
#[derive(Debug)]
pub(crate) struct Stopped {
    pub(crate) at: Position,
    pub(crate) why: Why,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    ValueOrEnd,
    KeyOrEnd,
    Key,
    CommaOrEnd,
    Nothing,
}

struct Reader<'s> {
    text: &'s str,
    bytes: &'s [u8],
    at: usize,
    line: u32,
    line_start: usize,
    control_seen: bool,
}

/// Reads one JSON value. What was read before an error stays in the builder.
pub(crate) fn read(text: &str, limits: Limits) -> (Builder<'_>, Option<Stopped>) {
    let mut builder = Builder::new(text, limits);
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        line_start: 0,
        control_seen: false,
    };
    let stopped = reader.run(&mut builder).err();
    if reader.control_seen {
        builder.note((1, 1), FindingKind::NotStrictJson);
    }
    (builder, stopped)
}

impl Reader<'_> {
    fn run(&mut self, builder: &mut Builder<'_>) -> Result<(), Stopped> {
        let mut next = Next::Value;
        loop {
            self.skip_space();
            let at = self.position();
            let Some(byte) = self.bytes.get(self.at).copied() else {
                return if next == Next::Nothing {
                    Ok(())
                } else {
                    Err(self.expected("the file ends in the middle of something"))
                };
            };
            next = match (next, byte) {
                (Next::Value | Next::ValueOrEnd, b'{') => {
                    self.at += 1;
                    builder
                        .start(Tag::Object, at)
                        .map_err(|why| Stopped { at, why })?;
                    Next::KeyOrEnd
                }
                (Next::Value | Next::ValueOrEnd, b'[') => {
                    self.at += 1;
                    builder
                        .start(Tag::List, at)
                        .map_err(|why| Stopped { at, why })?;
                    Next::ValueOrEnd
                }
                (Next::ValueOrEnd, b']') | (Next::KeyOrEnd, b'}') => self.end(builder),
                (Next::CommaOrEnd, b'}') if builder.in_object() => self.end(builder),
                (Next::CommaOrEnd, b']') if !builder.in_object() => self.end(builder),
                (Next::CommaOrEnd, b',') => {
                    self.at += 1;
                    if builder.in_object() {
                        Next::Key
                    } else {
                        Next::Value
                    }
                }
                (Next::KeyOrEnd | Next::Key, b'"') => {
                    let text = self.string(builder)?;
                    builder.key(text, at);
                    self.skip_space();
                    if self.bytes.get(self.at) != Some(&b':') {
                        return Err(self.expected("expected a colon"));
                    }
                    self.at += 1;
                    Next::Value
                }
                (Next::Value | Next::ValueOrEnd, _) => {
                    self.scalar(byte, at, builder)?;
                    after(builder)
                }
                (Next::KeyOrEnd | Next::Key, _) => {
                    return Err(self.expected("expected a name in quotes"));
                }
                (Next::CommaOrEnd, _) => return Err(self.expected("expected a comma or the end")),
                (Next::Nothing, _) => return Err(self.expected("expected the end of the file")),
            };
        }
    }

    fn end(&mut self, builder: &mut Builder<'_>) -> Next {
        self.at += 1;
        builder.end();
        after(builder)
    }

    fn scalar(&mut self, byte: u8, at: Position, builder: &mut Builder<'_>) -> Result<(), Stopped> {
        let (tag, text) = match byte {
            b'"' => (Tag::Text, self.string(builder)?),
            b't' => (Tag::True, self.word("true")?),
            b'f' => (Tag::False, self.word("false")?),
            b'n' => (Tag::Null, self.word("null")?),
            b'-' | b'0'..=b'9' => (Tag::Number, self.number()?),
            _ => return Err(self.expected("expected a value")),
        };
        builder
            .scalar(tag, text, at)
            .map_err(|why| Stopped { at, why })
    }

    fn word(&mut self, word: &str) -> Result<(u32, u32), Stopped> {
        if self.text[self.at..].starts_with(word) {
            self.at += word.len();
            Ok((0, 0))
        } else {
            Err(self.expected("expected a value"))
        }
    }

    fn number(&mut self) -> Result<(u32, u32), Stopped> {
        let start = self.at;
        let length = number_length(&self.bytes[start..]);
        if length == 0 {
            return Err(self.expected("expected a number"));
        }
        self.at += length;
        Ok((small(start), small(length)))
    }

    /// Reads a string; one without escapes stays where it is in the source.
    fn string(&mut self, builder: &mut Builder<'_>) -> Result<(u32, u32), Stopped> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.bytes.get(self.at) {
                None => return Err(self.expected("a text is not closed")),
                Some(b'"') => {
                    let found = (small(start), small(self.at - start));
                    self.at += 1;
                    return Ok(found);
                }
                Some(b'\\') => break,
                Some(byte) => self.pass(*byte),
            }
        }
        let mut text = self.text[start..self.at].to_owned();
        loop {
            match self.bytes.get(self.at) {
                None => return Err(self.expected("a text is not closed")),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(builder.keep(&text));
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                Some(_) => {
                    let from = self.at;
                    while let Some(byte) = self.bytes.get(self.at) {
                        if matches!(byte, b'"' | b'\\') {
                            break;
                        }
                        self.pass(*byte);
                    }
                    text.push_str(&self.text[from..self.at]);
                }
            }
        }
    }

    fn pass(&mut self, byte: u8) {
        self.at += 1;
        if byte < 0x20 {
            self.control_seen = true;
            if byte == b'\n' {
                self.line += 1;
                self.line_start = self.at;
            }
        }
    }

    fn escape(&mut self) -> Result<char, Stopped> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        Ok(match byte {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'u') => self.unicode()?,
            _ => {
                self.at -= 1;
                return Err(self.expected("unknown escape in a text"));
            }
        })
    }

    /// The rest of `\uXXXX`, with its second half when it is a surrogate.
    fn unicode(&mut self) -> Result<char, Stopped> {
        let first = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") {
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let before = self.at;
        self.at += 2;
        let second = self.four_digits()?;
        if !(0xDC00..0xE000).contains(&second) {
            self.at = before;
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&mut self) -> Result<u32, Stopped> {
        let digits = self
            .bytes
            .get(self.at..self.at + 4)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match digits {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => Err(self.expected("expected four hexadecimal digits")),
        }
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.line_start = self.at;
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ => break,
            }
        }
    }

    fn position(&self) -> Position {
        (self.line, small(self.at - self.line_start + 1))
    }

    fn expected(&self, what: &str) -> Stopped {
        // For people: characters, not bytes.
        let column = self
            .text
            .get(self.line_start..self.at)
            .map_or(self.at - self.line_start, |line| line.chars().count());
        Stopped {
            at: (self.line, small(column + 1)),
            why: Why::Syntax {
                what: what.to_owned(),
            },
        }
    }
}

fn after(builder: &Builder<'_>) -> Next {
    if builder.depth() == 0 {
        Next::Nothing
    } else {
        Next::CommaOrEnd
    }
}

/// How many bytes at the start are a number as JSON writes it; 0 when none.
pub(crate) fn number_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| {
        bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes[at] == b'0') {
        return 0;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return 0;
        }
        at += 1 + fraction;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let power = digits(at + 1 + sign);
        if power == 0 {
            return 0;
        }
        at += 1 + sign + power;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::tree::Tree;
    use crate::{Limits, Why};

    fn value(text: &str) -> serde_json::Value {
        let (builder, stopped) = read(text, Limits::default());
        assert!(stopped.is_none(), "{text}: {stopped:?}");
        Tree::new(builder.finish().unwrap(), text.to_owned(), 0, "")
            .root()
            .to_value()
    }

    #[test]
    fn it_reads_what_another_reader_reads() {
        let text = r#" {"a":[1,-0.5e+3,true,false,null,"x\u00e9\ud83d\ude00\n\/"],"b":{},"c":[[],{"d":""}]} "#;
        let other: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(value(text), other);
    }

    #[test]
    fn a_lone_surrogate_is_a_replacement_and_not_an_error() {
        assert_eq!(value(r#""\ud800x\ud800\u0041""#), "\u{fffd}x\u{fffd}A");
    }

    #[test]
    fn digits_are_kept_however_many() {
        let text = "[1234567890123456789012345678901234567890, 1.10]";
        let built = read(text, Limits::default()).0.finish().unwrap();
        let tree = Tree::new(built, text.to_owned(), 0, "");
        assert_eq!(
            tree.root().item(0).unwrap().number(),
            Some("1234567890123456789012345678901234567890")
        );
        assert_eq!(tree.root().item(1).unwrap().number(), Some("1.10"));
    }

    #[test]
    fn an_error_says_line_and_column() {
        for (text, at) in [
            ("{\n  \"ü\" 1}", (2, 7)),
            ("[1,\n2", (2, 2)),
            ("{\"a\": 01}", (1, 7)),
            ("[1] 2", (1, 5)),
            ("[1}", (1, 3)),
            ("{\"a\":}", (1, 6)),
            ("[\"\\x\"]", (1, 4)),
        ] {
            let stopped = read(text, Limits::default()).1.unwrap();
            assert_eq!(stopped.at, at, "{text}");
        }
    }

    #[test]
    fn depth_has_a_limit() {
        let text = "[".repeat(100_000);
        let stopped = read(&text, Limits::default()).1.unwrap();
        assert_eq!(stopped.why, Why::TooDeep { limit: 128 });
    }
}
