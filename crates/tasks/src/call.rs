//! A request of a task, written out.

use crate::fill::{self, Missing, plain};
use crate::question;
use crate::request::{Body, Request};
use crate::task::Edit;
use crate::values::{Show, Values};
use domain::{Effect, OperationKey, Secret};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// Everything but unreserved characters (RFC 3986, 2.3).
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request as it leaves, without origin and credential.
#[derive(Debug, Clone)]
pub struct Call {
    /// What it does, in words.
    pub says: String,
    /// The operation, as the file writes it.
    pub operation: OperationKey,
    /// What the catalogue says it does.
    pub effect: Effect,
    /// The path below the tenant's place and the query, encoded.
    pub target: String,
    /// What kind of body it has.
    pub media: Option<Body>,
    /// The body as it is sent.
    pub body: Option<Secret<String>>,
    /// The body as it may be looked at: secrets are marks.
    pub shown: Option<String>,
}

impl Call {
    /// Whether the body as it is sent has more in it than the one that may be looked at.
    pub fn has_secrets(&self) -> bool {
        let body = self.body.as_ref();
        body.is_some_and(|body| body.lend(|body| Some(body) != self.shown.as_ref()))
    }
}

/// Two calls are the same when they are the same on the wire.
impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        let sent = |call: &Self| call.body.as_ref().map(|body| body.lend(String::clone));
        self.operation == other.operation
            && self.target == other.target
            && self.media == other.media
            && self.shown == other.shown
            && sent(self) == sent(other)
    }
}

/// Why a request cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotCall {
    /// Something it needs is not there.
    Missing {
        /// The hole.
        hole: String,
    },
    /// A value would make the address another one.
    Escapes {
        /// The hole's segment, as the file writes it.
        segment: String,
    },
}

impl From<Missing> for CannotCall {
    fn from(missing: Missing) -> Self {
        Self::Missing { hole: missing.0 }
    }
}

/// Writes the path and query of a request.
pub(crate) fn target(request: &Request, find: &Find<'_>) -> Result<String, CannotCall> {
    let mut target = String::new();
    for segment in &request.request.segments {
        target.push('/');
        if segment.holes().next().is_none() {
            target.push_str(&fill::text(segment, find)?);
            continue;
        }
        let text = fill::text(segment, find)?;
        // What a path value may be is one rule for the whole program.
        let encoded = explorer::path_value(&text).ok_or_else(|| CannotCall::Escapes {
            segment: segment.holes().collect::<Vec<_>>().join(", "),
        })?;
        target.push_str(&encoded);
    }
    let mut sign = '?';
    if let Some(fixed) = &request.request.query {
        target.push(sign);
        target.push_str(fixed);
        sign = '&';
    }
    for (name, several) in &request.query {
        for template in several.all() {
            let value = match template.only_hole() {
                Some(_) => match fill::typed(template, find)? {
                    Value::Null => continue,
                    value => plain(&value),
                },
                None => fill::text(template, find)?,
            };
            target.push(sign);
            target.extend(utf8_percent_encode(name, STRICT));
            target.push('=');
            target.extend(utf8_percent_encode(&value, STRICT));
            sign = '&';
        }
    }
    Ok(target)
}

type Find<'f> = dyn Fn(&str) -> Option<Value> + 'f;

/// The body of a request.
fn body(
    request: &Request,
    edit: Option<&Edit>,
    find: &Find<'_>,
) -> Result<Option<String>, Missing> {
    if let Some(edit) = edit {
        return edited(edit, find).map(|value| Some(value.to_string()));
    }
    if let Some(json) = &request.json {
        let value = fill::json(json, find)?.unwrap_or(Value::Null);
        return Ok(Some(value.to_string()));
    }
    if let Some(form) = &request.form {
        let mut pairs = Vec::new();
        for (name, template) in form {
            let value = match template.only_hole() {
                Some(_) => match fill::typed(template, find)? {
                    Value::Null => continue,
                    value => plain(&value),
                },
                None => fill::text(template, find)?,
            };
            let name = utf8_percent_encode(name, STRICT);
            pairs.push(format!("{name}={}", utf8_percent_encode(&value, STRICT)));
        }
        return Ok(Some(pairs.join("&")));
    }
    match &request.xml {
        None => Ok(None),
        Some(template) => {
            let escaped = |name: &str| {
                let text = plain(&find(name)?);
                Some(Value::String(quick_xml::escape::escape(text).into_owned()))
            };
            fill::text(template, &escaped).map(Some)
        }
    }
}

/// What an edit makes of what was kept.
fn edited(edit: &Edit, find: &Find<'_>) -> Result<Value, Missing> {
    let mut value = fill::typed(&edit.of, find)?;
    match &mut value {
        Value::Object(members) => {
            for name in &edit.drop {
                members.retain(|key, _| !key.eq_ignore_ascii_case(name));
            }
            for (name, wanted) in &edit.set {
                let wanted = fill::json(wanted, find)?;
                set(members, name, wanted);
            }
        }
        Value::Array(rows) => {
            if !edit.without.is_empty() {
                let mut kept = Vec::with_capacity(rows.len());
                for row in rows.drain(..) {
                    if !question::all(&edit.without, &row, find)? {
                        kept.push(row);
                    }
                }
                *rows = kept;
            }
            for row in &edit.append {
                rows.extend(fill::json(row, find)?);
            }
        }
        // An empty list came as nothing.
        Value::Null | Value::String(_) => {
            let mut rows = Vec::new();
            for row in &edit.append {
                rows.extend(fill::json(row, find)?);
            }
            value = Value::Array(rows);
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(value)
}

/// Sets a member under the name the server gave it, whatever its case.
fn set(members: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    let known = members
        .keys()
        .find(|key| key.eq_ignore_ascii_case(name))
        .cloned();
    let name = known.unwrap_or_else(|| name.to_owned());
    if let Some(value) = value {
        members.insert(name, value);
    }
}

/// Writes a request out.
pub(crate) fn written(
    request: &Request,
    edit: Option<&Edit>,
    says: String,
    effect: Effect,
    values: &Values,
) -> Result<Call, CannotCall> {
    let shown = |name: &str| values.find(name, Show::Marks);
    let sent = |name: &str| values.find(name, Show::Secrets);
    Ok(Call {
        says,
        operation: request.request.key.clone(),
        effect,
        target: target(request, &shown)?,
        media: edit.map(|_| Body::Json).or_else(|| request.body()),
        body: body(request, edit, &sent)?.map(Secret::new),
        shown: body(request, edit, &shown)?,
    })
}
