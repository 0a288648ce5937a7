//! Making a step, request by request.

use super::{Direction, Heard, Move, Next, Part, Place, Proposed, Run, Stage, Then, Why};
use crate::change::{Kind, Proof};
use crate::journal::{Line, State};
use crate::values::{self, Way};
use crate::{Change, Hand, Holding, Instruction, Receipt};
use serde_json::Value;
use tasks::Values;

impl Run {
    pub(super) fn first_part(&mut self, step: usize) -> Move {
        self.lost = false;
        if let Some(Hand::Yours(instruction)) = self.hand(step) {
            return self.yours(step, instruction, false);
        }
        let Some(change) = self.change(step) else {
            return self.lost_place();
        };
        let values = values::values(change, Way::There, &self.seen, self.now);
        self.part(step, 0, values, 0)
    }

    fn hand(&self, step: usize) -> Option<Hand> {
        let planned = self.kept.plan.steps.get(step)?;
        Some(planned.hand.clone())
    }

    /// A person has something to do.
    pub(super) fn yours(&mut self, step: usize, instruction: Instruction, again: bool) -> Move {
        self.place = Place::Theirs { step };
        let instruction = Box::new(instruction);
        Move::Yours {
            step,
            instruction,
            again,
        }
    }

    /// The receipt of a step that is being undone.
    fn undoing(&self, step: usize) -> Option<Receipt> {
        match (self.direction, self.states.get(step)?) {
            (Direction::Back, State::Made(Some(receipt))) => Some(receipt.clone()),
            (Direction::On | Direction::Back, _) => None,
        }
    }

    /// From a request of a step on, until something has to be heard.
    pub(super) fn part(
        &mut self,
        step: usize,
        from: usize,
        values: Values,
        changed: usize,
    ) -> Move {
        let Some(change) = self.change(step).cloned() else {
            return self.lost_place();
        };
        let receipt = self.undoing(step);
        let way = receipt.as_ref().map_or(Way::There, Way::Back);
        let many = self.setup.said(&change, way).len();
        for at in from..many {
            let asked = match self.setup.say(&change, way, at, &values) {
                Ok(Some(asked)) => asked,
                Ok(None) => continue,
                Err(why) => return self.failed(step, changed, why.into()),
            };
            let reads = asked.call.effect == domain::Effect::Reads;
            let part = Box::new(Part {
                step,
                at,
                values,
                asked,
                changed,
            });
            if reads {
                let call = part.asked.call.clone();
                let stage = Stage::Reading;
                self.place = Place::Part { part, stage };
                return Move::Look(call);
            }
            let proposed = self.proposed(&part, change);
            let stage = Stage::Proposed;
            self.place = Place::Part { part, stage };
            return Move::Propose(proposed);
        }
        self.parts_over(step)
    }

    fn proposed(&self, part: &Part, change: Change) -> Box<Proposed> {
        Box::new(Proposed {
            step: part.step,
            change,
            direction: self.direction,
            asked: part.asked.clone(),
        })
    }

    pub(super) fn parted(&mut self, part: Box<Part>, stage: Stage, heard: Heard<'_>) -> Move {
        let step = part.step;
        match (stage, heard) {
            (Stage::Proposed, Heard::Approved) => {
                let Some(change) = self.change(step).cloned() else {
                    return self.lost_place();
                };
                let proposed = self.proposed(&part, change);
                let stage = Stage::Sent;
                self.place = Place::Part { part, stage };
                Move::Send(proposed)
            }
            (Stage::Proposed, Heard::Declined) => self.declined(step, part.changed),
            (Stage::Reading | Stage::Sent, Heard::Answer(answer)) => {
                self.answered(*part, stage, answer)
            }
            (Stage::Reading | Stage::Sent, Heard::Refused { status, code }) => {
                let way = self.undoing(step);
                let way = way.as_ref().map_or(Way::There, Way::Back);
                let change = self.change(step);
                let said = change.and_then(|change| self.setup.said(change, way).get(part.at));
                if said.is_some_and(|said| said.step.goes_on_after(status, code)) {
                    return self.answered(*part, Stage::Reading, &Value::Null);
                }
                self.failed(step, part.changed, Why::Refused)
            }
            (Stage::Reading, Heard::Lost) => self.failed(step, part.changed, Why::Refused),
            (Stage::Sent, Heard::Lost) => self.unanswered(step),
            _ => self.lost_place(),
        }
    }

    fn answered(&mut self, part: Part, stage: Stage, answer: &Value) -> Move {
        let Part {
            step,
            at,
            mut values,
            changed,
            ..
        } = part;
        let way = self.undoing(step);
        let way = way.as_ref().map_or(Way::There, Way::Back);
        let change = self.change(step).cloned();
        if let Some(said) = change.and_then(|change| self.setup.said(&change, way).get(at)) {
            said.step.hear(answer, &mut values);
        }
        self.part(
            step,
            at + 1,
            values,
            changed + usize::from(stage == Stage::Sent),
        )
    }

    /// All requests of a step were answered well.
    fn parts_over(&mut self, step: usize) -> Move {
        let kind = self.change(step).map(Change::kind);
        match (self.direction, kind) {
            (Direction::Back, _) => self.look(Then::Gone { step, tries: 1 }),
            // Nothing shows a secret; it is tried.
            (Direction::On, Some(Kind::TakeSecret | Kind::ReplaceSecret)) => self.proven(step),
            (Direction::On, _) => self.look(Then::Prove { step, tries: 1 }),
        }
    }

    fn declined(&mut self, step: usize, changed: usize) -> Move {
        let why = Why::Declined;
        match self.direction {
            Direction::Back => self.leave(step, why),
            Direction::On if changed == 0 => {
                self.write(Line::NotMade { step }, Next::End { step, why })
            }
            Direction::On => self.over_for(Some(step), why),
        }
    }

    /// A request of a step cannot be made, or was refused.
    fn failed(&mut self, step: usize, changed: usize, why: Why) -> Move {
        match self.direction {
            Direction::Back => self.leave(step, why),
            // Refused, and so not made: what has its name by now is somebody else's.
            Direction::On if changed == 0 => {
                self.write(Line::NotMade { step }, Next::Stop { step, why })
            }
            Direction::On => self.stop(step, why),
        }
    }

    /// A change was sent, and nobody knows whether it arrived: looking tells.
    fn unanswered(&mut self, step: usize) -> Move {
        self.lost = true;
        let kind = self.change(step).map(Change::kind);
        match (self.direction, kind) {
            (Direction::Back, _) => self.look(Then::Gone { step, tries: 1 }),
            (Direction::On, Some(Kind::TakeSecret | Kind::ReplaceSecret)) => {
                self.stop(step, Why::Unknown)
            }
            (Direction::On, _) => self.look(Then::Prove { step, tries: 1 }),
        }
    }

    /// The person says that their step is done.
    pub(super) fn said_done(&mut self, step: usize) -> Move {
        let Some(planned) = self.kept.plan.steps.get(step) else {
            return self.lost_place();
        };
        let proof = match &planned.hand {
            Hand::Yours(instruction) => instruction.proof,
            Hand::Ours => Proof::Look,
        };
        match proof {
            Proof::Look => self.look(Then::Prove { step, tries: 1 }),
            Proof::Works => self.proven(step),
            Proof::Word => {
                self.untested.push(step);
                self.made(step, true)
            }
        }
    }

    /// The secret that came works, and is in the vault.
    pub(super) fn kept_secret(&mut self, step: usize) -> Move {
        if let Some(client) = self.client(step) {
            self.holding
                .insert(client.clone(), Holding::HeldSince(self.now));
            self.seen.holding = self.holding.clone();
        }
        self.made(step, true)
    }
}
