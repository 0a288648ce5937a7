//! Servers that follow a script, authorities of their own, and time that stands still.

mod authority;
mod bucket;
mod names;
mod proxy;
mod script;
mod socks;
mod strict;
mod time;

pub use authority::{Authority, acceptor};
pub use bucket::{Bucket, streamed};
pub use names::{Book, House};
pub use proxy::Proxy;
pub use script::{Act, Server, says};
pub use socks::Socks;
pub use strict::{Strict, answer};
pub use time::{Held, settled};

use domain::{Ignore, Place, Safety, SystemClock};
use gateway::{Approvals, Gateway, GatewayError, Method, Request, Response, Route, Surroundings};
use std::sync::Arc;

/// A route to a server of this machine.
pub fn route(scheme: &str, host: &str, port: u16) -> Route {
    let place = Place::parse(&format!("{scheme}://{host}:{port}")).unwrap();
    Route::to("t".into(), place)
}

/// The whole gateway in surroundings of our own: names are those of the book, and there is no
/// proxy but the one the house has.
pub fn door(book: Book, house: House) -> Arc<dyn Gateway> {
    asked_door(book, house).0
}

/// The same, with what lets more than reads pass.
pub fn asked_door(book: Book, house: House) -> (Arc<dyn Gateway>, Approvals) {
    let surroundings = Surroundings {
        names: Arc::new(book),
        proxies: Arc::new(house),
    };
    let (door, _, approvals) = gateway::open_within(Arc::new(SystemClock), &surroundings);
    (door, approvals)
}

/// The whole gateway, with nothing but this machine around it.
pub fn plain_door() -> Arc<dyn Gateway> {
    door(Book::default(), House::default())
}

pub fn read(route: &Route) -> Request {
    Request::get(route.home.join("/x").unwrap())
}

/// A write: it may be sent once.
pub fn write(route: &Route) -> Request {
    let mut request = read(route);
    request.method = Method::POST;
    request.body = gateway::Body::Bytes(b"{\"a\":1}".to_vec());
    request.safety = Safety::Once;
    request
}

pub async fn get(door: &Arc<dyn Gateway>, route: &Route) -> Result<Response, GatewayError> {
    door.send(route, read(route), None, &Ignore).await
}

pub async fn send(
    door: &Arc<dyn Gateway>,
    route: &Route,
    request: Request,
) -> Result<Response, GatewayError> {
    door.send(route, request, None, &Ignore).await
}
