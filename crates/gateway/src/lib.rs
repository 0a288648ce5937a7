//! One door to the network: the only crate that can open a socket to a vendor.
//!
//! A request passes a stack of small gateways, outermost first: [`Guarded`] refuses what a locked
//! tenant may not send, and what nobody has approved, [`Retrying`] repeats what is safe to repeat, [`Resting`] leaves alone who
//! failed several times, [`Limited`] keeps the vendor's rate windows, [`Redirecting`] walks hops and attaches the credential at home only, and
//! [`Transport`] is the one place that names the HTTP library. [`open`] builds the stack.
//!
//! Which tenant, how far a redirect may lead and what is trusted come from a [`Route`], which is
//! built from settings and never from a request.

mod approvals;
mod certificate;
mod clients;
mod decoding;
mod destination;
mod dialing;
mod error;
mod failing;
mod guarded;
mod identity;
mod limited;
mod message;
mod pouring;
mod receiving;
mod redirecting;
mod resting;
mod retrying;
mod route;
mod script;
mod surroundings;
mod timing;
mod tls;
mod transport;
mod tunnel;
mod tunnels;
mod via;
mod waking;
mod ways;

pub use approvals::{Approvals, Seal};
pub use certificate::{Shown, fingerprint};
pub use destination::{BodyFault, BodySink, Destination, Head, Intake, MOST_STORED, Refused};
pub use error::{
    CertificateFault, GatewayError, IdentityFault, LastFailure, NetworkFault, Outcome,
};
pub use guarded::Guarded;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, Version};
pub use identity::{Identity, IdentityError};
pub use limited::{Budget, Budgets, Limited};
pub use message::{Body, Request, Response};
pub use redirecting::Redirecting;
pub use resting::Resting;
pub use retrying::Retrying;
pub use route::{CookieJar, Guard, Pace, Redirects, Route, Timeouts};
pub use surroundings::{Machine, Names, Surroundings, SystemProxies};
pub use timing::{Connecting, Handshake, Hop, Timing, TlsVersion};
pub use transport::Transport;
pub use via::{ProxyFault, SaidBy, ScriptFault, Via};

use domain::{Clock, Sink};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// An answer that will come.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Adds itself to one hop of one request.
pub trait Credential: Send + Sync {
    /// Sets the header that carries it.
    fn attach(&self, headers: &mut HeaderMap);

    /// Adds it to the address, where a vendor wants it in the query. It is in no address that is
    /// shown or told of afterwards.
    fn address(&self, _url: &mut Url) {}
}

/// What happens to a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It left.
    Sent,
    /// The rate window or the vendor asks us to wait so long.
    Waiting(Duration),
    /// So many bytes of the answer's body came so far, as they are on the network. Told at most
    /// ten times a second, and once at the end.
    Received(u64),
}

/// Sends requests. Dropping the future closes the socket.
pub trait Gateway: Send + Sync {
    /// Sends a request by a route. `credential` is attached to every hop that stays at home.
    ///
    /// An answer of any status is `Ok`; what it means is the vendor's to say.
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>>;
}

/// The whole stack over the real network, a view of what is left of the rate windows, and the way
/// to say what a person has approved.
pub fn open(clock: Arc<dyn Clock>) -> (Arc<dyn Gateway>, Budgets, Approvals) {
    open_within(clock, &Surroundings::default())
}

/// As [`open`], in surroundings of one's own.
pub fn open_within(
    clock: Arc<dyn Clock>,
    surroundings: &Surroundings,
) -> (Arc<dyn Gateway>, Budgets, Approvals) {
    let budgets = Budgets::default();
    let approvals = Approvals::default();
    let redirecting = Redirecting::new(Transport::new(surroundings, Arc::clone(&clock)));
    let limited = Limited::new(redirecting, budgets.clone(), Arc::clone(&clock));
    let retrying = Retrying::new(Resting::new(limited));
    (
        Arc::new(Guarded::new(retrying, approvals.clone(), clock)),
        budgets,
        approvals,
    )
}
