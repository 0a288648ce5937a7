//! Why a file is no document, and how large one may be.

use serde::Serialize;

/// A file with nothing readable in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("not readable at line {line}, column {column}: {why}")]
pub struct Unreadable {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
    /// What was found instead.
    pub why: Why,
}

/// What stands where a document should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Why {
    /// No bytes, or white space only.
    #[error("the file is empty")]
    Empty,
    /// A web page: a sign-in page, an error page of a proxy.
    #[error("this is a web page")]
    Html,
    /// XML that is not a web page, such as a WSDL.
    #[error("this is XML")]
    Xml,
    /// A picture, an archive or another file that is not text.
    #[error("this is not text ({looks_like})")]
    Binary {
        /// `PNG`, `ZIP`, … or `unknown`.
        looks_like: &'static str,
    },
    /// Readable as JSON or YAML, but not an API description.
    #[error("this is not an API description")]
    NotADocument {
        /// The names at the top, at most eight, to recognise the file by.
        names: Vec<String>,
    },
    /// Neither JSON nor YAML from this place on.
    #[error("{what}")]
    Syntax {
        /// What the parser expected or found, in its words.
        what: String,
    },
    /// More bytes than [`Limits::bytes`].
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Nested deeper than [`Limits::depth`].
    #[error("nested deeper than {limit}")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More values than [`Limits::nodes`].
    #[error("more than {limit} values")]
    TooManyNodes {
        /// The limit.
        limit: usize,
    },
    /// More YAML aliases than [`Limits::aliases`].
    #[error("more than {limit} aliases")]
    TooManyAliases {
        /// The limit.
        limit: usize,
    },
}

impl Unreadable {
    /// Something that concerns the file and no line of it.
    pub(crate) fn whole(why: Why) -> Self {
        Self {
            line: 1,
            column: 1,
            why,
        }
    }
}

/// How much of a document is read. Each limit is named when it is hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Depth of nesting.
    pub depth: usize,
    /// Values of one file, after YAML aliases were replaced by what they stand for.
    pub nodes: usize,
    /// Uses of YAML aliases in one file.
    pub aliases: usize,
    /// Files of one document, with the first.
    pub files: usize,
    /// Bytes of all files of one document.
    pub total: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // The largest published document we know of has 78 MB.
            bytes: 80 << 20,
            depth: 128,
            nodes: 4_000_000,
            aliases: 10_000,
            files: 20,
            total: 80 << 20,
        }
    }
}

/// Positions are kept in 28 bits, so that a node fits in 16 bytes.
pub(crate) const MOST_BYTES: usize = 1 << 28;
