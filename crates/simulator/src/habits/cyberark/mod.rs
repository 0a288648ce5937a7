//! CyberArk: the Vault's web application (PVWA) with its two generations of REST API, and
//! beside it what the shared services answer: the platform token and tenant discovery.
//!
//! Start at [`CyberArk::route`]. Paths, query names and the names in bodies compare without
//! case and a slash at the end does not count, as shipping clients rely on.

mod accounts;
mod applications;
mod changes;
mod cpm;
mod groups;
mod identity;
mod lists;
mod past;
mod platforms;
mod psm;
mod requests;
mod rights;
mod safes;
mod secrets;
mod sign_in;
mod system;
mod users;
mod words;

use domain::Timestamp;
use serde_json::json;

use crate::{Answered, Asked, Habits, World};

/// The habits of a Vault's web application.
pub(super) struct CyberArk;

impl CyberArk {
    /// Makes up what the seed only hints at: full rows, sessions, recordings, activities.
    pub(super) fn new(world: &mut World, now: Timestamp) -> Self {
        past::grow(world, now);
        Self
    }

    fn route(asked: &Asked, world: &mut World) -> Option<Answered> {
        let segments = asked.segments();
        let lower: Vec<String> = segments
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.to_lowercase())
            .collect();
        let exact: Vec<&str> = segments
            .iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect();
        let path: Vec<&str> = lower.iter().map(String::as_str).collect();
        world
            .data
            .insert("_now".to_owned(), json!(asked.now.as_second()));
        cpm::work(world, asked.now);
        match path.as_slice() {
            ["passwordvault", "api", ..] => gen2(asked, world, &path[2..], &exact[2..]),
            ["passwordvault", "webservices", ..] => {
                Some(gen1(asked, world, &path[2..], &exact[2..]))
            }
            // The document is handed out by the server; case and slashes are put right here.
            ["passwordvault", "swagger", "docs", "v1"] => match world.switches.on("no_swagger") {
                true => Some(system::page_not_found()),
                false => None,
            },
            ["passwordvault", "swagger", ..] | ["passwordvault"] => {
                Some(system::page(asked, path.len() > 1, world))
            }
            ["aimwebservice", "api", "accounts"] => Some(applications::provide(asked, world)),
            _ => Some(
                identity::answer(asked, world, &path, &exact)
                    .unwrap_or_else(system::page_not_found),
            ),
        }
    }
}

/// Gen 2, below `/PasswordVault/API`. `path` is in lower case, `exact` as it was sent.
fn gen2(asked: &Asked, world: &mut World, path: &[&str], exact: &[&str]) -> Option<Answered> {
    let method = asked.method.as_str();
    match (method, path) {
        ("GET", ["verify"]) => return Some(system::verify(world)),
        ("POST", ["auth", "logoff"]) => return Some(sign_in::logoff(asked, world)),
        ("POST", ["auth", kind, "logon"]) => return Some(sign_in::logon(asked, world, kind)),
        (_, ["auth", ..]) => return Some(not_allowed("POST")),
        _ => {}
    }
    let caller = match sign_in::who(asked, world) {
        Ok(caller) => caller,
        Err(refusal) => return Some(refusal),
    };
    let answered = match path.first().copied().unwrap_or_default() {
        "users" | "usertypes" => users::answer(asked, world, &caller, path),
        "usergroups" => groups::answer(asked, world, &caller, path, exact),
        "safes" => safes::answer(asked, world, &caller, &path[1..], &exact[1..]),
        "accounts" | "extendedaccounts" | "bulkactions" | "accountgroups" => {
            accounts::answer(asked, world, &caller, path)
        }
        "platforms" => platforms::answer(asked, world, &caller, &path[1..]),
        "livesessions" | "recordings" => psm::answer(asked, world, &caller, path),
        "myrequests" | "incomingrequests" => requests::answer(asked, world, &caller, path),
        _ => system::answer(asked, world, &caller, path),
    };
    Some(answered.unwrap_or_else(|| words::reply(404, &json!({"ErrorMessage": "Not Found"}))))
}

/// Gen 1, below `/PasswordVault/WebServices`.
fn gen1(asked: &Asked, world: &mut World, path: &[&str], exact: &[&str]) -> Answered {
    let method = asked.method.as_str();
    match (method, path) {
        ("GET", ["pimservices.svc", "verify"]) => return system::verify(world),
        (
            "POST",
            [
                "auth",
                "cyberark",
                "cyberarkauthenticationservice.svc",
                "logon",
            ],
        ) => {
            return sign_in::old_logon(asked, world);
        }
        (
            "POST",
            [
                "auth",
                "cyberark",
                "cyberarkauthenticationservice.svc",
                "logoff",
            ],
        ) => {
            return sign_in::logoff(asked, world);
        }
        _ => {}
    }
    let caller = match sign_in::who(asked, world) {
        Ok(caller) => caller,
        Err(refusal) => return refusal,
    };
    let answered = match (method, path) {
        ("GET", ["pimservices.svc", "server"]) => Some(system::server(world)),
        ("GET", ["pimservices.svc", "user"]) => Some(users::old_row(caller.user())),
        ("GET", ["pimservices.svc", "users", name]) => Some(users::old(world, &caller, name)),
        ("GET", ["pimservices.svc", "accounts", id, "activities"]) => {
            Some(accounts::old_activities(world, &caller, id))
        }
        (_, ["pimservices.svc", "applications", ..]) => {
            applications::answer(asked, world, &caller, &exact[2..])
        }
        _ => None,
    };
    answered.unwrap_or_else(system::page_not_found)
}

/// A method the path does not take.
fn not_allowed(allowed: &str) -> Answered {
    words::reply(
        405,
        &json!({"ErrorMessage": "The requested resource does not support the http method."}),
    )
    .with("Allow", allowed)
}

impl Habits for CyberArk {
    fn answer(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let head = asked.method == "HEAD";
        let turned = Asked {
            method: "GET".to_owned(),
            ..asked.clone()
        };
        let mut answered = Self::route(if head { &turned } else { asked }, world)?;
        if head {
            answered.body.clear();
        }
        let correlation = world.random.uuid();
        Some(answered.with("X-Correlation-ID", correlation))
    }

    fn failure(&mut self, status: u16, _asked: &Asked, _world: &mut World) -> Option<Answered> {
        Some(match status {
            429 => words::reply(429, &json!({"ErrorMessage": "Too Many Requests"})),
            _ => words::refuse(status, "CAWS00001E", "An internal error occurred."),
        })
    }
}
