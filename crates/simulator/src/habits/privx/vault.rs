//! Secrets, shared and personal. Their key is their name, which may hold slashes.

use super::audit::{self, Who};
use super::say::{self, has_words, limits, text};
use super::{Call, Reply, Route, route};
use crate::{Answered, times};
use serde_json::{Value, json};

const ROWS: &str = "secrets";

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/vault/api/v1/secrets", &[], list),
    route(
        "POST",
        "/vault/api/v1/secrets",
        &["vault-add", "vault-manage"],
        make,
    ),
    route("GET", "/vault/api/v1/secrets/{name}", &[], show),
    route("PUT", "/vault/api/v1/secrets/{name}", &[], replace),
    route("DELETE", "/vault/api/v1/secrets/{name}", &[], remove),
    route(
        "GET",
        "/vault/api/v1/metadata/secrets/{name}",
        &[],
        metadata,
    ),
    route("POST", "/vault/api/v1/search/secrets", &[], search),
    route("GET", "/vault/api/v1/schemas", &[], schemas),
    route(
        "GET",
        "/vault/api/v1/user/{user}/secrets",
        &["vault-manage"],
        personal,
    ),
    route("GET", "/authorizer/api/v1/secrets", &[], accounts),
    route("POST", "/authorizer/api/v1/secrets/search", &[], accounts),
    route(
        "GET",
        "/authorizer/api/v1/secrets/checkouts",
        &[],
        checkouts,
    ),
    route(
        "GET",
        "/secrets-manager/api/v1/password-policies",
        &["target-domains-view"],
        policies,
    ),
];

/// What the caller may do with a secret.
#[derive(Clone, Copy)]
enum Wish {
    Read,
    Write,
}

fn may(call: &Call<'_>, secret: &Value, wish: Wish) -> bool {
    let listed = |key: &str| {
        let roles = secret.get(key).and_then(Value::as_array);
        let mut roles = roles.into_iter().flatten();
        roles.any(|role| call.caller.roles.iter().any(|own| own == text(role, "id")))
    };
    call.caller.may("vault-manage")
        || match wish {
            Wish::Read => listed("read_roles"),
            Wish::Write => listed("write_roles"),
        }
}

fn without_data(secret: &Value) -> Value {
    let mut secret = secret.clone();
    if let Some(members) = secret.as_object_mut() {
        members.shift_remove("data");
    }
    secret
}

fn rows(call: &Call<'_>, words: &str) -> Vec<Value> {
    let rows = call.world.rows(ROWS).iter();
    rows.filter(|secret| may(call, secret, Wish::Read))
        .map(without_data)
        .filter(|secret| has_words(secret, words))
        .collect()
}

fn list(call: &mut Call<'_>) -> Reply {
    let rows = rows(call, "");
    say::list(call, rows, limits(100, 100, ""))
}

fn search(call: &mut Call<'_>) -> Reply {
    let search = say::search(call)?;
    let rows = rows(call, text(&search, "keywords"));
    say::list(call, rows, limits(100, 100, ""))
}

fn find(call: &Call<'_>, wish: Wish) -> Result<Value, Answered> {
    let secret = call.world.find(ROWS, "name", call.arg(0)).cloned();
    let secret = secret.ok_or_else(say::not_found)?;
    may(call, &secret, wish)
        .then_some(secret)
        .ok_or_else(say::forbidden)
}

fn show(call: &mut Call<'_>) -> Reply {
    let secret = find(call, Wish::Read)?;
    tell(call, "1402", text(&secret, "name"));
    Ok(Answered::json(200, &secret))
}

fn metadata(call: &mut Call<'_>) -> Reply {
    let secret = find(call, Wish::Read)?;
    Ok(Answered::json(200, &without_data(&secret)))
}

fn make(call: &mut Call<'_>) -> Reply {
    let mut secret = say::body(call)?;
    let name = text(&secret, "name").to_owned();
    if name.is_empty() {
        return Err(say::wrong(
            "REQUIRED_VALUE_MISSING",
            "Required value missing",
            "name",
        ));
    }
    if call.world.find(ROWS, "name", &name).is_some() {
        return Err(say::wrong("VALUE_DUPLICATE", "Duplicate name", "name"));
    }
    let now = times::rfc3339(call.asked.now);
    secret["created"] = json!(now);
    secret["updated"] = json!(now);
    secret["author"] = json!(call.caller.id);
    secret["owner_id"] = json!(call.caller.id);
    secret["path"] = json!(format!("/secrets/{name}"));
    call.world.rows_mut(ROWS).push(secret);
    tell(call, "1400", &name);
    Ok(Answered::json(201, &json!({ "name": name })))
}

fn replace(call: &mut Call<'_>) -> Reply {
    let mut secret = say::body(call)?;
    let old = find(call, Wish::Write)?;
    for key in ["name", "created", "author", "owner_id", "path"] {
        secret[key] = old[key].clone();
    }
    secret["updated"] = json!(times::rfc3339(call.asked.now));
    secret["updated_by"] = json!(call.caller.id);
    let name = text(&old, "name").to_owned();
    if let Some(place) = call.world.find_mut(ROWS, "name", &name) {
        *place = secret;
    }
    tell(call, "1403", &name);
    say::done()
}

fn remove(call: &mut Call<'_>) -> Reply {
    let secret = find(call, Wish::Write)?;
    let name = text(&secret, "name");
    call.world.remove(ROWS, "name", name);
    tell(call, "1401", name);
    say::done()
}

fn schemas(_call: &mut Call<'_>) -> Reply {
    Ok(Answered::json(200, &json!([])))
}

fn personal(call: &mut Call<'_>) -> Reply {
    say::all(call, Vec::new())
}

fn accounts(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("account_secrets").to_vec();
    say::list(call, rows, limits(50, 1000, ""))
}

fn checkouts(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("checkouts").iter();
    let own = rows
        .filter(|row| text(row, "user_id") == call.caller.id)
        .cloned();
    say::list(call, own.collect(), limits(50, 1000, ""))
}

fn policies(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("password_policies").to_vec();
    say::list(call, rows, limits(50, 1000, ""))
}

fn tell(call: &mut Call<'_>, event: &str, name: &str) {
    let who = Who {
        id: &call.caller.id,
        name: &call.caller.name,
    };
    audit::write(call.world, call.asked, who, event, &[("secretName", name)]);
}
