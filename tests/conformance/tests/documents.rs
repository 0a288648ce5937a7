//! Documents on the real core: what they refer to is not fetched unasked, and one that changes at
//! the tenant while it is in use stays as it was read.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{AppError, DocumentLine, DraftInput, Window};
use conformance::World;
use conformance::servers::Listening;
use domain::Ignore;
use serde_json::{Value, json};
use simulator::{Fault, FaultKind, Simulated};
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const EPM: &str = "beyondtrust-epm";

fn server(world: &World) -> &Simulated {
    let mut tenants = world.demo.tenants();
    tenants.find(|one| one.vendor == EPM).unwrap().server
}

fn own(world: &World) -> String {
    format!("tenant:{}", world.tenant(EPM))
}

async fn picked(world: &World, path: PathBuf) -> DocumentLine {
    *world.desk.picks.lock().unwrap() = Some(path);
    world.app.explorer_pick().await.unwrap().unwrap()
}

/// Everything the interface can be told of a document, as one text.
async fn all_of(world: &World, document: &str) -> String {
    let app = &world.app;
    let id = || document.to_owned();
    let window = Window {
        from: 0,
        at_most: 200,
    };
    let mut told = serde_json::to_string(&app.explorer_open(id()).await.unwrap()).unwrap();
    let findings = app.explorer_findings(id(), window).await.unwrap();
    told.push_str(&serde_json::to_string(&findings).unwrap());
    for operation in ["GET /a", "GET /b"] {
        // An operation may be gone with what it referred to.
        if let Ok(view) = app.explorer_operation(id(), operation.to_owned()).await {
            told.push_str(&serde_json::to_string(&view).unwrap());
        }
    }
    let at = "/components/schemas/A".to_owned();
    if let Ok(fields) = app.explorer_schema(id(), at).await {
        told.push_str(&serde_json::to_string(&fields).unwrap());
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_reaches_no_server_and_no_file_outside_its_folder() {
    // P2: reference to file or metadata
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    let listening = Listening::start(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        std::future::ready(())
    })
    .await;
    let world = World::start().await;
    let outside = tempfile::tempdir().unwrap();
    let canary = outside.path().join("canary.json");
    std::fs::write(
        &canary,
        r#"{"description": "canary-of-a-file", "type": "object"}"#,
    )
    .unwrap();
    let folder = outside.path().join("documents");
    std::fs::create_dir(&folder).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&canary, folder.join("link.json")).unwrap();
    let (port, file) = (listening.port, canary.display());
    for reference in [
        format!("http://127.0.0.1:{port}/x.json"),
        format!("https://localhost:{port}/x.json#/a"),
        format!("//127.0.0.1:{port}/x.json"),
        format!("http://[::ffff:127.0.0.1]:{port}/x.json"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://metadata.google.internal/computeMetadata/v1/".to_owned(),
        format!("file://{file}"),
        file.to_string(),
        "../canary.json".to_owned(),
        "x/../../canary.json".to_owned(),
        "..%2fcanary.json".to_owned(),
        "link.json".to_owned(),
    ] {
        let text = json!({
            "openapi": "3.1.0",
            "info": { "title": "T", "version": "1" },
            "servers": [{ "url": format!("http://127.0.0.1:{port}/") }],
            "externalDocs": { "url": format!("http://127.0.0.1:{port}/") },
            "paths": {
                "/a": { "$ref": reference },
                "/b": { "get": {
                    "parameters": [{ "$ref": reference }],
                    "responses": { "200": { "description": "d", "content": { "application/json": {
                        "schema": { "$ref": reference },
                        "examples": { "e": { "externalValue": format!("http://127.0.0.1:{port}/") } },
                    } } } },
                } },
            },
            "components": { "schemas": { "A": { "$ref": reference } } },
        });
        let path = folder.join("api.json");
        std::fs::write(&path, text.to_string()).unwrap();
        let line = picked(&world, path).await;
        assert!(line.findings >= 3, "{reference}: {line:?}");
        let told = all_of(&world, &line.id).await;
        assert!(!told.contains("canary-of-a-file"), "{reference}: {told}");
    }
    assert_eq!(connections.load(Ordering::Relaxed), 0);
}

/// The operation that is in every version, sent by the tenant's own document.
fn draft(world: &World, operation: &str) -> DraftInput {
    let draft = json!({
        "tenant": world.tenant(EPM),
        "target": { "kind": "operation", "document": own(world), "operation": operation },
        "values": [], "headers": [], "body": null, "media": null,
        "files": [], "timeoutMs": null, "anyway": false,
    });
    serde_json::from_value(draft).unwrap()
}

/// Takes an operation out of the tenant's document, and puts another in.
fn change(server: &Simulated) {
    server.with_world(|world| {
        let mut document: Value = serde_json::from_slice(&world.document).unwrap();
        let paths = document["paths"].as_object_mut().unwrap();
        paths.shift_remove("/v3/Computers").unwrap();
        let new = json!({ "get": { "responses": { "200": { "description": "d" } } } });
        paths.insert("/v3/Newcomers".to_owned(), new);
        world.document = Cow::Owned(document.to_string().into_bytes());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_changes_at_the_tenant_stays_until_it_is_fetched_and_is_then_compared() {
    // P6: document changes during use
    let world = World::start().await;
    let app = &world.app;
    let (id, old, new) = (own(&world), "GET /v3/Computers", "GET /v3/Newcomers");
    let has = async |document: &str, operation: &str| {
        let view = app.explorer_operation(document.to_owned(), operation.to_owned());
        view.await.is_ok()
    };
    assert!(has(&id, old).await && !has(&id, new).await);

    // What is open stays, and is sent by.
    change(server(&world));
    assert!(has(&id, old).await && !has(&id, new).await);
    let sent = app.draft_send(draft(&world, old), "t".to_owned(), Arc::new(Ignore));
    assert_eq!(sent.await.unwrap().line.status, Some(200));

    // One that cannot be read, or does not come, replaces nothing.
    let tenant = world.tenant(EPM);
    for kind in [
        FaultKind::GarbageBody,
        FaultKind::HtmlErrorPage,
        FaultKind::ServerError,
    ] {
        let faults = server(&world).faults();
        // A page with 200, as captive portals say it: several 502 would be a reason to wait.
        let status = (kind == FaultKind::HtmlErrorPage).then_some(200);
        let fault = Fault::new(kind).on("/management-api/swagger");
        faults.set(vec![Fault { status, ..fault }]);
        let fetched = app.explorer_fetch(tenant.clone()).await;
        assert!(fetched.is_err(), "{kind:?}: {fetched:?}");
        faults.clear();
        assert!(has(&id, old).await && !has(&id, new).await, "{kind:?}");
    }

    // The new one is another beside the old, until a person has seen it.
    let line = app.explorer_fetch(tenant.clone()).await.unwrap();
    let older = line.older.unwrap();
    assert!(!has(&id, old).await && has(&id, new).await);
    assert!(has(&older.document, old).await && !has(&older.document, new).await);
    let window = Window {
        from: 0,
        at_most: 10,
    };
    let compared = app.explorer_compare(older.document.clone(), id.clone(), window);
    let counts = compared.await.unwrap().counts;
    assert!(counts.breaking >= 1 && counts.additive >= 1, "{counts:?}");
    app.explorer_accept(id).await.unwrap();
    let gone = app.explorer_open(older.document).await;
    assert_eq!(gone.err(), Some(AppError::NotFound));
}
