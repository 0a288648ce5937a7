//! The rows of many pages as one list.

use crate::body::BodyText;
use crate::json::{Kind, scan};
use crate::spool::Spool;
use domain::At;
use serde_json::Value;
use std::io;
use std::ops::Range;

/// Writes the rows of pages one after the other into a spool, as one JSON list, without changing
/// a digit of them.
pub struct Merge {
    spool: Spool,
    rows: u64,
}

/// Why a page was not taken.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// It is no JSON, or has no list where the rows should be.
    #[error("the page has no rows where they should be")]
    NoRows,
    /// It could not be written.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Merge {
    /// Begins a list in a spool nothing was written to; its headers should say JSON.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn into(mut spool: Spool) -> io::Result<Self> {
        spool.write(b"[")?;
        Ok(Self { spool, rows: 0 })
    }

    /// Takes the rows of a page, as its body came and as it was read; says how many they are.
    ///
    /// # Errors
    /// [`MergeError::NoRows`], after which nothing was taken, or when it cannot be written.
    pub fn page(&mut self, body: &[u8], read: &Value, items: &At) -> Result<u64, MergeError> {
        let text = crate::body::text_of(body).ok_or(MergeError::NoRows)?;
        let list = items.find(read).ok_or(MergeError::NoRows)?;
        let parts = parts_of(text, read, list).ok_or(MergeError::NoRows)?;
        for part in &parts {
            if self.rows > 0 {
                self.spool.write(b",")?;
            }
            self.spool.write(text[part.clone()].as_bytes())?;
            self.rows += 1;
        }
        Ok(parts.len() as u64)
    }

    /// How many rows were taken.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the list.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<BodyText> {
        self.spool.write(b"]")?;
        self.spool.finish()
    }
}

/// Where the items of `list` stand in the text `root` was read from. The list is told by being
/// that very value: its number among all lists is the same in the text, as long as no name is
/// given twice.
fn parts_of(text: &str, root: &Value, list: &Value) -> Option<Vec<Range<usize>>> {
    let items = list.as_array()?;
    let wanted = number_of(root, list)?;
    let mut number = 0;
    let mut inside: Option<usize> = None;
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut done = false;
    scan(text, |token| {
        let opens_list = token.kind == Kind::Open && text[token.range.clone()].starts_with('[');
        match inside {
            None if opens_list && !done => {
                if number == wanted {
                    inside = Some(token.depth);
                }
                number += 1;
            }
            Some(depth) if token.depth == depth && token.kind == Kind::Close => {
                inside = None;
                done = true;
            }
            Some(depth) if token.depth == depth + 1 => match token.kind {
                Kind::Close => {
                    if let Some(part) = parts.last_mut() {
                        part.end = token.range.end;
                    }
                }
                Kind::Open | Kind::Text | Kind::Word => parts.push(token.range),
                Kind::Name => {}
            },
            Some(_) | None => {}
        }
    })
    .ok()?;
    (parts.len() == items.len()).then_some(parts)
}

/// The number of a list among all lists of a value, in the order they open.
fn number_of(root: &Value, list: &Value) -> Option<usize> {
    let mut number = 0;
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => {
                if std::ptr::eq(value, list) {
                    return Some(number);
                }
                number += 1;
                open.extend(items.iter().rev());
            }
            Value::Object(members) => {
                open.extend(members.values().rev());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Merge, MergeError};
    use crate::{BodyKind, Redactor, Spool};
    use domain::{At, Effect};
    use http::HeaderMap;
    use std::sync::Arc;

    #[test]
    fn the_rows_of_pages_become_one_list_with_every_digit_and_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let redactor = Arc::new(Redactor::default());
        let headers = HeaderMap::new();
        let spool = Spool::new(
            redactor,
            &headers,
            Effect::Reads,
            folder.path().to_path_buf(),
        );
        let mut merge = Merge::into(spool).unwrap();
        let at = At::parse("/Value").unwrap();
        let mut take = |text: &str| {
            let read = serde_json::from_str(text).unwrap();
            merge.page(text.as_bytes(), &read, &at)
        };
        let page = r#"{"before":[[1]],"value":[{"n":12345678901234567890123,"a":[1,{}]}, 2, [3]],"after":[]}"#;
        assert_eq!(take(page).unwrap(), 3);
        assert_eq!(take(r#"{"value":[]}"#).unwrap(), 0);
        assert_eq!(take(r#"{"value":[{"password":"canary"}]}"#).unwrap(), 1);
        assert!(matches!(take(r#"{"value":{}}"#), Err(MergeError::NoRows)));
        assert_eq!(merge.rows(), 4);
        let body = merge.finish().unwrap();
        assert_eq!(body.kind(), BodyKind::Json);
        let text = body.text().unwrap();
        assert!(text.contains("\"n\": 12345678901234567890123"), "{text}");
        assert!(text.contains("\"password\": \"•••\""), "{text}");
        assert_eq!(body.table("").unwrap().rows(), 4);
    }
}
