//! Being signed in, as a life with states.

use crate::{Approval, Lapse, Opening, Question, Token};
use domain::{Timestamp, VendorFailure};
use std::sync::Arc;
use std::time::Duration;

/// Where a session stands.
#[derive(Debug, Clone)]
pub enum Session {
    /// Nobody is signed in.
    SignedOut,
    /// A token is being fetched, and there is none that works.
    Talking {
        /// Who is waited for.
        stage: Stage,
    },
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

/// Who is waited for while a token is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The vendor.
    Sending,
    /// A person, to answer a question.
    Asked(Question),
    /// A person, to sign in in the browser of the system.
    Opened(Opening),
    /// A person, to approve on another device.
    Approving(Approval),
}

/// Whether somebody is there while a token is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    /// The person who asked for it: there may be questions.
    ByPerson,
    /// Nobody: a sign-in that would need a person is not begun.
    ByNobody,
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
    /// Whether what was given has been taken before: a refusal means that it was changed.
    pub taken_before: bool,
    /// Whether the token can be renewed before its end without a person.
    pub renews: bool,
    /// Sign-ins in a row that met trouble and said nothing about the account.
    pub troubles: u8,
    /// Until when nothing is tried by itself, because of that trouble.
    pub quiet_until: Option<Timestamp>,
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
    /// Somebody else is waited for than before.
    Staged(Stage),
    /// The vendor refused what was given.
    Refused(VendorFailure),
    /// No answer that says anything about the account.
    Troubled {
        /// How long we were asked to wait.
        wait: Duration,
    },
    /// Signing in is not possible, for this reason, and trying again does not help.
    Barred(Lapse),
    /// A person does not want to sign in any more.
    Cancelled,
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
    SignIn(Watched),
    /// Tell the vendor that a token is not needed any more.
    SignOut(Arc<Token>),
}

/// How often a sign-in may be refused before nothing is tried by itself: accounts lock.
const REFUSALS: u8 = 2;

/// The longest pause between attempts that meet trouble, as a power of two of seconds.
const LONGEST_PAUSE: u8 = 6;

/// How long a token must still be good to be lent while the next is being fetched.
const STILL_GOOD: Duration = Duration::from_secs(60);

impl Life {
    /// A session that has not begun.
    pub fn new(now: Timestamp) -> Self {
        Self {
            session: Session::SignedOut,
            refusals: 0,
            last_used: now,
            taken_before: false,
            renews: true,
            troubles: 0,
            quiet_until: None,
        }
    }

    /// Whether nothing is tried by itself yet.
    fn quiet(&self, now: Timestamp) -> bool {
        self.quiet_until.is_some_and(|until| now < until)
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
            Session::SignedOut | Session::Talking { .. } | Session::Lapsed { .. } => None,
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
        Happening::Staged(stage) => match life.session {
            Session::Talking { .. } => (
                Life {
                    session: Session::Talking { stage },
                    ..life
                },
                Vec::new(),
            ),
            Session::SignedOut
            | Session::Active { .. }
            | Session::Renewing { .. }
            | Session::Lapsed { .. } => (life, Vec::new()),
        },
        Happening::Troubled { wait } => (troubled(life, wait, now), Vec::new()),
        Happening::Barred(why) => barred(life, why, now),
        Happening::Cancelled => (stopped(life, now), Vec::new()),
        Happening::Rejected(serial) => match &life.session {
            Session::Active { token } if token.serial == serial => talk(life, Watched::ByNobody),
            // The rejected one is not ours any more, or its successor is already on its way.
            Session::Renewing { token } if token.serial == serial => (
                Life {
                    session: SENDING,
                    ..life
                },
                Vec::new(),
            ),
            Session::SignedOut
            | Session::Talking { .. }
            | Session::Active { .. }
            | Session::Renewing { .. }
            | Session::Lapsed { .. } => (life, Vec::new()),
        },
        Happening::RejectedAgain(serial) => match &life.session {
            Session::Active { token } | Session::Renewing { token } if token.serial == serial => {
                lapsed(life, Lapse::Ended)
            }
            Session::SignedOut
            | Session::Talking { .. }
            | Session::Active { .. }
            | Session::Renewing { .. }
            | Session::Lapsed { .. } => (life, Vec::new()),
        },
        Happening::Ended => {
            let deeds = match &life.session {
                Session::Active { token } | Session::Renewing { token } => {
                    vec![Deed::SignOut(Arc::clone(token))]
                }
                Session::SignedOut | Session::Talking { .. } | Session::Lapsed { .. } => Vec::new(),
            };
            (Life::new(now), deeds)
        }
    }
}

const SENDING: Session = Session::Talking {
    stage: Stage::Sending,
};

fn talk(mut life: Life, watched: Watched) -> (Life, Vec<Deed>) {
    life.session = SENDING;
    (life, vec![Deed::SignIn(watched)])
}

fn lapsed(mut life: Life, why: Lapse) -> (Life, Vec<Deed>) {
    life.session = Session::Lapsed { why };
    (life, Vec::new())
}

fn wanted(mut life: Life, now: Timestamp) -> (Life, Vec<Deed>) {
    let quiet = life.quiet(now);
    match &life.session {
        Session::SignedOut if quiet => (life, Vec::new()),
        Session::SignedOut => talk(life, Watched::ByNobody),
        Session::Talking { .. } | Session::Renewing { .. } => (life, Vec::new()),
        Session::Active { token } => {
            if token.over(life.last_used, now) {
                if quiet {
                    life.session = Session::SignedOut;
                    return (life, Vec::new());
                }
                return talk(life, Watched::ByNobody);
            }
            life.last_used = now;
            if life.renews && !quiet && token.renew_at().is_some_and(|at| now >= at) {
                life.session = Session::Renewing {
                    token: Arc::clone(token),
                };
                return (life, vec![Deed::SignIn(Watched::ByNobody)]);
            }
            (life, Vec::new())
        }
        Session::Lapsed { why } => match why {
            // Trying again by itself would change nothing, or lock the account.
            Lapse::Stopped(_)
            | Lapse::NoLongerValid(_)
            | Lapse::AccountOff(_)
            | Lapse::NetworkRefused(_)
            | Lapse::NeedsPerson => (life, Vec::new()),
            Lapse::Refused(_) | Lapse::Ended | Lapse::SecretMissing(_) => {
                talk(life, Watched::ByNobody)
            }
        },
    }
}

fn begun(life: Life) -> (Life, Vec<Deed>) {
    let life = Life {
        refusals: 0,
        troubles: 0,
        quiet_until: None,
        ..life
    };
    match &life.session {
        Session::Talking { .. } | Session::Renewing { .. } => (life, Vec::new()),
        Session::Active { token } => {
            let out = Deed::SignOut(Arc::clone(token));
            let (life, mut deeds) = talk(life, Watched::ByPerson);
            deeds.insert(0, out);
            (life, deeds)
        }
        Session::SignedOut | Session::Lapsed { .. } => talk(life, Watched::ByPerson),
    }
}

fn signed(life: Life, token: Arc<Token>, now: Timestamp) -> (Life, Vec<Deed>) {
    match life.session {
        Session::Talking { .. } | Session::Renewing { .. } => (
            Life {
                session: Session::Active { token },
                taken_before: true,
                ..Life::new(now)
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
        Session::Talking { .. } | Session::Renewing { .. } => {
            let refusals = life.refusals.saturating_add(1);
            let why = if life.taken_before {
                Lapse::NoLongerValid(failure)
            } else if refusals >= REFUSALS {
                Lapse::Stopped(failure)
            } else {
                Lapse::Refused(failure)
            };
            lapsed(Life { refusals, ..life }, why)
        }
        Session::SignedOut | Session::Active { .. } | Session::Lapsed { .. } => (life, Vec::new()),
    }
}

/// A sign-in that cannot be. A token that still works is used to its end when all that is missing
/// is a person.
fn barred(mut life: Life, why: Lapse, now: Timestamp) -> (Life, Vec<Deed>) {
    match &life.session {
        Session::Renewing { token }
            if why == Lapse::NeedsPerson && !token.over(life.last_used, now) =>
        {
            life.session = Session::Active {
                token: Arc::clone(token),
            };
            life.renews = false;
            (life, Vec::new())
        }
        Session::Talking { .. } | Session::Renewing { .. } => lapsed(life, why),
        Session::SignedOut | Session::Active { .. } | Session::Lapsed { .. } => (life, Vec::new()),
    }
}

/// Trouble is met with patience: one second, two, four, up to a minute, or as long as we were asked.
fn troubled(life: Life, wait: Duration, now: Timestamp) -> Life {
    let pause = Duration::from_secs(1 << life.troubles.min(LONGEST_PAUSE)).max(wait);
    let troubles = life.troubles.saturating_add(1);
    let quiet_until = now.checked_add(pause).ok();
    Life {
        troubles,
        quiet_until,
        ..stopped(life, now)
    }
}

/// Nothing is fetched any more; a token that still works stays.
fn stopped(life: Life, now: Timestamp) -> Life {
    let session = match life.session {
        Session::Talking { .. } => Session::SignedOut,
        Session::Renewing { token } if !token.over(life.last_used, now) => {
            Session::Active { token }
        }
        Session::Renewing { .. } => Session::SignedOut,
        other @ (Session::SignedOut | Session::Active { .. } | Session::Lapsed { .. }) => other,
    };
    Life { session, ..life }
}
