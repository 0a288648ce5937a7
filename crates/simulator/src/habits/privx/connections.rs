//! Connections through PrivX, live and past.

use super::audit::{self, Who};
use super::say::{self, among, has_words, limits, text, wanted};
use super::{Call, Reply, Route, kinds, route};
use crate::clock::moved;
use crate::paging::member;
use crate::{Answered, World, times};
use jiff::SignedDuration;
use serde_json::{Value, json};

const ROWS: &str = "connections";
const VIEW: &[&str] = &["connections-view"];
const MANAGE: &[&str] = &["connections-manage"];
const END: &[&str] = &["connections-terminate"];

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/connection-manager/api/v1/connections", VIEW, list),
    route(
        "POST",
        "/connection-manager/api/v1/connections/search",
        VIEW,
        search,
    ),
    route(
        "GET",
        "/connection-manager/api/v1/connections/tags",
        VIEW,
        tags,
    ),
    route(
        "GET",
        "/connection-manager/api/v1/connections/{id}",
        VIEW,
        show,
    ),
    route(
        "PUT",
        "/connection-manager/api/v1/connections/{id}/tags",
        MANAGE,
        set_tags,
    ),
    route(
        "GET",
        "/connection-manager/api/v1/connections/{id}/access_roles",
        MANAGE,
        access,
    ),
    route(
        "POST",
        "/connection-manager/api/v1/connections/{id}/access_roles/{role}",
        MANAGE,
        give,
    ),
    route(
        "DELETE",
        "/connection-manager/api/v1/connections/{id}/access_roles/{role}",
        MANAGE,
        take,
    ),
    route(
        "POST",
        "/connection-manager/api/v1/terminate/connection/{id}",
        END,
        end,
    ),
    route(
        "POST",
        "/connection-manager/api/v1/terminate/host/{id}",
        END,
        end_of_host,
    ),
    route(
        "POST",
        "/connection-manager/api/v1/terminate/user/{id}",
        END,
        end_of_user,
    ),
    route(
        "GET",
        "/trail-index/api/v1/index/{id}/status",
        &["connections-playback"],
        index,
    ),
    route(
        "GET",
        "/connection-manager/api/v1/ueba/status",
        &["ueba-view"],
        ueba,
    ),
];

/// Connections that were told to end do so a moment later.
fn settle(call: &mut Call<'_>) {
    let now = times::rfc3339(call.asked.now);
    for row in call.world.rows_mut(ROWS) {
        let due = text(row, "ends_at");
        if text(row, "status") == "CONNECTED" && !due.is_empty() && due <= now.as_str() {
            row["disconnected"] = row["ends_at"].clone();
            row["status"] = json!("TERMINATED");
        }
    }
}

fn shown(row: &Value) -> Value {
    let mut row = row.clone();
    if let Some(members) = row.as_object_mut() {
        members.shift_remove("ends_at");
    }
    row
}

fn list(call: &mut Call<'_>) -> Reply {
    settle(call);
    let rows = call.world.rows(ROWS).iter().map(shown).collect();
    say::list(call, rows, limits(50, 1000, "id"))
}

fn search(call: &mut Call<'_>) -> Reply {
    settle(call);
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let plain: Vec<_> = [
        ("id", "id"),
        ("proxy_id", "proxy_id"),
        ("type", "type"),
        ("mode", "mode"),
        ("user_agent", "user_agent"),
        ("user_id", "user.id"),
        ("user_display_name", "user.display_name"),
        ("target_host_id", "target_host.id"),
        ("target_host_common_name", "target_host.common_name"),
        ("target_host_address", "target_host_address"),
        ("target_host_account", "target_host_account"),
        ("remote_address", "remote_address"),
        ("status", "status"),
        ("session_id", "session_id"),
    ]
    .into_iter()
    .map(|(key, at)| (at, wanted(&search, key)))
    .filter(|(_, values)| !values.is_empty())
    .collect();
    let ways = wanted(&search, "authentication_method");
    // The real search never finds a tag and always finds a role of the user.
    let faithful = call.world.switches.on("faithful_search_defects");
    let tags = wanted(&search, "tags");
    let roles = if faithful {
        Vec::new()
    } else {
        wanted(&search, "user_roles")
    };
    let fits = |row: &Value| {
        has_words(row, &words)
            && plain.iter().all(|(at, values)| {
                among(
                    values,
                    member(row, at).and_then(Value::as_str).unwrap_or_default(),
                )
            })
            && ["connected", "disconnected", "last_activity"]
                .iter()
                .all(|key| within(row, &search, key))
            && (ways.is_empty() || any(row, "authentication_method", &ways))
            && (tags.is_empty() || (!faithful && tags.iter().any(|tag| kinds::tagged(row, tag))))
            && (roles.is_empty() || any(row, "user_roles", &roles))
    };
    let rows = call.world.rows(ROWS).iter();
    let rows = rows.filter(|row| fits(row)).map(shown).collect();
    say::list(call, rows, limits(50, 1000, "id"))
}

/// Whether a list holds one of `wanted`, as a text, an id or a name.
fn any(row: &Value, key: &str, wanted: &[String]) -> bool {
    let held = row.get(key).and_then(Value::as_array);
    held.into_iter().flatten().any(|held| {
        among(wanted, held.as_str().unwrap_or_default())
            || (held.is_object()
                && (among(wanted, text(held, "id")) || among(wanted, text(held, "name"))))
    })
}

fn within(row: &Value, search: &Value, key: &str) -> bool {
    let end = |side: &str| {
        let text = member(search, &format!("{key}.{side}"))?.as_str()?;
        times::read(text)
    };
    let (start, end) = (end("start"), end("end"));
    if start.is_none() && end.is_none() {
        return true;
    }
    let at = times::read(text(row, key));
    at.is_some_and(|at| start.is_none_or(|start| at >= start) && end.is_none_or(|end| at <= end))
}

fn tags(call: &mut Call<'_>) -> Reply {
    kinds::tags(call, ROWS)
}

fn find<'a>(call: &'a mut Call<'_>) -> Result<&'a mut Value, Answered> {
    let id = call.arg(0).to_owned();
    let row = call.world.find_mut(ROWS, "id", &id);
    row.ok_or_else(say::not_found)
}

fn show(call: &mut Call<'_>) -> Reply {
    settle(call);
    let row = shown(find(call)?);
    Ok(Answered::json(200, &row))
}

fn set_tags(call: &mut Call<'_>) -> Reply {
    let tags = say::texts(call)?;
    find(call)?["tags"] = json!(tags);
    say::done()
}

fn access_roles(row: &Value) -> Vec<Value> {
    let roles = row.get("access_roles").and_then(Value::as_array);
    roles.cloned().unwrap_or_default()
}

fn access(call: &mut Call<'_>) -> Reply {
    let roles = access_roles(find(call)?);
    Ok(Answered::json(200, &Value::Array(roles)))
}

fn give(call: &mut Call<'_>) -> Reply {
    let role = call.world.find("roles", "id", call.arg(1));
    let name = role.ok_or_else(say::not_found)?["name"].clone();
    let entry = json!({ "id": call.arg(1), "name": name, "added": times::rfc3339(call.asked.now) });
    let id = call.arg(1).to_owned();
    let row = find(call)?;
    let mut roles = access_roles(row);
    roles.retain(|role| text(role, "id") != id);
    roles.push(entry);
    row["access_roles"] = Value::Array(roles);
    say::done()
}

fn take(call: &mut Call<'_>) -> Reply {
    let id = call.arg(1).to_owned();
    let row = find(call)?;
    let mut roles = access_roles(row);
    roles.retain(|role| text(role, "id") != id);
    row["access_roles"] = Value::Array(roles);
    say::done()
}

fn end(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    find(call)?;
    end_where(call, "900", |row| text(row, "id") == id)
}

fn end_of_host(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    end_where(call, "901", |row| text(&row["target_host"], "id") == id)
}

fn end_of_user(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    end_where(call, "902", |row| text(&row["user"], "id") == id)
}

/// Flags connections; they end when the proxies notice.
fn end_where(call: &mut Call<'_>, event: &str, which: impl Fn(&Value) -> bool) -> Reply {
    let delay = call.world.switches.number("termination_seconds", 1);
    let at = times::rfc3339(moved(call.asked.now, SignedDuration::from_secs(delay)));
    let by = call.caller.id.clone();
    let mut flagged = Vec::new();
    for row in call.world.rows_mut(ROWS) {
        if which(row) && text(row, "status") == "CONNECTED" {
            row["force_disconnect"] = json!("TERMINATED_BY_ADMIN");
            row["termination_reason"] = json!("Terminated through the API");
            row["updated_by"] = json!(by);
            row["ends_at"] = json!(at);
            flagged.push(text(row, "id").to_owned());
        }
    }
    let who = Who {
        id: &call.caller.id,
        name: &call.caller.name,
    };
    for id in &flagged {
        audit::write(call.world, call.asked, who, event, &[("connectionID", id)]);
    }
    say::done()
}

fn index(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    let row = find(call)?;
    let body = json!({ "connection_id": id, "status": row["index_status"] });
    Ok(Answered::json(200, &body))
}

fn ueba(call: &mut Call<'_>) -> Reply {
    let status = call.world.data.get("ueba_status").cloned();
    Ok(Answered::json(200, &status.unwrap_or_else(|| json!({}))))
}

/// How many are live.
pub(super) fn live(world: &World) -> usize {
    let rows = world.rows(ROWS).iter();
    rows.filter(|row| text(row, "status") == "CONNECTED")
        .count()
}
