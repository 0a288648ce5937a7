//! Requests for access under a Jump Policy, and the word of those who may give it.

use domain::Timestamp;
use serde_json::{Map, Value, json};

use super::collections::{next_id, row};
use super::special::known;
use super::{answers, moments};
use crate::{Answered, Asked, World};

fn object(asked: &Asked) -> Result<Map<String, Value>, Answered> {
    match asked.json() {
        Some(Value::Object(body)) => Ok(body),
        _ => Err(answers::message(
            400,
            "The request body must be a JSON object.",
        )),
    }
}

/// Whether a user may decide a request: an approver of its policy, or an administrator.
fn decides(world: &World, user: i64, request: &Value) -> bool {
    let Some(person) = row(world, "users", user) else {
        return false;
    };
    if person["perm_admin"] == true {
        return true;
    }
    let Some(policy) = request["jump_policy_id"]
        .as_i64()
        .and_then(|id| row(world, "jump_policies", id))
    else {
        return false;
    };
    if policy["approval_approver_scope"] == "not_requestor" && request["created_by_user_id"] == user
    {
        return false;
    }
    let listed = |field: &str, wanted: i64| {
        policy[field].as_array().is_some_and(|ids| {
            ids.iter()
                .any(|id| *id == wanted || *id == wanted.to_string().as_str())
        })
    };
    listed("approval_user_ids", user)
        || world.rows("team_users").iter().any(|member| {
            member["user_id"] == user
                && member["_of"]
                    .as_i64()
                    .is_some_and(|team| listed("approval_team_ids", team))
        })
}

/// The requests a user may answer.
pub(super) fn list(asked: &Asked, world: &World, user: &str) -> Answered {
    let Some(user) = user
        .parse()
        .ok()
        .filter(|id| row(world, "users", *id).is_some())
    else {
        return answers::not_found();
    };
    let state = asked.query_value("state");
    let list: Vec<Value> = world
        .rows("jump_approvals")
        .iter()
        .filter(|request| state.is_none_or(|state| request["state"] == state))
        .filter(|request| decides(world, user, request))
        .cloned()
        .collect();
    Answered::json(200, &Value::Array(list))
}

/// One request, for who may see it.
pub(super) fn one(world: &World, user: &str, id: &str) -> Answered {
    let user = user.parse().unwrap_or(0);
    known(world, "jump_approvals", id, |request| {
        if decides(world, user, request) || request["created_by_user_id"] == user {
            Answered::json(200, request)
        } else {
            answers::not_found()
        }
    })
}

/// What is approved or in use for a user, and when it ends.
pub(super) fn running(world: &World, user: &str) -> Answered {
    let Some(user) = user
        .parse()
        .ok()
        .filter(|id| row(world, "users", *id).is_some())
    else {
        return answers::one_wrong("user_id", "does not exist");
    };
    let list: Vec<Value> = world
        .rows("jump_approvals")
        .iter()
        .filter(|request| request["created_by_user_id"] == user)
        .filter(|request| request["state"] == "approved" || request["state"] == "in_use")
        .map(|request| {
            let start = request["start_timestamp"]
                .as_str()
                .and_then(|text| text.parse().ok());
            let length = request["duration"].as_i64().unwrap_or(0);
            json!({
                "id": request["id"],
                "state": request["state"],
                "jump_item_id": request["jump_item_id"],
                "expiration_timestamp":
                    start.map(|start: Timestamp| moments::after_seconds(start, length)),
            })
        })
        .collect();
    Answered::json(200, &Value::Array(list))
}

fn collection_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "jump_client" => "jump_clients",
        "shell_jump" => "shell_jumps",
        "remote_rdp" => "remote_rdps",
        "remote_vnc" => "remote_vncs",
        "web_jump" => "web_jumps",
        "protocol_tunnel" | "protocol_tunnel_jump" => "protocol_tunnels",
        _ => return None,
    })
}

/// Asks for access to a Jump Item whose policy wants approval.
pub(super) fn request(asked: &Asked, world: &mut World) -> Answered {
    let body = match object(asked) {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    let kind = body
        .get("jump_item_type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let Some(user) = number("user_id").filter(|id| row(world, "users", *id).is_some()) else {
        return answers::message(400, "The user does not exist.");
    };
    let item = number("jump_item_id")
        .zip(collection_of(kind))
        .and_then(|(id, collection)| row(world, collection, id));
    let Some(item) = item else {
        return answers::message(400, "The Jump Item does not exist.");
    };
    let duration = number("duration").unwrap_or(7200);
    if duration < 60 {
        return answers::message(400, "The duration must be at least 60 seconds.");
    }
    let policy = item["jump_policy_id"]
        .as_i64()
        .and_then(|id| row(world, "jump_policies", id))
        .filter(|policy| policy["approval_required"] == true);
    let Some(policy) = policy else {
        return answers::message(400, "The Jump Item does not require approval.");
    };
    if duration > policy["approval_max_duration"].as_i64().unwrap_or(480) * 60 {
        return answers::message(400, "The duration is longer than the Jump Policy allows.");
    }
    let start = number("start").and_then(|second| Timestamp::from_second(second).ok());
    let reason = body
        .get("reason")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let fresh = json!({
        "id": next_id(world, "jump_approvals"),
        "state": "pending",
        "jump_policy_id": policy["id"],
        "jump_item_type": kind,
        "jump_item_id": item["id"],
        "created_by_user_id": user,
        "start_timestamp": moments::text(start.unwrap_or(asked.now)),
        "duration": duration,
        "request_reason": reason.chars().take(2048).collect::<String>(),
        "response_comments": "",
    });
    world.rows_mut("jump_approvals").push(fresh.clone());
    Answered::json(200, &fresh)
}

/// Approves or denies.
pub(super) fn decide(asked: &Asked, world: &mut World) -> Answered {
    let body = match object(asked) {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    let (Some(id), Some(user)) = (number("id"), number("user_id")) else {
        return answers::message(400, "id and user_id are required.");
    };
    let answer = body
        .get("answer")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if answer != "approved" && answer != "denied" {
        return answers::message(400, "answer must be approved or denied.");
    }
    let Some(request) = row(world, "jump_approvals", id) else {
        return answers::message(400, "The request does not exist.");
    };
    if request["state"] != "pending" {
        return answers::message(400, "The request is no longer pending.");
    }
    if !decides(world, user, request) {
        return answers::message(400, "The user may not answer this request.");
    }
    let comments = body.get("comments").cloned().unwrap_or(json!(""));
    let found = world
        .rows_mut("jump_approvals")
        .iter_mut()
        .find(|row| row["id"] == id);
    let Some(request) = found else {
        return answers::message(400, "The request does not exist.");
    };
    request["state"] = json!(answer);
    request["response_comments"] = comments;
    Answered::json(200, request)
}
