//! JSON as the text it is: tokens with their places, and not a digit changed.

use std::ops::Range;

/// Where a text stops being JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not JSON at line {line}, column {column}")]
pub struct BadJson {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Open,
    Close,
    /// The name of a member, with its quotes.
    Name,
    /// A text, with its quotes.
    Text,
    /// A number, `true`, `false` or `null`.
    Word,
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
    /// How many lists and objects it is in; those it opens or closes not counted.
    pub(crate) depth: usize,
    /// Whether another member or item came before it in the same list or object.
    pub(crate) follows: bool,
}

/// Reads one JSON value and reports its tokens in order. Depth costs a bit a level, no stack.
pub(crate) fn scan(text: &str, mut each: impl FnMut(Token)) -> Result<(), BadJson> {
    let bytes = text.as_bytes();
    let mut objects: Vec<bool> = Vec::new();
    let mut at = space(bytes, 0);
    // What may come: a value, a name, or what follows a value.
    let mut wanted = Wanted::Value;
    let mut follows = false;
    loop {
        let token = |kind, end: usize, depth, follows| Token {
            kind,
            range: at..end,
            depth,
            follows,
        };
        let Some(byte) = bytes.get(at).copied() else {
            return if wanted == Wanted::Nothing {
                Ok(())
            } else {
                Err(bad(text, at))
            };
        };
        let depth = objects.len();
        match (wanted, byte) {
            (Wanted::Value | Wanted::ValueOrEnd, b'{' | b'[') => {
                each(token(Kind::Open, at + 1, depth, follows));
                objects.push(byte == b'{');
                follows = false;
                at += 1;
                wanted = if byte == b'{' {
                    Wanted::NameOrEnd
                } else {
                    Wanted::ValueOrEnd
                };
            }
            (Wanted::NameOrEnd | Wanted::AfterValue, b'}') if objects.last() == Some(&true) => {
                objects.pop();
                each(token(Kind::Close, at + 1, depth - 1, follows));
                at += 1;
                wanted = after(&objects);
            }
            (Wanted::ValueOrEnd | Wanted::AfterValue, b']') if objects.last() == Some(&false) => {
                objects.pop();
                each(token(Kind::Close, at + 1, depth - 1, follows));
                at += 1;
                wanted = after(&objects);
            }
            (Wanted::AfterValue, b',') => {
                at += 1;
                follows = true;
                wanted = if objects.last() == Some(&true) {
                    Wanted::Name
                } else {
                    Wanted::Value
                };
            }
            (Wanted::Name | Wanted::NameOrEnd, b'"') => {
                let end = string(bytes, at).ok_or_else(|| bad(text, at))?;
                each(token(Kind::Name, end, depth, follows));
                at = space(bytes, end);
                if bytes.get(at) != Some(&b':') {
                    return Err(bad(text, at));
                }
                at += 1;
                wanted = Wanted::Value;
            }
            (Wanted::Value | Wanted::ValueOrEnd, _) => {
                let (kind, end) = match byte {
                    b'"' => (Kind::Text, string(bytes, at)),
                    _ => (Kind::Word, word(bytes, at)),
                };
                let end = end.ok_or_else(|| bad(text, at))?;
                each(token(kind, end, depth, follows));
                at = end;
                wanted = after(&objects);
            }
            (Wanted::Name | Wanted::NameOrEnd | Wanted::AfterValue | Wanted::Nothing, _) => {
                return Err(bad(text, at));
            }
        }
        at = space(bytes, at);
    }
}

/// Whether a text is JSON.
pub(crate) fn check(text: &str) -> Result<(), BadJson> {
    scan(text, |_| {})
}

/// The text in a token with quotes, its escapes undone.
pub(crate) fn unquoted(token: &str) -> String {
    // A lone surrogate is JSON and no text; what was written is then shown as it is.
    serde_json::from_str(token).unwrap_or_else(|_| token.trim_matches('"').to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Value,
    ValueOrEnd,
    Name,
    NameOrEnd,
    AfterValue,
    Nothing,
}

fn after(objects: &[bool]) -> Wanted {
    if objects.is_empty() {
        Wanted::Nothing
    } else {
        Wanted::AfterValue
    }
}

fn space(bytes: &[u8], from: usize) -> usize {
    let length = bytes[from..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        .count();
    from + length
}

/// The end of a string that starts at a quote.
pub(crate) fn string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' => {
                    let digits = bytes.get(at + 2..at + 6)?;
                    digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                    at += 6;
                }
                _ => return None,
            },
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

fn word(bytes: &[u8], start: usize) -> Option<usize> {
    let length = bytes[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        .count();
    let word = &bytes[start..start + length];
    let known = matches!(word, b"true" | b"false" | b"null") || is_number(word);
    known.then_some(start + length)
}

/// Whether the bytes are a number as JSON writes it.
pub(crate) fn is_number(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let (mantissa, power) = match rest.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.iter().position(|byte| *byte == b'.') {
        Some(at) => (&mantissa[..at], Some(&mantissa[at + 1..])),
        None => (mantissa, None),
    };
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let power = power.map(|power| {
        power
            .strip_prefix(b"+")
            .or(power.strip_prefix(b"-"))
            .unwrap_or(power)
    });
    digits(whole)
        && (whole.len() == 1 || whole[0] != b'0')
        && fraction.is_none_or(digits)
        && power.is_none_or(digits)
}

fn bad(text: &str, at: usize) -> BadJson {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |line| line.chars().count())
        + 1;
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    BadJson {
        line: small(line),
        column: small(column),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadJson, check};

    #[test]
    fn it_accepts_and_refuses_what_json_does() {
        for text in [
            "1",
            "-0.5e+10",
            "\"a\\u00e9\"",
            "[]",
            "{}",
            " [1,{\"a\":[null]}] ",
            "true",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
        }
        for text in [
            "",
            "01",
            "1.",
            ".5",
            "[1,]",
            "{\"a\"}",
            "{a:1}",
            "[1}",
            "\"\n\"",
            "nul",
            "1 2",
            "{\"a\":1,}",
            "[",
            "\"\\x\"",
            "--1",
            "+1",
            "]",
        ] {
            assert!(check(text).is_err(), "{text}");
            assert!(
                serde_json::from_str::<serde_json::Value>(text).is_err(),
                "{text}"
            );
        }
        assert_eq!(check("{\n \"a\": x}"), Err(BadJson { line: 2, column: 7 }));
        check(&"[".repeat(1_000_000)).unwrap_err();
    }
}
