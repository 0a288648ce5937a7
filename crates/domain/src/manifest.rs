//! A vendor as data: `vendor.toml` as types.
//!
//! Unknown keys are errors. The vocabulary grows only when a second vendor needs
//! the word; until then the odd one out writes code.

mod auth;

pub use auth::{
    AuthMethod, BasicEncoding, Discovery, Field, Lives, Refresh, Revoke, SendIn, SignIn, SignOut,
    Talk,
};

use crate::{FieldId, MethodId, Place, Template, TileId, VendorId};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything about a vendor that can be said as data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The folder's name.
    pub id: VendorId,
    /// Who makes it.
    pub maker: String,
    /// What it is called beside the maker.
    pub product: String,
    /// The product in one or two words, where room is short: `PRA`.
    pub short: String,
    /// What the simulated tenant is called, as a customer would call theirs.
    pub demo_name: String,
    /// Two letters and a hue.
    pub mark: Mark,
    /// How a tenant is found and spoken to.
    pub tenant: TenantRules,
    /// The ways of signing in, the usual one first.
    pub auth: Vec<AuthMethod>,
    /// Where the tenant's own OpenAPI document may be had, best guess first; empty when
    /// the vendor serves none and ours is all there is.
    #[serde(default)]
    pub document: Vec<DocumentSource>,
    /// How lists are paged, where the vendor has one way.
    #[serde(default)]
    pub paging: Option<Paging>,
    /// How the vendor says no.
    #[serde(default)]
    pub failures: Failures,
    /// What a status of an answer means to this vendor, one sentence each.
    #[serde(default)]
    pub statuses: BTreeMap<Status, String>,
    /// The rate windows the vendor publishes; empty when it publishes none.
    #[serde(default)]
    pub limits: Vec<LimitWindow>,
    /// Where answers tell what is left of one of them.
    #[serde(default)]
    pub limits_told: Option<LimitHeaders>,
    /// The numbers on a tenant's card, in order.
    #[serde(default)]
    pub tiles: Vec<Tile>,
}

/// An HTTP status, written as a text in TOML, where names are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Status(u16);

impl Status {
    /// A status by its number.
    pub fn new(status: u16) -> Self {
        Self(status)
    }
}

impl TryFrom<String> for Status {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = text
            .parse()
            .ok()
            .filter(|number| (100..600).contains(number));
        number
            .map(Self)
            .ok_or_else(|| format!("not a status: {text}"))
    }
}

/// Two letters and a hue: never a logo.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Two letters, like a chemical symbol.
    pub letters: String,
    /// From a closed list.
    pub hue: Hue,
}

/// The hues a vendor's mark may have; each has a token in the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "colours")]
pub enum Hue {
    Petrol,
    Moss,
    Raspberry,
    Copper,
    Plum,
    Slate,
    Indigo,
    Bottle,
    Brick,
}

/// How a tenant is found and spoken to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantRules {
    /// What the form asks for, as a sentence with an example.
    pub ask: String,
    /// The path the API hangs below when the person gives only a host, best guess first.
    /// A pasted path that starts with one of these keeps that much of it. `""` is the root.
    #[serde(default = "root")]
    pub paths: Vec<String>,
    /// Whether a path of the person's own stands before the API (`/{alias}`), so that the first
    /// segment of a pasted path is kept even when it is none of `paths`.
    #[serde(default)]
    pub own_path: bool,
    /// Whether all of a pasted path belongs to the API.
    #[serde(default)]
    pub whole_path: bool,
    /// Paths of the console: from the first of these on, a pasted path is dropped, with a note.
    #[serde(default)]
    pub console: Vec<String>,
    /// Proves address and certificate, needs no sign-in.
    #[serde(default)]
    pub probe: Option<RequestLine>,
    /// The product's version.
    #[serde(default)]
    pub version: Option<ValueAt>,
    /// Whether the vendor's load balancer pins by cookie.
    #[serde(default)]
    pub cookies: Cookies,
    /// Whether a connection may serve more than one call.
    #[serde(default)]
    pub connections: Connections,
    /// Further addresses a method may need: sign-in may happen elsewhere.
    #[serde(default)]
    pub addresses: Vec<Address>,
}

fn root() -> Vec<String> {
    vec![String::new()]
}

/// A request whose answer holds one value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueAt {
    /// What to ask.
    pub request: RequestLine,
    /// Where the value is.
    pub at: At,
}

/// Another address of a tenant, on an origin of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Named in request lines as `{id}/path`.
    pub id: FieldId,
    /// What the form asks for.
    pub ask: String,
    /// The methods that need it.
    pub methods: Vec<MethodId>,
    /// May be left empty: it is found by itself, or another one says the same.
    #[serde(default)]
    pub optional: bool,
    /// Who knows it, when the person does not.
    #[serde(default)]
    pub find: Option<FindAddress>,
}

/// A service of the vendor that knows an address of a tenant by the tenant's name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindAddress {
    /// Where the service is.
    pub at: Place,
    /// What it is asked; `{name}` stands for the tenant's name there.
    pub path: Template,
    /// Behind which domains the first part of a tenant's host is that name.
    pub below: Vec<String>,
    /// Where the address is in the answer, the best place first.
    pub value: Vec<At>,
}

impl FindAddress {
    /// The name a tenant has at the service; nothing when its host does not tell.
    pub fn name(&self, place: &Place) -> Option<String> {
        let host = place.origin().authority().to_ascii_lowercase();
        let name = self
            .below
            .iter()
            .find_map(|below| host.strip_suffix(below))?;
        // What is no single name is not put into a path.
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        fine.then(|| name.to_owned())
    }
}

/// What to do with cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cookies {
    /// Not kept.
    #[default]
    Ignore,
    /// Kept for the length of a session, at the tenant's own origin.
    Keep,
}

/// Whether a connection may serve more than one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connections {
    /// Kept alive.
    #[default]
    Keep,
    /// The vendor asks for one connection per call.
    ClosePerCall,
}

/// `"METHOD /path"`, `"METHOD /path?query"`, or `"METHOD {address}/path"` for another address;
/// `"METHOD {address}"` is that address as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// In capitals.
    pub method: String,
    /// The address it goes to, when it is not the tenant's place.
    pub address: Option<FieldId>,
    /// Starts with a slash; below the tenant's place, or that address. Empty for the address itself.
    pub path: String,
}

impl RequestLine {
    /// Reads a request line.
    pub fn parse(text: &str) -> Option<Self> {
        let (method, rest) = text.trim().split_once(' ')?;
        let rest = rest.trim();
        let (address, path) = match rest.strip_prefix('{') {
            Some(rest) => {
                let (address, path) = rest.split_once('}')?;
                (Some(FieldId::from(address)), path)
            }
            None => (None, rest),
        };
        let method = method.to_owned();
        let whole = address.is_some() && path.is_empty();
        let fine =
            (whole || path.starts_with('/')) && method.chars().all(|c| c.is_ascii_uppercase());
        fine.then(|| Self {
            method,
            address,
            path: path.to_owned(),
        })
    }
}

impl<'de> Deserialize<'de> for RequestLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("not a request line: {text}")))
    }
}

/// Where the tenant's own document may be had.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSource {
    /// A GET.
    pub request: RequestLine,
    /// Whether it is asked with the session.
    #[serde(default)]
    pub signed_in: bool,
}

/// How lists are paged.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Paging {
    /// `offset` and `limit` parameters, and a total.
    Offset {
        /// Query parameter of the first row's number.
        offset: String,
        /// Query parameter of the page's size.
        limit: String,
        /// Where the rows are.
        items: At,
        /// Where the total is.
        total: At,
    },
    /// Page number and size parameters, and a total.
    Page {
        /// Query parameter of the page's number.
        page: String,
        /// Number of the first page.
        first: u32,
        /// Query parameter of the page's size.
        size: String,
        /// Where the rows are.
        items: At,
        /// Where the total is, when the answer's body has it.
        #[serde(default)]
        total: Option<At>,
    },
    /// The answer names the next page.
    Link {
        /// Where the rows are.
        items: At,
        /// Where the address of the next page is.
        next: At,
    },
}

/// How a vendor says no. Every list is tried in order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failures {
    /// Where its sentence is.
    #[serde(default)]
    pub message: Vec<At>,
    /// Where its code is.
    #[serde(default)]
    pub code: Vec<At>,
    /// When the token is what it rejects.
    #[serde(default)]
    pub token_rejected: Vec<Condition>,
    /// When it fails with a status that says success.
    #[serde(default)]
    pub failed_despite_success: Option<Condition>,
    /// At sign-in: when the account may not be used at all, whatever its secret. Disabled,
    /// suspended, locked out, expired.
    #[serde(default)]
    pub account_off: Vec<Condition>,
    /// At sign-in: when it may not be used from where we are.
    #[serde(default)]
    pub network_refused: Vec<Condition>,
    /// At sign-in: when it asks for patience, not for other secrets.
    #[serde(default)]
    pub not_the_secret: Vec<Condition>,
}

/// A question to an answer; every part given must hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The HTTP status.
    #[serde(default)]
    pub status: Option<u16>,
    /// A place in the JSON body.
    #[serde(default)]
    pub at: Option<At>,
    /// What stands there, whatever the case; left out: anything but null.
    #[serde(default)]
    pub is: Option<String>,
    /// A part of the text that stands there, whatever the case, where a vendor has no code for it.
    #[serde(default)]
    pub contains: Option<String>,
    /// Holds also for a body that is not JSON.
    #[serde(default)]
    pub or_unreadable: bool,
}

/// So many calls in so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitWindow {
    /// Calls.
    pub calls: u32,
    /// Seconds.
    pub seconds: u32,
}

/// Where answers tell what is left of a rate window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitHeaders {
    /// The header with the calls of the window. It tells which window is meant.
    pub calls: String,
    /// The header with the calls that are left in it.
    pub left: String,
}

/// A place in a JSON value (RFC 6901), whose names are matched whatever their case when the exact
/// one is absent: vendors change case between versions. `""` is the whole value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At(Vec<String>);

impl At {
    /// Reads a JSON pointer.
    pub fn parse(pointer: &str) -> Option<Self> {
        if pointer.is_empty() {
            return Some(Self(Vec::new()));
        }
        let names = pointer.strip_prefix('/')?.split('/');
        Some(Self(
            names
                .map(|name| name.replace("~1", "/").replace("~0", "~"))
                .collect(),
        ))
    }

    /// What stands there.
    pub fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(value, |value, name| match value {
            Value::Object(members) => members.get(name).or_else(|| {
                members
                    .iter()
                    .find(|(key, _)| key.eq_ignore_ascii_case(name))
                    .map(|(_, found)| found)
            }),
            Value::Array(items) => items.get(name.parse::<usize>().ok()?),
            _ => None,
        })
    }
}

impl At {
    /// As [`At::find`], to change or wipe what stands there.
    pub fn find_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        self.0.iter().try_fold(value, |value, name| match value {
            Value::Object(members) => {
                let key = if members.contains_key(name) {
                    name.clone()
                } else {
                    members
                        .keys()
                        .find(|key| key.eq_ignore_ascii_case(name))?
                        .clone()
                };
                members.get_mut(&key)
            }
            Value::Array(items) => items.get_mut(name.parse::<usize>().ok()?),
            _ => None,
        })
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a pointer: {text}")))
    }
}

/// One number on a tenant's card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// Unique within the vendor.
    pub id: TileId,
    /// Two or three words below the number.
    pub label: String,
    /// `"METHOD /path"`, below the tenant's place; its effect must be `reads`.
    pub operation: RequestLine,
    /// Query parameters.
    #[serde(default)]
    pub query: IndexMap<String, String>,
    /// A JSON body, for searches that POST.
    #[serde(default)]
    pub json: Option<Value>,
    /// Which number.
    pub value: TileValue,
    /// What it is a part of, shown as "of 250".
    #[serde(default)]
    pub of: Option<TileValue>,
    /// A split of the whole, drawn as a bar; at most four parts.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// Whether a number above zero waits for a person.
    #[serde(default)]
    pub attention: bool,
}

/// One part of a whole.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// One word.
    pub label: String,
    /// Which number.
    pub value: TileValue,
    /// Whether this part needs action.
    #[serde(default)]
    pub attention: bool,
}

/// How a number is read from an answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum TileValue {
    /// A number, or a text of digits, in the body.
    At(At),
    /// The length of a list in the body, or of the rows of it that match.
    Count(Counted),
    /// A number in a response header.
    Header {
        /// Its name.
        header: String,
    },
}

/// A list to count.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Where the list is.
    pub count: At,
    /// Where else it may be: between versions a list moves into an envelope, or out of it.
    #[serde(default)]
    pub or: Vec<At>,
    /// Which rows; all when left out. Every one must hold.
    #[serde(default, rename = "where")]
    pub only: Vec<Where>,
}

/// A question to one row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Where {
    /// A place in the row.
    pub at: At,
    /// It stands there, whatever the case.
    #[serde(default)]
    pub is: Option<String>,
    /// It does not stand there.
    #[serde(default)]
    pub not: Option<String>,
    /// What stands there begins with it, whatever the case.
    #[serde(default)]
    pub starts: Option<String>,
    /// It is less, or earlier, than what stands at another place of the row. Nothing is less
    /// than everything.
    #[serde(default)]
    pub below: Option<At>,
    /// The opposite of `below`, so that two parts of a bar add up.
    #[serde(default)]
    pub at_least: Option<At>,
}

/// Why `vendor.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// Not TOML, or not of this shape. Names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// It contradicts itself.
    #[error("{key}: {why}")]
    Contradiction {
        /// Where.
        key: String,
        /// How.
        why: &'static str,
    },
}
