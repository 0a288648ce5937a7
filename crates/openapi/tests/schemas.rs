//! Schemas as people read them.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use openapi::{ChildRole, Document, Pointer, SchemaView};
use serde_json::{Value, json};

fn document(version: &str, schemas: &Value) -> Document {
    let text = json!({ "openapi": version, "paths": { "/a": { "get": {} } }, "components": { "schemas": schemas } });
    Document::read(text.to_string().as_bytes()).unwrap().0
}

fn at(name: &str) -> Pointer {
    Pointer::root().then_all(&["components", "schemas", name])
}

fn view(version: &str, schema: &Value) -> SchemaView {
    document(version, &json!({ "A": schema }))
        .schema(&at("A"))
        .unwrap()
}

fn roles(view: &SchemaView) -> Vec<(ChildRole, &str)> {
    view.children
        .iter()
        .map(|child| (child.role, child.name.as_str()))
        .collect()
}

#[test]
fn a_strict_bound_is_one_fact_in_both_spellings() {
    for (version, schema) in [
        (
            "3.0.0",
            json!({ "type": "integer", "minimum": 5, "exclusiveMinimum": true, "exclusiveMaximum": false, "maximum": 9 }),
        ),
        (
            "3.1.0",
            json!({ "type": "integer", "exclusiveMinimum": 5, "maximum": 9 }),
        ),
    ] {
        let view = view(version, &schema);
        let facts: Vec<(&str, &str)> = view
            .facts
            .iter()
            .map(|fact| (fact.rule, fact.value.as_str()))
            .collect();
        assert_eq!(facts, [("exclusiveMinimum", "5"), ("maximum", "9")]);
    }
}

#[test]
fn null_is_seen_in_every_spelling() {
    for schema in [
        json!({ "type": "string", "nullable": true }),
        json!({ "type": "string", "x-nullable": true }),
        json!({ "type": ["string", "null"] }),
        json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
    ] {
        assert!(view("3.1.0", &schema).nullable, "{schema}");
    }
    assert!(!view("3.1.0", &json!({ "type": "string" })).nullable);
}

#[test]
fn every_part_of_a_schema_hangs_below_it() {
    let schema = json!({
        "properties": { "a": true, "b": { "type": "string" } },
        "patternProperties": { "^x-": {} },
        "additionalProperties": { "type": "integer" },
        "prefixItems": [{}], "items": {}, "contains": {},
        "oneOf": [{ "title": "first" }], "anyOf": [{}], "not": {},
        "if": {}, "then": {}, "else": {},
        "propertyNames": {}, "unevaluatedProperties": { "type": "null" },
        "dependentSchemas": { "a": {} }, "dependentRequired": { "a": ["b"] },
        "required": ["b"]
    });
    let view = view("3.1.0", &schema);
    assert_eq!(
        roles(&view),
        [
            (ChildRole::Property, "a"),
            (ChildRole::Property, "b"),
            (ChildRole::PatternProperty, "^x-"),
            (ChildRole::OtherProperties, ""),
            (ChildRole::ItemAt, "0"),
            (ChildRole::Items, ""),
            (ChildRole::OneOf, "first"),
            (ChildRole::AnyOf, "1"),
            (ChildRole::Not, ""),
            (ChildRole::If, ""),
            (ChildRole::Then, ""),
            (ChildRole::Else, ""),
            (ChildRole::Contains, ""),
            (ChildRole::Names, ""),
            (ChildRole::Unevaluated, ""),
            (ChildRole::WhenPresent, "a"),
        ]
    );
    assert_eq!(view.children[0].words, "anything");
    assert!(view.children[1].required);
    assert_eq!(
        (view.needs[0].field.as_str(), &view.needs[0].others[..]),
        ("a", &["b".to_owned()][..])
    );
    let document = document("3.1.0", &json!({ "A": schema }));
    for child in &view.children {
        document.schema(&child.pointer).unwrap();
    }
}

#[test]
fn a_discriminator_says_which_value_means_what() {
    let schemas = json!({
        "A": { "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": { "c": "#/components/schemas/Cat", "d": "Dog", "x": "other.yaml" } } },
        "Cat": {}, "Dog": {}
    });
    let view = document("3.0.0", &schemas).schema(&at("A")).unwrap();
    assert_eq!(view.discriminator.as_deref(), Some("kind"));
    let mapping: Vec<(&str, &str, bool)> = view
        .mapping
        .iter()
        .map(|one| (one.value.as_str(), one.name.as_str(), one.pointer.is_some()))
        .collect();
    assert_eq!(
        mapping,
        [
            ("c", "Cat", true),
            ("d", "Dog", true),
            ("x", "other.yaml", false)
        ]
    );
}

#[test]
fn what_leads_back_is_a_link() {
    let schemas = json!({
        "A": { "$dynamicAnchor": "node", "properties": {
            "self": { "$ref": "#/components/schemas/A" },
            "other": { "$ref": "#/components/schemas/B" },
            "dynamic": { "$dynamicRef": "#node" }
        } },
        "B": { "properties": { "back": { "$ref": "#/components/schemas/A" } } }
    });
    let document = document("3.1.0", &schemas);
    let view = document.schema(&at("A")).unwrap();
    assert!(view.children[0].is_cycle && !view.children[0].opens);
    assert!(!view.children[1].is_cycle && view.children[1].opens);
    let other = document.schema(&view.children[1].pointer).unwrap();
    assert!(other.children[0].is_cycle);
    // A reference by anchor opens like any other.
    let dynamic = document.schema(&view.children[2].pointer).unwrap();
    assert_eq!(dynamic.children.len(), 3);
}

#[test]
fn what_stands_beside_a_reference_is_seen() {
    let schemas = json!({
        "A": { "$ref": "#/components/schemas/B", "description": "here", "readOnly": true },
        "B": { "type": "string", "description": "there", "const": "x", "deprecated": true }
    });
    let view = document("3.1.0", &schemas).schema(&at("A")).unwrap();
    assert_eq!(
        serde_json::to_value(&view.description).unwrap()[0]["text"][0]["text"],
        "here"
    );
    assert!(view.read_only && view.deprecated);
    assert_eq!(view.constant.as_deref(), Some("\"x\""));
}
