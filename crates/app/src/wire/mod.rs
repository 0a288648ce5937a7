//! Every type that crosses to the interface.
//!
//! Times cross as RFC 3339 text, durations as `…Ms`, ids as text. Fields are `camelCase`, unions are
//! tagged by `kind`. Nothing here can hold a secret on the way out but [`ShownText`], which the secret
//! window alone is answered; the one type that carries a secret in, [`SecretText`], cannot be written
//! back.

mod access;
mod access_uses;
mod answer;
mod audit;
mod bulk;
mod changing;
mod dashboard;
mod disclosed;
mod draft;
mod error;
mod explorer;
mod look_up;
mod network;
mod operation;
mod policy;
mod session;
mod settings;
mod setup;
mod tasks;
mod tenants;
mod ticket;
mod vendors;
mod waiting;

pub use access::{
    AccessCell, AccessPlace, AccessSection, AccessView, HolderColumn, HoldersState, PermissionView,
    PlaceState, PresetView, Purpose,
};
pub use access_uses::{
    AccessLeast, AccessNeed, AccessOpens, AccessSheet, AccessWhy, CalledOperation, LeastFor,
    LeastGrant, NeededPermission, OpenedOperation, OpensCounts, RefusalNeeds, SheetWish, WhoHas,
};
pub use answer::{
    AnswerComparison, BodyKind, BodySlice, BodyView, BytesSlice, ComparedLine, ComparedSide,
    Documented, ExchangeLine, ExchangeView, FollowEnd, FollowedView, FoundPlace, FoundView,
    HeaderView, HistoryEntry, HistoryFilter, HistoryPage, HopView, Meaning, NotCheckedCause,
    SaveWhat, SendProgress, TableHead, TableRequest, TableSlice, TableSort, Timing, TreeKind,
    TreeNode,
};
pub use audit::{
    Alteration, AuditEntryView, AuditFilter, AuditFormat, AuditFound, AuditKind, AuditLine,
    AuditPage, AuditResult, AuditVerdict,
};
pub use bulk::{
    BulkCell, BulkColumn, BulkFault, BulkNote, BulkPlan, BulkProblem, BulkProgress, BulkRow,
    BulkRowState, BulkRules, BulkSheet, BulkStop, BulkTable, BulkTotals, BulkView, ColumnFor,
};
pub use changing::{
    ConfirmAsk, ConfirmTyped, MarkedText, OpenRequest, PairView, ProposalView, RowHeader, RowView,
    TextMark, TextRun,
};
pub use dashboard::{
    BarPart, BarView, BudgetView, CardView, FigureState, FigureView, Health, TrendPoint,
};
pub use disclosed::{DisclosedView, RevealRequest, ShownSecret, ShownText};
pub use draft::{
    ChosenFile, CodeNote, CodeView, DraftInput, DraftTarget, FileSlot, HeaderInput, LanguageView,
    PreviewView, SchemaProblemView, SlotValue,
};
pub use error::{
    AppError, CertificateCause, Explained, Lapse, NetworkCause, NotASheetCause, Problem,
    ProblemKind, RefusedWhy, Remedy, SignInCause, UnreadableCause, Who,
};
pub use explorer::{
    ChangeCounts, ChangeKind, ChangeView, ChangeWeight, ComparisonView, DocumentLine,
    DocumentOrigin, DocumentView, EffectCounts, FindingView, GroupView, HitMark, OlderVersion,
    OperationLine, PaletteHit, PathBranch, PathLevel, SearchHit, Window,
};
pub use look_up::{
    Fact, FactValue, HitEvent, HitState, HitTone, KnownAs, LookUpHit, LookUpPart, LookUpProgress,
    LookUpState, LookUpView, MissingList, MissingWhy, OfferedInput, SameBy, Sought, StandsOut,
    Subject, SubjectHit, TaskOffer,
};
pub use network::{
    CertificateView, HeldCertificate, IdentityCause, ProxyCause, ProxyInput, ProxyKind, SaidBy,
    ScriptCause, ViaView,
};
pub use operation::{
    AnswerMedia, AnswerView, Block, BodyOption, ExampleView, Inline, ListItem, OperationView,
    ParameterView, SchemaNode, SlotPlace, Unavailable,
};
pub use policy::{PolicyRule, PolicyState, PolicyView};
pub use session::{AnswerKind, ChoiceView, SessionView, SignInStage, TokenLife};
pub use settings::{
    AppStatus, Notice, OpenTab, Platform, Settings, Theme, VaultOpening, VaultView,
};
pub use setup::{
    SetupBrings, SetupBrought, SetupClient, SetupClientWish, SetupField, SetupInstruction,
    SetupKind, SetupLeft, SetupPaste, SetupPlan, SetupProgress, SetupRole, SetupSecret, SetupSeen,
    SetupSeenClient, SetupSeenRole, SetupState, SetupStep, SetupStepState, SetupUse, SetupView,
    SetupWeight, SetupWhy, SetupWish,
};
pub use tasks::{
    TaskAsk, TaskAskKind, TaskCall, TaskChange, TaskChoice, TaskConsole, TaskDisclosed, TaskFact,
    TaskGroup, TaskInput, TaskLater, TaskLine, TaskOperation, TaskOption, TaskProgress, TaskProof,
    TaskRun, TaskState, TaskTable, TaskUndo, TaskView,
};
pub use tenants::{
    AddressReading, Environment, FieldValue, HeldField, HeldSecret, LockView, SecretPrompt,
    SecretPurpose, SecretRequest, SecretText, StepFact, StepId, StepState, TenantDetail,
    TenantDraft, TenantLine, TestReport, TestStep, TrustInput, TrustKind,
};
pub use ticket::{TicketFieldView, TicketRequired, TicketSource, TicketText, TicketView};
pub use vendors::{AddressAsk, Effect, FieldView, Hue, MarkView, MethodView, VendorView};
pub use waiting::{Urgency, WaitKind, WaitingLine, WaitingMissing, WaitingView};

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
    /// What was done, by whom and for which ticket.
    Audit,
    /// The ticket that is set.
    Ticket,
    /// Who holds permissions at a tenant, as it was last read.
    Access,
}

/// Something changed that nobody asked for: a renewal, an expiry, a card's numbers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// What to read again.
    pub topics: Vec<Topic>,
}
