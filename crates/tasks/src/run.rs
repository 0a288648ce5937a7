//! Doing a task: answers in, the next move out.

mod proposing;
mod proving;

use crate::call::{self, Call, CannotCall};
use crate::fill;
use crate::input::{InputProblem, Inputs};
use crate::keep::Keep;
use crate::question;
use crate::task::{Step, Task};
use crate::told::{Outcome, Proof, Proposal};
use crate::values::{Show, Values};
use domain::Timestamp;
use indexmap::IndexMap;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// One person doing one task.
#[derive(Debug, Clone)]
pub struct Run {
    task: Arc<Task>,
    values: Values,
    place: Place,
    /// Changes that were answered.
    changed: usize,
    /// A change was sent, and no answer came.
    lost: Option<String>,
}

/// Where a run is.
#[derive(Debug, Clone)]
enum Place {
    Before,
    Looking {
        step: usize,
        tries: u16,
    },
    Resting {
        step: usize,
        tries: u16,
    },
    Proposed {
        calls: Vec<(usize, Call)>,
        next: usize,
    },
    Sending {
        calls: Vec<(usize, Call)>,
        at: usize,
        next: usize,
    },
    Proving {
        tries: u16,
    },
    RestingToProve {
        tries: u16,
    },
    Ended,
}

/// What the run is told.
#[derive(Debug, Clone, Copy)]
pub enum Heard<'a> {
    /// It begins.
    Beginning,
    /// The vendor's answer, read by [`crate::read`], when it means that the request was fulfilled.
    Answer(&'a Value),
    /// The vendor said no.
    Refused {
        /// The status.
        status: u16,
        /// The vendor's own code.
        code: Option<&'a str>,
    },
    /// The proposal may be carried out.
    Approved,
    /// The wait is over.
    Waited,
    /// A change was sent, and whether it arrived is not known. It is not sent again.
    Lost,
}

/// What to do next.
#[derive(Debug, Clone)]
pub enum Move {
    /// Send this; it only reads.
    Look(Call),
    /// Ask the person.
    Propose(Box<Proposal>),
    /// Send this; it was in the proposal.
    Send(Call),
    /// Wait so long.
    Wait(Duration),
    /// It is done.
    Done(Box<Outcome>),
    /// It ends before its end, for a reason that is no failure.
    Stopped(String),
    /// It cannot go on.
    Failed(Stuck),
}

/// Why a run cannot go on, and how far it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// What it was about to do.
    pub says: String,
    /// How many changes were made before.
    pub changed: usize,
    /// Why.
    pub why: Why,
}

/// Why a run cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The vendor said no.
    Refused,
    /// A request cannot be written.
    CannotCall(CannotCall),
    /// A change was sent, no answer came, and nothing shows that it arrived.
    Unknown,
    /// It was told something at the wrong time.
    OutOfTurn,
}

impl Run {
    /// Begins a task with what was entered. `ticket` is the reference of the person's ticket, where
    /// they have one.
    ///
    /// # Errors
    /// Everything that is wrong with what was entered.
    pub fn new(
        task: Arc<Task>,
        inputs: &Inputs,
        ticket: Option<&str>,
        now: Timestamp,
    ) -> Result<Self, Vec<InputProblem>> {
        let entered = task.checked(inputs)?;
        let mut values = Values::new(task.given.clone(), now);
        values.know("ticket", ticket.map_or(Value::Null, Value::from));
        values.know("now", now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into());
        values.enter(entered);
        Ok(Self {
            task,
            values,
            place: Place::Before,
            changed: 0,
            lost: None,
        })
    }

    /// The task.
    pub fn task(&self) -> &Arc<Task> {
        &self.task
    }

    /// The answer in, the next move out.
    pub fn next(&mut self, heard: Heard<'_>) -> Move {
        let place = std::mem::replace(&mut self.place, Place::Ended);
        match (place, heard) {
            (Place::Before, Heard::Beginning) => self.go_on(0),
            (Place::Looking { step, tries }, Heard::Answer(answer)) => {
                self.looked(step, tries, answer)
            }
            (Place::Resting { step, tries }, Heard::Waited) => self.look(step, tries),
            (Place::Looking { step, .. }, Heard::Refused { status, code }) => {
                match self.refused(step, status, code) {
                    Some(ended) => ended,
                    None => self
                        .took(step, &Value::Null)
                        .unwrap_or_else(|| self.go_on(step + 1)),
                }
            }
            (Place::Proposed { calls, next }, Heard::Approved) => self.send(calls, 0, next),
            (Place::Sending { calls, at, next }, Heard::Answer(answer)) => {
                self.changed += 1;
                let step = calls[at].0;
                match self.took(step, answer) {
                    Some(ended) => ended,
                    None => self.send(calls, at + 1, next),
                }
            }
            (Place::Sending { calls, at, next }, Heard::Refused { status, code }) => {
                match self.refused(calls[at].0, status, code) {
                    Some(ended) => ended,
                    None => self.send(calls, at + 1, next),
                }
            }
            (Place::Sending { calls, at, .. }, Heard::Lost) => {
                // What comes after it was meant to come after it.
                self.lost = Some(calls[at].1.says.clone());
                self.prove(1)
            }
            (Place::Proving { tries }, Heard::Answer(answer)) => self.proven(tries, answer),
            (Place::Proving { tries }, Heard::Refused { status, .. }) => {
                let gone = self.task.prove.as_ref().is_some_and(|prove| prove.gone);
                match gone && matches!(status, 404 | 410) {
                    true => self.done(Proof::Seen),
                    false => self.not_proven(tries),
                }
            }
            (Place::RestingToProve { tries }, Heard::Waited) => self.prove(tries),
            _ => self.stuck(String::new(), Why::OutOfTurn),
        }
    }

    /// From a step on, until something has to be heard.
    fn go_on(&mut self, from: usize) -> Move {
        let task = Arc::clone(&self.task);
        let mut at = from;
        while let Some(step) = task.steps.get(at) {
            match self.applies(step) {
                Ok(true) if step.reads() => return self.look(at, 1),
                Ok(true) => return self.propose(at),
                Ok(false) => {
                    // What a step that is left out would have kept is nothing.
                    self.know_nothing(&step.keep);
                    at += 1;
                }
                Err(missing) => {
                    return self.stuck(self.says(step), Why::CannotCall(missing.into()));
                }
            }
        }
        if self.changed == 0 {
            return self.done(Proof::NotNeeded);
        }
        self.prove(1)
    }

    fn applies(&self, step: &Step) -> Result<bool, fill::Missing> {
        question::all(&step.when, &Value::Null, &self.shown())
    }

    fn shown(&self) -> impl Fn(&str) -> Option<Value> {
        |name: &str| self.values.find(name, Show::Marks)
    }

    fn says(&self, step: &Step) -> String {
        fill::words(&step.says, &self.shown())
    }

    fn know_nothing(&mut self, keep: &IndexMap<String, Keep>) {
        for name in keep.keys() {
            if self.values.find(name, Show::Marks).is_none() {
                self.values.know(name, Value::Null);
            }
        }
    }

    fn look(&mut self, at: usize, tries: u16) -> Move {
        let task = Arc::clone(&self.task);
        let step = &task.steps[at];
        let says = self.says(step);
        let effect = step.effect;
        match call::written(
            &step.request,
            step.edit.as_ref(),
            says.clone(),
            effect,
            &self.values,
        ) {
            Ok(call) => {
                self.place = Place::Looking { step: at, tries };
                Move::Look(call)
            }
            Err(why) => self.stuck(says, Why::CannotCall(why)),
        }
    }

    fn looked(&mut self, at: usize, tries: u16, answer: &Value) -> Move {
        let task = Arc::clone(&self.task);
        if let Some(ended) = self.took(at, answer) {
            return ended;
        }
        if let Some(poll) = &task.steps[at].poll {
            let until = question::all(&poll.until, answer, &self.shown()).unwrap_or(false);
            if !until && tries < poll.times {
                self.place = Place::Resting {
                    step: at,
                    tries: tries + 1,
                };
                return Move::Wait(Duration::from_millis(poll.every_ms.into()));
            }
        }
        self.go_on(at + 1)
    }

    /// Keeps what a step keeps of its answer; an end when the answer is one.
    fn took(&mut self, at: usize, answer: &Value) -> Option<Move> {
        let task = Arc::clone(&self.task);
        let step = &task.steps[at];
        self.keep(&step.keep, answer);
        let stop = step
            .stop
            .iter()
            .find(|stop| question::all(&stop.when, answer, &self.shown()).unwrap_or(false));
        stop.map(|stop| Move::Stopped(fill::words(&stop.words, &self.shown())))
    }

    fn keep(&mut self, rules: &IndexMap<String, Keep>, answer: &Value) {
        for (name, rule) in rules {
            let kept = rule.of(answer, &self.shown());
            self.values.know(name, kept.unwrap_or(Value::Null));
        }
    }

    /// What a refusal comes to; `None` when the task goes on all the same.
    fn refused(&mut self, at: usize, status: u16, code: Option<&str>) -> Option<Move> {
        let task = Arc::clone(&self.task);
        let step = &task.steps[at];
        let fits = |code: Option<&str>, wanted: Option<&String>| {
            wanted.is_none_or(|wanted| code.is_some_and(|code| code.eq_ignore_ascii_case(wanted)))
        };
        let meant = step
            .refused
            .iter()
            .find(|refused| refused.status == status && fits(code, refused.code.as_ref()));
        match meant {
            Some(refused) => {
                let words = refused.words.as_ref()?;
                Some(Move::Stopped(fill::words(words, &self.shown())))
            }
            None => Some(self.stuck(self.says(step), Why::Refused)),
        }
    }

    fn send(&mut self, calls: Vec<(usize, Call)>, at: usize, next: usize) -> Move {
        match calls.get(at) {
            Some((_, call)) => {
                let call = call.clone();
                self.place = Place::Sending { calls, at, next };
                Move::Send(call)
            }
            None => self.go_on(next),
        }
    }

    fn stuck(&self, says: String, why: Why) -> Move {
        Move::Failed(Stuck {
            says,
            changed: self.changed,
            why,
        })
    }
}
