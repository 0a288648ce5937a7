//! What a run knows: what was entered, what was read, and what the file works out of both.

use domain::{Secret, Template, Timestamp};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// A value that the file works out.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Given {
    /// A text with holes; one hole alone keeps the kind of what fills it.
    Text(Template),
    /// A moment, so many minutes from the beginning of the run, or before it.
    Moment(Moment),
    /// A number times another.
    Times(Times),
    /// A word for a word.
    Words(Words),
}

/// A moment relative to the beginning of the run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Moment {
    /// Minutes; less than zero is before.
    pub minutes_from_now: Template,
    /// How it is written.
    #[serde(default, rename = "as")]
    pub written: Written,
}

/// How a moment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Written {
    /// RFC 3339 in UTC, to the second.
    #[default]
    Rfc3339,
    /// Seconds since 1970.
    Epoch,
    /// The day, `2026-11-22`.
    Day,
}

/// A number times another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    pub of: Template,
    pub times: i64,
}

/// A word for a word; one that is not listed stays as it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub of: Template,
    pub words: IndexMap<String, String>,
}

/// Whether secrets are written or only marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// As they are sent.
    Secrets,
    /// As they may be looked at.
    Marks,
}

/// What stands where a secret is.
pub(crate) const MARK: &str = "••••••••";

/// How deep one given value may rest on others.
const DEEPEST: u8 = 8;

/// What a run knows.
#[derive(Debug, Clone)]
pub struct Values {
    known: HashMap<String, Value>,
    secrets: HashMap<String, Secret<String>>,
    given: IndexMap<String, Given>,
    now: Timestamp,
}

impl Values {
    pub(crate) fn new(given: IndexMap<String, Given>, now: Timestamp) -> Self {
        Self {
            known: HashMap::new(),
            secrets: HashMap::new(),
            given,
            now,
        }
    }

    /// Knows nothing yet.
    pub fn at(now: Timestamp) -> Self {
        Self::new(IndexMap::new(), now)
    }

    /// What is known by a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.known.get(name)
    }

    /// Knows something from now on.
    pub fn know(&mut self, name: &str, value: Value) {
        self.known.insert(name.to_owned(), value);
    }

    pub(crate) fn keep_secret(&mut self, name: &str, value: Secret<String>) {
        self.secrets.insert(name.to_owned(), value);
    }

    /// The value of a name; `None` for one that is not known yet.
    pub(crate) fn find(&self, name: &str, show: Show) -> Option<Value> {
        self.found(name, show, DEEPEST)
    }

    fn found(&self, name: &str, show: Show, deep: u8) -> Option<Value> {
        if let Some(known) = self.known.get(name) {
            return Some(known.clone());
        }
        if let Some(secret) = self.secrets.get(name) {
            let text = match show {
                Show::Secrets => secret.lend(String::clone),
                Show::Marks => MARK.to_owned(),
            };
            return Some(Value::String(text));
        }
        let deep = deep.checked_sub(1)?;
        let holes = |hole: &str| self.found(hole, show, deep);
        match self.given.get(name)? {
            Given::Text(template) => crate::fill::typed(template, &holes).ok(),
            Given::Moment(moment) => {
                let minutes = crate::fill::text(&moment.minutes_from_now, &holes).ok()?;
                let minutes: i64 = minutes.trim().parse().ok()?;
                let second = self.now.as_second().checked_add(minutes.checked_mul(60)?)?;
                written(second, moment.written)
            }
            Given::Times(product) => {
                let number = crate::fill::text(&product.of, &holes).ok()?;
                let number: i64 = number.trim().parse().ok()?;
                Some(number.checked_mul(product.times)?.into())
            }
            Given::Words(map) => {
                let text = crate::fill::text(&map.of, &holes).ok()?;
                let found = map
                    .words
                    .iter()
                    .find(|(one, _)| one.eq_ignore_ascii_case(&text));
                Some(Value::String(found.map_or(text, |(_, word)| word.clone())))
            }
        }
    }
}

fn written(second: i64, how: Written) -> Option<Value> {
    let at = Timestamp::from_second(second).ok()?;
    Some(match how {
        Written::Rfc3339 => at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into(),
        Written::Epoch => second.into(),
        Written::Day => at.strftime("%Y-%m-%d").to_string().into(),
    })
}
