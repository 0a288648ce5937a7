//! Performs what [`step`] decides.

use crate::{Account, AuthError, Deed, Happening, Held, Inputs, Lapse, Life, Session};
use crate::{sign_in, sign_out, step};
use domain::{Clock, FieldId, Secret, Sink, TenantId};
use gateway::Gateway;
use secrets::{SecretKey, SecretStore, StoreError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

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
    moved: watch::Sender<u64>,
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
        let id = account.tenant.id.clone();
        let slot = slots.entry(id).or_insert_with(|| Slot {
            account: Arc::new(account.clone()),
            life: Life::new(now),
            serial: 0,
            trouble: None,
            moved: watch::channel(0).0,
        });
        let signs_in_alike = slot.account.tenant.place == account.tenant.place
            && slot.account.tenant.addresses == account.tenant.addresses
            && slot.account.tenant.fields == account.tenant.fields
            && slot.account.tenant.method == account.tenant.method
            && slot.account.tenant.trust == account.tenant.trust;
        if !signs_in_alike {
            slot.life = Life::new(now);
            slot.serial += 1;
            slot.moved.send_modify(|count| *count += 1);
        }
        slot.account = Arc::new(account);
    }

    /// Forgets an account and whatever session it had.
    pub fn forget(&self, tenant: &TenantId) {
        self.slots().remove(tenant);
    }

    /// Where a tenant's session stands.
    pub fn session(&self, tenant: &TenantId) -> Session {
        self.slots()
            .get(tenant)
            .map_or(Session::SignedOut, |slot| slot.life.session.clone())
    }

    /// Signs in because a person wants it, whatever happened before.
    ///
    /// # Errors
    /// Why there is no session.
    pub async fn begin(self: &Arc<Self>, tenant: &TenantId) -> Result<Held, AuthError> {
        self.apply(tenant, |_| Happening::Begun);
        self.wait(tenant).await
    }

    /// A token to make calls with. Callers that arrive together share one request.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn credential(self: &Arc<Self>, tenant: &TenantId) -> Result<Held, AuthError> {
        self.apply(tenant, |_| Happening::Wanted);
        self.wait(tenant).await
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
        self.apply(tenant, |_| Happening::Rejected(stale.serial()));
        self.wait(tenant).await
    }

    /// The vendor rejected `stale`, which had just replaced a rejected one.
    pub fn lapse(self: &Arc<Self>, tenant: &TenantId, stale: &Held) {
        self.apply(tenant, |_| Happening::RejectedAgain(stale.serial()));
    }

    /// Signs out: the vendor is told and waited for five seconds at the most, then forgotten.
    ///
    /// # Errors
    /// When the vendor could not be told; signed out it is all the same.
    pub async fn end(self: &Arc<Self>, tenant: &TenantId) -> Result<(), AuthError> {
        let Some((account, deeds)) = self.apply_only(tenant, Happening::Ended) else {
            return Err(AuthError::Unknown);
        };
        let mut told = Ok(());
        for deed in deeds {
            if let Deed::SignOut(token) = deed {
                told = sign_out(self.gateway.as_ref(), &account, &token).await;
            }
        }
        told
    }

    /// Signs everybody out at once, within `limit`: the end of the program does not wait longer.
    pub async fn end_all(self: &Arc<Self>, limit: Duration) {
        let tenants: Vec<TenantId> = self.slots().keys().cloned().collect();
        let mut ending = JoinSet::new();
        for tenant in tenants {
            let sessions = Arc::clone(self);
            ending.spawn(async move {
                // Nobody is left to tell; the vendor's own time limit ends what we could not.
                let _ = sessions.end(&tenant).await;
            });
        }
        let all = async { while ending.join_next().await.is_some() {} };
        // Dropping the set stops what is not done in time.
        let _ = tokio::time::timeout(limit, all).await;
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<TenantId, Slot>> {
        self.slots
            .lock()
            .expect("nothing panics while holding the sessions")
    }

    /// Lets something happen, and performs what follows from it.
    fn apply(self: &Arc<Self>, tenant: &TenantId, happening: impl FnOnce(&Slot) -> Happening) {
        let happening = self.slots().get(tenant).map(happening);
        let Some(happening) = happening else { return };
        if let Some((account, deeds)) = self.apply_only(tenant, happening) {
            for deed in deeds {
                self.perform(tenant, &account, deed);
            }
        }
    }

    fn apply_only(
        &self,
        tenant: &TenantId,
        happening: Happening,
    ) -> Option<(Arc<Account>, Vec<Deed>)> {
        let now = self.clock.now();
        let (account, deeds, moved) = {
            let mut slots = self.slots();
            let slot = slots.get_mut(tenant)?;
            let before = std::mem::discriminant(&slot.life.session);
            let life = std::mem::replace(&mut slot.life, Life::new(now));
            let (life, deeds) = step(life, happening, now);
            slot.life = life;
            let moved = before != std::mem::discriminant(&slot.life.session) || !deeds.is_empty();
            if deeds.iter().any(|deed| matches!(deed, Deed::SignIn)) {
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
            Deed::SignIn => {
                let serial = self.slots().get(&tenant).map_or(0, |slot| slot.serial);
                tasks.spawn(async move { sessions.fetch(&tenant, &account, serial).await });
            }
            Deed::SignOut(token) => {
                tasks.spawn(async move {
                    // The token is dropped either way; the vendor ends it by itself later.
                    let _ = sign_out(sessions.gateway.as_ref(), &account, &token).await;
                });
            }
        }
    }

    /// Fetches a token and lets that happen.
    async fn fetch(self: Arc<Self>, tenant: &TenantId, account: &Arc<Account>, serial: u64) {
        let fetched = match self.inputs(account).await {
            Ok(inputs) => {
                let gateway = self.gateway.as_ref();
                sign_in(gateway, account, &inputs, self.clock.as_ref(), serial).await
            }
            Err(error) => Err(error),
        };
        let happening = {
            let mut slots = self.slots();
            let Some(slot) = slots.get_mut(tenant) else {
                return;
            };
            if slot.serial != serial {
                // The account was changed meanwhile; what came belongs to the old one.
                return;
            }
            match fetched {
                Ok(token) => Happening::Signed(Arc::new(token)),
                Err(AuthError::Lapsed(Lapse::Refused(failure))) => Happening::Refused(failure),
                Err(AuthError::Lapsed(Lapse::SecretMissing(field))) => {
                    Happening::SecretMissing(field)
                }
                Err(trouble) => {
                    slot.trouble = Some(trouble);
                    Happening::Troubled
                }
            }
        };
        self.apply(tenant, |_| happening);
    }

    /// Reads what the account's method needs, off the async threads: the keychain may take its time.
    async fn inputs(&self, account: &Arc<Account>) -> Result<Inputs, AuthError> {
        let (store, account) = (Arc::clone(&self.store), Arc::clone(account));
        let read = move || {
            let mut inputs = Inputs::new();
            for field in &account.method.fields {
                let value = if field.secret {
                    read_secret(store.as_ref(), &account.tenant.id, &field.id)?
                } else {
                    account
                        .tenant
                        .fields
                        .get(&field.id)
                        .cloned()
                        .map(Secret::new)
                };
                if let Some(value) = value {
                    inputs.insert(field.id.clone(), value);
                } else if field.optional {
                    inputs.insert(field.id.clone(), Secret::new(String::new()));
                } else {
                    return Err(AuthError::Lapsed(Lapse::SecretMissing(field.id.clone())));
                }
            }
            Ok(inputs)
        };
        match tokio::task::spawn_blocking(read).await {
            Ok(inputs) => inputs,
            Err(_) => Err(AuthError::Unknown), // the runtime is ending
        }
    }

    /// Waits until there is a token that may be used, or a reason why not.
    async fn wait(self: &Arc<Self>, tenant: &TenantId) -> Result<Held, AuthError> {
        loop {
            let mut moved = {
                let slots = self.slots();
                let slot = slots.get(tenant).ok_or(AuthError::Unknown)?;
                if let Some(token) = slot.life.usable(self.clock.now()) {
                    return Ok(Held(Arc::clone(token)));
                }
                match &slot.life.session {
                    Session::Talking | Session::Renewing { .. } => {}
                    Session::Lapsed { why } => return Err(AuthError::Lapsed(why.clone())),
                    Session::SignedOut | Session::Active { .. } => {
                        return Err(slot
                            .trouble
                            .clone()
                            .unwrap_or(AuthError::Lapsed(Lapse::Ended)));
                    }
                }
                slot.moved.subscribe()
            };
            if moved.changed().await.is_err() {
                return Err(AuthError::Unknown);
            }
        }
    }
}

fn read_secret(
    store: &dyn SecretStore,
    tenant: &TenantId,
    field: &FieldId,
) -> Result<Option<Secret<String>>, StoreError> {
    let key = SecretKey {
        tenant: tenant.clone(),
        field: field.clone(),
    };
    let value = store.read(&key)?;
    let text = |value: Secret<Vec<u8>>| {
        value.lend(|bytes| Secret::new(String::from_utf8_lossy(bytes).into_owned()))
    };
    Ok(value.map(text))
}
