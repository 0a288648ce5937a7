//! Documents, drafts and answers.

use super::{AppError, Effect, SlotPlace};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Window {
    /// The first, from 0.
    pub from: u32,
    /// How many at the most.
    pub at_most: u32,
}

/// A document that can be opened.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DocumentLine {
    /// Its id.
    pub id: String,
    /// Its title, or the file's name.
    pub title: String,
    /// Its version, as it says.
    pub version: Option<String>,
    /// `OpenAPI 3.0.1`, `Swagger 2.0`; nothing before it was opened.
    pub format: Option<String>,
    /// Where it comes from.
    pub origin: DocumentOrigin,
    /// The tenant its calls go to; nothing for a file that belongs to none.
    pub tenant: Option<String>,
    /// How many operations it has; nothing before it was opened.
    pub operations: Option<u32>,
    /// How much of it could not be read.
    pub findings: u32,
}

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DocumentOrigin {
    /// The tenant itself.
    Tenant {
        /// When it was read, RFC 3339; nothing before.
        read_at: Option<String>,
    },
    /// Written by us from the vendor's documentation.
    Ours,
    /// A file of the person's.
    File {
        /// Its name.
        name: String,
    },
}

/// An open document.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
    /// As lists show it.
    pub line: DocumentLine,
    /// The groups of operations, in the document's order.
    pub groups: Vec<GroupView>,
    /// How many operations read, disclose, change, remove.
    pub effects: EffectCounts,
    /// The servers the document names: shown, never obeyed.
    pub servers: Vec<String>,
    /// Where calls go; nothing for a file that belongs to no tenant.
    pub calls_go_to: Option<String>,
}

/// How many operations have which effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EffectCounts {
    /// Look.
    pub reads: u32,
    /// Hand out.
    pub discloses: u32,
    /// Alter.
    pub changes: u32,
    /// Alter for good.
    pub removes: u32,
}

/// One group: a tag of the document, or the first part of the path.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// Its name, also its id.
    pub name: String,
    /// How many operations it has.
    pub count: u32,
}

/// One operation as lists show it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationLine {
    /// `GET /path/{id}`, its id.
    pub key: String,
    /// In capitals.
    pub method: String,
    /// As the document writes it.
    pub path: String,
    /// Its summary, or what stands in for one.
    pub name: String,
    /// What it does.
    pub effect: Effect,
    /// Whether somebody has classified it.
    pub classified: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
}

/// An operation that fits what was typed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// It.
    pub line: OperationLine,
    /// Its group.
    pub group: String,
    /// Which parts of the name fit.
    pub name_marks: Vec<HitMark>,
    /// Which parts of the path fit.
    pub path_marks: Vec<HitMark>,
    /// The field, parameter or sentence that fits, when neither name nor path does.
    pub elsewhere: Option<String>,
}

/// A part of a text, in UTF-16 units, as the interface counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HitMark {
    /// The first.
    pub from: u32,
    /// Behind the last.
    pub to: u32,
}

/// An operation in the palette.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaletteHit {
    /// The document.
    pub document: String,
    /// The tenant.
    pub tenant: Option<String>,
    /// The operation, with marks.
    pub hit: SearchHit,
}

/// What could not be read.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// JSON pointer.
    pub pointer: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column, from 1.
    pub column: Option<u32>,
    /// In plain words.
    pub text: String,
}

/// A request being written.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DraftInput {
    /// To whom.
    pub tenant: String,
    /// By which document.
    pub document: String,
    /// Which operation.
    pub operation: String,
    /// Values of parameters; an empty text is left out.
    pub values: Vec<SlotValue>,
    /// The body as text.
    pub body: Option<String>,
    /// The body's media type.
    pub media: Option<String>,
}

/// The value of one parameter.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlotValue {
    /// Where it stands.
    pub place: SlotPlace,
    /// Its name.
    pub name: String,
    /// What was entered.
    pub value: String,
}

/// A request as it would leave.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// In capitals.
    pub method: String,
    /// The whole address.
    pub address: String,
    /// Headers; the credential is a mark.
    pub headers: Vec<HeaderView>,
    /// The body.
    pub body: Option<String>,
    /// What it would do.
    pub effect: Effect,
}

/// One header.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HeaderView {
    /// Its name.
    pub name: String,
    /// Its value; for a secret, what stands in for it.
    pub value: String,
    /// Whether the value stands in for a secret.
    pub secret: bool,
}

/// What a request that was sent is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SendProgress {
    /// Fetching a token first.
    SigningIn,
    /// On its way.
    Sent,
    /// The vendor asked us to wait.
    Waiting {
        /// How long.
        ms: u32,
    },
    /// The token was renewed once and the request repeated.
    Renewed,
    /// The answer is coming.
    Receiving {
        /// Bytes so far, as text.
        bytes: String,
    },
}

/// What was sent and what came back, with every secret already gone.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    /// As lists show it.
    pub line: ExchangeLine,
    /// Its headers.
    pub request_headers: Vec<HeaderView>,
    /// Response headers.
    pub headers: Vec<HeaderView>,
    /// What the answer means.
    pub meaning: Meaning,
    /// Where the time went.
    pub timing: Timing,
    /// What the body is.
    pub body: BodyKind,
    /// Its size in bytes, as text.
    pub size: String,
    /// How many lines it has when shown.
    pub lines: u32,
    /// The first lines.
    pub first: BodySlice,
}

/// One exchange as lists show it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeLine {
    /// Its id.
    pub id: String,
    /// To whom.
    pub tenant: String,
    /// When, RFC 3339.
    pub at: String,
    /// In capitals.
    pub method: String,
    /// The address, secrets replaced.
    pub address: String,
    /// The operation, when it came from a document.
    pub operation: Option<String>,
    /// The HTTP status; nothing when no answer came.
    pub status: Option<u16>,
    /// How long it took.
    pub took_ms: u32,
    /// What it did.
    pub effect: Effect,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Meaning {
    /// What was asked for.
    Fine,
    /// Not what was asked for.
    Failed {
        /// Why, as every other failure is told.
        error: AppError,
    },
}

/// Where the time went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Timing {
    /// Until the head of the answer came.
    pub wait_ms: u32,
    /// Until its end.
    pub body_ms: u32,
    /// Whether the token was renewed on the way.
    pub renewed: bool,
}

/// What a body is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BodyKind {
    /// Nothing.
    Empty,
    /// JSON, laid out.
    Json,
    /// XML, as source.
    Xml,
    /// HTML, as source.
    Html,
    /// Text.
    Text,
    /// Bytes.
    Binary,
}

/// Some lines of a body.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BodySlice {
    /// The first line's number, from 0.
    pub from: u32,
    /// The lines.
    pub lines: Vec<String>,
}
