//! Reading a task's file, and holding it against itself and against what the vendor has.

use crate::console::Console;
use crate::fill::{Hole, holes_of};
use crate::keep::Keep;
use crate::question::If;
use crate::request::{Line, Request, Several};
use crate::task::{Ask, AskKind, Group, Inverse, Step, Task};
use crate::told::{Done, Preview, Prove};
use crate::values::Given;
use domain::{Catalogue, Effect, OperationKey, Template};
use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::HashSet;

/// What a vendor has, that a task is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Vendor<'v> {
    /// What its operations do.
    pub catalogue: &'v Catalogue,
}

/// Why a file is no task.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// Not TOML, or not of this shape. Names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A step asks for an operation the vendor's catalogue does not have.
    #[error("not in the catalogue: {0}")]
    NoSuchOperation(OperationKey),
    /// It contradicts itself.
    #[error("{place}: {why}")]
    Contradiction {
        /// Where.
        place: String,
        /// How.
        why: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    about: String,
    group: Group,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    ask: Vec<Ask>,
    #[serde(default)]
    given: IndexMap<String, Given>,
    #[serde(default)]
    steps: Vec<Step>,
    #[serde(default)]
    preview: Option<Preview>,
    #[serde(default)]
    done: Done,
    #[serde(default)]
    prove: Option<Prove>,
    /// Why nothing shows whether it happened, when the vendor offers nothing to look at.
    #[serde(default)]
    unproven: Option<String>,
    #[serde(default)]
    inverse: Option<Inverse>,
    #[serde(default)]
    console: Option<Console>,
}

impl Task {
    /// Reads a task's file.
    ///
    /// # Errors
    /// When it is not of the shape, contradicts itself, or asks for an operation the vendor does
    /// not have.
    pub fn read(id: &str, text: &str, vendor: Vendor<'_>) -> Result<Self, TaskError> {
        let file: File = toml::from_str(text)?;
        let mut task = Self {
            id: id.to_owned(),
            title: file.title,
            about: file.about,
            group: file.group,
            words: file.words,
            ask: file.ask,
            console: file.console,
            given: file.given,
            steps: file.steps,
            preview: file.preview,
            done: file.done,
            prove: file.prove,
            unproven: file.unproven,
            inverse: file.inverse,
        };
        let effect = |line: &Line| match vendor.catalogue.find(&line.key) {
            Some(entry) => Ok(entry.effect),
            None => Err(TaskError::NoSuchOperation(line.key.clone())),
        };
        for step in &mut task.steps {
            step.effect = effect(&step.request.request)?;
        }
        let searches = task.ask.iter().filter_map(|ask| ask.from.as_ref());
        let looks = searches.map(|search| &search.request);
        for request in looks.chain(task.prove.as_ref().map(|prove| &prove.request)) {
            if effect(&request.request)? != Effect::Reads {
                return Err(TaskError::Contradiction {
                    place: request.request.key.to_string(),
                    why: "what only looks may not change anything",
                });
            }
        }
        task.check()?;
        Ok(task)
    }

    /// Whether it changes anything.
    pub fn changes(&self) -> bool {
        self.steps.iter().any(|step| !step.reads())
    }

    /// What undoes it.
    pub fn inverse(&self) -> Option<&str> {
        self.inverse.as_ref().map(|inverse| inverse.task.as_str())
    }

    /// The gravest of what its steps do.
    pub fn effect(&self) -> Effect {
        let effects = self.steps.iter().map(|step| step.effect);
        effects.fold(Effect::Reads, Effect::max)
    }

    /// The operations it makes use of.
    pub fn operations(&self) -> impl Iterator<Item = &OperationKey> {
        let proof = self.prove.iter().map(|prove| &prove.request);
        let steps = self.steps.iter().map(|step| &step.request);
        steps.chain(proof).map(|request| &request.request.key)
    }

    /// The same, and those that find what a field offers.
    pub fn all_operations(&self) -> impl Iterator<Item = &OperationKey> {
        let searches = self.ask.iter().filter_map(|ask| ask.from.as_ref());
        let looks = searches.map(|search| &search.request.request.key);
        self.operations().chain(looks)
    }

    fn check(&self) -> Result<(), TaskError> {
        let wrong = |place: &str, why| {
            Err(TaskError::Contradiction {
                place: place.to_owned(),
                why,
            })
        };
        if self.steps.is_empty() && self.console.is_none() {
            return wrong("steps", "a task does something, or says where it is done");
        }
        if self.changes() && self.preview.is_none() {
            return wrong("preview", "what changes something says what");
        }
        if self.prove.is_some() == self.unproven.is_some() && self.changes() {
            return wrong(
                "prove",
                "what changes something is proven, or says why it cannot be",
            );
        }
        let mut known: HashSet<&str> = HashSet::from(["typed", "ticket", "now"]);
        for ask in &self.ask {
            if !known.insert(&ask.id) {
                return wrong(&ask.id, "the name is used twice");
            }
            if (ask.kind == AskKind::Choice) == ask.options.is_empty() {
                return wrong(&ask.id, "a choice, and nothing else, has options");
            }
            if (ask.kind == AskKind::Pick) != ask.from.is_some() {
                return wrong(&ask.id, "a pick, and nothing else, has a search");
            }
        }
        known.extend(self.given.keys().map(String::as_str));
        for step in &self.steps {
            let place = step.request.request.key.to_string();
            if step.reads() && step.each.is_some() {
                return wrong(&place, "reading is not done for each of a list");
            }
            if !step.reads() && step.poll.is_some() {
                return wrong(&place, "only what reads is asked again");
            }
            if step.edit.is_some() && step.request.body().is_some() {
                return wrong(&place, "a request has one body");
            }
            known.extend(step.keep.keys().map(String::as_str));
            known.extend(step.each.iter().map(|each| each.name.as_str()));
        }
        known.extend(
            self.prove
                .iter()
                .flat_map(|prove| prove.keep.keys().map(String::as_str)),
        );
        let secret = |name: &str| {
            let mut ask = self.ask.iter();
            ask.any(|ask| ask.kind == AskKind::Secret && ask.id == name)
        };
        for (place, template) in self.templates() {
            for hole in template {
                match Hole::read(&hole) {
                    None => return wrong(&place, "a hole cannot be read"),
                    Some(hole) if !known.contains(hole.name) => {
                        return wrong(&place, "a hole has a name nobody gives");
                    }
                    Some(hole) if secret(hole.name) && !place.starts_with("body of ") => {
                        return wrong(&place, "a secret stands in a body and nowhere else");
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Every template with the place it stands at, as the names in its holes.
    fn templates(&self) -> Vec<(String, Vec<String>)> {
        let mut all = Vec::new();
        let holes = |template: &Template| template.holes().map(str::to_owned).collect::<Vec<_>>();
        let request = |request: &Request, all: &mut Vec<(String, Vec<String>)>| {
            let key = request.request.key.to_string();
            let query = request.query.values().flat_map(Several::all);
            for template in request.request.segments.iter().chain(query) {
                all.push((key.clone(), holes(template)));
            }
            let mut body = Vec::new();
            request
                .json
                .iter()
                .for_each(|json| holes_of(json, &mut body));
            let form = request.form.iter().flat_map(IndexMap::values);
            form.chain(&request.xml)
                .for_each(|one| body.extend(holes(one)));
            all.push((format!("body of {key}"), body));
        };
        for step in &self.steps {
            request(&step.request, &mut all);
            let key = step.request.request.key.to_string();
            all.push((key.clone(), holes(&step.says)));
            if let Some(edit) = &step.edit {
                let mut body = holes(&edit.of);
                edit.set
                    .values()
                    .chain(&edit.append)
                    .for_each(|one| holes_of(one, &mut body));
                all.push((format!("body of {key}"), body));
                all.extend(
                    edit.without
                        .iter()
                        .flat_map(If::templates)
                        .map(|one| (key.clone(), holes(one))),
                );
            }
            let kept = step.keep.values().flat_map(Keep::questions);
            let stops = step.stop.iter().flat_map(|stop| &stop.when);
            let until = step.poll.iter().flat_map(|poll| &poll.until);
            for question in step.when.iter().chain(kept).chain(stops).chain(until) {
                all.extend(question.templates().map(|one| (key.clone(), holes(one))));
            }
            let words = step.stop.iter().map(|stop| &stop.words);
            let refused = step
                .refused
                .iter()
                .filter_map(|refused| refused.words.as_ref());
            let each = step.each.iter().map(|each| &each.of);
            all.extend(
                words
                    .chain(refused)
                    .chain(each)
                    .map(|one| (key.clone(), holes(one))),
            );
        }
        for ask in &self.ask {
            if let Some(search) = &ask.from {
                request(&search.request, &mut all);
            }
        }
        if let Some(prove) = &self.prove {
            request(&prove.request, &mut all);
            for question in &prove.holds {
                all.extend(
                    question
                        .templates()
                        .map(|one| ("prove".to_owned(), holes(one))),
                );
            }
        }
        if let Some(preview) = &self.preview {
            all.extend(
                preview
                    .templates()
                    .map(|one| ("preview".to_owned(), holes(one))),
            );
        }
        all.extend(
            self.done
                .templates()
                .map(|one| ("done".to_owned(), holes(one))),
        );
        let inverse = self
            .inverse
            .iter()
            .flat_map(|inverse| inverse.inputs.values());
        all.extend(inverse.map(|one| ("inverse".to_owned(), holes(one))));
        all
    }
}
