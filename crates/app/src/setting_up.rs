//! Setting up API clients and roles: looked at, planned, carried out step by step, undone by receipt.
//!
//! The rules are the `setup` crate's, and how a vendor does it is its `setup.toml`. Here is what they
//! need of the world: the tenant is asked, the person approves each request, secrets go from an
//! answer into the vault, and what happened is on the disk before anything else does.
//!
//! Start at `beginning.rs` for the commands, at `driving.rs` for how a run is driven, and at `credentials.rs` for where secrets go.

mod beginning;
mod credentials;
mod driving;
mod keeping;
mod planning;
mod requests;
mod views;
mod wishes;

use crate::App;
use crate::changing::Approved;
use crate::wire::{AppError, SetupLeft, SetupState, SetupUse, SetupView, Topic};
use domain::{Secret, Tenant, TenantId};
use indexmap::IndexMap;
use keeping::{Head, Journal};
use setup::{ClientName, Kept, Line, Setup};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many plans may lie about; the oldest goes when there are more.
const MOST_LYING: usize = 8;

/// Plans, and those that were begun.
#[derive(Default)]
pub(crate) struct SettingUp(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    plans: IndexMap<String, Planned>,
    runs: IndexMap<String, Arc<Running>>,
}

/// What becomes of the credentials of each client.
type Uses = BTreeMap<ClientName, SetupUse>;

/// A plan nobody has begun.
struct Planned {
    tenant: TenantId,
    kept: Kept,
    uses: Uses,
}

/// A plan that was begun.
struct Running {
    id: String,
    head: Head,
    live: Mutex<Live>,
    /// Somebody is at it.
    busy: AtomicBool,
}

/// How it stands.
struct Live {
    journal: Journal,
    lines: Vec<Line>,
    /// Values of new credentials that are not secret: ids.
    plain: BTreeMap<ClientName, BTreeMap<String, String>>,
    /// Which clients' credentials have become what was wished.
    adopted: BTreeMap<ClientName, String>,
    state: SetupState,
    left: Vec<SetupLeft>,
    untested: Vec<u32>,
    /// Waits for a person's step.
    parked: Option<Box<Driving>>,
}

/// What driving a run needs beside the journal.
struct Driving {
    tenant: Tenant,
    setup: Arc<Setup>,
    run: setup::Run,
    /// Secrets that were taken out of answers, by the handle that stands for each.
    handles: HashMap<String, Secret<String>>,
    approved: Option<Approved>,
    error: Option<AppError>,
}

/// Somebody is at a run; ends when dropped, also when the work is cancelled.
struct Busy(Arc<Running>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::Release);
    }
}

impl SettingUp {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what waits and what may hold secrets; what was begun stays on the disk.
    pub fn clear(&self) {
        let mut state = self.state();
        state.plans.clear();
        for running in state.runs.values() {
            running.live().parked = None;
        }
    }
}

impl Running {
    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn busy(self: &Arc<Self>) -> Result<Busy, AppError> {
        match self.busy.swap(true, Ordering::AcqRel) {
            true => Err(AppError::Stale),
            false => Ok(Busy(Arc::clone(self))),
        }
    }
}

impl App {
    /// The plans that were begun, newest first.
    ///
    /// # Errors
    /// None; a journal that cannot be read is left where it is.
    pub async fn setup_list(&self) -> Result<Vec<SetupView>, AppError> {
        self.open_setups().await?;
        let runs: Vec<Arc<Running>> = self
            .core
            .setting_up
            .state()
            .runs
            .values()
            .cloned()
            .collect();
        let mut views: Vec<SetupView> = runs
            .iter()
            .map(|running| self.setup_view(running))
            .collect();
        views.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(views)
    }

    /// Forgets a plan that was begun. What it made stays, and can no longer be undone here.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such plan, or somebody is at it.
    pub async fn setup_forget(&self, run: String) -> Result<(), AppError> {
        let running = self.set_up(&run)?;
        let _busy = running.busy()?;
        self.forget_before(&running).await?;
        let file = self.setups_folder().join(keeping::file_name(&running.id));
        self.core.setting_up.state().runs.shift_remove(&running.id);
        let removed = self.blocking(move |_| std::fs::remove_file(file)).await?;
        self.changed(&[Topic::Activity]);
        removed.map_err(|error| AppError::File {
            name: running.id.clone(),
            why: error.kind().to_string(),
        })
    }

    fn setups_folder(&self) -> PathBuf {
        self.core.ports.folder.join("setups")
    }

    fn set_up(&self, run: &str) -> Result<Arc<Running>, AppError> {
        let found = self.core.setting_up.state().runs.get(run).cloned();
        found.ok_or(AppError::Stale)
    }

    /// How a tenant is set up; nothing to do where its vendor has no such file.
    fn setup_of(&self, tenant: &Tenant) -> Result<Arc<Setup>, AppError> {
        let setup = self.vendor(tenant)?.setup();
        if setup.kinds().next().is_none() {
            return Err(AppError::NotFound);
        }
        Ok(setup)
    }
}
