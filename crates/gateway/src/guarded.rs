//! Refuses anything but reads while a tenant is locked.

use crate::{Credential, Event, Gateway, GatewayError, Guard, Later, Request, Response, Route};
use domain::{Clock, Effect, Sink};
use std::sync::Arc;

/// The outermost gateway: because it is the outermost layer of the only door, no feature, script,
/// deep link or bulk run can go round it.
pub struct Guarded<G> {
    inner: G,
    clock: Arc<dyn Clock>,
}

impl<G> Guarded<G> {
    /// Guards `inner`; an open tenant locks itself by `clock`.
    pub fn new(inner: G, clock: Arc<dyn Clock>) -> Self {
        Self { inner, clock }
    }
}

impl<G: Gateway> Gateway for Guarded<G> {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            let open = match route.guard {
                Guard::ReadOnly => false,
                Guard::Open { until } => self.clock.now() < until,
            };
            if !open && request.effect != Effect::Reads {
                return Err(GatewayError::Locked(request.effect));
            }
            let overall = request.timeout.unwrap_or(route.timeouts.overall);
            let host = request.url.host_str().unwrap_or_default().to_owned();
            let sent = self.inner.send(route, request, credential, watch);
            let late = |_| GatewayError::Unreachable {
                host,
                fault: crate::NetworkFault::Timeout,
                outcome: crate::Outcome::Unknown,
            };
            tokio::time::timeout(overall, sent).await.map_err(late)?
        })
    }
}
