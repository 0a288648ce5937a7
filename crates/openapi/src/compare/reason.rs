//! The facts of a comparison.

use crate::{In, Pointer, Use};
use domain::OperationKey;
use serde::{Serialize, Serializer};

/// What changed between two documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The differences, in the order of the newer document; removed operations first.
    pub differences: Vec<Difference>,
    /// Whether there are more than are listed.
    pub truncated: bool,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The operation it belongs to; none for what several share, such as a named schema.
    #[serde(serialize_with = "written")]
    pub operation: Option<OperationKey>,
    /// Where: in the older document for what was removed, in the newer one otherwise.
    pub pointer: Pointer,
    /// Whether it is about what is sent or what comes back; none when it is about neither.
    pub direction: Option<Use>,
    /// What happened.
    pub kind: ChangeKind,
    /// How much it matters.
    pub weight: Weight,
    /// What it is.
    pub reason: Reason,
}

/// `GET /users`.
#[expect(clippy::ref_option, reason = "the form serde asks for")]
fn written<S: Serializer>(key: &Option<OperationKey>, out: S) -> Result<S::Ok, S::Error> {
    key.as_ref().map(ToString::to_string).serialize(out)
}

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
}

/// How much a difference matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// What worked may fail now.
    Breaking,
    /// What worked still does; more is possible.
    Additive,
    /// Only the words changed.
    Wording,
}

/// What a difference is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(
    tag = "reason",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Reason {
    /// A text for people.
    Text {
        /// The keyword it stands under.
        what: &'static str,
    },
    /// The path all operations hang below.
    ServerPath {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// An operation.
    Operation,
    /// A hole of a path has another name, which nobody sends.
    HoleRenamed {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It is on its way out.
    Deprecated,
    /// It is no longer on its way out.
    NoLongerDeprecated,
    /// A parameter.
    Parameter {
        /// Its name.
        name: String,
        /// Where it goes.
        place: In,
        /// Whether it has to be sent.
        required: bool,
    },
    /// A parameter is written in another way.
    ParameterStyle {
        /// Its name.
        name: String,
    },
    /// What was optional has to be there.
    NowRequired {
        /// A field, a parameter, or empty for the body.
        name: String,
    },
    /// What had to be there is optional.
    NowOptional {
        /// A field, a parameter, or empty for the body.
        name: String,
    },
    /// The body.
    Body {
        /// Whether it has to be sent.
        required: bool,
    },
    /// A media type.
    Media {
        /// `application/json`.
        name: String,
    },
    /// An answer.
    Answer {
        /// `200`, `4XX` or `default`.
        status: String,
    },
    /// A header of an answer.
    Header {
        /// Its name.
        name: String,
    },
    /// A field.
    Field {
        /// Its name.
        name: String,
        /// Whether it has to be there.
        required: bool,
    },
    /// The type.
    Type {
        /// Before; empty for any.
        from: String,
        /// Now; empty for any.
        to: String,
    },
    /// The format.
    Format {
        /// Before; empty for none.
        from: String,
        /// Now; empty for none.
        to: String,
    },
    /// Null may stand here now.
    NullAllowed,
    /// Null may not stand here any more.
    NullRefused,
    /// Values that may stand here now.
    ChoicesAdded {
        /// As JSON.
        values: Vec<String>,
    },
    /// Values that may not stand here any more.
    ChoicesRemoved {
        /// As JSON.
        values: Vec<String>,
    },
    /// Only some values may stand here now.
    ChoicesLimited,
    /// Any value may stand here now.
    ChoicesUnlimited,
    /// A rule lets less through.
    Tighter {
        /// The keyword.
        rule: &'static str,
        /// Before; empty for none.
        from: String,
        /// Now; empty for none.
        to: String,
    },
    /// A rule lets more through.
    Looser {
        /// The keyword.
        rule: &'static str,
        /// Before; empty for none.
        from: String,
        /// Now; empty for none.
        to: String,
    },
    /// A rule is another one, and which lets more through cannot be said.
    Rule {
        /// The keyword.
        rule: &'static str,
    },
    /// What the server takes when nothing is sent.
    Default {
        /// Before, as JSON; empty for none.
        from: String,
        /// Now, as JSON; empty for none.
        to: String,
    },
    /// One of several schemas.
    Alternative {
        /// Its name or place.
        name: String,
    },
    /// Anybody could call, and now one has to sign in.
    SignInNeeded,
    /// Anybody can call now.
    SignInNotNeeded,
    /// A way to sign in.
    WayToSignIn {
        /// The schemes it takes together.
        schemes: Vec<String>,
    },
    /// A scope a way to sign in needs.
    Scope {
        /// The scheme.
        scheme: String,
        /// The scope.
        scope: String,
    },
    /// How a scheme works.
    Scheme {
        /// Its name.
        name: String,
    },
}
