//! curl in bash.

use super::literal;
use super::recipe::{Bit, Body, Chunk, Form, How, Part, Recipe, Text};
use crate::payload::Content;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Linux takes 128 kB for one argument; what is longer comes through a pipe.
const LONGEST_ARGUMENT: usize = 100_000;

pub(super) fn write(recipe: &Recipe) -> String {
    let mut out = String::new();
    if !recipe.variables.is_empty() {
        out.push_str(&format!("# {}\n", recipe.told()));
    }
    if recipe.holds(How::Json) {
        out.push_str(
            "json() { local v=${1//\\\\/\\\\\\\\}; printf '\"%s\"' \"${v//\\\"/\\\\\\\"}\"; }\n",
        );
    }
    if recipe.holds(How::Encoded) {
        out.push_str(
            "encoded() {\n  local LC_ALL=C c i\n  for ((i = 0; i < ${#1}; i++)); do\n    \
             c=${1:i:1}\n    case $c in\n      [A-Za-z0-9._~-]) printf '%s' \"$c\" ;;\n      \
             *) printf '%s' \"$c\" | od -An -v -tx1 | tr -d ' \\n' | tr a-f A-F | sed 's/../%&/g' ;;\n    \
             esac\n  done\n}\n",
        );
    }
    let mut words: Vec<String> = Vec::new();
    let mut url = text(recipe, &recipe.url);
    // Braces and brackets would be patterns.
    if url.contains(['[', ']', '{', '}']) {
        url = format!("--globoff {url}");
    }
    match (recipe.method.as_str(), &recipe.body) {
        ("GET", Body::None) => words.push(url),
        ("HEAD", Body::None) => words.push(format!("--head {url}")),
        (method, _) => words.push(format!("--request {} {url}", word(method))),
    }
    for (name, value) in &recipe.headers {
        // A semicolon sends a header without a value; a colon would take it away.
        let line = if value.known() == Some("") {
            Text::plain(format!("{name};"))
        } else {
            let mut line = Text::plain(format!("{name}: "));
            line.append(value.clone());
            line
        };
        words.push(format!("--header {}", text(recipe, &line)));
    }
    let before = body(recipe, &mut words);
    out.push_str(&before);
    out.push_str("curl ");
    out.push_str(&words.join(" \\\n  "));
    out.push('\n');
    out
}

/// Adds what sends the body, and gives what stands before the command.
fn body(recipe: &Recipe, words: &mut Vec<String>) -> String {
    if let Body::Form(form) = &recipe.body
        && let Some(parts) = own_parts(recipe, form)
    {
        words.extend(parts);
        return String::new();
    }
    let media = match &recipe.body {
        Body::Form(form) => Some(&form.media),
        Body::None | Body::Text(_) | Body::Binary(_) | Body::File(_) => recipe.media.as_ref(),
    };
    if let Some(media) = media {
        words.push(format!(
            "--header {}",
            literal::bash(&format!("content-type: {media}"))
        ));
    }
    match &recipe.body {
        Body::None => {
            // Some servers wait for a length where a body is usual.
            if ["POST", "PUT", "PATCH"].contains(&recipe.method.as_str()) {
                words.push("--header 'content-length: 0'".to_owned());
            }
            String::new()
        }
        Body::Text(body) => {
            let body = text(recipe, body);
            if body.len() < LONGEST_ARGUMENT {
                words.push(format!("--data-raw {body}"));
                return String::new();
            }
            words.push("--data-binary @-".to_owned());
            format!("printf '%s' {body} |\n")
        }
        Body::File(file) => {
            let name = literal::bash(&format!("@{}", file.name));
            words.push(format!("--data-binary {name}"));
            String::new()
        }
        Body::Binary(_) | Body::Form(_) => {
            words.push("--data-binary @-".to_owned());
            let chunk = |chunk: &Chunk<'_>| match chunk {
                Chunk::Text(part) => format!("  printf '%s' {}\n", text(recipe, part)),
                Chunk::Binary(bytes) => {
                    format!(
                        "  printf '%s' {} | base64 --decode\n",
                        STANDARD.encode(bytes)
                    )
                }
                Chunk::File(file) => format!("  cat {}\n", literal::bash(&at(&file.name))),
            };
            let chunks: String = recipe.chunks().iter().map(chunk).collect();
            format!("{{\n{chunks}}} |\n")
        }
    }
}

/// The form in curl's own words, where these can say it.
fn own_parts(recipe: &Recipe, form: &Form) -> Option<Vec<String>> {
    let part = |part: &Part| {
        let name = &part.field.name;
        let plain = name
            .chars()
            .all(|c| !c.is_control() && !matches!(c, '=' | '"' | '\\'));
        if !plain || name.is_empty() || !part.field.headers.is_empty() {
            return None;
        }
        match (&part.field.content, &part.text, &part.field.media) {
            (Content::Text(_), Some(content), None) => {
                let mut line = Text::plain(format!("{name}="));
                line.append(content.clone());
                Some(format!("--form-string {}", text(recipe, &line)))
            }
            (Content::File(file), None, Some(media)) if !media.contains([';', '"']) => {
                let quoted = file.name.replace('\\', "\\\\").replace('"', "\\\"");
                let line = format!("{name}=@\"{quoted}\";type={media}");
                let control = file.name.chars().any(char::is_control);
                (!control).then(|| format!("--form {}", literal::bash(&line)))
            }
            _ => None,
        }
    };
    form.parts.iter().map(part).collect()
}

/// A name that begins with a dash is a name all the same.
fn at(name: &str) -> String {
    if name.starts_with('-') {
        format!("./{name}")
    } else {
        name.to_owned()
    }
}

fn word(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        text.to_owned()
    } else {
        literal::bash(text)
    }
}

fn text(recipe: &Recipe, text: &Text) -> String {
    if text.0.is_empty() {
        return "''".to_owned();
    }
    let bit = |bit: &Bit| match bit {
        Bit::Plain(plain) => literal::bash(plain),
        Bit::Held(at, how) => {
            let name = &recipe.variables[*at].environment;
            match how {
                How::AsIs => format!("\"${name}\""),
                How::Json => format!("\"$(json \"${name}\")\""),
                How::Encoded => format!("\"$(encoded \"${name}\")\""),
            }
        }
    };
    text.0.iter().map(bit).collect()
}
