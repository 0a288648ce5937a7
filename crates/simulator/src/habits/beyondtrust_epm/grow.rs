//! Grows the seed's recipes: computers from families, users from people, revisions of policies.
//! What happened so far is in `past.rs`.

use super::groups;
use super::list::text;
use super::past;
use super::policies::xml;
use crate::clock::moved;
use crate::{Random, World, times};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(super) fn grow(world: &mut World, now: Timestamp) {
    accounts(world);
    roles(world);
    policies(world, now);
    groups_of(world, now);
    for family in taken(world, "families") {
        computers_of(world, &family, now);
    }
    odd_ones(world);
    groups::recount(world);
    for person in taken(world, "people") {
        person_of(world, &person, now);
    }
    asked_for(world);
    past::grow(world, now);
}

/// A recipe's rows; recipes do not stay in the world.
fn taken(world: &mut World, recipe: &str) -> Vec<Value> {
    match world.data.shift_remove(recipe) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

pub(super) fn ago(now: Timestamp, seconds: usize) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(0);
    // The real ones have digits down to a tenth of a microsecond.
    let nanos = (seconds * 7_919_113 + 681_656_200) % 1_000_000_000 / 100 * 100;
    times::rfc3339(moved(
        now,
        SignedDuration::new(-seconds, 0) - SignedDuration::from_nanos(nanos),
    ))
}

const MINUTE: usize = 60;
pub(super) const DAY: usize = 86_400;

/// The secrets are in the credentials only.
fn accounts(world: &mut World) {
    let known = world.credentials.clone();
    for row in world.rows_mut("api_accounts") {
        let own = known
            .iter()
            .find(|known| known.value("client_id") == text(row, "clientId"));
        if let Some(own) = own {
            row["secret"] = json!(own.value("client_secret"));
        }
        if text(row, "id").is_empty() {
            row["id"] = json!(Random::named(text(row, "name")).uuid());
        }
    }
}

/// `"AdapterInstallerAdmin"`: what a role may do follows from its name.
fn roles(world: &mut World) {
    let rows = taken(world, "role_names")
        .iter()
        .filter_map(Value::as_str)
        .map(|name| {
            let admin = name.strip_suffix("Admin");
            let resource = admin.or_else(|| name.strip_suffix("Viewer"));
            let allowed = resource.map_or_else(Vec::new, |resource| {
                let action = if admin.is_some() { "Modify" } else { "Query" };
                vec![
                    json!({ "resource": resource.trim(), "action": action }),
                    json!({ "resource": "Task", "action": "Query" }),
                ]
            });
            let id = Random::named(name).uuid();
            json!({ "id": id, "name": name, "allowPermissions": allowed, "denyPermissions": [] })
        })
        .collect();
    *world.rows_mut("roles") = rows;
}

fn policies(world: &mut World, now: Timestamp) {
    let mut rows = taken(world, "policies");
    for row in &mut rows {
        let name = text(row, "name").to_owned();
        let id = Random::named(&name).uuid();
        let total = row["revisions"].as_u64().unwrap_or(3);
        for number in 1..=total {
            let back = usize::try_from(total - number).unwrap_or(0);
            let revision = json!({
                "id": Random::named(&format!("{name} {number}")).uuid(), "policyId": id, "revision": number,
                "comment": if number == 1 { "First version" } else { "Changed application groups" },
                "lastModifiedDate": ago(now, (9 + 17 * back) * DAY), "lastModifiedUser": row["by"],
            });
            world.rows_mut("revisions").push(revision);
        }
        let draft = row.get("draft").cloned().unwrap_or(Value::Null);
        let has = !draft.is_null();
        let size = xml(&name, &id, total).len() + world.random.below(400_000);
        *row = json!({
            "id": id, "name": name, "description": row["description"], "size": size, "revision": total,
            "totalRevisions": total, "totalAssignedRevisions": 1, "latestAssignedRevisions": 1,
            "created": ago(now, 400 * DAY), "lastModified": ago(now, 9 * DAY),
            "lastModifiedUserId": Random::named(text(row, "by")).uuid(), "lastModifiedUser": row["by"],
            "hasOpenDraft": has, "openDraftId": if has { json!(world.random.uuid()) } else { Value::Null },
            "draftUserId": if has { json!(Random::named(draft.as_str().unwrap_or_default()).uuid()) } else { Value::Null },
            "draftUser": draft, "isAssignedToGroup": false,
            "checkedOutDate": if has { json!(ago(now, 3 * DAY)) } else { Value::Null },
            "periodLocked": if has { json!("3 days") } else { Value::Null }, "locked": has,
            "lastPolicyToGroupAssignment": ago(now, 8 * DAY), "errorInfo": null,
        });
    }
    *world.rows_mut("policies") = rows;
}

/// `{"name": …, "policy": "Standard", "behind": 1}`: behind by so many revisions.
fn groups_of(world: &mut World, now: Timestamp) {
    let mut rows = taken(world, "groups");
    for row in &mut rows {
        let name = text(row, "name").to_owned();
        let policy = world.find("policies", "name", text(row, "policy")).cloned();
        let behind = row["behind"].as_u64().unwrap_or(0);
        let revision = policy.as_ref().map(|policy| {
            policy["revision"]
                .as_u64()
                .unwrap_or(1)
                .saturating_sub(behind)
                .max(1)
        });
        let id = policy
            .as_ref()
            .map_or(Value::Null, |policy| policy["id"].clone());
        let made = ago(now, (60 + world.random.below(500)) * DAY);
        let held = world
            .rows("revisions")
            .iter()
            .find(|held| held["policyId"] == id && held["revision"].as_u64() == revision);
        let status = match (&policy, row["awaiting"] == json!(true)) {
            (None, _) => Value::Null,
            (Some(_), true) => json!("AwaitingLatestPolicy"),
            (Some(_), false) => json!("OnLatestPolicy"),
        };
        *row = json!({
            "id": Random::named(&name).uuid(), "name": name, "description": row["description"],
            "computerCount": 0, "activeComputers": 0, "created": made,
            "policyRevisionId": held.map_or(Value::Null, |held| held["id"].clone()), "policyId": id,
            "policyName": policy.as_ref().map_or(Value::Null, |policy| policy["name"].clone()),
            "revision": revision, "policyAssigned": if policy.is_some() { json!(ago(now, 8 * DAY)) } else { Value::Null },
            "policyRevisionStatus": status, "default": row["default"] == json!(true), "locked": false,
            "errorInfo": null,
        });
        if let Some(policy) =
            policy.and_then(|policy| world.find_mut("policies", "id", text(&policy, "id")))
        {
            policy["isAssignedToGroup"] = json!(true);
        }
    }
    *world.rows_mut("groups") = rows;
}

/// `{"name": "LT-{}", "first": 1001, "count": 120, "group": …, …}`: so many computers alike.
fn computers_of(world: &mut World, family: &Value, now: Timestamp) {
    let number = |key: &str, otherwise: u64| family[key].as_u64().unwrap_or(otherwise);
    let digits = usize::try_from(number("digits", 4)).unwrap_or(4);
    let group = world
        .find("groups", "name", text(family, "group"))
        .cloned()
        .unwrap_or_default();
    for at in number("first", 1)..number("first", 1) + number("count", 1) {
        let name = text(family, "name").replace("{}", &format!("{at:0digits$}"));
        let random = &mut Random::named(&name);
        let made = (30 + random.below(700)) * DAY + random.below(DAY);
        let away = match random.below(10) {
            0..=5 => 0,
            6..=8 => 1 + random.below(20),
            _ => 31 + random.below(90),
        };
        let seen = if away == 0 {
            random.below(12) * MINUTE
        } else {
            away * DAY
        };
        let status = if away == 0 {
            "Connected"
        } else {
            "Disconnected"
        };
        let behind = text(&group, "policyRevisionStatus") != "OnLatestPolicy" || away > 8;
        let revision = group["revision"].as_u64();
        let on_host = revision.map(|revision| {
            if behind {
                revision.saturating_sub(1).max(1)
            } else {
                revision
            }
        });
        let mac = text(family, "hostType") != "MicrosoftWindows";
        let agent = if mac {
            "24.7.1.3"
        } else {
            ["24.8.98.0", "24.8.98.0", "24.5.230.0", "23.9.225.0"][random.below(4)]
        };
        let grouped = |key: &str| group.get(key).cloned().unwrap_or_default();
        let row = json!({
            "id": random.uuid(), "host": name, "hostType": family["hostType"], "os": family["os"],
            "domain": "northmere.example", "created": ago(now, made), "lastConnected": ago(now, seen),
            "hostLastUpdated": ago(now, seen + 120), "policyUpdateTimeStamp": ago(now, seen + 3 * DAY),
            "agentVersion": agent, "adapterVersion": "24.8.580.0", "packageManagerVersion": "24.8.578",
            "authorisationState": "Authorised", "authorised": ago(now, made - 300), "authorisedOn": ago(now, made - 300),
            "connected": away == 0, "connectionStatus": status, "daysDisconnected": away,
            "deactivated": false, "autoDeactivated": false, "pendingDeactivation": false, "deactivatedOn": null,
            "archived": false, "archivedOn": null, "groupId": grouped("id"), "groupName": grouped("name"),
            "policyId": grouped("policyId"), "policyName": grouped("policyName"), "policyRevision": grouped("revision"),
            "policyRevisionStatus": if behind { "AwaitingLatestPolicy" } else { "OnLatestPolicy" },
            "hostPolicyId": grouped("policyId"), "hostPolicyName": grouped("policyName"), "hostPolicyRevision": on_host,
            "duplicateCount": 0, "credentialType": "Certificate",
            "certificateInformation": { "expiryDate": times::rfc3339(moved(now, SignedDuration::from_hours(24 * 300))) },
            "agentLogs": [],
            "endpointInformation": endpoint(&name, family, random, &ago(now, made)),
        });
        world.rows_mut("computers").push(row);
    }
}

fn endpoint(name: &str, family: &Value, random: &mut Random, installed: &str) -> Value {
    let hex = random.hex(12).to_uppercase();
    let mac: Vec<&str> = (0..6).map(|at| &hex[2 * at..2 * at + 2]).collect();
    json!({
        "macAddress": mac.join(":"), "osArchitecture": "64-bit", "osCaption": family["os"], "osCodeSet": "1252",
        "osComputerDescription": "", "osCountryCode": "47", "osInstallDate": installed,
        "osManufacturer": family["maker"], "osOrganization": "Northmere", "osSerialNumber": random.hex(20),
        "osSystemDirectory": family["directory"], "osSystemDrive": "C:", "osVersion": family["osVersion"],
        "osVersionString": family["osVersion"], "processorCaption": "Intel64 Family 6 Model 186",
        "processorDescription": "Intel64 Family 6 Model 186", "processorManufacturer": "GenuineIntel",
        "processorName": "13th Gen Intel Core i7", "systemDnsHostName": name, "systemDomain": "northmere.example",
        "systemManufacturer": family["hardware"], "systemModel": family["model"], "systemName": name,
        "systemPrimaryOwnerName": "Northmere IT", "systemSystemType": "x64-based PC", "systemWorkgroup": null,
    })
}

/// A few computers that are not like the rest, by their host names.
fn odd_ones(world: &mut World) {
    for odd in taken(world, "odd_computers") {
        let Some(row) = world.find_mut("computers", "host", text(&odd, "host")) else {
            continue;
        };
        for (key, value) in odd.as_object().into_iter().flatten() {
            row[key.as_str()] = value.clone();
        }
        match text(row, "connectionStatus") {
            "Connected" => row["connected"] = json!(true),
            _ => row["connected"] = json!(false),
        }
    }
}

/// `"Jonas Lind|jlind|Administrator"`, with `disabled` at the end for who left.
fn person_of(world: &mut World, line: &Value, now: Timestamp) {
    let line = line.as_str().unwrap_or_default();
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [_, login, role, rest @ ..] = parts.as_slice() else {
        return;
    };
    let email = format!("{login}@northmere.example");
    let created = ago(now, (20 + world.random.below(700)) * DAY);
    let mut user = super::users::fresh(world, &email, &created);
    user["id"] = json!(Random::named(login).uuid());
    user["disabled"] = json!(rest.contains(&"disabled"));
    user["lastSignedIn"] = match world.random.below(6) {
        0 => Value::Null,
        _ => json!(ago(now, world.random.below(40 * DAY))),
    };
    let found = world
        .find("roles", "name", role)
        .cloned()
        .unwrap_or_default();
    user["roleName"] = found["name"].clone();
    user["roles"] = json!([{ "id": found["id"], "name": found["name"], "resourceId": null, "resourceType": null }]);
    user["admin"] = json!(*role == "Administrator");
    user["userType"] = json!(if *role == "Administrator" {
        "Administrator"
    } else {
        "Standard"
    });
    world.rows_mut("users").push(user);
}

/// Requests of the seed get ids, and the computers they are about.
fn asked_for(world: &mut World) {
    let mut rows = taken(world, "admin_requests");
    for (at, row) in rows.iter_mut().enumerate() {
        let ticket = format!("EPM{:06}", 61 - at);
        let id = Random::named(&ticket).uuid();
        let computer = world.find("computers", "host", text(row, "host"));
        let computer = computer.map_or(Value::Null, |row| row["id"].clone());
        let user = format!("NORTHMERE\\{}", text(row, "user"));
        let decision = |key: &str| row.get(key).cloned().unwrap_or(Value::Null);
        *row = json!({
            "id": id, "computerId": computer, "userId": sid(text(row, "user")), "created": row["created"],
            "requestInfo": { "requestId": id, "ticketId": ticket, "userName": user, "reason": row["reason"],
                             "durationRequested": row["seconds"] },
            "accessDecision": { "status": row["status"], "duration": decision("duration"),
                                "startTime": decision("start"), "endTime": decision("end") },
        });
    }
    *world.rows_mut("admin_requests") = rows;
    for (at, row) in world
        .rows_mut("application_requests")
        .iter_mut()
        .enumerate()
    {
        row["id"] = json!(Random::named(&format!("application {at}")).uuid());
    }
    for (at, row) in world.rows_mut("request_audits").iter_mut().enumerate() {
        row["id"] = json!(Random::named(&format!("request audit {at}")).uuid());
    }
}

pub(super) fn sid(login: &str) -> String {
    format!(
        "S-1-5-21-3623811015-3361044348-30300820-{}",
        1100 + Random::named(login).below(900)
    )
}
