//! The collections of the Configuration API over the seed's rows: lists with paging,
//! single rows, creation, change, removal, copies, and what a removal drags along.

use serde_json::{Map, Value, json};

use super::shapes::{Collection, Found, Written, Wrong, find};
use super::{Pra, answers, moments};
use crate::{Answered, Asked, World};

/// Answers a request on a collection, or says which verbs it would take.
pub(super) fn answer(pra: &mut Pra, asked: &Asked, world: &mut World, path: &[&str]) -> Answered {
    let shapes = pra.shapes.clone();
    let Some(found) = find(&shapes, path) else {
        return answers::not_found();
    };
    if let (Some(parent), Some(owner)) = (&found.parent, owner(&shapes, found.collection))
        && position(world, owner, parent).is_none()
    {
        return answers::not_found();
    }
    let reading = asked.method == "GET" || asked.method == "HEAD";
    let verbs = &found.collection.verbs;
    match (found.rest.len(), asked.method.as_str()) {
        (0, _) if reading && verbs.contains('L') => list(asked, world, &found),
        (0, "POST") if verbs.contains('C') => create(asked, world, &shapes, &found),
        (1, _) if reading && verbs.contains('R') => read(world, &found),
        (1, "PATCH") if verbs.contains('U') => change(asked, world, &shapes, &found),
        (1, "DELETE") if verbs.contains('D') => remove(world, &found),
        (2, "POST") if found.collection.copy && found.rest[1] == "copy" => {
            copy(asked, world, &shapes, &found)
        }
        (0 | 1, method) => {
            let allowed = allowed(found.collection, found.rest.len());
            if allowed.is_empty() {
                return answers::not_found();
            }
            let status = if method == "OPTIONS" { 200 } else { 405 };
            Answered::empty(status).with("Allow", &allowed)
        }
        _ => answers::not_found(),
    }
}

fn allowed(collection: &Collection, depth: usize) -> String {
    let verbs: &[(char, &str)] = if depth == 0 {
        &[('L', "GET,HEAD"), ('C', "POST")]
    } else {
        &[('R', "GET,HEAD"), ('U', "PATCH"), ('D', "DELETE")]
    };
    verbs
        .iter()
        .filter(|(verb, _)| collection.verbs.contains(*verb))
        .map(|(_, methods)| *methods)
        .collect::<Vec<_>>()
        .join(",")
}

/// The collection whose row a nested collection hangs below.
fn owner<'a>(shapes: &'a [Collection], nested: &Collection) -> Option<&'a Collection> {
    let at = nested.path.iter().position(|part| part == "{id}")?;
    shapes.iter().find(|other| other.path == nested.path[..at])
}

/// Where the row with this id is among a collection's rows.
pub(super) fn position(world: &World, collection: &Collection, id: &str) -> Option<usize> {
    world
        .rows(&collection.rows)
        .iter()
        .position(|row| is(&row[collection.by.as_str()], id))
}

/// The row of a collection whose field `id` is this number.
pub(super) fn row<'a>(world: &'a World, name: &str, id: i64) -> Option<&'a Value> {
    world.rows(name).iter().find(|row| row["id"] == id)
}

/// The number one above every id of a collection.
pub(super) fn next_id(world: &World, name: &str) -> i64 {
    world
        .rows(name)
        .iter()
        .filter_map(|row| row["id"].as_i64())
        .max()
        .unwrap_or(0)
        + 1
}

/// Whether a value, written as text, is this one. Case does not count.
pub(super) fn is(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own.to_lowercase() == text.to_lowercase(),
        Value::Array(values) => values.iter().any(|value| is(value, text)),
        Value::Number(number) => number.as_i64().is_some_and(|own| text.parse() == Ok(own)),
        Value::Bool(on) => text.parse() == Ok(*on),
        Value::Null | Value::Object(_) => false,
    }
}

fn belongs(row: &Value, found: &Found<'_>) -> bool {
    found
        .parent
        .as_ref()
        .is_none_or(|parent| is(&row["_of"], parent))
}

fn list(asked: &Asked, world: &World, found: &Found<'_>) -> Answered {
    let collection = found.collection;
    for (name, _) in &asked.query {
        let paging = name == "per_page" || name == "current_page";
        if !collection.filters.contains(name) && (collection.plain || !paging) {
            return answers::unknown_parameter(world, name);
        }
    }
    let personal = asked
        .query_value("include_personal")
        .is_some_and(|text| text == "true");
    let matching: Vec<&Value> = world
        .rows(&collection.rows)
        .iter()
        .filter(|row| belongs(row, found))
        .filter(|row| {
            asked.query.iter().all(|(name, wanted)| {
                matches!(name.as_str(), "per_page" | "current_page" | "include_personal")
                    || is(&row[name.as_str()], wanted)
                    // Some filters name what a row does not show.
                    || is(&row[format!("_{name}").as_str()], wanted)
            })
        })
        .filter(|row| collection.rows != "vault_accounts" || personal || row["personal"] != true)
        .collect();
    let show =
        |rows: &[&Value]| -> Value { rows.iter().map(|row| collection.shown(row)).collect() };
    if collection.plain {
        return Answered::json(200, &show(&matching));
    }
    match answers::page(asked, matching.len()) {
        Ok(page) => {
            let rows = &matching[page.range.clone()];
            page.mark(asked, Answered::json(200, &show(rows)))
        }
        Err(wrong) => answers::invalid(&wrong),
    }
}

fn located(world: &World, found: &Found<'_>) -> Option<usize> {
    let id = found.rest.first()?;
    world
        .rows(&found.collection.rows)
        .iter()
        .position(|row| belongs(row, found) && is(&row[found.collection.by.as_str()], id))
}

fn read(world: &World, found: &Found<'_>) -> Answered {
    match located(world, found) {
        Some(at) => {
            let row = &world.rows(&found.collection.rows)[at];
            Answered::json(200, &found.collection.shown(row))
        }
        None => answers::not_found(),
    }
}

/// The body as an object, refused where it is none or carries a field nobody knows.
fn body(
    asked: &Asked,
    world: &World,
    collection: &Collection,
) -> Result<Map<String, Value>, Answered> {
    let Ok(Value::Object(body)) = serde_json::from_slice(&asked.body) else {
        return Err(answers::message(
            422,
            "The request body must be a JSON object.",
        ));
    };
    match collection.unknown(&body).first() {
        Some(name) => Err(answers::unknown_parameter(world, name)),
        None => Ok(body),
    }
}

fn create(asked: &Asked, world: &mut World, shapes: &[Collection], found: &Found<'_>) -> Answered {
    let collection = found.collection;
    let mut fresh = match body(asked, world, collection).and_then(|body| {
        collection
            .take(&body, true)
            .map_err(|wrong| answers::invalid(&wrong))
    }) {
        Ok(fresh) => fresh,
        Err(refusal) => return refusal,
    };
    let wrong = objections(world, shapes, collection, &fresh, None);
    if !wrong.is_empty() {
        return answers::invalid(&wrong);
    }
    if collection.by != "id" {
        let again = world.rows(&collection.rows).iter().any(|row| {
            belongs(row, found) && fresh.get(&collection.by) == Some(&row[collection.by.as_str()])
        });
        if again {
            return answers::one_wrong(&collection.by, "has already been added");
        }
    }
    let id = next_id(world, &collection.rows);
    if collection.fields.iter().any(|field| field.name == "id") {
        fresh.insert("id".to_owned(), json!(id));
    }
    if let Some(parent) = &found.parent {
        fresh.insert(
            "_of".to_owned(),
            parent.parse::<i64>().map_or(json!(parent), Value::from),
        );
    }
    finish(asked, world, collection, &mut fresh);
    let row = Value::Object(collection.fill(&fresh));
    let mut shown = collection.shown(&row);
    world.rows_mut(&collection.rows).push(row);
    if collection.bare {
        return Answered::empty(collection.made);
    }
    if collection.rows == "jump_client_installers" {
        answers::installer_key(world, &mut shown);
    }
    let key = match &shown[collection.by.as_str()] {
        Value::String(key) => key.clone(),
        other => other.to_string(),
    };
    Answered::json(collection.made, &shown)
        .with("Location", format!("{}{}/{key}", asked.origin, asked.path))
}

/// What the site itself writes into a new row.
fn finish(asked: &Asked, world: &World, collection: &Collection, fresh: &mut Map<String, Value>) {
    let now = moments::text(asked.now);
    let has = |name: &str| collection.fields.iter().any(|field| field.name == name);
    if has("created_at") {
        fresh.insert("created_at".to_owned(), json!(now));
    }
    if has("created_by_api_account_id") {
        fresh.insert(
            "created_by_api_account_id".to_owned(),
            world.data["_account"].clone(),
        );
    }
    match collection.rows.as_str() {
        "shell_jumps" => {
            let port = if fresh.get("protocol") == Some(&json!("telnet")) {
                23
            } else {
                22
            };
            fresh.entry("port").or_insert(json!(port));
        }
        "vendor_users" => {
            let days = row(world, "vendors", fresh["_of"].as_i64().unwrap_or(0))
                .and_then(|vendor| vendor["account_expiration"].as_i64())
                .unwrap_or(30);
            fresh.insert(
                "account_expiration".to_owned(),
                json!(moments::after_days(asked.now, days)),
            );
        }
        "jump_client_installers" => {
            let minutes = fresh
                .get("valid_duration")
                .and_then(Value::as_i64)
                .unwrap_or(1440);
            let end = moments::after_seconds(asked.now, minutes * 60);
            fresh.insert("expiration_timestamp".to_owned(), json!(end));
            let id = fresh.get("id").and_then(Value::as_i64).unwrap_or(0);
            fresh.insert("installer_id".to_owned(), json!(format!("{id:032x}")));
            // Seen on live sites: both come back false whatever was sent.
            if !world.switches.on("echo_elevate") {
                fresh.insert("elevate_install".to_owned(), json!(false));
                fresh.insert("elevate_prompt".to_owned(), json!(false));
            }
        }
        _ => {}
    }
}

fn objections(
    world: &World,
    shapes: &[Collection],
    collection: &Collection,
    fresh: &Map<String, Value>,
    own: Option<usize>,
) -> Wrong {
    let mut wrong = Wrong::new();
    for field in &collection.fields {
        let Some(value) = fresh.get(&field.name) else {
            continue;
        };
        if let (Some(refers), Some(id)) = (&field.refers, value.as_i64()) {
            let known = shapes.iter().any(|other| &other.rows == refers);
            if known && row(world, refers, id).is_none() {
                wrong
                    .entry(field.name.clone())
                    .or_default()
                    .push("does not exist".to_owned());
            }
        }
        if collection.unique.contains(&field.name) {
            let text = value.as_str().unwrap_or_default();
            let taken = !text.is_empty()
                && world
                    .rows(&collection.rows)
                    .iter()
                    .enumerate()
                    .any(|(at, row)| Some(at) != own && is(&row[field.name.as_str()], text));
            if taken {
                wrong
                    .entry(field.name.clone())
                    .or_default()
                    .push("has already been taken".to_owned());
            }
        }
    }
    super::rules::together(collection, fresh, &mut wrong);
    wrong
}

fn change(asked: &Asked, world: &mut World, shapes: &[Collection], found: &Found<'_>) -> Answered {
    let collection = found.collection;
    let Some(at) = located(world, found) else {
        return answers::not_found();
    };
    let old = world.rows(&collection.rows)[at].clone();
    if collection.rows == "users" && old["perm_admin"] == true {
        return answers::message(403, "This API cannot update administrators.");
    }
    let fresh = match body(asked, world, collection).and_then(|body| {
        collection
            .take(&body, false)
            .map_err(|wrong| answers::invalid(&wrong))
    }) {
        Ok(fresh) => fresh,
        Err(refusal) => return refusal,
    };
    let mut whole = old.as_object().cloned().unwrap_or_default();
    for (name, value) in &fresh {
        whole.insert(name.clone(), value.clone());
    }
    let mut wrong = objections(world, shapes, collection, &fresh, Some(at));
    super::rules::together(collection, &whole, &mut wrong);
    if !wrong.is_empty() {
        return answers::invalid(&wrong);
    }
    let row = Value::Object(collection.fill(&whole));
    let shown = collection.shown(&row);
    world.rows_mut(&collection.rows)[at] = row;
    Answered::json(200, &shown)
}

fn remove(world: &mut World, found: &Found<'_>) -> Answered {
    let collection = found.collection;
    let Some(at) = located(world, found) else {
        return answers::not_found();
    };
    let row = world.rows(&collection.rows)[at].clone();
    if let Some(refusal) = super::rules::keeps(collection, &row) {
        return answers::message(403, refusal);
    }
    world.rows_mut(&collection.rows).remove(at);
    super::rules::drag_along(world, collection, &row);
    Answered::empty(collection.gone)
}

fn copy(asked: &Asked, world: &mut World, shapes: &[Collection], found: &Found<'_>) -> Answered {
    let collection = found.collection;
    let Some(at) = located(world, found) else {
        return answers::not_found();
    };
    let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&asked.body) else {
        return answers::message(422, "The request body must be a JSON object.");
    };
    let mut twin = world.rows(&collection.rows)[at]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let writable = |name: &str| {
        collection
            .fields
            .iter()
            .any(|field| field.name == name && field.written == Written::ByCallers)
    };
    let mut sent = Map::new();
    for name in ["name", "jump_group_id", "jump_group_type"] {
        if let Some(value) = body.get(name).filter(|_| writable(name)) {
            sent.insert(name.to_owned(), value.clone());
        }
    }
    let sent = match collection.take(&sent, false) {
        Ok(sent) => sent,
        Err(wrong) => return answers::invalid(&wrong),
    };
    let wrong = objections(world, shapes, collection, &sent, None);
    if !wrong.is_empty() {
        return answers::invalid(&wrong);
    }
    twin.extend(sent);
    let id = next_id(world, &collection.rows);
    twin.insert("id".to_owned(), json!(id));
    let shown = collection.shown(&Value::Object(twin.clone()));
    world.rows_mut(&collection.rows).push(Value::Object(twin));
    if collection.rows == "group_policies" {
        let location = format!("{}/api/config/v1/group-policy/{id}", asked.origin);
        return Answered::json(201, &shown).with("Location", &location);
    }
    Answered::json(
        200,
        &json!({"action": "copy", "success": "1", "destId": id}),
    )
}
