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
        let keep = route.connections == Connections::Keep;
        let key = Key {
            trust: route.trust.clone(),
            identity: route.identity.clone(),
            proxy: way.via.proxy.clone(),
            digest: way.sign_in.as_ref().map(crate::ways::SignIn::digest),
            keep,
            connect: route.timeouts.connect,
        };
        let mut made = self
            .made
            .lock()
            .expect("nothing panics while holding the clients");
        if let Some(client) = made.get(&key) {
            return Ok(client.clone());
        }
        let client = self.make(route, way, keep)?;
        made.insert(key, client.clone());
        Ok(client)
    }

    fn make(&self, route: &Route, way: &Way, keep: bool) -> Result<Client, rustls::Error> {
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
        if !keep {
            builder = builder.pool_max_idle_per_host(0).http1_only();
        }
        builder.build().map_err(|_| failed())
    }
}
