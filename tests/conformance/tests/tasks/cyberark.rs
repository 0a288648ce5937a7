//! Privilege Cloud: people and what they may use, requests, sessions, and passwords that fail.

use crate::ground::Enter::{Pick, Secret, Text};
use crate::ground::{BOTH, Ground};
use conformance::World;
use serde_json::{Value, json};

const CYBERARK: &str = "cyberark";

/// A text of the first row that is as wanted.
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
async fn people_are_unlocked_given_passwords_groups_and_disabled() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, CYBERARK, writing).await;
        let locked = first(&ground, "users", "username", |user| {
            user["suspended"] == true && user["enableUser"] != false
        });
        let unlocked = ground.does("unlock-user", &[("user", Pick(&locked))]).await;
        unlocked.seen();
        assert_eq!(ground.row("users", "username", &locked)["suspended"], false);
        let again = ground.does("unlock-user", &[("user", Pick(&locked))]).await;
        assert!(again.stopped().contains("not locked out"));

        let own = first(&ground, "users", "username", |user| {
            user["source"] == "CyberArk"
                && user["userType"] == "EPVUser"
                && user["enableUser"] == true
                && user["username"] != "svc-keydesk"
                && !user["groupsMembership"].to_string().contains("Auditors")
        });
        let enter = [
            ("user", Pick(own.as_str())),
            ("password", Secret("canary-Task-91x")),
        ];
        let reset = ground.does("reset-password", &enter).await;
        reset.seen();
        assert_eq!(
            ground.row("users", "username", &own)["_password"],
            "canary-Task-91x"
        );
        assert!(!format!("{:?}", reset.run).contains("canary-Task-91x"));
        for exchange in &reset.run.exchanges {
            let entry = world.app.history_get(exchange.clone()).await.unwrap();
            assert!(
                !format!("{entry:?}").contains("canary-Task-91x"),
                "the history has no secret"
            );
        }

        let off = ground
            .does(
                "user-on-off",
                &[("user", Pick(&own)), ("to", Text("disable"))],
            )
            .await;
        off.seen();
        assert_eq!(ground.row("users", "username", &own)["enableUser"], false);
        ground.undoes(&off).await.seen();
        assert_eq!(ground.row("users", "username", &own)["enableUser"], true);

        let enter = [
            ("target", Pick("Auditors")),
            ("user", Pick(own.as_str())),
            ("to", Text("add")),
        ];
        let put = ground.does("group-member", &enter).await;
        put.seen();
        let groups = |ground: &Ground<'_>| {
            ground.row("users", "username", &own)["groupsMembership"].to_string()
        };
        assert!(groups(&ground).contains("Auditors"));
        ground.undoes(&put).await.seen();
        assert!(!groups(&ground).contains("Auditors"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_repaired_and_released_and_their_history_told() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, CYBERARK, writing).await;
        ground.server().set_switch("cpm_seconds", 0);
        let failing = first(&ground, "accounts", "name", |row| {
            row["secretManagement"]["status"] == "failure"
                && row["secretManagement"]["automaticManagementEnabled"] == true
        });
        let enter = [
            ("account", Pick(failing.as_str())),
            ("how", Text("Reconcile")),
        ];
        let repaired = ground.does("repair-account", &enter).await;
        repaired.seen();
        assert_eq!(
            ground.row("accounts", "name", &failing)["secretManagement"]["status"],
            "success"
        );

        let plain = ground.server().with_world(|world| {
            let mut rows = world.rows("accounts").iter();
            let free =
                |row: &&Value| row["platformId"] == "WinServerLocal" && row["_locked_by"].is_null();
            rows.find(free).unwrap().clone()
        });
        let (name, secret) = (
            plain["name"].as_str().unwrap(),
            plain["_secret"].as_str().unwrap(),
        );
        let enter = [("account", Pick(name)), ("reason", Text("Disk full"))];
        let got = ground.does("get-password", &enter).await;
        assert!(!format!("{:?}", got.run).contains(secret));
        let held = got.run.disclosed.first().unwrap();
        let reveal = serde_json::json!({
            "exchange": held.exchange, "handle": held.value.handle, "reason": "Disk full",
        });
        let reveal = serde_json::from_value(reveal).unwrap();
        world.app.secret_reveal(reveal).await.unwrap();
        let shown = world.app.secret_shown().await.unwrap().unwrap();
        assert_eq!(serde_json::to_value(&shown.value).unwrap(), *secret);

        let out = first(&ground, "accounts", "name", |row| {
            !row["_locked_by"].is_null()
        });
        ground
            .does("release-account", &[("account", Pick(&out))])
            .await
            .seen();
        assert_eq!(
            ground.row("accounts", "name", &out)["_locked_by"],
            Value::Null
        );

        let history = ground
            .does("account-history", &[("account", Pick(&failing))])
            .await;
        assert!(
            history
                .rows()
                .iter()
                .any(|row| row[2].contains("Reconcile")),
            "{:?}",
            history.rows()
        );
        let healthy = ground.does("is-healthy", &[]).await;
        assert!(healthy.rows().len() >= 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_decided_and_members_of_a_safe_come_and_go() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, CYBERARK, writing).await;
        for (decision, word) in [("confirm", "Confirmed"), ("reject", "Rejected")] {
            let enter = [
                ("request", Pick("*")),
                ("decision", Text(decision)),
                ("reason", Text("Change NM-1")),
            ];
            let decided = ground.does("decide-request", &enter).await;
            decided.seen();
            let row = ground.row("requests", "RequestID", decided.id("request"));
            let last = row["Confirmers"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()
                .clone();
            assert_eq!(
                (&last["Action"], &last["Reason"]),
                (&json!(word), &json!("Change NM-1"))
            );
        }
        let member = |ground: &Ground<'_>| {
            ground.server().with_world(|world| {
                let mut rows = world.rows("safe_members").iter();
                rows.find(|row| row["safeName"] == "P-WIN-LOCAL" && row["memberName"] == "pnair")
                    .cloned()
            })
        };
        ground.server().with_world(|world| {
            world
                .rows_mut("safe_members")
                .retain(|row| !(row["safeName"] == "P-WIN-LOCAL" && row["memberName"] == "pnair"));
        });
        for days in ["", "30"] {
            let enter = [
                ("safe", Pick("P-WIN-LOCAL")),
                ("member", Text("pnair")),
                ("rights", Text("use")),
                ("days", Text(days)),
            ];
            let added = ground.does("add-safe-member", &enter).await;
            added.seen();
            let row = member(&ground).unwrap();
            assert_eq!(
                (
                    &row["permissions"]["useAccounts"],
                    &row["permissions"]["retrieveAccounts"]
                ),
                (&json!(true), &json!(false))
            );
            assert_eq!(row["membershipExpirationDate"].is_null(), days.is_empty());
            let again = ground.does("add-safe-member", &enter).await;
            assert!(again.stopped().contains("already"));
            ground.undoes(&added).await.seen();
            assert_eq!(member(&ground), None);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_session_is_suspended_and_ended() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, CYBERARK, writing).await;
        let fit = |row: &Value| row["CanTerminate"] == true && row["CanSuspend"] == true;
        let user = first(&ground, "live_sessions", "User", fit);
        let suspended = ground
            .does(
                "end-session",
                &[("session", Pick(&user)), ("how", Text("suspend"))],
            )
            .await;
        suspended.seen();
        assert_eq!(
            ground.row("live_sessions", "SessionID", suspended.id("session"))["_suspended"],
            true
        );
        let ended = ground
            .does(
                "end-session",
                &[("session", Pick(&user)), ("how", Text("terminate"))],
            )
            .await;
        ended.seen();
        assert_eq!(
            ground.row("live_sessions", "SessionID", ended.id("session")),
            Value::Null
        );
    }
}
