//! The vendor serves its own documents, one per version, and a page that shows them.

use crate::{Answered, Asked, World};
use serde_json::Value;

const ROOT: &str = "/management-api/swagger";

/// Paths that only the third version has.
const NEWER: [&str; 5] = [
    "/AdminAccessRequest",
    "/GlobalRoles",
    "/AppSwitcher",
    "/AssignRoles",
    "/AssignComputersByCsv",
];

pub(super) fn answer(asked: &Asked, world: &World) -> Option<Answered> {
    let path = asked.path.to_ascii_lowercase();
    let rest = path.strip_prefix(ROOT)?;
    if asked.method != "GET" && asked.method != "HEAD" {
        return Some(Answered::empty(405).with("allow", "GET"));
    }
    Some(match rest {
        "" | "/" => Answered::empty(301).with("location", format!("{ROOT}/index.html")),
        "/index.html" => Answered::html(200, PAGE),
        "/v3/swagger.json" => {
            Answered::body(200, "application/json;charset=utf-8", &*world.document)
        }
        "/v2/swagger.json" => older(world, "/v2/", "Version 2"),
        "/v1/swagger.json" => older(world, "/v1/", "Version 1"),
        _ => Answered::empty(404),
    })
}

/// The document of an older version is the newest without what came later.
fn older(world: &World, version: &str, name: &str) -> Answered {
    let Ok(mut document) = serde_json::from_slice::<Value>(&world.document) else {
        return Answered::empty(404);
    };
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        *paths = std::mem::take(paths)
            .into_iter()
            .filter(|(path, _)| !NEWER.iter().any(|newer| path.contains(newer)))
            .map(|(path, item)| (path.replacen("/v3/", version, 1), item))
            .collect();
    }
    let title = document.pointer("/info/title").and_then(Value::as_str);
    if let Some(title) = title.map(|title| title.replace("Version 3", name)) {
        document["info"]["title"] = Value::from(title);
    }
    Answered::json(200, &document)
}

const PAGE: &str = "<!doctype html>\n<html><head><title>Management API</title></head><body>\
    <h1>Management API</h1><p>Select a definition:</p><ul>\
    <li><a href=\"/management-api/swagger/v3/swagger.json\">Version 3</a></li>\
    <li><a href=\"/management-api/swagger/v2/swagger.json\">Version 2</a></li>\
    <li><a href=\"/management-api/swagger/v1/swagger.json\">Version 1</a></li></ul></body></html>\n";
