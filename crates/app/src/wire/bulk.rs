//! The same task for many rows.

use super::{AppError, Effect, ProblemKind, TaskAsk, TaskChange};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Rows of a table somebody selected.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkTable {
    /// What it is called.
    pub name: String,
    /// The names of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A sheet that was read, for a task.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkSheet {
    /// Its id.
    pub sheet: String,
    /// The file's name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<BulkColumn>,
    /// How many rows it has.
    pub rows: u32,
    /// What stands between two cells.
    pub separator: String,
    /// How its letters are written: `UTF-8`.
    pub encoding: String,
    /// What a person should know of how it was read.
    pub notes: Vec<BulkNote>,
    /// What the task asks for.
    pub asks: Vec<TaskAsk>,
    /// Which column is which field, as far as that can be guessed.
    pub mapping: Vec<ColumnFor>,
}

/// A column.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkColumn {
    /// Its name.
    pub name: String,
    /// Its first cells.
    pub sample: Vec<String>,
}

/// What a person should know of how a sheet was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BulkNote {
    /// Rows with fewer cells than the head; the rest is empty.
    Short {
        /// How many.
        rows: u32,
        /// The first line, from 1.
        line: u32,
    },
    /// Rows with more cells than the head; they were left out.
    Long {
        /// How many.
        rows: u32,
        /// The first line, from 1.
        line: u32,
    },
    /// Cells with a formula, taken as text.
    Formula {
        /// How many.
        cells: u32,
        /// The first line, from 1.
        line: u32,
        /// The column of that.
        column: String,
    },
    /// A column had the name of another.
    SameName {
        /// The name it has now.
        column: String,
    },
}

/// Where a field's value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnFor {
    /// The field of the task.
    pub field: String,
    /// The column, from 0.
    pub column: Option<u32>,
    /// The same for every row, where there is no column.
    pub value: Option<String>,
}

/// What would be done.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkPlan {
    /// Its id.
    pub plan: String,
    /// At whom.
    pub tenant: String,
    /// The task.
    pub task: String,
    /// What it is called.
    pub title: String,
    /// The gravest of what would leave.
    pub effect: Effect,
    /// Rows that can be done.
    pub ready: u32,
    /// Rows where nothing has to be done.
    pub nothing: u32,
    /// Rows that cannot be done as they are.
    pub wrong: u32,
}

/// When a run stops by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRules {
    /// After so many rows, for a person to look; never when zero.
    pub pilot: u32,
    /// After so many failures; never when zero.
    pub failures: u32,
}

/// A run.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkView {
    /// Its id.
    pub run: String,
    /// At whom.
    pub tenant: String,
    /// The task.
    pub task: String,
    /// What it is called.
    pub title: String,
    /// The sheet's name.
    pub sheet: String,
    /// When it was begun, RFC 3339.
    pub at: String,
    /// How its rows stand.
    pub totals: BulkTotals,
    /// Why it waits for a person.
    pub stopped: Option<BulkStop>,
    /// Whether it is going on right now.
    pub running: bool,
    /// Why it could not go on, when something went wrong that is not about one row.
    pub problem: Option<AppError>,
}

/// How many rows stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkTotals {
    /// All of them.
    pub rows: u32,
    /// Whose turn has not come, or that are under way.
    pub waiting: u32,
    /// That were done.
    pub done: u32,
    /// Where nothing had to be done.
    pub skipped: u32,
    /// That were refused.
    pub failed: u32,
    /// Of which nobody knows.
    pub unknown: u32,
}

/// Why a run waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BulkStop {
    /// They asked for it.
    Paused,
    /// The first rows are done and can be looked at.
    Pilot,
    /// Too many failed.
    Failures,
    /// It was interrupted: the program ended, or the tenant was locked.
    Interrupted,
    /// Every row is over.
    Ended,
}

/// One row of a plan or a run.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkRow {
    /// From 0.
    pub row: u32,
    /// Its line in the sheet, from 1; nothing when that is not known any more.
    pub line: Option<u32>,
    /// Its values by field, as they stand in the sheet.
    pub cells: Vec<BulkCell>,
    /// How it stands.
    pub state: BulkRowState,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkCell {
    /// The field.
    pub field: String,
    /// What stands there.
    pub text: String,
}

/// How a row stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BulkRowState {
    /// It can be done.
    Ready {
        /// What would happen.
        words: String,
        /// What becomes what.
        changes: Vec<TaskChange>,
    },
    /// Nothing has to be done.
    Nothing {
        /// Why.
        words: String,
    },
    /// It cannot be done as it is.
    Wrong {
        /// Why, field by field.
        problems: Vec<BulkProblem>,
    },
    /// The tenant did not let it be looked at.
    Refused {
        /// Why.
        error: AppError,
    },
    /// Its turn has not come.
    Waiting,
    /// It was begun, and nobody knows yet what came of it.
    Begun,
    /// It was done.
    Done {
        /// In words.
        words: String,
    },
    /// Nothing had to be done.
    Skipped {
        /// Why.
        words: String,
    },
    /// It was refused.
    Failed {
        /// Why.
        words: String,
    },
    /// It may have been done.
    Unknown {
        /// Why nobody knows.
        words: String,
    },
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkProblem {
    /// The field; nothing when it is about the whole row.
    pub field: Option<String>,
    /// What.
    pub problem: BulkFault,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BulkFault {
    /// As in a form.
    Value {
        /// What.
        problem: ProblemKind,
    },
    /// The same as an earlier row.
    Twice {
        /// That one's line, from 1.
        line: u32,
    },
    /// Nothing of that name is there.
    NotThere,
    /// Several things of that name are there.
    Several,
    /// A later step depends on an earlier one's answer: it is to be done by itself.
    OneByOne,
}

/// What happens.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BulkProgress {
    /// So many rows were looked at.
    Checked {
        /// How many.
        at: u32,
        /// Of how many.
        of: u32,
    },
    /// A row is over, or was begun.
    Row {
        /// From 0.
        row: u32,
        /// How all stand.
        totals: BulkTotals,
    },
}
