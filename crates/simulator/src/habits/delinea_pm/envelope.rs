//! The envelope around every answer but the token, and what errors look like in it.

use serde_json::{Value, json};

use crate::{Answered, World};

/// A result and how many entries it has.
pub(super) fn result(result: Value) -> Answered {
    let total = match &result {
        Value::Array(rows) => rows.len(),
        Value::Object(grid) => grid
            .get("Data")
            .and_then(Value::as_array)
            .map_or(1, Vec::len),
        Value::Null => 0,
        _ => 1,
    };
    let mut body = json!({"Code": 200, "Status": "success", "Messages": []});
    body["Result"] = result;
    body["Total"] = json!(total);
    Answered::json(200, &body)
}

/// A refusal. Whether a server says it by its status or only in the envelope is not known.
pub(super) fn error(world: &mut World, status: u16, text: &str) -> Answered {
    let shown = match world.switches.word("error_style", "http") {
        "envelope_200" => 200,
        _ => status,
    };
    worded(world, shown, status, text)
}

/// The role is too weak; this one has a switch of its own.
pub(super) fn refused(world: &mut World) -> Answered {
    let shown = match world.switches.word("refuse_style", "403") {
        "envelope" => 200,
        _ => 403,
    };
    worded(
        world,
        shown,
        403,
        "You do not have permission to perform this operation.",
    )
}

/// No token, or none that is good: always an answer 401.
pub(super) fn unauthorized(world: &mut World, text: &str) -> Answered {
    worded(world, 401, 401, text).with("WWW-Authenticate", "Bearer")
}

fn worded(world: &mut World, shown: u16, code: u16, text: &str) -> Answered {
    // Administrators search the server's log for this.
    let correlation = world.random.uuid();
    Answered::json(
        shown,
        &json!({
            "Code": code, "Status": "error",
            "Messages": [text, format!("Correlation Id: {correlation}")],
            "Result": null, "Total": 0,
        }),
    )
}
