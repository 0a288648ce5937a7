//! The month behind a tenant: what ran, was blocked or elevated on its computers, made up
//! from the seed's people, programs and policies, the same on every start.

use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{World, times};

/// Makes up the events the seed asks for.
pub(super) fn grow(world: &mut World, now: Timestamp) {
    if world.switches.word("profile", "current") == "ibm" {
        rebrand(world);
    }
    let count = world
        .data
        .get("past")
        .and_then(|past| past["events"].as_u64())
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0);
    let mut events: Vec<(i64, Value)> = (0..count).filter_map(|_| event(world, now)).collect();
    events.sort_by_key(|(ago, _)| *ago);
    let events = events.into_iter().map(|(_, event)| event).collect();
    world.data.insert("events".to_owned(), Value::Array(events));
}

fn rebrand(world: &mut World) {
    for client in world.rows_mut("clients") {
        for role in client["roles"].as_array_mut().into_iter().flatten() {
            if let Some(name) = role.as_str() {
                *role = json!(format!("Verify {name}"));
            }
        }
    }
}

fn pick(world: &mut World, collection: &str) -> Option<Value> {
    let count = world.rows(collection).len();
    let at = world.random.below(count);
    world.rows(collection).get(at).cloned()
}

fn event(world: &mut World, now: Timestamp) -> Option<(i64, Value)> {
    let computer = pick(world, "computers")?;
    let user = pick(world, "users")?;
    let file = pick(world, "files")?;
    let policy = pick(world, "policies")?;
    let ago = i64::try_from(world.random.below(30 * 86_400)).ok()?;
    let when = now.checked_sub(SignedDuration::from_secs(ago)).ok()?;
    let reasons = [
        "",
        "",
        "Needed for month end",
        "Vendor asked for it",
        "Update",
        "Printing",
    ];
    let reason = reasons[world.random.below(reasons.len())];
    let row = json!({
        "externalId": world.random.uuid(),
        "PolicyName": policy["Name"], "UserName": format!("NORTHMERE\\{}", user["name"].as_str()?),
        "FileName": file["name"], "FilePath": file["path"],
        "EventReceivedByServer": times::to_the_second(when),
        "_FileId": file["id"], "_ComputerId": computer["id"], "ComputerName": computer["name"],
        "SecurityRatingSystemName": "VirusTotal", "Rating": file["rating"],
        "OperatingSystem": computer["os"], "ProductName": file["product"],
        "UserReason": if reason.is_empty() { Value::Null } else { json!(reason) },
    });
    Some((ago, row))
}
