//! What is sent to sign in and out, beside what a person wrote down from the vendor's documents.

use crate::ground::tenant;
use domain::{
    Environment, FieldId, Ignore, MethodId, Place, Secret, Sink, SystemClock, Template, Tenant,
    TenantId, Trust,
};
use gateway::{
    Body, Credential, Event, Gateway, GatewayError, HeaderMap, Later, Request, Response, Route,
};
use sessions::{Account, Begun, Inputs, Sessions, Wants};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use vendors::testing::{Exchange, exchanges};

/// Refuses everything, and keeps what it was to send.
#[derive(Default)]
struct Recorder(Mutex<Vec<(Request, HeaderMap)>>);

impl Gateway for Recorder {
    fn send<'a>(
        &'a self,
        _route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        _watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        let mut headers = request.headers.clone();
        if let Some(credential) = credential {
            credential.attach(&mut headers);
        }
        self.0.lock().unwrap().push((request, headers));
        Box::pin(async { Err(GatewayError::TooLarge { limit: 0 }) })
    }
}

/// What stands in a text where a template that is one hole has it.
fn learn(template: &Template, text: &str, into: &mut BTreeMap<String, String>) {
    let holes: Vec<&str> = template.holes().collect();
    if let [hole] = holes[..] {
        into.insert(hole.to_owned(), text.to_owned());
    }
}

/// The values of a method's fields, as its exchange has them.
fn values(account: &Account, exchange: &Exchange) -> BTreeMap<String, String> {
    let rules = &account.method.sign_in;
    let mut found = BTreeMap::new();
    if let Some([user, password]) = &rules.basic {
        use base64::Engine as _;
        let value = exchange.request.header("authorization").unwrap();
        let value = value.strip_prefix("Basic ").unwrap();
        let plain = base64::engine::general_purpose::STANDARD.decode(value);
        let plain = String::from_utf8(plain.unwrap()).unwrap();
        let (given_user, given_password) = plain.split_once(':').unwrap();
        learn(user, given_user, &mut found);
        learn(password, given_password, &mut found);
    }
    if let Some(form) = &rules.form {
        for (name, value) in url::form_urlencoded::parse(exchange.request.body.as_bytes()) {
            learn(&form[name.as_ref()], &value, &mut found);
        }
    }
    if let Some(json) = &rules.json {
        let sent: serde_json::Value = serde_json::from_str(&exchange.request.body).unwrap();
        for (name, template) in json.as_object().unwrap() {
            if let (Some(template), Some(sent)) = (template.as_str(), sent[name].as_str()) {
                learn(&Template::parse(template).unwrap(), sent, &mut found);
            }
        }
    }
    found
}

/// The first request of a method's sign-in with these values, as it would be sent.
async fn sent(account: Account, values: &BTreeMap<String, String>) -> (Request, HeaderMap) {
    let recorder = Arc::new(Recorder::default());
    let sessions = Sessions::new(
        Arc::clone(&recorder) as _,
        Arc::new(crate::ground::Memory::default()),
        Arc::new(SystemClock),
        Arc::new(Ignore),
    );
    sessions.know(account);
    let secret = |value: &String| Secret::new(value.clone());
    let given: Inputs = values
        .iter()
        .map(|(id, value)| (FieldId::new(id.clone()), secret(value)))
        .collect();
    let begun = sessions.begin(&tenant(), given).await;
    if let Ok(Begun::Asked(question)) = begun {
        let reply = match question.wants {
            Wants::Pasted => &values["saml_response"],
            // Where a code comes first, it has the password's place.
            _ => &values["password"],
        };
        // The recorder lets nothing through; what was to be sent is what counts.
        let _ = sessions.reply(&tenant(), secret(reply)).await;
    }
    let sent = recorder.0.lock().unwrap().drain(..).next();
    sent.unwrap()
}

#[tokio::test]
async fn every_sign_in_is_to_the_letter_what_was_written_down() {
    let mut compared = 0;
    for vendor in vendors::all() {
        let manifest = vendor.manifest();
        for method in &manifest.auth {
            let name = format!("{} by {}", manifest.id, method.id);
            let place = Place::parse("https://fir.example/here").unwrap();
            let identity = Place::parse("https://identity.example").unwrap();
            let mut account = Account {
                tenant: Tenant {
                    id: TenantId::new("fir"),
                    name: "Fir".into(),
                    vendor: manifest.id.clone(),
                    place: place.clone(),
                    addresses: [(FieldId::from("identity"), identity)].into(),
                    method: method.id.clone(),
                    fields: BTreeMap::new(),
                    trust: Trust::System,
                    proxy: domain::Proxy::None,
                    certificate: None,
                    environment: Environment::Test,
                },
                method: method.clone(),
                failures: manifest.failures.clone(),
                keeps_cookies: false,
                route: Route::to(tenant(), place),
                talk: vendor.conversation(&MethodId::new(method.id.to_string())),
            };
            let all = exchanges(vendor.folder().name);
            let exact = format!("sign-in.{}", method.id);
            let exchange = all
                .iter()
                .find(|exchange| exchange.name == exact)
                .or_else(|| all.iter().find(|exchange| exchange.name == "sign-in"))
                .unwrap();
            let values = values(&account, exchange);
            for field in &method.fields {
                if let Some(value) = values.get(field.id.as_str()) {
                    account
                        .tenant
                        .fields
                        .insert(field.id.clone(), value.clone());
                }
            }
            let (request, headers) = sent(account, &values).await;
            let url = request.url.to_string();
            let path = url
                .strip_prefix("https://fir.example/here")
                .map(str::to_owned)
                .or_else(|| {
                    Some(format!(
                        "{{identity}}{}",
                        url.strip_prefix("https://identity.example")?
                    ))
                });
            let line = format!("{} {}", request.method, path.unwrap());
            assert_eq!(line, exchange.request_line, "{name}");
            for header in ["authorization", "content-type"] {
                let ours = headers.get(header).map(|value| value.to_str().unwrap());
                assert_eq!(ours, exchange.request.header(header), "{name}: {header}");
            }
            let Body::Secret(body) = &request.body else {
                panic!("{name}: a sign-in is secret");
            };
            let body = body.lend(|body| String::from_utf8(body.clone()).unwrap());
            if method.sign_in.json.is_some() {
                let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
                assert_eq!(json(&body), json(&exchange.request.body), "{name}");
            } else {
                // In which order a form has its fields means nothing (WHATWG URL, 5).
                let fields = |text: &str| -> Vec<String> {
                    let mut fields: Vec<_> = text.split('&').map(str::to_owned).collect();
                    fields.sort();
                    fields
                };
                assert_eq!(fields(&body), fields(&exchange.request.body), "{name}");
            }
            compared += 1;
        }
    }
    assert!(compared >= 14, "{compared}");
}
