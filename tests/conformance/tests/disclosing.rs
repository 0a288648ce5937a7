//! Goal 3: what a vendor discloses is in no answer of a command, no file and no export; a person sees
//! it in the secret window, with a reason that is written down.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    AppError, AuditFilter, AuditFormat, AuditKind, DisclosedView, DraftInput, ExchangeView,
    HistoryFilter, SaveWhat, Window,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use conformance::World;
use domain::{Effect, Ignore, OperationKey, Sink, VendorId};
use gateway::{
    Credential, Destination, Event, Gateway, GatewayError, Head, HeaderValue, Later, Request,
    Response, Route,
};
use serde_json::json;
use std::path::Path;
use std::sync::{Arc, Mutex};

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

/// What every disclosing operation answers.
const CANARY: &str = "canary \"of\" a vault/password";

/// The shapes of an answer that discloses: a value, an object, a list, text, XML.
fn shapes() -> [(&'static str, String); 5] {
    [
        ("application/json", json!(CANARY).to_string()),
        (
            "application/json",
            json!({
                "id": "7", "name": "root", "password": CANARY, "content": CANARY, "url": CANARY,
                "deep": { "value": CANARY, "keys": [CANARY, { "data": CANARY }] },
            })
            .to_string(),
        ),
        (
            "application/json",
            json!([{ "id": 1, "value": CANARY }, { "id": 2, "blob": CANARY }]).to_string(),
        ),
        ("text/plain", format!("full address:s:{CANARY}\n")),
        ("application/xml", format!("<a><b>{CANARY}</b></a>")),
    ]
}

/// Answers whatever discloses with a shape; everything else goes its way. The guard has let it
/// through, since it stands behind the same door.
struct Discloses {
    inner: Arc<dyn Gateway>,
    shape: Arc<Mutex<(&'static str, String)>>,
}

impl Gateway for Discloses {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            let (effect, into) = (request.effect, request.into.clone());
            let in_memory = Request {
                into: Destination::Memory,
                ..request
            };
            if effect != Effect::Discloses {
                let request = Request { into, ..in_memory };
                return self.inner.send(route, request, credential, watch).await;
            }
            let mut response = self.inner.send(route, in_memory, credential, watch).await?;
            let (media, body) = self.shape.lock().unwrap().clone();
            response.status = 200;
            response.headers.clear();
            let media = HeaderValue::from_static(media);
            response.headers.insert("content-type", media);
            response.body = body.into_bytes();
            response.size = response.body.len() as u64;
            if let Destination::Streamed { to, .. } = into {
                let head = Head {
                    status: 200,
                    headers: &response.headers,
                };
                let mut sink = to.begin(head);
                for piece in response.body.chunks(7) {
                    sink.write(piece).unwrap();
                }
                sink.finish(None).unwrap();
            }
            Ok(response)
        })
    }
}

/// The canary in every form it may travel in.
fn forms() -> Vec<Vec<u8>> {
    let hex: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
    let escaped = json!(CANARY).to_string();
    vec![
        CANARY.as_bytes().to_vec(),
        BASE64_STANDARD.encode(CANARY).into_bytes(),
        hex.into_bytes(),
        escaped.trim_matches('"').as_bytes().to_vec(),
        CANARY.replace('"', "\"\"").into_bytes(),
    ]
}

fn hidden(what: &str, text: &[u8]) {
    for form in forms() {
        let found = text.windows(form.len()).any(|window| window == form);
        assert!(!found, "{what}: {}", String::from_utf8_lossy(text));
    }
}

async fn hidden_in_views(world: &World, sent: &ExchangeView) {
    let app = &world.app;
    let id = sent.line.id.clone();
    let window = Window {
        from: 0,
        at_most: 100,
    };
    hidden(
        "the answer",
        serde_json::to_string(sent).unwrap().as_bytes(),
    );
    let lines = app.answer_lines(id.clone(), window).await.unwrap();
    hidden(
        "its lines",
        serde_json::to_string(&lines).unwrap().as_bytes(),
    );
    for pointer in ["", "/deep", "/deep/keys", "/0"] {
        // Not every shape has them.
        if let Ok(nodes) = app
            .answer_tree(id.clone(), pointer.to_owned(), window)
            .await
        {
            hidden(
                "its tree",
                serde_json::to_string(&nodes).unwrap().as_bytes(),
            );
        }
    }
    let found = app
        .answer_find(id.clone(), "canary".to_owned(), window)
        .await;
    assert_eq!(found.unwrap().total, 0, "nor by looking for it");
    let entry = app.history_get(id.clone()).await.unwrap();
    hidden(
        "the history",
        serde_json::to_string(&entry).unwrap().as_bytes(),
    );
    let saved = world.folder().join("saved-answer");
    *world.desk.saves.lock().unwrap() = Some(saved.clone());
    app.answer_save(id, SaveWhat::Body).await.unwrap();
    hidden("what was saved", &std::fs::read(saved).unwrap());
}

fn hidden_in_files(folder: &Path) {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let inside = std::fs::read(entry.path()).unwrap();
            for form in forms() {
                let found = inside.windows(form.len()).any(|window| window == form);
                assert!(!found, "{} holds it", entry.path().display());
            }
        }
    }
}

/// Every disclosing operation of a vendor, with something in its holes.
fn operations(vendor: &str) -> Vec<(String, String)> {
    let vendor = vendors::find(&VendorId::new(vendor)).unwrap();
    let disclosing = vendor
        .catalogue()
        .entries()
        .iter()
        .filter(|entry| entry.effect == Effect::Discloses);
    disclosing
        .map(|entry| {
            let key = OperationKey::parse(&entry.operation).unwrap();
            let parts: Vec<&str> = key
                .path
                .split('/')
                .map(|part| if part.contains('{') { "7" } else { part })
                .collect();
            (key.method, parts.join("/"))
        })
        .collect()
}

async fn send(world: &World, tenant: &str, method: &str, path: &str) -> ExchangeView {
    let body = (method == "POST").then_some("{}");
    let draft: DraftInput = serde_json::from_value(json!({
        "tenant": tenant, "target": { "kind": "free", "method": method, "path": path },
        "values": [], "headers": [], "body": body, "media": "application/json",
        "files": [], "timeoutMs": null, "anyway": true,
    }))
    .unwrap();
    let sending = world
        .app
        .draft_send(draft, "t".to_owned(), Arc::new(Ignore));
    let (sent, _) = world.approving(sending).await;
    sent.unwrap_or_else(|error| panic!("{method} {path}: {error:?}"))
}

async fn world() -> (World, Arc<Mutex<(&'static str, String)>>) {
    let shape = Arc::new(Mutex::new(shapes()[0].clone()));
    let ours = Arc::clone(&shape);
    let world = World::start_with(move |ports| {
        ports.gateway = Arc::new(Discloses {
            inner: Arc::clone(&ports.gateway),
            shape: ours,
        });
    })
    .await;
    let mut settings = world.app.settings_get().await.unwrap();
    settings.history_bodies = true;
    world.app.settings_set(settings).await.unwrap();
    (world, shape)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_every_disclosing_operation_discloses_is_nowhere() {
    let (world, shape) = world().await;
    let mut operated = 0;
    for vendor in VENDORS {
        let lines = world.app.tenants_list().await.unwrap();
        let line = lines
            .into_iter()
            .find(|line| line.vendor == vendor)
            .unwrap();
        let address = url::Url::parse(&line.address).unwrap();
        let base = address.path().trim_end_matches('/').to_owned();
        world.unlock(vendor).await;
        for (at, (method, path)) in operations(vendor).into_iter().enumerate() {
            // Every shape at the first operations, and one after another at the rest.
            let all = shapes();
            let shapes = if at < 2 {
                &all[..]
            } else {
                &all[at % 5..=at % 5]
            };
            for one in shapes {
                shape.lock().unwrap().clone_from(one);
                let sent = send(&world, &line.id, &method, &format!("{base}{path}")).await;
                assert_eq!(
                    sent.line.effect,
                    app::wire::Effect::Discloses,
                    "{method} {path}"
                );
                assert!(!sent.disclosed.is_empty(), "{vendor} {method} {path}");
                hidden_in_views(&world, &sent).await;
            }
            operated += 1;
        }
    }
    assert!(operated >= 50, "{operated} operations disclose");
    for (format, file) in [(AuditFormat::Csv, "a.csv"), (AuditFormat::Json, "a.jsonl")] {
        *world.desk.saves.lock().unwrap() = Some(world.folder().join(file));
        let saved = world.app.audit_export(AuditFilter::default(), format).await;
        assert_eq!(saved.unwrap().as_deref(), Some(file));
    }
    let filter: HistoryFilter =
        serde_json::from_value(json!({ "words": "", "tenant": null, "operation": null })).unwrap();
    let window = Window {
        from: 0,
        at_most: 500,
    };
    let page = world.app.history_list(filter, window).await.unwrap();
    assert!(page.total as usize >= operated);
    hidden_in_files(world.folder());
}

/// Asks for a secret as the interface does.
fn asking(sent: &ExchangeView, one: &DisclosedView, reason: &str) -> app::wire::RevealRequest {
    serde_json::from_value(json!({
        "exchange": sent.line.id, "handle": one.handle, "reason": reason,
    }))
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_it_once_in_the_secret_window_and_the_reason_is_written_down() {
    let (world, shape) = world().await;
    shape.lock().unwrap().clone_from(&shapes()[1]);
    let app = &world.app;
    let tenant = world.tenant("cyberark");
    world.unlock("cyberark").await;
    let path = "/PasswordVault/api/Accounts/24_3/Password/Retrieve";
    let sent = send(&world, &tenant, "POST", path).await;
    let pointers: Vec<&str> = sent
        .disclosed
        .iter()
        .map(|one| one.pointer.as_str())
        .collect();
    let all = [
        "/password",
        "/content",
        "/url",
        "/deep/value",
        "/deep/keys/0",
        "/deep/keys/1/data",
    ];
    assert_eq!(pointers, all);

    let one = &sent.disclosed[0];
    let none = app.secret_reveal(asking(&sent, one, " ")).await;
    assert!(matches!(none, Err(AppError::Invalid { .. })));
    let mut other = asking(&sent, one, "the user called");
    other.exchange = "another".to_owned();
    assert_eq!(app.secret_reveal(other).await, Err(AppError::NotFound));
    assert!(app.secret_shown().await.unwrap().is_none());

    app.secret_reveal(asking(&sent, one, "the user called"))
        .await
        .unwrap();
    let shown = app.secret_shown().await.unwrap().unwrap();
    assert_eq!(serde_json::to_value(&shown.value).unwrap(), json!(CANARY));
    assert!(app.secret_shown().await.unwrap().is_none(), "only once");
    assert!(app.open_prompt().is_some(), "its window is open");
    app.secret_hide(shown.shown).await.unwrap();
    assert!(app.open_prompt().is_none());

    app.secret_copy(asking(&sent, one, "the user called"))
        .await
        .unwrap();
    assert_eq!(world.desk.copied().as_deref(), Some(CANARY));
    let filter: AuditFilter = serde_json::from_value(json!({
        "words": "", "tenant": null, "kinds": ["disclosed"], "ticket": null, "since": null,
        "until": null,
    }))
    .unwrap();
    let window = Window {
        from: 0,
        at_most: 10,
    };
    let lines = app.audit_list(filter, window).await.unwrap().lines;
    assert_eq!(lines.len(), 2);
    for line in lines {
        assert_eq!(line.kind, AuditKind::Disclosed);
        assert_eq!(line.reason.as_deref(), Some("the user called"));
        hidden(
            "the audit",
            serde_json::to_string(&line).unwrap().as_bytes(),
        );
    }
    // The lock takes it off the clipboard and out of the core.
    app.vault_lock().await.unwrap();
    assert_eq!(world.desk.copied(), None);
    let gone = app
        .secret_reveal(asking(&sent, one, "the user called"))
        .await;
    assert_eq!(gone, Err(AppError::NotFound));
    hidden_in_files(world.folder());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_forbids_it_shows_and_copies_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.toml");
    std::fs::write(&file, "forbid_reveal = true").unwrap();
    let world = World::start_with(move |ports| ports.policy = file).await;
    let asked = serde_json::from_value(json!({
        "exchange": "1", "handle": "1", "reason": "the user called",
    }));
    let asked: app::wire::RevealRequest = asked.unwrap();
    for answer in [
        world.app.secret_reveal(asked.clone()).await,
        world.app.secret_copy(asked).await,
    ] {
        assert!(matches!(answer, Err(AppError::ForbiddenByPolicy { .. })));
    }
}
