//! Forms: pairs with `&` between, or parts with a boundary between, as the document encodes each
//! field (OpenAPI 3, "Encoding Object") or its collection format says (Swagger 2.0).

use crate::entered::Entered;
use crate::payload::{Content, Field, FileRef};
use crate::value::Value;
use crate::{ProblemKind, headers, styles, xml};
use openapi::{Document, Format, Media, Node, Operation, Pointer, Style};
use std::collections::BTreeMap;

/// A form and what the document says of it.
pub(crate) struct Form<'d> {
    pub(crate) document: &'d Document,
    pub(crate) operation: &'d Operation<'d>,
    /// The media type, where the document has it.
    pub(crate) media: Option<&'d Media>,
}

/// How one field is written.
struct Way<'d> {
    /// The first media type named that is one.
    media: Option<&'d str>,
    headers: Vec<(String, String)>,
    /// Set when the document says style, explode or allowReserved: then media types mean nothing.
    style: Option<Written>,
}

#[derive(Clone, Copy)]
struct Written {
    style: Style,
    explode: bool,
    allow_reserved: bool,
}

/// Lists repeat their name when nothing else is said.
const USUAL: Written = Written {
    style: Style::Form,
    explode: true,
    allow_reserved: false,
};

impl Form<'_> {
    /// The pairs of `application/x-www-form-urlencoded`, encoded. `null` is left out.
    pub(crate) fn pairs(&self, members: Vec<(String, Value<'_>)>) -> Vec<String> {
        let mut pairs = Vec::new();
        for (name, value) in members.into_iter().filter(|(_, value)| !value.is_null()) {
            let way = self.way(&name);
            let json = matches!(value, Value::Object(_)) || way.media.is_some_and(is_json);
            let (written, value) = match (way.style, &value) {
                (Some(written), _) => (written, entered(&value)),
                (None, Value::List(_) | Value::Object(_)) if json => {
                    (USUAL, Entered::One(value.to_json()))
                }
                (None, _) => (USUAL, entered(&value)),
            };
            let Written {
                style,
                explode,
                allow_reserved,
            } = written;
            let of_field = styles::in_query(&name, style, explode, allow_reserved, &value);
            pairs.extend(
                of_field
                    .into_iter()
                    .map(|(name, value)| format!("{name}={value}")),
            );
        }
        pairs
    }

    /// The parts of `multipart/form-data`. A field that has files is those files, where it stands
    /// in the text or after it; `null` is left out.
    pub(crate) fn parts(
        &self,
        members: Vec<(String, Value<'_>)>,
        files: &BTreeMap<String, Vec<FileRef>>,
    ) -> Result<Vec<Field>, ProblemKind> {
        let mut parts = Vec::new();
        let mut sent = Vec::new();
        for (name, value) in members {
            if let Some(of_field) = files.get(&name) {
                if !sent.contains(&name) {
                    self.files(&name, of_field, &mut parts)?;
                    sent.push(name);
                }
            } else if !value.is_null() {
                self.part(&name, &value, &mut parts)?;
            }
        }
        for (name, of_field) in files.iter().filter(|(name, _)| !sent.contains(name)) {
            self.files(name, of_field, &mut parts)?;
        }
        Ok(parts)
    }

    fn files(
        &self,
        name: &str,
        files: &[FileRef],
        parts: &mut Vec<Field>,
    ) -> Result<(), ProblemKind> {
        let way = self.way(name);
        for file in files {
            let media = file.media.as_deref().or(way.media);
            let media = media.unwrap_or("application/octet-stream");
            headers::value_of(media).ok_or(ProblemKind::Characters)?;
            parts.push(Field {
                name: name.to_owned(),
                media: Some(media.to_owned()),
                headers: way.headers.clone(),
                content: Content::File(file.clone()),
            });
        }
        Ok(())
    }

    fn part(
        &self,
        name: &str,
        value: &Value<'_>,
        parts: &mut Vec<Field>,
    ) -> Result<(), ProblemKind> {
        let way = self.way(name);
        let mut add = |name: String, media: Option<&str>, text: String| {
            parts.push(Field {
                name,
                media: media.map(str::to_owned),
                headers: way.headers.clone(),
                content: Content::Text(text),
            });
        };
        // OpenAPI 3.0 gives style and explode no meaning in forms of parts.
        let styled = self.document.about().format != Format::OpenApi30;
        if let Some(written) = way.style.filter(|_| styled) {
            let pairs = styles::plainly(name, written.style, written.explode, &entered(value));
            for (name, text) in pairs {
                add(name, None, text);
            }
            return Ok(());
        }
        // A list is its items, each a part of its own, unless the whole of it has a media type.
        let items = match value {
            Value::List(items)
                if !way
                    .media
                    .is_some_and(|media| is_json(media) || is_xml(media)) =>
            {
                items.iter().collect()
            }
            _ => vec![value],
        };
        for item in items {
            match (item.single(), way.media) {
                (Some(text), media) => add(name.to_owned(), media, text.to_owned()),
                (None, Some(media)) if is_xml(media) => {
                    let schema = self.schema(name);
                    let text = xml::write(self.document, schema.as_ref(), &item.to_json())?;
                    add(name.to_owned(), Some(media), text);
                }
                (None, media) => {
                    let media = media.unwrap_or("application/json");
                    add(name.to_owned(), Some(media), item.to_json());
                }
            }
        }
        Ok(())
    }

    fn schema(&self, name: &str) -> Option<Pointer> {
        let schema = self.media?.schema.as_ref()?;
        xml::member(self.document, schema, name)
    }

    fn way(&self, name: &str) -> Way<'_> {
        let unsaid = Way {
            media: None,
            headers: Vec::new(),
            style: None,
        };
        let Some(media) = self.media else {
            return unsaid;
        };
        if let Some(field) = media.fields.iter().find(|field| field.name == name) {
            let style = Written {
                style: field.style,
                explode: field.explode,
                allow_reserved: false,
            };
            return Way {
                style: Some(style),
                ..unsaid
            };
        }
        let at = ["requestBody", "content", &media.name, "encoding", name];
        let Ok(encoding) = self.document.resolve(&self.operation.pointer.then_all(&at)) else {
            return unsaid;
        };
        let media = encoding.text("contentType").unwrap_or_default().split(',');
        let media = media
            .map(str::trim)
            .find(|media| !media.contains('*') && media.contains('/'))
            .filter(|media| headers::value_of(media).is_some());
        let headers = encoding.get("headers").into_iter().flat_map(Node::entries);
        let headers = headers.filter_map(|(header, _)| {
            let at = self.operation.pointer.then_all(&at);
            let header_at = at.then_all(&["headers", header]);
            let value = fixed(self.document, &header_at)?;
            headers::checked(header, &value).ok()?;
            let ours = header.to_ascii_lowercase().starts_with("content-");
            (!ours).then(|| (header.to_owned(), value))
        });
        Way {
            media,
            headers: headers.collect(),
            style: style(encoding),
        }
    }
}

/// The only value a header of a part can have, where the document leaves no choice.
fn fixed(document: &Document, header: &Pointer) -> Option<String> {
    let schema = document.resolve(&header.then("schema")).ok()?;
    let only = schema
        .get("enum")
        .filter(|choices| choices.len() == 1)
        .and_then(|choices| choices.item(0));
    let value = schema.get("const").or(only).or(schema.get("default"))?;
    value.scalar().map(str::to_owned)
}

fn style(encoding: Node<'_>) -> Option<Written> {
    let said = ["style", "explode", "allowReserved"];
    said.iter().find_map(|key| encoding.get(key))?;
    let style = match encoding.text("style") {
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        _ => Style::Form,
    };
    let explode = encoding.get("explode").and_then(Node::as_bool);
    Some(Written {
        style,
        explode: explode.unwrap_or(style == Style::Form),
        allow_reserved: encoding.flag("allowReserved"),
    })
}

/// What is within a list or object and is not single goes as JSON.
fn entered(value: &Value<'_>) -> Entered {
    let single = |value: &Value<'_>| match value.single() {
        Some(text) => text.to_owned(),
        None => value.to_json(),
    };
    match value {
        Value::Word(_) | Value::Text(_) => Entered::One(single(value)),
        Value::List(items) => Entered::Many(items.iter().map(single).collect()),
        Value::Object(members) => Entered::Named(
            members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name.clone(), single(value)))
                .collect(),
        ),
    }
}

/// A boundary that stands in no text of the form. What is in files nobody can look for here, so
/// whoever sends files gives a random one.
pub(crate) fn boundary(given: Option<&str>, fields: &[Field]) -> String {
    let fits = |text: &&str| {
        let letters = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        letters && (1..=60).contains(&text.len())
    };
    let given = given.filter(fits);
    let taken = |boundary: &String| {
        fields.iter().any(|field| {
            let content = match &field.content {
                Content::Text(text) => text,
                Content::File(file) => &file.name,
            };
            field.name.contains(boundary) || content.contains(boundary)
        })
    };
    let base = given.unwrap_or("keydesk");
    let first = given.map_or_else(|| format!("{base}-0"), str::to_owned);
    let mut number = 0_u32;
    let mut boundary = first;
    while taken(&boundary) {
        number += 1;
        boundary = format!("{base}-{number}");
    }
    boundary
}

fn is_json(media: &str) -> bool {
    crate::carried::is_json(&media.to_ascii_lowercase())
}

fn is_xml(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    media.ends_with("/xml") || media.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use super::boundary;
    use crate::payload::Field;

    #[test]
    fn a_boundary_stands_in_no_field() {
        let fields = [Field::text("a", "keydesk-0 keydesk-1")];
        assert_eq!(boundary(None, &fields), "keydesk-2");
        assert_eq!(boundary(Some("5f2a"), &fields), "5f2a");
        assert_eq!(boundary(Some("keydesk-1"), &fields), "keydesk-1-1");
        assert_eq!(boundary(Some("a b\r\n"), &fields), "keydesk-2");
    }
}
