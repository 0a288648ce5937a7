//! Sends one hop over the network.

use crate::certificate::fingerprint;
use crate::clients::{Clients, LARGEST_HEAD, MOST_HEADERS};
use crate::decoding::ACCEPTED;
use crate::dialing::{Note, Standing};
use crate::failing::{Failure, meaning};
use crate::pouring::{Pouring, Vessel};
use crate::receiving::receive;
use crate::tls::Seen;
use crate::tunnels::Tunnels;
use crate::waking::Waking;
use crate::ways::{Way, Ways};
use crate::{
    Body, BodyFault, CertificateFault, Credential, Destination, Event, Gateway, GatewayError, Head,
    Later, NetworkFault, Outcome, ProxyFault, Request, Response, Route, Surroundings, Timing,
};
use domain::{Clock, Connections, Sink, Trust};
use http::{HeaderMap, header};
use std::sync::Arc;
use tokio::time::{Instant, timeout};
use url::Url;

/// Sends one hop over the network. Follows nothing, repeats nothing, adds no credential. Keeps one
/// connection pool for each distinct way of trusting and connecting.
pub struct Transport {
    clients: Clients,
    seen: Seen,
    standing: Standing,
    ways: Ways,
    tunnels: Tunnels,
    waking: Waking,
}

impl Transport {
    /// A transport without connections.
    ///
    /// By `clock` it notices that the machine slept, and proxy scripts may ask it.
    pub fn new(surroundings: &Surroundings, clock: Arc<dyn Clock>) -> Self {
        let seen = Seen::default();
        let names = Arc::clone(&surroundings.names);
        Self {
            clients: Clients::new(Arc::clone(&names), seen.clone()),
            seen,
            standing: Standing::default(),
            ways: Ways::new(surroundings, Arc::clone(&clock)),
            waking: Waking::new(clock),
            tunnels: Tunnels::new(names),
        }
    }

    async fn hop(
        &self,
        route: &Route,
        request: Request,
        watch: &dyn Sink<Event>,
    ) -> Result<Response, GatewayError> {
        if self.waking.slept() {
            // The other ends are gone, and do not say so before a request was sent to them.
            self.clients.give_up_all();
            self.tunnels.forget_all();
        }
        let host = authority(&request.url);
        let way = self.way(route, &request.url).await?;
        let client = self
            .clients
            .of(route, &way)
            .map_err(|_| untrusted(route, host.clone(), None, CertificateFault::Other))?;
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
        let sent = timeout(route.timeouts.first_byte, note.under(building.send())).await;
        let mut answer = match sent {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(self.failed(route, &way, &url, &error, &note).await),
            Err(_) => return Err(unreachable(&host, NetworkFault::Timeout, Outcome::Unknown)),
        };
        let head_came = Instant::now();
        head_within_limits(answer.headers())?;
        if ambiguous(answer.headers()) {
            // The library would keep the connection, whose next answer could be a part of this.
            self.clients.give_up(route, &way);
            return Err(unreachable(&host, NetworkFault::Protocol, Outcome::Unknown));
        }

        let secured = url.scheme() == "https";
        let line = self.standing.line(&note, answer.extensions(), secured);
        let status = answer.status().as_u16();
        let vessel = vessel(route, &into, status, answer.headers());
        let streamed = vessel.sink.is_some();
        let limit = vessel.limit;
        if !streamed && answer.content_length().is_some_and(|length| length > limit) {
            return Err(GatewayError::TooLarge { limit });
        }
        let pouring = Pouring::start(answer.headers(), answer.content_length(), vessel);
        let (received, poured) = receive(&mut answer, pouring, route, watch).await;
        if let (false, Some(fault)) = (streamed, poured.fault) {
            return Err(body_failed(&host, fault));
        }
        let ready = line.made.map_or(started, |(_, stood)| stood);
        let timing = Timing {
            connecting: line.made.map(|(connecting, _)| connecting),
            wait: head_came.saturating_duration_since(ready),
            body: head_came.elapsed(),
        };
        let shown = url.host_str().filter(|_| secured);
        Ok(Response {
            status,
            protocol: answer.version(),
            headers: std::mem::take(answer.headers_mut()),
            body: poured.kept,
            size: poured.size,
            received,
            fault: poured.fault,
            certificate: shown.and_then(|host| self.seen.of(host)),
            url,
            timing,
            hops: Vec::new(),
            tls: line.tls,
            via: way.via,
        })
    }

    /// The first of the ways that leads through.
    async fn way(&self, route: &Route, to: &Url) -> Result<Way, GatewayError> {
        let limit = route.timeouts.connect;
        let mut ways = self.ways.of(route, to).await?;
        let last = ways.pop();
        for way in ways {
            match (self.tunnels.through(&way, to, limit).await, &way.via.proxy) {
                (Ok(()), _) => return Ok(way),
                (
                    Err(GatewayError::Proxy {
                        fault: ProxyFault::Unreachable(_) | ProxyFault::BrokeOff,
                        ..
                    }),
                    Some(proxy),
                ) => self.ways.avoid(proxy),
                (Err(error), _) => return Err(error),
            }
        }
        let way = last.expect("there is always a way");
        self.tunnels.through(&way, to, limit).await?;
        Ok(way)
    }

    /// What a failure of the library means.
    async fn failed(
        &self,
        route: &Route,
        way: &Way,
        url: &Url,
        error: &reqwest::Error,
        note: &Note,
    ) -> GatewayError {
        let progress = note.progress();
        let host = authority(url);
        let failure = meaning(error, progress, route.identity.is_some());
        let at_the_proxy =
            error.is_connect() && progress.dialled && !progress.handshake && !progress.stood;
        if let (Failure::Network(..), Some(_), true) = (failure, &way.via.proxy, at_the_proxy) {
            // It made a tunnel before. What has changed it says when it is asked again.
            self.tunnels.forget(way, url);
            let limit = route.timeouts.connect;
            return match self.tunnels.through(way, url, limit).await {
                Err(error) => error,
                Ok(()) => GatewayError::Proxy {
                    via: way.via.clone(),
                    fault: ProxyFault::BrokeOff,
                },
            };
        }
        match failure {
            Failure::Certificate(fault) => {
                let shown = url.host_str().and_then(|host| self.seen.of(host));
                untrusted(route, host, shown.as_deref().cloned(), fault)
            }
            Failure::Identity(fault) => GatewayError::Identity { host, fault },
            Failure::Head => head_too_large(),
            Failure::Network(fault, outcome) => unreachable(&host, fault, outcome),
        }
    }
}

fn untrusted(
    route: &Route,
    host: String,
    shown: Option<crate::Shown>,
    fault: CertificateFault,
) -> GatewayError {
    let expected = match &route.trust {
        Trust::System | Trust::SystemAnd(_) => Vec::new(),
        Trust::Only(mine) => mine.iter().map(|one| fingerprint(one.der())).collect(),
    };
    GatewayError::Untrusted {
        host,
        shown: shown.map(Box::new),
        fault,
        expected,
    }
}

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

/// A body whose end is told in two ways: who believes the one reads other answers than who
/// believes the other (RFC 9112, 6.3).
fn ambiguous(headers: &HeaderMap) -> bool {
    headers.contains_key(header::CONTENT_LENGTH) && headers.contains_key(header::TRANSFER_ENCODING)
}

fn unreachable(host: &str, fault: NetworkFault, outcome: Outcome) -> GatewayError {
    GatewayError::Unreachable {
        host: host.to_owned(),
        fault,
        outcome,
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
        BodyFault::Cut | BodyFault::Refused => {
            unreachable(host, NetworkFault::Reset, Outcome::Unknown)
        }
        BodyFault::Silent | BodyFault::TooSlow => {
            unreachable(host, NetworkFault::Timeout, Outcome::Unknown)
        }
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
