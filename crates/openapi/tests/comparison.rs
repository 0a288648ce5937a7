//! Two versions of one document, compared.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use openapi::{Comparison, Document, Weight};
use proptest::prelude::*;
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Vault", "version": "1" },
        "security": [{ "key": [] }, { "oauth": ["read"] }],
        "paths": {
            "/safes/{id}": {
                "get": {
                    "summary": "Get", "operationId": "get",
                    "parameters": [
                        { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                        { "name": "limit", "in": "query", "schema": { "type": "integer", "maximum": 100 } },
                        { "name": "sort", "in": "query", "schema": { "type": "string", "enum": ["a", "b"] } }
                    ],
                    "responses": {
                        "200": { "description": "ok", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Safe" } } } },
                        "404": { "description": "none" }
                    }
                },
                "put": {
                    "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/NewSafe" } } } },
                    "responses": { "204": { "description": "done" } }
                }
            }
        },
        "components": {
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X" }, "oauth": { "type": "oauth2", "flows": {} } },
            "schemas": {
                "Safe": { "type": "object", "required": ["id"], "properties": {
                    "id": { "type": "string" },
                    "kind": { "type": "string", "enum": ["x", "y"] },
                    "size": { "type": "integer", "maximum": 10 },
                    "parent": { "$ref": "#/components/schemas/Safe" }
                } },
                "NewSafe": { "type": "object", "required": ["name"], "properties": {
                    "name": { "type": "string", "maxLength": 20, "description": "The name" },
                    "note": { "type": "string", "nullable": true },
                    "kind": { "type": "string", "enum": ["x", "y"] }
                } }
            }
        }
    })
}

fn read(value: &Value) -> Document {
    Document::read(value.to_string().as_bytes()).unwrap().0
}

fn compared(old: &Value, new: &Value) -> Comparison {
    read(old).compare(&read(new))
}

/// Each difference as `weight reason`.
fn after(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut new = document();
    change(&mut new);
    let comparison = compared(&document(), &new);
    comparison
        .differences
        .iter()
        .map(|one| {
            let reason = serde_json::to_value(&one.reason).unwrap();
            let weight = serde_json::to_value(one.weight).unwrap();
            format!(
                "{} {}",
                weight.as_str().unwrap(),
                reason["reason"].as_str().unwrap()
            )
        })
        .collect()
}

fn remove(value: &mut Value, name: &str) {
    value.as_object_mut().unwrap().remove(name);
}

type Change = (fn(&mut Value), &'static [&'static str]);

#[test]
fn every_kind_of_change_is_weighed() {
    fn get(value: &mut Value) -> &mut Value {
        &mut value["paths"]["/safes/{id}"]["get"]
    }
    fn parameters(value: &mut Value) -> &mut Vec<Value> {
        get(value)["parameters"].as_array_mut().unwrap()
    }
    fn safe(value: &mut Value) -> &mut Value {
        &mut value["components"]["schemas"]["Safe"]
    }
    fn new_safe(value: &mut Value) -> &mut Value {
        &mut value["components"]["schemas"]["NewSafe"]
    }
    let changes: [Change; 32] = [
        // What is there.
        (
            |d| remove(&mut d["paths"]["/safes/{id}"], "put"),
            &["breaking operation"],
        ),
        (
            |d| d["paths"]["/safes"] = json!({ "get": {} }),
            &["additive operation"],
        ),
        (
            |d| get(d)["deprecated"] = json!(true),
            &["additive deprecated"],
        ),
        (|d| get(d)["summary"] = json!("Fetch"), &["wording text"]),
        (
            |d| {
                let item = d["paths"]["/safes/{id}"].take();
                let text = item.to_string().replace("\"id\",\"in\"", "\"safe\",\"in\"");
                let text = text.replace(
                    "\"in\":\"path\",\"name\":\"id\"",
                    "\"in\":\"path\",\"name\":\"safe\"",
                );
                remove(&mut d["paths"], "/safes/{id}");
                d["paths"]["/safes/{safe}"] = serde_json::from_str(&text).unwrap();
            },
            &["wording holeRenamed", "wording holeRenamed"],
        ),
        // What is sent.
        (
            |d| parameters(d).push(json!({ "name": "q", "in": "query", "required": true })),
            &["breaking parameter"],
        ),
        (
            |d| parameters(d).push(json!({ "name": "q", "in": "query" })),
            &["additive parameter"],
        ),
        (
            |d| {
                get(d)["parameters"].as_array_mut().unwrap().pop();
            },
            &["breaking parameter"],
        ),
        (
            |d| get(d)["parameters"][1]["required"] = json!(true),
            &["breaking nowRequired"],
        ),
        (
            |d| get(d)["parameters"][1]["schema"]["maximum"] = json!(50),
            &["breaking tighter"],
        ),
        (
            |d| get(d)["parameters"][1]["schema"]["maximum"] = json!(500),
            &["additive looser"],
        ),
        (
            |d| get(d)["parameters"][1]["schema"]["type"] = json!("number"),
            &["additive type"],
        ),
        (
            |d| get(d)["parameters"][2]["schema"]["enum"] = json!(["a"]),
            &["breaking choicesRemoved"],
        ),
        (
            |d| get(d)["parameters"][2]["schema"]["default"] = json!("a"),
            &["breaking default"],
        ),
        (
            |d| new_safe(d)["required"] = json!(["name", "note"]),
            &["breaking nowRequired"],
        ),
        (
            |d| {
                new_safe(d)["properties"]["owner"] = json!({ "type": "string" });
                new_safe(d)["required"] = json!(["name", "owner"]);
            },
            &["breaking field"],
        ),
        (
            |d| new_safe(d)["properties"]["owner"] = json!({ "type": "string" }),
            &["additive field"],
        ),
        (
            |d| remove(&mut new_safe(d)["properties"]["note"], "nullable"),
            &["breaking nullRefused"],
        ),
        (
            |d| new_safe(d)["properties"]["name"]["description"] = json!("A name"),
            &["wording text"],
        ),
        (
            |d| new_safe(d)["additionalProperties"] = json!(false),
            &["breaking tighter"],
        ),
        (
            |d| d["paths"]["/safes/{id}"]["put"]["requestBody"]["required"] = json!(true),
            &["breaking nowRequired"],
        ),
        // What comes back.
        (
            |d| remove(&mut safe(d)["properties"], "size"),
            &["breaking field"],
        ),
        (
            |d| safe(d)["properties"]["more"] = json!({}),
            &["additive field"],
        ),
        (
            |d| safe(d)["required"] = json!([]),
            &["breaking nowOptional"],
        ),
        (
            |d| safe(d)["properties"]["kind"]["enum"] = json!(["x", "y", "z"]),
            &["additive choicesAdded"],
        ),
        (
            |d| safe(d)["properties"]["size"]["maximum"] = json!(20),
            &["breaking looser"],
        ),
        (
            |d| safe(d)["properties"]["size"]["type"] = json!("string"),
            &["breaking type"],
        ),
        (
            |d| remove(&mut get(d)["responses"], "200"),
            &["breaking answer"],
        ),
        (
            |d| remove(&mut get(d)["responses"], "404"),
            &["additive answer"],
        ),
        // Who may.
        (
            |d| d["security"] = json!([{ "key": [] }, { "oauth": ["read", "write"] }]),
            &["breaking scope", "breaking scope"],
        ),
        (
            |d| get(d)["security"] = json!([{ "oauth": ["read"] }]),
            &["breaking wayToSignIn"],
        ),
        (
            |d| get(d)["security"] = json!([]),
            &["additive signInNotNeeded"],
        ),
    ];
    for (index, (change, expected)) in changes.into_iter().enumerate() {
        assert_eq!(after(change), expected, "change {index}");
    }
}

#[test]
fn what_several_share_is_said_once_and_in_each_direction() {
    let mut old = document();
    old["paths"]["/safes/{id}"]["post"] = old["paths"]["/safes/{id}"]["get"].clone();
    old["paths"]["/safes/{id}"]["put"]["requestBody"]["content"]["application/json"]["schema"] =
        json!({ "$ref": "#/components/schemas/Safe" });
    let mut new = old.clone();
    new["components"]["schemas"]["Safe"]["properties"]["size"]["maximum"] = json!(5);
    let found = compared(&old, &new).differences;
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|one| one.operation.is_none()));
    assert!(
        found
            .iter()
            .all(|one| one.pointer.as_str() == "/components/schemas/Safe/properties/size/maximum")
    );
    let weights: Vec<Weight> = found.iter().map(|one| one.weight).collect();
    assert_eq!(weights, [Weight::Additive, Weight::Breaking]);
}

#[test]
fn circles_and_dead_ends_are_compared_to_their_end() {
    let odd = json!({ "openapi": "3.1.0", "paths": { "/a": { "get": { "responses": { "200": { "content": { "a/b": { "schema": { "$ref": "#/components/schemas/A" } } } } } } } },
        "components": { "schemas": {
            "A": { "allOf": [{ "$ref": "#/components/schemas/B" }, { "$ref": "#/nowhere" }], "properties": { "x": { "$ref": "#/components/schemas/C" } } },
            "B": { "anyOf": [{ "$ref": "#/components/schemas/A" }], "allOf": [{ "$ref": "#/components/schemas/A" }] },
            "C": { "$ref": "#/components/schemas/C" }
        } } });
    assert_eq!(compared(&odd, &odd).differences, []);
    assert!(!compared(&document(), &odd).differences.is_empty());
    assert!(!compared(&odd, &document()).differences.is_empty());
}

/// Anything at all, in places where documents have schemas, parameters and the like.
fn anything() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "type",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "required",
        "enum",
        "$ref",
        "name",
        "in",
        "schema",
        "content",
        "minimum",
        "exclusiveMinimum",
        "additionalProperties",
        "nullable",
        "a/b",
        "200",
        "default",
        "security",
    ]);
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(1.5)),
        Just(json!("string")),
        Just(json!("query")),
        Just(json!("#/components/schemas/A")),
        Just(json!("#/components/schemas")),
        Just(json!("object")),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(words.clone(), inner, 0..6).prop_map(|map| map
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_does_not_differ_from_itself(schema in anything(), operation in anything(), other in anything()) {
        let whole = |schema: &Value| json!({ "openapi": "3.1.0",
            "paths": { "/a/{b}": { "get": operation, "post": {
                "parameters": [{ "name": "b", "in": "path", "schema": schema }, operation],
                "requestBody": { "content": { "a/b": { "schema": schema } } },
                "responses": { "200": { "content": { "a/b": { "schema": { "$ref": "#/components/schemas/A" } } } }, "default": operation }
            } } },
            "components": { "schemas": { "A": schema, "B": operation } } });
        let one = whole(&schema);
        prop_assert_eq!(compared(&one, &one).differences, []);
        // And any other comparison ends.
        compared(&one, &whole(&other));
    }
}
