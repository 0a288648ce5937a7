//! What was sent and what came back.

use super::{AppError, DisclosedView, DraftInput, Effect, SchemaProblemView, ViaView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One header.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
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
    /// Following pages.
    Following {
        /// Pages so far.
        pages: u32,
        /// Rows so far.
        rows: u32,
    },
}

/// What was sent and what came back, with every secret already gone.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    /// As lists show it.
    pub line: ExchangeLine,
    /// Its headers.
    pub request_headers: Vec<HeaderView>,
    /// What was sent in the body; of a long one, the first part.
    pub request_body: Option<String>,
    /// Response headers.
    pub headers: Vec<HeaderView>,
    /// What the answer means; nothing when no answer came.
    pub meaning: Option<Meaning>,
    /// What the status means to this vendor, in its own words.
    pub status_means: Option<String>,
    /// Where the time went.
    pub timing: Timing,
    /// Where redirects led, in order; empty when there were none.
    pub hops: Vec<HopView>,
    /// Which way it took; nothing when no answer came.
    #[serde(default)]
    pub via: Option<ViaView>,
    /// The answer's body; nothing when it was not kept.
    pub body: Option<BodyView>,
    /// Whether the answer is what the document says.
    pub documented: Documented,
    /// Pages that were followed; nothing when none were.
    pub followed: Option<FollowedView>,
    /// Whether this vendor's way of paging is known, and this answer has a next page.
    pub more_pages: bool,
    /// Secrets of the answer that stay in the core, for a while: each can be shown in the window for
    /// that.
    #[serde(default)]
    pub disclosed: Vec<DisclosedView>,
}

/// One exchange as lists show it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
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
    /// The ticket that was set.
    #[serde(default)]
    pub ticket: Option<String>,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
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

/// Where the time went. What a kept connection saved is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Timing {
    /// Finding the address of the name.
    pub dns_ms: Option<u32>,
    /// Opening the connection.
    pub connect_ms: Option<u32>,
    /// Agreeing on encryption.
    pub tls_ms: Option<u32>,
    /// Until the head of the answer came.
    pub wait_ms: u32,
    /// Until its end.
    pub body_ms: u32,
    /// Whether the token was renewed on the way.
    pub renewed: bool,
    /// `HTTP/1.1`, `HTTP/2`.
    pub protocol: Option<String>,
}

/// Where a redirect led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HopView {
    /// The status that redirected.
    pub status: u16,
    /// Where to.
    pub address: String,
}

/// What a body is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BodyKind {
    /// Nothing.
    Empty,
    /// JSON, laid out.
    Json,
    /// XML, laid out.
    Xml,
    /// HTML, as source.
    Html,
    /// Text.
    Text,
    /// A picture of a kind that is shown.
    Image,
    /// Bytes.
    Binary,
}

/// An answer's body.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BodyView {
    /// What it is.
    pub kind: BodyKind,
    /// Its media type, as the answer says.
    pub media: Option<String>,
    /// Its size in bytes, as text.
    pub size: String,
    /// How many lines it has when shown.
    pub lines: u32,
    /// The first lines.
    pub first: BodySlice,
    /// The lists in it that can be shown as a table, the outermost first.
    pub tables: Vec<TableHead>,
    /// Whether it can be opened as a tree.
    pub tree: bool,
}

/// Some lines of a body.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BodySlice {
    /// The first line's number, from 0.
    pub from: u32,
    /// The lines.
    pub lines: Vec<String>,
}

/// A list that can be shown as a table.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TableHead {
    /// Where it stands, a JSON pointer; empty for the whole body.
    pub pointer: String,
    /// How many rows.
    pub rows: u32,
    /// The columns, as they come.
    pub columns: Vec<String>,
}

/// Which part of a table, in which order.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableRequest {
    /// Which list.
    pub pointer: String,
    /// By which column; the answer's own order when not said.
    pub sort: Option<TableSort>,
    /// The first row, from 0.
    pub from: u32,
    /// How many rows at the most.
    pub at_most: u32,
}

/// An order of rows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableSort {
    /// The column's name.
    pub column: String,
    /// From the largest down.
    pub descending: bool,
}

/// Some rows.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TableSlice {
    /// The first row's number, from 0.
    pub from: u32,
    /// Cells in the order of the head's columns; nothing where a row lacks the field.
    pub rows: Vec<Vec<Option<String>>>,
}

/// One value in a body shown as a tree.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// Its name, or its number in a list.
    pub name: String,
    /// Where it stands, a JSON pointer.
    pub pointer: String,
    /// What it is.
    pub kind: TreeKind,
    /// Its value, short; of lists and objects, nothing.
    pub text: String,
    /// How many values are in it.
    pub children: u32,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "JSON's own words")]
pub enum TreeKind {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// Where words stand in a body.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundView {
    /// How many places; of very many, the most that are counted.
    pub total: u32,
    /// Some of them.
    pub places: Vec<FoundPlace>,
}

/// A place in a body, in UTF-16 units of its line.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundPlace {
    /// The line, from 0.
    pub line: u32,
    /// The first unit.
    pub from: u32,
    /// Behind the last.
    pub to: u32,
}

/// Some bytes of a picture.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BytesSlice {
    /// Base64 (RFC 4648, section 4).
    pub base64: String,
    /// Whether more follow.
    pub more: bool,
}

/// What of an answer to write into a file.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum SaveWhat {
    /// The body as it is shown.
    Body,
    /// One of its tables, as comma-separated values (RFC 4180).
    Table {
        /// Which list.
        pointer: String,
    },
}

/// Whether an answer is what its document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Documented {
    /// No document describes it.
    NoDocument,
    /// The document does not have this status.
    StatusUnknown,
    /// The document gives no schema for it.
    NoSchema,
    /// It could not be checked.
    NotChecked {
        /// Why.
        why: NotCheckedCause,
    },
    /// It fits.
    Fits {
        /// Fields the document does not know, JSON pointers.
        unknown: Vec<String>,
    },
    /// It does not fit.
    Differs {
        /// How.
        problems: Vec<SchemaProblemView>,
        /// Fields the document does not know, JSON pointers.
        unknown: Vec<String>,
    },
}

/// Why an answer was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NotCheckedCause {
    /// It is too long.
    TooLarge,
    /// It is not JSON.
    NotJson,
    /// The schema asks for something that cannot be checked.
    Schema,
}

/// Pages that were followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowedView {
    /// How many pages.
    pub pages: u32,
    /// How many rows.
    pub rows: u32,
    /// Why it ended.
    pub ended: FollowEnd,
    /// Query parameters the next page had lost and we put back.
    pub put_back: Vec<String>,
}

/// Why following pages ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FollowEnd {
    /// There were no more.
    Last,
    /// As many as were asked for.
    Cap,
    /// A page came a second time.
    Repeated,
    /// The next page would have been elsewhere.
    Elsewhere,
    /// A page was refused or did not come; what came before is kept.
    Failed,
}

/// What was sent, once more.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// As it was shown.
    pub exchange: ExchangeView,
    /// To open it again in try-it. Secrets and chosen files are gone from it.
    pub draft: DraftInput,
}

/// Which entries of the history.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HistoryFilter {
    /// Words in method, address, operation, status or tenant's name; all of them must be there.
    pub words: String,
    /// One tenant's only.
    pub tenant: Option<String>,
    /// One operation's only.
    pub operation: Option<String>,
}

/// Some entries of the history, newest first.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryPage {
    /// How many fit the filter.
    pub total: u32,
    /// Some of them.
    pub lines: Vec<ExchangeLine>,
}

/// How two answers differ, line by line.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerComparison {
    /// How many lines only the newer has.
    pub added: u32,
    /// How many lines only the older has.
    pub removed: u32,
    /// Whether only the first parts were compared.
    pub cut: bool,
    /// Lines that differ, with some around them.
    pub lines: Vec<ComparedLine>,
}

/// One line of a comparison.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComparedLine {
    /// Whose it is.
    pub side: ComparedSide,
    /// Its number in the older answer, from 0.
    pub older: Option<u32>,
    /// Its number in the newer answer, from 0.
    pub newer: Option<u32>,
    /// It.
    pub text: String,
}

/// Whose a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ComparedSide {
    /// In both.
    Both,
    /// In the older only.
    Removed,
    /// In the newer only.
    Added,
    /// Lines that are the same were left out here.
    Gap,
}
