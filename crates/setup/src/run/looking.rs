//! Looking at the tenant, and what is made of it.

use super::{Direction, End, Heard, Move, Next, Place, Run, Then, Tried, Why};
use crate::journal::{Line, State, same};
use crate::look::Looking;
use crate::{Change, Hand, Holding, Kind, Mark, Receipt, Setup, plan};
use serde_json::Value;

impl Run {
    pub(super) fn look(&mut self, then: Then) -> Move {
        let looking = Box::new(Setup::look(self.now));
        self.ask_on(looking, then)
    }

    fn ask_on(&mut self, mut looking: Box<Looking>, then: Then) -> Move {
        match self.setup.asks(&mut looking) {
            Ok(Some(call)) => {
                self.place = Place::Looking { looking, then };
                Move::Look(call)
            }
            Ok(None) => {
                self.seen = self.setup.read_off(&looking, &self.holding);
                self.saw(then)
            }
            Err(_) => self.not_seen(then),
        }
    }

    pub(super) fn looked(
        &mut self,
        mut looking: Box<Looking>,
        then: Then,
        heard: Heard<'_>,
    ) -> Move {
        match heard {
            Heard::Answer(answer) => {
                self.setup.hear(&mut looking, answer);
                self.ask_on(looking, then)
            }
            Heard::Refused { status, code } if self.setup.goes_on(&looking, status, code) => {
                self.setup.hear(&mut looking, &Value::Null);
                self.ask_on(looking, then)
            }
            Heard::Refused { .. } | Heard::Lost => self.not_seen(then),
            _ => self.lost_place(),
        }
    }

    /// The tenant cannot be looked at.
    fn not_seen(&mut self, then: Then) -> Move {
        match then {
            Then::First => self.over_for(None, Why::NotSeen),
            // Whether it was made is not known; its line says so, and what was made before stays
            // until the tenant can be seen again.
            Then::Prove { step, .. } => self.over_for(Some(step), Why::NotSeen),
            Then::Back { step } | Then::Gone { step, .. } => self.leave(step, Why::NotSeen),
        }
    }

    fn saw(&mut self, then: Then) -> Move {
        match then {
            Then::First => self.saw_first(),
            Then::Prove { step, tries } => self.saw_step(step, tries),
            Then::Back { step } => self.undo(step),
            Then::Gone { step, tries } => self.saw_gone(step, tries),
        }
    }

    fn saw_first(&mut self) -> Move {
        if self.direction == Direction::Back {
            return self.go_back();
        }
        let fits = if self.again {
            self.fits_again()
        } else {
            Mark::of(&self.seen, &self.kept.desired) == self.kept.plan.made_for
        };
        if fits {
            self.go_on()
        } else {
            self.over(End::Stale)
        }
    }

    /// Whether what is still missing is what is left of the plan, and nothing else: then it can be
    /// gone on with, whatever came between.
    fn fits_again(&mut self) -> bool {
        let now = plan(&self.kept.desired, &self.seen, &self.setup);
        let open = |change| {
            let steps = self.kept.plan.steps.iter().zip(&self.states);
            let mut open = steps.filter(|(_, state)| !matches!(state, State::Made(_)));
            open.any(|(step, _)| same(&step.change, change)) || self.stands_for(change)
        };
        now.steps.iter().all(|step| open(&step.change))
    }

    /// A client that was begun and is there already lacks its secret; the plan had another word for
    /// bringing it.
    fn stands_for(&self, change: &Change) -> bool {
        let steps = self.kept.plan.steps.iter().zip(&self.states);
        let mut begun = steps.filter(|(_, state)| **state == State::Begun);
        matches!(change.kind(), Kind::TakeSecret | Kind::ReplaceSecret)
            && begun.any(|(step, _)| {
                step.change.client() == change.client()
                    && self.setup.shows_secret(step.change.kind())
            })
    }

    /// The first step that is not made.
    pub(super) fn go_on(&mut self) -> Move {
        let open = |state: &State| !matches!(state, State::Made(_));
        let Some(step) = self.states.iter().position(open) else {
            return self.over(End::Done);
        };
        let begun = self.states[step] == State::Begun;
        let change = &self.kept.plan.steps[step].change;
        let (kind, shown) = (change.kind(), self.seen.shows(change));
        let held = change.client().map(|client| self.seen.held(client));
        let held = held.is_some_and(|held| held != Holding::NotHeld);
        if !(begun && self.setup.shows_secret(kind)) {
            // What was begun and is there was made by us; what nobody began was made by others.
            return if shown {
                self.made(step, begun)
            } else {
                self.begin(step)
            };
        }
        match kind {
            // It ended between keeping the secret and writing so down.
            Kind::CreateClient if shown && held => self.made(step, true),
            Kind::TakeSecret if held => self.made(step, true),
            // No client, no secret.
            Kind::CreateClient if !shown => self.begin(step),
            // Before a secret is made anew, the one that may have come is tried.
            _ => {
                let tried = Tried::Left;
                self.place = Place::Verifying { step, tried };
                self.client(step)
                    .map_or_else(|| self.lost_place(), Move::Verify)
            }
        }
    }

    /// A secret that an earlier run may have brought does not work, or never came.
    pub(super) fn came_to_nothing(&mut self, step: usize) -> Move {
        match self.change(step).cloned() {
            // Once is all it was shown; the client stays, and needs another one.
            Some(change @ Change::CreateClient { .. }) if self.seen.shows(&change) => {
                let receipt = self.receipt(step);
                let why = Why::SecretLost;
                self.write(Line::Made { step, receipt }, Next::End { step, why })
            }
            Some(_) => self.begin(step),
            None => self.lost_place(),
        }
    }

    pub(super) fn begin(&mut self, step: usize) -> Move {
        let before = self.change(step).map(|change| self.seen.before(change));
        let before = before.unwrap_or_default();
        self.before.insert(step, before.clone());
        self.write(Line::Begun { step, before }, Next::Begin { step })
    }

    /// A step is made. What others made has no receipt.
    pub(super) fn made(&mut self, step: usize, ours: bool) -> Move {
        let receipt = ours.then(|| self.receipt(step)).flatten();
        self.write(Line::Made { step, receipt }, Next::GoOn)
    }

    /// The proof that we made a step.
    pub(super) fn receipt(&self, step: usize) -> Option<Receipt> {
        let change = self.change(step)?.clone();
        let made = self.seen.id_of(&change).unwrap_or_default().to_owned();
        let before = self.before.get(&step).cloned().unwrap_or_default();
        Some(Receipt {
            change,
            made,
            before,
            at: self.now,
        })
    }

    fn saw_step(&mut self, step: usize, tries: u16) -> Move {
        let Some(change) = self.change(step).cloned() else {
            return self.lost_place();
        };
        if self.seen.shows(&change) {
            return self.proven(step);
        }
        let (times, wait) = self.setup.settles();
        if tries < times {
            let tries = tries + 1;
            self.place = Place::Resting {
                then: Then::Prove { step, tries },
            };
            return Move::Wait(wait);
        }
        match &self.kept.plan.steps[step].hand {
            Hand::Yours(instruction) => {
                let instruction = instruction.clone();
                self.yours(step, instruction, true)
            }
            Hand::Ours if self.lost => self.stop(step, Why::Unknown),
            Hand::Ours => self.stop(step, Why::Unproven),
        }
    }

    /// A step shows; where it handed out a secret, that is tried.
    pub(super) fn proven(&mut self, step: usize) -> Move {
        let kind = self.change(step).map(Change::kind);
        if kind.is_some_and(|kind| self.setup.shows_secret(kind)) {
            let tried = Tried::New;
            self.place = Place::Verifying { step, tried };
            return self
                .client(step)
                .map_or_else(|| self.lost_place(), Move::Verify);
        }
        self.made(step, true)
    }
}
