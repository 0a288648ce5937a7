//! What each operation of a vendor does and needs: `operations.toml` as a type.

use crate::{Effect, Need};
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt;

/// An operation's identity: method and path template.
///
/// `operationId` is optional in documents and not always unique in practice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationKey {
    /// In capitals.
    pub method: String,
    /// As the document writes it, with braces.
    pub path: String,
}

impl OperationKey {
    /// A key; the method is put into capitals.
    pub fn new(method: &str, path: impl Into<String>) -> Self {
        Self {
            method: method.to_ascii_uppercase(),
            path: path.into(),
        }
    }

    /// Reads `"GET /path"`.
    pub fn parse(text: &str) -> Option<Self> {
        let (method, path) = text.trim().split_once(' ')?;
        Some(Self::new(method, path.trim()))
    }

    /// The key with parameter names erased, in lower case: servers and their documents
    /// disagree about case, and parameter names mean nothing.
    fn folded(&self) -> (String, String) {
        let mut path = String::with_capacity(self.path.len());
        let mut inside = false;
        for c in self.path.trim_end_matches('/').chars() {
            match c {
                '{' => {
                    inside = true;
                    path.push_str("{}");
                }
                '}' => inside = false,
                _ if inside => {}
                _ => path.extend(c.to_lowercase()),
            }
        }
        (self.method.clone(), path)
    }
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// What is known of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueEntry {
    /// `"GET /path/{id}"`, below the tenant's place.
    pub operation: String,
    /// What it does.
    pub effect: Effect,
    /// The permissions it needs, all of them; empty when being signed in is enough. `None` where
    /// nobody says what is needed.
    #[serde(default)]
    pub needs: Option<Vec<Need>>,
    /// The first version that has it.
    #[serde(default)]
    pub since: Option<String>,
    /// Where it takes the ticket it is done for.
    #[serde(default)]
    pub ticket: Option<TicketFields>,
}

/// Where an operation takes the ticket it is done for: each a JSON pointer into the body (RFC 6901),
/// or `query.` and the name of a parameter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketFields {
    /// The name of the tickets' system.
    #[serde(default)]
    pub system: Option<String>,
    /// The ticket.
    #[serde(default)]
    pub id: Option<String>,
    /// Why; where there is no place for the ticket, that too.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What each operation of a vendor does and needs.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    by_key: HashMap<(String, String), usize>,
}

/// Why `operations.toml` cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not TOML, or not of this shape.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// An entry whose `operation` is not `METHOD /path`.
    #[error("not an operation: {0}")]
    NotAnOperation(String),
    /// The same operation twice.
    #[error("classified twice: {0}")]
    Twice(String),
    /// A place for a ticket that is neither in the body nor in the query.
    #[error("no place for a ticket: {0}")]
    NotAPlace(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    operations: Vec<CatalogueEntry>,
}

impl TicketFields {
    /// A place that is none.
    fn wrong(&self) -> Option<&str> {
        let places = [&self.system, &self.id, &self.reason];
        let mut places = places.into_iter().flatten().map(String::as_str);
        places.find(|place| {
            let query = place.strip_prefix("query.");
            !place.starts_with('/') && query.is_none_or(str::is_empty)
        })
    }
}

impl CatalogueEntry {
    /// The permissions it needs as a person reads them, alternatives in one line; empty when none is
    /// needed or known.
    pub fn needs_words(&self) -> Vec<String> {
        let needs = self.needs.iter().flatten();
        needs.map(Need::words).collect()
    }
}

impl Catalogue {
    /// Reads `operations.toml`: a list of `[[operations]]` or an inline array of that name.
    ///
    /// # Errors
    /// When it is not TOML of that shape, or names an operation twice.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let file: File = toml::from_str(text)?;
        let mut by_key = HashMap::new();
        for (at, entry) in file.operations.iter().enumerate() {
            let key = OperationKey::parse(&entry.operation)
                .ok_or_else(|| CatalogueError::NotAnOperation(entry.operation.clone()))?;
            if let Some(wrong) = entry.ticket.as_ref().and_then(TicketFields::wrong) {
                return Err(CatalogueError::NotAPlace(wrong.to_owned()));
            }
            if by_key.insert(key.folded(), at).is_some() {
                return Err(CatalogueError::Twice(entry.operation.clone()));
            }
        }
        Ok(Self {
            entries: file.operations,
            by_key,
        })
    }

    /// What is known of an operation, whatever its parameters are called.
    pub fn find(&self, key: &OperationKey) -> Option<&CatalogueEntry> {
        self.by_key.get(&key.folded()).map(|at| &self.entries[*at])
    }

    /// What an operation does. What nobody has classified [`Effect::Changes`].
    pub fn effect(&self, key: &OperationKey) -> Effect {
        self.find(key).map_or(Effect::Changes, |entry| entry.effect)
    }

    /// Every entry, in the order of the file.
    pub fn entries(&self) -> &[CatalogueEntry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, OperationKey};
    use crate::Effect;

    #[test]
    fn what_nobody_has_classified_changes() {
        let catalogue = Catalogue::parse(
            r#"operations = [
                { operation = "POST /users/search", effect = "reads" },
                { operation = "GET /vault/{id}/password", effect = "discloses", needs = ["vault"] },
            ]"#,
        )
        .unwrap();
        assert_eq!(
            catalogue.effect(&OperationKey::new("post", "/Users/Search/")),
            Effect::Reads
        );
        assert_eq!(
            catalogue.effect(&OperationKey::new("GET", "/vault/{accountId}/password")),
            Effect::Discloses
        );
        assert_eq!(
            catalogue.effect(&OperationKey::new("GET", "/users")),
            Effect::Changes
        );
    }

    #[test]
    fn one_of_several_permissions_is_one_need() {
        let needs = |needs: &str| {
            let text =
                format!("operations = [{{ operation = \"GET /a\", effect = \"reads\", {needs} }}]");
            let catalogue = Catalogue::parse(&text).ok()?;
            let entry = &catalogue.entries()[0];
            Some((entry.needs.is_some(), entry.needs_words()))
        };
        let said = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned());
            Some((true, words.collect::<Vec<_>>()))
        };
        assert_eq!(
            needs("needs = ['a', { one_of = ['b', 'c'] }]"),
            said(&["a", "b or c"])
        );
        assert_eq!(needs("needs = []"), said(&[]));
        assert_eq!(needs("since = '1'"), Some((false, Vec::new())));
        assert_eq!(needs("needs = [{ one_of = [] }]"), None);
        assert_eq!(needs("needs = [{ any_of = ['b', 'c'] }]"), None);
        assert_eq!(needs("needs = [{ one_of = ['b'] }]"), None);
    }

    #[test]
    fn a_place_for_a_ticket_is_in_the_body_or_in_the_query() {
        let entry = |place: &str| {
            let entry = format!(
                "[[operations]]\noperation = \"POST /a\"\neffect = \"changes\"\nticket = {{ id = \"{place}\" }}"
            );
            Catalogue::parse(&entry)
        };
        for place in ["/ticketId", "/a/0/b", "query.ticket"] {
            assert!(entry(place).is_ok(), "{place}");
        }
        for place in ["ticketId", "query.", "header.ticket", ""] {
            assert!(entry(place).is_err(), "{place}");
        }
    }

    #[test]
    fn an_operation_classified_twice_is_refused() {
        let twice = r#"operations = [
            { operation = "GET /a/{x}", effect = "reads" },
            { operation = "GET /a/{y}", effect = "changes" },
        ]"#;
        assert!(Catalogue::parse(twice).is_err());
    }
}
