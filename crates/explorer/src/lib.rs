//! From a draft to a request, and from an answer to something that may be shown and kept.
//!
//! Nothing here opens a socket, asks a clock or knows a credential. [`compose`] turns what a person
//! entered into a request to the tenant's own place and to nowhere else, or says everything that
//! is wrong with it at once. [`Redactor`] is the only maker of [`Redacted`] values, so that
//! nothing else can be shown, logged or kept.
//!
//! An answer goes the same way whatever its size: [`Arriving`] takes it from the gateway into a
//! [`Spool`], which redacts and lays it out while it comes, and gives a [`BodyText`] in memory or
//! in a private file, without a digit of it changed. Every view of that (lines, tree, tables,
//! search, comparison) reads the part that is looked at. [`Follow`] and [`Merge`] make one list
//! of many pages.

mod address;
mod body;
mod carried;
mod catalogue;
pub mod code;
mod compare;
mod compose;
mod disclosing;
mod draft;
mod entered;
mod exchange;
mod find;
mod follow;
mod form;
mod free;
mod headers;
mod home;
mod intake;
mod json;
mod json_flow;
mod lay_out;
mod lay_out_xml;
mod merge;
mod payload;
mod picture;
mod pieces;
mod redact;
mod scan;
mod scrub;
mod spool;
mod store;
mod styles;
mod table;
#[cfg(test)]
mod testing;
mod text_flow;
mod tree;
mod value;
mod xml;
mod xml_flow;

pub use address::path_value;
pub use body::{BodyKind, BodyText};
pub use carried::FreeBody;
pub use compare::{ComparedLine, Comparison, Hunk, Side, compare};
pub use compose::{Composed, compose};
pub use disclosing::Disclosed;
pub use draft::{Doubts, Draft, Problem, ProblemKind, Slot};
pub use exchange::{Exchange, Header, Outcome, Received, Sent};
pub use find::{Found, Match};
pub use follow::{End, Follow, Next, Turning};
pub use free::{Free, called, compose_free};
pub use home::Home;
pub use intake::{Arrived, Arriving};
pub use json::BadJson;
pub use merge::{Merge, MergeError};
pub use openapi::In;
pub use payload::{Content, Field, FileRef, Multipart, Payload, Piece};
pub use picture::{Picture, PictureFormat};
pub use redact::{Redacted, Redactor};
pub use scan::ViewError;
pub use scrub::Scrubber;
pub use spool::Spool;
pub use store::remove_leftovers;
pub use table::{Cell, Direction, Table, TableLine};
pub use tree::{Branch, Node, NodeKind};
