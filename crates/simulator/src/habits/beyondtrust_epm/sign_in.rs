//! `POST /oauth/connect/token` and its other name; no slash at the end.

use super::list::text;
use crate::asked::value;
use crate::{Answered, Asked, Life, World};
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(super) fn answer(asked: &Asked, world: &mut World) -> Option<Answered> {
    let path = asked.path.to_ascii_lowercase();
    let bare = path.trim_end_matches('/');
    if bare != "/oauth/connect/token" && bare != "/oauth/token" {
        return None;
    }
    if bare != path || asked.method != "POST" {
        return Some(Answered::empty(405).with("allow", "POST"));
    }
    Some(token(asked, world))
}

fn token(asked: &Asked, world: &mut World) -> Answered {
    let Some(form) = asked.form() else {
        return refused(400, "invalid_request");
    };
    match value(&form, "grant_type") {
        Some("client_credentials") => {}
        None | Some("") => return refused(400, "invalid_request"),
        Some(_) => return refused(400, "unsupported_grant_type"),
    }
    let in_body = || {
        let id = value(&form, "client_id")?.to_owned();
        Some((id, value(&form, "client_secret")?.to_owned()))
    };
    let known = asked.basic().or_else(in_body).filter(|(id, secret)| {
        let account = world.find("api_accounts", "clientId", id);
        account.is_some_and(|account| text(account, "secret") == secret && !secret.is_empty())
    });
    let Some((id, _)) = known else {
        let status = world.switches.number("wrong_secret_status", 400);
        return refused(u16::try_from(status).unwrap_or(400), "invalid_client");
    };
    let wanted = value(&form, "scope").unwrap_or("urn:management:api");
    if wanted != "urn:management:api" && !wanted.is_empty() {
        return refused(400, "invalid_scope");
    }
    let seconds = world.switches.number("token_seconds", 3600);
    let life = Life::For(SignedDuration::from_secs(seconds));
    let token = world.issue("epm-", &id, life, Value::Null, asked.now);
    let body = json!({
        "access_token": token, "expires_in": seconds, "token_type": "Bearer",
        "scope": "urn:management:api",
    });
    Answered::json(200, &body).with("cache-control", "no-store")
}

fn refused(status: u16, error: &str) -> Answered {
    Answered::json(status, &json!({ "error": error }))
}
