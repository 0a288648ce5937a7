//! Policies, filters, actions and tasks.

use serde_json::{Value, json};

use super::clients::{Client, Right};
use super::{envelope, member};
use crate::{Answered, Asked, World};

const KINDS: [(&str, &str); 3] = [
    (
        "policies",
        "Thycotic.Tms.Api.Models.PolicyModel, Thycotic.Tms",
    ),
    (
        "filters",
        "Thycotic.Tms.Api.Models.FilterModel, Thycotic.Tms",
    ),
    (
        "actions",
        "Thycotic.Tms.Api.Models.ActionModel, Thycotic.Tms",
    ),
];

fn shown(world: &World, kind: &str, item: &Value, whole: bool) -> Value {
    let mut row = serde_json::Map::new();
    if world.switches.on("dollar_type")
        && let Some((_, name)) = KINDS.iter().find(|(own, _)| *own == kind)
    {
        row.insert("$type".to_owned(), json!(name));
    }
    for (name, value) in item.as_object().into_iter().flatten() {
        let detail =
            ["Filters", "Actions", "Attributes", "Tags", "Priority"].contains(&name.as_str());
        if !name.starts_with('_') && (whole || !detail) {
            row.insert(name.clone(), value.clone());
        }
    }
    Value::Object(row)
}

/// `GetAll`: everything, there are no pages.
pub(super) fn all(world: &World, kind: &str) -> Answered {
    let rows: Vec<Value> = world
        .rows(kind)
        .iter()
        .map(|item| shown(world, kind, item, false))
        .collect();
    envelope::result(Value::Array(rows))
}

fn bare(id: &str) -> String {
    id.trim_matches(['{', '}']).to_lowercase()
}

/// One item.
pub(super) fn one(world: &mut World, kind: &str, id: &str) -> Answered {
    match world.find(kind, "Id", &bare(id)) {
        Some(item) => envelope::result(shown(world, kind, item, true)),
        None => envelope::error(world, 404, "The item was not found."),
    }
}

fn platform(item: &Value) -> String {
    item["_platform"].as_str().unwrap_or("win").to_owned()
}

/// `policies/new`: a policy without filters, actions or targets, and not active.
pub(super) fn create(asked: &Asked, world: &mut World, client: &Client) -> Answered {
    let body = asked.json().unwrap_or_default();
    let text = |name: &str| {
        member(&body, name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let (name, system) = (text("Name"), text("OS").to_lowercase());
    if !["win", "mac", "unix"].contains(&system.as_str()) {
        return envelope::error(world, 400, "OS is not valid.");
    }
    if !client.may(Right::ChangePolicies(&system)) {
        return envelope::refused(world);
    }
    if name.is_empty() {
        return envelope::error(world, 400, "Name is required.");
    }
    let id = world.random.uuid();
    let tag = match system.as_str() {
        "mac" => "pm.platform.macos",
        "unix" => "pm.platform.unix",
        _ => "pm.platform.windows",
    };
    let row = json!({
        "Id": id, "Name": name, "Description": text("Description"), "Enabled": false,
        "Priority": 50, "Attributes": [], "Tags": [tag], "Filters": [], "Actions": [],
        "_platform": system,
    });
    world.rows_mut("policies").push(row);
    envelope::result(json!(id))
}

/// Adds or removes filters or actions of a policy.
pub(super) fn change(
    asked: &Asked,
    world: &mut World,
    client: &Client,
    id: &str,
    deed: &str,
) -> Answered {
    let Some(policy) = world.find("policies", "Id", &bare(id)).cloned() else {
        return envelope::error(world, 404, "The policy was not found.");
    };
    if let Some(refusal) = refuses(world, client, &policy) {
        return refusal;
    }
    let (list, kind) = if deed.ends_with("filters") {
        ("Filters", "filters")
    } else {
        ("Actions", "actions")
    };
    let body = asked.json().unwrap_or_default();
    let Some(given) = member(&body, list).and_then(Value::as_array).cloned() else {
        return envelope::error(world, 400, &format!("{list} is required."));
    };
    let mut own = policy[list].as_array().cloned().unwrap_or_default();
    for item in given {
        let wanted = bare(
            member(&item, "Id")
                .and_then(Value::as_str)
                .unwrap_or_default(),
        );
        let Some(known) = world.find(kind, "Id", &wanted).cloned() else {
            return envelope::error(world, 404, &format!("The item {wanted} was not found."));
        };
        own.retain(|entry| entry["Id"] != known["Id"]);
        if deed.starts_with("remove") {
            continue;
        }
        own.push(if list == "Filters" {
            let role = member(&item, "FilterRole")
                .and_then(Value::as_i64)
                .unwrap_or(0);
            if !(1..=3).contains(&role) {
                return envelope::error(world, 400, "FilterRole is not valid.");
            }
            if role == 1 && known["_application"] != true {
                let text = "A filter that is not an application filter cannot be a target.";
                return envelope::error(world, 400, text);
            }
            json!({"Id": known["Id"], "Name": known["Name"], "FilterRole": role})
        } else {
            let child = member(&item, "IsChildAction")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            json!({"Id": known["Id"], "Name": known["Name"], "IsChildAction": child})
        });
    }
    if list == "Filters" && own.len() == 1 {
        let only = world
            .rows("filters")
            .iter()
            .find(|filter| filter["Id"] == own[0]["Id"]);
        if only.is_some_and(|filter| filter["_application"] != true) {
            let text = "A filter that is not an application filter cannot be the only filter.";
            return envelope::error(world, 400, text);
        }
    }
    if let Some(policy) = world.find_mut("policies", "Id", &bare(id)) {
        policy[list] = Value::Array(own);
    }
    envelope::result(json!(bare(id)))
}

fn refuses(world: &mut World, client: &Client, policy: &Value) -> Option<Answered> {
    if !client.may(Right::ChangePolicies(&platform(policy))) {
        return Some(envelope::refused(world));
    }
    let template = policy["Attributes"]
        .as_array()
        .is_some_and(|attributes| attributes.iter().any(|attribute| attribute == "NoModify"));
    template.then(|| envelope::error(world, 400, "The item is read-only and cannot be changed."))
}

/// `policies/{id}/enable/{bool}`.
pub(super) fn enable(world: &mut World, client: &Client, id: &str, on: &str) -> Answered {
    let Ok(on) = on.parse::<bool>() else {
        return envelope::error(world, 400, "The value is not valid for Boolean.");
    };
    let Some(policy) = world.find("policies", "Id", &bare(id)).cloned() else {
        return envelope::error(world, 404, "The policy was not found.");
    };
    if let Some(refusal) = refuses(world, client, &policy) {
        return refusal;
    }
    if let Some(policy) = world.find_mut("policies", "Id", &bare(id)) {
        policy["Enabled"] = json!(on);
    }
    envelope::result(json!(bare(id)))
}

/// `tasks/{id}`: starts a task and answers with the id of the run.
pub(super) fn run_task(asked: &Asked, world: &mut World, id: &str) -> Answered {
    let Some(task) = world.find("tasks", "Id", &bare(id)).cloned() else {
        return envelope::error(world, 404, "The task was not found.");
    };
    let values = if asked.body.is_empty() {
        json!([])
    } else {
        asked.json().unwrap_or_default()
    };
    let named = values.as_array().is_some_and(|list| {
        list.iter()
            .all(|value| member(value, "Name").is_some_and(Value::is_string))
    });
    if !named {
        return envelope::error(world, 400, "The parameter values are not valid.");
    }
    let run = world.random.uuid();
    let row = json!({
        "Id": run, "TaskId": task["Id"], "Task": task["Name"],
        "Name": asked.query_value("instanceName").unwrap_or_default(),
        "Started": crate::times::to_the_second(asked.now), "State": "Running",
    });
    world.rows_mut("task_runs").push(row);
    envelope::result(json!(run))
}
