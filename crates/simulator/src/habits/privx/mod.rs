//! SSH PrivX, a set of microservices behind one origin: `/<service>/api/v1/<collection>`.
//!
//! Start at [`routes`] for what is answered, at `sign_in.rs` for how a client gets a token and at
//! `caller.rs` for what it may do with it.

mod audit;
mod caller;
mod connections;
mod grow;
mod hosts;
mod kinds;
mod past;
mod people;
mod requests;
mod roles;
mod say;
mod sessions;
mod sign_in;
mod system;
mod vault;

use self::caller::Caller;
use super::Habits;
use crate::asked::{Case, fits};
use crate::{Answered, Asked, World};
use domain::Timestamp;

/// Plays PrivX.
pub(super) struct Privx;

/// A request by somebody signed in, with what stood for the `{…}` of its path.
struct Call<'a> {
    asked: &'a Asked,
    world: &'a mut World,
    args: Vec<String>,
    caller: Caller,
}

impl Call<'_> {
    fn arg(&self, index: usize) -> &str {
        self.args.get(index).map_or("", String::as_str)
    }
}

/// A refusal is an answer too; `?` ends a call with it.
type Reply = Result<Answered, Answered>;

struct Route {
    method: &'static str,
    pattern: &'static str,
    /// Any one of these permissions; none needed where empty.
    needs: &'static [&'static str],
    run: fn(&mut Call<'_>) -> Reply,
}

const fn route(
    method: &'static str,
    pattern: &'static str,
    needs: &'static [&'static str],
    run: fn(&mut Call<'_>) -> Reply,
) -> Route {
    Route {
        method,
        pattern,
        needs,
        run,
    }
}

pub(super) fn habits(world: &mut World, now: Timestamp) -> Box<dyn Habits> {
    grow::grow(world, now);
    Box::new(Privx)
}

impl Habits for Privx {
    fn answer(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let answered = answer(asked, world);
        let pinned = asked
            .header("cookie")
            .is_some_and(|cookies| cookies.contains("AWSALB="));
        // The load balancer pins a client that is not pinned yet, and takes any that is.
        Some(if pinned {
            answered
        } else {
            let cookie = format!("AWSALB={}; Path=/", world.random.hex(32));
            answered.with("set-cookie", cookie)
        })
    }

    fn failure(&mut self, status: u16, _asked: &Asked, _world: &mut World) -> Option<Answered> {
        let code = if status == 429 {
            "MAX_LOAD"
        } else {
            "GENERAL_ERROR"
        };
        Some(say::error(status, code, "Internal error"))
    }
}

fn answer(asked: &Asked, world: &mut World) -> Answered {
    if let Some(answered) = sign_in::answer(asked, world).or_else(|| system::open(asked, world)) {
        return answered;
    }
    let caller = match Caller::of(asked, world) {
        Ok(caller) => caller,
        Err(refused) => return refused,
    };
    if let Some(answered) = system::plain(asked, world, &caller) {
        return answered;
    }
    let mut allowed = Vec::new();
    for route in routes() {
        let Some(args) = fits(route.pattern, &asked.path, Case::Exact) else {
            continue;
        };
        if route.method != asked.method {
            allowed.push(route.method);
            continue;
        }
        if !caller.may_any(route.needs) {
            return say::forbidden();
        }
        let mut call = Call {
            asked,
            world,
            args,
            caller,
        };
        return either((route.run)(&mut call));
    }
    match kinds::answer(asked, world, caller, &mut allowed) {
        Some(reply) => either(reply),
        None if allowed.is_empty() => say::not_found(),
        None => {
            say::error(405, "BAD_REQUEST", "Method not allowed").with("allow", allowed.join(", "))
        }
    }
}

fn either(reply: Reply) -> Answered {
    reply.unwrap_or_else(|refused| refused)
}

/// Everything that is not plain keeping of a list, see `kinds.rs` for that.
fn routes() -> impl Iterator<Item = &'static Route> {
    [
        people::ROUTES,
        sessions::ROUTES,
        roles::ROUTES,
        hosts::ROUTES,
        connections::ROUTES,
        requests::ROUTES,
        audit::ROUTES,
        system::ROUTES,
        vault::ROUTES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::routes;

    #[test]
    fn every_route_has_a_documented_shape() {
        for route in routes() {
            assert!(route.pattern.contains("/api/v1/"), "{}", route.pattern);
            assert!(!route.pattern.ends_with('/'), "{}", route.pattern);
        }
    }
}
