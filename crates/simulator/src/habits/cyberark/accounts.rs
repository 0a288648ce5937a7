//! Accounts: lists with filters, single rows, removal, activities.

use serde_json::{Value, json};

use super::lists::{Condition, Cut, filter, found, values};
use super::rights::Caller;
use super::words::{forbidden, not_found, shown, wrong};
use super::{changes, not_allowed, secrets, users};
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
        ("POST", ["accounts"]) => changes::create(asked, world, caller),
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
        ("GET", ["accountgroups", id, "members"]) => {
            match world.find("account_groups", "GroupID", id) {
                Some(group) => ok(&group.get("_members").cloned().unwrap_or(json!([]))),
                None => not_found("The account group was not found."),
            }
        }
        ("POST", ["bulkactions", "accounts"]) => changes::bulk(asked, world, caller),
        ("GET", ["bulkactions", "accounts"]) => changes::bulk_list(world),
        ("GET", ["bulkactions", "accounts", id]) => {
            match world
                .rows("bulk_actions")
                .iter()
                .find(|row| super::words::numbered(&row["Id"], id))
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

/// 200 with a value.
pub(super) fn ok(value: &Value) -> Answered {
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
        ("PATCH", []) if may("updateAccountProperties") => changes::patch(asked, world, at),
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
        .past("activities")
        .rows()
        .filter(|activity| activity["_account"] == *id)
        .map(|activity| shown(&activity))
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
    world.past_mut("activities").push(&line);
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
