//! Vault accounts beyond their rows: check-out and check-in, rotation, where an account may
//! be used, and which group it is in.

use serde_json::{Value, json};

use super::collections::{is, row};
use super::{answers, moments, special::known};
use crate::{Answered, Asked, World};

/// The answer to a path below `vault`; `None` leaves it to the collections.
pub(super) fn answer(asked: &Asked, world: &mut World, path: &[&str]) -> Option<Answered> {
    let method = asked.method.as_str();
    let reading = method == "GET" || method == "HEAD";
    Some(match (method, path) {
        ("POST", ["account", id, "check-out"]) => check_out(asked, world, id),
        ("POST", ["account", id, "check-in"]) => check_in(world, id, Whose::Own),
        ("POST", ["account", id, "force-check-in"]) => check_in(world, id, Whose::Anyones),
        ("POST", ["account", id, "rotate"]) => rotate(world, id),
        (
            _,
            [
                "account" | "account-group",
                id,
                "jump-item-association",
                rest @ ..,
            ],
        ) => {
            let rows = if path[0] == "account" {
                "vault_accounts"
            } else {
                "vault_account_groups"
            };
            association(asked, world, rows, id, rest)
        }
        (_, ["account-group", id, "account"]) if reading => accounts_of(asked, world, id),
        ("POST", ["account-group", id, "account"]) => move_in(asked, world, id),
        (_, ["account-group", id, "account", account]) if reading || method == "DELETE" => {
            one_of_group(asked, world, id, account)
        }
        (_, ["endpoint", id, "remote-rdp-jump-item-candidates"]) if reading => {
            candidates(world, id)
        }
        ("POST", ["endpoint", id, "remote-rdp-jump-item-association"]) => {
            associate(asked, world, id)
        }
        _ => return None,
    })
}

#[derive(Clone, Copy)]
enum Whose {
    Own,
    Anyones,
}

fn account<'a>(world: &'a mut World, id: &str) -> Option<&'a mut Value> {
    world
        .rows_mut("vault_accounts")
        .iter_mut()
        .find(|account| is(&account["id"], id))
}

fn simultaneous(world: &World, account: &Value) -> bool {
    let group = account["account_group_id"]
        .as_i64()
        .and_then(|id| row(world, "vault_account_groups", id));
    let code = account["account_policy"]
        .as_str()
        .or_else(|| group.and_then(|group| group["account_policy"].as_str()));
    world
        .rows("vault_account_policies")
        .iter()
        .find(|policy| match code {
            Some(code) => policy["code_name"] == code,
            None => policy["id"] == 1,
        })
        .is_none_or(|policy| policy["allow_simultaneous_checkout"] == true)
}

fn check_out(asked: &Asked, world: &mut World, id: &str) -> Answered {
    let caller = world.data["_account"].clone();
    let Some(found) = account(world, id).cloned() else {
        return answers::not_found();
    };
    if found["type"] == "x509_ca" {
        return answers::message(403, "This account type cannot be checked out.");
    }
    if found["personal"] == true {
        return answers::message(403, "Personal accounts cannot be checked out.");
    }
    let held = found["_out"]
        .as_array()
        .is_some_and(|held| !held.is_empty());
    if held && !simultaneous(world, &found) {
        return answers::message(403, "The account is already checked out.");
    }
    let now = moments::text(asked.now);
    if let Some(found) = account(world, id) {
        found["last_checkout_timestamp"] = json!(now);
        match found["_out"].as_array_mut() {
            Some(held) => held.push(caller),
            None => found["_out"] = json!([caller]),
        }
    }
    let mut shown = json!({"username": found["username"], "type": found["type"]});
    for field in ["password", "private_key", "token"] {
        if let Some(value) = found.get(field).filter(|value| value.is_string()) {
            shown[field] = value.clone();
        }
    }
    if found["type"] == "ssh_ca" {
        shown["signed_public_cert"] = found["private_key_public_cert"].clone();
    }
    Answered::json(200, &shown)
}

fn check_in(world: &mut World, id: &str, whose: Whose) -> Answered {
    let caller = world.data["_account"].clone();
    let Some(found) = account(world, id) else {
        return answers::not_found();
    };
    let kind = found["type"].as_str().unwrap_or_default();
    let held = found["_out"].as_array().cloned().unwrap_or_default();
    match whose {
        Whose::Anyones if ["ssh", "ssh_ca", "x509_ca", "x509_csr"].contains(&kind) => {
            answers::message(403, "This account type cannot be checked in by force.")
        }
        Whose::Anyones => {
            found["_out"] = json!([]);
            Answered::empty(200)
        }
        Whose::Own => match held.iter().position(|holder| *holder == caller) {
            Some(at) => {
                let mut held = held;
                held.remove(at);
                found["_out"] = Value::Array(held);
                Answered::empty(200)
            }
            None => answers::message(403, "The account is not checked out by you."),
        },
    }
}

fn rotate(world: &mut World, id: &str) -> Answered {
    let fresh = format!("canary-rotated-{}", world.secrets.hex(12));
    let Some(found) = account(world, id) else {
        return answers::not_found();
    };
    match found["type"].as_str() {
        Some("windows_local" | "windows_domain" | "aws_secret") => {
            found["password"] = json!(fresh);
            Answered::empty(200)
        }
        _ => answers::message(403, "This account type cannot be rotated."),
    }
}

fn open_association() -> Value {
    json!({
        "filter_type": "any_jump_items",
        "criteria": {"shared_jump_groups": [], "host": [], "name": [], "tag": [], "comment": []},
        "jump_items": [],
    })
}

fn association(
    asked: &Asked,
    world: &mut World,
    collection: &str,
    id: &str,
    rest: &[&str],
) -> Answered {
    let found = world
        .rows_mut(collection)
        .iter_mut()
        .find(|row| is(&row["id"], id));
    let Some(found) = found else {
        return answers::not_found();
    };
    let inherits = collection == "vault_accounts" && found["_association"].is_null();
    let body = asked.json().unwrap_or_default();
    let mut own = match &found["_association"] {
        Value::Null => open_association(),
        own => own.clone(),
    };
    match (asked.method.as_str(), rest) {
        ("POST", []) if inherits => {
            merge(&mut own, &body);
            found["_association"] = own.clone();
            Answered::json(201, &own)
        }
        ("POST", []) => answers::message(422, "The association exists already."),
        // Until one of its own was made, an account has what its group has.
        _ if inherits => answers::message(404, "The account inherits from its group."),
        ("GET" | "HEAD", []) => Answered::json(200, &own),
        ("PATCH", []) => {
            merge(&mut own, &body);
            found["_association"] = own.clone();
            Answered::json(200, &own)
        }
        ("DELETE", []) if collection == "vault_accounts" => {
            found["_association"] = Value::Null;
            Answered::empty(204)
        }
        ("POST" | "DELETE", ["jump-item" | "shared-jump-group"]) => {
            let list = if rest[0] == "jump-item" {
                &mut own["jump_items"]
            } else {
                &mut own["criteria"]["shared_jump_groups"]
            };
            let entry = if rest[0] == "jump-item" {
                json!({"id": body["id"], "type": body["type"]})
            } else {
                body["id"].clone()
            };
            if body["id"].as_i64().is_none() {
                return answers::one_wrong("id", "is required");
            }
            let adds = asked.method == "POST";
            if let Some(list) = list.as_array_mut() {
                list.retain(|known| *known != entry);
                if adds {
                    list.push(entry.clone());
                }
            }
            found["_association"] = own;
            match (adds, collection) {
                (false, _) => Answered::empty(204),
                // Only of a group the document says what comes.
                (true, "vault_accounts") => Answered::empty(200),
                (true, _) if rest[0] == "jump-item" => Answered::json(200, &entry),
                (true, _) => {
                    let group = found["id"].clone();
                    let row = json!({"account_group_id": group, "shared_jump_group_id": entry});
                    Answered::json(200, &row)
                }
            }
        }
        _ => Answered::empty(405).with("Allow", "GET,HEAD,POST,PATCH,DELETE"),
    }
}

fn merge(own: &mut Value, body: &Value) {
    for field in ["filter_type", "criteria", "jump_items"] {
        if !body[field].is_null() {
            own[field] = body[field].clone();
        }
    }
}

fn accounts_of(asked: &Asked, world: &World, id: &str) -> Answered {
    known(world, "vault_account_groups", id, |group| {
        let list: Vec<Value> = world
            .rows("vault_accounts")
            .iter()
            .filter(|account| account["account_group_id"] == group["id"])
            .map(|account| json!({"account_id": account["id"]}))
            .collect();
        match answers::page(asked, list.len()) {
            Ok(page) => {
                let rows = Value::from(list[page.range.clone()].to_vec());
                page.mark(asked, Answered::json(200, &rows))
            }
            Err(wrong) => answers::invalid(&wrong),
        }
    })
}

fn move_in(asked: &Asked, world: &mut World, id: &str) -> Answered {
    let group = id.parse().unwrap_or(0);
    if row(world, "vault_account_groups", group).is_none() {
        return answers::not_found();
    }
    let wanted = asked.json().unwrap_or_default()["account_id"].clone();
    match account(world, &wanted.to_string()) {
        Some(found) => {
            found["account_group_id"] = json!(group);
            Answered::json(201, &json!({ "account_id": wanted }))
        }
        None => answers::one_wrong("account_id", "does not exist"),
    }
}

fn one_of_group(asked: &Asked, world: &mut World, id: &str, wanted: &str) -> Answered {
    let found = account(world, wanted).filter(|found| is(&found["account_group_id"], id));
    match found {
        None => answers::not_found(),
        Some(found) if asked.method == "DELETE" => {
            found["account_group_id"] = json!(1);
            Answered::empty(204)
        }
        Some(found) => Answered::json(200, &json!({"account_id": found["id"]})),
    }
}

fn candidates(world: &World, id: &str) -> Answered {
    known(world, "vault_endpoints", id, |endpoint| {
        let list: Vec<Value> = world
            .rows("remote_rdps")
            .iter()
            .filter(|item| item["endpoint_id"].is_null())
            .filter(|item| item["hostname"] == endpoint["hostname"])
            .map(|item| json!({"id": item["id"], "name": item["name"]}))
            .collect();
        Answered::json(200, &Value::Array(list))
    })
}

fn associate(asked: &Asked, world: &mut World, id: &str) -> Answered {
    let Some(endpoint) = id
        .parse()
        .ok()
        .filter(|id| row(world, "vault_endpoints", *id).is_some())
    else {
        return answers::not_found();
    };
    let wanted = asked.json().unwrap_or_default()["id"].clone();
    let found = world
        .rows_mut("remote_rdps")
        .iter_mut()
        .find(|item| item["id"] == wanted);
    match found {
        Some(item) => {
            item["endpoint_id"] = json!(endpoint);
            Answered::json(201, &json!({ "id": wanted }))
        }
        None => answers::one_wrong("id", "does not exist"),
    }
}
