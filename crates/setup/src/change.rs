//! One thing that changes: what it is, who does it, and the proof that it was done.

use crate::{Client, ClientName, Further, Permission, Role, RoleName, Switch};
use domain::{FieldId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that is not yet as it should be, and becomes so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", deny_unknown_fields)]
pub enum Change {
    /// Turns something on.
    TurnOn {
        /// What.
        switch: Switch,
    },
    /// Makes a role, complete.
    CreateRole {
        /// It.
        role: Role,
    },
    /// Lets an existing role do more.
    GrantPermissions {
        /// Which role.
        role: RoleName,
        /// What it lacks.
        add: BTreeSet<Permission>,
    },
    /// Gives an existing role another context, comment or the like.
    SetRole {
        /// Which role.
        role: RoleName,
        /// What is to be so.
        set: Further,
    },
    /// Makes a client with its roles.
    CreateClient {
        /// It.
        client: Client,
    },
    /// Gives an existing client further roles.
    AssignRoles {
        /// Which client.
        client: ClientName,
        /// What it lacks.
        add: BTreeSet<RoleName>,
    },
    /// Gives an existing client other network prefixes, levels or the like.
    SetClient {
        /// Which client.
        client: ClientName,
        /// What is to be so.
        set: Further,
    },
    /// Takes a client's present secret into the vault, where the vendor shows it.
    TakeSecret {
        /// Which client.
        client: ClientName,
    },
    /// Gives an existing client a new secret, because nobody can show us the present one, or because
    /// it is too old.
    ReplaceSecret {
        /// Which client.
        client: ClientName,
    },
}

/// Which kind of change; the names `setup.toml` has for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as the changes")]
pub enum Kind {
    TurnOn,
    CreateRole,
    GrantPermissions,
    SetRole,
    CreateClient,
    AssignRoles,
    SetClient,
    TakeSecret,
    ReplaceSecret,
}

/// How carefully a person should look at a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something new, which nobody uses yet.
    Adds,
    /// Something that is there can do more than before.
    Widens,
    /// Whoever uses it now may have to change something too.
    Breaks,
}

impl Change {
    /// How carefully a person should look at it.
    pub fn weight(&self) -> Weight {
        match self.kind() {
            Kind::CreateRole | Kind::CreateClient | Kind::TakeSecret => Weight::Adds,
            Kind::TurnOn | Kind::GrantPermissions | Kind::AssignRoles => Weight::Widens,
            Kind::SetRole | Kind::SetClient | Kind::ReplaceSecret => Weight::Breaks,
        }
    }

    /// Which kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::TurnOn { .. } => Kind::TurnOn,
            Self::CreateRole { .. } => Kind::CreateRole,
            Self::GrantPermissions { .. } => Kind::GrantPermissions,
            Self::SetRole { .. } => Kind::SetRole,
            Self::CreateClient { .. } => Kind::CreateClient,
            Self::AssignRoles { .. } => Kind::AssignRoles,
            Self::SetClient { .. } => Kind::SetClient,
            Self::TakeSecret { .. } => Kind::TakeSecret,
            Self::ReplaceSecret { .. } => Kind::ReplaceSecret,
        }
    }

    /// The role it is about.
    pub fn role(&self) -> Option<&RoleName> {
        match self {
            Self::CreateRole { role } => Some(&role.name),
            Self::GrantPermissions { role, .. } | Self::SetRole { role, .. } => Some(role),
            Self::TurnOn { .. }
            | Self::CreateClient { .. }
            | Self::AssignRoles { .. }
            | Self::SetClient { .. }
            | Self::TakeSecret { .. }
            | Self::ReplaceSecret { .. } => None,
        }
    }

    /// The client it is about.
    pub fn client(&self) -> Option<&ClientName> {
        match self {
            Self::CreateClient { client } => Some(&client.name),
            Self::AssignRoles { client, .. }
            | Self::SetClient { client, .. }
            | Self::TakeSecret { client }
            | Self::ReplaceSecret { client } => Some(client),
            Self::TurnOn { .. }
            | Self::CreateRole { .. }
            | Self::GrantPermissions { .. }
            | Self::SetRole { .. } => None,
        }
    }

    /// What it is about, by its name alone.
    pub fn subject(&self) -> &str {
        match (self, self.role(), self.client()) {
            (Self::TurnOn { switch }, ..) => switch.as_str(),
            (_, Some(role), _) => role.as_str(),
            (_, None, Some(client)) => client.as_str(),
            (_, None, None) => "",
        }
    }
}

/// Whose hands do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Hand {
    /// The program's, through the vendor's API.
    Ours,
    /// The person's, in the vendor's console.
    Yours(Instruction),
}

/// What a person does in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Instruction {
    /// Why the program does not do it.
    pub because: String,
    /// The page, as the menus lead to it.
    pub page: String,
    /// The path of the page below the tenant's place, where it is known.
    pub path: Option<String>,
    /// What to press, in order, with the labels exactly as they read on the screen.
    pub press: Vec<String>,
    /// What to fill in.
    pub paste: Vec<Paste>,
    /// Which secrets the console shows now, to be brought from there into the vault: fields of the
    /// sign-in.
    pub brings: Vec<FieldId>,
    /// How it is proven.
    pub proof: Proof,
}

/// A field to fill in. Never a secret: those are pasted the other way, into the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Paste {
    /// The field's label.
    pub label: String,
    /// What goes into it, or what is chosen there.
    pub text: String,
}

/// How it is proven that a person did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The tenant is looked at.
    #[default]
    Look,
    /// The secret that was brought works.
    Works,
    /// Nothing shows it; the person's word is taken, and it is said to be not tested.
    Word,
}

/// Proof that we made a change. Nothing outside this crate can write one, and only a receipt
/// can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Receipt {
    pub(crate) change: Change,
    pub(crate) made: String,
    /// What was there before of what a change set.
    #[serde(default)]
    pub(crate) before: Further,
    pub(crate) at: Timestamp,
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
    use crate::{ClientName, Further, RoleName};
    use std::collections::BTreeSet;

    #[test]
    fn weights_sort_by_how_carefully_to_look() {
        let role = crate::Role {
            name: RoleName::new("audit"),
            permissions: BTreeSet::new(),
            further: Further::new(),
        };
        let client = ClientName::new("keydesk");
        let add = BTreeSet::from([role.name.clone()]);
        let mut weights = [
            Change::ReplaceSecret {
                client: client.clone(),
            }
            .weight(),
            Change::AssignRoles { client, add }.weight(),
            Change::CreateRole { role }.weight(),
        ];
        weights.sort();
        assert_eq!(weights, [Weight::Adds, Weight::Widens, Weight::Breaks]);
    }
}
