//! The program itself.

use super::{Remedy, TicketRequired};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How the program stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppStatus {
    /// Its version.
    pub version: String,
    /// On what it runs.
    pub platform: Platform,
    /// Where secrets are kept.
    pub vault: VaultView,
    /// Whether the simulated tenants can be had.
    pub demo_available: bool,
    /// What happened at the start that a person should know.
    pub notices: Vec<Notice>,
    /// A document the program was started with.
    pub opened: Option<String>,
}

/// An operating system; decides which keys are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Platform {
    /// Windows.
    Windows,
    /// macOS.
    Macos,
    /// Linux.
    Linux,
}

/// Where secrets are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum VaultView {
    /// The keychain has not answered yet.
    Opening,
    /// Sealed on disk, its key in the keychain.
    Ready {
        /// The keychain's name.
        store: String,
        /// What will open it when it has been locked.
        opens_with: VaultOpening,
    },
    /// Sealed, and no key in memory: nobody is signed in.
    Locked {
        /// What opens it.
        opens_with: VaultOpening,
    },
    /// In memory, until the program closes.
    SessionOnly {
        /// What would help.
        remedy: Remedy,
    },
    /// Nowhere: a person has to decide.
    Unavailable {
        /// What helps.
        remedy: Remedy,
    },
}

/// What opens a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VaultOpening {
    /// The key in the keychain.
    Keychain,
    /// The key in the keychain and a passphrase, both.
    Passphrase,
}

/// What happened that a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Notice {
    /// A file could not be read and was set aside under another name.
    SetAside {
        /// The file.
        file: String,
        /// Its new name.
        to: String,
    },
    /// An older copy of the vault was put back by somebody.
    OlderVault,
    /// A file or folder cannot be written; what changes will be lost at the end.
    ReadOnly {
        /// Which.
        file: String,
    },
    /// The policy of this machine cannot be used: everything is read-only.
    PolicyWrong {
        /// Its file.
        file: String,
    },
    /// What is done cannot be written down: production cannot be changed.
    AuditUnavailable {
        /// The file.
        file: String,
    },
    /// Somebody altered what was written down.
    AuditAltered {
        /// The first entry that is not as it was written.
        entry: u32,
    },
}

/// The person's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// Whether the rail is narrow.
    #[serde(default)]
    pub rail_narrow: bool,
    /// How often cards are refreshed; 0 is only by hand.
    #[serde(default = "five_minutes")]
    pub refresh_seconds: u32,
    /// For how many days requests and answers are remembered; 0 is until the program closes.
    #[serde(default = "thirty_days")]
    pub history_days: u32,
    /// Whether the bodies of answers are remembered with them.
    #[serde(default)]
    pub history_bodies: bool,
    /// After how many minutes without a touch the vault is locked; 0 is never.
    #[serde(default = "fifteen")]
    pub lock_minutes: u32,
    /// The operations that are open in the explorer, as tabs.
    #[serde(default)]
    pub explorer_tabs: Vec<OpenTab>,
    /// What the organisation calls its tickets' system; some vendors want it beside the ticket.
    #[serde(default)]
    pub ticket_system: String,
    /// What a ticket looks like, a regular expression for all of it; empty when anything goes.
    #[serde(default)]
    pub ticket_pattern: String,
    /// How that is said to people.
    #[serde(default)]
    pub ticket_hint: String,
    /// When a ticket must be set.
    #[serde(default)]
    pub ticket_required: TicketRequired,
}

/// An operation that is open in a tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenTab {
    /// The document.
    pub document: String,
    /// The operation.
    pub operation: String,
}

fn thirty_days() -> u32 {
    30
}

fn fifteen() -> u32 {
    15
}

fn five_minutes() -> u32 {
    300
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            rail_narrow: false,
            refresh_seconds: five_minutes(),
            history_days: thirty_days(),
            history_bodies: false,
            lock_minutes: fifteen(),
            explorer_tabs: Vec::new(),
            ticket_system: String::new(),
            ticket_pattern: String::new(),
            ticket_hint: String::new(),
            ticket_required: TicketRequired::default(),
        }
    }
}

/// Which theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast, light.
    ContrastLight,
    /// High contrast, dark.
    ContrastDark,
}
