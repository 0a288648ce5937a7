//! Grows the seed's recipes into a tenant: hosts from families, users from a list of people. What
//! they did so far is in `past.rs`.

use super::roles::{handle, name_roles};
use super::say::text;
use super::{hosts, past, people, roles};
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
    past::grow(world, now);
}

/// A recipe's rows; recipes do not stay in the world.
pub(super) fn taken(world: &mut World, recipe: &str) -> Vec<Value> {
    match world.data.shift_remove(recipe) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

pub(super) fn ago(now: Timestamp, minutes: usize) -> Timestamp {
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
