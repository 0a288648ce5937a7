//! Documents in several files, and references that must lead nowhere.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is missing"
)]

use domain::OperationKey;
use openapi::{Document, Finding, FindingKind, Limits, Pointer, Refusal, Why};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A folder in memory that remembers what it was asked for.
#[derive(Default)]
struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    asked: RefCell<Vec<String>>,
}

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let bytes = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        Self {
            files: files.iter().map(bytes).collect(),
            asked: RefCell::default(),
        }
    }

    fn read(&self, name: &str, limits: Limits) -> (Document, Vec<Finding>) {
        let bytes = self.files[name].clone();
        let bring = |path: &str, at_most: usize| {
            self.asked.borrow_mut().push(path.to_owned());
            let found = self.files.get(path).ok_or(Refusal::Missing)?;
            if found.len() > at_most {
                return Err(Refusal::TooLarge { limit: at_most });
            }
            Ok(found.clone())
        };
        Document::read_with(bytes, name, limits, &bring).unwrap()
    }
}

fn at(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

const MAIN: &str = r##"
openapi: 3.0.3
info: {title: Parts, version: '1'}
paths:
  /users/{id}: {$ref: 'paths/user.yaml'}
  /groups:
    get:
      responses:
        200: {$ref: './answers.json#/Groups'}
components:
  schemas:
    Local: {type: string}
    Tree: {$ref: 'schemas/tree%20node.yaml#/Tree'}
"##;

const USER: &str = r##"
parameters:
  - {name: id, in: path, required: true, schema: {type: integer}}
get:
  operationId: showUser
  responses:
    200:
      description: The user
      content:
        application/json: {schema: {$ref: '../schemas/user.yaml'}}
put:
  requestBody: {content: {application/json: {schema: {$ref: '../api.yaml#/components/schemas/Local'}}}}
"##;

fn parts() -> Folder {
    Folder::with(&[
        ("v1/api.yaml", MAIN),
        ("v1/paths/user.yaml", USER),
        (
            "v1/schemas/user.yaml",
            "type: object\nproperties:\n  nickname: {type: string}\n  tree: {$ref: '#/definitions/T'}\ndefinitions:\n  T: {$ref: 'tree node.yaml#/Tree'}\n",
        ),
        (
            "v1/schemas/tree node.yaml",
            "Tree:\n  type: object\n  properties:\n    parent: {$ref: '#/Tree'}\n    owner: {$ref: './user.yaml'}\n",
        ),
        (
            "v1/answers.json",
            "{\"Groups\": {\"description\": \"All groups\"}}",
        ),
    ])
}

#[test]
fn files_beside_a_document_become_part_of_it() {
    let folder = parts();
    let (document, findings) = folder.read("v1/api.yaml", Limits::default());
    assert_eq!(findings, []);
    let mut asked = folder.asked.take();
    asked.sort();
    assert_eq!(
        asked,
        [
            "v1/answers.json",
            "v1/paths/user.yaml",
            "v1/schemas/tree node.yaml",
            "v1/schemas/user.yaml"
        ],
        "each once, and the document itself never"
    );
    let keys: Vec<String> = document
        .operations()
        .iter()
        .map(|line| line.key.to_string())
        .collect();
    assert_eq!(keys, ["GET /users/{id}", "PUT /users/{id}", "GET /groups"]);
    let user = document
        .operation(&OperationKey::new("get", "/users/{id}"))
        .unwrap();
    assert_eq!(user.parameters[0].name, "id");
    let schema = user.answers[0].media[0].schema.clone().unwrap();
    let view = document.schema(&schema).unwrap();
    assert_eq!((view.name.as_str(), view.children.len()), ("user", 2));
    let tree = document.schema(&view.children[1].pointer).unwrap();
    assert_eq!(tree.children[0].name, "parent");
    assert!(tree.children[0].is_cycle, "a tree leads back to itself");
    assert!(tree.children[1].is_cycle, "the owner is where we came from");
    let put = document
        .operation(&OperationKey::new("put", "/users/{id}"))
        .unwrap();
    let back = put.body.unwrap().media[0].schema.clone().unwrap();
    assert_eq!(document.schema(&back).unwrap().name, "Local");
    let groups = document
        .operation(&OperationKey::new("get", "/groups"))
        .unwrap();
    assert_eq!(groups.answers[0].description.as_deref(), Some("All groups"));
    assert_eq!(
        document.search("nickname", 3)[0].key.path,
        "/users/{id}",
        "what stands in other files is found"
    );
}

#[test]
fn places_in_other_files_have_names_of_their_own() {
    let (document, findings) = Folder::with(&[
        (
            "api.yaml",
            "openapi: 3.0.0\npaths: {}\ncomponents: {schemas: {A: {$ref: b.yaml#/B}}}\n",
        ),
        (
            "b.yaml",
            "B:\n  type: object\n  properties: {x: {$ref: '#/Nowhere'}}\nB2: 1\nB2: 2\n",
        ),
    ])
    .read("api.yaml", Limits::default());
    let found: Vec<(&str, Option<u32>)> = findings
        .iter()
        .map(|finding| (finding.pointer.as_str(), finding.line))
        .collect();
    assert_eq!(
        found,
        [
            ("b.yaml#", Some(4)),
            ("b.yaml#/B/properties/x/$ref", Some(3))
        ]
    );
    let node = document.resolve(&at("b.yaml#/B/type")).unwrap();
    assert_eq!(node.as_str(), Some("object"));
    assert!(document.resolve(&at("c.yaml#/B")).is_err());
}

#[test]
fn what_is_not_loaded_says_why() {
    let mut folder = Folder::with(&[
        (
            "api.yaml",
            "openapi: 3.0.0\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: none.yaml}\n    B: {$ref: picture.yaml#/x}\n    C: {$ref: cut.json#/C}\n    D: {$ref: cut.json#/D}\n    E: {$ref: big.yaml}\n",
        ),
        (
            "cut.json",
            "{\"C\": {\"type\": \"string\"},\n \"D\": {\"type",
        ),
    ]);
    folder
        .files
        .insert("picture.yaml".into(), b"\x89PNG\r\n\x1a\n\0\0".to_vec());
    folder.files.insert("big.yaml".into(), vec![b'#'; 5_000]);
    let limits = Limits {
        bytes: 4_000,
        ..Limits::default()
    };
    let (document, findings) = folder.read("api.yaml", limits);
    let outside = |reference: &str, refusal: Refusal| FindingKind::OutsideReference {
        reference: reference.into(),
        refusal,
    };
    let png = Why::Binary { looks_like: "PNG" };
    for wanted in [
        outside("none.yaml", Refusal::Missing),
        outside("picture.yaml#/x", Refusal::Unreadable { why: png }),
        outside("big.yaml", Refusal::TooLarge { limit: 4_000 }),
    ] {
        assert!(
            findings.iter().any(|finding| finding.kind == wanted),
            "{wanted:?} in {findings:#?}"
        );
    }
    let cut = findings
        .iter()
        .find(|finding| matches!(finding.kind, FindingKind::CutShort { .. }));
    assert_eq!(cut.unwrap().pointer.as_str(), "cut.json#");
    let kept = document.schema(&at("/components/schemas/C")).unwrap();
    assert_eq!((kept.name.as_str(), kept.words.as_str()), ("C", "string"));
}

#[test]
fn a_document_has_a_number_of_files_and_bytes() {
    let mut main = "openapi: 3.0.0\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    let mut folder = Folder::default();
    for n in 0..40 {
        main.push_str(&format!("    S{n}: {{$ref: f{n}.yaml}}\n"));
        folder
            .files
            .insert(format!("f{n}.yaml"), b"type: string".to_vec());
    }
    folder.files.insert("api.yaml".into(), main.into_bytes());
    let (_, findings) = folder.read("api.yaml", Limits::default());
    assert_eq!(folder.asked.take().len(), 19, "twenty with the document");
    let refused = |wanted: &Refusal| {
        let is = |finding: &&Finding| matches!(&finding.kind, FindingKind::OutsideReference { refusal, .. } if refusal == wanted);
        findings.iter().filter(is).count()
    };
    assert_eq!(refused(&Refusal::TooManyFiles { limit: 20 }), 21);
    let limits = Limits {
        total: folder.files["api.yaml"].len() + 20,
        ..Limits::default()
    };
    let (document, _) = folder.read("api.yaml", limits);
    assert!(document.resolve(&at("/components/schemas/S0")).is_ok());
    assert!(document.resolve(&at("/components/schemas/S1")).is_err());
}

#[test]
fn missing_files_are_not_asked_for_without_end() {
    let mut main = "openapi: 3.0.0\npaths: {}\nx:\n".to_owned();
    for n in 0..5_000 {
        main.push_str(&format!("  - {{$ref: none{n}.yaml}}\n"));
    }
    let folder = Folder::with(&[("api.yaml", &main)]);
    folder.read("api.yaml", Limits::default());
    assert_eq!(folder.asked.take().len(), 19);
}

#[test]
fn circles_through_files_end() {
    // P1: cyclic or very deep references
    let (document, findings) = Folder::with(&[
        (
            "api.yaml",
            "openapi: 3.0.0\npaths: {/a: {$ref: b.yaml}}\ncomponents: {schemas: {A: {$ref: b.yaml#/B}}}\n",
        ),
        ("b.yaml", "$ref: c.yaml\nB: {$ref: c.yaml#/C}\n"),
        ("c.yaml", "$ref: b.yaml\nC: {$ref: 'api.yaml#/components/schemas/A'}\n"),
    ])
    .read("api.yaml", Limits::default());
    let cycles = findings
        .iter()
        .filter(|finding| matches!(finding.kind, FindingKind::ReferenceCycle { .. }));
    assert_eq!(cycles.count(), 6, "{findings:#?}");
    assert_eq!(document.operations().len(), 0);
    assert!(document.resolve(&at("/components/schemas/A")).is_err());
}

/// Forms of references that try to leave the folder, and what each is refused with. Every one is
/// tried plain, with a fragment, and below a folder of its own.
const ELSEWHERE: [&str; 72] = [
    "/etc/passwd",
    "//host/share/x.yaml",
    "///etc/passwd",
    "/%2e%2e/etc/passwd",
    "file:/etc/passwd",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "FILE:///etc/passwd",
    "fIlE:x.yaml",
    "http://169.254.169.254/latest/meta-data",
    "https://metadata.google.internal/x",
    "HTTP://127.0.0.1:80/x",
    "http:x.yaml",
    "http:/x.yaml",
    "ftp://h/x",
    "gopher://h/x",
    "data:application/json,{}",
    "data:;base64,e30=",
    "javascript:0",
    "jar:file:/x!/y",
    "urn:x:y",
    "blob:x",
    "ws://h/x",
    "ldap://h/x",
    "smb://h/x",
    "view-source:x",
    "C:/Windows/win.ini",
    "c:x.yaml",
    "C:\\Windows\\win.ini",
    "Z:/x",
    "\\\\host\\share\\x",
    "\\\\?\\C:\\x",
    "\\\\.\\pipe\\x",
    "\\x",
    "..\\x",
    "a\\..\\..\\x",
    "..%5Cx",
    "a%5cb",
    "../x.yaml",
    "../../x.yaml",
    "../../../../../../../../etc/passwd",
    "a/../../x.yaml",
    "./../x.yaml",
    "a/b/../../../x.yaml",
    ".//..//x.yaml",
    "%2e%2e/x.yaml",
    "%2E%2E/x.yaml",
    ".%2e/x.yaml",
    "%2e./x.yaml",
    "%252e%252e/x.yaml",
    "..%2Fx.yaml",
    "..%2fx.yaml",
    "%2e%2e%2fx.yaml",
    "%2Fetc%2Fpasswd",
    "a%2F..%2F..%2Fx",
    "..%252fx",
    "x%00.yaml",
    "%00",
    "..%00/x",
    "x.yaml%0a",
    "x%0d%0ay",
    "..%c0%afx",
    "%ff%fe",
    ".. /x.yaml",
    "..%20/x.yaml",
    ".../x.yaml",
    "x.yaml.",
    "x.yaml%20",
    "x.yaml::$DATA",
    "nul",
    "COM1.yaml",
    "x.yaml?y=1",
];

#[test]
fn a_hundred_forms_of_references_never_reach_a_neighbour() {
    // P2: reference to file or metadata
    let mut tried = 0;
    for form in ELSEWHERE {
        for reference in [form.to_owned(), format!("{form}#/components/schemas/X")] {
            let text = serde_json::json!({
                "openapi": "3.1.0",
                "paths": {"/a": {"$ref": reference}, "/b": {"get": {"parameters": [{"$ref": reference}]}}},
                "components": {"schemas": {"A": {"$ref": reference}}},
            })
            .to_string();
            let folder = Folder::with(&[("api.json", &text)]);
            let (document, findings) = folder.read("api.json", Limits::default());
            assert_eq!(folder.asked.take(), Vec::<String>::new(), "{reference}");
            let outside =
                |finding: &&Finding| matches!(finding.kind, FindingKind::OutsideReference { .. });
            assert_eq!(findings.iter().filter(outside).count(), 3, "{reference}");
            assert!(document.resolve(&at("/components/schemas/A")).is_err());
            tried += 1;
        }
    }
    assert!(tried >= 100);
}

#[test]
fn names_that_look_odd_and_are_plain_stay_in_the_folder() {
    for (reference, path) in [
        ("~/x.yaml", "~/x.yaml"),
        ("~root/x.yaml", "~root/x.yaml"),
        ("$HOME/x.yaml", "$HOME/x.yaml"),
        ("..x/y.yaml", "..x/y.yaml"),
        ("x..yaml", "x..yaml"),
        ("%75ser.yaml", "user.yaml"),
        ("\u{ff0e}\u{ff0e}/x.yaml", "\u{ff0e}\u{ff0e}/x.yaml"),
        ("a/./b//c.yaml", "a/b/c.yaml"),
        ("@host/x.yaml", "@host/x.yaml"),
    ] {
        let text = serde_json::json!({"openapi": "3.0.0", "paths": {"/a": {"$ref": reference}}});
        let folder = Folder::with(&[("api.json", &text.to_string())]);
        folder.read("api.json", Limits::default());
        assert_eq!(folder.asked.take(), [path], "{reference}");
    }
}

#[test]
fn servers_examples_and_links_are_never_asked_for() {
    let text = r#"{"openapi":"3.1.0","servers":[{"url":"https://other.example/x.yaml"}],
        "externalDocs":{"url":"x.yaml"},"$schema":"x.yaml","jsonSchemaDialect":"x.yaml",
        "paths":{"/a":{"get":{"responses":{"200":{"description":"d","content":{"a/b":{"examples":{"e":{"externalValue":"x.yaml"}}}},
        "links":{"l":{"operationRef":"x.yaml#/paths/~1a/get"}}}}}}},
        "components":{"schemas":{"A":{"discriminator":{"propertyName":"p","mapping":{"x":"x.yaml"}},"$id":"https://other.example/a","properties":{"$ref":{"type":"string"}}}}}}"#;
    let folder = Folder::with(&[("api.json", text)]);
    folder.read("api.json", Limits::default());
    assert_eq!(folder.asked.take(), Vec::<String>::new());
}

#[test]
fn anchors_addresses_and_dynamic_references_resolve_within_the_document() {
    let text = r##"
openapi: 3.1.0
paths: {}
components:
  schemas:
    Marked: {$anchor: mark, type: integer}
    ByAnchor: {$ref: '#mark'}
    List:
      $id: https://names.example/list
      type: array
      items: {$dynamicRef: '#item'}
      $defs: {any: {$dynamicAnchor: item, title: Any}, inner: {$anchor: mark, type: boolean}}
    Numbers:
      $id: numbers
      $ref: https://names.example/list
      $defs: {number: {$dynamicAnchor: item, type: number, title: Num}}
    ByAddress: {$ref: 'https://names.example/list#/$defs/inner'}
    ByAddressAndAnchor: {$ref: 'https://names.example/list#mark'}
    Habit:
      $id: habit
      properties: {a: {$ref: '#/components/schemas/Marked'}, b: {$ref: '#/properties/a'}}
    Fetch: {$ref: 'https://names.example/other'}
"##;
    let folder = Folder::with(&[("api.yaml", text)]);
    let (document, findings) = folder.read("api.yaml", Limits::default());
    assert_eq!(folder.asked.take(), Vec::<String>::new());
    let kinds: Vec<&FindingKind> = findings.iter().map(|finding| &finding.kind).collect();
    assert_eq!(
        kinds,
        [&FindingKind::OutsideReference {
            reference: "https://names.example/other".into(),
            refusal: Refusal::Scheme
        }]
    );
    let kind = |pointer: &str| {
        let node = document.resolve(&at(pointer)).unwrap();
        node.text("type")
            .or_else(|| node.text("title"))
            .map(str::to_owned)
            .unwrap()
    };
    for (name, is) in [
        ("ByAnchor", "integer"),
        ("ByAddress", "boolean"),
        ("ByAddressAndAnchor", "boolean"),
        ("Numbers", "array"),
        ("Habit/properties/a", "integer"),
        ("Habit/properties/b", "integer"),
        ("List/items", "Any"),
        ("Numbers/items", "number"),
    ] {
        assert_eq!(kind(&format!("/components/schemas/{name}")), is, "{name}");
    }
}
