//! `cargo xtask faults [ROW…]`: every fault of the table, the tests that show how it is stood, and
//! how they end today.

mod outcomes;
mod rows;
mod scan;

use std::collections::BTreeSet;

use crate::program::{self, Call};
use crate::say;
use crate::setup::{self, Needs};
use crate::trouble::Trouble;
use outcomes::{Outcome, Outcomes};
use rows::{ROWS, Row};
use scan::Marked;

/// Runs the tests of these rows, or of all, and prints one line for each.
pub fn faults(words: &[&str]) -> Result<(), Trouble> {
    let wanted = wanted(words)?;
    let mut marked = scan::workspace()?;
    marked.retain(|marked| wanted.iter().any(|row| row.name == marked.row));
    let outcomes = if marked.is_empty() {
        Outcomes::default()
    } else {
        setup::system(Needs::Building)?;
        run(&marked)?
    };
    let lines = lines(&wanted, &marked, &outcomes);
    for line in table(&lines) {
        say::plain(&line);
    }
    say::plain(&format!("\n{}", totals(&lines)));
    let failed = lines.iter().filter(|line| line.result == FAILED);
    let failed: Vec<String> = failed
        .map(|line| format!("{} {}", line.row.name, line.test))
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Trouble::Found {
        what: "These faults are not stood; `cargo nextest run TEST` shows why:".to_owned(),
        lines: failed,
    })
}

/// The rows that are asked for; all without a word.
fn wanted(words: &[&str]) -> Result<Vec<&'static Row>, Trouble> {
    if words.is_empty() {
        return Ok(ROWS.iter().collect());
    }
    let row = |word: &&str| {
        rows::find(&word.to_uppercase()).ok_or_else(|| {
            Trouble::Usage(format!(
                "There is no fault {word}. `cargo xtask faults` takes rows such as N7 or S1."
            ))
        })
    };
    words.iter().map(row).collect()
}

/// Runs them all at once.
fn run(marked: &[Marked]) -> Result<Outcomes, Trouble> {
    if program::find(&["cargo-nextest"]).is_none() {
        return Err(Trouble::Missing {
            what: "cargo-nextest".to_owned(),
            get: "`cargo install --locked cargo-nextest` brings it.".to_owned(),
        });
    }
    let packages: BTreeSet<&str> = marked.iter().map(|one| one.package.as_str()).collect();
    say::step(&format!("Tests of faults in {} packages", packages.len()));
    let (text, status) = Call::cargo()
        // Its way of saying results to programs; the version below keeps the shape.
        .env("NEXTEST_EXPERIMENTAL_LIBTEST_JSON", "1")
        .args(["nextest", "run", "--no-fail-fast", "--cargo-quiet"])
        .args(["--message-format=libtest-json"])
        .args(["--message-format-version=0.1"])
        .args(["--status-level=none", "--final-status-level=none"])
        .args(packages.iter().flat_map(|package| ["-p", *package]))
        .args(["-E", &expression(marked)])
        .answer()?;
    let outcomes = Outcomes::read(&text);
    if outcomes.is_empty() && !status.success() {
        return Err(Trouble::Refused {
            program: "cargo nextest".to_owned(),
            how: "ran no test".to_owned(),
            next: "The lines above say why, most likely because something does not compile."
                .to_owned(),
        });
    }
    Ok(outcomes)
}

/// nextest's expression for exactly these tests, in whatever module they are.
fn expression(marked: &[Marked]) -> String {
    let tests: BTreeSet<String> = marked
        .iter()
        .map(|one| format!("(package(={}) & test(/(^|::){}$/))", one.package, one.test))
        .collect();
    tests.into_iter().collect::<Vec<_>>().join(" | ")
}

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Line<'m> {
    row: &'static Row,
    test: &'m str,
    result: &'static str,
}

const PASSED: &str = "passed";
const FAILED: &str = "FAILED";
/// Not compiled on this system, or left out by its own mark.
const NOT_HERE: &str = "not here";
const NO_TEST: &str = "no test";

/// A line for every test of every row, and one for a row without.
fn lines<'m>(wanted: &[&'static Row], marked: &'m [Marked], outcomes: &Outcomes) -> Vec<Line<'m>> {
    let mut lines = Vec::new();
    for row in wanted {
        let before = lines.len();
        for one in marked.iter().filter(|one| one.row == row.name) {
            let result = match outcomes.of(&one.package, &one.test) {
                Some(Outcome::Passed) => PASSED,
                Some(Outcome::Failed) => FAILED,
                None => NOT_HERE,
            };
            lines.push(Line {
                row,
                test: &one.test,
                result,
            });
        }
        if lines.len() == before {
            lines.push(Line {
                row,
                test: "",
                result: NO_TEST,
            });
        }
    }
    lines
}

/// The lines in columns: row, result, fault, test.
fn table(lines: &[Line<'_>]) -> Vec<String> {
    let widest = lines.iter().map(|line| line.row.what.chars().count()).max();
    let widest = widest.unwrap_or_default();
    lines
        .iter()
        .map(|line| {
            let (name, what) = (line.row.name, line.row.what);
            format!(
                "{name:<4} {:<8} {what:<widest$}  {}",
                line.result, line.test
            )
            .trim_end()
            .to_owned()
        })
        .collect()
}

/// How many rows have a test, and how many tests ended how.
fn totals(lines: &[Line<'_>]) -> String {
    let count = |result: &str| lines.iter().filter(|line| line.result == result).count();
    let rows: BTreeSet<&str> = lines.iter().map(|line| line.row.name).collect();
    format!(
        "{} faults: {} passed, {} failed, {} not here, {} without a test",
        rows.len(),
        count(PASSED),
        count(FAILED),
        count(NOT_HERE),
        count(NO_TEST)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(row: &'static str, test: &str) -> Marked {
        Marked {
            row,
            package: "gateway".to_owned(),
            test: test.to_owned(),
        }
    }

    #[test]
    fn rows_are_asked_for_by_name() {
        assert_eq!(wanted(&[]).unwrap().len(), ROWS.len());
        let two = wanted(&["n7", "S1"]).unwrap();
        assert_eq!([two[0].name, two[1].name], ["N7", "S1"]);
        assert!(wanted(&["N99"]).is_err());
    }

    #[test]
    fn exactly_the_tests_of_the_rows_are_run_and_each_once() {
        let both = [marked("N7", "it_ends"), marked("N8", "it_ends")];
        assert_eq!(
            expression(&both),
            "(package(=gateway) & test(/(^|::)it_ends$/))"
        );
    }

    #[test]
    fn every_row_has_a_line_and_every_test_its_result() {
        let all = [
            marked("N1", "fine"),
            marked("N1", "broken"),
            marked("N2", "elsewhere"),
        ];
        let told = "{\"type\":\"test\",\"event\":\"ok\",\"name\":\"gateway::door$fine\"}\n\
                    {\"type\":\"test\",\"event\":\"failed\",\"name\":\"gateway$a::broken\"}";
        let rows = wanted(&["N1", "N2", "N3"]).unwrap();
        let lines = lines(&rows, &all, &Outcomes::read(told));
        let results: Vec<_> = lines
            .iter()
            .map(|line| (line.row.name, line.test, line.result))
            .collect();
        assert_eq!(
            results,
            [
                ("N1", "fine", PASSED),
                ("N1", "broken", FAILED),
                ("N2", "elsewhere", NOT_HERE),
                ("N3", "", NO_TEST),
            ]
        );
        assert_eq!(
            totals(&lines),
            "3 faults: 1 passed, 1 failed, 1 not here, 1 without a test"
        );
        assert!(table(&lines)[3].starts_with("N3   no test  "));
    }
}
