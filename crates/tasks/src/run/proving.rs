//! Looking whether it happened, and what is said at the end.

use super::{Move, Place, Run, Why};
use crate::told::{self, Outcome, Proof, Undo};
use crate::{call, fill, question};
use domain::Effect;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

impl Run {
    pub(super) fn prove(&mut self, tries: u16) -> Move {
        let task = Arc::clone(&self.task);
        let Some(prove) = &task.prove else {
            return match self.lost {
                Some(_) => self.unknown(),
                None => self.done(Proof::NotPossible),
            };
        };
        let says = "Look whether it happened".to_owned();
        match call::written(
            &prove.request,
            None,
            says.clone(),
            Effect::Reads,
            &self.values,
        ) {
            Ok(call) => {
                self.place = Place::Proving { tries };
                Move::Look(call)
            }
            Err(_) if self.lost.is_some() => self.unknown(),
            Err(why) => self.stuck(says, Why::CannotCall(why)),
        }
    }

    pub(super) fn proven(&mut self, tries: u16, answer: &Value) -> Move {
        let task = Arc::clone(&self.task);
        let Some(prove) = &task.prove else {
            return self.not_proven(tries);
        };
        self.keep(&prove.keep, answer);
        let holds = question::all(&prove.holds, answer, &self.shown()).unwrap_or(false);
        match holds && !prove.gone {
            true => self.done(Proof::Seen),
            false => self.not_proven(tries),
        }
    }

    pub(super) fn not_proven(&mut self, tries: u16) -> Move {
        if let Some(prove) = &self.task.prove
            && tries < prove.times
        {
            let wait = Duration::from_millis(prove.every_ms.into());
            self.place = Place::RestingToProve { tries: tries + 1 };
            return Move::Wait(wait);
        }
        match self.lost {
            Some(_) => self.unknown(),
            None => self.done(Proof::NotSeen),
        }
    }

    fn unknown(&mut self) -> Move {
        let says = self.lost.take().unwrap_or_default();
        self.stuck(says, Why::Unknown)
    }

    pub(super) fn done(&mut self, proof: Proof) -> Move {
        let find = self.shown();
        let rule = &self.task.done;
        let otherwise = self.task.prove.as_ref().map(|prove| &prove.otherwise);
        let template = match proof {
            Proof::NotSeen => otherwise,
            Proof::NotNeeded | Proof::Seen | Proof::NotPossible => {
                told::said(&rule.say, &find).or(rule.words.as_ref())
            }
        };
        let inverse = self.task.inverse.as_ref().filter(|inverse| {
            proof != Proof::NotNeeded
                && question::all(&inverse.when, &Value::Null, &find).unwrap_or(false)
        });
        let undo = inverse.and_then(|inverse| {
            let inputs = inverse.inputs.iter();
            // Without all that it needs there is nothing to offer.
            let inputs: Result<Vec<_>, _> = inputs
                .map(|(name, template)| Ok((name.clone(), fill::text(template, &find)?)))
                .collect::<Result<_, fill::Missing>>();
            Some(Undo {
                task: inverse.task.clone(),
                inputs: inputs.ok()?,
            })
        });
        let mut words = template
            .map(|words| fill::words(words, &find))
            .unwrap_or_default();
        if let (Proof::NotPossible, Some(why)) = (proof, &self.task.unproven) {
            words.push(' ');
            words.push_str(why);
        }
        Move::Done(Box::new(Outcome {
            words,
            facts: told::facts(&rule.facts, &find),
            table: rule.table.as_ref().map(|table| told::table(table, &find)),
            proof,
            undo,
        }))
    }
}
