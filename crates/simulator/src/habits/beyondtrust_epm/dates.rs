//! Dates have seven digits after the second. A list says `+00:00` behind them, a detail nothing.

use crate::times::{read, zoneless};
use serde_json::Value;

pub(super) fn in_list(value: &mut Value) {
    rewritten(value, "+00:00");
}

pub(super) fn in_detail(value: &mut Value) {
    rewritten(value, "");
}

/// The world keeps RFC 3339 with a `Z`; whatever looks like that is rewritten.
fn rewritten(value: &mut Value, zone: &str) {
    match value {
        Value::String(text) => {
            let looks = text.len() > 19 && text.ends_with('Z') && text.as_bytes()[10] == b'T';
            if let (true, Some(at)) = (looks, read(text)) {
                *text = format!("{}{zone}", zoneless(at, 7));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewritten(item, zone)),
        Value::Object(members) => members.values_mut().for_each(|item| rewritten(item, zone)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
