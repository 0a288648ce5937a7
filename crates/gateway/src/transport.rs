//! The one place that names the HTTP library.

use crate::decoding::ACCEPTED;
use crate::dialing::{Note, Standing, Watch};
use crate::pouring::{Pouring, Vessel};
use crate::receiving::receive;
use crate::resolver::{NameFailed, SystemResolver};
use crate::tls::{Seen, certificate_fault, config};
use crate::{
    Body, BodyFault, CertificateFault, Credential, Destination, Event, Gateway, GatewayError, Head,
    Later, NetworkFault, Request, Response, Route, Timing,
};
use domain::{Connections, Sink, Trust};
use http::{HeaderMap, header};
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
    standing: Standing,
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
            standing: Standing::default(),
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
            .connector_layer(Watch)
            .http1_max_headers(MOST_HEADERS)
            .http2_max_header_list_size(LARGEST_HEAD)
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
        let asks_for_a_part_or_encoding = request.headers.contains_key(header::ACCEPT_ENCODING)
            || request.headers.contains_key(header::RANGE);
        let mut building = client
            .request(request.method, request.url)
            .headers(request.headers);
        if route.connections == Connections::ClosePerCall {
            building = building.header(header::CONNECTION, "close");
        }
        let into = request.into;
        building = match request.body {
            Body::Empty => building,
            Body::Bytes(bytes) => building.body(bytes),
            // The library needs its own copy; ours is wiped when the request is dropped.
            Body::Secret(bytes) => bytes.lend(|bytes| building.body(bytes.clone())),
        };

        if !asks_for_a_part_or_encoding {
            building = building.header(header::ACCEPT_ENCODING, ACCEPTED);
        }

        let note = Note::default();
        let started = Instant::now();
        watch.put(Event::Sent);
        let sent = timeout(route.timeouts.first_byte, note.under(building.send()))
            .await
            .map_err(|_| unreachable(&host, NetworkFault::Timeout))?;
        let mut answer = sent.map_err(|error| self.failed(&url, &host, &error))?;
        let head_came = Instant::now();
        head_within_limits(answer.headers())?;

        let secured = url.scheme() == "https";
        let line = self.standing.line(&note, answer.extensions(), secured);
        let status = answer.status().as_u16();
        let vessel = vessel(route, &into, status, answer.headers());
        let streamed = vessel.sink.is_some();
        let limit = vessel.limit;
        if !streamed && answer.content_length().is_some_and(|length| length > limit) {
            return Err(GatewayError::TooLarge { limit });
        }
        let pouring = Pouring::start(answer.headers(), vessel);
        let (received, cut) = receive(&mut answer, &pouring, route, watch).await;
        let poured = pouring.end(cut).await;
        if let (false, Some(fault)) = (streamed, poured.fault) {
            return Err(body_failed(&host, fault));
        }
        let ready = line.made.map_or(started, |(_, stood)| stood);
        let timing = Timing {
            connecting: line.made.map(|(connecting, _)| connecting),
            wait: head_came.saturating_duration_since(ready),
            body: head_came.elapsed(),
        };
        Ok(Response {
            status,
            protocol: answer.version(),
            headers: std::mem::take(answer.headers_mut()),
            body: poured.kept,
            size: poured.size,
            received,
            fault: poured.fault,
            certificate: url.host_str().and_then(|host| self.seen.of(host)),
            url,
            timing,
            hops: Vec::new(),
            tls: line.tls,
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
        if find(error, |hyper: &hyper::Error| {
            hyper.is_parse_too_large().then_some(())
        })
        .is_some()
        {
            return head_too_large();
        }
        unreachable(host, network_fault(error))
    }
}

/// How many headers an answer may have, and how many bytes of them (`docs/security.md`, limits).
const MOST_HEADERS: usize = 200;
const LARGEST_HEAD: u32 = 64 * 1024;

fn head_too_large() -> GatewayError {
    GatewayError::HeadTooLarge {
        count: MOST_HEADERS,
        bytes: LARGEST_HEAD as usize,
    }
}

fn head_within_limits(headers: &HeaderMap) -> Result<(), GatewayError> {
    let bytes: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if headers.len() > MOST_HEADERS || bytes > LARGEST_HEAD as usize {
        return Err(head_too_large());
    }
    Ok(())
}

fn unreachable(host: &str, fault: NetworkFault) -> GatewayError {
    GatewayError::Unreachable {
        host: host.to_owned(),
        fault,
    }
}

/// Where the body of an answer goes.
fn vessel(route: &Route, into: &Destination, status: u16, headers: &HeaderMap) -> Vessel {
    match into {
        Destination::Streamed { to, at_most, keep } if (200..300).contains(&status) => Vessel {
            sink: Some(to.begin(Head { status, headers })),
            keep: *keep,
            limit: *at_most,
        },
        Destination::Streamed { .. } | Destination::Memory => Vessel {
            sink: None,
            keep: usize::MAX,
            limit: route.body_limit,
        },
    }
}

/// What a body that is not whole means for a call that wanted it in memory.
fn body_failed(host: &str, fault: BodyFault) -> GatewayError {
    match fault {
        BodyFault::Cut | BodyFault::Refused => unreachable(host, NetworkFault::Reset),
        BodyFault::Silent | BodyFault::TooSlow => unreachable(host, NetworkFault::Timeout),
        BodyFault::TooLarge { limit } => GatewayError::TooLarge { limit },
        BodyFault::Ratio
        | BodyFault::Damaged
        | BodyFault::UnknownEncoding
        | BodyFault::NestedEncoding => GatewayError::Undecodable {
            host: host.to_owned(),
            fault,
        },
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
