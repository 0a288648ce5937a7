//! Our sign-ins against servers that are not ours, and clients that are not ours against our
//! simulated tenants: what both sides of ours have misunderstood alike would show here.
//!
//! Each test installs what it needs with the package manager of its language, once, beside what is
//! built, and says so when it cannot.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod clients;
mod prism;
mod provider;
mod proxies;
mod running;
mod schema;
mod scim;
mod token;
