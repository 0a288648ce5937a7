//! How soon the numbers of many tenants are there, while one of them is dead and one slow.

use serde_json::{Value, json};

use super::figures;
use crate::json;
use crate::metadata;
use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// From the start of the application until every healthy tenant has its numbers.
const HEALTHY_MS: f64 = 1_500.0;

/// Builds the measurement for release, runs it, prints the table.
pub fn desk() -> Result<(), Trouble> {
    Call::cargo()
        .args(["build", "--release", "--quiet", "-p", "conformance"])
        .args(["--example", "desk"])
        .run()?;
    say::step("Measuring a desk of twenty tenants");
    let said = Call::new(metadata::example("desk", "release")).output()?;
    let said = json::parse(&said, "What the desk's measurement said")?;
    figures::show("desk", &of(&said).to_string())
}

fn of(said: &Value) -> Value {
    json!([{
        "name": "All healthy numbers of 20 tenants, one dead and one slow, the best start",
        "unit": "ms", "value": said["healthy_ms"], "budget": HEALTHY_MS,
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_is_taken_from_what_was_said() {
        let said = json!({ "tenants": 20, "healthy_ms": 640 });
        assert_eq!(of(&said)[0]["value"], 640);
    }
}
