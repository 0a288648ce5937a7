//! What happened: many rows, written once and seldom read.

use serde_json::Value;

/// Rows kept as JSON text. As values they take ten times the room, and a demo lives in the process
/// of the program that shows it.
#[derive(Debug, Default)]
pub struct Past(Vec<Box<str>>);

/// What a world without such rows has.
pub(crate) static NOTHING: Past = Past(Vec::new());

impl Past {
    /// Adds a row at the end.
    pub fn push(&mut self, row: &Value) {
        self.0.push(row.to_string().into_boxed_str());
    }

    /// The rows, in the order they were added.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Value> {
        self.0
            .iter()
            .map(|row| serde_json::from_str(row).expect("it was written from a value"))
    }

    /// Puts the rows into the order of one of their texts.
    pub fn sort_by_text(&mut self, key: &str) {
        let text = |row: &str| {
            let row: Value = serde_json::from_str(row).expect("it was written from a value");
            row[key].as_str().unwrap_or_default().to_owned()
        };
        self.0.sort_by_cached_key(|row| text(row));
    }
}
