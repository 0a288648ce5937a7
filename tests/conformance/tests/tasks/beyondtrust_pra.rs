//! Privileged Remote Access: JSON beside a Command API and reports in XML.

use crate::ground::Enter::{Pick, Secret, Text};
use crate::ground::{BOTH, Ground};
use conformance::World;
use serde_json::{Value, json};

const PRA: &str = "beyondtrust-pra";

fn find(ground: &Ground<'_>, rows: &str, fits: impl Fn(&Value) -> bool) -> Value {
    ground.server().with_world(|world| {
        let found = world.rows(rows).iter().find(|row| fits(row)).cloned();
        found.unwrap_or_else(|| panic!("no such row in {rows}"))
    })
}

fn name(row: &Value, text: &str) -> String {
    row[text].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_seen_tagged_and_ended_over_xml() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRA, writing).await;
        let live = ground.does("who-is-on", &[]).await;
        assert!(!live.rows().is_empty());
        assert!(
            live.rows().iter().all(|row| row[4].len() == 32),
            "{:?}",
            live.rows()
        );

        let tagged = ground
            .does(
                "tag-session",
                &[("session", Pick("*")), ("number", Text("INC0012345"))],
            )
            .await;
        tagged.seen();
        let lsid = tagged.id("session").to_owned();
        let session =
            |ground: &Ground<'_>| find(ground, "sessions", |row| row["lsid"] == lsid.as_str());
        assert_eq!(session(&ground)["external_key"], "INC0012345");

        let ended = ground.does("end-session", &[("session", Pick("*"))]).await;
        ended.seen();
        let row = find(&ground, "sessions", |row| {
            row["lsid"] == ended.id("session")
        });
        assert!(!row["end"].is_null());
        assert!(live.rows().len() > ground.does("who-is-on", &[]).await.rows().len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_run_and_one_that_finds_nothing_says_so() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRA, writing).await;
        let day = |ago: i64| {
            let now = ground.server().clock().now();
            let at = domain::Timestamp::from_second(now.as_second() - ago * 86_400).unwrap();
            at.strftime("%Y-%m-%d").to_string()
        };
        let began = day(3);
        let enter = [("from", Text(began.as_str())), ("days", Text("4"))];
        let report = ground.does("session-report", &enter).await;
        assert!(!report.rows().is_empty());
        let long_ago = day(3000);
        let enter = [("from", Text(long_ago.as_str())), ("days", Text("1"))];
        let nothing = ground.does("session-report", &enter).await;
        assert!(nothing.rows().is_empty());
        let machine = find(&ground, "jump_clients", |_| true);
        let machine = name(&machine, "name");
        let found = ground
            .does("find-machine", &[("machine", Pick(&machine))])
            .await;
        assert!(found.done().0.contains(&machine));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_unlocked_given_passwords_rights_and_days() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRA, writing).await;
        let local = find(&ground, "users", |row| {
            row["security_provider_id"] == 1 && row["perm_admin"] != true
        });
        let local = name(&local, "username");
        ground.server().with_world(|world| {
            world.find_mut("users", "username", &local).unwrap()["failed_logins"] = json!(5);
        });
        ground
            .does("unlock-user", &[("user", Pick(&local))])
            .await
            .seen();
        assert_eq!(ground.row("users", "username", &local)["failed_logins"], 0);
        let again = ground.does("unlock-user", &[("user", Pick(&local))]).await;
        assert!(again.stopped().contains("not locked out"));

        let enter = [
            ("user", Pick(local.as_str())),
            ("password", Secret("canary-Task-33z")),
        ];
        let reset = ground.does("reset-password", &enter).await;
        reset.seen();
        assert_eq!(
            ground.row("users", "username", &local)["password_reset_next_login"],
            true
        );
        assert!(!format!("{:?}", reset.run).contains("canary-Task-33z"));

        let off = ground
            .does(
                "user-on-off",
                &[("user", Pick(&local)), ("to", Text("false"))],
            )
            .await;
        off.seen();
        assert_eq!(ground.row("users", "username", &local)["enabled"], false);
        ground.undoes(&off).await.seen();
        assert_eq!(ground.row("users", "username", &local)["enabled"], true);

        let id = ground.row("users", "username", &local)["id"].clone();
        let policy = ground.server().with_world(|world| {
            let policies = world.rows("group_policies").iter();
            let mut free = policies.filter(|policy| {
                let mut members = world.rows("group_policy_members").iter();
                !members.any(|row| row["_of"] == policy["id"] && row["user_id"] == id)
            });
            name(free.next().unwrap(), "name")
        });
        let member = |ground: &Ground<'_>| {
            let of = ground.row("group_policies", "name", &policy)["id"].clone();
            ground.server().with_world(|world| {
                let mut rows = world.rows("group_policy_members").iter();
                rows.any(|row| row["_of"] == of && row["user_id"] == id)
            })
        };
        let enter = [
            ("user", Pick(local.as_str())),
            ("policy", Pick(policy.as_str())),
        ];
        let added = ground.does("add-to-policy", &enter).await;
        added.seen();
        assert!(member(&ground));
        ground.undoes(&added).await.seen();
        assert!(!member(&ground));

        let expired = find(&ground, "vendor_users", |row| row["is_expired"] == true);
        let company = find(&ground, "vendors", |row| row["id"] == expired["_of"]);
        let (company, person) = (name(&company, "name"), name(&expired, "username"));
        let enter = [
            ("company", Pick(company.as_str())),
            ("user", Pick(person.as_str())),
        ];
        ground.does("vendor-user-back", &enter).await.seen();
        assert_eq!(
            ground.row("vendor_users", "username", &person)["is_expired"],
            false
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_answered_and_credentials_rotated_and_taken_back() {
    for writing in BOTH {
        let world = World::start().await;
        let ground = Ground::open(&world, PRA, writing).await;
        let administrator = find(&ground, "users", |row| row["perm_admin"] == true);
        let administrator = name(&administrator, "username");
        for answer in ["approved", "denied"] {
            let enter = [
                ("approver", Pick(administrator.as_str())),
                ("request", Pick("*")),
                ("answer", Text(answer)),
                ("comment", Text("As agreed")),
            ];
            let decided = ground.does("decide-request", &enter).await;
            decided.seen();
            let row = ground.row("jump_approvals", "id", decided.id("request"));
            assert_eq!(
                (&row["state"], &row["response_comments"]),
                (&json!(answer), &json!("As agreed"))
            );
        }
        let windows = find(&ground, "vault_accounts", |row| {
            row["type"] == "windows_local" || row["type"] == "windows_domain"
        });
        let windows = name(&windows, "name");
        let rotated = ground
            .does("rotate-credential", &[("account", Pick(&windows))])
            .await;
        assert!(
            rotated.done().0.contains("only schedules it"),
            "{}",
            rotated.done().0
        );

        let plain = find(&ground, "vault_accounts", |row| {
            row["type"] == "username_password" && row["personal"] != true
        });
        let plain = name(&plain, "name");
        let out = ground.does("check-out", &[("account", Pick(&plain))]).await;
        assert_eq!(out.run.disclosed.len(), 1);
        let held = ground.row("vault_accounts", "name", &plain);
        assert_eq!(held["_out"].as_array().map(Vec::len), Some(1));
        let password = held["password"].as_str().unwrap();
        assert!(!format!("{:?}", out.run).contains(password));
        ground.undoes(&out).await.done();
        assert_eq!(
            ground.row("vault_accounts", "name", &plain)["_out"],
            json!([])
        );
    }
}
