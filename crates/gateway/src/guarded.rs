//! Refuses anything but reads while a tenant is locked, and what nobody has approved while it is open.

use crate::{
    Approvals, Credential, Event, Gateway, GatewayError, Guard, Later, Request, Response, Route,
    Seal,
};
use domain::{Clock, Effect, Sink};
use std::sync::Arc;

/// The outermost gateway: because it is the outermost layer of the only door, no feature, script,
/// deep link or bulk run can go round it.
pub struct Guarded<G> {
    inner: G,
    approvals: Approvals,
    clock: Arc<dyn Clock>,
}

impl<G> Guarded<G> {
    /// Guards `inner`; an open tenant locks itself by `clock`, and of what does more than read only
    /// what is in `approvals` passes, once for each time it was approved.
    pub fn new(inner: G, approvals: Approvals, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner,
            approvals,
            clock,
        }
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
            if request.effect != Effect::Reads {
                let now = self.clock.now();
                let open = match route.guard {
                    Guard::ReadOnly => false,
                    Guard::Open { until } => now < until,
                };
                if !open {
                    return Err(GatewayError::Locked(request.effect));
                }
                if !self.approvals.take(Seal::of(&route.tenant, &request), now) {
                    return Err(GatewayError::NotApproved(request.effect));
                }
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
