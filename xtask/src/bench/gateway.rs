//! What a call costs over the bare HTTP library, and what many tenants at once cost each other.

use serde_json::{Value, json};

use super::figures;
use crate::json;
use crate::metadata;
use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// Over the bare library, on a kept connection with TLS and an answer of 1 kB.
const OVERHEAD_US: f64 = 60.0;

/// Fifty tenants with six calls each may take so many times as long as the slowest alone.
const TIMES_THE_SLOWEST: f64 = 1.2;

/// Builds the measurement for release, runs it, prints the table.
pub fn gateway() -> Result<(), Trouble> {
    Call::cargo()
        .args(["build", "--release", "--quiet", "-p", "gateway"])
        .args(["--example", "overhead"])
        .run()?;
    say::step("Measuring the gateway");
    let said = Call::new(metadata::example("overhead", "release")).output()?;
    let said = json::parse(&said, "What the gateway's measurement said")?;
    figures::show("gateway", &of(&said).to_string())
}

fn of(said: &Value) -> Value {
    json!([
        {
            "name": "A call over the bare library, the best round", "unit": "µs",
            "value": said["overhead_us"], "budget": OVERHEAD_US,
        },
        {
            "name": "50 tenants at once over the slowest alone", "unit": "times",
            "value": said.pointer("/refresh/ratio"), "budget": TIMES_THE_SLOWEST,
        },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_figures_are_taken_from_what_was_said() {
        let said = json!({ "overhead_us": 8.1, "refresh": { "ratio": 1.05 } });
        let figures = of(&said);
        assert_eq!(figures[0]["value"], 8.1);
        assert_eq!(figures[1]["value"], 1.05);
    }
}
