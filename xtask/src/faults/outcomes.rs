//! How tests ended, as nextest says it to programs.

use std::collections::HashMap;

use serde_json::Value;

use crate::json;

/// How a test that was run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As it should.
    Passed,
    /// Otherwise, or not in time.
    Failed,
}

/// How each test ended, by package and function.
#[derive(Debug, Default)]
pub struct Outcomes(HashMap<(String, String), Outcome>);

impl Outcomes {
    /// Reads nextest's `libtest-json`: one object a line, the name as
    /// `package::binary$module::function`.
    pub fn read(text: &str) -> Self {
        let mut ended = HashMap::new();
        for line in text.lines() {
            let Ok(event) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let outcome = match (json::text(&event, "/type"), json::text(&event, "/event")) {
                ("test", "ok") => Outcome::Passed,
                ("test", "failed" | "timeout") => Outcome::Failed,
                // Begun, left out, or about whole programs.
                _ => continue,
            };
            let Some((binary, path)) = json::text(&event, "/name").split_once('$') else {
                continue;
            };
            let package = binary.split("::").next().unwrap_or_default();
            let test = path.rsplit("::").next().unwrap_or_default();
            let of = ended.entry((package.to_owned(), test.to_owned()));
            // Of two tests of one name, the one that fails counts.
            let kept = of.or_insert(outcome);
            if outcome == Outcome::Failed {
                *kept = Outcome::Failed;
            }
        }
        Self(ended)
    }

    /// How a test ended; nothing when it was not run.
    pub fn of(&self, package: &str, test: &str) -> Option<Outcome> {
        let of = (package.to_owned(), test.to_owned());
        self.0.get(&of).copied()
    }

    /// Whether nothing was run.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_known_by_its_package_and_function() {
        let text = "{\"type\":\"suite\",\"event\":\"started\",\"test_count\":3}\n\
             {\"type\":\"test\",\"event\":\"started\",\"name\":\"secrets$vault::tests::kept\"}\n\
             {\"type\":\"test\",\"event\":\"ok\",\"name\":\"secrets$vault::tests::kept\",\"exec_time\":0.1}\n\
             {\"type\":\"test\",\"event\":\"failed\",\"name\":\"secrets::kill$killed\",\"stdout\":\"x\"}\n\
             {\"type\":\"test\",\"event\":\"ignored\",\"name\":\"secrets::kill$long\"}\n\
             a line for people";
        let outcomes = Outcomes::read(text);
        assert_eq!(outcomes.of("secrets", "kept"), Some(Outcome::Passed));
        assert_eq!(outcomes.of("secrets", "killed"), Some(Outcome::Failed));
        assert_eq!(outcomes.of("secrets", "long"), None);
        assert_eq!(outcomes.of("gateway", "kept"), None);
    }

    #[test]
    fn of_two_tests_of_one_name_the_failure_counts() {
        let line = |event: &str, module: &str| {
            format!("{{\"type\":\"test\",\"event\":\"{event}\",\"name\":\"a${module}::same\"}}\n")
        };
        for order in [["ok", "failed"], ["failed", "ok"]] {
            let text = line(order[0], "one") + &line(order[1], "two");
            assert_eq!(Outcomes::read(&text).of("a", "same"), Some(Outcome::Failed));
        }
    }
}
