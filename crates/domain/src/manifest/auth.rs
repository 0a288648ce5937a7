//! How one signs in, as data.

use super::{At, RequestLine};
use crate::{FieldId, MethodId, Template};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// One way of signing in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthMethod {
    /// Unique within the vendor.
    pub id: MethodId,
    /// What the person sees.
    pub label: String,
    /// One sentence on when to choose it and where its values are found.
    #[serde(default)]
    pub hint: Option<String>,
    /// What the person gives.
    pub fields: Vec<Field>,
    /// How it goes about, when one request is not all.
    #[serde(default)]
    pub talk: Talk,
    /// Whether a person has to be there each time: for a code, an approval, a browser. Nothing
    /// begins it by itself then.
    #[serde(default)]
    pub person: bool,
    /// Where its addresses are found when they are not given.
    #[serde(default)]
    pub discovery: Option<Discovery>,
    /// The request that signs in.
    pub sign_in: SignIn,
    /// The request that renews without what the person gave, where there is one.
    #[serde(default)]
    pub refresh: Option<Refresh>,
    /// What tells an OAuth server that a token is not needed any more, where it listens to that.
    #[serde(default)]
    pub revoke: Option<Revoke>,
    /// The request that signs out, where there is one.
    #[serde(default)]
    pub sign_out: Option<SignOut>,
}

/// How signing in goes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Talk {
    /// One request gives the token, or what the person gave is the token; or the vendor's own code
    /// knows better.
    #[default]
    Request,
    /// A person signs in in the browser of the system, which comes back with a code (RFC 6749 4.1
    /// with RFC 7636 and RFC 8252).
    Browser,
    /// A person enters a code on another device while we ask again and again (RFC 8628).
    Device,
}

/// The addresses of an OAuth server, as it tells them itself (RFC 8414, OpenID Connect Discovery).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discovery {
    /// The address whose server is asked.
    pub issuer: FieldId,
    /// What it calls the addresses of ours: address to name in its answer.
    pub endpoints: BTreeMap<FieldId, String>,
}

/// A request that gives a new token for a refresh token, which is the hole `{refresh}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// Where it goes.
    pub request: RequestLine,
    /// Form fields.
    pub form: IndexMap<String, Template>,
    /// Where the refresh token is, in the answers of this request and of the one that signs in.
    pub token: At,
}

/// A request that ends one token (RFC 7009), which is the hole `{revoked}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// Where it goes. Nothing is sent when no such address is known.
    pub request: RequestLine,
    /// Form fields.
    pub form: IndexMap<String, Template>,
}

/// One value a person gives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Unique within the method.
    pub id: FieldId,
    /// As the vendor's own page calls it.
    pub label: String,
    /// Goes to the vault and never comes back to the interface.
    #[serde(default)]
    pub secret: bool,
    /// May be left empty.
    #[serde(default)]
    pub optional: bool,
    /// A sentence below the field.
    #[serde(default)]
    pub hint: Option<String>,
}

/// A request that gives a token.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Where it goes; left out when nothing has to be asked for, and what the person gave is sent
    /// with every call.
    #[serde(default)]
    pub request: Option<RequestLine>,
    /// Where else it goes, in this order, when nothing is there (404, 405).
    #[serde(default)]
    pub or: Vec<RequestLine>,
    /// User and password for HTTP Basic (RFC 7617).
    #[serde(default)]
    pub basic: Option<[Template; 2]>,
    /// How the two are written before they are joined.
    #[serde(default)]
    pub basic_encoding: BasicEncoding,
    /// Form fields (`application/x-www-form-urlencoded`). What is filled with nothing is not sent.
    #[serde(default)]
    pub form: Option<IndexMap<String, Template>>,
    /// A JSON body; its texts are templates, and what is filled with nothing is not sent. Excludes
    /// `form`.
    #[serde(default)]
    pub json: Option<Value>,
    /// Where the token is in the answer, the usual place first; `""` when the answer is the token,
    /// as a JSON string.
    #[serde(default, deserialize_with = "one_or_more")]
    pub token: Vec<At>,
    /// How long it lives.
    #[serde(default)]
    pub lives: Lives,
    /// What carries it, `"Bearer {token}"`.
    pub send_as: Template,
    /// Whether a header, the query or a cookie carries it.
    #[serde(default)]
    pub send_in: SendIn,
    /// The name of that header, parameter or cookie, as a template; `Authorization` when left out.
    #[serde(default = "authorization")]
    pub header: String,
    /// A harmless call that keeps an idle session alive.
    #[serde(default)]
    pub keep_alive: Option<RequestLine>,
    /// Sentences for the person before signing in: how the vendor counts sessions and tokens.
    #[serde(default)]
    pub note: Option<String>,
}

fn authorization() -> String {
    "Authorization".to_owned()
}

fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<At>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Places {
        One(At),
        More(Vec<At>),
    }
    Ok(match Places::deserialize(deserializer)? {
        Places::One(at) => vec![at],
        Places::More(all) => all,
    })
}

/// How user and password are written in HTTP Basic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasicEncoding {
    /// As they are.
    #[default]
    Plain,
    /// As in a form, which is what RFC 6749, 2.3.1 asks of OAuth clients.
    Form,
}

/// What carries a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendIn {
    /// A header.
    #[default]
    Header,
    /// The query of every address.
    Query,
    /// A cookie.
    Cookie,
}

/// How long a token lives.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(untagged)]
pub enum Lives {
    /// Seconds, in the answer.
    Field {
        /// Where.
        field: At,
    },
    /// Until so many minutes pass without a call.
    Idle {
        /// Minutes.
        idle_minutes: u32,
    },
    /// The vendor does not say; it is renewed after so many minutes and shown as "no end given".
    AtMost {
        /// Minutes.
        at_most_minutes: u32,
    },
    /// Nothing is said, and nothing is renewed before it is rejected.
    #[default]
    Unsaid,
}

/// A request that ends a session. The token is attached to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    /// Where it goes.
    pub request: RequestLine,
}
