//! Tokens: `/auth/api/v1/oauth/token` takes forms only and speaks RFC 6749 when it refuses.

use super::audit;
use super::say::{self, text};
use crate::asked::value;
use crate::{Answered, Asked, Life, World, pairs};
use jiff::SignedDuration;
use serde_json::{Value, json};

const TOKEN: &str = "/auth/api/v1/oauth/token";
const CLIENT_CREDENTIALS: &str = "/auth/api/v1/oauth/clientcredentials/";

/// Answers what needs no token because it gives one, or takes one back.
pub(super) fn answer(asked: &Asked, world: &mut World) -> Option<Answered> {
    if asked.path == TOKEN {
        return Some(post(asked).unwrap_or_else(|| password(asked, world)));
    }
    if let Some(rest) = asked.path.strip_prefix(CLIENT_CREDENTIALS) {
        let domain = rest.strip_suffix("/token")?;
        return Some(post(asked).unwrap_or_else(|| client_credentials(asked, world, domain)));
    }
    if asked.path == "/auth/api/v1/oauth/authorize" {
        // People sign in this way, through the console's own domain; there are none here.
        let message = "This client may not use the authorization code grant";
        return Some(refused(400, "unauthorized_client", message));
    }
    if asked.path == "/auth/api/v1/logout" {
        return Some(post(asked).unwrap_or_else(|| logout(asked, world)));
    }
    None
}

/// The refusal of anything but a POST.
fn post(asked: &Asked) -> Option<Answered> {
    let refused = say::error(405, "BAD_REQUEST", "Method not allowed").with("allow", "POST");
    (asked.method != "POST").then_some(refused)
}

/// An API client signs in as the user of a password grant, inside an OAuth client of its own.
fn password(asked: &Asked, world: &mut World) -> Answered {
    let Some(form) = asked.form() else {
        let message = "The request must be a form";
        return refused(
            world.switches.number("not_a_form_status", 400),
            "invalid_request",
            message,
        );
    };
    let Some((client, secret)) = asked.basic() else {
        return refused_client(world);
    };
    if !oauth_client(world, &client, &secret) {
        audit::write(world, asked, audit::Who::nobody(&client), "122", &[]);
        return refused_client(world);
    }
    match value(&form, "grant_type") {
        None | Some("") => return refused(400, "invalid_request", "grant_type is missing"),
        Some("password") => {}
        Some(_) => return refused(400, "unsupported_grant_type", "Unsupported grant type"),
    }
    let (Some(id), Some(secret)) = (value(&form, "username"), value(&form, "password")) else {
        return refused(400, "invalid_request", "username or password is missing");
    };
    match api_client(world, id, secret) {
        Some(name) => granted(asked, world, id, &name),
        None => {
            audit::write(world, asked, audit::Who::nobody(id), "102", &[]);
            let status = world.switches.number("wrong_api_client_status", 400);
            refused(status, "invalid_grant", "Invalid credentials")
        }
    }
}

/// The newer way, only where the installation made its OAuth client a public one.
fn client_credentials(asked: &Asked, world: &mut World, domain: &str) -> Answered {
    if domain != "privx-external" {
        return refused(404, "invalid_request", "Unknown domain");
    }
    if !world.switches.on("public_oauth_client") {
        return refused(
            400,
            "unauthorized_client",
            "The OAuth client is not a public one",
        );
    }
    // Which of the two the server takes is not documented.
    let form = asked.form().or_else(|| {
        let body = asked.json()?;
        let members = body.as_object()?.iter();
        let texts =
            members.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
        Some(texts.collect())
    });
    let form = form.unwrap_or_else(|| pairs(&asked.text()));
    if value(&form, "grant_type") != Some("client_credentials") {
        return refused(400, "unsupported_grant_type", "Unsupported grant type");
    }
    let id = value(&form, "client_id").unwrap_or_default();
    let secret = value(&form, "client_secret").unwrap_or_default();
    match api_client(world, id, secret) {
        Some(name) => granted(asked, world, id, &name),
        None => refused(401, "invalid_client", "Invalid client"),
    }
}

fn logout(asked: &Asked, world: &mut World) -> Answered {
    let token = asked.bearer().unwrap_or_default();
    if world.tokens.check(token, asked.now).is_err() {
        return unauthorized();
    }
    world.tokens.revoke(token);
    Answered::empty(200)
}

/// 401 of every service but the token endpoint.
pub(super) fn unauthorized() -> Answered {
    say::error(401, "PERMISSION_DENIED", "Authorization missing or invalid")
        .with("www-authenticate", "Bearer")
}

fn oauth_client(world: &World, client: &str, secret: &str) -> bool {
    world.rows("api_clients").iter().any(|row| {
        text(row, "oauth_client_id") == client
            && text(row, "oauth_client_secret") == secret
            && !secret.is_empty()
    })
}

/// The name of the API client with these values.
fn api_client(world: &World, id: &str, secret: &str) -> Option<String> {
    let row = world.find("api_clients", "id", id)?;
    let right = !secret.is_empty() && text(row, "secret") == secret;
    right.then(|| text(row, "name").to_owned())
}

fn granted(asked: &Asked, world: &mut World, id: &str, name: &str) -> Answered {
    let seconds = world.switches.number("token_seconds", 1800);
    let life = Life::For(SignedDuration::from_secs(seconds));
    let token = world.issue("privx-", id, life, Value::Null, asked.now);
    let who = audit::Who { id, name };
    audit::write(world, asked, who, "121", &[]);
    audit::write(world, asked, who, "106", &[]);
    let body = json!({ "access_token": token, "token_type": "bearer", "expires_in": seconds });
    Answered::json(200, &body)
        .with("cache-control", "no-store")
        .with("pragma", "no-cache")
}

fn refused_client(world: &World) -> Answered {
    let status = world.switches.number("wrong_oauth_client_status", 401);
    let answered = refused(status, "invalid_client", "Invalid OAuth client");
    if status == 401 {
        answered.with("www-authenticate", "Basic realm=\"privx\"")
    } else {
        answered
    }
}

fn refused(status: i64, error: &str, description: &str) -> Answered {
    let body = json!({ "error": error, "error_description": description });
    Answered::json(u16::try_from(status).unwrap_or(400), &body)
}
