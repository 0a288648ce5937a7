//! What the Configuration API does beyond reading and writing rows: downloads,
//! provisioning, who has which policy, and reactivation of vendors' users.

use domain::Timestamp;
use serde_json::{Value, json};

use super::collections::{is, next_id, row};
use super::{answers, approvals, moments, vault, zip};
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
        (_, ["jump-approval", "session-status", user]) if reading => {
            approvals::running(world, user)
        }
        ("POST", ["jump-approval", "request"]) => approvals::request(asked, world),
        ("POST", ["jump-approval", "approve"]) => approvals::decide(asked, world),
        (_, ["jump-approval", user]) if reading => approvals::list(asked, world, user),
        (_, ["jump-approval", user, "view", id]) if reading => approvals::one(world, user, id),
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
        .filter(|user| is(&user["_of"], id) && user["is_expired"] == true)
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
        .find(|row| is(&row["_of"], id) && is(&row["id"], user));
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
