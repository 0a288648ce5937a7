//! Computer groups, and which revision of which policy each has.

use super::computers::selected;
use super::family::Family::Management;
use super::list::{self, text};
use super::tasks::{Change, begin};
use super::{Call, Reply, Route, audits, one, problem, route, since_v3, uuid};
use crate::paging::member;
use crate::{Answered, World, times};
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/Groups", Management, all),
    route("POST", "/Groups", Management, make),
    route("PUT", "/Groups", Management, rename),
    route("POST", "/Groups/UnassignComputers", Management, unassign),
    route(
        "POST",
        "/Groups/AutoAssignPolicyRevision",
        Management,
        auto_assign,
    ),
    route("GET", "/Groups/{id}", Management, show),
    route("DELETE", "/Groups/{id}", Management, delete),
    route("POST", "/Groups/{id}/AssignComputers", Management, assign),
    since_v3(route(
        "POST",
        "/Groups/{id}/AssignComputersByCsv",
        Management,
        assign_csv,
    )),
    route(
        "POST",
        "/Groups/{id}/AssignPolicyRevision",
        Management,
        assign_policy,
    ),
];

fn all(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("groups").to_vec();
    list::paged(call, rows)
}

fn find(call: &Call<'_>) -> Result<Value, Answered> {
    let row = call.world.find("groups", "id", call.arg(0)).cloned();
    row.ok_or_else(|| Answered::empty(404))
}

/// The detail leaves out what the list counts.
fn show(call: &mut Call<'_>) -> Reply {
    let mut row = find(call)?;
    if let Some(members) = row.as_object_mut() {
        for key in [
            "computerCount",
            "activeComputers",
            "policyRevisionId",
            "default",
            "locked",
        ] {
            members.shift_remove(key);
        }
    }
    one(&row)
}

fn named(call: &Call<'_>, body: &Value, id: &str) -> Result<String, Answered> {
    let name = text(body, "name").trim().to_owned();
    if name.is_empty() {
        return Err(problem(400, "The Name field is required."));
    }
    let taken = call.world.find("groups", "name", &name);
    if taken.is_some_and(|other| !text(other, "id").eq_ignore_ascii_case(id)) {
        return Err(problem(400, "A group with this name already exists."));
    }
    Ok(name)
}

fn make(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let name = named(call, &body, "")?;
    let id = call.world.random.uuid();
    let flag = member(&body, "isDefault").or_else(|| member(&body, "default"));
    let default = flag == Some(&json!(true));
    if default {
        for row in call.world.rows_mut("groups") {
            row["default"] = json!(false);
        }
    }
    let row = json!({
        "id": id, "name": name, "description": text(&body, "description"), "computerCount": 0,
        "activeComputers": 0, "created": times::rfc3339(call.asked.now), "policyRevisionId": null,
        "policyId": null, "policyName": null, "revision": null, "policyAssigned": null,
        "policyRevisionStatus": null, "default": default, "locked": false, "errorInfo": null,
    });
    call.world.rows_mut("groups").push(row);
    tell(call, &name, "Created", &json!({ "newName": name }));
    uuid(200, &id)
}

fn rename(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let id = text(&body, "id").to_owned();
    let name = named(call, &body, &id)?;
    let description = member(&body, "description").cloned();
    let row = call.world.find_mut("groups", "id", &id);
    let row = row.ok_or_else(|| Answered::empty(404))?;
    let old = text(row, "name").to_owned();
    row["name"] = json!(name);
    if let Some(description) = description {
        row["description"] = description;
    }
    for computer in call.world.rows_mut("computers") {
        if computer["groupId"] == json!(id) {
            computer["groupName"] = json!(name);
        }
    }
    tell(
        call,
        &name,
        "Modified",
        &json!({ "newName": name, "oldName": old }),
    );
    Ok(Answered::empty(204))
}

fn delete(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    if row["default"] == json!(true) {
        return Err(problem(400, "The default group cannot be deleted."));
    }
    let id = text(&row, "id");
    let inside = call
        .world
        .rows("computers")
        .iter()
        .filter(|computer| text(computer, "groupId") == id);
    let inside: Vec<_> = inside
        .map(|computer| text(computer, "id").to_owned())
        .collect();
    put(call.world, &inside, None);
    call.world.remove("groups", "id", id);
    tell(call, text(&row, "name"), "Deleted", &Value::Null);
    Ok(Answered::empty(204))
}

fn assign(call: &mut Call<'_>) -> Reply {
    let group = find(call)?;
    let body = call.body()?;
    let computers = selected(call, &body, "computerIds")?;
    begun(call, &group, computers)
}

/// One computer per line, by id or host name; other columns are not looked at.
fn assign_csv(call: &mut Call<'_>) -> Reply {
    let group = find(call)?;
    let file = super::policies::part(call.asked, "csvFile");
    let file = file.ok_or_else(|| problem(400, "The csvFile field is required."))?;
    let text_of = String::from_utf8_lossy(&file).into_owned();
    let cells = text_of
        .lines()
        .filter_map(|line| line.split([',', ';']).next());
    let found = cells
        .map(|cell| cell.trim().trim_matches('"'))
        .filter_map(|cell| {
            let row = call.world.find("computers", "id", cell);
            let row = row.or_else(|| call.world.find("computers", "host", cell));
            Some(text(row?, "id").to_owned())
        });
    let computers: Vec<_> = found.collect();
    if computers.is_empty() {
        return Err(problem(400, "The file names no computers."));
    }
    begun(call, &group, computers)
}

fn begun(call: &mut Call<'_>, group: &Value, computers: Vec<String>) -> Reply {
    let about = json!({ "newAgents": computers });
    tell(call, text(group, "name"), "Modified", &about);
    let group = text(group, "id").to_owned();
    let task = begin(
        call,
        "AssignComputersToGroup",
        Change::Assign { group, computers },
    );
    uuid(200, &task)
}

fn unassign(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let computers = selected(call, &body, "selectionComputerIds")?;
    begin(call, "UnassignComputers", Change::Unassign { computers });
    Ok(Answered::empty(204))
}

fn assign_policy(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    let body = call.body()?;
    let revision = text(&body, "policyRevisionId").to_owned();
    if call.world.find("revisions", "id", &revision).is_none() {
        return Err(problem(400, "The policy revision does not exist."));
    }
    tell(
        call,
        text(&row, "name"),
        "Modified",
        &json!({ "addPolicyRevisions": { "id": revision } }),
    );
    let group = text(&row, "id").to_owned();
    let task = begin(
        call,
        "AssignPolicyRevisionToGroup",
        Change::Pin { group, revision },
    );
    uuid(200, &task)
}

fn auto_assign(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let revision = call
        .world
        .find("revisions", "id", text(&body, "policyRevisionId"));
    let policy = revision.map_or_else(
        || text(&body, "policyId"),
        |revision| text(revision, "policyId"),
    );
    let policy = policy.to_owned();
    if call.world.find("policies", "id", &policy).is_none() {
        return Err(problem(400, "The policy does not exist."));
    }
    let task = begin(call, "AutoAssignPolicyRevision", Change::Latest { policy });
    uuid(200, &task)
}

fn tell(call: &mut Call<'_>, name: &str, what: &str, data: &Value) {
    let details = format!("{what} group {name}");
    let data = json!({ "groupDataAuditing": data });
    audits::write(call, "Group", name, what, &details, &data);
}

/// Puts computers into a group, or into none.
pub(super) fn put(world: &mut World, computers: &[String], group: Option<&String>) {
    let row = group.and_then(|group| world.find("groups", "id", group).cloned());
    let row = row.unwrap_or(Value::Null);
    for id in computers {
        if let Some(computer) = world.find_mut("computers", "id", id) {
            computer["groupId"] = row["id"].clone();
            computer["groupName"] = row["name"].clone();
            follow(computer, &row);
        }
    }
    recount(world);
}

/// What a computer is to have, by its group.
fn follow(computer: &mut Value, group: &Value) {
    computer["policyId"] = group["policyId"].clone();
    computer["policyName"] = group["policyName"].clone();
    computer["policyRevision"] = group["revision"].clone();
    let same = computer["hostPolicyId"] == group["policyId"]
        && computer["hostPolicyRevision"] == group["revision"];
    computer["policyRevisionStatus"] = json!(if same {
        "OnLatestPolicy"
    } else {
        "AwaitingLatestPolicy"
    });
}

/// Counts are never kept, only made.
pub(super) fn recount(world: &mut World) {
    let computers = world.rows("computers").to_vec();
    for group in world.rows_mut("groups") {
        let inside = computers.iter().filter(|row| row["groupId"] == group["id"]);
        let active = inside
            .clone()
            .filter(|row| text(row, "connectionStatus") == "Connected")
            .count();
        group["computerCount"] = json!(inside.count());
        group["activeComputers"] = json!(active);
    }
}

/// A group gets a revision; its computers wait for it.
pub(super) fn pin(world: &mut World, group: &str, revision: &str, at: &str) {
    let Some(revision) = world.find("revisions", "id", revision).cloned() else {
        return;
    };
    let policy = world
        .find("policies", "id", text(&revision, "policyId"))
        .cloned();
    let name = policy.map_or(Value::Null, |policy| policy["name"].clone());
    let Some(row) = world.find_mut("groups", "id", group) else {
        return;
    };
    row["policyRevisionId"] = revision["id"].clone();
    row["policyId"] = revision["policyId"].clone();
    row["policyName"] = name;
    row["revision"] = revision["revision"].clone();
    row["policyAssigned"] = json!(at);
    row["policyRevisionStatus"] = json!("AwaitingLatestPolicy");
    let row = row.clone();
    for computer in world.rows_mut("computers") {
        if computer["groupId"] == row["id"] {
            follow(computer, &row);
        }
    }
}

/// Every group that uses a policy gets its newest revision; those groups.
pub(super) fn pin_latest(world: &mut World, policy: &str, at: &str) -> Vec<String> {
    let revisions = world.rows("revisions").iter();
    let newest = revisions
        .filter(|row| text(row, "policyId").eq_ignore_ascii_case(policy))
        .max_by_key(|row| row["revision"].as_u64());
    let Some(newest) = newest.map(|row| text(row, "id").to_owned()) else {
        return Vec::new();
    };
    let groups = world.rows("groups").iter();
    let using = groups.filter(|row| text(row, "policyId").eq_ignore_ascii_case(policy));
    let using: Vec<_> = using.map(|row| text(row, "id").to_owned()).collect();
    for group in &using {
        pin(world, group, &newest, at);
    }
    using
}

/// The computers of a group that are connected fetch what they are to have.
pub(super) fn check_in(world: &mut World, group: &str, at: &str) {
    let Some(row) = world.find("groups", "id", group).cloned() else {
        return;
    };
    for computer in world.rows_mut("computers") {
        if computer["groupId"] == row["id"] && text(computer, "connectionStatus") == "Connected" {
            computer["hostPolicyId"] = row["policyId"].clone();
            computer["hostPolicyName"] = row["policyName"].clone();
            computer["hostPolicyRevision"] = row["revision"].clone();
            computer["policyUpdateTimeStamp"] = json!(at);
            follow(computer, &row);
        }
    }
    if let Some(row) = world.find_mut("groups", "id", group) {
        row["policyRevisionStatus"] = json!("OnLatestPolicy");
    }
}
