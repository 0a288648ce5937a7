//! What was done, by whom and for which ticket.

use super::{Effect, Environment};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What kind of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AuditKind {
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// A tenant was opened for changes.
    Opened,
    /// It was locked again.
    Locked,
    /// A proposal was approved in the confirm window.
    Approved,
    /// A proposal was refused there, or went stale.
    Refused,
    /// A request that changes something is about to leave.
    ChangeIntended,
    /// It was answered, or is known not to have been.
    ChangeDone,
    /// A secret a vendor returned was shown or copied.
    Disclosed,
    /// A step of a set-up was done.
    SetUpStep,
    /// A setting of weight was changed.
    Settings,
    /// What administrators fix was read at the start.
    Policy,
}

/// How something ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AuditResult {
    /// As wanted, with nothing more to say.
    Done,
    /// The vendor answered.
    Answered {
        /// The HTTP status.
        status: u16,
    },
    /// It did not come about.
    Failed {
        /// Why, in a word: `refused`, `unreachable`.
        why: String,
    },
    /// It left, and what became of it is not known.
    Unknown {
        /// Why, in a word.
        why: String,
    },
}

/// An entry as lists show it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// Its number, from 1.
    pub number: u32,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// What was done.
    pub kind: AuditKind,
    /// The user of the system, and the machine.
    pub who: String,
    /// The tenant's id, when it was about one.
    pub tenant: Option<String>,
    /// What the person called it then.
    pub tenant_name: Option<String>,
    /// Where it stood.
    pub environment: Option<Environment>,
    /// What it was done to.
    pub target: Option<String>,
    /// The operation: `DELETE /path/{id}`.
    pub operation: Option<String>,
    /// What it did.
    pub effect: Option<Effect>,
    /// How it ended.
    pub result: Option<AuditResult>,
    /// For which ticket.
    pub ticket: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// One entry, whole.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntryView {
    /// As lists show it.
    pub line: AuditLine,
    /// SHA-256 of the request, or of all requests of a proposal, in hex.
    pub seal: Option<String>,
    /// What the entry before ends with, in hex.
    pub previous: String,
    /// What this one ends with, in hex.
    pub mac: String,
    /// Whether the key of the vault stands behind it. Entries written without the vault are
    /// chained only.
    pub sealed: bool,
    /// The other entry of a change: intended and done point at each other.
    pub other: Option<u32>,
}

/// Which entries.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditFilter {
    /// Words in anything an entry says; all of them must be there.
    pub words: String,
    /// One tenant's only.
    pub tenant: Option<String>,
    /// Of one of these kinds only; every kind when empty.
    pub kinds: Vec<AuditKind>,
    /// For one ticket only.
    pub ticket: Option<String>,
    /// Not before, RFC 3339.
    pub since: Option<String>,
    /// Not after, RFC 3339.
    pub until: Option<String>,
}

/// Some entries, newest first.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// How many fit the filter.
    pub total: u32,
    /// Some of them.
    pub lines: Vec<AuditLine>,
}

/// What looking at every entry says.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerdict {
    /// How many entries were looked at.
    pub entries: u32,
    /// How many of them are chained only, because there was no vault.
    pub unsealed: u32,
    /// How many changes have no end written: what became of them is not known.
    pub unfinished: u32,
    /// How long it took.
    pub took_ms: u32,
    /// What was found.
    pub found: AuditFound,
}

/// What was found in the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AuditFound {
    /// Every entry is as it was written.
    Whole,
    /// Every entry is as it was written, and the last were not sealed yet: the program ended
    /// early. They are sealed now.
    NewerThanSeal {
        /// How many.
        entries: u32,
    },
    /// The chain is whole as far as that can be told without the vault, which is not open.
    NotSealed,
    /// Somebody altered it.
    Altered {
        /// The first entry that is not as it was written.
        entry: u32,
        /// What was done to it.
        what: Alteration,
    },
    /// It cannot be read.
    Unreadable {
        /// The file's name.
        file: String,
    },
}

/// What was done to an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Alteration {
    /// The entry says something else than was written.
    Changed,
    /// Entries were taken out before it.
    Missing,
    /// Entries stand in another order.
    Moved,
    /// Entries are gone from the end.
    CutOff,
    /// It is no entry at all.
    NotAnEntry,
    /// It was written by somebody who does not have the key.
    Forged,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AuditFormat {
    /// Comma-separated values (RFC 4180), formulas made harmless.
    Csv,
    /// JSON lines, as they are kept, with what proves them.
    Json,
}
