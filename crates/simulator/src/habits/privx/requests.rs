//! Access requests and what becomes of them.

use super::audit::{self, Who};
use super::say::{self, has_words, limits, text};
use super::{Call, Reply, Route, route};
use crate::{Answered, times};
use serde_json::{Value, json};

const ROWS: &str = "requests";
const SEE: &[&str] = &["workflows-requests", "requests-view"];
const MAKE: &[&str] = &["workflows-requests"];

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/workflow-engine/api/v1/requests", SEE, list),
    route(
        "POST",
        "/workflow-engine/api/v1/requests/search",
        SEE,
        search,
    ),
    route("POST", "/workflow-engine/api/v1/requests", MAKE, make),
    route("GET", "/workflow-engine/api/v1/requests/{id}", SEE, show),
    route(
        "DELETE",
        "/workflow-engine/api/v1/requests/{id}",
        MAKE,
        remove,
    ),
    route(
        "POST",
        "/workflow-engine/api/v1/requests/{id}/decision",
        MAKE,
        decide,
    ),
    route(
        "POST",
        "/workflow-engine/api/v1/requests/{id}/role/revoke",
        MAKE,
        revoke,
    ),
    route(
        "GET",
        "/workflow-engine/api/v1/workflows/roles",
        &[],
        requestable,
    ),
    route(
        "GET",
        "/workflow-engine/api/v1/settings",
        &["workflows-manage"],
        settings,
    ),
];

/// `filter` is one of five words; who asks decides what each leaves.
fn filtered(call: &Call<'_>) -> Result<Vec<Value>, Answered> {
    let Some(filter) = call.asked.query_value("filter") else {
        let message = "Required value missing";
        return Err(say::wrong("REQUIRED_VALUE_MISSING", message, "filter"));
    };
    let me = call.caller.id.as_str();
    let mine = |row: &Value| text(row, "author") == me || text(&row["requester"], "id") == me;
    let open = |row: &Value| text(row, "status") == "WAITING";
    let approves = |row: &Value| steps(row).any(|step| asks(step, &call.caller.roles));
    let all = || call.caller.may("requests-view") || call.caller.may("workflows-manage");
    let keep: &dyn Fn(&Value) -> bool = match filter {
        "requests" => &mine,
        "active_requests" => &|row| mine(row) && open(row),
        "approvals" => &approves,
        "active_approvals" => &|row| open(row) && waits_for(row, &call.caller.roles),
        "all" if all() => &|_| true,
        "all" => return Err(say::forbidden()),
        _ => {
            return Err(say::wrong(
                "VALUE_INCORRECT_FORMAT",
                "Unknown filter",
                "filter",
            ));
        }
    };
    let rows = call.world.rows(ROWS).iter();
    Ok(rows.filter(|row| keep(row)).cloned().collect())
}

fn steps(row: &Value) -> impl Iterator<Item = &Value> {
    row.get("steps")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn approvers(step: &Value) -> impl Iterator<Item = &Value> {
    step.get("approvers")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// Whether one of `roles` is among those a step asks.
fn asks(step: &Value, roles: &[String]) -> bool {
    approvers(step).any(|approver| {
        roles
            .iter()
            .any(|role| role == text(&approver["role"], "id"))
    })
}

fn decided(step: &Value) -> bool {
    let yes = |approver: &Value| text(approver, "decision") == "APPROVED";
    if text(step, "match") == "ALL" {
        approvers(step).all(yes)
    } else {
        approvers(step).any(yes)
    }
}

/// Whether the step that is next waits for one of `roles`.
fn waits_for(row: &Value, roles: &[String]) -> bool {
    steps(row)
        .find(|step| !decided(step))
        .is_some_and(|step| asks(step, roles))
}

fn list(call: &mut Call<'_>) -> Reply {
    let rows = filtered(call)?;
    say::list(call, rows, limits(50, 100, ""))
}

fn search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let (start, end) = (text(&search, "start_time"), text(&search, "end_time"));
    let (start, end) = (times::read(start), times::read(end));
    let rows = filtered(call)?.into_iter().filter(|row| {
        let at = times::read(text(row, "created"));
        has_words(row, &words)
            && (start.is_none() || at >= start)
            && (end.is_none() || (at.is_some() && at <= end))
    });
    say::list(call, rows.collect(), limits(50, 100, ""))
}

fn find(call: &Call<'_>) -> Result<Value, Answered> {
    let row = call.world.find(ROWS, "id", call.arg(0)).cloned();
    row.ok_or_else(say::not_found)
}

fn show(call: &mut Call<'_>) -> Reply {
    Ok(Answered::json(200, &find(call)?))
}

fn make(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let needed = |message, property| Err(say::wrong("REQUIRED_VALUE_MISSING", message, property));
    let role = call
        .world
        .find("roles", "id", text(&body["requested_role"], "id"));
    let Some(role) = role.cloned() else {
        return needed("Required value missing", "requested_role");
    };
    let target = match text(&body["target_user"], "id") {
        "" => call.caller.id.clone(),
        id => id.to_owned(),
    };
    if target != call.caller.id && !call.caller.may("workflows-requests-on-behalf") {
        return Err(say::forbidden());
    }
    let user = call.world.find("users", "id", &target).cloned();
    let user = user.ok_or_else(say::not_found)?;
    match text(&body, "grant_type") {
        "" | "PERMANENT" => {}
        "FLOATING"
            if body["floating_length"]
                .as_u64()
                .is_some_and(|hours| hours > 0) => {}
        "FLOATING" => return needed("Required value missing", "floating_length"),
        "TIME_RESTRICTED" => {
            let (start, end) = (text(&body, "grant_start"), text(&body, "grant_end"));
            match (times::read(start), times::read(end)) {
                (Some(start), Some(end)) if end > start => {}
                _ => return needed("Start and end are needed", "grant_end"),
            }
        }
        _ => {
            return Err(say::wrong(
                "VALUE_INCORRECT_FORMAT",
                "Unknown type",
                "grant_type",
            ));
        }
    }
    let flow = call.world.rows("workflows").iter().find(|flow| {
        let roles = flow.get("target_roles").and_then(Value::as_array);
        roles
            .into_iter()
            .flatten()
            .any(|held| held["id"] == role["id"])
    });
    let Some(flow) = flow.cloned() else {
        return Err(say::error(
            400,
            "INVALID_REQUEST_DATA",
            "No workflow for this role",
        ));
    };
    let id = call.world.random.uuid();
    let now = times::rfc3339(call.asked.now);
    let kind = match text(&body, "grant_type") {
        "" => "PERMANENT",
        kind => kind,
    };
    let mut row = json!({
        "id": id, "name": flow["name"], "author": call.caller.id, "created": now, "updated": now,
        "requester": { "id": call.caller.id, "display_name": call.caller.name },
        "target_user": { "id": target, "display_name": user["full_name"] },
        "requested_role": { "id": role["id"], "name": role["name"] },
        "request_justification": body["request_justification"], "grant_type": kind,
        "action": "GRANT", "status": "WAITING", "steps": waiting(&flow),
    });
    for key in ["floating_length", "grant_start", "grant_end", "comment"] {
        if let Some(value) = body.get(key) {
            row[key] = value.clone();
        }
    }
    call.world.rows_mut(ROWS).insert(0, row);
    tell(call, "610", &id);
    say::made("/workflow-engine/api/v1/requests", &id)
}

/// The steps of a workflow with nobody's word on them yet.
pub(super) fn waiting(flow: &Value) -> Value {
    let mut steps = flow.get("steps").cloned().unwrap_or_else(|| json!([]));
    for (at, step) in steps.as_array_mut().into_iter().flatten().enumerate() {
        step["id"] = json!(at.to_string());
        let approvers = step.get_mut("approvers").and_then(Value::as_array_mut);
        for approver in approvers.into_iter().flatten() {
            approver["decision"] = json!("WAITING");
        }
    }
    steps
}

fn remove(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    find(call)?;
    call.world.remove(ROWS, "id", &id);
    tell(call, "612", &id);
    say::done()
}

fn decide(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let mut row = find(call)?;
    let decision = match text(&body, "decision") {
        known @ ("APPROVED" | "DENIED") => known.to_owned(),
        _ => {
            return Err(say::wrong(
                "VALUE_INCORRECT_FORMAT",
                "Unknown decision",
                "decision",
            ));
        }
    };
    if text(&row, "status") != "WAITING" {
        return Err(say::error(
            400,
            "BAD_REQUEST",
            "The request is decided already",
        ));
    }
    let at = body.get("step").and_then(Value::as_u64).unwrap_or(0);
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    let current = steps(&row).position(|step| !decided(step));
    if current != Some(at) {
        return Err(say::wrong(
            "VALUE_OUT_OF_BOUNDS",
            "Not the step that waits",
            "step",
        ));
    }
    let step = &mut row["steps"][at];
    if !asks(step, &call.caller.roles) {
        return Err(say::forbidden());
    }
    let now = times::rfc3339(call.asked.now);
    let list = step.get_mut("approvers").and_then(Value::as_array_mut);
    for approver in list.into_iter().flatten() {
        if call
            .caller
            .roles
            .iter()
            .any(|role| role == text(&approver["role"], "id"))
        {
            approver["decision"] = json!(decision);
            approver["decision_time"] = json!(now);
            approver["comment"] = body.get("comment").cloned().unwrap_or_else(|| json!(""));
            approver["user"] = json!({ "id": call.caller.id, "display_name": call.caller.name });
        }
    }
    let granted = steps(&row).all(decided);
    if decision == "DENIED" {
        row["status"] = json!("DENIED");
    } else if granted {
        row["status"] = json!("APPROVED");
    }
    row["updated"] = json!(now);
    if granted && decision == "APPROVED" {
        hold(call, &row);
    }
    let id = text(&row, "id").to_owned();
    if let Some(place) = call.world.find_mut(ROWS, "id", &id) {
        *place = row;
    }
    tell(call, "620", &id);
    say::done()
}

/// The target user holds the role from now on.
fn hold(call: &mut Call<'_>, row: &Value) {
    let target = text(&row["target_user"], "id").to_owned();
    let mut held = row["requested_role"].clone();
    held["explicit"] = json!(true);
    for key in ["grant_type", "floating_length", "grant_start", "grant_end"] {
        if let Some(value) = row.get(key) {
            held[key] = value.clone();
        }
    }
    if let Some(user) = call.world.find_mut("users", "id", &target) {
        if !user["roles"].is_array() {
            user["roles"] = json!([]);
        }
        if let Some(roles) = user["roles"].as_array_mut() {
            roles.retain(|role| role["id"] != held["id"]);
            roles.push(held);
        }
    }
}

fn revoke(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    if !steps(&row).any(|step| asks(step, &call.caller.roles)) {
        return Err(say::forbidden());
    }
    let id = text(&row, "id").to_owned();
    let target = text(&row["target_user"], "id").to_owned();
    if let Some(user) = call.world.find_mut("users", "id", &target)
        && let Some(roles) = user["roles"].as_array_mut()
    {
        roles.retain(|role| role["id"] != row["requested_role"]["id"]);
    }
    let now = times::rfc3339(call.asked.now);
    let by = json!({ "id": call.caller.id, "display_name": call.caller.name });
    if let Some(place) = call.world.find_mut(ROWS, "id", &id) {
        place["target_role_revoked"] = json!(true);
        place["target_role_revocation_time"] = json!(now);
        place["target_role_revoked_by"] = by;
    }
    tell(call, "220", &id);
    say::done()
}

fn requestable(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("workflows").iter();
    let rows = rows.flat_map(|flow| {
        let roles = flow.get("target_roles").and_then(Value::as_array);
        roles.into_iter().flatten().map(|role| {
            json!({
                "id": role["id"], "name": role["name"], "action": flow["action"],
                "grant_types": flow["grant_types"],
                "max_floating_duration": flow["max_floating_duration"],
                "max_time_restricted_duration": flow["max_time_restricted_duration"],
            })
        })
    });
    let rows = rows.collect();
    say::list(call, rows, limits(50, 100, ""))
}

fn settings(call: &mut Call<'_>) -> Reply {
    let settings = call.world.data.get("workflow_settings").cloned();
    Ok(Answered::json(200, &settings.unwrap_or_else(|| json!({}))))
}

fn tell(call: &mut Call<'_>, event: &str, id: &str) {
    let who = Who {
        id: &call.caller.id,
        name: &call.caller.name,
    };
    audit::write(call.world, call.asked, who, event, &[("requestID", id)]);
}
