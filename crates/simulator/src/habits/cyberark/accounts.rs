//! Accounts: lists with filters, single rows, creation, JSON Patch, removal, activities.

use serde_json::{Map, Value, json};

use super::lists::{Condition, Cut, filter, found, values};
use super::rights::Caller;
use super::words::{Sent, forbidden, no_safe, not_found, refuse, reply, shown, wrong};
use super::{not_allowed, secrets, users};
use crate::{Answered, Asked, World};

/// Answers below `Accounts` and what hangs on it.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    let method = asked.method.as_str();
    Some(match (method, path) {
        ("GET", ["accounts"]) => list(asked, world, caller),
        ("POST", ["accounts"]) => create(asked, world, caller),
        (_, ["accounts"]) => not_allowed("GET, POST"),
        ("GET", ["accounts", "advancedsearchproperties"]) => ok(&json!([
            "safeName",
            "modificationTime",
            "userName",
            "address",
            "platformId"
        ])),
        ("POST", ["accounts", "adhocconnect"]) => secrets::connect(asked, None),
        ("GET", ["accountgroups"]) => ok(&world.rows("account_groups").iter().map(shown).collect()),
        ("POST", ["bulkactions", "accounts"]) => bulk(asked, world, caller),
        ("GET", ["bulkactions", "accounts"]) => bulk_list(world),
        ("GET", ["bulkactions", "accounts", id]) => {
            match world
                .rows("bulk_actions")
                .iter()
                .find(|row| row["Id"].to_string() == *id)
            {
                Some(row) => ok(row),
                None => not_found("The bulk action was not found."),
            }
        }
        (_, ["accounts" | "extendedaccounts", id, rest @ ..]) => {
            let Some(at) = position(world, id) else {
                return Some(not_found(&format!("Account {id} was not found.")));
            };
            let safe = safe_of(&world.rows("accounts")[at]);
            if !caller.may(world, &safe, "listAccounts") {
                return Some(not_found(&format!("Account {id} was not found.")));
            }
            return one(asked, world, caller, at, &safe, rest);
        }
        _ => return None,
    })
}

fn ok(value: &Value) -> Answered {
    super::words::reply(200, value)
}

/// Where an account is among the rows.
pub(super) fn position(world: &World, id: &str) -> Option<usize> {
    world
        .rows("accounts")
        .iter()
        .position(|account| account["id"] == id)
}

/// The Safe of an account.
pub(super) fn safe_of(account: &Value) -> String {
    account["safeName"].as_str().unwrap_or_default().to_owned()
}

fn one(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    at: usize,
    safe: &str,
    rest: &[&str],
) -> Option<Answered> {
    let may = |permission: &str| caller.may(world, safe, permission);
    let account = world.rows("accounts")[at].clone();
    Some(match (asked.method.as_str(), rest) {
        ("GET", []) => ok(&shown(&account)),
        ("PATCH", []) if may("updateAccountProperties") => patch(asked, world, at),
        ("DELETE", []) if may("deleteAccounts") => {
            world.rows_mut("accounts").remove(at);
            users::gone(world)
        }
        ("PATCH" | "DELETE", []) => forbidden(),
        (_, []) => not_allowed("GET, PATCH, DELETE"),
        ("GET", ["activities"]) if !may("viewAuditLog") => forbidden(),
        ("GET", ["activities"]) => ok(&json!({"Activities": activities(world, &account["id"])})),
        ("GET", ["overview"]) => ok(&json!({
            "AccountID": account["id"], "Name": account["name"],
            "LastActivity": activities(world, &account["id"]).first(),
            "LinkedAccounts": [], "RiskScore": 0,
        })),
        ("GET", ["linkedaccounts"]) => ok(&json!({"LinkedAccounts": []})),
        ("GET", ["dependentaccounts"]) => ok(&json!({"dependents": [], "count": 0})),
        ("GET", ["secret", "versions"]) if !may("viewSafeMembers") => forbidden(),
        ("GET", ["secret", "versions"]) => versions(world, &account),
        ("POST", rest) => return secrets::action(asked, world, caller, at, rest),
        _ => return None,
    })
}

fn versions(world: &World, account: &Value) -> Answered {
    let changed = &account["secretManagement"]["lastModifiedTime"];
    let list: Vec<Value> = (1..=3_i64)
        .map(|number| {
            json!({
                "versionID": number, "modifiedBy": "PasswordManager", "isTemporary": false,
                "modificationDate": changed.as_i64().unwrap_or(0) - (3 - number) * 2_592_000,
            })
        })
        .collect();
    let lower = world.switches.on("lower_case_versions");
    let mut body = json!({});
    body[if lower { "versions" } else { "Versions" }] = json!(list);
    ok(&body)
}

fn activities(world: &World, id: &Value) -> Vec<Value> {
    let mut list: Vec<Value> = world
        .rows("activities")
        .iter()
        .filter(|activity| activity["_account"] == *id)
        .map(shown)
        .collect();
    list.sort_by_key(|activity| std::cmp::Reverse(activity["Date"].as_i64()));
    list
}

/// Writes a line into an account's history.
pub(super) fn note(
    world: &mut World,
    account: &Value,
    who: &str,
    what: (&str, i64),
    reason: &str,
    at: i64,
) {
    let client = if who == "PasswordManager" {
        "CPM"
    } else {
        "PVWA"
    };
    let line = json!({
        "_account": account["id"], "Alert": false, "Date": at, "User": who,
        "Action": what.0, "ActionID": what.1, "ClientID": client, "MoreInfo": "", "Reason": reason,
    });
    world.rows_mut("activities").push(line);
}

/// Gen 1 `Accounts/{id}/Activities`: other names, and a date without a zone.
pub(super) fn old_activities(world: &World, caller: &Caller, id: &str) -> Answered {
    let Some(account) = position(world, id).map(|at| &world.rows("accounts")[at]) else {
        return not_found(&format!("Account {id} was not found."));
    };
    if !caller.may(world, &safe_of(account), "viewAuditLog") {
        return forbidden();
    }
    let list: Vec<Value> = activities(world, &account["id"])
        .iter()
        .map(|activity| {
            let time = activity["Date"]
                .as_i64()
                .and_then(|date| jiff::Timestamp::from_second(date).ok())
                .map(|date| date.strftime("%m/%d/%Y %H:%M:%S").to_string());
            json!({
                "AccountName": account["name"], "Activity": activity["Action"],
                "ActivityCode": activity["ActionID"], "ClientID": activity["ClientID"],
                "MoreInfo": activity["MoreInfo"], "Path": "Root", "Reason": activity["Reason"],
                "Time": time, "UserName": activity["User"],
            })
        })
        .collect();
    ok(&json!({ "GetAccountActivitiesResult": list }))
}

fn saved(world: &World, account: &Value, name: &str) -> Option<bool> {
    let failing = account["secretManagement"]["status"] == "failure";
    let task = account["_last_task"].as_str().unwrap_or("Change");
    let now = world.data.get("_now").and_then(Value::as_i64).unwrap_or(0);
    let locked = !account["_locked_by"].is_null();
    let waits = |kind: &str| account["_task"]["kind"] == kind;
    let created = account["createdTime"].as_i64().unwrap_or(0);
    Some(match name {
        "regular" => true,
        "failedchange" => failing && task == "Change",
        "failedverify" => failing && task == "Verify",
        "failedreconcile" => failing && task == "Reconcile",
        "policyfailures" => failing,
        "locked" => locked,
        "new" => created > now - 7 * 86_400,
        "lockedornew" => locked || created > now - 7 * 86_400,
        "disabledpasswordbyuser" => {
            account["secretManagement"]["automaticManagementEnabled"] == false
                && account["_disabled_by_cpm"] != true
        }
        "disabledpasswordbycpm" => account["_disabled_by_cpm"] == true,
        "scheduledforchange" => waits("Change"),
        "scheduledforverify" => waits("Verify"),
        "scheduledforreconcile" => waits("Reconcile"),
        "successfullyreconciled" => !account["secretManagement"]["lastReconciledTime"].is_null(),
        "recently" | "accessedbyusers" => !account["_used"].is_null(),
        "modifiedbyusers" | "modifiedbycpm" => {
            account["secretManagement"]["lastModifiedTime"]
                .as_i64()
                .unwrap_or(0)
                > now - 7 * 86_400
        }
        "favorites" | "link" | "deleted" => false,
        _ => return None,
    })
}

fn holds(account: &Value, condition: &Condition) -> Option<bool> {
    let same = |field: &str| {
        let own = account[field].as_str().unwrap_or_default();
        own.eq_ignore_ascii_case(&condition.value)
    };
    Some(
        match (condition.field.as_str(), condition.operator.as_str()) {
            ("safename", "eq") => same("safeName"),
            ("username", "eq") => same("userName"),
            ("address", "eq") => same("address"),
            ("platformid", "eq") => same("platformId"),
            ("modificationtime", "gte") => {
                let least: i64 = condition.value.parse().ok()?;
                account["categoryModificationTime"].as_i64().unwrap_or(0) >= least
            }
            _ => return None,
        },
    )
}

fn list(asked: &Asked, world: &World, caller: &Caller) -> Answered {
    let conditions = match filter(asked) {
        Ok(conditions) => conditions,
        Err(refusal) => return refusal,
    };
    let name = asked
        .query_value("savedFilter")
        .unwrap_or("Regular")
        .to_lowercase();
    let mut rows = Vec::new();
    for account in world.rows("accounts") {
        let text = |field: &str| account[field].as_str().unwrap_or_default();
        let mut fits = caller.may(world, text("safeName"), "listAccounts")
            && found(
                asked,
                &[
                    text("userName"),
                    text("address"),
                    text("platformId"),
                    text("safeName"),
                    text("name"),
                ],
            );
        for condition in &conditions {
            match holds(account, condition) {
                Some(holds) => fits = fits && holds,
                None => return wrong("filter", "The filter is not valid."),
            }
        }
        match saved(world, account, &name) {
            Some(saved) => fits = fits && saved,
            None => return wrong("savedFilter", "The saved filter is not known."),
        }
        if fits {
            rows.push(shown(account));
        }
    }
    values(
        asked,
        rows,
        &Cut {
            route: "Accounts",
            default: 50,
            most: 1000,
        },
    )
}

fn create(asked: &Asked, world: &mut World, caller: &Caller) -> Answered {
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

fn patch(asked: &Asked, world: &mut World, at: usize) -> Answered {
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

fn bulk(asked: &Asked, world: &mut World, caller: &Caller) -> Answered {
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

fn bulk_list(world: &World) -> Answered {
    let rows = world.rows("bulk_actions");
    reply(200, &json!({"BulkActions": rows, "Total": rows.len()}))
}
