//! JSON as a small tree, for turning it into forms and XML: numbers stay the text they are.

use crate::json::{self, Kind};

/// Deeper bodies are no forms and no documents of a service.
const DEEPEST: usize = 128;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'t> {
    /// A number, `true`, `false` or `null`, as it is written.
    Word(&'t str),
    Text(String),
    List(Vec<Value<'t>>),
    /// In the order written; a name may come twice.
    Object(Vec<(String, Value<'t>)>),
}

impl<'t> Value<'t> {
    /// Reads JSON; `None` when it is not, or is too deep.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        // Each level that is open, with the name it will stand under.
        let mut open: Vec<(Option<String>, Self)> = Vec::new();
        let mut name: Option<String> = None;
        let mut whole = None;
        let mut too_deep = false;
        json::scan(text, |token| {
            let part = &text[token.range];
            let value = match token.kind {
                _ if too_deep => return,
                Kind::Name => {
                    name = Some(json::unquoted(part));
                    return;
                }
                Kind::Open => {
                    too_deep = open.len() >= DEEPEST;
                    let value = if part == "{" {
                        Self::Object(Vec::new())
                    } else {
                        Self::List(Vec::new())
                    };
                    open.push((name.take(), value));
                    return;
                }
                Kind::Close => {
                    let Some((under, value)) = open.pop() else {
                        return;
                    };
                    name = under;
                    value
                }
                Kind::Text => Self::Text(json::unquoted(part)),
                Kind::Word => Self::Word(part),
            };
            match open.last_mut() {
                Some((_, Self::Object(members))) => {
                    members.push((name.take().unwrap_or_default(), value));
                }
                Some((_, Self::List(items))) => items.push(value),
                Some((_, Self::Word(_) | Self::Text(_))) | None => whole = Some(value),
            }
        })
        .ok()?;
        whole.filter(|_| !too_deep)
    }

    /// A single value as text: without quotes, digits as written.
    pub(crate) fn single(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Text(text) => Some(text),
            Self::List(_) | Self::Object(_) => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Word("null")
    }

    /// As JSON on one line, every digit as it was written.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Word(word) => out.push_str(word),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    out.push_str(&quoted(name));
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn json_becomes_a_tree_and_the_same_json_again() {
        let text = r#"{"a":[1.10,{"b":null,"c":"\u00e9\n"}],"d":{},"e":12345678901234567890123}"#;
        let again = r#"{"a":[1.10,{"b":null,"c":"é\n"}],"d":{},"e":12345678901234567890123}"#;
        assert_eq!(Value::read(text).unwrap().to_json(), again);
        assert_eq!(Value::read(" 7 "), Some(Value::Word("7")));
        assert_eq!(Value::read("[1"), None);
        assert_eq!(Value::read(&"[".repeat(1_000)), None);
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Value::read(&deep), None, "nothing recurses over it");
    }
}
