//! A person or a computer, looked up at every tenant.

use super::AppError;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Sought {
    /// A person or an account.
    Person,
    /// A computer or another system.
    Computer,
}

/// What is told while tenants answer.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LookUpProgress {
    /// What one tenant knows now; replaces what was told of it before.
    Part {
        /// Of which tenant, and what.
        part: LookUpPart,
    },
    /// Who was found, across all that has come so far; replaces what was told before.
    Subjects {
        /// The most likely first.
        subjects: Vec<Subject>,
    },
}

/// Everything that was found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookUpView {
    /// What each tenant knows, in the order of the tenants.
    pub parts: Vec<LookUpPart>,
    /// Who was found, the most likely first.
    pub subjects: Vec<Subject>,
}

/// What one tenant knows.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookUpPart {
    /// Its id.
    pub tenant: String,
    /// What came.
    pub state: LookUpState,
    /// How long it took so far.
    pub took_ms: u32,
}

/// What came of asking one tenant.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LookUpState {
    /// Nothing yet.
    Asking,
    /// Something was found.
    Found {
        /// The best first.
        hits: Vec<LookUpHit>,
        /// How many more there are.
        rest: u32,
        /// Lists that could not be asked, and why.
        missing: Vec<MissingList>,
    },
    /// Asked, and nothing was found.
    None {
        /// The lists that were asked, by what a row of them is.
        asked: Vec<String>,
        /// Lists that could not be asked, and why.
        missing: Vec<MissingList>,
    },
    /// A right is missing for every list.
    NotAllowed {
        /// Which, in the vendor's words, alternatives in one; empty when unknown.
        needs: Vec<String>,
        /// The operation as the catalogue writes it, to ask who has them.
        #[serde(default)]
        operation: Option<String>,
    },
    /// Nothing of the kind can be looked up there.
    NotSupported,
    /// It could not be asked.
    Failed {
        /// Why.
        error: AppError,
    },
}

/// A list that could not be asked.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingList {
    /// What a row of it is.
    pub label: String,
    /// Why.
    pub why: MissingWhy,
}

/// Why something could not be asked.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum MissingWhy {
    /// A right is missing.
    NotAllowed {
        /// Which, in the vendor's words, alternatives in one; empty when unknown.
        needs: Vec<String>,
        /// The operation as the catalogue writes it, to ask who has them.
        #[serde(default)]
        operation: Option<String>,
    },
    /// This version does not have it.
    NotSupported,
    /// Anything else.
    Failed {
        /// What.
        error: AppError,
    },
}

/// One row that was found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookUpHit {
    /// Unique within the look-up.
    pub id: String,
    /// What it is: `User`.
    pub label: String,
    /// What it is called.
    pub name: String,
    /// How it stands.
    pub state: Option<HitState>,
    /// What is known.
    pub facts: Vec<Fact>,
    /// What a person should see first.
    pub stands_out: Vec<StandsOut>,
    /// What happened lately, newest first.
    pub events: Vec<HitEvent>,
    /// Whether `facts` and `events` are still being asked for.
    pub coming: bool,
    /// The operation it comes from, `GET /path`.
    pub operation: String,
    /// Tasks that can be begun from it.
    pub tasks: Vec<TaskOffer>,
}

/// How something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HitState {
    /// One or two words.
    pub word: String,
    /// How that is.
    pub tone: HitTone,
}

/// How something is, for whoever helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HitTone {
    /// As it should be.
    Good,
    /// Neither.
    Plain,
    /// To be looked at.
    Attention,
    /// In the way.
    Bad,
}

/// One thing that is known.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// One or two words.
    pub label: String,
    /// What.
    pub value: FactValue,
    /// Whether a person should look at it.
    pub attention: bool,
}

/// What is known.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FactValue {
    /// A text.
    Text {
        /// In the vendor's words.
        text: String,
    },
    /// A moment.
    Time {
        /// RFC 3339.
        at: String,
    },
    /// Some names.
    Names {
        /// The first of them.
        names: Vec<String>,
        /// How many more.
        rest: u32,
    },
    /// Asked, and there is nothing.
    Nothing {
        /// How that is said.
        word: String,
    },
    /// Could not be asked.
    Missing {
        /// Why.
        why: MissingWhy,
    },
}

/// What a person should see first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StandsOut {
    /// The line.
    pub title: String,
    /// The line below it.
    pub note: Option<String>,
    /// The task that deals with it.
    pub task: Option<TaskOffer>,
}

/// A task, and what it is begun with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskOffer {
    /// The vendor's task.
    pub task: String,
    /// Its inputs, as far as they are known.
    pub inputs: Vec<OfferedInput>,
}

/// One input of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferedInput {
    /// Which.
    pub field: String,
    /// What it is filled with.
    pub value: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HitEvent {
    /// When, RFC 3339.
    pub at: String,
    /// What.
    pub title: String,
    /// Where, to what, by whom.
    pub note: Option<String>,
    /// Whether it was refused or failed.
    pub bad: bool,
}

/// One person or computer, at however many tenants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// What it is called, as most tenants say.
    pub name: String,
    /// Its e-mail addresses, account names and host names.
    pub known_as: Vec<KnownAs>,
    /// Which hits are the same, by tenant.
    pub hits: Vec<SubjectHit>,
}

/// A value by which the same is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownAs {
    /// What kind of value.
    pub by: SameBy,
    /// As a tenant writes it.
    pub value: String,
    /// How many tenants say so.
    pub tenants: u32,
}

/// What tells that two are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SameBy {
    /// An e-mail address.
    Email,
    /// An account's name.
    Account,
    /// A host's name.
    Host,
}

/// A hit of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SubjectHit {
    /// Whose.
    pub tenant: String,
    /// Its id within the look-up.
    pub hit: String,
}
