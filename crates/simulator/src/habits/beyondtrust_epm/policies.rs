//! Policies: XML with revisions, one of which a group has.

use super::family::Family::Management;
use super::list::{self, text};
use super::tasks::{Change, begin};
use super::{Call, Reply, Route, audits, one, problem, route, uuid};
use crate::paging::member;
use crate::{Answered, Asked, World, times};
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/Policies", Management, all),
    route("POST", "/Policies", Management, make),
    route("GET", "/Policies/{id}", Management, show),
    route("PUT", "/Policies/{id}", Management, rename),
    route("PATCH", "/Policies/{id}", Management, drop_draft),
    route("DELETE", "/Policies/{id}", Management, delete),
    route("GET", "/Policies/{id}/Content", Management, content),
    route("POST", "/Policies/{id}/upload", Management, upload),
    route("GET", "/Policies/{id}/revisions", Management, revisions),
    route(
        "GET",
        "/Policies/{id}/revisions/{revision}",
        Management,
        revision,
    ),
];

fn all(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("policies").to_vec();
    list::paged(call, rows)
}

fn find(call: &Call<'_>) -> Result<Value, Answered> {
    let row = call.world.find("policies", "id", call.arg(0)).cloned();
    row.ok_or_else(|| Answered::empty(404))
}

fn show(call: &mut Call<'_>) -> Reply {
    one(&find(call)?)
}

fn of<'a>(world: &'a World, policy: &str) -> impl Iterator<Item = &'a Value> {
    let policy = policy.to_owned();
    let rows = world.rows("revisions").iter();
    rows.filter(move |row| text(row, "policyId").eq_ignore_ascii_case(&policy))
}

fn newest(world: &World, policy: &str) -> Option<Value> {
    of(world, policy)
        .max_by_key(|row| row["revision"].as_u64())
        .cloned()
}

/// A policy file, filled in from its name: the smallest that the console takes.
pub(super) fn xml(name: &str, id: &str, revision: u64) -> String {
    let name = name
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <Configuration ID=\"{id}\" Version=\"24.8.98.0\" ConfigRevision=\"{revision}\" RevisionNumber=\"{revision}\">\n\
         <ApplicationGroups><ApplicationGroup ID=\"{id}\" Name=\"{name}: allowed\" Description=\"\"/></ApplicationGroups>\n\
         <ApplicationGroupsOSX/><ContentGroups/><URLGroups/><Tokens/><Sandboxes/><Files/><GlobalOptionsSets/>\n\
         <MessagePolicies/><MessagePoliciesOSX/><Policies/><PoliciesOSX/><Licenses/><RegistryValues/>\n\
         </Configuration>\n"
    )
}

fn content_of(world: &World, revision: &Value) -> String {
    match revision.get("content").and_then(Value::as_str) {
        Some(content) => content.to_owned(),
        None => {
            let policy = world.find("policies", "id", text(revision, "policyId"));
            let name = policy.map_or("", |policy| text(policy, "name"));
            xml(
                name,
                text(revision, "id"),
                revision["revision"].as_u64().unwrap_or(1),
            )
        }
    }
}

fn content(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    let newest = newest(call.world, text(&row, "id")).ok_or_else(|| Answered::empty(404))?;
    Ok(Answered::xml(200, content_of(call.world, &newest)))
}

fn revisions(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    let shown = |row: &Value| {
        let mut row = row.clone();
        if let Some(members) = row.as_object_mut() {
            members.shift_remove("content");
            members.shift_remove("policyId");
        }
        row
    };
    let rows = of(call.world, text(&row, "id")).map(shown).collect();
    list::paged(call, rows)
}

fn revision(call: &mut Call<'_>) -> Reply {
    let policy = find(call)?;
    let row = of(call.world, text(&policy, "id")).find(|row| text(row, "id") == call.arg(1));
    let row = row.cloned().ok_or_else(|| Answered::empty(404))?;
    Ok(Answered::xml(200, content_of(call.world, &row)))
}

/// Well-formed enough: a `Configuration` with an id and a version.
fn checked(file: &[u8]) -> Result<String, Answered> {
    let refused = || problem(400, "The policy file is not valid.");
    let file = String::from_utf8(file.to_vec()).map_err(|_| refused())?;
    let at = file.find("<Configuration").ok_or_else(refused)?;
    let tag = file[at..].split('>').next().unwrap_or_default();
    let whole = file.trim_end().ends_with("</Configuration>") || tag.ends_with('/');
    let fine = whole && tag.contains(" ID=\"") && tag.contains(" Version=\"");
    fine.then_some(file).ok_or_else(refused)
}

fn make(call: &mut Call<'_>) -> Reply {
    let name =
        part(call.asked, "Name").map(|name| String::from_utf8_lossy(&name).trim().to_owned());
    let name = name.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| problem(400, "The Name field is required."))?;
    if call.world.find("policies", "name", &name).is_some() {
        return Err(problem(400, "A policy with this name already exists."));
    }
    let file = part(call.asked, "PolicyFile");
    let file = checked(&file.ok_or_else(|| problem(400, "The PolicyFile field is required."))?)?;
    let about = part(call.asked, "Description").unwrap_or_default();
    let id = call.world.random.uuid();
    let now = times::rfc3339(call.asked.now);
    let row = json!({
        "id": id, "name": name, "description": String::from_utf8_lossy(&about), "size": file.len(),
        "revision": 0, "totalRevisions": 0, "totalAssignedRevisions": 0, "latestAssignedRevisions": 0,
        "created": now, "lastModified": now, "lastModifiedUser": call.holder.client,
        "hasOpenDraft": false, "openDraftId": null, "draftUserId": null, "draftUser": null,
        "isAssignedToGroup": false, "checkedOutDate": null, "periodLocked": null, "locked": false,
        "lastPolicyToGroupAssignment": null, "errorInfo": null,
    });
    call.world.rows_mut("policies").push(row);
    add(call, &id, &file);
    tell(call, &name, "Created");
    uuid(200, &id)
}

/// A new revision; its id.
fn add(call: &mut Call<'_>, policy: &str, file: &str) -> String {
    let number = newest(call.world, policy)
        .and_then(|row| row["revision"].as_u64())
        .unwrap_or(0)
        + 1;
    let id = call.world.random.uuid();
    let now = times::rfc3339(call.asked.now);
    let row = json!({
        "id": id, "policyId": policy, "revision": number, "comment": "Uploaded through the API",
        "lastModifiedDate": now, "lastModifiedUser": call.holder.client, "content": file,
    });
    call.world.rows_mut("revisions").push(row);
    if let Some(row) = call.world.find_mut("policies", "id", policy) {
        row["revision"] = json!(number);
        row["totalRevisions"] = json!(number);
        row["size"] = json!(file.len());
        row["lastModified"] = json!(now);
    }
    id
}

fn upload(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    let file = ["PolicyFile", "policyFile", "file"]
        .iter()
        .find_map(|name| part(call.asked, name));
    let file = checked(&file.ok_or_else(|| problem(400, "The PolicyFile field is required."))?)?;
    let id = add(call, text(&row, "id"), &file);
    let auto = [
        "AutoAssignPolicyRevision",
        "autoAssignPolicyRevision",
        "autoAssign",
    ]
    .iter()
    .find_map(|name| part(call.asked, name));
    tell(call, text(&row, "name"), "Modified");
    if auto.is_some_and(|flag| flag.eq_ignore_ascii_case(b"true")) {
        let policy = text(&row, "id").to_owned();
        begin(call, "AutoAssignPolicyRevision", Change::Latest { policy });
    }
    uuid(200, &id)
}

fn rename(call: &mut Call<'_>) -> Reply {
    let old = find(call)?;
    let body = call.body()?;
    let name = text(&body, "name").to_owned();
    if name.trim().is_empty() {
        return Err(problem(400, "The Name field is required."));
    }
    if let Some(row) = call.world.find_mut("policies", "id", text(&old, "id")) {
        row["name"] = json!(name);
        if let Some(description) = member(&body, "description") {
            row["description"] = description.clone();
        }
    }
    tell(call, &name, "Modified");
    Ok(Answered::empty(204))
}

/// Throws the open draft away, which unlocks the policy.
fn drop_draft(call: &mut Call<'_>) -> Reply {
    let old = find(call)?;
    if let Some(row) = call.world.find_mut("policies", "id", text(&old, "id")) {
        row["hasOpenDraft"] = json!(false);
        row["locked"] = json!(false);
        for key in [
            "openDraftId",
            "draftUserId",
            "draftUser",
            "checkedOutDate",
            "periodLocked",
        ] {
            row[key] = Value::Null;
        }
    }
    tell(call, text(&old, "name"), "Modified");
    Ok(Answered::empty(204))
}

fn delete(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    let id = text(&row, "id");
    if call
        .world
        .rows("groups")
        .iter()
        .any(|group| text(group, "policyId") == id)
    {
        return Err(problem(400, "The policy is assigned to a group."));
    }
    call.world.remove("policies", "id", id);
    call.world
        .rows_mut("revisions")
        .retain(|row| text(row, "policyId") != id);
    tell(call, text(&row, "name"), "Deleted");
    Ok(Answered::empty(204))
}

fn tell(call: &mut Call<'_>, name: &str, what: &str) {
    let details = format!("{what} policy {name}");
    let data = json!({ "policyDataAuditing": { "newName": name } });
    audits::write(call, "Policy", name, what, &details, &data);
}

/// One part of a `multipart/form-data` body (RFC 7578), by its name.
pub(super) fn part(asked: &Asked, name: &str) -> Option<Vec<u8>> {
    let value = asked.header("content-type")?;
    let (_, boundary) = value.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    if boundary.is_empty() {
        return None;
    }
    let line = format!("--{boundary}");
    let wanted = format!("name=\"{name}\"").to_lowercase();
    let mut rest = asked.body.as_slice();
    while let Some(at) = position(rest, line.as_bytes()) {
        rest = &rest[at + line.len()..];
        let end = position(rest, line.as_bytes()).unwrap_or(rest.len());
        let piece = &rest[..end];
        let Some(gap) = position(piece, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&piece[..gap]).to_lowercase();
        // A bare name is written by some clients without the quotes.
        let bare = format!("name={}", name.to_lowercase());
        if head.contains(&wanted) || head.lines().any(|line| line.trim_end().ends_with(&bare)) {
            let body = &piece[gap + 4..];
            return Some(body.strip_suffix(b"\r\n").unwrap_or(body).to_vec());
        }
    }
    None
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}
