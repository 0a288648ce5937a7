//! From text to a tree, whichever of JSON and YAML it is.

use crate::build::{Built, Noted};
use crate::finding::Findings;
use crate::json::Stopped;
use crate::tree::Tree;
use crate::{
    About, Finding, FindingKind, Format, Limits, Node, Pointer, Unreadable, Why, json, yaml,
};

pub(crate) fn stopped((line, column): (u32, u32), why: Why) -> Unreadable {
    Unreadable { line, column, why }
}

/// A file as a tree, with what the reader noted and where it had to stop.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) tree: Tree,
    pub(crate) noted: Vec<Noted>,
    pub(crate) cut: Option<Stopped>,
}

/// Reads a text, whatever it describes; it had so many bytes as a file, and that name.
pub(crate) fn parse(
    text: String,
    bytes: usize,
    limits: Limits,
    name: &str,
) -> Result<Parsed, Unreadable> {
    let (built, cut) = read(&text, limits)?;
    let Some(mut built) = built else {
        return Err(match cut {
            Some(stop) => stopped(stop.at, stop.why),
            None => Unreadable::whole(Why::Empty),
        });
    };
    let noted = std::mem::take(&mut built.noted);
    let tree = Tree::new(built, text, bytes, name);
    Ok(Parsed { tree, noted, cut })
}

/// Nobody writes JSON with comments longer than that; reading a broken file a second time takes
/// memory for both.
const MOST_BY_HAND: usize = 16 << 20;

fn read(text: &str, limits: Limits) -> Result<(Option<Built>, Option<Stopped>), Unreadable> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    let (mut builder, mut cut) = if is_json {
        json::read(text, limits)
    } else {
        yaml::read(text, limits)
    };
    let syntax = matches!(&cut, Some(stop) if matches!(stop.why, Why::Syntax { .. }));
    if is_json && syntax && text.len() <= MOST_BY_HAND {
        // Trailing commas, comments and single quotes are YAML.
        let (mut other, other_cut) = yaml::read(text, limits);
        if other_cut.is_none() {
            let at = cut.map_or((1, 1), |stop| stop.at);
            other.note(at, FindingKind::NotStrictJson);
            (builder, cut) = (other, None);
        }
    }
    if let Some(stop) = cut.take_if(|stop| !matches!(stop.why, Why::Syntax { .. })) {
        return Err(stopped(stop.at, stop.why));
    }
    Ok((builder.finish(), cut))
}

/// Refuses what is no API description.
pub(crate) fn recognise(parsed: &Parsed) -> Result<(), Unreadable> {
    let marks = [
        "openapi",
        "swagger",
        "paths",
        "components",
        "definitions",
        "webhooks",
    ];
    let root = parsed.tree.root();
    if marks.iter().any(|mark| root.get(mark).is_some()) {
        return Ok(());
    }
    Err(match &parsed.cut {
        Some(stop) => stopped(stop.at, stop.why.clone()),
        None => {
            let names = root.entries().take(8);
            let names = names.map(|(name, _)| name.chars().take(60).collect());
            Unreadable::whole(Why::NotADocument {
                names: names.collect(),
            })
        }
    })
}

/// What the document says about itself.
pub(crate) fn about(root: Node<'_>, findings: &mut Findings) -> About {
    let named = |key: &str| root.get(key).and_then(Node::scalar);
    let info = root.get("info");
    let of_info = |key: &str| info.and_then(|info| info.get(key)?.scalar());
    let standard = named("openapi").or_else(|| named("swagger"));
    let format = match standard {
        Some(text) if root.get("openapi").is_none() && text.starts_with('2') => {
            Some(Format::Swagger2)
        }
        Some(text) if text == "3" || text.starts_with("3.0") => Some(Format::OpenApi30),
        Some(text) if text.starts_with("3.1") => Some(Format::OpenApi31),
        Some(text) if text.starts_with("3.2") => Some(Format::OpenApi32),
        Some(_) | None => None,
    };
    if format.is_none() {
        findings.add(|| Finding {
            pointer: Pointer::root(),
            line: Some(root.line()),
            column: Some(root.column()),
            kind: match standard {
                Some(version) => FindingKind::UnknownVersion {
                    version: version.to_owned(),
                },
                None => FindingKind::NoVersion,
            },
        });
    }
    let nearest = if root.get("definitions").is_some() || root.get("basePath").is_some() {
        Format::Swagger2
    } else {
        Format::OpenApi32
    };
    About {
        format: format.unwrap_or(nearest),
        standard: standard.unwrap_or_default().to_owned(),
        title: of_info("title").unwrap_or_default().to_owned(),
        version: of_info("version").unwrap_or_default().to_owned(),
        description: of_info("description").map(str::to_owned),
    }
}
