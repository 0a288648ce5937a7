//! From a draft's body and files to what a request carries, and the header that says what it is.

use crate::payload::{Multipart, Payload};
use crate::value::Value;
use crate::{BadJson, Draft, ProblemKind, form, headers, json, xml};
use http::HeaderValue;
use openapi::{Document, Media, Operation};

/// A body and its media type.
#[derive(Debug)]
pub(crate) struct Carried {
    pub(crate) media: HeaderValue,
    pub(crate) payload: Payload,
}

/// What the draft's body becomes; doubts are reported beside it.
pub(crate) fn carried(
    document: &Document,
    operation: &Operation<'_>,
    draft: &Draft,
    doubts: &mut Vec<ProblemKind>,
) -> Result<Option<Carried>, ProblemKind> {
    if let Some(file) = &draft.file {
        let media = draft.media.as_deref().or(file.media.as_deref());
        let media = media.unwrap_or("application/octet-stream");
        return made(media, Payload::File(file.clone())).map(Some);
    }
    let text = draft.body.as_deref().unwrap_or_default();
    if text.trim().is_empty() && draft.files.is_empty() {
        if operation.body.as_ref().is_some_and(|body| body.required) {
            doubts.push(ProblemKind::BodyMissing);
        }
        return Ok(None);
    }
    let name = media(operation, draft, text);
    let essence = essence(&name);
    let all = || operation.body.iter().flat_map(|body| &body.media);
    // The fields of Swagger 2.0 are the same in both kinds of form.
    let described = all()
        .find(|media| self::essence(&media.name) == essence)
        .or_else(|| all().find(|media| !media.fields.is_empty()));
    let form = form::Form {
        document,
        operation,
        media: described,
    };
    if essence == "multipart/form-data" {
        let members = members(text)?;
        let fields = form.parts(members, &draft.files)?;
        let boundary = form::boundary(draft.boundary.as_deref(), &fields);
        let made_of = Multipart { boundary, fields };
        return made(&made_of.media(), Payload::Multipart(made_of)).map(Some);
    }
    if !draft.files.is_empty() {
        // Only a form of parts carries files.
        return Err(ProblemKind::NotAForm);
    }
    if is_json(&essence) {
        if let Err(BadJson { line, column }) = json::check(text) {
            doubts.push(ProblemKind::NotJson { line, column });
        }
    } else if essence == "application/x-www-form-urlencoded" && text.trim_start().starts_with('{') {
        let pairs = form.pairs(members(text)?);
        let text = pairs.join("&");
        return made(&name, Payload::Bytes(text.into_bytes())).map(Some);
    } else if is_xml(&essence) && text.trim_start().starts_with(['{', '[']) {
        // XML never starts so; it is the JSON of the form, to be written as the schema says.
        match json::check(text) {
            Ok(()) => {
                let written = xml::write(document, described.and_then(schema), text)?;
                return made(&name, Payload::Bytes(written.into_bytes())).map(Some);
            }
            Err(BadJson { line, column }) => doubts.push(ProblemKind::NotJson { line, column }),
        }
    }
    made(&name, Payload::Bytes(text.as_bytes().to_vec())).map(Some)
}

/// What a body without a document becomes: the text as it is, or the file.
pub(crate) fn undescribed(
    media: Option<&str>,
    body: FreeBody<'_>,
) -> Result<Option<Carried>, ProblemKind> {
    let (usual, payload) = match body {
        FreeBody::None => return Ok(None),
        FreeBody::Text(text) if json::check(text).is_ok() => {
            ("application/json", Payload::Bytes(text.into()))
        }
        FreeBody::Text(text) => ("text/plain; charset=utf-8", Payload::Bytes(text.into())),
        FreeBody::File(file) => (
            file.media.as_deref().unwrap_or("application/octet-stream"),
            Payload::File(file.clone()),
        ),
    };
    made(media.unwrap_or(usual), payload).map(Some)
}

/// The body of a request that no document describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FreeBody<'a> {
    /// None.
    #[default]
    None,
    /// A text, sent as it is.
    Text(&'a str),
    /// A file, sent as it is.
    File(&'a crate::FileRef),
}

fn schema(media: &Media) -> Option<&openapi::Pointer> {
    media.schema.as_ref()
}

fn made(media: &str, payload: Payload) -> Result<Carried, ProblemKind> {
    let media = headers::value_of(media)
        .filter(|_| media.contains('/'))
        .ok_or(ProblemKind::Characters)?;
    Ok(Carried { media, payload })
}

/// The members of a form written as JSON; nothing is a form without text fields.
fn members(text: &str) -> Result<Vec<(String, Value<'_>)>, ProblemKind> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    match Value::read(text) {
        Some(Value::Object(members)) => Ok(members),
        Some(Value::Word(_) | Value::Text(_) | Value::List(_)) | None => Err(ProblemKind::NotAForm),
    }
}

/// The one chosen; for files a form of parts; else the document's first JSON, its first, or what
/// the text looks like.
fn media(operation: &Operation<'_>, draft: &Draft, text: &str) -> String {
    if let Some(chosen) = &draft.media {
        return chosen.clone();
    }
    if !draft.files.is_empty() {
        return "multipart/form-data".to_owned();
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

fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}
