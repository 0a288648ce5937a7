//! What a snippet has to send, with every secret replaced by the variable it is read from.

use super::{Held, Note};
use crate::json::{self, Kind};
use crate::payload::{Content, Field, FileRef, Multipart};
use crate::secret_names::{is_secret_name, is_secret_text};
use crate::{Composed, Payload};
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

    fn append(&mut self, other: Self) {
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

/// What is sent.
#[derive(Debug)]
pub(super) enum Body {
    None,
    Text(Text),
    /// Bytes that are no text, or hold what a command line cannot.
    Binary(Vec<u8>),
    File(FileRef),
    Form(Form),
}

/// A form of parts.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) media: String,
    pub(super) parts: Vec<Part>,
    boundary: String,
}

/// A part of a form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) field: Field,
    /// The text, for a part that is no file.
    pub(super) text: Option<Text>,
}

/// A piece of a body, for languages that put it together by hand.
#[derive(Debug)]
pub(super) enum Chunk<'r> {
    Text(Text),
    Binary(&'r [u8]),
    File(&'r FileRef),
}

/// A request, ready to be written in any language.
#[derive(Debug)]
pub(super) struct Recipe {
    pub(super) method: String,
    pub(super) url: Text,
    /// All but the one that says what the body is.
    pub(super) headers: Vec<(String, Text)>,
    /// The header that says what the body is.
    pub(super) media: Option<String>,
    pub(super) body: Body,
    pub(super) variables: Vec<Variable>,
}

impl Recipe {
    pub(super) fn new(composed: &Composed, held: Held<'_>) -> Self {
        let mut variables = Variables {
            prefix: words(held.tenant),
            all: Vec::new(),
        };
        let mut headers = vec![(held.header.to_owned(), variables.credential(held))];
        let mut media = None;
        for (name, value) in &composed.headers {
            // Every header of ours is made from plain text.
            let value = value.to_str().unwrap_or_default().trim();
            if name == http::header::CONTENT_TYPE {
                media = Some(value.to_owned());
            } else if !name.as_str().eq_ignore_ascii_case(held.header) {
                let value = variables.named(name.as_str(), value);
                headers.push((name.as_str().to_owned(), value));
            }
        }
        let url = variables.address(composed.url.as_str());
        let body = variables.body(&composed.payload, media.as_deref());
        Self {
            method: composed.method.as_str().to_owned(),
            url,
            headers,
            media,
            body,
            variables: variables.all,
        }
    }

    pub(super) fn notes(&self) -> Vec<Note> {
        let variables = self.variables.iter().map(|variable| Note::Variable {
            name: variable.environment.clone(),
        });
        let files = self.chunks().into_iter().filter_map(|chunk| match chunk {
            Chunk::File(file) => Some(Note::File {
                name: file.name.clone(),
            }),
            Chunk::Text(_) | Chunk::Binary(_) => None,
        });
        variables.chain(files).collect()
    }

    /// The body as the pieces that are sent, one after another.
    pub(super) fn chunks(&self) -> Vec<Chunk<'_>> {
        match &self.body {
            Body::None => Vec::new(),
            Body::Text(text) => vec![Chunk::Text(text.clone())],
            Body::Binary(bytes) => vec![Chunk::Binary(bytes)],
            Body::File(file) => vec![Chunk::File(file)],
            Body::Form(form) => form.chunks(),
        }
    }

    /// Whether any secret stands somewhere in this way.
    pub(super) fn holds(&self, how: How) -> bool {
        let in_text = |text: &Text| {
            let found = |bit: &Bit| matches!(bit, Bit::Held(_, found) if *found == how);
            text.0.iter().any(found)
        };
        let in_body = self.chunks().into_iter().any(|chunk| match chunk {
            Chunk::Text(text) => in_text(&text),
            Chunk::Binary(_) | Chunk::File(_) => false,
        });
        in_body || in_text(&self.url) || self.headers.iter().any(|(_, text)| in_text(text))
    }

    /// Whether the address is written in a way that libraries like to change: with escapes of what
    /// needs none, in small letters, or with brackets that have none.
    pub(super) fn is_written_oddly(&self) -> bool {
        let odd = |after: &str| {
            let digits = after.get(..2).unwrap_or_default();
            let byte = u8::from_str_radix(digits, 16).unwrap_or(b'a');
            let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            unreserved || digits.bytes().any(|digit| digit.is_ascii_lowercase())
        };
        self.url.0.iter().any(|bit| match bit {
            Bit::Plain(text) => text.contains(['[', ']']) || text.split('%').skip(1).any(odd),
            Bit::Held(..) => false,
        })
    }

    /// The sentence that says where the secrets come from, without the marks of a comment.
    pub(super) fn told(&self) -> String {
        let names: Vec<&str> = self
            .variables
            .iter()
            .map(|variable| variable.environment.as_str())
            .collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!("The secret is read from the environment variable {one}."),
            many => format!(
                "Secrets are read from the environment variables {}.",
                many.join(", ")
            ),
        }
    }
}

impl Form {
    fn chunks(&self) -> Vec<Chunk<'_>> {
        let mut chunks = Vec::new();
        let mut text = Text::default();
        for part in &self.parts {
            text.push(format!("--{}\r\n{}", self.boundary, part.field.head()));
            match (&part.field.content, &part.text) {
                (_, Some(content)) => text.append(content.clone()),
                (Content::Text(content), None) => text.push(content.clone()),
                (Content::File(file), None) => {
                    chunks.push(Chunk::Text(std::mem::take(&mut text)));
                    chunks.push(Chunk::File(file));
                }
            }
            text.push("\r\n".to_owned());
        }
        text.push(format!("--{}--\r\n", self.boundary));
        chunks.push(Chunk::Text(text));
        chunks
    }
}

/// The secrets found so far.
struct Variables {
    prefix: Vec<String>,
    all: Vec<Variable>,
}

impl Variables {
    fn credential(&mut self, held: Held<'_>) -> Text {
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
    fn named(&mut self, name: &str, value: &str) -> Text {
        if is_secret(name, value) {
            let at = self.variable(name, Some(value));
            Text(vec![Bit::Held(at, How::AsIs)])
        } else {
            Text::plain(value)
        }
    }

    fn address(&mut self, url: &str) -> Text {
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

    fn body(&mut self, payload: &Payload, media: Option<&str>) -> Body {
        match payload {
            Payload::Empty => Body::None,
            Payload::File(file) => Body::File(file.clone()),
            Payload::Multipart(form) => Body::Form(self.form(form)),
            Payload::Bytes(bytes) => match std::str::from_utf8(bytes) {
                // No command line and no environment holds a NUL.
                Ok(text) if !text.contains('\0') => Body::Text(self.text(text, media)),
                Ok(_) | Err(_) => Body::Binary(bytes.clone()),
            },
        }
    }

    fn text(&mut self, text: &str, media: Option<&str>) -> Text {
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
                Kind::Text | Kind::Word | Kind::Open | Kind::Close => {}
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

    fn form(&mut self, form: &Multipart) -> Form {
        let part = |field: &Field| Part {
            text: match &field.content {
                Content::Text(text) => Some(self.named(&field.name, text)),
                Content::File(_) => None,
            },
            field: field.clone(),
        };
        Form {
            media: form.media(),
            parts: form.fields.iter().map(part).collect(),
            boundary: form.boundary.clone(),
        }
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
        Variables {
            prefix: words("Fir-Nord 2"),
            all: Vec::new(),
        }
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
        assert_eq!(
            pairs.0,
            [
                plain("grant_type=x&client_secret="),
                Bit::Held(2, How::Encoded)
            ]
        );
    }
}
