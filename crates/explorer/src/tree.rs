//! A body's JSON as a tree, of which the children of one place are shown at a time.

use crate::body::BodyText;
use crate::scan::{Scan, Shape, ViewError, unquoted};
use openapi::visible;
use std::io;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the kinds of JSON")]
pub enum NodeKind {
    Object,
    List,
    Text,
    Number,
    Truth,
    Null,
}

/// A value in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its name in an object; nothing in a list.
    pub name: Option<String>,
    /// Its JSON pointer (RFC 6901).
    pub pointer: String,
    /// What it is.
    pub kind: NodeKind,
    /// A text without quotes, or a word as it is written; the beginning of it when it is long.
    /// Empty for what has children.
    pub text: String,
    /// Whether `text` is all of it.
    pub whole: bool,
    /// How many children it has.
    pub children: u64,
}

/// Some children of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// What the place itself is.
    pub kind: NodeKind,
    /// How many children it has.
    pub total: u64,
    /// Those of the window.
    pub nodes: Vec<Node>,
}

/// Longer texts are cut, in bytes of their source.
const LONGEST: usize = 400;
/// As many children are given at a time.
const MOST: usize = 1_000;

impl BodyText {
    /// Some children of what stands at a JSON pointer, from 0; at most 1,000 of them.
    ///
    /// # Errors
    /// When the body is no JSON, nothing stands there, or its file cannot be read.
    pub fn branch(&self, pointer: &str, from: u64, at_most: usize) -> Result<Branch, ViewError> {
        let mut scan = self.scan()?;
        let shape = scan.find(pointer)?;
        let mut branch = Branch {
            kind: kind(shape, scan.peek()?),
            total: 0,
            nodes: Vec::new(),
        };
        if matches!(shape, Shape::Text | Shape::Word) {
            return Ok(branch);
        }
        branch.total = scan.count()?;
        let at_most = at_most.min(MOST);
        if at_most == 0 || !scan.enter_at(from)? {
            return Ok(branch);
        }
        for number in from.. {
            let start = scan.offset();
            let node = match shape {
                Shape::Object => {
                    let name = unquoted(&scan.name()?);
                    let step = name.replace('~', "~0").replace('/', "~1");
                    node(&mut scan, Some(&name), format!("{pointer}/{step}"))?
                }
                Shape::List | Shape::Text | Shape::Word => {
                    node(&mut scan, None, format!("{pointer}/{number}"))?
                }
            };
            branch.nodes.extend(node);
            scan.go(start)?;
            if branch.nodes.len() >= at_most || !scan.next_child()? {
                break;
            }
        }
        Ok(branch)
    }
}

fn node(scan: &mut Scan<'_>, name: Option<&str>, pointer: String) -> io::Result<Option<Node>> {
    let Some(shape) = scan.shape()? else {
        return Ok(None);
    };
    let mut node = Node {
        name: name.map(|name| visible(name).into_owned()),
        pointer,
        kind: kind(shape, scan.peek()?),
        text: String::new(),
        whole: true,
        children: 0,
    };
    match shape {
        Shape::Object | Shape::List => node.children = scan.count()?,
        Shape::Text | Shape::Word => {
            let (source, whole) = scan.source(LONGEST)?;
            node.whole = whole;
            let text = match shape {
                Shape::Text if whole => unquoted(&source),
                Shape::Text => beginning(source),
                Shape::Word | Shape::Object | Shape::List => {
                    String::from_utf8_lossy(&source).into_owned()
                }
            };
            node.text = visible(&text).into_owned();
        }
    }
    Ok(Some(node))
}

/// The beginning of a text that was cut: an escape or a character may have been cut with it.
fn beginning(mut source: Vec<u8>) -> String {
    for _ in 0..12 {
        if let Ok(text) = serde_json::from_slice([&source[..], b"\""].concat().as_slice()) {
            return text;
        }
        source.pop();
    }
    String::from_utf8_lossy(&source)
        .trim_start_matches('"')
        .to_owned()
}

pub(crate) fn kind(shape: Shape, first: Option<u8>) -> NodeKind {
    match shape {
        Shape::Object => NodeKind::Object,
        Shape::List => NodeKind::List,
        Shape::Text => NodeKind::Text,
        Shape::Word => match first {
            Some(b't' | b'f') => NodeKind::Truth,
            Some(b'n') => NodeKind::Null,
            _ => NodeKind::Number,
        },
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
