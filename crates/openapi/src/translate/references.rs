//! Where references lead: by pointer, by anchor, by identity, or depending on who asks.

use super::{About, ROOT, Translator, key, resource};
use crate::not_checked::WhyNotChecked;
use crate::{Node, Pointer};
use serde_json::{Value, json};
use std::collections::HashMap;

impl<'d> Translator<'d, '_> {
    pub(super) fn reference(
        &mut self,
        node: Node<'d>,
        reference: &str,
        at: &Pointer,
        about: About,
    ) -> Value {
        let found = match self.document.follow(node) {
            Ok(end) => Some(self.one_hop(reference, end)),
            Err(_) => self.anchored(reference),
        };
        match found {
            Some(target) => self.refer(target, at, about),
            None => self.leave_out(
                at,
                "$ref",
                WhyNotChecked::Reference {
                    reference: reference.to_owned(),
                },
            ),
        }
    }

    /// Where a reference leads before it is followed further, so that what stands beside the
    /// next one still counts.
    fn one_hop(&self, reference: &str, end: Node<'d>) -> Node<'d> {
        let mut last = None;
        let walked = Pointer::of_reference(reference).and_then(|pointer| {
            self.document
                .walk(&pointer, &mut |node| last = Some(node))
                .ok()
        });
        match (walked, last) {
            (Some(same), Some(last)) if same == end => last,
            _ => end,
        }
    }

    fn refer(&mut self, target: Node<'d>, at: &Pointer, about: About) -> Value {
        let (from, to) = (self.current, target.index());
        self.all.entry(from).or_default().push(to);
        if about == About::Same {
            self.same.entry(from).or_default().push(to);
        }
        if self.loose.contains(&to) {
            self.loosened += 1;
        }
        let nearer = self.known.get(&to).is_none_or(|known| self.depth < *known);
        if nearer {
            self.known.insert(to, self.depth);
            self.found += 1;
            let place = (self.depth, self.found);
            self.waiting.insert(place, (target, at.clone()));
        }
        json!({ "$ref": self.address(target) })
    }

    pub(super) fn dynamic(
        &mut self,
        node: Node<'d>,
        reference: &str,
        at: &Pointer,
        about: About,
    ) -> Value {
        let name = reference.strip_prefix('#').unwrap_or_default();
        let known = self.anchors().get(name).cloned().unwrap_or_default();
        let current = self.document.node(self.current);
        let held = current.text("$dynamicAnchor") == Some(name)
            || current
                .get("$defs")
                .into_iter()
                .flat_map(Node::entries)
                .any(|(_, inner)| inner.text("$dynamicAnchor") == Some(name));
        if self.own_resource && held {
            return json!({ "$dynamicRef": format!("#{name}") });
        }
        match known[..] {
            [only] => self.refer(only, at, about),
            _ => match self.document.follow(node) {
                // As a pointer it is a reference like any other.
                Ok(_) if reference.starts_with("#/") => {
                    let found = Pointer::of_reference(reference)
                        .and_then(|pointer| self.document.resolve(&pointer).ok());
                    found.map_or(Value::Bool(true), |target| self.refer(target, at, about))
                }
                _ => self.leave_out(
                    at,
                    "$dynamicRef",
                    WhyNotChecked::Reference {
                        reference: reference.to_owned(),
                    },
                ),
            },
        }
    }

    /// What a reference names by an anchor or an identity instead of a pointer.
    fn anchored(&mut self, reference: &str) -> Option<Node<'d>> {
        let name = reference.strip_prefix('#').unwrap_or(reference);
        match self.anchors().get(name)?[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    fn anchors(&mut self) -> &HashMap<String, Vec<Node<'d>>> {
        let (document, newer) = (self.document, self.newer);
        self.anchors.get_or_insert_with(|| {
            let mut anchors: HashMap<String, Vec<Node<'d>>> = HashMap::new();
            if newer {
                document
                    .tree()
                    .each_member(document.tree().all(), |object, name, value| {
                        if matches!(name, "$anchor" | "$dynamicAnchor" | "$id")
                            && let Some(anchor) = value.as_str()
                        {
                            anchors.entry(anchor.to_owned()).or_default().push(object);
                        }
                    });
            }
            anchors
        })
    }

    pub(super) fn address(&self, node: Node<'_>) -> String {
        if self.newer && node.text("$id").is_some() {
            resource(node)
        } else {
            format!("{ROOT}#/$defs/{}", key(node))
        }
    }
}
