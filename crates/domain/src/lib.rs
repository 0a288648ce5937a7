//! The words everything else is said in: ids, tenants, places, secrets, effects
//! and a vendor's manifest as types.
//!
//! Nothing here does I/O or knows an async runtime; a rule that needs the time
//! takes it as an argument. Start reading at [`Manifest`] for what a vendor is,
//! and at [`Tenant`] for what a person adds.

mod access;
mod catalogue;
mod effect;
mod explain;
mod ids;
mod judge;
mod look_up;
mod manifest;
mod need;
mod network;
mod place;
mod reading;
mod rows;
mod secret;
mod secret_names;
mod sink;
pub mod spreadsheet;
mod template;
mod tenant;
mod time;
mod trust;
mod understand;
mod waiting;

pub use access::{
    Access, AccessError, Console, Grant, HeldBy, Holders, Holding, Least, Own, Permission, Places,
    Preset, Purpose, Through,
};
pub use catalogue::{Catalogue, CatalogueEntry, CatalogueError, OperationKey, TicketFields};
pub use effect::{Effect, Safety};
pub use explain::{
    During, Explanation, Explanations, ExplanationsError, FailedAnswer, Shape, When, Who,
};
pub use ids::{FieldId, MethodId, TenantId, TileId, VendorId};
pub use judge::{VendorFailure, Verdict};
pub use look_up::{
    Events, FactRule, FactValue, Find, LookUp, More, Offer, Same, SameBy, Sought, StandsOut, State,
    Tone, hole,
};
pub use manifest::{
    Address, At, AuthMethod, BasicEncoding, Condition, Connections, Cookies, Counted, Discovery,
    DocumentSource, Failures, Field, FindAddress, Hue, LimitHeaders, LimitWindow, Lives, Manifest,
    ManifestError, Mark, Paging, Part, Refresh, RequestLine, Revoke, SendIn, SignIn, SignOut,
    Status, Talk, TenantRules, Tile, TileValue, ValueAt, Where,
};
pub use need::Need;
pub use network::{Proxy, ProxyAddress, ProxyAddressError, ProxyScheme, ScriptAddress};
pub use place::{Origin, Place, PlaceError};
pub use rows::{Asking, RowText, Rows, moment, scalar};
pub use secret::Secret;
pub use secret_names::{is_secret_name, is_secret_text, may_be_secret};
pub use sink::{Ignore, Sink};
pub use template::{Template, TemplateError};
pub use tenant::{Environment, Tenant};
pub use time::{Clock, SystemClock, Timestamp};
pub use trust::{Certificate, CertificateError, Trust};
pub use understand::Reading;
pub use waiting::{Each, Item, Older, Urgency, Wait, WaitKind, Waiting};

#[cfg(feature = "testing")]
pub mod testing;
