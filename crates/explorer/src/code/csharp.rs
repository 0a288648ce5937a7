//! C# with `HttpClient`, as top-level statements for .NET 8.

use super::literal::csharp as quoted;
use super::recipe::{Bit, Body, Chunk, How, Recipe, Text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Headers that .NET keeps with the body (`HttpContentHeaders`).
const OF_CONTENT: [&str; 11] = [
    "allow",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-md5",
    "content-range",
    "content-type",
    "expires",
    "last-modified",
];

/// More lines than this stay one text.
const MOST_LINES: usize = 200;

pub(super) fn write(recipe: &Recipe) -> String {
    let mut out = String::from("using System;\nusing System.IO;\nusing System.Net.Http;\n");
    out.push_str("using System.Text;\n");
    if recipe.holds(How::Json) {
        out.push_str("using System.Text.Json;\n");
    }
    out.push('\n');
    if !recipe.variables.is_empty() {
        out.push_str(&format!("// {}\n", recipe.told()));
        for variable in &recipe.variables {
            let (local, name) = (variable.camel(), &variable.environment);
            out.push_str(&format!(
                "var {local} = Environment.GetEnvironmentVariable(\"{name}\")\n    \
                 ?? throw new InvalidOperationException(\"{name} is not set\");\n"
            ));
        }
        out.push('\n');
    }
    out.push_str(&format!(
        "// The address is sent as it is written.\n\
         var address = new Uri(\n    {},\n    \
         new UriCreationOptions {{ DangerousDisablePathAndQueryCanonicalization = true }});\n\
         using var request = new HttpRequestMessage(new HttpMethod({}), address);\n",
        expression(recipe, &recipe.url),
        quoted(&recipe.method),
    ));
    out.push_str(&body(recipe));
    let has_body = !matches!(recipe.body, Body::None);
    for (name, value) in &recipe.headers {
        let of_content = OF_CONTENT.contains(&name.to_ascii_lowercase().as_str());
        if of_content && !has_body && !out.contains("request.Content") {
            out.push_str("request.Content = new ByteArrayContent(Array.Empty<byte>());\n");
        }
        let holder = if of_content {
            "request.Content.Headers"
        } else {
            "request.Headers"
        };
        out.push_str(&add(holder, name, &expression(recipe, value)));
    }
    if let (true, Some(media)) = (has_body, &recipe.media) {
        out.push_str(&add(
            "request.Content.Headers",
            "content-type",
            &quoted(media),
        ));
    }
    out.push_str(
        "\nusing var handler = new SocketsHttpHandler { AllowAutoRedirect = false };\n\
         using var client = new HttpClient(handler);\n\
         using var response = await client.SendAsync(request);\n\
         Console.WriteLine((int)response.StatusCode);\n\
         Console.WriteLine(await response.Content.ReadAsStringAsync());\n",
    );
    out
}

fn add(holder: &str, name: &str, value: &str) -> String {
    format!(
        "{holder}.TryAddWithoutValidation({}, {value});\n",
        quoted(name)
    )
}

fn body(recipe: &Recipe) -> String {
    let bytes = |chunk: &Chunk<'_>| match chunk {
        Chunk::Text(text) => format!("Encoding.UTF8.GetBytes({})", expression(recipe, text)),
        Chunk::Binary(bytes) => {
            let text = STANDARD.encode(bytes);
            format!("Convert.FromBase64String(\"{text}\")")
        }
        Chunk::File(file) => format!("File.ReadAllBytes({})", quoted(&file.name)),
    };
    let chunks = recipe.chunks();
    match chunks.as_slice() {
        [] => String::new(),
        [one] => format!("request.Content = new ByteArrayContent({});\n", bytes(one)),
        many => {
            let mut out = String::from("using var body = new MemoryStream();\n");
            for chunk in many {
                out.push_str(&format!("body.Write({});\n", bytes(chunk)));
            }
            out.push_str("request.Content = new ByteArrayContent(body.ToArray());\n");
            out
        }
    }
}

fn expression(recipe: &Recipe, text: &Text) -> String {
    let mut terms: Vec<String> = Vec::new();
    for bit in &text.0 {
        match bit {
            Bit::Plain(plain) if plain.matches('\n').count() > MOST_LINES => {
                terms.push(quoted(plain));
            }
            Bit::Plain(plain) => terms.extend(plain.split_inclusive('\n').map(quoted)),
            Bit::Held(at, how) => {
                let local = recipe.variables[*at].camel();
                terms.push(match how {
                    How::AsIs => local,
                    How::Json => format!("JsonSerializer.Serialize({local})"),
                    How::Encoded => format!("Uri.EscapeDataString({local})"),
                });
            }
        }
    }
    match terms.len() {
        0 => "\"\"".to_owned(),
        1 | 2 => terms.join(" + "),
        _ => terms.join("\n    + "),
    }
}
