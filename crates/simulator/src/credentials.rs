use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One way into a simulated tenant.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// For people, `Help desk automation`.
    pub label: String,
    /// The manifest's sign-in method.
    pub method: String,
    /// What they open.
    pub may: May,
    /// The method's fields.
    pub values: IndexMap<String, String>,
}

/// What credentials open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum May {
    /// Everything the vendor has.
    Everything,
    /// What changes nothing.
    Reads,
}

impl Credentials {
    /// A field's value; empty when the method has no such field.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }
}

// By hand: even a demo's secrets stay out of logs, because a scan for them must find nothing.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("label", &self.label)
            .field("method", &self.method)
            .field("may", &self.may)
            .field("fields", &self.values.keys().collect::<Vec<_>>())
            .finish()
    }
}
