//! The shared services beside the product: the platform token, tenant discovery, and the
//! identity service's calls with their envelope.

use serde_json::{Value, json};

use super::words::{Sent, reply};
use super::{sign_in, system};
use crate::{Answered, Asked, World};

/// Answers what is not the product itself; `None` where there is nothing.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    path: &[&str],
    exact: &[&str],
) -> Option<Answered> {
    let method = asked.method.as_str();
    Some(match (method, path) {
        (_, ["oauth2", "platformtoken"]) => sign_in::platform_token(asked, world),
        ("GET", ["api", "v2", "services", "subdomain", name]) => services(asked, world, name),
        ("GET", ["api", "identity-endpoint", name]) if is_ours(world, name) => {
            answer_endpoint(asked)
        }
        ("POST", ["security", "startauthentication"]) => start(asked, world),
        ("POST", ["security", "advanceauthentication"]) => advance(asked, world),
        (_, ["api", rest @ ..]) => {
            let caller = match sign_in::who(asked, world) {
                Ok(caller) => caller,
                Err(refusal) => return Some(refusal),
            };
            return system::cloud(asked, world, &caller, rest);
        }
        (
            "POST" | "GET",
            [
                "core" | "cdirectoryservice" | "roles" | "saasmanage" | "redrock" | "usermgmt",
                ..,
            ],
        ) => {
            if let Err(refusal) = sign_in::who(asked, world) {
                return Some(refusal);
            }
            return directory(asked, world, path, exact);
        }
        _ => return None,
    })
}

fn is_ours(world: &World, name: &str) -> bool {
    world
        .data
        .get("subdomain")
        .and_then(Value::as_str)
        .is_some_and(|own| own.eq_ignore_ascii_case(name))
}

fn answer_endpoint(asked: &Asked) -> Answered {
    reply(200, &json!({"endpoint": asked.origin}))
}

fn services(asked: &Asked, world: &World, name: &str) -> Answered {
    if !is_ours(world, name) {
        return reply(
            404,
            &json!({"code": "NOT_FOUND", "message": "The subdomain is not known."}),
        );
    }
    let place = json!({"api": asked.origin, "ui": asked.origin});
    reply(
        200,
        &json!({"identity_user_portal": place, "identity_administration": place, "pcloud": place}),
    )
}

/// Every answer of the identity service has this shape, failures included, and all are 200.
fn envelope(result: Value) -> Answered {
    let mut body = json!({
        "success": true, "Result": null, "Message": null, "MessageID": null,
        "Exception": null, "ErrorID": null, "ErrorCode": null, "IsSoftError": false,
        "InnerExceptions": null,
    });
    body["Result"] = result;
    reply(200, &body)
}

fn failure(text: &str) -> Answered {
    reply(
        200,
        &json!({
            "success": false, "Result": null, "Message": text, "MessageID": "_I18N_Failed",
            "Exception": null, "ErrorID": null, "ErrorCode": null, "IsSoftError": false,
            "InnerExceptions": null,
        }),
    )
}

fn start(asked: &Asked, world: &mut World) -> Answered {
    let sent = Sent::read(asked).unwrap_or_default();
    if sent.text("User").is_empty() {
        return failure("The user name is missing.");
    }
    let session = world.secrets.hex(32);
    let row = json!({"id": session, "user": sent.text("User"), "step": 0});
    world.rows_mut("identity_sessions").push(row);
    let mechanism = |id: &str, name: &str, kind: &str, prompt: &str| json!({"MechanismId": id, "Name": name, "AnswerType": kind, "PromptMechChosen": prompt, "PromptSelectMech": prompt});
    envelope(json!({
        "SessionId": session, "TenantId": world.data.get("tenant_id"),
        "PodFqdn": asked.origin.trim_start_matches("https://").trim_start_matches("http://"),
        "Challenges": [
            {"Mechanisms": [mechanism("up", "UP", "Text", "Password")]},
            {"Mechanisms": [
                mechanism("oath", "OATH", "Text", "Code of your app"),
                mechanism("pf", "PF", "StartOob", "Call my phone"),
            ]},
        ],
    }))
}

/// The password first, then the code: both belong to the person of the seed who has a code.
fn advance(asked: &Asked, world: &mut World) -> Answered {
    let sent = Sent::read(asked).unwrap_or_default();
    let id = sent.text("SessionId");
    let Some(session) = world.find("identity_sessions", "id", &id).cloned() else {
        return failure("The session is not known.");
    };
    let user = session["user"].as_str().unwrap_or_default();
    let known = world
        .credentials
        .iter()
        .find(|known| known.method == "radius-user" && known.value("username") == user)
        .cloned();
    // The second challenge can be answered on a phone; the person takes the second call.
    let action = sent.text("Action").to_lowercase();
    if session["step"] == 1 && sent.text("MechanismId") == "pf" {
        let approved = world.switches.word("identity_push", "approved") == "approved";
        let calls = session["calls"].as_i64().unwrap_or(0) + 1;
        if let Some(row) = world.find_mut("identity_sessions", "id", &id) {
            row["calls"] = json!(calls);
        }
        return match (action.as_str(), calls) {
            ("startoob" | "poll", ..=2) => envelope(json!({"Summary": "OobPending"})),
            ("poll", _) if approved => success(asked, world, &id, user),
            _ => failure("Authentication (login or challenge) has failed."),
        };
    }
    let (given, step) = (sent.text("Answer"), session["step"].as_i64().unwrap_or(0));
    let wanted = known.map(|known| {
        known
            .value(if step == 0 { "password" } else { "code" })
            .to_owned()
    });
    if given.is_empty() || wanted.as_deref() != Some(given.as_str()) {
        return failure("Authentication (login or challenge) has failed.");
    }
    if step == 0 {
        if let Some(row) = world.find_mut("identity_sessions", "id", &id) {
            row["step"] = json!(1);
        }
        return envelope(json!({"Summary": "StartNextChallenge"}));
    }
    success(asked, world, &id, user)
}

fn success(asked: &Asked, world: &mut World, session: &str, user: &str) -> Answered {
    world.remove("identity_sessions", "id", session);
    let token = sign_in::person_token(asked, world, user);
    envelope(json!({
        "Summary": "LoginSuccess", "Auth": token, "Token": token, "TokenLifetime": 3600,
        "DisplayName": user,
    }))
}

fn directory(asked: &Asked, world: &mut World, path: &[&str], exact: &[&str]) -> Option<Answered> {
    let sent = Sent::read(asked).unwrap_or_default();
    let uuid = world.random.uuid();
    Some(match path {
        ["core", "getcdsaliasesfortenant"] => rows(&[json!({"ID": "northmere.example"})]),
        ["core", "getdirectoryservices"] => rows(&[
            json!({"Service": "CDS", "directoryServiceUuid": "09B9A9B0-6CE8-465F-AB03-65766D33B05E"}),
        ]),
        ["cdirectoryservice", "createuser"] => {
            let name = sent.text("Name");
            if name.is_empty() {
                return Some(failure("The name is missing."));
            }
            if world.find("identity_users", "Username", &name).is_some() {
                return Some(failure("User name is already in use."));
            }
            let row = json!({
                "ID": uuid, "Username": name, "DisplayName": sent.text("DisplayName"),
                "Email": sent.text("Mail"), "ServiceUser": sent.flag("ServiceUser"),
                "OauthClient": sent.flag("OauthClient"), "State": "None",
            });
            world.rows_mut("identity_users").push(row);
            envelope(json!(uuid))
        }
        ["cdirectoryservice", "setuserstate"] => {
            let state = sent.text("state");
            match world.find_mut("identity_users", "ID", &sent.text("ID")) {
                Some(user) => {
                    user["State"] = json!(state);
                    envelope(Value::Null)
                }
                None => failure("User not found."),
            }
        }
        ["usermgmt", "removeusers"] => {
            let ids = sent.get("Users").cloned().unwrap_or_default();
            let gone = |row: &Value| ids.as_array().is_some_and(|ids| ids.contains(&row["ID"]));
            world.rows_mut("identity_users").retain(|row| !gone(row));
            envelope(Value::Null)
        }
        ["redrock", "query"] => {
            let script = sent.text("Script").to_lowercase();
            let users: Vec<Value> = world
                .rows("identity_users")
                .iter()
                .filter(|user| {
                    let name = user["Username"].as_str().unwrap_or_default().to_lowercase();
                    !script.contains("where") || script.contains(&format!("'{name}'"))
                })
                .cloned()
                .collect();
            rows(&users)
        }
        ["roles", "storerole"] => {
            let row = json!({"ID": uuid, "Name": sent.text("Name"), "Description": sent.text("Description"), "Members": []});
            world.rows_mut("identity_roles").push(row);
            envelope(json!({ "_RowKey": uuid }))
        }
        // In all calls but the one above, `Name` carries the role's id.
        ["roles", "getrolemembers"] => match world.find("identity_roles", "ID", &sent.text("Name"))
        {
            Some(role) => rows(role["Members"].as_array().map_or(&[], Vec::as_slice)),
            None => failure("Role not found."),
        },
        ["saasmanage", "deleterole"] => {
            match world.remove("identity_roles", "ID", &sent.text("Name")) {
                Some(_) => envelope(Value::Null),
                None => failure("Role not found."),
            }
        }
        [
            "saasmanage",
            deed @ ("adduserstorole" | "addusersandgroupstorole" | "removeusersandgroupsfromrole"),
        ] => {
            let adds = deed.starts_with("add");
            let users = sent
                .get("Users")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            match world.find_mut("identity_roles", "ID", &sent.text("Name")) {
                Some(role) => {
                    if let Some(members) = role["Members"].as_array_mut() {
                        members.retain(|member| !users.contains(&member["Guid"]));
                        if adds {
                            members.extend(
                                users.iter().map(
                                    |user| json!({"Guid": user, "Name": user, "Type": "User"}),
                                ),
                            );
                        }
                    }
                    envelope(Value::Null)
                }
                None => failure("Role not found."),
            }
        }
        _ => failure(&format!("The call {} is not played.", exact.join("/"))),
    })
}

fn rows(list: &[Value]) -> Answered {
    let results: Vec<Value> = list.iter().map(|row| json!({ "Row": row })).collect();
    envelope(json!({"Count": list.len(), "FullCount": list.len(), "Results": results}))
}
