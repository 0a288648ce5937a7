//! Examples of forms, as they are sent.

use super::{Sample, indented, on_one_line};
use crate::{Document, Media, NoExample, Node};

/// Stands between the parts of a form. Any text will do that stands in none of them.
const BOUNDARY: &str = "keydesk-boundary-7f3c2a10";

pub(super) fn written(
    document: &Document,
    name: &str,
    sample: &Sample,
    media: &Media,
) -> Result<String, NoExample> {
    let Sample::Object(fields) = sample else {
        return Err(NoExample::Media);
    };
    match name {
        "application/x-www-form-urlencoded" => Ok(encoded(fields)),
        "multipart/form-data" => Ok(in_parts(document, fields, media)),
        _ => Err(NoExample::Media),
    }
}

/// <https://url.spec.whatwg.org/#concept-urlencoded-serializer>; lists as one pair an item, as
/// the style of forms in OpenAPI is, and objects as JSON.
fn encoded(fields: &[(String, Sample)]) -> String {
    let mut pairs = Vec::new();
    for (name, value) in fields {
        let items = match value {
            Sample::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for item in items {
            pairs.push(format!("{}={}", escaped(name), escaped(&plain(item))));
        }
    }
    pairs.join("&")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn plain(value: &Sample) -> String {
    match value {
        Sample::Raw(text) | Sample::Text(text) => text.clone(),
        Sample::List(_) | Sample::Object(_) => on_one_line(value),
    }
}

/// RFC 7578, each line ended as it has to be.
fn in_parts(document: &Document, fields: &[(String, Sample)], media: &Media) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        let items = match value {
            Sample::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let file = is_file(document, name, media);
        let stated = encoding(document, name, media);
        for item in items {
            // A quote or line end in a name would end it; the form's own rule is to escape.
            let name = name
                .replace('"', "%22")
                .replace('\r', "%0D")
                .replace('\n', "%0A");
            out.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\""
            ));
            if file {
                out.push_str("; filename=\"file.bin\"");
            }
            let usual = match item {
                _ if file => Some("application/octet-stream"),
                Sample::Object(_) | Sample::List(_) => Some("application/json"),
                Sample::Raw(_) | Sample::Text(_) => None,
            };
            if let Some(kind) = stated.or(usual) {
                out.push_str(&format!("\r\nContent-Type: {kind}"));
            }
            let text = match item {
                Sample::Object(_) | Sample::List(_) => indented(item),
                one => plain(one),
            };
            out.push_str(&format!("\r\n\r\n{text}\r\n"));
        }
    }
    out.push_str(&format!("--{BOUNDARY}--\r\n"));
    out
}

fn is_file(document: &Document, name: &str, media: &Media) -> bool {
    let of_field = media
        .fields
        .iter()
        .find(|field| field.name == name)
        .and_then(|field| document.resolve(&field.pointer).ok())
        .is_some_and(|field| field.text("type") == Some("file"));
    let property = media.schema.as_ref().and_then(|schema| {
        let property = document
            .resolve(&schema.then_all(&["properties", name]))
            .ok()?;
        match property.get("items") {
            Some(items) => document.follow(items).ok(),
            None => Some(property),
        }
    });
    let binary = property.is_some_and(|property| {
        property.text("format") == Some("binary")
            || property.text("contentMediaType") == Some("application/octet-stream")
    });
    of_field || binary
}

/// The content type the document states for a field, where it states just one.
fn encoding<'d>(document: &'d Document, name: &str, media: &Media) -> Option<&'d str> {
    let at = media.schema.as_ref()?;
    let (holder, _) = at.as_str().rsplit_once('/')?;
    let holder: Node<'d> = document.resolve(&crate::Pointer::parse(holder)?).ok()?;
    let stated = holder.get("encoding")?.get(name)?.text("contentType")?;
    let clean = |c: char| c.is_ascii_graphic() || c == ' ';
    (!stated.contains([',', '*']) && stated.chars().all(clean)).then_some(stated)
}
