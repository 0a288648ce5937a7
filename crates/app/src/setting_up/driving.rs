//! Driving a run: what it wants is done, and what came of it is told to the run.

use super::keeping::{Head, Written};
use super::{App, Driving, Running, views};
use crate::auditing::about;
use crate::changing::{Pair, Proposal, Row};
use crate::tasks::{Called, Revealing};
use crate::wire::{AppError, SetupBrought, SetupProgress, SetupState, SetupView, Topic};
use audit::{Entry, Outcome};
use domain::{Secret, Sink};
use serde_json::Value;
use setup::{Applied, Change, Direction, End, Heard, Line, Move, Proposed, Run, State};
use std::collections::HashMap;
use std::sync::Arc;
use tasks::Call;

type Watch = Arc<dyn Sink<SetupProgress>>;

/// What stands where a secret is.
const MARK: &str = "••••••••";

/// What the run hears next, where that is no answer's body.
enum Next {
    Heard(Heard<'static>),
    Answer(Value),
    Refused(u16, Option<String>),
}

impl App {
    /// Carries a plan out until it ends, stops, or a person has something to do in the console. Each
    /// request that does more than read is approved in the window for that.
    ///
    /// # Errors
    /// [`AppError::Stale`] when the plan was used or forgotten, [`AppError::TenantLocked`], or why it
    /// cannot be begun. What happened since is in the answer.
    pub async fn setup_start(
        &self,
        plan: String,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.ready().await;
        let planned = self.core.setting_up.state().plans.shift_remove(&plan);
        let planned = planned.ok_or(AppError::Stale)?;
        let head = Head {
            tenant: planned.tenant.to_string(),
            at: crate::convert::moment(self.core.ports.clock.now()),
            uses: planned.uses,
            kept: planned.kept,
        };
        let work = Box::pin(async {
            let running = self.begin_setup(head).await?;
            self.take_up(&running, Direction::On, &watch).await
        });
        self.set_up_within(ticket, work).await
    }

    /// A person has done what they had to do in the console, and brought what it showed.
    ///
    /// # Errors
    /// [`AppError::Stale`] when nothing waits for a person, or what was brought was forgotten.
    pub async fn setup_done(
        &self,
        run: String,
        brought: Vec<SetupBrought>,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.ready().await;
        let running = self.set_up(&run)?;
        let work = Box::pin(async {
            let _busy = running.busy()?;
            let parked = running.live().parked.take();
            let mut driving = *parked.ok_or(AppError::Stale)?;
            if !brought.is_empty() {
                let step = match running.live().state {
                    SetupState::Yours { step, .. } => step as usize,
                    _ => return Err(AppError::Stale),
                };
                let steps = &running.head.kept.plan.steps;
                let client = steps.get(step).and_then(|step| step.change.client());
                let client = client.ok_or(AppError::Stale)?.clone();
                if let Err(error) = self.bring(&running, &driving, &client, brought).await {
                    running.live().parked = Some(Box::new(driving));
                    return Err(error);
                }
            }
            let next = driving.run.next(Heard::Done);
            self.drive(&running, driving, next, &watch).await
        });
        self.set_up_within(ticket, work).await
    }

    /// Goes on with a plan that stopped or was interrupted: what is there is looked at first, and
    /// what is missing has to be what is left of the plan.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such plan, or somebody is at it.
    pub async fn setup_go_on(
        &self,
        run: String,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.resume(run, ticket, Direction::On, watch).await
    }

    /// Undoes what was made of a plan, the last first, as far as it can be undone.
    ///
    /// # Errors
    /// As [`App::setup_go_on`].
    pub async fn setup_undo(
        &self,
        run: String,
        ticket: String,
        watch: Arc<dyn Sink<SetupProgress>>,
    ) -> Result<SetupView, AppError> {
        self.resume(run, ticket, Direction::Back, watch).await
    }

    async fn resume(
        &self,
        run: String,
        ticket: String,
        direction: Direction,
        watch: Watch,
    ) -> Result<SetupView, AppError> {
        self.ready().await;
        self.open_setups().await?;
        let running = self.set_up(&run)?;
        let work = Box::pin(self.take_up(&running, direction, &watch));
        self.set_up_within(ticket, work).await
    }

    async fn set_up_within(
        &self,
        ticket: String,
        work: impl Future<Output = Result<SetupView, AppError>>,
    ) -> Result<SetupView, AppError> {
        let done = self.ticketed(ticket, work).await;
        self.changed(&[Topic::Activity, Topic::Audit, Topic::Dashboard]);
        done
    }

    /// Takes a run up where its journal says it is.
    async fn take_up(
        &self,
        running: &Arc<Running>,
        direction: Direction,
        watch: &Watch,
    ) -> Result<SetupView, AppError> {
        let _busy = running.busy()?;
        let mut tenant = self.tenant(&running.head.tenant)?;
        if direction == Direction::Back {
            // Nobody removes what they are signed in with.
            self.go_back_to_before(running, &tenant).await?;
            tenant = self.tenant(&running.head.tenant)?;
        }
        let setup = self.setup_of(&tenant)?;
        let holding = self.holding(&tenant).await?;
        let lines = {
            let mut live = running.live();
            live.parked = None;
            live.lines.clone()
        };
        let kept = running.head.kept.clone();
        let now = self.core.ports.clock.now();
        let run = Run::new(Arc::clone(&setup), kept, &lines, direction, holding, now);
        let mut driving = Driving {
            tenant,
            setup,
            run,
            handles: HashMap::new(),
            approved: None,
            error: None,
        };
        let first = driving.run.next(Heard::Beginning);
        self.drive(running, driving, first, watch).await
    }

    /// Does what the run wants, until it is over or a person has something to do.
    async fn drive(
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
            Ok(called) => heard(driving, Ok(called)),
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

/// A request with the secrets in it that handles stand for; in what may be looked at they are marks.
fn written(driving: &Driving, call: &Call) -> Call {
    let mut call = call.clone();
    let body = call.body.as_ref().and_then(|body| {
        body.lend(|body| {
            let has = driving
                .handles
                .keys()
                .any(|handle| body.contains(handle.as_str()));
            let value: Option<Value> = serde_json::from_str(body).ok();
            value.filter(|_| has)
        })
    });
    if let Some(body) = body {
        let mark = |_: &Secret<String>| MARK.to_owned();
        let mut shown = body.clone();
        put(&mut shown, &driving.handles, &mark);
        let mut sent = body;
        put(&mut sent, &driving.handles, &|secret| {
            secret.lend(String::clone)
        });
        call.shown = Some(shown.to_string());
        call.body = Some(Secret::new(sent.to_string()));
    }
    call
}

fn put(
    value: &mut Value,
    handles: &HashMap<String, Secret<String>>,
    write: &dyn Fn(&Secret<String>) -> String,
) {
    match value {
        Value::String(text) => {
            if let Some(secret) = handles.get(text.as_str()) {
                *text = write(secret);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put(item, handles, write)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| put(member, handles, write)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What becomes what, as the confirm window says it.
fn pairs(proposed: &Proposed) -> Vec<Pair> {
    let pair = |name: &str, value: String| {
        let (before, after) = match proposed.direction {
            Direction::On => (None, Some(value)),
            Direction::Back => (Some(value), None),
        };
        Pair {
            name: name.to_owned(),
            before,
            after,
        }
    };
    match &proposed.change {
        Change::CreateRole { role } => vec![pair("permissions", views::joined(&role.permissions))],
        Change::GrantPermissions { add, .. } => vec![pair("permissions", views::joined(add))],
        Change::CreateClient { client } => vec![pair("roles", views::joined(&client.roles))],
        Change::AssignRoles { add, .. } => vec![pair("roles", views::joined(add))],
        Change::SetRole { set, .. } | Change::SetClient { set, .. } => set
            .iter()
            .map(|(name, value)| pair(name, value.to_string()))
            .collect(),
        Change::TurnOn { .. } | Change::TakeSecret { .. } | Change::ReplaceSecret { .. } => {
            Vec::new()
        }
    }
}
