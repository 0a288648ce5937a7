//! Writes the requests of a method from the manifest.

use crate::answered::wipe;
use crate::{Account, AuthError, Context, Inputs, Lapse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{
    BasicEncoding, Effect, FieldId, Refresh, RequestLine, Revoke, Safety, Secret, SignIn, Template,
};
use gateway::{Body, HeaderMap, HeaderValue, Method, Request};
use indexmap::IndexMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;
use zeroize::{Zeroize as _, Zeroizing};

/// What `application/x-www-form-urlencoded` leaves as it is (WHATWG URL, 5.2).
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// Addresses that were found on the way, by the id under which the manifest knows them.
pub(crate) type Found = BTreeMap<FieldId, Url>;

/// What fills the holes of a template: what was given first, then the method's fields.
#[derive(Clone, Copy)]
pub(crate) struct Holes<'a> {
    pub account: &'a Account,
    pub inputs: &'a Inputs,
    pub instead: &'a [(&'a str, &'a Secret<String>)],
}

impl<'a> Holes<'a> {
    pub fn of(with: &Context<'a>) -> Self {
        Self {
            account: with.account,
            inputs: with.inputs,
            instead: &[],
        }
    }

    fn find(&self, hole: &str) -> Option<&'a Secret<String>> {
        let instead = self.instead.iter().find(|(name, _)| *name == hole);
        let instead = instead.map(|(_, value)| *value);
        instead.or_else(|| self.inputs.get(&FieldId::from(hole)))
    }

    /// Fills a template. A hole that is a field of the method must have a value; any other stays
    /// empty until a conversation has something to fill it with.
    pub fn fill(
        &self,
        template: &Template,
        into: &mut String,
        encode: &dyn Fn(&str) -> String,
    ) -> Result<(), AuthError> {
        let filled = template.fill(into, |hole, into| match self.find(hole) {
            Some(value) => {
                value.lend(|value| {
                    let mut encoded = encode(value);
                    into.push_str(&encoded);
                    encoded.zeroize();
                });
                true
            }
            None => {
                let fields = &self.account.method.fields;
                !fields.iter().any(|field| field.id.as_str() == hole)
            }
        });
        filled.map_err(|hole| AuthError::Lapsed(Lapse::SecretMissing(FieldId::from(hole))))
    }
}

/// A request of a manifest, before its holes are filled.
struct Unfilled<'a> {
    basic: Option<&'a [Template; 2]>,
    form: Option<&'a IndexMap<String, Template>>,
    json: Option<&'a Value>,
}

/// The sign-in request of an account's method, with some of its holes filled otherwise than by the
/// fields of the same name.
///
/// # Errors
/// [`Lapse::SecretMissing`] when a field has no value, [`AuthError::Unknown`] when the method has no
/// such request or an address of the account is missing.
pub fn sign_in_request(
    with: &Context<'_>,
    instead: &[(&str, &Secret<String>)],
) -> Result<Request, AuthError> {
    let line = with.account.method.sign_in.request.as_ref();
    let holes = Holes {
        instead,
        ..Holes::of(with)
    };
    sign_in(line.ok_or(AuthError::Unknown)?, &Found::new(), holes)
}

/// The sign-in request by one of the method's request lines.
pub(crate) fn sign_in(
    line: &RequestLine,
    found: &Found,
    holes: Holes<'_>,
) -> Result<Request, AuthError> {
    let SignIn {
        basic, form, json, ..
    } = &holes.account.method.sign_in;
    let unfilled = Unfilled {
        basic: basic.as_ref(),
        form: form.as_ref(),
        json: json.as_ref(),
    };
    write(line, &unfilled, found, holes)
}

/// The request that renews by a refresh token, which is the hole `refresh`. The client is the same
/// as at the sign-in, and so is its HTTP Basic.
pub(crate) fn renewal(
    rules: &Refresh,
    found: &Found,
    holes: Holes<'_>,
) -> Result<Request, AuthError> {
    let unfilled = Unfilled {
        basic: holes.account.method.sign_in.basic.as_ref(),
        form: Some(&rules.form),
        json: None,
    };
    write(&rules.request, &unfilled, found, holes)
}

/// The request that ends a token, which is the hole `revoked`, at this address.
pub(crate) fn revocation(rules: &Revoke, at: &Url, holes: Holes<'_>) -> Result<Request, AuthError> {
    let unfilled = Unfilled {
        basic: holes.account.method.sign_in.basic.as_ref(),
        form: Some(&rules.form),
        json: None,
    };
    let found: Found = rules
        .request
        .address
        .iter()
        .map(|id| (id.clone(), at.clone()))
        .collect();
    write(&rules.request, &unfilled, &found, holes)
}

/// A form that is posted to an address, for conversations that are not one request of the manifest.
pub(crate) fn posted(url: Url, form: Vec<u8>) -> Request {
    let mut request = bare(Method::POST, url);
    request.headers.insert(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    request.body = Body::Secret(Secret::new(form));
    request
}

/// A read without a credential.
pub(crate) fn read(url: Url) -> Request {
    Request {
        safety: Safety::Repeatable,
        ..bare(Method::GET, url)
    }
}

fn write(
    line: &RequestLine,
    unfilled: &Unfilled<'_>,
    found: &Found,
    holes: Holes<'_>,
) -> Result<Request, AuthError> {
    let mut request = bare(method(line), address(holes.account, line, found)?);
    if let Some(value) = basic(unfilled.basic, holes)? {
        request.headers.insert(http::header::AUTHORIZATION, value);
    }
    if let Some((kind, bytes)) = body(unfilled, holes)? {
        let kind = HeaderValue::from_static(kind);
        request.headers.insert(http::header::CONTENT_TYPE, kind);
        request.body = Body::Secret(bytes);
    }
    Ok(request)
}

fn bare(method: Method, url: Url) -> Request {
    let mut headers = HeaderMap::new();
    headers.insert(
        http::header::ACCEPT,
        HeaderValue::from_static("application/json"),
    );
    Request {
        method,
        url,
        headers,
        body: Body::Empty,
        // Signing in and out count as reads: a locked tenant can still be looked at.
        effect: Effect::Reads,
        safety: Safety::Once,
        timeout: None,
        into: gateway::Destination::Memory,
    }
}

/// The request that ends a session; the token is attached to it by the gateway.
pub(crate) fn sign_out(account: &Account, line: &RequestLine) -> Result<Request, AuthError> {
    let mut request = bare(method(line), address(account, line, &Found::new())?);
    if request.method == Method::POST {
        // Some servers want a length even where there is no body.
        request
            .headers
            .insert(http::header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(request)
}

/// A harmless read with the session; the token is attached to it by the gateway.
pub(crate) fn harmless(account: &Account, line: &RequestLine) -> Result<Request, AuthError> {
    Ok(Request {
        safety: Safety::Repeatable,
        ..bare(method(line), address(account, line, &Found::new())?)
    })
}

fn method(line: &RequestLine) -> Method {
    Method::from_bytes(line.method.as_bytes()).unwrap_or(Method::POST)
}

pub(crate) fn address(
    account: &Account,
    line: &RequestLine,
    found: &Found,
) -> Result<Url, AuthError> {
    let known = line.address.as_ref().and_then(|id| found.get(id));
    if let (Some(known), "") = (known, line.path.as_str()) {
        return Ok(known.clone());
    }
    let place = account.place(line.address.as_ref());
    let missing = || line.address.clone().map(Lapse::SecretMissing);
    let place = place.ok_or_else(|| missing().map_or(AuthError::Unknown, AuthError::Lapsed))?;
    let url = if line.path.is_empty() {
        place.url()
    } else {
        place.join(&line.path)
    };
    url.map_err(|_| AuthError::Unknown)
}

/// `Basic` with user and password (RFC 7617); nothing when the password is left empty, because then
/// the client has none to show (RFC 6749, 2.1: a public client).
pub(crate) fn basic(
    basic: Option<&[Template; 2]>,
    holes: Holes<'_>,
) -> Result<Option<HeaderValue>, AuthError> {
    let Some([user, password]) = basic else {
        return Ok(None);
    };
    let encode: &dyn Fn(&str) -> String = match holes.account.method.sign_in.basic_encoding {
        BasicEncoding::Plain => &str::to_owned,
        BasicEncoding::Form => &encoded,
    };
    let mut plain = Zeroizing::new(String::with_capacity(256));
    holes.fill(user, &mut plain, encode)?;
    plain.push(':');
    let before = plain.len();
    holes.fill(password, &mut plain, encode)?;
    if plain.len() == before {
        return Ok(None);
    }
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(plain.as_bytes())));
    let mut value = HeaderValue::from_str(&value).map_err(|_| AuthError::Unknown)?;
    value.set_sensitive(true);
    Ok(Some(value))
}

/// A content type and what it describes.
type Typed = (&'static str, Secret<Vec<u8>>);

/// The content type and the body, when there is one.
fn body(unfilled: &Unfilled<'_>, holes: Holes<'_>) -> Result<Option<Typed>, AuthError> {
    if let Some(form) = unfilled.form {
        let mut text = String::with_capacity(1024);
        for (name, template) in form {
            let mut value = Zeroizing::new(String::with_capacity(256));
            holes.fill(template, &mut value, &encoded)?;
            if !value.is_empty() {
                pair(&mut text, name, &value);
            }
        }
        return Ok(Some((
            "application/x-www-form-urlencoded",
            Secret::new(text.into_bytes()),
        )));
    }
    if let Some(json) = unfilled.json {
        let mut json = json.clone();
        fill_json(&mut json, holes)?;
        let bytes = serde_json::to_vec(&json).unwrap_or_default();
        wipe(&mut json);
        return Ok(Some(("application/json", Secret::new(bytes))));
    }
    Ok(None)
}

/// A text as a form carries it.
pub(crate) fn encoded(value: &str) -> String {
    utf8_percent_encode(value, FORM)
        .to_string()
        .replace("%20", "+")
}

/// Adds a name with a value that is encoded already.
pub(crate) fn pair(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    form.extend(utf8_percent_encode(name, FORM));
    form.push('=');
    form.push_str(value);
}

fn fill_json(value: &mut Value, holes: Holes<'_>) -> Result<(), AuthError> {
    match value {
        Value::String(text) => {
            // A text that is no template stands for itself.
            if let Ok(template) = Template::parse(text) {
                let mut filled = String::new();
                holes.fill(&template, &mut filled, &str::to_owned)?;
                *text = filled;
            }
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill_json(item, holes)),
        Value::Object(members) => {
            for member in members.values_mut() {
                fill_json(member, holes)?;
            }
            members.retain(|_, value| value.as_str() != Some(""));
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}
