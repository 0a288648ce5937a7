//! Dates as the site writes them: RFC 3339 in UTC, whole seconds, ending in `+00:00`.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// A moment as the site writes it.
pub(super) fn text(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// A moment some seconds later.
pub(super) fn after_seconds(moment: Timestamp, seconds: i64) -> String {
    text(later(moment, seconds))
}

/// A moment some days later.
pub(super) fn after_days(moment: Timestamp, days: i64) -> String {
    after_seconds(moment, days.saturating_mul(86_400))
}

/// A moment some seconds later, or the moment itself where the calendar ends.
pub(super) fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    moment
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(moment)
}

/// Rewrites every date of a value to the site's form, or to epoch seconds.
pub(super) fn rewrite(value: &mut Value, epoch: bool) {
    match value {
        Value::String(text) if text.len() >= 20 && text.as_bytes()[10] == b'T' => {
            if let Ok(moment) = text.parse::<Timestamp>() {
                *value = if epoch {
                    json!(moment.as_second())
                } else {
                    json!(self::text(moment))
                };
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| rewrite(value, epoch)),
        Value::Object(fields) => fields.values_mut().for_each(|value| rewrite(value, epoch)),
        _ => {}
    }
}
