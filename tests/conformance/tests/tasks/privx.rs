//! PrivX: roles that are read, changed and written back whole, and connections that end a moment later.

use crate::ground::Enter::{Pick, Secret, Text};
use crate::ground::{BOTH, Ground, Writing};
use conformance::World;
use serde_json::Value;

const PRIVX: &str = "privx";

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
async fn people_get_passwords_second_factors_and_roles() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRIVX, writing).await;
        let person = first(&ground, "users", "principal", |user| {
            user["source_type"] == "LOCAL"
                && user["principal"] != "superuser"
                && user["roles"]
                    .as_array()
                    .is_some_and(|roles| !roles.is_empty())
        });
        let found = ground.does("find-user", &[("user", Pick(&person))]).await;
        assert!(found.done().0.contains(&person));

        ground
            .does("reset-mfa", &[("user", Pick(&person))])
            .await
            .seen();
        assert_eq!(
            ground.row("users", "principal", &person)["mfa"]["status"],
            "DEFAULT"
        );
        if writing == Writing::Otherwise {
            // What is written back whole goes back as it came, and this server knows only its own
            // spelling.
            continue;
        }

        let enter = [
            ("user", Pick(person.as_str())),
            ("password", Secret("canary-Task-72y")),
            ("change", Text("true")),
        ];
        let before = ground.row("local_users", "username", &person);
        let reset = ground.does("reset-password", &enter).await;
        let (words, _) = reset.done();
        assert!(words.contains("new password"), "{words}");
        let after = ground.row("local_users", "username", &person);
        assert_ne!(before["password"], after["password"]);
        assert_eq!(after["password_change_required"], true);
        assert_eq!(
            before["email"], after["email"],
            "a PUT replaces, and nothing is lost"
        );
        assert!(!format!("{:?}", reset.run).contains("canary-Task-72y"));

        let roles = |ground: &Ground<'_>| {
            let user = ground.row("users", "principal", &person);
            let roles = user["roles"].as_array().cloned().unwrap_or_default();
            roles
                .iter()
                .map(|role| role["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let held = roles(&ground);
        let other = first(&ground, "roles", "name", |role| {
            !held.iter().any(|held| role["name"] == held.as_str()) && role["system"] != true
        });
        let enter = [
            ("user", Pick(person.as_str())),
            ("role", Pick(other.as_str())),
            ("hours", Text("4")),
        ];
        let given = ground.does("give-role", &enter).await;
        given.seen();
        let now = roles(&ground);
        assert!(
            now.contains(&other) && held.iter().all(|held| now.contains(held)),
            "{held:?} {now:?}"
        );
        let again = ground.does("give-role", &enter).await;
        assert!(again.stopped().contains("already"));
        ground.undoes(&given).await.seen();
        assert_eq!(roles(&ground).len(), held.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_decided_by_those_who_may() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRIVX, writing).await;
        for (decision, state) in [("APPROVED", "APPROVED"), ("DENIED", "DENIED")] {
            let enter = [
                ("request", Pick("*")),
                ("decision", Text(decision)),
                ("comment", Text("As agreed")),
            ];
            let decided = ground.does("decide-request", &enter).await;
            decided.seen();
            let row = ground.row("requests", "id", decided.id("request"));
            assert!(
                row["status"] == state || row["status"] == "WAITING",
                "{row}"
            );
            assert_eq!(row["steps"][0]["approvers"][0]["decision"], state);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_end_hosts_are_disabled_and_people_signed_out() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRIVX, writing).await;
        ground.server().set_switch("termination_seconds", 0);
        let live = |row: &Value| {
            row["status"] == "CONNECTED" && !row["target_host"]["common_name"].is_null()
        };
        let host = ground.server().with_world(|world| {
            let row = world
                .rows("connections")
                .iter()
                .find(|row| live(row))
                .unwrap()
                .clone();
            row["target_host"]["common_name"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        let on = ground
            .does("who-is-connected", &[("host", Pick(&host))])
            .await;
        assert!(!on.rows().is_empty());
        let ended = ground
            .does("end-connection", &[("connection", Pick("*"))])
            .await;
        ended.seen();
        assert_ne!(
            ground.row("connections", "id", ended.id("connection"))["ends_at"],
            Value::Null
        );

        let enabled = first(&ground, "hosts", "common_name", |row| {
            row["disabled"] == "FALSE"
        });
        let off = ground
            .does(
                "host-on-off",
                &[("host", Pick(&enabled)), ("to", Text("disable"))],
            )
            .await;
        off.seen();
        assert_eq!(
            ground.row("hosts", "common_name", &enabled)["disabled"],
            "BY_ADMIN"
        );
        ground.undoes(&off).await.seen();
        assert_eq!(
            ground.row("hosts", "common_name", &enabled)["disabled"],
            "FALSE"
        );

        let user = ground.server().with_world(|world| {
            let row = world
                .rows("connections")
                .iter()
                .find(|row| live(row) && row["ends_at"].is_null());
            let row = row.cloned().unwrap_or_default();
            let user = world.find(
                "users",
                "id",
                row["user"]["id"].as_str().unwrap_or_default(),
            );
            user.unwrap()["principal"].as_str().unwrap().to_owned()
        });
        let out = ground.does("sign-out-user", &[("user", Pick(&user))]).await;
        out.seen();
        let id = ground.row("users", "principal", &user)["id"].clone();
        let left = ground.server().with_world(|world| {
            let rows = world.rows("connections").iter();
            rows.filter(|row| {
                row["user"]["id"] == id && row["status"] == "CONNECTED" && row["ends_at"].is_null()
            })
            .count()
        });
        assert_eq!(left, 0);

        let why = ground
            .does(
                "why-not-host",
                &[("user", Pick(&user)), ("host", Pick(&enabled))],
            )
            .await;
        assert!(!why.done().0.is_empty());
        let healthy = ground.does("is-healthy", &[]).await;
        assert!(healthy.rows().len() > 3, "{:?}", healthy.rows());
    }
}
