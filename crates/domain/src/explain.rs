//! What a failure means, in plain words: as data, chosen by what the answer says.
//!
//! A vendor's own list is asked first, [`Explanations::general`] when it knows nothing. Within a
//! list the first entry that fits wins, so the most exact ones stand first.

use crate::{At, VendorFailure};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Explanations of failures, the most exact first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanations {
    #[serde(default, rename = "failure")]
    all: Vec<Explanation>,
}

/// A failure in plain words, for whoever sits in front of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Unique within its list; for logs and tests.
    pub id: String,
    /// Which answers it explains.
    pub when: When,
    /// What happened, one sentence.
    pub happened: String,
    /// Why that is likely so.
    pub cause: String,
    /// What to do next.
    pub next: String,
    /// Who can do it.
    pub who: Who,
}

/// Who can put a failure right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person in front of the program.
    You,
    /// Whoever administers the tenant.
    Administrator,
    /// Whoever looks after network, proxy and certificates.
    Network,
    /// The vendor, or whoever runs the server for them.
    Vendor,
}

/// A question to an answer; every part given must hold, and at least one is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// One of these statuses.
    #[serde(default)]
    pub status: Vec<u16>,
    /// One of these codes, as the manifest finds the code; whatever the case.
    #[serde(default)]
    pub code: Vec<String>,
    /// One of these stands in the vendor's sentence, as the manifest finds it; whatever the case.
    #[serde(default)]
    pub message: Vec<String>,
    /// A place in the JSON body is there, and not null.
    #[serde(default)]
    pub at: Option<At>,
    /// What stands at that place begins with one of these, whatever the case.
    #[serde(default)]
    pub starts: Vec<String>,
    /// The header is there.
    #[serde(default)]
    pub header: Option<String>,
    /// What the body is, whatever it says.
    #[serde(default)]
    pub body: Option<Shape>,
    /// What was being done.
    #[serde(default)]
    pub during: Option<During>,
}

/// What a body is, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Nothing, or blanks.
    Empty,
    /// A web page.
    Page,
    /// Data: JSON.
    Data,
}

/// What was being done when an answer failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum During {
    /// Signing in.
    SignIn,
    /// A call with the token.
    Call,
}

/// An answer that failed, as far as it is needed to explain it.
#[derive(Debug, Clone, Copy)]
pub struct FailedAnswer<'a> {
    /// What was being done.
    pub during: During,
    /// Status, code and sentence, as the vendor's judgement gave them.
    pub failure: &'a VendorFailure,
    /// Names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// Decoded, and whole where it is small: half of a JSON text is no JSON.
    pub body: &'a [u8],
}

/// Why a list of explanations cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ExplanationsError {
    /// Not TOML, or not of this shape. Names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// An id stands for two entries.
    #[error("the id {id} is used twice")]
    Twice {
        /// The id.
        id: String,
    },
    /// An entry would explain every answer, or asks what stands nowhere.
    #[error("the entry {id} asks nothing, or for a beginning at no place")]
    AsksNothing {
        /// Its id.
        id: String,
    },
}

impl Explanations {
    /// Reads a list.
    ///
    /// # Errors
    /// When it is not of the shape of [`Explanation`] or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, ExplanationsError> {
        let read: Self = toml::from_str(text)?;
        let mut seen = HashSet::new();
        for entry in &read.all {
            let id = || entry.id.clone();
            if !seen.insert(&entry.id) {
                return Err(ExplanationsError::Twice { id: id() });
            }
            let nowhere = entry.when.at.is_none() && !entry.when.starts.is_empty();
            if entry.when == When::default() || nowhere {
                return Err(ExplanationsError::AsksNothing { id: id() });
            }
        }
        Ok(read)
    }

    /// What holds for every vendor: statuses as RFC 9110 and RFC 6585 define them, sign-in as
    /// RFC 6749 does, pages where data was expected.
    pub fn general() -> &'static Self {
        static GENERAL: LazyLock<Explanations> = LazyLock::new(|| {
            Explanations::parse(include_str!("failures.toml"))
                .expect("a test reads the general explanations before they ship")
        });
        &GENERAL
    }

    /// The first explanation that fits.
    pub fn explain(&self, answer: &FailedAnswer<'_>) -> Option<&Explanation> {
        let seen = Seen::of(answer);
        self.all
            .iter()
            .find(|entry| entry.when.holds(answer, &seen))
    }

    /// Every explanation, in order.
    pub fn all(&self) -> &[Explanation] {
        &self.all
    }
}

/// What every entry asks of a body, found once.
struct Seen {
    shape: Option<Shape>,
    body: Value,
}

impl Seen {
    fn of(answer: &FailedAnswer<'_>) -> Self {
        let body = serde_json::from_slice(answer.body).unwrap_or(Value::Null);
        Self {
            shape: shape(answer, &body),
            body,
        }
    }
}

fn shape(answer: &FailedAnswer<'_>, body: &Value) -> Option<Shape> {
    let text = answer.body.trim_ascii();
    if text.is_empty() {
        return Some(Shape::Empty);
    }
    if !body.is_null() {
        return Some(Shape::Data);
    }
    let opens = |with: &str| {
        text.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    let declared = answer
        .header("content-type")
        .is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
    let page = declared || opens("<!doctype html") || opens("<html");
    page.then_some(Shape::Page)
}

impl FailedAnswer<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }
}

impl When {
    fn holds(&self, answer: &FailedAnswer<'_>, seen: &Seen) -> bool {
        let failure = answer.failure;
        let code = failure.code.as_deref();
        let message = failure
            .message
            .as_deref()
            .unwrap_or_default()
            .to_lowercase();
        (self.status.is_empty() || self.status.contains(&failure.status))
            && (self.code.is_empty()
                || code
                    .is_some_and(|code| one_of(&self.code, |one| one.eq_ignore_ascii_case(code))))
            && (self.message.is_empty()
                || one_of(&self.message, |part| message.contains(&part.to_lowercase())))
            && self.at_holds(&seen.body)
            && self
                .header
                .as_ref()
                .is_none_or(|name| answer.header(name).is_some())
            && self.body.is_none_or(|shape| seen.shape == Some(shape))
            && self.during.is_none_or(|during| during == answer.during)
    }

    fn at_holds(&self, body: &Value) -> bool {
        let Some(at) = &self.at else { return true };
        match at.find(body) {
            None | Some(Value::Null) => false,
            Some(_) if self.starts.is_empty() => true,
            Some(Value::String(text)) => begins(text, &self.starts),
            Some(other) => begins(&other.to_string(), &self.starts),
        }
    }
}

fn begins(text: &str, starts: &[String]) -> bool {
    let text = text.to_lowercase();
    one_of(starts, |start| text.starts_with(&start.to_lowercase()))
}

fn one_of(all: &[String], holds: impl Fn(&str) -> bool) -> bool {
    all.iter().any(|one| holds(one))
}

#[cfg(test)]
#[path = "explain/tests.rs"]
mod tests;
