//! Just-in-time admin access: somebody asks, somebody decides, it ends by itself.

use super::family::Family::Jit;
use super::list::{self, text};
use super::{Call, Reply, Route, audits, one, problem, route, since_v3};
use crate::clock::moved;
use crate::paging::member;
use crate::{Answered, World, times};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

const ROWS: &str = "admin_requests";

pub(super) const ROUTES: &[Route] = &[
    since_v3(route("GET", "/AdminAccessRequest", Jit, all)),
    since_v3(route("POST", "/AdminAccessRequest", Jit, make)),
    since_v3(route("POST", "/AdminAccessRequest/approval", Jit, decide)),
    since_v3(route("GET", "/AdminAccessRequest/{id}", Jit, show)),
];

/// What was approved is over when its time is.
pub(super) fn settle(world: &mut World, now: Timestamp) {
    for row in world.rows_mut(ROWS) {
        let decision = &mut row["accessDecision"];
        let end = times::read(text(decision, "endTime"));
        if text(decision, "status") == "Approved" && end.is_some_and(|end| end <= now) {
            decision["status"] = json!("Completed");
        }
    }
}

/// What the world knows beside what the answer shows.
fn shown(row: &Value) -> Value {
    json!({ "requestInfo": row["requestInfo"], "accessDecision": row["accessDecision"] })
}

fn open(row: &Value) -> bool {
    matches!(text(row, "accessDecision.status"), "Pending" | "Approved")
}

fn all(call: &mut Call<'_>) -> Reply {
    let same = |row: &Value, at: &str, name: &str| {
        let wanted = call.filter(name);
        wanted.is_none_or(|wanted| text(row, at).eq_ignore_ascii_case(wanted))
    };
    let active = call
        .filter("ActiveOnly")
        .is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
    let rows = call.world.rows(ROWS).iter();
    let rows = rows
        .filter(|row| {
            (!active || open(row))
                && same(row, "accessDecision.status", "Decision")
                && same(row, "computerId", "ComputerId")
                && same(row, "userId", "ComputerUserId")
                && same(row, "requestInfo.userName", "ComputerUserName")
        })
        .map(shown)
        .collect();
    list::envelope(call, "data", rows)
}

fn show(call: &mut Call<'_>) -> Reply {
    let row = call.world.find(ROWS, "id", call.arg(0));
    one(&shown(row.ok_or_else(|| Answered::empty(404))?))
}

/// Seconds, as a text or a number: five minutes to a day.
fn seconds(body: &Value, key: &str) -> Result<i64, Answered> {
    let refused = || {
        problem(
            400,
            &format!("The {key} field must be between 300 and 86400."),
        )
    };
    let value = member(body, key).ok_or_else(refused)?;
    let number = value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok());
    number
        .filter(|number| (300..=86_400).contains(number))
        .ok_or_else(refused)
}

fn make(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    for key in ["computerId", "userId", "userName", "reason"] {
        if text(&body, key).trim().is_empty() {
            return Err(problem(400, &format!("The {key} field is required.")));
        }
    }
    let computer = text(&body, "computerId").to_owned();
    if call.world.find("computers", "id", &computer).is_none() {
        return Err(problem(400, "The computer does not exist."));
    }
    let duration = seconds(&body, "duration")?;
    let user = text(&body, "userName").to_owned();
    let taken = call.world.rows(ROWS).iter().any(|row| {
        text(row, "accessDecision.status") == "Pending" && text(row, "requestInfo.userName") == user
    });
    if taken {
        return Err(problem(400, "The user already has an open request."));
    }
    let id = call.world.random.uuid();
    let ticket = format!("EPM{:06}", call.world.rows(ROWS).len() + 1);
    let mut row = json!({
        "id": id, "computerId": computer, "userId": text(&body, "userId"),
        "created": times::rfc3339(call.asked.now),
        "requestInfo": { "requestId": id, "ticketId": ticket, "userName": user,
                         "reason": text(&body, "reason"), "durationRequested": duration },
        "accessDecision": { "status": "Pending", "duration": null, "startTime": null, "endTime": null },
    });
    if text(&body, "decision").eq_ignore_ascii_case("approved") {
        approve(&mut row, duration, call.asked.now);
    } else if text(&body, "decision").eq_ignore_ascii_case("denied") {
        row["accessDecision"]["status"] = json!("Denied");
    }
    call.world.rows_mut(ROWS).insert(0, row);
    tell(call, &ticket, "Created");
    Ok(Answered::json(200, &json!({ "requestId": id })))
}

fn approve(row: &mut Value, seconds: i64, now: Timestamp) {
    let end = moved(now, SignedDuration::from_secs(seconds));
    row["accessDecision"] = json!({
        "status": "Approved", "duration": format!("{} minutes", seconds / 60),
        "startTime": times::rfc3339(now), "endTime": times::rfc3339(end),
    });
}

fn decide(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    for key in ["requestId", "message", "decisionPerformedByUser"] {
        if text(&body, key).trim().is_empty() {
            return Err(problem(400, &format!("The {key} field is required.")));
        }
    }
    let id = text(&body, "requestId").to_owned();
    let row = call.world.find(ROWS, "id", &id);
    let row = row.ok_or_else(|| problem(400, "The request does not exist."))?;
    let status = text(row, "accessDecision.status").to_owned();
    let ticket = text(row, "requestInfo.ticketId").to_owned();
    let decision = text(&body, "decision").to_ascii_lowercase();
    let change: &dyn Fn(&mut Value) = match (decision.as_str(), status.as_str()) {
        ("approved", "Pending") => {
            let duration = seconds(&body, "duration")?;
            let now = call.asked.now;
            &move |row| approve(row, duration, now)
        }
        // What was approved may still be taken back.
        ("denied", "Pending" | "Approved") => &|row| {
            row["accessDecision"]["status"] = json!("Denied");
        },
        ("approved" | "denied", _) => {
            return Err(problem(400, "The request has already been decided."));
        }
        _ => {
            return Err(problem(
                400,
                "The Decision field must be Approved or Denied.",
            ));
        }
    };
    if let Some(row) = call.world.find_mut(ROWS, "id", &id) {
        change(row);
        row["message"] = json!(text(&body, "message"));
    }
    tell(call, &ticket, "Modified");
    Ok(Answered::json(200, &json!({ "requestId": id })))
}

fn tell(call: &mut Call<'_>, ticket: &str, what: &str) {
    let details = format!("{what} admin access request {ticket}");
    audits::write(
        call,
        "AuthorizationRequest",
        ticket,
        what,
        &details,
        &Value::Null,
    );
}
