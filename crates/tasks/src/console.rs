//! What a person does in the vendor's console, when its API cannot.

use serde::Deserialize;

/// Where and how a person does it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// Why the program does not do it.
    pub because: String,
    /// The page, as the menus lead to it.
    pub page: String,
    /// The page's path below the tenant's place, where it is known.
    #[serde(default)]
    pub path: Option<String>,
    /// What to do there, in order.
    pub steps: Vec<String>,
    /// The words on the page that are looked for.
    #[serde(default)]
    pub labels: Vec<String>,
    /// What to say to the caller, in order.
    #[serde(default)]
    pub say: Vec<String>,
}
