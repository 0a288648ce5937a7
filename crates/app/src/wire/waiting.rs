//! What waits for a person, across all tenants.

use super::{MissingWhy, TaskOffer};
use serde::Serialize;
use specta::Type;

/// What waits for a person, across all tenants.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingView {
    /// The most pressing first, the oldest of those first.
    pub lines: Vec<WaitingLine>,
    /// What could not be asked.
    pub missing: Vec<WaitingMissing>,
    /// Tenants that have not been asked yet.
    pub not_loaded: Vec<String>,
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingLine {
    /// At which tenant.
    pub tenant: String,
    /// What it is to whom it waits for.
    pub what: WaitKind,
    /// Two or three words for all of its kind.
    pub label: String,
    /// The line.
    pub title: String,
    /// The line below it.
    pub note: Option<String>,
    /// Since when it waits, RFC 3339.
    pub since: Option<String>,
    /// Until when it can be done, or when it ends, RFC 3339.
    pub due: Option<String>,
    /// How much it presses.
    pub urgency: Urgency,
    /// The operation it comes from, `GET /path`.
    pub operation: String,
    /// The task that deals with it.
    pub task: Option<TaskOffer>,
    /// From when this is, when the tenant could not be asked again; RFC 3339.
    pub as_of: Option<String>,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WaitKind {
    /// Somebody has to say yes or no.
    Decision,
    /// A part of the product is down.
    Component,
    /// A person is kept out.
    LockedOut,
    /// A secret could not be changed or checked.
    Rotation,
    /// A licence, certificate or secret ends.
    Expiry,
    /// A computer or agent is silent or behind.
    Agent,
}

/// How much something presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Urgency {
    /// Somebody stands still because of it.
    Now,
    /// Somebody will.
    Soon,
    /// When there is time.
    Later,
}

/// A kind of thing that could not be asked for.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingMissing {
    /// At which tenant.
    pub tenant: String,
    /// What kind of thing it is.
    pub what: WaitKind,
    /// Two or three words for all of its kind.
    pub label: String,
    /// Why.
    pub why: MissingWhy,
}
