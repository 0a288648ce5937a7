//! Tenants, their sessions, and the secrets on their way in.

use super::{
    AnswerKind, AppError, CertificateView, Health, MarkView, ProxyInput, SaidBy, SessionView,
    TokenLife,
};
use domain::Secret;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where a tenant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Environment {
    /// People depend on it.
    Production,
    /// Nobody depends on it.
    Test,
    /// Simulated by this program.
    Demo,
}

/// A tenant as lists show it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TenantLine {
    /// Its id.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// The vendor's id.
    pub vendor: String,
    /// Maker and product.
    pub product: String,
    /// Two letters and a hue.
    pub mark: MarkView,
    /// Where it stands.
    pub environment: Environment,
    /// Its address.
    pub address: String,
    /// The way of signing in, as the person sees it.
    pub method: String,
    /// Whether somebody is signed in.
    pub session: SessionView,
    /// Whether changes may leave for it.
    pub lock: LockView,
    /// How it does.
    pub health: Health,
}

/// Whether changes may leave for a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LockView {
    /// Reads only.
    Locked,
    /// Open for changes.
    Open {
        /// Until when, RFC 3339.
        until: String,
        /// Why it was opened.
        reason: String,
    },
}

/// A tenant as its form shows it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TenantDetail {
    /// As lists show it.
    pub line: TenantLine,
    /// The way of signing in, by id.
    pub method: String,
    /// What was given for fields that are not secret.
    pub fields: Vec<FieldValue>,
    /// The secret fields whose value is in the vault.
    pub held: Vec<String>,
    /// Further addresses.
    pub addresses: Vec<FieldValue>,
    /// Who may have signed its certificate.
    pub trust: TrustInput,
    /// What is in the certificates the person gave for that.
    pub anchors: Vec<CertificateView>,
    /// Which way its calls take.
    pub proxy: ProxyInput,
    /// Who its calls say they are.
    pub certificate: Option<CertificateView>,
}

/// A value of a field that is not secret.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldValue {
    /// The field's id.
    pub id: String,
    /// What was entered.
    pub value: String,
}

/// A secret that is held for a form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeldField {
    /// The field's id.
    pub id: String,
    /// The handle that came with [`HeldSecret`].
    pub held: String,
}

/// Who may have signed a tenant's certificate.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrustInput {
    /// Which list.
    pub kind: TrustKind,
    /// Certificates as PEM text; empty with the system's list.
    pub pem: String,
}

/// Which list of authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TrustKind {
    /// The system's.
    System,
    /// The system's and mine.
    AlsoMine,
    /// Only mine.
    OnlyMine,
}

/// What the form of a tenant holds.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantDraft {
    /// The tenant being edited; its stored secrets are used where none is held.
    pub tenant: Option<String>,
    /// The vendor's id.
    pub vendor: String,
    /// What the person calls it.
    pub name: String,
    /// The address, as pasted or as read.
    pub address: String,
    /// Further addresses.
    pub addresses: Vec<FieldValue>,
    /// The way of signing in.
    pub method: String,
    /// Values of fields that are not secret.
    pub fields: Vec<FieldValue>,
    /// Secrets that are held.
    pub secrets: Vec<HeldField>,
    /// Who may have signed its certificate.
    pub trust: TrustInput,
    /// Which way its calls take.
    pub proxy: ProxyInput,
    /// Whether the client certificate that is stored stays, where none is held.
    pub keep_certificate: bool,
    /// Where it stands.
    pub environment: Environment,
}

/// What a pasted address means.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressReading {
    /// The address the program will use.
    pub address: String,
    /// Others it will try when that one does not answer.
    pub others: Vec<String>,
    /// What was left out of the pasted text.
    pub left_out: Option<String>,
    /// Whether `https://` was added.
    pub scheme_added: bool,
}

/// One step of a test.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestStep {
    /// Which.
    pub id: StepId,
    /// How far it is.
    pub state: StepState,
    /// How long it took.
    pub took_ms: Option<u32>,
    /// What was found.
    pub fact: Option<StepFact>,
    /// Why it did not pass.
    pub failure: Option<AppError>,
}

/// The steps of a test, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepId {
    /// The address is one.
    Address,
    /// Its name can be looked up.
    Name,
    /// Something answers there, through the proxy where there is one.
    Connection,
    /// Its certificate is trusted.
    Certificate,
    /// Its clock and ours agree.
    Clock,
    /// It is the right product.
    Product,
    /// Signing in.
    SignIn,
    /// A harmless read.
    FirstRead,
    /// Its OpenAPI document.
    Document,
    /// Signing out.
    SignOut,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// Its turn has not come.
    Waiting,
    /// Now.
    Running,
    /// As it should be.
    Passed,
    /// Not as it should be; the test ends here.
    Failed,
    /// Not needed, or not possible here.
    Skipped,
}

/// What a step found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum StepFact {
    /// The address that will be used.
    Address {
        /// It.
        address: String,
    },
    /// Which way the call took.
    Way {
        /// The proxy; nothing when it went straight to the tenant.
        proxy: Option<String>,
        /// Who said so.
        said_by: SaidBy,
    },
    /// The certificate that was shown.
    Certificate {
        /// As a person reads it.
        certificate: CertificateView,
    },
    /// How far the clocks are apart.
    Clock {
        /// By how much ours is ahead, in seconds.
        seconds: i32,
    },
    /// The product's version.
    Version {
        /// As the vendor says it.
        version: String,
    },
    /// The token that was given.
    Token {
        /// How long it lives.
        life: TokenLife,
    },
    /// A number that was read.
    Figure {
        /// Its label.
        label: String,
        /// It.
        value: u32,
    },
    /// The document that was found.
    Document {
        /// Its title.
        title: String,
        /// How many operations it has.
        operations: u32,
    },
}

/// How a test ended.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestReport {
    /// Whether every step passed that could.
    pub passed: bool,
    /// The address that answered, when another than the first guess did.
    pub address: String,
    /// Every step as it ended: an item that was on its way may come after the report.
    pub steps: Vec<TestStep>,
}

/// What a secret is for, as the window that takes it will say.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecretRequest {
    /// The vendor's id.
    pub vendor: String,
    /// The method's id.
    pub method: String,
    /// The field's id.
    pub field: String,
    /// What the person calls the tenant; may be empty.
    pub tenant_name: String,
}

/// A secret that is held in the core until its form is sent or left.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HeldSecret {
    /// The handle.
    pub held: String,
    /// How many characters it has.
    pub length: u32,
}

/// What the secret window asks for.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretPrompt {
    /// To be given back with the value.
    pub prompt: String,
    /// What for.
    pub purpose: SecretPurpose,
    /// What the person calls the tenant; may be empty.
    pub tenant_name: String,
}

/// What the secret window asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SecretPurpose {
    /// A field of a way of signing in.
    Field {
        /// As the vendor's own page calls it.
        label: String,
        /// Maker and product.
        product: String,
    },
    /// The password of a proxy's user.
    ProxyPassword,
    /// The password of a file with a client certificate.
    CertificatePassword {
        /// The file's name.
        file: String,
    },
    /// The vault's passphrase, to open it or to change it.
    Passphrase,
    /// A passphrase that the vault shall have.
    NewPassphrase {
        /// The fewest characters.
        least: u32,
    },
    /// The new passphrase once more.
    NewPassphraseAgain,
    /// The answer to what a sign-in asked.
    Answer {
        /// The vendor's own sentence: foreign text.
        sentence: Option<String>,
        /// What is wanted.
        wants: AnswerKind,
        /// Whether it is hidden while it is typed.
        hidden: bool,
    },
}

/// A secret on its way in. Cannot be written, only read from the wire.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(transparent)]
pub struct SecretText(#[specta(type = String)] SecretString);

#[derive(Debug, Clone)]
struct SecretString(Secret<String>);

impl<'de> Deserialize<'de> for SecretString {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::new(text)))
    }
}

impl SecretText {
    /// The secret itself.
    pub fn into_secret(self) -> Secret<String> {
        self.0.0
    }
}
