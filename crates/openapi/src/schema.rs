//! Schemas as people read them, one level at a time.

mod parts;
mod view;

use crate::{Document, Kind, Node, Pointer, prose};
use parts::Parts;
pub use view::{Child, ChildRole, Fact, Mapping, Needs, SchemaView};

const MOST_PARTS: usize = 200;

impl Document {
    /// One level of the schema at a pointer; the pointer may lead through references.
    pub fn schema(&self, at: &Pointer) -> Option<SchemaView> {
        let mut trail = Vec::new();
        let mut written = None;
        let target = self
            .walk(at, &mut |node| {
                written = Some(node);
                trail.push(node.index());
            })
            .ok()?;
        let written = written.unwrap_or(target);
        let parts = self.parts(written, at);
        trail.push(target.index());
        trail.extend(parts.0.iter().map(|(node, _)| node.index()));
        let first = |name: &str| parts.first(name);
        let text = |name: &str| first(name).and_then(Node::as_str).map(str::to_owned);
        let json = |name: &str| first(name).map(crate::example::as_written);
        let discriminator = first("discriminator").and_then(|found| {
            found
                .as_str()
                .or_else(|| found.text("propertyName"))
                .map(str::to_owned)
        });
        Some(SchemaView {
            name: name_of(written, at),
            words: self.words(written),
            format: text("format"),
            title: text("title"),
            description: first("description")
                .and_then(Node::as_str)
                .map(prose::blocks)
                .unwrap_or_default(),
            nullable: self.nullable(written),
            read_only: parts.flag("readOnly"),
            write_only: parts.flag("writeOnly"),
            deprecated: parts.flag("deprecated"),
            choices: first("enum")
                .into_iter()
                .flat_map(Node::items)
                .take(1_000)
                .map(crate::example::as_written)
                .collect(),
            constant: json("const"),
            default: json("default"),
            example: json("example").or_else(|| {
                first("examples")
                    .and_then(|list| list.item(0))
                    .map(crate::example::as_written)
            }),
            facts: parts.facts(),
            discriminator,
            mapping: self.mapping(&parts),
            needs: parts.needs(),
            children: self.children(&parts, &trail),
            pointer: at.clone(),
        })
    }

    fn mapping(&self, parts: &Parts<'_>) -> Vec<Mapping> {
        let discriminator = parts.first("discriminator");
        let mapping = discriminator.and_then(|found| found.get("mapping"));
        let meaning = |(value, target): (&str, Node<'_>)| {
            let target = target.as_str()?;
            // The name of a schema alone, or a reference (OpenAPI 3.1, Discriminator Object).
            // Names have neither slash nor hash, and large documents have thousands of references here.
            let is_name = !target.contains(['/', '#']);
            let named = || self.schemas().find(|(name, _)| *name == target);
            let pointer = is_name
                .then(named)
                .flatten()
                .map(|(_, pointer)| pointer)
                .or_else(|| Pointer::of_reference(target));
            let pointer = pointer.filter(|pointer| self.resolve(pointer).is_ok());
            Some(Mapping {
                value: value.to_owned(),
                name: target.rsplit('/').next().unwrap_or(target).to_owned(),
                pointer,
            })
        };
        let mapping = mapping.into_iter().flat_map(Node::entries);
        mapping.take(1_000).filter_map(meaning).collect()
    }

    fn parts<'d>(&'d self, written: Node<'d>, at: &Pointer) -> Parts<'d> {
        let mut parts = Parts(Vec::new());
        let mut waiting = vec![(written, at.clone())];
        while let Some((node, at)) = waiting.pop() {
            if parts.0.len() >= MOST_PARTS || parts.0.iter().any(|(known, _)| *known == node) {
                continue;
            }
            // What stands beside a reference counts too, and before what it refers to.
            if let Ok(target) = self.follow(node)
                && target != node
            {
                if node.len() > 1 {
                    parts.0.push((node, at.clone()));
                }
                waiting.push((target, at));
                continue;
            }
            parts.0.push((node, at.clone()));
            // Where it leads depends on who asks; from here it leads to its own anchor.
            if let Some(target) = self.dynamic_target(node) {
                let at = self.tree().pointer_to(target.index());
                waiting.push((target, at));
            }
            let all: Vec<_> = node
                .get("allOf")
                .into_iter()
                .flat_map(Node::items)
                .enumerate()
                .map(|(index, part)| (part, at.then_all(&["allOf", &index.to_string()])))
                .collect();
            waiting.extend(all.into_iter().rev());
        }
        parts
    }

    fn dynamic_target(&self, node: Node<'_>) -> Option<Node<'_>> {
        let name = node.text("$dynamicRef")?.strip_prefix('#')?;
        if let Some(pointer) = Pointer::parse(name).filter(|_| !name.is_empty()) {
            return self.resolve(&pointer).ok();
        }
        let mut found = None;
        self.tree()
            .each_member(self.tree().all(), |object, key, value| {
                let known = key == "$dynamicAnchor" && value.as_str() == Some(name);
                if known && found.is_none() {
                    found = Some(object);
                }
            });
        found
    }

    fn children(&self, parts: &Parts<'_>, trail: &[u32]) -> Vec<Child> {
        let required: Vec<&str> = parts
            .all("required")
            .flat_map(|(list, _)| list.items())
            .filter_map(Node::as_str)
            .collect();
        let mut children: Vec<Child> = Vec::new();
        let mut add = |role, name: &str, node: Node<'_>, at: Pointer| {
            let mut child = self.child(role, name, node, at, trail);
            child.required |= role == ChildRole::Property && required.contains(&name);
            children.push(child);
        };
        for (properties, at) in parts.all("properties") {
            for (name, node) in properties.entries() {
                add(ChildRole::Property, name, node, at.then(name));
            }
        }
        for (patterns, at) in parts.all("patternProperties") {
            for (pattern, node) in patterns.entries() {
                add(ChildRole::PatternProperty, pattern, node, at.then(pattern));
            }
        }
        for (others, at) in parts.all("additionalProperties") {
            // `true` and `false` are said by the words of the object.
            if others.kind() == Kind::Object {
                add(ChildRole::OtherProperties, "", others, at);
            }
        }
        for (items, at) in parts.all("prefixItems") {
            for (index, node) in items.items().enumerate() {
                let name = index.to_string();
                add(ChildRole::ItemAt, &name, node, at.then(&name));
            }
        }
        for (items, at) in parts.all("items") {
            // A list of schemas is how drafts before 2020-12 write items by their place.
            for (index, node) in items.items().enumerate() {
                let name = index.to_string();
                add(ChildRole::ItemAt, &name, node, at.then(&name));
            }
            if items.kind() != Kind::List {
                add(ChildRole::Items, "", items, at);
            }
        }
        for (role, key) in [(ChildRole::OneOf, "oneOf"), (ChildRole::AnyOf, "anyOf")] {
            for (group, at) in parts.all(key) {
                for (index, node) in group.items().enumerate() {
                    let at = at.then(&index.to_string());
                    add(role, &alternative(node, index), node, at);
                }
            }
        }
        for (role, key) in [
            (ChildRole::Not, "not"),
            (ChildRole::If, "if"),
            (ChildRole::Then, "then"),
            (ChildRole::Else, "else"),
            (ChildRole::Contains, "contains"),
            (ChildRole::Names, "propertyNames"),
            (ChildRole::Unevaluated, "unevaluatedProperties"),
            (ChildRole::Unevaluated, "unevaluatedItems"),
        ] {
            for (schema, at) in parts.all(key) {
                // `true` and `false` are said by the facts.
                if schema.kind() == Kind::Object {
                    add(role, "", schema, at);
                }
            }
        }
        for (schemas, at) in parts.all("dependentSchemas") {
            for (name, schema) in schemas.entries() {
                add(ChildRole::WhenPresent, name, schema, at.then(name));
            }
        }
        // A field described twice, by parts of one whole, is one field; the first counts.
        let mut seen = std::collections::HashSet::new();
        children
            .retain(|child| child.role != ChildRole::Property || seen.insert(child.name.clone()));
        children
    }

    fn child(
        &self,
        role: ChildRole,
        name: &str,
        node: Node<'_>,
        pointer: Pointer,
        trail: &[u32],
    ) -> Child {
        let target = self.follow(node).ok();
        let either = |key: &str| node.flag(key) || target.is_some_and(|target| target.flag(key));
        let text = |key: &str| {
            node.text(key)
                .or_else(|| target.and_then(|target| target.text(key)))
        };
        let is_cycle = target.is_some_and(|target| trail.contains(&target.index()));
        Child {
            role,
            name: name.to_owned(),
            words: self.words(node),
            format: text("format").map(str::to_owned),
            // Some write it at the field itself, as in version 3 of JSON Schema.
            required: node.flag("required"),
            nullable: self.nullable(node),
            read_only: either("readOnly"),
            write_only: either("writeOnly"),
            deprecated: either("deprecated"),
            summary: text("description").map(prose::first_words),
            opens: !is_cycle && target.is_some_and(|target| self.has_more(target)),
            is_cycle,
            pointer,
        }
    }

    /// Whether opening a schema shows more than its row does.
    fn has_more(&self, schema: Node<'_>) -> bool {
        const MORE: [&str; 16] = [
            "properties",
            "patternProperties",
            "items",
            "prefixItems",
            "allOf",
            "oneOf",
            "anyOf",
            "not",
            "enum",
            "if",
            "contains",
            "propertyNames",
            "dependentSchemas",
            "dependentRequired",
            "unevaluatedProperties",
            "$dynamicRef",
        ];
        let others = schema.get("additionalProperties");
        MORE.iter().any(|name| schema.get(name).is_some())
            || others.is_some_and(|others| others.kind() == Kind::Object && !others.is_empty())
    }
}

fn name_of(written: Node<'_>, at: &Pointer) -> String {
    written
        .text("$ref")
        .and_then(Pointer::of_reference)
        .map_or_else(
            || at.last().into_owned(),
            |target| target.last().into_owned(),
        )
}

fn alternative(node: Node<'_>, index: usize) -> String {
    let named = node
        .text("$ref")
        .and_then(Pointer::of_reference)
        .map(|target| target.last().into_owned());
    named
        .or_else(|| node.text("title").map(str::to_owned))
        .unwrap_or_else(|| (index + 1).to_string())
}
