//! What a person is told: before, and afterwards.

use crate::call::Call;
use crate::fill::{self, is_nothing, plain, when};
use crate::keep::{Keep, rows_of};
use crate::question::{self, If};
use crate::request::Request;
use domain::{At, Template};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

/// What is said before anything changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Preview {
    /// What will happen, as a sentence.
    pub words: Template,
    /// What it is about, by its name alone: a person types it before something is removed.
    pub target: Template,
    /// What is now, and what will be.
    #[serde(default)]
    pub changes: Vec<Becomes>,
    /// What to think of first.
    #[serde(default)]
    pub warn: Vec<Say>,
}

impl Preview {
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        let changes = self.changes.iter();
        let changes = changes.flat_map(|one| [&one.what, &one.before, &one.after]);
        let warn = self.warn.iter().flat_map(Say::templates);
        [&self.words, &self.target]
            .into_iter()
            .chain(changes)
            .chain(warn)
    }
}

/// One thing that becomes another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Becomes {
    pub what: Template,
    pub before: Template,
    pub after: Template,
    /// Only when all of these hold.
    #[serde(default)]
    pub when: Vec<If>,
}

/// Words for a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Say {
    #[serde(default)]
    pub when: Vec<If>,
    pub words: Template,
}

impl Say {
    fn templates(&self) -> impl Iterator<Item = &Template> {
        let asked = self.when.iter().flat_map(If::templates);
        std::iter::once(&self.words).chain(asked)
    }
}

/// What is said afterwards.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Done {
    /// The usual words.
    #[serde(default)]
    pub words: Option<Template>,
    /// Other words for other cases; the first that fits.
    #[serde(default)]
    pub say: Vec<Say>,
    #[serde(default)]
    pub facts: Vec<FactRule>,
    #[serde(default)]
    pub table: Option<TableRule>,
}

impl Done {
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        let facts = self.facts.iter().flat_map(|fact| {
            std::iter::once(&fact.value).chain(fact.when.iter().flat_map(If::templates))
        });
        let table = self.table.iter().flat_map(|table| [&table.of, &table.none]);
        let total = self.table.iter().filter_map(|table| table.total.as_ref());
        let say = self.say.iter().flat_map(Say::templates);
        self.words
            .iter()
            .chain(say)
            .chain(facts)
            .chain(table)
            .chain(total)
    }
}

/// One fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactRule {
    pub label: String,
    pub value: Template,
    #[serde(default)]
    pub when: Vec<If>,
}

/// Rows that are shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableRule {
    /// The rows, kept under a name.
    pub of: Template,
    pub columns: Vec<Column>,
    /// What is said when there are none.
    pub none: Template,
    /// How many there are in all, when the answer says.
    #[serde(default)]
    pub total: Option<Template>,
}

/// One column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Column {
    pub label: String,
    pub at: At,
    /// Where else.
    #[serde(default)]
    pub or: Vec<At>,
    /// A moment, written as people read it.
    #[serde(default)]
    pub moment: bool,
}

/// What shows that it happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prove {
    #[serde(flatten)]
    pub request: Request,
    /// What is kept of the answer, by name.
    #[serde(default)]
    pub keep: IndexMap<String, Keep>,
    /// What holds of the answer when it happened.
    #[serde(default)]
    pub holds: Vec<If>,
    /// That the vendor knows it no more is the proof.
    #[serde(default)]
    pub gone: bool,
    /// How often it is looked at the most: some vendors work in the background.
    #[serde(default = "once")]
    pub times: u16,
    /// How long to wait in between.
    #[serde(default = "a_second")]
    pub every_ms: u32,
    /// What is said when it does not show.
    pub otherwise: Template,
}

fn once() -> u16 {
    1
}

fn a_second() -> u32 {
    1000
}

/// What is proposed: in words, and to the letter.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What will happen.
    pub words: String,
    /// What it is about, by its name alone.
    pub target: String,
    /// How many things it is about.
    pub things: usize,
    /// What is now, and what will be.
    pub changes: Vec<Before>,
    /// What to think of first.
    pub warnings: Vec<String>,
    /// The requests, in order, as they will leave.
    pub calls: Vec<Call>,
    /// What cannot be said to the letter yet, and will be proposed by itself.
    pub later: Vec<Later>,
}

/// One thing that becomes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// What it is.
    pub what: String,
    /// What is now.
    pub before: String,
    /// What will be.
    pub after: String,
}

/// A change that needs the answer of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// What it does, in words.
    pub says: String,
    /// `"METHOD /path/{hole}"`; its holes are filled by answers.
    pub line: String,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What happened, or was found.
    pub words: String,
    /// Single facts.
    pub facts: Vec<Fact>,
    /// Rows.
    pub table: Option<Table>,
    /// Whether it was seen to have happened.
    pub proof: Proof,
    /// What undoes it.
    pub undo: Option<Undo>,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What is known of it.
    pub value: String,
}

/// Rows that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// What is said when there are none.
    pub none: String,
    /// How many there are in all; more than the rows when only the first are here.
    pub total: Option<u64>,
}

/// Whether it was seen to have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Nothing was changed, so there is nothing to prove.
    NotNeeded,
    /// It was looked for, and seen.
    Seen,
    /// It was looked for, and does not show (yet).
    NotSeen,
    /// The vendor offers nothing to look at; the outcome's words say so.
    NotPossible,
}

/// What undoes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The task.
    pub task: String,
    /// What to enter, by field.
    pub inputs: Vec<(String, String)>,
}

type Find<'f> = dyn Fn(&str) -> Option<Value> + 'f;

/// The words of the first case that fits.
pub(crate) fn said<'s>(cases: &'s [Say], find: &Find<'_>) -> Option<&'s Template> {
    let fits = |say: &&Say| question::all(&say.when, &Value::Null, find).unwrap_or(false);
    cases.iter().find(fits).map(|say| &say.words)
}

/// All warnings that fit.
pub(crate) fn warnings(cases: &[Say], find: &Find<'_>) -> Vec<String> {
    let fits = |say: &&Say| question::all(&say.when, &Value::Null, find).unwrap_or(false);
    let fitting = cases.iter().filter(fits);
    fitting.map(|say| fill::words(&say.words, find)).collect()
}

pub(crate) fn facts(rules: &[FactRule], find: &Find<'_>) -> Vec<Fact> {
    let fits = |rule: &&FactRule| question::all(&rule.when, &Value::Null, find).unwrap_or(false);
    let fitting = rules.iter().filter(fits);
    let fact = |rule: &FactRule| Fact {
        label: rule.label.clone(),
        value: fill::words(&rule.value, find),
    };
    fitting.map(fact).collect()
}

pub(crate) fn table(rule: &TableRule, find: &Find<'_>) -> Table {
    let whole = At::parse("").expect("the whole is a place");
    let kept = fill::typed(&rule.of, find).unwrap_or(Value::Null);
    let rows = rows_of(&kept, &whole, &[]);
    let cell = |row: &Value, column: &Column| {
        let mut places = std::iter::once(&column.at).chain(&column.or);
        let found = places.find_map(|at| at.find(row).filter(|value| !is_nothing(value)));
        match (found, column.moment) {
            (Some(value), true) => when(value),
            (Some(Value::Array(items)), false) => {
                let items: Vec<String> = items.iter().map(plain).collect();
                items.join(", ")
            }
            (Some(value), false) => plain(value),
            (None, _) => String::new(),
        }
    };
    let total = rule.total.as_ref();
    let total = total.and_then(|total| fill::text(total, find).ok()?.trim().parse().ok());
    Table {
        columns: rule
            .columns
            .iter()
            .map(|column| column.label.clone())
            .collect(),
        rows: rows
            .iter()
            .map(|row| {
                rule.columns
                    .iter()
                    .map(|column| cell(row, column))
                    .collect()
            })
            .collect(),
        none: fill::words(&rule.none, find),
        total,
    }
}
