//! What a request carries: text, a file, or parts of both.
//!
//! Composing stays pure: a file is a name, a size and a mark its owner knows it by; whoever sends
//! reads the bytes, all at once with [`Payload::gather`] or piece by piece with [`Payload::pieces`].

use std::borrow::Cow;

/// A file that a person chose, as far as composing a request needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRef {
    /// What the owner of the bytes knows it by. Never sent and never shown.
    pub id: String,
    /// The name it is sent under, without folders.
    pub name: String,
    /// Its media type, when it is known.
    pub media: Option<String>,
    /// Its length in bytes.
    pub size: u64,
}

/// What a request carries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Payload {
    /// Nothing.
    #[default]
    Empty,
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// One file is all of it.
    File(FileRef),
    /// Parts with a boundary between them (RFC 7578).
    Multipart(Multipart),
}

/// A body of `multipart/form-data`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multipart {
    /// The text between the parts, without the dashes before it.
    pub boundary: String,
    /// In the order they are sent.
    pub fields: Vec<Field>,
}

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// Its media type, where it is said.
    pub media: Option<String>,
    /// Further headers of the part.
    pub headers: Vec<(String, String)>,
    /// What is in it.
    pub content: Content,
}

/// What is in a part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text.
    Text(String),
    /// A file.
    File(FileRef),
}

/// A piece of a payload, in the order it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'p> {
    /// Bytes that are known.
    Bytes(Cow<'p, [u8]>),
    /// A file's bytes, all of them.
    File(&'p FileRef),
}

impl Payload {
    /// What is sent, in order. Nothing when there is no body.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        match self {
            Self::Empty => Vec::new(),
            Self::Bytes(bytes) => vec![Piece::Bytes(Cow::Borrowed(bytes))],
            Self::File(file) => vec![Piece::File(file)],
            Self::Multipart(form) => form.pieces(),
        }
    }

    /// Its length in bytes.
    pub fn size(&self) -> u64 {
        let size = |piece: &Piece<'_>| match piece {
            Piece::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Piece::File(file) => file.size,
        };
        self.pieces().iter().map(size).fold(0, u64::saturating_add)
    }

    /// All of it at once; `None` when there is no body. `read` gives a file's bytes.
    ///
    /// # Errors
    /// The first that `read` gives.
    pub fn gather<E>(
        &self,
        mut read: impl FnMut(&FileRef) -> Result<Vec<u8>, E>,
    ) -> Result<Option<Vec<u8>>, E> {
        if *self == Self::Empty {
            return Ok(None);
        }
        let mut all = Vec::new();
        for piece in self.pieces() {
            match piece {
                Piece::Bytes(bytes) => all.extend_from_slice(&bytes),
                Piece::File(file) => all.append(&mut read(file)?),
            }
        }
        Ok(Some(all))
    }

    /// As it may be looked at: files stand as their name and length. `None` when there is no body.
    pub fn outline(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Empty => None,
            Self::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
            Self::File(_) | Self::Multipart(_) => {
                let mark = |file: &FileRef| {
                    let mark = format!("[{}, {} bytes]", file.name, file.size);
                    Ok::<_, std::convert::Infallible>(mark.into_bytes())
                };
                let Ok(all) = self.gather(mark);
                all.map(Cow::Owned)
            }
        }
    }
}

impl Multipart {
    /// The header that says what the body is.
    pub fn media(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        for field in &self.fields {
            text.push_str(&format!("--{}\r\n", self.boundary));
            text.push_str(&field.head());
            match &field.content {
                Content::Text(content) => text.push_str(content),
                Content::File(file) => {
                    let before = std::mem::take(&mut text);
                    pieces.push(Piece::Bytes(Cow::Owned(before.into_bytes())));
                    pieces.push(Piece::File(file));
                }
            }
            text.push_str("\r\n");
        }
        text.push_str(&format!("--{}--\r\n", self.boundary));
        pieces.push(Piece::Bytes(Cow::Owned(text.into_bytes())));
        pieces
    }
}

impl Field {
    /// A field with a text and nothing else.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            media: None,
            headers: Vec::new(),
            content: Content::Text(text.into()),
        }
    }

    /// The part's headers and the empty line after them.
    pub(crate) fn head(&self) -> String {
        let mut head = format!(
            "Content-Disposition: form-data; name=\"{}\"",
            in_quotes(&self.name)
        );
        if let Content::File(file) = &self.content {
            head.push_str(&format!("; filename=\"{}\"", in_quotes(&file.name)));
        }
        head.push_str("\r\n");
        if let Some(media) = &self.media {
            head.push_str(&format!("Content-Type: {media}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head
    }
}

/// As browsers write names that would end the quotes or the line (the HTML standard, "Multipart
/// form data").
fn in_quotes(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

#[cfg(test)]
mod tests {
    use super::{Content, Field, FileRef, Multipart, Payload};

    fn file() -> FileRef {
        FileRef {
            id: "held-7".to_owned(),
            name: "a \"b\".bin".to_owned(),
            media: None,
            size: 3,
        }
    }

    #[test]
    fn a_form_is_the_same_in_pieces_and_gathered() {
        let payload = Payload::Multipart(Multipart {
            boundary: "b".to_owned(),
            fields: vec![
                Field::text("a\"\r\n", "1"),
                Field {
                    name: "up".to_owned(),
                    media: Some("image/png".to_owned()),
                    headers: vec![("X-Part".to_owned(), "1".to_owned())],
                    content: Content::File(file()),
                },
            ],
        });
        let all = payload.gather(|_| Ok::<_, ()>(vec![0, 1, 255])).unwrap();
        let all = all.unwrap();
        assert_eq!(payload.size(), u64::try_from(all.len()).unwrap());
        let wanted = b"--b\r\nContent-Disposition: form-data; name=\"a%22%0D%0A\"\r\n\r\n1\r\n\
            --b\r\nContent-Disposition: form-data; name=\"up\"; filename=\"a %22b%22.bin\"\r\n\
            Content-Type: image/png\r\nX-Part: 1\r\n\r\n\x00\x01\xff\r\n--b--\r\n";
        assert_eq!(all, wanted);
        let shown = payload.outline().unwrap().into_owned();
        let shown = String::from_utf8(shown).unwrap();
        assert!(shown.contains("[a \"b\".bin, 3 bytes]"), "{shown}");
        assert!(!shown.contains("held-7"));
    }

    #[test]
    fn no_body_is_not_an_empty_body() {
        let none = |_: &FileRef| Ok::<_, ()>(Vec::new());
        assert_eq!(Payload::Empty.gather(none), Ok(None));
        assert_eq!(Payload::Bytes(Vec::new()).gather(none), Ok(Some(vec![])));
        assert_eq!(Payload::File(file()).gather(|_| Err("gone")), Err("gone"));
    }
}
