//! Audit events: what every change leaves behind.

use super::say::{self, among, has_words, limits, text, wanted};
use super::{Call, Reply, Route, route};
use crate::{Answered, Asked, World, times};
use domain::Timestamp;
use serde_json::{Map, Value, json};

const ROWS: &str = "audit_events";
const VIEW: &[&str] = &["logs-view"];

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/monitor-service/api/v1/auditevents", VIEW, list),
    route(
        "POST",
        "/monitor-service/api/v1/auditevents/search",
        VIEW,
        search,
    ),
    route(
        "GET",
        "/monitor-service/api/v1/auditevents/codes",
        VIEW,
        codes,
    ),
];

/// Code, service and name of the events this simulator knows.
pub(super) const CODES: &[(&str, &str, &str)] = &[
    ("100", "AUTH", "User-logged-in"),
    ("101", "AUTH", "User-logged-out"),
    ("102", "AUTH", "User-login-failed"),
    ("104", "AUTH", "User-MFA-challenge-accepted"),
    ("106", "AUTH", "Access-token-granted"),
    ("121", "AUTH", "OAuth-client-authenticated"),
    ("122", "AUTH", "OAuth-client-authentication-failed"),
    ("130", "AUTH", "User-login-attempt-rate-limited"),
    ("140", "AUTH", "Session-terminated"),
    ("201", "ROLE-STORE", "Role-added"),
    ("202", "ROLE-STORE", "Role-modified"),
    ("203", "ROLE-STORE", "Role-removed"),
    ("210", "ROLE-STORE", "Directory-added"),
    ("211", "ROLE-STORE", "Directory-modified"),
    ("212", "ROLE-STORE", "Directory-removed"),
    ("213", "ROLE-STORE", "Directory-authentication-failed"),
    ("220", "ROLE-STORE", "User-roles-modified"),
    ("250", "ROLE-STORE", "RoleContext-usage-alert"),
    ("251", "ROLE-STORE", "RoleContext-role-blocked"),
    ("284", "AUTH", "Multi-factor-authentication-configured"),
    ("300", "CONNECTION-MANAGER", "Connection-requested"),
    ("301", "CONNECTION-MANAGER", "Connection-authenticated"),
    ("302", "CONNECTION-MANAGER", "Connection-rejected"),
    ("303", "CONNECTION-MANAGER", "Connection-closed"),
    ("304", "CONNECTION-MANAGER", "Connection-failed"),
    ("320", "CONNECTION-MANAGER", "File-upload"),
    ("321", "CONNECTION-MANAGER", "File-download"),
    ("424", "USER-STORE", "API-client-added"),
    ("425", "USER-STORE", "API-client-modified"),
    ("426", "USER-STORE", "API-client-removed"),
    ("430", "LICENSE-MANAGER", "License-updated"),
    ("450", "AUTHORIZER", "Access-group-added"),
    ("451", "AUTHORIZER", "Access-group-modified"),
    ("452", "AUTHORIZER", "Access-group-removed"),
    ("500", "USER-STORE", "User-added"),
    ("501", "USER-STORE", "User-modified"),
    ("502", "USER-STORE", "User-removed"),
    ("510", "USER-STORE", "User-password-modified"),
    ("600", "WORKFLOW-ENGINE", "Workflow-added"),
    ("601", "WORKFLOW-ENGINE", "Workflow-modified"),
    ("602", "WORKFLOW-ENGINE", "Workflow-removed"),
    ("610", "WORKFLOW-ENGINE", "Request-added"),
    ("612", "WORKFLOW-ENGINE", "Request-removed"),
    ("620", "WORKFLOW-ENGINE", "Decision-made"),
    ("801", "HOST-STORE", "Host-added"),
    ("802", "HOST-STORE", "Host-modified"),
    ("803", "HOST-STORE", "Host-removed"),
    ("805", "HOST-STORE", "Host-service-connection-failure"),
    ("806", "HOST-STORE", "Host-disabled-state-changed"),
    ("900", "CONNECTION-MANAGER", "Connection-terminated"),
    (
        "901",
        "CONNECTION-MANAGER",
        "Connection-terminated-for-host",
    ),
    (
        "902",
        "CONNECTION-MANAGER",
        "Connection-terminated-for-user",
    ),
    ("1301", "MONITOR-SERVICE", "Disk-full"),
    ("1303", "MONITOR-SERVICE", "PrivX-restarted"),
    ("1400", "VAULT", "Secret-created"),
    ("1401", "VAULT", "Secret-removed"),
    ("1402", "VAULT", "Secret-accessed"),
    ("1403", "VAULT", "Secret-changed"),
    ("1501", "SETTINGS", "Settings-modified"),
    ("1600", "NETWORK-ACCESS-MANAGER", "Network-target-added"),
    ("1601", "NETWORK-ACCESS-MANAGER", "Network-target-modified"),
    ("1602", "NETWORK-ACCESS-MANAGER", "Network-target-removed"),
    ("1706", "SECRETS-MANAGER", "Password-rotation-failure"),
    ("1707", "SECRETS-MANAGER", "Password-rotation-success"),
    ("2104", "AUTH", "MobileGW-user-unpaired-device"),
    ("2300", "API-PROXY", "API-target-added"),
    ("2301", "API-PROXY", "API-target-modified"),
    ("2302", "API-PROXY", "API-target-removed"),
];

/// Who did it.
#[derive(Clone, Copy)]
pub(super) struct Who<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
}

impl<'a> Who<'a> {
    /// Somebody who did not get in, by the name they gave.
    pub(super) fn nobody(name: &'a str) -> Self {
        Self { id: "", name }
    }
}

/// Writes an event about what just happened.
pub(super) fn write(
    world: &mut World,
    asked: &Asked,
    who: Who<'_>,
    code: &str,
    about: &[(&str, &str)],
) {
    let event = event(world, code, who, asked.now, about);
    world.past_mut(ROWS).push(&event);
}

/// An event as it is kept: every value of the message is a text.
pub(super) fn event(
    world: &mut World,
    code: &str,
    who: Who<'_>,
    at: Timestamp,
    about: &[(&str, &str)],
) -> Value {
    let known = CODES.iter().find(|(known, _, _)| *known == code);
    let (_, service, name) = known.copied().unwrap_or(("", "MONITOR-SERVICE", "Unknown"));
    let severity = match code {
        "102" | "122" | "130" | "213" | "251" | "302" | "304" | "805" | "1706" => "4",
        "1301" => "2",
        _ => "6",
    };
    let created = times::rfc3339(at);
    let mut message = Map::new();
    for (key, value) in [
        ("SSH-PrivX-service", service),
        ("audit-exposure", "SSH-PRIVX-AUDIT"),
        ("instanceName", "privx-1.northmere.example"),
        ("severity", severity),
        ("timestamp", &created),
        ("userID", who.id),
        ("username", who.name),
        ("version", super::system::VERSION),
    ] {
        message.insert(key.to_owned(), json!(value));
    }
    message.insert("sessionID".to_owned(), json!(world.random.uuid()));
    for (key, value) in about {
        message.insert((*key).to_owned(), json!(value));
    }
    json!({
        "service_id": super::system::service_id(service), "service_name": service, "event_id": code,
        "event_name": name, "created": created, "message": message,
    })
}

const LIMITS: say::Limits = limits(50, 1000, "created");

fn list(call: &mut Call<'_>) -> Reply {
    let rows = call.world.past(ROWS).rows().collect();
    say::list(call, rows, LIMITS)
}

fn search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let ids: Vec<_> = [
        ("user_id", "userID"),
        ("connection_id", "connectionID"),
        ("host_id", "hostID"),
        ("source_id", "sourceID"),
        ("session_id", "sessionID"),
        ("access_group_id", "accessGroupID"),
    ]
    .into_iter()
    .map(|(key, at)| (at, wanted(&search, key)))
    .collect();
    let (start, end) = (text(&search, "start_time"), text(&search, "end_time"));
    let (start, end) = (times::read(start), times::read(end));
    let rows = call.world.past(ROWS).rows();
    let rows = rows
        .filter(|row| {
            let at = times::read(text(row, "created"));
            ids.iter()
                .all(|(at, wanted)| among(wanted, text(&row["message"], at)))
                && (start.is_none() || at >= start)
                && (end.is_none() || (at.is_some() && at <= end))
                && has_words(row, &words)
        })
        .collect();
    say::list(call, rows, LIMITS)
}

fn codes(_call: &mut Call<'_>) -> Reply {
    let codes: Map<String, Value> = CODES
        .iter()
        .map(|(code, service, name)| {
            let number: u32 = code.parse().unwrap_or(0);
            let words = name.replace('-', " ");
            let about = format!("{words}, written by {service}");
            let entry = json!({ "event_id": number, "event_name": name, "event_desc": about });
            ((*code).to_owned(), entry)
        })
        .collect();
    Ok(Answered::json(200, &Value::Object(codes)))
}
