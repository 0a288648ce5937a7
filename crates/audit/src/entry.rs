//! What an entry says.

use domain::{Effect, Environment, TenantId, Timestamp};
use serde::{Deserialize, Serialize};

/// What kind of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// A tenant was opened for changes.
    Opened,
    /// It was locked again.
    Locked,
    /// What was proposed was approved.
    Approved,
    /// What was proposed was refused, or went stale.
    Refused,
    /// A request that does more than read is about to leave. Written before it does: where no
    /// [`Kind::ChangeDone`] follows, nobody knows what became of it.
    ChangeIntended,
    /// It was answered, or is known not to have been.
    ChangeDone,
    /// A secret a vendor returned was shown or copied.
    Disclosed,
    /// A step of a set-up was done.
    SetUpStep,
    /// A setting of weight was changed.
    Settings,
    /// What administrators fix was read.
    Policy,
}

/// Which tenant an entry is about. Written out, since tenants are renamed and removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Its id.
    pub id: TenantId,
    /// What the person called it.
    pub name: String,
    /// Where it stood.
    pub environment: Environment,
}

/// How something ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Outcome {
    /// As wanted, with nothing more to say.
    Done,
    /// The vendor answered.
    Answered {
        /// The HTTP status.
        status: u16,
    },
    /// It did not come about.
    Failed {
        /// Why, in a word.
        why: String,
    },
    /// It left, and what became of it is not known.
    Unknown {
        /// Why, in a word.
        why: String,
    },
}

/// What somebody has to say. The book adds number, moment, person and proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// What was done.
    pub kind: Kind,
    /// At which tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<About>,
    /// To what, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// By which operation: `DELETE /path/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// What that does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// For which ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// SHA-256 of what was sent, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
    /// The entry this one ends: the intention of a change that is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<u64>,
}

impl Entry {
    /// An entry of a kind, with nothing else to say.
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            tenant: None,
            target: None,
            operation: None,
            effect: None,
            result: None,
            ticket: None,
            reason: None,
            seal: None,
            ends: None,
        }
    }
}

/// What stands behind an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sealing {
    /// The key of the vault.
    Key,
    /// Nothing but the chain: the vault was not open. The next entry with a key seals it too.
    Chain,
}

/// An entry as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// Its number, from 1.
    pub number: u64,
    /// When, in UTC.
    pub at: Timestamp,
    /// The user of the system, and the machine.
    pub who: String,
    /// What stands behind it.
    pub sealed: Sealing,
    /// What the entry before ends with, in hex; of the first one, zeros.
    pub previous: String,
    /// What it says.
    #[serde(flatten)]
    pub entry: Entry,
    /// What it ends with, in hex. In the line it stands behind everything else.
    #[serde(default, skip_serializing)]
    pub mac: String,
}
