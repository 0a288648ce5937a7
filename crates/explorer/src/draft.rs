//! A request being written by a person, and what can be wrong with it.

use crate::FileRef;
use domain::OperationKey;
use openapi::In;
use std::collections::{BTreeMap, BTreeSet};

/// One place a value goes to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Path, query, header or cookie.
    pub place: In,
    /// The parameter's name.
    pub name: String,
}

impl Slot {
    /// A slot.
    pub fn new(place: In, name: impl Into<String>) -> Self {
        Self {
            place,
            name: name.into(),
        }
    }
}

/// A request being written by a person. An empty value is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What to call, as the document writes it.
    pub operation: OperationKey,
    /// What was entered: text as it is, lists as JSON or with commas, objects as JSON.
    pub values: BTreeMap<Slot, String>,
    /// The body as text, sent as it is; forms are written as a JSON object.
    pub body: Option<String>,
    /// The body's media type; the document's first when not said.
    pub media: Option<String>,
    /// Files for the fields of a form, by the field's name, in the order they are sent.
    pub files: BTreeMap<String, Vec<FileRef>>,
    /// A file that is the whole body; text and form files are then not looked at.
    pub file: Option<FileRef>,
    /// The text between the parts of a form: letters and digits by chance, since nobody looks
    /// for it in the files. Only a form without files does without.
    pub boundary: Option<String>,
    /// Path values in which the person has agreed to an encoded slash, backslash or NUL.
    pub separators_agreed: BTreeSet<Slot>,
    /// What to do with values the document does not seem to allow.
    pub doubts: Doubts,
}

impl Draft {
    /// An empty draft of an operation.
    pub fn new(operation: OperationKey) -> Self {
        Self {
            operation,
            values: BTreeMap::new(),
            body: None,
            media: None,
            files: BTreeMap::new(),
            file: None,
            boundary: None,
            separators_agreed: BTreeSet::new(),
            doubts: Doubts::Refuse,
        }
    }
}

/// Documents are often wrong about types, choices and what is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Doubts {
    /// Report them.
    #[default]
    Refuse,
    /// The person has seen them and sends anyway.
    SendAnyway,
}

/// Something that is wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where; `None` for the body and for the whole.
    pub slot: Option<Slot>,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The document has no such operation.
    NoSuchOperation,
    /// A method that is never sent: `CONNECT`, `TRACE`, or none at all.
    MethodNotSent,
    /// Needed, and not given.
    Missing,
    /// A body is needed, and none is given.
    BodyMissing,
    /// Not of the type the document wants.
    WrongType {
        /// `integer`, `number`, `boolean`, `array` or `object`.
        wanted: &'static str,
    },
    /// None of the values the document allows.
    NotOneOf {
        /// The first of them.
        allowed: Vec<String>,
    },
    /// A value for a hole the path does not have.
    NoSuchHole,
    /// Belongs to the session or the connection, and cannot be set by hand.
    Reserved,
    /// Characters that may not stand there.
    Characters,
    /// Dots alone, or anything else that would lead to another address than the path's.
    Escapes,
    /// A slash, backslash or NUL in a path value, to which the person has to agree.
    Separators,
    /// The body is not JSON.
    NotJson {
        /// Line, from 1.
        line: u32,
        /// Column, from 1.
        column: u32,
    },
    /// A form is written as a JSON object, and only a form of parts carries files.
    NotAForm,
    /// The document's path cannot become an address.
    NotAnAddress,
}

impl ProblemKind {
    /// Whether only the document says so, and the person may know better.
    pub fn is_doubt(&self) -> bool {
        match self {
            Self::Missing
            | Self::BodyMissing
            | Self::WrongType { .. }
            | Self::NotOneOf { .. }
            | Self::NotJson { .. } => true,
            Self::NoSuchOperation
            | Self::MethodNotSent
            | Self::NoSuchHole
            | Self::Reserved
            | Self::Characters
            | Self::Escapes
            | Self::Separators
            | Self::NotAForm
            | Self::NotAnAddress => false,
        }
    }
}
