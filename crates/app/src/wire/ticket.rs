//! The ticket somebody works on.

use serde::{Deserialize, Serialize};
use specta::Type;

/// When a ticket must be set before anything is changed or disclosed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "camelCase")]
pub enum TicketRequired {
    /// Never.
    Never,
    /// For tenants of production.
    #[default]
    Production,
    /// For every tenant.
    Always,
}

/// The ticket that is set, and what tickets look like here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketView {
    /// The ticket that is set.
    pub ticket: Option<String>,
    /// What the organisation calls its tickets' system; empty when nobody said.
    pub system: String,
    /// What a ticket looks like, a regular expression for all of it; empty when anything goes.
    pub pattern: String,
    /// How that is said to people: `INC and seven digits`.
    pub hint: String,
    /// When one must be set.
    pub required: TicketRequired,
}

/// What a text for a ticket is made of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum TicketSource {
    /// An exchange of the history.
    Exchange {
        /// Its id.
        exchange: String,
    },
    /// An entry of the audit.
    Audit {
        /// Its number.
        number: u32,
    },
}

/// A text that can be pasted into a ticket: plain, under fifteen lines, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketText {
    /// Its lines, with line feeds.
    pub text: String,
}

/// A field of a request that was filled with the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketFieldView {
    /// The field: a JSON pointer into the body, or `query.name`.
    pub field: String,
    /// What it was filled with.
    pub value: String,
}
