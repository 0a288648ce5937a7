//! Documents, drafts and answers.

use super::Effect;
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
    /// The version seen before, when this one is another; nothing once a person has seen that.
    pub older: Option<OlderVersion>,
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
        /// Since when it has been the same, as far as we have seen, RFC 3339.
        same_since: Option<String>,
    },
    /// Written by us from the vendor's documentation.
    Ours,
    /// The tenant itself, before it changed.
    Before {
        /// When it was read, RFC 3339.
        read_at: String,
    },
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
    /// What to show instead of the name, where the document says.
    pub title: Option<String>,
    /// The group it stands in (`parent` of OpenAPI 3.2).
    pub parent: Option<String>,
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

/// What stands directly below a part of the paths.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PathLevel {
    /// The next parts, in the document's order.
    pub branches: Vec<PathBranch>,
    /// Operations of exactly this path.
    pub operations: Vec<OperationLine>,
}

/// One part of the paths.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PathBranch {
    /// The whole path down to here; asks for the next level.
    pub path: String,
    /// Its last part or parts: `/accounts/{id}`.
    pub name: String,
    /// How many operations are here and below.
    pub count: u32,
}

/// What changed from one version of a document to another.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    /// How many changes break callers, add to what there is, change words only.
    pub counts: ChangeCounts,
    /// Some of them, breaking ones first.
    pub changes: Vec<ChangeView>,
}

/// How many changes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeCounts {
    /// That break callers.
    pub breaking: u32,
    /// That add.
    pub additive: u32,
    /// That change words only.
    pub wording: u32,
}

/// One change.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// The operation; nothing when it is about the whole document.
    pub operation: Option<OperationLine>,
    /// Where, a JSON pointer in the newer document, or the older where it was removed.
    pub pointer: String,
    /// Added, removed or changed.
    pub change: ChangeKind,
    /// What it means for callers.
    pub weight: ChangeWeight,
    /// What changed: `requiredFieldAdded`, `typeChanged`. The interface has the words.
    pub reason: String,
    /// What it is about: a field, a parameter, a status.
    pub subject: String,
    /// Before, short.
    pub before: Option<String>,
    /// After, short.
    pub after: Option<String>,
}

/// Added, removed or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum ChangeKind {
    Added,
    Removed,
    Changed,
}

/// What a change means for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChangeWeight {
    /// Calls that worked may fail.
    Breaking,
    /// There is more than before.
    Additive,
    /// Only words.
    Wording,
}

/// A version of a tenant's document that was seen before, where it was another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OlderVersion {
    /// The id under which the older one can be opened and compared.
    pub document: String,
    /// When it was read, RFC 3339.
    pub read_at: String,
    /// What changed since.
    pub counts: ChangeCounts,
}
