//! Who may call, before and now.

use super::{ChangeKind, Comparing, Reason, Weight};
use crate::example::as_written;
use crate::{Format, Node, Operation, Pointer, Security};
use std::collections::{BTreeMap, BTreeSet};

/// One way to sign in: schemes taken together, each with its scopes.
type Way<'d> = BTreeMap<&'d str, BTreeSet<&'d str>>;

impl Comparing<'_> {
    pub(super) fn security(&mut self, old: &Operation<'_>, new: &Operation<'_>) {
        let at = new.pointer.then("security");
        let (old, new) = (ways(old.security), ways(new.security));
        match (is_open(&old), is_open(&new)) {
            (true, true) => return,
            (true, false) => {
                return self.add(
                    &at,
                    ChangeKind::Added,
                    Weight::Breaking,
                    Reason::SignInNeeded,
                );
            }
            (false, true) => {
                return self.add(
                    &at,
                    ChangeKind::Removed,
                    Weight::Additive,
                    Reason::SignInNotNeeded,
                );
            }
            (false, false) => {}
        }
        let same = |a: &Way<'_>, b: &Way<'_>| a.keys().eq(b.keys());
        let schemes = |way: &Way<'_>| Reason::WayToSignIn {
            schemes: way.keys().map(|&name| name.to_owned()).collect(),
        };
        for way in &old {
            let Some(now) = new.iter().find(|other| same(way, other)) else {
                self.add(&at, ChangeKind::Removed, Weight::Breaking, schemes(way));
                continue;
            };
            for (scheme, scopes) in way {
                let none = BTreeSet::new();
                let now = now.get(scheme).unwrap_or(&none);
                let reason = |scope: &str| Reason::Scope {
                    scheme: (*scheme).to_owned(),
                    scope: scope.to_owned(),
                };
                for scope in now.difference(scopes) {
                    self.add(&at, ChangeKind::Added, Weight::Breaking, reason(scope));
                }
                for scope in scopes.difference(now) {
                    self.add(&at, ChangeKind::Removed, Weight::Additive, reason(scope));
                }
            }
        }
        for way in &new {
            if !old.iter().any(|other| same(way, other)) {
                self.add(&at, ChangeKind::Added, Weight::Additive, schemes(way));
            }
        }
    }

    /// The schemes themselves.
    pub(super) fn schemes(&mut self) {
        let (old, new) = (schemes_of(self.old.root(), self.old.about().format), {
            schemes_of(self.new.root(), self.new.about().format)
        });
        let (Some((old, _)), Some((new, at))) = (old, new) else {
            return;
        };
        for (name, was) in old.entries() {
            let Some(now) = new.get(name) else { continue };
            let rules = ["type", "in", "name", "scheme", "flow", "flows", "tokenUrl"];
            let differs =
                |rule: &&str| was.get(rule).map(as_written) != now.get(rule).map(as_written);
            if rules.iter().any(differs) {
                let reason = Reason::Scheme {
                    name: name.to_owned(),
                };
                self.add(
                    &at.then(name),
                    ChangeKind::Changed,
                    Weight::Breaking,
                    reason,
                );
            }
        }
    }
}

fn schemes_of(root: Node<'_>, format: Format) -> Option<(Node<'_>, Pointer)> {
    match format {
        Format::Swagger2 => {
            let name = "securityDefinitions";
            Some((root.get(name)?, Pointer::root().then(name)))
        }
        Format::OpenApi30 | Format::OpenApi31 | Format::OpenApi32 => Some((
            root.get("components")?.get("securitySchemes")?,
            Pointer::root().then_all(&["components", "securitySchemes"]),
        )),
    }
}

fn ways(security: Security<'_>) -> Vec<Way<'_>> {
    let list = match security {
        Security::Inherited(list) => list,
        Security::Own(list) => Some(list),
        Security::Open => None,
    };
    list.into_iter()
        .flat_map(Node::items)
        .map(|way| {
            way.entries()
                .map(|(scheme, scopes)| (scheme, scopes.items().filter_map(Node::as_str).collect()))
                .collect()
        })
        .collect()
}

/// Nothing asked for, or nothing as one of the ways.
fn is_open(ways: &[Way<'_>]) -> bool {
    ways.is_empty() || ways.iter().any(BTreeMap::is_empty)
}
