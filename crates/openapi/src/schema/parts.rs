//! A schema with everything it is all of, asked as one.

use super::{Fact, Needs};
use crate::{Kind, Node, Pointer, parameter};

/// A schema and everything it is all of, each with the pointer it was reached by.
pub(super) struct Parts<'d>(pub(super) Vec<(Node<'d>, Pointer)>);

impl<'d> Parts<'d> {
    pub(super) fn first(&self, name: &str) -> Option<Node<'d>> {
        self.0.iter().find_map(|(part, _)| part.get(name))
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.iter().any(|(part, _)| part.flag(name))
    }

    pub(super) fn all<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (Node<'d>, Pointer)> + 'a {
        self.0
            .iter()
            .filter_map(move |(part, at)| Some((part.get(name)?, at.then(name))))
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        const RULES: [&str; 21] = [
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "minContains",
            "maxContains",
            "contentEncoding",
            "contentMediaType",
            "collectionFormat",
        ];
        let fact = |rule: &&'static str| {
            let value = self.first(rule)?;
            let strict = match *rule {
                "minimum" => Some("exclusiveMinimum"),
                "maximum" => Some("exclusiveMaximum"),
                _ => None,
            };
            // Both spellings of a strict bound are one fact.
            let rule = match strict.filter(|strict| self.flag(strict)) {
                Some(strict) => strict,
                None if value.kind() == Kind::Bool && rule.starts_with("exclusive") => return None,
                None => rule,
            };
            if value.kind() == Kind::Object {
                return None;
            }
            Some(Fact {
                rule,
                value: parameter::written(value)?,
            })
        };
        RULES.iter().filter_map(fact).collect()
    }

    pub(super) fn needs(&self) -> Vec<Needs> {
        let lists = self
            .0
            .iter()
            .filter_map(|(part, _)| part.get("dependentRequired"));
        lists
            .flat_map(Node::entries)
            .map(|(field, others)| Needs {
                field: field.to_owned(),
                others: others
                    .items()
                    .filter_map(Node::as_str)
                    .map(str::to_owned)
                    .collect(),
            })
            .collect()
    }
}
