//! A document: the tree and the list of operations over it.

use crate::browse::ByPath;
use crate::build::Noted;
use crate::finding::Findings;
use crate::follow::Links;
use crate::index::Index;
use crate::json::Stopped;
use crate::parse::Parsed;
use crate::tree::Tree;
use crate::{
    Alone, Finding, FindingKind, Limits, Neighbours, Node, Pointer, Unreadable, Why, check, decode,
    gather, parse, unreadable,
};
use domain::OperationKey;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Which standard a document follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1.
    OpenApi31,
    /// OpenAPI 3.2.
    OpenApi32,
}

/// What a document says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The standard, as we read it.
    pub format: Format,
    /// The version of the standard, as written; empty when the document does not say.
    pub standard: String,
    /// The title, or nothing.
    pub title: String,
    /// The version of the described API, as written.
    pub version: String,
    /// The document's words, CommonMark.
    pub description: Option<String>,
}

/// One operation in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationLine {
    /// Method and path, the operation's identity.
    pub key: OperationKey,
    /// The document's own name for it.
    pub id: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// The groups it is in.
    pub tags: Vec<String>,
    /// Whether it is on its way out.
    pub deprecated: bool,
}

impl OperationLine {
    /// What to list it under: its first tag, or the first part of its path.
    pub fn group(&self) -> &str {
        match self.tags.first() {
            Some(tag) => tag,
            None => self
                .key
                .path
                .split('/')
                .find(|part| !part.is_empty())
                .unwrap_or("/"),
        }
    }
}

/// A group of operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TagLine {
    /// Its name.
    pub name: String,
    /// One line (OpenAPI 3.2).
    pub summary: Option<String>,
    /// The document's words, CommonMark.
    pub description: Option<String>,
    /// The name of the group it is part of (OpenAPI 3.2).
    pub parent: Option<String>,
    /// What the group is for, `nav`, `badge`, `audience` (OpenAPI 3.2).
    pub kind: Option<String>,
    /// How many operations have it as their group.
    pub operations: usize,
}

/// Where an operation stands.
#[derive(Debug)]
pub(crate) struct Spot {
    pub(crate) item: u32,
    pub(crate) node: u32,
    pub(crate) item_pointer: Pointer,
    pub(crate) pointer: Pointer,
}

/// A document as read.
#[derive(Debug)]
pub struct Document {
    tree: Tree,
    links: Links,
    about: About,
    lines: Vec<OperationLine>,
    spots: Vec<Spot>,
    hooks: Vec<OperationLine>,
    hook_spots: Vec<Spot>,
    /// The operations in the order of their keys.
    by_key: Vec<u32>,
    index: OnceLock<Index>,
    by_path: OnceLock<ByPath>,
}

impl Document {
    /// Reads a document. Keeps what it can read; what it cannot becomes a finding. It stands
    /// alone: references to other files are findings.
    ///
    /// # Errors
    /// When nothing in the bytes is an API description, or a limit is passed.
    pub fn read<'b>(bytes: impl Into<Cow<'b, [u8]>>) -> Result<(Self, Vec<Finding>), Unreadable> {
        Self::read_with(bytes, "", Limits::default(), &Alone)
    }

    /// As [`Document::read`], with other limits.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn read_within<'b>(
        bytes: impl Into<Cow<'b, [u8]>>,
        limits: Limits,
    ) -> Result<(Self, Vec<Finding>), Unreadable> {
        Self::read_with(bytes, "", limits, &Alone)
    }

    /// As [`Document::read`], with the files it refers to. `name` is the document's own path
    /// below the folder it may refer to, `api.yaml` or `v1/api.yaml`; `neighbours` brings the
    /// others from there. Bytes that are given away are not copied.
    ///
    /// # Errors
    /// As [`Document::read`]; a file beside it that cannot be read is a finding.
    pub fn read_with<'b>(
        bytes: impl Into<Cow<'b, [u8]>>,
        name: &str,
        limits: Limits,
        neighbours: &dyn Neighbours,
    ) -> Result<(Self, Vec<Finding>), Unreadable> {
        let bytes = bytes.into();
        let read = bytes.len();
        let limit = limits.bytes.min(limits.total).min(unreadable::MOST_BYTES);
        if read > limit {
            return Err(Unreadable::whole(Why::TooLarge { limit }));
        }
        let decoded = decode::decode(bytes)?;
        let parsed = parse::parse(decoded.text, read, limits, name)?;
        parse::recognise(&parsed)?;
        let Parsed {
            mut tree,
            noted,
            cut,
        } = parsed;
        let mut findings = Findings::default();
        if let Some((line, column)) = decoded.broken_at {
            findings.add(|| Finding {
                pointer: Pointer::root(),
                line: Some(line),
                column: Some(column),
                kind: FindingKind::BadText,
            });
        }
        for Noted { at, slot, kind } in noted {
            findings.add(|| Finding {
                pointer: tree.pointer_to(slot),
                line: Some(at.0),
                column: Some(at.1),
                kind,
            });
        }
        let about = parse::about(tree.root(), &mut findings);
        let links = gather::gather(&mut tree, about.format, limits, neighbours, &mut findings);
        let mut document = Self {
            about,
            tree,
            links,
            lines: Vec::new(),
            spots: Vec::new(),
            hooks: Vec::new(),
            hook_spots: Vec::new(),
            by_key: Vec::new(),
            index: OnceLock::new(),
            by_path: OnceLock::new(),
        };
        document.list(&mut findings);
        if let Some(Stopped { at, why }) = cut {
            let Why::Syntax { what } = &why else {
                return Err(parse::stopped(at, why));
            };
            // Half a file is of use when it holds a whole operation, and of none otherwise.
            if document.lines.is_empty() {
                return Err(parse::stopped(at, why));
            }
            findings.add(|| Finding {
                pointer: Pointer::root(),
                line: Some(at.0),
                column: Some(at.1),
                kind: FindingKind::CutShort { what: what.clone() },
            });
        }
        check::whole(&document, &mut findings);
        Ok((document, findings.done()))
    }

    /// What the document says about itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Every operation, in the document's order.
    pub fn operations(&self) -> &[OperationLine] {
        &self.lines
    }

    /// What the server calls at the caller (OpenAPI 3.1), by name in place of a path.
    pub fn webhooks(&self) -> &[OperationLine] {
        &self.hooks
    }

    /// The groups of operations: those the document lists first, then the others as they come.
    pub fn tags(&self) -> Vec<TagLine> {
        let listed = self.root().get("tags").into_iter().flat_map(Node::items);
        let mut tags: Vec<TagLine> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for tag in listed {
            let Some(name) = tag.text("name") else {
                continue;
            };
            known.entry(name).or_insert_with(|| {
                let text = |key: &str| tag.text(key).map(str::to_owned);
                tags.push(TagLine {
                    name: name.to_owned(),
                    summary: text("summary"),
                    description: text("description"),
                    parent: text("parent"),
                    kind: text("kind"),
                    operations: 0,
                });
                tags.len() - 1
            });
        }
        for line in &self.lines {
            let group = line.group();
            let at = *known.entry(group).or_insert_with(|| {
                tags.push(TagLine {
                    name: group.to_owned(),
                    summary: None,
                    description: None,
                    parent: None,
                    kind: None,
                    operations: 0,
                });
                tags.len() - 1
            });
            tags[at].operations += 1;
        }
        tags
    }

    /// The names of the schemas the document defines, with where they stand.
    pub fn schemas(&self) -> impl Iterator<Item = (&str, Pointer)> {
        let (at, pointer) = match self.about.format {
            Format::Swagger2 => (
                self.root().get("definitions"),
                Pointer::root().then("definitions"),
            ),
            Format::OpenApi30 | Format::OpenApi31 | Format::OpenApi32 => (
                self.root()
                    .get("components")
                    .and_then(|components| components.get("schemas")),
                Pointer::root().then_all(&["components", "schemas"]),
            ),
        };
        at.into_iter()
            .flat_map(Node::entries)
            .map(move |(name, _)| (name, pointer.then(name)))
    }

    /// The whole document.
    pub fn root(&self) -> Node<'_> {
        self.tree.root()
    }

    /// Bytes the document takes: its text and tree, and the search index once it is there.
    pub fn bytes(&self) -> usize {
        self.tree.bytes() + self.index.get().map_or(0, Index::bytes)
    }

    /// Builds the search index if it is not there yet. The first search does it otherwise.
    pub fn prepare(&self) {
        self.index();
    }

    pub(crate) fn by_path(&self) -> &ByPath {
        self.by_path.get_or_init(|| ByPath::of(self))
    }

    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self))
    }

    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Whether a reference means the same wherever it stands.
    pub(crate) fn is_plain(&self) -> bool {
        self.tree.files() == 1 && self.has_plain_references()
    }

    /// Whether a reference means the same wherever it stands in its file.
    pub(crate) fn has_plain_references(&self) -> bool {
        let names = &self.links.names;
        !names.has_addresses() && !names.has_dynamic()
    }

    pub(crate) fn links(&self) -> &Links {
        &self.links
    }

    pub(crate) fn node(&self, at: u32) -> Node<'_> {
        self.tree.node(at)
    }

    pub(crate) fn spot(&self, key: &OperationKey) -> Option<&Spot> {
        // The first of several that are alike.
        let line = |at: u32| &self.lines[at as usize];
        let at = self.by_key.partition_point(|at| line(*at).key < *key);
        let at = *self.by_key.get(at).filter(|at| line(**at).key == *key)?;
        self.spots.get(at as usize)
    }

    pub(crate) fn hook_spot(&self, key: &OperationKey) -> Option<&Spot> {
        let at = self.hooks.iter().position(|line| line.key == *key)?;
        self.hook_spots.get(at)
    }

    pub(crate) fn spots(&self) -> &[Spot] {
        &self.spots
    }

    fn list(&mut self, findings: &mut Findings) {
        for (line, spot) in check::paths(self, findings) {
            self.by_key.push(crate::tree::small(self.lines.len()));
            self.lines.push(line);
            self.spots.push(spot);
        }
        let lines = &self.lines;
        let order = |at: u32| (&lines[at as usize].key, at);
        self.by_key
            .sort_unstable_by(|a, b| order(*a).cmp(&order(*b)));
        (self.hooks, self.hook_spots) = check::webhooks(self, findings).into_iter().unzip();
    }
}
