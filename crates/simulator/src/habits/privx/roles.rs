//! Roles beyond plain keeping: finding them by name, who is in them, and their handles elsewhere.

use super::caller::role_ids;
use super::say::{self, USUAL, among, text, wanted};
use super::{Call, Reply, Route, route};
use crate::{Answered, World};
use serde_json::{Value, json};

const VIEW: &[&str] = &["roles-view"];
const MANAGE: &[&str] = &["roles-manage"];

pub(super) const ROUTES: &[Route] = &[
    route("POST", "/role-store/api/v1/roles/search", &[], search),
    route("POST", "/role-store/api/v1/roles/resolve", &[], resolve),
    route(
        "POST",
        "/role-store/api/v1/roles/evaluate",
        MANAGE,
        evaluate,
    ),
    route(
        "GET",
        "/role-store/api/v1/roles/{id}/members",
        VIEW,
        members,
    ),
    route(
        "GET",
        "/role-store/api/v1/roles/{id}/principalkeys",
        VIEW,
        keys,
    ),
    route(
        "POST",
        "/role-store/api/v1/roles/{id}/principalkeys/generate",
        MANAGE,
        generate,
    ),
    route(
        "GET",
        "/role-store/api/v1/roles/{id}/principalkeys/{key}",
        VIEW,
        key,
    ),
    route(
        "DELETE",
        "/role-store/api/v1/roles/{id}/principalkeys/{key}",
        MANAGE,
        drop_key,
    ),
    route(
        "POST",
        "/role-store/api/v1/sources/refresh",
        &["sources-manage"],
        refresh,
    ),
];

/// All there are, by the vendor's manual and its Terraform provider.
pub(super) const PERMISSIONS: &[&str] = &[
    "access-groups-manage",
    "access-roles-manage",
    "api-clients-manage",
    "api-targets-manage",
    "api-targets-view",
    "authorized-keys-manage",
    "certificates-view",
    "connections-authorize",
    "connections-manage",
    "connections-manual",
    "connections-playback",
    "connections-terminate",
    "connections-trail",
    "connections-view",
    "hosts-manage",
    "hosts-view",
    "idp-clients-manage",
    "idp-clients-view",
    "licenses-manage",
    "logs-manage",
    "logs-view",
    "mobilegw-manage",
    "mobilegw-view",
    "network-targets-manage",
    "network-targets-view",
    "privx-host-provisioning",
    "requests-view",
    "role-target-resources-manage",
    "role-target-resources-view",
    "roles-manage",
    "roles-view",
    "settings-manage",
    "settings-view",
    "sources-data-push",
    "sources-manage",
    "sources-view",
    "target-domains-manage",
    "target-domains-view",
    "ueba-manage",
    "ueba-view",
    "users-manage",
    "users-view",
    "vault-add",
    "vault-manage",
    "webauthn-credentials-manage",
    "workflows-manage",
    "workflows-requests",
    "workflows-requests-on-behalf",
    "workflows-view",
];

/// The real search fills in id and name only, which its users complain about.
fn search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let names = wanted(&search, "name");
    let thin = call.world.switches.on("thin_role_search");
    let rows = call.world.rows("roles").iter();
    let rows = rows
        .filter(|row| among(&names, text(row, "name")))
        .map(|row| match thin {
            true => json!({ "id": row["id"], "name": row["name"] }),
            false => row.clone(),
        })
        .collect();
    say::list(call, rows, USUAL)
}

fn resolve(call: &mut Call<'_>) -> Reply {
    let names = say::texts(call)?;
    let rows = call.world.rows("roles").iter();
    let rows = rows
        .filter(|row| names.iter().any(|name| name == text(row, "name")))
        .cloned()
        .collect();
    say::all(call, rows)
}

/// Rules like `(principal=admin)` match users whose principal it is; others match nobody.
fn evaluate(call: &mut Call<'_>) -> Reply {
    let role = say::body(call)?;
    check(&role)?;
    let mut searches = Vec::new();
    gather(&role["source_rules"], &mut searches);
    let rows = call.world.rows("users").iter();
    let rows = rows
        .filter(|user| {
            searches
                .iter()
                .any(|(source, rule)| fits(user, source, rule))
        })
        .cloned()
        .collect();
    say::all(call, rows)
}

fn gather(rule: &Value, into: &mut Vec<(String, String)>) {
    if text(rule, "type") == "RULE" {
        into.push((
            text(rule, "source").to_owned(),
            text(rule, "search_string").to_owned(),
        ));
    }
    let inner = rule.get("rules").and_then(Value::as_array);
    for rule in inner.into_iter().flatten() {
        gather(rule, into);
    }
}

fn fits(user: &Value, source: &str, rule: &str) -> bool {
    let condition = rule.trim_start_matches('(').trim_end_matches(')');
    let Some((key, wanted)) = condition.split_once('=') else {
        return false;
    };
    let key = if key.eq_ignore_ascii_case("cn") {
        "full_name"
    } else {
        key
    };
    text(user, "source") == source && text(user, key).eq_ignore_ascii_case(wanted)
}

fn find(call: &Call<'_>) -> Result<Value, Answered> {
    let role = call.world.find("roles", "id", call.arg(0)).cloned();
    role.ok_or_else(say::not_found)
}

fn members(call: &mut Call<'_>) -> Reply {
    let role = find(call)?;
    let id = text(&role, "id");
    let rows = call.world.rows("users").iter();
    let rows = rows
        .filter(|user| role_ids(user).any(|held| held == id))
        .cloned();
    say::list(call, rows.collect(), USUAL)
}

fn held_keys(role: &Value) -> Vec<Value> {
    let keys = role.get("principal_keys").and_then(Value::as_array);
    keys.cloned().unwrap_or_default()
}

fn keys(call: &mut Call<'_>) -> Reply {
    let role = find(call)?;
    say::all(call, held_keys(&role))
}

fn key(call: &mut Call<'_>) -> Reply {
    let role = find(call)?;
    let keys = held_keys(&role);
    let key = keys.iter().find(|key| text(key, "id") == call.arg(1));
    Ok(Answered::json(200, key.ok_or_else(say::not_found)?))
}

fn generate(call: &mut Call<'_>) -> Reply {
    let role = find(call)?;
    let id = call.world.random.uuid();
    let public = format!("ssh-ed25519 {}", call.world.random.hex(44));
    let mut keys = held_keys(&role);
    keys.push(json!({ "id": id, "public_key": public, "size": 256 }));
    keep_keys(call, keys);
    Ok(Answered::json(201, &json!({ "id": id })))
}

fn drop_key(call: &mut Call<'_>) -> Reply {
    let role = find(call)?;
    let mut keys = held_keys(&role);
    let before = keys.len();
    keys.retain(|key| text(key, "id") != call.arg(1));
    if keys.len() == before {
        return Err(say::not_found());
    }
    keep_keys(call, keys);
    say::done()
}

fn keep_keys(call: &mut Call<'_>, keys: Vec<Value>) {
    let id = call.arg(0).to_owned();
    if let Some(role) = call.world.find_mut("roles", "id", &id) {
        role["principal_keys"] = Value::Array(keys);
    }
}

fn refresh(call: &mut Call<'_>) -> Reply {
    let ids = say::texts(call)?;
    if ids
        .iter()
        .any(|id| call.world.find("sources", "id", id).is_none())
    {
        return Err(say::not_found());
    }
    say::done()
}

/// What a role must be before it is kept.
pub(super) fn check(role: &Value) -> Result<(), Answered> {
    let names = match role.get("permissions") {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::Array(names)) => names,
        Some(_) => {
            return Err(say::wrong(
                "VALUE_INCORRECT_TYPE",
                "Not a list",
                "permissions",
            ));
        }
    };
    let known = |name: &Value| {
        name.as_str()
            .is_some_and(|name| PERMISSIONS.contains(&name))
    };
    if names.iter().all(known) {
        Ok(())
    } else {
        Err(say::wrong(
            "INVALID_REQUEST_DATA",
            "Unknown permission",
            "permissions",
        ))
    }
}

/// What the server adds to a role.
pub(super) fn complete(world: &World, role: &mut Value) {
    if text(role, "access_group_id").is_empty() {
        let groups = world.rows("access_groups").iter();
        let default = groups.clone().find(|group| group["default"] == json!(true));
        if let Some(group) = default {
            role["access_group_id"] = group["id"].clone();
        }
    }
    for (key, value) in [
        ("permissions", json!([])),
        ("system", json!(false)),
        ("owner_src", json!("")),
        ("principal_public_key_strings", json!([])),
        (
            "source_rules",
            json!({ "type": "GROUP", "match": "ANY", "rules": [] }),
        ),
    ] {
        if role.get(key).is_none_or(Value::is_null) {
            role[key] = value;
        }
    }
}

/// Callers give the ids of roles; the server fills in the names, at any depth.
pub(super) fn name_roles(world: &World, value: &mut Value) {
    each_handle(value, &mut |handle| {
        if let Some(role) = world.find("roles", "id", text(handle, "id")) {
            handle["name"] = role["name"].clone();
        }
    });
}

/// Handles of a role that is gone stay, marked.
pub(super) fn mark_deleted(world: &mut World, rows: &str, id: &str) {
    if rows != "roles" {
        return;
    }
    for place in [
        "hosts",
        "api_clients",
        "network_targets",
        "api_targets",
        "workflows",
    ] {
        for row in world.rows_mut(place) {
            each_handle(row, &mut |handle| {
                if text(handle, "id") == id {
                    handle["deleted"] = json!(true);
                }
            });
        }
    }
    for user in world.rows_mut("users") {
        if let Some(held) = user.get_mut("roles").and_then(Value::as_array_mut) {
            held.retain(|role| text(role, "id") != id);
        }
    }
}

fn each_handle(value: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_handle(item, visit)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                match (key.as_str(), &mut *member) {
                    ("roles" | "target_roles" | "requester_roles", Value::Array(items)) => {
                        items
                            .iter_mut()
                            .filter(|item| item.is_object())
                            .for_each(&mut *visit);
                    }
                    ("role", Value::Object(_)) => visit(member),
                    _ => each_handle(member, visit),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A role as other objects name it.
pub(super) fn handle(world: &World, name: &str) -> Value {
    let role = world.find("roles", "name", name);
    role.map_or(
        Value::Null,
        |role| json!({ "id": role["id"], "name": role["name"] }),
    )
}
