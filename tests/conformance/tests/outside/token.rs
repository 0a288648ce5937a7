//! A token of a simulated tenant, fetched as our program does, for clients that take one.

use domain::{
    Certificate, Environment, FieldId, MethodId, Place, Secret, SystemClock, Tenant, TenantId,
    Trust,
};
use gateway::Route;
use sessions::{Account, Held, Inputs};
use simulator::Simulated;
use std::collections::BTreeMap;
use std::sync::Arc;
use vendors::Adapter;

/// What goes into the header.
pub async fn of(server: &Simulated, vendor: &str, method: &str) -> String {
    let vendor = vendors::find(&vendor.into()).unwrap();
    let trust = Trust::Only(Certificate::all_from_pem(server.ca_pem().unwrap()).unwrap());
    let known = server.credentials()[0].values.clone();
    let (_, held) = signed_in(vendor, method, server.origin(), trust, &known).await;
    held.lend(str::to_owned)
}

/// The way to a place, and a session there.
pub async fn signed_in<'v>(
    vendor: &dyn Adapter,
    method: &str,
    place: &str,
    trust: Trust,
    known: impl IntoIterator<Item = (&'v String, &'v String)>,
) -> (Route, Held) {
    let manifest = vendor.manifest();
    let method = manifest
        .method(&MethodId::new(method.to_owned()))
        .unwrap()
        .clone();
    let place = Place::parse(place).unwrap();
    let mut route = Route::to(TenantId::new("fir"), place.clone());
    route.trust = trust.clone();
    let inputs: Inputs = known
        .into_iter()
        .map(|(id, value)| (FieldId::new(id.clone()), Secret::new(value.clone())))
        .collect();
    let account = Account {
        tenant: Tenant {
            id: TenantId::new("fir"),
            name: "Fir".into(),
            vendor: manifest.id.clone(),
            place,
            addresses: BTreeMap::new(),
            method: method.id.clone(),
            fields: BTreeMap::new(),
            trust,
            proxy: domain::Proxy::None,
            certificate: None,
            environment: Environment::Test,
        },
        method,
        failures: manifest.failures.clone(),
        keeps_cookies: false,
        route: route.clone(),
        talk: None,
    };
    let clock = Arc::new(SystemClock);
    let (gateway, _, _) = gateway::open(Arc::clone(&clock) as _);
    let token = sessions::sign_in(gateway.as_ref(), &account, &inputs, clock.as_ref(), 0).await;
    (route, Held::new(Arc::new(token.unwrap())))
}
