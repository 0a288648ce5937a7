//! Bodies as PVWA writes and reads them: error codes, JSON whose names compare without case.

use serde_json::{Map, Value, json};

use crate::{Answered, Asked};

/// A JSON answer with the media type PVWA gives it.
pub(super) fn reply(status: u16, value: &Value) -> Answered {
    Answered::body(status, "application/json; charset=utf-8", value.to_string())
}

/// A refusal with a code of the product.
pub(super) fn refuse(status: u16, code: &str, text: &str) -> Answered {
    reply(status, &json!({"ErrorCode": code, "ErrorMessage": text}))
}

/// The caller lacks a right.
pub(super) fn forbidden() -> Answered {
    refuse(
        403,
        "PASWS041E",
        "You are not authorized to perform this action.",
    )
}

/// No session, or none any more.
pub(super) fn no_session() -> Answered {
    refuse(
        401,
        "PASWS006E",
        "The session token is missing, invalid or has expired.",
    )
}

/// Nothing of that name. The code is the generic one.
pub(super) fn not_found(text: &str) -> Answered {
    refuse(404, "CAWS00001E", text)
}

/// A Safe that is not there, or that the caller cannot see.
pub(super) fn no_safe(name: &str) -> Answered {
    refuse(
        404,
        "SFWS0007",
        &format!("Safe {name} was deleted or does not exist."),
    )
}

/// 400 about one parameter.
pub(super) fn wrong(parameter: &str, text: &str) -> Answered {
    reply(
        400,
        &json!({
            "ErrorCode": "PASWS167E",
            "ErrorMessage": "There are some invalid parameters",
            "Details": [{"ParameterName": parameter, "ErrorCode": "", "ErrorMessage": text}],
        }),
    )
}

/// A body whose names compare without case.
#[derive(Debug, Default)]
pub(super) struct Sent(Map<String, Value>);

impl Sent {
    /// The body of a request; none at all reads as an empty object, anything else is refused.
    pub(super) fn read(asked: &Asked) -> Result<Self, Answered> {
        if asked.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self::default());
        }
        match asked.json() {
            Some(Value::Object(fields)) => Ok(Self(fields)),
            _ => Err(wrong("body", "The request body is not a JSON object.")),
        }
    }

    /// A part of a body.
    pub(super) fn of(value: &Value) -> Self {
        Self(value.as_object().cloned().unwrap_or_default())
    }

    /// A field, null read as absent.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .filter(|value| !value.is_null())
    }

    /// Whether the field was sent at all, null included.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.keys().any(|key| key.eq_ignore_ascii_case(name))
    }

    /// A text; numbers are read as their digits.
    pub(super) fn text(&self, name: &str) -> String {
        match self.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// A boolean, as such or as `"true"`.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(on) => Some(*on),
            Value::String(text) => text.to_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// A whole number, as such or as digits.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Every field.
    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// A query parameter that is a boolean; `True` is one too.
pub(super) fn asked_flag(asked: &Asked, name: &str) -> Option<bool> {
    asked.query_value(name)?.to_lowercase().parse().ok()
}

/// A row as callers see it: without what the simulator notes for itself.
pub(super) fn shown(row: &Value) -> Value {
    match row {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !name.starts_with('_'))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Whether a value is the number this text stands for.
pub(super) fn numbered(value: &Value, text: &str) -> bool {
    value.as_i64().is_some_and(|own| text.parse() == Ok(own))
}

/// Lays the fields of `over` over a row.
pub(super) fn lay(mut row: Value, over: &Value) -> Value {
    if let (Some(row), Some(over)) = (row.as_object_mut(), over.as_object()) {
        for (name, value) in over {
            row.insert(name.clone(), value.clone());
        }
    }
    row
}
