//! `setup.toml`, how one vendor is set up, as a file. Unknown keys are errors.

use crate::change::{Kind, Proof};
use domain::{At, FieldId, MethodId, RequestLine, Template};
use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use tasks::Step;

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    /// The sign-in method whose fields a client's secrets are; where nothing can be set up, none.
    #[serde(default)]
    pub method: Option<MethodId>,
    /// Fields of the sign-in that stay as they are when a client gets a new secret.
    #[serde(default)]
    pub stays: Vec<FieldId>,
    /// What a new client can read whatever its roles are; without, what the first tile reads.
    #[serde(default)]
    pub first_read: Option<RequestLine>,
    #[serde(default)]
    pub look: Look,
    #[serde(default)]
    pub change: BTreeMap<Kind, How>,
    /// How a client's secret gets younger where no call replaces it: by a second client.
    #[serde(default)]
    pub rotation: Rotation,
}

/// How a client's secret gets younger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// It gets another secret.
    #[default]
    ReplacesSecret,
    /// A second client with the same roles takes its place.
    SecondClient,
}

/// How a tenant is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    /// What is asked, in order.
    #[serde(default)]
    pub ask: Vec<Question>,
    /// How a role is read.
    #[serde(default)]
    pub role: Option<Thing>,
    /// How a client is read.
    #[serde(default)]
    pub client: Option<Thing>,
    /// What is on, by name.
    #[serde(default)]
    pub switch: BTreeMap<String, IsOn>,
    /// How often a change is looked for until it shows.
    #[serde(default)]
    pub settles: Settles,
}

/// Looking again, for changes that land later.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settles {
    /// How long to wait in between.
    pub every_ms: u32,
    /// How often in all; once when nothing is said.
    pub times: u16,
}

/// One read. What neither it nor its step knows, the step refuses.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Question {
    #[serde(flatten)]
    pub step: Step,
    /// How it goes on behind its first page, by `{offset}` or `{page}`, and `{limit}`.
    #[serde(default)]
    pub pages: Option<Pages>,
}

/// A list in pages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pages {
    /// How many rows a page has.
    pub size: u32,
    /// Where the rows are: fewer than a page's are the last.
    pub rows: At,
}

/// How a role or a client is read off a row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thing {
    /// The rows, by the name they were kept under.
    pub of: String,
    pub id: At,
    pub name: At,
    /// What it allows, or its roles.
    #[serde(default)]
    pub list: Option<At>,
    /// Where in one of that list its name is; the item itself when left out.
    #[serde(default)]
    pub item: Option<At>,
    /// What else it has.
    #[serde(default)]
    pub further: IndexMap<String, At>,
    /// Members that change by themselves.
    #[serde(default)]
    pub ignores: Vec<String>,
}

/// Where it says whether something is on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IsOn {
    /// The answer, by the name it was kept under.
    pub of: String,
    pub at: At,
}

/// How a change is made.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct How {
    /// The requests, in order.
    #[serde(default)]
    pub steps: Vec<Said>,
    /// The requests that undo it.
    #[serde(default)]
    pub undo: Vec<Said>,
    /// What a person does, where there is no request.
    #[serde(default)]
    pub console: Option<ConsoleStep>,
    /// What a person does to undo it.
    #[serde(default)]
    pub undo_console: Option<ConsoleStep>,
}

/// One request of a change. What neither it nor its step knows, the step refuses.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Said {
    #[serde(flatten)]
    pub step: Step,
    /// Which secrets its answer has, and where: fields of the sign-in. They are taken out of it
    /// before anything else sees it.
    #[serde(default)]
    pub takes: IndexMap<FieldId, At>,
}

/// What a person does in the vendor's console.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsoleStep {
    pub because: String,
    pub page: String,
    #[serde(default)]
    pub path: Option<String>,
    pub press: Vec<Template>,
    /// What goes into which field; one that has nothing is left out.
    #[serde(default)]
    pub paste: IndexMap<String, Template>,
    #[serde(default)]
    pub brings: Vec<FieldId>,
    #[serde(default)]
    pub proof: Proof,
}

#[cfg(test)]
mod tests {
    use super::File;

    #[test]
    fn an_unknown_key_is_an_error_wherever_it_stands() {
        let step = "says = 'Look'\nrequest = 'GET /roles'\n";
        for text in [
            "typo = 1".to_owned(),
            format!("[[look.ask]]\n{step}typo = 1"),
            format!("[[change.create_role.steps]]\n{step}typo = 1"),
            format!("[[change.create_role.steps]]\n{step}edit = {{ of = '{{id}}', typo = 1 }}"),
            "[change.create_role.console]\nbecause = ''\npage = ''\npress = []\ntypo = 1"
                .to_owned(),
            format!("[[change.makes_role.steps]]\n{step}"),
        ] {
            assert!(toml::from_str::<File>(&text).is_err(), "{text}");
        }
        let fine = format!("[[change.create_role.steps]]\n{step}takes = {{ secret = '/s' }}");
        assert!(toml::from_str::<File>(&fine).is_ok());
    }
}
