//! A tenant that answers as a test says, without a network, and a store that may refuse.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part; what fails here fails a test"
)]

use domain::testing::SetClock;
use domain::{FieldId, Ignore, Manifest, Place, Secret, Sink, Tenant, TenantId, Timestamp, Trust};
use gateway::{
    Body, Credential, Event, Gateway, GatewayError, HeaderMap, Later, Request, Response, Route,
    Timing,
};
use secrets::{SecretKey, SecretStore, StoreError};
use sessions::{Account, Sessions};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One request, as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    pub line: String,
    pub query: Option<String>,
    pub authorization: Option<String>,
    pub cookie: Option<String>,
    pub body: String,
}

impl Heard {
    pub fn form(&self) -> BTreeMap<String, String> {
        url::form_urlencoded::parse(self.body.as_bytes())
            .into_owned()
            .collect()
    }
}

/// What a tenant answers.
pub enum Answer {
    Json(u16, String),
    Page(u16, String),
    Dated(u16, String, String),
    Fails(GatewayError),
    /// Never.
    Silent,
}

pub fn json(status: u16, body: &str) -> Answer {
    Answer::Json(status, body.to_owned())
}

pub fn token(value: &str) -> Answer {
    json(
        200,
        &format!(r#"{{"access_token":"{value}","expires_in":1800}}"#),
    )
}

type Answering = dyn Fn(&Heard, usize) -> Answer + Send + Sync;

/// A tenant that answers as a test says.
pub struct Played {
    answering: Box<Answering>,
    heard: Mutex<Vec<Heard>>,
    /// How often it lets others go first before it answers; drawn from a seed.
    pub chance: AtomicU64,
}

impl Played {
    pub fn new(answering: impl Fn(&Heard, usize) -> Answer + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            answering: Box::new(answering),
            heard: Mutex::default(),
            chance: AtomicU64::new(0),
        })
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.heard().into_iter().map(|heard| heard.line).collect()
    }

    pub fn count(&self, part: &str) -> usize {
        let lines = self.lines();
        lines.iter().filter(|line| line.contains(part)).count()
    }
}

/// The next number of a simple generator (Knuth, MMIX), from 0 to `below`.
pub fn drawn(state: &AtomicU64, below: u64) -> u64 {
    let next = |seed: u64| {
        seed.wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407)
    };
    let seed = state
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |seed| {
            Some(next(seed))
        })
        .unwrap();
    (next(seed) >> 33) % below
}

/// Lets others go first, so many times.
pub async fn after_others(times: u64) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

impl Gateway for Played {
    fn send<'a>(
        &'a self,
        _route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        _watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        let (mut headers, mut url) = (request.headers.clone(), request.url.clone());
        if let Some(credential) = credential {
            credential.attach(&mut headers);
            credential.address(&mut url);
        }
        let header = |name: &str| Some(headers.get(name)?.to_str().unwrap().to_owned());
        let heard = Heard {
            line: format!("{} {}", request.method, url.path()),
            query: url.query().map(str::to_owned),
            authorization: header("authorization"),
            cookie: header("cookie"),
            body: match &request.body {
                Body::Empty => String::new(),
                Body::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
                Body::Secret(bytes) => bytes.lend(|b| String::from_utf8(b.clone()).unwrap()),
            },
        };
        let count = {
            let mut all = self.heard.lock().unwrap();
            all.push(heard.clone());
            all.len()
        };
        Box::pin(async move {
            if self.chance.load(Ordering::Relaxed) != 0 {
                after_others(drawn(&self.chance, 8)).await;
            }
            let (status, kind, date, body) = match (self.answering)(&heard, count) {
                Answer::Json(status, body) => (status, "application/json", None, body),
                Answer::Page(status, body) => (status, "text/html", None, body),
                Answer::Dated(status, date, body) => (status, "application/json", Some(date), body),
                Answer::Fails(error) => return Err(error),
                Answer::Silent => std::future::pending().await,
            };
            let mut headers = HeaderMap::new();
            headers.insert("content-type", kind.parse().unwrap());
            if let Some(date) = date {
                headers.insert("date", date.parse().unwrap());
            }
            Ok(Response {
                status,
                headers,
                size: body.len() as u64,
                received: body.len() as u64,
                body: body.into_bytes(),
                fault: None,
                url: request.url,
                timing: Timing::default(),
                hops: Vec::new(),
                protocol: gateway::Version::HTTP_11,
                tls: None,
                via: gateway::Via::DIRECT,
                certificate: None,
            })
        })
    }
}

/// A store in memory, which may refuse to write.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<BTreeMap<SecretKey, Vec<u8>>>,
    pub refuses: AtomicBool,
}

impl Memory {
    pub fn text(&self, field: &str) -> Option<String> {
        let kept = self.kept.lock().unwrap();
        let found = kept.iter().find(|(key, _)| key.field.as_str() == field);
        found.map(|(_, value)| String::from_utf8(value.clone()).unwrap())
    }

    pub fn put(&self, field: &str, value: &str) {
        let key = SecretKey {
            tenant: fir(),
            field: field.into(),
        };
        let mut kept = self.kept.lock().unwrap();
        kept.insert(key, value.as_bytes().to_vec());
    }
}

impl SecretStore for Memory {
    fn read(&self, key: &SecretKey) -> Result<Option<Secret<Vec<u8>>>, StoreError> {
        Ok(self.kept.lock().unwrap().get(key).cloned().map(Secret::new))
    }

    fn write(&self, key: &SecretKey, value: &Secret<Vec<u8>>) -> Result<(), StoreError> {
        if self.refuses.load(Ordering::Relaxed) {
            return Err(StoreError::NoRandomness);
        }
        let value = value.lend(Clone::clone);
        self.kept.lock().unwrap().insert(key.clone(), value);
        Ok(())
    }

    fn erase(&self, key: &SecretKey) -> Result<(), StoreError> {
        self.kept.lock().unwrap().remove(key);
        Ok(())
    }

    fn erase_tenant(&self, tenant: &TenantId) -> Result<(), StoreError> {
        self.kept
            .lock()
            .unwrap()
            .retain(|key, _| key.tenant != *tenant);
        Ok(())
    }

    fn fields(&self, tenant: &TenantId) -> Result<Vec<FieldId>, StoreError> {
        let kept = self.kept.lock().unwrap();
        let fields = kept.keys().filter(|key| key.tenant == *tenant);
        Ok(fields.map(|key| key.field.clone()).collect())
    }
}

pub fn fir() -> TenantId {
    TenantId::new("fir")
}

/// Keeps the order in which a store was written and sessions were announced.
pub struct Kit {
    pub sessions: Arc<Sessions>,
    pub store: Arc<Memory>,
    pub clock: Arc<SetClock>,
    pub tenant: Arc<Played>,
}

/// The account of a method written as in a manifest, at a tenant called Fir.
pub fn account(method: &str) -> Account {
    let text = format!(
        r#"id = "fir"
           maker = "Fir"
           product = "Fir"
           short = "Fir"
           demo_name = "Fir"
           mark = {{ letters = "Fi", hue = "moss" }}
           [tenant]
           ask = "where"
           {method}
           [failures]
           message = ["/message", "/error_description"]
           code = ["/error"]
           token_rejected = [{{ status = 401 }}]
           account_off = [{{ at = "/error", is = "account_disabled" }}]
           network_refused = [{{ at = "/error", is = "network_not_allowed" }}]"#
    );
    let manifest = Manifest::parse(&text).unwrap();
    let place = Place::parse("https://fir.example").unwrap();
    let mut addresses = BTreeMap::new();
    for address in &manifest.tenant.addresses {
        let issuer = Place::parse("https://issuer.example/realm").unwrap();
        if address.id.as_str() == "issuer" {
            addresses.insert(address.id.clone(), issuer);
        }
    }
    let method = manifest.auth[0].clone();
    let tenant = Tenant {
        id: fir(),
        name: "Fir".into(),
        vendor: manifest.id.clone(),
        place: place.clone(),
        addresses,
        method: method.id.clone(),
        fields: [("client_id".into(), "keydesk".to_owned())].into(),
        trust: Trust::System,
        proxy: domain::Proxy::None,
        certificate: None,
        environment: domain::Environment::Test,
    };
    Account {
        tenant,
        method,
        failures: manifest.failures,
        keeps_cookies: false,
        route: Route::to(fir(), place),
        talk: None,
    }
}

/// Client credentials in the form, and a call that signs out.
pub const CLIENT: &str = r#"
    [[auth]]
    id = "client"
    label = "Client"
    fields = [{ id = "client_id", label = "Id" }, { id = "client_secret", label = "Secret", secret = true }]
    [auth.sign_in]
    request = "POST /token"
    form = { grant_type = "client_credentials", client_id = "{client_id}", client_secret = "{client_secret}" }
    token = "/access_token"
    lives = { field = "/expires_in" }
    send_as = "Bearer {token}"
    [auth.sign_out]
    request = "DELETE /token""#;

/// A session that lives by idle time.
pub const IDLE: &str = r#"
    [[auth]]
    id = "client"
    label = "Client"
    fields = [{ id = "client_id", label = "Id" }, { id = "client_secret", label = "Secret", secret = true }]
    [auth.sign_in]
    request = "POST /token"
    json = { user = "{client_id}", password = "{client_secret}" }
    token = ""
    lives = { idle_minutes = 20 }
    send_as = "{token}"
    keep_alive = "GET /alive""#;

/// A password that gives a refresh token too.
pub const REFRESHED: &str = r#"
    [[auth]]
    id = "client"
    label = "Client"
    fields = [{ id = "client_id", label = "Id" }, { id = "client_secret", label = "Secret", secret = true }]
    [auth.sign_in]
    request = "POST /token"
    form = { grant_type = "password", username = "{client_id}", password = "{client_secret}" }
    token = "/access_token"
    lives = { field = "/expires_in" }
    send_as = "Bearer {token}"
    [auth.refresh]
    request = "POST /token"
    form = { grant_type = "refresh_token", refresh_token = "{refresh}" }
    token = "/refresh_token""#;

pub fn start() -> Timestamp {
    Timestamp::from_second(1_780_000_000).unwrap()
}

pub fn kit(method: &str, tenant: Arc<Played>) -> Kit {
    kit_with(account(method), tenant, Arc::new(Ignore))
}

pub fn kit_with(account: Account, tenant: Arc<Played>, changed: Arc<dyn Sink<TenantId>>) -> Kit {
    let (store, clock) = (Arc::new(Memory::default()), Arc::new(SetClock::at(start())));
    store.put("client_secret", "canary");
    let sessions = Sessions::new(
        Arc::clone(&tenant) as _,
        Arc::clone(&store) as _,
        Arc::clone(&clock) as _,
        changed,
    );
    sessions.know(account);
    Kit {
        sessions,
        store,
        clock,
        tenant,
    }
}

pub fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}
