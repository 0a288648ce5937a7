//! Holds a body against its schema.
//!
//! The rules are JSON Schema's, kept by a library whose access to files and network is not
//! compiled in, with an engine for patterns that takes time in proportion to the text. Work is
//! counted, not timed, so that the same check gives the same answer on every machine.

use crate::not_checked::{NotChecked, WhyNotChecked};
use crate::problems::{SchemaProblem, gathered};
use crate::translate::{Extent, STEPS, Translation, translated};
use crate::{Document, Pointer, Use, unknown_fields};
use jsonschema::{Draft, Keyword, PatternOptions, ValidationError};
use serde::Serialize;
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Larger bodies are shown and not checked.
const LARGEST_BODY: usize = 16 << 20;

/// Bodies up to this size have every mistake in them found; of larger ones the beginning is
/// looked at, since a list of a million mistakes is kept in memory by the library.
const EXACT_BODY: usize = 1 << 20;

/// Items of a list that count as its beginning.
const BEGINNING: usize = 200;

/// Problems reported at most, whatever is asked for.
const MOST_PROBLEMS: usize = 200;

/// Schemas looked at during one check; about two seconds.
const MOST_STEPS: u64 = 20_000_000;

/// Room for the deepest body under the longest chain of references.
const STACK: usize = 64 << 20;

/// A schema made ready for checking. It may be kept and used by several threads; checks with
/// one validator run one after the other.
pub struct Validator {
    rules: Option<jsonschema::Validator>,
    schema: Value,
    not_checked: Vec<NotChecked>,
    left: Arc<AtomicU64>,
    running: Mutex<()>,
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Validator")
            .field("not_checked", &self.not_checked)
            .finish_non_exhaustive()
    }
}

/// Whether a body is as its schema says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Fits {
    /// Every rule that was checked holds.
    Yes,
    /// One does not.
    No,
    /// Nothing was checked.
    Unknown,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Whether the body fits.
    pub fits: Fits,
    /// Where it does not.
    pub problems: Vec<SchemaProblem>,
    /// Fields the document does not name where it names fields. No mistake: servers add some.
    pub unknown: Vec<Pointer>,
    /// Rules of the document that were not checked.
    pub not_checked: Vec<NotChecked>,
    /// Whether there are more problems or fields than are listed.
    pub truncated: bool,
}

impl Document {
    /// Makes the schema at a pointer ready for checking bodies.
    pub fn validator(&self, schema: &Pointer, made_for: Use) -> Validator {
        self.validator_for(schema, made_for, None)
    }

    /// Holds a body against the schema at a pointer. At most `at_most` problems, and as many
    /// unknown fields, are listed; never more than 200.
    pub fn check(&self, schema: &Pointer, body: &str, made_for: Use, at_most: usize) -> Checked {
        self.validator(schema, made_for).check(body, at_most)
    }

    /// As [`Document::validator`], for values of a known extent.
    pub(crate) fn validator_for(
        &self,
        schema: &Pointer,
        made_for: Use,
        extent: Option<&Extent>,
    ) -> Validator {
        match translated(self, schema, made_for, extent) {
            Ok(translation) => Validator::new(translation, schema),
            Err(why) => Validator {
                rules: None,
                schema: Value::Bool(true),
                not_checked: vec![whole(schema, why)],
                left: Arc::default(),
                running: Mutex::default(),
            },
        }
    }
}

impl Validator {
    fn new(translation: Translation, at: &Pointer) -> Self {
        let Translation {
            schema,
            mut not_checked,
        } = translation;
        let left = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&left);
        let built = jsonschema::options()
            .offline()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_pattern_options(engine())
            .with_keyword(STEPS, move |_, weight, _| {
                Ok(Box::new(Steps {
                    weight: weight.as_u64().unwrap_or(1),
                    left: Arc::clone(&counter),
                }))
            })
            .build(&schema);
        let rules = match built {
            Ok(rules) => Some(rules),
            Err(_) => {
                // What it says is about our translation, so the text is of no use to anybody.
                not_checked.push(whole(at, WhyNotChecked::NotASchema));
                None
            }
        };
        Self {
            rules,
            schema,
            not_checked,
            left,
            running: Mutex::default(),
        }
    }

    /// What of the schema is not checked, whatever the body.
    pub fn not_checked(&self) -> &[NotChecked] {
        &self.not_checked
    }

    /// Holds a body, as JSON text, against the schema.
    pub fn check(&self, body: &str, at_most: usize) -> Checked {
        let at = Pointer::root();
        if body.len() > LARGEST_BODY {
            let limit = LARGEST_BODY;
            return self.unchecked(whole(&at, WhyNotChecked::BodyTooLarge { limit }));
        }
        match serde_json::from_str::<Value>(body) {
            Ok(value) => self.check_value(value, body, at_most),
            Err(error) => self.unchecked(whole(
                &at,
                WhyNotChecked::NotJson {
                    line: u32::try_from(error.line()).unwrap_or(u32::MAX),
                    column: u32::try_from(error.column()).unwrap_or(u32::MAX),
                },
            )),
        }
    }

    /// `text` is what the value was read from.
    pub(crate) fn check_value(&self, value: Value, text: &str, at_most: usize) -> Checked {
        let Some(rules) = &self.rules else {
            return Checked {
                fits: Fits::Unknown,
                ..self.nothing()
            };
        };
        // One after the other, since they share the count of steps. What another check left
        // behind when it ended badly is set anew.
        let _running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let work = move || self.held_against(rules, value, text, at_most.min(MOST_PROBLEMS));
        std::thread::scope(|scope| {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .ok()
                .and_then(|running| running.join().ok())
        })
        // No thread to be had, or the library gave up on this schema.
        .unwrap_or_else(|| self.unchecked(whole(&Pointer::root(), WhyNotChecked::TooMuchWork)))
    }

    fn held_against(
        &self,
        rules: &jsonschema::Validator,
        mut value: Value,
        text: &str,
        at_most: usize,
    ) -> Checked {
        let too_much = || self.unchecked(whole(&Pointer::root(), WhyNotChecked::TooMuchWork));
        self.left.store(MOST_STEPS, Ordering::Relaxed);
        let fits = rules.is_valid(&value);
        if self.is_used_up() {
            return too_much();
        }
        let used = MOST_STEPS - self.left.load(Ordering::Relaxed);
        let mut checked = self.nothing();
        let unknown = unknown_fields::of(&self.schema, &value, at_most + 1);
        checked.truncated = unknown.len() > at_most;
        checked.unknown = unknown.into_iter().take(at_most).collect();
        if fits {
            return checked;
        }
        checked.fits = Fits::No;
        let shortened = text.len() > EXACT_BODY && shorten(&mut value);
        if shortened {
            checked.truncated = true;
            let at = Pointer::root();
            let note = whole(&at, WhyNotChecked::OnlyTheBeginning);
            checked.not_checked.push(note);
        }
        // The first look remembers what it has seen and this one does not, so that it could
        // take for ever and find the same mistake a million times.
        let allowed = MOST_STEPS.min(used * 8 + 10_000);
        self.left.store(allowed, Ordering::Relaxed);
        let errors: Vec<ValidationError<'_>> = rules.iter_errors(&value).collect();
        if self.is_used_up() {
            // A count that ran out lets through what it should not, which turns some rules over.
            checked.truncated = true;
            let at = Pointer::root();
            checked
                .not_checked
                .push(whole(&at, WhyNotChecked::TooMuchWork));
            return checked;
        }
        let kept = errors
            .into_iter()
            .filter(|error| !shortened || !ABOUT_WHOLE_LISTS.contains(&error.kind().keyword()));
        let (problems, more) = gathered(kept, text, at_most);
        checked.problems = problems;
        checked.truncated |= more;
        checked
    }

    fn is_used_up(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    fn nothing(&self) -> Checked {
        Checked {
            fits: Fits::Yes,
            problems: Vec::new(),
            unknown: Vec::new(),
            not_checked: self.not_checked.clone(),
            truncated: false,
        }
    }

    fn unchecked(&self, note: NotChecked) -> Checked {
        let mut checked = self.nothing();
        checked.fits = Fits::Unknown;
        checked.not_checked.push(note);
        checked
    }
}

/// Rules that hold or not depending on items that were left out.
const ABOUT_WHOLE_LISTS: [&str; 10] = [
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "enum",
    "const",
    "anyOf",
    "oneOf",
    "not",
    "unevaluatedItems",
];

/// Leaves the beginning of every list; whether anything was left out.
fn shorten(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => {
            let long = items.len() > BEGINNING;
            items.truncate(BEGINNING);
            items.iter_mut().fold(long, |any, item| shorten(item) | any)
        }
        Value::Object(members) => members
            .values_mut()
            .fold(false, |any, member| shorten(member) | any),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn whole(at: &Pointer, why: WhyNotChecked) -> NotChecked {
    NotChecked {
        pointer: at.clone(),
        rule: String::new(),
        why,
    }
}

/// Linear in the text, with room for what people write and not for what blows up.
fn engine() -> PatternOptions<jsonschema::Regex> {
    PatternOptions::regex()
        .size_limit(1 << 20)
        .dfa_size_limit(1 << 20)
}

/// Whether the engine takes a pattern, and would read it as whoever wrote it meant.
pub(crate) fn pattern_known(pattern: &str) -> bool {
    // With delimiters, as other languages write them; by the standard it could never match.
    let delimited = pattern.len() > 2
        && pattern.starts_with('/')
        && pattern.rfind('/').is_some_and(|end| {
            end > 0
                && pattern[end + 1..]
                    .bytes()
                    .all(|flag| flag.is_ascii_lowercase())
                && (pattern.contains('^') || pattern.contains('$') || pattern.contains('['))
        });
    // Classes of another dialect, which this one reads as lists of letters.
    let foreign = ["[[:", "\\A", "\\Z", "\\z", "(?i)", "(?s)", "(?m)", "(?x)"]
        .iter()
        .any(|sign| pattern.contains(sign));
    if delimited || foreign || pattern.len() > 10_000 {
        return false;
    }
    jsonschema::options()
        .offline()
        .with_draft(Draft::Draft202012)
        .with_pattern_options(engine())
        .build(&serde_json::json!({ "pattern": pattern }))
        .is_ok()
}

/// Counts work down; does not hold when none is left.
struct Steps {
    weight: u64,
    left: Arc<AtomicU64>,
}

impl<'i> Keyword<'i> for Steps {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom("no steps left"))
        }
    }

    fn is_valid(&self, _instance: &'i Value) -> bool {
        let left = self.left.load(Ordering::Relaxed);
        self.left
            .store(left.saturating_sub(self.weight), Ordering::Relaxed);
        left > self.weight
    }
}
