//! Groups of the Vault and who is in them.

use serde_json::{Value, json};

use super::lists::{Cut, filter, found, values};
use super::not_allowed;
use super::rights::Caller;
use super::users::{gone, next};
use super::words::{Sent, asked_flag, forbidden, not_found, refuse, reply, shown, wrong};
use crate::{Answered, Asked, World};

/// Answers below `UserGroups`.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
    exact: &[&str],
) -> Option<Answered> {
    let method = asked.method.as_str();
    let needed = if method == "GET" {
        "AuditUsers"
    } else {
        "AddUpdateUsers"
    };
    if !caller.has(needed) {
        return Some(forbidden());
    }
    if path.len() == 1 {
        return Some(match method {
            "GET" => group_list(asked, world),
            "POST" => group_create(asked, world),
            _ => not_allowed("GET, POST"),
        });
    }
    let Some(at) = world
        .rows("groups")
        .iter()
        .position(|group| super::words::numbered(&group["id"], path[1]))
    else {
        return Some(not_found(&format!("Group ID {} was not found.", path[1])));
    };
    Some(match (method, &path[2..]) {
        ("GET", []) => reply(200, &with_members(world, &world.rows("groups")[at].clone())),
        ("PUT", []) => {
            let sent = match Sent::read(asked) {
                Ok(sent) => sent,
                Err(refusal) => return Some(refusal),
            };
            let group = &mut world.rows_mut("groups")[at];
            for name in ["groupName", "description", "location"] {
                if let Some(value) = sent.get(name) {
                    group[name] = value.clone();
                }
            }
            reply(200, &shown(group))
        }
        ("DELETE", []) => {
            let group = world.rows_mut("groups").remove(at);
            for user in world.rows_mut("users") {
                if let Some(list) = user["groupsMembership"].as_array_mut() {
                    list.retain(|own| own["groupID"] != group["id"]);
                }
            }
            gone(world)
        }
        ("POST", ["members"]) => join(asked, world, at),
        ("DELETE", ["members", _]) => leave(world, at, exact[3]),
        _ => return None,
    })
}

fn with_members(world: &World, group: &Value) -> Value {
    let mut row = shown(group);
    let members: Vec<Value> = world
        .rows("users")
        .iter()
        .filter(|user| {
            user["groupsMembership"]
                .as_array()
                .is_some_and(|list| list.iter().any(|own| own["groupID"] == group["id"]))
        })
        .map(|user| json!({"id": user["id"], "UserName": user["username"]}))
        .collect();
    row["members"] = json!(members);
    row
}

fn group_list(asked: &Asked, world: &World) -> Answered {
    let conditions = match filter(asked) {
        Ok(conditions) => conditions,
        Err(refusal) => return refusal,
    };
    let members = asked_flag(asked, "includeMembers").unwrap_or(false);
    let text = |group: &Value, name: &str| group[name].as_str().unwrap_or_default().to_owned();
    let rows: Vec<Value> = world
        .rows("groups")
        .iter()
        .filter(|group| {
            found(asked, &[&text(group, "groupName")])
                && conditions
                    .iter()
                    .all(|condition| match condition.field.as_str() {
                        "grouptype" => {
                            text(group, "groupType").eq_ignore_ascii_case(&condition.value)
                        }
                        "groupname" => {
                            text(group, "groupName").eq_ignore_ascii_case(&condition.value)
                        }
                        _ => true,
                    })
        })
        .map(|group| {
            if members {
                with_members(world, group)
            } else {
                shown(group)
            }
        })
        .collect();
    values(
        asked,
        rows,
        &Cut {
            route: "UserGroups",
            default: 1000,
            most: 10_000,
        },
    )
}

fn group_create(asked: &Asked, world: &mut World) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let name = sent.text("groupName");
    if name.is_empty() || name.chars().count() > 128 {
        return wrong("groupName", "The group name must have 1 to 128 characters.");
    }
    if world.find("groups", "groupName", &name).is_some() {
        return refuse(409, "ITATS031E", &format!("Group {name} already exists."));
    }
    let row = json!({
        "id": next(world, "groups", "id"), "groupType": "Vault", "groupName": name,
        "description": sent.text("description"), "location": "\\",
    });
    world.rows_mut("groups").push(row.clone());
    reply(201, &row)
}

fn join(asked: &Asked, world: &mut World, at: usize) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    // In spite of its label this is the name, not the number.
    let name = sent.text("memberId");
    let group = world.rows("groups")[at].clone();
    let Some(user) = world.find_mut("users", "username", &name) else {
        return not_found(&format!("User {name} was not found."));
    };
    let Some(list) = user["groupsMembership"].as_array_mut() else {
        return not_found(&format!("User {name} was not found."));
    };
    if list.iter().any(|own| own["groupID"] == group["id"]) {
        let text = format!("ITATS262E User {name} is already a member of this group.");
        return refuse(409, "PASWS213E", &text);
    }
    list.push(json!({
        "groupID": group["id"], "groupName": group["groupName"], "groupType": group["groupType"],
    }));
    reply(201, &json!({"memberId": name, "memberType": "vault"}))
}

fn leave(world: &mut World, at: usize, name: &str) -> Answered {
    let group = world.rows("groups")[at]["id"].clone();
    let list = world
        .find_mut("users", "username", name)
        .and_then(|user| user["groupsMembership"].as_array_mut());
    let Some(list) = list else {
        return not_found(&format!("User {name} was not found."));
    };
    let before = list.len();
    list.retain(|own| own["groupID"] != group);
    if list.len() == before {
        return not_found(&format!("User {name} is not a member of this group."));
    }
    Answered::empty(204)
}
