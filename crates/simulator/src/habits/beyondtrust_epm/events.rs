//! What happened on the endpoints, in the Elastic Common Schema.

use super::family::Family::Reporting;
use super::list::{self, text};
use super::{Call, Reply, Route, problem, route};
use crate::paging::member;
use crate::times::read;
use crate::{Answered, Asked};
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/Events/FromStartDate", Reporting, from),
    route("GET", "/Events/search", Reporting, search),
];

/// Oldest first, by when they came in.
fn from(call: &mut Call<'_>) -> Reply {
    let start = call.asked.query_value("StartDate").unwrap_or_default();
    let digits = start.split_once('.').map_or(0, |(_, rest)| {
        rest.chars().take_while(char::is_ascii_digit).count()
    });
    let strict = call.world.switches.on("start_date_takes_three_digits");
    let refused = || Answered::json(400, &json!("Invalid Start date format."));
    if strict && digits > 3 {
        return Err(refused());
    }
    let start = read(start).ok_or_else(refused)?;
    let size = match call
        .asked
        .query_value("RecordSize")
        .filter(|size| !size.is_empty())
    {
        None => 1000,
        Some(size) => size
            .parse()
            .ok()
            .filter(|size| (1..=1000).contains(size))
            .ok_or_else(|| problem(400, "RecordSize must be between 1 and 1000."))?,
    };
    let rows = call.world.past("events").rows();
    let rows = rows.filter(|row| read(text(row, "event.ingested")).is_some_and(|at| at >= start));
    let rows: Vec<_> = rows.take(size).collect();
    let body = json!({ "totalRecordsReturned": rows.len(), "events": rows });
    Ok(Answered::json(200, &body))
}

/// Query key and member of the event.
const KEYS: [(&str, &str); 9] = [
    ("Events.EventAction", "event.action"),
    ("Events.EventCode", "event.code"),
    ("Events.EventType", "event.type"),
    ("Application.ApplicationType", "EPMWinMac.Application.Type"),
    ("Computers.HostName", "host.hostname"),
    ("Computers.HostDomain", "host.domain"),
    ("Users.UserName", "user.name"),
    ("Users.UserDomain", "user.domain"),
    ("Policies.WorkstyleName", "EPMWinMac.Workstyle.Name"),
];

fn search(call: &mut Call<'_>) -> Reply {
    let needed = |name: &str| {
        let value = call.asked.query_value(name).unwrap_or_default();
        read(value).ok_or_else(|| problem(400, &format!("The {name} field is required.")))
    };
    let (start, end) = (
        needed("TimePeriod.StartDate")?,
        needed("TimePeriod.EndDate")?,
    );
    let system = call
        .asked
        .query_value("OperatingSystem")
        .unwrap_or_default();
    if system.is_empty() && call.world.switches.on("operating_system_required") {
        return Err(problem(400, "The OperatingSystem field is required."));
    }
    let system = system.to_lowercase();
    let groups = values(call.asked, "ComputerGroups");
    let wanted: Vec<_> = KEYS
        .iter()
        .map(|(key, at)| (*at, values(call.asked, key)))
        .collect();
    let application = values(call.asked, "Policies.ApplicationGroupName");
    let fits = |row: &Value| {
        let at = read(text(row, "@timestamp"));
        at.is_some_and(|at| at >= start && at <= end)
            && (system.is_empty() || system.starts_with(text(row, "host.os.type")))
            && among(member(row, "EPMWinMac.GroupId"), &groups)
            && among(member(row, "EPMWinMac.ApplicationGroup.Name"), &application)
            && wanted
                .iter()
                .all(|(at, wanted)| among(member(row, at), wanted))
    };
    let rows = call.world.past("events").rows().rev();
    let rows = rows.filter(|row| fits(row)).collect();
    list::envelope(call, "events", rows)
}

fn values(asked: &Asked, key: &str) -> Vec<String> {
    let given = asked
        .query
        .iter()
        .filter(|(name, value)| name.eq_ignore_ascii_case(key) && !value.is_empty());
    given.map(|(_, value)| value.clone()).collect()
}

fn among(held: Option<&Value>, wanted: &[String]) -> bool {
    let same = |held: &Value| {
        let held = held.as_str().unwrap_or_default();
        wanted
            .iter()
            .any(|wanted| wanted.eq_ignore_ascii_case(held))
    };
    wanted.is_empty()
        || match held {
            Some(Value::Array(items)) => items.iter().any(same),
            Some(value) => same(value),
            None => false,
        }
}
