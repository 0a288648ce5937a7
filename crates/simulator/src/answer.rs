use serde_json::Value;

/// A vendor's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// In order; names may repeat.
    pub headers: Vec<(String, String)>,
    /// As sent.
    pub body: Vec<u8>,
}

impl Answered {
    /// Nothing but a status.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    /// A JSON body.
    pub fn json(status: u16, value: &Value) -> Self {
        Self::body(status, "application/json", value.to_string())
    }

    /// A plain text.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self::body(status, "text/plain; charset=utf-8", text.into())
    }

    /// An HTML page.
    pub fn html(status: u16, page: impl Into<String>) -> Self {
        Self::body(status, "text/html; charset=utf-8", page.into())
    }

    /// An XML document.
    pub fn xml(status: u16, document: impl Into<String>) -> Self {
        Self::body(status, "application/xml", document.into())
    }

    /// Any body.
    pub fn body(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), media_type.to_owned())],
            body: body.into(),
        }
    }

    /// The same with a header more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same with a header in place of any of that name.
    #[must_use]
    pub fn with_only(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers
            .retain(|(header, _)| !header.eq_ignore_ascii_case(name));
        self.with(name, value)
    }
}
