//! Questions to what is known and to rows of an answer.

use crate::fill::{self, Missing, is_nothing, moment, plain};
use domain::{At, Template};
use serde::Deserialize;
use serde_json::Value;
use std::cmp::Ordering;

/// A question; every part given must hold. Texts are compared whatever their case, and numbers also
/// when one of them came as text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct If {
    /// Of something that is known.
    #[serde(default)]
    pub value: Option<Template>,
    /// Of a place in the answer, or in the row.
    #[serde(default)]
    pub at: Option<At>,
    #[serde(default)]
    pub is: Option<Template>,
    #[serde(default)]
    pub not: Option<Template>,
    #[serde(default)]
    pub contains: Option<Template>,
    #[serde(default)]
    pub starts: Option<Template>,
    /// One of these.
    #[serde(default)]
    pub one_of: Vec<Template>,
    /// Whether there is nothing: absent, null, or empty.
    #[serde(default)]
    pub empty: Option<bool>,
    /// Not less, or not earlier, than this.
    #[serde(default)]
    pub at_least: Option<Template>,
    /// Less, or earlier.
    #[serde(default)]
    pub below: Option<Template>,
}

type Find<'f> = dyn Fn(&str) -> Option<Value> + 'f;

impl If {
    /// The templates that are filled before it can be answered.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        [
            &self.value,
            &self.is,
            &self.not,
            &self.contains,
            &self.starts,
            &self.at_least,
            &self.below,
        ]
        .into_iter()
        .flatten()
        .chain(&self.one_of)
    }

    /// Whether it holds of a row, or of what is known.
    ///
    /// # Errors
    /// When it asks for what is not known yet.
    pub(crate) fn holds(&self, row: &Value, find: &Find<'_>) -> Result<bool, Missing> {
        let whole = match &self.value {
            // What may be missing is nothing here.
            Some(template) => match fill::typed(template, find) {
                Ok(value) => value,
                Err(missing) => match find(root(&missing.0)) {
                    Some(_) => Value::Null,
                    None => return Err(missing),
                },
            },
            None => row.clone(),
        };
        let value = match &self.at {
            Some(at) => at.find(&whole).cloned().unwrap_or(Value::Null),
            None => whole,
        };
        let held = plain(&value);
        let filled = |template: &Option<Template>| match template {
            Some(template) => match fill::text(template, find) {
                Ok(text) => Ok(Some(text)),
                // Known, and nothing: compared as an empty text.
                Err(missing) if find(root(&missing.0)).is_some() => Ok(Some(String::new())),
                Err(missing) => Err(missing),
            },
            None => Ok(None),
        };
        let is = filled(&self.is)?.is_none_or(|wanted| same(&held, &wanted));
        let not = filled(&self.not)?.is_none_or(|unwanted| !same(&held, &unwanted));
        let lower = held.to_lowercase();
        let contains =
            filled(&self.contains)?.is_none_or(|part| lower.contains(&part.to_lowercase()));
        let starts =
            filled(&self.starts)?.is_none_or(|start| lower.starts_with(&start.to_lowercase()));
        let mut one_of = self.one_of.is_empty();
        for wanted in &self.one_of {
            one_of |= same(&held, &fill::text(wanted, find)?);
        }
        let empty = self.empty.is_none_or(|empty| empty == is_nothing(&value));
        let below = filled(&self.below)?.is_none_or(|other| compared(&held, &other).is_lt());
        let at_least = filled(&self.at_least)?.is_none_or(|other| compared(&held, &other).is_ge());
        Ok(is && not && contains && starts && one_of && empty && below && at_least)
    }
}

/// Whether all hold.
pub(crate) fn all(questions: &[If], row: &Value, find: &Find<'_>) -> Result<bool, Missing> {
    for question in questions {
        if !question.holds(row, find)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The name in a hole, without what is said about it.
fn root(hole: &str) -> &str {
    hole.split(['/', '?', ':', '|']).next().unwrap_or(hole)
}

fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one.eq_ignore_ascii_case(other)
        || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one.total_cmp(&other).is_eq())
}

/// Numbers by size, moments by when they were, other texts by their letters; nothing comes first.
fn compared(one: &str, other: &str) -> Ordering {
    if let (Ok(one), Ok(other)) = (one.trim().parse::<f64>(), other.trim().parse::<f64>()) {
        return one.total_cmp(&other);
    }
    if let (Some(one), Some(other)) = (moment(one), moment(other)) {
        return one.cmp(&other);
    }
    one.cmp(other)
}

#[cfg(test)]
mod tests {
    use super::If;
    use serde_json::{Value, json};

    fn holds(question: &str, row: &Value) -> bool {
        let question: If = toml::from_str(question).unwrap();
        let find = |name: &str| (name == "id").then(|| json!("7"));
        question.holds(row, &find).unwrap()
    }

    #[test]
    fn case_and_numbers_as_text_do_not_matter() {
        let row =
            json!({ "Id": 7, "state": "Connected", "end": null, "at": "2026-01-01T00:00:00" });
        assert!(holds("at = '/id'\nis = '{id}'", &row));
        assert!(holds("at = '/State'\nis = 'connected'", &row));
        assert!(!holds("at = '/State'\nnot = 'connected'", &row));
        assert!(holds("at = '/end'\nempty = true", &row));
        assert!(holds("at = '/missing'\nempty = true", &row));
        assert!(holds("at = '/id'\nbelow = '10'", &row));
        assert!(holds("at = '/at'\nat_least = '2025-12-31T23:00:00Z'", &row));
        assert!(holds("value = '{id}'\none_of = ['6', '7']", &row));
    }
}
