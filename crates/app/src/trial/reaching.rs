//! The steps of a test that need no sign-in: name, connection, certificate, clock, product.

use super::{Step, Teller, Trying};
use crate::App;
use crate::convert::millis;
use crate::lists::line_request;
use crate::wire::{AppError, CertificateView, StepFact, StepId, StepState, TenantDraft, TestStep};
use domain::{Connections, Ignore, Place, Tenant, Timestamp};
use gateway::{GatewayError, Handshake, NetworkFault, Outcome, Response};
use std::time::Duration;
use vendors::Adapter;

/// Clocks that are further apart make sign-ins fail that count in minutes, in seconds.
const CLOCKS_APART: i64 = 120;

/// The steps of one first request, in order.
const ON_THE_WAY: [StepId; 3] = [StepId::Name, StepId::Connection, StepId::Certificate];

impl App {
    /// Finds the place that answers. One request is three steps of the test: what it says of its
    /// way is told as those.
    pub(super) async fn reach(
        &self,
        trying: &mut Trying,
        vendor: &dyn Adapter,
        teller: &Teller,
    ) -> Result<Response, AppError> {
        let probe = vendor.manifest().tenant.probe.clone();
        let line = probe.or_else(|| domain::RequestLine::parse("GET /"));
        let line = line.ok_or(AppError::NotFound)?;
        let mut last: Option<Result<Response, GatewayError>> = None;
        for id in ON_THE_WAY {
            teller.tell(id, StepState::Running);
        }
        for place in trying.places.clone() {
            trying.tenant.place = place;
            let Some(request) = line_request(&trying.tenant, &line) else {
                continue;
            };
            let mut route = trying
                .account(&self.core.policy)
                .ok_or(AppError::NotFound)?
                .route;
            // A connection that stands already says nothing of its name and its way.
            route.connections = Connections::ClosePerCall;
            let gateway = &self.core.ports.gateway;
            let sent = gateway.send(&route, request, None, &Ignore).await;
            let there = match &sent {
                Ok(response) => speaks(response),
                // To a console's own pages: somebody is there, but not the API.
                Err(GatewayError::Redirected { .. }) => false,
                Err(_) => true,
            };
            last = Some(sent);
            if there {
                break;
            }
        }
        let reached = last.ok_or(AppError::NotFound)?;
        for step in on_the_way(&reached) {
            teller.put(step);
        }
        match reached {
            Ok(response) => Ok(response),
            // Told as a step above, or as what is not the product below.
            Err(error) => {
                let step = step_of(&error);
                let failure = AppError::from(error);
                if step == StepId::Product {
                    // What did not answer showed no clock.
                    teller.tell(StepId::Clock, StepState::Skipped);
                    let told = async { Err::<((), Option<StepFact>), _>(failure.clone()) };
                    teller.step(StepId::Product, told).await?;
                }
                Err(failure)
            }
        }
    }

    /// Whether the clocks agree; by how much ours is ahead is told. It ends nothing: a sign-in may
    /// still work.
    pub(super) async fn compare_clocks(&self, response: &Response, teller: &Teller) {
        let ours = self.core.ports.clock.now();
        let Some(ahead) = ahead(ours, response) else {
            teller.tell(StepId::Clock, StepState::Skipped);
            return;
        };
        let seconds = i32::try_from(ahead).unwrap_or(i32::MAX);
        let compared = async {
            if ahead.abs() > CLOCKS_APART {
                Err(AppError::ClockOff { seconds })
            } else {
                Ok(((), Some(StepFact::Clock { seconds })))
            }
        };
        let _ = teller.step(StepId::Clock, compared).await;
    }
}

/// By how many seconds our clock is ahead of the server's; nothing when it does not say its time.
fn ahead(ours: Timestamp, response: &Response) -> Option<i64> {
    let theirs = response.date()?;
    Some(ours.as_second() - theirs.as_second())
}

/// At which step of its way a request ended; [`StepId::Product`] when it arrived.
fn step_of(error: &GatewayError) -> StepId {
    match error {
        GatewayError::Proxy { .. } => StepId::Connection,
        GatewayError::Untrusted { .. } | GatewayError::Identity { .. } => StepId::Certificate,
        GatewayError::Unreachable { fault, outcome, .. } => match fault {
            NetworkFault::Name | NetworkFault::NameTimeout => StepId::Name,
            NetworkFault::Refused | NetworkFault::ConnectTimeout => StepId::Connection,
            NetworkFault::HandshakeTimeout | NetworkFault::TooOld | NetworkFault::Tls => {
                StepId::Certificate
            }
            NetworkFault::Reset | NetworkFault::Timeout | NetworkFault::Protocol => match outcome {
                Outcome::NotSent => StepId::Connection,
                Outcome::Unknown => StepId::Product,
            },
        },
        GatewayError::Locked(_)
        | GatewayError::NotApproved(_)
        | GatewayError::LeftOrigin { .. }
        | GatewayError::Redirected { .. }
        | GatewayError::RateLimited { .. }
        | GatewayError::Resting { .. }
        | GatewayError::HeadTooLarge { .. }
        | GatewayError::Undecodable { .. }
        | GatewayError::TooLarge { .. } => StepId::Product,
    }
}

/// What a request says of its way, step by step.
fn on_the_way(reached: &Result<Response, GatewayError>) -> Vec<TestStep> {
    let step = |id, state, took: Option<Duration>, fact, failure| TestStep {
        id,
        state,
        took_ms: took.map(millis),
        fact,
        failure,
    };
    match reached {
        Ok(response) => {
            let made = response.timing.connecting;
            let lookup = made.and_then(|made| made.lookup);
            let named = if lookup.is_some() {
                StepState::Passed
            } else {
                // An address needs none, and through a proxy the proxy looks the name up.
                StepState::Skipped
            };
            let via = crate::wire::ViaView::from(&response.via);
            let way = StepFact::Way {
                proxy: via.proxy,
                said_by: via.said_by,
            };
            let handshake = made.and_then(|made| match made.handshake {
                Handshake::Took(took) => Some(took),
                Handshake::None | Handshake::WithinConnect => None,
            });
            let shown = response.certificate.as_deref();
            let certificate = shown.map(|shown| StepFact::Certificate {
                certificate: CertificateView::from(shown),
            });
            let connect = made.map(|made| made.connect);
            let trusted = if certificate.is_some() {
                StepState::Passed
            } else {
                StepState::Skipped
            };
            vec![
                step(StepId::Name, named, lookup, None, None),
                step(
                    StepId::Connection,
                    StepState::Passed,
                    connect,
                    Some(way),
                    None,
                ),
                step(StepId::Certificate, trusted, handshake, certificate, None),
            ]
        }
        Err(error) => {
            let failed = step_of(error);
            // The proxy would have looked the name up.
            let at_proxy = matches!(error, GatewayError::Proxy { .. });
            let mut before = true;
            let tell = |id: StepId| {
                if id == failed {
                    before = false;
                    let failure = AppError::from(error.clone());
                    return step(id, StepState::Failed, None, None, Some(failure));
                }
                let state = match id {
                    _ if !before => StepState::Waiting,
                    StepId::Name if at_proxy => StepState::Skipped,
                    _ => StepState::Passed,
                };
                step(id, state, None, None, None)
            };
            ON_THE_WAY.into_iter().map(tell).collect()
        }
    }
}

/// The places a pasted address may mean.
pub(super) fn places(vendor: &dyn Adapter, draft: &TenantDraft) -> Step<Vec<Place>> {
    let reading = vendor.manifest().tenant.understand(&draft.address);
    let reading = reading.map_err(|error| crate::convert::address_problem("address", &error))?;
    let address = reading
        .places
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    Ok((reading.places, Some(StepFact::Address { address })))
}

/// Whether an API answers here, not a web page and not a stranger.
fn speaks(response: &Response) -> bool {
    let page = response
        .header("content-type")
        .is_some_and(|kind| kind.contains("text/html"));
    !page && !matches!(response.status, 404 | 405) && response.status < 500
}

pub(super) fn product(tenant: &Tenant, vendor: &dyn Adapter, probed: &Response) -> Step<()> {
    if vendor.manifest().tenant.probe.is_some() && !speaks(probed) {
        return Err(not_this_product(tenant, probed));
    }
    let version = vendor.manifest().tenant.version.as_ref().and_then(|rule| {
        let body: serde_json::Value = serde_json::from_slice(&probed.body).ok()?;
        rule.at.find(&body)?.as_str().map(str::to_owned)
    });
    Ok(((), version.map(|version| StepFact::Version { version })))
}

/// What answered is something else than the vendor's API.
pub(super) fn not_this_product(tenant: &Tenant, answer: &Response) -> AppError {
    AppError::NotThisProduct {
        host: tenant.place.origin().authority().to_owned(),
        status: answer.status,
        content_type: answer.header("content-type").map(str::to_owned),
    }
}
