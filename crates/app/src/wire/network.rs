//! Which way calls take out of the house, and who they say they are.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which way a tenant's calls take. The password of a proxy is a secret of the form, held under
/// the field `proxy-password`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProxyInput {
    /// Which way.
    pub kind: ProxyKind,
    /// Where the proxy is, or the script; empty otherwise.
    pub address: String,
    /// Who signs in at the proxy; empty for nobody.
    pub user: String,
}

/// Which way calls take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProxyKind {
    /// Straight to the tenant.
    None,
    /// As the system says.
    System,
    /// Through the proxy at the address.
    Manual,
    /// Through the proxy that the script at the address names.
    Script,
}

/// A client certificate as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CertificateView {
    /// Whose it is.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// The names it is for.
    pub names: Vec<String>,
    /// Since when it is good, RFC 3339.
    pub since: Option<String>,
    /// Until when it is good, RFC 3339.
    pub until: Option<String>,
    /// SHA-256, in hex with colons.
    pub fingerprint: String,
}

/// A client certificate that is held for a form, under the field `client-certificate`.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HeldCertificate {
    /// The handle.
    pub held: String,
    /// What was in the file.
    pub certificate: CertificateView,
}

/// Which way a call took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ViaView {
    /// The proxy; nothing when it went straight to the tenant.
    pub proxy: Option<String>,
    /// Who said so.
    pub said_by: SaidBy,
}

/// Who said which way a call takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SaidBy {
    /// The tenant's settings.
    Settings,
    /// The operating system.
    System,
    /// A script.
    Script,
    /// The last answer of a script that gives none at the moment.
    OldScript,
    /// Nobody: it is this machine itself.
    Loopback,
}

/// What a proxy did instead of letting a call through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ProxyCause {
    /// It did not answer.
    Unreachable,
    /// It asks to sign in, and there is no password.
    SignInRequired {
        /// The schemes it offered.
        schemes: Vec<String>,
    },
    /// It refused the sign-in.
    SignInRefused {
        /// The schemes it offered.
        schemes: Vec<String>,
    },
    /// It asks to sign in by a scheme that is not spoken here.
    SchemeNotSpoken {
        /// The schemes it offered.
        schemes: Vec<String>,
    },
    /// It lets no call through to this host.
    Refused {
        /// Its HTTP status.
        status: u16,
    },
    /// It closed the connection.
    BrokeOff,
    /// It is no proxy, or one of a kind that is not spoken here.
    OtherKind,
    /// The host is an IPv6 address in numbers, which does not go through a proxy.
    NumericHost,
    /// The script that names the proxy cannot be used.
    Script {
        /// Why not.
        why: ScriptCause,
    },
}

/// Why a proxy script gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ScriptCause {
    /// It could not be fetched.
    Unreachable,
    /// It is larger than a script may be.
    TooLarge,
    /// It took longer than three seconds.
    TooSlow,
    /// It is no script, or failed while it ran.
    Broken,
    /// Its answer names no way.
    NoWay,
}

/// What is wrong with a client certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum IdentityCause {
    /// The server wants one, and the tenant has none.
    Required,
    /// The server does not take the tenant's.
    Refused,
}
