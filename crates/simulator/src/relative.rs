//! Times in a seed are said relative to the start: `@now-3h`, `@epoch+2d`, `@epochms-90s`.

use crate::clock::moved;
use crate::times::rfc3339;
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::Value;

/// Replaces every relative time in `value`, at any depth.
pub(crate) fn resolve(value: &mut Value, now: Timestamp) {
    match value {
        Value::String(text) => {
            if let Some(found) = resolved(text, now) {
                *value = found;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, now)),
        Value::Object(members) => members.values_mut().for_each(|item| resolve(item, now)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn resolved(text: &str, now: Timestamp) -> Option<Value> {
    let rest = text.strip_prefix('@')?;
    let word = rest.trim_end_matches(|c: char| !c.is_ascii_alphabetic() || c == '@');
    // The longest first: `epoch` begins `epochms`.
    let (name, offset) = ["epochms", "epoch", "now"]
        .iter()
        .find_map(|name| Some((*name, rest.strip_prefix(*name)?)))
        .filter(|_| !word.is_empty())?;
    let at = moved(now, duration(offset)?);
    Some(match name {
        "epochms" => Value::from(at.as_millisecond()),
        "epoch" => Value::from(at.as_second()),
        _ => Value::from(rfc3339(at)),
    })
}

/// `-1d4h` or `+90s`; nothing is no time at all. `None` when it is something else.
pub(crate) fn duration(text: &str) -> Option<SignedDuration> {
    if text.is_empty() {
        return Some(SignedDuration::ZERO);
    }
    let (sign, mut rest) = match text.split_at_checked(1)? {
        ("-", rest) => (-1_i64, rest),
        ("+", rest) => (1, rest),
        _ => return None,
    };
    if rest.is_empty() {
        return None;
    }
    let mut seconds = 0_i64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let amount: i64 = rest[..digits].parse().ok()?;
        let (unit, after) = match rest[digits..].chars().next()? {
            's' => (1, &rest[digits + 1..]),
            'm' => (60, &rest[digits + 1..]),
            'h' => (3_600, &rest[digits + 1..]),
            'd' => (86_400, &rest[digits + 1..]),
            _ => return None,
        };
        seconds = seconds.checked_add(amount.checked_mul(unit)?)?;
        rest = after;
    }
    Some(SignedDuration::from_secs(sign * seconds))
}

#[cfg(test)]
mod tests {
    use super::{duration, resolve};
    use jiff::SignedDuration;
    use serde_json::json;

    #[test]
    fn times_are_said_relative_to_the_start() {
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        let mut seed = json!({
            "a": ["@now", "@now-1d2h", "@now+90s"], "b": {"c": "@epoch+1m", "d": "@epochms-1s"}
        });
        resolve(&mut seed, now);
        assert_eq!(
            seed,
            json!({
                "a": ["2026-03-01T12:00:00Z", "2026-02-28T10:00:00Z", "2026-03-01T12:01:30Z"],
                "b": {"c": 1_772_366_460_i64, "d": 1_772_366_399_000_i64}
            })
        );
    }

    #[test]
    fn other_texts_are_left_alone() {
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        let before = json!([
            "@nowhere", "@now-", "@now-3", "@now-3é", "@", "now-3h", "@now-3w"
        ]);
        let mut after = before.clone();
        resolve(&mut after, now);
        assert_eq!(after, before);
        assert_eq!(duration("+99999999999999999999d"), None);
        assert_eq!(duration("-1h"), Some(SignedDuration::from_secs(-3_600)));
    }
}
