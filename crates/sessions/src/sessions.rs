//! Performs what [`step`] decides.

mod ending;
mod fetching;
mod keeping;
mod waiting;

use crate::{
    Account, Approval, AuthError, Deed, Happening, Held, Inputs, Lapse, Life, Note, Opening,
    Question, Session, Stage, Standing, drive as driving, sign_out, standing, step,
};
use domain::{Clock, Secret, Sink, TenantId, Timestamp};
use gateway::Gateway;
use jiff::SignedDuration;
use secrets::SecretStore;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinSet};

/// Every tenant's session. One per tenant, whoever asks.
pub struct Sessions {
    gateway: Arc<dyn Gateway>,
    store: Arc<dyn SecretStore>,
    clock: Arc<dyn Clock>,
    changed: Arc<dyn Sink<TenantId>>,
    slots: Mutex<HashMap<TenantId, Slot>>,
    /// The requests that are on their way; they end with us.
    tasks: Mutex<JoinSet<()>>,
}

struct Slot {
    account: Arc<Account>,
    life: Life,
    /// Counts tokens, and flights: an answer of an older flight is not ours any more.
    serial: u64,
    /// The last trouble that said nothing about the account.
    trouble: Option<AuthError>,
    /// What a person gave for this session and did not put into the vault.
    given: Arc<Inputs>,
    /// The token that gives the next one, as last heard.
    refresh: Option<Secret<String>>,
    /// The sign-in that is under way.
    flight: Option<Flight>,
    /// How far the vendor's clock is ahead of ours, as last heard.
    ahead: Option<SignedDuration>,
    note: Option<Note>,
    moved: watch::Sender<u64>,
}

/// A sign-in that is under way.
struct Flight {
    replies: mpsc::Sender<Secret<String>>,
    task: AbortHandle,
}

/// How far a sign-in came that a person began.
#[derive(Debug)]
pub enum Begun {
    /// Signed in.
    Signed(Held),
    /// A question is to be answered, with [`Sessions::reply`].
    Asked(Question),
    /// An address is to be opened in the browser of the system; [`Sessions::settled`] hears when
    /// that led somewhere.
    Opened(Opening),
    /// The person is asked on another device; [`Sessions::settled`] hears what they said there.
    Waiting(Approval),
}

impl Slot {
    fn new(account: Arc<Account>, now: Timestamp) -> Self {
        Self {
            account,
            life: Life::new(now),
            serial: 0,
            trouble: None,
            given: Arc::default(),
            refresh: None,
            flight: None,
            ahead: None,
            note: None,
            moved: watch::channel(0).0,
        }
    }

    /// What our clock has to be put forward by to be the one its token's end was counted by.
    fn shift(&self) -> SignedDuration {
        let token = match &self.life.session {
            Session::Active { token } | Session::Renewing { token } => token,
            Session::SignedOut | Session::Talking { .. } | Session::Lapsed { .. } => {
                return SignedDuration::ZERO;
            }
        };
        match (self.ahead, token.ahead) {
            (Some(now), Some(then)) => now.saturating_sub(then),
            (None, _) | (_, None) => SignedDuration::ZERO,
        }
    }

    /// What time it is for the life of its token.
    fn time(&self, now: Timestamp) -> Timestamp {
        now.checked_add(self.shift()).unwrap_or(now)
    }

    /// Stops the sign-in that is under way; whatever comes of it is not ours any more. A request
    /// that nobody else has to act upon is waited for: a token that it gives must not stay alive
    /// at the vendor.
    fn stop(&mut self) {
        self.serial += 1;
        let sending = matches!(
            self.life.session,
            Session::Renewing { .. }
                | Session::Talking {
                    stage: Stage::Sending
                }
        );
        if let Some(flight) = self.flight.take().filter(|_| !sending) {
            flight.task.abort();
        }
    }
}

impl Sessions {
    /// Sessions over a gateway; `changed` hears of every tenant whose session moved.
    pub fn new(
        gateway: Arc<dyn Gateway>,
        store: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
        changed: Arc<dyn Sink<TenantId>>,
    ) -> Arc<Self> {
        let (slots, tasks) = (Mutex::default(), Mutex::default());
        Arc::new(Self {
            gateway,
            store,
            clock,
            changed,
            slots,
            tasks,
        })
    }

    /// Gets to know an account, or what changed about it. A session it had is dropped when the
    /// change concerns it; end it first to tell the vendor.
    pub fn know(&self, account: Account) {
        let mut slots = self.slots();
        let now = self.clock.now();
        let account = Arc::new(account);
        let slot = slots
            .entry(account.tenant.id.clone())
            .or_insert_with(|| Slot::new(Arc::clone(&account), now));
        let (before, after) = (&slot.account.tenant, &account.tenant);
        let signs_in_alike = before.place == after.place
            && before.addresses == after.addresses
            && before.fields == after.fields
            && before.method == after.method
            && before.trust == after.trust;
        if !signs_in_alike {
            slot.stop();
            slot.life = Life::new(now);
            slot.given = Arc::default();
            slot.refresh = None;
            slot.moved.send_modify(|count| *count += 1);
        }
        slot.account = account;
    }

    /// Forgets an account and whatever session it had.
    pub fn forget(&self, tenant: &TenantId) {
        if let Some(mut slot) = self.slots().remove(tenant) {
            slot.stop();
        }
    }

    /// Where a tenant's session stands.
    pub fn session(&self, tenant: &TenantId) -> Session {
        self.slots()
            .get(tenant)
            .map_or(Session::SignedOut, |slot| slot.life.session.clone())
    }

    /// Where a tenant's session stands, and everything a person is told about it.
    pub fn standing(&self, tenant: &TenantId) -> Option<Standing> {
        let slots = self.slots();
        let slot = slots.get(tenant)?;
        Some(Standing {
            session: slot.life.session.clone(),
            ends: standing::ends(&slot.life, slot.shift()),
            ahead: slot.ahead,
            note: slot.note.clone(),
        })
    }

    /// Hears what time a tenant says it is, from the `Date` header of any answer of its own: ends
    /// are judged by the vendor's clock, however ours is set.
    pub fn hear_date(&self, tenant: &TenantId, date: &str) {
        let ahead = driving::ahead(date, self.clock.now());
        if let (Some(slot), Some(ahead)) = (self.slots().get_mut(tenant), ahead) {
            slot.ahead = Some(ahead);
        }
    }

    /// Signs in because a person wants it, whatever happened before. `given` goes before what the
    /// vault holds and is kept for this session only.
    ///
    /// # Errors
    /// Why there is no session.
    pub async fn begin(
        self: &Arc<Self>,
        tenant: &TenantId,
        given: Inputs,
    ) -> Result<Begun, AuthError> {
        if let Some(slot) = self.slots().get_mut(tenant).filter(|_| !given.is_empty()) {
            slot.given = Arc::new(given);
        }
        self.apply(tenant, Happening::Begun);
        let begun = self.outcome(tenant).await;
        if !matches!(begun, Err(AuthError::Lapsed(Lapse::NeedsPerson))) {
            return begun;
        }
        // We joined an attempt that was made without a person; now there is one.
        self.apply(tenant, Happening::Begun);
        self.outcome(tenant).await
    }

    /// Answers the question a sign-in asked.
    ///
    /// # Errors
    /// Why there is no session.
    pub async fn reply(
        self: &Arc<Self>,
        tenant: &TenantId,
        reply: Secret<String>,
    ) -> Result<Begun, AuthError> {
        let replies = {
            let slots = self.slots();
            let slot = slots.get(tenant).ok_or(AuthError::Unknown)?;
            match (&slot.life.session, &slot.flight) {
                (
                    Session::Talking {
                        stage: Stage::Asked(_),
                    },
                    Some(flight),
                ) => Some(flight.replies.clone()),
                _ => None,
            }
        };
        if let Some(replies) = replies {
            // The question is not asked any more, whoever looks next.
            self.apply(tenant, Happening::Staged(Stage::Sending));
            // A flight that is over tells why below.
            let _ = replies.send(reply).await;
        }
        self.outcome(tenant).await
    }

    /// Ends a sign-in that is under way. What was asked is forgotten, and the socket closed.
    pub fn cancel(self: &Arc<Self>, tenant: &TenantId) {
        if let Some(slot) = self.slots().get_mut(tenant) {
            if slot.flight.is_none() {
                return;
            }
            slot.stop();
            slot.trouble = Some(AuthError::Cancelled);
        }
        self.apply(tenant, Happening::Cancelled);
    }

    /// Waits until a sign-in is over: signed in, or a reason why not. Questions are waited out.
    ///
    /// # Errors
    /// Why there is no session.
    pub async fn settled(self: &Arc<Self>, tenant: &TenantId) -> Result<Held, AuthError> {
        self.until(tenant, |_| None).await
    }

    /// A token to make calls with. Callers that arrive together share one request. Nobody waits
    /// for a person here.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn credential(self: &Arc<Self>, tenant: &TenantId) -> Result<Held, AuthError> {
        self.apply(tenant, Happening::Wanted);
        self.without_a_person(tenant).await
    }

    /// The vendor rejected `stale`: renews once, or says why not.
    ///
    /// # Errors
    /// Why there is no other.
    pub async fn replace(
        self: &Arc<Self>,
        tenant: &TenantId,
        stale: &Held,
    ) -> Result<Held, AuthError> {
        self.apply(tenant, Happening::Rejected(stale.serial()));
        let fresh = self.without_a_person(tenant).await?;
        let now = self.clock.now();
        if let Some(slot) = self.slots().get_mut(tenant) {
            slot.note.get_or_insert(Note::RenewedEarly(now));
        }
        Ok(fresh)
    }

    /// The vendor rejected `stale`, which had just replaced a rejected one.
    pub fn lapse(self: &Arc<Self>, tenant: &TenantId, stale: &Held) {
        self.apply(tenant, Happening::RejectedAgain(stale.serial()));
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<TenantId, Slot>> {
        self.slots
            .lock()
            .expect("nothing panics while holding the sessions")
    }

    /// Lets something happen, and performs what follows from it.
    fn apply(self: &Arc<Self>, tenant: &TenantId, happening: Happening) {
        if let Some((account, deeds)) = self.decide(tenant, happening) {
            for deed in deeds {
                self.perform(tenant, &account, deed);
            }
        }
    }

    fn decide(&self, tenant: &TenantId, happening: Happening) -> Option<(Arc<Account>, Vec<Deed>)> {
        let now = self.clock.now();
        let (account, deeds, moved) = {
            let mut slots = self.slots();
            let slot = slots.get_mut(tenant)?;
            let before = std::mem::discriminant(&slot.life.session);
            let staged = matches!(happening, Happening::Staged(_));
            if matches!(happening, Happening::Ended) {
                slot.stop();
                slot.given = Arc::default();
                slot.refresh = None;
                slot.note = None;
            }
            // A token that just arrived is counted by our clock as it is.
            let time = match &happening {
                Happening::Signed(_) => now,
                _ => slot.time(now),
            };
            let life = std::mem::replace(&mut slot.life, Life::new(now));
            let (life, deeds) = step(life, happening, time);
            slot.life = life;
            let after = std::mem::discriminant(&slot.life.session);
            let moved = staged || before != after || !deeds.is_empty();
            if deeds.iter().any(|deed| matches!(deed, Deed::SignIn(_))) {
                slot.serial += 1;
                slot.trouble = None;
            }
            slot.moved.send_modify(|count| *count += 1);
            (Arc::clone(&slot.account), deeds, moved)
        };
        if moved {
            self.changed.put(tenant.clone());
        }
        Some((account, deeds))
    }

    fn perform(self: &Arc<Self>, tenant: &TenantId, account: &Arc<Account>, deed: Deed) {
        let (sessions, tenant, account) = (Arc::clone(self), tenant.clone(), Arc::clone(account));
        let mut tasks = self
            .tasks
            .lock()
            .expect("nothing panics while holding the tasks");
        while tasks.try_join_next().is_some() {}
        match deed {
            Deed::SignIn(watched) => {
                let mut slots = self.slots();
                let Some(slot) = slots.get_mut(&tenant) else {
                    return;
                };
                let serial = slot.serial;
                let (replies, heard) = mpsc::channel(1);
                let task = tasks.spawn(async move {
                    sessions
                        .fetch(&tenant, &account, serial, watched, heard)
                        .await;
                });
                slot.flight = Some(Flight { replies, task });
            }
            Deed::SignOut(token) => {
                tasks.spawn(async move {
                    // The token is dropped either way; the vendor ends it by itself later.
                    let _ = sign_out(sessions.gateway.as_ref(), &account, &token).await;
                });
            }
        }
    }
}
