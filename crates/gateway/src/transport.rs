//! The one place that names the HTTP library.

use crate::resolver::{NameFailed, SystemResolver};
use crate::tls::{Seen, certificate_fault, config};
use crate::{
    Body, CertificateFault, Credential, Event, Gateway, GatewayError, Later, NetworkFault, Request,
    Response, Route, Timing,
};
use domain::{Connections, Sink, Trust};
use reqwest::Client;
use std::collections::HashMap;
use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, timeout};
use url::Url;

/// Sends one hop over the network. Follows nothing, repeats nothing, adds no credential. Keeps one
/// connection pool for each distinct way of trusting and connecting.
pub struct Transport {
    clients: Mutex<HashMap<(Trust, bool, Duration), Client>>,
    seen: Seen,
}

impl Default for Transport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport {
    /// A transport without connections.
    pub fn new() -> Self {
        Self {
            clients: Mutex::new(HashMap::new()),
            seen: Seen::default(),
        }
    }

    fn client(&self, route: &Route) -> Result<Client, rustls::Error> {
        let keep = route.connections == Connections::Keep;
        let key = (route.trust.clone(), keep, route.timeouts.connect);
        let mut clients = self
            .clients
            .lock()
            .expect("nothing panics while holding the clients");
        if let Some(client) = clients.get(&key) {
            return Ok(client.clone());
        }
        let tls = config(&route.trust, route.connections, self.seen.clone())?;
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(SystemResolver))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .retry(reqwest::retry::never())
            .connect_timeout(route.timeouts.connect)
            .user_agent(concat!("Keydesk/", env!("CARGO_PKG_VERSION")));
        if !keep {
            builder = builder.pool_max_idle_per_host(0).http1_only();
        }
        let client = builder
            .build()
            .map_err(|_| rustls::Error::General("no client".into()))?;
        clients.insert(key, client.clone());
        Ok(client)
    }

    async fn hop(
        &self,
        route: &Route,
        request: Request,
        watch: &dyn Sink<Event>,
    ) -> Result<Response, GatewayError> {
        let host = authority(&request.url);
        let untrusted = |_| GatewayError::Untrusted {
            host: host.clone(),
            shown: None,
            fault: CertificateFault::Other,
        };
        let client = self.client(route).map_err(untrusted)?;
        let url = request.url.clone();
        let mut building = client
            .request(request.method, request.url)
            .headers(request.headers);
        if route.connections == Connections::ClosePerCall {
            building = building.header(http::header::CONNECTION, "close");
        }
        building = match request.body {
            Body::Empty => building,
            Body::Bytes(bytes) => building.body(bytes),
            // The library needs its own copy; ours is wiped when the request is dropped.
            Body::Secret(bytes) => bytes.lend(|bytes| building.body(bytes.clone())),
        };

        let started = Instant::now();
        watch.put(Event::Sent);
        let silent = || GatewayError::Unreachable {
            host: host.clone(),
            fault: NetworkFault::Timeout,
        };
        let sent = timeout(route.timeouts.first_byte, building.send())
            .await
            .map_err(|_| silent())?;
        let mut answer = sent.map_err(|error| self.failed(&url, &host, &error))?;
        let wait = started.elapsed();

        let too_large = GatewayError::TooLarge {
            limit: route.body_limit,
        };
        if answer
            .content_length()
            .is_some_and(|length| length > route.body_limit)
        {
            return Err(too_large);
        }
        let mut body = Vec::new();
        loop {
            let chunk = timeout(route.timeouts.silence, answer.chunk())
                .await
                .map_err(|_| silent())?;
            let Some(chunk) = chunk.map_err(|error| self.failed(&url, &host, &error))? else {
                break;
            };
            body.extend_from_slice(&chunk);
            let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
            if length > route.body_limit {
                return Err(too_large);
            }
            watch.put(Event::Received(length));
        }
        let timing = Timing {
            wait,
            body: started.elapsed().saturating_sub(wait),
        };
        Ok(Response {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body,
            certificate: url.host_str().and_then(|host| self.seen.of(host)),
            url,
            timing,
        })
    }

    /// What a failure of the library means. Tells by types, never by text.
    fn failed(&self, url: &Url, host: &str, error: &reqwest::Error) -> GatewayError {
        if let Some(fault) = find(error, |rustls: &rustls::Error| certificate_fault(rustls)) {
            let shown = url.host_str().and_then(|host| self.seen.of(host));
            return GatewayError::Untrusted {
                host: host.to_owned(),
                shown,
                fault,
            };
        }
        GatewayError::Unreachable {
            host: host.to_owned(),
            fault: network_fault(error),
        }
    }
}

impl Gateway for Transport {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        _credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(self.hop(route, request, watch))
    }
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn network_fault(error: &reqwest::Error) -> NetworkFault {
    if find(error, |_: &NameFailed| Some(())).is_some() {
        return NetworkFault::Name;
    }
    if find(error, |_: &rustls::Error| Some(())).is_some() {
        return NetworkFault::Tls;
    }
    let kind = find(error, |io: &io::Error| match io.kind() {
        io::ErrorKind::Other => None,
        kind => Some(kind),
    });
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => NetworkFault::Refused,
        Some(io::ErrorKind::TimedOut) => NetworkFault::Timeout,
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::NotConnected,
        ) => NetworkFault::Reset,
        _ if error.is_timeout() => NetworkFault::Timeout,
        _ if error.is_connect() => NetworkFault::Refused,
        _ if error.is_body() || error.is_request() => NetworkFault::Reset,
        _ => NetworkFault::Protocol,
    }
}

/// Looks for a type in an error and everything it wraps, also inside `io::Error`.
fn find<E: Error + 'static, T>(
    error: &reqwest::Error,
    take: impl Fn(&E) -> Option<T>,
) -> Option<T> {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>().and_then(&take) {
            return Some(found);
        }
        next = match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
