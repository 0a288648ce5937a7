//! One view over Swagger 2.0 and OpenAPI 3.0 to 3.2.

use domain::OperationKey;
use openapi::{ChildRole, Document, Format, In, MatchedIn, Pointer, Security, Shape, Style, Use};

fn read(text: &str) -> Document {
    let (document, findings) =
        Document::read(text.as_bytes()).expect("every text here is a document");
    assert_eq!(findings, [], "{text}");
    document
}

const SWAGGER: &str = r##"
swagger: '2.0'
info: {title: Old, version: v1}
host: other.example
basePath: /TMS/services
schemes: [https, http]
consumes: [application/json, text/json]
security: [{key: []}]
paths:
  /items/{id}:
    parameters:
      - {name: id, in: path, required: true, type: integer, format: int64}
      - {name: mode, in: query, type: string, enum: [a, b], default: a}
    put:
      parameters:
        - {name: mode, in: query, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: item, in: body, required: true, schema: {$ref: '#/definitions/Item'}}
      security: []
      responses:
        200: {description: done, schema: {$ref: '#/definitions/Item'}, headers: {X-Left: {type: integer}}}
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: note, in: formData, type: string}
      responses: {204: {description: done}}
definitions:
  Item:
    type: object
    required: [name]
    properties:
      name: {type: string, maxLength: 3}
      age: {type: integer, minimum: 18, x-nullable: true}
      made: {type: string, format: date-time, readOnly: true}
"##;

#[test]
fn swagger_bodies_and_formats_become_the_common_view() {
    let document = read(SWAGGER);
    assert_eq!(document.about().format, Format::Swagger2);
    assert_eq!(document.prefix(), "/TMS/services");
    let addresses: Vec<String> = document
        .servers()
        .into_iter()
        .map(|server| server.address)
        .collect();
    assert_eq!(
        addresses,
        [
            "https://other.example/TMS/services",
            "http://other.example/TMS/services"
        ]
    );
    let put = document
        .operation(&OperationKey::new("put", "/items/{id}"))
        .unwrap();
    assert_eq!(put.security, Security::Open);
    assert_eq!(put.parameters.len(), 2, "the body is none of them");
    assert_eq!(put.parameters[0].shape, Shape::Integer);
    let mode = &put.parameters[1];
    assert_eq!((mode.style, mode.explode), (Style::PipeDelimited, false));
    assert_eq!(
        mode.shape,
        Shape::List(Box::new(Shape::Text)),
        "the operation's own counts"
    );
    let body = put.body.unwrap();
    assert!(body.required);
    assert_eq!(
        body.media
            .iter()
            .map(|media| media.name.as_str())
            .collect::<Vec<_>>(),
        ["application/json", "text/json"]
    );
    let example = document
        .example(body.media[0].schema.as_ref().unwrap(), Use::Request)
        .unwrap();
    assert_eq!(example, "{\n  \"name\": \"tex\",\n  \"age\": 18\n}");
    assert_eq!(put.answers[0].headers[0].name, "X-Left");
    let post = document
        .operation(&OperationKey::new("POST", "/items/{id}"))
        .unwrap();
    assert!(matches!(post.security, Security::Inherited(Some(_))));
    let form = &post.body.as_ref().unwrap().media[0];
    assert_eq!(form.name, "multipart/form-data");
    assert_eq!(
        form.fields
            .iter()
            .map(|field| field.name.as_str())
            .collect::<Vec<_>>(),
        ["file", "note"]
    );
    assert_eq!(document.schemas().count(), 1);
}

const NEW: &str = r##"
openapi: 3.2.0
info: {title: New, version: '2'}
servers:
  - url: https://{site}.example/{base}/v1
    variables: {site: {default: www}, base: {default: api}}
paths:
  /search/{kind}:
    summary: Searching
    parameters:
      - {name: kind, in: path, required: true, style: matrix, schema: {type: string}}
    query:
      operationId: lookUp
      tags: [Look up]
      parameters:
        - {name: at, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: ids, in: query, schema: {type: [array, 'null'], items: {type: integer}}}
      requestBody: {content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {default: {$ref: '#/components/responses/Fine'}}
    additionalOperations:
      COPY: {responses: {}}
    servers: [{url: /elsewhere}]
components:
  responses:
    Fine:
      description: fine
      content: {application/json: {schema: {$ref: '#/components/schemas/Pet', description: Beside it}}}
  schemas:
    Pet:
      description: A *pet*.
      discriminator: {propertyName: sort}
      allOf:
        - {type: object, required: [sort], properties: {sort: {type: string, enum: [cat, dog]}}}
        - properties:
            owner: {anyOf: [{type: string}, {type: 'null'}]}
            secretWord: {type: string, writeOnly: true, deprecated: true}
            others: {type: object, additionalProperties: {type: number}}
      oneOf: [{title: Cat}, {$ref: '#/components/schemas/Dog'}]
    Dog: {const: dog}
"##;

#[test]
fn newer_methods_streams_and_siblings_of_references_are_seen() {
    let document = read(NEW);
    let keys: Vec<String> = document
        .operations()
        .iter()
        .map(|line| line.key.to_string())
        .collect();
    assert_eq!(keys, ["QUERY /search/{kind}", "COPY /search/{kind}"]);
    assert_eq!(document.prefix(), "/api/v1");
    let query = document.operation(&document.operations()[0].key).unwrap();
    assert_eq!(query.prefix, "/elsewhere");
    assert_eq!(query.summary, Some("Searching"));
    assert_eq!(query.parameters[0].style, Style::Matrix);
    assert_eq!(
        query.parameters[1].content.as_deref(),
        Some("application/json")
    );
    assert_eq!(
        query.parameters[2].shape,
        Shape::List(Box::new(Shape::Integer))
    );
    assert_eq!(query.parameters[2].place, In::Query);
    assert!(query.body.unwrap().media[0].schema.is_some());
    let schema = query.answers[0].media[0].schema.clone().unwrap();
    let view = document.schema(&schema).unwrap();
    assert_eq!(view.name, "Pet");
    assert_eq!(view.discriminator.as_deref(), Some("sort"));
    let beside = serde_json::to_value(&view.description).unwrap();
    assert_eq!(beside[0]["text"][0]["text"], "Beside it");
    let rows: Vec<(ChildRole, &str, &str)> = view
        .children
        .iter()
        .map(|child| (child.role, child.name.as_str(), child.words.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            (ChildRole::Property, "sort", "string"),
            (ChildRole::Property, "owner", "any of 2"),
            (ChildRole::Property, "secretWord", "string"),
            (ChildRole::Property, "others", "object"),
            (ChildRole::OneOf, "Cat", "anything"),
            (ChildRole::OneOf, "Dog", "Dog"),
        ]
    );
    assert!(view.children[0].required && view.children[0].opens);
    assert!(view.children[1].nullable);
    assert!(view.children[2].write_only && view.children[2].deprecated);
    let others = document.schema(&view.children[3].pointer).unwrap();
    assert_eq!(others.children[0].role, ChildRole::OtherProperties);
    let request = document.example(&schema, Use::Request).unwrap();
    let response = document.example(&schema, Use::Response).unwrap();
    assert!(request.contains("secretWord") && !response.contains("secretWord"));
    assert!(request.contains("\"sort\": \"cat\""), "{request}");
}

#[test]
fn a_search_looks_everywhere_and_says_where() {
    let document = read(NEW);
    let first = |words: &str| document.search(words, 5).into_iter().next();
    assert_eq!(first("serch").unwrap().matched_in, MatchedIn::Path);
    assert_eq!(first("lookup").unwrap().matched_in, MatchedIn::Id);
    let owner = first("owner").unwrap();
    assert_eq!(
        (owner.matched_in, owner.word.as_deref()),
        (MatchedIn::Field, Some("owner"))
    );
    let marked: Vec<String> = first("ki sear")
        .unwrap()
        .path
        .into_iter()
        .filter(|piece| piece.found)
        .map(|piece| piece.text)
        .collect();
    assert_eq!(marked, ["sear", "ki"]);
    assert_eq!(document.search("method:copy", 5).len(), 1);
    assert_eq!(document.search("", 5).len(), 2);
    assert_eq!(document.search("tag:nothing search", 5).len(), 0);
    assert_eq!(
        first("!!!").map(|hit| hit.score),
        Some(0.0),
        "no word narrows nothing"
    );
}

#[test]
fn paths_open_level_by_level() {
    let document = read(
        "openapi: 3.0.0\npaths: {/b: {get: {}}, '/a/{id}/x': {get: {}, put: {}}, /a: {get: {}}, /a-b: {get: {}}, '/a/': {put: {}}, '/a/{id}': {get: {}}, 'c//d/': {get: {}}, /: {get: {}}}\n"
            .replace("/{id}", "/id")
            .replace("c//d/", "/c//d/")
            .as_str(),
    );
    let steps = |path: &str| {
        let below = document.below(path);
        let keys: Vec<String> = below
            .operations
            .iter()
            .map(|at| document.operations()[*at].key.to_string())
            .collect();
        let steps: Vec<(String, usize)> = below
            .steps
            .into_iter()
            .map(|step| (step.path, step.operations))
            .collect();
        (keys, steps)
    };
    let step = |path: &str, count| (path.to_owned(), count);
    let top = vec![step("/a", 5), step("/a-b", 1), step("/b", 1), step("/c", 1)];
    assert_eq!(steps(""), (vec!["GET /".into()], top));
    assert_eq!(
        steps("/a"),
        (
            vec!["GET /a".into(), "PUT /a/".into()],
            vec![step("/a/id", 3)]
        )
    );
    assert_eq!(steps("/a/id/x/").0, ["GET /a/id/x", "PUT /a/id/x"]);
    assert_eq!(steps("c").1, [step("/c/d", 1)]);
    assert_eq!(steps("/nothing"), (vec![], vec![]));
}

#[test]
fn webhooks_stand_beside_the_operations() {
    let document = read(
        "openapi: 3.1.0\npaths: {/x: {get: {}}}\nwebhooks:\n  newUser:\n    post: {operationId: told, requestBody: {content: {a/b: {schema: {type: string}}}}}\n",
    );
    assert_eq!(document.operations().len(), 1);
    let line = &document.webhooks()[0];
    assert_eq!(line.key, OperationKey::new("POST", "newUser"));
    let hook = document.webhook(&line.key).unwrap();
    assert_eq!(hook.body.unwrap().media[0].name, "a/b");
    assert!(document.operation(&line.key).is_none());
}

#[test]
fn tags_of_the_newest_standard_have_a_parent_and_a_kind() {
    let document = read(
        "openapi: 3.2.0\ntags:\n  - {name: a, summary: First, kind: nav}\n  - {name: b, parent: a}\npaths: {/x: {get: {tags: [b]}}}\n",
    );
    let tags = document.tags();
    let of = |at: usize| {
        let tag = &tags[at];
        (
            tag.summary.as_deref(),
            tag.parent.as_deref(),
            tag.kind.as_deref(),
            tag.operations,
        )
    };
    assert_eq!(of(0), (Some("First"), None, Some("nav"), 0));
    assert_eq!(of(1), (None, Some("a"), None, 1));
}

#[test]
fn every_digit_of_a_number_stays() {
    // P5: 64-bit and 40-digit numbers
    let digits = "1234567890123456789012345678901234567890.10";
    let yaml = format!(
        "openapi: 3.1.0\npaths: {{}}\ncomponents: {{schemas: {{A: {{type: number, maximum: {digits}, default: 9223372036854775809, enum: [1e400]}}}}}}\n"
    );
    let json = format!(
        r#"{{"openapi":"3.1.0","paths":{{}},"components":{{"schemas":{{"A":{{"type":"number","maximum":{digits},"default":9223372036854775809,"enum":[1e400]}}}}}}}}"#
    );
    for text in [yaml, json] {
        let document = read(&text);
        let at = Pointer::parse("/components/schemas/A").unwrap();
        let view = document.schema(&at).unwrap();
        assert_eq!(view.facts[0].value, digits);
        assert_eq!(view.default.as_deref(), Some("9223372036854775809"));
        assert_eq!(view.choices, ["1e400"]);
    }
}

#[test]
fn nodes_lead_to_json_again() {
    let document = read(SWAGGER);
    let pointer = Pointer::parse("/definitions/Item/required").unwrap();
    let node = document.resolve(&pointer).unwrap();
    assert_eq!(node.to_value(), serde_json::json!(["name"]));
    assert_eq!(node.to_json(), "[\n  \"name\"\n]");
    assert_eq!(node.line(), 30);
}
