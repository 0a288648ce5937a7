//! Text from documents stays text: 400 strings that want to be more, in every field.
use openapi::{Block, Document, Inline, Pointer, Use, blocks, visible};
use serde_json::{Value, json};

/// What wants to run, load, lead away or pretend.
const CORES: [&str; 20] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import 'http://x'</style>",
    "<!--<script>-->",
    "<![CDATA[<script>]]>",
    "<math><mtext></mtext><mglyph><svg></math>",
    "<base href=//x><form action=//x><input type=submit>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "\u{202e}gpj.exe\u{200b}\u{0}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;",
    "<object data=x><embed src=x><link rel=import href=x>",
    "\"><script>alert(1)</script>",
];

fn wrapped(core: &str) -> [String; 20] {
    [
        core.to_owned(),
        format!("[x]({core})"),
        format!("[x](<{core}>)"),
        format!("![x]({core})"),
        format!("[{core}](https://x.example)"),
        format!("<{core}>"),
        format!("[r]\n\n[r]: {core}"),
        format!("# {core}"),
        format!("> {core}"),
        format!("- {core}\n- {core}"),
        format!("| {core} |\n|---|\n| {core} |"),
        format!("`{core}`"),
        format!("```{core}\n{core}\n```"),
        format!("    {core}"),
        format!("**{core}**"),
        format!("[x](java\nscript:{core})"),
        format!("[x](&#106;avascript:{core})"),
        format!("<div>\n{core}\n</div>"),
        format!("\\{core}"),
        format!("[x](HTTPS://x.example/{core} \"{core}\")"),
    ]
}

fn each_text(made: &[Block], see: &mut dyn FnMut(&str)) {
    for block in made {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => each_inline(text, see),
            Block::List { items, .. } => items.iter().for_each(|item| each_text(item, see)),
            Block::Code { language, text } => {
                language.iter().for_each(|name| see(name));
                see(text);
            }
            Block::Quote { blocks } => each_text(blocks, see),
            Block::Table { head, rows } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| each_inline(cell, see));
            }
            Block::Rule => {}
        }
    }
}

fn each_inline(all: &[Inline], see: &mut dyn FnMut(&str)) {
    for inline in all {
        match inline {
            Inline::Text { text } | Inline::Code { text } => see(text),
            Inline::Emphasis { text } | Inline::Strong { text } => each_inline(text, see),
            Inline::Link { address, text } => {
                let lower = address.to_ascii_lowercase();
                assert!(lower.starts_with("https://"), "{address}");
                assert!(!address.contains(char::is_whitespace), "{address}");
                each_inline(text, see);
            }
            Inline::Break => {}
        }
    }
}

#[test]
fn four_hundred_strings_stay_text_wherever_they_stand() {
    let mut number = 0;
    for text in CORES.iter().flat_map(|core| wrapped(core)) {
        number += 1;
        each_text(&blocks(&text), &mut |shown| {
            assert_eq!(visible(shown), shown, "{text:?}");
        });
        let document = Document::read(hostile(&text).to_string().as_bytes())
            .unwrap()
            .0;
        let key = document.operations()[0].key.clone();
        let operation = document.operation(&key).unwrap();
        let parameter = &operation.parameters[0];
        let schema = Pointer::root().then_all(&["components", "schemas", "A"]);
        let view = document.schema(&schema).unwrap();
        each_text(&view.description, &mut |shown| {
            assert_eq!(visible(shown), shown);
        });
        for child in &view.children {
            let summary = child.summary.as_deref().unwrap_or_default();
            assert_eq!(visible(summary), summary, "{text:?}");
            document.schema(&child.pointer).unwrap();
        }
        let words = [
            operation.description,
            parameter.description.as_deref(),
            document.about().description.as_deref(),
            document.tags()[0].description.clone().as_deref(),
            operation.answers[0].description.as_deref(),
            operation.body.as_ref().unwrap().description.as_deref(),
        ]
        .map(|words| words.unwrap_or_default().to_owned());
        for words in words {
            each_text(&blocks(&words), &mut |shown| {
                assert_eq!(visible(shown), shown);
            });
        }
        // Examples and checks carry it as what it is, too.
        let example = document.try_example(&schema, Use::Request).unwrap();
        serde_json::from_str::<Value>(&example).unwrap();
        let media = &operation.body.as_ref().unwrap().media[0];
        let xml = document.example_for(media, Use::Request).unwrap();
        assert!(
            !xml.contains("<script") && !xml.contains("onerror=\""),
            "{xml}"
        );
        let mut reader = quick_xml::Reader::from_str(&xml);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
    assert_eq!(number, 400);
}

fn hostile(text: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": text, "version": text, "description": text },
        "tags": [{ "name": text, "description": text }],
        "paths": { "/a": { "post": {
            "summary": text, "description": text, "operationId": text, "tags": [text],
            "parameters": [{ "name": text, "in": "query", "description": text, "schema": { "type": "string", "enum": [text], "default": text } }],
            "requestBody": { "description": text, "content": { "application/xml": { "schema": { "$ref": "#/components/schemas/A" } } } },
            "responses": { "200": { "description": text } }
        } } },
        "components": { "schemas": { "A": { "type": "object", "title": text, "description": text, "xml": { "name": text, "prefix": text, "namespace": text }, "properties": {
            "b": { "type": "string", "description": text, "enum": [text], "xml": { "name": text, "attribute": true } },
            (text): { "type": "string", "description": text, "example": text }
        } } } }
    })
}
