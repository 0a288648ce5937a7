//! A locked vault, and what outlives a restart: settings do, and what is secret is in no file.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{AppError, SecretPurpose, SessionView, Settings, TenantDraft, VaultView};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use conformance::World;
use conformance::servers::{Authority, Listening, Tunnels};
use domain::{Ignore, Sink};
use secrets::{Leaving, Left, Watching};
use serde_json::json;
use simulator::Simulated;
use std::path::Path;
use std::sync::{Arc, Mutex};

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

const PASSPHRASE: &str = "canary larch under the bridge";

fn server<'w>(world: &'w World, vendor: &str) -> &'w Simulated {
    let mut tenants = world.demo.tenants();
    tenants.find(|one| one.vendor == vendor).unwrap().server
}

async fn form(world: &World, vendor: &str) -> TenantDraft {
    world.form(vendor, |_, value| value.to_owned()).await
}

/// What a tenant's card says is wrong, after it was asked.
async fn problem(world: &World, tenant: &str) -> Option<AppError> {
    let tenant = tenant.to_owned();
    world.app.dashboard_refresh(tenant.clone()).await.unwrap();
    world.app.dashboard_card(tenant).await.unwrap().problem
}

/// A tenant of each vendor that a person added, signed in.
async fn added(world: &World) -> Vec<(&'static str, String)> {
    let mut added = Vec::new();
    for vendor in VENDORS {
        let tenant = world.app.tenant_add(form(world, vendor).await).await;
        let tenant = tenant.unwrap();
        assert_eq!(problem(world, &tenant).await, None, "{vendor}");
        added.push((vendor, tenant));
    }
    added
}

/// Every way of calling a tenant says that the vault is locked, and nothing leaves.
async fn all_say_that_it_is_locked(world: &World, tenants: &[(&str, String)]) {
    let locked = Some(AppError::VaultLocked);
    for (vendor, tenant) in tenants {
        let heard = server(world, vendor).requests();
        heard.clear();
        assert_eq!(problem(world, tenant).await, locked, "{vendor}: its card");
        let card = world.app.dashboard_card(tenant.clone()).await.unwrap();
        assert!(
            !matches!(card.session, SessionView::Active { .. }),
            "{vendor}: {:?}",
            card.session
        );
        let begun = world.app.session_begin(tenant.clone()).await;
        assert_eq!(begun.err(), locked, "{vendor}: signing in");
        let checked = world
            .app
            .tenant_check(tenant.clone(), "check".to_owned(), Arc::new(Ignore));
        assert_eq!(checked.await.err(), locked, "{vendor}: the doctor");
        let draft = serde_json::from_value(json!({
            "tenant": tenant,
            "target": { "kind": "free", "method": "GET", "path": "/anything" },
            "values": [], "headers": [], "body": null, "media": null,
            "files": [], "timeoutMs": null, "anyway": true,
        }));
        let sent = world
            .app
            .draft_send(draft.unwrap(), "send".to_owned(), Arc::new(Ignore));
        assert_eq!(sent.await.err(), locked, "{vendor}: a call");
        assert!(heard.all().is_empty(), "{vendor}: {:?}", heard.all());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_vault_is_told_by_every_call_and_its_tenants_sign_in_again_after_it() {
    let world = World::start().await;
    let tenants = added(&world).await;
    world.app.vault_lock().await.unwrap();
    all_say_that_it_is_locked(&world, &tenants).await;
    world.app.vault_unlock().await.unwrap();
    for (vendor, tenant) in &tenants {
        assert_eq!(problem(&world, tenant).await, None, "{vendor}");
        let card = world.app.dashboard_card(tenant.clone()).await.unwrap();
        assert!(
            matches!(card.session, SessionView::Active { .. }),
            "{vendor}: {:?}",
            card.session
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vault_with_a_passphrase_opens_by_the_secret_window_alone() {
    let world = World::start().await;
    let tenants = added(&world).await;
    let app = &world.app;
    let twice = [PASSPHRASE, PASSPHRASE];
    let set = world.typing(&twice, app.vault_set_passphrase()).await;
    set.unwrap();
    app.vault_lock().await.unwrap();

    let wrong = world.typing(&["canary of another"], app.vault_unlock());
    assert_eq!(wrong.await, Err(AppError::WrongPassphrase));
    let asked = async {
        while app.secret_prompt().await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        let prompt = app.secret_prompt().await.unwrap().unwrap();
        assert!(matches!(prompt.purpose, SecretPurpose::Passphrase));
        app.secret_refuse(prompt.prompt).await.unwrap();
    };
    let (refused, ()) = tokio::join!(app.vault_unlock(), asked);
    assert_eq!(refused, Err(AppError::Cancelled));
    all_say_that_it_is_locked(&world, &tenants).await;

    let opened = world.typing(&[PASSPHRASE], app.vault_unlock()).await;
    opened.unwrap();
    for (vendor, tenant) in &tenants {
        assert_eq!(problem(&world, tenant).await, None, "{vendor}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vault_with_a_passphrase_is_locked_after_a_restart() {
    let world = World::start().await;
    let twice = [PASSPHRASE, PASSPHRASE];
    let set = world.app.vault_set_passphrase();
    world.typing(&twice, set).await.unwrap();
    let world = world.restart().await;
    let tenant = world.tenant("cyberark");
    let locked = Some(AppError::VaultLocked);
    assert_eq!(problem(&world, &tenant).await, locked);
    let opened = world.app.vault_unlock();
    world.typing(&[PASSPHRASE], opened).await.unwrap();
    assert_eq!(problem(&world, &tenant).await, None);
    nowhere(world.folder(), PASSPHRASE.as_bytes());
}

/// A person who leaves when a test says so.
#[derive(Default)]
struct Leaves(Mutex<Option<Arc<dyn Sink<Left>>>>);

impl Leaving for Leaves {
    fn watch(&self, tell: Arc<dyn Sink<Left>>) -> Option<Watching> {
        *self.0.lock().unwrap() = Some(tell);
        Some(Watching::until_dropped(()))
    }
}

impl Leaves {
    /// As soon as somebody listens.
    async fn leave(&self, left: Left) {
        loop {
            if let Some(tell) = self.0.lock().unwrap().as_ref() {
                tell.put(left);
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vault_is_locked_with_the_screen_and_before_the_machine_sleeps() {
    let leaves = Arc::new(Leaves::default());
    let own = Arc::clone(&leaves);
    let world = World::start_with(|ports| ports.leaving = Some(own)).await;
    let tenants = added(&world).await;
    let vault = async || world.app.app_status().await.unwrap().vault;
    for left in [Left::ScreenLocked, Left::GoingToSleep] {
        leaves.leave(left).await;
        while !matches!(vault().await, VaultView::Locked { .. }) {
            tokio::task::yield_now().await;
        }
        all_say_that_it_is_locked(&world, &tenants).await;
        world.app.vault_unlock().await.unwrap();
    }
    // Who wants it never locked by itself is not asked by the screen either.
    let settings = Settings {
        lock_minutes: 0,
        ..world.app.settings_get().await.unwrap()
    };
    world.app.settings_set(settings).await.unwrap();
    leaves.leave(Left::ScreenLocked).await;
    for (vendor, tenant) in &tenants {
        assert_eq!(problem(&world, tenant).await, None, "{vendor}");
    }
    assert!(matches!(vault().await, VaultView::Ready { .. }));
}

/// `me:canary open sesame`
const SIGNED_IN: &str = "Basic bWU6Y2FuYXJ5IG9wZW4gc2VzYW1l";
const PROXY_PASSWORD: &str = "canary open sesame";
const SIGN_IN: &str = "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Basic realm=\"house\"\r\n\
                       content-length: 0\r\n\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn proxy_and_client_certificate_outlive_a_restart_and_their_secrets_are_in_no_file() {
    let world = World::start().await;
    let vendor = "cyberark";
    let simulated = server(&world, vendor);
    let ours = Authority::new("Fir");
    let port = simulated.origin().rsplit(':').next().unwrap();
    let front = Listening::before(
        ours.demanding(&["tenant.example"]),
        port.parse().unwrap(),
        simulated.ca_pem().unwrap(),
    )
    .await;
    let proxy = Tunnels::start(front.port, SIGNED_IN, SIGN_IN).await;

    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("client.pem");
    let (leaf, key) = ours.signs(&["help-desk"], |_| {});
    std::fs::write(&file, format!("{}{}", leaf.pem(), key.serialize_pem())).unwrap();
    *world.desk.picks.lock().unwrap() = Some(file);
    let chosen = world.app.certificate_choose("Fir".to_owned()).await;
    let certificate = chosen.unwrap().unwrap().held;
    world.desk.copy(PROXY_PASSWORD);
    let asked = serde_json::from_value(json!({
        "vendor": vendor, "method": "vault-user", "field": "proxy-password", "tenantName": "",
    }));
    let password = world.app.secret_paste(asked.unwrap()).await.unwrap().held;

    let mut form = form(&world, vendor).await;
    "https://tenant.example:8443/PasswordVault".clone_into(&mut form.address);
    form.trust.pem = ours.pem();
    form.proxy = serde_json::from_value(json!({
        "kind": "manual", "address": format!("127.0.0.1:{}", proxy.port), "user": "me",
    }))
    .unwrap();
    for (id, held) in [
        ("client-certificate", certificate),
        ("proxy-password", password),
    ] {
        let field = json!({ "id": id, "held": held });
        form.secrets.push(serde_json::from_value(field).unwrap());
    }
    let tenant = world.app.tenant_add(form).await.unwrap();
    assert_eq!(problem(&world, &tenant).await, None);
    let before = world.app.tenant_get(tenant.clone()).await.unwrap();
    let tunnels = proxy.asked().len();

    // The simulated tenant stays, so that the front has one behind it after the restart.
    let demo = Arc::clone(&world.demo);
    let world = world.restart().await;
    assert_eq!(problem(&world, &tenant).await, None);
    let after = world.app.tenant_get(tenant.clone()).await.unwrap();
    assert_eq!(after.proxy, before.proxy);
    assert_eq!(after.certificate, before.certificate);
    assert!(after.certificate.is_some());
    let asked = proxy.asked();
    assert!(asked.len() > tunnels, "it went through the proxy again");
    assert!(asked.last().unwrap().contains(SIGNED_IN));
    let checked = world
        .app
        .tenant_check(tenant, "check".to_owned(), Arc::new(Ignore));
    assert!(checked.await.unwrap().passed);
    drop(demo);

    for secret in [key.serialize_der(), PROXY_PASSWORD.into()] {
        nowhere(world.folder(), &secret);
    }
    let pem = key.serialize_pem();
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    for line in lines {
        nowhere(world.folder(), line.as_bytes());
    }
}

/// A secret is in no file of the program, whichever way it is written.
fn nowhere(folder: &Path, secret: &[u8]) {
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let forms = [
        secret.to_vec(),
        BASE64_STANDARD.encode(secret).into_bytes(),
        hex.into_bytes(),
    ];
    let mut files = 0;
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        files += 1;
        let inside = std::fs::read(entry.path()).unwrap();
        for form in &forms {
            let found = inside.windows(form.len()).any(|window| window == form);
            assert!(!found, "{} holds a secret", entry.path().display());
        }
    }
    assert!(files >= 3, "the program keeps its files elsewhere");
}
