//! Parameters, the same for Swagger 2.0 and OpenAPI 3.

use crate::{Document, Format, Node, Pointer, Shape};
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum In {
    /// A hole of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The cookie header.
    Cookie,
}

/// How a list or object is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// `;id=3,4` in a path.
    Matrix,
    /// `.3.4` in a path.
    Label,
    /// `3,4` in a path or header.
    Simple,
    /// `id=3,4` or `id=3&id=4` in a query or cookie.
    Form,
    /// `id=3%204`.
    SpaceDelimited,
    /// `id=3%094`, in Swagger 2.0 only.
    TabDelimited,
    /// `id=3%7C4`.
    PipeDelimited,
    /// `id[a]=3&id[b]=4`.
    DeepObject,
}

/// One parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// As the server expects it.
    pub name: String,
    /// Where it goes.
    pub place: In,
    /// Whether the operation needs it. A hole of a path is always needed.
    pub required: bool,
    /// Whether it is on its way out.
    pub deprecated: bool,
    /// The document's words, CommonMark.
    pub description: Option<String>,
    /// How a list or object is written.
    pub style: Style,
    /// Whether each item of a list gets a name of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are in a query.
    pub allow_reserved: bool,
    /// The kind of value.
    pub shape: Shape,
    /// The values it may have; empty when it may have any.
    pub choices: Vec<String>,
    /// What the server takes when nothing is sent.
    pub default: Option<String>,
    /// A value to start from.
    pub example: Option<String>,
    /// The media type, when the value is a document of its own.
    pub content: Option<String>,
    /// Its schema, for [`Document::schema`].
    pub schema: Option<Pointer>,
    /// Where it stands in the document.
    pub pointer: Pointer,
}

/// Path-level parameters under operation-level ones, by name and place.
pub(crate) fn merged<'d>(
    document: &'d Document,
    lists: [(Option<Node<'d>>, Pointer); 2],
) -> Vec<(Node<'d>, Pointer)> {
    let mut found: Vec<(Node<'d>, Pointer)> = Vec::new();
    let mut known: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
    for (list, pointer) in lists {
        for (index, item) in list.into_iter().flat_map(Node::items).enumerate() {
            let Ok(node) = document.follow(item) else {
                continue;
            };
            let pointer = pointer.then(&index.to_string());
            match known.entry((node.text("name"), node.text("in"))) {
                Entry::Occupied(at) => found[*at.get()] = (node, pointer),
                Entry::Vacant(free) => {
                    free.insert(found.len());
                    found.push((node, pointer));
                }
            }
        }
    }
    found
}

impl Parameter {
    /// Reads one; `None` for bodies, form fields and what has no name or place.
    pub(crate) fn read(document: &Document, node: Node<'_>, pointer: &Pointer) -> Option<Self> {
        let place = match node.text("in")? {
            "path" => In::Path,
            "query" => In::Query,
            "header" => In::Header,
            "cookie" => In::Cookie,
            _ => return None,
        };
        Self::at(document, node, pointer, place)
    }

    /// Reads one whose place is known: a header of an answer, a form field.
    pub(crate) fn at(
        document: &Document,
        node: Node<'_>,
        pointer: &Pointer,
        place: In,
    ) -> Option<Self> {
        let name = node.text("name")?.to_owned();
        Some(Self::named(document, node, pointer, place, name))
    }

    pub(crate) fn named(
        document: &Document,
        node: Node<'_>,
        pointer: &Pointer,
        place: In,
        name: String,
    ) -> Self {
        let content = node
            .get("content")
            .and_then(|content| content.entries().next());
        let (schema, schema_at) = match (document.about().format, content, node.get("schema")) {
            (Format::Swagger2, _, _) => (Some(node), Some(pointer.clone())),
            (_, Some((media, inner)), None) => (
                inner.get("schema"),
                inner
                    .get("schema")
                    .map(|_| pointer.then_all(&["content", media, "schema"])),
            ),
            (_, _, schema) => (schema, schema.map(|_| pointer.then("schema"))),
        };
        let resolved = schema.and_then(|schema| document.follow(schema).ok());
        let shape = schema.map_or(Shape::Any, |schema| Shape::of(document, schema));
        let (style, explode) = style(document.about().format, node, place);
        let of_schema = |key: &str| resolved.and_then(|schema| schema.get(key));
        let first_example = node
            .get("examples")
            .and_then(|examples| examples.entries().next())
            .and_then(|(_, example)| document.follow(example).ok()?.get("value"));
        let choices_of = of_schema("enum").or_else(|| {
            let items = resolved?.get("items")?;
            document.follow(items).ok()?.get("enum")
        });
        Self {
            required: place == In::Path || node.flag("required"),
            deprecated: node.flag("deprecated"),
            description: node
                .text("description")
                .or_else(|| of_schema("description")?.as_str())
                .map(str::to_owned),
            style,
            explode,
            allow_reserved: node.flag("allowReserved"),
            choices: choices_of
                .into_iter()
                .flat_map(Node::items)
                .filter_map(|choice| choice.scalar().map(str::to_owned))
                .collect(),
            default: of_schema("default").and_then(written),
            example: node
                .get("example")
                .or(first_example)
                .or_else(|| of_schema("example"))
                .and_then(written),
            content: content.map(|(media, _)| media.to_owned()),
            schema: schema_at,
            pointer: pointer.clone(),
            name,
            place,
            shape,
        }
    }
}

/// A value as a person would type it: scalars as they are, everything else as JSON.
pub(crate) fn written(node: Node<'_>) -> Option<String> {
    match node.scalar() {
        Some(text) => Some(text.to_owned()),
        None => Some(crate::example::as_written(node)),
    }
}

fn style(format: Format, node: Node<'_>, place: In) -> (Style, bool) {
    let usual = match place {
        In::Path | In::Header => Style::Simple,
        In::Query | In::Cookie => Style::Form,
    };
    if format == Format::Swagger2 {
        return match node.text("collectionFormat") {
            Some("ssv") => (Style::SpaceDelimited, false),
            Some("tsv") => (Style::TabDelimited, false),
            Some("pipes") => (Style::PipeDelimited, false),
            Some("multi") => (usual, place == In::Query),
            _ => (usual, false),
        };
    }
    let style = match node.text("style") {
        Some("matrix") => Style::Matrix,
        Some("label") => Style::Label,
        Some("simple") => Style::Simple,
        Some("form") => Style::Form,
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        _ => usual,
    };
    // A style made for another place would write an address nobody reads.
    let style = match (place, style) {
        (In::Path, Style::Matrix | Style::Label | Style::Simple) => style,
        (In::Query, Style::Matrix | Style::Label | Style::Simple) => Style::Form,
        (In::Query, other) => other,
        (In::Path | In::Header, _) => Style::Simple,
        (In::Cookie, _) => Style::Form,
    };
    let explode = node
        .get("explode")
        .and_then(Node::as_bool)
        .unwrap_or(matches!(style, Style::Form));
    (style, explode)
}
