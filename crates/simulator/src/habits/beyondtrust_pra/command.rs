//! The Command API: actions by GET or form POST, answers in XML, refusals as `<error>`.

use serde_json::{Value, json};

use super::accounts::Account;
use super::collections::next_id;
use super::moments;
use super::xml::{Element, Surface, element, error};
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
        "get_logged_in_reps" => people(world),
        "get_connected_client_list" => connected_list(world, &sent),
        "get_connected_clients" => connected(world, &sent),
        "get_session_attributes" => attributes(world, &sent),
        "set_session_attributes" => set_attributes(world, &sent),
        "terminate_session" => terminate(asked, world, &sent),
        "join_session" => join(world, &sent),
        "import_jump_shortcut" => import(world, &sent),
        _ => failover(world, &sent),
    }
}

struct Sent(Vec<(String, String)>);

impl Sent {
    fn one(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

fn refuse(world: &World, text: &str) -> Answered {
    error(world, Surface::Command, text)
}

fn done(world: &World, text: &str) -> Answered {
    element("success")
        .text(text)
        .answer(world, Surface::Command)
}

fn word(value: &Value) -> String {
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

fn live(world: &World) -> impl Iterator<Item = &Value> {
    world
        .rows("sessions")
        .iter()
        .filter(|session| session["end"].is_null())
}

/// The people signed in to a console: whoever is in a session, and those the seed names.
fn signed_in(world: &World) -> Vec<&Value> {
    let busy = |user: &Value| live(world).any(|session| session["user_id"] == user["id"]);
    world
        .rows("users")
        .iter()
        .filter(|user| busy(user) || !user["_signed_in"].is_null())
        .collect()
}

fn people(world: &World) -> Answered {
    let reps = signed_in(world).into_iter().map(|user| {
        let sessions: Vec<&Value> = live(world)
            .filter(|session| session["user_id"] == user["id"])
            .collect();
        let since = sessions
            .iter()
            .filter_map(|session| session["start"].as_i64())
            .min()
            .and_then(|start| jiff::Timestamp::from_second(start).ok())
            .map(moments::text);
        let since = since.unwrap_or_else(|| word(&user["_signed_in"]));
        let name = word(&user["public_display_name"]);
        element("rep")
            .with("id", word(&user["id"]))
            .leaf("display_name", &name)
            .leaf("public_display_name", &name)
            .leaf("private_display_name", &name)
            .leaf("type", "Normal")
            .leaf("direct_link", "")
            .leaf("logged_in_since", since)
            .leaf("presentation_count", 0)
            .leaf("support_session_count", sessions.len())
            .leaf("showing_on_rep_list", 0)
    });
    element("logged_in_reps")
        .children(reps)
        .answer(world, Surface::Command)
}

fn wants(sent: &Sent, kind: &str) -> bool {
    match sent.one("type") {
        "" | "all" => true,
        list => list.split(',').any(|wanted| wanted.trim() == kind),
    }
}

fn connected_list(world: &World, sent: &Sent) -> Answered {
    let people = signed_in(world);
    let sessions: Vec<&Value> = live(world).collect();
    let pinned = world.rows("jump_clients").iter().filter(|client| {
        client["is_lost"] != true && client["last_disconnect_timestamp"].is_null()
    });
    let count = |kind: &str, number: usize| element("count").with("type", kind).text(number);
    let mut summary = element("appliance_summary").with("id", 1);
    if wants(sent, "representative") {
        summary = summary.child(count("representative", people.len()));
    }
    if wants(sent, "support_customer") {
        summary = summary.child(count("support_customer", sessions.len()));
    }
    if wants(sent, "push_agent") {
        let agents = world
            .rows("jumpoints")
            .iter()
            .filter(|one| one["connected"] == true);
        summary = summary.child(count("push_agent", agents.count()));
    }
    if matches!(sent.one("type"), "" | "all") {
        summary = summary.child(count("pinned_client", pinned.count()));
    }
    let mut root =
        element("connected_client_list").child(element("connected_client_summary").child(summary));
    if sent.one("summary_only") != "1" {
        let client = |kind: &str, id: String| {
            element("connected_client")
                .with("type", kind)
                .with("id", id)
        };
        if wants(sent, "representative") {
            root = root.children(
                people
                    .iter()
                    .map(|user| client("representative", word(&user["id"]))),
            );
        }
        if wants(sent, "support_customer") {
            root = root.children(
                sessions
                    .iter()
                    .map(|session| client("support_customer", word(&session["lseq"]))),
            );
        }
    }
    root.answer(world, Surface::Command)
}

fn connected(world: &World, sent: &Sent) -> Answered {
    let ids: Vec<&str> = sent
        .one("id")
        .split(',')
        .filter(|id| !id.is_empty())
        .collect();
    if ids.len() > 100 {
        return refuse(world, "At most 100 ids can be given.");
    }
    let named = |id: &str| ids.is_empty() || ids.contains(&id);
    let about = |root: Element, host: &str, os: &str, since: i64| {
        let since = jiff::Timestamp::from_second(since).map(moments::text);
        root.leaf("hostname", host)
            .child(element("platform").with("id", os.to_lowercase()).text(os))
            .leaf("timezone_offset", 3600)
            .leaf("connected_since", since.unwrap_or_default())
    };
    let mut root = element("connected_clients");
    if wants(sent, "representative") {
        let people = signed_in(world)
            .into_iter()
            .filter(|user| named(&word(&user["id"])));
        root = root.children(people.map(|user| {
            let start = live(world)
                .find(|session| session["user_id"] == user["id"])
                .and_then(|session| session["start"].as_i64());
            let one = element("connected_representative").with("id", word(&user["id"]));
            about(one, "NM-CONSOLE", "Windows", start.unwrap_or(0))
        }));
    }
    if wants(sent, "support_customer") {
        let sessions = live(world).filter(|session| named(&word(&session["lseq"])));
        root = root.children(sessions.map(|session| {
            let one = element("connected_support_customer").with("id", word(&session["lseq"]));
            let start = session["start"].as_i64().unwrap_or(0);
            about(
                one,
                &word(&session["hostname"]),
                &word(&session["os"]),
                start,
            )
        }));
    }
    root.answer(world, Surface::Command)
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
    let there = signed_in(world).iter().any(|user| {
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
