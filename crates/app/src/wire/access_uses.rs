//! Permissions in use: what they open, which are enough, why a call was refused, and the sheet that
//! hands a client over.

use super::{Effect, HolderColumn, HoldersState, PermissionView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What permissions open.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessOpens {
    /// Keys of everything that is held.
    pub held: Vec<String>,
    /// Operations that need something, and everything they need is held.
    pub opened: Vec<OpenedOperation>,
    /// Operations of whose needs some are held and some are not.
    pub partly: Vec<OpenedOperation>,
    /// How many operations need nothing but to be signed in.
    pub free: u32,
    /// Operations of which nobody says what they need.
    pub unsaid: u32,
}

/// One operation, and what it needs.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenedOperation {
    /// `METHOD /path`.
    pub operation: String,
    /// What it does.
    pub effect: Effect,
    /// Everything it needs.
    pub needs: Vec<AccessNeed>,
    /// What of that is not held.
    pub lacks: Vec<AccessNeed>,
}

/// One thing an operation needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessNeed {
    /// Keys of which one is enough.
    pub one_of: Vec<String>,
}

/// What has to be possible.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LeastFor {
    /// What was called at the tenant, as far as the history goes back.
    History {
        /// From then on, RFC 3339.
        #[serde(default)]
        since: Option<String>,
        /// Until then, RFC 3339.
        #[serde(default)]
        until: Option<String>,
    },
    /// Tasks.
    Tasks {
        /// Their ids.
        tasks: Vec<String>,
    },
    /// What the program asks for its cards by itself: figures, and what waits.
    Dashboard,
    /// What looking up a person or a computer asks.
    LookUp,
    /// Operations.
    Operations {
        /// `METHOD /path`, as the catalogue writes them.
        operations: Vec<String>,
    },
}

/// The smallest set of permissions that is enough.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessLeast {
    /// How many calls were looked at; of what was not called, how many operations there are.
    pub calls: u32,
    /// What to give, in the order of the product.
    pub grants: Vec<LeastGrant>,
    /// Keys of everything that is held then.
    pub held: Vec<String>,
    /// Keys of what is dangerous of that.
    pub dangerous: Vec<String>,
    /// Keys of what is held now beyond it.
    pub beyond: Vec<String>,
    /// Keys of what is not held now and is needed.
    pub lacking: Vec<String>,
    /// Operations that need nothing but to be signed in.
    pub free: Vec<CalledOperation>,
    /// Operations of which nobody says what they need.
    pub unsaid: Vec<CalledOperation>,
    /// Calls the catalogue does not know.
    pub unknown: Vec<CalledOperation>,
}

/// One permission of a smallest set.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeastGrant {
    /// Its key.
    pub permission: String,
    /// Keys of others that would do in its place, as far as is known.
    pub instead: Vec<String>,
    /// What needs it.
    pub because: Vec<CalledOperation>,
}

/// An operation, and how often it was called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CalledOperation {
    /// `METHOD /path`.
    pub operation: String,
    /// How often; once for what was not called.
    pub times: u32,
}

/// Why an operation was refused, as far as anybody knows.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessWhy {
    /// `METHOD /path`.
    pub operation: String,
    /// What it needs.
    pub needs: RefusalNeeds,
    /// Who has what it needs: one for each kind of holder.
    pub holders: Vec<WhoHas>,
    /// What to ask an administrator for, in words to send; nothing when nothing is known.
    pub ask_for: Option<String>,
}

/// What an operation needs that was refused.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RefusalNeeds {
    /// Nobody says.
    Unknown,
    /// Nothing but to be signed in; something else is the reason.
    Nothing,
    /// These, all of them.
    Permissions {
        /// Each.
        all: Vec<NeededPermission>,
    },
}

/// One thing that is needed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NeededPermission {
    /// Permissions of which one is enough.
    pub one_of: Vec<PermissionView>,
}

/// Who of one kind of holder has everything that is needed of the kind.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WhoHas {
    /// The kind's id.
    pub section: String,
    /// All of them.
    pub label: String,
    /// Where it is given, in the words of the product.
    pub page: String,
    /// The page's address, where it is known.
    pub address: Option<String>,
    /// What is known of who has it; the columns are those who do.
    pub state: HoldersState,
    /// What the program itself signs in as, and holds now, where that is one of the kind.
    pub own: Option<HolderColumn>,
    /// Places that were not read.
    pub places_left: u32,
}

/// What a sheet is to say that hands a client over.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetWish {
    /// The tenant.
    pub tenant: String,
    /// What the client is for, in the person's words.
    pub purpose: String,
    /// Who answers for it, in the person's words.
    pub owner: String,
    /// Keys of its permissions.
    pub permissions: Vec<String>,
}

/// A sheet that hands a client over. It holds no secret.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessSheet {
    /// The tenant's name.
    pub name: String,
    /// The product.
    pub product: String,
    /// The tenant's host.
    pub host: String,
    /// What the client is for.
    pub purpose: String,
    /// Who answers for it.
    pub owner: String,
    /// What it is given.
    pub permissions: Vec<PermissionView>,
    /// Keys of what comes with that.
    pub included: Vec<String>,
    /// How many operations it opens, by what they do.
    pub opens: OpensCounts,
    /// Where its permissions are given, in the words of the product.
    pub pages: Vec<String>,
    /// When the tenant last answered this client, RFC 3339; nothing when it has not.
    pub tested_at: Option<String>,
    /// When the sheet was made, RFC 3339.
    pub at: String,
}

/// How many operations are open, by what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpensCounts {
    /// Only read.
    pub reads: u32,
    /// Show secrets.
    pub discloses: u32,
    /// Change something.
    pub changes: u32,
    /// Take something away for good.
    pub removes: u32,
}
