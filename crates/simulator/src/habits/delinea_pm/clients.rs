//! API clients: the token they get for id and secret, how long it is good, lock-out, and
//! what their roles open.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Release, envelope, member};
use crate::{Answered, Asked, Life, World};

/// The client behind a request.
#[derive(Debug, Clone)]
pub(super) struct Client {
    roles: Vec<Role>,
}

/// The roles that open something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Administrators,
    Windows,
    MacOs,
    Unix,
    Users,
    Helpdesk,
    ViewPassword,
}

/// What a call needs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Right<'a> {
    ViewItems,
    ViewReports,
    RunTasks,
    Approve,
    /// For the platform of a policy: `win`, `mac`, `unix`.
    ChangePolicies(&'a str),
}

impl Client {
    /// Whether one of the client's roles carries a right.
    pub(super) fn may(&self, right: Right<'_>) -> bool {
        self.roles.iter().any(|role| match right {
            Right::ViewItems | Right::ViewReports => {
                !matches!(role, Role::Helpdesk | Role::ViewPassword)
            }
            Right::RunTasks => !matches!(role, Role::Users | Role::Helpdesk | Role::ViewPassword),
            Right::Approve => *role != Role::ViewPassword,
            Right::ChangePolicies(platform) => match role {
                Role::Administrators => true,
                Role::Windows => platform == "win",
                Role::MacOs => platform == "mac",
                Role::Unix => platform == "unix",
                Role::Users | Role::Helpdesk | Role::ViewPassword => false,
            },
        })
    }
}

/// A role by its name. Names drift: another brand in front, `Role` behind, other capitals.
fn role(name: &str) -> Option<Role> {
    let name = name.to_lowercase();
    let name = name.trim_start_matches("verify ").trim_end_matches(" role");
    Some(match name.trim_start_matches("privilege manager ") {
        "administrators" => Role::Administrators,
        "windows administrators" => Role::Windows,
        "macos administrators" => Role::MacOs,
        "unix/linux administrators" => Role::Unix,
        "users" => Role::Users,
        "helpdesk users" => Role::Helpdesk,
        "view password" | "view passwords" => Role::ViewPassword,
        _ => return None,
    })
}

/// `POST /api/logon/token`.
pub(super) fn logon(asked: &Asked, world: &mut World) -> Answered {
    let Some(body) = asked.json().filter(Value::is_object) else {
        return envelope::error(world, 400, "The request is invalid.");
    };
    let text = |name: &str| {
        let value = member(&body, name)
            .and_then(Value::as_str)
            .unwrap_or_default();
        value.to_owned()
    };
    // Ids are GUIDs: braces and capitals make no difference.
    let id = text("UserName").trim_matches(['{', '}']).to_lowercase();
    let secret = text("Password");
    let now = asked.now;
    let known = world.find("clients", "id", &id).cloned();
    let refuse = |world: &mut World| envelope::unauthorized(world, "Invalid username or password");
    let Some(client) = known else {
        return refuse(world);
    };
    if client["active"] == false || client["locked"] == true || over(&client, now) {
        return refuse(world);
    }
    let right = world
        .known(
            "api-client",
            &[("client_id", &id), ("client_secret", &secret)],
        )
        .is_some();
    let most = world.switches.number("lockout_after", 5);
    if !right {
        if let Some(client) = world.find_mut("clients", "id", &id) {
            let count = client["failed"].as_i64().unwrap_or(0) + 1;
            client["failed"] = json!(count);
            if most > 0 && count >= most {
                client["locked"] = json!(true);
            }
        }
        return refuse(world);
    }
    if let Some(client) = world.find_mut("clients", "id", &id) {
        client["failed"] = json!(0);
    }
    let minutes = world.switches.number("token_minutes", 720);
    let token = match world.switches.word("token_style", "opaque") {
        "jwt" => jwt(asked, world, &id, minutes),
        _ => format!("canary{}", world.secrets.hex(90)),
    };
    world.tokens.issue(
        token.clone(),
        &id,
        Life::For(SignedDuration::from_mins(minutes)),
        json!({ "secret": secret }),
        now,
    );
    Answered::json(200, &json!(token))
}

fn over(client: &Value, now: Timestamp) -> bool {
    client["expires"]
        .as_str()
        .and_then(|text| text.parse::<Timestamp>().ok())
        .is_some_and(|end| end <= now)
}

fn jwt(asked: &Asked, world: &mut World, id: &str, minutes: i64) -> String {
    let start = asked.now.as_second();
    let head = json!({"alg": "HS256", "typ": "JWT"});
    let claims = json!({"sub": id, "iat": start, "exp": start + minutes * 60});
    format!(
        "{}.{}.canary{}",
        URL_SAFE_NO_PAD.encode(head.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string()),
        world.secrets.hex(37)
    )
}

/// `DELETE /api/logon/token`.
pub(super) fn log_out(asked: &Asked, world: &mut World) -> Answered {
    if let Err(refusal) = who(asked, world) {
        return refusal;
    }
    if let Some(token) = shown(asked, world) {
        world.tokens.revoke(&token);
    }
    Answered::empty(204)
}

fn shown(asked: &Asked, world: &World) -> Option<String> {
    let header = asked.header("authorization")?.trim();
    match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(token.trim().to_owned())
        }
        None if world.switches.on("raw_token_without_bearer_accepted") => Some(header.to_owned()),
        _ => None,
    }
}

/// The client whose token a request shows.
pub(super) fn who(asked: &Asked, world: &mut World) -> Result<Client, Answered> {
    let text = "Authorization has been denied for this request.";
    let good = shown(asked, world).and_then(|token| {
        let token = world.tokens.check(&token, asked.now).ok()?;
        Some((token.holder.clone(), token.data["secret"].clone()))
    });
    let Some((id, secret)) = good else {
        return Err(envelope::unauthorized(world, text));
    };
    let current = world
        .credentials
        .iter()
        .any(|known| known.value("client_id") == id && secret == known.value("client_secret"));
    // Only from 10.8.2 on does a new secret end the tokens given out for the old one.
    let cut_off = !current && Release::of(world) != Release::First;
    let client = world
        .find("clients", "id", &id)
        .cloned()
        .unwrap_or_default();
    if cut_off || client["active"] == false || over(&client, asked.now) {
        return Err(envelope::unauthorized(world, text));
    }
    let roles = client["roles"].as_array().into_iter().flatten();
    Ok(Client {
        roles: roles.filter_map(|name| role(name.as_str()?)).collect(),
    })
}
