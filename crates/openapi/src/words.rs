//! What a schema is, in a few words.

use crate::shape::type_word;
use crate::{Document, Node, Pointer};

impl Document {
    /// The three spellings: `nullable`, `x-nullable`, and null among the types or alternatives.
    pub(crate) fn nullable(&self, written: Node<'_>) -> bool {
        let Ok(schema) = self.follow(written) else {
            return false;
        };
        let among_types = schema
            .get("type")
            .into_iter()
            .flat_map(Node::items)
            .any(|word| word.as_str() == Some("null"));
        let among = |group: &str| {
            let parts = schema.get(group).into_iter().flat_map(Node::items);
            parts.take(64).any(|part| part.text("type") == Some("null"))
        };
        let said = |node: Node<'_>| node.flag("nullable") || node.flag("x-nullable");
        said(written)
            || said(schema)
            || among_types
            || schema.text("type") == Some("null")
            || among("oneOf")
            || among("anyOf")
    }

    pub(crate) fn words(&self, written: Node<'_>) -> String {
        self.words_within(written, 4)
    }

    fn words_within(&self, written: Node<'_>, depth: u8) -> String {
        match written.as_bool() {
            Some(true) => return "anything".to_owned(),
            Some(false) => return "nothing".to_owned(),
            None => {}
        }
        let Ok(schema) = self.follow(written) else {
            return "not in this document".to_owned();
        };
        let named = written.text("$ref").and_then(|reference| {
            let last = Pointer::of_reference(reference)?.last().into_owned();
            (!last.is_empty()).then_some(last)
        });
        match type_word(schema) {
            Some("array") if depth > 0 => {
                let items = schema.get("items");
                let items = items.map_or_else(
                    || "anything".to_owned(),
                    |items| self.words_within(items, depth - 1),
                );
                return format!("array of {items}");
            }
            Some("object") | None => {}
            Some(word) => {
                let several: Vec<&str> = schema
                    .get("type")
                    .into_iter()
                    .flat_map(Node::items)
                    .filter_map(Node::as_str)
                    .filter(|word| *word != "null")
                    .collect();
                return if several.len() > 1 {
                    several.join(" or ")
                } else {
                    word.to_owned()
                };
            }
        }
        if let Some(name) = named {
            return name;
        }
        for (group, words) in [("oneOf", "one of"), ("anyOf", "any of")] {
            if let Some(group) = schema.get(group).filter(|group| !group.is_empty()) {
                return format!("{words} {}", group.len());
            }
        }
        if depth > 0
            && let Some(all) = schema.get("allOf")
            && all.len() == 1
            && let Some(only) = all.item(0)
        {
            return self.words_within(only, depth - 1);
        }
        let known = ["properties", "additionalProperties", "allOf"];
        if schema.text("type") == Some("object")
            || known.iter().any(|key| schema.get(key).is_some())
        {
            "object".to_owned()
        } else {
            "anything".to_owned()
        }
    }
}
