//! One simulated tenant and the sessions of whoever works with it, over real TLS sockets.

use domain::{
    Certificate, Environment, FieldId, Ignore, MethodId, Place, Secret, SystemClock, Tenant,
    TenantId, Trust, Verdict,
};
use gateway::{Gateway, Request, Response, Route};
use secrets::{SecretKey, SecretStore, StoreError};
use serde_json::Value;
use sessions::{Account, AuthError, Begun, Held, Inputs, Question, Sessions, Wants};
use simulator::{Files, Options, Simulated};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use vendors::Adapter;

/// A store in memory.
#[derive(Default)]
pub struct Memory(Mutex<BTreeMap<SecretKey, Vec<u8>>>);

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

    fn erase_tenant(&self, tenant: &TenantId) -> Result<(), StoreError> {
        self.0
            .lock()
            .unwrap()
            .retain(|key, _| key.tenant != *tenant);
        Ok(())
    }

    fn fields(&self, _tenant: &TenantId) -> Result<Vec<FieldId>, StoreError> {
        Ok(Vec::new())
    }
}

/// A way into a simulated tenant: the method, the credentials that fit it, and what has to be
/// switched first.
pub struct Way {
    pub vendor: &'static str,
    pub method: &'static str,
    /// Which of the tenant's credentials of this method are used.
    pub credentials: &'static str,
    pub switches: &'static [(&'static str, bool)],
}

const fn way(vendor: &'static str, method: &'static str) -> Way {
    Way {
        vendor,
        method,
        credentials: method,
        switches: &[],
    }
}

/// Every method of every vendor.
pub const WAYS: [Way; 14] = [
    way("beyondtrust-epm", "api-account"),
    Way {
        credentials: "api-account",
        ..way("beyondtrust-epm", "api-account-basic")
    },
    way("beyondtrust-pra", "api-account"),
    way("cyberark", "vault-user"),
    way("cyberark", "ldap-user"),
    way("cyberark", "radius-user"),
    Way {
        credentials: "radius-user",
        switches: &[("radius_code_first", true)],
        ..way("cyberark", "radius-code-first")
    },
    way("cyberark", "saml"),
    Way {
        credentials: "vault-user",
        ..way("cyberark", "vault-user-gen1")
    },
    way("cyberark", "service-user"),
    Way {
        credentials: "radius-user",
        ..way("cyberark", "identity-user")
    },
    way("delinea-pm", "api-client"),
    way("privx", "api-client"),
    Way {
        credentials: "api-client",
        switches: &[("public_oauth_client", true)],
        ..way("privx", "client-credentials")
    },
];

/// The usual way into each vendor, and the one that lives by a lifetime where there are two.
pub fn usual() -> impl Iterator<Item = &'static Way> {
    let usual = ["api-account", "vault-user", "service-user", "api-client"];
    WAYS.iter().filter(move |way| usual.contains(&way.method))
}

/// One simulated tenant and the sessions of whoever works with it.
pub struct Ground {
    pub name: String,
    pub vendor: &'static dyn Adapter,
    pub server: Simulated,
    pub account: Account,
    pub inputs: BTreeMap<String, String>,
    pub sessions: Arc<Sessions>,
    pub gateway: Arc<dyn Gateway>,
    pub store: Arc<Memory>,
}

pub fn tenant() -> TenantId {
    TenantId::new("fir")
}

impl Ground {
    pub async fn start(way: &Way) -> Self {
        let vendor = vendors::find(&way.vendor.into()).unwrap();
        let folder = vendor.folder();
        let files = Files {
            vendor: way.vendor.to_owned(),
            manifest: folder.manifest.to_owned(),
            document: folder.document.into(),
            seed: folder.seed.to_owned(),
        };
        let server = simulator::start(files, Options::default()).await.unwrap();
        for (name, on) in way.switches {
            assert!(server.set_switch(name, *on), "{name}");
        }
        let known = server.credentials();
        let known = known.iter().find(|known| known.method == way.credentials);
        let mut values: BTreeMap<String, String> =
            known.unwrap().values.clone().into_iter().collect();
        // Where there is a choice, the code.
        values.insert("mechanism".to_owned(), "oath".to_owned());
        let account = account(vendor, way.method, &server, &values);
        let store = Arc::new(Memory::default());
        for field in account.method.fields.iter().filter(|field| field.secret) {
            let key = SecretKey {
                tenant: tenant(),
                field: field.id.clone(),
            };
            let value = values[field.id.as_str()].clone().into_bytes();
            store.write(&key, &Secret::new(value)).unwrap();
        }
        let clock = Arc::new(SystemClock);
        let (gateway, _, _) = gateway::open(Arc::clone(&clock) as _);
        let sessions = Sessions::new(
            Arc::clone(&gateway),
            Arc::clone(&store) as _,
            clock,
            Arc::new(Ignore),
        );
        sessions.know(account.clone());
        Self {
            name: format!("{} by {}", way.vendor, way.method),
            vendor,
            server,
            account,
            inputs: values,
            sessions,
            gateway,
            store,
        }
    }

    /// Signs in as a person who knows all answers.
    pub async fn begin(&self) -> Result<Held, AuthError> {
        let mut begun = self.sessions.begin(&tenant(), Inputs::new()).await?;
        loop {
            begun = match begun {
                Begun::Signed(held) => return Ok(held),
                Begun::Asked(question) => {
                    let reply = Secret::new(self.answer(&question).to_owned());
                    self.sessions.reply(&tenant(), reply).await?
                }
                Begun::Opened(_) | Begun::Waiting(_) => {
                    return self.sessions.settled(&tenant()).await;
                }
            };
        }
    }

    fn answer(&self, question: &Question) -> &str {
        match question.wants {
            Wants::Code => &self.inputs["code"],
            Wants::Choice(_) => &self.inputs["mechanism"],
            Wants::Pasted => &self.inputs["saml_response"],
            Wants::Password | Wants::NewPassword => panic!("{question:?}"),
        }
    }

    /// A read that needs no values and every credential may make.
    fn read(&self) -> Request {
        let line = match self.account.tenant.vendor.as_str() {
            "beyondtrust-epm" => "/management-api/v3/Computers?Pagination.PageSize=2",
            "beyondtrust-pra" => "/api/config/v1/jump-client?per_page=5",
            "cyberark" => "/API/Safes?limit=1",
            "delinea-pm" => "/services/api/v1/filters/GetAll",
            _ => "/host-store/api/v1/hosts?limit=1",
        };
        let mut request = Request::get(self.account.tenant.place.join(line).unwrap());
        request
            .headers
            .insert("accept", "application/json".parse().unwrap());
        request
    }

    /// Lists something with a token.
    pub async fn list(&self, held: &Held) -> (Response, Verdict) {
        let route = Route {
            cookies: held.cookies(),
            ..self.account.route.clone()
        };
        let sent = self
            .gateway
            .send(&route, self.read(), Some(held), &Ignore)
            .await;
        let answer = sent.unwrap();
        let verdict = self.vendor.judge(answer.status, &answer.body);
        (answer, verdict)
    }

    /// Lists something the way the program does: a token that is rejected is replaced once.
    pub async fn work(&self) -> Result<(), AuthError> {
        let held = self.sessions.credential(&tenant()).await?;
        let (_, verdict) = self.list(&held).await;
        let Verdict::TokenRejected(_) = verdict else {
            assert_eq!(verdict, Verdict::Fine, "{}", self.name);
            return Ok(());
        };
        let fresh = self.sessions.replace(&tenant(), &held).await?;
        let (_, verdict) = self.list(&fresh).await;
        if let Verdict::TokenRejected(_) = verdict {
            self.sessions.lapse(&tenant(), &fresh);
            return self.sessions.credential(&tenant()).await.map(|_| ());
        }
        assert_eq!(verdict, Verdict::Fine, "{}", self.name);
        Ok(())
    }

    /// How often the tenant was asked for a token.
    pub fn sign_ins(&self) -> usize {
        let line = self.account.method.sign_in.request.as_ref().unwrap();
        let place = match &line.address {
            Some(_) => String::new(),
            None => self.account.tenant.place.path().to_owned(),
        };
        let path = format!("{place}{}", line.path);
        self.server.requests().of(&line.method, &path).len()
    }

    /// The secret of these credentials is made anew at the vendor: the old one and its tokens end.
    pub fn regenerate_secrets(&self) {
        self.server.with_world(|world| {
            for credentials in &mut world.credentials {
                for (field, value) in &mut credentials.values {
                    let secret = field.contains("secret") || field == "password";
                    if secret && self.inputs.get(field) == Some(value) {
                        value.push_str("-anew");
                    }
                }
            }
            let old: Vec<&String> = self.inputs.values().filter(|v| v.len() > 20).collect();
            for value in world.data.values_mut() {
                replace(value, &old);
            }
        });
        self.server.revoke_tokens();
    }
}

fn replace(value: &mut Value, old: &[&String]) {
    match value {
        Value::String(text) if old.contains(&&*text) && text.contains("canary") => {
            text.push_str("-anew");
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old)),
        Value::Object(members) => members.values_mut().for_each(|item| replace(item, old)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The account of a method at a server.
pub fn account(
    vendor: &'static dyn Adapter,
    method: &str,
    server: &Simulated,
    values: &BTreeMap<String, String>,
) -> Account {
    let manifest = vendor.manifest();
    let id = MethodId::new(method.to_owned());
    let method = manifest.method(&id).unwrap().clone();
    let place = manifest.tenant.understand(server.origin()).unwrap();
    let place = place.places[0].clone();
    let addresses: BTreeMap<FieldId, Place> = server
        .addresses()
        .iter()
        .map(|(id, origin)| (FieldId::new(id.clone()), Place::parse(origin).unwrap()))
        .collect();
    let plain = method.fields.iter().filter(|field| !field.secret);
    let fields = plain.filter_map(|field| {
        let value = values.get(field.id.as_str())?;
        Some((field.id.clone(), value.clone()))
    });
    let trust = Trust::Only(Certificate::all_from_pem(server.ca_pem().unwrap()).unwrap());
    let mut route = Route::to(tenant(), place.clone());
    route.elsewhere = addresses.values().map(|p| p.origin().clone()).collect();
    route.trust = trust.clone();
    route.connections = manifest.tenant.connections;
    Account {
        tenant: Tenant {
            id: tenant(),
            name: "Fir".into(),
            vendor: manifest.id.clone(),
            place,
            addresses,
            method: id.clone(),
            fields: fields.collect(),
            trust,
            proxy: domain::Proxy::None,
            certificate: None,
            environment: Environment::Test,
        },
        method,
        failures: manifest.failures.clone(),
        keeps_cookies: manifest.tenant.cookies == domain::Cookies::Keep,
        route,
        talk: vendor.conversation(&id),
    }
}
