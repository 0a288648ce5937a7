use crate::{Asked, World};
use domain::Timestamp;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A request the tenant heard. No token, password or cookie is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// The tenant's time.
    pub at: Timestamp,
    /// Which connection it came on, counted from 1 at each start.
    pub connection: u64,
    /// The manifest's name of the address it came to; nothing for the tenant's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub version: String,
    /// In capitals.
    pub method: String,
    /// Without the query.
    pub path: String,
    /// Values that are secret are replaced by their length.
    pub query: Vec<(String, String)>,
    /// Of `authorization` only the scheme and the length.
    pub headers: Vec<(String, String)>,
    /// The body's length.
    pub body_bytes: usize,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// Still being answered.
    Waiting,
    /// With this status.
    Answered {
        /// The status.
        status: u16,
    },
    /// A fault closed the connection instead of answering.
    Dropped,
    /// The client went away before it had an answer.
    Abandoned,
}

/// What the tenant heard, the oldest first; the last few thousand.
#[derive(Debug, Clone, Default)]
pub struct Requests(Arc<Mutex<List>>);

#[derive(Debug, Default)]
struct List {
    /// How many were forgotten, so that a number given out stays true.
    forgotten: usize,
    kept: VecDeque<Heard>,
}

const KEPT: usize = 5_000;

impl Requests {
    /// All of them.
    pub fn all(&self) -> Vec<Heard> {
        self.list().kept.iter().cloned().collect()
    }

    /// Those with this method and a path that begins so.
    pub fn of(&self, method: &str, path: &str) -> Vec<Heard> {
        self.list()
            .kept
            .iter()
            .filter(|heard| heard.method == method && heard.path.starts_with(path))
            .cloned()
            .collect()
    }

    /// Forgets them.
    pub fn clear(&self) {
        let mut list = self.list();
        list.forgotten += list.kept.len();
        list.kept.clear();
    }

    pub(crate) fn push(&self, heard: Heard) -> Pending {
        let mut list = self.list();
        if list.kept.len() >= KEPT {
            list.kept.pop_front();
            list.forgotten += 1;
        }
        list.kept.push_back(heard);
        Pending {
            number: list.forgotten + list.kept.len() - 1,
            requests: self.clone(),
            outcome: Outcome::Abandoned,
        }
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request under way; dropped before it is told an outcome, it was abandoned.
pub(crate) struct Pending {
    number: usize,
    requests: Requests,
    outcome: Outcome,
}

impl Pending {
    pub(crate) fn ends(mut self, outcome: Outcome) {
        self.outcome = outcome;
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let mut list = self.requests.list();
        let place = self.number.checked_sub(list.forgotten);
        if let Some(heard) = place.and_then(|place| list.kept.get_mut(place)) {
            heard.outcome = self.outcome;
        }
    }
}

/// Headers whose values are never kept.
const SECRET_HEADERS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
];

/// Parts of a query key that make its value a secret.
const SECRET_WORDS: [&str; 5] = ["token", "secret", "password", "passphrase", "credential"];

/// What may be kept of a request.
pub(crate) fn heard(asked: &Asked, world: &World, connection: u64, version: String) -> Heard {
    let secret = |text: &str| {
        world.tokens.within(text)
            || world
                .credentials
                .iter()
                .flat_map(|known| &known.values)
                .any(|(_, value)| value.len() > 7 && text.contains(value.as_str()))
    };
    let header = |(name, value): &(String, String)| {
        let kept = if SECRET_HEADERS.contains(&name.as_str()) || secret(value) {
            shortened(value)
        } else {
            value.clone()
        };
        (name.clone(), kept)
    };
    let parameter = |(key, value): &(String, String)| {
        let folded = key.to_ascii_lowercase();
        let named = SECRET_WORDS.iter().any(|word| folded.contains(word));
        let kept = if named || secret(value) {
            format!("({})", value.len())
        } else {
            value.clone()
        };
        (key.clone(), kept)
    };
    Heard {
        at: asked.now,
        connection,
        address: asked.address.clone(),
        version,
        method: asked.method.clone(),
        path: asked.path.clone(),
        query: asked.query.iter().map(parameter).collect(),
        headers: asked.headers.iter().map(header).collect(),
        body_bytes: asked.body.len(),
        outcome: Outcome::Waiting,
    }
}

/// The scheme, where there is one, and the length of the whole.
fn shortened(value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => {
            format!("{scheme} ({})", value.len())
        }
        _ => format!("({})", value.len()),
    }
}
