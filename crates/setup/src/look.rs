//! Looking at a tenant: what is asked, page by page and row by row, and what the answers come to.

use crate::file::{IsOn, Question, Thing};
use crate::observed::Seen;
use crate::{
    Client, ClientName, Further, Holding, Observed, Permission, Role, RoleName, Setup, Switch,
};
use domain::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use tasks::{Call, CannotCall, Values};

/// A question of a look, with the rows it is still to be asked for.
#[derive(Debug, Clone)]
pub(crate) struct Looking {
    pub values: Values,
    question: usize,
    /// The rows it is asked for, and which is next.
    rows: Option<Vec<Value>>,
    row: usize,
    offset: u64,
}

impl Setup {
    /// Begins to look.
    pub(crate) fn look(now: Timestamp) -> Looking {
        Looking {
            values: Values::at(now),
            question: 0,
            rows: None,
            row: 0,
            offset: 0,
        }
    }

    /// The next request of a look; nothing when all was asked.
    ///
    /// # Errors
    /// When a request cannot be written.
    pub(crate) fn asks(&self, looking: &mut Looking) -> Result<Option<Call>, CannotCall> {
        while let Some(question) = self.file().look.ask.get(looking.question) {
            if looking.offset == 0 && looking.row == 0 {
                for name in question.step.keeps() {
                    looking.values.know(name, Value::Null);
                }
                looking.rows = question.step.rows(&looking.values).map(|(_, rows)| rows);
            }
            let mut values = looking.values.clone();
            values.know("offset", looking.offset.into());
            let page = question
                .pages
                .as_ref()
                .map_or(1, |pages| looking.offset / u64::from(pages.size.max(1)) + 1);
            values.know("page", page.into());
            let limit = question.pages.as_ref().map(|pages| pages.size.into());
            values.know("limit", limit.unwrap_or_default());
            if let Some(rows) = &looking.rows {
                let Some(row) = rows.get(looking.row) else {
                    looking.over();
                    continue;
                };
                let name = question.step.rows(&looking.values).map(|(name, _)| name);
                values.know(name.unwrap_or_default(), row.clone());
            }
            match question.step.call(&values)? {
                Some(call) => return Ok(Some(call)),
                None => looking.over(),
            }
        }
        Ok(None)
    }

    /// Takes in an answer of a look.
    pub(crate) fn hear(&self, looking: &mut Looking, answer: &Value) {
        let Some(question) = self.file().look.ask.get(looking.question) else {
            return;
        };
        let before: Vec<(String, Value)> = question
            .step
            .keeps()
            .map(|name| {
                let known = looking.values.get(name).cloned();
                (name.to_owned(), known.unwrap_or_default())
            })
            .collect();
        question.step.hear(answer, &mut looking.values);
        let several = looking.rows.is_some();
        for (name, before) in before {
            let kept = looking.values.get(&name).cloned().unwrap_or_default();
            let joined = match (before, kept) {
                (Value::Array(mut all), kept) if several => {
                    all.push(kept);
                    Value::Array(all)
                }
                (Value::Null, kept) if several => Value::Array(vec![kept]),
                (Value::Array(mut all), Value::Array(kept)) => {
                    all.extend(kept);
                    Value::Array(all)
                }
                (_, kept) => kept,
            };
            looking.values.know(&name, joined);
        }
        match more(question, answer) {
            Some(size) => looking.offset += u64::from(size),
            None if several => looking.row += 1,
            None => looking.over(),
        }
    }

    /// Whether a refusal of a look's request is as good as an empty answer.
    pub(crate) fn goes_on(&self, looking: &Looking, status: u16, code: Option<&str>) -> bool {
        let question = self.file().look.ask.get(looking.question);
        question.is_some_and(|question| question.step.goes_on_after(status, code))
    }

    /// What the answers say is there. `holding` is what this program holds.
    pub(crate) fn read_off(
        &self,
        looking: &Looking,
        holding: &BTreeMap<ClientName, Holding>,
    ) -> Observed {
        let look = &self.file().look;
        let rows = |of: &str| match looking.values.get(of) {
            Some(Value::Array(rows)) => rows.as_slice(),
            Some(one @ Value::Object(_)) => std::slice::from_ref(one),
            Some(_) | None => &[],
        };
        let mut observed = Observed {
            holding: holding.clone(),
            ..Observed::default()
        };
        for (name, IsOn { of, at }) in &look.switch {
            let found = looking.values.get(of).and_then(|answer| at.find(answer));
            let on = found.is_some_and(|found| {
                matches!(
                    tasks::text(found).to_ascii_lowercase().as_str(),
                    "true" | "1" | "yes"
                )
            });
            if on {
                observed.switches.insert(Switch::new(name.as_str()));
            }
        }
        if let Some(thing) = &look.role {
            for row in rows(&thing.of) {
                let (id, name, list, further, object) = thing.read(row);
                let name = RoleName::new(name);
                let is = Role {
                    name: name.clone(),
                    permissions: list.into_iter().map(Permission::new).collect(),
                    further,
                };
                observed.roles.insert(name, Seen { id, is, object });
            }
        }
        if let Some(thing) = &look.client {
            for row in rows(&thing.of) {
                let (id, name, list, further, object) = thing.read(row);
                let name = ClientName::new(name);
                let is = Client {
                    name: name.clone(),
                    roles: list.into_iter().map(RoleName::new).collect(),
                    further,
                };
                observed.clients.insert(name, Seen { id, is, object });
            }
        }
        observed
    }
}

/// A look at a tenant: what is asked, and what the answers come to.
#[derive(Debug, Clone)]
pub struct Look<'s> {
    setup: &'s Setup,
    looking: Looking,
}

impl<'s> Look<'s> {
    /// Begins to look.
    pub fn begin(setup: &'s Setup, now: Timestamp) -> Self {
        let looking = Setup::look(now);
        Self { setup, looking }
    }

    /// The next request; nothing when all was asked.
    ///
    /// # Errors
    /// When a request cannot be written.
    pub fn asks(&mut self) -> Result<Option<Call>, CannotCall> {
        self.setup.asks(&mut self.looking)
    }

    /// Takes in its answer.
    pub fn hear(&mut self, answer: &Value) {
        self.setup.hear(&mut self.looking, answer);
    }

    /// Whether a refusal is as good as an empty answer; then it was taken in as one.
    pub fn hear_refusal(&mut self, status: u16, code: Option<&str>) -> bool {
        let fine = self.setup.goes_on(&self.looking, status, code);
        if fine {
            self.hear(&Value::Null);
        }
        fine
    }

    /// What is there, by the answers. `holding` is whose secrets this program holds.
    pub fn observed(&self, holding: &BTreeMap<ClientName, Holding>) -> Observed {
        self.setup.read_off(&self.looking, holding)
    }
}

impl Looking {
    fn over(&mut self) {
        self.question += 1;
        self.rows = None;
        self.row = 0;
        self.offset = 0;
    }
}

/// The size of a page, when there is another one.
fn more(question: &Question, answer: &Value) -> Option<u32> {
    let pages = question.pages.as_ref()?;
    let rows = pages.rows.find(answer)?.as_array()?;
    let full = rows.len() >= usize::try_from(pages.size).unwrap_or(usize::MAX);
    (full && !rows.is_empty()).then_some(pages.size)
}

impl Thing {
    fn read(&self, row: &Value) -> (String, String, Vec<String>, Further, Value) {
        let text = |at: &domain::At| at.find(row).map(tasks::text).unwrap_or_default();
        let list = self.list.as_ref().and_then(|at| at.find(row));
        let items = list.and_then(Value::as_array).into_iter().flatten();
        let item = |value: &Value| match &self.item {
            Some(at) => at.find(value).map(tasks::text).unwrap_or_default(),
            None => tasks::text(value),
        };
        let further = self.further.iter().filter_map(|(name, at)| {
            let found = at.find(row).filter(|value| !value.is_null())?;
            Some((name.clone(), found.clone()))
        });
        let mut object = row.clone();
        if let Value::Object(members) = &mut object {
            members.retain(|name, _| !self.ignores.iter().any(|one| one == name));
        }
        (
            text(&self.id),
            text(&self.name),
            items.map(item).collect(),
            further.collect(),
            object,
        )
    }
}
