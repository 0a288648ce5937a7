//! Reading JSON that other programs wrote.

use serde_json::Value;

use crate::trouble::Trouble;

/// Parses the text, saying whose it was when it is not JSON.
pub fn parse(text: &str, whose: &str) -> Result<Value, Trouble> {
    serde_json::from_str(text).map_err(|error| Trouble::Found {
        what: format!("{whose} is not readable JSON."),
        lines: vec![error.to_string()],
    })
}

/// The text at a pointer, or nothing.
pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The list at a pointer, or an empty one.
pub fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
