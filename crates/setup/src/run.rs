//! Carrying out a plan: what was heard in, the next move out.
//!
//! Nothing here sends, stores, waits or looks at a clock. Whoever drives a run does what each move
//! says, and tells what came of it; dropped at any point, it is taken up again from its journal.

mod back;
mod looking;
mod making;

use crate::journal::{Kept, Line, State, states};
use crate::look::Looking;
use crate::setup::Asked;
use crate::{Change, ClientName, Further, Holding, Instruction, Observed, Receipt, Setup};
use domain::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tasks::{Call, CannotCall, Values};

/// In which direction a plan is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// What is left of it is made.
    On,
    /// What was made of it is undone.
    Back,
}

/// A plan that is being carried out.
#[derive(Debug, Clone)]
pub struct Run {
    setup: Arc<Setup>,
    kept: Kept,
    states: Vec<State>,
    /// Whether it was begun before.
    again: bool,
    direction: Direction,
    place: Place,
    seen: Observed,
    holding: BTreeMap<ClientName, Holding>,
    now: Timestamp,
    /// Why it stopped going on, and where.
    stopped: Option<Stop>,
    left: Vec<Left>,
    undone: Vec<Receipt>,
    untested: Vec<usize>,
    /// What was there before of what a step sets.
    before: BTreeMap<usize, Further>,
    /// The last change that was sent was not answered.
    lost: bool,
}

/// Where a run is.
#[derive(Debug, Clone)]
enum Place {
    Before,
    Looking { looking: Box<Looking>, then: Then },
    Resting { then: Then },
    Writing { next: Next },
    Part { part: Box<Part>, stage: Stage },
    Theirs { step: usize },
    Verifying { step: usize, tried: Tried },
    Keeping { step: usize },
    Forgetting { step: usize },
    Over,
}

/// A request of a step that is being made or undone.
#[derive(Debug, Clone)]
struct Part {
    step: usize,
    at: usize,
    values: Values,
    asked: Asked,
    /// Requests of the step that were answered and did more than read.
    changed: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Reading,
    Proposed,
    Sent,
}

/// What a look is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// Whether the tenant is as it was, or how far an earlier run came.
    First,
    /// Whether a step was made.
    Prove { step: usize, tries: u16 },
    /// What there is to undo.
    Back { step: usize },
    /// Whether it is undone.
    Gone { step: usize, tries: u16 },
}

/// What comes after a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    GoOn,
    Begin { step: usize },
    Stop { step: usize, why: Why },
    End { step: usize, why: Why },
}

/// Whether a secret is tried that was left by an earlier run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tried {
    Left,
    New,
}

/// What the run is told.
#[derive(Debug, Clone, Copy)]
pub enum Heard<'a> {
    /// It begins.
    Beginning,
    /// The vendor's answer, when it means that the request was fulfilled; the secrets it had are
    /// out of it, and a handle stands for each.
    Answer(&'a Value),
    /// The vendor said no, or could not be asked (status 0).
    Refused {
        /// The status.
        status: u16,
        /// The vendor's own code.
        code: Option<&'a str>,
    },
    /// The request may be sent.
    Approved,
    /// A person said no to it.
    Declined,
    /// It was sent, and whether it arrived is not known. It is not sent again.
    Lost,
    /// The wait is over.
    Waited,
    /// The line is on the disk.
    Written,
    /// The person says it is done.
    Done,
    /// The secret that came works.
    Works,
    /// It does not, or none came.
    DoesNotWork,
    /// It is in the vault in place of the one before, or is forgotten.
    Kept,
    /// The disk or the vault did not take it.
    NotKept,
}

/// What to do next.
#[derive(Debug, Clone)]
pub enum Move {
    /// Send this; it only reads.
    Look(Call),
    /// Ask the person about this request.
    Propose(Box<Proposed>),
    /// Send what was approved. The secrets its answer has are put aside, in the vault, before
    /// anything else is done.
    Send(Box<Proposed>),
    /// Wait so long.
    Wait(Duration),
    /// Write this down. Nothing else may be done before it is on the disk.
    Write(Line),
    /// A person does this in the vendor's console.
    Yours {
        /// Its place in the plan.
        step: usize,
        /// What.
        instruction: Box<Instruction>,
        /// Whether it was said to be done, and is not seen.
        again: bool,
    },
    /// Sign in with the secret that came for this client, and read something harmless.
    Verify(ClientName),
    /// From now on the secret that came is the client's; the one before is forgotten.
    Keep(ClientName),
    /// Forget the client's secret.
    Forget(ClientName),
    /// It is over.
    Over(Box<Applied>),
}

/// A request a person is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The place of its step in the plan.
    pub step: usize,
    /// What the step changes.
    pub change: Change,
    /// Whether it makes that or undoes it.
    pub direction: Direction,
    /// The request, and the secrets its answer has.
    pub asked: Asked,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// How far it came.
    pub end: End,
    /// What was made and stands, in the order of the plan.
    pub made: Vec<Receipt>,
    /// What was undone.
    pub undone: Vec<Receipt>,
    /// What was made, is to be undone, and could not be.
    pub left: Vec<Left>,
    /// Steps nothing shows: a person's word is all there is.
    pub untested: Vec<usize>,
}

/// How far it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Everything is as it should be.
    Done,
    /// What was made is undone, as the person wanted.
    Undone,
    /// The tenant is not as it was when the person agreed; nothing was changed.
    Stale,
    /// It stopped.
    Stopped(Stop),
}

/// Where and why it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The place of the step in the plan; nothing when it did not come to one.
    pub step: Option<usize>,
    /// Why.
    pub why: Why,
}

/// Why it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The vendor said no.
    Refused,
    /// The tenant could not be looked at.
    NotSeen,
    /// The person said no. What was made stays until they say more.
    Declined,
    /// A request cannot be written.
    CannotCall,
    /// Everything was answered well, and the change does not show.
    Unproven,
    /// No answer came, and the change does not show; it may come yet.
    Unknown,
    /// The new secret does not work; the one before is still there.
    DoesNotWork,
    /// The client is there, and the secret that was shown once was lost on the way: it needs another.
    SecretLost,
    /// The disk or the vault did not take something.
    NotKept,
    /// It was told something at the wrong time.
    OutOfTurn,
}

/// Something that could not be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The place of the step in the plan.
    pub step: usize,
    /// What stands.
    pub receipt: Receipt,
    /// Why.
    pub why: LeftWhy,
}

/// Why something could not be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftWhy {
    /// Nothing undoes it.
    NoWay,
    /// A person does it in the console.
    Yours(Box<Instruction>),
    /// It was tried.
    Tried(Why),
}

impl Run {
    /// Carries out a plan from the beginning, or from where `lines` say an earlier run came.
    /// `holding` is whose secrets are in the vault.
    pub fn new(
        setup: Arc<Setup>,
        kept: Kept,
        lines: &[Line],
        direction: Direction,
        holding: BTreeMap<ClientName, Holding>,
        now: Timestamp,
    ) -> Self {
        let states = states(&kept.plan, lines);
        let before = lines.iter().filter_map(|line| match line {
            Line::Begun { step, before } => Some((*step, before.clone())),
            Line::NotMade { .. } | Line::Made { .. } | Line::Undone { .. } => None,
        });
        Self {
            setup,
            states,
            again: !lines.is_empty(),
            kept,
            direction,
            place: Place::Before,
            seen: Observed::default(),
            holding,
            now,
            stopped: None,
            left: Vec::new(),
            undone: Vec::new(),
            untested: Vec::new(),
            before: before.collect(),
            lost: false,
        }
    }

    /// The plan.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// How each step stands.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// What was heard in, the next move out.
    pub fn next(&mut self, heard: Heard<'_>) -> Move {
        let place = std::mem::replace(&mut self.place, Place::Over);
        match (place, heard) {
            (Place::Before, Heard::Beginning) => self.look(Then::First),
            (Place::Looking { looking, then }, heard) => self.looked(looking, then, heard),
            (Place::Resting { then }, Heard::Waited) => self.look(then),
            (Place::Writing { next }, Heard::Written) => self.written(next),
            (Place::Writing { .. }, Heard::NotKept) => self.over_for(None, Why::NotKept),
            (Place::Part { part, stage }, heard) => self.parted(part, stage, heard),
            (Place::Theirs { step }, Heard::Done) => self.said_done(step),
            // Put off: it waits where it is.
            (Place::Theirs { step }, Heard::Declined) => self.over_for(Some(step), Why::Declined),
            (Place::Verifying { step, .. }, Heard::Works) => {
                self.place = Place::Keeping { step };
                self.client(step)
                    .map_or_else(|| self.lost_place(), Move::Keep)
            }
            (Place::Verifying { step, tried }, Heard::DoesNotWork) => match tried {
                Tried::Left => self.came_to_nothing(step),
                Tried::New => self.stop(step, Why::DoesNotWork),
            },
            (Place::Keeping { step }, Heard::Kept) => self.kept_secret(step),
            (Place::Keeping { step }, Heard::NotKept) => self.stop(step, Why::NotKept),
            (Place::Forgetting { step }, Heard::Kept | Heard::NotKept) => self.forgot(step),
            _ => self.lost_place(),
        }
    }

    fn change(&self, step: usize) -> Option<&Change> {
        self.kept.plan.steps.get(step).map(|step| &step.change)
    }

    fn client(&self, step: usize) -> Option<ClientName> {
        self.change(step)?.client().cloned()
    }

    fn lost_place(&mut self) -> Move {
        self.over_for(None, Why::OutOfTurn)
    }

    fn write(&mut self, line: Line, next: Next) -> Move {
        let (step, state) = match &line {
            Line::Begun { step, .. } => (*step, State::Begun),
            Line::NotMade { step } => (*step, State::Waiting),
            Line::Made { step, receipt } => (*step, State::Made(receipt.clone())),
            Line::Undone { step } => (*step, State::Undone),
        };
        if let Some(slot) = self.states.get_mut(step) {
            *slot = state;
        }
        self.place = Place::Writing { next };
        Move::Write(line)
    }

    fn written(&mut self, next: Next) -> Move {
        match (next, self.direction) {
            (Next::Begin { step }, _) => self.first_part(step),
            (Next::Stop { step, why }, _) => self.stop(step, why),
            (Next::End { step, why }, _) => self.over_for(Some(step), why),
            (Next::GoOn, Direction::On) => self.go_on(),
            (Next::GoOn, Direction::Back) => self.go_back(),
        }
    }

    /// It ends here, and what was made stays.
    fn over_for(&mut self, step: Option<usize>, why: Why) -> Move {
        let stop = self.stopped.unwrap_or(Stop { step, why });
        self.over(End::Stopped(stop))
    }

    fn over(&mut self, end: End) -> Move {
        self.place = Place::Over;
        let made = self.states.iter().filter_map(|state| match state {
            State::Made(Some(receipt)) => Some(receipt.clone()),
            State::Made(None) | State::Waiting | State::Begun | State::Undone => None,
        });
        Move::Over(Box::new(Applied {
            end,
            made: made.collect(),
            undone: self.undone.clone(),
            left: self.left.clone(),
            untested: self.untested.clone(),
        }))
    }
}

impl From<CannotCall> for Why {
    fn from(_: CannotCall) -> Self {
        Self::CannotCall
    }
}
