//! PowerShell with `Invoke-RestMethod`, in words that Windows PowerShell 5.1 and PowerShell 7 share.

use super::Note;
use super::literal::powershell as quoted;
use super::recipe::{Bit, Body, Chunk, How, Recipe, Text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The methods that `-Method` of 5.1 knows (`WebRequestMethod`).
const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];

pub(super) fn write(recipe: &Recipe, notes: &mut Vec<Note>) -> String {
    let mut out = String::new();
    if let Some(first) = recipe.variables.first() {
        out.push_str(&format!(
            "# {} From a secret store: Get-Secret -Name {} -AsPlainText\n",
            recipe.told(),
            first.environment,
        ));
        for variable in &recipe.variables {
            let (local, name) = (variable.camel(), &variable.environment);
            out.push_str(&format!("${local} = $env:{name}\n"));
        }
        out.push('\n');
    }
    out.push_str("$headers = @{\n");
    for (name, value) in &recipe.headers {
        out.push_str(&format!(
            "    {} = {}\n",
            quoted(name),
            expression(recipe, value)
        ));
    }
    out.push_str("}\n");
    out.push_str(&body(recipe));
    out.push_str("$request = @{\n");
    let known = KNOWN.contains(&recipe.method.as_str());
    let method = if known { "Method" } else { "CustomMethod" };
    let mut lines = vec![
        ("Uri", expression(recipe, &recipe.url)),
        (method, quoted(&recipe.method)),
        ("Headers", "$headers".to_owned()),
    ];
    let has_body = !matches!(recipe.body, Body::None);
    if has_body {
        lines.push(("Body", "$body".to_owned()));
        if let Some(media) = &recipe.media {
            lines.push(("ContentType", quoted(media)));
        }
    }
    lines.push(("MaximumRedirection", "0".to_owned()));
    for (name, value) in lines {
        out.push_str(&format!("    {name} = {value}\n"));
    }
    out.push_str(
        "}\n# PowerShell 7 would refuse values that are not of a header's usual form.\n\
         if ($PSVersionTable.PSVersion.Major -ge 6) { $request.SkipHeaderValidation = $true }\n\
         Invoke-RestMethod @request\n",
    );
    let verb_without_body = ["GET", "HEAD"].contains(&recipe.method.as_str());
    if !known || has_body && verb_without_body {
        notes.push(Note::PowerShell7);
    }
    out
}

/// The body as bytes: 5.1 would send a text in another encoding.
fn body(recipe: &Recipe) -> String {
    let bytes = |chunk: &Chunk<'_>| match chunk {
        Chunk::Text(text) => {
            let text = expression(recipe, text);
            format!("[Text.Encoding]::UTF8.GetBytes({text})")
        }
        Chunk::Binary(bytes) => {
            let text = STANDARD.encode(bytes);
            format!("[Convert]::FromBase64String('{text}')")
        }
        Chunk::File(file) => {
            let name = quoted(&file.name);
            format!("[IO.File]::ReadAllBytes((Convert-Path -LiteralPath {name}))")
        }
    };
    let chunks = recipe.chunks();
    match chunks.as_slice() {
        [] => String::new(),
        [one] => format!("$body = {}\n", bytes(one)),
        many => {
            let mut out = String::from("$stream = New-Object IO.MemoryStream\n");
            for chunk in many {
                out.push_str(&format!(
                    "$bytes = {}\n$stream.Write($bytes, 0, $bytes.Length)\n",
                    bytes(chunk)
                ));
            }
            out.push_str("$body = $stream.ToArray()\n");
            out
        }
    }
}

fn expression(recipe: &Recipe, text: &Text) -> String {
    let bit = |bit: &Bit| match bit {
        Bit::Plain(plain) => quoted(plain),
        Bit::Held(at, how) => {
            let local = recipe.variables[*at].camel();
            match how {
                How::AsIs => format!("${local}"),
                How::Json => format!("(ConvertTo-Json -Compress ${local})"),
                How::Encoded => format!("[uri]::EscapeDataString(${local})"),
            }
        }
    };
    let bits: Vec<String> = text.0.iter().map(bit).collect();
    match bits.len() {
        0 => "''".to_owned(),
        1 => bits.concat(),
        _ => format!("({})", bits.join(" + ")),
    }
}
