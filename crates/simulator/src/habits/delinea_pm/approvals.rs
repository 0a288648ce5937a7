//! Approvals, in the form that is assumed: the vendor documents the path and nothing else,
//! so this is off unless a switch says otherwise.

use serde_json::{Value, json};

use super::{envelope, member};
use crate::{Answered, Asked, World};

/// `approval/approve`: one address for both words.
pub(super) fn decide(asked: &Asked, world: &mut World) -> Answered {
    let body = asked.json().unwrap_or_default();
    let text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| member(&body, name)?.as_str())
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let id = text(&["RequestId", "ApprovalId", "PMApprovalId"]);
    let word = text(&["Response", "Status", "PMApprovalStatus"]).to_lowercase();
    let state = match word.as_str() {
        "approve" | "approved" => "approved",
        "deny" | "denied" | "rejected" => "denied",
        _ => return envelope::error(world, 400, "The response is not valid."),
    };
    let id = id.trim_matches(['{', '}']).to_owned();
    let Some(request) = world.find("approvals", "id", &id).cloned() else {
        return envelope::error(world, 404, "The request was not found.");
    };
    if request["state"] != "pending" {
        return envelope::error(world, 409, "The request has been answered already.");
    }
    let comment = text(&["Comment", "PMComment"]);
    let duration = member(&body, "Duration").cloned().unwrap_or(Value::Null);
    if let Some(request) = world.find_mut("approvals", "id", &id) {
        request["state"] = json!(state);
        request["comment"] = json!(comment);
        request["duration"] = duration;
        request["answered"] = json!(crate::times::to_the_second(asked.now));
    }
    envelope::result(json!(id))
}
