//! What is about to change something, as the confirm window shows it.

use super::{Effect, Environment};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Opens a tenant for changes, for a while.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenRequest {
    /// Which tenant.
    pub tenant: String,
    /// For how long: 5, 10 or 30, and no longer than the policy allows.
    pub minutes: u32,
    /// Why; of at least ten characters for production.
    pub reason: String,
    /// The ticket it is for; the one that is set when none is given. A given one is set.
    pub ticket: Option<String>,
}

/// Text of foreign origin in runs, so that what nobody can see is seen. The runs that have a mark
/// are to be shown as a mark; the others as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct MarkedText(pub Vec<TextRun>);

/// Some characters that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TextRun {
    /// The characters themselves; of what cannot be seen, nothing.
    pub text: String,
    /// What is to be known of them; nothing of ordinary ones.
    pub mark: Option<TextMark>,
}

/// What is to be known of characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TextMark {
    /// It takes no room, or looks like an ordinary space and is none.
    Invisible {
        /// `U+200B`.
        code: String,
    },
    /// It turns the direction of what follows.
    Direction {
        /// `U+202E`.
        code: String,
    },
    /// It looks like a letter of another script than it is of.
    LookAlike {
        /// The letter it looks like.
        of: String,
        /// `U+0430`.
        code: String,
    },
}

/// What the confirm window asks.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProposalView {
    /// Its id; to be given back.
    pub proposal: String,
    /// SHA-256 over everything that will leave, in hex; to be given back.
    pub hash: String,
    /// What the person calls the tenant.
    pub tenant: MarkedText,
    /// Maker and product.
    pub product: String,
    /// Where it stands.
    pub environment: Environment,
    /// Host and port.
    pub host: MarkedText,
    /// What it does, in words.
    pub what: MarkedText,
    /// The worst of what its requests do.
    pub effect: Effect,
    /// Whether it can be set back.
    pub reversible: bool,
    /// How many requests will leave.
    pub requests: u32,
    /// How many things they are about.
    pub rows: u32,
    /// The first of the rows; more by `confirm_rows`.
    pub first: Vec<RowView>,
    /// What has to be typed.
    pub ask: ConfirmAsk,
    /// The ticket it is for.
    pub ticket: Option<MarkedText>,
    /// Why the tenant was opened.
    pub reason: MarkedText,
    /// Until when the tenant is open, RFC 3339.
    pub open_until: String,
}

/// What has to be typed before it can be approved. Spaces at the ends and case do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmAsk {
    /// The name of what is removed; nothing when that is not asked.
    pub name: Option<MarkedText>,
    /// The number of rows; nothing when that is not asked.
    pub count: Option<u32>,
}

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmTyped {
    /// As the name.
    pub name: Option<String>,
    /// As the number of rows.
    pub count: Option<String>,
}

/// One request of a proposal, as it will leave.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// Its number, from 1.
    pub number: u32,
    /// What it is about, by name; the last part of the path where no name is known.
    pub target: MarkedText,
    /// What it does.
    pub effect: Effect,
    /// In capitals.
    pub method: String,
    /// The whole address, secrets replaced.
    pub address: MarkedText,
    /// Its headers without the credential, secrets replaced.
    pub headers: Vec<RowHeader>,
    /// The first part of its body, secrets replaced.
    pub body: Option<MarkedText>,
    /// Whether the body goes on behind what is shown.
    pub body_cut: bool,
    /// How long the body is, in bytes.
    pub body_bytes: u32,
    /// What is known to become another.
    pub changes: Vec<PairView>,
}

/// A header of a request that will leave.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RowHeader {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: MarkedText,
}

/// A value that becomes another.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PairView {
    /// Of what.
    pub name: MarkedText,
    /// What it is; nothing when it is not there.
    pub before: Option<MarkedText>,
    /// What it will be; nothing when it will be gone.
    pub after: Option<MarkedText>,
}
