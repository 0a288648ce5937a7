//! Fields of a body that its schema does not name although it names fields.

use crate::Pointer;
use serde_json::{Map, Value};

/// Looks at a translated schema; see [`crate::translate`].
pub(crate) fn of(schema: &Value, body: &Value, at_most: usize) -> Vec<Pointer> {
    let mut looking = Looking {
        definitions: schema.get("$defs").and_then(Value::as_object),
        found: Vec::new(),
        at_most,
        left: 2_000_000,
    };
    looking.value(&[schema], body, &Pointer::root());
    looking.found
}

struct Looking<'s> {
    definitions: Option<&'s Map<String, Value>>,
    found: Vec<Pointer>,
    at_most: usize,
    /// Schemas still to be looked at; when none are left, nothing more is reported.
    left: usize,
}

impl<'s> Looking<'s> {
    fn value(&mut self, schemas: &[&'s Value], body: &Value, at: &Pointer) {
        if self.found.len() >= self.at_most {
            return;
        }
        match body {
            Value::Object(members) => {
                let parts = self.parts(schemas);
                self.object(&parts, members, at);
            }
            Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                let parts = self.parts(schemas);
                self.list(&parts, items, at);
            }
            _ => {}
        }
    }

    fn object(&mut self, parts: &[&'s Value], members: &Map<String, Value>, at: &Pointer) {
        let names_fields = parts.iter().any(|part| part.get("properties").is_some());
        let open = parts.iter().any(|part| {
            **part == Value::Bool(true)
                || [
                    "additionalProperties",
                    "unevaluatedProperties",
                    "patternProperties",
                ]
                .iter()
                .any(|rule| part.get(rule).is_some())
        });
        for (name, member) in members {
            let named: Vec<&Value> = parts
                .iter()
                .filter_map(|part| part.get("properties")?.get(name))
                .collect();
            if !named.is_empty() {
                self.value(&named, member, &at.then(name));
            } else if names_fields && !open && self.found.len() < self.at_most {
                self.found.push(at.then(name));
            } else {
                let others: Vec<&Value> = parts
                    .iter()
                    .filter_map(|part| part.get("additionalProperties"))
                    .collect();
                if !others.is_empty() {
                    self.value(&others, member, &at.then(name));
                }
            }
        }
    }

    fn list(&mut self, parts: &[&'s Value], items: &[Value], at: &Pointer) {
        for (index, item) in items.iter().enumerate() {
            let schemas: Vec<&Value> = parts
                .iter()
                .filter_map(|part| {
                    let placed = part.get("prefixItems").and_then(|list| list.get(index));
                    placed.or_else(|| part.get("items"))
                })
                .collect();
            if !schemas.is_empty() {
                self.value(&schemas, item, &at.then(&index.to_string()));
            }
        }
    }

    /// Every schema that may apply to the same value.
    fn parts(&mut self, schemas: &[&'s Value]) -> Vec<&'s Value> {
        let mut parts: Vec<&'s Value> = Vec::new();
        let mut waiting: Vec<&'s Value> = schemas.to_vec();
        while let Some(schema) = waiting.pop() {
            let Some(left) = self.left.checked_sub(1) else {
                // Anything may be named by what was not looked at.
                return vec![&Value::Bool(true)];
            };
            self.left = left;
            if parts.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            parts.push(schema);
            for rule in ["allOf", "anyOf", "oneOf"] {
                waiting.extend(
                    schema
                        .get(rule)
                        .and_then(Value::as_array)
                        .into_iter()
                        .flatten(),
                );
            }
            waiting.extend(
                ["if", "then", "else"]
                    .iter()
                    .filter_map(|rule| schema.get(rule)),
            );
            let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
            waiting.extend(dependent.into_iter().flat_map(Map::values));
            let reference = schema.get("$ref").or_else(|| schema.get("$dynamicRef"));
            if let Some(reference) = reference.and_then(Value::as_str) {
                let name = reference.rsplit(['/', ':']).next().unwrap_or_default();
                match self.definitions.and_then(|all| all.get(name)) {
                    Some(target) => waiting.push(target),
                    None => parts.push(&Value::Bool(true)),
                }
            }
        }
        parts
    }
}
