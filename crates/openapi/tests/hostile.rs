//! Documents that are broken, odd, or built to do harm.

use openapi::{
    Document, Finding, FindingKind, Kind, NoExample, Pointer, Refusal, Unreadable, Use, Why,
};
use std::time::{Duration, Instant};

fn read(text: &str) -> (Document, Vec<Finding>) {
    Document::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refused(bytes: &[u8]) -> Unreadable {
    Document::read(bytes)
        .map(|_| ())
        .expect_err("no text here is a document")
}

fn has(findings: &[Finding], wanted: &FindingKind) -> bool {
    findings.iter().any(|finding| finding.kind == *wanted)
}

#[test]
fn what_is_no_document_is_refused_with_the_reason() {
    assert_eq!(refused(b"").why, Why::Empty);
    assert_eq!(refused(b"<html><title>Sign in</title>").why, Why::Html);
    assert_eq!(
        refused(b"\x89PNG\r\n\x1a\n\0").why,
        Why::Binary { looks_like: "PNG" }
    );
    let names = vec!["error".to_owned(), "code".to_owned()];
    assert_eq!(
        refused(br#"{"error":"x","code":401}"#).why,
        Why::NotADocument { names }
    );
    assert_eq!(
        refused(b"just words").why,
        Why::NotADocument { names: vec![] }
    );
    assert_eq!(refused(b"[1, 2]").why, Why::NotADocument { names: vec![] });
    let broken = refused(b"{\n  \"openapi\": \"3.0.0\",\n  \"paths\": oops!\n");
    assert_eq!((broken.line, broken.column), (3, 12));
    assert!(matches!(broken.why, Why::Syntax { .. }));
    let broken = refused(b"openapi: 3.0.0\npaths:\n  /a: [\n");
    assert!(broken.line >= 3, "{broken:?}");
    let deep = format!("{{\"openapi\":\"3.0.0\",\"x\":{}", "[".repeat(5_000));
    assert_eq!(refused(deep.as_bytes()).why, Why::TooDeep { limit: 128 });
    let deep = format!("openapi: 3.0.0\nx: {}", "[".repeat(5_000));
    assert_eq!(refused(deep.as_bytes()).why, Why::TooDeep { limit: 128 });
    let large = vec![b' '; 100_000_000];
    assert_eq!(refused(&large).why, Why::TooLarge { limit: 80 << 20 });
}

#[test]
fn a_truncated_document_shows_what_came_before() {
    let whole = r#"{"openapi":"3.0.0","paths":{"/a":{"get":{"summary":"A"}},"/b":{"get":{"summary":"B"}}}}"#;
    for end in 1..whole.len() {
        match Document::read(&whole.as_bytes()[..end]) {
            Ok((document, findings)) => {
                assert!(!document.operations().is_empty());
                assert!(
                    findings
                        .iter()
                        .any(|finding| matches!(finding.kind, FindingKind::CutShort { .. }))
                );
            }
            Err(error) => assert!(matches!(error.why, Why::Syntax { .. }), "{error}"),
        }
    }
    let (document, _) = read(&whole[..70]);
    assert_eq!(document.operations().len(), 2);
    let yaml =
        "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      summary: A\n  /b:\n    get: \"not closed\n";
    let (document, findings) = read(yaml);
    assert_eq!(document.operations()[0].summary.as_deref(), Some("A"));
    assert!(
        findings
            .iter()
            .any(|finding| matches!(finding.kind, FindingKind::CutShort { .. }))
    );
}

#[test]
fn json_as_people_write_it_is_read_as_yaml() {
    let (document, findings) =
        read("{\n  \"swagger\": \"2.0\",\n  'paths': {\"/a\": {\"get\": {},},}, # all\n}\n");
    assert_eq!(document.operations().len(), 1);
    assert!(has(&findings, &FindingKind::NotStrictJson));
}

#[test]
fn wrong_types_everywhere_are_findings() {
    let (document, findings) = read(
        r##"{"openapi": 3.0, "info": [], "tags": {}, "servers": "x", "components": 7, "paths": {
            "a": {"get": {"parameters": {"x": 1}, "responses": [], "tags": "t", "requestBody": 4}},
            "/b/{id}/{": {"post": "text", "gett": {}, "parameters": [1, {"name": "x"}, {"$ref": "#/nowhere"}]},
            "/c/{id}": {"get": {"operationId": "same", "parameters": [{"name": "other", "in": "path"}]}},
            "/d": {"get": {"operationId": "same"}, "put": {"$ref": "other.yaml#/x"}},
            "/e": 5, "x-e": {}
        }}"##,
    );
    let keys: Vec<String> = document
        .operations()
        .iter()
        .map(|line| line.key.to_string())
        .collect();
    assert_eq!(keys, ["GET a", "GET /c/{id}", "GET /d", "PUT /d"]);
    for line in document.operations() {
        assert!(document.operation(&line.key).is_some());
    }
    for wanted in [
        FindingKind::PathWithoutSlash,
        FindingKind::BrokenTemplate,
        FindingKind::UnknownMethod {
            name: "gett".into(),
        },
        FindingKind::UndescribedHole { name: "id".into() },
        FindingKind::ParameterWithoutHole {
            name: "other".into(),
        },
        FindingKind::DuplicateOperationId { id: "same".into() },
        FindingKind::DanglingReference {
            reference: "#/nowhere".into(),
        },
        FindingKind::OutsideReference {
            reference: "other.yaml#/x".into(),
            refusal: Refusal::Alone,
        },
        FindingKind::WrongType {
            expected: "object",
            found: "string",
        },
    ] {
        assert!(has(&findings, &wanted), "{wanted:?} in {findings:#?}");
    }
    let named = findings
        .iter()
        .find(|finding| finding.kind == FindingKind::BrokenTemplate)
        .unwrap();
    assert_eq!(named.pointer.as_str(), "/paths/~1b~1{id}~1{");
    assert_eq!((named.line, named.column), (Some(3), Some(26)));
    let (document, findings) = read("openapi: 3.1.0\ninfo: {title: T, version: 1.10}\n");
    assert_eq!(document.about().version, "1.10");
    assert!(has(&findings, &FindingKind::NoPaths));
}

#[test]
fn references_in_circles_end() {
    // P1: cyclic or very deep references
    let (document, findings) = read(
        r##"{"openapi":"3.1.0","paths":{"/a":{"get":{"responses":{"200":{"description":"d","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Node"}}}}}}}},
        "components":{"schemas":{
            "Node":{"type":"object","required":["next"],"properties":{"name":{"type":"string"},"next":{"$ref":"#/components/schemas/Node"},"list":{"type":"array","items":{"$ref":"#/components/schemas/Node"}}}},
            "Loop":{"$ref":"#/components/schemas/Pool"},"Pool":{"$ref":"#/components/schemas/Loop"},
            "Inner":{"$ref":"#/components/schemas/Inner/properties/x"},
            "All":{"allOf":[{"$ref":"#/components/schemas/All"},{"$ref":"#/components/schemas/Node"}]}
        }}}"##,
    );
    let cycles = findings
        .iter()
        .filter(|finding| matches!(finding.kind, FindingKind::ReferenceCycle { .. }));
    assert_eq!(cycles.count(), 3);
    let node = Pointer::parse("/components/schemas/Node").unwrap();
    let view = document.schema(&node).unwrap();
    let child = |name: &str| {
        view.children
            .iter()
            .find(|child| child.name == name)
            .unwrap()
    };
    assert!(child("next").is_cycle && child("next").required && !child("next").opens);
    assert_eq!(child("list").words, "array of Node");
    let list = document.schema(&child("list").pointer).unwrap();
    assert!(
        list.children[0].is_cycle,
        "the items lead back to what the list stands in"
    );
    // A field that must be there and holds the same again has no end.
    let why = document.try_example(&node, Use::Request);
    assert_eq!(why, Err(NoExample::Unsatisfiable));
    let all = Pointer::parse("/components/schemas/All").unwrap();
    assert_eq!(document.example(&all, Use::Request), None);
    assert_eq!(document.schema(&all).unwrap().children.len(), 3);
    document.schema(&Pointer::parse("/components/schemas/Loop").unwrap());
    assert!(
        document
            .resolve(&Pointer::parse("/components/schemas/Loop").unwrap())
            .is_err()
    );
}

#[test]
fn nothing_outside_the_document_is_followed() {
    // P2: reference to file or metadata
    for reference in [
        "/etc/passwd",
        "file:///etc/passwd",
        "http://169.254.169.254/x",
        "other.json#/a",
        "//h/x",
    ] {
        let text = format!(
            r#"{{"openapi":"3.0.0","paths":{{}},"components":{{"schemas":{{"A":{{"$ref":"{reference}"}}}}}}}}"#
        );
        let (document, findings) = read(&text);
        let reference = reference.to_owned();
        let outside = |finding: &Finding| matches!(&finding.kind, FindingKind::OutsideReference { reference: found, .. } if *found == reference);
        assert!(findings.iter().any(outside), "{findings:?}");
        assert!(
            document
                .resolve(&Pointer::parse("/components/schemas/A").unwrap())
                .is_err()
        );
    }
}

#[test]
fn numbers_keep_every_digit() {
    // P5: 64-bit and 40-digit numbers
    let (document, _) = read(
        r#"{"openapi":"3.0.0","paths":{},"components":{"schemas":{"A":{"type":"object","properties":{
            "id":{"type":"integer","format":"int64","example":9223372036854775807123456789012345678901},
            "n":{"type":"integer","minimum":1180591620717411303424}}}}}}"#,
    );
    let pointer = Pointer::parse("/components/schemas/A").unwrap();
    // It is more than its format takes, which only counts for what is sent.
    let example = document.example(&pointer, Use::Response).unwrap();
    assert!(
        example.contains("9223372036854775807123456789012345678901"),
        "{example}"
    );
    let view = document
        .schema(&pointer.then_all(&["properties", "n"]))
        .unwrap();
    assert_eq!(view.facts[0].value, "1180591620717411303424");
}

#[test]
fn any_bytes_are_read_or_refused_and_never_more() {
    let seed = br##"{"openapi":"3.0.0","paths":{"/a/{b}":{"get":{"parameters":[{"$ref":"#/paths/~1a~1{b}/get"}]}}}}"##;
    let yaml = b"openapi: 3.0.0\npaths: &p\n  /a: {get: {x: *p, <<: [*p]}}\n? {a: b}\n: c\n";
    // A small generator of our own: the same bytes on every machine.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..6_000 {
        let mut bytes = if round % 2 == 0 {
            seed.to_vec()
        } else {
            yaml.to_vec()
        };
        for _ in 0..=random(6) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = u8::try_from(random(256)).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"{}[]:,\"'&*#-\n \\|>?!%@~"[random(22)]),
                _ => bytes.truncate(at.max(1)),
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        if let Ok((document, _)) = Document::read(&bytes) {
            for line in document.operations() {
                document.operation(&line.key);
            }
            document.search("get a", 5);
        }
    }
}

#[test]
fn a_very_large_document_is_read_and_searched_in_time() {
    let mut text =
        String::from(r#"{"openapi":"3.0.0","info":{"title":"Large","version":"1"},"paths":{"#);
    for n in 0..5_000 {
        let comma = if n > 0 { "," } else { "" };
        text.push_str(&format!(
            r##"{comma}"/group{g}/thing{n}/{{id}}":{{"get":{{"operationId":"getThing{n}","tags":["one"],"summary":"Shows thing number {n}","parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}}],"responses":{{"200":{{"description":"The thing with its account and all it holds","content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/S{g}"}}}}}}}}}}}}}}"##,
            g = n % 500
        ));
    }
    text.push_str(r#"},"components":{"schemas":{"#);
    for n in 0..500 {
        let comma = if n > 0 { "," } else { "" };
        text.push_str(&format!(
            r##"{comma}"S{n}":{{"type":"object","properties":{{"field{n}":{{"type":"string"}},"next":{{"$ref":"#/components/schemas/S{m}"}}}}}}"##,
            m = (n + 1) % 500
        ));
    }
    text.push_str("}}}");
    let started = Instant::now();
    let (document, findings) = read(&text);
    assert_eq!(document.operations().len(), 5_000);
    assert!(findings.is_empty(), "{findings:?}");
    document.prepare();
    // Generous: this runs without optimisation, on whatever machine there is.
    assert!(started.elapsed() < Duration::from_secs(20));
    let started = Instant::now();
    for words in [
        "thing4999",
        "acount thing",
        "field77",
        "shows number method:get",
        "zzzzzzzz",
    ] {
        let hits = document.search(words, 20);
        assert_eq!(hits.is_empty(), words.starts_with('z'), "{words}");
    }
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(
        document.search("getThing77", 1)[0].key.path,
        "/group77/thing77/{id}"
    );
    assert_eq!(document.tags()[0].operations, 5_000);
    let wide = document
        .resolve(&Pointer::parse("/paths").unwrap())
        .unwrap();
    assert_eq!((wide.kind(), wide.len()), (Kind::Object, 5_000));
}
