//! Texts with secrets taken out of them, each named by the variable it is read from.

use super::Held;
use crate::json::{self, Kind};
use domain::{is_secret_name, is_secret_text};
use percent_encoding::percent_decode_str;

/// How a variable's value stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    AsIs,
    /// As a JSON text, with its quotes.
    Json,
    /// With everything but unreserved characters percent-encoded.
    Encoded,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bit {
    Plain(String),
    /// The value of a variable, by its place in the list.
    Held(usize, How),
}

/// A text, parts of which are only known when the snippet runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Text(pub(super) Vec<Bit>);

impl Text {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        let mut made = Self::default();
        made.push(text.into());
        made
    }

    /// The text, when all of it is known.
    pub(super) fn known(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Bit::Plain(text)] => Some(text),
            _ => None,
        }
    }

    pub(super) fn push(&mut self, text: String) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Bit::Plain(last)) => last.push_str(&text),
            Some(Bit::Held(..)) | None => self.0.push(Bit::Plain(text)),
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        for bit in other.0 {
            match bit {
                Bit::Plain(text) => self.push(text),
                Bit::Held(..) => self.0.push(bit),
            }
        }
    }
}

/// A secret the snippet reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variable {
    /// In the environment: `FIR_TOKEN`.
    pub(super) environment: String,
    /// Its words in lower case, for naming it in the snippet.
    words: Vec<String>,
    /// What it stands for, when it was taken out of the request.
    value: Option<String>,
}

impl Variable {
    pub(super) fn snake(&self) -> String {
        self.words.join("_")
    }

    pub(super) fn camel(&self) -> String {
        let mut words = self.words.iter();
        let mut name = words.next().cloned().unwrap_or_default();
        for word in words {
            let (first, rest) = word.split_at(word.len().min(1));
            name.push_str(&first.to_ascii_uppercase());
            name.push_str(rest);
        }
        name
    }
}

/// The secrets found so far.
pub(super) struct Variables {
    prefix: Vec<String>,
    pub(super) all: Vec<Variable>,
}

impl Variables {
    pub(super) fn of(tenant: &str) -> Self {
        Self {
            prefix: words(tenant),
            all: Vec::new(),
        }
    }

    pub(super) fn credential(&mut self, held: Held<'_>) -> Text {
        // No text of a manifest has this character.
        const MARK: char = '\0';
        let mut filled = String::new();
        let whole = held.form.fill(&mut filled, |hole, into| {
            into.push(MARK);
            into.push_str(hole);
            into.push(MARK);
            true
        });
        debug_assert!(whole.is_ok(), "every hole was given a name");
        let mut text = Text::default();
        for (at, part) in filled.split(MARK).enumerate() {
            if at % 2 == 0 {
                text.push(part.to_owned());
            } else {
                let at = self.variable(part, None);
                text.0.push(Bit::Held(at, How::AsIs));
            }
        }
        text
    }

    /// A value that stands under a name.
    pub(super) fn named(&mut self, name: &str, value: &str) -> Text {
        if is_secret(name, value) {
            let at = self.variable(name, Some(value));
            Text(vec![Bit::Held(at, How::AsIs)])
        } else {
            Text::plain(value)
        }
    }

    pub(super) fn address(&mut self, url: &str) -> Text {
        match url.split_once('?') {
            None => Text::plain(url),
            Some((path, query)) => {
                let mut text = Text::plain(format!("{path}?"));
                text.append(self.pairs(query));
                text
            }
        }
    }

    /// Pairs as queries and forms have them.
    fn pairs(&mut self, pairs: &str) -> Text {
        let mut text = Text::default();
        for (at, pair) in pairs.split('&').enumerate() {
            text.push(if at == 0 {
                String::new()
            } else {
                "&".to_owned()
            });
            let plain = |part: &str| {
                let part = part.replace('+', " ");
                percent_decode_str(&part).decode_utf8_lossy().into_owned()
            };
            match pair.split_once('=') {
                Some((name, value)) if is_secret(&plain(name), &plain(value)) => {
                    text.push(format!("{name}="));
                    let at = self.variable(&plain(name), Some(&plain(value)));
                    text.0.push(Bit::Held(at, How::Encoded));
                }
                Some(_) | None => text.push(pair.to_owned()),
            }
        }
        text
    }

    pub(super) fn text(&mut self, text: &str, media: Option<&str>) -> Text {
        let media = media.unwrap_or_default().to_ascii_lowercase();
        if media.starts_with("application/x-www-form-urlencoded") {
            return self.pairs(text);
        }
        // Whatever its media type is called.
        self.json(text).unwrap_or_else(|| Text::plain(text))
    }

    /// JSON with the texts taken out that stand under a secret's name or look like one.
    fn json(&mut self, text: &str) -> Option<Text> {
        let mut found = Vec::new();
        let mut name = String::new();
        json::scan(text, |token| {
            let part = &text[token.range.clone()];
            match token.kind {
                Kind::Name => name = json::unquoted(part),
                Kind::Text if is_secret(&name, &json::unquoted(part)) => {
                    found.push((token.range, name.clone(), json::unquoted(part)));
                }
                // What comes after it stands under no name, or under one of its own.
                Kind::Close => name.clear(),
                Kind::Text | Kind::Word | Kind::Open => {}
            }
        })
        .ok()?;
        let mut made = Text::default();
        let mut from = 0;
        for (range, name, value) in found {
            made.push(text[from..range.start].to_owned());
            let at = self.variable(&name, Some(&value));
            made.0.push(Bit::Held(at, How::Json));
            from = range.end;
        }
        made.push(text[from..].to_owned());
        Some(made)
    }

    /// The variable for a value; the same one for the same value under the same name.
    fn variable(&mut self, name: &str, value: Option<&str>) -> usize {
        let own = words(name);
        let own = if own.is_empty() {
            vec!["secret".to_owned()]
        } else {
            own
        };
        let mut number = 1;
        loop {
            let mut words: Vec<String> = own.clone();
            if number > 1 {
                words.push(number.to_string());
            }
            let all = self.prefix.iter().chain(&words).cloned();
            let environment = all.collect::<Vec<_>>().join("_").to_ascii_uppercase();
            let taken = self
                .all
                .iter()
                .position(|other| other.environment == environment);
            match taken {
                None => {
                    // Names of what is taken out cannot meet the snippet's own names.
                    if value.is_some() {
                        words.insert(0, "held".to_owned());
                    }
                    self.all.push(Variable {
                        environment,
                        words,
                        value: value.map(str::to_owned),
                    });
                    return self.all.len() - 1;
                }
                Some(at) if self.all[at].value.as_deref() == value => return at,
                Some(_) => number += 1,
            }
        }
    }
}

fn is_secret(name: &str, value: &str) -> bool {
    !value.is_empty() && (is_secret_name(name) || is_secret_text(value))
}

/// The words of a name, as variables can have them: `Fir-Nord clientSecret` is four.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    let mut small = false;
    for c in name.chars() {
        let letter = c.is_ascii_alphanumeric();
        let begins = letter && (!inside || small && c.is_ascii_uppercase());
        if begins {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter, words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        inside = letter;
        small = c.is_ascii_lowercase();
    }
    // No variable begins with a digit.
    if words
        .first()
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    {
        words.insert(0, "t".to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Bit, How, Variables, words};

    fn variables() -> Variables {
        Variables::of("Fir-Nord 2")
    }

    #[test]
    fn names_of_tenants_and_fields_become_names_of_variables() {
        assert_eq!(words("Fir-Nord 2"), ["fir", "nord", "2"]);
        assert_eq!(words("clientSecret"), ["client", "secret"]);
        assert_eq!(words("7 Oaks"), ["t", "7", "oaks"]);
        assert_eq!(words("東京"), Vec::<String>::new());
    }

    #[test]
    fn secrets_in_a_body_are_taken_out_and_the_rest_is_kept() {
        let mut variables = variables();
        let text = r#"{"user":"a","password":"p\"1","old":{"password":"p2"},"again":[{"password":"p\"1"}],"n":1.10}"#;
        let made = variables.json(text).unwrap();
        let names: Vec<&str> = variables
            .all
            .iter()
            .map(|variable| variable.environment.as_str())
            .collect();
        assert_eq!(names, ["FIR_NORD_2_PASSWORD", "FIR_NORD_2_PASSWORD_2"]);
        let plain = |text: &str| Bit::Plain(text.to_owned());
        assert_eq!(
            made.0,
            [
                plain(r#"{"user":"a","password":"#),
                Bit::Held(0, How::Json),
                plain(r#","old":{"password":"#),
                Bit::Held(1, How::Json),
                plain(r#"},"again":[{"password":"#),
                Bit::Held(0, How::Json),
                plain(r#"}],"n":1.10}"#),
            ]
        );
        let pairs = variables.pairs("grant_type=x&client_secret=a%20b");
        let nested = variables.json(r#"[{"token":"x"},"y"]"#).unwrap();
        assert_eq!(nested.0.last(), Some(&plain("},\"y\"]")));
        assert_eq!(
            pairs.0,
            [
                plain("grant_type=x&client_secret="),
                Bit::Held(2, How::Encoded)
            ]
        );
    }
}
