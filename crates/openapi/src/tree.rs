//! The tree a document is kept in: one vector of 16-byte slots in document order and one
//! text they point into. Numbers stay text, so that no digit is ever lost.

use crate::node::{Kind, Node};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

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

/// A whole document.
#[derive(Debug)]
pub(crate) struct Tree {
    slots: Vec<Slot>,
    text: String,
    wide: HashMap<u32, Vec<(u32, u32)>>,
    hasher: std::hash::RandomState,
}

impl Tree {
    pub(crate) fn new(mut slots: Vec<Slot>, text: String) -> Self {
        slots.shrink_to_fit();
        let mut tree = Self {
            slots,
            text,
            wide: HashMap::new(),
            hasher: std::hash::RandomState::new(),
        };
        let wide: Vec<u32> = (0..tree.len())
            .filter(|at| tree.slot(*at).tag() == Tag::Object && tree.slot(*at).a > WIDE)
            .collect();
        for at in wide {
            let mut names: Vec<(u32, u32)> = tree
                .members(at)
                .map(|key| (tree.hash(tree.text_of(key)), key))
                .collect();
            names.sort_unstable();
            tree.wide.insert(at, names);
        }
        tree
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
    pub(crate) fn each_member<'d>(&'d self, mut see: impl FnMut(Node<'d>, &'d str, Node<'d>)) {
        // Objects we are in, innermost last; lists need no entry.
        let mut inside: Vec<u32> = Vec::new();
        for at in 0..self.len() {
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

    /// The pointer to a slot, found by descending to it.
    pub(crate) fn pointer_to(&self, target: u32) -> crate::Pointer {
        let mut pointer = crate::Pointer::root();
        let mut node = self.root();
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
                .find(|key| self.text_of(*key) == name)
                .map(|key| key + 1);
        };
        let hash = self.hash(name);
        let from = names.partition_point(|(known, _)| *known < hash);
        names[from..]
            .iter()
            .take_while(|(known, _)| *known == hash)
            .find(|(_, key)| self.text_of(*key) == name)
            .map(|(_, key)| key + 1)
    }
}

/// Every size here is bounded by [`crate::unreadable::MOST_BYTES`].
pub(crate) fn small(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
