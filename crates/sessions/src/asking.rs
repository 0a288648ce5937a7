//! Signing in by the manifest's one request, and the requests that may have to come before it.

use crate::compose::{self, Found, Holes};
use crate::{AuthError, Context, Conversation, Grant, Heard, Move, Said, answered};
use domain::{Discovery, Origin, Place};
use gateway::{Request, Response};
use serde_json::Value;
use url::Url;

/// Where a conversation stands.
#[derive(Default)]
enum Step {
    #[default]
    Before,
    /// The issuer was asked for its addresses, this many of its two places so far.
    Discovering(usize),
    /// The request line with this number was sent.
    Asked(usize),
    Renewing,
}

/// One request of the manifest gives the token, or none is needed.
#[derive(Default)]
pub(crate) struct Asking {
    step: Step,
    found: Found,
}

impl Asking {
    fn ask(&mut self, with: &Context<'_>, line: usize) -> Result<Move, AuthError> {
        let method = &with.account.method;
        let holes = Holes::of(with);
        if let (Some(rules), Some(token)) = (&method.refresh, with.refresh) {
            self.step = Step::Renewing;
            let instead = [("refresh", token)];
            let holes = Holes {
                instead: &instead,
                ..holes
            };
            return Ok(Move::Send(compose::renewal(rules, &self.found, holes)?));
        }
        let mut lines = method.sign_in.request.iter().chain(&method.sign_in.or);
        let Some(request) = lines.nth(line) else {
            return Ok(Move::Signed(given()));
        };
        self.step = Step::Asked(line);
        Ok(Move::Send(compose::sign_in(request, &self.found, holes)?))
    }

    fn answered(
        &mut self,
        with: &Context<'_>,
        answer: &Response,
        line: usize,
    ) -> Result<Move, AuthError> {
        let absent = matches!(answer.status, 404 | 405);
        let more = line < with.account.method.sign_in.or.len();
        if absent && more {
            return self.ask(with, line + 1);
        }
        signed(with, answer, &self.found)
    }
}

impl Conversation for Asking {
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError> {
        let Heard::Answer(answer) = heard else {
            return match discovery(with, 0)? {
                Some(request) => {
                    self.step = Step::Discovering(0);
                    Ok(Move::Send(request))
                }
                None => self.ask(with, 0),
            };
        };
        match self.step {
            Step::Discovering(place) => match found(with, answer, place)? {
                Discovered::Found(found) => {
                    self.found = found;
                    self.ask(with, 0)
                }
                Discovered::Elsewhere(request) => {
                    self.step = Step::Discovering(place + 1);
                    Ok(Move::Send(*request))
                }
            },
            Step::Before | Step::Asked(_) | Step::Renewing => {
                let line = match self.step {
                    Step::Asked(line) => line,
                    Step::Before | Step::Discovering(_) | Step::Renewing => usize::MAX,
                };
                self.answered(with, answer, line)
            }
        }
    }
}

/// What an answer gives, and where it can be ended.
pub(crate) fn signed(
    with: &Context<'_>,
    answer: &Response,
    found: &Found,
) -> Result<Move, AuthError> {
    let mut grant = answered::read_grant(with, answer)?;
    let revoke = with.account.method.revoke.as_ref();
    grant.revoke_at = revoke.and_then(|rules| {
        // Not every server tells, and it works without.
        compose::address(with.account, &rules.request, found).ok()
    });
    Ok(Move::Signed(grant))
}

/// What the person gave is sent with every call: nobody is asked for a token.
fn given() -> Grant {
    Grant {
        token: None,
        life: Said::Nothing { at_most: None },
        refresh: None,
        revoke_at: None,
        changed: Vec::new(),
    }
}

/// What asking an issuer gave.
pub(crate) enum Discovered {
    /// Its addresses.
    Found(Found),
    /// Nothing here; it may tell them at this other place.
    Elsewhere(Box<Request>),
}

/// The request for an issuer's addresses, when the account gives an issuer; `place` is 0 for what
/// OpenID Connect Discovery 4 has, 1 for RFC 8414.
pub(crate) fn discovery(with: &Context<'_>, place: usize) -> Result<Option<Request>, AuthError> {
    let Some((_, issuer)) = issuer(with) else {
        return Ok(None);
    };
    let url = match place {
        0 => issuer.join("/.well-known/openid-configuration"),
        // Between host and path (RFC 8414, 3.1).
        _ => {
            let below = format!("/.well-known/oauth-authorization-server{}", issuer.path());
            issuer.at("").join(&below)
        }
    };
    let url = url.map_err(|_| AuthError::Unknown)?;
    Ok(Some(compose::read(url)))
}

fn issuer<'a>(with: &Context<'a>) -> Option<(&'a Discovery, &'a Place)> {
    let rules = with.account.method.discovery.as_ref()?;
    Some((rules, with.account.tenant.addresses.get(&rules.issuer)?))
}

/// Reads an issuer's addresses.
pub(crate) fn found(
    with: &Context<'_>,
    answer: &Response,
    place: usize,
) -> Result<Discovered, AuthError> {
    let (rules, issuer) = issuer(with).ok_or(AuthError::Unknown)?;
    let odd = || AuthError::NotThisProduct {
        status: answer.status,
        content_type: answer.header("content-type").map(str::to_owned),
    };
    let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let Some(body) = body.filter(|body| answer.status == 200 && body.is_object()) else {
        let other = if place == 0 {
            discovery(with, 1)?
        } else {
            None
        };
        let other = other.map(|request| Discovered::Elsewhere(Box::new(request)));
        return other.ok_or_else(odd);
    };
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    // RFC 8414, 3.3: an issuer that calls itself otherwise than it was asked is not the one.
    let itself = text("issuer").map(|name| name.trim_end_matches('/').to_owned());
    if itself.as_deref() != Some(issuer.to_string().as_str()) {
        return Err(AuthError::NotOurs);
    }
    let mut found = Found::new();
    for (id, name) in &rules.endpoints {
        let Some(url) = text(name) else { continue };
        let url = Url::parse(url).map_err(|_| odd())?;
        // Secrets go to these addresses: a server vouches for its own only.
        if !issuer.origin().covers(&url) {
            let revoke = with.account.method.revoke.as_ref();
            if revoke.is_some_and(|rules| rules.request.address.as_ref() == Some(id)) {
                // It works without.
                continue;
            }
            let origin =
                Origin::of(&url).map_or_else(|_| url.scheme().to_owned(), |o| o.to_string());
            return Err(AuthError::Elsewhere { origin });
        }
        found.insert(id.clone(), url);
    }
    Ok(Discovered::Found(found))
}
