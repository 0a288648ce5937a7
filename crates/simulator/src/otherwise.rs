//! The same answer as another release of the product might write it.

use crate::Answered;
use serde_json::{Map, Value};

/// Members in another order and case, some more, numbers as texts, nothing where there was null,
/// null where there was an empty list. What is not JSON, or is a bare text, stays.
pub(crate) fn written(answered: Answered) -> Answered {
    match serde_json::from_slice::<Value>(&answered.body) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => Answered {
            body: otherwise(&value).to_string().into_bytes(),
            ..answered
        },
        Ok(_) | Err(_) => answered,
    }
}

fn otherwise(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut out = Map::new();
            out.insert("addedSince".to_owned(), Value::Null);
            for (name, member) in members.iter().rev() {
                if !member.is_null() {
                    out.insert(turned(name), otherwise(member));
                }
            }
            Value::Object(out)
        }
        Value::Array(items) if items.is_empty() => Value::Null,
        Value::Array(items) => items.iter().map(otherwise).collect(),
        Value::Number(number) => Value::String(number.to_string()),
        other => other.clone(),
    }
}

/// The first letter in the other case: camel and Pascal are what vendors change between.
fn turned(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::Answered;
    use serde_json::{Value, json};

    #[test]
    fn an_answer_is_written_otherwise_and_says_the_same() {
        let answer = json!({ "id": 7, "Rows": [], "none": null, "in": [{ "a": true }] });
        let body: Value =
            serde_json::from_slice(&written(Answered::json(200, &answer)).body).unwrap();
        let other = json!({ "addedSince": null, "In": [{ "addedSince": null, "A": true }], "rows": null, "Id": "7" });
        assert_eq!(body.to_string(), other.to_string());
        let text = Answered::json(200, &json!("token"));
        assert_eq!(written(text.clone()), text);
    }
}
