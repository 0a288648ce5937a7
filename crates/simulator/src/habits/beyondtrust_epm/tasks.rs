//! Changes to many things land a moment later, each under a task that can be asked about.

use super::family::Family;
use super::list::text;
use super::{Call, Reply, Route, groups, one, route};
use crate::clock::moved;
use crate::{Answered, World, times};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/Tasks/{id}", Family::Management, show),
    route("GET", "/About", Family::Management, about),
];

/// What a task does when it is due.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Assign {
        group: String,
        computers: Vec<String>,
    },
    Unassign {
        computers: Vec<String>,
    },
    Authorise {
        group: String,
        computers: Vec<String>,
    },
    Reject {
        computers: Vec<String>,
    },
    Archive {
        computers: Vec<String>,
    },
    Unarchive {
        computers: Vec<String>,
    },
    Delete {
        computers: Vec<String>,
    },
    Pin {
        group: String,
        revision: String,
    },
    Latest {
        policy: String,
    },
    /// The endpoints of a group have fetched their policy.
    CheckIn {
        group: String,
    },
}

#[derive(Debug)]
struct Pending {
    due: Timestamp,
    task: Option<String>,
    change: Change,
}

/// What is still to happen.
#[derive(Debug, Default)]
pub(super) struct Tasks(Vec<Pending>);

impl Tasks {
    /// Does what is due.
    pub(super) fn settle(&mut self, world: &mut World, now: Timestamp) {
        while let Some(at) = self.0.iter().position(|pending| pending.due <= now) {
            let Pending { due, task, change } = self.0.remove(at);
            let waiting = world.switches.number("check_in_seconds", 20);
            let due_later = moved(due, SignedDuration::from_secs(waiting));
            for group in done(world, &change, due) {
                self.0.push(Pending {
                    due: due_later,
                    task: None,
                    change: Change::CheckIn { group },
                });
            }
            let row = task.and_then(|task| world.find_mut("tasks", "id", &task));
            if let Some(row) = row {
                row["state"] = json!("Completed");
                row["progress"] = json!(100);
                row["completed"] = json!(times::rfc3339(due));
            }
        }
    }
}

/// Begins a change; the id of its task.
pub(super) fn begin(call: &mut Call<'_>, name: &str, change: Change) -> String {
    let id = call.world.random.uuid();
    let delay = call.world.switches.number("task_milliseconds", 500);
    let due = moved(call.asked.now, SignedDuration::from_millis(delay));
    let created = times::rfc3339(call.asked.now);
    call.world.rows_mut("tasks").push(json!({
        "id": id, "name": name, "state": "InProgress", "progress": 0, "created": created,
        "completed": null, "errors": [],
    }));
    call.tasks.0.push(Pending {
        due,
        task: Some(id.clone()),
        change,
    });
    id
}

fn show(call: &mut Call<'_>) -> Reply {
    let row = call.world.find("tasks", "id", call.arg(0));
    one(row.ok_or_else(|| Answered::empty(404))?)
}

fn about(call: &mut Call<'_>) -> Reply {
    let about = call.world.data.get("about").cloned();
    Ok(Answered::json(200, &about.unwrap_or_else(|| json!({}))))
}

/// Changes the world; the groups whose computers now wait for a policy.
fn done(world: &mut World, change: &Change, now: Timestamp) -> Vec<String> {
    let at = times::rfc3339(now);
    let mut waiting = Vec::new();
    match change {
        Change::Assign { group, computers } => {
            groups::put(world, computers, Some(group));
            waiting.push(group.clone());
        }
        Change::Unassign { computers } => groups::put(world, computers, None),
        Change::Authorise { group, computers } => {
            each(world, computers, |row| {
                row["authorisationState"] = json!("Authorised");
                row["authorised"] = json!(at);
                row["authorisedOn"] = json!(at);
            });
            groups::put(world, computers, (!group.is_empty()).then_some(group));
        }
        Change::Reject { computers } => each(world, computers, |row| {
            row["authorisationState"] = json!("Rejected");
        }),
        Change::Archive { computers } => each(world, computers, |row| {
            row["archived"] = json!(true);
            row["archivedOn"] = json!(at);
            row["connectionStatus"] = json!("Archived");
            row["connected"] = json!(false);
        }),
        Change::Unarchive { computers } => each(world, computers, |row| {
            row["archived"] = json!(false);
            row["archivedOn"] = Value::Null;
            row["connectionStatus"] = json!("Disconnected");
        }),
        Change::Delete { computers } => {
            let gone = |row: &Value| {
                computers
                    .iter()
                    .any(|id| id.eq_ignore_ascii_case(text(row, "id")))
            };
            world.rows_mut("computers").retain(|row| !gone(row));
            groups::recount(world);
        }
        Change::Pin { group, revision } => {
            groups::pin(world, group, revision, &at);
            waiting.push(group.clone());
        }
        Change::Latest { policy } => waiting = groups::pin_latest(world, policy, &at),
        Change::CheckIn { group } => groups::check_in(world, group, &at),
    }
    waiting
}

fn each(world: &mut World, computers: &[String], change: impl Fn(&mut Value)) {
    for id in computers {
        if let Some(row) = world.find_mut("computers", "id", id) {
            change(row);
        }
    }
    groups::recount(world);
}
