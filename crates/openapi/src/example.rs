//! Examples made from schemas. Numbers keep the digits the document gives them.
//!
//! Every example is held against its schema before it is given out; where none is found that
//! fits, that is said instead.

mod forms;
mod leaf;
mod maker;
mod number;
mod parts;
mod text;
mod xml;

use crate::translate::Extent;
use crate::{Checked, Document, Fits, Kind, Media, Node, Pointer};
use maker::{Maker, Nothing, Plan};
use serde::Serialize;
use std::collections::HashSet;

/// What an example is for: read-only fields are not sent, write-only ones not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Use {
    /// A body to send.
    Request,
    /// A body that comes back.
    Response,
}

/// Why there is no example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum NoExample {
    /// There is no schema to make one from.
    NoSchema,
    /// The media type is none an example can be written in.
    Media,
    /// Nothing was found that fits: the schema contradicts itself, or is too clever.
    Unsatisfiable,
    /// A pattern that cannot be followed.
    Pattern {
        /// As written, shortened.
        pattern: String,
    },
    /// What has to be there is more than a screen takes.
    TooLarge,
    /// The schema cannot be checked against, so nothing can be promised.
    Unchecked,
}

#[derive(Debug, Clone)]
enum Sample {
    /// A number, truth value or null, as JSON writes it.
    Raw(String),
    Text(String),
    List(Vec<Sample>),
    Object(Vec<(String, Sample)>),
}

/// Examples are for reading, in bytes.
const LONGEST: usize = 20_000;

/// Ways tried until one fits.
const ATTEMPTS: usize = 12;

impl Document {
    /// An example for a schema, as indented JSON. `None` when there is none that fits; see
    /// [`Document::try_example`] for the reason.
    pub fn example(&self, schema: &Pointer, made_for: Use) -> Option<String> {
        // For those who only fill a field; the reason is asked for by the other name.
        self.try_example(schema, made_for).ok()
    }

    /// An example for a schema, as indented JSON, that fits it.
    ///
    /// # Errors
    /// The reason there is none.
    pub fn try_example(&self, schema: &Pointer, made_for: Use) -> Result<String, NoExample> {
        Ok(indented(&self.sample(schema, made_for)?))
    }

    /// An example of a body in its media type: JSON, a form, XML or plain text.
    ///
    /// # Errors
    /// The reason there is none.
    pub fn example_for(&self, media: &Media, made_for: Use) -> Result<String, NoExample> {
        let name = media.name.split(';').next().unwrap_or_default();
        let name = name.trim().to_ascii_lowercase();
        let given = media
            .example
            .as_ref()
            .and_then(|example| self.resolve(example).ok());
        let is_json = name == "application/json" || name.ends_with("+json") || name == "*/*";
        let is_xml = name == "application/xml" || name == "text/xml" || name.ends_with("+xml");
        if let Some(text) = given.and_then(Node::as_str)
            && !is_json
        {
            return Ok(text.to_owned());
        }
        if !media.fields.is_empty() {
            let mut fields = Vec::new();
            for field in &media.fields {
                if let Some(schema) = &field.schema {
                    match self.sample(schema, made_for) {
                        Ok(sample) => fields.push((field.name.clone(), sample)),
                        Err(why) if field.required => return Err(why),
                        Err(_) => {}
                    }
                }
            }
            return forms::written(self, &name, &Sample::Object(fields), media);
        }
        let schema = media.schema.as_ref().ok_or(NoExample::NoSchema)?;
        if is_json {
            if let Some(given) = given {
                let text = as_indented(given);
                let small = text.len() <= LONGEST;
                if small && self.validator(schema, made_for).check(&text, 1).fits == Fits::Yes {
                    return Ok(text);
                }
            }
            return self.try_example(schema, made_for);
        }
        let sample = self.sample(schema, made_for)?;
        if is_xml {
            return xml::written(self, schema, &sample);
        }
        if name.starts_with("text/")
            && let Sample::Text(text) = sample
        {
            return Ok(text);
        }
        forms::written(self, &name, &sample, media)
    }

    /// Makes values until one fits.
    fn sample(&self, schema: &Pointer, made_for: Use) -> Result<Sample, NoExample> {
        let node = self.schema_at(schema).ok_or(NoExample::NoSchema)?;
        let mut plan = Plan {
            made_for,
            spoiled: Vec::new(),
            givens: true,
            turn: 0,
            optional: 3,
        };
        let mut why = NoExample::Unsatisfiable;
        for _ in 0..ATTEMPTS {
            let mut maker = Maker {
                document: self,
                plan: &plan,
                open: Vec::new(),
                budget: 2_000,
            };
            let made = maker.value(&[node], &Pointer::root(), 0);
            let sample = match made {
                Ok(sample) if indented(&sample).len() > LONGEST => Err(Nothing::Room),
                made => made,
            };
            match sample {
                Ok(sample) => {
                    let text = on_one_line(&sample);
                    let checked = self.sample_checked(schema, made_for, &sample, &text);
                    match checked.fits {
                        Fits::Yes => return Ok(sample),
                        Fits::Unknown => return Err(NoExample::Unchecked),
                        Fits::No => plan.after(&checked),
                    }
                    why = NoExample::Unsatisfiable;
                }
                Err(Nothing::Room) => {
                    why = NoExample::TooLarge;
                    match (plan.optional, plan.givens) {
                        (0, true) => plan.givens = false,
                        (0, false) => return Err(why),
                        (depth, _) => plan.optional = depth / 2,
                    }
                }
                Err(nothing) => {
                    why = match nothing {
                        Nothing::Pattern(pattern) => NoExample::Pattern { pattern },
                        Nothing::Fits | Nothing::Room => NoExample::Unsatisfiable,
                    };
                    plan.turn += 1;
                }
            }
        }
        Err(why)
    }

    /// Only what concerns the sample is looked at, which keeps this quick in documents where
    /// everything leads to everything.
    fn sample_checked(
        &self,
        schema: &Pointer,
        made_for: Use,
        sample: &Sample,
        text: &str,
    ) -> Checked {
        let mut extent = Extent {
            names: HashSet::new(),
            depth: depth_of(sample),
        };
        names_in(sample, &mut extent.names);
        let validator = self.validator_for(schema, made_for, Some(&extent));
        validator.check(text, 50)
    }
}

impl Plan {
    /// Learns from what was wrong the last time.
    fn after(&mut self, checked: &Checked) {
        let mut learnt = false;
        for problem in &checked.problems {
            // A missing field is for its object to have.
            let place = &problem.pointer;
            let place = if problem.rule == "required" {
                let above = place.as_str().rsplit_once('/').unwrap_or_default().0;
                Pointer::parse(above).unwrap_or_default()
            } else {
                place.clone()
            };
            if self.givens && !self.spoiled.contains(&place) {
                self.spoiled.push(place);
                learnt = true;
            }
        }
        if learnt && self.spoiled.len() < 40 {
            return;
        }
        if self.givens {
            self.givens = false;
            return;
        }
        self.turn += 1;
        if self.turn > 2 {
            self.optional = 0;
        }
    }
}

fn depth_of(sample: &Sample) -> usize {
    let below = match sample {
        Sample::Raw(_) | Sample::Text(_) => return 0,
        Sample::List(items) => items.iter().map(depth_of).max(),
        Sample::Object(fields) => fields.iter().map(|(_, value)| depth_of(value)).max(),
    };
    below.map_or(0, |below| below + 1)
}

fn names_in(sample: &Sample, names: &mut HashSet<String>) {
    match sample {
        Sample::Raw(_) | Sample::Text(_) => {}
        Sample::List(items) => items.iter().for_each(|item| names_in(item, names)),
        Sample::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                names_in(value, names);
            }
        }
    }
}

/// A node as indented JSON, with every digit as the document has it.
pub(crate) fn as_indented(node: Node<'_>) -> String {
    indented(&copied(node))
}

/// A node as JSON on one line.
pub(crate) fn as_written(node: Node<'_>) -> String {
    on_one_line(&copied(node))
}

impl Node<'_> {
    /// This node as indented JSON, with every digit as the document has it.
    pub fn to_json(self) -> String {
        as_indented(self)
    }
}

/// Whether a value is of the type a schema names. Null is let through where `or_null`.
pub(crate) fn fits(value: Node<'_>, word: &str, or_null: bool) -> bool {
    match (word, value.kind()) {
        (_, Kind::Null) => or_null || word == "null",
        ("string", Kind::Text)
        | ("boolean", Kind::Bool)
        | ("number", Kind::Number)
        | ("array", Kind::List)
        | ("object", Kind::Object) => true,
        ("integer", Kind::Number) => value
            .number()
            .is_some_and(|digits| !digits.contains(['.', 'e', 'E'])),
        // Documents name types we do not know; then anything fits.
        (word, _) => !["string", "boolean", "number", "array", "object", "integer"].contains(&word),
    }
}

fn copied(node: Node<'_>) -> Sample {
    match node.kind() {
        Kind::Null | Kind::Bool | Kind::Number => {
            Sample::Raw(node.scalar().unwrap_or("null").to_owned())
        }
        Kind::Text => Sample::Text(node.as_str().unwrap_or_default().to_owned()),
        Kind::List => Sample::List(node.items().map(copied).collect()),
        Kind::Object => Sample::Object(
            node.entries()
                .map(|(name, value)| (name.to_owned(), copied(value)))
                .collect(),
        ),
    }
}

fn indented(sample: &Sample) -> String {
    let mut text = String::new();
    write(sample, Some(0), &mut text);
    text
}

fn on_one_line(sample: &Sample) -> String {
    let mut text = String::new();
    write(sample, None, &mut text);
    text
}

fn write(sample: &Sample, indent: Option<usize>, out: &mut String) {
    let inner = indent.map(|level| level + 1);
    match sample {
        Sample::Raw(text) => out.push_str(text),
        Sample::Text(text) => quote(text, out),
        Sample::List(items) if items.is_empty() => out.push_str("[]"),
        Sample::Object(fields) if fields.is_empty() => out.push_str("{}"),
        Sample::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(at, inner, out);
                write(item, inner, out);
            }
            new_line(indent, out);
            out.push(']');
        }
        Sample::Object(fields) => {
            out.push('{');
            for (at, (name, value)) in fields.iter().enumerate() {
                separate(at, inner, out);
                quote(name, out);
                out.push_str(if inner.is_some() { ": " } else { ":" });
                write(value, inner, out);
            }
            new_line(indent, out);
            out.push('}');
        }
    }
}

fn separate(at: usize, indent: Option<usize>, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
    new_line(indent, out);
}

fn new_line(indent: Option<usize>, out: &mut String) {
    if let Some(level) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

fn quote(text: &str, out: &mut String) {
    let quoted = serde_json::to_string(text).expect("text always becomes JSON");
    out.push_str(&quoted);
}
