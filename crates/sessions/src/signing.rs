//! One sign-in, one sign-out, one sign of life, without a session around them.

use crate::compose::Holes;
use crate::drive::{World, drive};
use crate::{Account, AuthError, Held, Inputs, Token, compose};
use domain::{Clock, Ignore, RequestLine, Secret, ValueAt, VendorFailure};
use gateway::{Gateway, Redirects, Response, Route};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How long the vendor is waited for at sign-out.
const SIGN_OUT: Duration = Duration::from_secs(5);

/// Signs in once with what is given, and without a person. Stores nothing.
///
/// # Errors
/// Why there is no token; [`crate::Lapse::NeedsPerson`] when it takes one.
pub async fn sign_in(
    gateway: &dyn Gateway,
    account: &Account,
    inputs: &Inputs,
    clock: &dyn Clock,
    serial: u64,
) -> Result<Token, AuthError> {
    if account.method.person {
        return Err(AuthError::Lapsed(crate::Lapse::NeedsPerson));
    }
    let world = World { gateway, clock };
    let driven = drive(&world, account, inputs, None, None, serial).await;
    driven.map(|(token, _)| token)
}

/// Tells the vendor that a token is not needed any more, where it has a call for that. Waits five
/// seconds at the most; whether it worked changes nothing for us.
///
/// # Errors
/// When the vendor could not be told. A version without such a call, and a token that was over
/// already, are no errors: there is nothing left to end.
pub async fn sign_out(
    gateway: &dyn Gateway,
    account: &Account,
    token: &Token,
) -> Result<(), AuthError> {
    let Some(rules) = &account.method.sign_out else {
        return Ok(());
    };
    let request = compose::sign_out(account, &rules.request)?;
    let mut route = with_token(account, token);
    route.timeouts.overall = SIGN_OUT;
    route.timeouts.connect = SIGN_OUT;
    let lender = Lender(token);
    let answer = gateway
        .send(&route, request, Some(&lender), &Ignore)
        .await?;
    match answer.status {
        200..=299 | 401 | 404 | 405 | 501 => Ok(()),
        status => Err(AuthError::Failed(VendorFailure {
            status,
            ..VendorFailure::default()
        })),
    }
}

/// Tells an OAuth server that a token is not needed any more, or both of a session: ending the one
/// that renews it ends the other too, where the server follows RFC 7009, 2.1.
pub(crate) async fn revoke(
    gateway: &dyn Gateway,
    account: &Account,
    inputs: &Inputs,
    token: &Token,
    refresh: Option<&Secret<String>>,
) -> Result<(), AuthError> {
    let Some((rules, (at, access))) = account
        .method
        .revoke
        .as_ref()
        .zip(token.revocation.as_ref())
    else {
        return Ok(());
    };
    for revoked in refresh.into_iter().chain([access]) {
        let instead = [("revoked", revoked)];
        let holes = Holes {
            account,
            inputs,
            instead: &instead,
        };
        let request = compose::revocation(rules, at, holes)?;
        let mut route = with_token(account, token);
        route.timeouts.overall = SIGN_OUT;
        route.timeouts.connect = SIGN_OUT;
        gateway.send(&route, request, None, &Ignore).await?;
    }
    Ok(())
}

/// What version the tenant says it is; `None` when its answer does not have it.
///
/// # Errors
/// When it did not answer.
pub async fn version(
    gateway: &dyn Gateway,
    account: &Account,
    held: &Held,
    rule: &ValueAt,
) -> Result<Option<String>, AuthError> {
    let answer = touch(gateway, account, &held.0, &rule.request).await?;
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let found = rule.at.find(&body).filter(|_| answer.status == 200);
    Ok(found.and_then(|value| match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }))
}

/// A harmless read with a token.
pub(crate) async fn touch(
    gateway: &dyn Gateway,
    account: &Account,
    token: &Arc<Token>,
    line: &RequestLine,
) -> Result<Response, AuthError> {
    let request = compose::harmless(account, line)?;
    let route = with_token(account, token);
    let held = Held::new(Arc::clone(token));
    Ok(gateway.send(&route, request, Some(&held), &Ignore).await?)
}

fn with_token(account: &Account, token: &Token) -> Route {
    Route {
        redirects: Redirects::Refuse,
        cookies: token.cookies.clone(),
        ..account.route.clone()
    }
}

struct Lender<'t>(&'t Token);

impl gateway::Credential for Lender<'_> {
    fn attach(&self, headers: &mut gateway::HeaderMap) {
        self.0.attach(headers);
    }

    fn address(&self, url: &mut url::Url) {
        self.0.address(url);
    }
}
