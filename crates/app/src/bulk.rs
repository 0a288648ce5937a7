//! The same task for many rows of a sheet: read, mapped, checked against what is there, approved as
//! one, done row by row, and gone on with after whatever came between.
//!
//! A sheet and a plan live in memory until the program ends. A run is on the disk from its approval
//! on: what was begun is never begun again before somebody has looked whether it was done.

mod outcomes;
mod planning;
mod running;
mod runs;
mod sheets;
mod views;

use crate::App;
use crate::tasks::Ready;
use crate::wire::{AppError, BulkRow, BulkStop, BulkTotals, TaskChange, Window};
use bulk::{Journal, Run, Sheet};
use domain::TenantId;
use indexmap::IndexMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tasks::Task;

/// So many sheets and plans may lie about; the oldest go when there are more.
const MOST_LYING: usize = 8;
/// How many rows one plan has at the most: each is looked into, and waits in memory.
const MOST_ROWS: usize = 5_000;

/// Sheets, plans and runs.
#[derive(Default)]
pub(crate) struct Bulk(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    sheets: IndexMap<String, Arc<Held>>,
    plans: IndexMap<String, Arc<Mutex<Plan>>>,
    runs: IndexMap<String, Arc<Running>>,
}

/// A sheet for a task.
struct Held {
    tenant: TenantId,
    task: Arc<Task>,
    name: String,
    sheet: Sheet,
}

/// What would be done.
struct Plan {
    tenant: TenantId,
    task: Arc<Task>,
    sheet: String,
    rows: Vec<Planned>,
}

/// One row of a plan.
struct Planned {
    line: u32,
    /// As they stand in the sheet, by field.
    cells: Vec<(String, String)>,
    /// As the task takes them.
    inputs: Vec<(String, String)>,
    looked: LookedInto,
}

/// What came of looking into a row.
enum LookedInto {
    Ready(Option<Box<Ready>>, String, Vec<TaskChange>),
    Nothing(String),
    Wrong(Vec<crate::wire::BulkProblem>),
    Refused(AppError),
}

/// A run that was begun.
struct Running {
    id: String,
    kept: bulk::Kept,
    state: Mutex<Going>,
    /// Asked for by a person, seen before the next row.
    pause: AtomicBool,
    /// Somebody is at it.
    busy: AtomicBool,
}

/// How a run stands.
struct Going {
    run: Run,
    journal: Journal,
    stopped: Option<BulkStop>,
    problem: Option<AppError>,
}

impl Bulk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what may hold what only somebody signed in may see; runs stay on the disk.
    pub fn clear(&self) {
        let mut state = self.state();
        state.sheets.clear();
        state.plans.clear();
    }
}

impl State {
    fn id(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}-{}", self.made)
    }
}

impl Running {
    fn going(&self) -> MutexGuard<'_, Going> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn totals(&self) -> BulkTotals {
        views::totals(&self.going().run)
    }
}

impl App {
    /// Some rows of a plan or a run.
    ///
    /// # Errors
    /// [`AppError::Stale`] when it was forgotten.
    pub async fn bulk_rows(&self, of: String, window: Window) -> Result<Vec<BulkRow>, AppError> {
        let (from, at_most) = (window.from as usize, window.at_most as usize);
        let plan = self.core.bulk.state().plans.get(&of).cloned();
        if let Some(plan) = plan {
            let plan = plan.lock().unwrap_or_else(PoisonError::into_inner);
            let rows = plan.rows.iter().enumerate().skip(from).take(at_most);
            return Ok(rows.map(|(at, row)| views::planned(at, row)).collect());
        }
        let running = self.running(&of)?;
        let going = running.going();
        let rows = going.run.rows().iter().enumerate().skip(from).take(at_most);
        Ok(rows.map(|(at, row)| views::row(at, row)).collect())
    }

    fn running(&self, run: &str) -> Result<Arc<Running>, AppError> {
        let found = self.core.bulk.state().runs.get(run).cloned();
        found.ok_or(AppError::Stale)
    }
}
