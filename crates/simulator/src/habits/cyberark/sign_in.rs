//! Ways in: Logon as a vault user, the RADIUS conversation, Logoff, and the platform token
//! of a service user; and who is behind a request.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::rights::Caller;
use super::words::{Sent, forbidden, no_session, refuse, reply, wrong};
use crate::{Answered, Asked, Life, World};

/// `POST /API/auth/{type}/Logon`.
pub(super) fn logon(asked: &Asked, world: &mut World, kind: &str) -> Answered {
    let kind = kind.to_lowercase();
    let sent = match form_or_json(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    match kind.as_str() {
        "cyberark" | "ldap" | "radius" => {}
        "saml" => return saml(asked, world, &sent),
        "windows" | "pki" | "pkipn" | "oidc" => {
            return refuse(
                403,
                "PASWS013E",
                "The authentication method is not enabled.",
            );
        }
        _ => return super::words::not_found("The authentication method does not exist."),
    }
    let (name, password) = (sent.text("UserName"), sent.text("Password"));
    if name.is_empty() {
        return wrong("UserName", "The user name is required.");
    }
    let Some(user) = world.find("users", "username", &name).cloned() else {
        return failed(world, &name);
    };
    if user["suspended"] == true {
        return refuse(403, "ITATS002E", &format!("User {name} is suspended."));
    }
    if user["enableUser"] == false {
        return refuse(403, "PASWS013E", &format!("User {name} is disabled."));
    }
    let wanted = match user["_logon"].as_str() {
        Some(wanted) => wanted,
        None if user["source"] == "LDAP" => "ldap",
        None => "cyberark",
    };
    if wanted != kind {
        return failed(world, &name);
    }
    if kind == "radius" {
        if let Some(refusal) = radius(asked, world, &user, &password) {
            return refusal;
        }
    } else if !is_right(world, &user, &password) {
        return count_failure(asked, world, &name);
    }
    let new = sent.text("NewPassword");
    if !new.is_empty() {
        if new.chars().count() > 39 {
            return wrong("NewPassword", "The password is longer than 39 characters.");
        }
        if let Some(row) = world.find_mut("users", "username", &name) {
            row["_password"] = json!(new);
            row["changePassOnNextLogon"] = json!(false);
        }
    } else if user["changePassOnNextLogon"] == true {
        return refuse(
            409,
            "ITATS003W",
            &format!("The password of user {name} has expired."),
        );
    }
    // The first generation numbers the sessions of a user that live beside each other.
    let numbered = sent
        .number("connectionNumber")
        .is_some_and(|number| number > 0);
    let concurrent = numbered || sent.flag("concurrentSession").unwrap_or(false);
    open(asked, world, &user, concurrent)
}

fn form_or_json(asked: &Asked) -> Result<Sent, Answered> {
    match asked.form() {
        Some(pairs) => Ok(Sent::of(
            &pairs
                .into_iter()
                .map(|(name, value)| (name, Value::String(value)))
                .collect(),
        )),
        None => Sent::read(asked),
    }
}

fn is_right(world: &World, user: &Value, password: &str) -> bool {
    if password.is_empty() {
        return false;
    }
    match user["_password"].as_str() {
        Some(own) => own == password,
        None => {
            let name = user["username"].as_str().unwrap_or_default();
            let known = |method| {
                world
                    .known(method, &[("username", name), ("password", password)])
                    .is_some()
            };
            ["vault-user", "ldap-user", "radius-user"]
                .map(known)
                .contains(&true)
        }
    }
}

fn failed(world: &World, name: &str) -> Answered {
    let code = world.switches.word("wrong_password_code", "ITATS004E");
    refuse(
        403,
        code,
        &format!("Authentication failure for User {name}."),
    )
}

fn count_failure(asked: &Asked, world: &mut World, name: &str) -> Answered {
    let most = world.switches.number("suspend_after", 3);
    let now = asked.now.as_second();
    if let Some(user) = world.find_mut("users", "username", name) {
        let count = user["_failed"].as_i64().unwrap_or(0) + 1;
        user["_failed"] = json!(count);
        user["_last_failed"] = json!(now);
        if most > 0 && count >= most {
            user["suspended"] = json!(true);
        }
    }
    failed(world, name)
}

/// The conversation with the RADIUS server: the password, then the code, held together by a
/// cookie. A challenge is an answer 500, and yet no failure.
fn radius(asked: &Asked, world: &mut World, user: &Value, given: &str) -> Option<Answered> {
    let name = user["username"].as_str().unwrap_or_default().to_owned();
    let code = world
        .credentials
        .iter()
        .find(|known| known.method == "radius-user" && known.value("username") == name)
        .map(|known| known.value("code").to_owned())
        .unwrap_or_default();
    // A word in the place of a code rings the person's phone; what they do there is a switch.
    let approved = world.switches.word("radius_push", "approved") == "approved";
    let passes = |given: &str| {
        let pushed = given.eq_ignore_ascii_case("push") && approved;
        !code.is_empty() && (given == code || pushed)
    };
    // Both in one step, with the usual comma between them.
    if let Some((password, appended)) = given.rsplit_once(',')
        && passes(appended)
        && is_right(world, user, password)
    {
        return None;
    }
    let code_first = world.switches.on("radius_code_first");
    let waiting = user["_challenge"].as_str().unwrap_or_default().to_owned();
    let cookie = asked.header("cookie").unwrap_or_default().to_owned();
    let mine = !waiting.is_empty() && cookie.contains(&waiting);
    if mine {
        if let Some(row) = world.find_mut("users", "username", &name) {
            row["_challenge"] = Value::Null;
        }
        let right = if code_first {
            is_right(world, user, given)
        } else {
            passes(given)
        };
        return (!right).then(|| count_failure(asked, world, &name));
    }
    let right = if code_first {
        passes(given)
    } else {
        is_right(world, user, given)
    };
    if !right {
        return Some(count_failure(asked, world, &name));
    }
    let state = world.secrets.hex(24);
    if let Some(row) = world.find_mut("users", "username", &name) {
        row["_challenge"] = json!(state);
    }
    let text = match code_first {
        true => "Enter your password",
        false => "Enter the code shown in your authenticator app",
    };
    let cookie = format!("PVWARADIUS={state}; path=/PasswordVault; HttpOnly");
    Some(refuse(500, "ITATS542I", text).with("Set-Cookie", cookie))
}

/// A logon with what the identity provider said. There is no provider here: a response is right
/// when it is one of those the tenant's credentials name.
fn saml(asked: &Asked, world: &mut World, sent: &Sent) -> Answered {
    if asked.form().is_none() {
        return wrong("SAMLResponse", "The request must be a form.");
    }
    if sent.flag("apiUse") != Some(true) {
        return wrong("apiUse", "The parameter must be true.");
    }
    let response = sent.text("SAMLResponse");
    let known = world.credentials.iter().find(|known| {
        known.method == "saml" && !response.is_empty() && known.value("saml_response") == response
    });
    let name = known.map(|known| known.value("username").to_owned());
    let user = name.and_then(|name| world.find("users", "username", &name).cloned());
    match user {
        Some(user) => {
            let concurrent = sent.flag("concurrentSession").unwrap_or(false);
            open(asked, world, &user, concurrent)
        }
        None => failed(world, "unknown"),
    }
}

fn open(asked: &Asked, world: &mut World, user: &Value, concurrent: bool) -> Answered {
    let name = user["username"].as_str().unwrap_or_default().to_owned();
    let cap = usize::try_from(world.switches.number("session_cap", 300)).unwrap_or(300);
    if !concurrent {
        world.tokens.revoke_of(&name, asked.now);
    }
    let own = world
        .tokens
        .live(asked.now)
        .filter(|(_, token)| token.holder == name)
        .count();
    if own >= cap {
        let text = format!(
            "The number of concurrent dynamic sessions for user {name} has reached its limit ({cap})"
        );
        return refuse(403, "PASWS013E", &text);
    }
    let token = session_token(world);
    let cookie = world.secrets.hex(24);
    let minutes = world.switches.number("session_minutes", 20);
    world.tokens.issue(
        token.clone(),
        &name,
        Life::Idle(SignedDuration::from_mins(minutes)),
        json!({"kind": "vault", "cookie": cookie}),
        asked.now,
    );
    let now = asked.now.as_second();
    if let Some(row) = world.find_mut("users", "username", &name) {
        row["_previous_logon"] = row["lastSuccessfulLoginDate"].clone();
        row["lastSuccessfulLoginDate"] = json!(now);
        row["_failed_before"] = row["_failed"].clone();
        row["_failed"] = json!(0);
    }
    let cookie = format!("PVWASTICKY={cookie}; path=/PasswordVault; HttpOnly");
    reply(200, &json!(token)).with("Set-Cookie", cookie)
}

/// Base64 of `<guid>;<16 hex>;<blob>;`: shipping clients want at least 180 characters.
fn session_token(world: &mut World) -> String {
    let (guid, serial) = (world.random.uuid(), world.secrets.hex(16).to_uppercase());
    // Three bytes short of a whole group of four, so that the mark below stays readable.
    let mut bytes = format!("{guid};{serial};").into_bytes();
    while !bytes.len().is_multiple_of(3) {
        bytes.push(b'0');
    }
    // A scan of files and logs looks for this word in the encoded text.
    bytes.extend(STANDARD.decode("canarycanary").unwrap_or_default());
    bytes.extend(world.secrets.hex(96).to_uppercase().into_bytes());
    bytes.push(b';');
    STANDARD.encode(bytes)
}

/// `POST /API/Auth/Logoff`.
pub(super) fn logoff(asked: &Asked, world: &mut World) -> Answered {
    match raw(asked) {
        Some(token) if world.tokens.check(&token, asked.now).is_ok() => {
            world.tokens.revoke(&token);
            reply(200, &json!({"LogoffUrl": ""}))
        }
        _ => no_session(),
    }
}

/// Gen 1 Logon: the same user, another wrapper.
pub(super) fn old_logon(asked: &Asked, world: &mut World) -> Answered {
    let answered = logon(asked, world, "cyberark");
    if answered.status != 200 {
        return answered;
    }
    let token: Value = serde_json::from_slice(&answered.body).unwrap_or_default();
    reply(200, &json!({"CyberArkLogonResult": token}))
}

/// `POST /oauth2/platformtoken`: the service user's client credentials.
pub(super) fn platform_token(asked: &Asked, world: &mut World) -> Answered {
    let refused =
        |error: &str, text: &str| reply(400, &json!({"error": error, "error_description": text}));
    if asked.method != "POST" {
        return Answered::empty(405).with("Allow", "POST");
    }
    let Some(form) = asked.form() else {
        return refused("invalid_request", "the body must be form encoded");
    };
    let one = |name: &str| crate::value(&form, name).unwrap_or_default().to_owned();
    match one("grant_type").as_str() {
        "client_credentials" => {}
        "" => return refused("invalid_request", "grant_type is missing"),
        _ => return refused("unsupported_grant_type", "unsupported grant type"),
    }
    let (mut id, mut secret) = (one("client_id"), one("client_secret"));
    if let (true, Some((user, password))) = (id.is_empty(), asked.basic()) {
        (id, secret) = (user, password);
    }
    let known = world.known(
        "service-user",
        &[("client_id", &id), ("client_secret", &secret)],
    );
    let enabled = world
        .find("users", "username", &id)
        .is_some_and(|user| user["enableUser"] == true);
    if known.is_none() || !enabled {
        return refused(
            "access_denied",
            "invalid client creds or client not allowed",
        );
    }
    let seconds = world.switches.number("platform_token_seconds", 900);
    let token = jwt(asked, world, &id, seconds);
    world.tokens.issue(
        token.clone(),
        &id,
        Life::For(SignedDuration::from_secs(seconds)),
        json!({"kind": "platform"}),
        asked.now,
    );
    let mut body = json!({"access_token": token, "token_type": "Bearer"});
    if seconds > 0 && !world.switches.on("no_expires_in") {
        body["expires_in"] = json!(seconds);
    }
    Answered::json(200, &body).with("Cache-Control", "no-store")
}

fn jwt(asked: &Asked, world: &mut World, name: &str, seconds: i64) -> String {
    let word = |world: &World, name: &str| world.data.get(name).cloned().unwrap_or_default();
    let claims = json!({
        "iss": format!("{}/", asked.origin),
        "sub": world.random.uuid(),
        "unique_name": name,
        "subdomain": word(world, "subdomain"),
        "platform_domain": "cyberark.cloud",
        "tenant_id": word(world, "tenant_id"),
        "iat": asked.now.as_second(),
        "exp": asked.now.as_second() + seconds,
        "jti": world.secrets.hex(16),
    });
    let head = json!({"alg": "RS256", "typ": "JWT", "kid": "simulated"});
    format!(
        "{}.{}.canary{}",
        URL_SAFE_NO_PAD.encode(head.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string()),
        world.secrets.hex(58)
    )
}

/// The header as it is: a session token has no scheme word before it.
fn raw(asked: &Asked) -> Option<String> {
    let header = asked.header("authorization")?.trim();
    (!header.is_empty()).then(|| header.to_owned())
}

/// Who is behind a request.
pub(super) fn who(asked: &Asked, world: &mut World) -> Result<Caller, Answered> {
    let header = raw(asked).ok_or_else(no_session)?;
    let (value, kind) = match header.split_once(' ') {
        Some((scheme, value)) if scheme.eq_ignore_ascii_case("bearer") => {
            (value.trim().to_owned(), "platform")
        }
        _ => (header, "vault"),
    };
    // Looked at before it is shown: a session token behind `Bearer` is nobody's.
    let fits = world
        .tokens
        .get(&value)
        .is_some_and(|token| token.data["kind"] == kind);
    if !fits {
        return Err(no_session());
    }
    let sticky = world.switches.on("sticky_cookie") && kind == "vault";
    let token = match world.tokens.check(&value, asked.now) {
        Ok(token) => token,
        Err(_) => return Err(no_session()),
    };
    if sticky {
        let own = token.data["cookie"].as_str().unwrap_or_default();
        if !asked.header("cookie").unwrap_or_default().contains(own) {
            return Err(no_session());
        }
    }
    let holder = token.holder.clone();
    let Some(user) = world.find("users", "username", &holder).cloned() else {
        return Err(no_session());
    };
    if user["enableUser"] == false {
        return Err(no_session());
    }
    // A service user without a role in the product has a token and yet no way in.
    if kind == "platform" && user["_entitled"] == false {
        return Err(forbidden());
    }
    Ok(Caller::new(user))
}

/// The token of a person who came through the identity service's challenges.
pub(super) fn person_token(asked: &Asked, world: &mut World, name: &str) -> String {
    let token = jwt(asked, world, name, 3600);
    world.tokens.issue(
        token.clone(),
        name,
        Life::For(SignedDuration::from_secs(3600)),
        json!({"kind": "platform"}),
        asked.now,
    );
    token
}
