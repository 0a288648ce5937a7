//! Undoing what was made, the last first, by receipt.

use super::{Direction, End, Left, LeftWhy, Move, Next, Place, Run, Stop, Then, Why};
use crate::change::{Change, Kind};
use crate::journal::{Line, State};
use crate::observed::has_all;
use crate::values::{self, Way};
use crate::{Holding, Receipt};

impl Run {
    /// It cannot go on: what was made is undone.
    pub(super) fn stop(&mut self, step: usize, why: Why) -> Move {
        let step = Some(step);
        self.stopped.get_or_insert(Stop { step, why });
        self.direction = Direction::Back;
        self.go_back()
    }

    /// The last step that was made and is not undone.
    pub(super) fn go_back(&mut self) -> Move {
        let left = |step: usize| self.left.iter().any(|left| left.step == step);
        let undoable = |(step, state): &(usize, &State)| {
            matches!(state, State::Begun | State::Made(Some(_))) && !left(*step)
        };
        let last = self.states.iter().enumerate().rev().find(undoable);
        match (last.map(|(step, _)| step), self.stopped) {
            (Some(step), _) => self.look(Then::Back { step }),
            (None, Some(stop)) => self.over(End::Stopped(stop)),
            (None, None) => self.over(End::Undone),
        }
    }

    /// The tenant was looked at; a step is undone.
    pub(super) fn undo(&mut self, step: usize) -> Move {
        let Some(change) = self.change(step).cloned() else {
            return self.lost_place();
        };
        let receipt = match self.states.get(step) {
            Some(State::Made(Some(receipt))) => receipt.clone(),
            // Begun: whether it was made is seen now, and written down. Of a secret nothing shows.
            Some(State::Begun) if self.seen.shows(&change) => {
                let receipt = self.receipt(step);
                return self.write(Line::Made { step, receipt }, Next::GoOn);
            }
            Some(State::Begun | State::Made(None) | State::Waiting | State::Undone) | None => {
                return self.never_made(step, &change);
            }
        };
        match change.kind() {
            Kind::TakeSecret if self.client_goes(step, &change) => self.was_undone(step, receipt),
            Kind::TakeSecret => self.forget(step),
            Kind::ReplaceSecret => self.leave_for(step, receipt, LeftWhy::NoWay),
            _ if self.is_gone(&receipt) => self.undone_or_forget(step, receipt),
            kind if self.setup.unsays(kind) => {
                self.lost = false;
                let values = values::values(&change, Way::Back(&receipt), &self.seen, self.now);
                self.part(step, 0, values, 0)
            }
            _ => {
                let by_hand = self.setup.undo_by_hand(&receipt);
                let why = by_hand.map_or(LeftWhy::NoWay, |one| LeftWhy::Yours(Box::new(one)));
                self.leave_for(step, receipt, why)
            }
        }
    }

    /// A step was begun, and nothing of it shows.
    fn never_made(&mut self, step: usize, change: &Change) -> Move {
        match (change.kind(), self.receipt(step)) {
            // The vendor may have replaced it all the same; the one before may be dead.
            (Kind::ReplaceSecret, Some(receipt)) => self.leave_for(step, receipt, LeftWhy::NoWay),
            (Kind::TakeSecret, _) if !self.client_goes(step, change) => self.forget(step),
            _ => self.write(Line::NotMade { step }, Next::GoOn),
        }
    }

    /// Whether the client a secret is of was made by this plan, and is undone after it.
    fn client_goes(&self, step: usize, change: &Change) -> bool {
        let before = self.kept.plan.steps.iter().zip(&self.states).take(step);
        let mut made =
            before.filter(|(_, state)| matches!(state, State::Begun | State::Made(Some(_))));
        made.any(|(one, _)| {
            one.change.kind() == Kind::CreateClient && one.change.client() == change.client()
        })
    }

    /// Whether nothing is left of what a receipt is of.
    fn is_gone(&self, receipt: &Receipt) -> bool {
        let seen = &self.seen;
        match &receipt.change {
            Change::TurnOn { switch } => !seen.switches.contains(switch),
            Change::CreateRole { .. } => !seen.roles.values().any(|one| one.id == receipt.made),
            Change::CreateClient { .. } => !seen.clients.values().any(|one| one.id == receipt.made),
            Change::GrantPermissions { role, add } => seen.permissions(role).is_disjoint(add),
            Change::AssignRoles { client, add } => seen.roles_of(client).is_disjoint(add),
            Change::SetRole { role, .. } => seen
                .roles
                .get(role)
                .is_none_or(|seen| has_all(&seen.is.further, &receipt.before)),
            Change::SetClient { client, .. } => seen
                .clients
                .get(client)
                .is_none_or(|seen| has_all(&seen.is.further, &receipt.before)),
            Change::TakeSecret { client } | Change::ReplaceSecret { client } => {
                seen.held(client) == Holding::NotHeld
            }
        }
    }

    pub(super) fn saw_gone(&mut self, step: usize, tries: u16) -> Move {
        let Some(State::Made(Some(receipt))) = self.states.get(step).cloned() else {
            return self.lost_place();
        };
        if self.is_gone(&receipt) {
            return self.undone_or_forget(step, receipt);
        }
        let (times, wait) = self.setup.settles();
        if tries < times {
            let tries = tries + 1;
            let then = Then::Gone { step, tries };
            self.place = Place::Resting { then };
            return Move::Wait(wait);
        }
        let why = if self.lost {
            Why::Unknown
        } else {
            Why::Unproven
        };
        self.leave(step, why)
    }

    /// The secrets of a client that is gone are good for nothing.
    fn undone_or_forget(&mut self, step: usize, receipt: Receipt) -> Move {
        match receipt.change.kind() {
            Kind::CreateClient => self.forget(step),
            _ => self.was_undone(step, receipt),
        }
    }

    fn forget(&mut self, step: usize) -> Move {
        self.place = Place::Forgetting { step };
        self.client(step)
            .map_or_else(|| self.lost_place(), Move::Forget)
    }

    pub(super) fn forgot(&mut self, step: usize) -> Move {
        if let Some(client) = self.client(step) {
            self.holding.remove(&client);
        }
        let receipt = match self.states.get(step) {
            Some(State::Made(receipt)) => receipt.clone(),
            Some(_) | None => self.receipt(step),
        };
        match receipt {
            Some(receipt) => self.was_undone(step, receipt),
            None => self.write(Line::Undone { step }, Next::GoOn),
        }
    }

    fn was_undone(&mut self, step: usize, receipt: Receipt) -> Move {
        self.undone.push(receipt);
        self.write(Line::Undone { step }, Next::GoOn)
    }

    /// A step that was made stays.
    pub(super) fn leave(&mut self, step: usize, why: Why) -> Move {
        let receipt = match self.states.get(step) {
            Some(State::Made(receipt)) => receipt.clone(),
            Some(_) | None => self.receipt(step),
        };
        match receipt {
            Some(receipt) => self.leave_for(step, receipt, LeftWhy::Tried(why)),
            None => self.lost_place(),
        }
    }

    fn leave_for(&mut self, step: usize, receipt: Receipt, why: LeftWhy) -> Move {
        self.left.push(Left { step, receipt, why });
        self.go_back()
    }
}
