//! Doing a task as a person does: pick, preview, approve in the window for that, and look.

use crate::heard::{decoded, reads, split};
use app::wire::{
    AppError, ConfirmTyped, MarkedText, OpenRequest, TaskInput, TaskProof, TaskRun, TaskState,
};
use conformance::World;
use domain::Ignore;
use serde_json::Value;
use simulator::{Fault, FaultKind, Heard, Simulated};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a person enters into one field.
#[derive(Debug, Clone, Copy)]
pub enum Enter<'a> {
    /// A text, or the value of a choice.
    Text(&'a str),
    /// What is called so; `*` is the first that is offered.
    Pick(&'a str),
    /// Several that are called so.
    Picks(&'a [&'a str]),
    /// A secret, typed into the secret window.
    Secret(&'a str),
}

/// How the tenant writes its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As its habits do.
    Usual,
    /// As another release might.
    Otherwise,
}

/// Every test of a vendor goes through both.
pub const BOTH: [Writing; 2] = [Writing::Usual, Writing::Otherwise];

/// Where what the tasks ask lies, sign-in left out.
const ASKED: &[&str] = &[
    "/management-api",
    "/api/config",
    "/PasswordVault/api",
    "/Tms/services/api/v1",
    "/role-store",
    "/local-user-store",
    "/workflow-engine",
    "/connection-manager",
    "/host-store",
    "/monitor-service",
    "/auth/api/v1/sessionstorage",
];

/// One vendor's tenant, open for changes.
pub struct Ground<'w> {
    world: &'w World,
    vendor: &'static str,
}

/// What came of a task.
pub struct Came {
    /// What was entered, ids where something was picked.
    pub entered: BTreeMap<String, String>,
    /// What was proposed, in words; empty for a task that only reads.
    pub proposed: Vec<String>,
    /// Each `before → after` that was proposed.
    pub changes: Vec<(String, String)>,
    /// How it ended.
    pub run: TaskRun,
}

impl Came {
    /// An id that was entered.
    pub fn id(&self, field: &str) -> &str {
        &self.entered[field]
    }

    /// The words at the end, and the proof.
    pub fn done(&self) -> (&str, TaskProof) {
        match &self.run.state {
            TaskState::Done { words, proof, .. } => (words, *proof),
            other => panic!("not done: {other:?}"),
        }
    }

    /// Asserts that it changed something and was seen to.
    pub fn seen(&self) -> &Self {
        let (words, proof) = self.done();
        assert_eq!(proof, TaskProof::Seen, "{words}");
        assert!(!self.proposed.is_empty(), "something was proposed");
        assert!(!words.contains('–'), "a word is missing: {words}");
        self
    }

    /// The rows of a table at the end.
    pub fn rows(&self) -> &[Vec<String>] {
        match &self.run.state {
            TaskState::Done {
                table: Some(table), ..
            } => &table.rows,
            other => panic!("no table: {other:?}"),
        }
    }

    /// The words it stopped with.
    pub fn stopped(&self) -> &str {
        match &self.run.state {
            TaskState::Stopped { words, .. } => words,
            other => panic!("not stopped: {other:?}"),
        }
    }
}

fn plain(text: &MarkedText) -> String {
    text.0.iter().map(|run| run.text.as_str()).collect()
}

impl<'w> Ground<'w> {
    /// Opens a vendor's tenant.
    pub async fn open(world: &'w World, vendor: &'static str, writing: Writing) -> Self {
        let request = OpenRequest {
            tenant: world.tenant(vendor),
            minutes: 30,
            reason: "Tasks are tried".to_owned(),
            ticket: None,
        };
        world.app.tenant_open(request).await.unwrap();
        let ground = Self { world, vendor };
        if writing == Writing::Otherwise {
            for path in ASKED {
                let fault = Fault::new(FaultKind::WritesOtherwise).on(path);
                ground.server().faults().add(fault);
            }
        }
        ground
    }

    /// The simulated tenant.
    pub fn server(&self) -> &'w Simulated {
        let tenants = self.world.demo.tenants();
        let mut tenants = tenants.filter(|tenant| tenant.vendor == self.vendor);
        tenants.next().unwrap().server
    }

    /// A row of the simulated world.
    pub fn row(&self, rows: &str, key: &str, value: &str) -> Value {
        self.server()
            .with_world(|world| world.find(rows, key, value).cloned())
            .unwrap_or(Value::Null)
    }

    async fn entered(&self, task: &str, enter: &[(&str, Enter<'_>)]) -> Vec<TaskInput> {
        let mut inputs: Vec<TaskInput> = Vec::new();
        let tenant = self.world.tenant(self.vendor);
        for (field, value) in enter {
            let mut input = TaskInput {
                field: (*field).to_owned(),
                value: None,
                several: Vec::new(),
                held: None,
            };
            match value {
                Enter::Text(text) => input.value = Some((*text).to_owned()),
                Enter::Pick(name) => {
                    input.value = Some(self.pick(task, field, name, &inputs).await);
                }
                Enter::Picks(names) => {
                    for name in *names {
                        input
                            .several
                            .push(self.pick(task, field, name, &inputs).await);
                    }
                }
                Enter::Secret(secret) => {
                    let ask = self.world.app.task_secret(
                        tenant.clone(),
                        task.to_owned(),
                        (*field).to_owned(),
                    );
                    let held = self.world.typing(&[secret], ask).await.unwrap();
                    input.held = Some(held.held);
                }
            }
            inputs.push(input);
        }
        inputs
    }

    async fn pick(&self, task: &str, field: &str, name: &str, inputs: &[TaskInput]) -> String {
        let typed = if name == "*" { "" } else { name };
        let choices = self
            .world
            .app
            .task_pick(
                self.world.tenant(self.vendor),
                task.to_owned(),
                field.to_owned(),
                typed.to_owned(),
                inputs.to_vec(),
            )
            .await
            .unwrap_or_else(|why| panic!("{task} {field}: {why:?}"));
        let fits = |choice: &&app::wire::TaskChoice| name == "*" || choice.label == name;
        let found = choices.iter().find(fits);
        let found = found.unwrap_or_else(|| panic!("{task} {field}: {name} is not in {choices:?}"));
        found.id.clone()
    }

    /// Does a task to its end, and holds what arrives against what was proposed.
    pub async fn does(&self, task: &str, enter: &[(&str, Enter<'_>)]) -> Came {
        let inputs = Box::pin(self.entered(task, enter)).await;
        Box::pin(self.goes(task, inputs)).await
    }

    /// Undoes what a task did, with what it says itself.
    pub async fn undoes(&self, came: &Came) -> Came {
        let TaskState::Done {
            undo: Some(undo), ..
        } = &came.run.state
        else {
            panic!("nothing undoes it: {:?}", came.run.state);
        };
        Box::pin(self.goes(&undo.task, undo.inputs.clone())).await
    }

    async fn goes(&self, task: &str, inputs: Vec<TaskInput>) -> Came {
        let entered = inputs
            .iter()
            .map(|input| {
                let value = input
                    .value
                    .clone()
                    .or_else(|| input.several.first().cloned());
                (input.field.clone(), value.unwrap_or_default())
            })
            .collect();
        let app = &self.world.app;
        let heard = self.server().requests();
        heard.clear();
        let preview = app.task_preview(
            self.world.tenant(self.vendor),
            task.to_owned(),
            inputs,
            format!("{task}-preview"),
            Arc::new(Ignore),
        );
        let mut run = preview
            .await
            .unwrap_or_else(|why| panic!("{} {task}: {why:?}", self.vendor));
        let before = heard.all();
        let changed = before.iter().find(|heard| !reads(self.vendor, heard));
        assert!(
            changed.is_none(),
            "{task}: a preview only reads: {changed:?}"
        );
        let mut proposed = Vec::new();
        let mut changes = Vec::new();
        while let TaskState::Proposed {
            words,
            changes: becomes,
            calls,
            ..
        } = run.state.clone()
        {
            assert!(!words.contains('–'), "{task}: a word is missing: {words}");
            proposed.push(words);
            changes.extend(becomes.into_iter().map(|one| (one.before, one.after)));
            heard.clear();
            let id = run.run.clone().unwrap();
            let doing = app.task_run(id.clone(), format!("{task}-run"), Arc::new(Ignore));
            run = self
                .approving(doing)
                .await
                .unwrap_or_else(|why| panic!("{} {task}: {why:?}; {:?}", self.vendor, heard.all()));
            let arrived: Vec<Heard> = heard.all();
            let arrived: Vec<&Heard> = arrived
                .iter()
                .filter(|one| !reads(self.vendor, one))
                .collect();
            if let TaskState::Done { .. } | TaskState::Proposed { .. } = run.state {
                assert_eq!(arrived.len(), calls.len(), "{task}: {arrived:?}");
            }
            for (one, call) in arrived.iter().zip(&calls) {
                let (path, query) = split(&call.request.address);
                assert_eq!(one.method, call.request.method, "{task}");
                assert_eq!(decoded(&one.path), decoded(path), "{task}");
                let sent: Vec<String> = one.query.iter().map(|(k, v)| format!("{k}={v}")).collect();
                assert_eq!(sent.join("&"), decoded(query), "{task}");
                let secret = call
                    .request
                    .body
                    .as_ref()
                    .is_some_and(|body| body.contains('•'));
                if !secret {
                    // A preview is laid out for reading.
                    let laid_out = call.request.body.as_deref().unwrap_or_default();
                    let read: Result<Value, _> = serde_json::from_str(laid_out);
                    let bytes = read.map_or(laid_out.len(), |json| json.to_string().len());
                    assert_eq!(one.body_bytes, bytes, "{task}: {:?}", call.request.body);
                }
            }
            let again = app.task_run(id, format!("{task}-again"), Arc::new(Ignore));
            assert!(matches!(again.await, Err(AppError::Stale)), "{task}: once");
        }
        Came {
            entered,
            proposed,
            changes,
            run,
        }
    }

    /// Does what needs approval, while a person approves what the window shows.
    async fn approving<T>(
        &self,
        work: impl Future<Output = Result<T, AppError>>,
    ) -> Result<T, AppError> {
        let app = &self.world.app;
        let person = async {
            let view = loop {
                if let Some(view) = app.confirm_proposal().await.unwrap() {
                    break view;
                }
                tokio::task::yield_now().await;
            };
            let typed = ConfirmTyped {
                name: view.ask.name.as_ref().map(plain),
                count: view.ask.count.map(|count| count.to_string()),
            };
            let approved = app.confirm_approve(view.proposal, view.hash, typed).await;
            approved.unwrap();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            done = work => done,
            () = person => unreachable!("a person waits"),
        }
    }
}
