//! Counting tests by reading what their runners print.

use serde_json::Value;

/// How many tests passed, failed and were left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Those that did what they should.
    pub passed: u64,
    /// Those that did not, whatever the reason.
    pub failed: u64,
    /// Those that were not run.
    pub skipped: u64,
}

impl Totals {
    /// Adds another runner's numbers.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// A runner that ended badly without naming a test still counts as one failure.
    #[must_use]
    pub fn judged(mut self, succeeded: bool) -> Self {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// The line everything ends with.
    pub fn line(self) -> String {
        let line = format!("{} passed, {} failed", self.passed, self.failed);
        if self.skipped == 0 {
            line
        } else {
            format!("{line}, {} skipped", self.skipped)
        }
    }

    /// cargo-nextest: `Summary [0.1s] 5 tests run: 4 passed, 1 failed, 2 skipped`.
    pub fn of_nextest(text: &str) -> Self {
        let summary = text.lines().rev().find_map(|line| {
            let line = line.trim_start().strip_prefix("Summary")?;
            Some(line.split_once("run:")?.1)
        });
        summary.map_or_else(Self::default, |counts| {
            let counts = without_brackets(counts);
            counts.split(',').filter_map(count).fold(
                Self::default(),
                |mut totals, (number, word)| {
                    match word {
                        "passed" => totals.passed += number,
                        "skipped" => totals.skipped += number,
                        // failed, timed out, exec failed
                        _ => totals.failed += number,
                    }
                    totals
                },
            )
        })
    }

    /// cargo test: `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`, once per binary.
    pub fn of_cargo_test(text: &str) -> Self {
        let mut totals = Self::default();
        for line in text.lines() {
            let Some(result) = line.trim_start().strip_prefix("test result:") else {
                continue;
            };
            let counts = result.split_once('.').map_or("", |(_, counts)| counts);
            for (number, word) in counts.split(';').filter_map(count) {
                match word {
                    "passed" => totals.passed += number,
                    "failed" => totals.failed += number,
                    "ignored" => totals.skipped += number,
                    _ => {}
                }
            }
        }
        totals
    }

    /// node:test in its TAP form: `# pass 3`, `# fail 0`, …
    pub fn of_node(text: &str) -> Self {
        let number = |word: &str| {
            let line = text
                .lines()
                .rev()
                .find_map(|line| line.strip_prefix("# ")?.strip_prefix(word));
            line.and_then(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        Self {
            passed: number("pass "),
            failed: number("fail ") + number("cancelled "),
            skipped: number("skipped ") + number("todo "),
        }
    }

    /// vitest's JSON report.
    pub fn of_vitest(report: &Value) -> Self {
        let number = |name: &str| report.get(name).and_then(Value::as_u64).unwrap_or(0);
        Self {
            passed: number("numPassedTests"),
            failed: number("numFailedTests"),
            skipped: number("numPendingTests") + number("numTodoTests"),
        }
    }
}

/// `4 passed` as a number and a word.
fn count(text: &str) -> Option<(u64, &str)> {
    let (number, word) = text.trim().split_once(' ')?;
    Some((number.parse().ok()?, word.trim()))
}

/// Drops remarks such as `(1 slow, 1 leaky)`.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn totals(passed: u64, failed: u64, skipped: u64) -> Totals {
        Totals {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn nextest_counts_are_read_with_their_remarks() {
        let text = "────\n     Summary [   0.5s] 12 tests run: 9 passed (1 slow, 2 leaky), 2 failed, 1 timed out, 4 skipped\n        FAIL x";
        assert_eq!(Totals::of_nextest(text), totals(9, 3, 4));
    }

    #[test]
    fn a_nextest_run_that_was_cut_short_is_read_too() {
        let text = "Summary [ 0.5s] 2/9 tests run: 1 passed, 1 failed, 0 skipped";
        assert_eq!(Totals::of_nextest(text), totals(1, 1, 0));
    }

    #[test]
    fn the_results_of_all_binaries_of_cargo_test_add_up() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 5 filtered out; finished in 0.01s";
        assert_eq!(Totals::of_cargo_test(text), totals(4, 2, 1));
    }

    #[test]
    fn node_counts_are_read_from_the_end() {
        let text = "ok 1 - # pass 99\n# tests 7\n# suites 0\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n# duration_ms 3";
        assert_eq!(Totals::of_node(text), totals(3, 2, 2));
    }

    #[test]
    fn vitest_counts_are_read_from_its_report() {
        let report = json!({ "numPassedTests": 5, "numFailedTests": 0, "numPendingTests": 1, "numTodoTests": 1 });
        assert_eq!(Totals::of_vitest(&report), totals(5, 0, 2));
    }

    #[test]
    fn a_runner_that_broke_without_a_test_counts_as_a_failure() {
        assert_eq!(Totals::default().judged(false), totals(0, 1, 0));
        assert_eq!(totals(1, 2, 0).judged(false), totals(1, 2, 0));
        assert_eq!(totals(1, 0, 0).judged(true), totals(1, 0, 0));
    }

    #[test]
    fn the_last_line_names_skipped_tests_only_when_there_are_some() {
        assert_eq!(totals(3, 0, 0).line(), "3 passed, 0 failed");
        assert_eq!(totals(3, 1, 2).line(), "3 passed, 1 failed, 2 skipped");
    }
}
