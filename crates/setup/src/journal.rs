//! What is written down of a plan that is carried out, so that nothing is forgotten over a crash. Never
//! a secret: those are in the vault, and here is only whose.

use crate::{Change, Desired, Further, Plan, Receipt};
use serde::{Deserialize, Serialize};

/// What a plan is about, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kept {
    /// What should be there.
    pub desired: Desired,
    /// What the person agreed to.
    pub plan: Plan,
}

/// What happened, one line each. Nothing is sent for a step before its first line is on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", deny_unknown_fields)]
pub enum Line {
    /// A step is begun.
    Begun {
        /// Its place in the plan.
        step: usize,
        /// What was there before of what it sets.
        #[serde(default)]
        before: Further,
    },
    /// It is known that nothing came of it.
    NotMade {
        /// Its place in the plan.
        step: usize,
    },
    /// It is made; without a receipt when somebody else made it.
    Made {
        /// Its place in the plan.
        step: usize,
        /// The proof.
        receipt: Option<Receipt>,
    },
    /// It is undone.
    Undone {
        /// Its place in the plan.
        step: usize,
    },
}

/// How a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing was done for it.
    Waiting,
    /// It was begun, and nobody knows yet what came of it.
    Begun,
    /// It is made; without a receipt when somebody else made it.
    Made(Option<Receipt>),
    /// It was made and is undone.
    Undone,
}

/// What can be done with a plan that was interrupted, or ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether it can be gone on with: not everything is made.
    pub resumable: bool,
    /// Whether something can be undone: something was made here, or may have been.
    pub undoable: bool,
}

/// How the steps of a plan stand by what is written down of them.
pub fn states(plan: &Plan, lines: &[Line]) -> Vec<State> {
    let mut states = vec![State::Waiting; plan.steps.len()];
    for line in lines {
        let (step, state) = match line {
            Line::Begun { step, .. } => (step, State::Begun),
            Line::NotMade { step } => (step, State::Waiting),
            Line::Made { step, receipt } => (step, State::Made(receipt.clone())),
            Line::Undone { step } => (step, State::Undone),
        };
        if let Some(slot) = states.get_mut(*step) {
            *slot = state;
        }
    }
    states
}

/// What can be done with a plan.
pub fn standing(states: &[State]) -> Standing {
    let open = |state: &State| !matches!(state, State::Made(_));
    let made = |state: &State| matches!(state, State::Begun | State::Made(Some(_)));
    Standing {
        resumable: states.iter().any(open),
        undoable: states.iter().any(made),
    }
}

/// Whether two changes are the same kind of change of the same thing.
pub(crate) fn same(one: &Change, other: &Change) -> bool {
    one.kind() == other.kind() && one.subject() == other.subject()
}
