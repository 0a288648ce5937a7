//! Delinea Privilege Manager: the API under `/Tms/services`, and the few pages beside it
//! that say whether the server is there.
//!
//! Start at [`Delinea::route`]. Paths compare without case and runs of slashes count as one,
//! since the vendor's own scripts send both. What no public source proves is a switch.

mod approvals;
mod clients;
mod envelope;
mod items;
mod past;
mod reports;

use domain::Timestamp;
use serde_json::Value;

use crate::{Answered, Asked, Habits, World};
use clients::{Client, Right};

/// The habits of a Privilege Manager server.
pub(super) struct Delinea;

/// The releases that differ in what they answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Release {
    /// 10.8.0: no log-out, no reports, no tasks.
    First,
    /// 10.8.2 and 11.0: log-out.
    Second,
    /// 11.1: reports as bare grids, tasks.
    BareGrids,
    /// Today: reports in the envelope.
    Current,
}

impl Release {
    fn of(world: &World) -> Self {
        match world.switches.word("profile", "current") {
            "10.8.0" => Self::First,
            "10.8.2" | "11.0" => Self::Second,
            "11.1" => Self::BareGrids,
            _ => Self::Current,
        }
    }
}

impl Delinea {
    /// Makes up the month behind the tenant.
    pub(super) fn new(world: &mut World, now: Timestamp) -> Self {
        past::grow(world, now);
        Self
    }

    fn route(asked: &Asked, world: &mut World) -> Option<Answered> {
        let lower: Vec<String> = asked
            .segments()
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.to_lowercase())
            .collect();
        let mut path: Vec<&str> = lower.iter().map(String::as_str).collect();
        // On a server of one's own the alias is chosen at installation, or left out.
        let alias = world.switches.word("alias", "Tms").to_lowercase();
        if !alias.is_empty() {
            if path.first() != Some(&alias.as_str()) {
                return Some(page_not_found());
            }
            path.remove(0);
        }
        let reading = asked.method == "GET" || asked.method == "HEAD";
        Some(match path.as_slice() {
            ["services", "swagger", "docs", "v1"] if reading => {
                if world.switches.on("doc_requires_token")
                    && let Err(refusal) = clients::who(asked, world)
                {
                    return Some(refusal);
                }
                return None;
            }
            ["services", "swagger", "ui", "index"] | ["services", "swagger"] if reading => {
                Answered::html(
                    200,
                    "<!doctype html><title>Swagger UI</title><p>Privilege Manager API: \
                     <a href=\"../docs/v1\">docs/v1</a></p>",
                )
            }
            ["services", "api", rest @ ..] => api(asked, world, rest),
            ["agent", "agentregistration4.svc"] if reading => Answered::html(
                200,
                "<html><head><title>AgentRegistration4 Service</title></head></html>",
            ),
            [] | ["privilegemanager", ..] if reading => Answered::html(
                200,
                "<!doctype html><title>Privilege Manager</title><p>Simulated console.</p>",
            ),
            _ => page_not_found(),
        })
    }
}

fn api(asked: &Asked, world: &mut World, path: &[&str]) -> Answered {
    if world.switches.on("api_disabled") {
        let status = world.switches.number("api_disabled_status", 404);
        return Answered::empty(u16::try_from(status).unwrap_or(404));
    }
    let release = Release::of(world);
    let method = asked.method.as_str();
    match (method, path) {
        ("POST", ["logon", "token"]) => return clients::logon(asked, world),
        ("DELETE", ["logon", "token"]) if release != Release::First => {
            return clients::log_out(asked, world);
        }
        (_, ["logon", "token"]) => return not_allowed(world, "POST, DELETE"),
        ("GET", ["v1", "version", "current"]) if world.switches.on("version_anonymous") => {
            return version(world);
        }
        _ => {}
    }
    let client = match clients::who(asked, world) {
        Ok(client) => client,
        Err(refusal) => return refusal,
    };
    match path {
        ["v1", rest @ ..] => first_version(asked, world, &client, release, rest),
        _ => envelope::error(
            world,
            404,
            "No HTTP resource was found that matches the request.",
        ),
    }
}

fn first_version(
    asked: &Asked,
    world: &mut World,
    client: &Client,
    release: Release,
    path: &[&str],
) -> Answered {
    let reports = matches!(release, Release::BareGrids | Release::Current);
    match (asked.method.as_str(), path) {
        ("GET", ["version", "current"]) => version(world),
        (_, ["version", "current"]) => not_allowed(world, "GET"),
        ("GET", ["policies" | "filters" | "actions", "getall"]) => {
            if client.may(Right::ViewItems) {
                items::all(world, path[0])
            } else {
                envelope::refused(world)
            }
        }
        ("GET", ["policies" | "filters" | "actions", id]) => {
            if client.may(Right::ViewItems) {
                items::one(world, path[0], id)
            } else {
                envelope::refused(world)
            }
        }
        ("POST", ["policies", "new"]) => items::create(asked, world, client),
        (
            "POST",
            [
                "policies",
                id,
                deed @ ("add-filters" | "remove-filters" | "add-actions" | "remove-actions"),
            ],
        ) => items::change(asked, world, client, id, deed),
        (method @ ("GET" | "POST"), ["policies", id, "enable", on]) => {
            let verb = world.switches.word("enable_verb", "post").to_uppercase();
            if verb != "BOTH" && verb != method {
                return not_allowed(world, &verb);
            }
            items::enable(world, client, id, on)
        }
        ("POST", ["reports", id]) if reports => {
            if client.may(Right::ViewReports) {
                reports::run(asked, world, release == Release::BareGrids, id)
            } else {
                envelope::refused(world)
            }
        }
        ("POST", ["tasks", id]) if reports => {
            if client.may(Right::RunTasks) {
                items::run_task(asked, world, id)
            } else {
                envelope::refused(world)
            }
        }
        ("POST", ["approval", "approve"])
            if world.switches.word("approvals", "off") == "assumed" =>
        {
            if client.may(Right::Approve) {
                approvals::decide(asked, world)
            } else {
                envelope::refused(world)
            }
        }
        (_, ["reports" | "tasks", _]) if reports => not_allowed(world, "POST"),
        _ => envelope::error(
            world,
            404,
            "No HTTP resource was found that matches the request.",
        ),
    }
}

fn version(world: &World) -> Answered {
    envelope::result(Value::from(world.switches.word("version", "12.0.1096")))
}

fn not_allowed(world: &mut World, allowed: &str) -> Answered {
    envelope::error(
        world,
        405,
        "The requested resource does not support this method.",
    )
    .with("Allow", allowed)
}

fn page_not_found() -> Answered {
    Answered::html(
        404,
        "<!DOCTYPE html><html><head><title>404 - File or directory not found.</title></head>\
         <body><h1>Server Error</h1></body></html>",
    )
}

/// A member of a body; names compare without case.
fn member<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    body.as_object()?
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

impl Habits for Delinea {
    fn answer(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let mut answered = Self::route(asked, world)?;
        if asked.method == "HEAD" {
            answered.body.clear();
        }
        Some(answered)
    }

    fn failure(&mut self, status: u16, _asked: &Asked, world: &mut World) -> Option<Answered> {
        Some(match status {
            429 => envelope::error(world, 429, "Too many requests."),
            _ => Answered::json(
                status,
                &serde_json::json!({
                    "Message": "An error has occurred.",
                    "ExceptionMessage": "Simulated failure.",
                }),
            ),
        })
    }
}
