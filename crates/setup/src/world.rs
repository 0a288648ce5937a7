//! A tenant's API access as it should be.

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The vendor's own word, byte by byte.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The word.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// Something that is off until somebody turns it on, such as the API itself.
    Switch
}
name! {
    /// One thing a role allows.
    Permission
}
name! {
    /// What a role is called.
    RoleName
}
name! {
    /// What an API client is called.
    ClientName
}

/// What else a role or a client has, by the names of the vendor's `setup.toml`: a context, rules of
/// membership, an access group, a comment, network prefixes, levels.
pub type Further = BTreeMap<String, Value>;

/// A role and what it allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    /// Its name.
    pub name: RoleName,
    /// What it allows.
    pub permissions: BTreeSet<Permission>,
    /// What else it has.
    #[serde(default)]
    pub further: Further,
}

/// An API client and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Client {
    /// Its name.
    pub name: ClientName,
    /// Its roles.
    pub roles: BTreeSet<RoleName>,
    /// What else it has.
    #[serde(default)]
    pub further: Further,
}

/// Whether this program holds a client's secret. Vendors show a secret once, if at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Holding {
    /// It does not; somebody else may have it, and use it.
    #[default]
    NotHeld,
    /// It is in the vault since then.
    HeldSince(Timestamp),
}

/// What is wished of a client's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Wish {
    /// Nothing.
    #[default]
    Nothing,
    /// To be in the vault.
    Held,
    /// To be in the vault, and none that is older than this.
    NewerThan(Timestamp),
}

impl Wish {
    /// Whether it is fulfilled.
    pub fn is_met(self, holding: Holding) -> bool {
        match (self, holding) {
            (Self::Nothing, _) | (Self::Held, Holding::HeldSince(_)) => true,
            (Self::NewerThan(moment), Holding::HeldSince(since)) => since >= moment,
            (Self::Held | Self::NewerThan(_), Holding::NotHeld) => false,
        }
    }
}

/// What should be there. Whatever else is there stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Desired {
    /// What has to be on.
    #[serde(default)]
    pub switches: BTreeSet<Switch>,
    /// Roles that have to be there, with at least these permissions, by name.
    #[serde(default)]
    pub roles: BTreeMap<RoleName, Role>,
    /// Clients that have to be there, with at least these roles, by name.
    #[serde(default)]
    pub clients: BTreeMap<ClientName, Client>,
    /// What is wished of their secrets; nothing of one that is not named.
    #[serde(default)]
    pub secrets: BTreeMap<ClientName, Wish>,
}

impl Desired {
    /// With one more role.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.roles.insert(role.name.clone(), role);
        self
    }

    /// With one more client.
    #[must_use]
    pub fn with_client(mut self, client: Client, secret: Wish) -> Self {
        self.secrets.insert(client.name.clone(), secret);
        self.clients.insert(client.name.clone(), client);
        self
    }
}
