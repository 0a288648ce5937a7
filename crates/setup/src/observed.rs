//! A tenant's API access as it is.

use crate::{
    Change, Client, ClientName, Desired, Further, Holding, Permission, Role, RoleName, Switch,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Something that is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<T> {
    /// What the vendor calls it.
    pub id: String,
    /// It.
    pub is: T,
    /// As it was read, for servers whose writes replace all of it. Members that change by themselves
    /// are left out of what is compared.
    pub object: Value,
}

/// What is there, as far as the vendor tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observed {
    /// What is on.
    pub switches: BTreeSet<Switch>,
    /// The roles.
    pub roles: BTreeMap<RoleName, Seen<Role>>,
    /// The clients.
    pub clients: BTreeMap<ClientName, Seen<Client>>,
    /// Whose secrets this program holds; the vendor does not know.
    pub holding: BTreeMap<ClientName, Holding>,
}

/// What a plan was made for. A tenant that no longer looks like this needs a new plan. Only what the
/// plan is about counts: somebody's other role is no reason to begin again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(String);

impl Mark {
    /// The mark of a tenant as it is now, as far as `desired` is concerned.
    pub fn of(observed: &Observed, desired: &Desired) -> Self {
        let mut hash = Sha256::new();
        let mut put = |kind: &str, name: &str, is: &dyn std::fmt::Debug, object: &Value| {
            // What is written is never read again, so that any unambiguous form will do.
            hash.update(format!("{kind} {name:?} {is:?} {object}\n"));
        };
        for switch in observed.switches.intersection(&desired.switches) {
            put("switch", switch.as_str(), &(), &Value::Null);
        }
        let named = desired.clients.values().flat_map(|client| &client.roles);
        let roles: BTreeSet<&RoleName> = desired.roles.keys().chain(named).collect();
        for name in roles {
            if let Some(seen) = observed.roles.get(name) {
                put("role", name.as_str(), &(&seen.id, &seen.is), &seen.object);
            }
        }
        for name in desired.clients.keys() {
            if let Some(seen) = observed.clients.get(name) {
                put("client", name.as_str(), &(&seen.id, &seen.is), &seen.object);
            }
            put("secret", name.as_str(), &observed.held(name), &Value::Null);
        }
        let mut text = String::with_capacity(64);
        for byte in hash.finalize() {
            // Writing to a text does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }
}

impl Observed {
    /// Whether this program holds a client's secret.
    pub fn held(&self, client: &ClientName) -> Holding {
        self.holding.get(client).copied().unwrap_or_default()
    }

    /// What a role allows; nothing when it is not there.
    pub fn permissions(&self, role: &RoleName) -> BTreeSet<Permission> {
        let seen = self.roles.get(role);
        seen.map(|seen| seen.is.permissions.clone())
            .unwrap_or_default()
    }

    /// The roles a client has; none when it is not there.
    pub fn roles_of(&self, client: &ClientName) -> BTreeSet<RoleName> {
        let seen = self.clients.get(client);
        seen.map(|seen| seen.is.roles.clone()).unwrap_or_default()
    }

    /// Whether a change has been made. Nothing shows that of a secret: it is tried instead.
    pub fn shows(&self, change: &Change) -> bool {
        match change {
            Change::TurnOn { switch } => self.switches.contains(switch),
            Change::CreateRole { role } => self.roles.get(&role.name).is_some_and(|seen| {
                seen.is.permissions.is_superset(&role.permissions)
                    && has_all(&seen.is.further, &role.further)
            }),
            Change::GrantPermissions { role, add } => self.permissions(role).is_superset(add),
            Change::SetRole { role, set } => {
                let seen = self.roles.get(role);
                seen.is_some_and(|seen| has_all(&seen.is.further, set))
            }
            Change::CreateClient { client } => self.clients.get(&client.name).is_some_and(|seen| {
                seen.is.roles.is_superset(&client.roles)
                    && has_all(&seen.is.further, &client.further)
            }),
            Change::AssignRoles { client, add } => self.roles_of(client).is_superset(add),
            Change::SetClient { client, set } => {
                let seen = self.clients.get(client);
                seen.is_some_and(|seen| has_all(&seen.is.further, set))
            }
            Change::TakeSecret { .. } | Change::ReplaceSecret { .. } => false,
        }
    }

    /// What is there of what a change sets: what it has to be set back to.
    pub(crate) fn before(&self, change: &Change) -> Further {
        let (further, set) = match change {
            Change::SetRole { role, set } => {
                (self.roles.get(role).map(|seen| &seen.is.further), set)
            }
            Change::SetClient { client, set } => {
                (self.clients.get(client).map(|seen| &seen.is.further), set)
            }
            Change::TurnOn { .. }
            | Change::CreateRole { .. }
            | Change::GrantPermissions { .. }
            | Change::CreateClient { .. }
            | Change::AssignRoles { .. }
            | Change::TakeSecret { .. }
            | Change::ReplaceSecret { .. } => return Further::new(),
        };
        let names = set.keys();
        let there = |name: &String| further.and_then(|further| further.get(name)).cloned();
        names
            .map(|name| (name.clone(), there(name).unwrap_or_default()))
            .collect()
    }

    /// What the vendor calls the thing a change is about; nothing when it is not there.
    pub fn id_of(&self, change: &Change) -> Option<&str> {
        match (change.role(), change.client()) {
            (Some(role), _) => self.roles.get(role).map(|seen| seen.id.as_str()),
            (None, Some(client)) => self.clients.get(client).map(|seen| seen.id.as_str()),
            (None, None) => None,
        }
    }
}

/// Whether everything that is wished is there.
pub(crate) fn has_all(there: &Further, wished: &Further) -> bool {
    let mut wished = wished.iter();
    wished.all(|(name, wished)| covers(there.get(name).unwrap_or(&Value::Null), wished))
}

/// Whether a value has what is wished of it: servers put further members into what they are given,
/// and write nothing for an empty list.
fn covers(there: &Value, wished: &Value) -> bool {
    let nothing = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    match (there, wished) {
        (there, wished) if nothing(wished) => nothing(there),
        (Value::Object(there), Value::Object(wished)) => wished
            .iter()
            .all(|(name, wished)| covers(there.get(name).unwrap_or(&Value::Null), wished)),
        (Value::Array(there), Value::Array(wished)) => {
            there.len() == wished.len()
                && there
                    .iter()
                    .zip(wished)
                    .all(|(there, wished)| covers(there, wished))
        }
        (there, wished) => there == wished,
    }
}

#[cfg(test)]
mod tests {
    use super::covers;
    use serde_json::json;

    #[test]
    fn what_a_server_adds_to_what_it_was_given_does_not_count() {
        let there = json!({ "enabled": true, "timezone": "UTC", "rules": null, "n": [1, { "a": 1, "b": 2 }] });
        assert!(covers(&there, &json!({ "enabled": true, "rules": [] })));
        assert!(covers(&there, &json!({ "n": [1, { "a": 1 }] })));
        assert!(!covers(&there, &json!({ "enabled": false })));
        assert!(!covers(&there, &json!({ "timezone": "" })));
        assert!(!covers(&there, &json!({ "n": [1] })));
    }
}
