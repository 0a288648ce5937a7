//! SCIM 2.0 (RFC 7643, RFC 7644) over the console's users and roles.

use super::list::text;
use super::scim_discovery::{provider, resource_types, schemas};
use super::scim_filter::passes;
use super::users::{accepted, fresh};
use crate::paging::{member, window};
use crate::{Answered, Asked, World, times};
use serde_json::{Map, Value, json};

pub(super) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(super) const ROLE: &str = "urn:ietf:params:scim:schemas:core:2.0:Role";
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

type Reply = Result<Answered, Answered>;

/// Gives a bare refusal the body a SCIM client expects.
pub(super) fn worded(answered: Answered) -> Answered {
    let refused = refused(answered.status, "", "The request was refused");
    let headers = answered.headers.into_iter();
    headers.fold(refused, |refused, (name, value)| refused.with(&name, value))
}

fn sent(status: u16, body: &Value) -> Answered {
    Answered::json(status, body).with_only("content-type", "application/scim+json")
}

fn refused(status: u16, kind: &str, detail: &str) -> Answered {
    let mut body = json!({ "schemas": [ERROR], "status": status.to_string(), "detail": detail });
    if !kind.is_empty() {
        body["scimType"] = json!(kind);
    }
    sent(status, &body)
}

fn missing() -> Answered {
    refused(404, "", "Resource not found")
}

pub(super) fn answer(asked: &Asked, world: &mut World, rest: &str) -> Answered {
    let segments: Vec<String> = rest
        .trim_matches('/')
        .split('/')
        .map(crate::decoded)
        .collect();
    let kind = segments[0].to_ascii_lowercase();
    let id = segments.get(1).map(String::as_str);
    let base = base(asked);
    let method = asked.method.as_str();
    let reply = match (method, kind.as_str(), id) {
        (_, _, _) if segments.len() > 2 => Err(missing()),
        ("GET", "serviceproviderconfig", None) => Ok(sent(200, &provider(&base))),
        ("GET", "resourcetypes", id) => one_or_all(&resource_types(&base), "id", id),
        ("GET", "schemas", id) => one_or_all(&schemas(&base), "id", id),
        ("GET", "roles", None) => list(asked, roles(world, &base)),
        ("GET", "roles", id) => one_or_all(&roles(world, &base), "id", id),
        ("GET", "users", None) => list(asked, users(world, &base)),
        ("POST", "users", Some(".search")) => search(asked, users(world, &base)),
        ("POST", "users", None) => make(asked, world, &base),
        ("GET", "users", Some(id)) => show(asked, world, id, &base),
        ("PUT", "users", Some(id)) => replace(asked, world, id, &base),
        ("PATCH", "users", Some(id)) => patch(asked, world, id, &base),
        ("DELETE", "users", Some(id)) if world.switches.on("scim_users_can_be_deleted") => {
            let gone = world.remove("users", "id", id);
            gone.map(|_| Answered::empty(204)).ok_or_else(missing)
        }
        (_, "users" | "roles" | "schemas" | "resourcetypes" | "serviceproviderconfig", _) => {
            Err(refused(405, "", "Method not allowed"))
        }
        _ => Err(missing()),
    };
    reply.unwrap_or_else(|refused| refused)
}

fn base(asked: &Asked) -> String {
    let path: Vec<_> = asked.path.trim_matches('/').split('/').take(3).collect();
    format!("{}/{}", asked.origin, path.join("/"))
}

fn one_or_all(rows: &[Value], key: &str, id: Option<&str>) -> Reply {
    let Some(id) = id else {
        return Ok(sent(200, &envelope(rows.len(), 1, rows)));
    };
    let row = rows
        .iter()
        .find(|row| text(row, key).eq_ignore_ascii_case(id));
    Ok(sent(200, row.ok_or_else(missing)?))
}

fn envelope(total: usize, start: usize, rows: &[Value]) -> Value {
    json!({
        "schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": rows.len(),
        "Resources": rows,
    })
}

fn roles(world: &World, base: &str) -> Vec<Value> {
    let rows = world.rows("roles").iter();
    rows.map(|role| {
        let place = format!("{base}/Roles/{}", text(role, "id"));
        json!({
            "schemas": [ROLE], "id": role["id"], "name": role["name"], "displayName": role["name"],
            "meta": { "resourceType": "Role", "location": place },
        })
    })
    .collect()
}

fn users(world: &World, base: &str) -> Vec<Value> {
    world
        .rows("users")
        .iter()
        .map(|user| resource(user, base))
        .collect()
}

fn resource(user: &Value, base: &str) -> Value {
    let held = user["roles"].as_array().into_iter().flatten();
    let held: Vec<_> = held
        .map(|role| json!({ "value": role["name"], "display": role["name"] }))
        .collect();
    let mut shown = json!({
        "schemas": [USER], "id": user["id"], "userName": user["emailAddress"],
        "displayName": user["accountName"], "locale": user["language"], "timezone": user["olsonTimeZoneId"],
        "active": user["disabled"] == json!(false), "roles": held, "groups": [], "entitlements": [],
        "emails": [{ "value": user["emailAddress"], "type": "work", "primary": true }],
        "meta": { "resourceType": "User", "created": user["created"],
                  "location": format!("{base}/Users/{}", text(user, "id")) },
    });
    let kept = user.get("scim").and_then(Value::as_object);
    for (key, value) in kept.into_iter().flatten() {
        shown[key.as_str()] = value.clone();
    }
    shown
}

fn list(asked: &Asked, rows: Vec<Value>) -> Reply {
    let number = |name: &str| {
        asked
            .query_value(name)
            .and_then(|text| text.parse::<i64>().ok())
    };
    let count = number("count").or_else(|| number("itemsPerPage"));
    page(
        rows,
        asked.query_value("filter"),
        number("startIndex"),
        count,
        &shape(asked),
    )
}

fn search(asked: &Asked, rows: Vec<Value>) -> Reply {
    let body = asked.json().unwrap_or_default();
    let names = |key: &str| super::list::texts(&body, key);
    let shape = (names("attributes"), names("excludedAttributes"));
    let number = |key: &str| member(&body, key).and_then(Value::as_i64);
    page(
        rows,
        member(&body, "filter").and_then(Value::as_str),
        number("startIndex"),
        number("count"),
        &shape,
    )
}

type Shape = (Vec<String>, Vec<String>);

fn shape(asked: &Asked) -> Shape {
    let names = |key: &str| {
        let list = asked.query_value(key).unwrap_or_default().split(',');
        list.map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    (names("attributes"), names("excludedAttributes"))
}

fn page(
    mut rows: Vec<Value>,
    filter: Option<&str>,
    start: Option<i64>,
    count: Option<i64>,
    shape: &Shape,
) -> Reply {
    if let Some(filter) = filter.filter(|filter| !filter.trim().is_empty()) {
        let unread = || refused(400, "invalidFilter", "The filter cannot be read");
        let judged: Option<Vec<bool>> = rows.iter().map(|row| passes(filter, row)).collect();
        // A filter is read once even when there is nothing to judge.
        let judged = judged
            .filter(|_| passes(filter, &Value::Null).is_some())
            .ok_or_else(unread)?;
        let mut judged = judged.into_iter();
        rows.retain(|_| judged.next().unwrap_or(false));
    }
    let start = usize::try_from(start.unwrap_or(1).max(1)).unwrap_or(usize::MAX);
    let count = usize::try_from(count.unwrap_or(200).clamp(0, 200)).unwrap_or(200);
    let cut: Vec<_> = window(&rows, start - 1, count)
        .iter()
        .map(|row| shaped(row, shape))
        .collect();
    Ok(sent(200, &envelope(rows.len(), start, &cut)))
}

/// Only the attributes asked for; `schemas` and `id` are always there.
fn shaped(row: &Value, (wanted, unwanted): &Shape) -> Value {
    let named = |names: &[String], key: &str| {
        names.iter().any(|name| {
            let name = name.rsplit(':').next().unwrap_or(name);
            name.split('.')
                .next()
                .is_some_and(|first| first.eq_ignore_ascii_case(key))
        })
    };
    let members = row.as_object().into_iter().flatten();
    let kept: Map<String, Value> = members
        .filter(|(key, _)| {
            matches!(key.as_str(), "schemas" | "id")
                || ((wanted.is_empty() || named(wanted, key)) && !named(unwanted, key))
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    Value::Object(kept)
}

fn body(asked: &Asked) -> Result<Value, Answered> {
    let unread = || refused(400, "invalidSyntax", "The body is not valid JSON");
    asked.json().filter(Value::is_object).ok_or_else(unread)
}

fn show(asked: &Asked, world: &World, id: &str, base: &str) -> Reply {
    let user = world.find("users", "id", id).ok_or_else(missing)?;
    Ok(sent(200, &shaped(&resource(user, base), &shape(asked))))
}

fn make(asked: &Asked, world: &mut World, base: &str) -> Reply {
    let body = body(asked)?;
    let email = text(&body, "userName").to_owned();
    if email.is_empty() {
        return Err(refused(400, "invalidValue", "userName is required"));
    }
    if !accepted(world, &email) {
        return Err(refused(
            400,
            "invalidValue",
            "The domain of userName is not accepted",
        ));
    }
    if world.find("users", "emailAddress", &email).is_some() {
        let status = if world.switches.number("scim_duplicate_status", 400) == 409 {
            409
        } else {
            400
        };
        return Err(refused(
            status,
            "uniqueness",
            "A user with this userName exists",
        ));
    }
    let mut user = fresh(world, &email, &times::rfc3339(asked.now));
    fill(world, &mut user, &body)?;
    let shown = resource(&user, base);
    world.rows_mut("users").push(user);
    let place = text(&shown, "meta.location").to_owned();
    Ok(sent(201, &shown).with("location", place))
}

fn replace(asked: &Asked, world: &mut World, id: &str, base: &str) -> Reply {
    let body = body(asked)?;
    let mut user = world.find("users", "id", id).cloned().ok_or_else(missing)?;
    fill(world, &mut user, &body)?;
    keep(world, id, user, base)
}

fn keep(world: &mut World, id: &str, user: Value, base: &str) -> Reply {
    let shown = resource(&user, base);
    if let Some(place) = world.find_mut("users", "id", id) {
        *place = user;
    }
    Ok(sent(200, &shown))
}

/// Takes over the attributes a body has.
fn fill(world: &World, user: &mut Value, body: &Value) -> Result<(), Answered> {
    let members = body.as_object().into_iter().flatten();
    for (key, value) in members {
        set(world, user, key, value.clone())?;
    }
    Ok(())
}

fn set(world: &World, user: &mut Value, key: &str, value: Value) -> Result<(), Answered> {
    match key.to_ascii_lowercase().as_str() {
        "active" => {
            let on = value
                .as_bool()
                .or_else(|| value.as_str()?.to_ascii_lowercase().parse().ok());
            let on = on.ok_or_else(|| refused(400, "invalidValue", "active is a boolean"))?;
            user["disabled"] = json!(!on);
        }
        "locale" => user["language"] = value,
        "timezone" => user["olsonTimeZoneId"] = value,
        "displayname" => user["accountName"] = value,
        "roles" => user["roles"] = named_roles(world, &value)?,
        "externalid" | "name" | "nickname" | "title" => {
            if !user["scim"].is_object() {
                user["scim"] = json!({});
            }
            user["scim"][key] = value;
        }
        // The address is the login and cannot be changed here; the rest is not kept.
        _ => {}
    }
    Ok(())
}

/// Roles are given by their names, as texts or as objects with a `value`.
fn named_roles(world: &World, value: &Value) -> Result<Value, Answered> {
    let items = match value {
        Value::Array(items) => items.clone(),
        one => vec![one.clone()],
    };
    let role = |item: &Value| {
        let name = item.as_str().unwrap_or_else(|| text(item, "value"));
        let role = world.find("roles", "name", name);
        let role = role.ok_or_else(|| refused(400, "invalidValue", "The role does not exist"))?;
        Ok(
            json!({ "id": role["id"], "name": role["name"], "resourceId": null, "resourceType": null }),
        )
    };
    items.iter().map(role).collect()
}

fn patch(asked: &Asked, world: &mut World, id: &str, base: &str) -> Reply {
    let body = body(asked)?;
    let mut user = world.find("users", "id", id).cloned().ok_or_else(missing)?;
    let operations = member(&body, "Operations").and_then(Value::as_array);
    let none = || refused(400, "invalidSyntax", "Operations are missing");
    for operation in operations.ok_or_else(none)? {
        change(world, &mut user, operation)?;
    }
    keep(world, id, user, base)
}

fn change(world: &World, user: &mut Value, operation: &Value) -> Result<(), Answered> {
    let path = text(operation, "path");
    let value = member(operation, "value").cloned().unwrap_or_default();
    match (text(operation, "op").to_ascii_lowercase().as_str(), path) {
        ("add" | "replace", "") => fill(world, user, &value),
        ("add", path) if path.eq_ignore_ascii_case("roles") => {
            let mut held = user["roles"].as_array().cloned().unwrap_or_default();
            let more = named_roles(world, &value)?;
            for role in more.as_array().into_iter().flatten() {
                if !held.iter().any(|own| own["id"] == role["id"]) {
                    held.push(role.clone());
                }
            }
            user["roles"] = Value::Array(held);
            Ok(())
        }
        ("add" | "replace", path) => match path.split_once('.') {
            Some((outer, inner)) if outer.eq_ignore_ascii_case("name") => {
                if !user["scim"]["name"].is_object() {
                    user["scim"] = json!({ "name": {} });
                }
                user["scim"]["name"][inner] = value;
                Ok(())
            }
            _ => set(world, user, path, value),
        },
        ("remove", path) if path.to_ascii_lowercase().starts_with("roles") => {
            let named = path.split('"').nth(1);
            let held = user["roles"]
                .as_array_mut()
                .map(std::mem::take)
                .unwrap_or_default();
            let stays = |role: &Value| {
                named.is_some_and(|name| !text(role, "name").eq_ignore_ascii_case(name))
            };
            user["roles"] = held.into_iter().filter(stays).collect();
            Ok(())
        }
        ("remove", path) if !path.is_empty() => {
            if let Some(kept) = user["scim"].as_object_mut() {
                kept.shift_remove(path);
            }
            Ok(())
        }
        ("remove", _) => Err(refused(400, "noTarget", "path is missing")),
        _ => Err(refused(400, "invalidSyntax", "Unknown op")),
    }
}
