//! Every OAuth grant of ours against `oidc-provider`, which is certified by the `OpenID` Foundation.

use crate::running::node;
use domain::testing::SetClock;
use domain::{Environment, FieldId, Ignore, Place, Secret, Tenant, TenantId, Timestamp, Trust};
use gateway::{Gateway, Request, Route};
use secrets::{SecretKey, SecretStore, StoreError};
use sessions::{Account, AuthError, Begun, Held, Inputs, Lapse, Lives, Sessions};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The version this was written for.
const PACKAGE: &str = "oidc-provider@9.13.3";

const SECRET: &str = "canary+s/e%c:ret=";

/// A running provider; it ends with the test.
struct Provider {
    folder: PathBuf,
    child: Child,
    /// Held open: what cannot be written ends it.
    _out: BufReader<ChildStdout>,
    issuer: String,
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Provider {
    fn start() -> Option<Self> {
        let folder = node(
            "oidc-provider",
            PACKAGE,
            &[
                ("provider.mjs", include_str!("provider.mjs")),
                ("person.mjs", include_str!("person.mjs")),
            ],
        )?;
        let child = Command::new("node")
            .arg("provider.mjs")
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = child else {
            eprintln!("SKIPPED: there is no node");
            return None;
        };
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let Some(issuer) = said["issuer"].as_str() else {
            eprintln!("SKIPPED: the provider does not run on this node");
            let _ = child.kill();
            return None;
        };
        Some(Self {
            folder,
            issuer: issuer.to_owned(),
            _out: out,
            child,
        })
    }

    /// A person signs in and agrees, starting at an address; what they see in the end.
    async fn person(&self, address: &str) -> String {
        let (folder, address) = (self.folder.clone(), address.to_owned());
        let walked = tokio::task::spawn_blocking(move || {
            let walked = Command::new("node")
                .args(["person.mjs", &address])
                .current_dir(folder)
                .output()
                .unwrap();
            String::from_utf8(walked.stdout).unwrap()
        });
        walked.await.unwrap()
    }

    /// What the provider thinks of a token.
    async fn introspected(&self, kit: &Kit, token: &str) -> serde_json::Value {
        let url = format!("{}/token/introspection", self.issuer);
        let mut request = Request::get(url::Url::parse(&url).unwrap());
        request.method = gateway::Method::POST;
        let kind = "application/x-www-form-urlencoded";
        request
            .headers
            .insert("content-type", kind.parse().unwrap());
        let form = format!("client_id=keydesk&token={token}");
        request.body = gateway::Body::Bytes(form.into_bytes());
        let place = Place::parse(&self.issuer).unwrap();
        let route = Route::to(tenant(), place);
        let sent = kit.gateway.send(&route, request, None, &Ignore).await;
        serde_json::from_slice(&sent.unwrap().body).unwrap()
    }
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<SecretKey, Vec<u8>>>);

impl SecretStore for Memory {
    fn read(&self, key: &SecretKey) -> Result<Option<Secret<Vec<u8>>>, StoreError> {
        Ok(self.0.lock().unwrap().get(key).cloned().map(Secret::new))
    }

    fn write(&self, key: &SecretKey, value: &Secret<Vec<u8>>) -> Result<(), StoreError> {
        let value = value.lend(Clone::clone);
        self.0.lock().unwrap().insert(key.clone(), value);
        Ok(())
    }

    fn erase(&self, key: &SecretKey) -> Result<(), StoreError> {
        self.0.lock().unwrap().remove(key);
        Ok(())
    }

    fn erase_tenant(&self, _tenant: &TenantId) -> Result<(), StoreError> {
        Ok(())
    }

    fn fields(&self, _tenant: &TenantId) -> Result<Vec<FieldId>, StoreError> {
        Ok(Vec::new())
    }
}

struct Kit {
    sessions: Arc<Sessions>,
    gateway: Arc<dyn Gateway>,
    clock: Arc<SetClock>,
    store: Arc<Memory>,
}

fn tenant() -> TenantId {
    TenantId::new("fir")
}

fn kit(provider: &Provider, method: &str, client: &str) -> Kit {
    let vendor = vendors::other();
    let method = vendor.manifest().method(&method.into()).unwrap().clone();
    let place = Place::parse(&provider.issuer).unwrap();
    let mut fields = BTreeMap::from([(FieldId::from("client_id"), client.to_owned())]);
    if method.person {
        fields.insert("scope".into(), "openid offline_access".to_owned());
    }
    let account = Account {
        tenant: Tenant {
            id: tenant(),
            name: "Fir".into(),
            vendor: vendor.manifest().id.clone(),
            place: place.clone(),
            addresses: [("issuer".into(), place.clone())].into(),
            method: method.id.clone(),
            fields,
            trust: Trust::System,
            proxy: domain::Proxy::None,
            certificate: None,
            environment: Environment::Test,
        },
        method,
        failures: vendor.manifest().failures.clone(),
        keeps_cookies: false,
        route: Route::to(tenant(), place),
        talk: None,
    };
    let clock = Arc::new(SetClock::at(Timestamp::now()));
    let store = Arc::new(Memory::default());
    let (gateway, _, _) = gateway::open(Arc::clone(&clock) as _);
    let sessions = Sessions::new(
        Arc::clone(&gateway),
        Arc::clone(&store) as _,
        Arc::clone(&clock) as _,
        Arc::new(Ignore),
    );
    sessions.know(account);
    Kit {
        sessions,
        gateway,
        clock,
        store,
    }
}

fn secret(value: &str) -> Inputs {
    Inputs::from([("client_secret".into(), Secret::new(value.to_owned()))])
}

fn bare(held: &Held) -> String {
    held.lend(|value| value.strip_prefix("Bearer ").unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn client_credentials_are_taken_by_basic_and_in_the_form() {
    let Some(provider) = Provider::start() else {
        return;
    };
    for (method, client) in [
        ("client-credentials", "robot one"),
        ("client-credentials-form", "robot-two"),
    ] {
        let kit = kit(&provider, method, client);
        let begun = kit.sessions.begin(&tenant(), secret(SECRET)).await;
        let Ok(Begun::Signed(held)) = begun else {
            panic!("{method}: {begun:?}");
        };
        assert!(matches!(held.lives(), Lives::Until(_)), "{method}");
        let said = provider.introspected(&kit, &bare(&held)).await;
        assert_eq!(said["active"], true, "{method}: {said}");
        assert_eq!(said["client_id"], client);

        let kit = self::kit(&provider, method, client);
        let why = kit.sessions.begin(&tenant(), secret("wrong")).await;
        assert!(
            matches!(why, Err(AuthError::Lapsed(Lapse::Refused(_)))),
            "{method}: {why:?}"
        );
    }
}

/// Renews twice and sees that every refresh token works once: a provider that rotates them ends
/// everything when an old one is shown again.
async fn rotates(provider: &Provider, kit: &Kit, first: &Held) {
    let mut last = bare(first);
    let mut kept = None;
    for _ in 0..2 {
        let key = SecretKey {
            tenant: tenant(),
            field: "_refresh-token".into(),
        };
        let stored = kit.store.read(&key).unwrap().map(|v| v.lend(Clone::clone));
        assert!(stored.is_some() && stored != kept, "rotated, and kept");
        kept = stored;
        kit.clock.advance(Duration::from_secs(900));
        let next = bare(&kit.sessions.credential(&tenant()).await.unwrap());
        assert_ne!(next, last);
        let said = provider.introspected(kit, &next).await;
        assert_eq!(said["active"], true, "{said}");
        last = next;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_in_the_browser_with_pkce_and_refresh_tokens_rotate() {
    let Some(provider) = Provider::start() else {
        return;
    };
    let kit = kit(&provider, "authorization-code", "keydesk");
    let begun = kit.sessions.begin(&tenant(), Inputs::new()).await;
    let Ok(Begun::Opened(opening)) = begun else {
        panic!("{begun:?}");
    };
    let seen = provider.person(opening.address.as_str()).await;
    assert!(seen.contains("You can close this page"), "{seen}");
    let held = kit.sessions.settled(&tenant()).await.unwrap();
    let said = provider.introspected(&kit, &bare(&held)).await;
    assert_eq!(said["active"], true, "{said}");
    assert_eq!(said["sub"], "somebody");
    rotates(&provider, &kit, &held).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_with_a_code_on_another_device() {
    let Some(provider) = Provider::start() else {
        return;
    };
    let kit = kit(&provider, "device-code", "keydesk");
    let begun = kit.sessions.begin(&tenant(), Inputs::new()).await;
    let Ok(Begun::Opened(opening)) = begun else {
        panic!("{begun:?}");
    };
    assert!(opening.code.is_some());
    let seen = provider.person(opening.address.as_str()).await;
    assert!(seen.contains("Sign-in Success"), "{seen}");
    let held = kit.sessions.settled(&tenant()).await.unwrap();
    rotates(&provider, &kit, &held).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_that_was_taken_by_somebody_else_asks_for_the_person() {
    let Some(provider) = Provider::start() else {
        return;
    };
    let kit = kit(&provider, "authorization-code", "keydesk");
    let begun = kit.sessions.begin(&tenant(), Inputs::new()).await;
    let Ok(Begun::Opened(opening)) = begun else {
        panic!("{begun:?}");
    };
    provider.person(opening.address.as_str()).await;
    kit.sessions.settled(&tenant()).await.unwrap();
    let key = SecretKey {
        tenant: tenant(),
        field: "_refresh-token".into(),
    };
    let stolen = kit.store.read(&key).unwrap().unwrap();
    kit.clock.advance(Duration::from_secs(900));
    kit.sessions.credential(&tenant()).await.unwrap();
    // A second program begins with the token that was used up: the provider ends them all.
    let thief = self::kit(&provider, "authorization-code", "keydesk");
    thief.store.write(&key, &stolen).unwrap();
    let why = thief.sessions.credential(&tenant()).await.unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
    assert!(
        thief.store.read(&key).unwrap().is_none(),
        "of no use any more"
    );
    kit.clock.advance(Duration::from_secs(900));
    let why = kit.sessions.credential(&tenant()).await.unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_both_tokens_at_the_provider() {
    let Some(provider) = Provider::start() else {
        return;
    };
    let kit = kit(&provider, "authorization-code", "keydesk");
    let begun = kit.sessions.begin(&tenant(), Inputs::new()).await;
    let Ok(Begun::Opened(opening)) = begun else {
        panic!("{begun:?}");
    };
    provider.person(opening.address.as_str()).await;
    let held = kit.sessions.settled(&tenant()).await.unwrap();
    let key = SecretKey {
        tenant: tenant(),
        field: "_refresh-token".into(),
    };
    let refresh = kit.store.read(&key).unwrap().unwrap();
    let refresh = refresh.lend(|bytes| String::from_utf8(bytes.clone()).unwrap());
    for token in [bare(&held), refresh.clone()] {
        assert_eq!(provider.introspected(&kit, &token).await["active"], true);
    }
    kit.sessions.end(&tenant()).await.unwrap();
    assert!(kit.store.read(&key).unwrap().is_none());
    for token in [bare(&held), refresh] {
        assert_eq!(provider.introspected(&kit, &token).await["active"], false);
    }
}
