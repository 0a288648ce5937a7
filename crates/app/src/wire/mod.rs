//! Every type that crosses to the interface.
//!
//! Times cross as RFC 3339 text, durations as `…Ms`, ids as text. Fields are `camelCase`, unions are
//! tagged by `kind`. Nothing here can hold a secret on the way out; the one type that carries a
//! secret in, [`SecretText`], cannot be written back.

mod dashboard;
mod error;
mod explorer;
mod operation;
mod settings;
mod tenants;
mod vendors;

pub use dashboard::{BarPart, BarView, BudgetView, CardView, FigureState, FigureView, Health};
pub use error::{
    AppError, CertificateCause, Lapse, NetworkCause, Problem, ProblemKind, Remedy, UnreadableCause,
};
pub use explorer::{
    BodyKind, BodySlice, DocumentLine, DocumentOrigin, DocumentView, DraftInput, EffectCounts,
    ExchangeLine, ExchangeView, FindingView, GroupView, HeaderView, HitMark, Meaning,
    OperationLine, PaletteHit, PreviewView, SearchHit, SendProgress, SlotValue, Timing, Window,
};
pub use operation::{
    AnswerView, Block, BodyOption, Inline, ListItem, OperationView, ParameterView, SchemaNode,
    SlotPlace, Unavailable,
};
pub use settings::{AppStatus, Notice, Platform, Settings, Theme, VaultView};
pub use tenants::{
    AddressReading, Environment, FieldValue, HeldField, HeldSecret, LockView, SecretPrompt,
    SecretRequest, SecretText, SessionView, StepFact, StepId, StepState, TenantDetail, TenantDraft,
    TenantLine, TestReport, TestStep, TokenLife, TrustInput, TrustKind,
};
pub use vendors::{AddressAsk, Effect, FieldView, Hue, MarkView, MethodView, VendorView};

/// A kind of state that can change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// The list of vendors; never changes while the program runs.
    Vendors,
    /// The tenants and what was entered for them.
    Tenants,
    /// Who is signed in, and for how long.
    Sessions,
    /// The numbers on the cards.
    Dashboard,
    /// The documents that can be opened.
    Documents,
    /// What was sent.
    Activity,
    /// The person's settings.
    Settings,
    /// The vault and the keychain behind it.
    Vault,
}

/// Something changed that nobody asked for: a renewal, an expiry, a card's numbers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// What to read again.
    pub topics: Vec<Topic>,
}
