//! JSON pointers (RFC 6901), alone and as fragments of references.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// A place in a document: `/paths/~1users/get`.
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
    /// The reference leaves the document, which is never followed.
    #[error("{0} is outside the document")]
    Outside(String),
}

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer as written, `""` or starting with a slash.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.to_owned()))
    }

    /// The pointer in the fragment of a reference, `#/components/schemas/User%20Name`.
    /// `None` when the reference leaves the document or names an anchor.
    pub fn of_reference(reference: &str) -> Option<Self> {
        Self::parse(&percent_decoded(reference.strip_prefix('#')?))
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
        self.0.split('/').skip(1).map(unescaped)
    }

    /// The last name, unescaped; empty for the root.
    pub fn last(&self) -> Cow<'_, str> {
        self.0
            .rsplit_once('/')
            .map_or(Cow::Borrowed(""), |(_, last)| unescaped(last))
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

fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
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
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
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
        assert_eq!(Pointer::of_reference("other.yaml#/a"), None);
        assert_eq!(Pointer::of_reference("#%zz"), None);
    }
}
