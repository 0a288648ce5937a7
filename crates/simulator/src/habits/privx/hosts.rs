//! Hosts beyond plain keeping.

use super::audit::{self, Who};
use super::say::{self, USUAL, among, has_words, text, wanted};
use super::{Call, Reply, Route, kinds, route};
use crate::{Answered, World};
use serde_json::{Value, json};

const VIEW: &[&str] = &["hosts-view"];
const MANAGE: &[&str] = &["hosts-manage"];

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/host-store/api/v1/hosts", VIEW, list),
    route("POST", "/host-store/api/v1/hosts/search", VIEW, search),
    route("POST", "/host-store/api/v1/hosts/resolve", VIEW, resolve),
    route(
        "PUT",
        "/host-store/api/v1/hosts/{id}/disabled",
        MANAGE,
        disable,
    ),
    route(
        "PUT",
        "/host-store/api/v1/hosts/{id}/deployable",
        MANAGE,
        deployable,
    ),
    route(
        "GET",
        "/host-store/api/v1/hosts/{id}/session_host_certificates",
        VIEW,
        none,
    ),
    route(
        "GET",
        "/host-store/api/v1/settings/default_service_options",
        MANAGE,
        options,
    ),
    route(
        "POST",
        "/host-store/api/v1/whitelists/evaluate",
        &[],
        evaluate,
    ),
];

fn none(call: &mut Call<'_>) -> Reply {
    if call.world.find("hosts", "id", call.arg(0)).is_none() {
        return Err(say::not_found());
    }
    say::all(call, Vec::new())
}

fn list(call: &mut Call<'_>) -> Reply {
    let rows = reachable(call).cloned().map(shown).collect();
    say::list(call, rows, USUAL)
}

/// `filter=accessible` leaves the hosts that a role of the caller leads to.
fn reachable<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a Value> {
    let filtered = call.asked.query_value("filter") == Some("accessible");
    call.world.rows("hosts").iter().filter(move |host| {
        !filtered || host_roles(host).any(|role| call.caller.roles.iter().any(|own| own == role))
    })
}

fn host_roles(host: &Value) -> impl Iterator<Item = &str> {
    items(host, "principals")
        .flat_map(|principal| items(principal, "roles"))
        .map(|role| text(role, "id"))
}

fn items<'a>(row: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    row.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn shown(mut host: Value) -> Value {
    hide(&mut host);
    host
}

/// Passwords of accounts go in and never come out.
pub(super) fn hide(host: &mut Value) {
    let principals = host.get_mut("principals").and_then(Value::as_array_mut);
    for principal in principals.into_iter().flatten() {
        if let Some(members) = principal.as_object_mut() {
            members.shift_remove("passphrase");
        }
    }
}

fn search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let words = text(&search, "keywords").to_owned();
    let plain = [
        "id",
        "common_name",
        "access_group_ids",
        "source_id",
        "external_id",
        "instance_id",
        "zone",
        "organization",
        "organizational_unit",
        "host_type",
        "host_classification",
        "cloud_providers",
        "cloud_provider_regions",
        "deployable",
        "disabled",
    ];
    let plain: Vec<_> = plain
        .iter()
        .map(|key| (member_of(key), wanted(&search, key)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let addresses = wanted(&search, "address");
    let services = wanted(&search, "service");
    let ports = wanted(&search, "port");
    let roles = wanted(&search, "role");
    let tags = wanted(&search, "tags");
    let fits = |host: &Value| {
        let value = |key: &str| match host.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let service = |key: &'static str, wanted: &[String]| {
            let mut held = items(host, "services").filter_map(|service| service.get(key));
            wanted.is_empty()
                || held.any(|held| among(wanted, held.as_str().unwrap_or(&held.to_string())))
        };
        has_words(host, &words)
            && plain.iter().all(|(key, wanted)| {
                let held = value(key);
                let yes = *key == "disabled" && held != "FALSE" && among(wanted, "true");
                yes || among(wanted, &held)
            })
            && (addresses.is_empty()
                || items(host, "addresses")
                    .any(|held| among(&addresses, held.as_str().unwrap_or_default())))
            && service("service", &services)
            && service("port", &ports)
            && (roles.is_empty() || host_roles(host).any(|held| among(&roles, held)))
            && (tags.is_empty() || tags.iter().any(|tag| kinds::tagged(host, tag)))
    };
    let rows = reachable(call)
        .filter(|host| fits(host))
        .cloned()
        .map(shown)
        .collect();
    say::list(call, rows, USUAL)
}

/// A search says some members in the plural.
fn member_of(key: &'static str) -> &'static str {
    match key {
        "access_group_ids" => "access_group_id",
        "cloud_providers" => "cloud_provider",
        "cloud_provider_regions" => "cloud_provider_region",
        other => other,
    }
}

fn resolve(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let port = body.get("port").and_then(Value::as_u64);
    let mut hosts = call.world.rows("hosts").iter();
    let host = hosts.find(|host| {
        items(host, "services").any(|service| {
            text(service, "service") == text(&body, "service")
                && text(service, "address") == text(&body, "address")
                && port.is_none_or(|port| service["port"] == json!(port))
        })
    });
    let host = host.cloned().ok_or_else(say::not_found)?;
    Ok(Answered::json(200, &shown(host)))
}

fn disable(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let Some(disabled) = body.get("disabled").and_then(Value::as_bool) else {
        return Err(say::wrong(
            "VALUE_INCORRECT_TYPE",
            "Not a boolean",
            "disabled",
        ));
    };
    let state = if disabled { "BY_ADMIN" } else { "FALSE" };
    set(call, "disabled", json!(state), "806")
}

fn deployable(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let Some(deployable) = body.get("deployable").and_then(Value::as_bool) else {
        return Err(say::wrong(
            "VALUE_INCORRECT_TYPE",
            "Not a boolean",
            "deployable",
        ));
    };
    set(call, "deployable", json!(deployable), "802")
}

fn set(call: &mut Call<'_>, key: &str, value: Value, event: &str) -> Reply {
    let id = call.arg(0).to_owned();
    let host = call.world.find_mut("hosts", "id", &id);
    let host = host.ok_or_else(say::not_found)?;
    host[key] = value;
    let name = text(host, "common_name").to_owned();
    let who = Who {
        id: &call.caller.id,
        name: &call.caller.name,
    };
    let about = [("hostID", id.as_str()), ("hostName", name.as_str())];
    audit::write(call.world, call.asked, who, event, &about);
    say::done()
}

fn options(call: &mut Call<'_>) -> Reply {
    let options = call.world.data.get("default_service_options").cloned();
    Ok(Answered::json(200, &options.unwrap_or_else(|| json!({}))))
}

/// Whether commands pass a list of patterns. Only `*` and `?` are understood.
fn evaluate(call: &mut Call<'_>) -> Reply {
    let body = say::body(call)?;
    let patterns: Vec<&str> = body
        .get("whitelist")
        .map(|list| {
            items(list, "whitelist_patterns")
                .filter_map(Value::as_str)
                .collect()
        })
        .unwrap_or_default();
    let commands: Vec<&str> = items(&body, "commands").filter_map(Value::as_str).collect();
    let results: Vec<_> = commands
        .iter()
        .map(|command| {
            let allowed = patterns.iter().any(|pattern| glob(pattern, command));
            json!({ "command": command, "allowed": allowed })
        })
        .collect();
    let shapes: Vec<_> = patterns
        .iter()
        .map(|pattern| json!({ "whitelist_pattern": pattern, "status": [] }))
        .collect();
    let body = json!({ "whitelist_pattern_results": shapes, "command_results": results });
    Ok(Answered::json(200, &body))
}

/// Shell-like matching, in time that grows with the product of the lengths.
fn glob(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let mut row = vec![true];
    row.extend(pattern.iter().scan(true, |all, c| {
        *all = *all && *c == '*';
        Some(*all)
    }));
    for c in text.chars() {
        let mut next = vec![false];
        for (at, wanted) in pattern.iter().enumerate() {
            let here = match wanted {
                '*' => next[at] || row[at + 1],
                '?' => row[at],
                wanted => row[at] && *wanted == c,
            };
            next.push(here);
        }
        row = next;
    }
    row.last().copied().unwrap_or(false)
}

/// No two hosts share the address of a service.
pub(super) fn check(world: &World, host: &Value, id: Option<&str>) -> Result<(), Answered> {
    let key = |service: &Value| {
        let address = text(service, "address").to_lowercase();
        (!address.is_empty()).then(|| {
            (
                text(service, "service").to_owned(),
                address,
                service["port"].to_string(),
            )
        })
    };
    let own: Vec<_> = items(host, "services").filter_map(key).collect();
    let others = world
        .rows("hosts")
        .iter()
        .filter(|other| Some(text(other, "id")) != id);
    let taken = others
        .flat_map(|other| items(other, "services").filter_map(key))
        .any(|other| own.contains(&other));
    if taken {
        let message = "Service Address not unique";
        return Err(say::wrong("VALUE_DUPLICATE", message, "services"));
    }
    Ok(())
}

/// What the server adds to a host.
pub(super) fn complete(world: &World, host: &mut Value) {
    let default = world
        .rows("access_groups")
        .iter()
        .find(|group| group["default"] == json!(true));
    let group = default.map_or(Value::Null, |group| group["id"].clone());
    for (key, value) in [
        ("disabled", json!("FALSE")),
        ("deployable", json!(false)),
        ("access_group_id", group),
        ("tags", json!([])),
        ("addresses", json!([])),
        ("services", json!([])),
        ("principals", json!([])),
        ("ssh_host_public_keys", json!([])),
        ("deleted", json!(false)),
    ] {
        if host.get(key).is_none_or(Value::is_null) {
            host[key] = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn patterns_match_as_a_shell_would() {
        assert!(glob("ls *", "ls -la"));
        assert!(glob("*", ""));
        assert!(!glob("ls", "ls "));
        assert!(glob("a?c*", "abcd"));
        assert!(!glob(&"*a".repeat(30), &"a".repeat(29)));
    }
}
