//! Driving a run: what it wants is done, and what came of it is told to the run.

use super::keeping::Written;
use super::requests::{pairs, written};
use super::{App, Driving, Running, views};
use crate::auditing::about;
use crate::changing::{Proposal, Row};
use crate::tasks::{Called, Revealing};
use crate::wire::{AppError, SetupProgress, SetupState, SetupView};
use audit::{Entry, Outcome};
use domain::Sink;
use serde_json::Value;
use setup::{Applied, Direction, End, Heard, Line, Move, Proposed, State};
use std::sync::Arc;

type Watch = Arc<dyn Sink<SetupProgress>>;

/// What the run hears next, where that is no answer's body.
enum Next {
    Heard(Heard<'static>),
    Answer(Value),
    Refused(u16, Option<String>),
}

impl App {
    /// Does what the run wants, until it is over or a person has something to do.
    pub(super) async fn drive(
        &self,
        running: &Arc<Running>,
        mut driving: Driving,
        first: Move,
        watch: &Watch,
    ) -> Result<SetupView, AppError> {
        let mut next = first;
        loop {
            let heard = match next {
                Move::Look(call) => {
                    watch.put(SetupProgress::Looking);
                    let called = self
                        .call_made(&driving.tenant, &call, Revealing::Never)
                        .await;
                    heard(&mut driving, called)
                }
                Move::Propose(proposed) => self.ask_step(&mut driving, &proposed, watch).await?,
                Move::Send(proposed) => {
                    self.send_step(running, &mut driving, &proposed, watch)
                        .await
                }
                Move::Wait(wait) => {
                    tokio::time::sleep(wait).await;
                    Next::Heard(Heard::Waited)
                }
                Move::Write(line) => {
                    let about = line.clone();
                    let written = self.write_setup(running, Written::Line { line }).await;
                    match written {
                        Ok(()) => {
                            self.tell_step(&driving, &about, watch).await;
                            Next::Heard(Heard::Written)
                        }
                        Err(error) => failed(&mut driving, error, Heard::NotKept),
                    }
                }
                Move::Yours {
                    step,
                    instruction,
                    again,
                } => {
                    let vendor = self.vendor(&driving.tenant)?;
                    let instruction =
                        views::instruction(&driving.tenant, vendor, &driving.setup, &instruction);
                    let step = crate::convert::count(step);
                    {
                        let mut live = running.live();
                        live.state = SetupState::Yours {
                            step,
                            instruction,
                            again,
                        };
                        live.parked = Some(Box::new(driving));
                    }
                    return Ok(self.setup_view(running));
                }
                Move::Verify(client) => {
                    watch.put(SetupProgress::Trying {
                        client: client.to_string(),
                    });
                    match self.try_coming(running, &driving, &client).await {
                        Ok(()) => Next::Heard(Heard::Works),
                        Err(error) => failed(&mut driving, error, Heard::DoesNotWork),
                    }
                }
                Move::Keep(client) => match self.keep_coming(&driving, &client).await {
                    Ok(()) => Next::Heard(Heard::Kept),
                    Err(error) => failed(&mut driving, error, Heard::NotKept),
                },
                Move::Forget(client) => {
                    match self.forget_secret(&driving.tenant.id, &client).await {
                        Ok(()) => Next::Heard(Heard::Kept),
                        Err(error) => failed(&mut driving, error, Heard::NotKept),
                    }
                }
                Move::Over(applied) => return self.set_up_over(running, driving, *applied).await,
            };
            next = match heard {
                Next::Heard(heard) => driving.run.next(heard),
                Next::Answer(body) => driving.run.next(Heard::Answer(&body)),
                Next::Refused(status, code) => driving.run.next(Heard::Refused {
                    status,
                    code: code.as_deref(),
                }),
            };
        }
    }

    /// Asks the person about a request. Whoever says no to the first one changed nothing at all.
    async fn ask_step(
        &self,
        driving: &mut Driving,
        proposed: &Proposed,
        watch: &Watch,
    ) -> Result<Next, AppError> {
        let call = written(driving, &proposed.asked.call);
        watch.put(SetupProgress::Asking {
            says: call.says.clone(),
        });
        let (_, made) = self.task_made(&driving.tenant, &call).await?;
        let row = Row {
            request: self.task_request(&call, &made.composed).await?,
            operation: Some(call.operation.clone()),
            target: proposed.change.subject().to_owned(),
            changes: pairs(proposed),
        };
        let kind = proposed.change.kind();
        let there = proposed.direction == Direction::On;
        let asked = self.propose(Proposal {
            tenant: driving.tenant.clone(),
            what: call.says.clone(),
            reversible: there && driving.setup.reversible(kind),
            things: 1,
            rows: vec![row],
        });
        Ok(match asked.await {
            Ok(approved) => {
                driving.approved = Some(approved);
                Next::Heard(Heard::Approved)
            }
            Err(error) => failed(driving, error, Heard::Declined),
        })
    }

    async fn send_step(
        &self,
        running: &Arc<Running>,
        driving: &mut Driving,
        proposed: &Proposed,
        watch: &Watch,
    ) -> Next {
        let call = written(driving, &proposed.asked.call);
        watch.put(SetupProgress::Sending {
            says: call.says.clone(),
        });
        let called = self
            .call_made(&driving.tenant, &call, Revealing::Never)
            .await;
        // What has not left by now leaves no more.
        driving.approved = None;
        match called {
            Err(error) => {
                let arrived = matches!(
                    &error,
                    AppError::Unreachable {
                        may_have_arrived: true,
                        ..
                    }
                );
                let heard = if arrived {
                    Heard::Lost
                } else {
                    Heard::Refused {
                        status: 0,
                        code: None,
                    }
                };
                failed(driving, error, heard)
            }
            Ok(mut called) if called.answered.refused.is_none() => {
                let body = &mut called.answered.body;
                let kind = proposed.change.kind();
                let taken = self.take_secrets(running, driving, &proposed.asked, kind, body);
                match taken.await {
                    Ok(()) => Next::Answer(called.answered.body),
                    Err(error) => failed(driving, error, Heard::Lost),
                }
            }
            Ok(called) => {
                let next = heard(driving, Ok(called));
                match next {
                    // A server that stumbled may have done it all the same: looking tells.
                    Next::Refused(500.., _) => Next::Heard(Heard::Lost),
                    next => next,
                }
            }
        }
    }

    /// Writes down what a step came to, and tells it.
    async fn tell_step(&self, driving: &Driving, line: &Line, watch: &Watch) {
        let (step, verb) = match line {
            Line::Begun { step, .. } => (*step, None),
            Line::NotMade { step } => (*step, Some("not made")),
            Line::Made { step, receipt } => (
                *step,
                Some(if receipt.is_some() {
                    "made"
                } else {
                    "not needed"
                }),
            ),
            Line::Undone { step } => (*step, Some("undone")),
        };
        if let Some(state) = driving.run.states().get(step) {
            watch.put(SetupProgress::Step {
                step: crate::convert::count(step),
                state: views::step_state(state),
            });
        }
        let change = driving
            .run
            .kept()
            .plan
            .steps
            .get(step)
            .map(|step| &step.change);
        if let (Some(verb), Some(change)) = (verb, change) {
            self.write_along(Entry {
                tenant: Some(about(&driving.tenant)),
                target: Some(change.subject().to_owned()),
                operation: Some(format!("{}: {verb}", views::words(change.kind()))),
                result: Some(Outcome::Done),
                ticket: self.core.ticket(),
                ..Entry::of(audit::Kind::SetUpStep)
            })
            .await;
        }
    }

    async fn set_up_over(
        &self,
        running: &Arc<Running>,
        mut driving: Driving,
        applied: Applied,
    ) -> Result<SetupView, AppError> {
        let Applied {
            end,
            left,
            untested,
            ..
        } = applied;
        let nothing = driving
            .run
            .states()
            .iter()
            .all(|state| *state == State::Waiting);
        let vendor = self.vendor(&driving.tenant)?;
        let state = match end {
            End::Done => match self.adopt(running, &driving).await {
                Ok(()) => SetupState::Done {
                    tenants: running.live().adopted.values().cloned().collect(),
                },
                Err(error) => SetupState::Stopped {
                    step: None,
                    why: crate::wire::SetupWhy::NotKept,
                    error: Some(error),
                },
            },
            End::Undone => SetupState::Undone,
            End::Stale => SetupState::Stale,
            End::Stopped(stop) => SetupState::Stopped {
                step: stop.step.map(crate::convert::count),
                why: views::why(stop.why),
                error: driving.error.take(),
            },
        };
        {
            let mut live = running.live();
            live.left = left
                .iter()
                .map(|left| views::left(&driving.tenant, vendor, &driving.setup, left))
                .collect();
            live.untested = untested.into_iter().map(crate::convert::count).collect();
            live.state = state.clone();
        }
        match state {
            // Nothing happened at all: why is all there is to tell.
            SetupState::Stopped {
                error: Some(error), ..
            } if nothing => Err(error),
            _ => Ok(self.setup_view(running)),
        }
    }
}

fn failed(driving: &mut Driving, error: AppError, heard: Heard<'static>) -> Next {
    driving.error = Some(error);
    Next::Heard(heard)
}

fn heard(driving: &mut Driving, called: Result<Called, AppError>) -> Next {
    match called {
        Ok(called) => match called.answered.refused {
            None => Next::Answer(called.answered.body),
            Some((status, code, error)) => {
                driving.error = Some(error);
                Next::Refused(status, code)
            }
        },
        Err(error) => {
            driving.error = Some(error);
            Next::Refused(0, None)
        }
    }
}
