//! What the administrators of the machine fix.

use super::{CertificateView, TicketRequired};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is fixed, and by which file. A rule that says nothing leaves the choice to the person.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyView {
    /// The file that fixes it.
    pub file: String,
    /// Whether there is one, and whether it could be read.
    pub state: PolicyState,
    /// Nothing but reads may leave.
    pub read_only: bool,
    /// When a ticket must be set, at least.
    pub tickets: Option<TicketRequired>,
    /// What a ticket looks like.
    pub ticket_pattern: Option<String>,
    /// No secret that a vendor returned is shown or copied.
    pub forbid_reveal: bool,
    /// Which proxy every tenant's calls take.
    pub proxy: Option<String>,
    /// Who may have signed a tenant's certificate, beside whom the tenant trusts.
    pub anchors: Vec<CertificateView>,
    /// The program looks for no updates.
    pub updates_off: bool,
    /// After how many minutes without a touch the vault is locked, at most.
    pub idle_minutes: Option<u32>,
    /// For how many minutes a tenant is opened, at most.
    pub open_minutes: Option<u32>,
    /// The vault has to have a passphrase.
    pub passphrase_required: bool,
}

/// Whether there is a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PolicyState {
    /// There is no such file.
    Absent,
    /// It was read.
    Applied,
    /// It is there and cannot be used: everything is read-only until it is put right.
    Wrong {
        /// The reader's words.
        why: String,
        /// Line, from 1, where that is known.
        line: Option<u32>,
    },
}

/// What a policy forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PolicyRule {
    /// Everything but reads.
    ReadOnly,
    /// Showing and copying secrets that vendors returned.
    Reveal,
    /// A setting of this name.
    Setting,
    /// A vault without a passphrase.
    Passphrase,
}
