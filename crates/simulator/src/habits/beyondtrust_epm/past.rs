//! What happened before the start: who changed what, and the events the endpoints sent.

use super::grow::{DAY, ago, sid};
use super::list::text;
use crate::clock::moved;
use crate::{Random, World, times};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::json;

pub(super) fn grow(world: &mut World, now: Timestamp) {
    let recipe = world.data.shift_remove("recipe").unwrap_or_default();
    let count = |key: &str| usize::try_from(recipe[key].as_u64().unwrap_or(0)).unwrap_or(0);
    audits(world, count("audits"), now);
    events(world, count("events"), now);
}

fn audits(world: &mut World, count: usize, now: Timestamp) {
    let random = &mut Random::named("audits");
    let computers: Vec<_> = world
        .rows("computers")
        .iter()
        .map(|row| text(row, "host").to_owned())
        .collect();
    let groups: Vec<_> = world
        .rows("groups")
        .iter()
        .map(|row| text(row, "name").to_owned())
        .collect();
    let people: Vec<_> = world.rows("users").iter().take(8).cloned().collect();
    let mut rows = Vec::with_capacity(count);
    for at in 0..count {
        let Some(user) = random.pick(&people).cloned() else {
            break;
        };
        let name =
            |random: &mut Random, from: &[String]| random.pick(from).cloned().unwrap_or_default();
        let (entity, name, kind, data) = match random.below(6) {
            0 => {
                let name = name(random, &groups);
                (
                    "Group",
                    name.clone(),
                    "Modified",
                    json!({ "groupDataAuditing": { "newDescription": name } }),
                )
            }
            1 => (
                "Policy",
                "Standard workplace".to_owned(),
                "Modified",
                json!({ "policyDataAuditing": { "newAnnotationNote": "Reviewed" } }),
            ),
            2 => (
                "User",
                text(&people[at % people.len()], "emailAddress").to_owned(),
                "Modified",
                json!({ "userDataAuditing": { "newDisabled": false } }),
            ),
            3 => (
                "ApiAccount",
                "Dashboard".to_owned(),
                "Modified",
                json!({ "apiClientDataAuditing": { "newName": "Dashboard", "secretUpdated": true, "deleted": false } }),
            ),
            _ => (
                "Computer",
                name(random, &computers),
                ["Authorised", "Archived", "Modified"][random.below(3)],
                json!({ "computerDataAuditing": {} }),
            ),
        };
        let back = (count - at) * 40 * DAY / count.max(1) + random.below(600);
        rows.push(json!({
            "id": at + 1, "details": format!("{kind} {} {name}", entity.to_lowercase()), "userId": user["id"],
            "user": user["emailAddress"], "entity": entity, "entityName": name, "auditType": kind,
            "created": ago(now, back), "changedBy": "Portal", "data": data,
        }));
    }
    *world.rows_mut("audits") = rows;
}

/// File, product, code, action, type and workstyle of what endpoints report.
const HAPPENINGS: [(&str, &str, &str, &str, &str, &str); 9] = [
    (
        "setup.exe",
        "Printer driver setup",
        "116",
        "process-blocked",
        "denied",
        "Standard workplace",
    ),
    (
        "teams-helper.msi",
        "Meeting client",
        "100",
        "process-elevated",
        "start",
        "Standard workplace",
    ),
    (
        "putty.exe",
        "PuTTY",
        "106",
        "process-passive",
        "start",
        "Developers",
    ),
    (
        "powershell.exe",
        "Windows PowerShell",
        "116",
        "process-blocked",
        "denied",
        "Standard workplace",
    ),
    (
        "mmc.exe",
        "Management console",
        "100",
        "process-elevated",
        "start",
        "Service desk",
    ),
    (
        "code.exe",
        "Code editor",
        "106",
        "process-passive",
        "start",
        "Developers",
    ),
    (
        "zoom-update.exe",
        "Zoom updater",
        "120",
        "process-cancelled",
        "end",
        "Standard workplace",
    ),
    (
        "regedit.exe",
        "Registry editor",
        "116",
        "process-blocked",
        "denied",
        "Standard workplace",
    ),
    (
        "7z-setup.exe",
        "7-Zip",
        "101",
        "process-elevated-on-request",
        "start",
        "Standard workplace",
    ),
];

fn events(world: &mut World, count: usize, now: Timestamp) {
    let random = &mut Random::named("events");
    let computers = world.rows("computers").to_vec();
    let people: Vec<_> = world
        .rows("users")
        .iter()
        .map(|row| text(row, "emailAddress").to_owned())
        .collect();
    for at in 0..count {
        let (Some(computer), Some(email)) = (random.pick(&computers), random.pick(&people)) else {
            break;
        };
        let (file, product, code, action, kind, workstyle) =
            HAPPENINGS[random.below(HAPPENINGS.len())];
        let login = email.split('@').next().unwrap_or_default();
        let back = (count - at) * 30 * DAY / count.max(1) + 5;
        let stamp = |back: usize| {
            let back = i64::try_from(back).unwrap_or(0);
            let at = moved(now, SignedDuration::from_secs(-back));
            format!("{}Z", times::zoneless(at, 3))
        };
        let windows = text(computer, "hostType") == "MicrosoftWindows";
        let path = match windows {
            true => format!("C:\\Users\\{login}\\Downloads\\{file}"),
            false => format!("/Users/{login}/Downloads/{file}"),
        };
        let event = json!({
            "@timestamp": stamp(back + 4),
            "event": { "id": random.uuid(), "code": code, "kind": "event", "category": ["process"], "action": action,
                       "outcome": "success", "type": [kind], "created": stamp(back + 4), "ingested": stamp(back),
                       "provider": "EPM", "reason": if kind == "denied" { "Blocked by the workstyle" } else { "" } },
            "host": { "hostname": computer["host"], "domain": "northmere.example",
                      "os": { "type": if windows { "windows" } else { "macos" }, "name": computer["os"] } },
            "user": { "id": sid(login), "name": login, "domain": "NORTHMERE" },
            "file": { "name": file, "path": path, "hash": { "sha256": random.hex(64) }, "Description": product },
            "process": { "pid": 1000 + random.below(9000), "command_line": file, "executable": path },
            "EPMWinMac": { "GroupId": computer["groupId"], "Workstyle": { "Name": workstyle },
                           "ApplicationGroup": { "Name": format!("{workstyle}: allowed") },
                           "Application": { "Type": if file.ends_with("msi") { "msi" } else { "exe" } } },
        });
        world.past_mut("events").push(&event);
    }
}
