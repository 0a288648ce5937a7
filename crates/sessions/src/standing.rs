//! Where a session stands, as a person is told.

use crate::token::idle_end;
use crate::{Life, Lives, Session};
use domain::Timestamp;
use jiff::SignedDuration;
use secrets::StoreError;

/// Where a session stands, as a person is told.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The session.
    pub session: Session,
    /// When its token ends, as things stand; nothing when there is no token.
    pub ends: Option<Ends>,
    /// How far the vendor's clock is ahead of ours, where it said what time it is. Behind is below
    /// zero.
    pub ahead: Option<SignedDuration>,
    /// What happened quietly and should be known.
    pub note: Option<Note>,
}

/// When a token ends. Not knowing is not the same as never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// At this moment, by our clock.
    At(Timestamp),
    /// At this moment, by our clock, unless a call is made before.
    Unused(Timestamp),
    /// The vendor does not say.
    NotSaid,
}

/// What happened quietly and should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The vendor rejected the token before its time, and a new one was fetched.
    RenewedEarly(Timestamp),
    /// What is needed to go on after the next start could not be kept: the person will have to sign
    /// in again.
    NotKept(StoreError),
}

/// When a life's token ends by our clock, which is `shift` behind the one its end was counted by.
pub(crate) fn ends(life: &Life, shift: SignedDuration) -> Option<Ends> {
    let token = match &life.session {
        Session::Active { token } | Session::Renewing { token } => token,
        Session::SignedOut | Session::Talking { .. } | Session::Lapsed { .. } => return None,
    };
    let ours = |moment: Timestamp| moment.checked_sub(shift).unwrap_or(moment);
    Some(match token.lives {
        Lives::Until(end) => Ends::At(ours(end)),
        Lives::Idle { minutes } => Ends::Unused(ours(idle_end(life.last_used, minutes))),
        Lives::NotSaid { .. } => Ends::NotSaid,
    })
}
