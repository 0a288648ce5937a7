//! A task for one of many rows: looked into first, carried out when a person has approved all.

use super::doing::{Advanced, Doing};
use super::{Held, invalid, views};
use crate::App;
use crate::changing::Row;
use crate::wire::{AppError, TaskChange, TaskInput, TaskProgress, TaskState};
use domain::{Effect, Ignore, Sink, Tenant};
use std::sync::Arc;
use tasks::{Heard, Run, Task};

/// A row's task, ready to be carried out.
pub(crate) struct Ready {
    doing: Doing,
    /// What would happen.
    pub words: String,
    /// What becomes what.
    pub changes: Vec<TaskChange>,
    /// The gravest of what would leave.
    pub effect: Effect,
    /// How many things it is about.
    pub things: u32,
}

/// What came of looking into a row.
pub(crate) enum Looked {
    /// It can be done.
    Ready(Box<Ready>),
    /// Nothing has to be done, or nothing can.
    Nothing(String),
    /// A later step depends on an earlier one's answer.
    OneByOne,
}

impl App {
    /// Reads what a row's task has to know. Changes nothing.
    pub(crate) async fn look_into(
        &self,
        tenant: &Tenant,
        task: &Arc<Task>,
        inputs: &[(String, String)],
    ) -> Result<Looked, AppError> {
        let inputs: Vec<TaskInput> = inputs.iter().map(input).collect();
        let inputs = self.task_inputs(&inputs, Held::Taken)?;
        let now = self.core.ports.clock.now();
        let reference = self.core.ticket();
        let run = Run::new(Arc::clone(task), &inputs, reference.as_deref(), now);
        let mut doing = Doing::new(tenant.clone(), run.map_err(invalid)?);
        let first = doing.run.next(Heard::Beginning);
        let nobody: Arc<dyn Sink<TaskProgress>> = Arc::new(Ignore);
        // On the heap: a task is many calls deep.
        let advanced = Box::pin(self.advance(&mut doing, first, &nobody));
        let proposal = match advanced.await? {
            Advanced::Proposed(proposal) => proposal,
            Advanced::Over(state) => return ended(state),
        };
        if !proposal.later.is_empty() {
            return Ok(Looked::OneByOne);
        }
        let rows = self.proposed_rows(&doing, &proposal).await?;
        let effect = rows.iter().map(|row| row.request.effect).max();
        let (words, changes) = (proposal.words.clone(), views::changes(&proposal.changes));
        let things = u32::try_from(proposal.things).unwrap_or(u32::MAX);
        doing.proposal = Some(proposal);
        let ready = Ready {
            doing,
            words,
            changes,
            effect: effect.unwrap_or(Effect::Changes),
            things,
        };
        Ok(Looked::Ready(Box::new(ready)))
    }

    /// The requests of a row, as they will leave.
    pub(crate) async fn requests_of(&self, ready: &Ready) -> Result<Vec<Row>, AppError> {
        let proposal = ready.doing.proposal.as_ref().ok_or(AppError::Stale)?;
        self.proposed_rows(&ready.doing, proposal).await
    }

    /// Carries a row out. Whoever calls holds the approval.
    pub(crate) async fn carry_out(&self, ready: Ready) -> Result<TaskState, AppError> {
        let mut doing = ready.doing;
        let next = doing.run.next(Heard::Approved);
        let nobody: Arc<dyn Sink<TaskProgress>> = Arc::new(Ignore);
        let advanced = Box::pin(self.advance(&mut doing, next, &nobody));
        match advanced.await? {
            Advanced::Over(state) => Ok(state),
            // A look said that nothing comes later.
            Advanced::Proposed(_) => Err(self.bug("a task proposed twice")),
        }
    }
}

fn input((field, value): &(String, String)) -> TaskInput {
    TaskInput {
        field: field.clone(),
        value: Some(value.clone()),
        several: Vec::new(),
        held: None,
    }
}

fn ended(state: TaskState) -> Result<Looked, AppError> {
    match state {
        TaskState::Stopped { words, .. } | TaskState::Done { words, .. } => {
            Ok(Looked::Nothing(words))
        }
        TaskState::Failed { error, .. } => Err(error.unwrap_or(AppError::Stale)),
        TaskState::Proposed { .. } => Ok(Looked::OneByOne),
    }
}
