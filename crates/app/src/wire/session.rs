//! Being signed in, or on the way to it.

use super::Lapse;
use serde::Serialize;
use specta::Type;

/// Being signed in, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SessionView {
    /// Nobody is.
    SignedOut,
    /// On the way.
    SigningIn {
        /// Who is waited for.
        stage: SignInStage,
    },
    /// Signed in.
    Active {
        /// Since when, RFC 3339.
        since: String,
        /// How long the token lives.
        life: TokenLife,
        /// When the vendor ended a token before its time and a new one was fetched, RFC 3339.
        renewed_early: Option<String>,
    },
    /// A new token is being fetched while the old one still works.
    Renewing,
    /// Over.
    Lapsed {
        /// Why.
        why: Lapse,
    },
}

/// Who is waited for while somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SignInStage {
    /// The vendor.
    Sending,
    /// The person, to answer a question: in the secret window, or by choosing.
    Asked {
        /// The vendor's own sentence: foreign text.
        sentence: Option<String>,
        /// What is wanted.
        wants: AnswerKind,
        /// What can be chosen, when that is wanted.
        choices: Vec<ChoiceView>,
        /// Where the answer is found, to be opened in the browser.
        open: Option<String>,
    },
    /// The person, to sign in in the browser.
    Opened {
        /// The address to be opened.
        address: String,
        /// A code to be entered or compared there.
        code: Option<String>,
        /// How long it can be used.
        lasts_ms: Option<u32>,
    },
    /// The person, to approve on another device.
    Approving {
        /// The vendor's own sentence: foreign text.
        sentence: Option<String>,
    },
}

/// What kind of answer a sign-in wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AnswerKind {
    /// A code, or what the sentence asks for.
    Code,
    /// The password of the account.
    Password,
    /// A new password, because the old one is over.
    NewPassword,
    /// A text that was copied in the browser.
    Pasted,
    /// One of several.
    Choice,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceView {
    /// To be answered.
    pub id: String,
    /// In the vendor's words.
    pub label: String,
}

/// How long a token lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TokenLife {
    /// Until a moment the vendor named, by our clock.
    Until {
        /// RFC 3339.
        at: String,
    },
    /// Until so many minutes pass without a call.
    Idle {
        /// Minutes.
        minutes: u32,
        /// When it ends if no call is made, RFC 3339; nothing before the first look.
        at: Option<String>,
    },
    /// The vendor does not say. Never shown as "never ends".
    NotSaid,
}
