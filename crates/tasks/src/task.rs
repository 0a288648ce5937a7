//! A task as its file says it. Unknown keys are errors.

use crate::console::Console;
use crate::keep::{Keep, Titles};
use crate::question::If;
use crate::request::Request;
use crate::told::{Done, Preview, Prove};
use crate::values::Given;
use domain::{At, Effect, Template};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

/// What help-desk staff do, step by step.
#[derive(Debug, Clone)]
pub struct Task {
    /// The file's name without its ending, unique within the vendor.
    pub id: String,
    /// What is done, as a person would say it: `Move a computer to another group`.
    pub title: String,
    /// What it is for, and what it does not do; two or three sentences.
    pub about: String,
    /// Where it stands in the list.
    pub group: Group,
    /// Further words it is found by.
    pub words: Vec<String>,
    /// What is asked, in order.
    pub ask: Vec<Ask>,
    /// What is done by a person in the vendor's console, when its API cannot.
    pub console: Option<Console>,
    pub(crate) given: IndexMap<String, Given>,
    pub(crate) steps: Vec<Step>,
    pub(crate) preview: Option<Preview>,
    pub(crate) done: Done,
    pub(crate) prove: Option<Prove>,
    pub(crate) unproven: Option<String>,
    pub(crate) inverse: Option<Inverse>,
}

/// What a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[expect(missing_docs, reason = "words")]
pub enum Group {
    People,
    Computers,
    Requests,
    Sessions,
    Accounts,
    Policies,
    Reports,
}

/// One thing that is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The name it has in the file's holes.
    pub id: String,
    /// What the form calls it.
    pub label: String,
    /// What to enter, when the label does not say.
    #[serde(default)]
    pub about: Option<String>,
    /// What kind of answer.
    pub kind: AskKind,
    /// May be left empty.
    #[serde(default)]
    pub optional: bool,
    /// Several may be chosen.
    #[serde(default)]
    pub many: bool,
    /// What a choice offers.
    #[serde(default)]
    pub options: Vec<Choosable>,
    /// Where a pick finds what it offers.
    #[serde(default)]
    pub from: Option<Search>,
    /// What stands there at first.
    #[serde(default)]
    pub usual: Option<String>,
    /// The least number, or letters of a text.
    #[serde(default)]
    pub least: Option<u32>,
    /// The largest number, or letters of a text.
    #[serde(default)]
    pub most: Option<u32>,
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AskKind {
    /// One line.
    Text,
    /// One of a few.
    Choice,
    /// Yes or no.
    Toggle,
    /// A whole number.
    Number,
    /// A day, `2026-11-22`.
    Date,
    /// Why, in a sentence; the vendor keeps it.
    Reason,
    /// One of what a search finds.
    Pick,
    /// A secret, which only the core sees.
    Secret,
}

/// One of a few answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choosable {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// Where a pick finds what it offers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// What is asked; `{typed}` is what was typed so far.
    #[serde(flatten)]
    pub(crate) request: Request,
    /// Where the rows are.
    pub(crate) items: At,
    /// Where else.
    #[serde(default)]
    pub(crate) or: Vec<At>,
    /// The rows are lists of cells, and these are their titles.
    #[serde(default)]
    pub(crate) titles: Option<Titles>,
    /// Where a row's id is.
    pub(crate) id: At,
    /// Where its name is.
    pub(crate) label: At,
    /// Where a word about it is.
    #[serde(default)]
    pub(crate) note: Option<At>,
    /// Which rows; all when left out.
    #[serde(default, rename = "where")]
    pub(crate) only: Vec<If>,
    /// The vendor does not search: what was typed is looked for in the names here.
    #[serde(default)]
    pub(crate) look_here: bool,
}

/// One request of a task, and what is made of its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[serde(flatten)]
    pub(crate) request: Request,
    /// What it does, in words, with a verb first: `Put the computer into the group`.
    pub(crate) says: Template,
    /// A JSON body made of something that was kept.
    #[serde(default)]
    pub(crate) edit: Option<Edit>,
    /// What is kept of the answer, by name.
    #[serde(default)]
    pub(crate) keep: IndexMap<String, Keep>,
    /// Only when all of these hold.
    #[serde(default)]
    pub(crate) when: Vec<If>,
    /// What ends the task after the answer, with words.
    #[serde(default)]
    pub(crate) stop: Vec<Stop>,
    /// What a refusal of the vendor's means here.
    #[serde(default)]
    pub(crate) refused: Vec<Refused>,
    /// Once for each of a list.
    #[serde(default)]
    pub(crate) each: Option<Each>,
    /// Look again until something holds.
    #[serde(default)]
    pub(crate) poll: Option<Poll>,
    /// What the catalogue says it does; never from the file.
    #[serde(skip)]
    pub(crate) effect: Effect,
}

/// A body made of something that was kept, for servers whose PUT replaces everything.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// What it is made of.
    pub(crate) of: Template,
    /// Members that get another value, by name.
    #[serde(default)]
    pub(crate) set: IndexMap<String, Value>,
    /// Members that are taken out.
    #[serde(default)]
    pub(crate) drop: Vec<String>,
    /// Rows that are taken out of the list it is.
    #[serde(default)]
    pub(crate) without: Vec<If>,
    /// Rows that are added to the list it is.
    #[serde(default)]
    pub(crate) append: Vec<Value>,
}

/// What ends a task, with words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stop {
    /// When all of these hold.
    pub when: Vec<If>,
    pub words: Template,
}

/// What a refusal means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refused {
    /// The answer's status.
    pub status: u16,
    /// The vendor's code, where the status says too little.
    #[serde(default)]
    pub code: Option<String>,
    /// How the task ends; without words, it goes on as if the answer were empty.
    #[serde(default)]
    pub words: Option<Template>,
}

/// Once for each of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Each {
    pub of: Template,
    /// The name one of them has.
    #[serde(rename = "as")]
    pub name: String,
}

/// Looking again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Poll {
    /// Until all of these hold of the answer.
    pub until: Vec<If>,
    /// How long to wait in between.
    pub every_ms: u32,
    /// How often at the most; then the task goes on, and the proof decides.
    pub times: u16,
}

/// What undoes a task.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inverse {
    /// Its id, of the same vendor.
    pub task: String,
    /// What to enter there.
    pub(crate) inputs: IndexMap<String, Template>,
    /// Only when all of these hold.
    #[serde(default)]
    pub(crate) when: Vec<If>,
}

impl Step {
    /// Whether it only looks.
    pub fn reads(&self) -> bool {
        self.effect == Effect::Reads
    }
}
