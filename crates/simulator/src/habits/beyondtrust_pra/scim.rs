//! SCIM 2.0 as far as public clients use it: people and groups of the SCIM provider.

use serde_json::{Value, json};

use crate::{Answered, Asked, World};

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

fn scim(status: u16, value: &Value) -> Answered {
    Answered::body(status, "application/scim+json", value.to_string())
}

fn refuse(status: u16, text: &str) -> Answered {
    scim(
        status,
        &json!({"schemas": [ERROR], "status": status.to_string(), "detail": text}),
    )
}

/// The account has no SCIM right.
pub(super) fn forbidden() -> Answered {
    refuse(403, "The API account has no access to the SCIM API.")
}

/// Answers below `/api/scim`; whether the version is part of the path is a switch.
pub(super) fn answer(asked: &Asked, world: &mut World, path: &[&str]) -> Answered {
    let form = world.switches.word("scim_path", "both");
    let rest = match path {
        ["v2", rest @ ..] if form != "bare" => rest,
        ["v2", ..] => return refuse(404, "Not found."),
        rest if form != "v2" => rest,
        _ => return refuse(404, "Not found."),
    };
    let (collection, schema, key) = match rest.first() {
        Some(&"Users") => ("scim_users", "User", "userName"),
        Some(&"Groups") => ("scim_groups", "Group", "displayName"),
        _ => return refuse(404, "Not found."),
    };
    let id = rest.get(1).copied();
    let found = id.and_then(|id| {
        world
            .rows(collection)
            .iter()
            .position(|row| row["id"] == id)
    });
    match (asked.method.as_str(), id, found) {
        ("GET", None, _) => list(asked, world, collection, key),
        ("POST", None, _) => create(asked, world, collection, schema, key),
        (_, Some(_), None) => refuse(404, "Not found."),
        ("GET", _, Some(at)) => scim(200, &world.rows(collection)[at]),
        ("PUT", _, Some(at)) => match asked.json() {
            Some(Value::Object(mut body)) => {
                let row = &mut world.rows_mut(collection)[at];
                body.insert("id".to_owned(), row["id"].clone());
                *row = Value::Object(body);
                scim(200, row)
            }
            _ => refuse(400, "The body must be a JSON object."),
        },
        ("DELETE", _, Some(at)) => {
            world.rows_mut(collection).remove(at);
            Answered::empty(204)
        }
        _ => refuse(405, "Method not allowed."),
    }
}

fn list(asked: &Asked, world: &World, collection: &str, key: &str) -> Answered {
    let wanted = asked.query_value("filter").and_then(|filter| {
        let (field, value) = filter.split_once(" eq ")?;
        field
            .trim()
            .eq_ignore_ascii_case(key)
            .then(|| value.trim().trim_matches('"').to_lowercase())
    });
    let matching: Vec<Value> = world
        .rows(collection)
        .iter()
        .filter(|row| {
            wanted.as_ref().is_none_or(|wanted| {
                row[key]
                    .as_str()
                    .is_some_and(|own| own.to_lowercase() == *wanted)
            })
        })
        .cloned()
        .collect();
    let number = |name: &str, default: usize| {
        asked
            .query_value(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (start, count) = (number("startIndex", 1).max(1), number("count", 100));
    let page: Vec<Value> = matching
        .iter()
        .skip(start - 1)
        .take(count)
        .cloned()
        .collect();
    scim(
        200,
        &json!({
            "schemas": [LIST],
            "totalResults": matching.len(),
            "startIndex": start,
            "itemsPerPage": page.len(),
            "Resources": page,
        }),
    )
}

fn create(asked: &Asked, world: &mut World, collection: &str, schema: &str, key: &str) -> Answered {
    let Some(Value::Object(mut body)) = asked.json() else {
        return refuse(400, "The body must be a JSON object.");
    };
    let Some(name) = body.get(key).and_then(Value::as_str).map(str::to_lowercase) else {
        return refuse(400, &format!("{key} is required."));
    };
    let taken = world.rows(collection).iter().any(|row| {
        row[key]
            .as_str()
            .is_some_and(|own| own.to_lowercase() == name)
    });
    if taken {
        return refuse(409, &format!("{key} is taken."));
    }
    let id = world.random.uuid();
    body.insert("id".to_owned(), json!(id));
    body.insert(
        "meta".to_owned(),
        json!({
            "resourceType": schema,
            "location": format!("{}/api/scim/v2/{schema}s/{id}", asked.origin),
        }),
    );
    let fresh = Value::Object(body);
    world.rows_mut(collection).push(fresh.clone());
    scim(201, &fresh)
}
