//! Nothing is changed unasked: what would leave is shown in a window of its own, and leaves once a
//! person has approved exactly that.
//!
//! Whoever wants to change something makes a [`Proposal`] and gives it to [`App::propose`]. What
//! comes back is [`Approved`]: while it lives, each request of the proposal may leave once, through
//! the one door. [`rows`] says how a request is shown, [`asking`] what has to be typed.

mod asking;
mod deciding;
mod rows;

pub(crate) use asking::Ask;

use crate::wire::{AppError, Effect, MarkedText};
use domain::{OperationKey, Tenant, TenantId};
use explorer::Redactor;
use gateway::{Approvals, Request, Seal};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::oneshot;

/// What somebody wants to change.
pub(crate) struct Proposal {
    /// At whom.
    pub tenant: Tenant,
    /// What it does, in words: the operation's name, the task's.
    pub what: String,
    /// Whether it can be set back.
    pub reversible: bool,
    /// How many things it is about; a task may need several requests for one.
    pub things: u32,
    /// The requests, as they will leave, in their order.
    pub rows: Vec<Row>,
}

/// One request of a proposal.
pub(crate) struct Row {
    /// As it will leave.
    pub request: Request,
    /// The operation, where it is one of a document.
    pub operation: Option<OperationKey>,
    /// What it is about, by name.
    pub target: String,
    /// What is known to become another.
    pub changes: Vec<Pair>,
}

/// A value that becomes another.
pub(crate) struct Pair {
    /// Of what.
    pub name: String,
    /// What it is.
    pub before: Option<String>,
    /// What it will be.
    pub after: Option<String>,
}

/// What may leave now. What has not left when this is dropped may leave no more.
pub(crate) struct Approved {
    approvals: Approvals,
    changing: Arc<Changing>,
    seals: Vec<Seal>,
}

impl Drop for Approved {
    fn drop(&mut self) {
        for seal in &self.seals {
            if self.changing.forget(*seal) {
                self.approvals.withdraw(*seal);
            }
        }
    }
}

/// What is known of a request that was approved, for writing it down when it leaves.
#[derive(Debug, Clone)]
pub(crate) struct Promise {
    pub tenant: Tenant,
    pub target: String,
    pub operation: Option<String>,
    pub effect: domain::Effect,
    pub ticket: Option<String>,
    pub reason: String,
}

/// The proposal that is open, and what was approved.
#[derive(Default)]
pub(crate) struct Changing(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    open: Option<Open>,
    /// What was approved and has not left yet; one for each time.
    promised: HashMap<Seal, Vec<Promise>>,
}

/// A proposal a person is asked about.
struct Open {
    asked: Arc<Asked>,
    answer: oneshot::Sender<Decision>,
}

/// What a person is asked.
pub(crate) struct Asked {
    id: String,
    proposal: Proposal,
    seals: Vec<Seal>,
    hash: String,
    ask: Ask,
    ticket: Option<String>,
    reason: String,
    redactor: Redactor,
}

/// What a person said, or what came between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Approved,
    Refused,
    /// The tenant was locked or edited meanwhile.
    Stale,
}

impl Changing {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while holding a proposal")
    }

    /// Whatever is asked about a tenant is not asked any more.
    pub fn stale(&self, tenant: &TenantId) {
        let mut state = self.state();
        let about = |open: &mut Open| open.asked.proposal.tenant.id == *tenant;
        if let Some(open) = state.open.take_if(about) {
            // Whoever asked may have gone meanwhile.
            let _ = open.answer.send(Decision::Stale);
        }
        state
            .promised
            .retain(|_, promises| promises.iter().all(|promise| promise.tenant.id != *tenant));
    }

    fn promise(&self, seal: Seal, promise: Promise) {
        let mut state = self.state();
        state.promised.entry(seal).or_default().push(promise);
    }

    /// What was approved and has not left yet.
    pub fn promised(&self, seal: Seal) -> Option<Promise> {
        self.state().promised.get(&seal)?.last().cloned()
    }

    /// What was approved and leaves now; nothing when nobody approved it.
    pub fn keep_promise(&self, seal: Seal) -> Option<Promise> {
        let mut state = self.state();
        let promises = state.promised.get_mut(&seal)?;
        let promise = promises.pop();
        if promises.is_empty() {
            state.promised.remove(&seal);
        }
        promise
    }

    /// The same request leaves a second time, for the same approval.
    pub fn promise_again(&self, seal: Seal, promise: Promise) {
        self.promise(seal, promise);
    }

    /// Whether something was still to leave, which now is not.
    fn forget(&self, seal: Seal) -> bool {
        self.keep_promise(seal).is_some()
    }
}

impl Asked {
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// SHA-256 over all of it, in hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    pub fn ticket(&self) -> Option<&str> {
        self.ticket.as_deref()
    }

    /// Why the tenant was opened.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The worst of what its requests do.
    pub fn effect(&self) -> domain::Effect {
        let effects = self.proposal.rows.iter().map(|row| row.request.effect);
        effects.max().unwrap_or(domain::Effect::Reads)
    }
}

/// A proposal of nothing.
fn nothing() -> AppError {
    AppError::Invalid {
        problems: Vec::new(),
    }
}

/// Text of foreign origin, as it is shown.
fn marked(text: &str) -> MarkedText {
    crate::marking::marked(text)
}

/// For the wire.
fn effect(effect: domain::Effect) -> Effect {
    effect.into()
}
