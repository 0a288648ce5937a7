//! Doing a task: what the run wants is done, and what came of it is told to the run.

use super::calls::Answered;
use super::{Held, invalid, problem, views};
use crate::App;
use crate::changing::{self, Approved, Pair, Row};
use crate::wire::{
    AppError, ProblemKind, TaskCall, TaskDisclosed, TaskInput, TaskProgress, TaskRun, TaskState,
    Topic,
};
use domain::{Sink, Tenant};
use std::sync::Arc;
use tasks::{Call, CannotCall, Heard, Move, Proposal, Run, Why};

/// A task that is being done.
pub(crate) struct Doing {
    pub(super) tenant: Tenant,
    pub(super) run: Run,
    /// The calls made so far.
    pub(super) exchanges: Vec<String>,
    /// What was disclosed and stays in the core.
    pub(super) disclosed: Vec<TaskDisclosed>,
    /// Changes that were answered.
    changed: u32,
    /// Why the last call failed.
    error: Option<AppError>,
    /// What is proposed, until it is done.
    pub(super) proposal: Option<Box<Proposal>>,
    /// How many of its requests have left.
    left: usize,
}

type Watch = Arc<dyn Sink<TaskProgress>>;

impl App {
    /// Reads what a task has to know, and says what it would change; a task that only reads is done
    /// then.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when what was entered is not what is asked for, or why the tenant did
    /// not answer.
    pub async fn task_preview(
        &self,
        tenant: String,
        task: String,
        inputs: Vec<TaskInput>,
        ticket: String,
        watch: Arc<dyn Sink<TaskProgress>>,
    ) -> Result<TaskRun, AppError> {
        self.ready().await;
        let (tenant, _, task) = self.task_of(&tenant, &task)?;
        let inputs = self.task_inputs(&inputs, Held::Taken)?;
        let now = self.core.ports.clock.now();
        let reference = self.core.ticket();
        let run = Run::new(task, &inputs, reference.as_deref(), now).map_err(invalid)?;
        let doing = Doing::new(tenant, run);
        // On the heap: a task is many calls deep.
        let work = Box::pin(async {
            let mut doing = doing;
            let first = doing.run.next(Heard::Beginning);
            self.go_on(doing, first, &watch).await
        });
        self.ticketed(ticket, work).await
    }

    /// Makes the changes that were proposed, to the letter, and looks whether they happened.
    ///
    /// # Errors
    /// [`AppError::Stale`] when the proposal was used or forgotten, [`AppError::TenantLocked`], or
    /// why nothing could be changed. After a change the way it failed is in the answer.
    pub async fn task_run(
        &self,
        run: String,
        ticket: String,
        watch: Arc<dyn Sink<TaskProgress>>,
    ) -> Result<TaskRun, AppError> {
        let mut doing = self.core.tasks.take(&run).ok_or(AppError::Stale)?;
        let work = Box::pin(async {
            let _approved = self.approve(&doing).await?;
            let next = doing.run.next(Heard::Approved);
            self.go_on(doing, next, &watch).await
        });
        let done = self.ticketed(ticket, work).await;
        self.changed(&[Topic::Dashboard]);
        done
    }

    /// Asks the person, in the window for that; while what comes back lives, exactly the requests that
    /// were shown may leave, once each.
    async fn approve(&self, doing: &Doing) -> Result<Approved, AppError> {
        // Gone meanwhile: nothing leaves for it.
        self.tenant(doing.tenant.id.as_str())?;
        let proposal = doing.proposal.as_ref().ok_or(AppError::Stale)?;
        let things = u32::try_from(proposal.things).unwrap_or(u32::MAX);
        self.propose(changing::Proposal {
            tenant: doing.tenant.clone(),
            what: proposal.words.clone(),
            reversible: doing.run.task().inverse().is_some(),
            things,
            rows: self.proposed_rows(doing, proposal).await?,
        })
        .await
    }

    /// The requests of a proposal, as they will leave.
    pub(super) async fn proposed_rows(
        &self,
        doing: &Doing,
        proposal: &Proposal,
    ) -> Result<Vec<Row>, AppError> {
        let mut rows = Vec::with_capacity(proposal.calls.len());
        for (at, call) in proposal.calls.iter().enumerate() {
            let (_, made) = self.task_made(&doing.tenant, call).await?;
            let pair = |change: &tasks::Before| Pair {
                name: change.what.clone(),
                before: Some(change.before.clone()),
                after: Some(change.after.clone()),
            };
            // What becomes what is said once, with the first request.
            let changes = proposal.changes.iter().filter(|_| at == 0).map(pair);
            rows.push(Row {
                request: self.task_request(call, &made.composed).await?,
                operation: Some(call.operation.clone()),
                target: proposal.target.clone(),
                changes: changes.collect(),
            });
        }
        Ok(rows)
    }

    async fn go_on(
        &self,
        mut doing: Doing,
        first: Move,
        watch: &Watch,
    ) -> Result<TaskRun, AppError> {
        match self.advance(&mut doing, first, watch).await? {
            Advanced::Proposed(proposal) => self.proposed(doing, proposal).await,
            Advanced::Over(state) => Ok(doing.ended(state)),
        }
    }

    /// Does what the run wants, until it asks the person or is over.
    pub(super) async fn advance(
        &self,
        doing: &mut Doing,
        first: Move,
        watch: &Watch,
    ) -> Result<Advanced, AppError> {
        let mut next = first;
        loop {
            next = match next {
                Move::Look(call) => {
                    watch.put(TaskProgress::Looking {
                        says: call.says.clone(),
                    });
                    self.look_for(doing, &call).await?
                }
                Move::Send(call) => {
                    doing.left += 1;
                    let of = doing.proposal.as_ref().map_or(1, |one| one.calls.len());
                    let (at, of) = views::place(doing.left, of);
                    let says = call.says.clone();
                    watch.put(TaskProgress::Sending { says, at, of });
                    self.send_change(doing, &call).await?
                }
                Move::Wait(wait) => {
                    watch.put(TaskProgress::Waiting {
                        ms: crate::convert::millis(wait),
                    });
                    tokio::time::sleep(wait).await;
                    doing.run.next(Heard::Waited)
                }
                Move::Propose(proposal) => return Ok(Advanced::Proposed(proposal)),
                Move::Done(outcome) => return Ok(Advanced::Over(views::done(*outcome))),
                Move::Stopped(words) => {
                    let changed = doing.changed;
                    return Ok(Advanced::Over(TaskState::Stopped { words, changed }));
                }
                Move::Failed(stuck) => {
                    let unknown = stuck.why == Why::Unknown;
                    let error = match (doing.error.take(), stuck.why) {
                        (Some(error), _) => Some(error),
                        (None, Why::CannotCall(CannotCall::Missing { hole })) => {
                            Some(problem(&hole, ProblemKind::Missing))
                        }
                        (None, Why::CannotCall(CannotCall::Escapes { segment })) => {
                            Some(problem(&segment, ProblemKind::Escapes))
                        }
                        (None, Why::OutOfTurn | Why::Refused) => {
                            Some(self.bug("a task out of turn"))
                        }
                        (None, Why::Unknown) => None,
                    };
                    return match error {
                        Some(error) if doing.changed == 0 && !unknown => Err(error),
                        error => {
                            let changed = doing.changed;
                            let says = stuck.says;
                            Ok(Advanced::Over(TaskState::Failed {
                                says,
                                changed,
                                unknown,
                                error,
                            }))
                        }
                    };
                }
            };
        }
    }

    async fn look_for(&self, doing: &mut Doing, call: &Call) -> Result<Move, AppError> {
        match self.task_call(doing, call).await {
            Ok(came) => Ok(self.hears(doing, came)),
            // What was changed before is not forgotten over a look that failed.
            Err(error) if doing.changed > 0 => {
                doing.error = Some(error);
                Ok(doing.run.next(Heard::Refused {
                    status: 0,
                    code: None,
                }))
            }
            Err(error) => Err(error),
        }
    }

    async fn send_change(&self, doing: &mut Doing, call: &Call) -> Result<Move, AppError> {
        match self.task_call(doing, call).await {
            Ok(came) => {
                doing.changed += u32::from(came.refused.is_none());
                Ok(self.hears(doing, came))
            }
            Err(error) => {
                let arrived = matches!(
                    &error,
                    AppError::Unreachable {
                        may_have_arrived: true,
                        ..
                    }
                );
                doing.error = Some(error);
                Ok(doing.run.next(match arrived {
                    true => Heard::Lost,
                    false => Heard::Refused {
                        status: 0,
                        code: None,
                    },
                }))
            }
        }
    }

    fn hears(&self, doing: &mut Doing, came: Answered) -> Move {
        match came.refused {
            None => doing.run.next(Heard::Answer(&came.body)),
            Some((status, code, error)) => {
                doing.error = Some(error);
                let code = code.as_deref();
                doing.run.next(Heard::Refused { status, code })
            }
        }
    }

    async fn proposed(
        &self,
        mut doing: Doing,
        proposal: Box<Proposal>,
    ) -> Result<TaskRun, AppError> {
        let mut calls = Vec::with_capacity(proposal.calls.len());
        let mut effects = Vec::with_capacity(proposal.calls.len());
        for call in &proposal.calls {
            let (_, made) = self.task_made(&doing.tenant, call).await?;
            effects.push(made.composed.effect);
            calls.push(TaskCall {
                says: call.says.clone(),
                operation: call.operation.to_string(),
                request: self.task_preview_of(&doing.tenant, &made.composed),
            });
        }
        let exchanges = std::mem::take(&mut doing.exchanges);
        let state = TaskState::Proposed {
            words: proposal.words.clone(),
            changes: views::changes(&proposal.changes),
            warnings: proposal.warnings.clone(),
            calls,
            later: views::later(&proposal.later),
            effect: views::gravest(effects.into_iter()),
        };
        doing.proposal = Some(proposal);
        doing.left = 0;
        Ok(TaskRun {
            run: Some(self.core.tasks.wait(doing)),
            state,
            exchanges,
            disclosed: Vec::new(),
        })
    }
}

/// How far a run came.
pub(super) enum Advanced {
    /// It asks the person.
    Proposed(Box<Proposal>),
    /// It is over.
    Over(TaskState),
}

impl Doing {
    pub(super) fn new(tenant: Tenant, run: Run) -> Self {
        Self {
            tenant,
            run,
            exchanges: Vec::new(),
            disclosed: Vec::new(),
            changed: 0,
            error: None,
            proposal: None,
            left: 0,
        }
    }

    fn ended(self, state: TaskState) -> TaskRun {
        TaskRun {
            run: None,
            state,
            exchanges: self.exchanges,
            disclosed: self.disclosed,
        }
    }
}
