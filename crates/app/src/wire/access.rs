//! Permissions: what there are, who holds them, what they open, and which are enough.

use super::{AppError, Effect, MissingWhy};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The permissions of a tenant's product, and what holds them at the tenant.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessView {
    /// Which tenant.
    pub tenant: String,
    /// When the holders were read, RFC 3339; nothing when they were not.
    pub read_at: Option<String>,
    /// Every permission, in the order of the product.
    pub permissions: Vec<PermissionView>,
    /// What to give for a purpose.
    pub presets: Vec<PresetView>,
    /// One for each kind of holder.
    pub sections: Vec<AccessSection>,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PermissionView {
    /// What it is told by; unique within the vendor.
    pub key: String,
    /// As the product writes it. Permissions of one label and group are levels of one choice.
    pub label: String,
    /// Which level of the choice it is.
    pub level: Option<String>,
    /// Under which head it stands.
    pub group: String,
    /// What it lets one do; completes "lets one ...".
    pub lets: String,
    /// Keys of what comes with it, through and through.
    pub includes: Vec<String>,
    /// Keys of what has to be held as well for it to count.
    pub only_with: Vec<String>,
    /// Why it is dangerous, where it is.
    pub danger: Option<String>,
    /// The first version that has it.
    pub since: Option<String>,
    /// How many operations name it as what they need, alone or among others.
    pub operations: u32,
}

/// What a client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Seeing how things stand.
    Dashboard,
    /// Helping people.
    HelpDesk,
    /// Making users, roles and other things.
    Provisioning,
    /// Reading what happened.
    Reporting,
    /// Something of this product alone.
    Other,
}

/// What to give for a purpose.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// Unique within the vendor.
    pub id: String,
    /// Two or three words.
    pub label: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Keys of the permissions.
    pub grants: Vec<String>,
    /// Keys of everything that is held then.
    pub held: Vec<String>,
    /// What a person should know first.
    pub warn: Vec<String>,
    /// Keys of what is held then and dangerous.
    pub dangerous: Vec<String>,
}

/// One kind of thing that holds permissions.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessSection {
    /// Unique within the vendor.
    pub id: String,
    /// All of them.
    pub label: String,
    /// One of them.
    pub one: String,
    /// Where a person gives and takes permissions, in the words of the product.
    pub page: String,
    /// The page's address, where it is known.
    pub address: Option<String>,
    /// Keys of the permissions that can be held here: the lines of the matrix.
    pub permissions: Vec<String>,
    /// What a place is called at which permissions are held, where they are held at places.
    pub place: Option<String>,
    /// The places; empty until they were read.
    pub places: Vec<AccessPlace>,
    /// Who holds them.
    pub state: HoldersState,
}

/// A place at which permissions are held.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessPlace {
    /// What it is asked for by.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether its holders are among the columns.
    pub state: PlaceState,
}

/// What is known of one place.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PlaceState {
    /// Nobody asked.
    NotLoaded,
    /// Read.
    Read,
    /// It could not be asked.
    Missing {
        /// Why.
        why: MissingWhy,
    },
}

/// What is known of who holds permissions.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum HoldersState {
    /// Nobody asked.
    NotLoaded,
    /// Read; nobody, when there is no column.
    Read {
        /// One for each holder.
        columns: Vec<HolderColumn>,
        /// How many more there are that were not looked at.
        rest: u32,
    },
    /// The product tells it nobody but in its console.
    NotReadable {
        /// Why.
        because: String,
    },
    /// A right is missing to read it.
    NotAllowed {
        /// Which, in the vendor's words, alternatives in one; empty when unknown.
        needs: Vec<String>,
        /// The operation as the catalogue writes it, to ask who has them.
        #[serde(default)]
        operation: Option<String>,
    },
    /// This version does not have it.
    NotSupported,
    /// It could not be asked.
    Failed {
        /// Why.
        error: AppError,
    },
}

/// One holder.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HolderColumn {
    /// Unique within the section.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What else is said of it.
    pub note: Option<String>,
    /// Id of the place at which it holds this.
    pub at_place: Option<String>,
    /// One for each of the section's permissions, in their order.
    pub cells: Vec<AccessCell>,
    /// Names of permissions the catalogue does not know.
    pub unknown: Vec<String>,
}

/// Whether a holder holds a permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AccessCell {
    /// It was given.
    Granted,
    /// It comes with something that was given.
    Included {
        /// Labels of permissions it comes with, or names of holders.
        through: Vec<String>,
    },
    /// It is not held.
    Not,
    /// The product did not say.
    Unknown,
}

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
    /// How many calls were looked at; for tasks and operations, how many those make use of.
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
    /// How often; once each for tasks and operations.
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
