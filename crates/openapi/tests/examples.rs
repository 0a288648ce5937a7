//! Examples fit the schemas they are made from.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use openapi::{Document, Fits, Media, NoExample, OperationLine, Pointer, Use};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

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

fn example(version: &str, schema: &Value) -> Result<Value, NoExample> {
    let document = document(version, &json!({ "A": schema }));
    let text = document.try_example(&at("A"), Use::Request)?;
    let checked = document.check(&at("A"), &text, Use::Request, 9);
    assert_eq!(
        checked.fits,
        Fits::Yes,
        "{schema}\n{text}\n{:?}",
        checked.problems
    );
    Ok(serde_json::from_str(&text).unwrap())
}

/// Schemas with every keyword that can hold together with others, to any depth.
fn schemas() -> impl Strategy<Value = Value> {
    let text = (0_u8..6, 0_u8..4, proptest::bool::ANY, 0_usize..8).prop_map(
        |(least, more, bounded, kind)| {
            let mut schema = json!({ "type": "string" });
            match kind {
                0 => schema["format"] = json!("date-time"),
                1 => schema["format"] = json!("uuid"),
                2 => schema["pattern"] = json!("^[A-Z]{2}[0-9]+$"),
                3 => schema["enum"] = json!(["red", "green", null]),
                4 => schema["pattern"] = json!("(foo|bar)-\\w"),
                _ => {
                    schema["minLength"] = json!(least);
                    if bounded {
                        schema["maxLength"] = json!(least + more);
                    }
                }
            }
            schema
        },
    );
    let number = (-50_i32..50, 0_i32..40, 1_u8..9, 0_usize..6).prop_map(|(low, more, step, kind)| match kind {
        0 => json!({ "type": "integer", "minimum": low, "maximum": low + more }),
        1 => json!({ "type": "number", "exclusiveMinimum": low, "maximum": f64::from(low) + 0.5 }),
        2 => json!({ "type": "integer", "multipleOf": step, "minimum": low }),
        3 => json!({ "type": "number", "multipleOf": f64::from(step) / 10.0, "exclusiveMaximum": low }),
        4 => json!({ "type": "integer", "enum": [low, more] }),
        _ => json!({ "type": "integer", "format": "int32" }),
    });
    let leaf = prop_oneof![
        text,
        number,
        Just(json!({ "type": "boolean" })),
        Just(json!({ "const": { "a": [1] } })),
        Just(json!({ "type": ["null", "string"] })),
        Just(json!({ "type": "string", "example": 5 })),
        Just(json!({})),
        Just(json!(true)),
        Just(json!({ "$ref": "#/components/schemas/Tree" })),
        Just(json!({ "$ref": "#/components/schemas/Pet" })),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let fields = proptest::collection::btree_map("[a-d]", inner.clone(), 0..4);
        let object = (fields, any::<u8>(), inner.clone(), 0_u8..6).prop_map(|(fields, mask, others, kind)| {
            let names: Vec<&String> = fields.keys().collect();
            let required: Vec<&String> = names
                .into_iter()
                .enumerate()
                .filter(|(index, _)| mask >> index & 1 == 1)
                .map(|(_, name)| name)
                .collect();
            let mut schema = json!({ "type": "object", "properties": fields, "required": required });
            match kind {
                0 => schema["additionalProperties"] = json!(false),
                1 => {
                    schema["additionalProperties"] = others;
                    schema["minProperties"] = json!(5);
                }
                2 => schema["required"] = json!(["a", "z"]),
                3 => schema["patternProperties"] = json!({ "^x-[a-z]+$": others }),
                4 => schema["unevaluatedProperties"] = json!(false),
                _ => {}
            }
            schema
        });
        let list = (inner.clone(), 0_u8..4, any::<bool>()).prop_map(|(items, least, places)| {
            let mut schema = json!({ "type": "array", "items": items, "minItems": least });
            if places {
                schema["prefixItems"] = json!([{ "type": "integer" }, { "type": "string" }]);
            }
            schema
        });
        let several = (proptest::collection::vec(inner.clone(), 1..4), 0_usize..3)
            .prop_map(|(parts, kind)| json!({ (["anyOf", "oneOf", "anyOf"][kind]): parts }));
        let all = (proptest::collection::btree_map("[e-h]", inner, 0..3), any::<bool>()).prop_map(|(fields, also)| {
            let mut parts = vec![json!({ "type": "object", "properties": fields })];
            if also {
                parts.push(json!({ "required": ["k"], "properties": { "k": { "type": "integer", "minimum": 7 } } }));
            }
            json!({ "allOf": parts })
        });
        prop_oneof![object, list, several, all]
    })
}

fn around(schema: &Value) -> Value {
    json!({
        "A": schema,
        "Tree": { "type": "object", "required": ["name", "children"], "properties": {
            "name": { "type": "string", "readOnly": true },
            "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
            "parent": { "$ref": "#/components/schemas/Tree" }
        } },
        "Pet": { "oneOf": [
            { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }
        ], "discriminator": { "propertyName": "kind", "mapping": { "a-dog": "#/components/schemas/Dog" } } },
        "Cat": { "type": "object", "required": ["kind", "lives"], "properties": { "kind": { "type": "string" }, "lives": { "type": "integer" } } },
        "Dog": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } }, "additionalProperties": false }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_example_fits_its_schema(schema in schemas()) {
        let document = document("3.1.0", &around(&schema));
        for made_for in [Use::Request, Use::Response] {
            match document.try_example(&at("A"), made_for) {
                Ok(text) => {
                    prop_assert!(text.len() <= 20_000);
                    let checked = document.check(&at("A"), &text, made_for, 9);
                    prop_assert_eq!(checked.fits, Fits::Yes, "{}\n{}\n{:?}", schema, text, checked.problems);
                }
                // Alternatives that overlap whatever is chosen, and the like.
                Err(why) => prop_assert!(
                    schema.to_string().contains("oneOf") || schema.to_string().contains("required") || schema.to_string().contains("multipleOf"),
                    "{:?}: {}", why, schema
                ),
            }
        }
    }
}

#[test]
fn what_nothing_fits_is_said_to_be_so() {
    for schema in [
        json!(false),
        json!({ "type": "integer", "minimum": 3, "maximum": 2 }),
        json!({ "allOf": [{ "type": "string" }, { "type": "integer" }] }),
        json!({ "type": "string", "minLength": 5, "maxLength": 4 }),
        json!({ "type": "object", "required": ["a"], "properties": { "a": false } }),
        json!({ "type": "array", "minItems": 3, "uniqueItems": true, "items": { "type": "boolean" } }),
        json!({ "enum": ["a"], "not": { "const": "a" } }),
    ] {
        assert_eq!(
            example("3.1.0", &schema),
            Err(NoExample::Unsatisfiable),
            "{schema}"
        );
    }
    let lookahead = json!({ "type": "string", "pattern": "^(?=.*[A-Z]).{8,}$" });
    assert!(matches!(
        example("3.1.0", &lookahead),
        Err(NoExample::Pattern { .. })
    ));
    let large = json!({ "type": "array", "minItems": 100_000, "items": {} });
    assert_eq!(example("3.1.0", &large), Err(NoExample::TooLarge));
    let endless = json!({ "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/A" } } });
    assert_eq!(example("3.1.0", &endless), Err(NoExample::Unsatisfiable));
}

#[test]
fn what_the_document_gives_is_taken_where_it_fits() {
    let schema = json!({ "type": "object", "properties": {
        "good": { "type": "string", "example": "given" },
        "wrong": { "type": "string", "maxLength": 3, "example": "too long" },
        "old": { "type": "object", "required": ["x"], "properties": { "x": { "type": "integer" } }, "example": { "x": "text" } },
        "guarded": { "type": "string", "pattern": "^(?=.*[A-Z]).{8,}$", "example": "Abcdefgh" },
        "big": { "type": "integer", "default": 9_007_199_254_740_993_i64 }
    } });
    let made = example("3.0.0", &schema).unwrap();
    assert_eq!(made["good"], "given");
    assert_eq!(made["old"]["x"], 1);
    assert_eq!(made["guarded"], "Abcdefgh");
    assert_eq!(made["big"], json!(9_007_199_254_740_993_i64));
    assert_eq!(made["wrong"].as_str().unwrap().len(), 3);
}

#[test]
fn the_direction_decides_which_fields_are_shown() {
    let schemas = json!({ "A": { "type": "object", "required": ["id", "secret"], "properties": {
        "id": { "type": "string", "readOnly": true },
        "secret": { "type": "string", "writeOnly": true }
    } } });
    let document = document("3.0.0", &schemas);
    let names = |made_for| -> Vec<String> {
        let text = document.try_example(&at("A"), made_for).unwrap();
        let made: Map<String, Value> = serde_json::from_str(&text).unwrap();
        made.keys().cloned().collect()
    };
    assert_eq!(names(Use::Request), ["secret"]);
    assert_eq!(names(Use::Response), ["id"]);
}

fn media(body: &Value) -> (Document, Media) {
    let text = json!({ "openapi": "3.2.0", "paths": { "/a": { "post": { "requestBody": { "content": body } } } },
        "components": { "schemas": {
            "Safe": { "type": "object", "xml": { "name": "safe", "namespace": "urn:s", "prefix": "s" }, "properties": {
                "id": { "type": "integer", "xml": { "attribute": true } },
                "name": { "type": "string", "example": "a < b & c" },
                "odd name": { "type": "string", "xml": { "name": "odd" } },
                "members": { "type": "array", "minItems": 2, "xml": { "wrapped": true }, "items": { "type": "string", "xml": { "name": "member" } } },
                "tag": { "type": "array", "items": { "type": "string" } },
                "note": { "type": "string", "xml": { "nodeType": "cdata" } }
            } } } } });
    let document = Document::read(text.to_string().as_bytes()).unwrap().0;
    let line: &OperationLine = &document.operations()[0];
    let media = document
        .operation(&line.key)
        .unwrap()
        .body
        .unwrap()
        .media
        .remove(0);
    (document, media)
}

#[test]
fn xml_is_written_as_its_schema_says() {
    let (document, media) =
        media(&json!({ "application/xml": { "schema": { "$ref": "#/components/schemas/Safe" } } }));
    let text = document.example_for(&media, Use::Request).unwrap();
    assert_eq!(
        text,
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<s:safe xmlns:s=\"urn:s\" id=\"1\">\n",
            "  <name>a &lt; b &amp; c</name>\n",
            "  <odd>text</odd>\n",
            "  <members>\n",
            "    <member>text</member>\n",
            "    <member>text</member>\n",
            "  </members>\n",
            "  <tag>text</tag>\n",
            "  <![CDATA[text]]>\n",
            "</s:safe>\n",
        )
    );
    let mut reader = quick_xml::Reader::from_str(&text);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            _ => continue,
        }
    }
}

#[test]
fn forms_are_written_as_they_are_sent() {
    let schema = json!({ "type": "object", "properties": {
        "name": { "type": "string", "example": "a&b c" },
        "ids": { "type": "array", "items": { "type": "integer" }, "minItems": 2 },
        "file": { "type": "string", "format": "binary" },
        "about": { "type": "object", "properties": { "x": { "type": "integer" } } }
    } });
    let (document, form) =
        media(&json!({ "application/x-www-form-urlencoded": { "schema": schema } }));
    let text = document.example_for(&form, Use::Request).unwrap();
    assert_eq!(
        text,
        "name=a%26b+c&ids=1&ids=1&file=text&about=%7B%22x%22%3A1%7D"
    );
    let (document, parts) = media(
        &json!({ "multipart/form-data": { "schema": schema, "encoding": { "about": { "contentType": "application/vnd.x+json" } } } }),
    );
    let text = document.example_for(&parts, Use::Request).unwrap();
    assert!(text.contains(
        "name=\"file\"; filename=\"file.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    ));
    assert!(text.contains("name=\"about\"\r\nContent-Type: application/vnd.x+json\r\n\r\n{"));
    assert!(text.ends_with("--\r\n"));
    let (document, other) =
        media(&json!({ "application/octet-stream": { "schema": { "type": "string" } } }));
    assert_eq!(
        document.example_for(&other, Use::Request),
        Err(NoExample::Media)
    );
}
