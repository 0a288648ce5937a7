//! The body of a request, and the header that says what it is.

use crate::entered::members;
use crate::{BadJson, Draft, ProblemKind, headers, json, styles};
use http::HeaderValue;
use openapi::Operation;

/// A body and its media type.
pub(crate) struct Payload {
    pub(crate) media: HeaderValue,
    pub(crate) bytes: Vec<u8>,
}

/// What the draft's body becomes; doubts are reported beside it.
pub(crate) fn payload(
    operation: &Operation<'_>,
    draft: &Draft,
    doubts: &mut Vec<ProblemKind>,
) -> Result<Option<Payload>, ProblemKind> {
    let text = draft.body.as_deref().unwrap_or_default();
    if text.trim().is_empty() {
        if operation.body.as_ref().is_some_and(|body| body.required) {
            doubts.push(ProblemKind::BodyMissing);
        }
        return Ok(None);
    }
    let media = media(operation, draft, text);
    let essence = essence(&media);
    if is_json(&essence) {
        if let Err(BadJson { line, column }) = json::check(text) {
            doubts.push(ProblemKind::NotJson { line, column });
        }
    } else if essence == "application/x-www-form-urlencoded" && text.trim_start().starts_with('{') {
        let fields = members(text).ok_or(ProblemKind::NotAForm)?;
        return made(&media, form(&fields).into_bytes()).map(Some);
    } else if essence == "multipart/form-data" {
        let fields = members(text).ok_or(ProblemKind::NotAForm)?;
        let (boundary, bytes) = multipart(&fields);
        return made(&format!("{essence}; boundary={boundary}"), bytes).map(Some);
    }
    made(&media, text.as_bytes().to_vec()).map(Some)
}

fn made(media: &str, bytes: Vec<u8>) -> Result<Payload, ProblemKind> {
    let media = headers::value_of(media)
        .filter(|_| media.contains('/'))
        .ok_or(ProblemKind::Characters)?;
    Ok(Payload { media, bytes })
}

/// The one chosen, the document's first JSON, its first, or what the text looks like.
fn media(operation: &Operation<'_>, draft: &Draft, text: &str) -> String {
    if let Some(chosen) = &draft.media {
        return chosen.clone();
    }
    let described = operation.body.iter().flat_map(|body| &body.media);
    let names: Vec<&str> = described
        .map(|media| media.name.as_str())
        // `*/*` says nothing that could be sent.
        .filter(|name| !name.contains('*'))
        .collect();
    let json = names.iter().find(|name| is_json(&essence(name)));
    match json.or_else(|| names.first()) {
        Some(name) => (*name).to_owned(),
        None if json::check(text).is_ok() => "application/json".to_owned(),
        None => "text/plain; charset=utf-8".to_owned(),
    }
}

fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

pub(crate) fn is_json(essence: &str) -> bool {
    essence.ends_with("/json") || essence.ends_with("+json")
}

fn form(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", styles::strict(name), styles::strict(value)))
        .collect();
    pairs.join("&")
}

/// Text fields as multipart (RFC 7578), with a boundary that stands nowhere in them.
fn multipart(fields: &[(String, String)]) -> (String, Vec<u8>) {
    let taken = |boundary: &String| {
        fields
            .iter()
            .any(|(name, value)| name.contains(boundary) || value.contains(boundary))
    };
    let mut number = 0_u32;
    let mut boundary = String::from("keydesk-0");
    while taken(&boundary) {
        number += 1;
        boundary = format!("keydesk-{number}");
    }
    let mut body = String::new();
    for (name, value) in fields {
        // As browsers write names that would end the quotes or the line.
        let name = name
            .replace('\r', "%0D")
            .replace('\n', "%0A")
            .replace('"', "%22");
        body.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{boundary}--\r\n"));
    (boundary, body.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::{form, multipart};

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_form_is_encoded_and_a_boundary_stands_in_no_field() {
        assert_eq!(
            form(&fields(&[("a b", "1&2"), ("c", "ü")])),
            "a%20b=1%262&c=%C3%BC"
        );
        let (boundary, body) = multipart(&fields(&[("a\"\r\n", "keydesk-0 keydesk-1")]));
        assert_eq!(boundary, "keydesk-2");
        let text = String::from_utf8(body).unwrap();
        assert!(text.starts_with(
            "--keydesk-2\r\nContent-Disposition: form-data; name=\"a%22%0D%0A\"\r\n\r\n"
        ));
        assert!(text.ends_with("\r\n--keydesk-2--\r\n"));
    }
}
