//! The two months behind a site: sessions and Vault activity, made up from the seed's
//! people and machines, the same on every start.

use domain::Timestamp;
use serde_json::{Value, json};

use crate::World;

const DAY: i64 = 86_400;

/// Makes up what the seed only asks for: `past.sessions`, `past.live`, `past.vault_activity`.
pub(super) fn grow(world: &mut World, now: Timestamp) {
    let wish = |world: &World, name: &str| {
        world
            .data
            .get("past")
            .and_then(|past| past[name].as_u64())
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(0)
    };
    let (count, live) = (wish(world, "sessions"), wish(world, "live"));
    let mut sessions: Vec<Value> = (0..count)
        .filter_map(|at| session(world, now, at, count, at + live >= count))
        .collect();
    sessions.sort_by_key(|session| session["start"].as_i64());
    world
        .data
        .insert("sessions".to_owned(), Value::Array(sessions));

    let count = wish(world, "vault_activity");
    let mut activity: Vec<Value> = (0..count)
        .filter_map(|_| vault_activity(world, now))
        .collect();
    activity.sort_by_key(|entry| entry["timestamp"].as_i64());
    world
        .data
        .insert("vault_activity".to_owned(), Value::Array(activity));
}

fn small(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(0)
}

fn pick(world: &mut World, collection: &str) -> Option<Value> {
    let count = world.rows(collection).len();
    let at = world.random.below(count);
    world.rows(collection).get(at).cloned()
}

fn session(
    world: &mut World,
    now: Timestamp,
    at: usize,
    count: usize,
    live: bool,
) -> Option<Value> {
    let kinds = ["jump_clients", "jump_clients", "shell_jumps", "remote_rdps"];
    let kind = kinds[world.random.below(kinds.len())];
    let item = pick(world, kind)?;
    let user = pick(world, "users")?;
    let group = world
        .rows("jump_groups")
        .iter()
        .find(|group| group["id"] == item["jump_group_id"])
        .cloned()
        .unwrap_or_default();
    let jumpoint = world
        .rows("jumpoints")
        .iter()
        .find(|jumpoint| jumpoint["id"] == item["jumpoint_id"] && !jumpoint["id"].is_null())
        .cloned();
    let length = small(240 + world.random.below(5400));
    let start = if live {
        now.as_second() - 300 - small(world.random.below(3000))
    } else {
        // Spread evenly over sixty days, the last one well before now.
        let step = 60 * DAY / small(count.max(1));
        let ago = 60 * DAY - small(at) * step + small(world.random.below(3600));
        now.as_second() - ago.max(2 * length)
    };
    let name = &item["name"];
    Some(json!({
        "lsid": world.random.hex(32),
        "lseq": 1000 + at,
        "start": start,
        "end": if live { Value::Null } else { json!(start + length) },
        "item": name,
        "item_type": kind,
        "hostname": item["hostname"],
        "os": item.get("operating_system").cloned().unwrap_or(json!("Unknown")),
        "client_public_ip": format!("203.0.113.{}:{}", 2 + world.random.below(200), 49152 + world.random.below(9000)),
        "client_private_ip": item.get("private_ip").cloned().unwrap_or(json!("Unknown")),
        "group_id": group["id"],
        "group_name": group["name"],
        "jumpoint": jumpoint.map(|jumpoint| json!({"id": jumpoint["id"], "name": jumpoint["name"]})),
        "user_id": user["id"],
        "username": user["username"],
        "display_name": user["public_display_name"],
        // An address with brackets now and then: readers split at the last colon.
        "user_public_ip": if at.is_multiple_of(9) {
            format!("[2001:db8::{:x}]:56722", 1 + world.random.below(60_000))
        } else {
            format!("198.51.100.{}:{}", 2 + world.random.below(200), 49152 + world.random.below(9000))
        },
        "user_private_ip": format!("10.20.{}.{}", world.random.below(8), 10 + world.random.below(200)),
        "external_key": if at.is_multiple_of(3) { format!("INC{:06}", 41_000 + at) } else { String::new() },
        "file_transfers": world.random.below(4),
        "recorded": !live && !at.is_multiple_of(7),
        "attributes": {},
    }))
}

fn vault_activity(world: &mut World, now: Timestamp) -> Option<Value> {
    let account = pick(world, "vault_accounts")?;
    let user = pick(world, "users")?;
    let events = [
        "Credentials Checked Out",
        "Credentials Used",
        "Credentials Used",
        "Password Changed",
    ];
    let event = events[world.random.below(events.len())];
    let data = match event {
        "Credentials Used" => json!(world.random.hex(32)),
        "Password Changed" => json!("Manually Edited"),
        _ => Value::Null,
    };
    Some(json!({
        "timestamp": now.as_second() - small(world.random.below(60)) * DAY - small(world.random.below(80_000)),
        "event_type": event,
        "account": account["id"],
        "user_id": user["id"],
        "user": user["public_display_name"],
        "data": data,
    }))
}
