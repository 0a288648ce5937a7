//! The Reporting API: sessions, listings, summaries, Vault activity in XML, and two ZIPs.

use domain::Timestamp;
use serde_json::Value;

use super::accounts::Account;
use super::exports;
use super::moments;
use super::xml::{Element, Surface, element, error};
use crate::{Answered, Asked, World};

/// What a real site says where nothing is found; it comes as an error document.
const NOTHING: &str = "No Support report information matching your chosen criteria is available.";

/// Answers a report for this account.
pub(super) fn answer(asked: &Asked, world: &World, account: &Account) -> Answered {
    let sent = match asked.method.as_str() {
        "GET" | "HEAD" => asked.query.clone(),
        "POST" => asked.form().unwrap_or_default(),
        _ => return Answered::empty(405).with("Allow", "GET,HEAD,POST"),
    };
    let one = |name: &str| {
        sent.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    let refuse = |text: &str| error(world, Surface::Reporting, text);
    let Some(report) = one("generate_report") else {
        return refuse("The generate_report parameter is required.");
    };
    let permission = match report {
        "AccessSession"
        | "AccessSessionListing"
        | "AccessSessionSummary"
        | "AccessSessionRecording"
        | "CommandShellRecording"
        | "UserRecording"
        | "Team" => "perm_reporting_support",
        "EndpointLicenseUsage" => "perm_reporting_license",
        "VaultAccountActivity" => "perm_reporting_vault",
        "JumpItem" => "perm_reporting_jump_item",
        "Syslog" => "perm_reporting_syslog",
        _ => return refuse("Unknown report type."),
    };
    if !account.has(permission) {
        return refuse("The API account does not have permission for this report.");
    }
    match report {
        "EndpointLicenseUsage" => exports::licences(world),
        "Syslog" => exports::syslog(asked, world),
        "JumpItem" => exports::jump_items(world),
        "AccessSessionRecording" | "CommandShellRecording" | "UserRecording" => {
            recording(world, one("lsid").unwrap_or_default(), &refuse)
        }
        "VaultAccountActivity" => match window(&one, asked.now) {
            Some(window) => vault(world, &window, &refuse),
            None => refuse("A time window is required."),
        },
        report => {
            let ids = one("lsids").or_else(|| one("lsid"));
            let ids: Vec<String> = ids
                .map(|ids| ids.split(',').map(|id| id.trim().to_lowercase()).collect())
                .unwrap_or_default();
            let window = match window(&one, asked.now) {
                Some(window) => Some(window),
                None if report == "AccessSession" && !ids.is_empty() => None,
                None => return refuse("A time window is required."),
            };
            let found: Vec<&Value> = world
                .rows("sessions")
                .iter()
                .filter(|session| match &window {
                    Some(window) => window.holds(session),
                    None => ids.iter().any(|id| session["lsid"] == id.as_str()),
                })
                .collect();
            if found.is_empty() {
                return refuse(NOTHING);
            }
            sessions(asked, world, report, &found)
        }
    }
}

/// A stretch of time, and whether sessions count by their start or their end.
struct Window {
    from: i64,
    to: i64,
    ends: bool,
}

impl Window {
    fn holds(&self, session: &Value) -> bool {
        let at = if self.ends {
            &session["end"]
        } else {
            &session["start"]
        };
        at.as_i64()
            .is_some_and(|at| (self.from..=self.to).contains(&at))
    }
}

/// Reads `start_time` (seconds) before `start_date` (days): callers exist that send both.
fn window<'a>(one: &impl Fn(&str) -> Option<&'a str>, now: Timestamp) -> Option<Window> {
    let duration = one("duration")
        .and_then(|text| text.parse::<i64>().ok())
        .unwrap_or(0)
        .max(0);
    let day = |text: &str| {
        let date: jiff::civil::Date = text.parse().ok()?;
        let start = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(start.timestamp().as_second())
    };
    let (from, unit, ends) = if let Some(text) = one("start_time") {
        (text.parse().ok()?, 1, false)
    } else if let Some(text) = one("end_time") {
        (text.parse().ok()?, 1, true)
    } else if let Some(text) = one("start_date") {
        (day(text)?, 86_400, false)
    } else {
        (day(one("end_date")?)?, 86_400, true)
    };
    let to = match duration {
        0 => now.as_second(),
        duration => duration.saturating_mul(unit).saturating_add(from),
    };
    Some(Window { from, to, ends })
}

/// A value as text.
pub(super) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn moment(name: &'static str, epoch: &Value) -> Element {
    match epoch
        .as_i64()
        .and_then(|epoch| Timestamp::from_second(epoch).ok())
    {
        Some(at) => element(name)
            .with("timestamp", at.as_second())
            .text(moments::text(at)),
        None => element(name),
    }
}

fn length(session: &Value, now: Timestamp) -> String {
    let end = session["end"].as_i64().unwrap_or(now.as_second());
    let seconds = (end - session["start"].as_i64().unwrap_or(end)).max(0);
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

fn sessions(asked: &Asked, world: &World, report: &str, found: &[&Value]) -> Answered {
    let root = match report {
        "AccessSession" => {
            element("session_list").children(found.iter().map(|session| whole(session, asked.now)))
        }
        "AccessSessionListing" => {
            element("session_summary_list").children(found.iter().map(|session| {
                element("session_summary")
                    .with("lsid", word(&session["lsid"]))
                    .with("has_recording", u8::from(session["recorded"] == true))
                    .with("external_key", word(&session["external_key"]))
            }))
        }
        "AccessSessionSummary" => element("summary_list").children(people(found, asked.now)),
        _ => element("team_activity_list").children(teams(world, found)),
    };
    root.answer(world, Surface::Reporting)
}

fn people(found: &[&Value], now: Timestamp) -> Vec<Element> {
    let mut ids: Vec<&Value> = found.iter().map(|session| &session["user_id"]).collect();
    ids.sort_by_key(|id| id.as_i64());
    ids.dedup();
    ids.iter()
        .map(|id| {
            let own: Vec<&&Value> = found
                .iter()
                .filter(|session| session["user_id"] == **id)
                .collect();
            let total: i64 = own
                .iter()
                .map(|session| {
                    let end = session["end"].as_i64().unwrap_or(now.as_second());
                    end - session["start"].as_i64().unwrap_or(end)
                })
                .sum();
            element("summary")
                .with("id", word(id))
                .leaf("name", word(&own[0]["display_name"]))
                .leaf("session_count", own.len())
                .leaf("total_seconds", total)
        })
        .collect()
}

fn teams(world: &World, found: &[&Value]) -> Vec<Element> {
    let member_of = |session: &Value, team: &Value| {
        world
            .rows("team_users")
            .iter()
            .any(|member| member["_of"] == team["id"] && member["user_id"] == session["user_id"])
    };
    world
        .rows("teams")
        .iter()
        .map(|team| {
            let events = found
                .iter()
                .filter(|session| member_of(session, team))
                .map(|session| {
                    element("event")
                        .with("timestamp", word(&session["start"]))
                        .with("event_type", "Conference Member Added")
                        .child(
                            element("performed_by")
                                .with("type", "representative")
                                .text(word(&session["display_name"])),
                        )
                });
            element("team_activity")
                .with("name", word(&team["name"]))
                .with("id", word(&team["id"]))
                .child(element("events").children(events))
        })
        .collect()
}

fn whole(session: &Value, now: Timestamp) -> Element {
    let text = |name: &str| word(&session[name]);
    let number = text("lseq");
    let mut root = element("session")
        .with("lsid", text("lsid"))
        .leaf("session_type", "support")
        .leaf("lseq", &number)
        .child(moment("start_time", &session["start"]))
        .child(moment("end_time", &session["end"]))
        .leaf("duration", length(session, now))
        .leaf("external_key", text("external_key"))
        .leaf("custom_attributes", "")
        .leaf("session_chat_view_url", "")
        .leaf("session_chat_download_url", "")
        .leaf("file_transfer_count", text("file_transfers"))
        .leaf("file_move_count", 0)
        .leaf("file_delete_count", 0);
    if let Some(jumpoint) = session["jumpoint"].as_object() {
        let id = jumpoint.get("id").map(word).unwrap_or_default();
        let name = jumpoint.get("name").map(word).unwrap_or_default();
        root = root.child(element("jumpoint").with("id", id).text(name));
    }
    let customer = element("customer")
        .with("gsnumber", 2)
        .leaf("username", text("item"))
        .leaf("public_ip", text("client_public_ip"))
        .leaf("private_ip", text("client_private_ip"))
        .leaf("hostname", text("hostname"))
        .leaf("os", text("os"));
    let name = text("display_name");
    let seconds =
        session["end"].as_i64().unwrap_or(now.as_second()) - session["start"].as_i64().unwrap_or(0);
    let representative = element("representative")
        .with("gsnumber", 1)
        .with("id", text("user_id"))
        .leaf("username", text("username"))
        .leaf("display_name", &name)
        .leaf("public_display_name", &name)
        .leaf("private_display_name", &name)
        .leaf("public_ip", text("user_public_ip"))
        .leaf("private_ip", text("user_private_ip"))
        .leaf("os", "Windows 11 Enterprise (x64)")
        .leaf("session_owner", 1)
        .leaf("seconds_involved", seconds);
    let started = element("event")
        .with("timestamp", text("start"))
        .with("event_type", "Session Start")
        .child(
            element("performed_by")
                .with("type", "system")
                .with("gsnumber", 0)
                .text("System"),
        );
    let owner = element("event")
        .with("timestamp", text("start"))
        .with("event_type", "Conference Owner Changed")
        .child(
            element("destination")
                .with("type", "representative")
                .with("gsnumber", 1)
                .text(&name),
        )
        .child(element("data").child(element("value").with("name", "owner").with("value", &name)));
    root.child(
        element("primary_customer")
            .with("gsnumber", 2)
            .text(text("item")),
    )
    .child(
        element("jump_group")
            .with("type", "shared")
            .with("id", text("group_id"))
            .text(text("group_name")),
    )
    .child(
        element("primary_rep")
            .with("gsnumber", 1)
            .with("id", text("user_id"))
            .text(&name),
    )
    .child(element("customer_list").child(customer))
    .child(element("rep_list").child(representative))
    .child(element("session_details").child(started).child(owner))
}

fn recording(world: &World, lsid: &str, refuse: &impl Fn(&str) -> Answered) -> Answered {
    let found = world
        .rows("sessions")
        .iter()
        .any(|session| session["lsid"] == lsid && session["recorded"] == true);
    if found {
        let bytes = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2".to_vec();
        Answered::body(200, "video/mp4", bytes).with(
            "Content-Disposition",
            format!("attachment; filename=\"{lsid}.mp4\""),
        )
    } else {
        refuse(NOTHING)
    }
}

fn vault(world: &World, window: &Window, refuse: &impl Fn(&str) -> Answered) -> Answered {
    let found: Vec<Element> = world
        .rows("vault_activity")
        .iter()
        .filter(|entry| {
            entry["timestamp"]
                .as_i64()
                .is_some_and(|at| (window.from..=window.to).contains(&at))
        })
        .map(|entry| {
            let mut one = element("vault_account_activity")
                .with("timestamp", word(&entry["timestamp"]))
                .with("event_type", word(&entry["event_type"]))
                .with("account", word(&entry["account"]))
                .child(
                    element("performed_by")
                        .with("id", word(&entry["user_id"]))
                        .with("type", "User")
                        .text(word(&entry["user"])),
                );
            if !entry["data"].is_null() {
                one = one.leaf("data", word(&entry["data"]));
            }
            one
        })
        .collect();
    if found.is_empty() {
        return refuse(NOTHING);
    }
    element("vault_account_activity_list")
        .children(found)
        .answer(world, Surface::Reporting)
}
