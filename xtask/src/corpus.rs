//! `cargo xtask corpus`: every document of the public directory and GitHub's own opens, and has as
//! many operations as another reader counts in it.

use serde_json::Value;

use crate::json;
use crate::packages;
use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// Downloads the documents once, reads all of them, prints one line of totals.
pub fn corpus() -> Result<(), Trouble> {
    let folders = packages::documents()?;
    let (text, status) = Call::cargo()
        .args(["run", "--release", "--quiet", "-p", "openapi"])
        .args(["--example", "corpus", "--"])
        .args(folders)
        .answer()?;
    let lines: Vec<Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let Some((totals, broken)) = lines.split_last().filter(|(last, _)| is_totals(last)) else {
        return Err(Trouble::Found {
            what: "The documents were not read to the end.".to_owned(),
            lines: Vec::new(),
        });
    };
    say::plain(&totals_line(totals));
    if status.success() {
        return Ok(());
    }
    Err(Trouble::Found {
        what: "These documents are not read as they should be:".to_owned(),
        lines: broken.iter().map(broken_line).collect(),
    })
}

fn is_totals(line: &Value) -> bool {
    line.get("documents").is_some()
}

fn totals_line(totals: &Value) -> String {
    let number = |name: &str| totals[name].as_u64().unwrap_or_default();
    format!(
        "{} documents, {} operations, {} not as they should be; the slowest took {:.0} ms",
        number("documents"),
        number("operations"),
        number("failed"),
        totals["slowest_ms"].as_f64().unwrap_or_default(),
    )
}

fn broken_line(line: &Value) -> String {
    format!(
        "{}: {}",
        json::text(line, "/file"),
        json::text(line, "/problem")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_totals_are_one_plain_line() {
        let totals =
            json!({ "documents": 2649, "operations": 136_563, "failed": 1, "slowest_ms": 812.4 });
        assert!(is_totals(&totals));
        assert_eq!(
            totals_line(&totals),
            "2649 documents, 136563 operations, 1 not as they should be; the slowest took 812 ms"
        );
    }

    #[test]
    fn a_document_is_named_with_what_is_wrong() {
        let line = json!({ "file": "a.json", "problem": "3 operations instead of 4" });
        assert!(!is_totals(&line));
        assert_eq!(broken_line(&line), "a.json: 3 operations instead of 4");
    }
}
