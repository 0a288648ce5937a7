//! Bodies held against their schemas.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use openapi::{Checked, Document, Fits, Got, Pointer, Use, WhyNotChecked};
use serde_json::{Value, json};

fn document(version: &str, schemas: &Value) -> Document {
    let text = json!({
        "openapi": version,
        "paths": { "/a": { "get": {} } },
        "components": { "schemas": schemas }
    });
    Document::read(text.to_string().as_bytes()).unwrap().0
}

fn at(name: &str) -> Pointer {
    Pointer::root().then_all(&["components", "schemas", name])
}

fn check_as(version: &str, schemas: &Value, body: &Value, made_for: Use) -> Checked {
    document(version, schemas).check(&at("A"), &body.to_string(), made_for, 200)
}

/// The problems with a body, each as `pointer rule`.
fn problems(version: &str, schema: &Value, body: &Value) -> Vec<String> {
    let checked = check_as(version, &json!({ "A": schema }), body, Use::Response);
    assert_eq!(checked.not_checked, [], "{schema}");
    let mut found: Vec<String> = checked
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.pointer, problem.rule))
        .collect();
    assert_eq!(
        checked.fits == Fits::Yes,
        found.is_empty(),
        "{schema} {body}"
    );
    found.sort();
    found
}

#[test]
fn null_is_allowed_in_every_spelling_and_nowhere_else() {
    for (version, schema) in [
        ("3.0.3", json!({ "type": "string", "nullable": true })),
        (
            "3.0.3",
            json!({ "type": "string", "nullable": true, "enum": ["a"] }),
        ),
        (
            "3.0.3",
            json!({ "type": "string", "x-nullable": true, "minLength": 1 }),
        ),
        (
            "3.0.3",
            json!({ "allOf": [{ "type": "string" }], "nullable": true }),
        ),
        ("3.1.0", json!({ "type": ["string", "null"] })),
        (
            "3.1.0",
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
        ),
    ] {
        assert!(
            problems(version, &schema, &json!(null)).is_empty(),
            "{schema}"
        );
        assert!(
            problems(version, &schema, &json!("a")).is_empty(),
            "{schema}"
        );
        assert!(
            !problems(version, &schema, &json!(5)).is_empty(),
            "{schema}"
        );
    }
    assert_eq!(
        problems("3.0.3", &json!({ "type": "string" }), &json!(null)),
        [" type"]
    );
}

#[test]
fn bounds_are_read_in_both_spellings() {
    let old = json!({ "type": "number", "minimum": 1, "exclusiveMinimum": true, "maximum": 3 });
    let new = json!({ "type": "number", "exclusiveMinimum": 1, "maximum": 3 });
    for (version, schema) in [("3.0.0", &old), ("3.1.0", &new)] {
        assert_eq!(problems(version, schema, &json!(1)), [" exclusiveMinimum"]);
        assert!(problems(version, schema, &json!(3)).is_empty());
        assert_eq!(problems(version, schema, &json!(3.5)), [" maximum"]);
    }
}

#[test]
fn what_stands_beside_a_reference_counts_from_31_on() {
    let schemas = json!({ "A": { "$ref": "#/components/schemas/B", "maxLength": 1 }, "B": { "type": "string" } });
    let checked = |version| check_as(version, &schemas, &json!("ab"), Use::Response).fits;
    assert_eq!(checked("3.0.0"), Fits::Yes);
    assert_eq!(checked("3.1.0"), Fits::No);
}

#[test]
fn a_field_only_the_server_sets_is_not_missed_in_a_request() {
    let schemas = json!({
        "A": { "allOf": [{ "$ref": "#/components/schemas/B" }], "required": ["id", "secret", "name"] },
        "B": { "properties": {
            "id": { "readOnly": true, "type": "string" },
            "secret": { "writeOnly": true, "type": "string" },
            "name": { "type": "string" }
        } }
    });
    let missing = |made_for| -> Vec<String> {
        let checked = check_as("3.0.0", &schemas, &json!({}), made_for);
        assert!(checked.problems.iter().all(|one| one.got == Got::Missing));
        checked
            .problems
            .iter()
            .map(|one| one.pointer.to_string())
            .collect()
    };
    assert_eq!(missing(Use::Request), ["/secret", "/name"]);
    assert_eq!(missing(Use::Response), ["/id", "/name"]);
}

#[test]
fn a_recursive_schema_is_held_against_every_level() {
    let schema = json!({ "type": "object", "required": ["n"], "properties": {
        "n": { "type": "integer" },
        "next": { "$ref": "#/components/schemas/A" }
    } });
    let body = json!({ "n": 1, "next": { "n": 2, "next": { "n": "3", "next": {} } } });
    assert_eq!(
        problems("3.0.0", &schema, &body),
        ["/next/next/n type", "/next/next/next/n required"]
    );
}

#[test]
fn swagger_2_is_held_like_the_others() {
    let text = json!({
        "swagger": "2.0",
        "paths": { "/a": { "get": {} } },
        "definitions": { "A": { "type": "object", "required": ["b"], "properties": {
            "b": { "type": "integer", "minimum": 0, "exclusiveMinimum": true },
            "c": { "type": "string", "x-nullable": true },
            "f": { "type": "file" }
        } } }
    });
    let document = Document::read(text.to_string().as_bytes()).unwrap().0;
    let at = Pointer::parse("/definitions/A").unwrap();
    let checked = document.check(
        &at,
        r#"{"b": 0, "c": null, "f": 1, "d": 1}"#,
        Use::Response,
        10,
    );
    assert_eq!(checked.problems.len(), 1);
    assert_eq!(checked.problems[0].rule, "exclusiveMinimum");
    assert_eq!(checked.problems[0].expected, "0");
    assert_eq!(checked.unknown, [Pointer::parse("/d").unwrap()]);
}

#[test]
fn a_generic_schema_takes_the_type_it_is_used_with() {
    let schemas = json!({
        "List": { "$id": "generic", "type": "array", "items": { "$dynamicRef": "#item" },
            "$defs": { "any": { "$dynamicAnchor": "item" } } },
        "A": { "$id": "numbers", "$ref": "generic",
            "$defs": { "number": { "$dynamicAnchor": "item", "type": "number" } } }
    });
    let fits = |body: Value| check_as("3.1.0", &schemas, &body, Use::Response).fits;
    assert_eq!(fits(json!([1, 2])), Fits::Yes);
    assert_eq!(fits(json!([1, "b"])), Fits::No);
    let open = document("3.1.0", &schemas);
    assert_eq!(
        open.check(&at("List"), r#"["b"]"#, Use::Response, 9).fits,
        Fits::Yes
    );
}

#[test]
fn the_alternative_a_body_is_meant_for_says_what_is_wrong() {
    let schema = json!({ "oneOf": [
        { "type": "object", "required": ["kind"], "properties": { "kind": { "enum": ["cat"] }, "lives": { "type": "integer" } } },
        { "type": "object", "required": ["kind"], "properties": { "kind": { "enum": ["dog"] }, "tail": { "type": "boolean" } } }
    ] });
    let body = json!({ "kind": "dog", "tail": "long" });
    assert_eq!(problems("3.0.0", &schema, &body), ["/tail type"]);
    assert_eq!(
        problems("3.0.0", &schema, &json!({ "kind": "cow" })),
        [" oneOf"]
    );
}

#[test]
fn what_cannot_be_checked_is_named_and_the_rest_is_checked() {
    let schemas = json!({
        "A": { "type": "object", "properties": {
            "a": { "type": "string", "pattern": "^(?=.*x).*$", "maxLength": 3 },
            "b": { "$ref": "other.yaml#/B" },
            "c": { "type": "colour" },
            "d": { "not": { "$ref": "#/components/schemas/Odd" } },
            "e": { "type": "string", "pattern": "/^[a-z]+$/i" },
            "f": { "minLength": -1, "multipleOf": 0 }
        } },
        "Odd": { "type": "string", "pattern": "(a)\\1" }
    });
    let body = json!({ "a": "long", "b": 1, "c": 2, "d": "b", "e": "ab", "f": "x" });
    let checked = check_as("3.0.0", &schemas, &body, Use::Response);
    assert_eq!(checked.problems.len(), 1, "{checked:#?}");
    assert_eq!(checked.problems[0].rule, "maxLength");
    let mut rules: Vec<&str> = checked
        .not_checked
        .iter()
        .map(|one| one.rule.as_str())
        .collect();
    rules.sort_unstable();
    assert_eq!(
        rules,
        [
            "$ref",
            "minLength",
            "multipleOf",
            "pattern",
            "pattern",
            "pattern",
            "type"
        ]
    );
}

#[test]
fn numbers_are_compared_and_quoted_with_their_digits() {
    // P5: 64-bit and 40-digit numbers
    let schema = json!({ "properties": {
        "a": { "const": 9_007_199_254_740_993_i64 },
        "b": { "maximum": 1 }
    } });
    let text = r#"{"a": 9007199254740992, "b": 12345678901234567890123.50}"#;
    let document = document("3.1.0", &json!({ "A": schema }));
    let checked = document.check(&at("A"), text, Use::Response, 9);
    let got: Vec<&Got> = checked.problems.iter().map(|one| &one.got).collect();
    let value = |json: &str| Got::Value {
        json: json.to_owned(),
    };
    assert_eq!(
        got,
        [
            &value("9007199254740992"),
            &value("12345678901234567890123.50")
        ]
    );
    let same = r#"{"a": 9007199254740993}"#;
    assert_eq!(
        document.check(&at("A"), same, Use::Response, 9).fits,
        Fits::Yes
    );
}

#[test]
fn neither_secrets_nor_long_values_are_quoted() {
    let schema = json!({ "properties": {
        "password": { "type": "integer" },
        "text": { "maxLength": 10 },
        "list": { "type": "object" }
    } });
    let body = json!({ "password": "hunter2", "text": "x".repeat(500), "list": ["canary"] });
    let checked = check_as("3.0.0", &json!({ "A": schema }), &body, Use::Response);
    assert_eq!(checked.problems.len(), 3);
    let shown = serde_json::to_string(&checked).unwrap();
    assert!(
        !shown.contains("hunter2") && !shown.contains("canary") && shown.len() < 1_000,
        "{shown}"
    );
}

#[test]
fn fields_the_document_does_not_name_are_a_note_and_no_mistake() {
    let schemas = json!({
        "A": { "allOf": [{ "$ref": "#/components/schemas/B" }, { "properties": {
            "a": { "type": "object", "properties": { "x": {} } },
            "map": { "type": "object", "additionalProperties": { "type": "object", "properties": { "y": {} } } },
            "list": { "type": "array", "items": { "oneOf": [
                { "properties": { "p": {} } }, { "properties": { "q": {} } }
            ] } }
        } }] },
        "B": { "properties": { "b": { "type": "object" } } }
    });
    let body = json!({
        "a": { "x": 1, "extra": 2 }, "b": { "free": 1 }, "c": 3,
        "map": { "any": { "y": 1, "z": 2 } }, "list": [{ "p": 1, "q": 2 }, { "r": 3 }]
    });
    let checked = check_as("3.0.0", &schemas, &body, Use::Response);
    let mut unknown: Vec<&str> = checked.unknown.iter().map(Pointer::as_str).collect();
    unknown.sort_unstable();
    assert_eq!(unknown, ["/a/extra", "/c", "/list/1/r", "/map/any/z"]);
    assert!(
        !checked
            .problems
            .iter()
            .any(|one| one.rule == "additionalProperties")
    );
}

#[test]
fn a_range_of_a_format_counts_for_what_is_sent() {
    let schemas = json!({ "A": { "type": "integer", "format": "int32" } });
    let fits = |made_for| check_as("3.0.0", &schemas, &json!(3_000_000_000_u64), made_for).fits;
    assert_eq!(fits(Use::Request), Fits::No);
    assert_eq!(fits(Use::Response), Fits::Yes);
}

#[test]
fn hostile_schemas_and_bodies_end() {
    // Two ways to fail at every level, all the way down.
    let doubling = json!({ "anyOf": [
        { "properties": { "a": { "$ref": "#/components/schemas/A" } }, "required": ["x"] },
        { "properties": { "a": { "$ref": "#/components/schemas/A" } }, "required": ["y"] }
    ] });
    let mut body = json!({});
    for _ in 0..100 {
        body = json!({ "a": body });
    }
    let checked = check_as("3.0.0", &json!({ "A": doubling }), &body, Use::Response);
    assert_ne!(checked.fits, Fits::Yes);
    // A chain of references longer than any stack.
    let mut chain = serde_json::Map::new();
    for index in 0..20_000 {
        chain.insert(
            if index == 0 {
                "A".to_owned()
            } else {
                format!("A{index}")
            },
            json!({ "allOf": [{ "$ref": format!("#/components/schemas/A{}", index + 1) }] }),
        );
    }
    chain.insert("A20000".to_owned(), json!({ "type": "string" }));
    let checked = check_as("3.1.0", &chain.into(), &json!(1), Use::Response);
    assert_eq!(checked.fits, Fits::Unknown);
    assert!(matches!(
        checked.not_checked[0].why,
        WhyNotChecked::TooDeep { .. }
    ));
    // Circles that never reach a schema.
    let circle = json!({ "A": { "allOf": [{ "$ref": "#/components/schemas/B" }] }, "B": { "anyOf": [{ "$ref": "#/components/schemas/A" }] } });
    assert_ne!(
        check_as("3.1.0", &circle, &json!(1), Use::Response).fits,
        Fits::No
    );
    let only = json!({ "A": { "$ref": "#/components/schemas/A" } });
    assert_ne!(
        check_as("3.0.0", &only, &json!(1), Use::Response).fits,
        Fits::No
    );
    // More mistakes than anybody reads.
    let many = json!({ "A": { "type": "array", "items": { "type": "string" } } });
    let checked = check_as("3.1.0", &many, &vec![1; 1_000].into(), Use::Response);
    assert_eq!((checked.problems.len(), checked.truncated), (200, true));
}

#[test]
fn patterns_that_take_for_ever_elsewhere_are_matched_at_once_or_not_checked() {
    // P4: evil pattern
    let checked = |pattern: &str, value: &str| {
        let schemas = json!({ "A": { "pattern": pattern } });
        check_as("3.1.0", &schemas, &json!(value), Use::Response)
    };
    // Engines that go back and try again would need longer than anybody lives for each of these.
    let long = "a".repeat(50_000);
    let almost = format!("{long}b");
    for pattern in [
        "^(a+)+$",
        "^(a|a)*$",
        "^(a|aa)+$",
        "^(a*)*$",
        "^([a-zA-Z]+)*c$",
        "^(.*a){20}$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
    ] {
        assert_eq!(checked(pattern, &almost).fits, Fits::No, "{pattern}");
    }
    assert_eq!(checked("^(a+)+$", &long).fits, Fits::Yes);
    // What cannot be matched in linear time, or not in little room, is left alone and told.
    for pattern in [
        r"^(a+)\1$",
        "^(?=(a+))a*b$",
        "(?<!a)b",
        "((a{1,1000}){1,1000}){1,1000}",
        &"(a?)".repeat(4_000),
    ] {
        let checked = checked(pattern, &almost);
        let shown: String = pattern.chars().take(40).collect();
        assert_ne!(checked.fits, Fits::No, "{shown}");
        assert!(!checked.not_checked.is_empty(), "{shown}");
    }
}

#[test]
fn what_is_no_json_or_has_no_schema_is_not_checked() {
    let document = document("3.0.0", &json!({ "A": {} }));
    let checked = document.check(&at("A"), "{\n  oops", Use::Response, 9);
    assert_eq!(checked.fits, Fits::Unknown);
    assert_eq!(
        checked.not_checked[0].why,
        WhyNotChecked::NotJson { line: 2, column: 3 }
    );
    let checked = document.check(&at("B"), "{}", Use::Response, 9);
    assert_eq!(checked.not_checked[0].why, WhyNotChecked::NoSchema);
}

#[test]
fn a_validator_is_used_by_several_threads() {
    let document = document("3.0.0", &json!({ "A": { "type": "string" } }));
    let validator = document.validator(&at("A"), Use::Response);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                assert_eq!(validator.check("\"a\"", 9).fits, Fits::Yes);
                assert_eq!(validator.check("1", 9).fits, Fits::No);
            });
        }
    });
}

#[test]
fn a_typed_value_is_held_against_its_parameter() {
    let text = json!({ "openapi": "3.1.0", "paths": { "/a": { "get": { "parameters": [
        { "name": "n", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 10 } },
        { "name": "e", "in": "query", "schema": { "type": "string", "enum": ["a", "b"] } },
        { "name": "l", "in": "query", "schema": { "type": "array", "items": { "type": "integer" }, "maxItems": 2 } },
        { "name": "o", "in": "query", "schema": { "type": "object", "properties": { "x": { "type": "boolean" } } } },
        { "name": "m", "in": "query", "schema": { "type": ["string", "integer"], "maximum": 5, "maxLength": 1 } },
        { "name": "d", "in": "query", "schema": { "type": "string", "format": "date" } },
        { "name": "c", "in": "query", "content": { "application/json": { "schema": { "type": "object" } } } }
    ] } } } });
    let document = Document::read(text.to_string().as_bytes()).unwrap().0;
    let key = document.operations()[0].key.clone();
    let operation = document.operation(&key).unwrap();
    for (index, good, bad, rule) in [
        (0, "7", "11", "maximum"),
        (0, " 7 ", "seven", "type"),
        (1, "b", "c", "enum"),
        (2, "1,2", "1,2,3", "maxItems"),
        (2, "[1]", "1,x", "type"),
        (3, "x=true", "x=maybe", "type"),
        (4, "4", "44", "maxLength"),
        (5, "2026-01-31", "2026-02-31", "format"),
        (6, "{}", "[]", "type"),
    ] {
        let parameter = &operation.parameters[index];
        assert_eq!(
            document.check_parameter(parameter, good).fits,
            Fits::Yes,
            "{good}"
        );
        let checked = document.check_parameter(parameter, bad);
        assert_eq!(checked.fits, Fits::No, "{bad}");
        assert_eq!(
            checked.problems[0].rule, rule,
            "{bad}: {:?}",
            checked.problems
        );
    }
}
