//! Reads a document and asks it everything.

use crate::mutate::Outcome;
use openapi::{Document, Fits, Pointer, Use};

pub(crate) const JSON: &[&str] = &[
    r##"{"openapi":"3.1.0","info":{"title":"A","version":"1"},"tags":[{"name":"t"}],"security":[{"k":[]}],"servers":[{"url":"https://x.example/{v}/a"}],"paths":{"/a/{id}":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string","pattern":"^[a-z]+$"}}],"get":{"operationId":"g","tags":["t"],"parameters":[{"name":"q","in":"query","style":"deepObject","schema":{"type":"object","properties":{"a":{"type":"integer","minimum":1}}}}],"responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}}}},"post":{"requestBody":{"content":{"multipart/form-data":{"schema":{"$ref":"#/components/schemas/A"}},"application/xml":{"schema":{"$ref":"#/components/schemas/A"}}}}}}},"components":{"schemas":{"A":{"type":["object","null"],"required":["a"],"properties":{"a":{"type":"string","enum":["x","\u00e9"],"xml":{"attribute":true}},"b":{"type":"array","items":{"$ref":"#/components/schemas/A"},"minItems":1},"c":{"oneOf":[{"type":"number","exclusiveMinimum":0,"multipleOf":0.01},{"const":null}]},"d":{"if":{"minLength":2},"then":{"maxLength":5},"not":{"const":"q"}}},"additionalProperties":{"type":"boolean"},"dependentRequired":{"a":["b"]}}}}}"##,
    r##"{"swagger":"2.0","basePath":"/b","consumes":["application/json"],"paths":{"/x":{"get":{"parameters":[{"name":"l","in":"query","type":"array","items":{"type":"integer"},"collectionFormat":"multi"},{"name":"f","in":"formData","type":"file"}],"responses":{"200":{"schema":{"$ref":"#/definitions/D"},"examples":{"application/json":{"a":1}}}}}}},"definitions":{"D":{"allOf":[{"$ref":"#/definitions/E"},{"properties":{"b":{"type":"integer","maximum":5,"exclusiveMaximum":true,"x-nullable":true}}}]},"E":{"discriminator":"k","required":["k"],"properties":{"k":{"type":"string","readOnly":true}}}}}"##,
];

pub(crate) const JSON_WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "true",
    "1e999",
    "-0",
    "1.5e-7",
    "\\u",
    "\\ud800",
    "\u{feff}",
    "{\"$ref\":\"#/components/schemas/A\"}",
    "{\"$ref\":\"#\"}",
    "\"$ref\":\"#/paths\"",
    "\"paths\":",
    "\"schema\":",
    "\"properties\":{",
    "\"allOf\":[",
    "\"oneOf\":[",
    "\"items\":",
    "\"type\":\"array\"",
    "\"type\":[\"null\"]",
    "\"minItems\":99999999999999999999",
    "\"minLength\":4000",
    "\"pattern\":\"(a+)+$\"",
    "\"pattern\":\"[\"",
    "\"multipleOf\":0",
    "\"enum\":[]",
    "\"const\":",
    "\"$id\":\"a\"",
    "\"$dynamicRef\":\"#a\"",
    "\"$dynamicAnchor\":\"a\"",
    "\"additionalProperties\":false",
    "\"uniqueItems\":true",
    "\"contains\":",
    "\"required\":[\"z\"]",
    "\"format\":\"uuid\"",
    "\"unevaluatedProperties\":false",
    "\"if\":",
    "\"not\":",
    "\"maximum\":-1",
    "\"discriminator\":",
    "/a~1b",
    "%7B",
];

pub(crate) const YAML: &[&str] = &[
    "openapi: 3.0.3\ninfo: {title: A, version: 1.0}\npaths:\n  /a/{id}:\n    get: &g\n      summary: >-\n        folded\n        text\n      tags: [t, 'u']\n      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n      responses:\n        '200':\n          description: |\n            lines\n    put: *g\n    post:\n      <<: *g\n      summary: \"x\\u00e9\"\ncomponents:\n  schemas:\n    A: &a\n      type: object\n      properties:\n        b: {$ref: '#/components/schemas/A'}\n        c: *a\n",
    "%YAML 1.2\n---\nswagger: '2.0'\npaths:\n  ? /x\n  : get: !!map {responses: {}}\n...\n---\nother\n",
    "{openapi: 3.1.0, paths: {/a: {get: {}, }, }, } # all",
];

pub(crate) const YAML_WORDS: &[&str] = &[
    "&a ",
    "*a",
    "*g",
    "<<: *a",
    "<<: [*a, *g]",
    "- ",
    "? ",
    ": ",
    "|\n",
    ">-\n",
    "\n",
    "  ",
    "\t",
    "!!binary ",
    "!x ",
    "---\n",
    "...\n",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    "%TAG ! x\n",
    "null",
    "~",
    "yes",
    "0x1f",
    ".inf",
    "1_000",
    "2026-01-01",
    "paths:\n",
    "openapi: 3.0.0\n",
    "$ref: '#/paths'",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "@",
    "`",
];

/// Read as JSON, and as another reader reads it where that one can.
pub(crate) fn json(input: &[u8]) -> u64 {
    if let Ok((document, findings)) = Document::read(input)
        && let Ok(other) = serde_json::from_slice::<serde_json::Value>(input)
        && findings.is_empty()
    {
        assert_eq!(document.root().to_value(), other, "read as something else");
    }
    document(input)
}

pub(crate) fn yaml(input: &[u8]) -> u64 {
    document(input)
}

fn document(input: &[u8]) -> u64 {
    let mut outcome = Outcome::default();
    match Document::read(input) {
        Err(error) => outcome.note(&format!("{:?}", std::mem::discriminant(&error.why))),
        Ok((document, findings)) => {
            for finding in &findings {
                outcome.note(&format!("{:?}", std::mem::discriminant(&finding.kind)));
            }
            all_of(&document, &mut outcome);
        }
    }
    outcome.done()
}

/// Opens everything, as a person with a lot of time would.
pub(crate) fn all_of(document: &Document, outcome: &mut Outcome) {
    outcome.count(document.operations().len());
    outcome.count(document.tags().len());
    document.search("a get tag:t method:get path:/a wrod", 5);
    for line in document.operations().iter().take(20) {
        let Some(operation) = document.operation(&line.key) else {
            continue;
        };
        outcome.count(operation.parameters.len());
        for parameter in operation.parameters.iter().take(10) {
            if let Some(schema) = &parameter.schema {
                one(document, schema, Use::Request, outcome);
            }
            let checked = document.check_parameter(parameter, "[1, \"a\"]");
            outcome.count(checked.problems.len());
        }
        let sent = operation.body.iter().flat_map(|body| &body.media);
        for media in sent.take(5) {
            outcome.note(&format!(
                "{:?}",
                document.example_for(media, Use::Request).is_ok()
            ));
            if let Some(schema) = &media.schema {
                one(document, schema, Use::Request, outcome);
            }
        }
        for media in operation
            .answers
            .iter()
            .flat_map(|answer| &answer.media)
            .take(5)
        {
            if let Some(schema) = &media.schema {
                one(document, schema, Use::Response, outcome);
            }
        }
    }
    let named: Vec<Pointer> = document.schemas().map(|(_, at)| at).take(10).collect();
    for at in &named {
        one(document, at, Use::Response, outcome);
    }
    let comparison = document.compare(document);
    assert_eq!(comparison.differences, [], "differs from itself");
}

fn one(document: &Document, at: &Pointer, made_for: Use, outcome: &mut Outcome) {
    let mut left = 60;
    opened(document, at, 0, &mut left, outcome);
    match document.try_example(at, made_for) {
        Ok(example) => {
            let checked = document.check(at, &example, made_for, 5);
            assert_ne!(
                checked.fits,
                Fits::No,
                "{at}: {example}: {:?}",
                checked.problems
            );
            outcome.note("made");
        }
        Err(why) => outcome.note(&format!("{:?}", std::mem::discriminant(&why))),
    }
    let checked = document.check(at, r#"{"a":[1,{"b":null}],"k":"x"}"#, made_for, 5);
    for problem in &checked.problems {
        outcome.note(&problem.rule);
    }
    outcome.count(checked.not_checked.len());
    outcome.count(checked.unknown.len());
}

fn opened(
    document: &Document,
    at: &Pointer,
    depth: usize,
    left: &mut usize,
    outcome: &mut Outcome,
) {
    if depth > 12 || *left == 0 {
        return;
    }
    *left -= 1;
    let Some(view) = document.schema(at) else {
        return;
    };
    outcome.note(&view.words);
    outcome.count(view.children.len());
    for child in view.children.iter().filter(|child| child.opens) {
        opened(document, &child.pointer, depth + 1, left, outcome);
    }
}
