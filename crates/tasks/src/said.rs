//! A step said outside a task: the same words for the same things in other files of a vendor.

use crate::call::{self, Call, CannotCall};
use crate::check::{TaskError, Vendor};
use crate::fill::{self, Hole, plain};
use crate::question;
use crate::task::Step;
use crate::values::{Show, Values};
use domain::{Effect, OperationKey, Template};
use serde_json::Value;

/// A text with holes, filled; what is not there is said to be missing by a dash.
pub fn words(template: &Template, values: &Values) -> String {
    fill::words(template, &|name| values.find(name, Show::Marks))
}

impl Step {
    /// Takes what it does from the vendor's catalogue.
    ///
    /// # Errors
    /// [`TaskError::NoSuchOperation`] for what the catalogue does not have, and
    /// [`TaskError::Contradiction`] for a hole that cannot be read or has a name that is not one
    /// of `known`.
    pub fn classify(
        &mut self,
        vendor: Vendor<'_>,
        known: &dyn Fn(&str) -> bool,
    ) -> Result<(), TaskError> {
        let key = self.operation();
        let entry = vendor.catalogue.find(key);
        let entry = entry.ok_or_else(|| TaskError::NoSuchOperation(key.clone()))?;
        let each = self.each.as_ref().map(|each| each.name.as_str());
        for hole in self.holes() {
            let why = match Hole::read(&hole) {
                None => "a hole cannot be read",
                Some(hole) if !known(hole.name) && each != Some(hole.name) => {
                    "a hole has a name nobody gives"
                }
                Some(_) => continue,
            };
            let place = format!("{key}: {hole}");
            return Err(TaskError::Contradiction { place, why });
        }
        self.effect = entry.effect;
        Ok(())
    }

    /// The operation, as the file writes it.
    pub fn operation(&self) -> &OperationKey {
        &self.request.request.key
    }

    /// What the catalogue says it does.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// The names under which it keeps something.
    pub fn keeps(&self) -> impl Iterator<Item = &str> {
        self.keep.keys().map(String::as_str)
    }

    /// The rows it is done for, under the name one of them has; nothing when it is done once.
    pub fn rows(&self, values: &Values) -> Option<(&str, Vec<Value>)> {
        let each = self.each.as_ref()?;
        let list = fill::typed(&each.of, &|name| values.find(name, Show::Marks));
        let rows = match list {
            Ok(Value::Array(rows)) => rows,
            Ok(Value::Null) | Err(_) => Vec::new(),
            Ok(one) => vec![one],
        };
        Some((&each.name, rows))
    }

    /// Writes it out; nothing when it does not apply.
    ///
    /// # Errors
    /// When something it needs is not known, or would make the address another one.
    pub fn call(&self, values: &Values) -> Result<Option<Call>, CannotCall> {
        let shown = |name: &str| values.find(name, Show::Marks);
        if !question::all(&self.when, &Value::Null, &shown)? {
            return Ok(None);
        }
        let says = fill::words(&self.says, &shown);
        let edit = self.edit.as_ref();
        call::written(&self.request, edit, says, self.effect, values).map(Some)
    }

    /// Keeps what it keeps of its answer.
    pub fn hear(&self, answer: &Value, values: &mut Values) {
        for (name, rule) in &self.keep {
            let kept = rule.of(answer, &|name| values.find(name, Show::Marks));
            values.know(name, kept.unwrap_or(Value::Null));
        }
    }

    /// Whether a refusal is as good as an empty answer here.
    pub fn goes_on_after(&self, status: u16, code: Option<&str>) -> bool {
        self.refused.iter().any(|refused| {
            let fits = |wanted: &String| code.is_some_and(|code| code.eq_ignore_ascii_case(wanted));
            refused.status == status
                && refused.words.is_none()
                && refused.code.as_ref().is_none_or(fits)
        })
    }

    fn holes(&self) -> Vec<String> {
        let mut all = Vec::new();
        let query = self
            .request
            .query
            .values()
            .flat_map(|several| several.all());
        let edit = self.edit.iter();
        let templates = self
            .request
            .request
            .segments
            .iter()
            .chain(query)
            .chain([&self.says])
            .chain(self.request.form.iter().flat_map(|form| form.values()))
            .chain(&self.request.xml)
            .chain(self.when.iter().flat_map(|one| one.templates()))
            .chain(edit.clone().map(|edit| &edit.of));
        for template in templates {
            all.extend(template.holes().map(str::to_owned));
        }
        let bodies = edit.flat_map(|edit| edit.set.values().chain(&edit.append));
        for body in self.request.json.iter().chain(bodies) {
            fill::holes_of(body, &mut all);
        }
        all
    }
}

/// A value as text: texts as they are, nothing as nothing.
pub fn text(value: &Value) -> String {
    plain(value)
}
