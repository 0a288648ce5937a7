//! Who is signed in, and on which phones their second factor is.

use super::people::{find, tell};
use super::say::{self, among, has_words, limits, text, wanted};
use super::{Call, Reply, Route, route};
use crate::times;
use serde_json::Value;

const VIEW: &[&str] = &["users-view"];
const MANAGE: &[&str] = &["users-manage"];

pub(super) const ROUTES: &[Route] = &[
    route(
        "POST",
        "/auth/api/v1/sessionstorage/sessions/search",
        VIEW,
        sessions_search,
    ),
    route(
        "GET",
        "/auth/api/v1/sessionstorage/users/{id}/sessions",
        VIEW,
        sessions,
    ),
    route(
        "GET",
        "/auth/api/v1/sessionstorage/sources/{id}/sessions",
        VIEW,
        source_sessions,
    ),
    route(
        "POST",
        "/auth/api/v1/sessionstorage/sessions/{id}/terminate",
        MANAGE,
        end_session,
    ),
    route(
        "POST",
        "/auth/api/v1/sessionstorage/users/{id}/sessions/terminate",
        MANAGE,
        end_sessions,
    ),
    route("GET", "/auth/api/v1/users/{id}/devices", VIEW, devices),
    route(
        "DELETE",
        "/auth/api/v1/users/{id}/devices/{device}",
        MANAGE,
        unpair,
    ),
];

fn sessions_of(call: &Call<'_>, keep: impl Fn(&Value) -> bool) -> Reply {
    let now = times::rfc3339(call.asked.now);
    let rows = call.world.rows("sessions").iter();
    let rows = rows
        .filter(|row| keep(row) && text(row, "expires") > now.as_str())
        .cloned()
        .collect();
    say::list(call, rows, limits(50, 1000, "expires"))
}

fn sessions(call: &mut Call<'_>) -> Reply {
    let id = match call.arg(0) {
        "current" => call.caller.id.clone(),
        id => id.to_owned(),
    };
    sessions_of(call, |row| text(row, "user_id") == id)
}

fn source_sessions(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    sessions_of(call, |row| text(row, "source_id") == id)
}

fn sessions_search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let users = wanted(&search, "user_id");
    let types = wanted(&search, "type");
    let words = text(&search, "keywords").to_owned();
    sessions_of(call, |row| {
        among(&users, text(row, "user_id"))
            && among(&types, text(row, "type"))
            && has_words(row, &words)
    })
}

fn end_session(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    let ended = call.world.remove("sessions", "id", &id);
    let ended = ended.ok_or_else(say::not_found)?;
    tell(call, "140", &[("targetUserID", text(&ended, "user_id"))]);
    say::done()
}

fn end_sessions(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    find(call, &id)?;
    let rows = call.world.rows_mut("sessions");
    rows.retain(|row| text(row, "user_id") != id);
    tell(call, "140", &[("targetUserID", &id)]);
    say::done()
}

fn devices(call: &mut Call<'_>) -> Reply {
    let id = call.arg(0).to_owned();
    find(call, &id)?;
    let rows = call.world.rows("devices").iter();
    let shown = |row: &Value| {
        let mut row = row.clone();
        row.as_object_mut()
            .map(|members| members.shift_remove("user_id"));
        row
    };
    let rows = rows
        .filter(|row| text(row, "user_id") == id)
        .map(shown)
        .collect();
    say::all(call, rows)
}

fn unpair(call: &mut Call<'_>) -> Reply {
    let (user, device) = (call.arg(0).to_owned(), call.arg(1).to_owned());
    let known = call.world.find("devices", "id", &device);
    if known.is_none_or(|row| text(row, "user_id") != user) {
        return Err(say::not_found());
    }
    call.world.remove("devices", "id", &device);
    tell(call, "2104", &[("targetUserID", &user)]);
    say::done()
}
