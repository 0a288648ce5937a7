//! Bringing the files a document refers to, and the files those refer to, within limits.

use crate::build::Noted;
use crate::finding::Findings;
use crate::follow::Links;
use crate::names::Names;
use crate::neighbours::path_of;
use crate::parse::Parsed;
use crate::tree::Tree;
use crate::{Finding, FindingKind, Format, Limits, Neighbours, Refusal, decode, parse};
use std::borrow::Cow;
use std::collections::HashMap;

/// Loads every file that references lead to. What is refused is kept with the reason; the check
/// of all references turns it into findings.
pub(crate) fn gather(
    tree: &mut Tree,
    format: Format,
    limits: Limits,
    neighbours: &dyn Neighbours,
    findings: &mut Findings,
) -> Links {
    let mut links = Links {
        files: HashMap::new(),
        others: Refusal::Alone,
        names: Names::default(),
        named: HashMap::default(),
    };
    let has_names = matches!(format, Format::OpenApi31 | Format::OpenApi32);
    if has_names {
        links.names.add(tree, 0);
    }
    links.files.insert(tree.name_of(0).to_owned(), Ok(0));
    let mut file = 0;
    'files: while file < tree.files() {
        for path in wanted(tree, &links, file, limits.files) {
            // What could not be brought counts too: each may be a request.
            if links.files.len() >= limits.files {
                let limit = limits.files;
                links.others = Refusal::TooManyFiles { limit };
                break 'files;
            }
            let outcome = load(tree, &path, limits, neighbours, findings);
            if outcome == Err(Refusal::Alone) {
                break 'files;
            }
            if has_names && let Ok(number) = outcome {
                links.names.add(tree, number);
            }
            links.files.insert(path, outcome);
        }
        file += 1;
    }
    if links.names.has_addresses() {
        let Links { names, named, .. } = &mut links;
        tree.each_member(tree.all(), |object, name, value| {
            // A plain one before a dynamic one, as when they are followed.
            let counts = name == "$ref" || (name == "$dynamicRef" && object.text("$ref").is_none());
            if counts
                && let Some(reference) = value.as_str()
                && let Some(found) = names.find(tree, object, reference)
            {
                named.insert(object.index(), found);
            }
        });
    }
    links
}

/// The paths a file refers to that were not asked for yet, in its order, each once.
fn wanted(tree: &Tree, links: &Links, file: usize, at_most: usize) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut want = |reference: &str| {
        let path = reference.split('#').next().unwrap_or_default();
        if !path.is_empty()
            && paths.len() < at_most
            && let Ok(path) = path_of(tree.name_of(file), path)
            && !links.files.contains_key(&path)
            && !paths.contains(&path)
        {
            paths.push(path);
        }
    };
    let names = &links.names;
    if names.has_addresses() {
        tree.each_member(tree.span(file), |object, name, value| {
            if name == "$ref"
                && let Some(reference) = value.as_str()
                && !reference.starts_with('#')
                && names.find(tree, object, reference).is_none()
            {
                want(reference);
            }
        });
    } else {
        tree.each_reference(tree.span(file), want);
    }
    paths
}

fn load(
    tree: &mut Tree,
    path: &str,
    limits: Limits,
    neighbours: &dyn Neighbours,
    findings: &mut Findings,
) -> Result<usize, Refusal> {
    let left = limits.total.saturating_sub(tree.source_bytes());
    let (at_most, limit) = if left < limits.bytes {
        (left, limits.total)
    } else {
        (limits.bytes, limits.bytes)
    };
    let bytes = neighbours.bring(path, at_most)?;
    let read = bytes.len();
    if read > at_most {
        return Err(Refusal::TooLarge { limit });
    }
    let refused = |error: crate::Unreadable| Refusal::Unreadable { why: error.why };
    let decoded = decode::decode(Cow::Owned(bytes)).map_err(refused)?;
    let limits = Limits {
        nodes: limits.nodes.saturating_sub(tree.values()),
        ..limits
    };
    let Parsed {
        tree: other,
        noted,
        cut,
    } = parse::parse(decoded.text, read, limits, path).map_err(refused)?;
    let number = tree.join(other, path.to_owned());
    let top = tree.top_of(number);
    let mut told = |(line, column): (u32, u32), kind: FindingKind| {
        findings.add(|| Finding {
            pointer: top.clone(),
            line: Some(line),
            column: Some(column),
            kind,
        });
    };
    if let Some(at) = decoded.broken_at {
        told(at, FindingKind::BadText);
    }
    if let Some(stop) = cut {
        let what = stop.why.to_string();
        told(stop.at, FindingKind::CutShort { what });
    }
    let root = tree.root_of(number).index();
    for Noted { at, slot, kind } in noted {
        findings.add(|| Finding {
            pointer: tree.pointer_to(root + slot),
            line: Some(at.0),
            column: Some(at.1),
            kind,
        });
    }
    Ok(number)
}
