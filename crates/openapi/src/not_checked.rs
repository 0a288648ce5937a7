//! What a check left out, and why.

use crate::Pointer;
use serde::Serialize;

/// A rule of the document that was not held against a value. Everything else was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotChecked {
    /// Where the rule stands in the document.
    pub pointer: Pointer,
    /// The keyword; empty when it is about the whole check.
    pub rule: String,
    /// Why.
    #[serde(flatten)]
    pub why: WhyNotChecked,
}

/// Why something was not checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WhyNotChecked {
    /// There is no schema at the pointer.
    NoSchema,
    /// A reference leads nowhere, in a circle, or out of the document.
    Reference {
        /// As written.
        reference: String,
    },
    /// A pattern the linear-time engine does not know, such as one that looks ahead.
    Pattern {
        /// As written, shortened.
        pattern: String,
    },
    /// A type none of the standards has.
    UnknownType {
        /// As written.
        name: String,
    },
    /// The keyword's value is not what its standard says.
    BadRule,
    /// The schema reaches more schemas than one check looks at.
    TooManySchemas {
        /// The limit.
        limit: usize,
    },
    /// References lead through more schemas for one value than one check follows.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// The checker does not take the schema.
    NotASchema,
    /// The body is larger than is checked.
    BodyTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body is not JSON.
    NotJson {
        /// From 1.
        line: u32,
        /// From 1.
        column: u32,
    },
    /// The check would take longer than anybody waits.
    TooMuchWork,
    /// The body does not fit; where is only known for its beginning.
    OnlyTheBeginning,
}
