//! Who changed what.

use super::family::Family::{Audit, Jit};
use super::list;
use super::{Call, Reply, Route, one, route};
use crate::{Answered, times};
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/ActivityAudits", Audit, all),
    route("GET", "/ActivityAudits/Details", Audit, details),
    route("GET", "/ActivityAudits/{id}", Audit, show),
    route("GET", "/AuthorizationRequestAudits", Audit, requests),
    route("GET", "/AuthorizationRequestAudits/{id}", Audit, request),
    route("GET", "/AuthorizationRequest", Jit, applications),
    route("GET", "/AuthorizationRequest/{id}", Jit, application),
];

/// Writes a record of a change made through the API.
pub(super) fn write(
    call: &mut Call<'_>,
    entity: &str,
    name: &str,
    kind: &str,
    details: &str,
    data: &Value,
) {
    let id = call.world.rows("audits").len() + 1;
    let mut row = json!({
        "id": id, "details": details, "userId": null, "user": call.holder.client, "entity": entity,
        "entityName": name, "auditType": kind, "created": times::rfc3339(call.asked.now),
        "changedBy": "API",
    });
    if !data.is_null() {
        row["data"] = data.clone();
    }
    call.world.rows_mut("audits").push(row);
}

/// The list says what happened; only the details say it member by member.
fn brief(row: &Value) -> Value {
    let mut row = row.clone();
    if let Some(members) = row.as_object_mut() {
        members.shift_remove("data");
    }
    row
}

fn full(row: &Value) -> Value {
    let mut shown = brief(row);
    let data = row.get("data").and_then(Value::as_object);
    for (key, value) in data.into_iter().flatten() {
        shown[key.as_str()] = value.clone();
    }
    shown
}

/// The newest first, unless sorted.
fn newest_first(call: &Call<'_>, shape: fn(&Value) -> Value) -> Vec<Value> {
    call.world.rows("audits").iter().rev().map(shape).collect()
}

fn all(call: &mut Call<'_>) -> Reply {
    list::paged(call, newest_first(call, brief))
}

fn details(call: &mut Call<'_>) -> Reply {
    list::paged(call, newest_first(call, full))
}

fn show(call: &mut Call<'_>) -> Reply {
    let row = call.world.find("audits", "id", call.arg(0));
    one(&full(row.ok_or_else(|| Answered::empty(404))?))
}

fn requests(call: &mut Call<'_>) -> Reply {
    list::paged(call, call.world.rows("request_audits").to_vec())
}

fn request(call: &mut Call<'_>) -> Reply {
    let row = call.world.find("request_audits", "id", call.arg(0));
    one(row.ok_or_else(|| Answered::empty(404))?)
}

fn applications(call: &mut Call<'_>) -> Reply {
    list::paged(call, call.world.rows("application_requests").to_vec())
}

fn application(call: &mut Call<'_>) -> Reply {
    let row = call.world.find("application_requests", "id", call.arg(0));
    one(row.ok_or_else(|| Answered::empty(404))?)
}
