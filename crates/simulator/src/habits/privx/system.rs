//! How the installation itself is: status, components, licence, settings, trust anchor.

use super::caller::Caller;
use super::say;
use super::{Call, Reply, Route, connections, route};
use crate::{Answered, Asked, World, times};
use serde_json::{Map, Value, json};

pub(super) const VERSION: &str = "44.0-58";

pub(super) const ROUTES: &[Route] = &[
    route(
        "GET",
        "/monitor-service/api/v1/components",
        &["logs-view"],
        components,
    ),
    route(
        "GET",
        "/monitor-service/api/v1/components/{hostname}",
        &["logs-view"],
        component,
    ),
    route(
        "GET",
        "/monitor-service/api/v1/instance/status",
        &["logs-view"],
        instance,
    ),
    route("GET", "/monitor-service/api/v1/time", &[], time),
    route(
        "GET",
        "/license-manager/api/v1/license",
        &["licenses-manage"],
        license,
    ),
    route(
        "POST",
        "/license-manager/api/v1/license/refresh",
        &["licenses-manage"],
        refresh,
    ),
    route(
        "GET",
        "/license-manager/api/v1/mobilegw/status",
        &["mobilegw-view"],
        gateway,
    ),
    route("GET", "/authorizer/api/v1/ssl-trust-anchor", &[], anchor),
    route(
        "GET",
        "/settings/api/v1/settings/{scope}",
        &["settings-view"],
        settings,
    ),
    route(
        "GET",
        "/settings/api/v1/settings/{scope}/{section}",
        &["settings-view"],
        section,
    ),
    route(
        "PUT",
        "/settings/api/v1/settings/{scope}/{section}",
        &["settings-manage"],
        set_section,
    ),
];

/// Path prefix and the name in upper case that events use.
const SERVICES: [(&str, &str); 17] = [
    ("auth", "AUTH"),
    ("role-store", "ROLE-STORE"),
    ("local-user-store", "USER-STORE"),
    ("host-store", "HOST-STORE"),
    ("connection-manager", "CONNECTION-MANAGER"),
    ("monitor-service", "MONITOR-SERVICE"),
    ("workflow-engine", "WORKFLOW-ENGINE"),
    ("vault", "VAULT"),
    ("settings", "SETTINGS"),
    ("license-manager", "LICENSE-MANAGER"),
    ("authorizer", "AUTHORIZER"),
    ("network-access-manager", "NETWORK-ACCESS-MANAGER"),
    ("api-proxy", "API-PROXY"),
    ("db-proxy", "DB-PROXY"),
    ("trail-index", "TRAIL-INDEX"),
    ("secrets-manager", "SECRETS-MANAGER"),
    ("ssh-proxy", "SSH-PROXY"),
];

/// A service's own id; the same on every start.
pub(super) fn service_id(name: &str) -> String {
    crate::Random::named(name).uuid()
}

/// Status needs no token.
pub(super) fn open(asked: &Asked, world: &mut World) -> Option<Answered> {
    let prefix = asked
        .path
        .strip_prefix('/')?
        .strip_suffix("/api/v1/status")?;
    let (_, name) = SERVICES.iter().find(|(path, _)| *path == prefix)?;
    if asked.method != "GET" {
        let refused = say::error(405, "BAD_REQUEST", "Method not allowed");
        return Some(refused.with("allow", "GET"));
    }
    let status = status(world, name);
    let broken = status["status"] == json!("ERROR");
    let code = world.switches.number("broken_status_status", 500);
    let code = if broken {
        u16::try_from(code).unwrap_or(500)
    } else {
        200
    };
    Some(Answered::json(code, &status))
}

/// A service as the seed says it is; without a word there, it runs.
fn status(world: &World, name: &str) -> Value {
    let told = world.find("unwell", "component", name);
    let word = told.map_or("RUNNING", |told| say::text(told, "status"));
    let issues = told.map_or_else(|| json!([]), |told| told["issues"].clone());
    let started = world.data.get("started").cloned().unwrap_or(Value::Null);
    json!({
        "variant": "", "version": VERSION, "api_version": "v1", "status": word,
        "status_message": if word == "RUNNING" { "OK" } else { "" },
        "app_id": service_id(name), "server-mode": "default", "start_time": started,
        "issues": issues, "status_details": [{ "k": "Build date", "v": "2026-03-12T19:50:22+0200" }],
    })
}

fn components_of(world: &World, host: &str) -> Value {
    SERVICES
        .iter()
        .map(|(path, name)| {
            let mut status = status(world, name);
            status["zdu"] = json!({ "phase": "", "ready": true, "details": {} });
            json!({
                "component_name": name, "component_type": "MICROSERVICE", "hostname": host,
                "created": world.data.get("started"), "status": status,
                "status_uri": format!("/{path}/api/v1/status"),
            })
        })
        .collect()
}

fn hostnames(world: &World) -> Vec<String> {
    let names = world.rows("instances").iter();
    names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

fn components(call: &mut Call<'_>) -> Reply {
    let map: Map<String, Value> = hostnames(call.world)
        .into_iter()
        .map(|name| {
            let list = components_of(call.world, &name);
            (name, list)
        })
        .collect();
    Ok(Answered::json(200, &Value::Object(map)))
}

fn component(call: &mut Call<'_>) -> Reply {
    let name = call.arg(0);
    if !hostnames(call.world).iter().any(|known| known == name) {
        return Err(say::not_found());
    }
    Ok(Answered::json(200, &components_of(call.world, name)))
}

fn instance(call: &mut Call<'_>) -> Reply {
    let name = hostnames(call.world).into_iter().next().unwrap_or_default();
    let worst = call.world.rows("unwell").first();
    let mut status = status(call.world, "MONITOR-SERVICE");
    if let Some(worst) = worst {
        status["status"] = worst["status"].clone();
        status["status_message"] = json!("");
        status["issues"] = worst["issues"].clone();
    }
    let body = json!({
        "component_name": "PRIVX", "component_type": "INSTANCE", "hostname": name,
        "status": status, "status_uri": "/monitor-service/api/v1/instance/status",
    });
    Ok(Answered::json(200, &body))
}

fn time(call: &mut Call<'_>) -> Reply {
    let body = json!({ "time_utc": times::rfc3339(call.asked.now) });
    Ok(Answered::json(200, &body))
}

fn license(call: &mut Call<'_>) -> Reply {
    let mut license = call.world.data.get("license").cloned();
    let license = license.get_or_insert_with(|| json!({}));
    let people = call.world.rows("users").iter();
    let people = people.filter(|user| say::text(user, "source_type") != "API-CLIENT");
    license["users_in_use"] = json!(people.count());
    license["hosts_in_use"] = json!(call.world.rows("hosts").len());
    license["connections_in_use"] = json!(connections::live(call.world));
    let over =
        times::read(say::text(license, "expiry_date")).is_some_and(|end| end <= call.asked.now);
    if over {
        license["license_status"] = json!("EXPIRED");
    }
    Ok(Answered::json(200, license))
}

fn refresh(call: &mut Call<'_>) -> Reply {
    let now = times::rfc3339(call.asked.now);
    if let Some(license) = call.world.data.get_mut("license") {
        license["last_refreshed_date"] = json!(now);
    }
    license(call)
}

fn gateway(call: &mut Call<'_>) -> Reply {
    let status = call.world.data.get("mobile_gateway").cloned();
    Ok(Answered::json(200, &status.unwrap_or_else(|| json!({}))))
}

fn anchor(call: &mut Call<'_>) -> Reply {
    let anchor = call.world.data.get("trust_anchor").cloned();
    Ok(Answered::json(
        200,
        &anchor.unwrap_or_else(|| json!({ "trust_anchor": "" })),
    ))
}

fn kept(call: &Call<'_>) -> Result<Value, Answered> {
    let all = call.world.data.get("settings");
    let scope = all.and_then(|all| all.get(call.arg(0)));
    scope.cloned().ok_or_else(say::not_found)
}

fn settings(call: &mut Call<'_>) -> Reply {
    Ok(Answered::json(200, &kept(call)?))
}

fn section(call: &mut Call<'_>) -> Reply {
    let scope = kept(call)?;
    let section = scope.get(call.arg(1)).ok_or_else(say::not_found)?;
    Ok(Answered::json(200, section))
}

fn set_section(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    kept(call)?;
    let (scope, section) = (call.arg(0).to_owned(), call.arg(1).to_owned());
    if let Some(all) = call.world.data.get_mut("settings") {
        all[&scope][&section] = body;
    }
    say::done()
}

/// Reads that are the same for everybody and never change: path, permissions and body are in the
/// seed. A text is sent as it is.
pub(super) fn plain(asked: &Asked, world: &World, caller: &Caller) -> Option<Answered> {
    let read = world.data.get("plain_reads")?.get(&asked.path)?;
    if asked.method != "GET" {
        let refused = say::error(405, "BAD_REQUEST", "Method not allowed");
        return Some(refused.with("allow", "GET"));
    }
    let needs = read["needs"].as_array().into_iter().flatten();
    let needs: Vec<&str> = needs.filter_map(Value::as_str).collect();
    if !caller.may_any(&needs) {
        return Some(say::forbidden());
    }
    Some(match &read["body"] {
        Value::String(text) => Answered::text(200, text.clone()),
        body => Answered::json(200, body),
    })
}
