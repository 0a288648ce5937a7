//! What an answer means, whatever its status says.

use crate::manifest::{Condition, Failures};
use serde_json::Value;

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is what was asked for.
    Fine,
    /// The session behind the token is over: sign in again. Never said of a missing permission.
    TokenRejected(VendorFailure),
    /// The vendor says no, in its own words.
    Failed(VendorFailure),
}

/// A vendor's own words about a failure. Hostile text: shown, never interpreted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VendorFailure {
    /// The HTTP status.
    pub status: u16,
    /// The vendor's code.
    pub code: Option<String>,
    /// The vendor's sentence.
    pub message: Option<String>,
}

impl Failures {
    /// Judges an answer by its status and, when it is JSON, its body.
    pub fn judge(&self, status: u16, body: &[u8]) -> Verdict {
        let success = (200..300).contains(&status);
        if success && self.failed_despite_success.is_none() {
            return Verdict::Fine;
        }
        let body: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        let hidden = self
            .failed_despite_success
            .as_ref()
            .is_some_and(|when| when.holds(status, &body));
        if success && !hidden {
            return Verdict::Fine;
        }
        let failure = self.words(status, &body);
        if self
            .token_rejected
            .iter()
            .any(|when| when.holds(status, &body))
        {
            Verdict::TokenRejected(failure)
        } else {
            Verdict::Failed(failure)
        }
    }
}

impl Failures {
    /// What an answer says about a failure, in the vendor's words, whatever its status says.
    pub fn words(&self, status: u16, body: &Value) -> VendorFailure {
        VendorFailure {
            status,
            code: first(&self.code, body),
            message: first(&self.message, body),
        }
    }
}

impl Condition {
    /// Whether an answer meets every part of the condition.
    pub fn holds(&self, status: u16, body: &Value) -> bool {
        if self.status.is_some_and(|wanted| wanted != status) {
            return false;
        }
        let Some(at) = &self.at else { return true };
        match (at.find(body), &self.is) {
            (Some(found), Some(wanted)) => same(found, wanted),
            (Some(found), None) => match &self.contains {
                Some(part) => found.as_str().is_some_and(|text| {
                    text.to_ascii_lowercase()
                        .contains(&part.to_ascii_lowercase())
                }),
                None => !found.is_null(),
            },
            // An unreadable body of the right status still counts when the manifest says so.
            (None, _) => self.or_unreadable && body.is_null(),
        }
    }
}

/// Equal as text, whatever the case; vendors change the case of words between versions.
fn same(found: &Value, wanted: &str) -> bool {
    match found {
        Value::String(text) => text.eq_ignore_ascii_case(wanted),
        other => other.to_string().eq_ignore_ascii_case(wanted),
    }
}

fn first(places: &[crate::At], body: &Value) -> Option<String> {
    places.iter().find_map(|at| match at.find(body)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(lines) => {
            let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
            if lines.is_empty() {
                None
            } else {
                Some(lines.join(" "))
            }
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{VendorFailure, Verdict};
    use crate::manifest::Failures;

    fn failures(text: &str) -> Failures {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_401_about_a_parameter_does_not_reject_the_token() {
        let rules = failures(
            r#"message = ["/message"]
               code = ["/error"]
               token_rejected = [{ status = 401, at = "/error", is = "access_denied", or_unreadable = true }]"#,
        );
        let rejected = rules.judge(401, br#"{"error":"access_denied","message":"gone"}"#);
        assert!(matches!(rejected, Verdict::TokenRejected(_)));
        assert!(matches!(
            rules.judge(401, b"<html>"),
            Verdict::TokenRejected(_)
        ));
        assert_eq!(
            rules.judge(401, br#"{"message":"Unknown parameter: foo"}"#),
            Verdict::Failed(VendorFailure {
                status: 401,
                code: None,
                message: Some("Unknown parameter: foo".into())
            })
        );
    }

    #[test]
    fn a_200_with_an_error_inside_failed() {
        let rules = failures(
            r#"message = ["/Messages"]
               failed_despite_success = { at = "/Status", is = "error" }"#,
        );
        assert_eq!(rules.judge(200, br#"{"Status":"ok"}"#), Verdict::Fine);
        let Verdict::Failed(failure) =
            rules.judge(200, br#"{"status":"Error","Messages":["No","Really"]}"#)
        else {
            panic!("an envelope that says error is a failure");
        };
        assert_eq!(failure.message.as_deref(), Some("No Really"));
    }
}
