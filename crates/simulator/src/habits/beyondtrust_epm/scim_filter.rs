//! The filters of RFC 7644 section 3.4.2.2, over attributes without regard to case.

use crate::paging::member;
use serde_json::Value;

/// Whether a filter lets a resource through; `None` when it cannot be read.
pub(super) fn passes(filter: &str, row: &Value) -> Option<bool> {
    let words = words(filter)?;
    let mut reader = Reader {
        words: &words,
        depth: 0,
    };
    let passes = reader.any(row)?;
    reader.words.is_empty().then_some(passes)
}

#[derive(Debug, Clone, PartialEq)]
enum Word {
    Open,
    Close,
    Name(String),
    Text(String),
}

fn words(filter: &str) -> Option<Vec<Word>> {
    let mut found = Vec::new();
    let mut rest = filter.trim_start();
    while let Some(first) = rest.chars().next() {
        match first {
            '(' | ')' => {
                found.push(if first == '(' {
                    Word::Open
                } else {
                    Word::Close
                });
                rest = &rest[1..];
            }
            '"' => {
                let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                let text = stream.next()?.ok()?;
                rest = &rest[stream.byte_offset()..];
                found.push(Word::Text(text));
            }
            _ => {
                let end = rest.find([' ', '(', ')', '"']).unwrap_or(rest.len());
                found.push(Word::Name(rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
        rest = rest.trim_start();
    }
    Some(found)
}

struct Reader<'a> {
    words: &'a [Word],
    depth: u8,
}

impl Reader<'_> {
    fn any(&mut self, row: &Value) -> Option<bool> {
        let mut passes = self.all(row)?;
        while self.takes("or") {
            passes |= self.all(row)?;
        }
        Some(passes)
    }

    fn all(&mut self, row: &Value) -> Option<bool> {
        let mut passes = self.one(row)?;
        while self.takes("and") {
            passes &= self.one(row)?;
        }
        Some(passes)
    }

    fn one(&mut self, row: &Value) -> Option<bool> {
        // A filter nested deeper than this is an attack, not a question.
        if self.depth > 32 {
            return None;
        }
        self.depth += 1;
        let passes = if self.takes("not") {
            !self.one(row)?
        } else if self.next_is(&Word::Open) {
            let passes = self.any(row)?;
            self.next_is(&Word::Close).then_some(passes)?
        } else {
            self.comparison(row)?
        };
        self.depth -= 1;
        Some(passes)
    }

    fn comparison(&mut self, row: &Value) -> Option<bool> {
        let Word::Name(path) = self.next()? else {
            return None;
        };
        let Word::Name(operator) = self.next()? else {
            return None;
        };
        let held = held(row, &path);
        let operator = operator.to_ascii_lowercase();
        if operator == "pr" {
            return Some(held.iter().any(|text| !text.is_empty()));
        }
        let wanted = match self.next()? {
            Word::Text(text) | Word::Name(text) => text.to_lowercase(),
            Word::Open | Word::Close => return None,
        };
        let compare: fn(&str, &str) -> bool = match operator.as_str() {
            "eq" => |held, wanted| held == wanted,
            "co" => |held, wanted| held.contains(wanted),
            "sw" => |held, wanted| held.starts_with(wanted),
            "ew" => |held, wanted| held.ends_with(wanted),
            "gt" => |held, wanted| held > wanted,
            "ge" => |held, wanted| held >= wanted,
            "lt" => |held, wanted| held < wanted,
            "le" => |held, wanted| held <= wanted,
            "ne" => return Some(!held.iter().any(|held| held.to_lowercase() == wanted)),
            _ => return None,
        };
        Some(
            held.iter()
                .any(|held| compare(&held.to_lowercase(), &wanted)),
        )
    }

    fn next(&mut self) -> Option<Word> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first.clone())
    }

    fn next_is(&mut self, word: &Word) -> bool {
        let yes = self.words.first() == Some(word);
        if yes {
            self.words = &self.words[1..];
        }
        yes
    }

    fn takes(&mut self, name: &str) -> bool {
        let yes =
            matches!(self.words.first(), Some(Word::Name(word)) if word.eq_ignore_ascii_case(name));
        if yes {
            self.words = &self.words[1..];
        }
        yes
    }
}

/// The values at a path, of every item where a list is on the way.
fn held(row: &Value, path: &str) -> Vec<String> {
    let path = path.rsplit_once(':').map_or(path, |(_, path)| path);
    let mut values = vec![row];
    for key in path.split('.') {
        let inner = values.iter().filter_map(|value| member(value, key));
        values = inner
            .flat_map(|value| match value {
                Value::Array(items) => items.iter().collect(),
                one => vec![one],
            })
            .collect();
    }
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Object(members) => members
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        other => other.to_string(),
    };
    values.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::passes;
    use serde_json::json;

    #[test]
    fn filters_read_as_the_rfc_has_them() {
        let row = json!({ "userName": "jlind@northmere.example", "active": true,
            "emails": [{ "value": "jlind@northmere.example", "type": "work" }], "name": { "familyName": "Lind" } });
        for (filter, expected) in [
            ("userName eq \"JLIND@northmere.example\"", Some(true)),
            ("username sw \"jl\" and not (active eq false)", Some(true)),
            ("emails.value co \"north\"", Some(true)),
            ("name.familyName ne \"Lind\" or externalId pr", Some(false)),
            (
                "urn:ietf:params:scim:schemas:core:2.0:User:userName ew \".example\"",
                Some(true),
            ),
            ("userName", None),
            ("userName eq \"a", None),
            ("userName eq \"a\" b", None),
            (&"(".repeat(10_000), None),
            (&"not ".repeat(10_000), None),
        ] {
            assert_eq!(passes(filter, &row), expected, "{filter:.60}");
        }
    }
}
