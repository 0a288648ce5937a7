//! Bodies for tests.

use crate::body::{BodyKind, BodyText};
use crate::lay_out::laid_out;

/// A body that is kept in memory as it is.
pub(crate) fn text_body(kind: BodyKind, text: &str) -> BodyText {
    BodyText::new(kind, text.len() as u64, text.as_bytes().to_vec())
}

/// A JSON body, laid out.
pub(crate) fn json_body(value: &serde_json::Value) -> BodyText {
    let text = laid_out(&value.to_string(), |_, _| None).unwrap();
    text_body(BodyKind::Json, &text)
}
