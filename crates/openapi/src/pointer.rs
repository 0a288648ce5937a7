//! JSON pointers (RFC 6901), alone and as fragments of references.

use crate::Refusal;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// A place in a document: `/paths/~1users/get`, or `parts/user.yaml#/properties` in a file
/// beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

/// Why a pointer leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Dangling {
    /// Nothing stands there.
    #[error("nothing at {0}")]
    Missing(Pointer),
    /// References that only lead to each other.
    #[error("references in a circle at {0}")]
    Cycle(Pointer),
    /// The reference leads to a file that was not loaded.
    #[error("{0} was not loaded: {1}")]
    Outside(String, Refusal),
}

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer as written: `""`, starting with a slash, or `file#` before one of these.
    pub fn parse(text: &str) -> Option<Self> {
        let is_path = |text: &str| text.is_empty() || text.starts_with('/');
        let beside = || {
            let (file, path) = text.split_once('#')?;
            (!file.is_empty() && is_path(path)).then_some(())
        };
        (is_path(text) || beside().is_some()).then(|| Self(text.to_owned()))
    }

    /// The top of a file beside the document.
    pub(crate) fn of_file(name: &str) -> Self {
        Self(format!("{name}#"))
    }

    /// What a reference names, `#/components/schemas/User%20Name` or `user.yaml#/properties`,
    /// the file as written. For names; following a reference takes the document.
    /// `None` when it names an anchor.
    pub fn of_reference(reference: &str) -> Option<Self> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let path = percent_decoded(fragment);
        if file.is_empty() {
            return Self::parse(&path).filter(|_| reference.starts_with('#'));
        }
        Self::parse(&format!("{file}#{path}"))
    }

    /// The file beside the document it leads into; `None` for the document's own.
    pub fn file(&self) -> Option<&str> {
        if self.0.is_empty() || self.0.starts_with('/') {
            return None;
        }
        self.0.split_once('#').map(|(file, _)| file)
    }

    /// The part within the file.
    fn path(&self) -> &str {
        self.file()
            .map_or(&self.0, |file| &self.0[file.len() + 1..])
    }

    /// One level further down.
    #[must_use]
    pub fn then(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        for c in token.chars() {
            match c {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Self(text)
    }

    /// Several levels further down.
    #[must_use]
    pub fn then_all(&self, tokens: &[&str]) -> Self {
        tokens
            .iter()
            .fold(self.clone(), |pointer, token| pointer.then(token))
    }

    /// The names on the way, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.path().split('/').skip(1).map(unescaped)
    }

    /// The last name, unescaped; for the top of a file beside the document the file's name
    /// without its ending, for the document itself empty.
    pub fn last(&self) -> Cow<'_, str> {
        if let Some((_, last)) = self.path().rsplit_once('/') {
            return unescaped(last);
        }
        let name = self.file().unwrap_or_default().rsplit('/').next();
        let name = name.unwrap_or_default();
        Cow::Borrowed(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    }

    /// As written, with escapes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        // In this order, so that `~01` becomes `~1` and not a slash.
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(String::from_utf8_lossy(&percent_bytes(text)).into_owned())
}

/// The bytes of a text with its percent signs undone, once; broken ones stay as they are.
pub(crate) fn percent_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn escapes_and_percent_signs_are_undone_in_the_right_order() {
        let pointer = Pointer::of_reference("#/paths/~1a~1%7Bid%7D/x~01").unwrap();
        let tokens: Vec<_> = pointer.tokens().collect();
        assert_eq!(tokens, ["paths", "/a/{id}", "x~1"]);
        assert_eq!(Pointer::root().then("a/b~").as_str(), "/a~1b~0");
        assert_eq!(pointer.last(), "x~1");
        let beside = Pointer::of_reference("parts/user.yaml#/a~1b").unwrap();
        assert_eq!(
            (beside.file(), beside.last()),
            (Some("parts/user.yaml"), "a/b".into())
        );
        assert_eq!(beside.tokens().collect::<Vec<_>>(), ["a/b"]);
        let whole = Pointer::of_reference("parts/user.yaml").unwrap();
        assert_eq!(
            (whole.as_str(), whole.last()),
            ("parts/user.yaml#", "user".into())
        );
        assert_eq!(whole.then("x").tokens().collect::<Vec<_>>(), ["x"]);
        assert_eq!(Pointer::of_reference(""), None);
        assert_eq!(Pointer::of_reference("#name"), None);
        assert_eq!(Pointer::of_reference("#%zz"), None);
    }
}
