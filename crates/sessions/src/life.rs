//! Being signed in, as a life with states.

use crate::{Lapse, Token};
use domain::{Timestamp, VendorFailure};
use std::sync::Arc;
use std::time::Duration;

/// Where a session stands.
#[derive(Debug, Clone)]
pub enum Session {
    /// Nobody is signed in.
    SignedOut,
    /// A token is being fetched, and there is none that works.
    Talking,
    /// Signed in.
    Active {
        /// The token.
        token: Arc<Token>,
    },
    /// A new token is being fetched while the old one still works.
    Renewing {
        /// The old token.
        token: Arc<Token>,
    },
    /// Over; a person has to act.
    Lapsed {
        /// Why.
        why: Lapse,
    },
}

/// A session, and what its past means for its future.
#[derive(Debug, Clone)]
pub struct Life {
    /// Where it stands.
    pub session: Session,
    /// Refused sign-ins in a row.
    pub refusals: u8,
    /// The last call made with the token.
    pub last_used: Timestamp,
}

/// What may happen to a session.
#[derive(Debug)]
pub enum Happening {
    /// Somebody wants to make a call.
    Wanted,
    /// A person wants to sign in, whatever happened before.
    Begun,
    /// A token arrived.
    Signed(Arc<Token>),
    /// The vendor refused what was given.
    Refused(VendorFailure),
    /// No answer that says anything about the account.
    Troubled,
    /// A field's value is not in the vault.
    SecretMissing(domain::FieldId),
    /// The vendor rejected the token with this serial.
    Rejected(u64),
    /// The vendor rejected the token that replaced a rejected one.
    RejectedAgain(u64),
    /// A person wants to sign out.
    Ended,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Fetch a token.
    SignIn,
    /// Tell the vendor that a token is not needed any more.
    SignOut(Arc<Token>),
}

/// How often a sign-in may be refused before nothing is tried by itself: accounts lock.
const REFUSALS: u8 = 2;

/// How long a token must still be good to be lent while the next is being fetched.
const STILL_GOOD: Duration = Duration::from_secs(60);

impl Life {
    /// A session that has not begun.
    pub fn new(now: Timestamp) -> Self {
        Self {
            session: Session::SignedOut,
            refusals: 0,
            last_used: now,
        }
    }

    /// The token that may be used now, if there is one.
    pub fn usable(&self, now: Timestamp) -> Option<&Arc<Token>> {
        match &self.session {
            Session::Active { token } => {
                Some(token).filter(|token| !token.over(self.last_used, now))
            }
            Session::Renewing { token } => {
                let soon = now.checked_add(STILL_GOOD).unwrap_or(now);
                Some(token).filter(|token| !token.over(self.last_used, soon))
            }
            Session::SignedOut | Session::Talking | Session::Lapsed { .. } => None,
        }
    }
}

/// The only way from one state to the next. Pure: no clock, no network, no store.
pub fn step(life: Life, happening: Happening, now: Timestamp) -> (Life, Vec<Deed>) {
    match happening {
        Happening::Wanted => wanted(life, now),
        Happening::Begun => begun(life),
        Happening::Signed(token) => signed(life, token, now),
        Happening::Refused(failure) => refused(life, failure),
        Happening::Troubled => (troubled(life, now), Vec::new()),
        Happening::SecretMissing(field) => match life.session {
            Session::Talking | Session::Renewing { .. } => {
                lapsed(life, Lapse::SecretMissing(field))
            }
            Session::SignedOut | Session::Active { .. } | Session::Lapsed { .. } => {
                (life, Vec::new())
            }
        },
        Happening::Rejected(serial) => match &life.session {
            Session::Active { token } if token.serial == serial => talk(life),
            // The rejected one is not ours any more, or its successor is already on its way.
            Session::Renewing { token } if token.serial == serial => (
                Life {
                    session: Session::Talking,
                    ..life
                },
                Vec::new(),
            ),
            _ => (life, Vec::new()),
        },
        Happening::RejectedAgain(serial) => match &life.session {
            Session::Active { token } | Session::Renewing { token } if token.serial == serial => {
                lapsed(life, Lapse::Ended)
            }
            _ => (life, Vec::new()),
        },
        Happening::Ended => {
            let deeds = match &life.session {
                Session::Active { token } | Session::Renewing { token } => {
                    vec![Deed::SignOut(Arc::clone(token))]
                }
                Session::SignedOut | Session::Talking | Session::Lapsed { .. } => Vec::new(),
            };
            (
                Life {
                    session: Session::SignedOut,
                    refusals: 0,
                    ..life
                },
                deeds,
            )
        }
    }
}

fn talk(mut life: Life) -> (Life, Vec<Deed>) {
    life.session = Session::Talking;
    (life, vec![Deed::SignIn])
}

fn lapsed(mut life: Life, why: Lapse) -> (Life, Vec<Deed>) {
    life.session = Session::Lapsed { why };
    (life, Vec::new())
}

fn wanted(life: Life, now: Timestamp) -> (Life, Vec<Deed>) {
    match &life.session {
        Session::SignedOut => talk(life),
        Session::Talking | Session::Renewing { .. } => (life, Vec::new()),
        Session::Active { token } => {
            if token.over(life.last_used, now) {
                return talk(life);
            }
            if token.renew_at().is_some_and(|at| now >= at) {
                let session = Session::Renewing {
                    token: Arc::clone(token),
                };
                return (
                    Life {
                        session,
                        last_used: now,
                        ..life
                    },
                    vec![Deed::SignIn],
                );
            }
            (
                Life {
                    last_used: now,
                    ..life
                },
                Vec::new(),
            )
        }
        Session::Lapsed { why } => match why {
            Lapse::Stopped(_) => (life, Vec::new()),
            Lapse::Refused(_) | Lapse::Ended | Lapse::SecretMissing(_) => talk(life),
        },
    }
}

fn begun(life: Life) -> (Life, Vec<Deed>) {
    let life = Life {
        refusals: 0,
        ..life
    };
    match &life.session {
        Session::Talking | Session::Renewing { .. } => (life, Vec::new()),
        Session::Active { token } => {
            let deeds = vec![Deed::SignOut(Arc::clone(token)), Deed::SignIn];
            (
                Life {
                    session: Session::Talking,
                    ..life
                },
                deeds,
            )
        }
        Session::SignedOut | Session::Lapsed { .. } => talk(life),
    }
}

fn signed(life: Life, token: Arc<Token>, now: Timestamp) -> (Life, Vec<Deed>) {
    match life.session {
        Session::Talking | Session::Renewing { .. } => (
            Life {
                session: Session::Active { token },
                refusals: 0,
                last_used: now,
            },
            Vec::new(),
        ),
        // Signed out while the answer was on its way: it must not stay alive at the vendor.
        Session::SignedOut | Session::Active { .. } | Session::Lapsed { .. } => {
            (life, vec![Deed::SignOut(token)])
        }
    }
}

fn refused(life: Life, failure: VendorFailure) -> (Life, Vec<Deed>) {
    match life.session {
        Session::Talking | Session::Renewing { .. } => {
            let refusals = life.refusals.saturating_add(1);
            let why = if refusals >= REFUSALS {
                Lapse::Stopped(failure)
            } else {
                Lapse::Refused(failure)
            };
            lapsed(Life { refusals, ..life }, why)
        }
        Session::SignedOut | Session::Active { .. } | Session::Lapsed { .. } => (life, Vec::new()),
    }
}

fn troubled(life: Life, now: Timestamp) -> Life {
    let session = match life.session {
        Session::Talking => Session::SignedOut,
        Session::Renewing { token } if !token.over(life.last_used, now) => {
            Session::Active { token }
        }
        Session::Renewing { .. } => Session::SignedOut,
        other => other,
    };
    Life { session, ..life }
}
