//! Our adapter against a tenant that is not ours: Prism, answering from the vendor's document.

use crate::running::{Running, node};
use app::wire::{FigureState, Health, LookUpState, Sought};
use conformance::World;
use domain::Ignore;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const PACKAGE: &str = "@stoplight/prism-cli@5.16.0";

const VENDOR: &str = "beyondtrust-pra";

/// The document its maker published, where a folder with such is at hand; ours otherwise.
fn document(folder: &Path) -> PathBuf {
    let specs = std::env::var_os("KEYDESK_SPECS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"),
        PathBuf::from,
    );
    let published = specs.join(VENDOR).join("bt-pra-configuration.openapi.yaml");
    if published.is_file() {
        return published.canonicalize().unwrap();
    }
    let ours = folder.join("ours.yaml");
    let vendor = vendors::find(&VENDOR.into()).unwrap();
    std::fs::write(&ours, vendor.folder().document).unwrap();
    ours
}

/// What was asked so far: method, path, status and why it was refused.
async fn asked(port: u16) -> Vec<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = b"GET /what-was-asked HTTP/1.0\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).await.unwrap();
    let (_, body) = said.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_what_waits_and_people_are_read_from_answers_made_of_the_document() {
    let Some(folder) = node(
        "prism",
        PACKAGE,
        &[("prism.mjs", include_str!("prism.mjs"))],
    ) else {
        return;
    };
    let mut command = Command::new("node");
    command
        .arg("prism.mjs")
        .arg(document(&folder))
        .args(["/api/config/v1", "/oauth2/token"])
        .current_dir(&folder);
    let mut running = Running::start(&mut command);
    let line: Value = serde_json::from_str(&running.line_with("listening")).unwrap();
    let port = u16::try_from(line["listening"].as_u64().unwrap()).unwrap();

    let world = World::start().await;
    let mut form = world.form(VENDOR, |_, value| value.to_owned()).await;
    form.address = format!("http://127.0.0.1:{port}");
    let tenant = world.app.tenant_add(form).await.unwrap();
    world.app.dashboard_refresh(tenant.clone()).await.unwrap();
    let card = world.app.dashboard_card(tenant.clone()).await.unwrap();
    let health = matches!(card.health, Health::Healthy | Health::Slow);
    assert!(health, "{:?}: {:?}", card.health, card.problem);
    for figure in &card.figures {
        let known = matches!(figure.value, FigureState::Known { .. });
        assert!(known, "{}: {:?}", figure.id, figure.value);
    }
    let waits = world.app.dashboard_waiting().await.unwrap();
    let missing = waits.missing.iter().filter(|each| each.tenant == tenant);
    assert_eq!(missing.count(), 0, "{:?}", waits.missing);

    for what in [Sought::Person, Sought::Computer] {
        let looked = world
            .app
            .look_up("a".into(), what, "look".into(), Arc::new(Ignore));
        let view = looked.await.unwrap();
        let part = view
            .parts
            .iter()
            .find(|part| part.tenant == tenant)
            .unwrap();
        let answered = matches!(
            part.state,
            LookUpState::Found { .. } | LookUpState::None { .. }
        );
        assert!(answered, "{what:?}: {:?}", part.state);
    }
    let asked = asked(port).await;
    // From 500 up it is its own answer, made of an example in the document, that Prism refuses.
    let refused: Vec<&Value> = asked
        .iter()
        .filter(|each| matches!(each["status"].as_u64(), Some(400..=499)))
        .collect();
    assert!(
        refused.is_empty(),
        "not what the document allows: {refused:#?}"
    );
    assert!(asked.len() > 8, "{asked:#?}");
}
