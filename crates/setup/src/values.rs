//! What a change is, by the names a file's holes have for it.

use crate::{Change, Further, Observed, Permission, Receipt, RoleName};
use domain::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tasks::Values;

/// The names every change gives.
pub(crate) const NAMES: [&str; 13] = [
    "name",
    "id",
    "object",
    "permissions",
    "add",
    "roles",
    "role_handles",
    "role_ids",
    "add_handles",
    "further",
    "set",
    "switch",
    "today",
];

/// In which direction a change is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way<'r> {
    /// It is made.
    There,
    /// It is undone.
    Back(&'r Receipt),
}

/// What a request of a change is written with. Lists are whole: what is there, and what is added, or
/// what is there without what was added. So nothing is taken away that others gave.
pub(crate) fn values(change: &Change, way: Way<'_>, seen: &Observed, now: Timestamp) -> Values {
    let mut values = Values::at(now);
    values.know("name", change.subject().into());
    values.know("today", now.strftime("%Y-%m-%d").to_string().into());
    let id = match way {
        Way::There => seen.id_of(change).map(str::to_owned),
        Way::Back(receipt) => Some(receipt.made.clone()),
    };
    values.know("id", id.map_or(Value::Null, Value::String));
    let role = change.role().and_then(|role| seen.roles.get(role));
    let client = change.client().and_then(|client| seen.clients.get(client));
    let object = role
        .map(|seen| &seen.object)
        .or(client.map(|seen| &seen.object));
    values.know("object", object.cloned().unwrap_or_default());
    let (permissions, granted) = permissions(change, way, seen);
    values.know("permissions", list(&permissions));
    let (roles, assigned) = roles(change, way, seen);
    values.know("roles", list(&roles));
    values.know("role_handles", handles(&roles, seen));
    values.know(
        "role_ids",
        roles.iter().map(|role| id_of(role, seen)).collect(),
    );
    values.know("add_handles", handles(&assigned, seen));
    let added = if granted.is_empty() {
        list(&assigned)
    } else {
        list(&granted)
    };
    values.know("add", added);
    let set = set_of(change, way);
    let further = role
        .map(|seen| seen.is.further.clone())
        .or(client.map(|seen| seen.is.further.clone()));
    let mut further = further.unwrap_or_default();
    further.extend(set.clone());
    values.know("further", json!(further));
    values.know("set", json!(set));
    let switch = match change {
        Change::TurnOn { switch } => switch.as_str().into(),
        _ => Value::Null,
    };
    values.know("switch", switch);
    values
}

fn permissions(
    change: &Change,
    way: Way<'_>,
    seen: &Observed,
) -> (BTreeSet<Permission>, BTreeSet<Permission>) {
    let there = change
        .role()
        .map(|role| seen.permissions(role))
        .unwrap_or_default();
    match (change, way) {
        (Change::CreateRole { role }, Way::There) => (role.permissions.clone(), BTreeSet::new()),
        (Change::GrantPermissions { add, .. }, Way::There) => (&there | add, add.clone()),
        (Change::GrantPermissions { add, .. }, Way::Back(_)) => (&there - add, add.clone()),
        _ => (there, BTreeSet::new()),
    }
}

fn roles(
    change: &Change,
    way: Way<'_>,
    seen: &Observed,
) -> (BTreeSet<RoleName>, BTreeSet<RoleName>) {
    let there = change
        .client()
        .map(|client| seen.roles_of(client))
        .unwrap_or_default();
    match (change, way) {
        (Change::CreateClient { client }, Way::There) => (client.roles.clone(), BTreeSet::new()),
        (Change::AssignRoles { add, .. }, Way::There) => (&there | add, add.clone()),
        (Change::AssignRoles { add, .. }, Way::Back(_)) => (&there - add, add.clone()),
        _ => (there, BTreeSet::new()),
    }
}

fn set_of(change: &Change, way: Way<'_>) -> Further {
    match (change, way) {
        (Change::CreateRole { role }, _) => role.further.clone(),
        (Change::CreateClient { client }, _) => client.further.clone(),
        (Change::SetRole { set, .. } | Change::SetClient { set, .. }, Way::There) => set.clone(),
        (Change::SetRole { .. } | Change::SetClient { .. }, Way::Back(receipt)) => {
            receipt.before.clone()
        }
        _ => Further::new(),
    }
}

fn list<T: ToString>(names: &BTreeSet<T>) -> Value {
    names
        .iter()
        .map(|name| Value::String(name.to_string()))
        .collect()
}

/// Roles by id and name. One that nobody lists has the name it is assigned by for an id.
fn handles(roles: &BTreeSet<RoleName>, seen: &Observed) -> Value {
    let one = |role: &RoleName| json!({ "id": id_of(role, seen), "name": role.as_str() });
    roles.iter().map(one).collect()
}

fn id_of(role: &RoleName, seen: &Observed) -> Value {
    let found = seen.roles.get(role);
    found.map_or(role.as_str(), |seen| &seen.id).into()
}
