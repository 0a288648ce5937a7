//! One thing that changes: what it is, who does it, and the proof that it was done.

use crate::{Client, ClientName, Permission, Role, RoleName, Switch};
use domain::Timestamp;
use std::collections::BTreeSet;

/// Something that is not yet as it should be, and becomes so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Turns something on.
    TurnOn(Switch),
    /// Makes a role, complete.
    CreateRole(Role),
    /// Lets an existing role do more.
    GrantPermissions {
        /// Which role.
        role: RoleName,
        /// What it lacks.
        add: BTreeSet<Permission>,
    },
    /// Makes a client with its roles. Its secret goes straight into the vault.
    CreateClient(Client),
    /// Gives an existing client further roles.
    AssignRoles {
        /// Which client.
        client: ClientName,
        /// What it lacks.
        add: BTreeSet<RoleName>,
    },
    /// Gives an existing client a new secret, because nobody can show us the present one.
    ReplaceSecret {
        /// Which client.
        client: ClientName,
    },
}

/// How carefully a person should look at a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something new, which nobody uses yet.
    Adds,
    /// Something that is there can do more than before.
    Widens,
    /// Whoever uses it now has to change something too.
    Breaks,
}

impl Change {
    /// How carefully a person should look at it.
    pub fn weight(&self) -> Weight {
        match self {
            Self::CreateRole(_) | Self::CreateClient(_) => Weight::Adds,
            Self::TurnOn(_) | Self::GrantPermissions { .. } | Self::AssignRoles { .. } => {
                Weight::Widens
            }
            Self::ReplaceSecret { .. } => Weight::Breaks,
        }
    }
}

/// Whose hands do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    /// The program's, through the vendor's API.
    Ours,
    /// The person's, in the vendor's console.
    Yours(Instruction),
}

/// What a person does in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// The path of the page, below the tenant's place.
    pub page: String,
    /// The labels to press, in order, exactly as they read on the screen.
    pub press: Vec<String>,
    /// What to fill in.
    pub paste: Vec<Paste>,
}

/// A field to fill in. Never a secret: those are pasted the other way, into the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// The field's label.
    pub label: String,
    /// What goes into it.
    pub text: String,
}

/// Proof that we made a change. Nothing outside this crate can write one, and only a receipt
/// can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    change: Change,
    made: String,
    at: Timestamp,
}

impl Receipt {
    /// What was changed.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// What the vendor calls the result: an id, mostly.
    pub fn made(&self) -> &str {
        &self.made
    }

    /// When.
    pub fn at(&self) -> Timestamp {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Weight};
    use crate::{ClientName, RoleName};
    use std::collections::BTreeSet;

    #[test]
    fn weights_sort_by_how_carefully_to_look() {
        let role = crate::Role {
            name: RoleName::new("audit"),
            permissions: BTreeSet::new(),
        };
        let client = ClientName::new("keydesk");
        let roles = BTreeSet::from([role.name.clone()]);
        let mut weights = [
            Change::ReplaceSecret {
                client: client.clone(),
            }
            .weight(),
            Change::AssignRoles { client, add: roles }.weight(),
            Change::CreateRole(role).weight(),
        ];
        weights.sort();
        assert_eq!(weights, [Weight::Adds, Weight::Widens, Weight::Breaks]);
    }
}
