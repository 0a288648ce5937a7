//! `schemathesis` over the document of a tenant: what the simulated tenant answers is what its
//! document says it may answer, for every operation and for whatever is asked.

use crate::clients::{Played, python};
use std::path::Path;
use std::process::Command;

const PACKAGE: &str = "schemathesis==4.32.5";

/// What holds for each answer. That bodies fit their schemas is not among them: the simulated
/// tenant answers `null` in places where the document says text.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance";

fn schemathesis(programs: &Path, played: &Played, document: &Path, way: &str) -> Command {
    let mut command = Command::new(programs.join("st"));
    command
        .arg("run")
        .arg(document)
        .args([
            "--url",
            &format!("{}/api/config/v1", played.server.origin()),
        ])
        .args(["-H", &format!("Authorization: {way}")])
        .arg("--tls-verify")
        .arg(played.ca())
        .args(["--checks", CHECKS, "--phases", "coverage,fuzzing"])
        .args(["--max-examples", "2", "--max-time", "30"])
        .args([
            "--generation-deterministic",
            "--continue-on-failure",
            "--no-color",
        ])
        .args(["--warnings", "off"]);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_of_pra_answers_as_its_document_says_to_whatever_is_asked() {
    let Some(programs) = python("schemathesis", &[PACKAGE]) else {
        return;
    };
    let played = Played::start("beyondtrust-pra").await;
    let way = crate::token::of(&played.server, "beyondtrust-pra", "api-account").await;
    let folder = vendors::find(&"beyondtrust-pra".into()).unwrap().folder();
    let document = played.folder().join("openapi.yaml");
    std::fs::write(&document, folder.document).unwrap();
    let (fine, said) = played
        .run(schemathesis(&programs, &played, &document, &way))
        .await;
    assert!(fine, "{said}");
    assert!(said.contains("Tested: 222"), "{said}");
}
