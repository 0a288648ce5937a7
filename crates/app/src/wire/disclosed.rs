//! Secrets that vendors return: behind handles, shown only in the window for that.

use super::MarkedText;
use domain::Secret;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A value of an answer that stays in the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DisclosedView {
    /// What asks for it.
    pub handle: String,
    /// Where it stands, a JSON pointer; empty when it is the whole body.
    pub pointer: String,
    /// The field's name; empty when it is the whole body.
    pub name: String,
}

/// Asks for a value of an answer that stays in the core.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevealRequest {
    /// The exchange.
    pub exchange: String,
    /// The handle that came with it.
    pub handle: String,
    /// Why; it is written into the audit.
    pub reason: String,
}

/// What the secret window shows, once.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShownSecret {
    /// To be given back when the window is closed early.
    pub shown: String,
    /// What it is: the field's name.
    pub what: MarkedText,
    /// What the person calls the tenant; may be empty.
    pub tenant_name: MarkedText,
    /// The value.
    pub value: ShownText,
    /// For how long it is shown; the core closes the window then.
    pub lasts_ms: u32,
}

/// A secret on its way to the eyes of a person. This is the one type that can be written and holds
/// a secret; only `secret_shown` answers it, and only the secret window may ask for that.
#[derive(Clone, Serialize, Type)]
#[serde(transparent)]
pub struct ShownText(String);

impl ShownText {
    /// Takes a copy of a secret for the window that shows it.
    pub fn of(secret: &Secret<String>) -> Self {
        Self(secret.lend(Clone::clone))
    }
}

impl std::fmt::Debug for ShownText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShownText(…)")
    }
}

impl Drop for ShownText {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}
