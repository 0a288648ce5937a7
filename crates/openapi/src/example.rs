//! Examples made from schemas, as JSON text. Numbers keep the digits the document gives them.

use crate::shape::type_word;
use crate::{Document, Kind, Node, Pointer};

/// What an example is for: read-only fields are not sent, write-only ones not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A body to send.
    Request,
    /// A body that comes back.
    Response,
}

enum Sample {
    /// A number, truth value or null, as JSON writes it.
    Raw(String),
    Text(String),
    List(Vec<Sample>),
    Object(Vec<(String, Sample)>),
}

impl Document {
    /// An example for a schema, as indented JSON. `None` when there is no schema there.
    pub fn example(&self, schema: &Pointer, made_for: Use) -> Option<String> {
        let node = self.resolve(schema).ok()?;
        let mut maker = Maker {
            document: self,
            made_for,
            open: Vec::new(),
            budget: 2_000,
        };
        let sample = maker.value(node).unwrap_or(Sample::Raw("null".to_owned()));
        let mut text = String::new();
        write(&sample, Some(0), &mut text);
        Some(text)
    }
}

/// A node as indented JSON, with every digit as the document has it.
pub(crate) fn as_indented(node: Node<'_>) -> String {
    let mut text = String::new();
    write(&copied(node), Some(0), &mut text);
    text
}

/// A node as JSON on one line.
pub(crate) fn as_written(node: Node<'_>) -> String {
    let mut text = String::new();
    write(&copied(node), None, &mut text);
    text
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

struct Maker<'d> {
    document: &'d Document,
    made_for: Use,
    /// The schemas we are inside of.
    open: Vec<u32>,
    budget: u32,
}

const DEEPEST: usize = 24;

impl<'d> Maker<'d> {
    /// `None` for what can only be left out: a cycle, or more than the budget.
    fn value(&mut self, schema: Node<'d>) -> Option<Sample> {
        let schema = self.document.follow(schema).ok()?;
        self.budget = self.budget.checked_sub(1)?;
        if self.open.len() >= DEEPEST || self.open.contains(&schema.index()) {
            return None;
        }
        if let Some(given) = given(schema) {
            return Some(copied(given));
        }
        self.open.push(schema.index());
        let made = self.made(schema);
        self.open.pop();
        made
    }

    fn made(&mut self, schema: Node<'d>) -> Option<Sample> {
        let mut fields = Vec::new();
        self.fields(schema, &mut fields);
        let word = type_word(schema);
        if !fields.is_empty() {
            return Some(Sample::Object(fields));
        }
        if word.is_none() {
            for part in ["allOf", "oneOf", "anyOf"] {
                let parts = schema.get(part).into_iter().flat_map(Node::items);
                for part in parts.take(16) {
                    let is_null = part.text("type") == Some("null");
                    if !is_null && let Some(sample) = self.value(part) {
                        return Some(sample);
                    }
                }
            }
        }
        Some(match word {
            Some("string") => Sample::Text(text(schema)),
            Some("integer") => Sample::Raw(integer(schema)),
            Some("number") => Sample::Raw(number(schema)),
            Some("boolean") => Sample::Raw("true".to_owned()),
            Some("null") => Sample::Raw("null".to_owned()),
            Some("array") => self.list(schema),
            None if schema.get("items").is_some() => self.list(schema),
            Some(_) | None => self.map(schema),
        })
    }

    fn list(&mut self, schema: Node<'d>) -> Sample {
        let first: Vec<Sample> = schema
            .get("prefixItems")
            .into_iter()
            .flat_map(Node::items)
            .take(16)
            .filter_map(|item| self.value(item))
            .collect();
        if !first.is_empty() {
            return Sample::List(first);
        }
        let least = whole(schema, "minItems").unwrap_or(1).clamp(1, 5);
        let mut items = Vec::new();
        if let Some(item) = schema.get("items") {
            for _ in 0..least {
                items.extend(self.value(item));
            }
        }
        Sample::List(items)
    }

    /// An object without properties; one entry where the schema says what others are.
    fn map(&mut self, schema: Node<'d>) -> Sample {
        let others = schema
            .get("additionalProperties")
            .filter(|others| others.kind() == Kind::Object && !others.is_empty());
        let entry = others.and_then(|others| self.value(others));
        Sample::Object(
            entry
                .map(|entry| ("name".to_owned(), entry))
                .into_iter()
                .collect(),
        )
    }

    /// The fields of a schema and of everything it is all of.
    fn fields(&mut self, schema: Node<'d>, fields: &mut Vec<(String, Sample)>) {
        let properties = schema.get("properties").into_iter().flat_map(Node::entries);
        for (name, property) in properties {
            let Ok(resolved) = self.document.follow(property) else {
                continue;
            };
            let left_out = match self.made_for {
                Use::Request => "readOnly",
                Use::Response => "writeOnly",
            };
            if resolved.flag(left_out) || property.flag(left_out) {
                continue;
            }
            if let Some(sample) = self.value(property) {
                match fields.iter_mut().find(|(known, _)| known == name) {
                    Some(known) => known.1 = sample,
                    None => fields.push((name.to_owned(), sample)),
                }
            }
        }
        let parts = schema.get("allOf").into_iter().flat_map(Node::items);
        for part in parts {
            let Ok(part) = self.document.follow(part) else {
                continue;
            };
            if self.open.len() < DEEPEST && !self.open.contains(&part.index()) {
                self.open.push(part.index());
                self.fields(part, fields);
                self.open.pop();
            }
        }
        // An object may be described by its parts alone, besides what it has itself.
        if schema.get("properties").is_some() {
            for group in ["oneOf", "anyOf"] {
                let first = schema.get(group).and_then(|group| group.item(0));
                if let Some(first) = first.and_then(|first| self.document.follow(first).ok())
                    && self.open.len() < DEEPEST
                    && !self.open.contains(&first.index())
                {
                    self.open.push(first.index());
                    self.fields(first, fields);
                    self.open.pop();
                }
            }
        }
    }
}

/// A value the document itself gives, where it is of the right type.
fn given(schema: Node<'_>) -> Option<Node<'_>> {
    let word = type_word(schema);
    let right = |value: &Node<'_>| word.is_none_or(|word| fits(*value, word, false));
    let first = |name: &str| schema.get(name).and_then(|list| list.items().find(right));
    let choices = schema.get("enum");
    let allowed = |value: &Node<'_>| {
        choices.is_none_or(|choices| {
            choices
                .items()
                .any(|choice| choice.scalar() == value.scalar())
        })
    };
    schema
        .get("const")
        .or_else(|| schema.get("example").filter(right).filter(allowed))
        .or_else(|| first("examples").filter(allowed))
        .or_else(|| schema.get("default").filter(right).filter(allowed))
        .or_else(|| first("enum"))
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

fn text(schema: Node<'_>) -> String {
    let known = match schema.text("format") {
        Some("date-time") => "2026-01-31T09:30:00Z",
        Some("date") => "2026-01-31",
        Some("time") => "09:30:00Z",
        Some("duration") => "PT15M",
        Some("uuid" | "guid") => "7f3c2a10-5d1e-4b8a-9c66-2e0f4a1b9d55",
        Some("email" | "idn-email") => "jlind@northmere.example",
        Some("uri" | "url" | "iri") => "https://northmere.example/",
        Some("uri-reference" | "iri-reference") => "/",
        Some("hostname" | "idn-hostname") => "fs-02.northmere.example",
        Some("ipv4") => "192.0.2.10",
        Some("ipv6") => "2001:db8::10",
        Some("byte") => "S2V5ZGVzaw==",
        Some("json-pointer") => "/name",
        Some("regex") => "^.*$",
        Some(_) | None => "text",
    };
    let least = whole(schema, "minLength").unwrap_or(0).min(256);
    let most = whole(schema, "maxLength").unwrap_or(usize::MAX);
    let mut text = known.to_owned();
    while text.len() < least {
        text.push('x');
    }
    text.truncate(most);
    text
}

fn integer(schema: Node<'_>) -> String {
    let bound = |name: &str| {
        let digits = schema.get(name)?.number()?;
        // A bound beyond 64 bits, or one with a fraction, is of no use for an example.
        digits.parse::<i64>().ok()
    };
    let over = |name: &str| bound(name).map(|number| number.saturating_add(1));
    let under = |name: &str| bound(name).map(|number| number.saturating_sub(1));
    let strict = |name: &str| schema.flag(name);
    let least = match (bound("minimum"), over("exclusiveMinimum")) {
        (Some(least), _) if strict("exclusiveMinimum") => Some(least.saturating_add(1)),
        (least, other) => least.max(other),
    };
    let most = match (bound("maximum"), under("exclusiveMaximum")) {
        (Some(most), _) if strict("exclusiveMaximum") => Some(most.saturating_sub(1)),
        (most, None) => most,
        (None, other) => other,
        (Some(most), Some(other)) => Some(most.min(other)),
    };
    let mut chosen = match (least, most) {
        (Some(least), _) if least > 1 => least,
        (_, Some(most)) if most < 1 => most,
        (_, _) => 1,
    };
    if let Some(step) = bound("multipleOf").filter(|step| *step > 1) {
        let up = chosen.rem_euclid(step);
        if up != 0 {
            chosen = chosen.saturating_add(step - up);
        }
    }
    chosen.to_string()
}

fn number(schema: Node<'_>) -> String {
    // A bound is itself a number that is allowed, unless it is a strict one.
    for (bound, strict) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(digits) = schema.get(bound).and_then(Node::number)
            && !schema.flag(strict)
        {
            return digits.to_owned();
        }
    }
    integer(schema)
}

fn whole(schema: Node<'_>, name: &str) -> Option<usize> {
    schema.get(name)?.number()?.parse().ok()
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
