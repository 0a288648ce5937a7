//! BeyondTrust Endpoint Privilege Management: an ASP.NET service behind `/management-api/v1..v3`,
//! routed without regard to case, with SCIM beside it and OAuth in front.
//!
//! Start at [`ROUTES`] for what is answered, at `tasks.rs` for how changes land a moment later.

mod audits;
mod computers;
mod dates;
mod events;
mod family;
mod groups;
mod grow;
mod list;
mod past;
mod policies;
mod requests;
mod scim;
mod scim_discovery;
mod scim_filter;
mod sign_in;
mod swagger;
mod tasks;
mod users;

use self::family::{Family, Holder};
use super::Habits;
use crate::asked::{Case, fits};
use crate::{Answered, Asked, World};
use domain::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Plays EPM.
pub(super) struct Epm {
    windows: BTreeMap<String, Window>,
    tasks: tasks::Tasks,
}

/// The calls of one account since its window began.
struct Window {
    began: Timestamp,
    calls: i64,
}

/// A request by an API account.
struct Call<'a> {
    asked: &'a Asked,
    world: &'a mut World,
    tasks: &'a mut tasks::Tasks,
    holder: Holder,
    args: Vec<String>,
}

impl Call<'_> {
    fn arg(&self, index: usize) -> &str {
        self.args.get(index).map_or("", String::as_str)
    }

    /// A query value by its name, with or without the prefix that filters carry.
    fn filter(&self, name: &str) -> Option<&str> {
        let prefixed = format!("Filter.{name}");
        let value = self.asked.query_value(&prefixed);
        value
            .or_else(|| self.asked.query_value(name))
            .filter(|value| !value.is_empty())
    }

    /// The body as JSON; its members are bound without regard to case.
    fn body(&self) -> Result<Value, Answered> {
        match self.asked.json() {
            Some(body @ Value::Object(_)) => Ok(body),
            _ => Err(problem(400, "The request body is not valid JSON.")),
        }
    }
}

/// A refusal is an answer too; `?` ends a call with it.
type Reply = Result<Answered, Answered>;

#[derive(Clone, Copy)]
struct Route {
    method: &'static str,
    /// Below the version.
    pattern: &'static str,
    family: Family,
    /// The oldest version known to have it.
    since: u8,
    run: fn(&mut Call<'_>) -> Reply,
}

const fn route(
    method: &'static str,
    pattern: &'static str,
    family: Family,
    run: fn(&mut Call<'_>) -> Reply,
) -> Route {
    Route {
        method,
        pattern,
        family,
        since: 1,
        run,
    }
}

const fn since_v3(route: Route) -> Route {
    Route { since: 3, ..route }
}

pub(super) fn habits(world: &mut World, now: Timestamp) -> Box<dyn Habits> {
    grow::grow(world, now);
    Box::new(Epm {
        windows: BTreeMap::new(),
        tasks: tasks::Tasks::default(),
    })
}

/// RFC 7807, as the newer operations word a refusal.
fn problem(status: u16, detail: &str) -> Answered {
    let (kind, title) = match status {
        404 => (
            "https://tools.ietf.org/html/rfc7231#section-6.5.4",
            "Not Found",
        ),
        409 => (
            "https://tools.ietf.org/html/rfc7231#section-6.5.8",
            "Conflict",
        ),
        _ => (
            "https://tools.ietf.org/html/rfc7231#section-6.5.1",
            "Bad Request",
        ),
    };
    let body = json!({ "type": kind, "title": title, "status": status, "detail": detail });
    Answered::json(status, &body)
        .with_only("content-type", "application/problem+json; charset=utf-8")
}

/// A detail answer: its dates have no zone.
fn one(row: &Value) -> Reply {
    let mut row = row.clone();
    dates::in_detail(&mut row);
    Ok(Answered::json(200, &row))
}

/// A bare uuid, as a JSON text.
fn uuid(status: u16, id: &str) -> Reply {
    Ok(Answered::json(status, &json!(id)))
}

fn unauthorized() -> Answered {
    Answered::empty(401).with("www-authenticate", "Bearer")
}

impl Habits for Epm {
    fn answer(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        self.tasks.settle(world, asked.now);
        requests::settle(world, asked.now);
        sign_in::answer(asked, world)
            .or_else(|| swagger::answer(asked, world))
            .or_else(|| self.scim(asked, world))
            .or_else(|| self.management(asked, world))
            .or_else(|| Some(Answered::empty(404)))
    }

    fn failure(&mut self, status: u16, _asked: &Asked, _world: &mut World) -> Option<Answered> {
        Some(Answered::empty(status))
    }
}

impl Epm {
    /// Who asks, once counted; or why not.
    fn admitted(&mut self, asked: &Asked, world: &mut World) -> Result<Holder, Answered> {
        let token = asked.bearer().ok_or_else(unauthorized)?;
        let token = world.tokens.check(token, asked.now);
        let client = token.map_err(|_| unauthorized())?.holder.clone();
        let holder = Holder::of(world, &client).ok_or_else(unauthorized)?;
        self.count(asked, world, &client)?;
        Ok(holder)
    }

    fn count(&mut self, asked: &Asked, world: &World, client: &str) -> Result<(), Answered> {
        let seconds = world.switches.number("rate_limit_seconds", 100);
        let window = self.windows.entry(client.to_owned()).or_insert(Window {
            began: asked.now,
            calls: 0,
        });
        let passed = asked.now.duration_since(window.began).as_secs();
        if passed >= seconds || passed < 0 {
            *window = Window {
                began: asked.now,
                calls: 0,
            };
        }
        window.calls += 1;
        if window.calls <= world.switches.number("rate_limit_calls", 1000) {
            return Ok(());
        }
        let wait = (seconds - passed.max(0)).max(1).to_string();
        let answered = Answered::empty(429);
        Err(match world.switches.on("retry_after_header") {
            true => answered.with("retry-after", wait),
            false => answered,
        })
    }

    fn management(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let (version, rest) = versioned(&asked.path, "/management-api/")?;
        let older = world.switches.on("newer_paths_in_older_versions");
        let mut allowed = Vec::new();
        let found = routes()
            .filter(|route| version >= route.since || older)
            .filter_map(|route| Some((route, fits(route.pattern, rest, Case::Any)?)))
            .find(|(route, _)| {
                allowed.push(route.method);
                route.method == asked.method
            });
        let Some((route, args)) = found else {
            let refused = Answered::empty(405).with("allow", allowed.join(", "));
            return Some(if allowed.is_empty() {
                Answered::empty(404)
            } else {
                refused
            });
        };
        let holder = match self.admitted(asked, world) {
            Ok(holder) => holder,
            Err(refused) => return Some(refused),
        };
        if !holder.may(route.family, route.method) {
            return Some(Answered::empty(403));
        }
        let mut call = Call {
            asked,
            world,
            tasks: &mut self.tasks,
            holder,
            args,
        };
        Some((route.run)(&mut call).unwrap_or_else(|refused| refused))
    }

    fn scim(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let (_, rest) = versioned(&asked.path, "/management-api/scim/")?;
        let holder = match self.admitted(asked, world) {
            Ok(holder) => holder,
            Err(refused) => return Some(scim::worded(refused)),
        };
        if !holder.may(Family::Scim, asked.method.as_str()) {
            return Some(scim::worded(Answered::empty(403)));
        }
        Some(scim::answer(asked, world, rest))
    }
}

/// The version's number and what follows it.
fn versioned<'a>(path: &'a str, prefix: &str) -> Option<(u8, &'a str)> {
    let start = path.get(..prefix.len())?;
    let rest = path.get(prefix.len()..)?;
    if !start.eq_ignore_ascii_case(prefix) {
        return None;
    }
    let version = match rest.as_bytes() {
        [b'v' | b'V', version @ b'1'..=b'3', b'/', ..] => version - b'0',
        _ => return None,
    };
    Some((version, &rest[2..]))
}

fn routes() -> impl Iterator<Item = &'static Route> {
    [
        computers::ROUTES,
        groups::ROUTES,
        policies::ROUTES,
        users::ROUTES,
        audits::ROUTES,
        events::ROUTES,
        requests::ROUTES,
        tasks::ROUTES,
    ]
    .into_iter()
    .flatten()
}
