//! What is inside objects and lists.

use super::keywords::{unknown_pattern, weighed};
use super::{About, Translator};
use crate::{Kind, Node, Pointer};
use serde_json::{Map, Value};
use std::collections::HashSet;

impl<'d> Translator<'d, '_> {
    pub(super) fn objects(
        &mut self,
        node: Node<'d>,
        at: &Pointer,
        absent: &HashSet<&'d str>,
        made: &mut Map<String, Value>,
    ) {
        self.count(node, "minProperties", at, made);
        self.count(node, "maxProperties", at, made);
        if let Some(properties) = node.get("properties") {
            let mut inside = Map::new();
            let at = at.then("properties");
            let extent = self.extent;
            let wanted = |name: &str| extent.is_none_or(|extent| extent.names.contains(name));
            for (name, property) in properties.entries().filter(|(name, _)| wanted(name)) {
                inside.insert(name.to_owned(), self.inside(property, &at.then(name)));
            }
            made.insert("properties".to_owned(), inside.into());
        }
        let required: Vec<Value> = node
            .get("required")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .filter(|name| !absent.contains(name))
            .map(Value::from)
            .collect();
        if !required.is_empty() {
            made.insert("required".to_owned(), required.into());
        }
        let mut others_known = true;
        if let Some(patterns) = node.get("patternProperties") {
            let mut inside = Map::new();
            let at = at.then("patternProperties");
            for (pattern, property) in patterns.entries() {
                if self.pattern_known(pattern) {
                    let schema = self.inside(property, &at.then(pattern));
                    inside.insert(pattern.to_owned(), schema);
                } else {
                    // Nobody knows now which fields are the others.
                    others_known = false;
                    self.leave_out(&at, "patternProperties", unknown_pattern(pattern));
                }
            }
            made.insert("patternProperties".to_owned(), inside.into());
        }
        for rule in ["additionalProperties", "unevaluatedProperties"] {
            let counts = others_known && (self.newer || rule == "additionalProperties");
            if counts && let Some(others) = node.get(rule) {
                let schema = self.inside(others, &at.then(rule));
                made.insert(rule.to_owned(), schema);
            }
        }
        if !self.newer {
            return;
        }
        if let Some(names) = node.get("propertyNames") {
            let schema = self.inside(names, &at.then("propertyNames"));
            made.insert("propertyNames".to_owned(), schema);
        }
        let dependent = node.get("dependentRequired");
        let needed: Map<String, Value> = dependent
            .into_iter()
            .flat_map(Node::entries)
            .map(|(name, list)| {
                let needed = list.items().filter_map(Node::as_str);
                let needed = needed.filter(|name| !absent.contains(name));
                (name.to_owned(), needed.map(Value::from).collect())
            })
            .collect();
        if !needed.is_empty() {
            made.insert("dependentRequired".to_owned(), needed.into());
        }
        let dependent = node.get("dependentSchemas");
        let mut inside = Map::new();
        for (name, schema) in dependent.into_iter().flat_map(Node::entries) {
            let at = at.then_all(&["dependentSchemas", name]);
            let schema = self.schema(schema, &at, absent, About::Same);
            inside.insert(name.to_owned(), schema);
        }
        if !inside.is_empty() {
            made.insert("dependentSchemas".to_owned(), inside.into());
        }
    }

    pub(super) fn lists(&mut self, node: Node<'d>, at: &Pointer, made: &mut Map<String, Value>) {
        self.count(node, "minItems", at, made);
        self.count(node, "maxItems", at, made);
        if node.flag("uniqueItems") {
            made.insert("uniqueItems".to_owned(), true.into());
        }
        // A list of schemas is how drafts before 2020-12 write items by their place.
        let items = node.get("items");
        let tuple = items.filter(|items| items.kind() == Kind::List);
        let (places, rest, names) = match tuple {
            Some(tuple) => (
                Some(tuple),
                node.get("additionalItems"),
                ["items", "additionalItems"],
            ),
            None => (
                node.get("prefixItems").filter(|_| self.newer),
                items,
                ["prefixItems", "items"],
            ),
        };
        if let Some(places) = places.filter(|places| !places.is_empty()) {
            let at = at.then(names[0]);
            let schemas: Vec<Value> = places
                .items()
                .enumerate()
                .map(|(index, item)| self.inside(item, &at.then(&index.to_string())))
                .collect();
            made.insert("prefixItems".to_owned(), schemas.into());
        }
        if let Some(rest) = rest {
            made.insert("items".to_owned(), self.inside(rest, &at.then(names[1])));
        }
        if !self.newer {
            return;
        }
        if let Some(contained) = node.get("contains") {
            let before = self.loosened;
            let schema = self.inside(contained, &at.then("contains"));
            made.insert("contains".to_owned(), schema);
            self.count(node, "minContains", at, made);
            if self.loosened == before {
                self.count(node, "maxContains", at, made);
            }
        }
        if let Some(others) = node.get("unevaluatedItems") {
            let schema = self.inside(others, &at.then("unevaluatedItems"));
            made.insert("unevaluatedItems".to_owned(), schema);
        }
    }

    /// A schema for something inside the value.
    fn inside(&mut self, node: Node<'d>, at: &Pointer) -> Value {
        if self.extent.is_some_and(|extent| self.depth >= extent.depth) {
            return Value::Bool(true);
        }
        self.depth += 1;
        let schema = self.schema(node, at, &HashSet::new(), About::Inside);
        self.depth -= 1;
        weighed(schema, node)
    }
}
