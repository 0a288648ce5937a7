//! YAML by events, into the same tree as JSON.

use crate::build::{Builder, Position};
use crate::json::{Stopped, number_length};
use crate::tree::{Tag, small};
use crate::{FindingKind, Limits, Why};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};
use std::borrow::Cow;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

struct Reader<'s> {
    builder: Builder<'s>,
    limits: Limits,
    /// Where the value of an anchor starts.
    anchors: HashMap<usize, usize>,
    aliases: usize,
    /// How deep we are inside a key that is no text.
    inside_key: usize,
    documents: usize,
}

/// Reads the first document. What was read before an error stays in the builder.
pub(crate) fn read(text: &str, limits: Limits) -> (Builder<'_>, Option<Stopped>) {
    let mut reader = Reader {
        builder: Builder::new(text, limits),
        limits,
        anchors: HashMap::new(),
        aliases: 0,
        inside_key: 0,
        documents: 0,
    };
    let mut parser = Parser::new_from_str(text);
    let mut last = (1, 1);
    let stopped = loop {
        // The parser is not ours and the file is hostile: its panics end here.
        let next = catch_unwind(AssertUnwindSafe(|| parser.next_event()));
        match next {
            Err(_) => {
                let what = "the YAML reader gave up".to_owned();
                break Some(Stopped {
                    at: last,
                    why: Why::Syntax { what },
                });
            }
            Ok(None) => break None,
            Ok(Some(Err(error))) => {
                let what = error.info().to_owned();
                // The parser looks ahead of us and has a limit of its own, told by words only.
                let why = if what == "recursion limit exceeded" {
                    let limit = limits.depth;
                    Why::TooDeep { limit }
                } else {
                    Why::Syntax { what }
                };
                let at = position(*error.marker());
                break Some(Stopped { at, why });
            }
            Ok(Some(Ok((event, span)))) => {
                last = position(span.start);
                match reader.take(event, last) {
                    Ok(true) => {}
                    Ok(false) => break None,
                    Err(why) => break Some(Stopped { at: last, why }),
                }
            }
        }
    };
    (reader.builder, stopped)
}

fn position(marker: Marker) -> Position {
    (small(marker.line()), small(marker.col() + 1))
}

impl Reader<'_> {
    /// `false` when the rest of the file is not for us.
    fn take(&mut self, event: Event<'_>, at: Position) -> Result<bool, Why> {
        if self.inside_key > 0 {
            self.skip_key(&event);
            return Ok(true);
        }
        let key_next = self.builder.in_object() && !self.builder.key_waits();
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.builder.note(at, FindingKind::MoreDocuments);
                    return Ok(false);
                }
            }
            Event::MappingStart(..) | Event::SequenceStart(..) if key_next => {
                self.inside_key = 1;
                self.builder.note(at, FindingKind::KeyIsNotText);
                let name = self.builder.keep("?");
                self.builder.key(name, at);
            }
            Event::MappingStart(anchor, _) => self.open(Tag::Object, anchor, at)?,
            Event::SequenceStart(anchor, _) => self.open(Tag::List, anchor, at)?,
            Event::MappingEnd | Event::SequenceEnd => self.builder.end(),
            Event::Scalar(text, style, anchor, tag) => {
                self.remember(anchor);
                if key_next {
                    let name = self.builder.keep(&text);
                    self.builder.key(name, at);
                    if style == ScalarStyle::Plain && text == "<<" {
                        self.builder.merge_next();
                    }
                } else {
                    let forced = tag.is_some_and(|tag| tag.suffix == "str");
                    let (tag, text) = if style == ScalarStyle::Plain && !forced {
                        plain(&text)
                    } else {
                        (Tag::Text, text)
                    };
                    let text = self.builder.keep(&text);
                    self.builder.scalar(tag, text, at)?;
                }
            }
            Event::Alias(anchor) => self.alias(anchor, key_next, at)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(true)
    }

    fn open(&mut self, tag: Tag, anchor: usize, at: Position) -> Result<(), Why> {
        self.remember(anchor);
        self.builder.start(tag, at)
    }

    fn remember(&mut self, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, self.builder.next_slot());
        }
    }

    fn alias(&mut self, anchor: usize, is_key: bool, at: Position) -> Result<(), Why> {
        self.aliases += 1;
        let limit = self.limits.aliases;
        if self.aliases > limit {
            return Err(Why::TooManyAliases { limit });
        }
        let from = self.anchors.get(&anchor).copied();
        if is_key {
            let name = from.and_then(|from| self.builder.text_at(from));
            if name.is_none() {
                self.builder.note(at, FindingKind::KeyIsNotText);
            }
            let name = name.unwrap_or_else(|| self.builder.keep("?"));
            self.builder.key(name, at);
            return Ok(());
        }
        let repeated = match from {
            Some(from) => self.builder.repeat(from, at)?,
            None => false,
        };
        if !repeated {
            self.builder.note(at, FindingKind::AliasInsideItself);
            self.builder.scalar(Tag::Null, (0, 0), at)?;
        }
        Ok(())
    }

    fn skip_key(&mut self, event: &Event<'_>) {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => self.inside_key += 1,
            Event::MappingEnd | Event::SequenceEnd => self.inside_key -= 1,
            _ => {}
        }
    }
}

/// What a plain scalar is by the core schema of YAML 1.2; numbers in JSON's spelling.
fn plain(text: &str) -> (Tag, Cow<'_, str>) {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return (Tag::Null, Cow::Borrowed("")),
        "true" | "True" | "TRUE" => return (Tag::True, Cow::Borrowed("")),
        "false" | "False" | "FALSE" => return (Tag::False, Cow::Borrowed("")),
        _ => {}
    }
    match number(text) {
        Some(number) => (Tag::Number, number),
        None => (Tag::Text, Cow::Borrowed(text)),
    }
}

fn number(text: &str) -> Option<Cow<'_, str>> {
    let is_number = |text: &str| !text.is_empty() && number_length(text.as_bytes()) == text.len();
    if is_number(text) {
        return Some(Cow::Borrowed(text));
    }
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok();
    let whole = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some(digits) = text.strip_prefix("0x").filter(|digits| whole(digits)) {
        return radix(digits, 16).map(|number| Cow::Owned(number.to_string()));
    }
    if let Some(digits) = text.strip_prefix("0o").filter(|digits| whole(digits)) {
        return radix(digits, 8).map(|number| Cow::Owned(number.to_string()));
    }
    // `+1`, `.5`, `5.` and `007` are numbers in YAML and not in JSON.
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    if !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let split = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (before, after) = rest.split_at(split);
    let before = match before.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let after = match after.strip_prefix('.') {
        Some(tail) if !tail.starts_with(|c: char| c.is_ascii_digit()) => {
            if rest.len() == 1 || split == 0 {
                return None;
            }
            tail.to_owned()
        }
        _ => after.to_owned(),
    };
    let spelled = format!("{sign}{before}{after}");
    is_number(&spelled).then_some(Cow::Owned(spelled))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::tree::Tree;
    use crate::{FindingKind, Limits, Why};
    use serde_json::{Value, json};

    fn value(text: &str) -> (Value, Vec<FindingKind>) {
        let (builder, stopped) = read(text, Limits::default());
        assert!(stopped.is_none(), "{text}: {stopped:?}");
        let mut built = builder.finish().unwrap();
        let noted = std::mem::take(&mut built.noted);
        let tree = Tree::new(built, text.to_owned(), 0, "");
        let kinds = noted.into_iter().map(|noted| noted.kind).collect();
        (tree.root().to_value(), kinds)
    }

    #[test]
    fn scalars_are_what_the_core_schema_says() {
        let text = "a: [1, 0x1F, +2, .5, 007, 1.10, -3e2, yes, ~, True, '1', 2024-01-01, 1.2.3, '', -, ., 5.]";
        // A lone dash in a flow list is text only where the parser allows it.
        let text = text.replace(" -,", "");
        let (found, _) = value(&text);
        assert_eq!(
            found,
            json!({"a": [1, 31, 2, 0.5, 7, 1.10, -3e2, "yes", null, true, "1", "2024-01-01", "1.2.3", "", ".", 5]})
        );
    }

    #[test]
    fn aliases_and_merges_are_written_out() {
        let (found, kinds) = value(
            "base: &b {a: 1, b: {c: 2}}\nother: &o {z: 9}\none:\n  <<: *b\n  a: 3\ntwo:\n  x: 1\n  <<: [*o, *b]\nthree: *b\n",
        );
        assert_eq!(found["one"], json!({"b": {"c": 2}, "a": 3}));
        assert_eq!(found["two"], json!({"x": 1, "z": 9, "a": 1, "b": {"c": 2}}));
        assert_eq!(found["three"], json!({"a": 1, "b": {"c": 2}}));
        assert_eq!(kinds, []);
    }

    #[test]
    fn the_last_of_two_equal_keys_counts_and_is_reported() {
        let (found, kinds) = value("a: 1\nb: 2\na: 3\n");
        assert_eq!(found, json!({"b": 2, "a": 3}));
        assert_eq!(kinds, [FindingKind::DuplicateKey { name: "a".into() }]);
    }

    #[test]
    fn an_alias_inside_itself_is_left_empty() {
        let (found, kinds) = value("a: &x\n  b: *x\n");
        assert_eq!(found, json!({"a": {"b": null}}));
        assert_eq!(kinds, [FindingKind::AliasInsideItself]);
    }

    #[test]
    fn a_bomb_of_aliases_is_refused_with_the_limit() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let before = level - 1;
            let uses = vec![format!("*a{before}"); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{uses}]\n"));
        }
        let stopped = read(&bomb, Limits::default()).1.unwrap();
        assert_eq!(stopped.why, Why::TooManyNodes { limit: 4_000_000 });
        let many = format!("a: &a 1\nb: [{}]\n", vec!["*a"; 10_001].join(", "));
        let stopped = read(&many, Limits::default()).1.unwrap();
        assert_eq!(stopped.why, Why::TooManyAliases { limit: 10_000 });
    }

    #[test]
    fn keys_that_are_no_text_are_passed_over() {
        let (found, kinds) = value("? [a, b]\n: 1\nc: 2\n");
        assert_eq!(found, json!({"?": 1, "c": 2}));
        assert_eq!(kinds, [FindingKind::KeyIsNotText]);
    }
}
