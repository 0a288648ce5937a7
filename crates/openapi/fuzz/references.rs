//! Documents made of references: to each other, to themselves, through each other, to nowhere.

use crate::explore::all_of;
use crate::mutate::{Outcome, Random};
use openapi::Document;
use serde_json::{Map, Value, json};

/// The bytes of the input are the choices.
pub(crate) fn run(input: &[u8]) -> u64 {
    let seed = input.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut making = Making {
        input,
        at: 0,
        random: Random::of(seed),
        names: 2 + input.len() % 30,
    };
    let version = ["3.0.3", "3.1.0", "3.2.0"][making.choose(3)];
    let mut schemas = Map::new();
    for index in 0..making.names {
        schemas.insert(format!("S{index}"), making.schema(4));
    }
    let parameters: Vec<Value> = (0..3)
        .map(|index| match making.choose(3) {
            0 => json!({ "$ref": making.reference() }),
            _ => json!({ "name": format!("p{index}"), "in": "query", "schema": making.schema(2) }),
        })
        .collect();
    let body = json!({ "content": { "application/json": { "schema": making.schema(2) }, "application/xml": { "schema": making.schema(1) } } });
    let text = json!({
        "openapi": version,
        "paths": {
            "/a/{p0}": { "$ref": making.reference(), "post": {
                "parameters": parameters,
                "requestBody": body,
                "responses": { "200": { "$ref": making.reference() }, "default": { "content": { "a/json": { "schema": making.schema(2) } } } }
            } },
            "/b": { "$ref": making.reference() }
        },
        "components": {
            "schemas": schemas,
            "parameters": { "P": { "$ref": making.reference() } },
            "responses": { "R": { "$ref": making.reference() } }
        }
    })
    .to_string();
    let mut outcome = Outcome::default();
    if let Ok((document, findings)) = Document::read(text.as_bytes()) {
        for finding in &findings {
            outcome.note(&format!("{:?}", std::mem::discriminant(&finding.kind)));
        }
        all_of(&document, &mut outcome);
    }
    outcome.done()
}

struct Making<'i> {
    input: &'i [u8],
    at: usize,
    random: Random,
    names: usize,
}

impl Making<'_> {
    fn choose(&mut self, end: usize) -> usize {
        let byte = self.input.get(self.at).copied();
        self.at += 1;
        byte.map_or_else(
            || self.random.below(end),
            |byte| usize::from(byte) % end.max(1),
        )
    }

    fn reference(&mut self) -> String {
        let names = self.names;
        let one = self.choose(names);
        match self.choose(16) {
            0 => "#".to_owned(),
            1 => "#/components/schemas".to_owned(),
            2 => format!("#/components/schemas/S{one}/properties/a"),
            3 => format!("#/components/schemas/S{one}/allOf/0"),
            4 => "#/nowhere".to_owned(),
            5 => "other.yaml#/a".to_owned(),
            6 => "#/components/parameters/P".to_owned(),
            7 => "#/components/responses/R".to_owned(),
            8 => "#/paths/~1b".to_owned(),
            9 => "#anchor".to_owned(),
            10 => format!("#/components/schemas/S{one}/items"),
            _ => format!("#/components/schemas/S{one}"),
        }
    }

    fn schema(&mut self, depth: usize) -> Value {
        if depth == 0 {
            return json!({ "$ref": self.reference() });
        }
        let mut schema = Map::new();
        for _ in 0..self.choose(3) {
            let (name, value): (&str, Value) = match self.choose(18) {
                0..=3 => ("$ref", self.reference().into()),
                4 => (
                    "allOf",
                    json!([self.schema(depth - 1), self.schema(depth - 1)]),
                ),
                5 => (
                    "oneOf",
                    json!([self.schema(depth - 1), self.schema(depth - 1)]),
                ),
                6 => ("anyOf", json!([self.schema(depth - 1), { "type": "null" }])),
                7 => ("not", self.schema(depth - 1)),
                8 => ("items", self.schema(depth - 1)),
                9 => (
                    "properties",
                    json!({ "a": self.schema(depth - 1), "b": self.schema(depth - 1) }),
                ),
                10 => ("required", json!(["a"])),
                11 => ("type", json!("object")),
                12 => ("type", json!(["array", "null"])),
                13 => ("additionalProperties", self.schema(depth - 1)),
                14 => ("$dynamicRef", self.reference().into()),
                15 => ("$dynamicAnchor", json!("anchor")),
                16 => ("if", self.schema(depth - 1)),
                _ => ("minItems", json!(2)),
            };
            schema.insert(name.to_owned(), value);
        }
        schema.into()
    }
}
