//! What is kept of an answer.

use crate::fill::{Missing, is_nothing, plain};
use crate::question::{self, If};
use domain::At;
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// What is kept of an answer: a place, or rows of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Keep {
    /// What stands at a place; nothing when the answer does not have it.
    At(At),
    /// Rows.
    Rows(Rows),
}

/// Rows of a list, or one of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rows {
    /// Where the list is.
    pub at: At,
    /// Where else it may be.
    #[serde(default)]
    pub or: Vec<At>,
    /// Which rows; all when left out.
    #[serde(default, rename = "where")]
    pub only: Vec<If>,
    /// The rows are lists of cells, and these are their titles.
    #[serde(default)]
    pub titles: Option<Titles>,
    /// The place has no list but an object by name: the rows are its members, and those of lists among
    /// them.
    #[serde(default)]
    pub members: bool,
    /// Only the first of them; nothing when there is none.
    #[serde(default)]
    pub first: bool,
    /// What of each row; the row when left out.
    #[serde(default)]
    pub then: Option<At>,
}

/// Where a grid says what its columns are called, so that a column is found wherever it stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Titles {
    /// Where the list of columns is.
    pub at: At,
    /// Where else.
    #[serde(default)]
    pub or: Vec<At>,
    /// Where a column has its title.
    pub title: At,
}

type Find<'f> = dyn Fn(&str) -> Option<Value> + 'f;

impl Keep {
    /// Reads it off an answer.
    pub(crate) fn of(&self, answer: &Value, find: &Find<'_>) -> Result<Value, Missing> {
        match self {
            Self::At(at) => Ok(at.find(answer).cloned().unwrap_or(Value::Null)),
            Self::Rows(rows) => {
                let found = match rows.members {
                    true => Cow::Owned(members_of(answer, &rows.at)),
                    false => titled_rows(answer, &rows.at, &rows.or, rows.titles.as_ref()),
                };
                let mut kept = Vec::new();
                for row in found.iter() {
                    if question::all(&rows.only, row, find)? {
                        kept.push(match &rows.then {
                            Some(at) => at.find(row).cloned().unwrap_or(Value::Null),
                            None => row.clone(),
                        });
                        if rows.first {
                            break;
                        }
                    }
                }
                Ok(match rows.first {
                    true => kept.into_iter().next().unwrap_or(Value::Null),
                    false => Value::Array(kept),
                })
            }
        }
    }

    /// The questions it asks.
    pub(crate) fn questions(&self) -> &[If] {
        match self {
            Self::At(_) => &[],
            Self::Rows(rows) => &rows.only,
        }
    }
}

/// The rows of a list. A single object counts as a list of itself (XML cannot tell), and nothing as
/// none.
pub(crate) fn rows_of<'v>(answer: &'v Value, at: &At, or: &[At]) -> &'v [Value] {
    let mut places = std::iter::once(at).chain(or);
    let found = places.find_map(|at| at.find(answer).filter(|value| !is_nothing(value)));
    match found {
        Some(Value::Array(rows)) => rows,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}

/// The members of an object, lists among them opened.
fn members_of(answer: &Value, at: &At) -> Vec<Value> {
    let mut rows = Vec::new();
    if let Some(Value::Object(members)) = at.find(answer) {
        for member in members.values() {
            match member {
                Value::Array(several) => rows.extend(several.iter().cloned()),
                one => rows.push(one.clone()),
            }
        }
    }
    rows
}

/// The same; rows that are lists of cells become objects of their columns' titles.
pub(crate) fn titled_rows<'v>(
    answer: &'v Value,
    at: &At,
    or: &[At],
    titles: Option<&Titles>,
) -> Cow<'v, [Value]> {
    let rows = rows_of(answer, at, or);
    let Some(titles) = titles else {
        return Cow::Borrowed(rows);
    };
    let columns = rows_of(answer, &titles.at, &titles.or).iter();
    let names: Vec<String> = columns
        .map(|column| titles.title.find(column).map(plain).unwrap_or_default())
        .collect();
    let object = |row: &Value| match row {
        Value::Array(cells) => {
            Value::Object(names.iter().cloned().zip(cells.iter().cloned()).collect())
        }
        other => other.clone(),
    };
    Cow::Owned(rows.iter().map(object).collect())
}
