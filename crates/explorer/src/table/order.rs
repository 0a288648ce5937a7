//! The order of rows.

use super::{Value, plain};
use crate::tree::NodeKind;
use std::cmp::Ordering;

/// What rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Number(String),
    Text(String),
    Other(String),
    Nothing,
}

impl Key {
    /// What a value is sorted by.
    pub(super) fn of((kind, (source, whole)): Value) -> Self {
        match kind {
            NodeKind::Null => Self::Nothing,
            NodeKind::Number => Self::Number(String::from_utf8_lossy(&source).into_owned()),
            NodeKind::Text => Self::Text(plain(kind, (source, whole), whole)),
            NodeKind::Truth | NodeKind::Object | NodeKind::List => {
                Self::Other(plain(kind, (source, whole), whole))
            }
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Other(_) => 2,
            Self::Nothing => 3,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => by_value(a, b),
            (Self::Text(a), Self::Text(b)) => as_people_sort(a, b).then_with(|| a.cmp(b)),
            (Self::Other(a), Self::Other(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }
}

/// Numbers by value; whole ones of any length exactly.
pub(super) fn by_value(a: &str, b: &str) -> Ordering {
    let whole = |text: &str| {
        text.trim_start_matches('-')
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    if whole(a) && whole(b) {
        let size = |text: &str| {
            text.trim_start_matches('-')
                .trim_start_matches('0')
                .to_owned()
        };
        let below = |text: &str| text.starts_with('-') && !size(text).is_empty();
        let (left, right) = (size(a), size(b));
        let sizes = left.len().cmp(&right.len()).then_with(|| left.cmp(&right));
        return match (below(a), below(b)) {
            (true, true) => sizes.reverse(),
            (false, false) => sizes,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        };
    }
    let value = |text: &str| text.parse::<f64>().unwrap_or(f64::INFINITY);
    value(a).total_cmp(&value(b))
}

/// Texts whatever their case, with numbers in them by value.
fn as_people_sort(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        if digit(left.peek()) && digit(right.peek()) {
            let take = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
                let mut run = String::new();
                while let Some(c) = chars.next_if(char::is_ascii_digit) {
                    run.push(c);
                }
                run
            };
            match by_value(&take(&mut left), &take(&mut right)) {
                Ordering::Equal => continue,
                other => return other,
            }
        }
        let fold = |c: Option<char>| c.map(|c| c.to_lowercase().next().unwrap_or(c));
        match (fold(left.next()), fold(right.next())) {
            (None, None) => return Ordering::Equal,
            (a, b) if a != b => return a.cmp(&b),
            _ => {}
        }
    }
}
