//! The application: what all its use cases share.

use crate::answers::Sent;
use crate::auditing::Audit;
use crate::changing::Changing;
use crate::disclosed::Handles;
use crate::documents::Documents;
use crate::drafts::Files;
use crate::held::HeldSecrets;
use crate::history::store::Store;
use crate::locking::LastTouch;
use crate::opening::{Locking, Opened};
use crate::panics::caught;
use crate::papers::Papers;
use crate::policy::Policy;
use crate::showing::Showing;
use crate::starts::{Restoring, STANDS, Starts};
use crate::tasks::TaskRuns;
use crate::wire::{AppError, Changed, Notice, Settings, Topic};
use crate::work::Work;
use crate::{Ports, dashboard, settings, tenants};
use domain::{Environment, Tenant, TenantId};
use sessions::{Account, Sessions};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::watch;
use vendors::Adapter;

/// The application. A cheap handle; every method is a command.
#[derive(Clone)]
pub struct App {
    pub(crate) core: Arc<Core>,
}

/// How the program was started.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// Whether the simulated tenants are wanted.
    pub demo: bool,
    /// A document to open.
    pub open: Option<PathBuf>,
    /// Simulated tenants that are running already; otherwise they are started when they are wanted.
    #[cfg(feature = "demo")]
    pub stage: Option<Arc<crate::Demo>>,
}

pub(crate) struct Core {
    pub ports: Ports,
    pub sessions: Arc<Sessions>,
    pub work: Work,
    pub held: HeldSecrets,
    pub showing: Showing,
    pub disclosed: Handles,
    pub documents: Documents,
    pub files: Files,
    papers: Mutex<HashMap<TenantId, Papers>>,
    pub touched: LastTouch,
    pub sent: Sent,
    pub history: Store,
    pub cards: dashboard::Cards,
    pub trends: dashboard::Trends,
    /// What was last read of who holds permissions.
    pub access: crate::access::LastRead,
    pub tasks: TaskRuns,
    pub bulk: crate::bulk::Bulk,
    pub setting_up: crate::setting_up::SettingUp,
    pub tenants: Mutex<Vec<Tenant>>,
    pub settings: Mutex<Settings>,
    pub starts: Starts,
    pub notices: Mutex<Vec<Notice>>,
    /// Whether the vault has been looked at and the simulated tenants, if wanted, are running.
    pub ready: watch::Sender<bool>,
    /// Until when a tenant is open for changes; a tenant that is not here is locked.
    pub open: Mutex<HashMap<TenantId, Opened>>,
    /// What was done.
    pub audit: Audit,
    /// Whose sign-in was written down and whose end was not yet.
    pub signed_in: Mutex<HashSet<TenantId>>,
    /// What a person is asked to approve, and what they have approved.
    pub changing: Arc<Changing>,
    /// The ticket everything is done for.
    pub ticket: Mutex<Option<String>>,
    /// What the administrators of this machine fix.
    pub policy: Policy,
    #[cfg(feature = "demo")]
    pub demo: crate::demo::Stage,
}

impl App {
    /// Starts the application: reads what is kept, and opens the vault in the background. Must be
    /// called within a tokio runtime. What cannot be read is set aside and told, never overwritten.
    pub fn start(ports: Ports, start: Start) -> Self {
        let mut notices = Vec::new();
        let kept = tenants::read(&ports, &mut notices);
        let mut settings = settings::read(&ports, &mut notices);
        let policy = Policy::read(&ports.policy);
        notices.extend(policy.notice());
        let starts = Starts::in_folder(&ports.folder);
        if starts.begin() == Restoring::Nothing && !settings.explorer_tabs.is_empty() {
            settings.explorer_tabs.clear();
            notices.push(Notice::NothingRestored);
        }
        ports.journal.begin();
        let changed = {
            let changed = Arc::clone(&ports.changed);
            move |_tenant: TenantId| {
                changed.put(Changed {
                    topics: vec![Topic::Sessions],
                });
            }
        };
        let sessions = Sessions::new(
            Arc::clone(&ports.gateway),
            Arc::clone(&ports.vault) as Arc<dyn secrets::SecretStore>,
            Arc::clone(&ports.clock),
            Arc::new(changed),
        );
        let book = audit::Book::new(
            Arc::clone(&ports.audit),
            Arc::clone(&ports.clock),
            ports.who.clone(),
        );
        let core = Arc::new(Core {
            audit: Audit::of(book),
            signed_in: Mutex::default(),
            sessions,
            work: Work::default(),
            held: HeldSecrets::default(),
            showing: Showing::default(),
            disclosed: Handles::default(),
            documents: Documents::keeping(ports.folder.join("documents")),
            files: Files::default(),
            papers: Mutex::default(),
            touched: LastTouch::at(ports.clock.now()),
            sent: Sent::default(),
            history: Store::at(ports.folder.join("history.db")),
            cards: dashboard::Cards::default(),
            trends: dashboard::Trends::at(ports.folder.join("trends.db")),
            access: crate::access::LastRead::default(),
            tasks: TaskRuns::default(),
            bulk: crate::bulk::Bulk::default(),
            setting_up: crate::setting_up::SettingUp::default(),
            tenants: Mutex::new(kept),
            settings: Mutex::new(settings),
            starts,
            notices: Mutex::new(notices),
            ready: watch::channel(false).0,
            open: Mutex::default(),
            changing: Arc::default(),
            ticket: Mutex::default(),
            policy,
            #[cfg(feature = "demo")]
            demo: crate::demo::Stage::of(start.stage),
            ports,
        });
        let app = Self { core };
        for tenant in app.core.tenants().iter() {
            app.core.introduce(tenant);
        }
        if let Some(path) = start.open {
            app.core.documents.started_with(path);
        }
        // Simulated tenants that were added once are expected to answer at every start.
        let simulated = |tenant: &Tenant| tenant.environment == Environment::Demo;
        let demo = start.demo || app.core.tenants().iter().any(simulated);
        let opening = app.clone();
        tokio::spawn(async move { opening.open_vault(demo).await });
        let pruning = app.clone();
        let (watching, standing, leaving) = (app.clone(), app.clone(), app.clone());
        tokio::spawn(async move { watching.watch_over().await });
        tokio::spawn(async move { leaving.lock_when_left().await });
        tokio::spawn(async move {
            tokio::time::sleep(STANDS).await;
            standing.core.starts.stood();
        });
        tokio::spawn(async move {
            pruning.prepare_answers().await;
            pruning.prune_history().await;
        });
        app
    }

    /// Writes down something that people who help people should know.
    pub fn note(&self, what: &str) {
        self.core.ports.journal.note(what);
    }

    /// Locks every tenant, signs everybody out, within `limit`, and lets go of the files.
    pub async fn close(&self, limit: Duration) {
        self.core.starts.stood();
        self.core.history.close();
        self.lock_where(Locking::End, |_| true).await;
        for (tenant, error) in self.core.sessions.end_all(limit).await {
            // Its token ends by itself at the vendor.
            let note = format!("sign-out at {tenant}: {error}");
            self.core.ports.journal.note(&note);
        }
        self.write_signed_out(|_| true).await;
        // Blocking work that ended early was told already.
        let _ = self
            .blocking(|core| {
                core.show_nothing();
                core.close_book();
            })
            .await;
    }

    /// Something that must not happen, did: it is written down, and the reference answered.
    pub(crate) fn bug(&self, what: &str) -> AppError {
        AppError::Bug {
            reference: self.core.ports.journal.bug(what),
        }
    }

    pub(crate) fn changed(&self, topics: &[Topic]) {
        self.core.ports.changed.put(Changed {
            topics: topics.to_vec(),
        });
    }

    /// Runs what waits for a disk or a keychain off the async threads.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Core) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let core = Arc::clone(&self.core);
        let done = tokio::task::spawn_blocking(move || caught(|| work(&core))).await;
        let place = match done {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(place)) => place,
            Err(_) => String::new(),
        };
        Err(self.bug(&format!("blocking work ended early at {place}")))
    }

    /// Waits until the vault has been looked at: before that, asking a tenant would only fail.
    pub(crate) async fn ready(&self) {
        let mut ready = self.core.ready.subscribe();
        // The sender lives as long as we do.
        let _ = ready.wait_for(|ready| *ready).await;
    }

    /// A tenant by id.
    pub(crate) fn tenant(&self, id: &str) -> Result<Tenant, AppError> {
        let tenants = self.core.tenants();
        let found = tenants.iter().find(|tenant| tenant.id.as_str() == id);
        found.cloned().ok_or(AppError::NotFound)
    }

    /// A tenant's vendor. A tenant of a vendor that is no more is kept, and cannot be used.
    pub(crate) fn vendor(&self, tenant: &Tenant) -> Result<&'static dyn Adapter, AppError> {
        vendors::find(&tenant.vendor).ok_or(AppError::NotFound)
    }
}

impl Core {
    pub fn tenants(&self) -> MutexGuard<'_, Vec<Tenant>> {
        self.tenants
            .lock()
            .expect("nothing panics while holding the tenants")
    }

    /// Tells the person once of something that is wrong with a file of ours.
    pub fn notice(&self, notice: Notice) {
        let notices = self.notices.lock();
        let mut notices = notices.expect("nothing panics while holding the notices");
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }

    /// What calls show on their way.
    pub fn papers(&self) -> MutexGuard<'_, HashMap<TenantId, Papers>> {
        self.papers
            .lock()
            .expect("nothing panics while holding the papers")
    }

    /// Where bodies of answers that are too large for the memory are, while they are shown.
    pub fn answers_folder(&self) -> PathBuf {
        self.ports.folder.join("answers")
    }

    /// Makes a tenant known to the sessions.
    pub fn introduce(&self, tenant: &Tenant) {
        if let Some(account) = self.account(tenant) {
            self.sessions.know(account);
        }
    }
}

/// A tenant together with its vendor's rules; `None` when vendor or method are no more.
pub(crate) fn account(tenant: &Tenant) -> Option<Account> {
    let vendor = vendors::find(&tenant.vendor)?;
    let manifest = vendor.manifest();
    let talk = vendor.conversation(&tenant.method);
    let method = manifest.method(&tenant.method)?.clone();
    let mut route = gateway::Route::to(tenant.id.clone(), tenant.place.clone());
    route.elsewhere = tenant
        .addresses
        .values()
        .map(|place| place.origin().clone())
        .collect();
    route.trust = tenant.trust.clone();
    route.proxy = tenant.proxy.clone();
    route.limits = manifest.limits.clone();
    route.limits_told = manifest.limits_told.clone();
    route.connections = manifest.tenant.connections;
    Some(Account {
        tenant: tenant.clone(),
        method,
        failures: manifest.failures.clone(),
        keeps_cookies: manifest.tenant.cookies == domain::Cookies::Keep,
        route,
        talk,
    })
}
