//! The faults of the table in `docs/security.md` that the gateway decides, over real sockets and
//! against servers that do what no well-behaved server does. Each test begins with its row.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod bodies;
mod certificates;
mod delays;
mod h2;
mod http;
mod network;
mod origins;
mod proxies;
mod scripts;
mod support;
mod trust;
mod writes;
