//! Bodies and answers, the same for Swagger 2.0 and OpenAPI 3.

use crate::parameter::Parameter;
use crate::{Document, Format, In, Node, Pointer};
use serde::Serialize;

/// What an operation takes as its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// Whether the operation needs it.
    pub required: bool,
    /// The document's words, CommonMark.
    pub description: Option<String>,
    /// The forms it may have, in the document's order.
    pub media: Vec<Media>,
}

/// A body or answer in one media type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Media {
    /// `application/json`.
    pub name: String,
    /// Its schema, for [`Document::schema`] and [`Document::example`].
    pub schema: Option<Pointer>,
    /// An example the document gives, for [`Document::resolve`].
    pub example: Option<Pointer>,
    /// The fields of a form in Swagger 2.0, which has no schema for it.
    pub fields: Vec<Parameter>,
}

/// What an operation answers with one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The document's words, CommonMark.
    pub description: Option<String>,
    /// The forms it may have; empty when it has no body.
    pub media: Vec<Media>,
    /// Headers it carries.
    pub headers: Vec<Parameter>,
}

/// What is needed to read bodies and answers of one operation.
pub(crate) struct Reading<'d> {
    pub(crate) document: &'d Document,
    pub(crate) operation: Node<'d>,
    pub(crate) pointer: &'d Pointer,
}

impl<'d> Reading<'d> {
    pub(crate) fn body(&self, parameters: &[(Node<'d>, Pointer)]) -> Option<Body> {
        if self.document.about().format == Format::Swagger2 {
            return self.swagger_body(parameters);
        }
        let written = self.operation.get("requestBody")?;
        let body = self.document.follow(written).ok()?;
        Some(Body {
            required: body.flag("required"),
            description: body.text("description").map(str::to_owned),
            media: self.content(body, &self.pointer.then("requestBody")),
        })
    }

    pub(crate) fn answers(&self) -> Vec<Answer> {
        let answers = self.operation.get("responses");
        let at = self.pointer.then("responses");
        answers
            .into_iter()
            .flat_map(Node::entries)
            .filter(|(status, _)| !status.starts_with("x-"))
            .filter_map(|(status, written)| {
                let answer = self.document.follow(written).ok()?;
                let at = at.then(status);
                Some(Answer {
                    status: status.to_owned(),
                    description: answer.text("description").map(str::to_owned),
                    media: if self.document.about().format == Format::Swagger2 {
                        self.swagger_answer(answer, &at)
                    } else {
                        self.content(answer, &at)
                    },
                    headers: self.headers(answer, &at),
                })
            })
            .collect()
    }

    fn headers(&self, answer: Node<'d>, at: &Pointer) -> Vec<Parameter> {
        let headers = answer.get("headers").into_iter().flat_map(Node::entries);
        headers
            .filter_map(|(name, written)| {
                let node = self.document.follow(written).ok()?;
                let at = at.then_all(&["headers", name]);
                let name = name.to_owned();
                Some(Parameter::named(self.document, node, &at, In::Header, name))
            })
            .collect()
    }

    fn content(&self, holder: Node<'d>, at: &Pointer) -> Vec<Media> {
        let content = holder.get("content").into_iter().flat_map(Node::entries);
        content
            .map(|(name, written)| {
                let at = at.then_all(&["content", name]);
                let media = self.document.follow(written).unwrap_or(written);
                // 3.2 describes a stream by its items.
                let schema = ["schema", "itemSchema"]
                    .into_iter()
                    .find(|key| media.get(key).is_some());
                let named = media
                    .get("examples")
                    .and_then(|examples| examples.entries().next())
                    .map(|(name, _)| at.then_all(&["examples", name, "value"]));
                Media {
                    name: name.to_owned(),
                    schema: schema.map(|key| at.then(key)),
                    example: media.get("example").map(|_| at.then("example")).or(named),
                    fields: Vec::new(),
                }
            })
            .collect()
    }

    fn swagger_body(&self, parameters: &[(Node<'d>, Pointer)]) -> Option<Body> {
        let body = parameters
            .iter()
            .find(|(node, _)| node.text("in") == Some("body"));
        if let Some((node, at)) = body {
            let media = |name: &str| Media {
                name: name.to_owned(),
                schema: node.get("schema").map(|_| at.then("schema")),
                example: None,
                fields: Vec::new(),
            };
            let names = self.media_names("consumes");
            return Some(Body {
                required: node.flag("required"),
                description: node.text("description").map(str::to_owned),
                media: names.into_iter().map(media).collect(),
            });
        }
        let fields: Vec<Parameter> = parameters
            .iter()
            .filter(|(node, _)| node.text("in") == Some("formData"))
            .filter_map(|(node, at)| Parameter::at(self.document, *node, at, In::Query))
            .collect();
        if fields.is_empty() {
            return None;
        }
        let has_file = parameters
            .iter()
            .any(|(node, _)| node.text("type") == Some("file"));
        let form = if has_file {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        };
        Some(Body {
            required: fields.iter().any(|field| field.required),
            description: None,
            media: vec![Media {
                name: form.to_owned(),
                schema: None,
                example: None,
                fields,
            }],
        })
    }

    fn swagger_answer(&self, answer: Node<'d>, at: &Pointer) -> Vec<Media> {
        if answer.get("schema").is_none() {
            return Vec::new();
        }
        let example = |name: &str| {
            answer
                .get("examples")
                .and_then(|examples| examples.get(name))
                .map(|_| at.then_all(&["examples", name]))
        };
        self.media_names("produces")
            .into_iter()
            .map(|name| Media {
                name: name.to_owned(),
                schema: Some(at.then("schema")),
                example: example(name),
                fields: Vec::new(),
            })
            .collect()
    }

    fn media_names(&self, key: &str) -> Vec<&'d str> {
        let list = self
            .operation
            .get(key)
            .or_else(|| self.document.root().get(key));
        let names: Vec<&str> = list
            .into_iter()
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .collect();
        if names.is_empty() {
            vec!["application/json"]
        } else {
            names
        }
    }
}
