//! What a document has wrong with it, and where.

use crate::{Pointer, Refusal};
use serde::Serialize;

/// Something in a document that is not as its standard says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Where, as a JSON pointer.
    pub pointer: Pointer,
    /// The line in the file, from 1, where known.
    pub line: Option<u32>,
    /// The column, from 1, where known.
    pub column: Option<u32>,
    /// What.
    #[serde(flatten)]
    pub kind: FindingKind,
}

/// What is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FindingKind {
    /// The file cannot be read from this line on; what stands before it was kept.
    CutShort {
        /// What the parser expected or found.
        what: String,
    },
    /// Bytes that are no text in the file's encoding, shown as replacement characters.
    BadText,
    /// JSON with trailing commas, comments or the like.
    NotStrictJson,
    /// A name twice in one object. The last one counts, as in every JSON reader.
    DuplicateKey {
        /// The name.
        name: String,
    },
    /// A YAML alias inside what it stands for; left empty.
    AliasInsideItself,
    /// A YAML key that is not text.
    KeyIsNotText,
    /// More than one YAML document in the file; the first was read.
    MoreDocuments,
    /// Neither `openapi` nor `swagger` says which standard the file follows.
    NoVersion,
    /// A version we do not know; read as the nearest one.
    UnknownVersion {
        /// As written.
        version: String,
    },
    /// There are no `paths`.
    NoPaths,
    /// Something is of another type than the standard says, and was left out.
    WrongType {
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A path that does not start with a slash.
    PathWithoutSlash,
    /// Braces in a path that do not pair.
    BrokenTemplate,
    /// A name in a path item that is no method.
    UnknownMethod {
        /// The name.
        name: String,
    },
    /// A hole in the path that no parameter describes; it takes any text.
    UndescribedHole {
        /// The name in braces.
        name: String,
    },
    /// A path parameter the path has no hole for.
    ParameterWithoutHole {
        /// The parameter's name.
        name: String,
    },
    /// A parameter without name or place; left out.
    NamelessParameter,
    /// An `operationId` used before.
    DuplicateOperationId {
        /// The id.
        id: String,
    },
    /// A reference to something that is not in the document.
    DanglingReference {
        /// As written.
        reference: String,
    },
    /// A reference to a file that was not loaded.
    OutsideReference {
        /// As written.
        reference: String,
        /// Why not.
        refusal: Refusal,
    },
    /// Following references took so many steps that the rest was not checked.
    ReferencesNotChecked {
        /// The limit.
        limit: u32,
    },
    /// References that only lead to each other.
    ReferenceCycle {
        /// As written.
        reference: String,
    },
    /// `required` of a schema is not a list of names.
    RequiredIsNotAList,
    /// A default that is not of its schema's type; not used.
    DefaultOfAnotherType,
    /// An enum has a value of another type than its schema says.
    EnumOfAnotherType,
    /// A server address whose path cannot be used.
    UnusableServer,
    /// More findings than are kept.
    AndMore {
        /// How many were left out.
        count: usize,
    },
}

/// Enough to judge a document by; more would be a list nobody reads.
const MOST: usize = 1_000;

/// Collects findings up to a number, and counts the rest.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    more: usize,
}

impl Findings {
    pub(crate) fn add(&mut self, make: impl FnOnce() -> Finding) {
        if self.kept.len() < MOST {
            self.kept.push(make());
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn done(mut self) -> Vec<Finding> {
        if self.more > 0 {
            self.kept.push(Finding {
                pointer: Pointer::root(),
                line: None,
                column: None,
                kind: FindingKind::AndMore { count: self.more },
            });
        }
        self.kept
    }
}
