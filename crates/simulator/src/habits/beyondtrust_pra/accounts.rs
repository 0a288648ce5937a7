//! API accounts: their tokens, the ring of thirty, lock-out, permissions and the hourly budget.

use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{answers, moments};
use crate::{Answered, Asked, Life, World};

/// How many tokens of one account are good at a time; one more ends the oldest.
const RING: usize = 30;
const LIFE: SignedDuration = SignedDuration::from_secs(3600);
const HOURLY: i64 = 15_000;

/// The API account behind a request.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub id: Value,
    row: Value,
}

impl Account {
    /// Whether one of the account's boxes is ticked.
    pub(super) fn has(&self, permission: &str) -> bool {
        self.row[permission] == true
    }

    /// What the account may do in the Command API: `deny`, `read_only` or `full_access`.
    pub(super) fn command(&self) -> &str {
        self.row["perm_command"].as_str().unwrap_or("deny")
    }

    /// The account as the list of API accounts shows it.
    pub(super) fn row(&self) -> &Value {
        &self.row
    }
}

/// `POST /oauth2/token`: with HTTP Basic, with the two in the form, or with a JSON body.
pub(super) fn token(asked: &Asked, world: &mut World) -> Answered {
    if asked.method != "POST" {
        return Answered::empty(405).with("Allow", "POST");
    }
    let sent = sent(asked);
    let one = |name: &str| {
        sent.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    };
    match one("grant_type").as_deref() {
        Some("client_credentials") => {}
        Some(_) => {
            let text = "The authorization grant type is not supported.";
            return answers::oauth(400, "unsupported_grant_type", text);
        }
        None => {
            let text = "The request is missing the parameter grant_type.";
            return answers::oauth(400, "invalid_request", text);
        }
    }
    let given = asked
        .basic()
        .or_else(|| Some((one("client_id")?, one("client_secret")?)));
    let Some((id, secret)) = given else {
        return refused();
    };
    let Some(at) = world
        .rows("api_accounts")
        .iter()
        .position(|row| row["client_id"] == id.as_str())
    else {
        return refused();
    };
    let right = world
        .known(
            "api-account",
            &[("client_id", &id), ("client_secret", &secret)],
        )
        .is_some();
    let threshold = world.switches.number("lockout_threshold", 5);
    let now = asked.now;
    let account = &mut world.rows_mut("api_accounts")[at];
    let locked = account["failed_login_expiration"]
        .as_str()
        .and_then(|text| text.parse::<Timestamp>().ok())
        .is_some_and(|until| until > now);
    if locked || account["enabled"] != true {
        return refused();
    }
    if !right {
        let failed = account["failed_login_attempts"].as_i64().unwrap_or(0) + 1;
        account["failed_login_attempts"] = json!(failed);
        if threshold > 0 && failed >= threshold {
            account["failed_login_expiration"] = json!(moments::after_seconds(now, 300));
        }
        return refused();
    }
    account["failed_login_attempts"] = json!(0);
    account["failed_login_expiration"] = Value::Null;

    let own: Vec<String> = world
        .tokens
        .live(now)
        .filter(|(_, token)| token.holder == id)
        .map(|(value, _)| value.to_owned())
        .collect();
    for old in own.iter().take((own.len() + 1).saturating_sub(RING)) {
        world.tokens.revoke(old);
    }
    // Forty letters and digits, as the vendor's own example shows.
    let value = format!("canary{}", world.secrets.hex(34));
    world
        .tokens
        .issue(value.clone(), &id, Life::For(LIFE), Value::Null, now);
    Answered::json(
        200,
        &json!({"access_token": value, "token_type": "Bearer", "expires_in": LIFE.as_secs()}),
    )
    .with("Cache-Control", "no-store")
}

fn sent(asked: &Asked) -> Vec<(String, String)> {
    if let Some(form) = asked.form() {
        return form;
    }
    let Some(Value::Object(fields)) = asked.json() else {
        return Vec::new();
    };
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
        .collect()
}

fn refused() -> Answered {
    answers::oauth(401, "invalid_client", "Client authentication failed.")
}

/// The account whose token a request shows.
pub(super) fn who(asked: &Asked, world: &mut World) -> Result<Account, Answered> {
    let denied = |text: &str| answers::oauth(401, "access_denied", text);
    let Some(token) = asked.bearer().map(str::to_owned) else {
        return Err(denied("The request is missing a bearer token."));
    };
    let holder = match world.tokens.check(&token, asked.now) {
        Ok(token) => token.holder.clone(),
        Err(_) => return Err(denied("The access token is invalid or has expired.")),
    };
    world
        .rows("api_accounts")
        .iter()
        .find(|row| row["client_id"] == holder.as_str() && row["enabled"] == true)
        .map(|row| Account {
            id: row["id"].clone(),
            row: row.clone(),
        })
        .ok_or_else(|| denied("The access token is invalid or has expired."))
}

/// The account lacks a permission.
pub(super) fn forbidden() -> Answered {
    answers::message(403, "You do not have permission to perform this action.")
}

/// What one account spent in the running hour.
#[derive(Debug)]
pub(super) struct Hour {
    account: Value,
    since: Timestamp,
    spent: i64,
}

/// What is left of an account's budget.
pub(super) struct Spent(i64);

/// Counts a call, and refuses it where the switch says the budget is enforced.
pub(super) fn spend(
    hours: &mut Vec<Hour>,
    account: &Account,
    asked: &Asked,
    world: &World,
) -> Result<Spent, Answered> {
    let at = hours.iter().position(|hour| hour.account == account.id);
    let at = at.unwrap_or_else(|| {
        hours.push(Hour {
            account: account.id.clone(),
            since: asked.now,
            spent: 0,
        });
        hours.len() - 1
    });
    let hour = &mut hours[at];
    if moments::later(hour.since, 3600) <= asked.now || asked.now < hour.since {
        hour.since = asked.now;
        hour.spent = 0;
    }
    hour.spent += 1;
    let left = world.switches.number("rate_limit_per_hour", HOURLY) - hour.spent;
    if left < 0 && world.switches.word("rate_limit", "headers") == "enforce" {
        return Err(answers::message(429, "Too many requests."));
    }
    Ok(Spent(left.max(0)))
}

impl Spent {
    /// Writes the budget onto an answer.
    pub(super) fn mark(&self, answered: Answered, world: &World) -> Answered {
        if world.switches.word("rate_limit", "headers") == "off" {
            return answered;
        }
        let limit = world.switches.number("rate_limit_per_hour", HOURLY);
        answered
            .with("X-RateLimit-Limit", limit.to_string())
            .with("X-RateLimit-Remaining", self.0.to_string())
    }
}
