//! Console users, roles, API accounts and the domains that may be invited.

use super::family::Family::Management;
use super::list::{self, text, texts};
use super::{Call, Reply, Route, audits, one, problem, route, since_v3, uuid};
use crate::paging::member;
use crate::{Answered, World, times};
use serde_json::{Value, json};

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/Users", Management, all),
    route("POST", "/Users", Management, make),
    route("GET", "/Users/{id}", Management, show),
    route("PUT", "/Users/{id}", Management, change),
    route("PATCH", "/Users/{id}/Enable", Management, enable),
    route("PATCH", "/Users/{id}/Disable", Management, disable),
    since_v3(route(
        "POST",
        "/Users/{id}/AssignRoles",
        Management,
        assign_roles,
    )),
    route("GET", "/Roles", Management, roles),
    route("GET", "/Roles/{id}", Management, role),
    since_v3(route("GET", "/GlobalRoles", Management, global_roles)),
    since_v3(route("GET", "/GlobalRoles/{id}", Management, global_role)),
    route("GET", "/ApiAccounts", Management, accounts),
    route("GET", "/AcceptedDomains", Management, domains),
    route("POST", "/AcceptedDomains", Management, add_domain),
    route("GET", "/AcceptedDomains/{id}", Management, domain),
    route("PUT", "/AcceptedDomains/{id}", Management, change_domain),
    route("DELETE", "/AcceptedDomains/{id}", Management, drop_domain),
];

fn all(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("users").to_vec();
    list::paged(call, rows)
}

fn find(call: &Call<'_>, rows: &str) -> Result<Value, Answered> {
    let row = call.world.find(rows, "id", call.arg(0)).cloned();
    row.ok_or_else(|| Answered::empty(404))
}

fn show(call: &mut Call<'_>) -> Reply {
    one(&find(call, "users")?)
}

/// Whether the part behind the `@` may be invited.
pub(super) fn accepted(world: &World, email: &str) -> bool {
    let Some((name, domain)) = email.rsplit_once('@') else {
        return false;
    };
    !name.is_empty() && world.find("accepted_domains", "domain", domain).is_some()
}

/// A user as the console makes one.
pub(super) fn fresh(world: &mut World, email: &str, now: &str) -> Value {
    json!({
        "id": world.random.uuid(), "accountName": email, "emailAddress": email, "created": now,
        "lastSignedIn": null, "disabled": false, "locked": false, "olsonTimeZoneId": "Europe/Oslo",
        "dateTimeDisplayFormat": "DD/MM/YYYY HH:mm", "language": "en-GB", "roleName": "",
        "roles": [], "userType": "Standard", "admin": false, "allGroups": null, "allPolicies": null,
        "allSettings": null, "errorInfo": null,
    })
}

fn make(call: &mut Call<'_>) -> Reply {
    let body = call.body()?;
    let email = text(&body, "emailAddress").to_owned();
    if !accepted(call.world, &email) {
        return Err(problem(
            400,
            "The e-mail address is not in an accepted domain.",
        ));
    }
    if call.world.find("users", "emailAddress", &email).is_some() {
        return Err(problem(
            400,
            "A user with this e-mail address already exists.",
        ));
    }
    let now = times::rfc3339(call.asked.now);
    let mut user = fresh(call.world, &email, &now);
    for key in ["olsonTimeZoneId", "dateTimeDisplayFormat", "language"] {
        if let Some(value) = member(&body, key).filter(|value| value.is_string()) {
            user[key] = value.clone();
        }
    }
    user["disabled"] = json!(member(&body, "enabled") == Some(&json!(false)));
    give(call.world, &mut user, &body);
    let id = text(&user, "id").to_owned();
    call.world.rows_mut("users").push(user);
    tell(
        call,
        &email,
        "Created",
        &json!({ "newEmailAddress": email }),
    );
    match call.world.switches.word("user_post_answers", "object") {
        "uuid" => uuid(200, &id),
        _ => Ok(Answered::json(
            200,
            &json!({ "id": id, "accountName": email }),
        )),
    }
}

/// Roles come by several names, one per version and client.
fn give(world: &World, user: &mut Value, body: &Value) {
    let mut ids = texts(body, "globalRolesIds");
    ids.extend(texts(body, "roleIds"));
    ids.extend(
        member(body, "roleId")
            .and_then(Value::as_str)
            .map(str::to_owned),
    );
    let found: Vec<_> = ids
        .iter()
        .filter_map(|id| world.find("roles", "id", id))
        .collect();
    let admin = member(body, "roleResource.admin") == Some(&json!(true))
        || found
            .iter()
            .any(|role| text(role, "name") == "Administrator");
    user["admin"] = json!(admin);
    user["userType"] = json!(if admin { "Administrator" } else { "Standard" });
    user["roleName"] = found.first().map_or(json!(""), |role| role["name"].clone());
    user["roles"] = found
        .iter()
        .map(|role| json!({ "id": role["id"], "name": role["name"], "resourceId": null, "resourceType": null }))
        .collect();
}

fn change(call: &mut Call<'_>) -> Reply {
    let old = find(call, "users")?;
    let body = call.body()?;
    if let Some(user) = call.world.find_mut("users", "id", text(&old, "id")) {
        for key in ["olsonTimeZoneId", "dateTimeDisplayFormat", "language"] {
            if let Some(value) = member(&body, key).filter(|value| value.is_string()) {
                user[key] = value.clone();
            }
        }
    }
    tell(call, text(&old, "emailAddress"), "Modified", &Value::Null);
    Ok(Answered::empty(204))
}

fn enable(call: &mut Call<'_>) -> Reply {
    switch(call, false)
}

fn disable(call: &mut Call<'_>) -> Reply {
    switch(call, true)
}

fn switch(call: &mut Call<'_>, disabled: bool) -> Reply {
    let old = find(call, "users")?;
    if let Some(user) = call.world.find_mut("users", "id", text(&old, "id")) {
        user["disabled"] = json!(disabled);
    }
    let data = json!({ "newDisabled": disabled, "oldDisabled": old["disabled"] });
    tell(call, text(&old, "emailAddress"), "Modified", &data);
    Ok(Answered::empty(204))
}

fn assign_roles(call: &mut Call<'_>) -> Reply {
    let mut user = find(call, "users")?;
    let body = call.body()?;
    give(call.world, &mut user, &body);
    let id = text(&user, "id").to_owned();
    let data = json!({ "roles": user["roles"] });
    tell(call, text(&user, "emailAddress"), "Modified", &data);
    if let Some(place) = call.world.find_mut("users", "id", &id) {
        *place = user;
    }
    Ok(Answered::empty(204))
}

/// Not paged: a bare list.
fn roles(call: &mut Call<'_>) -> Reply {
    Ok(Answered::json(200, &json!(call.world.rows("roles"))))
}

fn role(call: &mut Call<'_>) -> Reply {
    one(&find(call, "roles")?)
}

fn global_roles(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("roles").iter();
    let rows =
        rows.map(|role| json!({ "id": role["id"], "name": role["name"], "description": "" }));
    list::paged(call, rows.collect())
}

fn global_role(call: &mut Call<'_>) -> Reply {
    one(&find(call, "roles").map_err(|_| problem(400, "The role does not exist."))?)
}

/// Not paged either, and never a secret.
fn accounts(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("api_accounts").iter();
    let rows: Value = rows
        .map(|row| {
            let mut row = row.clone();
            if let Some(members) = row.as_object_mut() {
                members.shift_remove("secret");
                if let Some(Value::Object(families)) = members.shift_remove("families") {
                    for (family, level) in families {
                        let level = match level.as_str() {
                            Some("full") => "FullAccess",
                            Some("read") => "ReadOnly",
                            _ => "NoAccess",
                        };
                        members.insert(family, json!(level));
                    }
                }
            }
            row
        })
        .collect();
    Ok(Answered::json(200, &rows))
}

fn domains(call: &mut Call<'_>) -> Reply {
    let rows = call.world.rows("accepted_domains").to_vec();
    list::paged(call, rows)
}

fn domain(call: &mut Call<'_>) -> Reply {
    one(&find(call, "accepted_domains")?)
}

fn domain_in(call: &Call<'_>) -> Result<String, Answered> {
    let body = call.body()?;
    let name = match text(&body, "domainName") {
        "" => text(&body, "domain"),
        name => name,
    };
    if !name.contains('.') || name.contains(['@', ' ', '/']) {
        return Err(problem(400, "The domain is not valid."));
    }
    if call
        .world
        .find("accepted_domains", "domain", name)
        .is_some()
    {
        return Err(problem(400, "The domain already exists."));
    }
    Ok(name.to_owned())
}

fn add_domain(call: &mut Call<'_>) -> Reply {
    let name = domain_in(call)?;
    let id = call.world.random.uuid();
    let now = times::rfc3339(call.asked.now);
    let row = json!({ "id": id, "domain": name, "created": now });
    call.world.rows_mut("accepted_domains").push(row);
    settings(call, &json!({ "addDomain": name }));
    uuid(200, &id)
}

fn change_domain(call: &mut Call<'_>) -> Reply {
    let old = find(call, "accepted_domains")?;
    let name = domain_in(call)?;
    if let Some(row) = call
        .world
        .find_mut("accepted_domains", "id", text(&old, "id"))
    {
        row["domain"] = json!(name);
    }
    settings(
        call,
        &json!({ "modifyDomainOldValue": old["domain"], "modifyDomainNewValue": name }),
    );
    Ok(Answered::empty(204))
}

fn drop_domain(call: &mut Call<'_>) -> Reply {
    let old = find(call, "accepted_domains")?;
    call.world
        .remove("accepted_domains", "id", text(&old, "id"));
    settings(call, &json!({ "removeDomain": old["domain"] }));
    Ok(Answered::empty(204))
}

fn settings(call: &mut Call<'_>, data: &Value) {
    let data = json!({ "settingsDataAuditing": data });
    audits::write(
        call,
        "Settings",
        "Accepted domains",
        "Modified",
        "Changed accepted domains",
        &data,
    );
}

fn tell(call: &mut Call<'_>, name: &str, what: &str, data: &Value) {
    let details = format!("{what} user {name}");
    let data = json!({ "userDataAuditing": data });
    audits::write(call, "User", name, what, &details, &data);
}
