//! What happened before the start: connections, decisions, and the audit events they left.

use super::audit::{self, Who};
use super::grow::{ago, taken};
use super::requests;
use super::roles::handle;
use super::say::text;
use crate::clock::moved;
use crate::{Random, World, times};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(super) fn grow(world: &mut World, now: Timestamp) {
    connections(world, now);
    decisions(world);
    events(world, now);
}

/// Connections of people to hosts that one of their roles leads to.
fn connections(world: &mut World, now: Timestamp) {
    let recipe = world.data.shift_remove("recipe").unwrap_or_default();
    let count = |key: &str| usize::try_from(recipe[key].as_u64().unwrap_or(0)).unwrap_or(0);
    let (total, live) = (count("connections"), count("connected"));
    world
        .data
        .insert("past_events".to_owned(), json!(count("audit_events")));
    let mut random = Random::named("connections");
    let ways = ways_in(world);
    for number in 0..total {
        let Some((user, host, account, roles)) = random.pick(&ways).cloned() else {
            return;
        };
        let (user, host) = (&world.rows("users")[user], &world.rows("hosts")[host]);
        let service = host["services"]
            .get(random.below(2))
            .or_else(|| host["services"].get(0));
        let kind = service
            .map_or("SSH", |service| text(service, "service"))
            .to_owned();
        let minutes = match number < live {
            true => 2 + random.below(170),
            false => 200 + random.below(30 * 1440),
        };
        let started = ago(now, minutes);
        let lasted = 60 + random.below(7_000);
        let ended = moved(
            started,
            SignedDuration::from_secs(i64::try_from(lasted).unwrap_or(60)),
        );
        let open = number < live;
        let bytes = random.below(90_000_000);
        let connection = json!({
            "id": random.uuid(), "type": kind, "mode": if random.below(4) == 0 { "UI" } else { "MITM" },
            "status": if open { "CONNECTED" } else { "DISCONNECTED" },
            "user": { "id": user["id"], "display_name": user["full_name"] },
            "user_roles": roles, "target_host": { "id": host["id"], "common_name": host["common_name"] },
            "target_host_address": host["addresses"][0], "target_host_account": account,
            "target_host_roles": roles,
            "remote_address": format!("10.30.{}.{}", random.below(8), 10 + random.below(200)),
            "authentication_method": if kind == "SSH" { json!(["CERT"]) } else { json!(["PASSPHRASE"]) },
            "connected": times::rfc3339(started),
            "disconnected": if open { json!("0001-01-01T00:00:00Z") } else { json!(times::rfc3339(ended)) },
            "last_activity": times::rfc3339(if open { ago(now, random.below(2)) } else { ended }),
            "duration": if open { json!(minutes * 60) } else { json!(lasted) },
            "bytes_in": bytes / 40, "bytes_out": bytes, "user_agent": "SSH-2.0-OpenSSH_9.6",
            "audit_enabled": true, "trail_id": random.uuid(), "trail_removed": false,
            "index_status": "NOT_INDEXED", "access_group_id": host["access_group_id"], "access_roles": [],
            "tags": [], "session_id": random.uuid(), "proxy_id": super::system::service_id("SSH-PROXY"),
            "force_disconnect": "", "termination_reason": "",
            "created": times::rfc3339(started), "updated": times::rfc3339(started),
        });
        world.rows_mut("connections").push(connection);
    }
}

/// A user, a host, the account there and the role that leads to it.
type Way = (usize, usize, String, Value);

fn ways_in(world: &World) -> Vec<Way> {
    let mut ways = Vec::new();
    for (user, row) in world.rows("users").iter().enumerate() {
        for held in row["roles"].as_array().into_iter().flatten() {
            for (host, target) in world.rows("hosts").iter().enumerate() {
                for principal in target["principals"].as_array().into_iter().flatten() {
                    let mut leads = principal["roles"].as_array().into_iter().flatten();
                    if leads.any(|role| role["id"] == held["id"]) {
                        let roles = json!([{ "id": held["id"], "name": held["name"] }]);
                        ways.push((user, host, text(principal, "principal").to_owned(), roles));
                    }
                }
            }
        }
    }
    ways
}

/// `{"user": "jlind", "role": "Database operators", "why": …, "created": "@now-25m", …}`.
fn decisions(world: &mut World) {
    for told in taken(world, "past_requests") {
        let user = world
            .find("users", "principal", text(&told, "user"))
            .cloned();
        let role = handle(world, text(&told, "role"));
        let flow = world
            .rows("workflows")
            .iter()
            .find(|flow| flow["target_roles"][0]["id"] == role["id"]);
        let (Some(user), Some(flow)) = (user, flow.cloned()) else {
            continue;
        };
        let person =
            json!({ "id": user["id"], "display_name": user["full_name"], "deleted": false });
        let mut steps = requests::waiting(&flow);
        let decision = text(&told, "decision").to_owned();
        let decided = !decision.is_empty();
        if decided {
            let by = world.find("users", "principal", text(&told, "by"));
            let by = by.map_or(
                Value::Null,
                |by| json!({ "id": by["id"], "display_name": by["full_name"] }),
            );
            let approver = &mut steps[0]["approvers"][0];
            approver["decision"] = json!(decision);
            approver["user"] = by;
            approver["decision_time"] = told["decided"].clone();
            approver["comment"] = told["comment"].clone();
        }
        let row = json!({
            "id": world.random.uuid(), "name": flow["name"], "author": user["id"],
            "created": told["created"], "updated": if decided { told["decided"].clone() } else { told["created"].clone() },
            "updated_by": user["id"], "requester": person, "target_user": person, "requested_role": role,
            "request_justification": told["why"], "grant_type": told["kind"],
            "floating_length": told["hours"], "grant_start": told["from"], "grant_end": told["to"],
            "action": "GRANT", "status": if decided { decision.as_str() } else { "WAITING" },
            "comment": "", "steps": steps, "approver_can_revoke": true, "target_role_revoked": false,
        });
        world.rows_mut("requests").push(row);
    }
}

/// What the connections left behind, and as many sign-ins and failures as the recipe wants.
fn events(world: &mut World, now: Timestamp) {
    let total = world
        .data
        .shift_remove("past_events")
        .and_then(|count| count.as_u64());
    let total = usize::try_from(total.unwrap_or(0)).unwrap_or(0);
    let connections = world.rows("connections").to_vec();
    let mut written = 0;
    for connection in &connections {
        let about = [
            ("connectionID", text(connection, "id")),
            ("connectionType", text(connection, "type")),
            ("hostID", text(&connection["target_host"], "id")),
            ("hostAddress", text(connection, "target_host_address")),
            ("targetUsername", text(connection, "target_host_account")),
            ("remoteAddress", text(connection, "remote_address")),
            ("accessGroupID", text(connection, "access_group_id")),
        ];
        let who = Who {
            id: text(&connection["user"], "id"),
            name: text(&connection["user"], "display_name"),
        };
        for (code, key) in [
            ("300", "connected"),
            ("301", "connected"),
            ("303", "disconnected"),
        ] {
            let at = times::read(text(connection, key)).filter(|at| at.as_second() > 0);
            if let Some(at) = at {
                let event = audit::event(world, code, who, at, &about);
                world.past_mut("audit_events").push(&event);
                written += 1;
            }
        }
    }
    let people: Vec<_> = world
        .rows("users")
        .iter()
        .filter(|user| text(user, "source_type") != "API-CLIENT")
        .cloned()
        .collect();
    let mut random = Random::named("events");
    // Mostly quiet days: people come in, some mistype, a few things change.
    let usual = [
        "100", "100", "100", "106", "106", "106", "106", "101", "104", "104", "102", "130", "220",
        "510", "801", "802", "805", "1707", "1706", "610", "620", "1402", "321",
    ];
    while written < total {
        let (Some(user), Some(code)) = (random.pick(&people), random.pick(&usual)) else {
            break;
        };
        let who = Who {
            id: text(user, "id"),
            name: text(user, "principal"),
        };
        let remote = format!("10.30.{}.{}", random.below(8), 10 + random.below(200));
        let at = ago(now, random.below(30 * 1440));
        let about = [
            ("remoteAddress", remote.as_str()),
            ("sourceID", text(user, "source")),
            ("domain", "privx-ui"),
        ];
        let event = audit::event(world, code, who, at, &about);
        world.past_mut("audit_events").push(&event);
        written += 1;
    }
    world.past_mut("audit_events").sort_by_text("created");
}
