//! From a draft to a request, and from an answer to something that may be shown and kept.
//!
//! Everything here is pure: no network, no clock, no credential. [`compose`] turns what a person
//! entered into a request to the tenant's own place and to nowhere else, or says everything that
//! is wrong with it at once. [`Redactor`] is the only maker of [`Redacted`] values, so that
//! nothing else can be shown, logged or kept. [`BodyText`] lays a body out without changing
//! a digit of it.

mod address;
mod body;
mod carried;
mod catalogue;
pub mod code;
mod compose;
mod draft;
mod entered;
mod exchange;
mod form;
mod free;
mod headers;
mod home;
mod json;
mod lay_out;
mod payload;
mod redact;
mod scrub;
mod secret_names;
mod styles;
mod value;
mod xml;

pub use body::{BodyKind, BodyText};
pub use carried::FreeBody;
pub use compose::{Composed, compose};
pub use draft::{Doubts, Draft, Problem, ProblemKind, Slot};
pub use exchange::{Exchange, Header, Outcome, Received, Sent};
pub use free::{Free, compose_free};
pub use home::Home;
pub use json::BadJson;
pub use openapi::In;
pub use payload::{Content, Field, FileRef, Multipart, Payload, Piece};
pub use redact::{Redacted, Redactor};
pub use scrub::Scrubber;
