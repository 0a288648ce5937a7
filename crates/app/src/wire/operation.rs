//! One operation as its page shows it.

use super::Effect;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SlotPlace {
    /// In the path.
    Path,
    /// Behind the question mark.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// One operation as its page shows it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// `GET /path/{id}`, its id.
    pub key: String,
    /// In capitals.
    pub method: String,
    /// As the document writes it.
    pub path: String,
    /// Its summary, or what stands in for one.
    pub name: String,
    /// Its group.
    pub group: String,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// What it does, in the document's words.
    pub description: Vec<Block>,
    /// What it does.
    pub effect: Effect,
    /// Whether somebody has classified it.
    pub classified: bool,
    /// The rights it needs, in the vendor's words.
    pub needs: Vec<String>,
    /// The first version that has it.
    pub since: Option<String>,
    /// How we know of it, in a document of ours.
    pub evidence: Option<String>,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Its parameters.
    pub parameters: Vec<ParameterView>,
    /// What may be sent as body, one entry a media type.
    pub bodies: Vec<BodyOption>,
    /// What may come back.
    pub answers: Vec<AnswerView>,
    /// Why it cannot be sent from here, if it cannot.
    pub unavailable: Option<Unavailable>,
}

/// Why an operation cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Unavailable {
    /// The document belongs to no tenant.
    NoTenant,
    /// The tenant is locked, and this is not a read.
    Locked,
}

/// One parameter.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParameterView {
    /// Where it stands.
    pub place: SlotPlace,
    /// Its name.
    pub name: String,
    /// Whether it must be given.
    pub required: bool,
    /// Its schema, one level.
    pub schema: SchemaNode,
    /// What it is, in the document's words.
    pub description: Vec<Block>,
    /// What the document gives as an example or default.
    pub example: Option<String>,
    /// Whether the document advises against it.
    pub deprecated: bool,
}

/// What may be sent as a body.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BodyOption {
    /// Its media type.
    pub media: String,
    /// Whether one must be sent.
    pub required: bool,
    /// Its schema, one level.
    pub schema: Option<SchemaNode>,
    /// An example, laid out: the document's first, or one made from the schema.
    pub example: Option<String>,
    /// Further examples of the document.
    pub others: Vec<ExampleView>,
}

/// An example with a name.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExampleView {
    /// Its name or summary.
    pub name: String,
    /// It, laid out.
    pub text: String,
}

/// What may come back.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerView {
    /// `200`, `4XX`, `default`.
    pub status: String,
    /// In the document's words.
    pub description: Vec<Block>,
    /// What the body may be; empty when there is none.
    pub media: Vec<AnswerMedia>,
}

/// One form an answer may have.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerMedia {
    /// Its media type.
    pub media: String,
    /// Its schema, one level.
    pub schema: Option<SchemaNode>,
    /// An example, laid out.
    pub example: Option<String>,
}

/// One node of a schema; its fields are asked for by pointer.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SchemaNode {
    /// The field's name; empty for the whole, `[]` for an item, `one of 2` for an alternative.
    pub name: String,
    /// Where it stands in the document.
    pub pointer: String,
    /// Its type in words: `string`, `array of User`, `one of 3`.
    pub type_words: String,
    /// `date-time`, `int64`.
    pub format: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Only in answers.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// May be null.
    pub nullable: bool,
    /// Bounds in words: `1–64`, `≥ 0`, `matches ^a`.
    pub rule: Option<String>,
    /// The values allowed.
    pub allowed: Vec<String>,
    /// What it is when left out.
    pub default: Option<String>,
    /// In the document's words.
    pub description: Vec<Block>,
    /// Whether there is something below it.
    pub opens: bool,
    /// Whether it leads back to something above it.
    pub cycle: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
}

/// A block of a description. A closed list: no HTML, no picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// Code, line by line.
    Code {
        /// Its text.
        text: String,
    },
    /// A table.
    Table {
        /// Rows of cells; the first row is the head.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line between things.
    Rule,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListItem {
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Inline {
    /// Plain.
    Text {
        /// It.
        text: String,
    },
    /// Emphasis.
    Emphasis {
        /// It.
        text: String,
    },
    /// Strong emphasis.
    Strong {
        /// It.
        text: String,
    },
    /// Code.
    Code {
        /// It.
        text: String,
    },
    /// A link; opened by the core only, after the full address was shown.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads: https.
        address: String,
    },
    /// A line break.
    Break,
}
