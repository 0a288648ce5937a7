//! Text with named holes: `"Bearer {token}"`.

use serde::{Deserialize, Deserializer};

/// Text with named holes in braces. A hole is a field id, or `token`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Hole(String),
}

/// Why a template cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a brace is not closed in a template")]
pub struct TemplateError;

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When a brace is opened and not closed.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            if open > 0 {
                pieces.push(Piece::Text(rest[..open].to_owned()));
            }
            let close = rest[open..].find('}').ok_or(TemplateError)? + open;
            pieces.push(Piece::Hole(rest[open + 1..close].to_owned()));
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// The names of the holes, in order.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Hole(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The hole that is all of the template, when one is.
    pub fn only_hole(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Piece::Hole(name)] => Some(name),
            _ => None,
        }
    }

    /// Writes the text with every hole filled by `value` into `into`.
    /// A hole `value` knows nothing of stays empty and is returned as `Err`.
    ///
    /// # Errors
    /// The name of the first hole without a value.
    pub fn fill<'t>(
        &'t self,
        into: &mut String,
        mut value: impl FnMut(&str, &mut String) -> bool,
    ) -> Result<(), &'t str> {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => into.push_str(text),
                Piece::Hole(name) => {
                    if !value(name, into) {
                        return Err(name);
                    }
                }
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Template, TemplateError};

    #[test]
    fn holes_are_filled_in_order_and_a_missing_one_is_named() {
        let template = Template::parse("Bearer {token}!").unwrap();
        assert_eq!(template.holes().collect::<Vec<_>>(), ["token"]);
        let mut out = String::new();
        template
            .fill(&mut out, |_, into| {
                into.push_str("abc");
                true
            })
            .unwrap();
        assert_eq!(out, "Bearer abc!");
        assert_eq!(
            template.fill(&mut String::new(), |_, _| false),
            Err("token")
        );
        assert_eq!(Template::parse("{token"), Err(TemplateError));
    }
}
