//! Who asks, and what their roles let them do.

use super::say::text;
use super::sign_in::unauthorized;
use crate::{Answered, Asked, World};
use serde_json::Value;
use std::collections::BTreeSet;

/// The one role that may do everything although it names no permission.
pub(super) const ADMIN_ROLE: &str = "7a32374b-d7c5-4e76-9a16-005f39692f63";

/// An API client that is signed in.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) roles: Vec<String>,
    permissions: BTreeSet<String>,
    rank: Rank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Admin,
    Other,
}

impl Caller {
    /// Read from the roles as they are now, so that a role taken away counts at once.
    pub(super) fn of(asked: &Asked, world: &mut World) -> Result<Self, Answered> {
        let token = asked.bearer().ok_or_else(unauthorized)?;
        let token = world.tokens.check(token, asked.now);
        let holder = token.map_err(|_| unauthorized())?.holder.clone();
        // A client that was deleted takes its tokens with it.
        let client = world.find("api_clients", "id", &holder);
        let client = client.ok_or_else(unauthorized)?;
        let roles: Vec<String> = role_ids(client).collect();
        let permissions = roles
            .iter()
            .filter_map(|id| {
                world
                    .find("roles", "id", id)?
                    .get("permissions")?
                    .as_array()
            })
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        let rank = if roles.iter().any(|id| id == ADMIN_ROLE) {
            Rank::Admin
        } else {
            Rank::Other
        };
        Ok(Self {
            id: holder,
            name: text(client, "name").to_owned(),
            roles,
            permissions,
            rank,
        })
    }

    /// Whether one permission is held; `x-manage` is good for `x-view`.
    pub(super) fn may(&self, permission: &str) -> bool {
        let managing = || {
            let area = permission.strip_suffix("-view")?;
            Some(self.permissions.contains(&format!("{area}-manage")))
        };
        self.rank == Rank::Admin
            || self.permissions.contains(permission)
            || managing().unwrap_or(false)
    }

    /// Whether any of them is held, or none is needed.
    pub(super) fn may_any(&self, permissions: &[&str]) -> bool {
        permissions.is_empty() || permissions.iter().any(|permission| self.may(permission))
    }
}

/// The ids of the roles a row names.
pub(super) fn role_ids(row: &Value) -> impl Iterator<Item = String> {
    row.get("roles")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|role| text(role, "id").to_owned())
}
