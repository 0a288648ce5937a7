//! Entries as a table for a spreadsheet.

use crate::entry::{Outcome, Written};

/// The names of the columns.
pub const COLUMNS: [&str; 16] = [
    "number",
    "at",
    "kind",
    "who",
    "tenant",
    "tenant name",
    "environment",
    "target",
    "operation",
    "effect",
    "result",
    "ticket",
    "reason",
    "seal",
    "sealed by",
    "mac",
];

/// What stands in the columns for an entry, in their order. Not yet made harmless for spreadsheets.
pub fn csv(written: &Written) -> [String; 16] {
    let entry = &written.entry;
    let about = entry.tenant.as_ref();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        written.number.to_string(),
        written.at.to_string(),
        word(&entry.kind),
        written.who.clone(),
        about.map(|about| about.id.to_string()).unwrap_or_default(),
        about.map(|about| about.name.clone()).unwrap_or_default(),
        about
            .map(|about| word(&about.environment))
            .unwrap_or_default(),
        text(&entry.target),
        text(&entry.operation),
        entry.effect.map(|effect| word(&effect)).unwrap_or_default(),
        entry.result.as_ref().map(result).unwrap_or_default(),
        text(&entry.ticket),
        text(&entry.reason),
        text(&entry.seal),
        word(&written.sealed),
        written.mac.clone(),
    ]
}

/// How something ended, in a few words.
fn result(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => "done".to_owned(),
        Outcome::Answered { status } => format!("answered {status}"),
        Outcome::Failed { why } => format!("failed: {why}"),
        Outcome::Unknown { why } => format!("unknown: {why}"),
    }
}

/// The word an enum is written with.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}
