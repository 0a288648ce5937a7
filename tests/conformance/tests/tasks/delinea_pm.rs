//! Privilege Manager: reports that look, policies that are changed, and what only a console does.

use crate::ground::Enter::{Pick, Picks, Text};
use crate::ground::{BOTH, Ground};
use conformance::World;
use serde_json::Value;

const DELINEA: &str = "delinea-pm";

fn first(ground: &Ground<'_>, rows: &str, text: &str, fits: impl Fn(&Value) -> bool) -> String {
    ground.server().with_world(|world| {
        let found = world.rows(rows).iter().find(|row| fits(row));
        found.unwrap_or_else(|| panic!("no such row in {rows}"))[text]
            .as_str()
            .unwrap()
            .to_owned()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_read_by_the_titles_of_their_columns() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, DELINEA, writing).await;
        // The older release answers with the bare grid.
        for profile in ["current", "11.1"] {
            ground.server().set_switch("profile", profile);
            let health = ground
                .does("agent-health", &[("computer", Pick("LT-1181"))])
                .await;
            assert!(
                health.done().0.starts_with("LT-1181 checked in last 20"),
                "{}",
                health.done().0
            );
            let found = ground
                .does("find-computer", &[("name", Text("lt-118"))])
                .await;
            assert!(found.rows().len() > 3);
            let ran = ground.does("why-elevated", &[]).await;
            assert!(!ran.rows().is_empty());
            let report = [
                ("report", Text("f71a9131-c66a-4c47-932c-16b3b9e56636")),
                ("about", Text("WS-0420")),
            ];
            assert_eq!(ground.does("report", &report).await.rows().len(), 1);
            let unknown = [("report", Text("00000000-0000-4000-8000-000000000000"))];
            assert!(
                ground
                    .does("report", &unknown)
                    .await
                    .stopped()
                    .contains("no report")
            );
            assert!(
                !ground
                    .does("who-saw-passwords", &[])
                    .await
                    .rows()
                    .is_empty()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_are_switched_and_let_programs_through() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, DELINEA, writing).await;
        let own = |row: &Value| !row["Attributes"].to_string().contains("NoModify");
        let policy = first(&ground, "policies", "Name", |row| {
            own(row) && row["Enabled"] == true
        });
        let off = ground
            .does(
                "policy-on-off",
                &[("policy", Pick(&policy)), ("to", Text("false"))],
            )
            .await;
        off.seen();
        assert_eq!(ground.row("policies", "Name", &policy)["Enabled"], false);
        ground.undoes(&off).await.seen();
        assert_eq!(ground.row("policies", "Name", &policy)["Enabled"], true);
        let fixed = first(&ground, "policies", "Name", |row| {
            !own(row) && row["Enabled"] == true
        });
        let stopped = ground
            .does(
                "policy-on-off",
                &[("policy", Pick(&fixed)), ("to", Text("false"))],
            )
            .await;
        assert!(stopped.stopped().contains("came with the product"));

        let held = ground.row("policies", "Name", &policy)["Filters"].clone();
        let filter = first(&ground, "filters", "Name", |row| {
            !held.to_string().contains(row["Id"].as_str().unwrap())
        });
        let enter = [
            ("policy", Pick(policy.as_str())),
            ("filter", Pick(filter.as_str())),
            ("role", Text("3")),
        ];
        let through = ground.does("let-through", &enter).await;
        through.seen();
        assert!(
            ground.row("policies", "Name", &policy)["Filters"]
                .to_string()
                .contains(through.id("filter"))
        );
        ground.undoes(&through).await.seen();
        assert_eq!(ground.row("policies", "Name", &policy)["Filters"], held);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_started_for_computers_and_says_that_nothing_proves_it() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, DELINEA, writing).await;
        let enter = [
            ("task", Text("38775f9e-9995-49de-8732-4994d0d2332a")),
            ("computers", Picks(&["LT-1181", "LT-1182"])),
            ("name", Text("INC0012345")),
        ];
        let started = ground.does("run-on-computers", &enter).await;
        assert!(
            started.done().0.contains("Task History"),
            "{}",
            started.done().0
        );
        let run = ground
            .server()
            .with_world(|world| world.rows("task_runs").last().cloned().unwrap());
        assert_eq!(
            (run["Task"].as_str(), run["Name"].as_str()),
            (Some("WMI Inventory"), Some("INC0012345"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_the_console_does_says_where_and_what_to_say() {
    let world = World::start().await;
    for task in ["offline-approval", "show-password", "decide-request"] {
        let view = world
            .app
            .task_get(world.tenant(DELINEA), task.to_owned())
            .await
            .unwrap();
        let console = view.console.unwrap();
        assert!(view.line.console && !console.steps.is_empty() && !console.because.is_empty());
        let address = console.address.unwrap();
        assert!(address.ends_with("/Tms/PrivilegeManager"), "{address}");
    }
}
