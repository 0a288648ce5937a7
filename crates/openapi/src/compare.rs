//! What changed between two versions of a document, and for whom that matters.
//!
//! What is sent and what comes back are judged apart: a field that must now be there breaks
//! whoever sends, a field that is gone breaks whoever reads. Where practice differs we follow
//! the classes of the `oasdiff` checker, with two of its three levels: its warnings about what
//! a caller may lose count as breaking here, all others as additive.

mod bodies;
mod operations;
mod reason;
mod rules;
mod schemas;
mod security;

use crate::example::as_written;
use crate::{Document, Node, Pointer, Use};
use domain::OperationKey;
pub use reason::{ChangeKind, Comparison, Difference, Reason, Weight};
use std::collections::HashSet;

/// More differences than anybody reads; the two are then different documents.
const MOST: usize = 5_000;

impl Document {
    /// What changed from this document to a newer one.
    pub fn compare(&self, newer: &Self) -> Comparison {
        let mut comparing = Comparing {
            old: self,
            new: newer,
            differences: Vec::new(),
            truncated: false,
            seen: HashSet::new(),
            said: HashSet::new(),
            operation: None,
            direction: None,
        };
        comparing.about();
        comparing.operations();
        comparing.schemes();
        Comparison {
            differences: comparing.differences,
            truncated: comparing.truncated,
        }
    }
}

struct Comparing<'a> {
    old: &'a Document,
    new: &'a Document,
    differences: Vec<Difference>,
    truncated: bool,
    /// Pairs of schemas that were compared, in each direction.
    seen: HashSet<(u32, u32, Option<Use>)>,
    /// What was said already about a place that several others share.
    said: HashSet<(Option<OperationKey>, Pointer, Option<Use>, Reason)>,
    operation: Option<OperationKey>,
    direction: Option<Use>,
}

impl<'a> Comparing<'a> {
    fn add(&mut self, pointer: &Pointer, kind: ChangeKind, weight: Weight, reason: Reason) {
        if self.differences.len() >= MOST {
            self.truncated = true;
            return;
        }
        let key = (
            self.operation.clone(),
            pointer.clone(),
            self.direction,
            reason.clone(),
        );
        if self.said.insert(key) {
            self.differences.push(Difference {
                operation: self.operation.clone(),
                pointer: pointer.clone(),
                direction: self.direction,
                kind,
                weight,
                reason,
            });
        }
    }

    fn about(&mut self) {
        let pointer = Pointer::root().then("info");
        let (old, new) = (self.old.root(), self.new.root());
        for what in ["title", "version", "description"] {
            let text = |root: Node<'_>| {
                let info = root.get("info")?;
                info.get(what).map(as_written)
            };
            let (old, new) = (text(old), text(new));
            self.words(old.as_deref(), new.as_deref(), &pointer.then(what), what);
        }
        let at = Pointer::root().then("servers");
        let (from, to) = (self.old.prefix(), self.new.prefix());
        if from != to {
            let reason = Reason::ServerPath { from, to };
            self.add(&at, ChangeKind::Changed, Weight::Breaking, reason);
        } else {
            let servers = |root: Node<'_>| root.get("servers").map(as_written);
            let (old, new) = (servers(old), servers(new));
            self.words(old.as_deref(), new.as_deref(), &at, "servers");
        }
    }

    /// A text for people that changed.
    fn words(&mut self, old: Option<&str>, new: Option<&str>, at: &Pointer, what: &'static str) {
        let kind = match (old, new) {
            (a, b) if a == b => return,
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        self.add(at, kind, Weight::Wording, Reason::Text { what });
    }

    fn words_of(&mut self, old: Node<'a>, new: Node<'a>, at: &Pointer, names: &[&'static str]) {
        for what in names {
            let old = old.get(what).map(as_written);
            let new = new.get(what).map(as_written);
            self.words(old.as_deref(), new.as_deref(), &at.then(what), what);
        }
    }

    /// How much it matters, for what is sent and for what comes back.
    fn weigh(&self, sent: Weight, answered: Weight) -> Weight {
        match self.direction {
            Some(Use::Request) => sent,
            Some(Use::Response) => answered,
            None => Weight::Breaking,
        }
    }
}
