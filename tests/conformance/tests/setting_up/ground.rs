//! A person who sets a tenant up, and a world to do it in.

use app::App;
use app::wire::{
    AppError, ConfirmTyped, SetupClient, SetupClientWish, SetupField, SetupProgress, SetupRole,
    SetupSecret, SetupState, SetupStepState, SetupUse, SetupView, SetupWish,
};
use conformance::{World, typed};
use domain::{Ignore, Sink};
use serde_json::Value;
use simulator::Simulated;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

pub const PRIVX: &str = "privx";
pub const PRA: &str = "beyondtrust-pra";
pub const ROLE: &str = "API hosts";
pub const CLIENT: &str = "host-board";

pub fn server<'w>(world: &'w World, vendor: &str) -> &'w Simulated {
    let mut tenants = world.demo.tenants();
    tenants
        .find(|tenant| tenant.vendor == vendor)
        .unwrap()
        .server
}

/// A row of the simulated world.
pub fn row(world: &World, vendor: &str, rows: &str, key: &str, value: &str) -> Option<Value> {
    server(world, vendor).with_world(|world| world.find(rows, key, value).cloned())
}

pub fn field(name: &str, value: &Value) -> SetupField {
    SetupField {
        name: name.to_owned(),
        json: value.to_string(),
    }
}

pub fn role(name: &str, permissions: &[&str], further: Vec<SetupField>) -> SetupRole {
    SetupRole {
        name: name.to_owned(),
        permissions: permissions.iter().map(|one| (*one).to_owned()).collect(),
        further,
    }
}

pub fn client(name: &str, roles: &[&str], wanted: SetupSecret, then: SetupUse) -> SetupClientWish {
    SetupClientWish {
        client: SetupClient {
            name: name.to_owned(),
            roles: roles.iter().map(|one| (*one).to_owned()).collect(),
            further: Vec::new(),
        },
        wanted,
        then,
    }
}

pub fn wish(roles: Vec<SetupRole>, clients: Vec<SetupClientWish>) -> SetupWish {
    SetupWish {
        switches: Vec::new(),
        roles,
        clients,
    }
}

/// A role that may see hosts, and a client with it that becomes a tenant.
pub fn from_nothing() -> SetupWish {
    let board = SetupUse::NewTenant {
        name: "Host board".to_owned(),
    };
    wish(
        vec![role(ROLE, &["hosts-view", "requests-view"], Vec::new())],
        vec![client(CLIENT, &[ROLE], SetupSecret::Held, board)],
    )
}

/// Works while a person approves whatever is asked; how often they were asked.
pub async fn approving<T>(world: &World, work: impl Future<Output = T>) -> (T, Vec<String>) {
    let mut asked = Vec::new();
    let app = &world.app;
    let person = async {
        loop {
            if let Some(view) = app.confirm_proposal().await.unwrap() {
                let typed = ConfirmTyped {
                    name: view.ask.name.as_ref().map(typed),
                    count: view.ask.count.map(|count| count.to_string()),
                };
                asked.push(format!("{view:?}"));
                let approved = app.confirm_approve(view.proposal, view.hash, typed).await;
                approved.unwrap();
            }
            tokio::task::yield_now().await;
        }
    };
    let done = tokio::select! {
        done = work => done,
        () = person => unreachable!("a person waits"),
    };
    (done, asked)
}

pub async fn plan(world: &World, vendor: &str, wish: SetupWish) -> app::wire::SetupPlan {
    let tenant = world.tenant(vendor);
    let plan = world.app.setup_plan(tenant, wish, "plan".to_owned());
    Box::pin(plan).await.unwrap()
}

/// Carries a plan out, approving everything.
pub async fn carried_out(world: &World, vendor: &str, wish: SetupWish) -> (SetupView, Vec<String>) {
    let plan = plan(world, vendor, wish).await;
    let work = world
        .app
        .setup_start(plan.plan, "start".to_owned(), Arc::new(Ignore));
    let (view, asked) = Box::pin(approving(world, work)).await;
    (view.unwrap(), asked)
}

pub async fn undone(world: &World, run: &str) -> SetupView {
    let work = world
        .app
        .setup_undo(run.to_owned(), "undo".to_owned(), Arc::new(Ignore));
    Box::pin(approving(world, work)).await.0.unwrap()
}

/// Goes on; where the program before wrote the vault in its last moment, opens that again, as a person
/// would.
pub async fn gone_on(world: &World, run: &str) -> SetupView {
    for tries in 1.. {
        let work = world
            .app
            .setup_go_on(run.to_owned(), "on".to_owned(), Arc::new(Ignore));
        let view = Box::pin(approving(world, work)).await.0.unwrap();
        match view.state {
            SetupState::Stopped {
                error: Some(AppError::StoreUnavailable { .. }),
                ..
            } if tries < 20 => world.app.vault_retry().await.unwrap(),
            _ => return view,
        }
    }
    unreachable!("the last try is given back")
}

pub fn states(view: &SetupView) -> Vec<SetupStepState> {
    view.steps.iter().map(|step| step.state).collect()
}

/// The tenants of a plan that is done.
pub fn done(view: &SetupView) -> &[String] {
    match &view.state {
        SetupState::Done { tenants } => tenants,
        other => panic!("not done: {other:?}"),
    }
}

/// Counts what is told, and calls when it is enough.
pub struct Killer {
    left: AtomicUsize,
    now: Notify,
}

impl Killer {
    pub fn after(told: usize) -> Arc<Self> {
        Arc::new(Self {
            left: AtomicUsize::new(told),
            now: Notify::new(),
        })
    }
}

impl Sink<SetupProgress> for Killer {
    fn put(&self, told: SetupProgress) {
        // Looking leaves nothing behind; the laws of the engine are tried at every look as well.
        if told == SetupProgress::Looking {
            return;
        }
        if self.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.now.notify_one();
        }
    }
}

/// Carries a plan out until so many things were told of it, and then drops it, as a crash would.
/// Whether it was dropped.
pub async fn killed_after(world: &World, plan: String, told: usize) -> bool {
    let killer = Killer::after(told);
    let watch: Arc<dyn Sink<SetupProgress>> = Arc::clone(&killer) as _;
    let app: &App = &world.app;
    let work = app.setup_start(plan, "start".to_owned(), watch);
    let work = Box::pin(approving(world, work));
    tokio::select! {
        biased;
        () = killer.now.notified() => true,
        (done, _) = work => {
            let _: Result<SetupView, AppError> = done;
            false
        }
    }
}
