//! What a person entered for a parameter, read as the type the document wants.

use crate::ProblemKind;
use crate::json::{self, Kind};
use openapi::{Parameter, Shape};

/// A value, each part still the text it was entered as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entered {
    One(String),
    Many(Vec<String>),
    Named(Vec<(String, String)>),
}

/// A value and the doubts about it.
pub(crate) struct Read {
    pub(crate) value: Entered,
    pub(crate) doubts: Vec<ProblemKind>,
}

pub(crate) fn read(parameter: &Parameter, text: &str) -> Read {
    let mut doubts = Vec::new();
    let value = match &parameter.shape {
        // A value that is a document of its own is one text, however it is described.
        _ if parameter.content.is_some() => Entered::One(text.to_owned()),
        Shape::List(item) => {
            let items = list(text).unwrap_or_else(|| {
                doubts.push(ProblemKind::WrongType { wanted: "array" });
                vec![text.to_owned()]
            });
            doubts.extend(items.iter().find_map(|one| mismatch(item, one)));
            doubts.extend(items.iter().find_map(|one| not_allowed(parameter, one)));
            Entered::Many(items)
        }
        Shape::Object => match named(text) {
            Some(fields) => Entered::Named(fields),
            None => {
                doubts.push(ProblemKind::WrongType { wanted: "object" });
                Entered::One(text.to_owned())
            }
        },
        shape => {
            let one = match shape {
                Shape::Text | Shape::Any => text.to_owned(),
                _ => tidy(shape, text),
            };
            doubts.extend(mismatch(shape, &one));
            doubts.extend(not_allowed(parameter, &one));
            Entered::One(one)
        }
    };
    Read { value, doubts }
}

/// Spaces around a number mean nothing, and `True` is what people type.
fn tidy(shape: &Shape, text: &str) -> String {
    let text = text.trim();
    match shape {
        Shape::Boolean => text.to_lowercase(),
        _ => text.to_owned(),
    }
}

fn mismatch(shape: &Shape, text: &str) -> Option<ProblemKind> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (fits, wanted) = match shape {
        Shape::Integer => (
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()),
            "integer",
        ),
        Shape::Number => (json::is_number(text.as_bytes()), "number"),
        Shape::Boolean => (text == "true" || text == "false", "boolean"),
        Shape::Text | Shape::Any | Shape::List(_) | Shape::Object => (true, "string"),
    };
    (!fits).then_some(ProblemKind::WrongType { wanted })
}

fn not_allowed(parameter: &Parameter, text: &str) -> Option<ProblemKind> {
    let allowed = &parameter.choices;
    if allowed.is_empty() || allowed.iter().any(|choice| choice == text) {
        return None;
    }
    Some(ProblemKind::NotOneOf {
        allowed: allowed.iter().take(20).cloned().collect(),
    })
}

/// A JSON list of single values, or values with commas between them.
fn list(text: &str) -> Option<Vec<String>> {
    if !text.trim_start().starts_with('[') {
        let items = text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty());
        return Some(items.map(str::to_owned).collect());
    }
    let mut items = Vec::new();
    let mut flat = true;
    json::scan(text, |token| match (token.kind, token.depth) {
        (Kind::Open | Kind::Close, 0) => {}
        (Kind::Text | Kind::Word, 1) => items.push(single(&text[token.range])),
        _ => flat = false,
    })
    .ok()?;
    flat.then_some(items)
}

/// A JSON object of single values, or `name=value` with commas between.
fn named(text: &str) -> Option<Vec<(String, String)>> {
    if text.trim_start().starts_with('{') {
        return members(text);
    }
    text.split(',')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        })
        .collect()
}

/// The members of a JSON object of single values; `null` is left out.
pub(crate) fn members(text: &str) -> Option<Vec<(String, String)>> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut flat = text.trim_start().starts_with('{');
    let mut name = String::new();
    json::scan(text, |token| match (token.kind, token.depth) {
        (Kind::Open | Kind::Close, 0) => {}
        (Kind::Name, 1) => name = json::unquoted(&text[token.range]),
        (Kind::Text | Kind::Word, 1) => {
            let value = &text[token.range];
            if value != "null" {
                fields.push((name.clone(), single(value)));
            }
        }
        _ => flat = false,
    })
    .ok()?;
    flat.then_some(fields)
}

fn single(token: &str) -> String {
    if token.starts_with('"') {
        json::unquoted(token)
    } else {
        token.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{list, members, named};

    #[test]
    fn lists_and_objects_are_taken_as_json_or_with_commas() {
        assert_eq!(list("a, b,,c").unwrap(), ["a", "b", "c"]);
        let big = "[\"a,b\", 12345678901234567890123, true]";
        assert_eq!(
            list(big).unwrap(),
            ["a,b", "12345678901234567890123", "true"]
        );
        assert_eq!(list("[[1]]"), None);
        assert_eq!(list("[1"), None);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            named("a=1, b = x=y").unwrap(),
            [pair("a", "1"), pair("b", "x=y")]
        );
        assert_eq!(
            members(r#"{"a": 1.50, "b": null, "c": "\u00e9"}"#).unwrap(),
            [pair("a", "1.50"), pair("c", "é")]
        );
        assert_eq!(members(r#"{"a": {}}"#), None);
    }
}
