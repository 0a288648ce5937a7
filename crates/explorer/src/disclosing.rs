//! Answers that hold secrets of the vendor's: which of their values are not shown, and keeping those
//! for whoever may see them.

use crate::body::{BodyKind, readable, text_of};
use crate::json;
use crate::redact::masked;
use crate::scrub::{MARK, Scrubber};
use domain::{Effect, Secret};
use serde_json::Value;

/// A value of an answer that is not shown.
#[derive(Debug, Clone)]
pub struct Disclosed {
    /// Where it stands, a JSON pointer; empty when it is the whole body.
    pub pointer: String,
    /// The name it stands under; empty when it is the whole body or an item of a list.
    pub name: String,
    /// It.
    pub value: Secret<String>,
}

/// More values of one answer are not kept: nobody looks at them one by one.
const MOST: usize = 500;

/// What the names of values end with that say what a secret is, and not the secret. In an answer
/// that discloses everything else stays hidden: a list of what to hide is always one vendor too
/// short.
const SAYING: [&str; 32] = [
    "account",
    "at",
    "author",
    "checkedout",
    "comment",
    "count",
    "created",
    "date",
    "description",
    "domain",
    "email",
    "expires",
    "group",
    "host",
    "id",
    "kind",
    "method",
    "modified",
    "name",
    "owner",
    "platform",
    "port",
    "reason",
    "role",
    "status",
    "state",
    "time",
    "total",
    "type",
    "updated",
    "user",
    "version",
];

/// Whether a value under this name says what a secret is.
fn says(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    SAYING.iter().any(|ending| plain.ends_with(ending))
}

/// What stands for a value of JSON in an answer to an operation with this effect. Name and value are
/// as they stand there, with their quotes.
pub(crate) fn masked_of(effect: Effect, name: Option<&str>, value: &str) -> Option<String> {
    let mask = masked(name, value);
    if mask.is_some() || effect != Effect::Discloses {
        return mask;
    }
    let nothing = matches!(value, "true" | "false" | "null" | "\"\"");
    let said = name.is_some_and(|name| says(&json::unquoted(name)));
    (!nothing && !said).then(|| format!("\"{MARK}\""))
}

/// The values of a small body that are not shown. What the scrubber knows is ours and not the
/// vendor's to disclose.
pub(crate) fn disclosed(
    media: Option<&str>,
    bytes: &[u8],
    effect: Effect,
    scrubber: &Scrubber,
) -> Vec<Disclosed> {
    let bytes = &*readable(media, bytes);
    let kind = BodyKind::of(media, bytes);
    let mut found = Vec::new();
    match (kind, text_of(bytes)) {
        (BodyKind::Json, Some(text)) => {
            if let Ok(value) = serde_json::from_str::<Value>(text) {
                let mut at = String::new();
                walk(&value, None, effect, &mut at, &mut found);
            }
        }
        (BodyKind::Text | BodyKind::Xml | BodyKind::Html, Some(text))
            if effect == Effect::Discloses =>
        {
            found.push(Disclosed {
                pointer: String::new(),
                name: String::new(),
                value: Secret::new(text.to_owned()),
            });
        }
        _ => {}
    }
    found.retain(|one| one.value.lend(|value| !scrubber.finds_in(value.as_bytes())));
    found
}

fn walk(
    value: &Value,
    name: Option<&str>,
    effect: Effect,
    at: &mut String,
    found: &mut Vec<Disclosed>,
) {
    let length = at.len();
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                at.push('/');
                at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                walk(value, Some(name), effect, at, found);
                at.truncate(length);
            }
        }
        Value::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                at.push_str(&format!("/{number}"));
                walk(value, None, effect, at, found);
                at.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) => {}
        Value::String(_) | Value::Number(_) => {
            let quoted = name.map(|name| Value::from(name).to_string());
            let source = value.to_string();
            // A body that is nothing but a value is the secret itself.
            let whole = at.is_empty() && effect == Effect::Discloses;
            let hidden = masked_of(effect, quoted.as_deref(), &source).is_some();
            if (whole || hidden) && found.len() < MOST {
                found.push(Disclosed {
                    pointer: at.clone(),
                    name: name.unwrap_or_default().to_owned(),
                    value: Secret::new(match value {
                        Value::String(text) => text.clone(),
                        _ => source,
                    }),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{disclosed, masked_of};
    use crate::Scrubber;
    use domain::Effect;

    fn found(body: &str, effect: Effect) -> Vec<(String, String)> {
        let mut scrubber = Scrubber::new();
        scrubber.learn(b"canary-of-ours");
        let found = disclosed(Some("application/json"), body.as_bytes(), effect, &scrubber);
        let pair = |one: super::Disclosed| (one.pointer, one.value.lend(Clone::clone));
        found.into_iter().map(pair).collect()
    }

    fn pair(pointer: &str, value: &str) -> (String, String) {
        (pointer.to_owned(), value.to_owned())
    }

    #[test]
    fn what_is_hidden_is_kept_by_where_it_stands() {
        let body = r#"{"id":"7","name":"root","a/b":{"password":"one"},"content":"two",
                       "keys":["three"],"pin":4,"ours":"canary-of-ours","on":true}"#;
        let all = found(body, Effect::Discloses);
        let wanted = [
            pair("/a~1b/password", "one"),
            pair("/content", "two"),
            pair("/keys/0", "three"),
            pair("/pin", "4"),
        ];
        assert_eq!(all, wanted);
        // Elsewhere names and looks decide.
        let named = [pair("/a~1b/password", "one"), pair("/pin", "4")];
        assert_eq!(found(body, Effect::Reads), named);
    }

    #[test]
    fn a_body_that_is_nothing_but_a_value_is_the_secret() {
        assert_eq!(
            found("\"hun\\u0074er2\"", Effect::Discloses),
            [pair("", "hunter2")]
        );
        assert_eq!(found("hunter2", Effect::Discloses), [pair("", "hunter2")]);
        assert_eq!(found("\"hunter2\"", Effect::Reads), []);
    }

    #[test]
    fn an_answer_that_discloses_shows_what_says_what_it_is_and_nothing_else() {
        let hidden = |name: &str, value: &str| {
            masked_of(Effect::Discloses, Some(&format!("\"{name}\"")), value).is_some()
        };
        for name in [
            "id",
            "accountName",
            "platform_id",
            "createdAt",
            "secretType",
        ] {
            assert!(!hidden(name, "\"x\""), "{name}");
        }
        for name in [
            "content",
            "value",
            "data",
            "password",
            "clientSecret",
            "url",
        ] {
            assert!(hidden(name, "\"x\""), "{name}");
            assert!(!hidden(name, "null"), "{name}");
        }
        assert!(masked_of(Effect::Discloses, None, "\"x\"").is_some());
        assert!(masked_of(Effect::Reads, None, "\"x\"").is_none());
    }
}
