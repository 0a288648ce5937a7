//! The reports that are no list of sessions: licences, Jump Items and the appliance's log.

use domain::Timestamp;
use serde_json::Value;

use super::reporting::word;
use super::xml::{Surface, element};
use super::zip;
use crate::{Answered, Asked, World};

const KINDS: [(&str, &str); 4] = [
    ("jump_clients", "Jump Client"),
    ("remote_rdps", "Remote RDP"),
    ("shell_jumps", "Shell Jump"),
    ("web_jumps", "Web Jump"),
];

fn named(world: &World, collection: &str, id: &Value) -> String {
    world
        .rows(collection)
        .iter()
        .find(|row| !id.is_null() && row["id"] == *id)
        .map(|row| word(&row["name"]))
        .unwrap_or_default()
}

/// Which Jump Items use a licence, as a table in a ZIP.
pub(super) fn licences(world: &World) -> Answered {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: [&str; 7]| cells.map(quoted).join(",") + "\r\n";
    let mut table = line([
        "Jump Item Name",
        "Hostname / IP",
        "Jumpoint",
        "Remote App Name",
        "License Used",
        "Jump Method",
        "Jump Group",
    ]);
    for (collection, method) in KINDS {
        for row in world.rows(collection) {
            table.push_str(&line([
                &word(&row["name"]),
                &word(if row["hostname"].is_null() {
                    &row["url"]
                } else {
                    &row["hostname"]
                }),
                &named(world, "jumpoints", &row["jumpoint_id"]),
                &word(&row["remote_app_name"]),
                if row["is_lost"] == true { "no" } else { "yes" },
                method,
                &named(world, "jump_groups", &row["jump_group_id"]),
            ]));
        }
    }
    Answered::body(
        200,
        "application/zip",
        zip::archive(&[("jump_items.csv", table.into_bytes())]),
    )
}

/// The Jump Items.
pub(super) fn jump_items(world: &World) -> Answered {
    let list = KINDS.iter().flat_map(|(collection, method)| {
        world.rows(collection).iter().map(move |row| {
            element("jump_item")
                .with("id", word(&row["id"]))
                .leaf("name", word(&row["name"]))
                .leaf("method", method)
        })
    });
    element("jump_item_list")
        .children(list)
        .answer(world, Surface::Reporting)
}

/// The log in a ZIP. Lines as the appliance logs them; long records are cut in two, wherever that falls.
pub(super) fn syslog(asked: &Asked, world: &World) -> Answered {
    let host = "pra";
    let mut lines = String::new();
    for (at, session) in world.rows("sessions").iter().rev().take(40).enumerate() {
        let Some(start) = session["start"].as_i64() else {
            continue;
        };
        let when = Timestamp::from_second(start).unwrap_or(asked.now);
        let stamp = when.strftime("%b %d %H:%M:%S").to_string();
        let who = word(&session["display_name"]).replace(';', "\\;");
        let record = format!(
            "event=login;site=pra.northmere.example;status=success;target=web/login;\
             when={start};who={who} ({}) using saml;who_ip={}",
            word(&session["username"]),
            word(&session["user_private_ip"]),
        );
        let middle = record.len() / 2;
        match record.split_at_checked(middle) {
            Some((first, second)) if at % 5 == 0 => {
                lines.push_str(&format!("{stamp} {host} BG[12482]: 1427:01:02:{first}\n"));
                lines.push_str(&format!("{stamp} {host} BG[12482]: 1427:02:02:{second}\n"));
            }
            _ => lines.push_str(&format!("{stamp} {host} BG[12482]: 1427:01:01:{record}\n")),
        }
    }
    Answered::body(
        200,
        "application/zip",
        zip::archive(&[("messages", lines.into_bytes())]),
    )
}
