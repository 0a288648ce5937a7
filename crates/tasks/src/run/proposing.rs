//! From what is known to a proposal.

use super::{Move, Place, Run, Why};
use crate::call::{self, Call, CannotCall};
use crate::task::Step;
use crate::told::{self, Before, Later, Proposal};
use crate::values::{Show, Values};
use crate::{fill, question};
use serde_json::Value;
use std::sync::Arc;

impl Run {
    /// Gathers the changes that can be written to the letter now, from a step on.
    pub(super) fn propose(&mut self, from: usize) -> Move {
        let task = Arc::clone(&self.task);
        let mut calls = Vec::new();
        let mut next = from;
        while let Some(step) = task.steps.get(next) {
            if step.reads() {
                break;
            }
            match self.applies(step) {
                Ok(true) => match self.calls_of(next, step) {
                    Ok(mut more) => calls.append(&mut more),
                    // It needs an answer of one that is proposed now.
                    Err(_) if !calls.is_empty() => break,
                    Err(why) => return self.stuck(self.says(step), Why::CannotCall(why)),
                },
                Ok(false) => self.know_nothing(&step.keep),
                Err(_) => break,
            }
            next += 1;
        }
        if calls.is_empty() {
            return self.go_on(next);
        }
        let proposal = self.proposal(&calls, next);
        self.place = Place::Proposed { calls, next };
        Move::Propose(Box::new(proposal))
    }

    fn calls_of(&self, at: usize, step: &Step) -> Result<Vec<(usize, Call)>, CannotCall> {
        let write = |values: &Values| {
            let shown = |name: &str| values.find(name, Show::Marks);
            let says = fill::words(&step.says, &shown);
            call::written(&step.request, step.edit.as_ref(), says, step.effect, values)
        };
        let Some(each) = &step.each else {
            return Ok(vec![(at, write(&self.values)?)]);
        };
        let list = fill::typed(&each.of, &self.shown())?;
        let one = std::slice::from_ref(&list);
        let rows = match &list {
            Value::Array(rows) => rows.as_slice(),
            Value::Null => &[],
            _ => one,
        };
        let mut calls = Vec::with_capacity(rows.len());
        for row in rows {
            let mut values = self.values.clone();
            values.know(&each.name, row.clone());
            calls.push((at, write(&values)?));
        }
        Ok(calls)
    }

    fn proposal(&self, calls: &[(usize, Call)], next: usize) -> Proposal {
        let find = self.shown();
        let preview = self.task.preview.as_ref();
        let words = |template| fill::words(template, &find);
        let changes = preview.iter().flat_map(|preview| &preview.changes);
        let applies =
            |one: &&told::Becomes| question::all(&one.when, &Value::Null, &find).unwrap_or(false);
        let changes = changes.filter(applies).map(|one| Before {
            what: words(&one.what),
            before: words(&one.before),
            after: words(&one.after),
        });
        // Only what needs an answer that is not there yet comes later; what does not apply does not.
        let later = self.task.steps[next..]
            .iter()
            .filter(|step| !step.reads() && self.applies(step).unwrap_or(true));
        let later = later.map(|step| Later {
            says: words(&step.says),
            line: step.request.request.key.to_string(),
        });
        Proposal {
            words: preview
                .map(|preview| words(&preview.words))
                .unwrap_or_default(),
            target: preview
                .map(|preview| words(&preview.target))
                .unwrap_or_default(),
            things: self.things(calls),
            changes: changes.collect(),
            warnings: preview
                .map(|preview| told::warnings(&preview.warn, &find))
                .unwrap_or_default(),
            calls: calls.iter().map(|(_, call)| call.clone()).collect(),
            later: later.collect(),
        }
    }

    /// How many things a proposal is about: as many as were picked, or as one step is done for.
    fn things(&self, calls: &[(usize, Call)]) -> usize {
        let each = calls
            .iter()
            .map(|(step, _)| calls.iter().filter(|(other, _)| other == step).count());
        let picked = self.task.ask.iter().filter(|ask| ask.many).map(|ask| {
            match self.values.find(&ask.id, Show::Marks) {
                Some(Value::Array(picked)) => picked.len(),
                _ => 1,
            }
        });
        each.chain(picked).max().unwrap_or(1)
    }
}
