//! Examples as XML, by the `xml` object of each schema.
//! <https://spec.openapis.org/oas/v3.0.3#xml-object>, and `nodeType` of 3.2.

use super::Sample;
use super::parts::Parts;
use crate::{Document, NoExample, Node, Pointer};

/// How a value stands in its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Element,
    Attribute,
    Text,
    Cdata,
    /// It has no element; what is in it stands in its place.
    Nowhere,
}

/// What a schema says about its XML.
struct Said<'d> {
    name: Option<String>,
    prefix: Option<&'d str>,
    namespace: Option<&'d str>,
    place: Option<Place>,
    wrapped: bool,
}

pub(super) fn written(
    document: &Document,
    at: &Pointer,
    sample: &Sample,
) -> Result<String, NoExample> {
    let node = document.schema_at(at).ok_or(NoExample::NoSchema)?;
    let referred = node
        .text("$ref")
        .and_then(Pointer::of_reference)
        .map(|target| target.last().into_owned());
    let at_components =
        at.as_str().contains("/schemas/") || at.as_str().starts_with("/definitions/");
    let usual = referred
        .or_else(|| at_components.then(|| at.last().into_owned()))
        .unwrap_or_else(|| "root".to_owned());
    let mut writer = Writer {
        document,
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
    };
    let parts = writer.parts(&[node]);
    let said = said(&parts);
    let name = named(&said, &usual);
    match sample {
        // A document has one root, so a list gets one whether it asks for it or not.
        Sample::List(items) => {
            writer.open(0, &name, &said, &[]);
            writer.items(1, &usual, &parts, items);
            writer.close(0, &name);
        }
        one => writer.element(0, &name, &said, &parts, one),
    }
    Ok(writer.out)
}

struct Writer<'d> {
    document: &'d Document,
    out: String,
}

impl<'d> Writer<'d> {
    fn parts(&self, schemas: &[Node<'d>]) -> Parts<'d> {
        // The sample was made from these, so an error here is a schema that allows nothing.
        Parts::of(self.document, schemas, 0, &[]).unwrap_or_else(|_| Parts::empty())
    }

    fn element(
        &mut self,
        depth: usize,
        name: &str,
        said: &Said<'d>,
        parts: &Parts<'d>,
        value: &Sample,
    ) {
        match value {
            Sample::Object(fields) => {
                let described: Vec<(&String, &Sample, Parts<'d>)> = fields
                    .iter()
                    .map(|(field, value)| {
                        let schemas = parts.field(field).unwrap_or_default();
                        (field, value, self.parts(&schemas))
                    })
                    .collect();
                let mut attributes = Vec::new();
                for (field, value, parts) in &described {
                    let said = self::said(parts);
                    if said.place == Some(Place::Attribute)
                        && let Some(text) = plain(value)
                    {
                        attributes.push((named(&said, field), text, said));
                    }
                }
                self.open(depth, name, said, &attributes);
                for (field, value, parts) in &described {
                    self.field(depth + 1, field, parts, value);
                }
                self.close(depth, name);
            }
            Sample::List(items) => {
                self.open(depth, name, said, &[]);
                self.items(depth + 1, name, parts, items);
                self.close(depth, name);
            }
            Sample::Raw(_) | Sample::Text(_) => {
                let text = plain(value).unwrap_or_default();
                self.indent(depth);
                self.start(name, said, &[]);
                self.out
                    .push_str(&format!(">{}</{name}>\n", escaped(&text)));
            }
        }
    }

    fn field(&mut self, depth: usize, field: &str, parts: &Parts<'d>, value: &Sample) {
        let said = said(parts);
        let name = named(&said, field);
        match (said.place, value) {
            (Some(Place::Attribute), Sample::Raw(_) | Sample::Text(_)) => {}
            (Some(Place::Text), Sample::Raw(_) | Sample::Text(_)) => {
                self.indent(depth);
                let text = escaped(&plain(value).unwrap_or_default());
                self.out.push_str(&format!("{text}\n"));
            }
            (Some(Place::Cdata), Sample::Raw(_) | Sample::Text(_)) => {
                self.indent(depth);
                let text = plain(value).unwrap_or_default();
                let text = text.replace("]]>", "]]]]><![CDATA[>");
                self.out.push_str(&format!("<![CDATA[{text}]]>\n"));
            }
            (_, Sample::List(items)) => {
                // In 3.2 a list with a node of its own is a wrapped one.
                if said.wrapped || said.place == Some(Place::Element) {
                    self.open(depth, &name, &said, &[]);
                    self.items(depth + 1, field, parts, items);
                    self.close(depth, &name);
                } else {
                    self.items(depth, field, parts, items);
                }
            }
            (Some(Place::Nowhere), Sample::Object(fields)) => {
                for (field, value) in fields {
                    let schemas = parts.field(field).unwrap_or_default();
                    let parts = self.parts(&schemas);
                    self.field(depth, field, &parts, value);
                }
            }
            _ => self.element(depth, &name, &said, parts, value),
        }
    }

    /// The items of a list, each an element named by its own schema, or as the list is.
    fn items(&mut self, depth: usize, usual: &str, list: &Parts<'d>, items: &[Sample]) {
        for (index, item) in items.iter().enumerate() {
            let parts = self.parts(&list.item_at(index));
            let said = said(&parts);
            let name = named(&said, usual);
            self.element(depth, &name, &said, &parts, item);
        }
    }

    fn open(
        &mut self,
        depth: usize,
        name: &str,
        said: &Said<'d>,
        attributes: &[(String, String, Said<'d>)],
    ) {
        self.indent(depth);
        self.start(name, said, attributes);
        self.out.push_str(">\n");
    }

    fn start(&mut self, name: &str, said: &Said<'d>, attributes: &[(String, String, Said<'d>)]) {
        self.out.push_str(&format!("<{name}"));
        let mut spaces: Vec<String> = Vec::new();
        // A namespace without a prefix is the element's; attributes have none by default.
        let own = std::iter::once((said, true));
        let others = attributes.iter().map(|(_, _, said)| (said, false));
        for (said, is_own) in own.chain(others) {
            let space = match (said.prefix, said.namespace) {
                (Some(prefix), Some(space)) => {
                    format!(" xmlns:{}=\"{}\"", clean(prefix), escaped(space))
                }
                // A prefix means nothing without a namespace, and readers refuse it.
                (Some(prefix), None) => {
                    let prefix = clean(prefix);
                    format!(" xmlns:{prefix}=\"urn:{prefix}\"")
                }
                (None, Some(space)) if is_own => {
                    format!(" xmlns=\"{}\"", escaped(space))
                }
                (None, _) => continue,
            };
            let label = |space: &str| space.split('=').next().unwrap_or_default().to_owned();
            if !spaces.iter().any(|known| label(known) == label(&space)) {
                spaces.push(space);
            }
        }
        self.out.push_str(&spaces.concat());
        let mut known: Vec<&str> = Vec::new();
        for (name, text, _) in attributes {
            if !known.contains(&name.as_str()) {
                known.push(name);
                self.out.push_str(&format!(" {name}=\"{}\"", escaped(text)));
            }
        }
    }

    fn close(&mut self, depth: usize, name: &str) {
        self.indent(depth);
        self.out.push_str(&format!("</{name}>\n"));
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// What the parts say, the first that says something.
fn said<'d>(parts: &Parts<'d>) -> Said<'d> {
    let xml: Vec<Node<'d>> = parts.all("xml").collect();
    let text = |name: &str| xml.iter().find_map(|xml| xml.text(name));
    let place = match text("nodeType") {
        Some("attribute") => Some(Place::Attribute),
        Some("text") => Some(Place::Text),
        Some("cdata") => Some(Place::Cdata),
        Some("none") => Some(Place::Nowhere),
        Some("element") => Some(Place::Element),
        _ => xml
            .iter()
            .any(|xml| xml.flag("attribute"))
            .then_some(Place::Attribute),
    };
    Said {
        name: text("name").map(str::to_owned),
        prefix: text("prefix").filter(|prefix| !prefix.is_empty()),
        namespace: text("namespace"),
        place,
        wrapped: xml.iter().any(|xml| xml.flag("wrapped")),
    }
}

fn named(said: &Said<'_>, usual: &str) -> String {
    let name = clean(said.name.as_deref().unwrap_or(usual));
    match said.prefix {
        Some(prefix) => format!("{}:{name}", clean(prefix)),
        None => name,
    }
}

/// A name XML allows: other letters become lines.
fn clean(name: &str) -> String {
    let mut out: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') {
                c
            } else {
                '_'
            }
        })
        .collect();
    if !out.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        out.insert(0, '_');
    }
    out
}

fn plain(value: &Sample) -> Option<String> {
    match value {
        Sample::Raw(text) | Sample::Text(text) => Some(text.clone()),
        Sample::List(_) | Sample::Object(_) => None,
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(c),
            // XML has no way to write the others.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
