//! Python, with requests or httpx.

use super::Note;
use super::literal::python as quoted;
use super::recipe::{Bit, Body, Form, How, Recipe, Text};
use crate::payload::Content;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Library {
    Requests,
    Httpx,
}

/// More lines than this stay one text.
const MOST_LINES: usize = 400;

pub(super) fn write(library: Library, recipe: &Recipe, notes: &mut Vec<Note>) -> String {
    if recipe.is_written_oddly() {
        notes.push(Note::AddressRewritten);
    }
    let module = match library {
        Library::Requests => "requests",
        Library::Httpx => "httpx",
    };
    let mut arguments = vec![
        quoted(&recipe.method),
        expression(recipe, &recipe.url, "    "),
        headers(recipe),
    ];
    match (&recipe.body, library) {
        (Body::None, _) => {}
        (Body::Form(form), _) => arguments.push(files(library, recipe, form)),
        (_, Library::Requests) => arguments.push("data=body".to_owned()),
        (_, Library::Httpx) => arguments.push("content=body".to_owned()),
    }
    // The other library follows none by itself.
    if library == Library::Requests {
        arguments.push("allow_redirects=False".to_owned());
    }
    arguments.push("timeout=60".to_owned());
    let mut out = imports(recipe, module);
    if !recipe.variables.is_empty() {
        out.push_str(&format!("# {}\n", recipe.told()));
        for variable in &recipe.variables {
            let (local, name) = (variable.snake(), &variable.environment);
            out.push_str(&format!("{local} = os.environ[\"{name}\"]\n"));
        }
        out.push('\n');
    }
    match &recipe.body {
        Body::None | Body::Form(_) => {}
        Body::Text(text) => out.push_str(&format!(
            "body = {}.encode()\n\n",
            bracketed(expression(recipe, text, ""))
        )),
        Body::Binary(bytes) => {
            let text = STANDARD.encode(bytes);
            out.push_str(&format!("body = base64.b64decode(\"{text}\")\n\n"));
        }
        Body::File(file) => {
            let name = quoted(&file.name);
            out.push_str(&format!(
                "with open({name}, \"rb\") as file:\n    body = file.read()\n\n"
            ));
        }
    }
    out.push_str(&format!("response = {module}.request(\n"));
    for argument in arguments {
        out.push_str(&format!("    {argument},\n"));
    }
    out.push_str(")\nprint(response.status_code)\nprint(response.text)\n");
    out
}

fn imports(recipe: &Recipe, module: &str) -> String {
    let mut names = Vec::new();
    if matches!(recipe.body, Body::Binary(_)) {
        names.push("import base64");
    }
    if recipe.holds(How::Json) {
        names.push("import json");
    }
    if !recipe.variables.is_empty() {
        names.push("import os");
    }
    if recipe.holds(How::Encoded) {
        names.push("from urllib.parse import quote");
    }
    let mut out = names.join("\n");
    if !names.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(&format!("import {module}\n\n"));
    out
}

fn headers(recipe: &Recipe) -> String {
    let mut out = String::from("headers={\n");
    for (name, value) in &recipe.headers {
        let value = expression(recipe, value, "        ");
        out.push_str(&format!("        {}: {value},\n", quoted(name)));
    }
    if let (Some(media), Body::Text(_) | Body::Binary(_) | Body::File(_)) =
        (&recipe.media, &recipe.body)
    {
        out.push_str(&format!("        \"content-type\": {},\n", quoted(media)));
    }
    out.push_str("    }");
    out
}

/// Name, file name, content and media type of each part, and its headers where it has any.
fn files(library: Library, recipe: &Recipe, form: &Form) -> String {
    let mut out = String::from("files=[\n");
    for part in &form.parts {
        let field = &part.field;
        let content = match (&field.content, &part.text) {
            (Content::File(file), _) => {
                let name = quoted(&file.name);
                format!("{name}, open({name}, \"rb\")")
            }
            (Content::Text(_), Some(text)) => {
                format!("None, {}", expression(recipe, text, "        "))
            }
            (Content::Text(text), None) => format!("None, {}", quoted(text)),
        };
        let media = field.media.as_deref().map(quoted);
        let pair = |(name, value): &(String, String)| (quoted(name), quoted(value));
        let mut headers: Vec<(String, String)> = field.headers.iter().map(pair).collect();
        let rest = match (media, headers.is_empty(), library) {
            (None, true, _) => String::new(),
            (Some(media), true, _) => format!(", {media}"),
            (media, false, Library::Requests) => {
                format!(", {}{}", media.as_deref().unwrap_or("None"), dict(&headers))
            }
            (media, false, Library::Httpx) => {
                // It would write the type after the other headers.
                let media = media.map(|media| ("\"Content-Type\"".to_owned(), media));
                headers.splice(0..0, media);
                format!(", None{}", dict(&headers))
            }
        };
        out.push_str(&format!(
            "        ({}, ({content}{rest})),\n",
            quoted(&field.name)
        ));
    }
    out.push_str("    ]");
    out
}

fn dict(headers: &[(String, String)]) -> String {
    let pairs: Vec<String> = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    format!(", {{{}}}", pairs.join(", "))
}

/// A text as an expression; more than one line of it stands in brackets.
fn expression(recipe: &Recipe, text: &Text, indent: &str) -> String {
    let mut terms: Vec<String> = Vec::new();
    for bit in &text.0 {
        match bit {
            Bit::Plain(plain) => terms.extend(lines(plain).into_iter().map(quoted)),
            Bit::Held(at, how) => {
                let local = recipe.variables[*at].snake();
                terms.push(match how {
                    How::AsIs => local,
                    How::Json => format!("json.dumps({local}, ensure_ascii=False)"),
                    How::Encoded => format!("quote({local}, safe=\"\")"),
                });
            }
        }
    }
    match terms.len() {
        0 => "\"\"".to_owned(),
        1 | 2 => terms.join(" + "),
        _ => {
            let between = format!("\n{indent}    + ");
            format!("(\n{indent}    {}\n{indent})", terms.join(&between))
        }
    }
}

fn lines(text: &str) -> Vec<&str> {
    if text.matches('\n').count() > MOST_LINES {
        vec![text]
    } else {
        text.split_inclusive('\n').collect()
    }
}

/// Something that a method can be called on.
fn bracketed(expression: String) -> String {
    if expression.contains(" + ") && !expression.starts_with("(\n") {
        format!("({expression})")
    } else {
        expression
    }
}
