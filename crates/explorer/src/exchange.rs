//! What was sent and what came back, with every secret already gone.

use crate::{BodyText, Redacted};
use domain::{Effect, OperationKey, TenantId, Timestamp};
use std::time::Duration;

/// A header as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// In lower case.
    pub name: String,
    /// Its value; `None` where only the name is shown.
    pub value: Option<String>,
}

/// A request as it may be shown. Made by [`crate::Redactor::sent`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The address.
    pub address: String,
    /// Headers; those that are not on our list have no value.
    pub headers: Vec<Header>,
    /// The body, laid out.
    pub body: BodyText,
}

/// An answer as it may be shown. Made by [`crate::Redactor::received`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// Headers; those that are not on our list have no value.
    pub headers: Vec<Header>,
    /// The body, laid out.
    pub body: BodyText,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server answered.
    Answered(Redacted<Received>),
    /// No answer came. Whether the server did anything is unknown, unless nothing was sent.
    Unanswered,
}

/// One request and what came of it. The only form that is kept or shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// To whom.
    pub tenant: TenantId,
    /// When it was sent.
    pub at: Timestamp,
    /// The operation, as the vendor's catalogue writes it.
    pub operation: Option<OperationKey>,
    /// What it did.
    pub effect: Effect,
    /// What was sent.
    pub request: Redacted<Sent>,
    /// What came back.
    pub outcome: Outcome,
    /// How long it took.
    pub took: Duration,
}
