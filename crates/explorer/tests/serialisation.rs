//! Parameters are written exactly as the standards show, and no value leaves its place.

use domain::{Catalogue, OperationKey, Place};
use explorer::{Composed, Draft, Home, In, Payload, Slot, compose};
use openapi::Document;

fn read(text: &str) -> Document {
    let (document, _) = Document::read(text.as_bytes()).expect("the text is a document");
    document
}

fn sent(document: &Document, draft: &Draft) -> Result<Composed, Vec<explorer::Problem>> {
    let place = Place::parse("https://h").expect("this is an address");
    let home = Home {
        place: &place,
        usual_paths: &[],
    };
    compose(document, draft, &Catalogue::default(), home)
}

/// A document with one parameter `p`, below `/a` or in its path.
fn with_parameter(place: &str, words: &str, kind: &str) -> Document {
    let path = if place == "path" { "/a/{p}" } else { "/a" };
    let kind = match kind {
        "array" => "{type: array, items: {type: string}}",
        "object" => "{type: object}",
        _ => "{type: string}",
    };
    read(&format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  {path}:\n    get:\n      \
         parameters: [{{name: p, in: {place}, required: true, {words}, schema: {kind}}}]\n      \
         responses: {{}}\n"
    ))
}

/// What follows `https://h/a`, or the header's value.
fn written(document: &Document, place: In, value: &str) -> String {
    let line = &document.operations()[0];
    let mut draft = Draft::new(line.key.clone());
    let slot = Slot::new(place, "p");
    draft.separators_agreed.insert(slot.clone());
    draft.values.insert(slot, value.to_owned());
    let made = sent(document, &draft).unwrap_or_else(|why| panic!("{value}: {why:?}"));
    match place {
        In::Header => made.headers["p"].to_str().unwrap_or_default().to_owned(),
        In::Path | In::Query | In::Cookie => {
            let start = if place == In::Path {
                "https://h/a/"
            } else {
                "https://h/a?"
            };
            let rest = made.url.as_str().strip_prefix(start);
            rest.unwrap_or_else(|| panic!("{}", made.url)).to_owned()
        }
    }
}

/// OpenAPI 3.1.1, "Style Examples", with the parameter called `p`. An empty value is none, so that
/// column is left out.
#[test]
fn every_style_and_explode_of_the_standards_table() {
    const LIST: &str = r#"["blue","black","brown"]"#;
    const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;
    let rows: [(&str, In, &str, bool, &str, &str, &str); 13] = [
        (
            "path",
            In::Path,
            "matrix",
            false,
            ";p=blue",
            ";p=blue,black,brown",
            ";p=R,100,G,200,B,150",
        ),
        (
            "path",
            In::Path,
            "matrix",
            true,
            ";p=blue",
            ";p=blue;p=black;p=brown",
            ";R=100;G=200;B=150",
        ),
        (
            "path",
            In::Path,
            "label",
            false,
            ".blue",
            ".blue,black,brown",
            ".R,100,G,200,B,150",
        ),
        (
            "path",
            In::Path,
            "label",
            true,
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            "path",
            In::Path,
            "simple",
            false,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            "path",
            In::Path,
            "simple",
            true,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            "header",
            In::Header,
            "simple",
            false,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            "header",
            In::Header,
            "simple",
            true,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            "query",
            In::Query,
            "form",
            false,
            "p=blue",
            "p=blue,black,brown",
            "p=R,100,G,200,B,150",
        ),
        (
            "query",
            In::Query,
            "form",
            true,
            "p=blue",
            "p=blue&p=black&p=brown",
            "R=100&G=200&B=150",
        ),
        (
            "query",
            In::Query,
            "spaceDelimited",
            false,
            "p=blue",
            "p=blue%20black%20brown",
            "p=R%20100%20G%20200%20B%20150",
        ),
        (
            "query",
            In::Query,
            "pipeDelimited",
            false,
            "p=blue",
            "p=blue%7Cblack%7Cbrown",
            "p=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            "query",
            In::Query,
            "deepObject",
            true,
            "p=blue",
            "p=blue&p=black&p=brown",
            "p%5BR%5D=100&p%5BG%5D=200&p%5BB%5D=150",
        ),
    ];
    for (name, place, style, explode, one, list, object) in rows {
        let words = format!("style: {style}, explode: {explode}");
        for (kind, value, wanted) in [
            ("string", "blue", one),
            ("array", LIST, list),
            ("object", OBJECT, object),
        ] {
            let document = with_parameter(name, &words, kind);
            assert_eq!(written(&document, place, value), wanted, "{words} {kind}");
        }
    }
}

/// RFC 6570, 3.2, with the values of its 3.2 that have not only a dot in them.
#[test]
fn expansion_is_that_of_uri_templates() {
    const KEYS: &str = r#"{"semi":";","dot":".x","comma":","}"#;
    for (name, place, words, kind, value, wanted) in [
        (
            "path",
            In::Path,
            "style: simple",
            "string",
            "Hello World!",
            "Hello%20World%21",
        ),
        ("path", In::Path, "style: simple", "string", "50%", "50%25"),
        (
            "path",
            In::Path,
            "style: simple",
            "string",
            "/foo/bar",
            "%2Ffoo%2Fbar",
        ),
        (
            "path",
            In::Path,
            "style: simple",
            "object",
            KEYS,
            "semi,%3B,dot,.x,comma,%2C",
        ),
        (
            "path",
            In::Path,
            "style: simple, explode: true",
            "object",
            KEYS,
            "semi=%3B,dot=.x,comma=%2C",
        ),
        ("path", In::Path, "style: label", "string", "fred", ".fred"),
        (
            "path",
            In::Path,
            "style: label, explode: true",
            "array",
            r#"["example","com"]"#,
            ".example.com",
        ),
        (
            "path",
            In::Path,
            "style: label, explode: true",
            "object",
            KEYS,
            ".semi=%3B.dot=.x.comma=%2C",
        ),
        (
            "path",
            In::Path,
            "style: matrix",
            "object",
            KEYS,
            ";p=semi,%3B,dot,.x,comma,%2C",
        ),
        (
            "path",
            In::Path,
            "style: matrix, explode: true",
            "object",
            KEYS,
            ";semi=%3B;dot=.x;comma=%2C",
        ),
        (
            "query",
            In::Query,
            "style: form",
            "string",
            "http://example.com/home/",
            "p=http%3A%2F%2Fexample.com%2Fhome%2F",
        ),
        (
            "query",
            In::Query,
            "style: form, explode: false",
            "object",
            KEYS,
            "p=semi,%3B,dot,.x,comma,%2C",
        ),
        (
            "query",
            In::Query,
            "style: form",
            "object",
            KEYS,
            "semi=%3B&dot=.x&comma=%2C",
        ),
        // Reserved expansion, but for what would end the value; `+` would be read as a space.
        (
            "query",
            In::Query,
            "allowReserved: true",
            "string",
            "/a?b:c@d!$(e)*,;",
            "p=/a?b:c@d!$(e)*,;",
        ),
        (
            "query",
            In::Query,
            "allowReserved: true",
            "string",
            "a&b=c#d+e f'g[h]%20",
            "p=a%26b%3Dc%23d%2Be%20f%27g%5Bh%5D%2520",
        ),
        (
            "query",
            In::Query,
            "allowReserved: true, explode: false",
            "array",
            r#"["/a","b,c"]"#,
            "p=/a,b,c",
        ),
        // A value that is a document of its own is one text.
        (
            "query",
            In::Query,
            "content: {application/json: {}}",
            "object",
            r#"{"a": [1.10]}"#,
            "p=%7B%22a%22%3A%20%5B1.10%5D%7D",
        ),
        (
            "header",
            In::Header,
            "content: {application/json: {}}",
            "object",
            r#"{"a":[1.10]}"#,
            r#"{"a":[1.10]}"#,
        ),
        (
            "path",
            In::Path,
            "content: {text/plain: {}}",
            "string",
            "a,b c",
            "a%2Cb%20c",
        ),
        // A style made for another place is the usual one of its own.
        (
            "query",
            In::Query,
            "style: matrix",
            "array",
            "a,b",
            "p=a&p=b",
        ),
        ("path", In::Path, "style: deepObject", "array", "a,b", "a,b"),
        (
            "query",
            In::Query,
            "style: form",
            "string",
            "12345678901234567890123",
            "p=12345678901234567890123",
        ),
    ] {
        let words = if words.starts_with("content") {
            // `content` and `schema` exclude each other.
            let path = if name == "path" { "/a/{p}" } else { "/a" };
            read(&format!(
                "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  {path}:\n    get:\n      \
                 parameters: [{{name: p, in: {name}, required: true, {words}}}]\n      responses: {{}}\n"
            ))
        } else {
            with_parameter(name, words, kind)
        };
        assert_eq!(written(&words, place, value), wanted, "{name} {value}");
    }
}

/// Swagger 2.0, "Parameter Object", `collectionFormat`.
#[test]
fn every_collection_format_in_every_place() {
    let document = |place: &str, format: &str| {
        let path = if place == "path" { "/a/{p}" } else { "/a" };
        let format = if format.is_empty() {
            String::new()
        } else {
            format!("collectionFormat: {format}, ")
        };
        read(&format!(
            "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\npaths:\n  {path}:\n    post:\n      \
             parameters: [{{name: p, in: {place}, required: true, type: array, {format}items: {{type: string}}}}]\n      \
             responses: {{}}\n"
        ))
    };
    for (place, slot, format, wanted) in [
        ("query", In::Query, "", "p=a,b%20c"),
        ("query", In::Query, "csv", "p=a,b%20c"),
        ("query", In::Query, "ssv", "p=a%20b%20c"),
        ("query", In::Query, "tsv", "p=a%09b%20c"),
        ("query", In::Query, "pipes", "p=a%7Cb%20c"),
        ("query", In::Query, "multi", "p=a&p=b%20c"),
        ("path", In::Path, "csv", "a,b%20c"),
        ("path", In::Path, "pipes", "a%7Cb%20c"),
        ("header", In::Header, "csv", "a,b c"),
        ("header", In::Header, "pipes", "a|b c"),
        ("header", In::Header, "ssv", "a b c"),
    ] {
        let document = document(place, format);
        assert_eq!(
            written(&document, slot, r#"["a","b c"]"#),
            wanted,
            "{place} {format}"
        );
    }
    for (format, form, parts) in [
        ("csv", "p=a,b%20c", vec!["a,b c"]),
        ("pipes", "p=a%7Cb%20c", vec!["a|b c"]),
        ("multi", "p=a&p=b%20c", vec!["a", "b c"]),
    ] {
        let document = document("formData", format);
        let mut draft = Draft::new(OperationKey::new("POST", "/a"));
        draft.body = Some(r#"{"p":["a","b c"]}"#.to_owned());
        let made = sent(&document, &draft).unwrap();
        assert_eq!(made.payload, Payload::Bytes(form.into()), "{format}");
        draft.media = Some("multipart/form-data".to_owned());
        let made = sent(&document, &draft).unwrap();
        let Payload::Multipart(multipart) = made.payload else {
            panic!("{format}");
        };
        let found: Vec<_> = multipart
            .fields
            .iter()
            .map(|field| &field.content)
            .collect();
        let text = |part: &&str| explorer::Content::Text((*part).to_owned());
        let wanted: Vec<_> = parts.iter().map(text).collect();
        assert_eq!(found, wanted.iter().collect::<Vec<_>>(), "{format}");
    }
}
