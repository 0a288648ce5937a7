//! Requests being written, and what is known of them before they leave.

use super::{Effect, HeaderView, SlotPlace, TicketFieldView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A request being written. The same shape comes back when a sent one is opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DraftInput {
    /// To whom.
    pub tenant: String,
    /// What is called.
    pub target: DraftTarget,
    /// Values of parameters; an empty text is left out.
    pub values: Vec<SlotValue>,
    /// Headers beside those the document knows; an empty name is left out.
    pub headers: Vec<HeaderInput>,
    /// The body as text, sent as it is; forms are written as a JSON object.
    pub body: Option<String>,
    /// The body's media type; the document's first when not said.
    pub media: Option<String>,
    /// Files in the body.
    pub files: Vec<FileSlot>,
    /// The longest the whole call may take; the gateway's own limits when not said.
    pub timeout_ms: Option<u32>,
    /// The person has seen what the document has against it, and sends all the same.
    pub anyway: bool,
}

/// What is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum DraftTarget {
    /// An operation of a document.
    Operation {
        /// The document's id.
        document: String,
        /// `GET /path/{id}`.
        operation: String,
    },
    /// Anything else at the tenant's origin.
    Free {
        /// In capitals.
        method: String,
        /// Starts with a slash; with its query.
        path: String,
    },
}

/// The value of one parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlotValue {
    /// Where it stands.
    pub place: SlotPlace,
    /// Its name.
    pub name: String,
    /// What was entered.
    pub value: String,
}

/// A header the person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeaderInput {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A chosen file in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileSlot {
    /// The form's field; empty when the file is the whole body.
    pub field: String,
    /// The chosen file's id.
    pub file: String,
}

/// A file a person chose for a body. Its path stays in the core.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChosenFile {
    /// Its id, for as long as the program runs.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes, as text.
    pub size: String,
    /// What it seems to be.
    pub media: String,
}

/// A request as it would leave.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// In capitals.
    pub method: String,
    /// The whole address.
    pub address: String,
    /// Headers; the credential is a mark.
    pub headers: Vec<HeaderView>,
    /// The body; of a long one, the first part.
    pub body: Option<String>,
    /// What it would do.
    pub effect: Effect,
    /// What the document has against the body. Sending needs `anyway` when there is any.
    pub problems: Vec<SchemaProblemView>,
    /// Fields the draft leaves empty and the ticket fills.
    #[serde(default)]
    pub ticket_fields: Vec<TicketFieldView>,
}

/// What a schema has against a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SchemaProblemView {
    /// Where in the value, a JSON pointer; empty for the whole.
    pub pointer: String,
    /// The schema's word for the rule: `required`, `maxLength`.
    pub rule: String,
    /// What the rule asks for.
    pub expected: String,
    /// What is there, short; never a secret's value.
    pub got: String,
}

/// A language a request can be written in.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LanguageView {
    /// Its id.
    pub id: String,
    /// What its tab says.
    pub label: String,
}

/// A request as code.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CodeView {
    /// The code. Secrets are read from the environment or a store by it.
    pub text: String,
    /// What to know before running it.
    pub notes: Vec<CodeNote>,
}

/// What to know before running code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CodeNote {
    /// This environment variable has to be set.
    Variable {
        /// Its name.
        name: String,
    },
    /// This file is read from the folder the code runs in.
    File {
        /// Its name.
        name: String,
    },
    /// Windows PowerShell 5.1 cannot send this; PowerShell 7 can.
    PowerShell7,
    /// The language refuses to send a body with this method.
    BodyRefused,
    /// The library writes some escapes of the address in its own way.
    AddressRewritten,
    /// The tool has no place for this value of the draft.
    NotCarried {
        /// The parameter's or field's name.
        name: String,
    },
}
