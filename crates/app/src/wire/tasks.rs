//! Guided tasks: what is asked, what is proposed, and what came of it.

use super::{AppError, DisclosedView, Effect, PreviewView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "words")]
pub enum TaskGroup {
    People,
    Computers,
    Requests,
    Sessions,
    Accounts,
    Policies,
    Reports,
}

/// A task in a list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskLine {
    /// Its vendor's id.
    pub vendor: String,
    /// Unique within the vendor.
    pub id: String,
    /// What is done.
    pub title: String,
    /// What it is for, in two or three sentences.
    pub about: String,
    /// Where it stands.
    pub group: TaskGroup,
    /// Further words it is found by.
    pub words: Vec<String>,
    /// The gravest of what it does.
    pub effect: Effect,
    /// Whether a person does it in the vendor's console.
    pub console: bool,
}

/// A task as its form shows it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskView {
    /// As in the list.
    pub line: TaskLine,
    /// What is asked, in order.
    pub asks: Vec<TaskAsk>,
    /// The operations it makes use of.
    pub operations: Vec<TaskOperation>,
    /// What a person does in the console, when the vendor's API cannot.
    pub console: Option<TaskConsole>,
    /// The task that undoes it.
    pub inverse: Option<String>,
}

/// One thing that is asked.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskAsk {
    /// Its id.
    pub id: String,
    /// What the form calls it.
    pub label: String,
    /// What to enter, when the label does not say.
    pub about: Option<String>,
    /// What kind of answer.
    pub kind: TaskAskKind,
    /// May be left empty.
    pub optional: bool,
    /// Several may be picked.
    pub many: bool,
    /// What a choice offers.
    pub options: Vec<TaskOption>,
    /// What stands there at first.
    pub usual: Option<String>,
    /// The least number, or letters.
    pub least: Option<u32>,
    /// The largest number, or letters.
    pub most: Option<u32>,
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TaskAskKind {
    /// One line.
    Text,
    /// One of a few.
    Choice,
    /// Yes or no; `true` or `false` as value.
    Toggle,
    /// A whole number.
    Number,
    /// A day, `2026-11-22`.
    Date,
    /// Why, in a sentence; the vendor keeps it.
    Reason,
    /// One of what `task_pick` finds; its id as value.
    Pick,
    /// A secret, taken by `task_secret`.
    Secret,
}

/// One of a few answers.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskOption {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// An operation a task makes use of.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskOperation {
    /// `GET /path/{id}`.
    pub operation: String,
    /// What it does.
    pub effect: Effect,
    /// The rights it needs, in the vendor's words.
    pub needs: Vec<String>,
}

/// What a person does in the console.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskConsole {
    /// Why the program does not do it.
    pub because: String,
    /// The page, as the menus lead to it.
    pub page: String,
    /// Its address, where it is known.
    pub address: Option<String>,
    /// What to do there, in order.
    pub steps: Vec<String>,
    /// The words on the page that are looked for.
    pub labels: Vec<String>,
    /// What to say to the caller, in order.
    pub say: Vec<String>,
}

/// One of what can be picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskChoice {
    /// What is entered.
    pub id: String,
    /// Its name.
    pub label: String,
    /// A word about it.
    pub note: String,
}

/// What was entered into one field; one of the three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskInput {
    /// The field's id.
    pub field: String,
    /// A text, a number, a day, `true` or `false`, the value of a choice, the id of a pick.
    pub value: Option<String>,
    /// The ids of several picks.
    pub several: Vec<String>,
    /// A secret that the core holds.
    pub held: Option<String>,
}

/// Where a task that is being done stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskRun {
    /// Its id, while it waits for a yes; used up by `task_run`.
    pub run: Option<String>,
    /// Where it stands.
    pub state: TaskState,
    /// The calls made so far, by their ids in the history.
    pub exchanges: Vec<String>,
    /// What was disclosed and stays in the core; `secret_reveal` shows it.
    pub disclosed: Vec<TaskDisclosed>,
}

/// Something that was disclosed and stays in the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskDisclosed {
    /// The call that disclosed it.
    pub exchange: String,
    /// What asks for it.
    pub value: DisclosedView,
}

/// Where a task that is being done stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TaskState {
    /// Everything that has to be read was read; this is what would change.
    Proposed {
        /// What will happen, as a sentence.
        words: String,
        /// What is now, and what will be.
        changes: Vec<TaskChange>,
        /// What to think of first.
        warnings: Vec<String>,
        /// The requests, in order, as they will leave; secrets are marks.
        calls: Vec<TaskCall>,
        /// What needs an answer of these first, and will be proposed by itself.
        later: Vec<TaskLater>,
        /// The gravest of what the requests do.
        effect: Effect,
    },
    /// It is done.
    Done {
        /// What happened, or was found.
        words: String,
        /// Single facts.
        facts: Vec<TaskFact>,
        /// Rows.
        table: Option<TaskTable>,
        /// Whether it was seen to have happened.
        proof: TaskProof,
        /// What undoes it.
        undo: Option<TaskUndo>,
    },
    /// It ended before its end, for a reason that is no failure.
    Stopped {
        /// Why.
        words: String,
        /// How many changes were made before.
        changed: u32,
    },
    /// It could not go on after something was changed, or may have been.
    Failed {
        /// What it was about to do.
        says: String,
        /// How many changes were made before.
        changed: u32,
        /// Whether the last one may have arrived all the same, and nothing shows it.
        unknown: bool,
        /// Why.
        error: Option<AppError>,
    },
}

/// One thing that becomes another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskChange {
    /// What it is.
    pub what: String,
    /// What is now.
    pub before: String,
    /// What will be.
    pub after: String,
}

/// A request of a task, as it will leave.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskCall {
    /// What it does, in words.
    pub says: String,
    /// The operation, `POST /path/{id}`.
    pub operation: String,
    /// The request.
    pub request: PreviewView,
}

/// A change that needs the answer of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskLater {
    /// What it does, in words.
    pub says: String,
    /// The operation; answers fill its holes.
    pub operation: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskFact {
    /// What it is.
    pub label: String,
    /// What is known of it.
    pub value: String,
}

/// Rows that are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskTable {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// What is said when there are none.
    pub none: String,
    /// How many there are in all, when that is known.
    pub total: Option<u32>,
}

/// Whether it was seen to have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TaskProof {
    /// Nothing was changed.
    NotNeeded,
    /// It was looked for, and seen.
    Seen,
    /// It was looked for, and does not show (yet).
    NotSeen,
    /// The vendor offers nothing to look at; the words say so.
    NotPossible,
}

/// What undoes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskUndo {
    /// The task.
    pub task: String,
    /// What to enter there.
    pub inputs: Vec<TaskInput>,
}

/// What a task is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TaskProgress {
    /// It reads.
    Looking {
        /// What for.
        says: String,
    },
    /// It changes something.
    Sending {
        /// What.
        says: String,
        /// Which, from 1.
        at: u32,
        /// Of how many.
        of: u32,
    },
    /// The vendor works in the background; it looks again soon.
    Waiting {
        /// For so long.
        ms: u32,
    },
}
