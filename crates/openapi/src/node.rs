//! A place in a document, and what stands there.

use crate::tree::{Slot, Tag, Tree};
use serde_json::{Map, Value};

/// The type of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or nothing after a YAML key.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, kept as text.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// The word people use for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Number => "number",
            Self::Text => "string",
            Self::List => "array",
            Self::Object => "object",
        }
    }
}

/// A place in a document, cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    tree: &'d Tree,
    at: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at line {}", self.kind().word(), self.line())
    }
}

impl PartialEq for Node<'_> {
    /// The same place of the same document, not an equal value elsewhere.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.at == other.at
    }
}

impl Eq for Node<'_> {}

impl<'d> Node<'d> {
    pub(crate) fn new(tree: &'d Tree, at: u32) -> Self {
        Self { tree, at }
    }

    pub(crate) fn index(self) -> u32 {
        self.at
    }

    fn slot(self) -> Slot {
        self.tree.slot(self.at)
    }

    /// Its type.
    pub fn kind(self) -> Kind {
        match self.slot().tag() {
            Tag::Null => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::Text | Tag::Key | Tag::MergedKey | Tag::DeadKey => Kind::Text,
            Tag::List => Kind::List,
            Tag::Object => Kind::Object,
        }
    }

    /// The line it starts on, from 1.
    pub fn line(self) -> u32 {
        self.slot().line
    }

    /// The column it starts at, from 1; in JSON counted in bytes.
    pub fn column(self) -> u32 {
        self.slot().column()
    }

    /// A member of an object. `None` for everything else.
    pub fn get(self, name: &str) -> Option<Self> {
        let at = (self.kind() == Kind::Object).then(|| self.tree.member(self.at, name))??;
        Some(self.tree.node(at))
    }

    /// An item of a list, from 0. `None` for everything else.
    pub fn item(self, index: usize) -> Option<Self> {
        self.items().nth(index)
    }

    /// The members of an object; nothing for everything else.
    pub fn entries(self) -> impl Iterator<Item = (&'d str, Self)> {
        let object = self.kind() == Kind::Object;
        let tree = self.tree;
        object
            .then(|| tree.members(self.at))
            .into_iter()
            .flatten()
            .map(move |key| (tree.text_of(key), tree.node(key + 1)))
    }

    /// The items of a list; nothing for everything else.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let tree = self.tree;
        let list = self.kind() == Kind::List;
        let end = if list { self.slot().b } else { 0 };
        let mut next = self.at + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let item = tree.node(next);
                next = tree.after(next);
                item
            })
        })
    }

    /// How many members or items.
    pub fn len(self) -> usize {
        match self.kind() {
            Kind::List | Kind::Object => self.slot().a as usize,
            Kind::Null | Kind::Bool | Kind::Number | Kind::Text => 0,
        }
    }

    /// Whether there are no members or items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// A text. `None` for numbers and everything else.
    pub fn as_str(self) -> Option<&'d str> {
        (self.kind() == Kind::Text).then(|| self.tree.text_of(self.at))
    }

    /// `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        match self.slot().tag() {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// A number with every digit it was written with.
    pub fn number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.tree.text_of(self.at))
    }

    /// A text, number, truth value or null as text. `None` for lists and objects.
    pub fn scalar(self) -> Option<&'d str> {
        match self.slot().tag() {
            Tag::Null => Some("null"),
            Tag::True => Some("true"),
            Tag::False => Some("false"),
            Tag::List | Tag::Object => None,
            Tag::Number | Tag::Text | Tag::Key | Tag::MergedKey | Tag::DeadKey => {
                Some(self.tree.text_of(self.at))
            }
        }
    }

    /// The text of a member that is a text.
    pub fn text(self, name: &str) -> Option<&'d str> {
        self.get(name)?.as_str()
    }

    /// Whether a member is `true`.
    pub fn flag(self, name: &str) -> bool {
        self.get(name).and_then(Self::as_bool).unwrap_or(false)
    }

    /// A copy as a JSON value. Numbers beyond 64 bits are rounded here, and only here.
    pub fn to_value(self) -> Value {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Bool => Value::Bool(self.as_bool().unwrap_or(false)),
            // A number that is none of JSON's becomes its text.
            Kind::Number => self.number().map_or(Value::Null, |text| {
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
            }),
            Kind::Text => Value::String(self.as_str().unwrap_or_default().to_owned()),
            Kind::List => Value::Array(self.items().map(Self::to_value).collect()),
            Kind::Object => Value::Object(
                self.entries()
                    .map(|(name, value)| (name.to_owned(), value.to_value()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}
