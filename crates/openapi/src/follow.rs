//! Following references: within a file, to another file of the document, and to what an `$id`
//! or an anchor names.

use crate::names::Names;
use crate::neighbours::path_of;
use crate::pointer::percent_decoded;
use crate::{Dangling, Document, Kind, Node, Pointer, Refusal};
use foldhash::quality::RandomState;
use std::collections::HashMap;

/// Where references lead.
#[derive(Debug)]
pub(crate) struct Links {
    /// What became of every file that was asked for, by its path: its number in the tree.
    pub(crate) files: HashMap<String, Result<usize, Refusal>>,
    /// Why no other file was asked for.
    pub(crate) others: Refusal,
    pub(crate) names: Names,
    /// What a reference names by address, by the object it stands in: the top of a resource,
    /// and the fragment.
    pub(crate) named: HashMap<u32, (u32, String), RandomState>,
}

/// References followed for one question; more is a circle or meant to waste time.
const HOPS: u32 = 32;

/// One question: what it may still cost, and what it came through.
struct Way {
    hops: u32,
    /// The resources entered, outermost first, for `$dynamicRef`.
    through: Vec<u32>,
}

impl Way {
    fn new() -> Self {
        Self {
            hops: HOPS,
            through: Vec::new(),
        }
    }
}

impl Document {
    /// What stands at a pointer. References on the way and at the end are followed.
    ///
    /// # Errors
    /// When nothing stands there, references lead in a circle, or one leads to a file that was
    /// not loaded.
    pub fn resolve(&self, at: &Pointer) -> Result<Node<'_>, Dangling> {
        self.walk(at, &mut |_| {})
    }

    /// As [`Document::resolve`], and tells every node on the way.
    pub(crate) fn walk<'d>(
        &'d self,
        at: &Pointer,
        see: &mut dyn FnMut(Node<'d>),
    ) -> Result<Node<'d>, Dangling> {
        let file = match at.file() {
            None => 0,
            Some(name) => self
                .tree()
                .file_named(name)
                .ok_or_else(|| Dangling::Missing(at.clone()))?,
        };
        let mut way = Way::new();
        let root = self.tree().root_of(file);
        let node = self
            .descend(root, at.tokens(), see, &mut way)
            .map_err(|error| error.unwrap_or_else(|| Dangling::Missing(at.clone())))?;
        self.end_of(node, &mut way)
    }

    /// As [`Document::follow`], and how many references that took.
    pub(crate) fn counted<'d>(&'d self, node: Node<'d>) -> (Result<Node<'d>, Dangling>, u32) {
        let mut way = Way::new();
        let end = self.end_of(node, &mut way);
        (end, HOPS - way.hops)
    }

    /// The end of a chain of references; the node itself when it is none.
    pub(crate) fn follow<'d>(&'d self, node: Node<'d>) -> Result<Node<'d>, Dangling> {
        if self.next(node).is_none() {
            return Ok(node);
        }
        self.end_of(node, &mut Way::new())
    }

    /// The reference a node is, and whether it is a dynamic one.
    fn next<'d>(&self, node: Node<'d>) -> Option<(&'d str, bool)> {
        if let Some(reference) = node.text("$ref") {
            return Some((reference, false));
        }
        if self.links().names.has_dynamic() {
            return node.text("$dynamicRef").map(|reference| (reference, true));
        }
        None
    }

    fn end_of<'d>(&'d self, mut node: Node<'d>, way: &mut Way) -> Result<Node<'d>, Dangling> {
        self.enter(node, way);
        while let Some((reference, is_dynamic)) = self.next(node) {
            way.hops = way.hops.checked_sub(1).ok_or_else(|| {
                Dangling::Cycle(Pointer::of_reference(reference).unwrap_or_default())
            })?;
            let target = self.target(node, reference, way)?;
            node = match is_dynamic {
                true => self.outermost(target, reference, way),
                false => target,
            };
            self.enter(node, way);
        }
        Ok(node)
    }

    fn enter(&self, node: Node<'_>, way: &mut Way) {
        let names = &self.links().names;
        if names.has_dynamic() {
            let resource = names.resource_of(self.tree(), node);
            if way.through.last() != Some(&resource) {
                way.through.push(resource);
            }
        }
    }

    /// What a dynamic reference leads to (JSON Schema 2020-12 core, 8.2.3.2): where the
    /// plain target has the dynamic anchor, the outermost resource we came through that has it.
    fn outermost<'d>(&'d self, target: Node<'d>, reference: &str, way: &Way) -> Node<'d> {
        let names = &self.links().names;
        let anchor = reference.split_once('#').map_or("", |(_, anchor)| anchor);
        let resource = names.resource_of(self.tree(), target);
        if names.dynamic_anchor(resource, anchor).is_none() {
            return target;
        }
        let outer = way
            .through
            .iter()
            .find_map(|resource| names.dynamic_anchor(*resource, anchor));
        outer.map_or(target, |at| self.node(at))
    }

    /// Where one reference leads.
    fn target<'d>(
        &'d self,
        node: Node<'d>,
        reference: &str,
        way: &mut Way,
    ) -> Result<Node<'d>, Dangling> {
        if let Some((top, fragment)) = self.links().named.get(&node.index())
            && let Ok(found) = self.within(self.node(*top), fragment, way)
        {
            return Ok(found);
        }
        // Many write `#/components/…` inside a schema with an `$id` of its own and mean the file.
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let here = self.tree().file_of(node.index());
        let file = if file.is_empty() {
            here
        } else {
            self.file(here, file)
                .map_err(|refusal| Dangling::Outside(reference.to_owned(), refusal))?
        };
        let missing = || {
            let top = self.tree().top_of(file);
            let path = Pointer::parse(&percent_decoded(fragment)).unwrap_or_default();
            let path: Vec<_> = path.tokens().map(|token| token.into_owned()).collect();
            Dangling::Missing(path.iter().fold(top, |at, token| at.then(token)))
        };
        self.within(self.tree().root_of(file), fragment, way)
            .map_err(|error| error.unwrap_or_else(missing))
    }

    /// The number of the file a reference names.
    fn file(&self, here: usize, reference: &str) -> Result<usize, Refusal> {
        let path = path_of(self.tree().name_of(here), reference)?;
        match self.links().files.get(&path) {
            Some(outcome) => outcome.clone(),
            None => Err(self.links().others.clone()),
        }
    }

    /// What a fragment names below the top of a file or resource. An error without a reason
    /// when nothing stands there.
    fn within<'d>(
        &'d self,
        top: Node<'d>,
        fragment: &str,
        way: &mut Way,
    ) -> Result<Node<'d>, Option<Dangling>> {
        let fragment = percent_decoded(fragment);
        match Pointer::parse(&fragment).filter(|at| at.file().is_none()) {
            Some(at) => self.descend(top, at.tokens(), &mut |_| {}, way),
            None => {
                let found = self.links().names.anchor(top.index(), &fragment);
                found.map(|at| self.node(at)).ok_or(None)
            }
        }
    }

    fn descend<'d, 't>(
        &'d self,
        top: Node<'d>,
        tokens: impl Iterator<Item = std::borrow::Cow<'t, str>>,
        see: &mut dyn FnMut(Node<'d>),
        way: &mut Way,
    ) -> Result<Node<'d>, Option<Dangling>> {
        let mut node = top;
        see(node);
        for token in tokens {
            self.enter(node, way);
            node = match step(node, &token) {
                Some(next) => next,
                None => {
                    let target = self.end_of(node, way).map_err(Some)?;
                    see(target);
                    step(target, &token).ok_or(None)?
                }
            };
            see(node);
        }
        Ok(node)
    }
}

fn step<'d>(node: Node<'d>, token: &str) -> Option<Node<'d>> {
    match node.kind() {
        Kind::Object => node.get(token),
        Kind::List => node.item(token.parse().ok()?),
        Kind::Null | Kind::Bool | Kind::Number | Kind::Text => None,
    }
}
