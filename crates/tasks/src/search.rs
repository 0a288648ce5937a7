//! What a pick offers.

use crate::call::{self, Call, CannotCall};
use crate::fill::plain;
use crate::input::Right;
use crate::keep::titled_rows;
use crate::question;
use crate::task::Task;
use crate::values::{Show, Values};
use crate::{Input, Inputs};
use domain::{Effect, Timestamp};
use serde_json::Value;

/// One of what can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub id: String,
    /// Its name.
    pub label: String,
    /// A word about it.
    pub note: String,
}

impl Task {
    /// The request that finds what a field offers. `inputs` may lack what is not entered yet;
    /// `None` when the field is no pick.
    ///
    /// # Errors
    /// When the search needs something that is not entered yet.
    pub fn look(
        &self,
        field: &str,
        typed: &str,
        inputs: &Inputs,
        now: Timestamp,
    ) -> Option<Result<Call, CannotCall>> {
        let search = self.ask.iter().find(|ask| ask.id == field)?.from.as_ref()?;
        let values = self.looking(typed, inputs, now);
        let says = format!("Look for {typed}");
        Some(call::written(
            &search.request,
            None,
            says,
            Effect::Reads,
            &values,
        ))
    }

    /// What a field offers, by the answer to that request.
    pub fn choices(
        &self,
        field: &str,
        typed: &str,
        inputs: &Inputs,
        now: Timestamp,
        answer: &Value,
    ) -> Vec<Choice> {
        let ask = self.ask.iter().find(|ask| ask.id == field);
        let Some(search) = ask.and_then(|ask| ask.from.as_ref()) else {
            return Vec::new();
        };
        let values = self.looking(typed, inputs, now);
        let find = |name: &str| values.find(name, Show::Marks);
        let typed = typed.trim().to_lowercase();
        let rows = titled_rows(answer, &search.items, &search.or, search.titles.as_ref());
        let rows = rows
            .iter()
            .filter(|row| question::all(&search.only, row, &find).unwrap_or(false));
        let text = |row: &Value, at: &domain::At| at.find(row).map(plain).unwrap_or_default();
        let choice = |row: &Value| Choice {
            id: text(row, &search.id),
            label: text(row, &search.label),
            note: search
                .note
                .as_ref()
                .map(|at| text(row, at))
                .unwrap_or_default(),
        };
        let fits = |choice: &Choice| {
            let here = [&choice.label, &choice.note, &choice.id];
            !choice.id.is_empty()
                && (!search.look_here || here.iter().any(|one| one.to_lowercase().contains(&typed)))
        };
        let mut seen = std::collections::HashSet::new();
        let choices = rows.map(choice).filter(fits);
        choices
            .filter(|choice| seen.insert(choice.id.clone()))
            .collect()
    }

    fn looking(&self, typed: &str, inputs: &Inputs, now: Timestamp) -> Values {
        let mut values = Values::new(self.given.clone(), now);
        values.know("typed", typed.trim().into());
        for ask in &self.ask {
            // What is not entered right yet is not there yet.
            let one = inputs.get(&ask.id).map(|input| match input {
                Input::One(text) => Value::String(text.trim().to_owned()),
                Input::Many(several) => several
                    .iter()
                    .map(|one| Value::from(one.as_str()))
                    .collect(),
                Input::Secret(_) => Value::Null,
            });
            if let Some(value) = one {
                values.know(&ask.id, value);
            }
        }
        values
    }
}

impl Values {
    /// Takes in what was found right.
    pub(crate) fn enter(&mut self, entered: Vec<(String, Right)>) {
        for (name, value) in entered {
            match value {
                Right::Known(value) => self.know(&name, value),
                Right::Secret(secret) => self.keep_secret(&name, secret),
            }
        }
    }
}
