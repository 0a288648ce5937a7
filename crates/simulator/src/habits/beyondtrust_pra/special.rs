//! What the Configuration API does beyond reading and writing rows: approvals, downloads,
//! provisioning, who has which policy, and reactivation of vendors' users.

use domain::Timestamp;
use serde_json::{Map, Value, json};

use super::collections::{next_id, row};
use super::{answers, moments, vault, zip};
use crate::{Answered, Asked, World};

/// The answer to a path that is more than a row; `None` leaves it to the collections.
pub(super) fn answer(asked: &Asked, world: &mut World, path: &[&str]) -> Option<Answered> {
    let method = asked.method.as_str();
    let reading = method == "GET" || method == "HEAD";
    Some(match (method, path) {
        (_, ["cli", platform]) if reading => command_line(platform),
        (_, ["jump-client", "installer", id, platform]) if reading => {
            client_installer(asked, world, id, platform)
        }
        (_, ["jumpoint", id, "installer"]) if reading => {
            known(world, "jumpoints", id, |_| installer("jumpoint-setup"))
        }
        (_, ["jump-policy", id, "schedule"]) if reading => {
            known(world, "jump_policies", id, |policy| {
                let schedule = policy.get("_schedule").cloned();
                let none = json!({"timezone": "UTC", "entries": []});
                Answered::json(200, &schedule.unwrap_or(none))
            })
        }
        (_, ["jump-approval", "session-status", user]) if reading => running(world, user),
        ("POST", ["jump-approval", "request"]) => request(asked, world),
        ("POST", ["jump-approval", "approve"]) => decide(asked, world),
        (_, ["jump-approval", user]) if reading => approvals(asked, world, user),
        (_, ["jump-approval", user, "view", id]) if reading => approval(world, user, id),
        ("POST", ["user", "provision"] | ["group-policy", _, "provision"]) => {
            provision(asked, world, path)
        }
        (_, ["user", id, "group-policies"]) if reading => policies_of(world, id),
        ("PATCH", ["user", id, "group-policy-changes"]) => change_policies(asked, world, id),
        ("POST", ["vendor", id, "reactivate"]) => reactivate_group(asked, world, id),
        ("POST", ["vendor", id, "user", user, "reactivate"]) => reactivate(asked, world, id, user),
        (_, ["vault", rest @ ..]) => return vault::answer(asked, world, rest),
        _ => return None,
    })
}

/// Answers with a row, or 404.
pub(super) fn known(
    world: &World,
    collection: &str,
    id: &str,
    with: impl FnOnce(&Value) -> Answered,
) -> Answered {
    let found = id.parse().ok().and_then(|id| row(world, collection, id));
    found.map_or_else(answers::not_found, with)
}

fn installer(name: &str) -> Answered {
    let body = format!("#!/bin/sh\n# Simulated installer {name}: installs nothing.\n");
    Answered::body(200, "application/x-executable", body).with(
        "Content-Disposition",
        format!("attachment; filename=\"{name}\""),
    )
}

fn command_line(platform: &str) -> Answered {
    if !["linux", "win32", "macos"].contains(&platform) {
        return answers::not_found();
    }
    let note = format!("This stands for the command line client for {platform}.\n");
    Answered::body(
        200,
        "application/zip",
        zip::archive(&[("README.txt", note.into_bytes())]),
    )
    .with(
        "Content-Disposition",
        format!("attachment; filename=\"btapi-{platform}.zip\""),
    )
}

fn client_installer(asked: &Asked, world: &World, id: &str, platform: &str) -> Answered {
    const PLATFORMS: [&str; 6] = [
        "linux-64",
        "raspberry-pi-32-headless",
        "mac-dmg",
        "mac-zip",
        "windows-64-msi",
        "windows-32-msi",
    ];
    let expired = |row: &Value| {
        row["expiration_timestamp"]
            .as_str()
            .and_then(|text| text.parse::<Timestamp>().ok())
            .is_some_and(|end| end <= asked.now)
    };
    let found = world
        .rows("jump_client_installers")
        .iter()
        .find(|row| row["installer_id"] == id);
    match found {
        Some(row) if PLATFORMS.contains(&platform) && !expired(row) => {
            installer(&format!("sra-scc-{id}-{platform}"))
        }
        _ => answers::not_found(),
    }
}

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

fn approvals(asked: &Asked, world: &World, user: &str) -> Answered {
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

fn approval(world: &World, user: &str, id: &str) -> Answered {
    let user = user.parse().unwrap_or(0);
    known(world, "jump_approvals", id, |request| {
        if decides(world, user, request) || request["created_by_user_id"] == user {
            Answered::json(200, request)
        } else {
            answers::not_found()
        }
    })
}

fn running(world: &World, user: &str) -> Answered {
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

fn request(asked: &Asked, world: &mut World) -> Answered {
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

fn decide(asked: &Asked, world: &mut World) -> Answered {
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

fn provision(asked: &Asked, world: &World, path: &[&str]) -> Answered {
    if path[0] == "group-policy" {
        return known(world, "group_policies", path[1], |_| Answered::empty(204));
    }
    match asked.json() {
        Some(body) if body["user_ids"].is_array() => Answered::empty(204),
        _ => answers::one_wrong("user_ids", "must be an array"),
    }
}

fn policies_of(world: &World, id: &str) -> Answered {
    known(world, "users", id, |user| {
        let own: Vec<Value> = world
            .rows("group_policy_members")
            .iter()
            .filter(|member| member["user_id"] == user["id"])
            .filter_map(|member| row(world, "group_policies", member["_of"].as_i64()?))
            .map(|policy| json!({"id": policy["id"], "name": policy["name"]}))
            .collect();
        Answered::json(200, &Value::Array(own))
    })
}

fn change_policies(asked: &Asked, world: &mut World, id: &str) -> Answered {
    let user = id
        .parse()
        .ok()
        .and_then(|id| row(world, "users", id))
        .cloned();
    let Some(user) = user else {
        return answers::not_found();
    };
    if user["security_provider_id"] != 1 {
        return answers::message(403, "Only local users can be changed.");
    }
    let body = asked.json().unwrap_or_default();
    let ids = |name: &str| -> Vec<i64> {
        let list = body[name].as_array().cloned().unwrap_or_default();
        list.iter().filter_map(Value::as_i64).collect()
    };
    let (added, removed) = (ids("added"), ids("removed"));
    if let Some(unknown) = added
        .iter()
        .find(|id| row(world, "group_policies", **id).is_none())
    {
        return answers::one_wrong("added", &format!("{unknown} does not exist"));
    }
    let is_member = |world: &World, policy: i64| {
        world
            .rows("group_policy_members")
            .iter()
            .any(|member| member["_of"] == policy && member["user_id"] == user["id"])
    };
    for policy in added {
        if !is_member(world, policy) {
            let fresh = json!({
                "id": next_id(world, "group_policy_members"),
                "security_provider_id": 1,
                "user_id": user["id"],
                "distinguished_name": null,
                "group_name": null,
                "_of": policy,
            });
            world.rows_mut("group_policy_members").push(fresh);
        }
    }
    world.rows_mut("group_policy_members").retain(|member| {
        member["user_id"] != user["id"]
            || !member["_of"]
                .as_i64()
                .is_some_and(|policy| removed.contains(&policy))
    });
    policies_of(world, id)
}

fn reactivate_group(asked: &Asked, world: &mut World, id: &str) -> Answered {
    let users: Vec<String> = world
        .rows("vendor_users")
        .iter()
        .filter(|user| user["_of"].to_string() == id && user["is_expired"] == true)
        .map(|user| user["id"].to_string())
        .collect();
    if !id
        .parse()
        .is_ok_and(|id| row(world, "vendors", id).is_some())
    {
        return answers::not_found();
    }
    if users.is_empty() {
        return answers::message(400, "No user of this vendor group has expired.");
    }
    for user in users {
        reactivate(asked, world, id, &user);
    }
    Answered::empty(200)
}

fn reactivate(asked: &Asked, world: &mut World, id: &str, user: &str) -> Answered {
    let Some(vendor) = id.parse().ok().and_then(|id| row(world, "vendors", id)) else {
        return answers::not_found();
    };
    let days = vendor["account_expiration"].as_i64().unwrap_or(30);
    let found = world
        .rows_mut("vendor_users")
        .iter_mut()
        .find(|row| row["_of"].to_string() == id && row["id"].to_string() == user);
    let Some(found) = found else {
        return answers::not_found();
    };
    if found["is_expired"] != true {
        return answers::message(400, "The user has not expired.");
    }
    found["is_expired"] = json!(false);
    found["enabled"] = json!(true);
    found["account_expiration"] = json!(moments::after_days(asked.now, days));
    Answered::empty(200)
}
