//! Grows the seed's recipes into a tenant with a past: hosts from families, users from a list of
//! people, connections between them, and the audit events all that left.

use super::audit::{self, Who};
use super::roles::{handle, name_roles};
use super::say::text;
use super::{hosts, people, requests, roles};
use crate::clock::moved;
use crate::{Random, World, times};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Map, Value, json};

const LOCAL: &str = "a1ee631f-9698-4a77-8042-2002602f9d08";

pub(super) fn grow(world: &mut World, now: Timestamp) {
    all_permissions(world);
    grow_roles(world, now);
    clients(world, now);
    for family in taken(world, "host_families") {
        hosts_of(world, &family, now);
    }
    for person in taken(world, "people") {
        person_of(world, &person, now);
    }
    trust_anchor(world);
    flows(world);
    past_connections(world, now);
    past_requests(world);
    past_events(world, now);
}

/// A recipe's rows; recipes do not stay in the world.
fn taken(world: &mut World, recipe: &str) -> Vec<Value> {
    match world.data.shift_remove(recipe) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

fn ago(now: Timestamp, minutes: usize) -> Timestamp {
    let minutes = i64::try_from(minutes).unwrap_or(0);
    moved(now, SignedDuration::from_mins(-minutes))
}

/// `"permissions": "all"` in a seed means all there are.
fn all_permissions(world: &mut World) {
    for role in world.rows_mut("roles") {
        if role["permissions"] == json!("all") {
            role["permissions"] = json!(roles::PERMISSIONS);
        }
    }
}

fn grow_roles(world: &mut World, now: Timestamp) {
    let mut rows = taken(world, "roles");
    for role in &mut rows {
        if text(role, "id").is_empty() {
            role["id"] = json!(Random::named(text(role, "name")).uuid());
        }
        roles::complete(world, role);
        let days = 40 + world.random.below(500);
        let made = times::rfc3339(ago(now, days * 1440));
        if role.get("created").is_none() {
            role["created"] = json!(made);
        }
        role["updated"] = json!(made);
        role["author"] = json!("e2401730-dc81-4f6e-864a-328c3c8e8f6b");
        role["updatedby"] = role["author"].clone();
        role["permit_agent"] = json!(role["permissions"] == json!([]));
        role["context"] = json!({
            "enabled": false, "block_role": false, "validity": [], "start_time": "00:00",
            "end_time": "00:00", "timezone": "", "ip_masks": ["0.0.0.0/0"],
        });
    }
    *world.rows_mut("roles") = rows;
}

/// The seed's credentials are API clients; their secrets are in one place only.
fn clients(world: &mut World, now: Timestamp) {
    let known = world.credentials.clone();
    let mut rows = taken(world, "api_clients");
    for row in &mut rows {
        let own = known
            .iter()
            .find(|known| known.value("api_client_id") == text(row, "id"));
        if let Some(own) = own {
            row["secret"] = json!(own.value("api_client_secret"));
            row["oauth_client_id"] = json!(own.value("oauth_client_id"));
            row["oauth_client_secret"] = json!(own.value("oauth_client_secret"));
        }
        by_name(world, row);
        let days = 20 + world.random.below(300);
        row["created"] = json!(times::rfc3339(ago(now, days * 1440)));
        row["updated"] = row["created"].clone();
        row["author"] = json!("e2401730-dc81-4f6e-864a-328c3c8e8f6b");
    }
    let ids: Vec<_> = rows.iter().map(|row| text(row, "id").to_owned()).collect();
    *world.rows_mut("api_clients") = rows;
    for id in ids {
        people::follow(world, "api_clients", &id);
    }
}

/// A seed names roles by name; elsewhere they are handles.
fn by_name(world: &World, row: &mut Value) {
    let names = row.get("roles").and_then(Value::as_array).cloned();
    row["roles"] = names
        .into_iter()
        .flatten()
        .map(|name| match name.as_str() {
            Some(name) => handle(world, name),
            None => name,
        })
        .collect();
}

fn port_of(service: &str) -> u16 {
    match service {
        "SSH" => 22,
        "RDP" => 3389,
        "WEB" => 443,
        "VNC" => 5900,
        _ => 5432,
    }
}

/// `{"name": "lnx-db-{}", "first": 1, "digits": 2, "count": 16, …}`: so many hosts alike.
fn hosts_of(world: &mut World, family: &Value, now: Timestamp) {
    let number = |key: &str, otherwise: u64| family[key].as_u64().unwrap_or(otherwise);
    let digits = usize::try_from(number("digits", 2)).unwrap_or(2);
    let off: Vec<u64> = family["off"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect();
    let groups = world.find("access_groups", "name", text(family, "group"));
    let group = groups.map_or(Value::Null, |group| group["id"].clone());
    for at in number("first", 1)..number("first", 1) + number("count", 1) {
        let name = text(family, "name").replace("{}", &format!("{at:0digits$}"));
        let address = format!("{}{}", text(family, "network"), 10 + at % 240);
        let made = ago(now, 1440 * (5 + world.random.below(700)));
        let services: Vec<_> = family["services"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|service| {
                json!({
                    "service": service, "address": format!("{name}.northmere.example"),
                    "port": port_of(service), "source": "UI", "status": "OK",
                    "status_updated": times::rfc3339(ago(now, world.random.below(600))),
                })
            })
            .collect();
        let principals: Vec<_> = family["accounts"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(account, names)| {
                let mut row = json!({ "principal": account, "source": "UI", "roles": names });
                by_name(world, &mut row);
                row["rotate"] = json!(account == "root" || account == "Administrator");
                row["use_user_account"] = json!(false);
                row
            })
            .collect();
        let fingerprint = world.random.hex(32);
        let mut host = json!({
            "id": Random::named(&name).uuid(), "common_name": name, "addresses": [address],
            "services": services, "principals": principals, "tags": family["tags"],
            "access_group_id": group, "zone": family["zone"], "organization": "Northmere",
            "organizational_unit": family["unit"], "comment": family["comment"],
            "host_type": family["type"], "audit_enabled": true, "tofu": true, "stand_alone_host": true,
            "source_id": LOCAL, "password_rotation_enabled": false,
            "ssh_host_public_keys": [{ "key": format!("ssh-ed25519 {}", world.random.hex(48)), "fingerprint": fingerprint }],
            "created": times::rfc3339(made), "updated": times::rfc3339(made),
            "updated_by": "e2401730-dc81-4f6e-864a-328c3c8e8f6b",
        });
        if off.contains(&at) {
            host["disabled"] = json!("BY_ADMIN");
        }
        hosts::complete(world, &mut host);
        world.rows_mut("hosts").push(host);
    }
}

/// `"Jonas Lind|jlind|Service desk lead|IT|LOCAL|Help desk, Linux admins"`.
fn person_of(world: &mut World, line: &Value, now: Timestamp) {
    let line = line.as_str().unwrap_or_default();
    let mut parts = line.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let (name, login, title, department, source, held) =
        (next(), next(), next(), next(), next(), next());
    let id = match login {
        "superuser" => "e2401730-dc81-4f6e-864a-328c3c8e8f6b".to_owned(),
        login => Random::named(login).uuid(),
    };
    let created = times::rfc3339(ago(now, 1440 * (10 + world.random.below(900))));
    let sources = world.rows("sources").iter();
    let directory = sources.clone().find(|row| text(row, "type") == source);
    let directory = directory.map_or(json!(LOCAL), |row| row["id"].clone());
    let roles: Vec<_> = held
        .split(',')
        .map(str::trim)
        .filter(|role| !role.is_empty())
        .map(|role| {
            let mut held = handle(world, role);
            held["explicit"] = json!(source == "LOCAL");
            held["implicit"] = json!(source != "LOCAL");
            held["grant_type"] = json!("PERMANENT");
            held
        })
        .collect();
    let email = format!("{login}@northmere.example");
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let enrolled = world.random.below(3) > 0;
    let user = json!({
        "id": id, "source_user_id": id, "created": created, "updated": created, "principal": login,
        "source": directory, "source_type": source, "roles": roles, "attributes": [],
        "permissions": null, "full_name": name, "first_name": first, "last_name": last,
        "email": email, "job_title": title, "department": department, "company": "Northmere",
        "windows_account": login, "unix_account": login, "distinguished_name": login,
        "mfa": { "user_mfa_status": "default", "status": if enrolled { "ENABLED" } else { "DEFAULT" },
                 "seed": {}, "mobile_mfa_status": "" },
        "tags": [], "session_password_enabled": false,
        "RefreshTimestamp": (now.as_second() - 60).to_string(),
    });
    if source == "LOCAL" {
        let keys = [
            "id",
            "created",
            "updated",
            "full_name",
            "first_name",
            "last_name",
            "email",
            "job_title",
            "department",
            "company",
            "windows_account",
            "unix_account",
            "tags",
        ];
        let mut local: Map<String, Value> = keys
            .iter()
            .map(|key| ((*key).to_owned(), user[*key].clone()))
            .collect();
        local.insert("username".to_owned(), json!(login));
        local.insert("display_name".to_owned(), json!(name));
        local.insert("password_change_required".to_owned(), json!(false));
        local.insert("locale".to_owned(), json!("en_GB"));
        world.rows_mut("local_users").push(Value::Object(local));
    }
    if enrolled {
        let device = json!({
            "user_id": id, "id": world.random.uuid(), "os": if world.random.below(2) == 0 { "iOS" } else { "Android" },
            "name": format!("{first}'s phone"), "activated": created,
            "updated": created, "lastUsed": times::rfc3339(ago(now, world.random.below(4000))),
        });
        world.rows_mut("devices").push(device);
    }
    if world.random.below(2) == 0 {
        let started = ago(now, world.random.below(240));
        let ends = moved(
            now,
            SignedDuration::from_mins(30 + i64::try_from(world.random.below(400)).unwrap_or(0)),
        );
        let session = json!({
            "id": world.random.uuid(), "user_id": id, "source_id": directory, "domain": "privx-ui",
            "username": login, "remote_addr": format!("10.30.{}.{}", world.random.below(8), 10 + world.random.below(200)),
            "user_agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "type": "login",
            "created": times::rfc3339(started), "updated": times::rfc3339(started),
            "expires": times::rfc3339(ends), "token_expires": times::rfc3339(ends),
            "logged_out": "0001-01-01T00:00:00Z", "current": false,
        });
        world.rows_mut("sessions").push(session);
    }
    world.rows_mut("users").push(user);
}

fn trust_anchor(world: &mut World) {
    if let Some(pem) = world.ca_pem.clone() {
        world
            .data
            .insert("trust_anchor".to_owned(), json!({ "trust_anchor": pem }));
    }
}

/// Names of roles in workflows become handles.
fn flows(world: &mut World) {
    let mut rows = taken(world, "workflows");
    for row in &mut rows {
        let named = text(row, "target").to_owned();
        row["id"] = json!(Random::named(text(row, "name")).uuid());
        row["target_roles"] = json!([handle(world, &named)]);
        row["requester_roles"] = json!([handle(world, "privx-user")]);
        let approver = handle(world, text(row, "approver"));
        row["steps"] =
            json!([{ "name": "Approval", "match": "ANY", "approvers": [{ "role": approver }] }]);
        for (key, value) in [
            ("action", json!("GRANT")),
            (
                "grant_types",
                json!(["PERMANENT", "FLOATING", "TIME_RESTRICTED"]),
            ),
            ("max_floating_duration", json!(24)),
            ("max_time_restricted_duration", json!(14)),
            ("requires_justification", json!(true)),
            ("max_active_requests", json!(3)),
        ] {
            row[key] = value;
        }
        if let Some(members) = row.as_object_mut() {
            members.shift_remove("target");
            members.shift_remove("approver");
        }
        name_roles(world, row);
    }
    *world.rows_mut("workflows") = rows;
}

/// Connections of people to hosts that one of their roles leads to.
fn past_connections(world: &mut World, now: Timestamp) {
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
fn past_requests(world: &mut World) {
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
fn past_events(world: &mut World, now: Timestamp) {
    let total = world
        .data
        .shift_remove("past_events")
        .and_then(|count| count.as_u64());
    let total = usize::try_from(total.unwrap_or(0)).unwrap_or(0);
    let connections = world.rows("connections").to_vec();
    let mut events = Vec::new();
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
                events.push(audit::event(world, code, who, at, &about));
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
    while events.len() < total {
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
        events.push(audit::event(world, code, who, at, &about));
    }
    events.sort_by(|left, right| text(left, "created").cmp(text(right, "created")));
    *world.rows_mut("audit_events") = events;
}
