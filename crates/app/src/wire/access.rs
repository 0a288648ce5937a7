//! Permissions: what there are, and who holds them.

use super::{AppError, MissingWhy};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The permissions of a tenant's product, and what holds them at the tenant.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessView {
    /// Which tenant.
    pub tenant: String,
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
    /// When that was asked for last, RFC 3339; nothing when nobody has.
    pub read_at: Option<String>,
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
    /// Whether it is what the program itself signs in as.
    pub own: bool,
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
