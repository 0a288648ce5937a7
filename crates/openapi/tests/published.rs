//! Published documents, read where a folder with them is at hand.

use domain::OperationKey;
use openapi::{Document, In, Shape, Use};
use std::path::PathBuf;

fn published(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("KEYDESK_SPECS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"),
        PathBuf::from,
    );
    let found = std::fs::read(folder.join(name)).ok();
    if found.is_none() {
        eprintln!("skipped: no published {name} here");
    }
    found
}

const PRA: &str = "beyondtrust-pra/bt-pra-configuration.openapi.yaml";
const PVWA: &str = "cyberark/pvwa-rest-api-v1.openapi.yaml";

#[test]
fn published_documents_open_with_all_their_operations() {
    for (name, operations, prefix) in [
        (PRA, 222, "/api/config/v1"),
        (
            "beyondtrust-pra/bt-pra-configuration-1.9.openapi.yaml",
            187,
            "/api/config/v1",
        ),
        (PVWA, 151, "/PasswordVault"),
        (
            "delinea-pm/UNVERIFIED-reconstruction.swagger.json",
            18,
            "/Tms/services",
        ),
    ] {
        let Some(bytes) = published(name) else {
            continue;
        };
        let (document, findings) = Document::read(&bytes).unwrap();
        assert_eq!(document.operations().len(), operations, "{name}");
        assert_eq!(document.prefix(), prefix, "{name}");
        for line in document.operations() {
            let operation = document.operation(&line.key).unwrap();
            for media in operation.body.iter().flat_map(|body| &body.media) {
                let Some(schema) = &media.schema else {
                    continue;
                };
                document.schema(schema).unwrap();
                let example = document.example(schema, Use::Request).unwrap();
                serde_json::from_str::<serde_json::Value>(&example).unwrap();
            }
        }
        assert!(findings.len() < 20, "{name}: {findings:#?}");
    }
}

#[test]
fn known_defects_of_a_published_document_are_findings() {
    let Some(bytes) = published(PRA) else { return };
    let (document, findings) = Document::read(&bytes).unwrap();
    let kinds: Vec<String> = findings
        .iter()
        .map(|finding| {
            serde_json::to_value(finding).unwrap()["kind"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let count = |kind: &str| kinds.iter().filter(|found| *found == kind).count();
    assert_eq!(count("requiredIsNotAList"), 7);
    assert!(count("defaultOfAnotherType") >= 1);
    assert!(findings.iter().all(|finding| finding.line.is_some()));
    assert_eq!(document.operations()[0].group(), "jump-client");
}

#[test]
fn a_published_operation_is_found_and_described() {
    let Some(bytes) = published(PVWA) else { return };
    let (document, _) = Document::read(&bytes).unwrap();
    let hits = document.search("acount group", 10);
    assert!(hits[0].key.path.contains("AccountGroup"), "{:?}", hits[0]);
    let key = OperationKey::new("GET", "/api/AccountGroups");
    let operation = document.operation(&key).unwrap();
    let safe = &operation.parameters[0];
    assert_eq!((safe.name.as_str(), safe.place), ("safe", In::Query));
    assert_eq!(safe.shape, Shape::Text);
}
