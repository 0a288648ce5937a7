//! Parameters are written exactly as the standards show, and no value leaves its place.

use domain::{Catalogue, OperationKey, Place};
use explorer::{Composed, Draft, FileRef, Home, In, Payload, ProblemKind, Slot, compose};
use openapi::Document;
use percent_encoding::percent_decode_str;

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

const FORMS: &str = r"
openapi: VERSION
info: {title: t, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object}
            encoding:
              spaced: {style: spaceDelimited}
              deep: {style: deepObject, explode: true}
              kept: {allowReserved: true}
              packed: {contentType: application/json}
          multipart/form-data:
            schema: {type: object}
            encoding:
              spaced: {style: spaceDelimited}
              deep: {style: deepObject, explode: true}
              typed: {contentType: 'image/*, text/csv', headers: {X-A: {schema: {const: one}}, Content-Type: {schema: {const: x}}, X-B: {schema: {type: string}}}}
              facts: {contentType: application/xml}
              up: {contentType: image/png}
      responses: {}
";

#[test]
fn forms_follow_the_encoding_object() {
    let body = r#"{"one":"a b","none":null,"list":[1.10,"x"],"object":{"a":[1]},"spaced":["a","b"],
        "deep":{"R":1,"n":null},"kept":"/a?b&c","packed":["a"]}"#;
    let document = read(&FORMS.replace("VERSION", "3.1.0"));
    let mut draft = Draft::new(OperationKey::new("POST", "/a"));
    draft.media = Some("application/x-www-form-urlencoded".to_owned());
    draft.body = Some(body.to_owned());
    let made = sent(&document, &draft).unwrap();
    let text = String::from_utf8(made.payload.outline().unwrap().into_owned()).unwrap();
    assert_eq!(
        text,
        "one=a%20b&list=1.10&list=x&object=%7B%22a%22%3A%5B1%5D%7D&spaced=a%20b&deep%5BR%5D=1\
         &kept=/a?b%26c&packed=%5B%22a%22%5D"
    );
}

#[test]
fn parts_follow_the_encoding_object_and_files_are_among_them() {
    let body = r#"{"one":"a b","none":null,"list":[1.10,{"x":1}],"spaced":["a","b"],
        "deep":{"R":1},"typed":"a;b","facts":{"n":1},"up":"is a file"}"#;
    let file = |name: &str, media: Option<&str>| FileRef {
        id: "held".to_owned(),
        name: name.to_owned(),
        media: media.map(str::to_owned),
        size: 1,
    };
    let text = |version: &str| {
        let document = read(&FORMS.replace("VERSION", version));
        let mut draft = Draft::new(OperationKey::new("POST", "/a"));
        draft.body = Some(body.to_owned());
        let both = vec![file("a.png", None), file("b.jpg", Some("image/jpeg"))];
        draft.files.insert("up".to_owned(), both);
        draft.files.insert("more".to_owned(), vec![file("c", None)]);
        draft.boundary = Some("B".to_owned());
        let made = sent(&document, &draft).unwrap();
        assert_eq!(
            made.headers["content-type"],
            "multipart/form-data; boundary=B"
        );
        let all = made.payload.gather(|_| Ok::<_, ()>(b"@".to_vec())).unwrap();
        String::from_utf8(all.unwrap()).unwrap()
    };
    let part = |head: &str, content: &str| {
        format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let ours = text("3.1.0");
    let wanted: String = [
        part("name=\"one\"", "a b"),
        part("name=\"list\"", "1.10"),
        part(
            "name=\"list\"\r\nContent-Type: application/json",
            "{\"x\":1}",
        ),
        part("name=\"spaced\"", "a b"),
        part("name=\"deep[R]\"", "1"),
        part(
            "name=\"typed\"\r\nContent-Type: text/csv\r\nX-A: one",
            "a;b",
        ),
        part(
            "name=\"facts\"\r\nContent-Type: application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><root><n>1</n></root>",
        ),
        part(
            "name=\"up\"; filename=\"a.png\"\r\nContent-Type: image/png",
            "@",
        ),
        part(
            "name=\"up\"; filename=\"b.jpg\"\r\nContent-Type: image/jpeg",
            "@",
        ),
        part(
            "name=\"more\"; filename=\"c\"\r\nContent-Type: application/octet-stream",
            "@",
        ),
        "--B--\r\n".to_owned(),
    ]
    .concat();
    assert_eq!(ours, wanted);
    let before = text("3.0.3");
    let repeated = [part("name=\"spaced\"", "a"), part("name=\"spaced\"", "b")].concat();
    assert!(
        before.contains(&repeated),
        "3.0 has no styles in parts: {before}"
    );
}

#[test]
fn a_file_is_a_body_and_only_a_form_of_parts_carries_files() {
    let document = read(&FORMS.replace("VERSION", "3.1.0"));
    let mut draft = Draft::new(OperationKey::new("POST", "/a"));
    let file = FileRef {
        id: "held".to_owned(),
        name: "a.bin".to_owned(),
        media: None,
        size: 7,
    };
    draft.file = Some(file.clone());
    let made = sent(&document, &draft).unwrap();
    assert_eq!(made.headers["content-type"], "application/octet-stream");
    assert_eq!(made.payload.size(), 7);
    draft.file = None;
    draft.files.insert("up".to_owned(), vec![file]);
    draft.media = Some("application/json".to_owned());
    let problems = sent(&document, &draft).unwrap_err();
    assert_eq!(problems[0].kind, ProblemKind::NotAForm);
}

/// Numbers by chance that are the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or_default() % end
    }

    /// Text with a liking for what has led other programs elsewhere.
    fn text(&mut self) -> String {
        const PARTS: [&str; 34] = [
            ".",
            "..",
            "/",
            "\\",
            "%2e",
            "%2E%2e",
            "%2f",
            "%5c",
            "%252e",
            "%25252e",
            "%00",
            "\0",
            ";",
            "?",
            "#",
            "@evil.example",
            "//evil.example",
            ":",
            "\r\n",
            "\t",
            " ",
            "\u{ff0e}",
            "\u{ff0f}",
            "\u{2024}",
            "\u{2025}",
            "{p}",
            "}",
            ",",
            "[\"..\"]",
            "{\"a\":\"..\"}",
            "=",
            "a",
            "ü",
            "7",
        ];
        (0..self.below(5))
            .map(|_| PARTS[self.below(PARTS.len())])
            .collect()
    }
}

/// Composes this many calls by chance over every style of path and odd templates.
fn nothing_escapes(calls: usize) {
    let templates = [
        "/a/{p}/b",
        "/a/{p}{q}/b",
        "/a/{p}.json",
        "/a/v{p}-{q}/{r}",
        "/a/.{p}/b",
        "/{p}",
        "/a/{p};x={q}/b",
    ];
    let mut documents = Vec::new();
    for template in templates {
        for style in ["simple", "label", "matrix"] {
            for explode in [false, true] {
                for kind in [
                    "{type: string}",
                    "{type: array, items: {}}",
                    "{type: object}",
                ] {
                    let parameters: Vec<String> = ["p", "q", "r"]
                        .iter()
                        .filter(|name| template.contains(&format!("{{{name}}}")))
                        .map(|name| {
                            format!("{{name: {name}, in: path, required: true, style: {style}, explode: {explode}, schema: {kind}}}")
                        })
                        .collect();
                    let document = read(&format!(
                        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  '{template}':\n    get:\n      parameters: [{}]\n      responses: {{}}\n",
                        parameters.join(", ")
                    ));
                    documents.push((template, document));
                }
            }
        }
    }
    let mut chance = Chance(7);
    let mut left = 0;
    for _ in 0..calls {
        let (template, document) = &documents[chance.below(documents.len())];
        let mut draft = Draft::new(OperationKey::new("GET", *template));
        draft.doubts = explorer::Doubts::SendAnyway;
        let agreed = chance.below(2) == 0;
        for name in ["p", "q", "r"] {
            if template.contains(&format!("{{{name}}}")) {
                let slot = Slot::new(In::Path, name);
                if agreed {
                    draft.separators_agreed.insert(slot.clone());
                }
                draft.values.insert(slot, chance.text());
            }
        }
        draft
            .values
            .insert(Slot::new(In::Query, "x"), chance.text());
        let Ok(made) = sent(document, &draft) else {
            continue;
        };
        left += 1;
        let told = || format!("{template} {:?} {}", draft.values, made.url);
        assert!(made.url.as_str().starts_with("https://h/"), "{}", told());
        assert!(made.url.fragment().is_none(), "{}", told());
        let path = made.url.path().strip_prefix('/').unwrap_or_default();
        let (wanted, found): (Vec<&str>, Vec<&str>) = (
            template[1..].split('/').collect(),
            path.split('/').collect(),
        );
        assert_eq!(wanted.len(), found.len(), "{}", told());
        for (wanted, found) in wanted.iter().zip(&found) {
            if !wanted.contains('{') {
                assert_eq!(wanted, found, "{}", told());
                continue;
            }
            let mut plain = (*found).to_owned();
            for _ in 0..6 {
                plain = percent_decode_str(&plain).decode_utf8_lossy().into_owned();
            }
            let dots = |text: &str| text.chars().all(|c| c == '.');
            assert!(!plain.is_empty() && !dots(&plain), "{}", told());
            assert!(agreed || !plain.contains(['/', '\\', '\0']), "{}", told());
        }
    }
    assert!(
        left * 20 > calls,
        "too few were sent to say anything: {left} of {calls}"
    );
}

#[test]
fn no_value_escapes_from_its_template() {
    nothing_escapes(30_000);
}

#[test]
#[ignore = "a million calls take a minute"]
fn no_value_of_a_million_escapes_from_its_template() {
    nothing_escapes(1_000_000);
}
