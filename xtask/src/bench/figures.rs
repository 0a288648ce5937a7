//! Figures beside their budget and beside the last time they were measured here.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

use crate::json;
use crate::say;
use crate::tree;
use crate::trouble::Trouble;

/// Prints measured figures, a JSON list of name, value, unit and budget, and keeps them under a
/// name for the next time.
pub fn show(name: &str, text: &str) -> Result<(), Trouble> {
    let measured = json::parse(text, "What was measured")?;
    let kept = tree::ours("bench")?.join(format!("{name}.json"));
    let before = last_time(&kept);
    say::plain(&table(json::list(&measured, ""), &before));
    tree::write(&kept, text)
}

/// Name and value of each figure of the last time; empty the first time.
fn last_time(kept: &Path) -> Map<String, Value> {
    let text = std::fs::read_to_string(kept).unwrap_or_default();
    let measured: Value = serde_json::from_str(&text).unwrap_or_default();
    let figures = json::list(&measured, "").iter();
    figures
        .map(|figure| {
            (
                json::text(figure, "/name").to_owned(),
                figure["value"].clone(),
            )
        })
        .collect()
}

fn table(figures: &[Value], before: &Map<String, Value>) -> String {
    let mut text = String::from(
        "| What | Measured | Budget | of budget | of last time |\n|---|---:|---:|---:|---:|",
    );
    for figure in figures {
        let (name, unit) = (json::text(figure, "/name"), json::text(figure, "/unit"));
        let value = figure["value"].as_f64().unwrap_or(f64::NAN);
        let budget = figure["budget"].as_f64();
        let shown = |number: Option<f64>| {
            number.map_or_else(
                || "–".to_owned(),
                // Of a few milliseconds, the tenth is what changes.
                |number| format!("{number:.*} {unit}", usize::from(number < 20.0)),
            )
        };
        write!(
            text,
            "\n| {name} | {} | {} | {} | {} |",
            shown(Some(value)),
            shown(budget),
            ratio(value, budget),
            ratio(value, before.get(name).and_then(Value::as_f64)),
        )
        .expect("writing to a string does not fail");
    }
    text
}

/// How many times the other a value is; a dash where there is no other.
pub fn ratio(value: f64, other: Option<f64>) -> String {
    other
        .filter(|other| *other > 0.0)
        .map_or_else(|| "–".to_owned(), |other| format!("{:.2}", value / other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_stand_beside_their_budget_and_the_last_time() {
        let figures = [json!({ "name": "Start", "value": 900.0, "unit": "ms", "budget": 1500 })];
        let before = json!({ "Start": 1000.0 });
        let text = table(&figures, before.as_object().unwrap());
        assert!(
            text.ends_with("| Start | 900 ms | 1500 ms | 0.60 | 0.90 |"),
            "{text}"
        );
    }

    #[test]
    fn the_first_time_there_is_nothing_to_compare_with() {
        let figures = [json!({ "name": "Start", "value": 900.0, "unit": "ms" })];
        assert!(table(&figures, &Map::new()).ends_with("| Start | 900 ms | – | – | – |"));
    }
}
