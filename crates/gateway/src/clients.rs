//! The HTTP library's clients: one, with its own pool of connections, for each distinct way of
//! trusting and connecting.

use crate::dialing::Watch;
use crate::surroundings::Resolver;
use crate::tls::{Seen, config};
use crate::ways::{Way, library_proxy};
use crate::{Identity, Names, Route};
use domain::{Connections, ProxyAddress, Trust};
use reqwest::Client;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How many headers an answer may have, and how many bytes of them (`docs/security.md`, limits).
pub(crate) const MOST_HEADERS: usize = 200;
pub(crate) const LARGEST_HEAD: u32 = 64 * 1024;

/// What tells one client from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    trust: Trust,
    identity: Option<Arc<Identity>>,
    proxy: Option<ProxyAddress>,
    /// Of the sign-in at the proxy.
    digest: Option<[u8; 32]>,
    keep: bool,
    connect: Duration,
}

impl Key {
    fn of(route: &Route, way: &Way) -> Self {
        Self {
            trust: route.trust.clone(),
            identity: route.identity.clone(),
            proxy: way.via.proxy.clone(),
            digest: way.sign_in.as_ref().map(crate::ways::SignIn::digest),
            keep: route.connections == Connections::Keep,
            connect: route.timeouts.connect,
        }
    }
}

/// All clients.
pub(crate) struct Clients {
    made: Mutex<HashMap<Key, Client>>,
    names: Arc<dyn Names>,
    seen: Seen,
}

impl Clients {
    pub(crate) fn new(names: Arc<dyn Names>, seen: Seen) -> Self {
        Self {
            made: Mutex::new(HashMap::new()),
            names,
            seen,
        }
    }

    /// The client of a route and a way.
    pub(crate) fn of(&self, route: &Route, way: &Way) -> Result<Client, rustls::Error> {
        let key = Key::of(route, way);
        let mut made = self
            .made
            .lock()
            .expect("nothing panics while holding the clients");
        if let Some(client) = made.get(&key) {
            return Ok(client.clone());
        }
        let client = self.make(route, way)?;
        made.insert(key, client.clone());
        Ok(client)
    }

    /// Gives up every connection of a route and a way, once the calls on them have ended.
    pub(crate) fn give_up(&self, route: &Route, way: &Way) {
        let mut made = self
            .made
            .lock()
            .expect("nothing panics while holding the clients");
        made.remove(&Key::of(route, way));
    }

    /// Gives up every connection, once the calls on them have ended.
    pub(crate) fn give_up_all(&self) {
        self.made
            .lock()
            .expect("nothing panics while holding the clients")
            .clear();
    }

    fn make(&self, route: &Route, way: &Way) -> Result<Client, rustls::Error> {
        let failed = || rustls::Error::General("no client".into());
        let tls = config(
            &route.trust,
            route.identity.as_deref(),
            route.connections,
            self.seen.clone(),
        )?;
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(Resolver(Arc::clone(&self.names))))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .retry(reqwest::retry::never())
            .connector_layer(Watch)
            .http1_max_headers(MOST_HEADERS)
            .http2_max_header_list_size(LARGEST_HEAD)
            .connect_timeout(route.timeouts.connect)
            .user_agent(concat!("Keydesk/", env!("CARGO_PKG_VERSION")));
        if let Some(address) = &way.via.proxy {
            let proxy = library_proxy(address, way.sign_in.as_ref()).ok_or_else(failed)?;
            builder = builder.proxy(proxy);
        }
        if route.connections == Connections::ClosePerCall {
            builder = builder.pool_max_idle_per_host(0).http1_only();
        }
        builder.build().map_err(|_| failed())
    }
}

/// The client that fetches proxy scripts: straight, with the system's trust. Redirects may lead
/// anywhere, because there is nothing to give away.
pub(crate) fn for_scripts(names: Arc<dyn Names>) -> Option<Client> {
    let tls = config(&Trust::System, None, Connections::Keep, Seen::default()).ok()?;
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .dns_resolver(Arc::new(Resolver(names)))
        .redirect(reqwest::redirect::Policy::limited(3))
        .referer(false)
        .no_proxy()
        .pool_max_idle_per_host(0)
        .http1_max_headers(MOST_HEADERS);
    client.build().ok()
}
