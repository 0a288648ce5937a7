//! Writes the sign-in request from the manifest.

use crate::{Account, AuthError, Inputs, Lapse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Effect, FieldId, RequestLine, Safety, Secret, SignIn, Template};
use gateway::{Body, HeaderMap, HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::Url;
use zeroize::{Zeroize as _, Zeroizing};

/// What `application/x-www-form-urlencoded` leaves as it is (WHATWG URL, 5.2).
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// The sign-in request of an account.
///
/// # Errors
/// [`Lapse::SecretMissing`] when a field has no value, [`AuthError::Unknown`] when an address of the
/// account is missing.
pub(crate) fn sign_in(account: &Account, inputs: &Inputs) -> Result<Request, AuthError> {
    let rules = &account.method.sign_in;
    let mut headers = HeaderMap::new();
    headers.insert(
        http::header::ACCEPT,
        HeaderValue::from_static("application/json"),
    );
    if let Some(basic) = &rules.basic {
        headers.insert(http::header::AUTHORIZATION, authorization(basic, inputs)?);
    }
    let body = body(rules, inputs)?;
    if let Some((kind, _)) = &body {
        headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    Ok(Request {
        method: method(&rules.request),
        url: address(account, &rules.request)?,
        headers,
        body: body.map_or(Body::Empty, |(_, bytes)| Body::Secret(bytes)),
        // Signing in and out count as reads: a locked tenant can still be looked at.
        effect: Effect::Reads,
        safety: Safety::Once,
        timeout: None,
        into: gateway::Destination::Memory,
    })
}

/// The request that ends a session; the token is attached to it by the gateway.
pub(crate) fn sign_out(account: &Account, line: &RequestLine) -> Result<Request, AuthError> {
    let mut headers = HeaderMap::new();
    headers.insert(
        http::header::ACCEPT,
        HeaderValue::from_static("application/json"),
    );
    let method = method(line);
    if method == Method::POST {
        // Some servers want a length even where there is no body.
        headers.insert(http::header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(Request {
        method,
        url: address(account, line)?,
        headers,
        body: Body::Empty,
        effect: Effect::Reads,
        safety: Safety::Once,
        timeout: None,
        into: gateway::Destination::Memory,
    })
}

fn method(line: &RequestLine) -> Method {
    Method::from_bytes(line.method.as_bytes()).unwrap_or(Method::POST)
}

fn address(account: &Account, line: &RequestLine) -> Result<Url, AuthError> {
    let place = account
        .place(line.address.as_ref())
        .ok_or(AuthError::Unknown)?;
    place.join(&line.path).map_err(|_| AuthError::Unknown)
}

/// `Basic` with user and password (RFC 7617).
fn authorization(basic: &[Template; 2], inputs: &Inputs) -> Result<HeaderValue, AuthError> {
    let mut plain = Zeroizing::new(String::with_capacity(256));
    fill(&basic[0], inputs, &mut plain, &str::to_owned)?;
    plain.push(':');
    fill(&basic[1], inputs, &mut plain, &str::to_owned)?;
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(plain.as_bytes())));
    let mut value = HeaderValue::from_str(&value).map_err(|_| AuthError::Unknown)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A content type and what it describes.
type Typed = (&'static str, Secret<Vec<u8>>);

/// The content type and the body, when there is one.
fn body(rules: &SignIn, inputs: &Inputs) -> Result<Option<Typed>, AuthError> {
    if let Some(form) = &rules.form {
        let mut text = String::with_capacity(1024);
        for (name, template) in form {
            if !text.is_empty() {
                text.push('&');
            }
            text.extend(utf8_percent_encode(name, FORM));
            text.push('=');
            fill(template, inputs, &mut text, &|value| {
                utf8_percent_encode(value, FORM)
                    .to_string()
                    .replace("%20", "+")
            })?;
        }
        return Ok(Some((
            "application/x-www-form-urlencoded",
            Secret::new(text.into_bytes()),
        )));
    }
    if let Some(json) = &rules.json {
        let mut json = json.clone();
        fill_json(&mut json, inputs)?;
        let bytes = serde_json::to_vec(&json).unwrap_or_default();
        wipe(&mut json);
        return Ok(Some(("application/json", Secret::new(bytes))));
    }
    Ok(None)
}

fn fill(
    template: &Template,
    inputs: &Inputs,
    into: &mut String,
    encode: &dyn Fn(&str) -> String,
) -> Result<(), AuthError> {
    let filled = template.fill(into, |hole, into| {
        let value = inputs.get(&FieldId::from(hole));
        value.is_some_and(|value| {
            value.lend(|value| {
                let mut encoded = encode(value);
                into.push_str(&encoded);
                encoded.zeroize();
            });
            true
        })
    });
    filled.map_err(|hole| AuthError::Lapsed(Lapse::SecretMissing(FieldId::from(hole))))
}

fn fill_json(value: &mut Value, inputs: &Inputs) -> Result<(), AuthError> {
    match value {
        Value::String(text) => {
            // A text that is no template stands for itself.
            if let Ok(template) = Template::parse(text) {
                let mut filled = String::new();
                fill(&template, inputs, &mut filled, &str::to_owned)?;
                *text = filled;
            }
            Ok(())
        }
        Value::Array(items) => items
            .iter_mut()
            .try_for_each(|item| fill_json(item, inputs)),
        Value::Object(members) => members
            .values_mut()
            .try_for_each(|member| fill_json(member, inputs)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
