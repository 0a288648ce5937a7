//! One sign-in, one sign-out: a request, an answer, and what it means.

use crate::{Account, AuthError, Inputs, Lapse, Lives, Token, compose};
use domain::{Clock, Ignore, Lives as LivesRule, Secret, Timestamp, VendorFailure, Verdict};
use gateway::{CookieJar, Gateway, HeaderName, HeaderValue, Redirects, Response, Route};
use serde_json::Value;
use std::time::Duration;
use zeroize::Zeroize as _;

/// How long the vendor is waited for at sign-out.
const SIGN_OUT: Duration = Duration::from_secs(5);

/// A life beyond this is not believed: a hundred years, in seconds.
const LONGEST: i64 = 100 * 365 * 24 * 3600;

/// Signs in once with what is given. Stores nothing.
///
/// # Errors
/// Why there is no token.
pub async fn sign_in(
    gateway: &dyn Gateway,
    account: &Account,
    inputs: &Inputs,
    clock: &dyn Clock,
    serial: u64,
) -> Result<Token, AuthError> {
    let request = compose::sign_in(account, inputs)?;
    let cookies = account.keeps_cookies.then(CookieJar::default);
    let route = Route {
        redirects: Redirects::Refuse,
        cookies: cookies.clone(),
        ..account.route.clone()
    };
    let mut answer = gateway.send(&route, request, None, &Ignore).await?;
    let token = read(account, &answer, clock.now(), serial, cookies);
    answer.body.zeroize();
    token
}

/// Tells the vendor that a token is not needed any more, where it has a call for that. Waits five
/// seconds at the most; whether it worked changes nothing for us.
pub async fn sign_out(
    gateway: &dyn Gateway,
    account: &Account,
    token: &Token,
) -> Result<(), AuthError> {
    let Some(rules) = &account.method.sign_out else {
        return Ok(());
    };
    let request = compose::sign_out(account, &rules.request)?;
    let mut route = Route {
        redirects: Redirects::Refuse,
        cookies: token.cookies.clone(),
        ..account.route.clone()
    };
    route.timeouts.overall = SIGN_OUT;
    route.timeouts.connect = SIGN_OUT;
    let lender = Lender(token);
    gateway
        .send(&route, request, Some(&lender), &Ignore)
        .await?;
    Ok(())
}

struct Lender<'t>(&'t Token);

impl gateway::Credential for Lender<'_> {
    fn attach(&self, headers: &mut gateway::HeaderMap) {
        if let Ok(mut value) = self.0.value.lend(|value| HeaderValue::from_str(value)) {
            value.set_sensitive(true);
            headers.insert(self.0.header.clone(), value);
        }
    }
}

fn read(
    account: &Account,
    answer: &Response,
    now: Timestamp,
    serial: u64,
    cookies: Option<CookieJar>,
) -> Result<Token, AuthError> {
    match account.failures.judge(answer.status, &answer.body) {
        Verdict::Fine => {}
        Verdict::TokenRejected(failure) | Verdict::Failed(failure) => {
            return Err(refusal(answer, failure));
        }
    }
    let odd = || AuthError::NotThisProduct {
        status: answer.status,
        content_type: kind(answer),
    };
    let rules = &account.method.sign_in;
    let mut body: Value = serde_json::from_slice(&answer.body).map_err(|_| odd())?;
    let found = match rules.token.find(&body) {
        Some(Value::String(text)) if !text.is_empty() => text.clone(),
        _ => return Err(odd()),
    };
    let lives = lives(&rules.lives, &body, now);
    if let Some(Value::String(text)) = rules.token.find_mut(&mut body) {
        text.zeroize();
    }
    let found = Secret::new(found);
    let mut value = String::with_capacity(1024);
    let filled = rules.send_as.fill(&mut value, |_, into| {
        found.lend(|token| into.push_str(token));
        true
    });
    let value = Secret::new(value);
    let sendable = value.lend(|value| HeaderValue::from_str(value).is_ok());
    let header = HeaderName::from_bytes(rules.header.as_bytes());
    match (filled, sendable, header) {
        (Ok(()), true, Ok(header)) => Ok(Token {
            serial,
            since: now,
            lives,
            header,
            value,
            cookies,
        }),
        _ => Err(odd()),
    }
}

/// A sign-in that failed: refused, or failed for a reason that says nothing about the account.
fn refusal(answer: &Response, failure: VendorFailure) -> AuthError {
    if looks_like_a_page(answer) {
        return AuthError::NotThisProduct {
            status: answer.status,
            content_type: kind(answer),
        };
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
fn lives(rule: &LivesRule, body: &Value, now: Timestamp) -> Lives {
    const UNTOLD: Duration = Duration::from_secs(15 * 60);
    let not_said = |after: Duration| Lives::NotSaid {
        replace_at: now.checked_add(after).unwrap_or(now),
    };
    match rule {
        LivesRule::Field { field } => {
            let seconds = match field.find(body) {
                Some(Value::Number(number)) => number.as_i64(),
                Some(Value::String(text)) => text.trim().parse().ok(),
                _ => None,
            };
            match seconds {
                Some(seconds @ 1..) => {
                    let seconds = Duration::from_secs(seconds.min(LONGEST).unsigned_abs());
                    Lives::Until(now.checked_add(seconds).unwrap_or(Timestamp::MAX))
                }
                Some(_) | None => not_said(UNTOLD),
            }
        }
        LivesRule::Idle { idle_minutes } => Lives::Idle {
            minutes: *idle_minutes,
        },
        LivesRule::AtMost { at_most_minutes } => {
            not_said(Duration::from_secs(u64::from(*at_most_minutes) * 60))
        }
    }
}
