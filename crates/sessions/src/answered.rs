//! What the answer to a sign-in request means.

use crate::{Account, AuthError, Context, Grant, Lapse, Said};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{At, Condition, Lives, Secret, Timestamp, VendorFailure, Verdict};
use gateway::Response;
use serde_json::Value;
use std::time::Duration;
use zeroize::Zeroize as _;

/// A life beyond this is not believed: a hundred years, in seconds.
const LONGEST: i64 = 100 * 365 * 24 * 3600;

/// How long a token is used whose answer should have said and did not.
const UNTOLD: Duration = Duration::from_secs(15 * 60);

/// What the answer to the manifest's sign-in request gives.
///
/// # Errors
/// Why it is no token.
pub fn read_grant(with: &Context<'_>, answer: &Response) -> Result<Grant, AuthError> {
    let rules = &with.account.method.sign_in;
    let refresh = with.account.method.refresh.as_ref();
    read(
        with.account,
        answer,
        &rules.token,
        refresh.map(|rules| &rules.token),
    )
}

pub(crate) fn read(
    account: &Account,
    answer: &Response,
    places: &[At],
    refresh: Option<&At>,
) -> Result<Grant, AuthError> {
    let mut body: Value = match json(answer) {
        Some(body) => body,
        None => text(account, answer, places)?,
    };
    let granted = granted(account, answer, &body, places, refresh);
    wipe(&mut body);
    granted
}

fn granted(
    account: &Account,
    answer: &Response,
    body: &Value,
    places: &[At],
    refresh: Option<&At>,
) -> Result<Grant, AuthError> {
    match account.failures.judge(answer.status, &answer.body) {
        Verdict::Fine => {}
        Verdict::TokenRejected(failure) | Verdict::Failed(failure) => {
            return Err(refusal(account, answer, body, failure));
        }
    }
    let Some(token) = places.iter().find_map(|at| word(at.find(body)?)) else {
        let said = account.failures.words(answer.status, body);
        return Err(if said.code.is_some() {
            // A refusal that is hidden behind a success.
            refusal(account, answer, body, said)
        } else {
            odd(answer)
        });
    };
    let life = life(&account.method.sign_in.lives, body, &token);
    Ok(Grant {
        token: Some(token),
        life,
        refresh: refresh.and_then(|at| word(at.find(body)?)),
        revoke_at: None,
        changed: Vec::new(),
    })
}

fn word(value: &Value) -> Option<Secret<String>> {
    let text = value.as_str()?;
    // A header carries it later; what no header can carry is no token.
    let fine = !text.is_empty() && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
    fine.then(|| Secret::new(text.to_owned()))
}

fn json(answer: &Response) -> Option<Value> {
    let bytes = answer.body.strip_prefix(b"\xef\xbb\xbf");
    serde_json::from_slice(bytes.unwrap_or(&answer.body)).ok()
}

/// A body that is no JSON: some servers write a token without the quotes of a JSON string.
fn text(account: &Account, answer: &Response, places: &[At]) -> Result<Value, AuthError> {
    let whole = places.iter().any(|at| at.find(&Value::Null).is_some());
    let plain = whole && (200..300).contains(&answer.status) && !looks_like_a_page(answer);
    let token = std::str::from_utf8(answer.body.trim_ascii()).ok();
    // Shorter ones are words of a sentence, not tokens.
    let token = token.filter(|text| plain && text.len() >= 16 && !text.contains(['{', '[']));
    if let Some(token) = token {
        return Ok(Value::String(token.to_owned()));
    }
    match account.failures.judge(answer.status, &answer.body) {
        Verdict::Fine => Err(odd(answer)),
        Verdict::TokenRejected(failure) | Verdict::Failed(failure) => {
            Err(refusal(account, answer, &Value::Null, failure))
        }
    }
}

fn odd(answer: &Response) -> AuthError {
    AuthError::NotThisProduct {
        status: answer.status,
        content_type: kind(answer),
    }
}

/// A sign-in that failed: refused, or failed for a reason that says nothing about the account.
pub(crate) fn refusal(
    account: &Account,
    answer: &Response,
    body: &Value,
    failure: VendorFailure,
) -> AuthError {
    if looks_like_a_page(answer) {
        return odd(answer);
    }
    let met = |when: &[Condition]| when.iter().any(|when| when.holds(answer.status, body));
    let failures = &account.failures;
    if met(&failures.not_the_secret) {
        return AuthError::Failed(failure);
    }
    if met(&failures.account_off) {
        return AuthError::Lapsed(Lapse::AccountOff(failure));
    }
    if met(&failures.network_refused) {
        return AuthError::Lapsed(Lapse::NetworkRefused(failure));
    }
    // RFC 6749, 5.2: the codes that are about the request, not about who makes it.
    let about_us = ["unsupported_grant_type", "invalid_request", "invalid_scope"];
    let code = failure.code.as_deref().unwrap_or_default();
    if about_us.contains(&code) {
        return AuthError::Failed(failure);
    }
    match answer.status {
        // Wrong address or method, a time limit, too many calls: the account is not meant.
        404 | 405 | 408 | 429 => AuthError::Failed(failure),
        // A 2xx is here only when the vendor hides a refusal behind it.
        200..=299 | 400..=499 => AuthError::Lapsed(Lapse::Refused(failure)),
        _ => AuthError::Failed(failure),
    }
}

fn kind(answer: &Response) -> Option<String> {
    let kind = answer.header("content-type")?;
    Some(kind.split(';').next().unwrap_or(kind).trim().to_owned())
}

fn looks_like_a_page(answer: &Response) -> bool {
    let html = kind(answer).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
    html || answer.body.trim_ascii_start().starts_with(b"<")
}

/// How long a token lives. A length of zero, below zero or no number at all is "not said": a token
/// that the vendor just gave is worth a try.
fn life(rule: &Lives, body: &Value, token: &Secret<String>) -> Said {
    match rule {
        Lives::Field { field } => match field.find(body).and_then(seconds) {
            Some(seconds @ 1..) => {
                Said::For(Duration::from_secs(seconds.min(LONGEST).unsigned_abs()))
            }
            Some(_) | None => Said::Nothing {
                at_most: Some(UNTOLD),
            },
        },
        Lives::Idle { idle_minutes } => Said::Idle {
            minutes: *idle_minutes,
        },
        Lives::AtMost { at_most_minutes } => match token.lend(|token| end_within(token)) {
            Some(end) => Said::Until(end),
            None => Said::Nothing {
                at_most: Some(Duration::from_secs(u64::from(*at_most_minutes) * 60)),
            },
        },
        Lives::Unsaid => Said::Nothing { at_most: None },
    }
}

/// Seconds as a number, a number with a fraction, or a text of digits.
fn seconds(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => {
            let fraction = || {
                let text = number.to_string();
                text.split('.').next().and_then(|whole| whole.parse().ok())
            };
            number.as_i64().or_else(fraction)
        }
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The end a token names itself when it is a JWT (RFC 7519, `exp`). Nothing else of it is believed,
/// and it is not checked: the vendor does that.
fn end_within(token: &str) -> Option<Timestamp> {
    let mut parts = token.split('.');
    let (_, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    Timestamp::from_second(claims.get("exp")?.as_i64()?).ok()
}

pub(crate) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
