//! From a library's errors to what a person needs: where, which rule, expected, got.

use crate::{Pointer, json};
use domain::may_be_secret;
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde::Serialize;
use serde_json::Value;

/// One place of a body that is not as its schema says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemaProblem {
    /// Where in the body. For a missing field, where it would stand.
    pub pointer: Pointer,
    /// The keyword of the schema: `type`, `required`, `maxLength`, …
    pub rule: String,
    /// What the rule asks for: a type, a bound, a pattern, or values as JSON. Shortened, and
    /// empty where the rule says it all.
    pub expected: String,
    /// What stands there.
    pub got: Got,
}

/// What stands in a body, without giving it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Got {
    /// Nothing.
    Missing,
    /// A short value, as JSON, with the digits it was written with.
    Value {
        /// JSON.
        json: String,
    },
    /// Something longer, or something that may be a secret.
    Kind {
        /// `string`, `array` or `object`; any type for a secret.
        word: &'static str,
        /// Characters, items or fields; 0 for what has none.
        size: usize,
    },
}

/// Texts up to this many characters are quoted.
const SHORT: usize = 60;

/// What is expected is shortened to this many characters.
const EXPECTED: usize = 200;

/// At most so many problems, and whether there were more.
pub(crate) fn gathered<'e>(
    errors: impl Iterator<Item = ValidationError<'e>>,
    text: &str,
    at_most: usize,
) -> (Vec<SchemaProblem>, bool) {
    let mut gathering = Gathering {
        text,
        tree: None,
        problems: Vec::new(),
        at_most,
        more: false,
    };
    for error in errors {
        gathering.take(&error, 4);
        if gathering.more {
            break;
        }
    }
    (gathering.problems, gathering.more)
}

struct Gathering<'t> {
    text: &'t str,
    /// The body with every digit; read when a number is quoted that may have lost some.
    tree: Option<Option<crate::tree::Tree>>,
    problems: Vec<SchemaProblem>,
    at_most: usize,
    more: bool,
}

impl Gathering<'_> {
    fn take(&mut self, error: &ValidationError<'_>, depth: u8) {
        let at = Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
        let rule = error.kind().keyword();
        let mut add = |at: Pointer, expected: String, got: Got| self.add(at, rule, expected, got);
        let expected = match error.kind() {
            Kind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                add(at.then(name), String::new(), Got::Missing);
                return;
            }
            Kind::AdditionalProperties { unexpected }
            | Kind::UnevaluatedProperties { unexpected } => {
                for name in unexpected {
                    let at = at.then(name);
                    let value = error.instance().get(name);
                    let got = value.map_or(Got::Missing, |value| self.got(&at, value));
                    self.add(at, rule, String::new(), got);
                }
                return;
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                if depth > 0
                    && let Some(meant) = meant(context, &at)
                {
                    for error in meant {
                        self.take(error, depth - 1);
                    }
                    return;
                }
                String::new()
            }
            // Our own count, and an engine that gave up: no mistake of the body.
            Kind::Custom { .. }
            | Kind::BacktrackLimitExceeded { .. }
            | Kind::RegexEngineFailure { .. }
            | Kind::Referencing(_) => return,
            kind => expected(kind),
        };
        let got = self.got(&at, error.instance());
        self.add(at, rule, expected, got);
    }

    fn add(&mut self, pointer: Pointer, rule: &str, expected: String, got: Got) {
        let problem = SchemaProblem {
            pointer,
            rule: if rule == "falseSchema" { "false" } else { rule }.to_owned(),
            expected,
            got,
        };
        // Two parts of one whole often say the same.
        if self.problems.contains(&problem) {
            return;
        }
        if self.problems.len() < self.at_most {
            self.problems.push(problem);
        } else {
            self.more = true;
        }
    }

    fn got(&mut self, at: &Pointer, value: &Value) -> Got {
        let secret = at.tokens().any(|name| may_be_secret(&name));
        let (word, size) = match value {
            Value::Null => ("null", 0),
            Value::Bool(_) => ("boolean", 0),
            Value::Number(_) => ("number", 0),
            Value::String(text) => ("string", text.chars().count()),
            Value::Array(items) => ("array", items.len()),
            Value::Object(members) => ("object", members.len()),
        };
        match value {
            Value::Null => {}
            Value::Array(_) | Value::Object(_) => return Got::Kind { word, size },
            _ if secret || size > SHORT => return Got::Kind { word, size },
            Value::Number(number) if number.is_f64() => {
                if let Some(json) = self.digits(at) {
                    return Got::Value { json };
                }
            }
            _ => {}
        }
        Got::Value {
            json: value.to_string(),
        }
    }

    /// A number as the body writes it.
    fn digits(&mut self, at: &Pointer) -> Option<String> {
        let text = self.text;
        let tree = self.tree.get_or_insert_with(|| {
            let (builder, _) = json::read(text, crate::Limits::default());
            let built = builder.finish()?;
            Some(crate::tree::Tree::new(
                built,
                text.to_owned(),
                text.len(),
                "",
            ))
        });
        let mut node = tree.as_ref()?.root();
        for name in at.tokens() {
            node = match node.get(&name) {
                Some(member) => member,
                None => node.item(name.parse().ok()?)?,
            };
        }
        node.number()
            .map(|digits| digits.chars().take(SHORT).collect())
    }
}

/// The alternative a value was meant for, by what is wrong with it: the only one whose
/// type and fixed values hold. `None` when that is none or several of them.
fn meant<'e>(
    context: &'e [Vec<ValidationError<'static>>],
    at: &Pointer,
) -> Option<&'e [ValidationError<'static>]> {
    let is_other = |error: &ValidationError<'_>| {
        let below = error.instance_path().as_str().strip_prefix(at.as_str());
        let own = below.is_some_and(str::is_empty);
        let near = below.is_some_and(|below| below.matches('/').count() <= 1);
        match error.kind() {
            Kind::Type { .. } | Kind::FalseSchema => own,
            Kind::Constant { .. } | Kind::Enum { .. } => near,
            _ => false,
        }
    };
    let mut candidates = context
        .iter()
        .filter(|errors| !errors.is_empty() && !errors.iter().any(is_other));
    let first = candidates.next()?;
    candidates.next().is_none().then_some(first)
}

fn expected(kind: &Kind) -> String {
    let written = match kind {
        Kind::Type { kind } => match kind {
            TypeKind::Single(one) => one.to_string(),
            TypeKind::Multiple(several) => {
                let words: Vec<String> = several.iter().map(|one| one.to_string()).collect();
                words.join(" or ")
            }
        },
        Kind::Enum { options } => options.to_string(),
        Kind::Constant { expected_value } => expected_value.to_string(),
        Kind::ExclusiveMaximum { limit }
        | Kind::ExclusiveMinimum { limit }
        | Kind::Maximum { limit }
        | Kind::Minimum { limit } => limit.to_string(),
        Kind::MaxItems { limit }
        | Kind::MinItems { limit }
        | Kind::MaxLength { limit }
        | Kind::MinLength { limit }
        | Kind::MaxProperties { limit }
        | Kind::MinProperties { limit } => limit.to_string(),
        Kind::AdditionalItems { limit } => limit.to_string(),
        Kind::MultipleOf { multiple_of } => multiple_of.to_string(),
        Kind::Format { format } => format.clone(),
        Kind::Pattern { pattern } => pattern.clone(),
        Kind::ContentEncoding { content_encoding } => content_encoding.clone(),
        Kind::ContentMediaType { content_media_type } => content_media_type.clone(),
        Kind::PropertyNames { error } => expected(error.kind()),
        Kind::AnyOf { .. }
        | Kind::OneOfNotValid { .. }
        | Kind::OneOfMultipleValid { .. }
        | Kind::Contains
        | Kind::FalseSchema
        | Kind::Not { .. }
        | Kind::UniqueItems
        | Kind::UnevaluatedItems { .. }
        | Kind::UnevaluatedProperties { .. }
        | Kind::AdditionalProperties { .. }
        | Kind::Required { .. }
        | Kind::FromUtf8 { .. }
        | Kind::Custom { .. }
        | Kind::BacktrackLimitExceeded { .. }
        | Kind::RegexEngineFailure { .. }
        | Kind::Referencing(_) => String::new(),
    };
    match written.char_indices().nth(EXPECTED) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written,
    }
}
