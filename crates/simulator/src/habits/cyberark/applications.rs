//! Applications that fetch secrets, in Gen 1, and the service that gives secrets to them.

use serde_json::{Value, json};

use super::rights::Caller;
use super::users::next;
use super::words::{Sent, forbidden, not_found, refuse, reply, shown};
use crate::{Answered, Asked, World};

/// The page that the web server sends for a body it cannot read; it is not JSON.
fn bad_request() -> Answered {
    Answered::html(
        400,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">\
         <head><title>Request Error</title></head><body><p>Request Error</p></body></html>",
    )
}

/// Answers below `Applications`; the path is without that word and as it was sent.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    let reads = asked.method == "GET" && caller.has("AuditUsers");
    let allowed = reads || caller.has("AddUpdateUsers");
    if !allowed {
        return Some(forbidden());
    }
    let method = asked.method.as_str();
    let Some(id) = path.first() else {
        return Some(match method {
            "GET" => list(asked, world),
            "POST" => create(asked, world),
            _ => super::not_allowed("GET, POST"),
        });
    };
    let Some(found) = world.find("applications", "AppID", id).map(shown) else {
        return Some(not_found(&format!("Application {id} was not found.")));
    };
    let app = found["AppID"].as_str().unwrap_or_default().to_owned();
    let own = |row: &Value| row["AppID"] == app.as_str();
    let methods = path
        .get(1)
        .is_some_and(|part| part.eq_ignore_ascii_case("authentications"));
    Some(match (method, path.len()) {
        ("GET", 1) if world.switches.on("application_as_object") => {
            ok(&json!({"application": found}))
        }
        ("GET", 1) => ok(&json!({"application": [found]})),
        ("DELETE", 1) => {
            world.rows_mut("applications").retain(|row| !own(row));
            world
                .rows_mut("application_methods")
                .retain(|row| !own(row));
            Answered::empty(200)
        }
        ("GET", 2) if methods => {
            let rows: Vec<&Value> = world
                .rows("application_methods")
                .iter()
                .filter(|row| own(row))
                .collect();
            ok(&json!({"authentication": rows}))
        }
        ("POST", 2) if methods => {
            let Ok(sent) = Sent::read(asked) else {
                return Some(bad_request());
            };
            let sent = sent.get("authentication").map(Sent::of).unwrap_or_default();
            const KINDS: [&str; 7] = [
                "path",
                "hash",
                "osUser",
                "machineAddress",
                "certificateserialnumber",
                "certificateattr",
                "Kubernetes",
            ];
            let kind = sent.text("AuthType");
            let Some(kind) = KINDS.iter().find(|own| own.eq_ignore_ascii_case(&kind)) else {
                return Some(bad_request());
            };
            let row = json!({
                "authID": next(world, "application_methods", "authID"), "AppID": app,
                "AuthType": kind, "AuthValue": sent.get("AuthValue"),
                "IsFolder": sent.get("IsFolder"),
                "AllowInternalScripts": sent.get("AllowInternalScripts"),
                "Comment": sent.get("Comment"),
            });
            world.rows_mut("application_methods").push(row);
            Answered::empty(201)
        }
        ("DELETE", 3) if methods => {
            let number = path[2];
            let rows = world.rows_mut("application_methods");
            let before = rows.len();
            rows.retain(|row| !(own(row) && super::words::numbered(&row["authID"], number)));
            if rows.len() == before {
                not_found("The authentication was not found.")
            } else {
                Answered::empty(200)
            }
        }
        _ => return None,
    })
}

fn ok(value: &Value) -> Answered {
    super::words::reply(200, value)
}

fn list(asked: &Asked, world: &World) -> Answered {
    let wanted = asked
        .query_value("AppID")
        .unwrap_or_default()
        .to_lowercase();
    let rows: Vec<Value> = world
        .rows("applications")
        .iter()
        .filter(|row| {
            row["AppID"]
                .as_str()
                .unwrap_or_default()
                .to_lowercase()
                .contains(&wanted)
        })
        .map(shown)
        .collect();
    ok(&json!({ "application": rows }))
}

fn create(asked: &Asked, world: &mut World) -> Answered {
    let Ok(sent) = Sent::read(asked) else {
        return bad_request();
    };
    let sent = sent.get("application").map(Sent::of).unwrap_or_default();
    let id = sent.text("AppID");
    let flag = !sent.has("Disabled") || sent.get("Disabled").is_none_or(Value::is_boolean);
    if id.is_empty() || id.contains('&') || id.len() > 127 || !sent.has("Location") || !flag {
        return bad_request();
    }
    if world.find("applications", "AppID", &id).is_some() {
        return refuse(
            409,
            "ITATS031E",
            &format!("Application {id} already exists."),
        );
    }
    let mut row = json!({});
    for name in [
        "AppID",
        "Description",
        "Location",
        "AccessPermittedFrom",
        "AccessPermittedTo",
        "ExpirationDate",
        "Disabled",
        "BusinessOwnerFName",
        "BusinessOwnerLName",
        "BusinessOwnerEmail",
        "BusinessOwnerPhone",
    ] {
        row[name] = sent.get(name).cloned().unwrap_or_default();
    }
    row["AllowExtendedAuthenticationRestrictions"] = json!(false);
    world.rows_mut("applications").push(row);
    Answered::empty(201)
}

/// `GET /AIMWebService/api/Accounts`: a secret for an application that is known.
pub(super) fn provide(asked: &Asked, world: &World) -> Answered {
    let query = |name: &str| asked.query_value(name).unwrap_or_default();
    let app = world.find("applications", "AppID", query("AppID"));
    if app.is_none_or(|app| app["Disabled"] == true) {
        return refuse(
            403,
            "APPAP306E",
            "Authentication error for the application.",
        );
    }
    // An application gets what it may retrieve as a member of the Safe, like anyone else.
    let member = world.rows("safe_members").iter().any(|member| {
        let same = |field: &str, text: &str| {
            member[field]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(text))
        };
        same("safeName", query("Safe"))
            && same("memberName", query("AppID"))
            && member["permissions"]["retrieveAccounts"] == true
    });
    if !member {
        return refuse(404, "APPAP004E", "No account matches the query.");
    }
    let found = world.rows("accounts").iter().find(|account| {
        let same = |field: &str, text: &str| {
            account[field]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(text))
        };
        same("safeName", query("Safe")) && same("name", query("Object"))
    });
    match found {
        None => refuse(404, "APPAP004E", "No account matches the query."),
        Some(account) => reply(
            200,
            &json!({
                "Content": account["_secret"], "UserName": account["userName"],
                "Address": account["address"], "Safe": account["safeName"], "Folder": "Root",
                "Name": account["name"], "PolicyID": account["platformId"],
                "PasswordChangeInProcess": "False",
            }),
        ),
    }
}
