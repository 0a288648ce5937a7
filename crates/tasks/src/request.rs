//! A request of a file: a line, a query and a body, all with holes.

use domain::{OperationKey, Template};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A request with holes.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Request {
    /// `"METHOD /path/{hole}"`, with the fixed part of a query when it tells operations apart.
    pub request: Line,
    /// The query; a value that may be missing, and is, leaves its parameter out.
    #[serde(default)]
    pub query: IndexMap<String, Several>,
    /// A JSON body.
    #[serde(default)]
    pub json: Option<Value>,
    /// A form as body.
    #[serde(default)]
    pub form: Option<IndexMap<String, Template>>,
    /// An XML body; what fills its holes is escaped.
    #[serde(default)]
    pub xml: Option<Template>,
}

/// One value or several of one name.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Several {
    One(Template),
    Many(Vec<Template>),
}

impl Several {
    pub(crate) fn all(&self) -> &[Template] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Which kind of body a request has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json,
    /// A form.
    Form,
    /// XML.
    Xml,
}

impl Body {
    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Xml => "application/xml",
        }
    }
}

/// A request line with holes in its path.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub key: OperationKey,
    /// The path's segments.
    pub segments: Vec<Template>,
    /// The query the line itself has, as it is.
    pub query: Option<String>,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom(format!("not a request line: {text}"));
        let key = OperationKey::parse(&text).filter(|key| key.path.starts_with('/'));
        let key = key.ok_or_else(wrong)?;
        let (path, query) = match key.path.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (key.path.clone(), None),
        };
        // A hole may have a slash of its own.
        let mut inside = false;
        let apart = |c: char| {
            inside = (inside || c == '{') && c != '}';
            c == '/' && !inside
        };
        let segments = path[1..].split(apart).map(Template::parse);
        let segments = segments.collect::<Result<_, _>>().map_err(|_| wrong())?;
        Ok(Self {
            key,
            segments,
            query,
        })
    }
}

impl Request {
    /// Which body it has.
    pub(crate) fn body(&self) -> Option<Body> {
        if self.json.is_some() {
            Some(Body::Json)
        } else if self.form.is_some() {
            Some(Body::Form)
        } else {
            self.xml.as_ref().map(|_| Body::Xml)
        }
    }
}
