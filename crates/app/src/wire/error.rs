//! One error for every command. A variant exists only if the interface does something different
//! with it; variants carry facts, the interface owns the sentences.

use super::{Effect, IdentityCause, PolicyRule, ProxyCause, SlotPlace, ViaView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Why a command did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{self:?}")]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AppError {
    /// The session is over and a person has to act.
    SignInRequired {
        /// Whose.
        tenant: String,
        /// Why.
        why: Lapse,
    },
    /// Only reads may leave for this tenant.
    TenantLocked {
        /// What the request would have done.
        effect: Effect,
    },
    /// The person refused it in the confirm window, or closed that.
    Refused,
    /// The administrators of this machine forbid it.
    ForbiddenByPolicy {
        /// Which rule.
        rule: PolicyRule,
        /// The file that says so.
        file: String,
    },
    /// A ticket has to be set first.
    TicketRequired {
        /// How tickets look, said to people; empty when nobody said.
        hint: String,
    },
    /// What is done could not be written down, so nothing may be changed in production.
    AuditUnavailable {
        /// The file's name.
        file: String,
    },
    /// Signed in, but a right is missing.
    MissingPermission {
        /// The rights the operation needs, in the vendor's words, alternatives in one; empty when
        /// unknown.
        needs: Vec<String>,
        /// The operation as the catalogue writes it, to ask who has them; nothing when it is not in it.
        #[serde(default)]
        operation: Option<String>,
        /// The vendor's code.
        code: Option<String>,
        /// The vendor's sentence.
        message: Option<String>,
        /// What it means, when that is known.
        #[serde(default)]
        explained: Option<Explained>,
    },
    /// The host did not answer.
    Unreachable {
        /// Host and port.
        host: String,
        /// At which step it ended.
        cause: NetworkCause,
        /// Whether the request may have arrived all the same.
        #[serde(default)]
        may_have_arrived: bool,
    },
    /// A proxy let no call through; the tenant was not reached.
    Proxy {
        /// Which way the call was to take.
        via: ViaView,
        /// What the proxy did.
        cause: ProxyCause,
    },
    /// The tenant failed several times in a row, and is left alone for a while.
    Resting {
        /// Host and port.
        host: String,
        /// For how long still.
        retry_after_ms: u32,
        /// The last HTTP status, when it answered.
        status: Option<u16>,
        /// How it ended, when it did not.
        cause: Option<NetworkCause>,
    },
    /// The server wants a client certificate.
    ClientCertificate {
        /// Host and port.
        host: String,
        /// What is wrong.
        cause: IdentityCause,
    },
    /// The clocks of this machine and of the server differ by more than sign-ins bear.
    ClockOff {
        /// By how much ours is ahead, in seconds; below zero when it is behind.
        seconds: i32,
    },
    /// A sign-in led nowhere, and says nothing about the account.
    SignInFailed {
        /// Why.
        why: SignInCause,
    },
    /// The vault is locked.
    VaultLocked,
    /// It is another passphrase, or another password of a file.
    WrongPassphrase,
    /// The certificate was not signed by anybody this tenant trusts, or is not for this host.
    Untrusted {
        /// Host and port.
        host: String,
        /// Who signed it.
        issuer: Option<String>,
        /// The names it is for.
        names: Vec<String>,
        /// Until when it is good, RFC 3339.
        until: Option<String>,
        /// SHA-256, in hex with colons.
        fingerprint: Option<String>,
        /// What is wrong with it.
        cause: CertificateCause,
        /// SHA-256 of the certificates that were expected, when only those count.
        #[serde(default)]
        expected: Vec<String>,
    },
    /// The vendor wants us to wait.
    RateLimited {
        /// How long.
        retry_after_ms: u32,
    },
    /// The keychain cannot be used.
    StoreUnavailable {
        /// What helps.
        remedy: Remedy,
    },
    /// What was entered cannot be used as it is.
    Invalid {
        /// Every problem at once.
        problems: Vec<Problem>,
    },
    /// What the person saw is no longer so.
    Stale,
    /// What was named is not there any more.
    NotFound,
    /// The server answered something that is not what an API of this kind says.
    NotThisProduct {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What came instead: `HTML`, `an empty answer`.
        content_type: Option<String>,
    },
    /// The vendor says no, in its own words.
    VendorFailed {
        /// The HTTP status.
        status: u16,
        /// The vendor's code.
        code: Option<String>,
        /// The vendor's sentence.
        message: Option<String>,
        /// What to quote to the vendor.
        request_id: Option<String>,
        /// What it means, when that is known.
        #[serde(default)]
        explained: Option<Explained>,
    },
    /// The answer tried to lead somewhere else with the tenant's credential.
    LeftOrigin {
        /// Where it pointed.
        to: String,
    },
    /// The answer was larger than a limit.
    TooLarge {
        /// The limit in kilobytes.
        limit_kb: u32,
    },
    /// A file could not be read as an OpenAPI document.
    Unreadable {
        /// What it is, or where it ends being readable.
        why: UnreadableCause,
        /// Line, from 1.
        line: Option<u32>,
        /// Column, from 1.
        column: Option<u32>,
    },
    /// A file holds no rows that can be read.
    NotASheet {
        /// Its name.
        name: String,
        /// What it is, or where it ends being readable.
        why: NotASheetCause,
    },
    /// A file of the person's could not be read or written.
    File {
        /// Its name.
        name: String,
        /// The system's words.
        why: String,
    },
    /// Says nothing.
    Cancelled,
    /// Everything unexpected; the details are in the log under `reference`.
    Bug {
        /// What to quote.
        reference: String,
    },
}

/// A failure in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// What happened.
    pub happened: String,
    /// Why that is likely so.
    pub cause: String,
    /// What to do next.
    pub next: String,
    /// Who can do it.
    pub who: Who,
}

/// Who can put a failure right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Who {
    /// The person in front of the program.
    You,
    /// Whoever administers the tenant.
    Administrator,
    /// Whoever looks after network, proxy and certificates.
    Network,
    /// The vendor, or whoever runs the server for them.
    Vendor,
}

/// Why a session is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Lapse {
    /// The vendor refused what was given.
    Refused {
        /// What of it.
        #[serde(default)]
        why: RefusedWhy,
        /// The HTTP status.
        status: u16,
        /// The vendor's code.
        code: Option<String>,
        /// The vendor's sentence.
        message: Option<String>,
        /// What it means, when that is known.
        #[serde(default)]
        explained: Option<Explained>,
    },
    /// Two attempts failed; a third might lock the account.
    Stopped,
    /// The token ended and could not be renewed.
    Ended,
    /// A secret is not in the vault.
    SecretMissing {
        /// The field's label.
        field: String,
    },
    /// Signing in needs a person: for a code, an approval or a browser.
    NeedsPerson,
}

/// What of a sign-in was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RefusedWhy {
    /// What was given.
    #[default]
    Wrong,
    /// What was given and was taken before: it was changed at the vendor.
    NoLongerValid,
    /// The account: disabled, suspended or locked out.
    AccountOff,
    /// The network it was tried from.
    Network,
}

/// Why a sign-in led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SignInCause {
    /// What came back through the browser is not what was asked for.
    NotOurs,
    /// The issuer names an address that is not its own.
    Elsewhere {
        /// Where it is.
        origin: String,
    },
    /// Nobody answered in time.
    NobodyAnswered,
    /// Nothing on this machine could be listened on for the browser.
    NoListener,
}

/// At which step a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NetworkCause {
    /// The name does not exist, or could not be looked up.
    Name,
    /// Looking the name up took too long.
    NameTimeout,
    /// Nothing listens there.
    Refused,
    /// No connection in time.
    ConnectTimeout,
    /// Connected, but the TLS handshake did not end in time.
    HandshakeTimeout,
    /// The server speaks only versions of TLS that are too old.
    TooOld,
    /// No answer in time.
    Timeout,
    /// The connection was cut.
    Reset,
    /// The TLS handshake failed for another reason than trust.
    Tls,
    /// What came was not HTTP.
    Protocol,
    /// The person stopped it on its way.
    Stopped,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CertificateCause {
    /// Signed by nobody this tenant trusts.
    UnknownIssuer,
    /// For other names.
    WrongName,
    /// Its time is over.
    Expired,
    /// Its time has not come; or this machine's clock is wrong.
    NotYetValid,
    /// Anything else.
    Other,
}

/// What a file is, instead of an OpenAPI document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum UnreadableCause {
    /// Nothing in it.
    Empty,
    /// A web page.
    Html,
    /// A picture or another file that is no text.
    Binary,
    /// Readable, but no OpenAPI document.
    NotADocument,
    /// Not JSON and not YAML from a certain place on.
    Syntax {
        /// The parser's words.
        message: String,
    },
    /// Beyond a limit.
    Limit {
        /// Which one.
        limit: String,
    },
}

/// What a file is, instead of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum NotASheetCause {
    /// Nothing in it.
    Empty,
    /// A head and nothing below it.
    NoRows,
    /// A workbook, which can be saved as CSV.
    Workbook,
    /// A picture or another file that is no text.
    NotText,
    /// Beyond a limit.
    TooMuch {
        /// Of what.
        what: String,
        /// The limit.
        limit: u32,
    },
    /// A quote that is opened and never closed.
    Quote {
        /// The line, from 1.
        line: u32,
    },
}

/// What helps when the keychain cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Remedy {
    /// Unlock it.
    Unlock,
    /// There is none on this system: install or start one.
    Install,
    /// The system refused: allow it.
    Allow,
    /// It does not answer: try again.
    Wait,
    /// The key of the vault is gone from it.
    KeyMissing,
    /// The vault's file cannot be used.
    Damaged,
}

/// One thing that cannot be used as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The form field, or the parameter's name, or `body`.
    pub field: String,
    /// Where a parameter stands.
    pub place: Option<SlotPlace>,
    /// What is wrong.
    pub problem: ProblemKind,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ProblemKind {
    /// Needed and empty.
    Missing,
    /// Not of the type wanted.
    WrongType {
        /// The type, as the document says it.
        wanted: String,
    },
    /// None of the values allowed.
    NotOneOf {
        /// The first of them.
        allowed: Vec<String>,
    },
    /// May not be set by hand.
    Reserved,
    /// Has characters that may not stand there.
    Characters,
    /// Has a slash, backslash or NUL, to which the person has to agree.
    Separators,
    /// Would change the address's shape.
    Escapes,
    /// Not an address.
    NotAnAddress,
    /// Only https is used.
    NotHttps,
    /// Has a user name or password inside.
    CredentialsInside,
    /// Not a certificate.
    NotACertificate,
    /// A file without a key.
    NoKey,
    /// A certificate and a key that do not belong together.
    OtherKey,
    /// The address of a proxy or script that is not spoken.
    OtherScheme,
    /// Shorter than it may be.
    TooShort {
        /// The fewest characters.
        least: u32,
    },
    /// Not JSON.
    NotJson {
        /// Line, from 1.
        line: u32,
    },
    /// Not as the document's schema says.
    AgainstSchema {
        /// The schema's word for the rule.
        rule: String,
        /// What the rule asks for.
        expected: String,
    },
    /// Taken by another.
    Taken,
    /// Not a regular expression that can be used.
    NotAPattern,
    /// Not as tickets look here.
    NotATicket {
        /// How they look, said to people; the pattern when nobody said.
        wanted: String,
    },
    /// Fixed by the administrators of this machine.
    FixedByPolicy {
        /// The file that says so.
        file: String,
    },
    /// Not what is asked to be typed.
    NotTyped,
}
