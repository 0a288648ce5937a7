//! The collections that are plainly kept: list, make, show, replace, remove, search.

use super::audit::{self, Who};
use super::caller::Caller;
use super::say::{self, Limits, USUAL, has_words, limits, text, wanted};
use super::{Call, Reply};
use crate::asked::{Case, fits};
use crate::{Answered, Asked, World, times};
use serde_json::{Value, json};

/// One collection.
pub(super) struct Kind {
    path: &'static str,
    pub(super) rows: &'static str,
    view: &'static [&'static str],
    manage: &'static [&'static str],
    required: &'static [&'static str],
    unique: &'static str,
    limits: Limits,
    /// Members that no answer shows.
    hidden: &'static [&'static str],
    /// The audit events of making, changing and removing; `""` writes none.
    events: [&'static str; 3],
}

const PLAIN: Kind = Kind {
    path: "",
    rows: "",
    view: &[],
    manage: &[],
    required: &["name"],
    unique: "name",
    limits: USUAL,
    hidden: &[],
    events: ["", "", ""],
};

/// The areas that only `privx-admin` opens have a permission nobody holds.
const ADMIN: &[&str] = &["privx-admin"];

pub(super) const KINDS: &[Kind] = &[
    Kind {
        path: "/local-user-store/api/v1/api-clients",
        rows: "api_clients",
        view: &["api-clients-manage"],
        manage: &["api-clients-manage"],
        events: ["424", "425", "426"],
        ..PLAIN
    },
    Kind {
        path: "/local-user-store/api/v1/trusted-clients",
        rows: "trusted_clients",
        view: &["api-clients-manage"],
        manage: &["api-clients-manage"],
        required: &["name", "type"],
        ..PLAIN
    },
    Kind {
        path: "/local-user-store/api/v1/users",
        rows: "local_users",
        view: &["users-view"],
        manage: &["users-manage"],
        required: &["username"],
        unique: "username",
        hidden: &["password"],
        events: ["500", "501", "502"],
        ..PLAIN
    },
    Kind {
        path: "/role-store/api/v1/roles",
        rows: "roles",
        manage: &["roles-manage", "access-roles-manage"],
        events: ["201", "202", "203"],
        ..PLAIN
    },
    Kind {
        path: "/role-store/api/v1/sources",
        rows: "sources",
        view: &["sources-view"],
        manage: &["sources-manage"],
        events: ["210", "211", "212"],
        ..PLAIN
    },
    Kind {
        path: "/role-store/api/v1/identity-providers",
        rows: "identity_providers",
        view: &["sources-view"],
        manage: &["sources-manage"],
        limits: limits(50, 100, ""),
        ..PLAIN
    },
    Kind {
        path: "/role-store/api/v1/logconf/collectors",
        rows: "log_collectors",
        view: &["logs-manage"],
        manage: &["logs-manage"],
        ..PLAIN
    },
    Kind {
        path: "/authorizer/api/v1/accessgroups",
        rows: "access_groups",
        view: &["access-groups-manage"],
        manage: &["access-groups-manage"],
        limits: limits(100, 1000, "id"),
        events: ["450", "451", "452"],
        ..PLAIN
    },
    Kind {
        path: "/host-store/api/v1/hosts",
        rows: "hosts",
        view: &["hosts-view"],
        manage: &["hosts-manage"],
        required: &["common_name"],
        unique: "",
        events: ["801", "802", "803"],
        ..PLAIN
    },
    Kind {
        path: "/host-store/api/v1/whitelists",
        rows: "whitelists",
        view: ADMIN,
        manage: ADMIN,
        required: &["name", "type"],
        ..PLAIN
    },
    Kind {
        path: "/network-access-manager/api/v1/nwtargets",
        rows: "network_targets",
        view: &["network-targets-view"],
        manage: &["network-targets-manage"],
        required: &["name", "dst", "roles"],
        limits: limits(50, 1000, "id"),
        events: ["1600", "1601", "1602"],
        ..PLAIN
    },
    Kind {
        path: "/api-proxy/api/v1/api-targets",
        rows: "api_targets",
        view: &["api-targets-view"],
        manage: &["api-targets-manage"],
        events: ["2300", "2301", "2302"],
        ..PLAIN
    },
    Kind {
        path: "/workflow-engine/api/v1/workflows",
        rows: "workflows",
        view: &["workflows-view"],
        manage: &["workflows-manage"],
        limits: limits(50, 100, ""),
        events: ["600", "601", "602"],
        ..PLAIN
    },
    Kind {
        path: "/secrets-manager/api/v1/targetdomains",
        rows: "target_domains",
        view: &["target-domains-view"],
        manage: &["target-domains-manage"],
        ..PLAIN
    },
];

/// The answer of the collection this path belongs to.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: Caller,
    allowed: &mut Vec<&'static str>,
) -> Option<Reply> {
    let (kind, rest) = KINDS.iter().find_map(|kind| {
        let rest = asked.path.strip_prefix(kind.path)?;
        (rest.is_empty() || rest.starts_with('/')).then_some((kind, rest))
    })?;
    let args = fits("/{id}", rest, Case::Exact);
    let mut call = Call {
        asked,
        world,
        args: args.clone().unwrap_or_default(),
        caller,
    };
    let may = |call: &Call<'_>, needs: &[&str]| match call.caller.may_any(needs) {
        true => Ok(()),
        false => Err(say::forbidden()),
    };
    let method = asked.method.as_str();
    let run = |call: &mut Call<'_>| match (method, rest, &args) {
        ("GET", "", _) => may(call, kind.view).and_then(|()| kind.list(call)),
        ("POST", "", _) => may(call, kind.manage).and_then(|()| kind.make(call)),
        ("POST", "/search", _) => may(call, kind.view).and_then(|()| kind.search(call)),
        ("GET", "/tags", _) => may(call, kind.view).and_then(|()| tags(call, kind.rows)),
        ("GET", _, Some(_)) => may(call, kind.view).and_then(|()| kind.show(call)),
        ("PUT", _, Some(_)) => may(call, kind.manage).and_then(|()| kind.replace(call)),
        ("DELETE", _, Some(_)) => may(call, kind.manage).and_then(|()| kind.remove(call)),
        _ => Err(say::not_found()),
    };
    let before = allowed.len();
    match (rest, &args) {
        ("", _) if matches!(method, "GET" | "POST") => {}
        ("/search", _) if method == "POST" => {}
        ("", _) => allowed.extend(["GET", "POST"]),
        (_, Some(_)) if matches!(method, "GET" | "PUT" | "DELETE") => {}
        (_, Some(_)) => allowed.extend(["GET", "PUT", "DELETE"]),
        (_, None) => return None,
    }
    (allowed.len() == before).then(|| run(&mut call))
}

impl Kind {
    fn list(&self, call: &Call<'_>) -> Reply {
        let kept = call.world.rows(self.rows).iter();
        let same = |row: &Value, key: &str| {
            call.asked
                .query_value(key)
                .is_none_or(|value| value.is_empty() || text(row, key) == value)
        };
        let rows = kept
            .filter(|row| same(row, "id") && same(row, "name") && same(row, "username"))
            .map(|row| self.shown(row))
            .collect();
        say::list(call, rows, self.limits)
    }

    fn search(&self, call: &Call<'_>) -> Reply {
        let search = say::search(call)?;
        let words = text(&search, "keywords").to_owned();
        let names = wanted(&search, "name");
        let tags = wanted(&search, "tags");
        let groups = wanted(&search, "access_group_id");
        let rows = call.world.rows(self.rows).iter();
        let rows = rows
            .map(|row| self.shown(row))
            .filter(|row| {
                let tagged = tags.is_empty() || tags.iter().any(|tag| tagged(row, tag));
                has_words(row, &words)
                    && tagged
                    && say::among(&names, text(row, "name"))
                    && say::among(&groups, text(row, "access_group_id"))
            })
            .collect();
        say::list(call, rows, self.limits)
    }

    fn show(&self, call: &Call<'_>) -> Reply {
        let row = call.world.find(self.rows, "id", call.arg(0));
        let row = row.ok_or_else(|| self.missing(call))?;
        Ok(Answered::json(200, &self.shown(row)))
    }

    fn make(&self, call: &mut Call<'_>) -> Reply {
        let mut row = say::body(call)?;
        self.check(call, &row, None)?;
        let id = call.world.random.uuid();
        let now = times::rfc3339(call.asked.now);
        row["id"] = json!(id);
        row["created"] = json!(now);
        row["updated"] = json!(now);
        row["author"] = json!(call.caller.id);
        self.complete(call, &mut row);
        self.tell(call, 0, &row);
        call.world.rows_mut(self.rows).push(row);
        super::people::follow(call.world, self.rows, &id);
        say::made(self.path, &id)
    }

    fn replace(&self, call: &mut Call<'_>) -> Reply {
        let mut row = say::body(call)?;
        let id = call.arg(0).to_owned();
        let old = call.world.find(self.rows, "id", &id).cloned();
        let old = old.ok_or_else(|| self.missing(call))?;
        self.check(call, &row, Some(&id))?;
        // What the server sets stays as it was, whatever the caller sends.
        let kept = [
            "id",
            "created",
            "author",
            "system",
            "oauth_client_id",
            "oauth_client_secret",
        ];
        for key in kept {
            match old.get(key) {
                Some(value) => row[key] = value.clone(),
                None => drop(
                    row.as_object_mut()
                        .and_then(|members| members.shift_remove(key)),
                ),
            }
        }
        for key in ["secret", "password"] {
            let empty = row.get(key).is_none_or(|value| match value {
                Value::String(text) => text.is_empty(),
                Value::Object(members) => members.is_empty(),
                other => other.is_null(),
            });
            if let (true, Some(value)) = (empty, old.get(key)) {
                row[key] = value.clone();
            }
        }
        let by = if self.rows == "roles" || self.rows == "sources" {
            "updatedby"
        } else {
            "updated_by"
        };
        row["updated"] = json!(times::rfc3339(call.asked.now));
        row[by] = json!(call.caller.id);
        self.complete(call, &mut row);
        self.tell(call, 1, &row);
        if let Some(place) = call.world.find_mut(self.rows, "id", &id) {
            *place = row;
        }
        super::people::follow(call.world, self.rows, &id);
        say::done()
    }

    fn remove(&self, call: &mut Call<'_>) -> Reply {
        let id = call.arg(0).to_owned();
        let row = call.world.find(self.rows, "id", &id);
        let row = row.ok_or_else(|| self.missing(call))?;
        let fixed = row.get("system").and_then(Value::as_bool) == Some(true)
            || row.get("default").and_then(Value::as_bool) == Some(true);
        if fixed {
            let message = "A built-in object cannot be removed";
            return Err(say::error(400, "BAD_REQUEST", message));
        }
        if let Some(row) = call.world.remove(self.rows, "id", &id) {
            self.tell(call, 2, &row);
        }
        if self.rows == "api_clients" {
            call.world.tokens.revoke_of(&id, call.asked.now);
        }
        super::people::follow(call.world, self.rows, &id);
        super::roles::mark_deleted(call.world, self.rows, &id);
        say::done()
    }

    fn check(&self, call: &Call<'_>, row: &Value, id: Option<&str>) -> Result<(), Answered> {
        for key in self.required {
            let empty = row.get(*key).is_none_or(|value| match value {
                Value::String(text) => text.trim().is_empty(),
                other => other.is_null(),
            });
            if empty {
                return Err(say::wrong(
                    "REQUIRED_VALUE_MISSING",
                    "Required value missing",
                    key,
                ));
            }
        }
        let taken = |key: &str| {
            let mut rows = call.world.rows(self.rows).iter();
            rows.any(|other| {
                text(other, key).eq_ignore_ascii_case(text(row, key))
                    && Some(text(other, "id")) != id
            })
        };
        if !self.unique.is_empty() && taken(self.unique) {
            let message = format!("Duplicate {}", self.unique);
            return Err(say::wrong("VALUE_DUPLICATE", &message, self.unique));
        }
        match self.rows {
            "roles" => super::roles::check(row),
            "hosts" => super::hosts::check(call.world, row, id),
            _ => Ok(()),
        }
    }

    /// What the server fills in.
    fn complete(&self, call: &mut Call<'_>, row: &mut Value) {
        super::roles::name_roles(call.world, row);
        match self.rows {
            "api_clients" => super::people::complete_client(call.world, row),
            "roles" => super::roles::complete(call.world, row),
            "hosts" => super::hosts::complete(call.world, row),
            _ => {}
        }
    }

    fn shown(&self, row: &Value) -> Value {
        let mut row = row.clone();
        if let Some(members) = row.as_object_mut() {
            for key in self.hidden {
                members.shift_remove(*key);
            }
        }
        if self.rows == "hosts" {
            super::hosts::hide(&mut row);
        }
        row
    }

    fn missing(&self, call: &Call<'_>) -> Answered {
        let id = call.arg(0);
        let malformed = id.len() != 36 || !id.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        if malformed && call.world.switches.on("malformed_id_is_refused") {
            say::wrong("INVALID_REQUEST_DATA", "Invalid id", "id")
        } else {
            say::not_found()
        }
    }

    fn tell(&self, call: &mut Call<'_>, what: usize, row: &Value) {
        let event = self.events[what];
        if event.is_empty() {
            return;
        }
        let name = ["name", "common_name", "username"]
            .iter()
            .map(|key| text(row, key))
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let who = Who {
            id: &call.caller.id,
            name: &call.caller.name,
        };
        let about = [("objectID", text(row, "id")), ("objectName", name)];
        audit::write(call.world, call.asked, who, event, &about);
    }
}

pub(super) fn tagged(row: &Value, tag: &str) -> bool {
    row.get("tags")
        .and_then(Value::as_array)
        .is_some_and(|tags| tags.iter().any(|own| own.as_str() == Some(tag)))
}

/// Every tag in use, once.
pub(super) fn tags(call: &Call<'_>, rows: &str) -> Reply {
    let wanted = call.asked.query_value("query").unwrap_or_default();
    let rows = call.world.rows(rows).iter();
    let tags: std::collections::BTreeSet<&str> = rows
        .filter_map(|row| row.get("tags")?.as_array())
        .flatten()
        .filter_map(Value::as_str)
        .filter(|tag| tag.contains(wanted))
        .collect();
    say::list(call, tags.into_iter().map(Value::from).collect(), USUAL)
}
