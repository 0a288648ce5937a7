//! A vendor's API description, as read: Swagger 2.0 and OpenAPI 3.0 to 3.2, JSON or YAML.
//!
//! A document stays a tree with a list of operations over it; nothing is parsed into a
//! full model, because published documents are rarely valid and a strict model would lose
//! what it cannot name. What cannot be read becomes a [`Finding`]; only a file with nothing
//! readable in it is [`Unreadable`]. Nothing here opens a file or a connection: files a document
//! refers to are asked of a [`Neighbours`], within limits, or reported. Servers are shown, never
//! obeyed.
//!
//! Start at [`Document::read`]; then [`Document::operations`], [`Document::operation`],
//! [`Document::schema`], [`Document::search`], [`Document::below`]. Text for people goes through [`blocks`].

mod browse;
mod build;
mod check;
mod check_parameter;
mod compare;
mod decode;
mod document;
mod example;
mod finding;
mod follow;
mod gather;
mod index;
mod json;
mod media;
mod names;
mod neighbours;
mod node;
mod not_checked;
mod operation;
mod parameter;
mod parse;
mod pointer;
mod problems;
mod prose;
mod prose_maker;
mod query;
mod schema;
mod search;
mod server;
mod shape;
mod translate;
mod tree;
mod unknown_fields;
mod unreadable;
mod validator;
mod vocabulary;
mod words;
mod yaml;

pub use browse::{Below, Step};
pub use compare::{ChangeKind, Comparison, Difference, Reason, Weight};
pub use document::{About, Document, Format, OperationLine, TagLine};
pub use example::{NoExample, Use};
pub use finding::{Finding, FindingKind};
pub use media::{Answer, Body, Media};
pub use neighbours::{Alone, Neighbours, Refusal};
pub use node::{Kind, Node};
pub use not_checked::{NotChecked, WhyNotChecked};
pub use operation::{Operation, Security};
pub use parameter::{In, Parameter, Style};
pub use pointer::{Dangling, Pointer};
pub use problems::{Got, SchemaProblem};
pub use prose::{Block, Inline, blocks, visible};
pub use schema::{Child, ChildRole, Fact, Mapping, Needs, SchemaView};
pub use search::{Hit, MatchedIn, Piece};
pub use server::Server;
pub use shape::Shape;
pub use validator::{Checked, Fits, Validator};

pub use unreadable::{Limits, Unreadable, Why};
