//! A run: approved as one, done row by row, gone on with after whatever came between.

use super::{Going, LookedInto, Plan, Running, views};
use crate::App;
use crate::changing::{Approved, Proposal};
use crate::convert::moment;
use crate::tasks::{Looked, Ready};
use crate::wire::{
    AppError, BulkProgress, BulkRules, BulkStop, BulkView, TaskProof, TaskState, Topic,
};
use bulk::{Journal, JournalError, Kept, Next, Outcome, Row, RowState, Rules, Stop};
use domain::{Sink, Tenant};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tasks::Task;

/// The ending of a journal's file.
const ENDING: &str = "run";

/// Rows that were looked into, by their place in the run.
type Prepared = HashMap<usize, Box<Ready>>;

/// A row that is not over.
struct Open {
    at: usize,
    inputs: Vec<(String, String)>,
    /// Whether it was begun before a crash.
    begun: bool,
}

impl Open {
    fn of(at: usize, row: &Row, begun: bool) -> Self {
        Self {
            at,
            inputs: row.inputs.clone(),
            begun,
        }
    }
}

/// Somebody is at a run; ends when dropped, also when the work is cancelled.
struct Busy(Arc<Running>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::Release);
    }
}

impl App {
    /// Does what was planned, row by row, until it ends or stops. The rows that are ready are
    /// approved as one, in the window for that.
    ///
    /// # Errors
    /// [`AppError::Stale`] when the plan was used or forgotten, [`AppError::Refused`],
    /// [`AppError::TenantLocked`], or why nothing can be begun. What came of a row is told of the row.
    pub async fn bulk_start(
        &self,
        plan: String,
        rules: BulkRules,
        ticket: String,
        watch: Arc<dyn Sink<BulkProgress>>,
    ) -> Result<BulkView, AppError> {
        let plan = self.core.bulk.state().plans.get(&plan).cloned();
        let plan = plan.ok_or(AppError::Stale)?;
        let work = Box::pin(async {
            let (kept, prepared, task) = {
                let mut plan = plan.lock().unwrap_or_else(PoisonError::into_inner);
                self.taken(&mut plan, rules)?
            };
            let tenant = self.tenant(&kept.tenant)?;
            let approved = self.approve_all(&tenant, &task, &prepared).await?;
            let running = self.begin_run(kept).await?;
            self.go(&task, &running, prepared, approved, watch).await
        });
        let done = self.ticketed(ticket, work).await;
        self.changed(&[Topic::Activity, Topic::Dashboard]);
        done
    }

    /// Goes on with a run that stopped. What has not been done is looked into again, and approved
    /// again: what was shown before may not be so any more.
    ///
    /// # Errors
    /// As [`App::bulk_start`].
    pub async fn bulk_go_on(
        &self,
        run: String,
        failed: bool,
        ticket: String,
        watch: Arc<dyn Sink<BulkProgress>>,
    ) -> Result<BulkView, AppError> {
        self.ready().await;
        self.open_runs().await?;
        let running = self.running(&run)?;
        let (tenant, _, task) = self.task_of(&running.kept.tenant, &running.kept.task)?;
        let work = Box::pin(async {
            let busy = running.busy()?;
            self.write(&running, move |going| {
                let Going { run, journal, .. } = going;
                if failed {
                    journal.retry_failed(run)?;
                }
                journal.go_on(run)
            })
            .await?;
            let prepared = self.prepare(&tenant, &task, &running, &watch).await?;
            if prepared.is_empty() {
                return self.over(&task, &running, BulkStop::Ended);
            }
            let approved = self.approve_all(&tenant, &task, &prepared).await?;
            drop(busy);
            self.go(&task, &running, prepared, approved, watch).await
        });
        let done = self.ticketed(ticket, work).await;
        self.changed(&[Topic::Activity, Topic::Dashboard]);
        done
    }

    /// Stops a run before its next row.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such run.
    pub async fn bulk_pause(&self, run: String) -> Result<(), AppError> {
        self.running(&run)?.pause.store(true, Ordering::Release);
        Ok(())
    }

    /// The runs that were begun, newest first.
    ///
    /// # Errors
    /// None; a journal that cannot be read is left where it is.
    pub async fn bulk_list(&self) -> Result<Vec<BulkView>, AppError> {
        self.open_runs().await?;
        let runs: Vec<Arc<Running>> = self.core.bulk.state().runs.values().cloned().collect();
        let mut views: Vec<BulkView> = runs
            .iter()
            .map(|running| {
                let task = self.task_of(&running.kept.tenant, &running.kept.task);
                let title = task.map(|(_, _, task)| task.title.clone());
                views::view(running, title.unwrap_or_default())
            })
            .collect();
        views.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(views)
    }

    /// Writes what came of a run into a file the person chooses; answers the file's name.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such run, [`AppError::File`].
    pub async fn bulk_save(&self, run: String) -> Result<Option<String>, AppError> {
        let running = self.running(&run)?;
        let (_, _, task) = self.task_of(&running.kept.tenant, &running.kept.task)?;
        let stem = running.kept.sheet.trim_end_matches(".csv").to_owned();
        let name = format!("{stem} result.csv");
        let Some(path) = self.core.ports.desk.save_file(&name).await else {
            return Ok(None);
        };
        let columns: Vec<(String, String)> = task
            .ask
            .iter()
            .map(|ask| (ask.id.clone(), ask.label.clone()))
            .collect();
        let written = self.blocking(move |_| {
            let mut bytes = Vec::new();
            bulk::result(&running.going().run, &columns, &mut bytes)?;
            std::fs::write(&path, bytes)?;
            let name = path.file_name().unwrap_or_default();
            Ok(name.to_string_lossy().into_owned())
        });
        let written: std::io::Result<String> = written.await?;
        written.map(Some).map_err(|error| AppError::File {
            name,
            why: error.kind().to_string(),
        })
    }

    /// Forgets a run.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such run, or it is going on.
    pub async fn bulk_forget(&self, run: String) -> Result<(), AppError> {
        let running = self.running(&run)?;
        let _busy = running.busy()?;
        let file = self.runs_folder().join(format!("{}.{ENDING}", running.id));
        self.core.bulk.state().runs.shift_remove(&running.id);
        let removed = self.blocking(move |_| std::fs::remove_file(file)).await?;
        removed.map_err(|error| AppError::File {
            name: running.id.clone(),
            why: error.kind().to_string(),
        })
    }

    fn runs_folder(&self) -> PathBuf {
        self.core.ports.folder.join("runs")
    }

    /// Takes what is ready out of a plan, once.
    fn taken(
        &self,
        plan: &mut Plan,
        rules: BulkRules,
    ) -> Result<(Kept, Prepared, Arc<Task>), AppError> {
        let mut prepared = Prepared::new();
        let mut rows = Vec::new();
        for row in &mut plan.rows {
            if let LookedInto::Ready(ready, ..) = &mut row.looked {
                let ready = ready.take().ok_or(AppError::Stale)?;
                prepared.insert(rows.len(), ready);
                rows.push(row.inputs.clone());
            }
        }
        if rows.is_empty() {
            return Err(AppError::Stale);
        }
        let kept = Kept {
            tenant: plan.tenant.to_string(),
            task: plan.task.id.clone(),
            sheet: plan.sheet.clone(),
            at: moment(self.core.ports.clock.now()),
            rules: Rules {
                pilot: rules.pilot,
                failures: rules.failures,
            },
            rows,
        };
        Ok((kept, prepared, Arc::clone(&plan.task)))
    }

    /// Asks the person about all rows as one.
    async fn approve_all(
        &self,
        tenant: &Tenant,
        task: &Task,
        prepared: &Prepared,
    ) -> Result<Approved, AppError> {
        let mut order: Vec<&usize> = prepared.keys().collect();
        order.sort();
        let mut rows = Vec::new();
        let mut things = 0_u32;
        for at in order {
            let ready = &prepared[at];
            rows.extend(self.requests_of(ready).await?);
            things = things.saturating_add(ready.things);
        }
        self.propose(Proposal {
            tenant: tenant.clone(),
            what: task.title.clone(),
            reversible: task.inverse().is_some(),
            things,
            rows,
        })
        .await
    }

    async fn begin_run(&self, kept: Kept) -> Result<Arc<Running>, AppError> {
        let folder = self.runs_folder();
        let id = {
            let second = self.core.ports.clock.now().as_second();
            self.core.bulk.state().id(&format!("run-{second}"))
        };
        let file = folder.join(format!("{id}.{ENDING}"));
        let (made, kept) = self
            .blocking(move |_| {
                let made = std::fs::create_dir_all(&folder)
                    .map_err(JournalError::from)
                    .and_then(|()| Journal::create(&file, &kept));
                (made, kept)
            })
            .await?;
        let (journal, run) = made.map_err(unkept)?;
        let running = Arc::new(Running {
            id: id.clone(),
            kept,
            state: Mutex::new(Going {
                run,
                journal,
                stopped: None,
                problem: None,
            }),
            pause: AtomicBool::new(false),
            busy: AtomicBool::new(false),
        });
        let mut state = self.core.bulk.state();
        state.runs.insert(id, Arc::clone(&running));
        Ok(running)
    }

    /// Makes the runs of earlier starts known.
    async fn open_runs(&self) -> Result<(), AppError> {
        let folder = self.runs_folder();
        let known: Vec<String> = self.core.bulk.state().runs.keys().cloned().collect();
        let opened = self.blocking(move |core| {
            let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            let mut opened = Vec::new();
            for path in files.map(|file| file.path()) {
                let name = path.file_stem().unwrap_or_default();
                let id = name.to_string_lossy().into_owned();
                let ours = path.extension().is_some_and(|ending| ending == ENDING);
                if !ours || known.contains(&id) {
                    continue;
                }
                match Journal::open(&path) {
                    Ok(found) => opened.push((id, found)),
                    Err(error) => core.ports.journal.note(&format!("{id}: {error}")),
                }
            }
            opened
        });
        for (id, (journal, kept, run)) in opened.await? {
            let ended = run.next() == Next::Ended;
            let stopped = if ended {
                BulkStop::Ended
            } else {
                BulkStop::Interrupted
            };
            let running = Running {
                id: id.clone(),
                kept,
                state: Mutex::new(Going {
                    run,
                    journal,
                    stopped: Some(stopped),
                    problem: None,
                }),
                pause: AtomicBool::new(false),
                busy: AtomicBool::new(false),
            };
            let mut state = self.core.bulk.state();
            state.runs.entry(id).or_insert_with(|| Arc::new(running));
        }
        Ok(())
    }

    /// Looks into every row that is not over: what was begun before a crash, whether it was done;
    /// the rest, what its task would do now.
    async fn prepare(
        &self,
        tenant: &Tenant,
        task: &Arc<Task>,
        running: &Arc<Running>,
        watch: &Arc<dyn Sink<BulkProgress>>,
    ) -> Result<Prepared, AppError> {
        let rows: Vec<Open> = {
            let going = running.going();
            let rows = going.run.rows().iter().enumerate();
            rows.filter_map(|(at, row)| match row.state {
                RowState::Waiting => Some(Open::of(at, row, false)),
                RowState::Begun => Some(Open::of(at, row, true)),
                RowState::Over(_) => None,
            })
            .collect()
        };
        let mut prepared = Prepared::new();
        for Open { at, inputs, begun } in rows {
            let outcome = match self.look_into(tenant, task, &inputs).await {
                Ok(Looked::Ready(ready)) => {
                    if begun {
                        self.write(running, move |going| {
                            let Going { run, journal, .. } = going;
                            journal.again(run, at)
                        })
                        .await?;
                    }
                    prepared.insert(at, ready);
                    continue;
                }
                // Nothing is left to do for a row that was begun: it was done.
                Ok(Looked::Nothing(words)) if begun => Outcome::Done { words },
                Ok(Looked::Nothing(words)) => Outcome::Skipped { words },
                Ok(Looked::OneByOne) => Outcome::Failed {
                    words: "It has to be done by itself.".to_owned(),
                },
                Err(error) if one_row(&error) => Outcome::Failed {
                    words: words(&error),
                },
                Err(error) => return Err(error),
            };
            self.end_row(running, at, outcome, watch).await?;
        }
        Ok(prepared)
    }

    async fn go(
        &self,
        task: &Arc<Task>,
        running: &Arc<Running>,
        mut prepared: Prepared,
        // Lives as long as rows leave.
        _approved: Approved,
        watch: Arc<dyn Sink<BulkProgress>>,
    ) -> Result<BulkView, AppError> {
        let _busy = running.busy()?;
        running.pause.store(false, Ordering::Release);
        {
            let mut going = running.going();
            going.stopped = None;
            going.problem = None;
        }
        self.changed(&[Topic::Activity]);
        loop {
            if running.pause.load(Ordering::Acquire) {
                return self.over(task, running, BulkStop::Paused);
            }
            let next = running.going().run.next();
            let at = match next {
                Next::Row(at) => at,
                Next::Look(_) => return self.over(task, running, BulkStop::Interrupted),
                Next::Ended => return self.over(task, running, BulkStop::Ended),
                Next::Stopped(Stop::Paused) => return self.over(task, running, BulkStop::Paused),
                Next::Stopped(Stop::Pilot) => return self.over(task, running, BulkStop::Pilot),
                Next::Stopped(Stop::Failures) => {
                    return self.over(task, running, BulkStop::Failures);
                }
            };
            // What was not approved with the others waits for the next time.
            let Some(ready) = prepared.remove(&at) else {
                return self.over(task, running, BulkStop::Interrupted);
            };
            self.write(running, move |going| {
                let Going { run, journal, .. } = going;
                journal.begin(run, at)
            })
            .await?;
            let outcome = match self.carry_out(*ready).await {
                Ok(state) => outcome(state),
                Err(error) if one_row(&error) => Outcome::Failed {
                    words: words(&error),
                },
                Err(error) => {
                    // Nothing left for this row, and nothing will for the others.
                    self.write(running, move |going| {
                        let Going { run, journal, .. } = going;
                        journal.again(run, at)
                    })
                    .await?;
                    running.going().problem = Some(error);
                    return self.over(task, running, BulkStop::Interrupted);
                }
            };
            self.end_row(running, at, outcome, &watch).await?;
        }
    }

    async fn end_row(
        &self,
        running: &Arc<Running>,
        at: usize,
        outcome: Outcome,
        watch: &Arc<dyn Sink<BulkProgress>>,
    ) -> Result<(), AppError> {
        self.write(running, move |going| {
            let Going { run, journal, .. } = going;
            journal.end(run, at, outcome)
        })
        .await?;
        watch.put(BulkProgress::Row {
            row: crate::convert::count(at),
            totals: running.totals(),
        });
        Ok(())
    }

    fn over(
        &self,
        task: &Task,
        running: &Arc<Running>,
        stop: BulkStop,
    ) -> Result<BulkView, AppError> {
        running.going().stopped = Some(stop);
        running.busy.store(false, Ordering::Release);
        Ok(views::view(running, task.title.clone()))
    }

    /// Writes to a run's journal, off the async threads.
    async fn write(
        &self,
        running: &Arc<Running>,
        work: impl FnOnce(&mut Going) -> Result<(), JournalError> + Send + 'static,
    ) -> Result<(), AppError> {
        let running = Arc::clone(running);
        let written = self.blocking(move |_| work(&mut running.going())).await?;
        written.map_err(unkept)
    }
}

impl Running {
    /// Takes the turn to go on with it.
    fn busy(self: &Arc<Self>) -> Result<Busy, AppError> {
        let taken = self
            .busy
            .compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire);
        taken.map_err(|_| AppError::Stale)?;
        Ok(Busy(Arc::clone(self)))
    }
}

fn unkept(error: JournalError) -> AppError {
    let why = match error {
        JournalError::Disk(error) => error.kind().to_string(),
        JournalError::Damaged => String::new(),
    };
    AppError::File {
        name: "runs".to_owned(),
        why,
    }
}

/// Whether an error is about one row alone; others would meet every row.
fn one_row(error: &AppError) -> bool {
    matches!(
        error,
        AppError::VendorFailed { .. } | AppError::NotFound | AppError::Invalid { .. }
    )
}

fn outcome(state: TaskState) -> Outcome {
    match state {
        TaskState::Done { words, proof, .. } => match proof {
            TaskProof::NotSeen => Outcome::Unknown { words },
            TaskProof::NotNeeded | TaskProof::Seen | TaskProof::NotPossible => {
                Outcome::Done { words }
            }
        },
        TaskState::Stopped { words, changed: 0 } => Outcome::Skipped { words },
        TaskState::Stopped { words, .. } => Outcome::Unknown { words },
        TaskState::Failed {
            says,
            changed,
            unknown,
            error,
        } => {
            let why = error.as_ref().map(words).unwrap_or_default();
            let words = format!("{says}: {why}");
            let words = words.trim_end_matches([':', ' ']).to_owned();
            if unknown || changed > 0 {
                Outcome::Unknown { words }
            } else {
                Outcome::Failed { words }
            }
        }
        TaskState::Proposed { words, .. } => Outcome::Unknown { words },
    }
}

/// Why, as short as a cell of a sheet has room for: what is known in plain words, or what the vendor
/// says.
fn words(error: &AppError) -> String {
    match error {
        AppError::MissingPermission {
            explained, needs, ..
        } => {
            let happened = explained
                .as_ref()
                .map(|explained| explained.happened.as_str());
            let happened = happened.unwrap_or("The account may not do this.");
            match needs.is_empty() {
                true => happened.to_owned(),
                false => format!("{happened} It needs {}.", needs.join(", and ")),
            }
        }
        AppError::VendorFailed {
            explained: Some(explained),
            ..
        } => explained.happened.clone(),
        AppError::VendorFailed {
            status,
            code,
            message,
            ..
        } => {
            let said = message.clone().or_else(|| code.clone());
            said.unwrap_or_else(|| format!("The tenant answered {status}."))
        }
        AppError::NotFound => "It is not there any more.".to_owned(),
        AppError::Unreachable { host, .. } => format!("{host} did not answer."),
        _ => String::new(),
    }
}
