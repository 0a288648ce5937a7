//! What an API account may do: families of paths, each at a level.

use super::list::text;
use crate::World;
use serde_json::Value;

/// The families the console shows as columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Audit,
    Management,
    Reporting,
    Scim,
    Jit,
    Insight,
}

impl Family {
    fn key(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Management => "management",
            Self::Reporting => "reporting",
            Self::Scim => "scim",
            Self::Jit => "jit",
            Self::Insight => "insight",
        }
    }
}

/// The account behind a token.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) client: String,
    account: Value,
}

impl Holder {
    pub(super) fn of(world: &World, client: &str) -> Option<Self> {
        let account = world.find("api_accounts", "clientId", client)?.clone();
        Some(Self {
            client: client.to_owned(),
            account,
        })
    }

    /// Read Only is GET; Full is everything. Full Insight reads management and audit too.
    pub(super) fn may(&self, family: Family, method: &str) -> bool {
        let level = |family: Family| text(&self.account["families"], family.key());
        let lent = matches!(family, Family::Management | Family::Audit)
            && level(Family::Insight) == "full";
        match level(family) {
            "full" => true,
            "read" => method == "GET",
            _ => lent && method == "GET",
        }
    }
}
