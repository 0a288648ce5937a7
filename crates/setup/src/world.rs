//! A tenant's API access as it is, and as it should be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

/// A role and what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: RoleName,
    /// What it allows.
    pub permissions: BTreeSet<Permission>,
}

/// Whether this program holds a client's secret. Vendors show a secret once, if at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// It is in the vault.
    Held,
    /// It is not; somebody else may have it, and use it.
    NotHeld,
}

/// An API client and what it may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its name.
    pub name: ClientName,
    /// Its roles.
    pub roles: BTreeSet<RoleName>,
    /// Whether we hold its secret, or, in what is desired, whether we have to.
    pub secret: Holding,
}

/// What should be there. Whatever else is there stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desired {
    /// What has to be on.
    pub switches: BTreeSet<Switch>,
    /// Roles that have to be there, with at least these permissions.
    pub roles: BTreeMap<RoleName, BTreeSet<Permission>>,
    /// Clients that have to be there, with at least these roles.
    pub clients: BTreeMap<ClientName, (BTreeSet<RoleName>, Holding)>,
}

/// What is there, as far as the vendor tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observed {
    /// What is on.
    pub switches: BTreeSet<Switch>,
    /// The roles with their permissions.
    pub roles: BTreeMap<RoleName, BTreeSet<Permission>>,
    /// The clients with their roles, and whether we hold their secrets.
    pub clients: BTreeMap<ClientName, (BTreeSet<RoleName>, Holding)>,
}
