//! Accounts made and changed: one by one, by JSON Patch, and many at once.

use serde_json::{Map, Value, json};

use super::accounts::{note, ok};
use super::rights::Caller;
use super::users;
use super::words::{Sent, forbidden, no_safe, refuse, reply, shown, wrong};
use crate::{Answered, Asked, World};

/// `POST /API/Accounts`.
pub(super) fn create(asked: &Asked, world: &mut World, caller: &Caller) -> Answered {
    match Sent::read(asked).and_then(|sent| made(asked, world, caller, &sent)) {
        Ok(row) => reply(201, &shown(&row)),
        Err(refusal) => refusal,
    }
}

fn made(asked: &Asked, world: &mut World, caller: &Caller, sent: &Sent) -> Result<Value, Answered> {
    let (safe, platform) = (sent.text("safeName"), sent.text("platformId"));
    if safe.is_empty() {
        return Err(wrong("safeName", "The Safe name is required."));
    }
    let number = match world.find("safes", "safeName", &safe) {
        Some(row) if caller.sees(world, &safe) => row["safeNumber"].clone(),
        _ => return Err(no_safe(&safe)),
    };
    if !caller.may(world, &safe, "addAccounts") {
        return Err(forbidden());
    }
    let known = world
        .rows("platforms")
        .iter()
        .find(|row| {
            row["general"]["id"]
                .as_str()
                .is_some_and(|id| id.eq_ignore_ascii_case(&platform))
        })
        .cloned();
    let Some(known) = known else {
        return Err(wrong("platformId", "The platform does not exist."));
    };
    if known["general"]["active"] == false {
        let text = format!("Platform [{platform}] is not active.");
        return Err(refuse(400, "PASWS032E", &text));
    }
    let given = sent
        .get("platformAccountProperties")
        .map(Sent::of)
        .unwrap_or_default();
    let needed = known["properties"]["required"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for property in needed
        .iter()
        .filter_map(|property| property["name"].as_str())
    {
        if sent.get(property).is_none() && given.get(property).is_none() {
            return Err(refuse(
                400,
                "PASWS103E",
                &format!("Missing parameter {property}."),
            ));
        }
    }
    let manage = sent
        .get("secretManagement")
        .map(Sent::of)
        .unwrap_or_default();
    let automatic = manage.flag("automaticManagementEnabled").unwrap_or(true);
    if automatic && !manage.text("manualManagementReason").is_empty() {
        let text = "A reason cannot be given while automatic management is enabled.";
        return Err(refuse(400, "PASWS159E", text));
    }
    let secret = sent.text("secret");
    if secret.contains([',', '<']) && sent.text("secretType") != "key" {
        return Err(wrong(
            "secret",
            "The secret holds characters that are not allowed.",
        ));
    }
    let (user, address) = (sent.text("userName"), sent.text("address"));
    let name = match sent.text("name") {
        name if name.is_empty() => format!("Operating System-{platform}-{address}-{user}"),
        name => name,
    };
    let twin = world.rows("accounts").iter().any(|row| {
        row["safeName"] == safe.as_str()
            && row["name"]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(&name))
    });
    if twin {
        return Err(refuse(
            409,
            "PASWS027E",
            &format!("Account {name} already exists."),
        ));
    }
    let last = world
        .rows("accounts")
        .iter()
        .filter_map(|row| {
            row["id"]
                .as_str()?
                .strip_prefix(&format!("{number}_"))?
                .parse::<i64>()
                .ok()
        })
        .max()
        .unwrap_or(2);
    let now = asked.now.as_second();
    let row = json!({
        "id": format!("{number}_{}", last + 1), "name": name, "address": address,
        "userName": user, "platformId": known["general"]["id"], "safeName": safe,
        "secretType": if sent.text("secretType") == "key" { "key" } else { "password" },
        "platformAccountProperties": given.fields(),
        "secretManagement": {
            "automaticManagementEnabled": automatic,
            "manualManagementReason": manage.text("manualManagementReason"),
            "lastModifiedTime": now,
        },
        "createdTime": now, "categoryModificationTime": now, "_secret": secret,
    });
    world.rows_mut("accounts").push(row.clone());
    note(world, &row, caller.name(), ("Store password", 294), "", now);
    Ok(row)
}

const CHANGEABLE: [&str; 8] = [
    "name",
    "address",
    "userName",
    "platformId",
    "platformAccountProperties",
    "secretManagement",
    "remoteMachinesAccess",
    "safeName",
];

/// JSON Patch on one account.
pub(super) fn patch(asked: &Asked, world: &mut World, at: usize) -> Answered {
    let operations = match asked.json() {
        Some(Value::Array(operations)) => operations,
        // The published schema wraps the array; both are taken.
        Some(Value::Object(body)) if body.get("Operations").is_some_and(Value::is_array) => {
            body["Operations"].as_array().cloned().unwrap_or_default()
        }
        _ => return wrong("operations", "A JSON Patch array is required."),
    };
    let mut account = world.rows("accounts")[at].clone();
    for operation in &operations {
        if let Err(refusal) = apply(&mut account, &Sent::of(operation)) {
            return refusal;
        }
    }
    account["categoryModificationTime"] = json!(asked.now.as_second());
    world.rows_mut("accounts")[at] = account.clone();
    ok(&shown(&account))
}

fn apply(account: &mut Value, operation: &Sent) -> Result<(), Answered> {
    let path = operation.text("path");
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let read_only = || {
        let text = format!("The property {path} is read-only.");
        Err(refuse(400, "PASWS125E", &text))
    };
    let Some(first) = CHANGEABLE
        .iter()
        .find(|name| name.eq_ignore_ascii_case(parts[0]))
    else {
        return read_only();
    };
    let target = match parts.as_slice() {
        [_] => account,
        [_, _] => {
            if account[*first].is_null() {
                account[*first] = json!({});
            }
            &mut account[*first]
        }
        _ => return Err(wrong("path", "The path is not valid.")),
    };
    let Some(fields) = target.as_object_mut() else {
        return Err(wrong("path", "The path is not valid."));
    };
    let last = parts[parts.len() - 1];
    if *first == "secretManagement" && last.to_lowercase().ends_with("time") {
        return read_only();
    }
    let own = own_name(fields, if parts.len() == 1 { first } else { last });
    let value = operation.get("value").cloned().unwrap_or_default();
    match operation.text("op").to_lowercase().as_str() {
        "add" => {
            fields.insert(own, value);
        }
        "replace" if fields.contains_key(&own) => {
            fields.insert(own, value);
        }
        "replace" => {
            let text = format!("The property {path} does not exist.");
            return Err(refuse(400, "PASWS164E", &text));
        }
        "remove" => {
            fields.remove(&own);
        }
        _ => return Err(wrong("op", "The operation is not valid.")),
    }
    Ok(())
}

fn own_name(fields: &Map<String, Value>, name: &str) -> String {
    fields
        .keys()
        .find(|key| key.eq_ignore_ascii_case(name))
        .cloned()
        .unwrap_or_else(|| name.to_owned())
}

/// `POST /API/BulkActions/Accounts`: many at once; the answer is where to ask how it went.
pub(super) fn bulk(asked: &Asked, world: &mut World, caller: &Caller) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let list = sent
        .get("accountsList")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for item in list {
        match made(asked, world, caller, &Sent::of(&item)) {
            Ok(_) => good.push(super::words::lay(item, &json!({"secret": null}))),
            Err(refusal) => {
                let body: Value = serde_json::from_slice(&refusal.body).unwrap_or_default();
                let error = json!({"secret": null, "error": body["ErrorMessage"]});
                bad.push(super::words::lay(item, &error));
            }
        }
    }
    let id = users::next(world, "bulk_actions", "Id");
    let status = if bad.is_empty() { 1 } else { 2 };
    let row = json!({
        "Id": id, "Source": sent.text("source"), "CreationTime": asked.now.as_second(),
        "Status": status,
        "Result": {"Succeeded": good.len(), "Failed": bad.len(), "Error": null},
        "SucceededItems": {"Total": good.len(), "Items": good},
        "FailedItems": {"Total": bad.len(), "Items": bad},
    });
    world.rows_mut("bulk_actions").push(row);
    reply(202, &json!(id))
}

/// The bulk actions so far.
pub(super) fn bulk_list(world: &World) -> Answered {
    let rows = world.rows("bulk_actions");
    reply(200, &json!({"BulkActions": rows, "Total": rows.len()}))
}
