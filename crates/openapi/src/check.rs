//! Listing the operations, and saying what is not as it should be.

use crate::document::Spot;
use crate::finding::Findings;
use crate::shape::type_word;
use crate::{Dangling, Document, Finding, FindingKind, Kind, Node, OperationLine, Pointer};
use domain::OperationKey;
use foldhash::quality::RandomState;
use std::collections::{HashMap, HashSet};

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Names of a path item that are no methods.
const OTHERS: [&str; 6] = [
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
];

fn finding(node: Node<'_>, pointer: &Pointer, kind: FindingKind) -> Finding {
    Finding {
        pointer: pointer.clone(),
        line: (node.line() > 0).then_some(node.line()),
        column: (node.line() > 0).then_some(node.column()),
        kind,
    }
}

fn wrong_type(node: Node<'_>, pointer: &Pointer, expected: &'static str) -> Finding {
    let found = node.kind().word();
    finding(node, pointer, FindingKind::WrongType { expected, found })
}

/// Every operation, in the document's order.
pub(crate) fn paths(document: &Document, findings: &mut Findings) -> Vec<(OperationLine, Spot)> {
    let root = document.root();
    let Some(paths) = root.get("paths") else {
        // From 3.1 on a document may hold nothing but webhooks or components.
        findings.add(|| finding(root, &Pointer::root(), FindingKind::NoPaths));
        return Vec::new();
    };
    items(document, paths, "paths", findings)
}

/// What the server calls at the caller (OpenAPI 3.1), by name in place of a path.
pub(crate) fn webhooks(document: &Document, findings: &mut Findings) -> Vec<(OperationLine, Spot)> {
    let hooks = document.root().get("webhooks");
    hooks.map_or_else(Vec::new, |hooks| {
        items(document, hooks, "webhooks", findings)
    })
}

fn items(
    document: &Document,
    holder: Node<'_>,
    name: &str,
    findings: &mut Findings,
) -> Vec<(OperationLine, Spot)> {
    let mut found = Vec::new();
    let at = Pointer::root().then(name);
    if holder.kind() != Kind::Object {
        findings.add(|| wrong_type(holder, &at, "object"));
        return found;
    }
    for (path, written) in holder.entries() {
        if path.starts_with("x-") {
            continue;
        }
        let at = at.then(path);
        if name == "paths" {
            if !path.starts_with('/') {
                findings.add(|| finding(written, &at, FindingKind::PathWithoutSlash));
            }
            if holes(path).is_none() {
                findings.add(|| finding(written, &at, FindingKind::BrokenTemplate));
            }
        }
        // A reference that leads nowhere is reported with all the others.
        let Ok(item) = document.follow(written) else {
            continue;
        };
        if item.kind() != Kind::Object {
            findings.add(|| wrong_type(item, &at, "object"));
            continue;
        }
        let mut list = Listing {
            path,
            item,
            at: &at,
            findings,
            found: &mut found,
        };
        // What stands beside a reference is not asked for by the standard, and written anyway.
        let beside = (item != written).then_some(written);
        for (name, node) in beside.into_iter().flat_map(Node::entries) {
            list.member(name, node);
        }
        let is_free = |name: &str| beside.is_none_or(|beside| beside.get(name).is_none());
        for (name, node) in item.entries().filter(|(name, _)| is_free(name)) {
            list.member(name, node);
        }
    }
    found
}

struct Listing<'a, 'd> {
    path: &'d str,
    item: Node<'d>,
    at: &'a Pointer,
    findings: &'a mut Findings,
    found: &'a mut Vec<(OperationLine, Spot)>,
}

impl<'d> Listing<'_, 'd> {
    fn member(&mut self, name: &str, node: Node<'d>) {
        let at = self.at.then(name);
        if METHODS
            .iter()
            .any(|method| name.eq_ignore_ascii_case(method))
        {
            self.operation(name, node, at);
        } else if name == "additionalOperations" {
            for (method, node) in node.entries() {
                self.operation(method, node, at.then(method));
            }
        } else if !OTHERS.contains(&name) && !name.starts_with("x-") {
            let name = name.to_owned();
            self.findings
                .add(|| finding(node, &at, FindingKind::UnknownMethod { name }));
        }
    }

    fn operation(&mut self, method: &str, node: Node<'d>, pointer: Pointer) {
        if node.kind() != Kind::Object {
            self.findings.add(|| wrong_type(node, &pointer, "object"));
            return;
        }
        let tags = node.get("tags").into_iter().flat_map(Node::items);
        let line = OperationLine {
            key: OperationKey::new(method, self.path),
            id: node.text("operationId").map(str::to_owned),
            summary: node
                .text("summary")
                .or_else(|| self.item.text("summary"))
                .map(str::to_owned),
            tags: tags.filter_map(Node::as_str).map(str::to_owned).collect(),
            deprecated: node.flag("deprecated"),
        };
        let spot = Spot {
            item: self.item.index(),
            node: node.index(),
            item_pointer: self.at.clone(),
            pointer,
        };
        self.found.push((line, spot));
    }
}

/// The names in braces of a path template; `None` when braces do not pair.
pub(crate) fn holes(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        if rest[at..].starts_with('}') {
            return None;
        }
        let inside = &rest[at + 1..];
        let end = inside.find(['{', '}', '/'])?;
        if !inside[end..].starts_with('}') || end == 0 {
            return None;
        }
        names.push(&inside[..end]);
        rest = &inside[end + 1..];
    }
    Some(names)
}

/// What can be said once the operations are listed.
pub(crate) fn whole(document: &Document, findings: &mut Findings) {
    operations(document, findings);
    members(document, findings);
    for (at, server) in document.servers().iter().enumerate() {
        if server.path.is_none() {
            // Finding the place takes a walk through the list, so only where it is kept.
            findings.add(|| {
                let root = document.root();
                let (node, pointer) = match root.get("servers").and_then(|list| list.item(at)) {
                    Some(node) => (
                        node,
                        Pointer::root().then_all(&["servers", &at.to_string()]),
                    ),
                    None => (root, Pointer::root().then("basePath")),
                };
                finding(node, &pointer, FindingKind::UnusableServer)
            });
        }
    }
}

fn operations(document: &Document, findings: &mut Findings) {
    let mut ids = HashSet::new();
    for (line, spot) in document.operations().iter().zip(document.spots()) {
        let node = document.node(spot.node);
        if let Some(id) = &line.id
            && !ids.insert(id.as_str())
        {
            let kind = FindingKind::DuplicateOperationId { id: id.clone() };
            findings.add(|| finding(node, &spot.pointer, kind));
        }
        let lists = [
            (document.node(spot.item), &spot.item_pointer),
            (node, &spot.pointer),
        ];
        let mut described = HashSet::new();
        let wanted = holes(&line.key.path).unwrap_or_default();
        let mut sorted = wanted.clone();
        sorted.sort_unstable();
        for (holder, pointer) in lists {
            let Some(list) = holder.get("parameters") else {
                continue;
            };
            if list.kind() != Kind::List {
                findings.add(|| wrong_type(list, &pointer.then("parameters"), "array"));
            }
            for (index, item) in list.items().enumerate() {
                let Ok(parameter) = document.follow(item) else {
                    continue;
                };
                let at = || pointer.then_all(&["parameters", &index.to_string()]);
                match (parameter.text("name"), parameter.text("in")) {
                    (Some(name), Some("path")) => {
                        if described.insert(name) && sorted.binary_search(&name).is_err() {
                            let name = name.to_owned();
                            let kind = FindingKind::ParameterWithoutHole { name };
                            findings.add(|| finding(item, &at(), kind));
                        }
                    }
                    (Some(_), Some(_)) => {}
                    (None, _) | (_, None) => {
                        findings.add(|| finding(item, &at(), FindingKind::NamelessParameter));
                    }
                }
            }
        }
        for name in wanted {
            if !described.contains(name) {
                let name = name.to_owned();
                let kind = FindingKind::UndescribedHole { name };
                findings.add(|| finding(node, &spot.pointer, kind));
            }
        }
    }
}

/// References followed to check all of them; a document of 47 MB needs 20,000.
const MOST_HOPS: u32 = 2_000_000;

/// References and the corners of schemas, wherever they stand.
fn members(document: &Document, findings: &mut Findings) {
    let tree = document.tree();
    let mut known: HashMap<(usize, &str), Option<FindingKind>, RandomState> = HashMap::default();
    let by_words = document.has_plain_references();
    let mut hops = 0;
    tree.each_member(tree.all(), |object, name, value| {
        let kind = match name {
            "$ref" => value.as_str().and_then(|reference| {
                let mut check = || {
                    if hops > MOST_HOPS {
                        return None;
                    }
                    let (found, took) = document.counted(object);
                    hops += took;
                    found.err().map(|error| broken(error, reference))
                };
                if !by_words {
                    return check();
                }
                // The same words mean another place in another file.
                let place = (tree.file_of(value.index()), reference);
                known.entry(place).or_insert_with(check).clone()
            }),
            "required" => {
                let schema = object.get("type").is_some() || object.get("properties").is_some();
                let other = value.kind() != Kind::List && value.kind() != Kind::Object;
                let parameter = object.get("in").is_some();
                (schema && other && !parameter).then_some(FindingKind::RequiredIsNotAList)
            }
            "default" => {
                let wanted = object.text("type");
                wanted
                    .is_some_and(|word| !crate::example::fits(value, word, true))
                    .then_some(FindingKind::DefaultOfAnotherType)
            }
            "enum" => {
                let wanted = type_word(object);
                let other = |word: &str| {
                    value
                        .items()
                        .any(|item| !crate::example::fits(item, word, true))
                };
                wanted
                    .is_some_and(other)
                    .then_some(FindingKind::EnumOfAnotherType)
            }
            _ => None,
        };
        if let Some(kind) = kind {
            findings.add(|| finding(value, &tree.pointer_to(value.index()), kind));
        }
    });
    if hops > MOST_HOPS {
        let limit = MOST_HOPS;
        let kind = FindingKind::ReferencesNotChecked { limit };
        findings.add(|| finding(document.root(), &Pointer::root(), kind));
    }
}

fn broken(error: Dangling, reference: &str) -> FindingKind {
    let reference = reference.to_owned();
    match error {
        Dangling::Missing(_) => FindingKind::DanglingReference { reference },
        Dangling::Cycle(_) => FindingKind::ReferenceCycle { reference },
        Dangling::Outside(_, refusal) => FindingKind::OutsideReference { reference, refusal },
    }
}

#[cfg(test)]
mod tests {
    use super::holes;

    #[test]
    fn holes_are_found_and_broken_braces_noticed() {
        assert_eq!(holes("/a/{b}/c-{d}.{e}"), Some(vec!["b", "d", "e"]));
        assert_eq!(holes("/plain"), Some(vec![]));
        for broken in ["/a/{b", "/a/b}", "/{a/b}", "/{{a}}", "/{}"] {
            assert_eq!(holes(broken), None, "{broken}");
        }
    }
}
