//! What schemas call themselves: `$id`, `$anchor` and `$dynamicAnchor` of JSON Schema 2020-12,
//! and `$self` of OpenAPI 3.2. Addresses only tell things apart here; nothing is fetched.

use crate::tree::Tree;
use crate::{Kind, Node};
use std::collections::{HashMap, HashSet};
use url::Url;

/// A schema with an address of its own.
#[derive(Debug)]
struct Resource {
    start: u32,
    end: u32,
    parent: Option<usize>,
    address: Url,
}

/// The names of all files.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// In the order they stand in.
    resources: Vec<Resource>,
    by_address: HashMap<String, u32>,
    /// By the top of the resource or file they belong to.
    anchors: HashMap<(u32, String), u32>,
    dynamic: HashSet<(u32, String)>,
}

impl Names {
    /// Adds the names of a file; files come in their order.
    pub(crate) fn add(&mut self, tree: &Tree, file: usize) {
        let mut anchors: Vec<(Node<'_>, &str, bool)> = Vec::new();
        let mut owners: Vec<(Node<'_>, &str)> = Vec::new();
        tree.each_member(tree.span(file), |object, name, value| {
            if !name.starts_with('$') {
                return;
            }
            let Some(text) = value.as_str() else { return };
            match name {
                "$id" | "$self" => owners.push((object, text)),
                "$anchor" => anchors.push((object, text, false)),
                "$dynamicAnchor" => anchors.push((object, text, true)),
                _ => {}
            }
        });
        owners.sort_by_key(|(object, _)| object.index());
        owners.dedup_by_key(|(object, _)| object.index());
        for (object, id) in owners {
            let parent = self.innermost(object.index());
            let base = self.base(tree, parent, object);
            let Some(mut address) = base.and_then(|base| base.join(id).ok()) else {
                continue;
            };
            address.set_fragment(None);
            self.by_address
                .entry(address.as_str().to_owned())
                .or_insert(object.index());
            self.resources.push(Resource {
                start: object.index(),
                end: tree.after(object.index()),
                parent,
                address,
            });
        }
        for (object, name, is_dynamic) in anchors {
            let key = (self.resource_of(tree, object), name.to_owned());
            if is_dynamic {
                self.dynamic.insert(key.clone());
            }
            self.anchors.entry(key).or_insert(object.index());
        }
    }

    pub(crate) fn has_addresses(&self) -> bool {
        !self.resources.is_empty()
    }

    pub(crate) fn has_dynamic(&self) -> bool {
        !self.dynamic.is_empty()
    }

    /// The top of the resource a node belongs to: of its own `$id`, else of its file.
    pub(crate) fn resource_of(&self, tree: &Tree, node: Node<'_>) -> u32 {
        match self.innermost(node.index()) {
            Some(at) => self.resources[at].start,
            None => tree.root_of(tree.file_of(node.index())).index(),
        }
    }

    /// The top of what a reference names by address, and its fragment; `None` when no schema
    /// has that address.
    pub(crate) fn find(
        &self,
        tree: &Tree,
        node: Node<'_>,
        reference: &str,
    ) -> Option<(u32, String)> {
        let base = self.base(tree, self.innermost(node.index()), node)?;
        let mut address = base.join(reference).ok()?;
        let fragment = address.fragment().unwrap_or_default().to_owned();
        address.set_fragment(None);
        let top = self.by_address.get(address.as_str())?;
        Some((*top, fragment))
    }

    /// What an anchor names.
    pub(crate) fn anchor(&self, resource: u32, name: &str) -> Option<u32> {
        self.anchors.get(&(resource, name.to_owned())).copied()
    }

    /// What a dynamic anchor names.
    pub(crate) fn dynamic_anchor(&self, resource: u32, name: &str) -> Option<u32> {
        let key = (resource, name.to_owned());
        let is_dynamic = self.dynamic.contains(&key);
        is_dynamic.then(|| self.anchors.get(&key).copied())?
    }

    /// The innermost resource around a slot.
    fn innermost(&self, at: u32) -> Option<usize> {
        let last = self
            .resources
            .partition_point(|resource| resource.start <= at);
        let mut around = last.checked_sub(1);
        while let Some(here) = around {
            if at < self.resources[here].end {
                return Some(here);
            }
            around = self.resources[here].parent;
        }
        None
    }

    fn base(&self, tree: &Tree, around: Option<usize>, node: Node<'_>) -> Option<Url> {
        debug_assert!(node.kind() == Kind::Object);
        match around {
            Some(at) => Some(self.resources[at].address.clone()),
            None => {
                let mut base = Url::parse("document://files/").ok()?;
                base.set_path(tree.name_of(tree.file_of(node.index())));
                Some(base)
            }
        }
    }
}
