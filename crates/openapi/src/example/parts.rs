//! Everything that has to hold for one value: a schema, what it refers to, what it is all of,
//! and one of each group of alternatives.

use super::leaf::same;
use super::maker::Nothing;
use crate::{Document, Format, Kind, Node, Use};

/// The types a value may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Types<'d> {
    Any,
    Among(Vec<&'d str>),
}

#[derive(Debug)]
pub(super) struct Parts<'d> {
    pub(super) nodes: Vec<Node<'d>>,
    /// The schema itself, for seeing circles.
    pub(super) identity: u32,
    pub(super) nullable: bool,
    pub(super) types: Types<'d>,
    /// The field that tells the alternatives apart, and its value for the one taken.
    pub(super) told_apart: Option<(&'d str, &'d str)>,
}

const MOST: usize = 400;

impl<'d> Parts<'d> {
    /// Nothing that has to hold.
    pub(super) fn empty() -> Self {
        Self {
            nodes: Vec::new(),
            identity: 0,
            nullable: true,
            types: Types::Any,
            told_apart: None,
        }
    }

    pub(super) fn of(
        document: &'d Document,
        schemas: &[Node<'d>],
        turn: usize,
        open: &[u32],
    ) -> Result<Self, Nothing> {
        let newer = matches!(
            document.about().format,
            Format::OpenApi31 | Format::OpenApi32
        );
        let mut parts = Self::empty();
        let mut waiting: Vec<Node<'d>> = schemas.iter().rev().copied().collect();
        if let Some(first) = schemas.first() {
            parts.identity = document.follow(*first).map_or(first.index(), Node::index);
        }
        while let Some(node) = waiting.pop() {
            match node.as_bool() {
                Some(true) => continue,
                Some(false) => return Err(Nothing::Fits),
                None => {}
            }
            if parts.nodes.contains(&node) || parts.nodes.len() >= MOST {
                continue;
            }
            let refers = node.get("$ref").or_else(|| node.get("$dynamicRef"));
            if refers.is_some() {
                if node.len() > 1 && newer {
                    parts.nodes.push(node);
                }
                if let Ok(end) = document.follow(node)
                    && end != node
                {
                    waiting.push(end);
                }
                if !newer {
                    continue;
                }
            } else {
                parts.nodes.push(node);
            }
            waiting.extend(parts_of(node, "allOf"));
            for group in ["oneOf", "anyOf"] {
                if let Some(chosen) = parts.alternative(document, node, group, turn, open) {
                    waiting.push(chosen);
                }
            }
            if newer && let Some(condition) = node.get("if") {
                let branches = if turn.is_multiple_of(2) {
                    [Some(condition), node.get("then")]
                } else {
                    [node.get("else"), None]
                };
                waiting.extend(branches.into_iter().flatten());
            }
        }
        parts.narrow();
        Ok(parts)
    }

    fn alternative(
        &mut self,
        document: &'d Document,
        node: Node<'d>,
        group: &str,
        turn: usize,
        open: &[u32],
    ) -> Option<Node<'d>> {
        let all: Vec<Node<'d>> = parts_of(node, group).take(64).collect();
        let is_null = |part: &Node<'d>| part.text("type") == Some("null");
        let leads_back = |part: &Node<'d>| {
            document
                .follow(*part)
                .is_ok_and(|end| open.contains(&end.index()))
        };
        let mut good: Vec<Node<'d>> = all
            .iter()
            .copied()
            .filter(|part| !is_null(part) && !leads_back(part))
            .collect();
        if good.is_empty() {
            good = all;
        }
        let chosen = *good.get(turn % good.len().max(1))?;
        if let Some(discriminator) = node.get("discriminator")
            && let Some(field) = discriminator.text("propertyName")
            && let Some(reference) = chosen.text("$ref")
        {
            let mapped = discriminator
                .get("mapping")
                .into_iter()
                .flat_map(Node::entries)
                .find(|(_, target)| target.as_str() == Some(reference));
            let name = reference.rsplit('/').next().unwrap_or(reference);
            self.told_apart = Some((field, mapped.map_or(name, |(name, _)| name)));
        }
        Some(chosen)
    }

    /// The types every part agrees on.
    fn narrow(&mut self) {
        for node in &self.nodes {
            let Some(named) = node.get("type") else {
                continue;
            };
            let mut words: Vec<&'d str> = named
                .as_str()
                .into_iter()
                .chain(named.items().filter_map(Node::as_str))
                .collect();
            let null = words.contains(&"null") || node.flag("nullable") || node.flag("x-nullable");
            self.nullable &= null;
            words.retain(|word| *word != "null");
            for word in &mut words {
                if *word == "file" {
                    *word = "string";
                }
            }
            if words.iter().any(|word| {
                !["string", "number", "integer", "boolean", "array", "object"].contains(word)
            }) {
                continue;
            }
            self.types = match std::mem::replace(&mut self.types, Types::Any) {
                Types::Any => Types::Among(words),
                Types::Among(known) => {
                    let both = known.iter().filter_map(|one| {
                        words.iter().find_map(|other| match (*one, *other) {
                            (a, b) if a == b => Some(a),
                            ("integer", "number") | ("number", "integer") => Some("integer"),
                            _ => None,
                        })
                    });
                    Types::Among(both.collect())
                }
            };
        }
        if matches!(self.types, Types::Any) {
            self.nullable = self.nodes.iter().any(|node| node.flag("nullable"));
        }
    }

    /// The type to make a value of; `None` when no type is left.
    pub(super) fn wanted(&self, turn: usize) -> Option<&'d str> {
        match &self.types {
            Types::Among(words) if words.is_empty() => self.nullable.then_some("null"),
            Types::Among(words) => words.get(turn % words.len()).copied(),
            Types::Any => Some(self.guessed()),
        }
    }

    fn guessed(&self) -> &'static str {
        let any = |names: &[&str]| names.iter().any(|name| self.any(name));
        if any(&[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
        ]) {
            "object"
        } else if any(&["items", "prefixItems", "minItems", "contains"]) {
            "array"
        } else if any(&["pattern", "minLength", "maxLength", "format"]) {
            "string"
        } else if any(&["minimum", "maximum", "multipleOf", "exclusiveMinimum"]) {
            "number"
        } else {
            "object"
        }
    }

    pub(super) fn any(&self, name: &str) -> bool {
        self.nodes.iter().any(|node| node.get(name).is_some())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Node<'d>> + 'a {
        self.nodes.iter().filter_map(move |node| node.get(name))
    }

    /// The values that every list of them has; `None` when there is no list.
    pub(super) fn choices(&self) -> Option<Vec<Node<'d>>> {
        let mut lists = self.all("const").map(|only| vec![only]).chain(
            self.all("enum")
                .filter(|list| !list.is_empty())
                .map(|list| list.items().collect()),
        );
        let mut left: Vec<Node<'d>> = lists.next()?;
        for list in lists {
            left.retain(|value| list.iter().any(|other| same(*value, *other)));
        }
        // Null is for want of something better.
        left.sort_by_key(|value| value.kind() == Kind::Null);
        Some(left)
    }

    /// The highest of the lower bounds and the lowest of the upper ones.
    pub(super) fn count(&self, least: &str, most: &str) -> (usize, usize) {
        let whole = |node: Node<'d>| node.number()?.trim_end_matches(".0").parse::<usize>().ok();
        let least = self.all(least).filter_map(whole).max().unwrap_or(0);
        let most = self.all(most).filter_map(whole).min().unwrap_or(usize::MAX);
        (least, most)
    }

    /// The names of fields, in the document's order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'d str> {
        let mut seen = std::collections::HashSet::new();
        let all = self.nodes.iter().filter_map(|node| node.get("properties"));
        all.flat_map(Node::entries)
            .map(|(name, _)| name)
            .filter(move |name| seen.insert(*name))
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &'d str> {
        let all = self
            .nodes
            .iter()
            .filter_map(|node| node.get("patternProperties"));
        all.flat_map(Node::entries).map(|(pattern, _)| pattern)
    }

    /// The schemas of a field; empty when anything may stand there, `None` when nothing may.
    pub(super) fn field(&self, name: &str) -> Option<Vec<Node<'d>>> {
        let mut schemas = Vec::new();
        for node in &self.nodes {
            let named = node.get("properties").and_then(|all| all.get(name));
            let mut described = named.is_some();
            schemas.extend(named);
            let patterns = node.get("patternProperties");
            for (pattern, schema) in patterns.into_iter().flat_map(Node::entries) {
                if regex::Regex::new(pattern).is_ok_and(|known| known.is_match(name)) {
                    described = true;
                    schemas.push(schema);
                }
            }
            match node.get("additionalProperties") {
                Some(others) if !described => match others.as_bool() {
                    Some(false) => return None,
                    Some(true) => {}
                    None => schemas.push(others),
                },
                _ => {}
            }
        }
        if schemas.iter().any(|schema| schema.as_bool() == Some(false)) {
            return None;
        }
        Some(schemas)
    }

    /// The schemas of an item of a list.
    pub(super) fn item_at(&self, index: usize) -> Vec<Node<'d>> {
        let of = |node: &Node<'d>| {
            let items = node.get("items");
            let tuple = items.filter(|items| items.kind() == Kind::List);
            let placed = tuple
                .or_else(|| node.get("prefixItems"))
                .and_then(|places| places.item(index));
            let rest = if tuple.is_some() {
                node.get("additionalItems")
            } else {
                items
            };
            placed.or(rest)
        };
        self.nodes.iter().filter_map(of).collect()
    }

    /// Names of fields that must be there, in this direction.
    pub(super) fn required(
        &self,
        document: &'d Document,
        made_for: Use,
        turn: usize,
    ) -> Vec<&'d str> {
        let left_out = match made_for {
            Use::Request => "readOnly",
            Use::Response => "writeOnly",
        };
        let mut names: Vec<&'d str> = Vec::new();
        for name in self
            .all("required")
            .flat_map(Node::items)
            .filter_map(Node::as_str)
        {
            // Where that turns out to be wrong, another turn puts them in.
            let kept = turn > 1 || !self.says_of_field(document, name, left_out);
            if kept && !names.contains(&name) {
                names.push(name);
            }
        }
        let mut at = 0;
        while at < names.len() {
            let also = self
                .nodes
                .iter()
                .filter_map(|node| node.get("dependentRequired")?.get(names[at]));
            let also: Vec<&'d str> = also
                .flat_map(Node::items)
                .filter_map(Node::as_str)
                .collect();
            for name in also {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            at += 1;
        }
        names
    }

    pub(super) fn says_of_field(&self, document: &'d Document, name: &str, flag: &str) -> bool {
        self.nodes.iter().any(|node| {
            let property = node.get("properties").and_then(|all| all.get(name));
            property.is_some_and(|property| {
                property.flag(flag)
                    || document.follow(property).is_ok_and(|end| {
                        end.flag(flag)
                            || parts_of(end, "allOf")
                                .take(16)
                                .any(|part| document.follow(part).is_ok_and(|part| part.flag(flag)))
                    })
            })
        })
    }
}

fn parts_of<'d>(node: Node<'d>, group: &str) -> impl Iterator<Item = Node<'d>> + use<'d> {
    node.get(group).into_iter().flat_map(Node::items)
}
