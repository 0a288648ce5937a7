//! How PrivX words answers: envelopes for lists and for errors.

use super::{Call, Reply};
use crate::Answered;
use crate::paging::{Order, member, mentions, sort, window};
use serde_json::{Value, json};

pub(super) fn error(status: u16, code: &str, message: &str) -> Answered {
    Answered::json(
        status,
        &json!({ "error_code": code, "error_message": message }),
    )
}

/// 400 about one member of the body or the query.
pub(super) fn wrong(code: &str, message: &str, property: &str) -> Answered {
    let body = json!({ "error_code": code, "error_message": message, "property": property });
    Answered::json(400, &body)
}

pub(super) fn not_found() -> Answered {
    error(404, "OBJECT_NOT_FOUND", "Object not found")
}

pub(super) fn forbidden() -> Answered {
    error(403, "PERMISSION_DENIED", "Permission denied")
}

pub(super) fn done() -> Reply {
    Ok(Answered::empty(200))
}

pub(super) fn made(path: &str, id: &str) -> Reply {
    Ok(Answered::json(201, &json!({ "id": id })).with("location", format!("{path}/{id}")))
}

/// How a list pages when it is not told.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) usual: usize,
    pub(super) most: usize,
    pub(super) sort: &'static str,
}

pub(super) const USUAL: Limits = limits(50, 1000, "");

pub(super) const fn limits(usual: usize, most: usize, sort: &'static str) -> Limits {
    Limits { usual, most, sort }
}

/// A page of `rows` as the query asks for it.
pub(super) fn list(call: &Call<'_>, mut rows: Vec<Value>, limits: Limits) -> Reply {
    let given = |name| call.asked.query_value(name).map(str::to_owned);
    let offset = number(given("offset"), "offset")?.unwrap_or(0);
    let asked_for = number(given("limit"), "limit")?.filter(|limit| *limit > 0);
    let limit = asked_for.unwrap_or(limits.usual);
    let strict = call.world.switches.word("limit_beyond_most", "clamp") == "refuse";
    if limit > limits.most && strict {
        let message = format!("Value must be at most {}", limits.most);
        return Err(wrong("VALUE_OUT_OF_BOUNDS", &message, "limit"));
    }
    let key = given("sortkey").filter(|key| !key.is_empty());
    let order = Order::read(&given("sortdir").unwrap_or_default());
    let known = |key: &String| rows.is_empty() || rows.iter().any(|row| member(row, key).is_some());
    match key {
        Some(key) if known(&key) => sort(&mut rows, &key, order),
        Some(_) if call.world.switches.word("unknown_sortkey", "ignore") == "refuse" => {
            return Err(wrong("INVALID_REQUEST_DATA", "Invalid sort key", "sortkey"));
        }
        _ if !limits.sort.is_empty() => sort(&mut rows, limits.sort, order),
        _ if order == Order::Descending => rows.reverse(),
        _ => {}
    }
    let items = window(&rows, offset, limit.min(limits.most));
    Ok(Answered::json(200, &envelope(call, rows.len(), items)))
}

/// Everything at once.
pub(super) fn all(call: &Call<'_>, rows: Vec<Value>) -> Reply {
    Ok(Answered::json(200, &envelope(call, rows.len(), rows)))
}

fn envelope(call: &Call<'_>, count: usize, items: Vec<Value>) -> Value {
    let empty = items.is_empty() && call.world.switches.on("null_lists");
    let items = if empty { Value::Null } else { items.into() };
    json!({ "count": count, "items": items })
}

fn number(text: Option<String>, name: &str) -> Result<Option<usize>, Answered> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(wrong("VALUE_INCORRECT_FORMAT", "Not a number", name)),
        },
    }
}

/// The body as an object.
pub(super) fn body(call: &Call<'_>) -> Result<Value, Answered> {
    let refused = || error(400, "INVALID_REQUEST_DATA", "Invalid request data");
    let body = call.asked.json().ok_or_else(refused)?;
    body.is_object().then_some(body).ok_or_else(refused)
}

/// The body as an object, or an empty one when there is none: searches allow that.
pub(super) fn search(call: &Call<'_>) -> Result<Value, Answered> {
    if call.asked.body.iter().all(u8::is_ascii_whitespace) {
        Ok(json!({}))
    } else {
        body(call)
    }
}

/// The body as a list of texts.
pub(super) fn texts(call: &Call<'_>) -> Result<Vec<String>, Answered> {
    let refused = || error(400, "INVALID_REQUEST_DATA", "Invalid request data");
    let body = call.asked.json().ok_or_else(refused)?;
    let items = body.as_array().ok_or_else(refused)?;
    items
        .iter()
        .map(|item| item.as_str().map(str::to_owned).ok_or_else(refused))
        .collect()
}

pub(super) fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a row has all the words of a search, wherever.
pub(super) fn has_words(row: &Value, words: &str) -> bool {
    words.split_whitespace().all(|word| mentions(row, word))
}

/// The texts of a search member that may be one text or a list of them; keys without regard to
/// case, since one vendor library sends some of them with a capital.
pub(super) fn wanted(search: &Value, key: &str) -> Vec<String> {
    match member(search, key) {
        Some(Value::String(text)) if !text.is_empty() => vec![text.clone()],
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| {
                item.as_str()
                    .map_or_else(|| item.to_string(), str::to_owned)
            })
            .collect(),
        Some(Value::Bool(_) | Value::Number(_)) => {
            vec![
                member(search, key)
                    .map(Value::to_string)
                    .unwrap_or_default(),
            ]
        }
        _ => Vec::new(),
    }
}

/// Whether `value` is among `wanted`, or nothing is.
pub(super) fn among(wanted: &[String], value: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|one| one.eq_ignore_ascii_case(value))
}
