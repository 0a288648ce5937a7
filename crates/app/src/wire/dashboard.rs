//! A tenant's card.

use super::{AppError, SessionView};
use serde::Serialize;
use specta::Type;

/// How a tenant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Health {
    /// Answers, and everything asked for came.
    Healthy,
    /// Answers, but takes its time.
    Slow,
    /// Answers, but something asked for is not allowed.
    RightMissing,
    /// Did not answer the last time.
    NotReachable,
    /// Answers, but the sign-in failed.
    Refused,
    /// Nobody is signed in.
    SignedOut,
    /// Nobody has asked yet.
    NotLoaded,
}

/// What is known of one tenant.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardView {
    /// Its id.
    pub tenant: String,
    /// How it does.
    pub health: Health,
    /// Whether numbers are being fetched right now.
    pub refreshing: bool,
    /// The last problem, while it lasts.
    pub problem: Option<AppError>,
    /// The product's version.
    pub version: Option<String>,
    /// How long the last answer took.
    pub answered_in_ms: Option<u32>,
    /// Whether somebody is signed in.
    pub session: SessionView,
    /// What is left of the vendor's rate limit; nothing when it publishes none.
    pub budget: Option<BudgetView>,
    /// The numbers, in order.
    pub figures: Vec<FigureView>,
    /// A split of a whole.
    pub bar: Option<BarView>,
    /// When the numbers came, RFC 3339.
    pub as_of: Option<String>,
}

/// What is left of a rate limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BudgetView {
    /// Calls left.
    pub left: u32,
    /// Calls allowed.
    pub calls: u32,
    /// In so many seconds.
    pub seconds: u32,
}

/// One number on a card.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureView {
    /// Its id.
    pub id: String,
    /// Two or three words.
    pub label: String,
    /// The number, or which of the five kinds of nothing.
    pub value: FigureState,
    /// What it is a part of.
    pub of: Option<u32>,
    /// Whether a number above zero waits for a person.
    pub attention: bool,
    /// The operation it comes from, `GET /path`.
    pub operation: String,
    /// What the program has seen of it lately, oldest first; empty when that is less than two.
    pub trend: Vec<TrendPoint>,
}

/// What a number was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrendPoint {
    /// When, RFC 3339.
    pub at: String,
    /// The number.
    pub value: u32,
}

/// A number, or which of the kinds of nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FigureState {
    /// Asked, and answered.
    Known {
        /// The number.
        value: u32,
    },
    /// A right is missing.
    NotAllowed {
        /// Which, in the vendor's words; empty when unknown.
        needs: Vec<String>,
    },
    /// Could not be asked; the last number stays.
    NotReachable {
        /// The last number.
        last: Option<u32>,
        /// From when it is, RFC 3339.
        as_of: Option<String>,
    },
    /// This version does not have it.
    NotSupported,
    /// Nobody has asked.
    NotLoaded,
}

/// A split of a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BarView {
    /// What the whole is.
    pub label: String,
    /// The whole.
    pub total: u32,
    /// Its parts, largest first.
    pub parts: Vec<BarPart>,
}

/// One part of a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BarPart {
    /// One word.
    pub label: String,
    /// How many.
    pub value: u32,
    /// Whether it needs action.
    pub attention: bool,
}
