//! Schemas, before and now: their fields, items and alternatives.

use super::{ChangeKind, Comparing, Reason, Weight};
use crate::example::as_written;
use crate::{Document, Kind, Node, Pointer, Use};

/// A schema and everything it is all of, each with a pointer of its own document.
pub(super) struct Whole<'d> {
    pub(super) parts: Vec<(Node<'d>, Pointer)>,
}

const MOST_PARTS: usize = 200;

/// Schemas within schemas; a document read from a file is never deeper.
const DEEPEST: usize = 300;

impl<'a> Comparing<'a> {
    /// Compares two schemas and everything below. A pair that was compared is not again, so
    /// that circles end and what many share is said once.
    pub(super) fn schemas(&mut self, old: Node<'a>, new: Node<'a>, at: &Pointer) {
        let mut waiting = vec![(old, new, at.clone(), 0)];
        let operation = self.operation.clone();
        while let Some((old, new, at, depth)) = waiting.pop() {
            let ends = (self.old.follow(old), self.new.follow(new));
            let (Ok(was), Ok(now)) = ends else {
                if as_written(old) != as_written(new) {
                    self.add(
                        &at,
                        ChangeKind::Changed,
                        Weight::Breaking,
                        Reason::Rule { rule: "$ref" },
                    );
                }
                continue;
            };
            if depth > DEEPEST || !self.seen.insert((was.index(), now.index(), self.direction)) {
                continue;
            }
            let shared = new.text("$ref").and_then(Pointer::of_reference);
            let at = shared.clone().unwrap_or(at);
            // What has a name belongs to everybody who refers to it, and so does all below.
            if is_shared(&at) {
                self.operation = None;
            } else {
                self.operation.clone_from(&operation);
            }
            let before = Whole::of(self.old, old, &at);
            let after = Whole::of(self.new, new, &at);
            self.rules(&before, &after, &at);
            let below = self.below(&before, &after, &at);
            waiting.extend(
                below
                    .into_iter()
                    .rev()
                    .map(|(old, new, at)| (old, new, at, depth + 1)),
            );
        }
        self.operation = operation;
    }

    /// The pairs one level further down; what has no other half is said here.
    fn below(
        &mut self,
        old: &Whole<'a>,
        new: &Whole<'a>,
        at: &Pointer,
    ) -> Vec<(Node<'a>, Node<'a>, Pointer)> {
        let mut pairs = Vec::new();
        self.fields(old, new, &mut pairs);
        self.others(old, new, at, &mut pairs);
        self.pair(old, new, "items", at, &mut pairs);
        for key in ["prefixItems", "patternProperties", "dependentSchemas"] {
            self.members(old, new, key, at, &mut pairs);
        }
        for key in ["oneOf", "anyOf"] {
            self.alternatives(old, new, key, at, &mut pairs);
        }
        pairs
    }

    fn fields(
        &mut self,
        old: &Whole<'a>,
        new: &Whole<'a>,
        pairs: &mut Vec<(Node<'a>, Node<'a>, Pointer)>,
    ) {
        let left_out = match self.direction {
            Some(Use::Response) => "writeOnly",
            Some(Use::Request) | None => "readOnly",
        };
        let (must_before, must_now) = (old.required(), new.required());
        let had = old.fields();
        let has = new.fields();
        let known: std::collections::HashMap<&str, Node<'a>> =
            had.iter().map(|(name, node, _)| (*name, *node)).collect();
        let still: std::collections::HashSet<&str> = has.iter().map(|(name, _, _)| *name).collect();
        let hidden = |document: &Document, node: Node<'_>| {
            node.flag(left_out) || document.follow(node).is_ok_and(|end| end.flag(left_out))
        };
        for (name, node, at) in &had {
            if still.contains(name) || hidden(self.old, *node) {
                continue;
            }
            let reason = Reason::Field {
                name: (*name).to_owned(),
                required: must_before.contains(name),
            };
            self.add(at, ChangeKind::Removed, Weight::Breaking, reason);
        }
        for (name, now, at) in has {
            let required = must_now.contains(name);
            let Some(was) = known.get(name) else {
                if hidden(self.new, now) {
                    continue;
                }
                let filled = self
                    .new
                    .follow(now)
                    .is_ok_and(|end| end.get("default").is_some());
                let sent = if required && !filled {
                    Weight::Breaking
                } else {
                    Weight::Additive
                };
                let weight = self.weigh(sent, Weight::Additive);
                let name = name.to_owned();
                let reason = Reason::Field { name, required };
                self.add(&at, ChangeKind::Added, weight, reason);
                continue;
            };
            if !hidden(self.new, now) {
                self.necessity(must_before.contains(name), required, &at, name);
            }
            pairs.push((*was, now, at));
        }
        // What must be there without being described.
        for name in must_now.difference(&must_before) {
            if !still.contains(name)
                && let Some((_, at)) = new.parts.first()
            {
                let at = at.clone();
                self.necessity(false, true, &at, name);
            }
        }
    }

    /// Fields that are not named.
    fn others(
        &mut self,
        old: &Whole<'a>,
        new: &Whole<'a>,
        at: &Pointer,
        pairs: &mut Vec<(Node<'a>, Node<'a>, Pointer)>,
    ) {
        let rule = "additionalProperties";
        let (was, now) = (old.first(rule), new.first(rule));
        let closed = |node: Option<(Node<'_>, Pointer)>| {
            node.is_some_and(|(node, _)| node.as_bool() == Some(false))
        };
        let schema = |found: Option<(Node<'a>, Pointer)>| {
            found.filter(|(node, _)| node.kind() == Kind::Object && !node.is_empty())
        };
        match (closed(was.clone()), closed(now.clone())) {
            (false, true) => {
                let weight = self.weigh(Weight::Breaking, Weight::Additive);
                let reason = Reason::Tighter {
                    rule,
                    from: String::new(),
                    to: "false".to_owned(),
                };
                self.add(at, ChangeKind::Changed, weight, reason);
                return;
            }
            (true, false) => {
                let reason = Reason::Looser {
                    rule,
                    from: "false".to_owned(),
                    to: String::new(),
                };
                self.add(at, ChangeKind::Changed, Weight::Additive, reason);
                return;
            }
            _ => {}
        }
        match (schema(was), schema(now)) {
            (Some((was, _)), Some((now, at))) => pairs.push((was, now, at)),
            (None, None) => {}
            (before, _) => {
                let weight = if before.is_none() {
                    self.weigh(Weight::Breaking, Weight::Additive)
                } else {
                    self.weigh(Weight::Additive, Weight::Breaking)
                };
                self.add(at, ChangeKind::Changed, weight, Reason::Rule { rule });
            }
        }
    }

    fn pair(
        &mut self,
        old: &Whole<'a>,
        new: &Whole<'a>,
        rule: &'static str,
        at: &Pointer,
        pairs: &mut Vec<(Node<'a>, Node<'a>, Pointer)>,
    ) {
        match (old.first(rule), new.first(rule)) {
            (Some((was, _)), Some((now, at))) => pairs.push((was, now, at)),
            (None, None) => {}
            (None, Some(_)) => {
                let weight = self.weigh(Weight::Breaking, Weight::Additive);
                self.add(at, ChangeKind::Added, weight, Reason::Rule { rule });
            }
            (Some(_), None) => {
                let weight = self.weigh(Weight::Additive, Weight::Breaking);
                self.add(at, ChangeKind::Removed, weight, Reason::Rule { rule });
            }
        }
    }

    /// Schemas by name or place under one keyword.
    fn members(
        &mut self,
        old: &Whole<'a>,
        new: &Whole<'a>,
        rule: &'static str,
        at: &Pointer,
        pairs: &mut Vec<(Node<'a>, Node<'a>, Pointer)>,
    ) {
        let was = old.members(rule);
        let now = new.members(rule);
        let same = was.len() == now.len()
            && was
                .iter()
                .all(|(name, _, _)| now.iter().any(|(other, _, _)| name == other));
        if !same {
            self.add(
                at,
                ChangeKind::Changed,
                Weight::Breaking,
                Reason::Rule { rule },
            );
        }
        for (name, node, at) in now {
            if let Some((_, before, _)) = was.iter().find(|(other, _, _)| *other == name) {
                pairs.push((*before, node, at));
            }
        }
    }

    /// Alternatives are the same when they have the same name, or else when they are written
    /// alike; those left over are compared in their order.
    fn alternatives(
        &mut self,
        old: &Whole<'a>,
        new: &Whole<'a>,
        rule: &'static str,
        at: &Pointer,
        pairs: &mut Vec<(Node<'a>, Node<'a>, Pointer)>,
    ) {
        let mut was = old.list(rule);
        let mut now = new.list(rule);
        if was.is_empty() != now.is_empty() {
            let kind = if was.is_empty() {
                ChangeKind::Added
            } else {
                ChangeKind::Removed
            };
            self.add(at, kind, Weight::Breaking, Reason::Rule { rule });
            return;
        }
        let mut matched = |same: &dyn Fn(Node<'_>, Node<'_>) -> bool| {
            now.retain(
                |(node, at)| match was.iter().position(|(other, _)| same(*other, *node)) {
                    Some(index) => {
                        let (other, _) = was.remove(index);
                        pairs.push((other, *node, at.clone()));
                        false
                    }
                    None => true,
                },
            );
        };
        matched(&|a, b| a.text("$ref").is_some() && a.text("$ref") == b.text("$ref"));
        matched(&|a, b| as_written(a) == as_written(b));
        let unnamed = |node: Node<'_>| node.text("$ref").is_none();
        matched(&|a, b| unnamed(a) && unnamed(b) && a.text("title") == b.text("title"));
        let label = |node: Node<'_>, at: &Pointer| Reason::Alternative {
            name: node
                .text("$ref")
                .and_then(Pointer::of_reference)
                .map(|target| target.last().into_owned())
                .or_else(|| node.text("title").map(str::to_owned))
                .unwrap_or_else(|| at.last().into_owned()),
        };
        for (node, at) in was {
            let weight = self.weigh(Weight::Breaking, Weight::Additive);
            self.add(&at, ChangeKind::Removed, weight, label(node, &at));
        }
        for (node, at) in now {
            let weight = self.weigh(Weight::Additive, Weight::Breaking);
            self.add(&at, ChangeKind::Added, weight, label(node, &at));
        }
    }
}

/// Whether a pointer leads into what the document defines for all.
fn is_shared(at: &Pointer) -> bool {
    let first = at.as_str();
    first.starts_with("/components/") || first.starts_with("/definitions/")
}

impl<'d> Whole<'d> {
    fn of(document: &'d Document, node: Node<'d>, at: &Pointer) -> Self {
        let mut whole = Self { parts: Vec::new() };
        let mut waiting = vec![(node, at.clone())];
        while let Some((node, at)) = waiting.pop() {
            let known = whole.parts.iter().any(|(part, _)| *part == node);
            if known || whole.parts.len() >= MOST_PARTS {
                continue;
            }
            if let Some(reference) = node.text("$ref")
                && let Ok(end) = document.follow(node)
                && end != node
            {
                if node.len() > 1 {
                    whole.parts.push((node, at.clone()));
                }
                let at = Pointer::of_reference(reference).unwrap_or(at);
                waiting.push((end, at));
                continue;
            }
            whole.parts.push((node, at.clone()));
            let parts: Vec<Node<'d>> = node
                .get("allOf")
                .into_iter()
                .flat_map(Node::items)
                .collect();
            for (index, part) in parts.into_iter().enumerate().rev() {
                waiting.push((part, at.then_all(&["allOf", &index.to_string()])));
            }
        }
        whole
    }

    pub(super) fn first(&self, rule: &str) -> Option<(Node<'d>, Pointer)> {
        self.parts
            .iter()
            .find_map(|(part, at)| Some((part.get(rule)?, at.then(rule))))
    }

    pub(super) fn required(&self) -> std::collections::BTreeSet<&'d str> {
        let lists = self
            .parts
            .iter()
            .filter_map(|(part, _)| part.get("required"));
        lists
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .collect()
    }

    /// Every field once, as its first part describes it.
    fn fields(&self) -> Vec<(&'d str, Node<'d>, Pointer)> {
        let mut seen = std::collections::HashSet::new();
        let mut fields = self.members("properties");
        fields.retain(|(name, _, _)| seen.insert(*name));
        fields
    }

    fn members(&self, rule: &str) -> Vec<(&'d str, Node<'d>, Pointer)> {
        const PLACES: [&str; 16] = [
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
        ];
        let mut members = Vec::new();
        for (part, at) in &self.parts {
            let Some(holder) = part.get(rule) else {
                continue;
            };
            let at = at.then(rule);
            let placed = PLACES.into_iter().zip(holder.items());
            for (name, node) in holder.entries().chain(placed) {
                members.push((name, node, at.then(name)));
            }
        }
        members
    }

    fn list(&self, rule: &str) -> Vec<(Node<'d>, Pointer)> {
        let mut list = Vec::new();
        for (part, at) in &self.parts {
            let at = at.then(rule);
            let items = part.get(rule).into_iter().flat_map(Node::items);
            for (index, node) in items.enumerate() {
                list.push((node, at.then(&index.to_string())));
            }
        }
        list
    }
}
