//! Safes and their members.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::lists::{Cut, filter, found, values};
use super::rights::{Caller, PERMISSIONS};
use super::words::{Sent, asked_flag, forbidden, no_safe, refuse, reply, shown, wrong};
use super::{not_allowed, users};
use crate::{Answered, Asked, World};

/// Answers below `Safes`; the path is without that word.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
    exact: &[&str],
) -> Option<Answered> {
    let method = asked.method.as_str();
    let Some(name) = exact.first() else {
        return Some(match method {
            "GET" => list(asked, world, caller),
            "POST" if caller.has("AddSafes") => create(asked, world, caller),
            "POST" => forbidden(),
            _ => not_allowed("GET, POST"),
        });
    };
    let Some(at) = world.rows("safes").iter().position(|safe| {
        safe["safeName"]
            .as_str()
            .is_some_and(|own| own.eq_ignore_ascii_case(name))
    }) else {
        return Some(no_safe(name));
    };
    if !caller.sees(world, name) {
        return Some(no_safe(name));
    }
    let may = |permission: &str| caller.may(world, name, permission);
    Some(match (method, &path[1..]) {
        ("GET", []) => {
            let accounts = asked_flag(asked, "includeAccounts").unwrap_or(false);
            reply(200, &row(world, &world.rows("safes")[at], accounts))
        }
        ("PUT", []) if may("manageSafe") && may("viewSafeMembers") => update(asked, world, at),
        ("DELETE", []) if may("manageSafe") => {
            let safe = world.rows_mut("safes").remove(at);
            let same = |row: &Value| row["safeName"] == safe["safeName"];
            world.rows_mut("safe_members").retain(|row| !same(row));
            world.rows_mut("accounts").retain(|row| !same(row));
            Answered::empty(204)
        }
        ("PUT" | "DELETE", []) => forbidden(),
        (_, []) => not_allowed("GET, PUT, DELETE"),
        ("GET", ["accountgroups"]) => reply(200, &json!([])),
        ("GET", ["members", ..]) if !may("viewSafeMembers") => forbidden(),
        ("POST" | "PUT" | "DELETE", ["members", ..])
            if !(may("viewSafeMembers") && may("manageSafeMembers")) =>
        {
            forbidden()
        }
        ("GET", ["members"]) => members(asked, world, name),
        ("POST", ["members"]) => add(asked, world, caller, at),
        (_, ["members"]) => not_allowed("GET, POST"),
        (_, ["members", _]) => member(asked, world, caller, name, exact[2]),
        _ => return None,
    })
}

fn row(world: &World, safe: &Value, accounts: bool) -> Value {
    let mut row = shown(safe);
    if accounts {
        let list: Vec<Value> = world
            .rows("accounts")
            .iter()
            .filter(|account| account["safeName"] == safe["safeName"])
            .map(|account| json!({"id": account["id"], "name": account["name"]}))
            .collect();
        row["accounts"] = json!(list);
    }
    row
}

fn list(asked: &Asked, world: &World, caller: &Caller) -> Answered {
    let accounts = asked_flag(asked, "includeAccounts").unwrap_or(false);
    let extended = asked_flag(asked, "extendedDetails").unwrap_or(true);
    let rows: Vec<Value> = world
        .rows("safes")
        .iter()
        .filter(|safe| {
            let name = safe["safeName"].as_str().unwrap_or_default();
            caller.sees(world, name)
                && found(
                    asked,
                    &[name, safe["description"].as_str().unwrap_or_default()],
                )
        })
        .map(|safe| {
            if extended {
                row(world, safe, accounts)
            } else {
                json!({"safeName": safe["safeName"]})
            }
        })
        .collect();
    values(
        asked,
        rows,
        &Cut {
            route: "Safes",
            default: 25,
            most: 1000,
        },
    )
}

fn check(sent: &Sent) -> Result<(), Answered> {
    if let Some(days) = sent.number("NumberOfDaysRetention") {
        if !(0..=3650).contains(&days) {
            return Err(wrong(
                "NumberOfDaysRetention",
                "The value must be between 0 and 3650.",
            ));
        }
        if sent.get("NumberOfVersionsRetention").is_some() {
            let text = "Days and versions cannot be given together.";
            return Err(wrong("NumberOfVersionsRetention", text));
        }
    }
    if let Some(versions) = sent.number("NumberOfVersionsRetention")
        && !(1..=999).contains(&versions)
    {
        return Err(wrong(
            "NumberOfVersionsRetention",
            "The value must be between 1 and 999.",
        ));
    }
    Ok(())
}

fn create(asked: &Asked, world: &mut World, caller: &Caller) -> Answered {
    let sent = match Sent::read(asked).and_then(|sent| check(&sent).map(|()| sent)) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let name = sent.text("SafeName");
    let bad = |letter: char| "\\/:*<>\".|?%&+".contains(letter);
    if name.is_empty() || name.chars().count() > 28 || name.starts_with(' ') || name.contains(bad) {
        return wrong("SafeName", "The Safe name is not valid.");
    }
    if world.find("safes", "safeName", &name).is_some() {
        return refuse(409, "SFWS0002", &format!("Safe {name} already exists."));
    }
    let number = users::next(world, "safes", "safeNumber");
    let now = asked.now.as_second();
    let versions = sent.number("NumberOfVersionsRetention");
    let days = match versions {
        Some(_) => None,
        None => Some(sent.number("NumberOfDaysRetention").unwrap_or(7)),
    };
    let fresh = json!({
        "safeUrlId": utf8_percent_encode(&name, NON_ALPHANUMERIC).to_string().replace("%2D", "-").replace("%5F", "_"),
        "safeName": name, "safeNumber": number, "description": sent.text("Description"),
        "location": "\\", "creator": {"id": caller.user()["id"].to_string(), "name": caller.name()},
        "olacEnabled": sent.flag("OLACEnabled").unwrap_or(false),
        "managingCPM": sent.text("ManagingCPM"),
        "numberOfVersionsRetention": versions, "numberOfDaysRetention": days,
        "autoPurgeEnabled": sent.flag("AutoPurgeEnabled").unwrap_or(false),
        "creationTime": now, "lastModificationTime": now * 1_000_000, "isExpiredMember": false,
    });
    let member = record(
        &fresh,
        caller.user()["id"].clone(),
        caller.name(),
        "User",
        Value::Null,
        &super::rights::preset("Full"),
    );
    world.rows_mut("safes").push(fresh.clone());
    world.rows_mut("safe_members").push(member);
    reply(201, &fresh)
}

fn update(asked: &Asked, world: &mut World, at: usize) -> Answered {
    let sent = match Sent::read(asked).and_then(|sent| check(&sent).map(|()| sent)) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let now = asked.now.as_second();
    let safe = &mut world.rows_mut("safes")[at];
    if safe["olacEnabled"] == true && sent.flag("OLACEnabled") == Some(false) {
        return wrong(
            "OLACEnabled",
            "Object level access control cannot be turned off.",
        );
    }
    for (name, own) in [
        ("Description", "description"),
        ("ManagingCPM", "managingCPM"),
        ("OLACEnabled", "olacEnabled"),
    ] {
        if let Some(value) = sent.get(name) {
            safe[own] = value.clone();
        }
    }
    if let Some(days) = sent.number("NumberOfDaysRetention") {
        safe["numberOfDaysRetention"] = json!(days);
        safe["numberOfVersionsRetention"] = Value::Null;
    }
    if let Some(versions) = sent.number("NumberOfVersionsRetention") {
        safe["numberOfVersionsRetention"] = json!(versions);
        safe["numberOfDaysRetention"] = Value::Null;
    }
    safe["lastModificationTime"] = json!(now * 1_000_000);
    reply(200, &shown(safe))
}

fn record(
    safe: &Value,
    id: Value,
    name: &str,
    kind: &str,
    until: Value,
    permissions: &Map<String, Value>,
) -> Value {
    let mut row = json!({
        "safeUrlId": safe["safeUrlId"], "safeName": safe["safeName"],
        "safeNumber": safe["safeNumber"], "memberId": null, "memberName": name,
        "memberType": kind, "membershipExpirationDate": null,
        "isExpiredMembershipEnable": false, "isPredefinedUser": false, "isReadOnly": false,
        "permissions": permissions,
    });
    row["memberId"] = id;
    row["membershipExpirationDate"] = until;
    row
}

fn members(asked: &Asked, world: &World, safe: &str) -> Answered {
    let conditions = match filter(asked) {
        Ok(conditions) => conditions,
        Err(refusal) => return refusal,
    };
    let now = asked.now.as_second();
    let wants = |field: &str| {
        conditions
            .iter()
            .find(|condition| condition.field == field)
            .map(|condition| condition.value.to_lowercase())
    };
    let predefined = wants("includepredefinedusers").is_some_and(|value| value == "true");
    let rows: Vec<Value> = world
        .rows("safe_members")
        .iter()
        .filter(|member| {
            let text = |name: &str| member[name].as_str().unwrap_or_default();
            let expired = member["membershipExpirationDate"]
                .as_i64()
                .is_some_and(|until| until > 0 && until <= now);
            text("safeName").eq_ignore_ascii_case(safe)
                && (predefined || member["isPredefinedUser"] != true)
                && wants("membertype")
                    .is_none_or(|kind| text("memberType").eq_ignore_ascii_case(&kind))
                && wants("membershipexpired").is_none_or(|wanted| wanted == expired.to_string())
                && found(asked, &[text("memberName")])
        })
        .map(shown)
        .collect();
    let route = format!(
        "Safes/{}/Members",
        utf8_percent_encode(safe, NON_ALPHANUMERIC)
    );
    values(
        asked,
        rows,
        &Cut {
            route: &route,
            default: 25,
            most: 1000,
        },
    )
}

fn permissions(sent: &Sent) -> Map<String, Value> {
    let given = sent.get("permissions").map(Sent::of).unwrap_or_default();
    PERMISSIONS
        .iter()
        .map(|name| ((*name).to_owned(), json!(given.flag(name).unwrap_or(false))))
        .collect()
}

fn until(sent: &Sent) -> Result<Value, Answered> {
    match sent.number("membershipExpirationDate") {
        None => Ok(Value::Null),
        Some(until) if (0..=2_145_830_400).contains(&until) => Ok(json!(until)),
        Some(_) => Err(refuse(
            400,
            "PASWS178E",
            "MembershipExpirationDate must be between [0] and [2145830400]",
        )),
    }
}

fn add(asked: &Asked, world: &mut World, caller: &Caller, at: usize) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let until = match until(&sent) {
        Ok(until) => until,
        Err(refusal) => return refusal,
    };
    let (name, safe) = (sent.text("memberName"), world.rows("safes")[at].clone());
    if name.eq_ignore_ascii_case(caller.name()) {
        return refuse(403, "SFWS0013", "You cannot change your own membership.");
    }
    let known = world
        .find("users", "username", &name)
        .map(|user| (user["id"].clone(), "User"));
    let known = known.or_else(|| {
        world
            .find("groups", "groupName", &name)
            .map(|group| (group["id"].clone(), "Group"))
    });
    let Some((id, kind)) = known else {
        return refuse(
            404,
            "CAWS00001E",
            &format!("ITATS034E Owner {name} was not found."),
        );
    };
    let again = world.rows("safe_members").iter().any(|member| {
        member["safeName"] == safe["safeName"]
            && member["memberName"]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(&name))
    });
    if again {
        return refuse(
            409,
            "SFWS0012",
            &format!("{name} is already a member of the Safe."),
        );
    }
    let row = record(&safe, id, &name, kind, until, &permissions(&sent));
    world.rows_mut("safe_members").push(row.clone());
    reply(201, &row)
}

fn member(asked: &Asked, world: &mut World, caller: &Caller, safe: &str, name: &str) -> Answered {
    let same = |row: &Value, field: &str, text: &str| {
        row[field]
            .as_str()
            .is_some_and(|own| own.eq_ignore_ascii_case(text))
    };
    let at = world
        .rows("safe_members")
        .iter()
        .position(|row| same(row, "safeName", safe) && same(row, "memberName", name));
    let Some(at) = at else {
        return refuse(
            404,
            "SFWS0007",
            &format!("{name} is not a member of the Safe."),
        );
    };
    if asked.method != "GET" && name.eq_ignore_ascii_case(caller.name()) {
        return refuse(403, "SFWS0013", "You cannot change your own membership.");
    }
    match asked.method.as_str() {
        "GET" => reply(200, &shown(&world.rows("safe_members")[at])),
        "PUT" => {
            let sent = match Sent::read(asked) {
                Ok(sent) => sent,
                Err(refusal) => return refusal,
            };
            let until = match until(&sent) {
                Ok(until) => until,
                Err(refusal) => return refusal,
            };
            let row = &mut world.rows_mut("safe_members")[at];
            row["permissions"] = Value::Object(permissions(&sent));
            row["membershipExpirationDate"] = until;
            reply(200, &shown(row))
        }
        "DELETE" => {
            world.rows_mut("safe_members").remove(at);
            Answered::empty(204)
        }
        _ => not_allowed("GET, PUT, DELETE"),
    }
}
