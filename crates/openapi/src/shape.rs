//! What kind of value a schema wants, as far as a form or an address needs to know.

use crate::{Document, Node};
use serde::Serialize;

/// The kind of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// Nothing is said about it.
    Any,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of one kind of value.
    List(Box<Shape>),
    /// Named values.
    Object,
}

/// Schemas looked at for one shape; parts of parts of parts would be without end.
const MOST_LOOKED_AT: u32 = 256;

impl Shape {
    /// The shape of a schema; references are followed.
    pub(crate) fn of(document: &Document, schema: Node<'_>) -> Self {
        Self::within(document, schema, 8, &mut { MOST_LOOKED_AT })
    }

    fn within(document: &Document, schema: Node<'_>, depth: u8, budget: &mut u32) -> Self {
        let Ok(schema) = document.follow(schema) else {
            return Self::Any;
        };
        if depth == 0 || *budget == 0 {
            return Self::Any;
        }
        *budget -= 1;
        match type_word(schema) {
            Some("string" | "file") => return Self::Text,
            Some("integer") => return Self::Integer,
            Some("number") => return Self::Number,
            Some("boolean") => return Self::Boolean,
            Some("array") => {
                let items = schema.get("items");
                let within = |items| Self::within(document, items, depth - 1, budget);
                let items = items.map_or(Self::Any, within);
                return Self::List(Box::new(items));
            }
            Some("object") => return Self::Object,
            Some(_) | None => {}
        }
        for group in ["allOf", "oneOf", "anyOf"] {
            let parts = schema.get(group).into_iter().flat_map(Node::items);
            for part in parts.take(32) {
                let shape = Self::within(document, part, depth - 1, budget);
                if shape != Self::Any {
                    return shape;
                }
            }
        }
        if schema.get("properties").is_some() {
            Self::Object
        } else if schema.get("items").is_some() {
            Self::List(Box::new(Self::Any))
        } else {
            Self::Any
        }
    }
}

/// The type a schema names, the first that is not `null` where it names several.
pub(crate) fn type_word<'d>(schema: Node<'d>) -> Option<&'d str> {
    let named = schema.get("type")?;
    named.as_str().or_else(|| {
        named
            .items()
            .filter_map(Node::as_str)
            .find(|word| *word != "null")
    })
}
