//! Holes of templates, and what fills them.
//!
//! A hole is a name, and may say more: `{user/email}` is a place in what was kept under a name,
//! `{x?}` may be missing (a member of a body is then left out), `{x|nobody}` has a word for nothing,
//! `{x:number}` says what kind of value it becomes: `number`, `text`, `bool`, `lower`, `count` (how
//! many there are), `list` (joined by commas), `items` (a list as it is, also an empty one), `as_is`
//! (anything as it is, also nothing), `when` (a moment as people read it).

use domain::{At, Template, Timestamp};
use serde_json::{Map, Number, Value};

/// The name that has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing(pub String);

/// A hole, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hole<'t> {
    pub name: &'t str,
    pub at: Option<At>,
    pub optional: bool,
    pub kind: Option<Kind>,
    pub fallback: Option<&'t str>,
}

/// What a value becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Text,
    Bool,
    Lower,
    Count,
    List,
    Items,
    AsIs,
    When,
}

impl<'t> Hole<'t> {
    /// Reads what stands between the braces; `None` when it says what no hole can.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        let (text, fallback) = match text.split_once('|') {
            Some((text, fallback)) => (text, Some(fallback)),
            None => (text, None),
        };
        let (text, kind) = match text.split_once(':') {
            Some((text, kind)) => (text, Some(Kind::read(kind)?)),
            None => (text, None),
        };
        let (text, optional) = match text.strip_suffix('?') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (name, at) = match text.find('/') {
            Some(slash) => (&text[..slash], Some(At::parse(&text[slash..])?)),
            None => (text, None),
        };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        (!name.is_empty() && name.chars().all(plain)).then_some(Self {
            name,
            at,
            optional,
            kind,
            fallback,
        })
    }
}

impl Kind {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "number" => Self::Number,
            "text" => Self::Text,
            "bool" => Self::Bool,
            "lower" => Self::Lower,
            "count" => Self::Count,
            "list" => Self::List,
            "items" => Self::Items,
            "as_is" => Self::AsIs,
            "when" => Self::When,
            _ => return None,
        })
    }

    /// Whether nothing is something to it: none, an empty list, or nothing itself.
    fn takes_nothing(self) -> bool {
        matches!(self, Self::Count | Self::Items | Self::AsIs)
    }

    fn make(self, value: &Value) -> Option<Value> {
        Some(match self {
            Self::Number => Value::Number(plain(value).trim().parse::<Number>().ok()?),
            Self::Text => Value::String(plain(value)),
            Self::Bool => match plain(value).to_ascii_lowercase().as_str() {
                "true" | "1" | "yes" => Value::Bool(true),
                "false" | "0" | "no" => Value::Bool(false),
                _ => return None,
            },
            Self::Lower => Value::String(plain(value).to_lowercase()),
            Self::Count => match value {
                Value::Array(items) => items.len().into(),
                Value::Null => 0.into(),
                Value::String(text) if text.is_empty() => 0.into(),
                _ => 1.into(),
            },
            Self::List => match value {
                Value::Array(items) => {
                    let items: Vec<String> = items.iter().map(plain).collect();
                    Value::String(items.join(", "))
                }
                other => Value::String(plain(other)),
            },
            Self::Items => match value {
                Value::Array(items) => Value::Array(items.clone()),
                Value::Null => Value::Array(Vec::new()),
                one => Value::Array(vec![one.clone()]),
            },
            Self::AsIs => value.clone(),
            Self::When => Value::String(when(value)),
        })
    }
}

/// A value as text: texts as they are, nothing as nothing.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Nothing: absent, null, an empty text or an empty list.
pub(crate) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// A moment as people read it; what is none stays as it is.
pub(crate) fn when(value: &Value) -> String {
    let text = plain(value);
    match moment(&text) {
        Some(at) => at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        None => text,
    }
}

/// Reads RFC 3339, the same without a zone (taken as UTC), and seconds or milliseconds since 1970.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        // Seconds reach this size in the year 5138, milliseconds did in 1973.
        return match number {
            ..100_000_000 => None,
            100_000_000..100_000_000_000 => Timestamp::from_second(number).ok(),
            100_000_000_000.. => Timestamp::from_millisecond(number).ok(),
        };
    }
    text.parse().or_else(|_| format!("{text}Z").parse()).ok()
}

/// What fills the hole of a name.
type Find<'f> = dyn Fn(&str) -> Option<Value> + 'f;

/// What fills a hole; `Ok(None)` when there is nothing and that is allowed.
fn filled(text: &str, find: &Find<'_>) -> Result<Option<Value>, Missing> {
    let missing = || Missing(text.to_owned());
    let hole = Hole::read(text).ok_or_else(missing)?;
    let found = find(hole.name);
    let known = found.is_some();
    let found = found.and_then(|value| match &hole.at {
        Some(at) => at.find(&value).cloned(),
        None => Some(value),
    });
    let found =
        found.filter(|value| !is_nothing(value) || hole.kind.is_some_and(Kind::takes_nothing));
    match (found, hole.kind) {
        (Some(value), Some(kind)) => kind.make(&value).ok_or_else(missing).map(Some),
        (Some(value), None) => Ok(Some(value)),
        (None, Some(Kind::Count)) if known => Ok(Some(0.into())),
        (None, Some(Kind::Items)) if known => Ok(Some(Value::Array(Vec::new()))),
        (None, Some(Kind::AsIs)) if known => Ok(Some(Value::Null)),
        (None, _) => match hole.fallback {
            Some(word) if known => Ok(Some(Value::String(word.to_owned()))),
            _ if hole.optional && known => Ok(None),
            _ => Err(missing()),
        },
    }
}

/// A template as text.
pub(crate) fn text(template: &Template, find: &Find<'_>) -> Result<String, Missing> {
    let mut out = String::new();
    let mut missing = None;
    let done = template.fill(&mut out, |hole, into| match filled(hole, find) {
        Ok(value) => {
            into.push_str(&value.map_or_else(String::new, |value| plain(&value)));
            true
        }
        Err(error) => {
            missing = Some(error);
            false
        }
    });
    match (done, missing) {
        (Ok(()), _) => Ok(out),
        (Err(_), Some(error)) => Err(error),
        (Err(hole), None) => Err(Missing(hole.to_owned())),
    }
}

/// A template as words: what is not there is said to be missing by a dash.
pub(crate) fn words(template: &Template, find: &Find<'_>) -> String {
    let mut out = String::new();
    // Every hole is filled, so nothing can be missing.
    let _ = template.fill(&mut out, |hole, into| {
        match filled(hole, find) {
            Ok(Some(value)) => into.push_str(&plain(&value)),
            Ok(None) => {}
            Err(_) => into.push('–'),
        }
        true
    });
    out
}

/// A template whose one hole is all of it keeps the kind of what fills it.
pub(crate) fn typed(template: &Template, find: &Find<'_>) -> Result<Value, Missing> {
    match template.only_hole() {
        Some(hole) => Ok(filled(hole, find)?.unwrap_or(Value::Null)),
        None => text(template, find).map(Value::String),
    }
}

/// A JSON value whose texts have holes. A member or an item of a list that may be missing, and is,
/// is left out.
pub(crate) fn json(value: &Value, find: &Find<'_>) -> Result<Option<Value>, Missing> {
    Ok(Some(match value {
        Value::String(text) => {
            let template = Template::parse(text).map_err(|_| Missing(text.clone()))?;
            match template.only_hole() {
                Some(hole) => return filled(hole, find),
                None => Value::String(self::text(&template, find)?),
            }
        }
        Value::Array(items) => {
            let mut out = Vec::with_capacity(items.len());
            for item in items {
                out.extend(json(item, find)?);
            }
            Value::Array(out)
        }
        Value::Object(members) => {
            let mut out = Map::new();
            for (name, member) in members {
                if let Some(member) = json(member, find)? {
                    out.insert(name.clone(), member);
                }
            }
            Value::Object(out)
        }
        other => other.clone(),
    }))
}

/// Every hole in the texts of a JSON value.
pub(crate) fn holes_of(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            if let Ok(template) = Template::parse(text) {
                into.extend(template.holes().map(str::to_owned));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| holes_of(item, into)),
        Value::Object(members) => members.values().for_each(|member| holes_of(member, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{json, text, typed, when, words};
    use domain::Template;
    use serde_json::{Value, json as j};

    fn find(name: &str) -> Option<Value> {
        match name {
            "id" => Some(j!("7")),
            "user" => Some(j!({ "Email": "a@b", "none": null, "tags": ["x", "y"] })),
            "nothing" => Some(Value::Null),
            "since" => Some(j!(1_764_000_000)),
            _ => None,
        }
    }

    #[test]
    fn a_hole_says_where_what_kind_and_what_instead() {
        let fill = |template: &str| text(&Template::parse(template).unwrap(), &find);
        assert_eq!(fill("{user/email} {user/tags:list}").unwrap(), "a@b x, y");
        assert_eq!(
            fill("{nothing|nobody}/{user/none|none}").unwrap(),
            "nobody/none"
        );
        assert_eq!(fill("{user/tags:count}").unwrap(), "2");
        let items = |template: &str| typed(&Template::parse(template).unwrap(), &find).unwrap();
        assert_eq!(items("{user/tags:items}"), j!(["x", "y"]));
        assert_eq!(items("{nothing:items}"), j!([]));
        assert!(fill("{nothing}").is_err());
        assert!(
            fill("{later|x}").is_err(),
            "what is not known yet has no word"
        );
        let typed = |template: &str| typed(&Template::parse(template).unwrap(), &find);
        assert_eq!(typed("{id:number}").unwrap(), j!(7));
        assert_eq!(typed("{id}").unwrap(), j!("7"));
        assert_eq!(
            words(&Template::parse("of {later}").unwrap(), &find),
            "of –"
        );
        assert_eq!(
            when(&j!("2026-03-02T08:15:30.1234567")),
            "2026-03-02 08:15 UTC"
        );
        assert_eq!(when(&find("since").unwrap()), "2025-11-24 16:00 UTC");
    }

    #[test]
    fn what_may_be_missing_is_left_out_of_a_body() {
        let body =
            j!({ "a": "{id:number}", "b": "{nothing?}", "c": ["{nothing?}", "{id}"], "d": true });
        assert_eq!(
            json(&body, &find).unwrap().unwrap(),
            j!({ "a": 7, "c": ["7"], "d": true })
        );
    }
}
