//! The same task for many rows: from a sheet to the changed world, over whatever comes between.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    AppError, BulkFault, BulkPlan, BulkProgress, BulkRow, BulkRowState, BulkRules, BulkSheet,
    BulkStop, BulkView, ColumnFor, ConfirmTyped, MarkedText, OpenRequest, Window,
};
use conformance::World;
use domain::{Ignore, Sink};
use simulator::Simulated;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::Notify;

const EPM: &str = "beyondtrust-epm";
const TASK: &str = "move-computer";
const TO: &str = "Branch Bergen";

fn server(world: &World) -> &Simulated {
    let mut tenants = world.demo.tenants();
    tenants.find(|tenant| tenant.vendor == EPM).unwrap().server
}

/// Computers of one group, as many as wanted; what the simulated tenant lacks is added.
fn computers(world: &World, wanted: usize) -> Vec<(String, String)> {
    server(world).set_switch("task_milliseconds", 1);
    server(world).with_world(|world| {
        let rows = world.rows_mut("computers");
        let model = rows
            .iter()
            .find(|row| {
                row["authorisationState"] == "Authorised"
                    && row["archived"] == false
                    && row["groupName"] == "Laptops"
                    && row["endpointInformation"].is_object()
            })
            .unwrap()
            .clone();
        let mut made = Vec::new();
        for number in 0..wanted {
            let mut row = model.clone();
            let (id, host) = (
                format!("00000000-0000-4000-8000-{number:012}"),
                format!("BULK-{number:04}"),
            );
            row["id"] = id.clone().into();
            row["host"] = host.clone().into();
            rows.push(row);
            made.push((id, host));
        }
        made
    })
}

fn plain(text: &MarkedText) -> String {
    text.0.iter().map(|run| run.text.as_str()).collect()
}

/// Works while a person approves whatever is asked; how many things they were asked about.
async fn approving<T>(world: &World, work: impl Future<Output = T>) -> (T, Vec<Option<u32>>) {
    let mut asked = Vec::new();
    let person = async {
        loop {
            if let Some(view) = world.app.confirm_proposal().await.unwrap() {
                asked.push(view.ask.count);
                let typed = ConfirmTyped {
                    name: view.ask.name.as_ref().map(plain),
                    count: view.ask.count.map(|count| count.to_string()),
                };
                let (proposal, hash) = (view.proposal, view.hash);
                world
                    .app
                    .confirm_approve(proposal, hash, typed)
                    .await
                    .unwrap();
            }
            tokio::task::yield_now().await;
        }
    };
    let done = tokio::select! {
        done = work => done,
        () = person => unreachable!("a person goes on"),
    };
    (done, asked)
}

async fn open(world: &World) {
    let request = OpenRequest {
        tenant: world.tenant(EPM),
        minutes: 30,
        reason: "Many computers move".to_owned(),
        ticket: None,
    };
    world.app.tenant_open(request).await.unwrap();
}

async fn choose(world: &World, bytes: &[u8]) -> Result<BulkSheet, AppError> {
    let file = world.folder().join("computers.csv");
    std::fs::write(&file, bytes).unwrap();
    *world.desk.picks.lock().unwrap() = Some(file);
    let (tenant, task) = (world.tenant(EPM), TASK.to_owned());
    world
        .app
        .bulk_choose(tenant, task)
        .await
        .map(Option::unwrap)
}

fn mapping() -> Vec<ColumnFor> {
    let one = |field: &str, column, value: Option<&str>| ColumnFor {
        field: field.into(),
        column,
        value: value.map(str::to_owned),
    };
    vec![
        one("computer", Some(0), None),
        one("target", None, Some(TO)),
    ]
}

async fn check(world: &World, sheet: &BulkSheet) -> BulkPlan {
    world
        .app
        .bulk_check(
            sheet.sheet.clone(),
            mapping(),
            "check".into(),
            Arc::new(Ignore),
        )
        .await
        .unwrap()
}

async fn rows(world: &World, of: &str) -> Vec<BulkRow> {
    let all = Window {
        from: 0,
        at_most: 10_000,
    };
    world.app.bulk_rows(of.to_owned(), all).await.unwrap()
}

async fn start(
    world: &World,
    plan: &BulkPlan,
    rules: BulkRules,
    watch: Arc<dyn Sink<BulkProgress>>,
) -> BulkView {
    let plan = plan.plan.clone();
    let (view, _) = approving(
        world,
        world.app.bulk_start(plan, rules, "run".into(), watch),
    )
    .await;
    view.unwrap()
}

async fn go_on(world: &World, run: &str, failed: bool) -> BulkView {
    let going = world
        .app
        .bulk_go_on(run.to_owned(), failed, "more".into(), Arc::new(Ignore));
    approving(world, going).await.0.unwrap()
}

/// How many computers were told to move; each request is about one.
fn moves(world: &World) -> usize {
    let heard = server(world).requests().all();
    let moved = heard
        .iter()
        .filter(|one| one.method == "POST" && one.path.contains("AssignComputers"));
    moved.count()
}

/// How many of these are where they were told to go.
fn arrived(world: &World, all: &[(String, String)]) -> usize {
    server(world).with_world(|world| {
        let there = |id: &String| {
            let row = world.find("computers", "id", id);
            row.is_some_and(|row| row["groupName"] == TO)
        };
        all.iter().filter(|(id, _)| there(id)).count()
    })
}

fn never() -> BulkRules {
    BulkRules {
        pilot: 0,
        failures: 0,
    }
}

/// Tells when so many rows are over.
struct After {
    rows: usize,
    reached: Notify,
}

impl Sink<BulkProgress> for After {
    fn put(&self, progress: BulkProgress) {
        if let BulkProgress::Row { row, .. } = progress
            && row as usize + 1 >= self.rows
        {
            self.reached.notify_one();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_computers_of_a_sheet_from_excel_move_after_one_approval() {
    let world = World::start().await;
    let all = computers(&world, 40);
    let mut text = String::from("sep=;\r\nComputer;Note\r\n");
    for (_, host) in &all {
        text.push_str(&format!("\"=\"\"{host}\"\"\";moved, says Åse\r\n"));
    }
    // Excel's “Unicode text”, with a mark.
    let bytes: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let sheet = choose(&world, &bytes).await.unwrap();
    assert_eq!((sheet.rows, sheet.encoding.as_str()), (40, "UTF-16"));
    assert_eq!(sheet.mapping[0].column, Some(0), "the column is guessed");

    let plan = check(&world, &sheet).await;
    assert_eq!((plan.ready, plan.nothing, plan.wrong), (40, 0, 0));
    assert_eq!(moves(&world), 0, "a check changes nothing");
    let shown = rows(&world, &plan.plan).await;
    assert!(matches!(
        &shown[0].state,
        BulkRowState::Ready { changes, .. } if changes[0].after == TO
    ));

    open(&world).await;
    let run = world.app.bulk_start(
        plan.plan.clone(),
        never(),
        "run".into(),
        Arc::new(Ignore) as _,
    );
    let (view, asked) = approving(&world, run).await;
    let view = view.unwrap();
    assert_eq!(asked, [Some(40)], "one approval, with their number typed");
    assert_eq!(view.stopped, Some(BulkStop::Ended));
    assert_eq!(view.totals.done, 40, "{:?}", rows(&world, &view.run).await);
    assert_eq!((moves(&world), arrived(&world, &all)), (40, 40));

    // What came of it is a sheet again; and the plan is used up.
    let saved = world.folder().join("result.csv");
    *world.desk.saves.lock().unwrap() = Some(saved.clone());
    let name = world.app.bulk_save(view.run.clone()).await.unwrap();
    assert_eq!(name.as_deref(), Some("result.csv"));
    let text = std::fs::read_to_string(saved).unwrap();
    assert_eq!(text.lines().count(), 41, "{text}");
    assert!(text.lines().skip(1).all(|line| line.contains(",done,")));
    let again = world
        .app
        .bulk_start(plan.plan, never(), "again".into(), Arc::new(Ignore));
    assert_eq!(again.await.unwrap_err(), AppError::Stale);
    world.app.bulk_forget(view.run).await.unwrap();
    assert!(world.app.bulk_list().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_or_there_twice_or_done_already_is_told_before_anything_is_sent() {
    let world = World::start().await;
    let all = computers(&world, 3);
    server(&world).with_world(|world| {
        let rows = world.rows_mut("computers");
        let twin = rows.iter().find(|row| row["host"] == "BULK-0001").unwrap();
        let mut twin = twin.clone();
        twin["id"] = "00000000-0000-4000-8000-999999999999".into();
        rows.push(twin);
    });
    let text = "Computer\nBULK-0000\nBULK-0001\nNOBODY-1\n\nBULK-0000\nBULK-0002\n";
    let sheet = choose(&world, text.as_bytes()).await.unwrap();
    let plan = check(&world, &sheet).await;
    assert_eq!((plan.ready, plan.wrong), (2, 3));
    let faults: Vec<(u32, BulkFault)> = rows(&world, &plan.plan)
        .await
        .into_iter()
        .filter_map(|row| match row.state {
            BulkRowState::Wrong { problems } => {
                Some((row.line.unwrap(), problems[0].problem.clone()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        faults,
        [
            (3, BulkFault::Several),
            (4, BulkFault::NotThere),
            (6, BulkFault::Twice { line: 2 }),
        ]
    );
    // A locked tenant: nothing is asked, and nothing leaves.
    let locked = world
        .app
        .bulk_start(plan.plan, never(), "run".into(), Arc::new(Ignore));
    assert!(matches!(
        locked.await.unwrap_err(),
        AppError::TenantLocked { .. }
    ));
    assert_eq!((moves(&world), arrived(&world, &all)), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_rows_are_looked_at_before_the_rest_and_a_pause_holds() {
    let world = World::start().await;
    let all = computers(&world, 6);
    let text: String = all.iter().map(|(_, host)| format!("{host}\n")).collect();
    let sheet = choose(&world, format!("Computer\n{text}").as_bytes()).await;
    let plan = check(&world, &sheet.unwrap()).await;
    open(&world).await;
    let rules = BulkRules {
        pilot: 3,
        failures: 1,
    };
    let view = start(&world, &plan, rules, Arc::new(Ignore)).await;
    assert_eq!(view.stopped, Some(BulkStop::Pilot));
    assert_eq!((view.totals.done, view.totals.waiting), (3, 3));
    // Somebody moves the next one by hand meanwhile.
    server(&world).with_world(|world| {
        let rows = world.rows_mut("computers").iter_mut();
        for row in rows.filter(|row| row["host"] == "BULK-0003") {
            row["archived"] = true.into();
        }
    });
    let view = go_on(&world, &view.run, false).await;
    assert_eq!(view.stopped, Some(BulkStop::Ended), "{view:?}");
    assert!(moves(&world) <= 6);
}

/// Killed in the middle of a row: at the next start the run is there, and every row is done once.
async fn killed_at(at: usize, of: usize) {
    let world = World::start().await;
    let all = computers(&world, of);
    let text: String = all.iter().map(|(_, host)| format!("{host}\n")).collect();
    let sheet = choose(&world, format!("Computer\n{text}").as_bytes()).await;
    let plan = check(&world, &sheet.unwrap()).await;
    assert_eq!(plan.ready as usize, of);
    open(&world).await;
    let after = Arc::new(After {
        rows: at,
        reached: Notify::new(),
    });
    {
        let running = start(&world, &plan, never(), Arc::clone(&after) as _);
        tokio::select! {
            view = running => panic!("it came to its end: {view:?}"),
            () = after.reached.notified() => {}
        }
    }
    let before = moves(&world);
    assert!(before >= at && before < of, "{before}");
    // The simulated tenant lives on while the program is gone.
    let world = world.killed_beside_tenants().await;
    let runs = world.app.bulk_list().await.unwrap();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].stopped, Some(BulkStop::Interrupted));
    assert!(runs[0].totals.done as usize >= at);
    open(&world).await;
    let view = go_on(&world, &runs[0].run, false).await;
    assert_eq!(view.stopped, Some(BulkStop::Ended), "{view:?}");
    assert_eq!(view.totals.failed + view.totals.unknown, 0, "{view:?}");
    assert_eq!(view.totals.done as usize, of);
    // Everybody arrived, and nobody was told twice.
    assert_eq!((moves(&world), arrived(&world, &all)), (of, of));
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_row_17_of_60_every_row_is_done_exactly_once() {
    killed_at(17, 60).await;
}

/// The figure of the product's promise; minutes in an unoptimised build.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "minutes: cargo nextest run -p conformance --test bulk --run-ignored only"]
async fn killed_at_row_137_of_500_every_row_is_done_exactly_once() {
    killed_at(137, 500).await;
}
