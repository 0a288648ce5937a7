//! Users of the Vault.

use serde_json::{Value, json};

use super::lists::{filter, found};
use super::rights::Caller;
use super::words::{Sent, asked_flag, forbidden, not_found, refuse, reply, shown, wrong};
use super::{not_allowed, past};
use crate::{Answered, Asked, World};

const SHORT: [&str; 12] = [
    "id",
    "username",
    "source",
    "userType",
    "componentUser",
    "groupsMembership",
    "userDN",
    "vaultAuthorization",
    "location",
    "personalDetails",
    "enableUser",
    "suspended",
];

fn list(asked: &Asked, world: &World) -> Answered {
    let query = |name: &str| asked.query_value(name).map(str::to_lowercase);
    let conditions = match filter(asked) {
        Ok(conditions) => conditions,
        Err(refusal) => return refusal,
    };
    let status = query("userStatus");
    let fits = |user: &Value| {
        let text = |name: &str| user[name].as_str().unwrap_or_default().to_lowercase();
        let state = match (user["enableUser"] == false, user["suspended"] == true) {
            (true, _) => "disabled",
            (_, true) => "suspended",
            _ => "active",
        };
        let details = &user["personalDetails"];
        status.as_ref().is_none_or(|wanted| wanted == state)
            && query("source").is_none_or(|wanted| wanted == text("source"))
            && query("userType").is_none_or(|wanted| wanted == text("userType"))
            && query("userName").is_none_or(|wanted| wanted == text("username"))
            && asked_flag(asked, "componentUser")
                .is_none_or(|wanted| user["componentUser"] == wanted)
            && conditions
                .iter()
                .all(|condition| match condition.field.as_str() {
                    "usertype" => condition.value.to_lowercase() == text("userType"),
                    "username" => condition.value.to_lowercase() == text("username"),
                    "componentuser" => {
                        condition.value.to_lowercase().parse().ok()
                            == user["componentUser"].as_bool()
                    }
                    _ => true,
                })
            && found(
                asked,
                &[
                    user["username"].as_str().unwrap_or_default(),
                    details["firstName"].as_str().unwrap_or_default(),
                    details["lastName"].as_str().unwrap_or_default(),
                ],
            )
    };
    let extended = asked_flag(asked, "ExtendedDetails").unwrap_or(false);
    let mut users: Vec<Value> = world
        .rows("users")
        .iter()
        .filter(|user| fits(user))
        .map(|user| {
            let mut short: serde_json::Map<String, Value> = SHORT
                .iter()
                .map(|name| ((*name).to_owned(), user[*name].clone()))
                .collect();
            if extended {
                short.insert(
                    "lastSuccessfulLoginDate".to_owned(),
                    user["lastSuccessfulLoginDate"].clone(),
                );
            }
            Value::Object(short)
        })
        .collect();
    if let Some(order) = query("sort") {
        let (field, order) = order.split_once(' ').unwrap_or((&order, ""));
        crate::paging::sort(&mut users, field, crate::paging::Order::read(order));
    }
    // Privilege Cloud pages users by two parameters that go together.
    let number = |name: &str| {
        asked
            .query_value(name)
            .and_then(|text| text.parse::<usize>().ok())
    };
    match (number("pageOffset"), number("pageSize")) {
        (Some(offset), Some(size)) => {
            let page = crate::paging::window(&users, offset.saturating_mul(size), size);
            reply(200, &json!({"Users": page, "Total": users.len()}))
        }
        (None, None) => reply(200, &json!({"Users": users, "Total": users.len()})),
        _ => wrong("pageSize", "pageOffset and pageSize go together."),
    }
}

/// Answers below `Users` and `UserTypes`.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    let method = asked.method.as_str();
    Some(match (method, path) {
        ("GET", ["usertypes"]) => reply(200, &json!({"UserTypes": world.data.get("user_types")})),
        ("GET", ["users"]) if caller.has("AuditUsers") => list(asked, world),
        ("POST", ["users"]) if caller.has("AddUpdateUsers") => create(asked, world),
        ("GET" | "POST", ["users"]) => forbidden(),
        (_, ["users"]) => not_allowed("GET, POST"),
        (_, ["users", id, rest @ ..]) => {
            let Ok(id) = id.parse::<i64>() else {
                let text = format!("The value '{id}' is not valid for Int32.");
                return Some(wrong("userID", &text));
            };
            if !caller.has("AuditUsers") {
                return Some(forbidden());
            }
            let Some(at) = world.rows("users").iter().position(|user| user["id"] == id) else {
                return Some(not_found(&format!("User ID {id} was not found.")));
            };
            return one(asked, world, caller, at, rest);
        }
        _ => return None,
    })
}

fn one(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    at: usize,
    rest: &[&str],
) -> Option<Answered> {
    let user = world.rows("users")[at].clone();
    let needs = |authorisation: &str| !caller.has(authorisation);
    Some(match (asked.method.as_str(), rest) {
        ("GET", []) => reply(200, &shown(&user)),
        ("PUT", []) if needs("AddUpdateUsers") => forbidden(),
        ("PUT", []) => update(asked, world, at),
        ("DELETE", []) if needs("AddUpdateUsers") => forbidden(),
        ("DELETE", []) => {
            world.rows_mut("users").remove(at);
            let name = user["username"].as_str().unwrap_or_default();
            world.tokens.revoke_of(name, asked.now);
            gone(world)
        }
        (_, []) => not_allowed("GET, PUT, DELETE"),
        ("POST", ["activate"]) if needs("ActivateUsers") => forbidden(),
        ("POST", ["activate"]) => {
            let user = &mut world.rows_mut("users")[at];
            user["suspended"] = json!(false);
            user["_failed"] = json!(0);
            Answered::empty(200)
        }
        ("POST", ["resetpassword"]) if needs("ResetUsersPasswords") => forbidden(),
        ("POST", ["resetpassword"]) => reset(asked, world, at),
        ("POST", ["enable" | "disable"]) if needs("AddUpdateUsers") => forbidden(),
        ("POST", ["enable" | "disable"]) => {
            world.rows_mut("users")[at]["enableUser"] = json!(rest[0] == "enable");
            Answered::empty(200)
        }
        ("GET", ["safes"]) => {
            let own = Caller::new(user);
            let safes: Vec<&Value> = world
                .rows("safes")
                .iter()
                .filter(|safe| own.sees(world, safe["safeName"].as_str().unwrap_or_default()))
                .map(|safe| &safe["safeName"])
                .collect();
            reply(200, &json!({ "Safes": safes }))
        }
        ("GET", ["secret", "sshkeys"]) => reply(200, &json!({"value": [], "count": 0})),
        _ => return None,
    })
}

/// Whether a removal answers 200 or 204 is not settled; a switch has both.
pub(super) fn gone(world: &World) -> Answered {
    Answered::empty(if world.switches.on("delete_answers_200") {
        200
    } else {
        204
    })
}

fn create(asked: &Asked, world: &mut World) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let name = sent.text("username");
    if name.is_empty() || name.chars().count() > 128 {
        return wrong("username", "The user name must have 1 to 128 characters.");
    }
    if sent.text("initialPassword").chars().count() > 39 {
        return wrong(
            "initialPassword",
            "The password is longer than 39 characters.",
        );
    }
    if world.find("users", "username", &name).is_some() {
        return refuse(409, "ITATS031E", &format!("User {name} already exists."));
    }
    let id = next(world, "users", "id");
    let mut row = past::user(&json!({"id": id, "username": name}));
    take(&mut row, &sent, false);
    if !sent.text("initialPassword").is_empty() {
        row["_password"] = json!(sent.text("initialPassword"));
    }
    world.rows_mut("users").push(row.clone());
    reply(201, &shown(&row))
}

/// PUT replaces: what is not sent falls back to its default.
fn update(asked: &Asked, world: &mut World, at: usize) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let old = world.rows("users")[at].clone();
    let kept = json!({"id": old["id"], "username": old["username"]});
    let mut row = past::user(&kept);
    for name in [
        "source",
        "groupsMembership",
        "lastSuccessfulLoginDate",
        "suspended",
    ] {
        row[name] = old[name].clone();
    }
    if let (Some(row), Some(old)) = (row.as_object_mut(), old.as_object()) {
        let notes = old.iter().filter(|(name, _)| name.starts_with('_'));
        row.extend(notes.map(|(name, value)| (name.clone(), value.clone())));
    }
    take(&mut row, &sent, true);
    world.rows_mut("users")[at] = row.clone();
    reply(200, &shown(&row))
}

fn take(row: &mut Value, sent: &Sent, renames: bool) {
    let never = [
        "id",
        "suspended",
        "source",
        "groupsmembership",
        "lastsuccessfullogindate",
    ];
    let Some(row) = row.as_object_mut() else {
        return;
    };
    let names: Vec<String> = row
        .keys()
        .filter(|name| !name.starts_with('_'))
        .cloned()
        .collect();
    for name in names {
        let lower = name.to_lowercase();
        if never.contains(&lower.as_str()) || (lower == "username" && !renames) {
            continue;
        }
        if let Some(value) = sent.get(&name) {
            row.insert(name, value.clone());
        }
    }
    // Older spellings that shipping clients still send.
    if let Some(disabled) = sent.flag("Disabled") {
        row.insert("enableUser".to_owned(), json!(!disabled));
    }
    if let Some(kind) = sent.get("UserTypeName") {
        row.insert("userType".to_owned(), kind.clone());
    }
    if let Some(change) = sent.flag("ChangePasswordOnTheNextLogon") {
        row.insert("changePassOnNextLogon".to_owned(), json!(change));
    }
}

fn reset(asked: &Asked, world: &mut World, at: usize) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let password = sent.text("newPassword");
    let length = password.chars().count();
    if length == 0 || length > 39 {
        return wrong("newPassword", "The password must have 1 to 39 characters.");
    }
    let user = &mut world.rows_mut("users")[at];
    if user["source"] == "LDAP" {
        return wrong(
            "userID",
            "The password of a directory user is not kept in the Vault.",
        );
    }
    user["_password"] = json!(password);
    Answered::empty(200)
}

/// The number one above the greatest.
pub(super) fn next(world: &World, rows: &str, field: &str) -> i64 {
    world
        .rows(rows)
        .iter()
        .filter_map(|row| row[field].as_i64())
        .max()
        .unwrap_or(0)
        + 1
}

/// A user as Gen 1 shows it.
pub(super) fn old_row(user: &Value) -> Answered {
    let details = &user["personalDetails"];
    reply(
        200,
        &json!({
            "UserName": user["username"], "Source": user["source"],
            "UserTypeName": user["userType"], "AgentUser": user["componentUser"],
            "Expired": false, "Disabled": user["enableUser"] == false,
            "Suspended": user["suspended"], "FirstName": details["firstName"],
            "LastName": details["lastName"], "Email": user["internet"]["businessEmail"],
            "ExpiryDate": user["expiryDate"],
            "ChangePasswordOnTheNextLogon": user["changePassOnNextLogon"],
            "Location": user["location"],
        }),
    )
}

/// Gen 1 `Users/{name}`; clients look for the code of the refusal before they create one.
pub(super) fn old(world: &World, caller: &Caller, name: &str) -> Answered {
    if !caller.has("AuditUsers") {
        return forbidden();
    }
    match world.find("users", "username", name) {
        Some(user) => old_row(user),
        None => refuse(404, "ITATS003E", &format!("User {name} does not exist.")),
    }
}
