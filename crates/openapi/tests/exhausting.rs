//! Documents built to use up time and memory: each is shown, or refused with the limit named.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is missing"
)]

use openapi::{Document, Finding, FindingKind, Pointer, Why};

/// What becomes of a document.
#[derive(Clone, Copy)]
enum Outcome {
    Shown,
    TooDeep,
    TooManyNodes,
    TooManyAliases,
}

use Outcome::{Shown, TooDeep, TooManyAliases, TooManyNodes};

/// Reads a document and looks at it as the interface does.
fn tried(name: &str, text: &str, outcome: Outcome) -> Vec<Finding> {
    match (Document::read(text.as_bytes()), outcome) {
        (Ok((document, findings)), Shown) => {
            looked_at(&document);
            findings
        }
        (Ok(_), _) => panic!("{name} was shown"),
        (Err(error), outcome) => {
            let named = match outcome {
                Shown => false,
                TooDeep => error.why == Why::TooDeep { limit: 128 },
                TooManyNodes => error.why == Why::TooManyNodes { limit: 4_000_000 },
                TooManyAliases => error.why == Why::TooManyAliases { limit: 10_000 },
            };
            assert!(named, "{name}: {error}");
            Vec::new()
        }
    }
}

fn looked_at(document: &Document) {
    let lines = document.operations();
    for line in lines.iter().take(5).chain(lines.iter().rev().take(5)) {
        let operation = document.operation(&line.key).unwrap();
        let media = operation.answers.iter().flat_map(|answer| &answer.media);
        for schema in media.take(4).filter_map(|media| media.schema.as_ref()) {
            opened(document, schema, 3);
        }
    }
    let names: Vec<Pointer> = document.schemas().take(5).map(|(_, at)| at).collect();
    for schema in &names {
        opened(document, schema, 3);
    }
    document.tags();
    document.below("");
    for query in ["a", "thing name", "zzqqzzqq", "method:get -path:/x a"] {
        assert!(document.search(query, 20).len() <= 20);
    }
}

fn opened(document: &Document, at: &Pointer, levels: usize) {
    let Some(view) = document.schema(at) else {
        return;
    };
    if levels > 0 {
        for child in view.children.iter().filter(|child| child.opens).take(2) {
            opened(document, &child.pointer, levels - 1);
        }
    }
}

fn with_schemas(schemas: &str) -> String {
    format!(
        r##"{{"openapi":"3.1.0","paths":{{"/a":{{"get":{{"responses":{{"200":{{"description":"d","content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/A"}}}}}}}}}}}}}}}},"components":{{"schemas":{{{schemas}}}}}}}"##
    )
}

fn with_paths(paths: &str) -> String {
    format!(r#"{{"openapi":"3.0.0","paths":{{{paths}}}}}"#)
}

fn many(count: usize, between: &str, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(between)
}

fn around(open: &str, count: usize, close: &str) -> String {
    open.repeat(count) + &close.repeat(count)
}

#[test]
fn nesting_ends_at_the_limit() {
    // P1: cyclic or very deep references
    let json = |inner: &str| format!("{{\"openapi\":\"3.0.0\",\"paths\":{{}},\"x\":{inner}}}");
    let yaml = |inner: &str| format!("openapi: 3.0.0\npaths: {{}}\nx: {inner}\n");
    let properties = |count| {
        let open = r#"{"properties":{"a":"#;
        with_schemas(&format!(
            "\"A\":{}1{}",
            open.repeat(count),
            "}}".repeat(count)
        ))
    };
    let mut blocks = String::from("openapi: 3.0.0\npaths: {}\n");
    for level in 0..1_000 {
        blocks.push_str(&format!("{}a:\n", " ".repeat(level)));
    }
    for (name, text, outcome) in [
        ("lists", json(&around("[", 5_000, "]")), TooDeep),
        ("open lists", json(&"[".repeat(1_000_000)), TooDeep),
        (
            "objects",
            json(&(r#"{"a":"#.repeat(5_000) + "1" + &"}".repeat(5_000))),
            TooDeep,
        ),
        (
            "turns",
            json(&(r#"[{"a":"#.repeat(5_000) + "1" + &"}]".repeat(5_000))),
            TooDeep,
        ),
        ("a schema", properties(5_000), TooDeep),
        ("just not too deep", properties(61), Shown),
        ("flow lists", yaml(&around("[", 5_000, "]")), TooDeep),
        ("open flow lists", yaml(&"[".repeat(20_000)), TooDeep),
        (
            "flow objects",
            yaml(&("{a: ".repeat(5_000) + "1" + &"}".repeat(5_000))),
            TooDeep,
        ),
        (
            "compact lists",
            yaml(&("\n ".to_owned() + &"- ".repeat(5_000) + "1")),
            TooDeep,
        ),
        ("blocks", blocks, TooDeep),
    ] {
        tried(name, &text, outcome);
    }
}

#[test]
fn a_schema_five_thousand_references_deep_opens_level_by_level() {
    // P1: cyclic or very deep references
    let chain = |link: &dyn Fn(usize) -> String| {
        let all = many(5_000, ",", |n| format!("\"S{n}\":{}", link(n + 1)));
        with_schemas(&format!("\"A\":{},{all},\"S5000\":{{}}", link(0)))
    };
    let reference = |n: usize| format!("{{\"$ref\":\"#/components/schemas/S{n}\"}}");
    for (name, text) in [
        (
            "fields",
            chain(&|n| {
                format!(
                    r#"{{"type":"object","properties":{{"a":{}}}}}"#,
                    reference(n)
                )
            }),
        ),
        (
            "lists",
            chain(&|n| format!(r#"{{"type":"array","items":{}}}"#, reference(n))),
        ),
        (
            "parts",
            chain(&|n| format!(r#"{{"allOf":[{}]}}"#, reference(n))),
        ),
        (
            "two parts",
            chain(&|n| format!(r#"{{"allOf":[{0},{0}]}}"#, reference(n))),
        ),
        (
            "alternatives",
            chain(&|n| format!(r#"{{"oneOf":[{0},{0}]}}"#, reference(n))),
        ),
        (
            "denials",
            chain(&|n| format!(r#"{{"not":{}}}"#, reference(n))),
        ),
        (
            "maps",
            chain(&|n| format!(r#"{{"additionalProperties":{}}}"#, reference(n))),
        ),
    ] {
        assert_eq!(tried(name, &text, Shown), [], "{name}");
    }
    // A reference to a reference shows nothing of its own, so there is a limit to following.
    let findings = tried("references", &chain(&reference), Shown);
    assert!(
        findings
            .iter()
            .any(|finding| matches!(finding.kind, FindingKind::ReferenceCycle { .. }))
    );
}

#[test]
fn bombs_of_aliases_are_refused() {
    // P3: YAML, XML, JSON bombs
    let head = "openapi: 3.0.0\npaths: {}\n";
    let levels = |first: &str, each: &dyn Fn(usize) -> String| {
        let mut text = format!("{head}a0: &a0 {first}\n");
        for level in 1..10 {
            text.push_str(&format!("a{level}: &a{level} {}\n", each(level - 1)));
        }
        text
    };
    let lists = |level: usize| format!("[{}]", many(10, ", ", |_| format!("*a{level}")));
    let objects = |level: usize| format!("{{{}}}", many(10, ", ", |n| format!("k{n}: *a{level}")));
    let wide = format!(
        "{head}w: &w [{}]\nx: [{}]\n",
        many(1_000, ", ", |n| n.to_string()),
        many(9_000, ", ", |_| "*w".into())
    );
    let merges = {
        let mut text = format!(
            "{head}m0: &m0 {{{}}}\n",
            many(1_000, ", ", |n| format!("k{n}: 1"))
        );
        for level in 1..6 {
            let uses = many(50, ", ", |_| format!("*m{}", level - 1));
            text.push_str(&format!(
                "m{level}: &m{level} {{<<: [{uses}], x{level}: 1}}\n"
            ));
        }
        text
    };
    for (name, text, outcome) in [
        (
            "lists",
            levels("[x, x, x, x, x, x, x, x, x, x]", &lists),
            TooManyNodes,
        ),
        ("objects", levels("{a: 1}", &objects), TooManyNodes),
        ("one wide list", wide, TooManyNodes),
        (
            "many small",
            format!(
                "{head}a: &a 1\nb: [{}]\n",
                many(10_001, ", ", |_| "*a".into())
            ),
            TooManyAliases,
        ),
        (
            "as names",
            format!(
                "{head}a: &a k\nb: {{{}}}\n",
                many(10_001, ", ", |_| "*a : 1".into())
            ),
            TooManyAliases,
        ),
        (
            "inside itself",
            format!("{head}a: &a [*a, [*a, *a]]\n"),
            Shown,
        ),
        (
            "merged into itself",
            format!("{head}a: &a {{<<: *a, b: {{<<: [*a, *a]}}}}\n"),
            Shown,
        ),
        (
            "anchors",
            format!(
                "{head}a: [{}]\n",
                many(50_000, ", ", |n| format!("&a{n} 1"))
            ),
            Shown,
        ),
        (
            "one anchor again and again",
            format!("{head}a: [{}]\n", many(50_000, ", ", |_| "&a 1".into())),
            Shown,
        ),
    ] {
        tried(name, &text, outcome);
    }
    // Merging the same names again adds nothing, but each costs its place.
    let read = Document::read(merges.as_bytes());
    assert!(matches!(read, Err(error) if error.why == Why::TooManyNodes { limit: 4_000_000 }));
}

#[test]
fn too_many_values_are_refused() {
    // P3: YAML, XML, JSON bombs
    let head = "{\"openapi\":\"3.0.0\",\"paths\":{},\"x\":[";
    for (name, one) in [("numbers", "0,"), ("lists", "[],"), ("objects", "{},")] {
        tried(
            name,
            &format!("{head}{}0]}}", one.repeat(4_000_001)),
            TooManyNodes,
        );
    }
}

#[test]
fn references_in_every_circle_are_shown() {
    // P1: cyclic or very deep references
    let schemas = |text: &str| with_schemas(text);
    for (name, text) in [
        (
            "itself",
            schemas(r##""A":{"$ref":"#/components/schemas/A"}"##),
        ),
        (
            "two",
            schemas(
                r##""A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/A"}"##,
            ),
        ),
        (
            "a part of itself",
            schemas(
                r##""A":{"allOf":[{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/A"}]}"##,
            ),
        ),
        (
            "its own child",
            schemas(r##""A":{"$ref":"#/components/schemas/A/properties/x"}"##),
        ),
        (
            "its own reference",
            schemas(r##""A":{"$ref":"#/components/schemas/A/$ref"}"##),
        ),
        ("everything", schemas(r##""A":{"$ref":"#"}"##)),
        (
            "a field of everything",
            schemas(r##""A":{"properties":{"x":{"$ref":"#/components"},"y":{"$ref":"#/paths"}}}"##),
        ),
        (
            "alternatives",
            schemas(
                r##""A":{"oneOf":[{"$ref":"#/components/schemas/A"},{"anyOf":[{"$ref":"#/components/schemas/A"}]}]}"##,
            ),
        ),
        (
            "a dynamic one",
            schemas(r##""A":{"$dynamicAnchor":"x","$dynamicRef":"#x"}"##),
        ),
        (
            "addresses",
            schemas(r##""A":{"$id":"a","$ref":"b"},"B":{"$id":"b","$ref":"a"}"##),
        ),
        (
            "path items",
            with_paths(r##""/a":{"$ref":"#/paths/~1b"},"/b":{"$ref":"#/paths/~1a"}"##),
        ),
        (
            "a path item and its operation",
            with_paths(r##""/a":{"$ref":"#/paths/~1a/get","get":{}}"##),
        ),
        (
            "parameters",
            with_paths(
                r##""/a":{"get":{"parameters":[{"$ref":"#/paths/~1a/get/parameters/0"},{"$ref":"#/paths/~1a/get/parameters"}]}}"##,
            ),
        ),
        (
            "answers",
            with_paths(
                r##""/a":{"get":{"responses":{"200":{"$ref":"#/paths/~1a/get/responses"},"400":{"$ref":"#/paths/~1a/get/responses/400"}}}}"##,
            ),
        ),
        (
            "wide and deep",
            schemas(&many(30, ",", |n| {
                let name = if n == 0 {
                    "A".to_owned()
                } else {
                    format!("N{n}")
                };
                let fields = many(30, ",", |m| {
                    format!(
                        "\"f{m}\":{{\"$ref\":\"#/components/schemas/{}\"}}",
                        if m == 0 {
                            "A".to_owned()
                        } else {
                            format!("N{m}")
                        }
                    )
                });
                format!(
                    "\"{name}\":{{\"type\":\"object\",\"required\":[{}],\"properties\":{{{fields}}}}}",
                    many(30, ",", |m| format!("\"f{m}\""))
                )
            })),
        ),
    ] {
        tried(name, &text, Shown);
    }
}

#[test]
fn width_is_shown() {
    let operation = |n: usize| {
        format!(
            r#""/p{n}":{{"get":{{"tags":["one"],"operationId":"same","summary":"Thing {n}"}}}}"#
        )
    };
    let one_tag = with_paths(&many(50_000, ",", operation));
    let (document, findings) = Document::read(one_tag.as_bytes()).unwrap();
    assert_eq!(document.operations().len(), 50_000);
    assert_eq!(document.tags()[0].operations, 50_000);
    assert_eq!(document.below("").steps.len(), 50_000);
    let last = &findings.last().unwrap().kind;
    assert_eq!(*last, FindingKind::AndMore { count: 48_999 });
    looked_at(&document);
    let list = |one: &dyn Fn(usize) -> String, count| many(count, ",", one);
    for (name, text) in [
        (
            "names",
            with_schemas(&format!(
                "\"A\":{{\"properties\":{{{}}}}}",
                list(&|n| format!("\"f{n}\":{{}}"), 20_000)
            )),
        ),
        (
            "the same name",
            with_schemas(&list(&|_| "\"A\":{}".into(), 20_000)),
        ),
        (
            "values",
            with_schemas(&format!(
                "\"A\":{{\"enum\":[{}]}}",
                list(&|n| n.to_string(), 20_000)
            )),
        ),
        (
            "parts",
            with_schemas(&format!(
                "\"A\":{{\"allOf\":[{}]}}",
                list(&|n| format!("{{\"properties\":{{\"f{n}\":{{}}}}}}"), 20_000)
            )),
        ),
        (
            "alternatives",
            with_schemas(&format!(
                "\"A\":{{\"oneOf\":[{}]}}",
                list(&|n| format!("{{\"title\":\"t{n}\"}}"), 20_000)
            )),
        ),
        (
            "required",
            with_schemas(&format!(
                "\"A\":{{\"required\":[{}],\"properties\":{{\"x\":{{}}}}}}",
                list(&|n| format!("\"f{n}\""), 50_000)
            )),
        ),
        (
            "schemas",
            with_schemas(&list(
                &|n| {
                    format!("\"A{n}\":{{\"properties\":{{\"thing{n}\":{{\"type\":\"string\"}}}}}}")
                },
                50_000,
            )),
        ),
        (
            "parameters",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"parameters\":[{}]}}}}",
                list(
                    &|n| format!("{{\"name\":\"p{n}\",\"in\":\"query\"}}"),
                    3_000
                )
            )),
        ),
        (
            "answers",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"responses\":{{{}}}}}}}",
                list(&|n| format!("\"{n}\":{{}}"), 20_000)
            )),
        ),
        (
            "media types",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"requestBody\":{{\"content\":{{{}}}}}}}}}",
                list(&|n| format!("\"a/b{n}\":{{\"schema\":{{}}}}"), 20_000)
            )),
        ),
        (
            "holes",
            with_paths(&format!("\"/{}\":{{\"get\":{{}}}}", "{a}".repeat(20_000))),
        ),
        (
            "broken holes",
            with_paths(&format!("\"/{}\":{{\"get\":{{}}}}", "{".repeat(50_000))),
        ),
        (
            "a long path",
            with_paths(&format!("\"/{}\":{{\"get\":{{}}}}", "a/".repeat(50_000))),
        ),
        (
            "tags",
            format!(
                "{{\"openapi\":\"3.0.0\",\"paths\":{{\"/a\":{{\"get\":{{\"tags\":[{}]}}}}}}}}",
                list(&|n| format!("\"t{n}\""), 50_000)
            ),
        ),
        (
            "servers",
            format!(
                "{{\"openapi\":\"3.0.0\",\"servers\":[{}],\"paths\":{{}}}}",
                list(&|n| format!("{{\"url\":\"https://h/{n}\"}}"), 20_000)
            ),
        ),
        (
            "broken references",
            with_schemas(&list(
                &|n| format!("\"S{n}\":{{\"$ref\":\"#/nowhere/{n}\"}}"),
                50_000,
            )),
        ),
        (
            "addresses",
            with_schemas(&list(
                &|n| {
                    format!(
                        "\"S{n}\":{{\"$id\":\"s{n}\",\"$anchor\":\"a\",\"$ref\":\"s{}#a\"}}",
                        n + 1
                    )
                },
                5_000,
            )),
        ),
        (
            "words",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"description\":\"{}\"}}}}",
                many(50_000, " ", |n| format!("w{n}"))
            )),
        ),
        (
            "a long word",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"summary\":\"{}\"}}}}",
                "x".repeat(2_000_000)
            )),
        ),
        (
            "a long number",
            with_schemas(&format!(
                "\"A\":{{\"default\":{},\"maximum\":1e{}}}",
                "9".repeat(1_000_000),
                "9".repeat(1_000)
            )),
        ),
        (
            "a pattern",
            with_schemas(&format!(
                "\"A\":{{\"type\":\"string\",\"pattern\":\"{}$\"}}",
                around("(", 20_000, "+)+")
            )),
        ),
        (
            "escapes",
            with_schemas(&format!(
                "\"A\":{{\"title\":\"{}\"}}",
                "\\ud800\\u0000\\n".repeat(50_000)
            )),
        ),
        (
            "comments",
            format!(
                "openapi: 3.0.0\n{}paths: {{}}\n",
                "# nothing\n".repeat(20_000)
            ),
        ),
        (
            "directives",
            format!(
                "%YAML 1.2\n{}---\nopenapi: 3.0.0\npaths: {{}}\n",
                many(2_000, "", |n| format!("%TAG !t{n}! tag:x,{n}:\n"))
            ),
        ),
        (
            "documents",
            format!(
                "openapi: 3.0.0\npaths: {{}}\n{}",
                "---\na: 1\n".repeat(50_000)
            ),
        ),
        (
            "tags of types",
            format!(
                "openapi: 3.0.0\npaths: {{}}\nx: [{}]\n",
                list(&|n| format!("!!python/object:os.system{n} a"), 20_000)
            ),
        ),
        (
            "names that are lists",
            format!(
                "openapi: 3.0.0\npaths: {{}}\nx:\n{}",
                "  ? [a, {b: c}]\n  : 1\n".repeat(10_000)
            ),
        ),
        (
            "a block of text",
            format!(
                "openapi: 3.0.0\npaths: {{}}\ninfo:\n  description: |\n{}",
                "    words and words\n".repeat(20_000)
            ),
        ),
    ] {
        tried(name, &text, Shown);
    }
}

#[test]
fn every_prefix_and_every_wrong_type_is_told() {
    let nothing = [
        "null",
        "true",
        "1",
        "\"x\"",
        "[]",
        "[[]]",
        "{}",
        "{\"a\":{}}",
    ];
    for value in nothing {
        for key in [
            "info",
            "paths",
            "tags",
            "servers",
            "components",
            "security",
            "webhooks",
            "x-a",
        ] {
            let text =
                format!("{{\"openapi\":\"3.1.0\",\"{key}\":{value},\"definitions\":{value}}}");
            tried(key, &text, Shown);
        }
        let item = with_paths(&format!(
            "\"/a\":{value},\"/b\":{{\"get\":{value},\"parameters\":{value}}},\"/c\":{{\"get\":{{\"tags\":{value},\"responses\":{value},\"requestBody\":{value},\"parameters\":[{value}],\"summary\":{value}}}}}"
        ));
        tried("path items", &item, Shown);
        let schema = with_schemas(&format!(
            "\"A\":{{\"type\":{value},\"properties\":{value},\"items\":{value},\"allOf\":{value},\"enum\":{value},\"required\":{value},\"$ref\":{value},\"$id\":{value},\"discriminator\":{value}}}"
        ));
        tried("schemas", &schema, Shown);
    }
}
