//! JavaScript with fetch, as a module for Node 20 or a browser.

use super::Note;
use super::literal::javascript as quoted;
use super::recipe::{Bit, Body, Chunk, Form, How, Part, Recipe, Text};
use crate::payload::{Content, FileRef};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) fn write(recipe: &Recipe, notes: &mut Vec<Note>) -> String {
    let mut out = String::new();
    if !recipe.variables.is_empty() {
        out.push_str(&format!("// {} A browser asks.\n", recipe.told()));
        for variable in &recipe.variables {
            let (local, name) = (variable.camel(), &variable.environment);
            out.push_str(&format!(
                "const {local} = globalThis.process?.env.{name} ?? prompt(\"{name}\");\n"
            ));
        }
        out.push('\n');
    }
    if recipe.holds(How::Encoded) {
        // The language's own function leaves some characters that the others encode.
        out.push_str(
            "const encoded = (text) =>\n  encodeURIComponent(text).replace(/[!'()*]/g, (c) => \"%\" + \
             c.charCodeAt(0).toString(16).toUpperCase());\n\n",
        );
    }
    let files = recipe
        .chunks()
        .iter()
        .any(|chunk| matches!(chunk, Chunk::File(_)));
    if files {
        out.push_str("// In a browser, take files from a form instead.\n");
        out.push_str("const { openAsBlob } = await import(\"node:fs\");\n\n");
    }
    let own = match &recipe.body {
        Body::Form(form) => own_form(recipe, form),
        Body::None | Body::Text(_) | Body::Binary(_) | Body::File(_) => None,
    };
    // The boundary is the language's own then, and so is the header that names it.
    let media = recipe.media.as_deref().filter(|_| own.is_none());
    let body = match own {
        Some(own) => {
            out.push_str(&own);
            Some("body".to_owned())
        }
        None => body(recipe),
    };
    out.push_str(&format!(
        "const response = await fetch({}, {{\n  method: {},\n  headers: {{\n",
        expression(recipe, &recipe.url),
        quoted(&recipe.method),
    ));
    for (name, value) in &recipe.headers {
        out.push_str(&format!(
            "    {}: {},\n",
            quoted(name),
            expression(recipe, value)
        ));
    }
    if let Some(media) = media {
        out.push_str(&format!("    \"content-type\": {},\n", quoted(media)));
    }
    out.push_str("  },\n");
    if let Some(body) = body {
        if ["GET", "HEAD"].contains(&recipe.method.as_str()) {
            notes.push(Note::BodyRefused);
        }
        out.push_str(&if body == "body" {
            "  body,\n".to_owned()
        } else {
            format!("  body: {body},\n")
        });
    }
    out.push_str(
        "  redirect: \"manual\",\n});\nconsole.log(response.status);\nconsole.log(await response.text());\n",
    );
    out
}

fn body(recipe: &Recipe) -> Option<String> {
    match &recipe.body {
        Body::None => None,
        Body::Text(text) => Some(expression(recipe, text)),
        Body::Binary(bytes) => Some(decoded(bytes)),
        Body::File(file) => Some(open(file, None)),
        Body::Form(_) => {
            let chunk = |chunk: &Chunk<'_>| match chunk {
                Chunk::Text(text) => expression(recipe, text),
                Chunk::Binary(bytes) => decoded(bytes),
                Chunk::File(file) => open(file, None),
            };
            let chunks: Vec<String> = recipe.chunks().iter().map(chunk).collect();
            Some(format!("new Blob([\n    {},\n  ])", chunks.join(",\n    ")))
        }
    }
}

/// The form as the language makes it, where that is what we send: texts have no type or headers of
/// their own there, and their line ends become those of forms.
fn own_form(recipe: &Recipe, form: &Form) -> Option<String> {
    let part = |part: &Part| {
        if !part.field.headers.is_empty() {
            return None;
        }
        let name = quoted(&part.field.name);
        let line_ends = |text: &Text| {
            text.0.iter().any(|bit| match bit {
                Bit::Plain(plain) => plain.contains(['\r', '\n']),
                Bit::Held(..) => false,
            })
        };
        if part.field.name.contains(['\r', '\n']) {
            return None;
        }
        match (&part.field.content, &part.text, &part.field.media) {
            (Content::Text(_), Some(text), None) if !line_ends(text) => Some(format!(
                "body.append({name}, {});\n",
                expression(recipe, text)
            )),
            // Types of files are put into small letters.
            (Content::File(file), None, Some(media)) if *media == media.to_ascii_lowercase() => {
                let (file, of) = (open(file, Some(media)), quoted(&file.name));
                Some(format!("body.append({name}, {file}, {of});\n"))
            }
            _ => None,
        }
    };
    let parts: String = form.parts.iter().map(part).collect::<Option<_>>()?;
    Some(format!("const body = new FormData();\n{parts}\n"))
}

fn open(file: &FileRef, media: Option<&str>) -> String {
    let name = quoted(&file.name);
    match media {
        Some(media) => format!("await openAsBlob({name}, {{ type: {} }})", quoted(media)),
        None => format!("await openAsBlob({name})"),
    }
}

fn decoded(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    format!("Uint8Array.from(atob(\"{text}\"), (c) => c.charCodeAt(0))")
}

fn expression(recipe: &Recipe, text: &Text) -> String {
    let bit = |bit: &Bit| match bit {
        Bit::Plain(plain) => {
            let lines: Vec<String> = plain.split_inclusive('\n').map(quoted).collect();
            lines.join(" +\n    ")
        }
        Bit::Held(at, how) => {
            let local = recipe.variables[*at].camel();
            match how {
                How::AsIs => local,
                How::Json => format!("JSON.stringify({local})"),
                How::Encoded => format!("encoded({local})"),
            }
        }
    };
    let bits: Vec<String> = text.0.iter().map(bit).collect();
    if bits.is_empty() {
        "\"\"".to_owned()
    } else {
        bits.join(" + ")
    }
}
