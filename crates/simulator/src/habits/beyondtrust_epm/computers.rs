//! Computers: a list that says little, a detail that says much, and what is done to many at once.

use super::family::Family::Management;
use super::list::{self, text, texts};
use super::tasks::{Change, begin};
use super::{Call, Reply, Route, audits, one, problem, route, uuid};
use crate::paging::member;
use crate::{Answered, Asked};
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/Computers", Management, all),
    route("DELETE", "/Computers", Management, delete),
    route("POST", "/Computers/authorise", Management, authorise),
    route("POST", "/Computers/reject", Management, reject),
    route("POST", "/Computers/archive", Management, archive),
    route("POST", "/Computers/deactivate", Management, deactivate),
    route("GET", "/Computers/{id}", Management, show),
    route("POST", "/Computers/{id}/archive", Management, archive_one),
    route(
        "POST",
        "/Computers/{id}/unarchive",
        Management,
        unarchive_one,
    ),
    route("GET", "/Computers/{id}/logs", Management, logs),
];

/// What the list shows; the rest is in the detail.
const LISTED: [&str; 17] = [
    "id",
    "host",
    "hostType",
    "os",
    "domain",
    "agentVersion",
    "adapterVersion",
    "authorisationState",
    "created",
    "lastConnected",
    "deactivated",
    "groupId",
    "groupName",
    "policyName",
    "connectionStatus",
    "daysDisconnected",
    "archived",
];

fn listed(row: &Value) -> Value {
    let shown = LISTED
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), row.get(*key)?.clone())));
    Value::Object(shown.collect())
}

fn all(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("computers").iter().map(listed).collect();
    list::paged(call, rows)
}

/// `host`, `os` and `domain` are in the list only; the detail has them under other names.
fn show(call: &mut Call<'_>) -> Reply {
    let mut row = find(call)?;
    if let Some(members) = row.as_object_mut() {
        for key in ["host", "os", "domain"] {
            members.shift_remove(key);
        }
    }
    one(&row)
}

fn find(call: &Call<'_>) -> Result<Value, Answered> {
    let row = call.world.find("computers", "id", call.arg(0)).cloned();
    row.ok_or_else(|| Answered::empty(404))
}

fn logs(call: &mut Call<'_>) -> Reply {
    let row = find(call)?;
    one(row
        .get("agentLogs")
        .filter(|logs| logs.is_array())
        .unwrap_or(&json!([])))
}

/// The computers a body selects: ids, or all, or those a filter leaves; less the excluded.
pub(super) fn selected(call: &Call<'_>, body: &Value, ids: &str) -> Result<Vec<String>, Answered> {
    let excluded = texts(body, "excludedComputerIds");
    let named = texts(body, ids);
    let everything = member(body, "allComputers") == Some(&json!(true));
    let filter = member(body, "filter").filter(|filter| {
        filter
            .as_object()
            .is_some_and(|members| !members.is_empty())
    });
    let chosen: Vec<String> = if everything || (named.is_empty() && filter.is_some()) {
        let rows = call.world.rows("computers").iter().map(listed).collect();
        let rows = match filter {
            Some(filter) => list::filtered(&as_query(call.asked, filter), rows)?,
            None => rows,
        };
        rows.iter().map(|row| text(row, "id").to_owned()).collect()
    } else {
        named
    };
    let known = |id: &String| call.world.find("computers", "id", id).is_some();
    if let Some(unknown) = chosen.iter().find(|id| !known(id)) {
        return Err(problem(
            400,
            &format!("Computer '{unknown}' does not exist."),
        ));
    }
    let kept = |id: &String| !excluded.iter().any(|other| other.eq_ignore_ascii_case(id));
    let chosen: Vec<String> = chosen.into_iter().filter(kept).collect();
    if chosen.is_empty() {
        return Err(problem(400, "No computers are selected."));
    }
    Ok(chosen)
}

/// A filter in a body has the shape of the list's query.
fn as_query(asked: &Asked, filter: &Value) -> Asked {
    let members = filter.as_object().into_iter().flatten();
    let query = members
        .filter(|(_, value)| !value.is_null() && !value.is_object() && !value.is_array())
        .map(|(key, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (format!("Filter.{key}"), text)
        });
    Asked {
        query: query.collect(),
        ..asked.clone()
    }
}

fn authorise(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let computers = selected(call, &body, "computerIds")?;
    let group = text(&body, "groupId").to_owned();
    if !group.is_empty() && call.world.find("groups", "id", &group).is_none() {
        return Err(problem(400, "The group does not exist."));
    }
    tell(call, "Authorised", &computers);
    let task = begin(
        call,
        "AuthoriseComputers",
        Change::Authorise { group, computers },
    );
    uuid(200, &task)
}

fn reject(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let computers = selected(call, &body, "computerIds")?;
    tell(call, "Rejected", &computers);
    let task = begin(call, "RejectComputers", Change::Reject { computers });
    uuid(200, &task)
}

fn archive(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let computers = selected(call, &body, "computerIds")?;
    tell(call, "Archived", &computers);
    let task = begin(call, "ArchiveComputers", Change::Archive { computers });
    uuid(200, &task)
}

/// Kept for old callers; it archives and deletes now.
fn deactivate(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let computers = selected(call, &body, "computerIds")?;
    tell(call, "Deleted", &computers);
    let task = begin(call, "DeactivateComputers", Change::Delete { computers });
    uuid(200, &task)
}

/// The only way to delete: the ids are in the body of the DELETE.
fn delete(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let computers = selected(call, &body, "computerIds")?;
    tell(call, "Deleted", &computers);
    let task = begin(call, "DeleteComputers", Change::Delete { computers });
    uuid(202, &task)
}

fn archive_one(call: &mut Call<'_>) -> Reply {
    let computers = vec![text(&find(call)?, "id").to_owned()];
    tell(call, "Archived", &computers);
    let task = begin(call, "ArchiveComputer", Change::Archive { computers });
    uuid(202, &task)
}

fn unarchive_one(call: &mut Call<'_>) -> Reply {
    let computers = vec![text(&find(call)?, "id").to_owned()];
    tell(call, "Unarchived", &computers);
    let task = begin(call, "UnarchiveComputer", Change::Unarchive { computers });
    uuid(202, &task)
}

fn tell(call: &mut Call<'_>, what: &str, computers: &[String]) {
    for id in computers {
        let row = call.world.find("computers", "id", id);
        let name = row.map_or_else(String::new, |row| text(row, "host").to_owned());
        let details = format!("{what} computer {name}");
        audits::write(call, "Computer", &name, what, &details, &Value::Null);
    }
}
