//! Signing in as a conversation: an answer in, the next move out.

use crate::{Account, AuthError, Inputs};
use domain::{FieldId, Secret, Timestamp, VendorFailure};
use gateway::{Request, Response};
use std::time::Duration;
use url::Url;

/// Makes a conversation of a vendor's own; see [`Account::talk`].
pub type Conversing = fn() -> Box<dyn Conversation>;

/// So many random bytes go into a conversation.
pub const NOISE: usize = 64;

/// Signing in, step by step. It does no I/O, knows no clock and draws no random numbers: it says
/// what is to be done, and hears what came of it. Every vendor's sign-in can be tested with texts.
pub trait Conversation: Send {
    /// What to do next.
    ///
    /// # Errors
    /// Why there will be no token.
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError>;
}

/// What a conversation is about; the same at each of its steps.
pub struct Context<'a> {
    /// Whom to sign in, and how.
    pub account: &'a Account,
    /// What the person gave, or the vault held.
    pub inputs: &'a Inputs,
    /// Random bytes, drawn anew for each conversation.
    pub noise: &'a [u8; NOISE],
    /// A refresh token that makes the rest unnecessary, when this is a renewal by one.
    pub refresh: Option<&'a Secret<String>>,
}

/// What a conversation hears.
pub enum Heard<'a> {
    /// It begins.
    Beginning,
    /// The answer to [`Move::Send`].
    Answer(&'a Response),
    /// The person's answer to [`Move::Ask`].
    Reply(&'a Secret<String>),
    /// Since [`Move::Listen`] a browser can come back to this address.
    Listening(&'a Url),
    /// The browser came back, with this query.
    Returned(&'a Secret<String>),
    /// What [`Move::Open`] asked for is shown, and nobody listens for a browser.
    Opened,
    /// [`Move::Wait`] or [`Move::WaitFor`] is over.
    Waited,
}

/// What to do next.
#[derive(Debug)]
pub enum Move {
    /// Send this, without a credential. Redirects are refused.
    Send(Request),
    /// Send this; a person is asked on another device while the answer is awaited.
    SendAndWait(Request, Approval),
    /// Ask the person.
    Ask(Question),
    /// Listen on loopback for a browser that comes back.
    Listen,
    /// Have the person open an address in the browser of the system.
    Open(Opening),
    /// Wait so long.
    Wait(Duration),
    /// Wait so long, while a person is asked on another device.
    WaitFor(Duration, Approval),
    /// Signed in.
    Signed(Grant),
    /// Refused: what was given is wrong.
    Refused(VendorFailure),
}

/// What a person is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The vendor's own sentence, when it has one. Hostile text: shown, never interpreted.
    pub sentence: Option<String>,
    /// What kind of answer is wanted.
    pub wants: Wants,
    /// Whether the answer is hidden while it is typed.
    pub secret: bool,
    /// Where the person finds the answer: to be opened in the browser of the system.
    pub open: Option<Url>,
}

/// What kind of answer is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// A code, or whatever else the vendor's sentence asks for.
    Code,
    /// The password of this account.
    Password,
    /// A new password: the old one is over.
    NewPassword,
    /// A text that is copied in a browser and pasted here: a SAML response.
    Pasted,
    /// One of these, by its `id`.
    Choice(Vec<Choice>),
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is answered.
    pub id: String,
    /// What the person sees, in the vendor's words.
    pub label: String,
}

/// What a person is to open in the browser of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The address.
    pub address: Url,
    /// A code to be entered or compared there, where the vendor gave one.
    pub code: Option<String>,
    /// How long it can be used, where the vendor says so.
    pub lasts: Option<Duration>,
}

/// A person is asked on another device: a phone that rings or shows a button.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Approval {
    /// The vendor's own sentence, when it has one. Hostile text: shown, never interpreted.
    pub sentence: Option<String>,
}

/// What signing in gave.
#[derive(Debug)]
pub struct Grant {
    /// The token as the vendor gave it; how it is sent is the manifest's to say. Nothing when what
    /// the person gave is sent with every call.
    pub token: Option<Secret<String>>,
    /// How long it lives, as far as was said.
    pub life: Said,
    /// A token that gives the next one without the person.
    pub refresh: Option<Secret<String>>,
    /// Where it can be ended, where an OAuth server said so.
    pub revoke_at: Option<Url>,
    /// What the vault must hold from now on, because it changed on the way: a new password.
    pub changed: Vec<(FieldId, Secret<String>)>,
}

/// What is said about how long a token lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// So long from now.
    For(Duration),
    /// Until then, by the vendor's clock.
    Until(Timestamp),
    /// Until so many minutes pass without a call.
    Idle {
        /// Minutes.
        minutes: u32,
    },
    /// Nothing; it is replaced after so long, or when it is rejected.
    Nothing {
        /// How long it is used at the most.
        at_most: Option<Duration>,
    },
}
