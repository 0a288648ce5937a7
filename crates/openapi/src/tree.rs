//! The tree a document is kept in: one vector of 16-byte slots in document order and one
//! text they point into. Numbers stay text, so that no digit is ever lost.

use crate::build::Built;
use crate::node::{Kind, Node};
use foldhash::quality::RandomState;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

/// What a slot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Null,
    False,
    True,
    Number,
    Text,
    List,
    Object,
    Key,
    /// A key that came in by a YAML merge and gives way to one written out.
    MergedKey,
    /// A key that another one of the same name has replaced.
    DeadKey,
}

const TAGS: [Tag; 10] = [
    Tag::Null,
    Tag::False,
    Tag::True,
    Tag::Number,
    Tag::Text,
    Tag::List,
    Tag::Object,
    Tag::Key,
    Tag::MergedKey,
    Tag::DeadKey,
];

const COLUMN_BITS: u32 = 28;

/// `a` and `b` are offset and length of a text, or count and end of a list or object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    head: u32,
    pub(crate) line: u32,
    pub(crate) a: u32,
    pub(crate) b: u32,
}

impl Slot {
    pub(crate) fn new(tag: Tag, (line, column): (u32, u32), a: u32, b: u32) -> Self {
        let column = column.min((1 << COLUMN_BITS) - 1);
        Self {
            head: (tag as u32) << COLUMN_BITS | column,
            line,
            a,
            b,
        }
    }

    pub(crate) fn tag(self) -> Tag {
        TAGS[(self.head >> COLUMN_BITS) as usize]
    }

    pub(crate) fn retagged(self, tag: Tag) -> Self {
        Self::new(tag, (self.line, self.column()), self.a, self.b)
    }

    pub(crate) fn column(self) -> u32 {
        self.head & ((1 << COLUMN_BITS) - 1)
    }

    pub(crate) fn is_container(self) -> bool {
        matches!(self.tag(), Tag::List | Tag::Object)
    }
}

/// Objects with more members than this get a table of their names.
const WIDE: u32 = 24;

/// One file of a document: where its slots start, and its path below the document's folder.
#[derive(Debug)]
struct File {
    root: u32,
    bytes: usize,
    name: String,
}

/// A whole document: one file, or several one after the other.
#[derive(Debug)]
pub(crate) struct Tree {
    slots: Vec<Slot>,
    text: String,
    files: Vec<File>,
    wide: HashMap<u32, Vec<(u32, u32)>>,
    /// Seeded at random: the names are a stranger's.
    hasher: RandomState,
}

impl Tree {
    /// A tree of one file. What is kept beside the source follows it in the text.
    pub(crate) fn new(built: Built, mut source: String, bytes: usize, name: &str) -> Self {
        source.reserve_exact(built.side.len());
        source.push_str(&built.side);
        let mut tree = Self {
            slots: built.slots,
            text: source,
            files: vec![File {
                root: 0,
                bytes,
                name: name.to_owned(),
            }],
            wide: HashMap::new(),
            hasher: RandomState::default(),
        };
        tree.slots.shrink_to_fit();
        tree.note_wide(0);
        tree
    }

    /// Puts another file behind this one; its number.
    pub(crate) fn join(&mut self, other: Self, name: String) -> usize {
        let root = self.len();
        let text = small(self.text.len());
        let bytes = other.source_bytes();
        self.files.push(File { root, bytes, name });
        self.text.reserve_exact(other.text.len());
        self.text.push_str(&other.text);
        self.slots.reserve_exact(other.slots.len());
        self.slots.extend(other.slots.into_iter().map(|mut slot| {
            match slot.tag() {
                Tag::List | Tag::Object => slot.b += root,
                Tag::Null | Tag::False | Tag::True => {}
                Tag::Number | Tag::Text | Tag::Key | Tag::MergedKey | Tag::DeadKey => {
                    slot.a += text;
                }
            }
            slot
        }));
        self.note_wide(root);
        self.files.len() - 1
    }

    fn note_wide(&mut self, from: u32) {
        let wide: Vec<u32> = (from..self.len())
            .filter(|at| {
                let slot = self.slot(*at);
                slot.a > WIDE && slot.tag() == Tag::Object
            })
            .collect();
        for at in wide {
            let mut names: Vec<(u32, u32)> = self
                .members(at)
                .map(|key| (self.hash(self.text_of(key)), key))
                .collect();
            names.sort_unstable();
            self.wide.insert(at, names);
        }
    }

    /// The number of the file a slot is in.
    pub(crate) fn file_of(&self, at: u32) -> usize {
        self.files.partition_point(|file| file.root <= at) - 1
    }

    /// The path of a file below the document's folder.
    pub(crate) fn name_of(&self, file: usize) -> &str {
        &self.files[file].name
    }

    /// How many files.
    pub(crate) fn files(&self) -> usize {
        self.files.len()
    }

    /// How many bytes all files had.
    pub(crate) fn source_bytes(&self) -> usize {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// How many values and names all files have.
    pub(crate) fn values(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn root_of(&self, file: usize) -> Node<'_> {
        self.node(self.files[file].root)
    }

    /// The number of the file with a name.
    pub(crate) fn file_named(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|file| file.name == name)
    }

    /// The top of a file as a pointer.
    pub(crate) fn top_of(&self, file: usize) -> crate::Pointer {
        if file == 0 {
            crate::Pointer::root()
        } else {
            crate::Pointer::of_file(&self.files[file].name)
        }
    }

    pub(crate) fn root(&self) -> Node<'_> {
        self.node(0)
    }

    pub(crate) fn node(&self, at: u32) -> Node<'_> {
        Node::new(self, at)
    }

    pub(crate) fn bytes(&self) -> usize {
        let wide: usize = self.wide.values().map(|names| names.len() * 8 + 48).sum();
        self.slots.len() * size_of::<Slot>() + self.text.capacity() + wide
    }

    /// Every member of every object: the object, the name, the value.
    pub(crate) fn each_member<'d>(
        &'d self,
        within: Range<u32>,
        mut see: impl FnMut(Node<'d>, &'d str, Node<'d>),
    ) {
        // Objects we are in, innermost last; lists need no entry.
        let mut inside: Vec<u32> = Vec::new();
        for at in within {
            while inside.last().is_some_and(|open| self.slot(*open).b <= at) {
                inside.pop();
            }
            match self.slot(at).tag() {
                Tag::Object => inside.push(at),
                Tag::Key | Tag::MergedKey => {
                    if let Some(object) = inside.last() {
                        see(self.node(*object), self.text_of(at), self.node(at + 1));
                    }
                }
                _ => {}
            }
        }
    }

    /// Every `$ref` that is a text.
    pub(crate) fn each_reference<'d>(&'d self, within: Range<u32>, mut see: impl FnMut(&'d str)) {
        for at in within.start..within.end.saturating_sub(1) {
            let slot = self.slot(at);
            // A name of four bytes and a text after it: nearly nothing else gets further.
            let is_reference = slot.b == 4
                && matches!(slot.tag(), Tag::Key | Tag::MergedKey)
                && self.slot(at + 1).tag() == Tag::Text
                && self.text_of(at) == "$ref";
            if is_reference {
                see(self.text_of(at + 1));
            }
        }
    }

    /// The slots of a file.
    pub(crate) fn span(&self, file: usize) -> Range<u32> {
        let root = self.files[file].root;
        root..self.after(root)
    }

    /// The slots of all files.
    pub(crate) fn all(&self) -> Range<u32> {
        0..self.len()
    }

    /// The pointer to a slot, found by descending to it.
    pub(crate) fn pointer_to(&self, target: u32) -> crate::Pointer {
        let file = self.file_of(target);
        let mut pointer = self.top_of(file);
        let mut node = self.root_of(file);
        while node.index() < target {
            let holds =
                |child: Node<'_>| child.index() <= target && target < self.after(child.index());
            let next = match node.kind() {
                Kind::Object => node
                    .entries()
                    .find(|(_, child)| holds(*child))
                    .map(|(name, child)| (name.to_owned(), child)),
                Kind::List => node
                    .items()
                    .enumerate()
                    .find(|(_, child)| holds(*child))
                    .map(|(index, child)| (index.to_string(), child)),
                Kind::Null | Kind::Bool | Kind::Number | Kind::Text => None,
            };
            let Some((name, child)) = next else { break };
            pointer = pointer.then(&name);
            node = child;
        }
        pointer
    }

    fn len(&self) -> u32 {
        small(self.slots.len())
    }

    pub(crate) fn slot(&self, at: u32) -> Slot {
        self.slots[at as usize]
    }

    pub(crate) fn text_of(&self, at: u32) -> &str {
        let slot = self.slot(at);
        &self.text[slot.a as usize..(slot.a as usize + slot.b as usize)]
    }

    /// The slot after a value and everything in it.
    pub(crate) fn after(&self, at: u32) -> u32 {
        let slot = self.slot(at);
        if slot.is_container() { slot.b } else { at + 1 }
    }

    /// The key slots of an object that count.
    pub(crate) fn members(&self, at: u32) -> impl Iterator<Item = u32> {
        let end = self.slot(at).b;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            while next < end {
                let key = next;
                next = self.after(key + 1);
                if self.slot(key).tag() != Tag::DeadKey {
                    return Some(key);
                }
            }
            None
        })
    }

    fn hash(&self, text: &str) -> u32 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(text.as_bytes());
        let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    pub(crate) fn member(&self, at: u32, name: &str) -> Option<u32> {
        let Some(names) = self.wide.get(&at) else {
            return self
                .members(at)
                .find(|key| self.is_named(*key, name))
                .map(|key| key + 1);
        };
        let hash = self.hash(name);
        let from = names.partition_point(|(known, _)| *known < hash);
        names[from..]
            .iter()
            .take_while(|(known, _)| *known == hash)
            .find(|(_, key)| self.is_named(*key, name))
            .map(|(_, key)| key + 1)
    }

    /// As comparing [`Tree::text_of`], without looking for the boundaries of characters.
    fn is_named(&self, key: u32, name: &str) -> bool {
        let slot = self.slot(key);
        let start = slot.a as usize;
        slot.b as usize == name.len()
            && self.text.as_bytes()[start..start + name.len()] == *name.as_bytes()
    }
}

/// Every size here is bounded by [`crate::unreadable::MOST_BYTES`].
pub(crate) fn small(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
