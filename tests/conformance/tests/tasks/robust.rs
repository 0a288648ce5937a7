//! What goes wrong on the way: a lock, a no, an answer that never comes.

use crate::ground::Enter::{Pick, Text};
use crate::ground::{Ground, Writing};
use app::wire::{AppError, TaskInput, TaskProof, TaskState};
use conformance::World;
use domain::Ignore;
use simulator::{Fault, FaultKind};
use std::sync::Arc;

const PRIVX: &str = "privx";

fn input(field: &str, value: &str) -> TaskInput {
    TaskInput {
        field: field.to_owned(),
        value: Some(value.to_owned()),
        several: Vec::new(),
        held: None,
    }
}

/// The proposal to disable a host, and the host.
async fn proposed(world: &World, ground: &Ground<'_>) -> (String, String) {
    let host = ground.server().with_world(|world| {
        let mut rows = world.rows("hosts").iter();
        rows.find(|row| row["disabled"] == "FALSE").unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    });
    let inputs = vec![input("host", &host), input("to", "disable")];
    let ignore = Arc::new(Ignore);
    let preview = world.app.task_preview(
        world.tenant(PRIVX),
        "host-on-off".to_owned(),
        inputs,
        "p".to_owned(),
        ignore,
    );
    (preview.await.unwrap().run.unwrap(), host)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_tenant_is_previewed_and_not_changed() {
    let world = World::start().await;
    let ground = Ground::open(&world, PRIVX, Writing::Usual).await;
    world.app.tenant_lock(world.tenant(PRIVX)).await.unwrap();
    let (run, host) = proposed(&world, &ground).await;
    let refused = world
        .app
        .task_run(run, "r".to_owned(), Arc::new(Ignore))
        .await;
    assert!(
        matches!(refused, Err(AppError::TenantLocked { .. })),
        "{refused:?}"
    );
    assert_eq!(ground.row("hosts", "id", &host)["disabled"], "FALSE");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_says_no_changes_nothing() {
    let world = World::start().await;
    let ground = Ground::open(&world, PRIVX, Writing::Usual).await;
    let (run, host) = proposed(&world, &ground).await;
    let person = async {
        loop {
            if let Some(view) = world.app.confirm_proposal().await.unwrap() {
                break world.app.confirm_refuse(view.proposal).await.unwrap();
            }
            tokio::task::yield_now().await;
        }
    };
    let doing = world
        .app
        .task_run(run.clone(), "r".to_owned(), Arc::new(Ignore));
    let (refused, ()) = tokio::join!(doing, person);
    assert!(matches!(refused, Err(AppError::Refused)), "{refused:?}");
    assert_eq!(ground.row("hosts", "id", &host)["disabled"], "FALSE");
    let again = world
        .app
        .task_run(run, "again".to_owned(), Arc::new(Ignore))
        .await;
    assert!(
        matches!(again, Err(AppError::Stale)),
        "a no is a no: {again:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_answer_is_lost_is_looked_for_and_sent_once() {
    for (kind, arrives) in [
        (FaultKind::DropsAnswer, true),
        (FaultKind::DropsConnection, false),
    ] {
        let world = World::start().await;
        let ground = Ground::open(&world, PRIVX, Writing::Usual).await;
        let host = ground.server().with_world(|world| {
            let mut rows = world.rows("hosts").iter();
            rows.find(|row| row["disabled"] == "FALSE").unwrap()["common_name"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        let fault = Fault {
            method: Some("PUT".to_owned()),
            ..Fault::new(kind).on("/host-store")
        };
        ground.server().faults().add(fault);
        let enter = [("host", Pick(host.as_str())), ("to", Text("disable"))];
        let came = ground.does("host-on-off", &enter).await;
        match &came.run.state {
            TaskState::Done { proof, .. } => assert!(arrives && *proof == TaskProof::Seen),
            TaskState::Failed { unknown, .. } => assert!(!arrives && *unknown),
            other => panic!("{other:?}"),
        }
        let sent = ground.server().requests().of("PUT", "/host-store");
        assert_eq!(sent.len(), 1, "{kind:?}: not sent twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_the_inputs_is_said_field_by_field_and_nothing_is_asked() {
    let world = World::start().await;
    let ground = Ground::open(&world, PRIVX, Writing::Usual).await;
    ground.server().requests().clear();
    let inputs = vec![
        input("host", ".."),
        input("to", "explode"),
        input("more", "x"),
    ];
    let ignore = Arc::new(Ignore);
    let preview = world.app.task_preview(
        world.tenant(PRIVX),
        "host-on-off".to_owned(),
        inputs,
        "p".to_owned(),
        ignore,
    );
    let Err(AppError::Invalid { problems }) = preview.await else {
        panic!("two fields are wrong");
    };
    let fields: Vec<&str> = problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(fields, ["to", "more"]);
    let inputs = vec![input("host", ".."), input("to", "disable")];
    let ignore = Arc::new(Ignore);
    let preview = world.app.task_preview(
        world.tenant(PRIVX),
        "host-on-off".to_owned(),
        inputs,
        "p".to_owned(),
        ignore,
    );
    assert!(matches!(preview.await, Err(AppError::Invalid { .. })));
    assert!(ground.server().requests().all().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_the_tasks_of_one_tenant_or_of_all_kinds_and_each_has_a_form() {
    let world = World::start().await;
    let all = world.app.tasks_list(None).await.unwrap();
    let mut one_by_one = 0;
    for line in world.app.tenants_list().await.unwrap() {
        let tasks = world.app.tasks_list(Some(line.id.clone())).await.unwrap();
        one_by_one += tasks.len();
        for task in tasks {
            let view = world
                .app
                .task_get(line.id.clone(), task.id.clone())
                .await
                .unwrap();
            let does = !view.operations.is_empty() || view.console.is_some();
            assert!(does, "{}: {}", line.id, task.id);
            let known = view.operations.iter().all(|one| !one.operation.is_empty());
            assert!(known, "{}: {}", line.id, task.id);
        }
    }
    assert_eq!(all.len(), one_by_one);
    let unknown = world
        .app
        .task_get(world.tenant(PRIVX), "make-coffee".to_owned())
        .await;
    assert!(matches!(unknown, Err(AppError::NotFound)));
}
