//! Users of every directory and what they hold.

use super::audit::{self, Who};
use super::caller::role_ids;
use super::say::{self, USUAL, among, has_words, text, wanted};
use super::{Call, Reply, Route, route};
use crate::paging::member;
use crate::{Answered, World, times};
use serde_json::{Value, json};

const VIEW: &[&str] = &["users-view"];
const MANAGE: &[&str] = &["users-manage"];

pub(super) const ROUTES: &[Route] = &[
    route("POST", "/role-store/api/v1/users/search", VIEW, search),
    route(
        "POST",
        "/role-store/api/v1/users/search/external",
        VIEW,
        external,
    ),
    route("GET", "/role-store/api/v1/users/current", &[], current),
    route(
        "GET",
        "/role-store/api/v1/users/current/settings",
        &[],
        own_settings,
    ),
    route(
        "GET",
        "/role-store/api/v1/users/current/awsroles",
        &[],
        none,
    ),
    route(
        "GET",
        "/role-store/api/v1/users/current/authorizedkeys",
        &[],
        none,
    ),
    route("POST", "/role-store/api/v1/users/mfa/{action}", MANAGE, mfa),
    route("GET", "/role-store/api/v1/users/{id}", VIEW, user),
    route("GET", "/role-store/api/v1/users/{id}/resolve", VIEW, user),
    route("GET", "/role-store/api/v1/users/{id}/roles", VIEW, roles),
    route(
        "PUT",
        "/role-store/api/v1/users/{id}/roles",
        &["roles-manage"],
        grant,
    ),
    route(
        "GET",
        "/role-store/api/v1/users/{id}/settings",
        VIEW,
        settings,
    ),
    route(
        "PUT",
        "/role-store/api/v1/users/{id}/settings",
        MANAGE,
        set_settings,
    ),
    route(
        "GET",
        "/role-store/api/v1/users/{id}/authorizedkeys",
        VIEW,
        keys,
    ),
    route("GET", "/role-store/api/v1/authorizedkeys", VIEW, none),
    route("GET", "/role-store/api/v1/awsroles", &["roles-view"], none),
    route(
        "PUT",
        "/local-user-store/api/v1/users/{id}/password",
        MANAGE,
        password,
    ),
    route(
        "GET",
        "/local-user-store/api/v1/extender-clients",
        &[],
        none,
    ),
    route(
        "POST",
        "/local-user-store/api/v1/api-clients/search",
        &["api-clients-manage"],
        clients,
    ),
];

fn none(call: &mut Call<'_>) -> Reply {
    say::all(call, Vec::new())
}

fn search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let sources = wanted(&search, "source");
    let ids = wanted(&search, "user_id");
    let rows = call.world.rows("users").iter();
    let rows = rows
        .filter(|row| {
            has_words(&about(row), &words)
                && among(&sources, text(row, "source"))
                && among(&ids, text(row, "id"))
        })
        .map(in_list)
        .collect();
    say::list(call, rows, USUAL)
}

/// What a search looks at: not the roles, which lists do not show.
fn about(row: &Value) -> Value {
    let keys = [
        "principal",
        "full_name",
        "email",
        "department",
        "windows_account",
        "unix_account",
    ];
    keys.iter()
        .filter_map(|key| row.get(*key))
        .cloned()
        .collect()
}

/// Lists leave out what a user holds.
fn in_list(row: &Value) -> Value {
    let mut row = row.clone();
    row["roles"] = Value::Null;
    row["permissions"] = Value::Null;
    row
}

fn external(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let rows = call.world.rows("external_users").iter();
    let rows = rows.filter(|row| has_words(row, &words)).cloned().collect();
    say::list(call, rows, USUAL)
}

pub(super) fn find(call: &Call<'_>, id: &str) -> Result<Value, Answered> {
    let row = call.world.find("users", "id", id).cloned();
    row.ok_or_else(say::not_found)
}

fn current(call: &mut Call<'_>) -> Reply {
    let mut row = find(call, &call.caller.id)?;
    row["permissions"] = permissions(call.world, &row);
    Ok(Answered::json(200, &row))
}

fn user(call: &mut Call<'_>) -> Reply {
    let mut row = find(call, call.arg(0))?;
    row["permissions"] = permissions(call.world, &row);
    Ok(Answered::json(200, &row))
}

fn permissions(world: &World, user: &Value) -> Value {
    let held: std::collections::BTreeSet<&str> = role_ids(user)
        .filter_map(|id| {
            world
                .find("roles", "id", &id)?
                .get("permissions")?
                .as_array()
        })
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    held.into_iter().map(Value::from).collect()
}

fn roles(call: &mut Call<'_>) -> Reply {
    let user = find(call, call.arg(0))?;
    let full = |held: &Value| {
        let mut role = call.world.find("roles", "id", text(held, "id"))?.clone();
        for (key, value) in held.as_object()? {
            role[key.as_str()] = value.clone();
        }
        Some(role)
    };
    let held = user.get("roles").and_then(Value::as_array);
    let rows = held.into_iter().flatten().filter_map(full).collect();
    say::all(call, rows)
}

/// The complete new list; what is held by rule stays.
fn grant(call: &mut Call<'_>) -> Reply {
    let refused = || say::error(400, "INVALID_REQUEST_DATA", "Invalid request data");
    let id = call.arg(0).to_owned();
    let user = find(call, &id)?;
    let body = call.asked.json().ok_or_else(refused)?;
    let mut granted = Vec::new();
    for entry in body.as_array().ok_or_else(refused)? {
        let role = call.world.find("roles", "id", text(entry, "id"));
        let role = role.ok_or_else(|| say::wrong("INVALID_REQUEST_DATA", "Unknown role", "id"))?;
        let kind = match text(entry, "grant_type") {
            "" => "PERMANENT",
            known @ ("PERMANENT" | "FLOATING" | "TIME_RESTRICTED") => known,
            _ => {
                return Err(say::wrong(
                    "VALUE_INCORRECT_FORMAT",
                    "Unknown type",
                    "grant_type",
                ));
            }
        };
        if kind == "FLOATING"
            && entry
                .get("floating_length")
                .and_then(Value::as_u64)
                .is_none()
        {
            let message = "Required value missing";
            return Err(say::wrong(
                "REQUIRED_VALUE_MISSING",
                message,
                "floating_length",
            ));
        }
        let mut held = entry.clone();
        held["name"] = role["name"].clone();
        held["grant_type"] = json!(kind);
        held["explicit"] = json!(entry.get("implicit") != Some(&json!(true)));
        granted.push(held);
    }
    let implicit = |held: &&Value| held.get("implicit") == Some(&json!(true));
    let before = user.get("roles").and_then(Value::as_array);
    for held in before.into_iter().flatten().filter(implicit) {
        if !granted
            .iter()
            .any(|other| text(other, "id") == text(held, "id"))
        {
            granted.push(held.clone());
        }
    }
    if let Some(user) = call.world.find_mut("users", "id", &id) {
        user["roles"] = Value::Array(granted);
    }
    tell(call, "220", &[("targetUserID", &id)]);
    say::done()
}

fn own_settings(call: &mut Call<'_>) -> Reply {
    let id = call.caller.id.clone();
    shown_settings(call, &id)
}

fn settings(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    find(call, &id)?;
    shown_settings(call, &id)
}

fn shown_settings(call: &Call<'_>, id: &str) -> Reply {
    let kept = call
        .world
        .data
        .get("user_settings")
        .and_then(|all| all.get(id));
    Ok(Answered::json(200, kept.unwrap_or(&json!({}))))
}

fn set_settings(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    find(call, &id)?;
    let body = say::body(call)?;
    let all = call
        .world
        .data
        .entry("user_settings")
        .or_insert_with(|| json!({}));
    all[&id] = body;
    say::done()
}

fn keys(call: &mut Call<'_>) -> Reply {
    let user = find(call, call.arg(0))?;
    let keys = user
        .get("authorized_keys")
        .and_then(Value::as_array)
        .cloned();
    say::all(call, keys.unwrap_or_default())
}

fn mfa(call: &mut Call<'_>) -> Reply {
    let status = match call.arg(0) {
        "enable" => "ENABLED",
        "disable" | "reset" => "DEFAULT",
        _ => return Err(say::not_found()),
    };
    let ids = say::texts(call)?;
    if ids
        .iter()
        .any(|id| call.world.find("users", "id", id).is_none())
    {
        return Err(say::not_found());
    }
    for id in &ids {
        if let Some(user) = call.world.find_mut("users", "id", id) {
            user["mfa"] = json!({ "user_mfa_status": "default", "status": status, "seed": {}, "mobile_mfa_status": "" });
        }
        tell(call, "284", &[("targetUserID", id)]);
    }
    say::done()
}

fn password(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let id = call.arg(0).to_owned();
    if call.world.find("local_users", "id", &id).is_none() {
        return Err(say::not_found());
    }
    if text(&body, "password").is_empty() {
        let message = "Required value missing";
        return Err(say::wrong("REQUIRED_VALUE_MISSING", message, "password"));
    }
    let now = times::rfc3339(call.asked.now);
    if let Some(user) = call.world.find_mut("local_users", "id", &id) {
        // The password itself is of no use to a simulator, and so it is not kept.
        user["password"] = json!({ "created": now });
        user["updated"] = json!(now);
    }
    tell(call, "510", &[("targetUserID", &id)]);
    say::done()
}

/// This one search takes its paging from the body.
fn clients(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let number = |key: &str, otherwise: u64| {
        let value = member(&search, key).and_then(Value::as_u64);
        usize::try_from(value.unwrap_or(otherwise)).unwrap_or(usize::MAX)
    };
    let rows = call.world.rows("api_clients").iter();
    let rows: Vec<_> = rows.filter(|row| has_words(row, &words)).cloned().collect();
    let page = crate::paging::window(&rows, number("offset", 0), number("limit", 50));
    Ok(Answered::json(
        200,
        &json!({ "count": rows.len(), "items": page }),
    ))
}

pub(super) fn tell(call: &mut Call<'_>, event: &str, about: &[(&str, &str)]) {
    let who = Who {
        id: &call.caller.id,
        name: &call.caller.name,
    };
    audit::write(call.world, call.asked, who, event, about);
}

/// What the server adds to a client it is asked to keep.
pub(super) fn complete_client(world: &mut World, row: &mut Value) {
    let shared = world
        .rows("api_clients")
        .first()
        .map(|first| text(first, "oauth_client_secret").to_owned())
        .unwrap_or_default();
    let mut fill = |key: &str, value: String| {
        if text(row, key).is_empty() {
            row[key] = json!(value);
        }
    };
    fill("secret", format!("canary-{}", world.secrets.hex(40)));
    fill("oauth_client_id", "privx-external".to_owned());
    fill("oauth_client_secret", shared);
}

/// Local users and API clients are users of the role store too; keeps those in step.
pub(super) fn follow(world: &mut World, rows: &str, id: &str) {
    if rows != "local_users" && rows != "api_clients" {
        return;
    }
    let Some(row) = world.find(rows, "id", id).cloned() else {
        world.remove("users", "id", id);
        return;
    };
    let mut user = world.remove("users", "id", id).unwrap_or_else(|| {
        json!({
            "id": id, "source_user_id": id, "created": row["created"], "principal": id,
            "roles": [], "attributes": [], "permissions": null,
            "mfa": { "seed": {}, "mobile_mfa_status": "" },
        })
    });
    if rows == "api_clients" {
        user["source_type"] = json!("API-CLIENT");
        user["source"] = json!("ff236afd-e4b5-5a14-4bd5-4e61a5463ab0");
        user["full_name"] = row["name"].clone();
        user["roles"] = row.get("roles").cloned().unwrap_or(Value::Null);
    } else {
        user["source_type"] = json!("LOCAL");
        user["source"] = json!("a1ee631f-9698-4a77-8042-2002602f9d08");
        user["principal"] = row["username"].clone();
        for key in [
            "full_name",
            "email",
            "department",
            "job_title",
            "windows_account",
            "unix_account",
        ] {
            if let Some(value) = row.get(key) {
                user[key] = value.clone();
            }
        }
    }
    world.rows_mut("users").push(user);
}
