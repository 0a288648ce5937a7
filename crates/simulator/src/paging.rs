//! Cutting a page out of rows, sorting and comparing them.

use serde_json::Value;
use std::cmp::Ordering;

/// The rows from `offset` on, at most `limit`.
pub fn window<T: Clone>(rows: &[T], offset: usize, limit: usize) -> Vec<T> {
    rows.iter().skip(offset).take(limit).cloned().collect()
}

/// The rows of a page, counted from 1; page 0 reads as 1.
pub fn page<T: Clone>(rows: &[T], number: usize, size: usize) -> Vec<T> {
    window(
        rows,
        number.max(1).saturating_sub(1).saturating_mul(size),
        size,
    )
}

/// How many pages there are.
pub fn pages(rows: usize, size: usize) -> usize {
    rows.div_ceil(size.max(1))
}

/// A member by a dotted path, `host.name`, keys without regard to case.
pub fn member<'a>(row: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(row, |value, key| {
        let members = value.as_object()?;
        members.get(key).or_else(|| {
            members
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(key))
                .map(|(_, value)| value)
        })
    })
}

/// Sorts by a member, stably; rows without it come first.
pub fn sort(rows: &mut [Value], path: &str, order: Order) {
    rows.sort_by(|left, right| {
        let compared = compare(member(left, path), member(right, path));
        match order {
            Order::Ascending => compared,
            Order::Descending => compared.reverse(),
        }
    });
}

/// Which way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

impl Order {
    /// `desc` and the like, without regard to case; anything else ascends.
    pub fn read(text: &str) -> Self {
        if text.to_ascii_lowercase().starts_with("desc") {
            Self::Descending
        } else {
            Self::Ascending
        }
    }
}

fn compare(left: Option<&Value>, right: Option<&Value>) -> Ordering {
    match (left, right) {
        (Some(Value::String(left)), Some(Value::String(right))) => {
            let folded = left.to_lowercase().cmp(&right.to_lowercase());
            folded.then_with(|| left.cmp(right))
        }
        (Some(Value::Number(left)), Some(Value::Number(right))) => left
            .as_f64()
            .partial_cmp(&right.as_f64())
            .unwrap_or(Ordering::Equal),
        (Some(Value::Bool(left)), Some(Value::Bool(right))) => left.cmp(right),
        (left, right) => rank(left).cmp(&rank(right)),
    }
}

fn rank(value: Option<&Value>) -> u8 {
    match value {
        None | Some(Value::Null) => 0,
        Some(Value::Bool(_)) => 1,
        Some(Value::Number(_)) => 2,
        Some(Value::String(_)) => 3,
        Some(Value::Array(_)) => 4,
        Some(Value::Object(_)) => 5,
    }
}

/// Whether `word` occurs in any text of `value`, at any depth, without regard to case.
pub fn mentions(value: &Value, word: &str) -> bool {
    mentions_folded(value, &word.to_lowercase())
}

fn mentions_folded(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(word),
        Value::Number(number) => number.to_string().contains(word),
        Value::Array(items) => items.iter().any(|item| mentions_folded(item, word)),
        Value::Object(members) => members.values().any(|item| mentions_folded(item, word)),
        Value::Null | Value::Bool(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, mentions, page, pages, sort};
    use serde_json::json;

    #[test]
    fn pages_are_cut_and_counted() {
        let rows: Vec<u32> = (1..=7).collect();
        assert_eq!(page(&rows, 3, 3), [7]);
        assert_eq!(page(&rows, 0, 2), [1, 2]);
        assert!(page(&rows, usize::MAX, usize::MAX).is_empty());
        assert_eq!((pages(7, 3), pages(0, 3), pages(7, 0)), (3, 0, 7));
    }

    #[test]
    fn rows_sort_by_any_member_and_keep_their_order_otherwise() {
        let mut rows = vec![
            json!({"n": 1, "a": {"b": "b"}}),
            json!({"n": 2}),
            json!({"n": 3, "a": {"B": "A"}}),
            json!({"n": 4, "a": {"b": "b"}}),
        ];
        sort(&mut rows, "a.b", Order::read("DESC"));
        let order: Vec<_> = rows.iter().map(|row| row["n"].clone()).collect();
        assert_eq!(order, [1, 4, 3, 2]);
        assert!(mentions(&rows[0], "B"));
    }
}
