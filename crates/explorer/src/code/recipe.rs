//! What a snippet has to send, with every secret replaced by the variable it is read from.

pub(super) use super::held::{Bit, How, Text};
use super::held::{Variable, Variables};
use super::{Held, Note};
use crate::payload::{Content, Field, FileRef, Multipart};
use crate::{Composed, Payload};

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
        let mut variables = Variables::of(held.tenant);
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
        let body = body(&mut variables, &composed.payload, media.as_deref());
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

fn body(variables: &mut Variables, payload: &Payload, media: Option<&str>) -> Body {
    match payload {
        Payload::Empty => Body::None,
        Payload::File(file) => Body::File(file.clone()),
        Payload::Multipart(form) => Body::Form(self::form(variables, form)),
        Payload::Bytes(bytes) => match std::str::from_utf8(bytes) {
            // No command line and no environment holds a NUL.
            Ok(text) if !text.contains('\0') => Body::Text(variables.text(text, media)),
            Ok(_) | Err(_) => Body::Binary(bytes.clone()),
        },
    }
}

fn form(variables: &mut Variables, form: &Multipart) -> Form {
    let part = |field: &Field| Part {
        text: match &field.content {
            Content::Text(text) => Some(variables.named(&field.name, text)),
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
