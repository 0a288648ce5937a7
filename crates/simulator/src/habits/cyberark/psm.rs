//! Privileged sessions: those that run, and the recordings of those that ran.

use serde_json::{Value, json};

use super::lists::{Cut, named};
use super::rights::Caller;
use super::words::{forbidden, not_found, refuse, reply, shown};
use super::{not_allowed, words};
use crate::{Answered, Asked, World};

fn seen(world: &World, caller: &Caller, live: bool) -> Vec<Value> {
    let may = |session: &Value| {
        let safe = session["_accountSafe"].as_str().unwrap_or_default();
        caller.in_group("Auditors")
            || caller.in_group("PSMMaster")
            || caller.may(world, safe, "viewAuditLog")
    };
    if live {
        let rows = world.rows("live_sessions").iter();
        rows.filter(|row| may(row)).cloned().collect()
    } else {
        world.past("recordings").rows().filter(may).collect()
    }
}

/// Answers below `LiveSessions` and `Recordings`.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    let live = path[0] == "livesessions";
    let name = if live { "LiveSessions" } else { "Recordings" };
    let method = asked.method.as_str();
    if path.len() == 1 {
        if method != "GET" {
            return Some(not_allowed("GET"));
        }
        let list: Vec<Value> = seen(world, caller, live)
            .iter()
            .filter(|session| fits(asked, session))
            .map(shown)
            .collect();
        return Some(named(
            asked,
            name,
            list,
            &Cut {
                route: name,
                default: 25,
                most: 1000,
            },
        ));
    }
    let found = seen(world, caller, live).into_iter().find(|session| {
        session["SessionID"]
            .as_str()
            .is_some_and(|id| id.eq_ignore_ascii_case(path[1]))
    });
    let Some(session) = found else {
        return Some(not_found("The session was not found."));
    };
    Some(match (method, &path[2..]) {
        ("GET", []) => reply(200, &shown(&session)),
        ("GET", ["activities"]) => {
            reply(200, &json!({"Activities": session["RecordedActivities"]}))
        }
        ("GET", ["properties"]) => reply(200, &session["RawProperties"]),
        ("GET", ["valid"]) if !live => reply(200, &json!(true)),
        ("POST", ["play"]) if !live => {
            let frame = b"RIFF\x04\0\0\0AVI ".to_vec();
            Answered::body(200, "application/octet-stream", frame)
        }
        ("GET", ["monitor"]) if live => super::secrets::connect(asked, None),
        ("POST", ["terminate" | "suspend" | "resume"]) if live => {
            stop(asked, world, caller, &session, path[2])
        }
        (_, []) => not_allowed("GET"),
        _ => return None,
    })
}

fn fits(asked: &Asked, session: &Value) -> bool {
    let number = |name: &str| {
        asked
            .query_value(name)
            .and_then(|text| text.parse::<i64>().ok())
    };
    let start = session["Start"].as_i64().unwrap_or(0);
    let text = |name: &str| session[name].as_str().unwrap_or_default();
    number("fromTime").is_none_or(|from| start >= from)
        && number("toTime").is_none_or(|to| start <= to)
        && asked
            .query_value("safe")
            .is_none_or(|safe| safe.is_empty() || text("_accountSafe").eq_ignore_ascii_case(safe))
        && super::lists::found(
            asked,
            &[
                text("User"),
                text("RemoteMachine"),
                text("AccountUsername"),
                text("FromIP"),
                text("Protocol"),
            ],
        )
}

fn stop(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    session: &Value,
    deed: &str,
) -> Answered {
    if !caller.in_group("PSMLiveSessionTerminators") {
        return forbidden();
    }
    let may = match deed {
        "terminate" => "CanTerminate",
        _ => "CanSuspend",
    };
    if session[may] != true {
        return refuse(400, "CAWS00001E", "The session does not allow this.");
    }
    let now = asked.now.as_second();
    let rows = world.rows_mut("live_sessions");
    let Some(at) = rows
        .iter()
        .position(|row| row["SessionID"] == session["SessionID"])
    else {
        return not_found("The session was not found.");
    };
    if deed == "terminate" {
        let mut ended = rows.remove(at);
        let start = ended["Start"].as_i64().unwrap_or(now);
        for name in ["CanTerminate", "CanMonitor", "CanSuspend"] {
            if let Some(row) = ended.as_object_mut() {
                row.remove(name);
            }
        }
        let over = json!({"IsLive": false, "End": now, "Duration": now - start});
        world.past_mut("recordings").push(&words::lay(ended, &over));
    } else {
        rows[at]["_suspended"] = json!(deed == "suspend");
    }
    Answered::empty(200)
}
