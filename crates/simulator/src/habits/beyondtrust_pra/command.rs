//! The Command API: actions by GET or form POST, answers in XML, refusals as `<error>`.

use serde_json::{Value, json};

use super::accounts::Account;
use super::collections::next_id;
use super::xml::{Surface, element, error};
use super::{connected, moments};
use crate::{Answered, Asked, World};

/// Answers a command of this account.
pub(super) fn answer(asked: &Asked, world: &mut World, account: &Account) -> Answered {
    let sent = match asked.method.as_str() {
        "GET" | "HEAD" => asked.query.clone(),
        "POST" => match asked.form() {
            Some(form) => form,
            None => return refuse(world, "Requests must be form encoded."),
        },
        _ => return Answered::empty(405).with("Allow", "GET,HEAD,POST"),
    };
    let sent = Sent(sent);
    let action = sent.one("action").to_owned();
    let changes = match action.as_str() {
        "get_api_info" => return api_info(asked, world, account),
        "check_health"
        | "get_logged_in_reps"
        | "get_connected_client_list"
        | "get_connected_clients"
        | "get_session_attributes" => false,
        "set_session_attributes"
        | "terminate_session"
        | "join_session"
        | "import_jump_shortcut"
        | "set_failover_role" => true,
        "" => return refuse(world, "The action parameter is required."),
        _ => return refuse(world, "Unknown action."),
    };
    let allowed = match account.command() {
        "full_access" => true,
        "read_only" => !changes,
        _ => false,
    };
    if !allowed {
        return refuse(
            world,
            "The API account does not have permission for this action.",
        );
    }
    match action.as_str() {
        "check_health" => health(asked, world),
        "get_logged_in_reps" => connected::people(world),
        "get_connected_client_list" => connected::list(world, &sent),
        "get_connected_clients" => connected::details(world, &sent),
        "get_session_attributes" => attributes(world, &sent),
        "set_session_attributes" => set_attributes(world, &sent),
        "terminate_session" => terminate(asked, world, &sent),
        "join_session" => join(world, &sent),
        "import_jump_shortcut" => import(world, &sent),
        _ => failover(world, &sent),
    }
}

/// What a command was sent with.
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    /// A parameter, empty where it is not there.
    pub(super) fn one(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// An `<error>` of this surface.
pub(super) fn refuse(world: &World, text: &str) -> Answered {
    error(world, Surface::Command, text)
}

fn done(world: &World, text: &str) -> Answered {
    element("success")
        .text(text)
        .answer(world, Surface::Command)
}

/// A value as text.
pub(super) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn api_info(asked: &Asked, world: &World, account: &Account) -> Answered {
    // The site's own page spells the Vault right so; both spellings are on record.
    let rows = [
        ("perm_backup", "perm_backup"),
        ("perm_command", "perm_command"),
        ("perm_configuration", "perm_configuration"),
        (
            "perm_configuration_vault_acount",
            "perm_configuration_vault_account",
        ),
        ("perm_ecm", "perm_ecm"),
        ("perm_reporting", "perm_reporting_support"),
        ("perm_reporting_license", "perm_reporting_license"),
        ("perm_reporting_vault", "perm_reporting_vault"),
        ("perm_vault_backup", "perm_vault_backup"),
        ("perm_scim", "perm_scim"),
    ];
    let as_children = world.switches.word("permission_row", "attribute") == "element";
    let permissions = rows.iter().map(|(shown, field)| {
        let value = match &account.row()[*field] {
            Value::Bool(true) => "1".to_owned(),
            Value::Bool(false) => "0".to_owned(),
            // The page of the action writes this one with a blank.
            Value::String(text) if text == "full_access" => "full access".to_owned(),
            other => word(other),
        };
        if as_children {
            element("permission")
                .leaf("name", shown)
                .leaf("value", value)
        } else {
            element("permission").with("name", shown).text(value)
        }
    });
    element("get_api_info")
        .leaf("api_version", world.switches.word("api_version", "1.24.0"))
        .leaf("timestamp", asked.now.as_second())
        .child(element("permissions").children(permissions))
        .answer(world, Surface::Command)
}

fn health(asked: &Asked, world: &World) -> Answered {
    let bad = world.switches.on("unhealthy");
    let mut root = element("check_health")
        .child(
            element("appliance")
                .with("id", "4b8e6f0c-3a52-4c0e-9c0d-6f1d2a7b5e10")
                .text("pra.northmere.example"),
        )
        .leaf("version", world.switches.word("site_version", "25.2.1"))
        .leaf("success", if bad { "0" } else { "1" });
    if bad {
        root = root.leaf("error_message", "The appliance is not healthy.");
    }
    let role = world
        .data
        .get("failover_role")
        .and_then(Value::as_str)
        .unwrap_or("primary");
    let synced = moments::later(asked.now, -840);
    root.leaf("failover_role", role)
        .child(element("enabled_shared_ips").leaf("ip", "203.0.113.10"))
        .child(
            element("last_data_sync_time")
                .with("ts", synced.as_second())
                .text(moments::text(synced)),
        )
        .leaf("last_data_sync_status", "success")
        .answer(world, Surface::Command)
}

fn session<'a>(world: &'a mut World, sent: &Sent) -> Option<&'a mut Value> {
    let lsid = sent.one("lsid").to_lowercase();
    world
        .rows_mut("sessions")
        .iter_mut()
        .find(|session| session["lsid"] == lsid.as_str() && session["end"].is_null())
}

fn attributes(world: &mut World, sent: &Sent) -> Answered {
    let Some(found) = session(world, sent).cloned() else {
        return refuse(world, "Session not found.");
    };
    let known: Vec<Value> = world.rows("custom_fields").to_vec();
    let list = known.iter().map(|field| {
        let code = word(&field["code_name"]);
        let value = word(&found["attributes"][code.as_str()]);
        element("custom_attribute")
            .with("display_name", word(&field["display_name"]))
            .with("code_name", code)
            .text(value)
    });
    element("custom_attributes")
        .children(list)
        .answer(world, Surface::Command)
}

fn set_attributes(world: &mut World, sent: &Sent) -> Answered {
    let known: Vec<String> = world
        .rows("custom_fields")
        .iter()
        .map(|field| word(&field["code_name"]))
        .collect();
    let wanted: Vec<(&str, &str)> = sent
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("session.custom.")?, value.as_str())))
        .collect();
    if wanted.iter().any(|(_, value)| value.chars().count() > 1024) {
        return refuse(world, "An attribute is longer than 1024 characters.");
    }
    if let Some((name, _)) = wanted
        .iter()
        .find(|(name, _)| *name != "external_key" && !known.iter().any(|known| known == name))
    {
        let text = format!("Unknown attribute: {name}");
        return refuse(world, &text);
    }
    let Some(found) = session(world, sent) else {
        return refuse(world, "Session not found.");
    };
    for (name, value) in wanted {
        if name == "external_key" {
            found["external_key"] = json!(value);
        } else {
            found["attributes"][name] = json!(value);
        }
    }
    done(world, "Session attributes were set")
}

fn terminate(asked: &Asked, world: &mut World, sent: &Sent) -> Answered {
    match session(world, sent) {
        Some(found) => {
            found["end"] = json!(asked.now.as_second());
            done(world, "Successfully terminated")
        }
        None => refuse(world, "Session not found."),
    }
}

fn join(world: &mut World, sent: &Sent) -> Answered {
    if session(world, sent).is_none() {
        return refuse(world, "Session not found.");
    }
    let (id, name) = (sent.one("rep_id"), sent.one("rep_username"));
    let there = connected::signed_in(world).iter().any(|user| {
        (!id.is_empty() && word(&user["id"]) == id)
            || (!name.is_empty() && word(&user["username"]).eq_ignore_ascii_case(name))
    });
    if there {
        done(world, "Representative successfully added")
    } else {
        refuse(world, "Representative not found.")
    }
}

fn import(world: &mut World, sent: &Sent) -> Answered {
    let name = sent.one("name");
    let (field, rows_name) = if sent.get("local_jump_hostname").is_some() {
        ("local_jump_hostname", "local_jumps")
    } else {
        ("remote_jump_hostname", "remote_jumps")
    };
    let host = sent.one(field);
    if name.is_empty() || name.chars().count() > 128 || host.is_empty() {
        return refuse(world, "name and a host name are required.");
    }
    let group = world
        .rows("jump_groups")
        .iter()
        .find(|group| group["code_name"] == sent.one("group"))
        .map(|group| group["id"].clone());
    let Some(group) = group else {
        return refuse(world, "The Jump Group was not found.");
    };
    let jumpoint = world
        .rows("jumpoints")
        .iter()
        .any(|jumpoint| jumpoint["code_name"] == sent.one("jumpoint"));
    if rows_name == "remote_jumps" && !jumpoint {
        return refuse(world, "The Jumpoint was not found.");
    }
    let fresh = json!({
        "id": next_id(world, rows_name),
        "name": name,
        "hostname": host,
        "jump_group_id": group,
        "tag": sent.one("tag"),
        "comments": sent.one("comments"),
    });
    world.rows_mut(rows_name).push(fresh);
    done(world, "Jump Item was imported.")
}

fn failover(world: &mut World, sent: &Sent) -> Answered {
    let role = sent.one("role");
    if role != "primary" && role != "backup" {
        return refuse(world, "role must be primary or backup.");
    }
    world.data.insert("failover_role".to_owned(), json!(role));
    if sent.one("data_sync_first") == "1" {
        let text =
            "Successfully started data sync. Role change will occur upon successful completion.";
        done(world, text)
    } else {
        done(world, "Successfully changed role.")
    }
}
