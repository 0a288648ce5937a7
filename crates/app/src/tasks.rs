//! Guided tasks: what can be done at a tenant, and what is asked for it.
//!
//! The files are data of the vendors' folders, the rules of doing them the `tasks` crate's; doing
//! one is in `doing.rs`.

mod calls;
mod doing;
mod many;
mod views;

pub(crate) use calls::{Called, Revealing};
pub(crate) use many::{Looked, Ready};
pub(crate) use views::ask;

use crate::App;
use crate::wire::{
    AppError, HeldSecret, Problem, ProblemKind, SecretPurpose, TaskChoice, TaskInput, TaskLine,
    TaskView,
};
use doing::Doing;
use domain::{Ignore, Tenant, VendorId};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tasks::{AskKind, Input, InputFault, InputProblem, Inputs, Task};
use vendors::Adapter;

/// The tasks of each vendor, read when first asked for, and those that wait for a yes.
#[derive(Default)]
pub(crate) struct TaskRuns(Mutex<State>);

#[derive(Default)]
struct State {
    read: HashMap<VendorId, Arc<Vec<Arc<Task>>>>,
    made: u64,
    waiting: IndexMap<String, Doing>,
}

/// So many proposals may lie about; the oldest goes when there are more.
const MOST_WAITING: usize = 16;

impl TaskRuns {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, vendor: &'static dyn Adapter) -> Arc<Vec<Arc<Task>>> {
        let id = &vendor.manifest().id;
        if let Some(read) = self.state().read.get(id) {
            return Arc::clone(read);
        }
        let known = tasks::Vendor {
            catalogue: vendor.catalogue(),
        };
        let read = vendor.folder().tasks.iter().map(|(id, text)| {
            Arc::new(Task::read(id, text, known).expect("a test reads every task before it ships"))
        });
        let read = Arc::new(read.collect::<Vec<_>>());
        self.state().read.insert(id.clone(), Arc::clone(&read));
        read
    }

    /// Puts a run aside until somebody says yes; the id to say it with.
    fn wait(&self, doing: Doing) -> String {
        let mut state = self.state();
        state.made += 1;
        let id = format!("run-{}", state.made);
        if state.waiting.len() >= MOST_WAITING {
            state.waiting.shift_remove_index(0);
        }
        state.waiting.insert(id.clone(), doing);
        id
    }

    /// Takes a run, so that nobody else can.
    fn take(&self, id: &str) -> Option<Doing> {
        self.state().waiting.shift_remove(id)
    }

    /// Forgets every run: what they hold may be secret.
    pub(crate) fn clear(&self) {
        self.state().waiting.clear();
    }
}

impl App {
    /// What help-desk staff do most: at one tenant, or at every kind of tenant the person has.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more.
    pub async fn tasks_list(&self, tenant: Option<String>) -> Result<Vec<TaskLine>, AppError> {
        let vendors = match tenant {
            Some(tenant) => vec![self.vendor(&self.tenant(&tenant)?)?],
            None => {
                let here: Vec<VendorId> = {
                    let tenants = self.core.tenants();
                    tenants.iter().map(|tenant| tenant.vendor.clone()).collect()
                };
                let all = vendors::all().iter().copied();
                all.filter(|vendor| here.contains(&vendor.manifest().id))
                    .collect()
            }
        };
        self.blocking(move |core| {
            let mut lines = Vec::new();
            for vendor in vendors {
                let tasks = core.tasks.of(vendor);
                lines.extend(tasks.iter().map(|task| views::line(vendor, task)));
            }
            lines
        })
        .await
    }

    /// One task as its form shows it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant or the task is not there.
    pub async fn task_get(&self, tenant: String, task: String) -> Result<TaskView, AppError> {
        let (tenant, vendor, task) = self.task_of(&tenant, &task)?;
        Ok(views::view(&tenant, vendor, &task))
    }

    /// What a field offers for what was typed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such field, [`AppError::Invalid`] when another field
    /// has to be filled first, or why the tenant did not answer.
    pub async fn task_pick(
        &self,
        tenant: String,
        task: String,
        field: String,
        typed: String,
        inputs: Vec<TaskInput>,
    ) -> Result<Vec<TaskChoice>, AppError> {
        self.ready().await;
        let (tenant, _, task) = self.task_of(&tenant, &task)?;
        self.choices(&tenant, &task, &field, &typed, &inputs).await
    }

    /// The same, once it is known what is meant.
    pub(crate) async fn choices(
        &self,
        tenant: &Tenant,
        task: &Task,
        field: &str,
        typed: &str,
        inputs: &[TaskInput],
    ) -> Result<Vec<TaskChoice>, AppError> {
        let inputs = self.task_inputs(inputs, Held::Ignored)?;
        let now = self.core.ports.clock.now();
        let look = task.look(field, typed, &inputs, now);
        let call = look.ok_or(AppError::NotFound)?.map_err(|why| match why {
            tasks::CannotCall::Missing { hole } => problem(&hole, ProblemKind::Missing),
            tasks::CannotCall::Escapes { segment } => problem(&segment, ProblemKind::Escapes),
        })?;
        let (_, made) = self.task_made(tenant, &call).await?;
        let request = self.task_request(&call, &made.composed).await?;
        let answer = self.call(tenant, request, &Ignore).await?;
        if let Some(failure) = answer.failure {
            let key = &made.composed.key;
            return Err(self.refusal(tenant, Some(key), failure, &answer.response));
        }
        let body = tasks::read(&answer.response.body);
        let choices = task.choices(field, typed, &inputs, now, &body);
        Ok(choices
            .into_iter()
            .map(|choice| TaskChoice {
                id: choice.id,
                label: choice.label,
                note: choice.note,
            })
            .collect())
    }

    /// Takes a field's secret in the window for that.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such field, [`AppError::Cancelled`].
    pub async fn task_secret(
        &self,
        tenant: String,
        task: String,
        field: String,
    ) -> Result<HeldSecret, AppError> {
        let (tenant, _, task) = self.task_of(&tenant, &task)?;
        let mut asks = task.ask.iter();
        let ask = asks.find(|ask| ask.id == field && ask.kind == AskKind::Secret);
        let purpose = SecretPurpose::Field {
            label: ask.ok_or(AppError::NotFound)?.label.clone(),
            product: task.title.clone(),
        };
        let value = self.ask_secret(purpose, tenant.name).await?;
        Ok(self.core.held.hold(value))
    }

    pub(crate) fn task_of(
        &self,
        tenant: &str,
        task: &str,
    ) -> Result<(Tenant, &'static dyn Adapter, Arc<Task>), AppError> {
        let tenant = self.tenant(tenant)?;
        let vendor = self.vendor(&tenant)?;
        let tasks = self.core.tasks.of(vendor);
        let found = tasks.iter().find(|one| one.id == task);
        Ok((tenant, vendor, Arc::clone(found.ok_or(AppError::NotFound)?)))
    }

    fn task_inputs(&self, inputs: &[TaskInput], held: Held) -> Result<Inputs, AppError> {
        let mut all = Inputs::new();
        for input in inputs {
            let one = match (&input.held, &input.value) {
                (Some(handle), _) => match held {
                    Held::Ignored => continue,
                    // Forgotten between entering and sending: it has to be entered again.
                    Held::Taken => {
                        Input::Secret(self.core.held.get(handle).ok_or(AppError::Stale)?)
                    }
                },
                (None, Some(value)) => Input::One(value.clone()),
                (None, None) if input.several.is_empty() => continue,
                (None, None) => Input::Many(input.several.clone()),
            };
            all.insert(input.field.clone(), one);
        }
        Ok(all)
    }
}

/// Whether held secrets are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Taken,
    Ignored,
}

fn problem(field: &str, problem: ProblemKind) -> AppError {
    AppError::Invalid {
        problems: vec![Problem {
            field: field.to_owned(),
            place: None,
            problem,
        }],
    }
}

/// What is wrong with what was entered, for the form.
fn invalid(problems: Vec<InputProblem>) -> AppError {
    let one = |problem: InputProblem| Problem {
        field: problem.field,
        place: None,
        problem: match problem.fault {
            InputFault::Missing => ProblemKind::Missing,
            InputFault::NotOneOf { allowed } => ProblemKind::NotOneOf { allowed },
            InputFault::WrongKind { wanted } => ProblemKind::WrongType {
                wanted: wanted.to_owned(),
            },
            InputFault::TooSmall { least } => ProblemKind::TooShort { least },
            InputFault::TooLarge { most } => ProblemKind::WrongType {
                wanted: format!("at most {most}"),
            },
            InputFault::Unknown => ProblemKind::Reserved,
        },
    };
    AppError::Invalid {
        problems: problems.into_iter().map(one).collect(),
    }
}
