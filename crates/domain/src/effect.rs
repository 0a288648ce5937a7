//! What an operation does, and whether sending it twice is harmless.

use serde::{Deserialize, Serialize};

/// What an operation does to the world. An operation nobody has classified [`Effect::Changes`].
///
/// Effects are told by operation, never by HTTP method: a POST may search, a GET may disclose.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Looks, and leaves everything as it was.
    Reads,
    /// Hands out something that was secret.
    Discloses,
    /// Alters something that can be set back.
    #[default]
    Changes,
    /// Alters something that cannot simply be set back.
    Removes,
}

/// Whether sending a request twice is harmless. This, and nothing else, decides what may be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Sending again gives the same world.
    Repeatable,
    /// Must reach the server at most once.
    Once,
}
