//! Reading, searching and opening large documents in Rust alone.

use serde_json::{Value, json};

use super::documents::{self, Document};
use super::figures;
use crate::json;
use crate::metadata;
use crate::packages;
use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// 10 MB in 250 ms, and 47 MB in 1.2 s.
const MS_PER_MB: f64 = 25.0;

/// Peak memory may be so many times the file.
const TIMES_THE_FILE: f64 = 6.0;

/// From this size on, in MB, the two have a budget: in smaller files other things cost more.
const LARGE: f64 = 10.0;

/// The slowest of 200 searches over 16,000 operations, and opening an operation.
const SEARCH_MS: f64 = 8.0;
const OPEN_MS: f64 = 5.0;

const ROUNDS: usize = 3;

/// Builds the reader for release, measures it, prints the table.
pub fn engine() -> Result<(), Trouble> {
    packages::documents()?;
    Call::cargo()
        .args(["build", "--release", "--quiet", "-p", "openapi"])
        .args(["--example", "speed"])
        .run()?;
    say::step("Measuring the reader of documents");
    let speed = metadata::example("speed", "release");
    let mut figures = Vec::new();
    for Document { name, file } in documents::documents() {
        let rounds: Vec<Value> = (0..ROUNDS)
            .map(|_| {
                let said = Call::new(&speed).arg(&file).output()?;
                json::parse(&said, "What the reader said")
            })
            .collect::<Result<_, _>>()?;
        if let Some(why) = rounds.iter().find_map(|round| round["unreadable"].as_str()) {
            say::note(&format!("{name} is not read at all: {why}"));
        }
        figures.extend(of(name, &rounds));
    }
    figures::show("engine", &Value::Array(figures).to_string())
}

/// The figures of one document; none of one that was refused.
fn of(name: &str, rounds: &[Value]) -> Vec<Value> {
    let all = |pointer: &str| -> Vec<f64> {
        let values = rounds.iter().filter_map(|round| round.pointer(pointer));
        values.filter_map(Value::as_f64).collect()
    };
    let Some(bytes) = all("/bytes").first().copied() else {
        return Vec::new();
    };
    let megabytes = bytes / 1_000_000.0;
    let operations = all("/operations").first().copied().unwrap_or_default();
    let size = format!("{name}, {megabytes:.1} MB");
    let large = |most: f64| (megabytes >= LARGE).then_some(most);
    let took: Vec<f64> = all("/read_ms")
        .iter()
        .zip(all("/index_ms"))
        .map(|(read, index)| read + index)
        .collect();
    let peaks = all("/peak_bytes")
        .into_iter()
        .map(|peak| peak / 1_000_000.0);
    let figure = |name: String, value: Option<f64>, unit: &str, budget: Option<f64>| {
        value.map(|value| json!({ "name": name, "value": value, "unit": unit, "budget": budget }))
    };
    [
        figure(
            format!("{size}: read and indexed"),
            middle(took),
            "ms",
            large(megabytes * MS_PER_MB),
        ),
        figure(
            format!("{size}: peak memory"),
            middle(peaks.collect()),
            "MB",
            large(megabytes * TIMES_THE_FILE),
        ),
        figure(
            format!("{name}, {operations} operations: slowest of 200 searches"),
            least(all("/slowest_query/0")),
            "ms",
            Some(SEARCH_MS),
        ),
        figure(
            format!("{name}, {operations} operations: slowest to open"),
            least(all("/slowest_operation/0")),
            "ms",
            Some(OPEN_MS),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The slowest of many is whatever other programs took from it; the round they disturbed least
/// tells the most.
fn least(values: Vec<f64>) -> Option<f64> {
    values.into_iter().min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(read_ms: f64) -> Value {
        json!({
            "bytes": 20_000_000, "operations": 16_000, "read_ms": read_ms, "index_ms": 100.0,
            "peak_bytes": 80_000_000, "slowest_query": [read_ms / 100.0, "valut"],
            "slowest_operation": [0.5, "GET /vault"],
        })
    }

    #[test]
    fn budgets_grow_with_the_file_and_the_middle_round_counts() {
        let figures = of("Big", &[round(300.0), round(900.0), round(200.0)]);
        let values: Vec<_> = figures
            .iter()
            .map(|figure| (figure["value"].as_f64(), figure["budget"].as_f64()))
            .collect();
        let wanted = [(400.0, 500.0), (80.0, 120.0), (2.0, 8.0), (0.5, 5.0)];
        assert_eq!(
            values,
            wanted.map(|(value, budget)| (Some(value), Some(budget)))
        );
        assert_eq!(
            figures[2]["name"],
            "Big, 16000 operations: slowest of 200 searches"
        );
    }

    #[test]
    fn a_document_that_was_refused_has_no_figures() {
        assert!(of("Big", &[json!({ "unreadable": "too large" })]).is_empty());
    }
}
