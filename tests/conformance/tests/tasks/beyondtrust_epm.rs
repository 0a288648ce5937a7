//! Endpoint Privilege Management: changes are answered at once and made a moment later.

use crate::ground::Enter::{Pick, Picks, Text};
use crate::ground::{BOTH, Ground};
use conformance::World;
use serde_json::{Value, json};

const EPM: &str = "beyondtrust-epm";

/// The name of a computer that is as wanted.
fn computer(ground: &Ground<'_>, fits: impl Fn(&Value) -> bool) -> String {
    ground.server().with_world(|world| {
        let found = world.rows("computers").iter().find(|row| fits(row));
        found.unwrap()["host"].as_str().unwrap().to_owned()
    })
}

fn at_work(row: &Value) -> bool {
    row["authorisationState"] == "Authorised"
        && row["archived"] == false
        && row["groupName"] == "Laptops"
        && row["endpointInformation"].is_object()
}

#[tokio::test(flavor = "multi_thread")]
async fn computers_are_found_moved_archived_and_accepted() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, EPM, writing).await;
        ground.server().set_switch("task_milliseconds", 1);
        let name = computer(&ground, at_work);
        let found = ground
            .does("find-computer", &[("computer", Pick(&name))])
            .await;
        assert!(found.done().0.contains(&name));

        let enter = [
            ("computer", Pick(name.as_str())),
            ("target", Pick("Branch Bergen")),
        ];
        let moved = ground.does("move-computer", &enter).await;
        moved.seen();
        assert_eq!(
            moved.changes,
            [("Laptops".to_owned(), "Branch Bergen".to_owned())]
        );
        let row = ground.row("computers", "id", moved.id("computer"));
        assert_eq!(row["groupName"], "Branch Bergen");
        let again = ground.does("move-computer", &enter).await;
        assert!(again.stopped().contains("already in that group"));
        ground.undoes(&moved).await.seen();
        let row = ground.row("computers", "id", moved.id("computer"));
        assert_eq!(row["groupName"], "Laptops");

        let current = ground
            .does("policy-current", &[("computer", Pick(&name))])
            .await;
        assert!(current.done().0.contains(&name));
        ground
            .does("agent-logs", &[("computer", Pick(&name))])
            .await
            .done();

        let archived = ground
            .does("archive-computer", &[("computers", Picks(&[&name]))])
            .await;
        archived.seen();
        assert_eq!(
            ground.row("computers", "id", archived.id("computers"))["archived"],
            true
        );
        ground.undoes(&archived).await.seen();
        assert_eq!(
            ground.row("computers", "id", archived.id("computers"))["archived"],
            false
        );

        let new = computer(&ground, |row| row["authorisationState"] == "Pending");
        let enter = [
            ("computers", Picks(&[&new])),
            ("target", Pick("Workstations")),
        ];
        let accepted = ground.does("accept-computers", &enter).await;
        accepted.seen();
        let row = ground.row("computers", "id", accepted.id("computers"));
        assert_eq!(
            (&row["authorisationState"], &row["groupName"]),
            (&json!("Authorised"), &json!("Workstations"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_takes_its_time_is_asked_again_until_it_is_done() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, EPM, writing).await;
        ground.server().set_switch("task_milliseconds", 1500);
        let name = computer(&ground, at_work);
        let enter = [
            ("computer", Pick(name.as_str())),
            ("target", Pick("Developers")),
        ];
        ground.does("move-computer", &enter).await.seen();
        let looks = ground
            .server()
            .requests()
            .of("GET", "/management-api/v3/Tasks/");
        assert!(looks.len() >= 2, "{looks:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_for_rights_are_decided_and_rights_given_for_a_time() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, EPM, writing).await;
        let enter = [
            ("request", Pick("*")),
            ("decision", Text("Denied")),
            ("minutes", Text("30")),
            ("message", Text("Use the other tool")),
            ("by", Text("Ada")),
        ];
        let decided = ground.does("decide-admin-request", &enter).await;
        decided.seen();
        let row = ground.row("admin_requests", "id", decided.id("request"));
        assert_eq!(row["accessDecision"]["status"], "Denied");
        assert_eq!(row["message"], "Use the other tool");

        // Somebody who was seen on a computer that is known.
        let (host, user) = ground.server().with_world(|world| {
            let seen = world.past("events").rows().rev().find(|event| {
                let host = event["host"]["hostname"].as_str().unwrap_or_default();
                let known = world.find("computers", "host", host);
                let user = event["user"]["name"].as_str().unwrap_or_default();
                let asked = world.rows("admin_requests").iter().any(|row| {
                    row["requestInfo"]["userName"]
                        .as_str()
                        .is_some_and(|name| name.to_lowercase().contains(&user.to_lowercase()))
                });
                known.is_some_and(|row| {
                    row["endpointInformation"]["systemName"] == host && row["archived"] == false
                }) && !asked
                    && !user.is_empty()
                    && event["user"]["id"].is_string()
            });
            let seen = seen.unwrap();
            (
                seen["host"]["hostname"].as_str().unwrap().to_owned(),
                seen["user"]["name"].as_str().unwrap().to_owned(),
            )
        });
        let enter = [
            ("computer", Pick(host.as_str())),
            ("user", Text(user.as_str())),
            ("minutes", Text("45")),
            ("reason", Text("A printer driver")),
            ("by", Text("Ada")),
        ];
        let given = ground.does("grant-admin-time", &enter).await;
        given.seen();
        let made = ground
            .server()
            .with_world(|world| world.rows("admin_requests")[0].clone());
        assert_eq!(made["accessDecision"]["status"], "Approved");
        assert_eq!(made["requestInfo"]["durationRequested"], 2700);
        ground.undoes(&given).await.seen();
        let made = ground
            .server()
            .with_world(|world| world.rows("admin_requests")[0].clone());
        assert_eq!(made["accessDecision"]["status"], "Denied");

        let enter = [
            ("computer", Pick(host.as_str())),
            ("hours", Text("720")),
            ("what", Text("everything")),
        ];
        let events = ground.does("why-blocked", &enter).await;
        assert!(!events.rows().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_and_console_users_are_changed_and_set_back() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, EPM, writing).await;
        ground.server().set_switch("task_milliseconds", 1);
        let enter = [
            ("target", Pick("Policy pilot")),
            ("policy", Pick("Standard workplace")),
            ("revision", Pick("*")),
        ];
        let given = ground.does("test-policy", &enter).await;
        given.seen();
        let pilot = |ground: &Ground<'_>| ground.row("groups", "name", "Policy pilot");
        assert_eq!(pilot(&ground)["policyRevisionId"], *given.id("revision"));
        ground.undoes(&given).await.seen();
        assert_eq!(pilot(&ground)["policyName"], "Pre-production");

        let off = ground
            .does(
                "console-user",
                &[("user", Pick("*")), ("to", Text("Disable"))],
            )
            .await;
        off.seen();
        assert_eq!(ground.row("users", "id", off.id("user"))["disabled"], true);
        ground.undoes(&off).await.seen();
        assert_eq!(ground.row("users", "id", off.id("user"))["disabled"], false);

        let log = ground.does("who-changed", &[("hours", Text("1"))]).await;
        assert!(
            log.rows()
                .iter()
                .any(|row| row.iter().any(|cell| cell.contains("Policy pilot"))),
            "{:?}",
            log.rows()
        );
    }
}
