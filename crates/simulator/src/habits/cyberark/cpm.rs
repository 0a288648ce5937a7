//! The CPM: works off what callers left for it, when the tenant's clock has come that far.

use domain::Timestamp;
use serde_json::{Value, json};

use super::accounts::note;
use crate::World;

/// Does every task that is due.
pub(super) fn work(world: &mut World, now: Timestamp) {
    let now = now.as_second();
    let due: Vec<usize> = world
        .rows("accounts")
        .iter()
        .enumerate()
        .filter(|(_, account)| {
            account["_task"]["due"]
                .as_i64()
                .is_some_and(|due| due <= now)
        })
        .map(|(at, _)| at)
        .collect();
    for at in due {
        let account = world.rows("accounts")[at].clone();
        let kind = account["_task"]["kind"]
            .as_str()
            .unwrap_or("Change")
            .to_owned();
        let ended = account["_task"]["due"].as_i64().unwrap_or(now);
        // Reconciling is the way out of most failures, so it works where the others do not.
        let fails = account["_fails"] == true && kind != "Reconcile";
        let fresh = format!("canary-cpm-{}", world.secrets.hex(12));
        let row = &mut world.rows_mut("accounts")[at];
        row["_task"] = Value::Null;
        row["_last_task"] = json!(kind);
        row["secretManagement"]["status"] = json!(if fails { "failure" } else { "success" });
        if !fails {
            let field = match kind.as_str() {
                "Verify" => "lastVerifiedTime",
                "Reconcile" => "lastReconciledTime",
                _ => "lastModifiedTime",
            };
            row["secretManagement"][field] = json!(ended);
            if kind != "Verify" {
                row["_secret"] = json!(fresh);
                row["_fails"] = json!(false);
            }
        }
        let what = format!("CPM {kind} Password{}", if fails { " Failed" } else { "" });
        note(
            world,
            &account,
            "PasswordManager",
            (&what, 24),
            "ImmediateTask",
            ended,
        );
    }
}
