//! Platforms, in the three shapes that PVWA shows them in.

use serde_json::{Value, json};

use super::lists::{all, found};
use super::rights::Caller;
use super::words::{Sent, asked_flag, forbidden, not_found, refuse, reply, shown, wrong};
use super::{not_allowed, users};
use crate::{Answered, Asked, World};

fn position(world: &World, id: &str) -> Option<usize> {
    world.rows("platforms").iter().position(|platform| {
        platform["general"]["id"]
            .as_str()
            .is_some_and(|own| own.eq_ignore_ascii_case(id))
    })
}

/// Answers below `Platforms`; the path is without that word.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    let method = asked.method.as_str();
    if method != "GET" && !caller.in_group("Vault Admins") {
        return Some(forbidden());
    }
    Some(match (method, path) {
        ("GET", []) => all("Platforms", &list(asked, world)),
        ("GET", ["targets"]) => {
            let rows: Vec<Value> = matching(asked, world).map(target).collect();
            all("Platforms", &rows)
        }
        ("GET", ["targets", "systemtypes"]) => answer_types(world),
        ("GET", ["dependents" | "groups" | "rotationalgroups"]) => all("Platforms", &[]),
        ("GET" | "PUT", ["targets", id, "privilegedsessionmanagement"]) => {
            by_number(world, id, |_, at, world| {
                let platform = &world.rows("platforms")[at];
                reply(
                    200,
                    &json!({
                        "PSMServerId": platform["sessionManagement"]["PSMServerID"],
                        "PSMServerName": "PSM Oslo",
                        "PSMConnectors": [{"PSMConnectorID": "PSM-RDP", "Enabled": true}],
                    }),
                )
            })
        }
        ("POST", ["targets", id, "activate" | "deactivate"]) => {
            let on = path[2] == "activate";
            by_number(world, id, |_, at, world| {
                world.rows_mut("platforms")[at]["general"]["active"] = json!(on);
                Answered::empty(200)
            })
        }
        ("POST", ["targets", id, "duplicate"]) => {
            let sent = match Sent::read(asked) {
                Ok(sent) => sent,
                Err(refusal) => return Some(refusal),
            };
            by_number(world, id, |_, at, world| duplicate(world, at, &sent))
        }
        ("DELETE", ["targets", id]) => by_number(world, id, |_, at, world| {
            let platform = world.rows("platforms")[at]["general"]["id"].clone();
            if world
                .rows("accounts")
                .iter()
                .any(|account| account["platformId"] == platform)
            {
                return refuse(409, "CAWS00001E", "The platform is used by accounts.");
            }
            world.rows_mut("platforms").remove(at);
            Answered::empty(204)
        }),
        ("POST", ["import"]) => reply(201, &json!({"PlatformID": "Imported"})),
        ("POST", [_, "export"]) | ("POST", ["targets", _, "export"]) => Answered::body(
            200,
            "application/octet-stream",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(),
        ),
        ("GET", [id, "safes"]) => match position(world, id) {
            Some(at) => {
                let own = world.rows("platforms")[at]["general"]["id"].clone();
                let mut safes: Vec<&str> = world
                    .rows("accounts")
                    .iter()
                    .filter(|account| account["platformId"] == own)
                    .filter_map(|account| account["safeName"].as_str())
                    .filter(|safe| caller.sees(world, safe))
                    .collect();
                safes.sort_unstable();
                safes.dedup();
                reply(200, &json!({"value": safes, "count": safes.len()}))
            }
            None => not_found("The platform was not found."),
        },
        ("GET", [id]) => match position(world, id) {
            Some(at) => details(&world.rows("platforms")[at]),
            None => not_found(&format!("Platform {id} was not found.")),
        },
        (_, [] | [_]) => not_allowed("GET"),
        _ => return None,
    })
}

fn list(asked: &Asked, world: &World) -> Vec<Value> {
    matching(asked, world)
        .map(|platform| {
            let mut row = shown(platform);
            // The number belongs to the other shape of the row.
            if let Some(row) = row.as_object_mut() {
                row.remove("numericId");
            }
            row
        })
        .collect()
}

fn matching<'a>(asked: &'a Asked, world: &'a World) -> impl Iterator<Item = &'a Value> {
    let text = |name: &str| asked.query_value(name).map(str::to_lowercase);
    world.rows("platforms").iter().filter(move |platform| {
        let general = &platform["general"];
        let own = |name: &str| general[name].as_str().unwrap_or_default().to_lowercase();
        asked_flag(asked, "active").is_none_or(|wanted| general["active"] == wanted)
            && text("systemType").is_none_or(|wanted| wanted == own("systemType"))
            && text("platformType").is_none_or(|wanted| wanted == own("platformType"))
            && found(asked, &[&own("name"), &own("id")])
    })
}

fn answer_types(world: &World) -> Answered {
    let mut names: Vec<&str> = world
        .rows("platforms")
        .iter()
        .filter_map(|platform| platform["general"]["systemType"].as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let rows: Vec<Value> = names
        .iter()
        .map(|name| {
            let count = world
                .rows("platforms")
                .iter()
                .filter(|platform| platform["general"]["systemType"] == *name)
                .count();
            json!({"PlatformsCount": count, "Name": name})
        })
        .collect();
    reply(200, &json!(rows))
}

fn target(platform: &Value) -> Value {
    let (general, flows) = (&platform["general"], &platform["privilegedAccessWorkflows"]);
    let flag = |on: &Value| json!({"IsActive": on == true, "IsAnException": on == true});
    let rules = &platform["credentialsManagement"];
    json!({
        "Active": general["active"], "SystemType": general["systemType"],
        "ID": platform["numericId"], "PlatformID": general["id"], "Name": general["name"],
        "PlatformBaseID": general["platformBaseID"],
        "AllowedSafes": rules["allowedSafes"],
        "PrivilegedAccessWorkflows": {
            "RequireDualControlPasswordAccessApproval":
                flag(&flows["requireDualControlPasswordAccessApproval"]),
            "EnforceCheckinCheckoutExclusiveAccess":
                flag(&flows["enforceCheckinCheckoutExclusiveAccess"]),
            "EnforceOnetimePasswordAccess": flag(&flows["enforceOnetimePasswordAccess"]),
            "RequireUsersToSpecifyReasonForAccess": flag(&platform["_reason"]),
        },
        "CredentialsManagementPolicy": {
            "Verification": {"PerformAutomatic": rules["performPeriodicVerification"]},
            "Change": {"PerformAutomatic": rules["performPeriodicChange"]},
            "Reconcile": {"AutomaticReconcileWhenUnsynced": rules["automaticReconcileWhenUnsynched"]},
            "SecretUpdateConfiguration": {"ChangePasswordInResetMode": false},
        },
        "PrivilegedSessionManagement": {"PSMServerId": "PSMServer", "PSMServerName": "PSM Oslo"},
    })
}

fn details(platform: &Value) -> Answered {
    let general = &platform["general"];
    let rules = &platform["credentialsManagement"];
    let yes = |value: &Value| if value == true { "Yes" } else { "No" };
    reply(
        200,
        &json!({
            "PlatformID": general["id"],
            "Details": {
                "PolicyID": general["id"], "PolicyName": general["name"],
                "ImmediateInterval": "5", "Interval": "1440", "PasswordLength": "20",
                "AllowManualChange": yes(&rules["allowManualChange"]),
                "AllowManualVerification": yes(&rules["allowManualVerification"]),
                "PerformPeriodicChange": yes(&rules["performPeriodicChange"]),
                "OneTimePassword":
                    yes(&platform["privilegedAccessWorkflows"]["enforceOnetimePasswordAccess"]),
            },
            "Active": general["active"],
        }),
    )
}

/// The kinds of platforms are told apart by number; a name is refused.
fn by_number(
    world: &mut World,
    id: &str,
    with: impl FnOnce(i64, usize, &mut World) -> Answered,
) -> Answered {
    let Ok(number) = id.parse::<i64>() else {
        return wrong(
            "platformID",
            &format!("The value '{id}' is not valid for Int64."),
        );
    };
    let at = world
        .rows("platforms")
        .iter()
        .position(|platform| platform["numericId"] == number);
    match at {
        Some(at) => with(number, at, world),
        None => not_found("The platform was not found."),
    }
}

fn duplicate(world: &mut World, at: usize, sent: &Sent) -> Answered {
    let name = sent.text("Name");
    if name.is_empty() {
        return wrong("Name", "The name is required.");
    }
    let id = name.replace(' ', "");
    if position(world, &id).is_some() {
        return refuse(409, "CAWS00001E", "A platform of that name exists already.");
    }
    let number = users::next(world, "platforms", "numericId");
    let mut twin = world.rows("platforms")[at].clone();
    twin["general"]["id"] = json!(id);
    twin["general"]["name"] = json!(name);
    twin["general"]["description"] = json!(sent.text("Description"));
    twin["numericId"] = json!(number);
    world.rows_mut("platforms").push(twin);
    reply(200, &json!({"ID": number, "PlatformID": id, "Name": name}))
}
