//! The system itself: who it is, how its components are, its licence, what was discovered,
//! and the two pages people open.

use serde_json::{Value, json};

use super::lists::{Cut, all, found, values};
use super::rights::Caller;
use super::words::{forbidden, not_found, refuse, reply, shown};
use crate::{Answered, Asked, World};

/// `GET /API/verify`, for anyone.
pub(super) fn verify(world: &World) -> Answered {
    let methods: Vec<Value> = [
        ("windows", false),
        ("pki", false),
        ("cyberark", true),
        ("radius", true),
        ("ldap", true),
        ("saml", false),
    ]
    .iter()
    .map(|(id, on)| json!({"Enabled": on, "Id": id}))
    .collect();
    reply(
        200,
        &json!({
            "ApplicationName": "PasswordVault",
            "AuthenticationMethods": methods,
            "Features": ["AdHocConnect"],
            "ServerId": world.data.get("server_id"),
            "ServerName": "Vault",
        }),
    )
}

/// Gen 1 `Server`, for anyone signed in.
pub(super) fn server(world: &World) -> Answered {
    let version = world.switches.word("version", "14.6.0");
    reply(
        200,
        &json!({
            "ExternalVersion": version,
            "InternalVersion": format!("{version}.25"),
            "ServerName": "Vault",
        }),
    )
}

fn watches(world: &World, caller: &Caller) -> bool {
    world.switches.on("health_for_all")
        || caller.in_group("Vault Admins")
        || caller.in_group("PVWAMonitor")
}

/// Everything below `/API` that has no file of its own.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    if asked.method != "GET" {
        return discovered(asked, world, caller, path);
    }
    Some(match path {
        ["loginsinfo"] => logins(world, caller),
        ["componentsmonitoringsummary"] if watches(world, caller) => summary(world),
        ["componentsmonitoringdetails", id] if watches(world, caller) => details(world, id),
        ["componentsmonitoringsummary"] | ["componentsmonitoringdetails", _] => forbidden(),
        ["settings", "timeout"] => reply(
            200,
            &json!({"timeout": world.switches.number("session_minutes", 20)}),
        ),
        ["psm", "connectors"] => all("PSMConnectors", world.rows("psm_connectors")),
        ["psm", "servers"] => all("PSMServers", world.rows("psm_servers")),
        ["discoveredaccounts", ..] => return discovered(asked, world, caller, path),
        ["automaticonboardingrules"] => {
            let rows = world.rows("onboarding_rules");
            reply(
                200,
                &json!({"AutomaticOnboardingRules": rows, "Total": rows.len()}),
            )
        }
        ["configuration", rest @ ..] if watches(world, caller) => {
            return configuration(world, rest);
        }
        ["configuration", ..] => forbidden(),
        _ => return None,
    })
}

/// How people sign in, and the directories they come from.
fn configuration(world: &World, path: &[&str]) -> Option<Answered> {
    let named = |rows: &str, field: &str, name: &str| match world.find(rows, field, name) {
        Some(row) => reply(200, &shown(row)),
        None if rows == "directories" => refuse(404, "PASWS161E", "The directory was not found."),
        None if rows == "mappings" => refuse(404, "PASWS197E", "The mapping was not found."),
        None => not_found("The configuration was not found."),
    };
    Some(match path {
        ["authenticationmethods"] => reply(
            200,
            &json!({"Methods": world.rows("authentication_methods")}),
        ),
        ["authenticationmethods", id] => named("authentication_methods", "id", id),
        ["oidc", "providers"] => reply(200, &json!({"Providers": world.rows("oidc_providers")})),
        ["oidc", "providers", id] => named("oidc_providers", "id", id),
        ["ldap", "directories"] => reply(200, &json!(world.rows("directories"))),
        ["ldap", "directories", name] => named("directories", "DomainName", name),
        ["ldap", "directories", name, rest @ ..] => {
            if world.find("directories", "DomainName", name).is_none() {
                return Some(named("directories", "DomainName", name));
            }
            match rest {
                ["mappings"] => {
                    let rows: Vec<Value> = world.rows("mappings").iter().map(shown).collect();
                    reply(200, &json!(rows))
                }
                ["mappings", id] => named("mappings", "MappingID", id),
                _ => return None,
            }
        }
        ["accessrestriction", "allowedreferrers"] => {
            reply(200, &json!(world.rows("allowed_referrers")))
        }
        _ => return None,
    })
}

fn logins(world: &World, caller: &Caller) -> Answered {
    let user = world
        .find("users", "username", caller.name())
        .cloned()
        .unwrap_or_default();
    reply(
        200,
        &json!({
            "LastSuccessLoginTime": user["_previous_logon"].as_i64().unwrap_or(0),
            "LastSuccessLoginIP": "10.20.1.44",
            "FailedLogins": user["_failed_before"].as_i64().unwrap_or(0),
            "LastFailLoginTime": user["_last_failed"].as_i64().unwrap_or(0),
            "LastFailLoginIP": if user["_last_failed"].is_null() { "" } else { "10.20.1.44" },
        }),
    )
}

fn parts<'a>(world: &'a World, id: &str) -> Vec<&'a Value> {
    world
        .rows("components")
        .iter()
        .filter(|part| {
            part["_component"]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(id))
        })
        .collect()
}

fn summary(world: &World) -> Answered {
    let psm = world
        .switches
        .word("psm_component_id", "SessionManagement")
        .to_owned();
    let kinds = [
        ("PVWA", "PVWA", "PVWA", "Active Users"),
        ("CPM", "CPM", "CPM", "Managed Accounts"),
        (
            "SessionManagement",
            psm.as_str(),
            "PSM/PSMP",
            "Concurrent Sessions",
        ),
        ("AIM", "AIM", "AIM", "Applications"),
    ];
    let components: Vec<Value> = kinds
        .iter()
        .map(|(id, shown, name, description)| {
            let parts = parts(world, id);
            let up = parts
                .iter()
                .filter(|part| part["IsLoggedOn"] == true)
                .count();
            let count = match *id {
                "CPM" => world
                    .rows("accounts")
                    .iter()
                    .filter(|row| row["secretManagement"]["automaticManagementEnabled"] == true)
                    .count(),
                "SessionManagement" => world.rows("live_sessions").len(),
                "AIM" => world.rows("applications").len(),
                _ => 7,
            };
            json!({
                "ComponentID": shown, "ComponentName": name, "Description": description,
                "ConnectedComponentCount": up, "ComponentTotalCount": parts.len(),
                "ComponentSpecificStat": count,
            })
        })
        .collect();
    let vaults = world.data.get("vaults").cloned().unwrap_or(json!([]));
    reply(200, &json!({"Components": components, "Vaults": vaults}))
}

fn details(world: &World, id: &str) -> Answered {
    let id = if id == "psm" { "SessionManagement" } else { id };
    let parts: Vec<Value> = parts(world, id).into_iter().map(shown).collect();
    if parts.is_empty() {
        return not_found("ITATP072E Unsupported client for monitoring.");
    }
    reply(200, &json!({"ComponentsDetails": parts}))
}

fn discovered(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    if path.first() != Some(&"discoveredaccounts") {
        return None;
    }
    if !caller.in_group("Vault Admins") {
        return Some(forbidden());
    }
    let at = |world: &World| {
        let id = path.get(1)?;
        world
            .rows("discovered")
            .iter()
            .position(|row| row["id"] == *id)
    };
    Some(match (asked.method.as_str(), &path[1..]) {
        ("GET", []) => {
            let rows: Vec<Value> = world
                .rows("discovered")
                .iter()
                .filter(|row| {
                    let text = |name: &str| row[name].as_str().unwrap_or_default();
                    found(asked, &[text("userName"), text("address")])
                })
                .map(shown)
                .collect();
            values(
                asked,
                rows,
                &Cut {
                    route: "DiscoveredAccounts",
                    default: 100,
                    most: 1000,
                },
            )
        }
        ("DELETE", []) => {
            world.rows_mut("discovered").clear();
            Answered::empty(204)
        }
        ("GET", [_]) => match at(world) {
            Some(at) => reply(200, &shown(&world.rows("discovered")[at])),
            None => not_found("The discovered account was not found."),
        },
        ("POST", [_, "onboard"]) => match at(world) {
            Some(at) => {
                world.rows_mut("discovered").remove(at);
                Answered::empty(200)
            }
            None => not_found("The discovered account was not found."),
        },
        _ => return None,
    })
}

/// What the cloud serves beside the product: `/api/…` without the application's name.
pub(super) fn cloud(
    asked: &Asked,
    world: &World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    if world.switches.word("edition", "ispss") == "self_hosted" || asked.method != "GET" {
        return None;
    }
    Some(match path {
        ["licenses", "pcloud"] if caller.in_group("Vault Admins") => {
            reply(200, &json!(world.data.get("licence")))
        }
        ["licenses", "pcloud"] => forbidden(),
        ["discovered-accounts"] => {
            let rows: Vec<Value> = world.rows("discovered").iter().map(shown).collect();
            let page = rows.len().min(100);
            reply(200, &json!({"items": &rows[..page], "nextCursor": null}))
        }
        ["advanced-settings", "ip-allowlist"] => {
            reply(200, &json!({"customerPublicIPs": ["203.0.113.0/24"]}))
        }
        _ => return None,
    })
}

/// The pages for people: the document's, and the sign-in page.
pub(super) fn page(asked: &Asked, swagger: bool, world: &World) -> Answered {
    if asked.method != "GET" {
        return page_not_found();
    }
    if swagger && world.switches.on("no_swagger") {
        return page_not_found();
    }
    if swagger {
        return Answered::html(
            200,
            "<!doctype html><title>Swagger UI</title>\
             <p>The document of this API: <a href=\"/PasswordVault/swagger/docs/v1\">docs/v1</a></p>",
        );
    }
    Answered::html(
        200,
        "<!doctype html><title>PasswordVault</title><p>Simulated sign-in page.</p>",
    )
}

/// What the web server under the product answers where there is nothing.
pub(super) fn page_not_found() -> Answered {
    Answered::html(
        404,
        "<!DOCTYPE html><html><head><title>404 - File or directory not found.</title></head>\
         <body><h1>Server Error</h1><h2>404 - File or directory not found.</h2></body></html>",
    )
}
