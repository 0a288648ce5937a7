//! What is shown of a schema.

use crate::{Block, Pointer};
use serde::Serialize;

/// One level of a schema. What is below is opened by the pointers of [`SchemaView::children`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemaView {
    /// The name of the schema it refers to, or of the field it stands under.
    pub name: String,
    /// What was asked for.
    pub pointer: Pointer,
    /// What it is in a few words: `array of User`, `string`, `one of 3`.
    pub words: String,
    /// `date-time`, `int64`, …
    pub format: Option<String>,
    /// A title of its own.
    pub title: Option<String>,
    /// The document's words.
    pub description: Vec<Block>,
    /// Whether null may stand here, in any of the three spellings of the standards.
    pub nullable: bool,
    /// Comes back and is not sent.
    pub read_only: bool,
    /// Is sent and does not come back.
    pub write_only: bool,
    /// Whether it is on its way out.
    pub deprecated: bool,
    /// The values it may have, as JSON; empty when it may have any.
    pub choices: Vec<String>,
    /// The one value it has, as JSON.
    pub constant: Option<String>,
    /// What the server takes when nothing is sent, as JSON.
    pub default: Option<String>,
    /// An example, as JSON.
    pub example: Option<String>,
    /// Bounds and patterns, as the document has them.
    pub facts: Vec<Fact>,
    /// The field that tells the alternatives apart.
    pub discriminator: Option<String>,
    /// Which value of that field means which alternative, where the document says so.
    pub mapping: Vec<Mapping>,
    /// Every field that must come along with another one.
    pub needs: Vec<Needs>,
    /// What is below.
    pub children: Vec<Child>,
}

/// One bound of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The keyword: `minimum`, `maxLength`, `pattern`, …
    pub rule: &'static str,
    /// Its value, with every digit.
    pub value: String,
}

/// What a value of a discriminator means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    /// The value.
    pub value: String,
    /// The name of the schema it means.
    pub name: String,
    /// Opens it, when it is in the document.
    pub pointer: Option<Pointer>,
}

/// Fields that must come along with another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Needs {
    /// When this one is there.
    pub field: String,
    /// These must be, too.
    pub others: Vec<String>,
}

/// How something hangs below a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ChildRole {
    /// A field.
    Property,
    /// Fields whose names follow a pattern.
    PatternProperty,
    /// Every other field.
    OtherProperties,
    /// The items of a list.
    Items,
    /// The item of a list at one place.
    ItemAt,
    /// One of several, and only one.
    OneOf,
    /// One or more of several.
    AnyOf,
    /// What it must not be.
    Not,
    /// When this holds.
    If,
    /// Then this does.
    Then,
    /// Otherwise this does.
    Else,
    /// What some item of a list is.
    Contains,
    /// What the names of fields are like.
    Names,
    /// What holds when a field is there; the name is the field's.
    WhenPresent,
    /// Every field, or item, that nothing else describes.
    Unevaluated,
}

/// Something below a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Child {
    /// How it hangs there.
    pub role: ChildRole,
    /// The field's name, the pattern, or the name of the alternative.
    pub name: String,
    /// What it is in a few words.
    pub words: String,
    /// `date-time`, `int64`, …
    pub format: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Whether null may stand here.
    pub nullable: bool,
    /// Comes back and is not sent.
    pub read_only: bool,
    /// Is sent and does not come back.
    pub write_only: bool,
    /// Whether it is on its way out.
    pub deprecated: bool,
    /// The start of the document's words, as plain text.
    pub summary: Option<String>,
    /// Opens it with [`Document::schema`].
    pub pointer: Pointer,
    /// Whether there is anything to open.
    pub opens: bool,
    /// Whether it is something we are already inside of: a link back, not a level further.
    pub is_cycle: bool,
}
