//! Setting up API clients and roles. No type here has a secret in it, and none has room for one.

use super::AppError;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What else a role or a client has, by the name the vendor's file gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetupField {
    /// Its name: `context`, `access_group`.
    pub name: String,
    /// What it is, as JSON text.
    pub json: String,
}

/// A role and what it allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetupRole {
    /// Its name.
    pub name: String,
    /// What it allows, in the vendor's words.
    pub permissions: Vec<String>,
    /// What else it has.
    pub further: Vec<SetupField>,
}

/// An API client and its roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetupClient {
    /// Its name.
    pub name: String,
    /// The names of its roles.
    pub roles: Vec<String>,
    /// What else it has.
    pub further: Vec<SetupField>,
}

/// What is wished of a client's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SetupSecret {
    /// Nothing.
    Nothing,
    /// To be in the vault.
    Held,
    /// To be in the vault, and another one than now.
    Renewed,
}

/// What becomes of a client's credentials once they work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum SetupUse {
    /// They stay in the vault.
    Kept,
    /// A tenant of its own signs in with them.
    NewTenant {
        /// What that is called.
        name: String,
    },
    /// This tenant signs in with them from then on.
    ThisTenant,
}

/// A client that should be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetupClientWish {
    /// It.
    pub client: SetupClient,
    /// What is wished of its secret.
    pub wanted: SetupSecret,
    /// What becomes of its credentials.
    pub then: SetupUse,
}

/// What should be there. Whatever else is there stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetupWish {
    /// What has to be on.
    pub switches: Vec<String>,
    /// Roles that have to be there, with at least these permissions.
    pub roles: Vec<SetupRole>,
    /// Clients that have to be there, with at least these roles.
    pub clients: Vec<SetupClientWish>,
}

/// A role that is there.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupSeenRole {
    /// What the vendor calls it.
    pub id: String,
    /// It.
    pub role: SetupRole,
}

/// A client that is there.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupSeenClient {
    /// What the vendor calls it.
    pub id: String,
    /// It.
    pub client: SetupClient,
    /// Since when its secret is in the vault; nothing when it is not.
    pub held_since: Option<String>,
    /// Whether this tenant signs in with it.
    pub in_use: bool,
}

/// What is there.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupSeen {
    /// What is on.
    pub switches: Vec<String>,
    /// The roles.
    pub roles: Vec<SetupSeenRole>,
    /// The clients.
    pub clients: Vec<SetupSeenClient>,
    /// Whether a client's secret gets younger by a second client.
    pub second_client: bool,
}

/// What kind of change a step makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "words")]
pub enum SetupKind {
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

/// How carefully a person should look at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "words")]
pub enum SetupWeight {
    Adds,
    Widens,
    Breaks,
}

/// A field of the console to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupPaste {
    /// Its label.
    pub label: String,
    /// What goes into it.
    pub text: String,
}

/// Something the console shows, to be brought from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupBrings {
    /// The field of the sign-in.
    pub field: String,
    /// What the form calls it.
    pub label: String,
    /// Whether it is taken by the core alone.
    pub secret: bool,
}

/// What a person does in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupInstruction {
    /// Why the program does not do it.
    pub because: String,
    /// The page, as the menus lead to it.
    pub page: String,
    /// Its address, where it is known.
    pub address: Option<String>,
    /// What to press, in order.
    pub press: Vec<String>,
    /// What to fill in.
    pub paste: Vec<SetupPaste>,
    /// What the console shows now, to be brought from there.
    pub brings: Vec<SetupBrings>,
    /// Whether something shows that it was done.
    pub proven: bool,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SetupStepState {
    /// Nothing was done for it.
    Waiting,
    /// It was begun, and nobody knows yet what came of it.
    Begun,
    /// It is made.
    Made,
    /// Somebody else made it.
    NotNeeded,
    /// It was made, and is undone.
    Undone,
}

/// One step of a plan.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupStep {
    /// What kind of change.
    pub change: SetupKind,
    /// What it is about, by name.
    pub subject: String,
    /// What is added, or set.
    pub adds: Vec<String>,
    /// How carefully to look.
    pub weight: SetupWeight,
    /// What a person does; nothing where the program does it.
    pub yours: Option<SetupInstruction>,
    /// Whether it can be undone.
    pub reversible: bool,
    /// How it stands.
    pub state: SetupStepState,
}

/// What would be done.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupPlan {
    /// Its id.
    pub plan: String,
    /// At whom.
    pub tenant: String,
    /// The steps. None when everything is as it should be.
    pub steps: Vec<SetupStep>,
}

/// Why it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "as the engine's")]
pub enum SetupWhy {
    Refused,
    NotSeen,
    Declined,
    CannotCall,
    Unproven,
    Unknown,
    DoesNotWork,
    SecretLost,
    NotKept,
    OutOfTurn,
}

/// How a plan stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SetupState {
    /// A person has something to do in the console.
    Yours {
        /// The place of the step, from 0.
        step: u32,
        /// What.
        instruction: SetupInstruction,
        /// It was said to be done, and is not seen.
        again: bool,
    },
    /// Everything is as it should be.
    Done {
        /// The tenants that were added.
        tenants: Vec<String>,
    },
    /// What was made is undone.
    Undone,
    /// The tenant is not as it was; nothing was changed.
    Stale,
    /// It stopped.
    Stopped {
        /// The place of the step, from 0.
        step: Option<u32>,
        /// Why.
        why: SetupWhy,
        /// What the vendor said, or what kept it from being asked.
        error: Option<AppError>,
    },
    /// The program ended in between.
    Interrupted,
}

/// Something that was made, is to be undone, and could not be.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupLeft {
    /// The place of the step, from 0.
    pub step: u32,
    /// What a person does to undo it.
    pub yours: Option<SetupInstruction>,
    /// Why trying failed.
    pub why: Option<SetupWhy>,
}

/// A plan that was begun.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupView {
    /// Its id.
    pub run: String,
    /// At whom.
    pub tenant: String,
    /// When.
    pub at: String,
    /// The steps, and how they stand.
    pub steps: Vec<SetupStep>,
    /// How it stands.
    pub state: SetupState,
    /// Whether it can be gone on with.
    pub resumable: bool,
    /// Whether something can be undone.
    pub undoable: bool,
    /// What could not be undone.
    pub left: Vec<SetupLeft>,
    /// Steps that nothing shows.
    pub untested: Vec<u32>,
}

/// What a person brought from the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetupBrought {
    /// The field of the sign-in.
    pub field: String,
    /// What the core calls it, when it is a secret.
    pub held: Option<String>,
    /// It, when it is none.
    pub value: Option<String>,
}

/// What is being done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SetupProgress {
    /// The tenant is looked at.
    Looking,
    /// A person is asked.
    Asking {
        /// About what.
        says: String,
    },
    /// Something is changed.
    Sending {
        /// What.
        says: String,
    },
    /// New credentials are tried.
    Trying {
        /// Whose.
        client: String,
    },
    /// A step stands otherwise now.
    Step {
        /// Its place, from 0.
        step: u32,
        /// How.
        state: SetupStepState,
    },
}
