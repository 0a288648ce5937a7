//! Opening a tenant for changes, and locking it again: by hand, by time, by looking at another,
//! with the vault, and at the end.

use crate::App;
use crate::auditing::about;
use crate::convert::{count, invalid, moment};
use crate::core::Core;
use crate::wire::{AppError, LockView, OpenRequest, PolicyRule, ProblemKind, Topic};
use audit::{Entry, Kind};
use domain::{Environment, TenantId, Timestamp};
use gateway::Guard;
use secrets::{OpensWith, VaultState};
use std::collections::HashMap;
use std::sync::{Arc, MutexGuard};
use std::time::Duration;

/// For how many minutes a tenant may be opened.
const MINUTES: [u32; 3] = [5, 10, 30];

/// How long the reason is for production, in characters.
const REASON_LEAST: usize = 10;

/// The longest reason that is kept, in characters.
const REASON_MOST: usize = 500;

/// A tenant that is open for changes.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}

/// Why a tenant is locked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locking {
    /// The person said so.
    Person,
    /// Its time is over.
    Time,
    /// The person looks at another tenant.
    Switched,
    /// The vault was locked: by hand, or because nobody was there.
    Vault,
    /// It was edited or removed.
    Edited,
    /// The program ends.
    End,
}

impl Locking {
    /// The word for the audit.
    fn word(self) -> &'static str {
        match self {
            Self::Person => "by hand",
            Self::Time => "time over",
            Self::Switched => "another tenant",
            Self::Vault => "vault locked",
            Self::Edited => "edited",
            Self::End => "end of the program",
        }
    }
}

impl Core {
    fn opened(&self) -> MutexGuard<'_, HashMap<TenantId, Opened>> {
        self.open
            .lock()
            .expect("nothing panics while holding the locks")
    }

    /// A tenant that is open now.
    pub fn open_now(&self, tenant: &TenantId) -> Option<Opened> {
        let now = self.ports.clock.now();
        let opened = self.opened().get(tenant).cloned();
        opened.filter(|opened| now < opened.until)
    }

    /// What may leave for a tenant now.
    pub fn guard(&self, tenant: &TenantId) -> Guard {
        match self.open_now(tenant) {
            Some(Opened { until, .. }) => Guard::Open { until },
            None => Guard::ReadOnly,
        }
    }

    /// Whether changes may leave for a tenant, for lists.
    pub fn lock_view(&self, tenant: &TenantId) -> LockView {
        match self.open_now(tenant) {
            Some(Opened { until, reason }) => LockView::Open {
                until: moment(until),
                reason,
            },
            None => LockView::Locked,
        }
    }
}

impl App {
    /// Opens a tenant for changes, for some minutes. Every other one is locked: a person works on
    /// one at a time.
    ///
    /// # Errors
    /// [`AppError::ForbiddenByPolicy`], [`AppError::TicketRequired`], [`AppError::AuditUnavailable`]
    /// for production, or [`AppError::Invalid`] for the minutes, the reason or the ticket.
    pub async fn tenant_open(&self, request: OpenRequest) -> Result<(), AppError> {
        let tenant = self.tenant(&request.tenant)?;
        self.core.policy.allows(PolicyRule::ReadOnly)?;
        if let VaultState::Ready {
            opens_with: OpensWith::Keychain,
            ..
        } = self.core.ports.vault.state()
        {
            // Where the vault must have a passphrase, nothing is changed before it has one.
            self.core.policy.allows(PolicyRule::Passphrase)?;
        }
        let allowed = allowed(self.core.policy.open_minutes());
        if !allowed.contains(&request.minutes) {
            let allowed = allowed.iter().map(ToString::to_string).collect();
            return Err(invalid("minutes", ProblemKind::NotOneOf { allowed }));
        }
        let reason = request.reason.trim().to_owned();
        check_reason(&reason, tenant.environment)?;
        if request.ticket.is_some() {
            self.ticket_set(request.ticket).await?;
        }
        let ticket = self.ticket_for(&tenant)?;
        self.lock_where(Locking::Switched, |id| *id != tenant.id)
            .await;
        let length = Duration::from_secs(u64::from(request.minutes) * 60);
        let written = self.write_down(Entry {
            tenant: Some(about(&tenant)),
            target: Some(format!("{} minutes", request.minutes)),
            ticket,
            reason: Some(reason.clone()),
            ..Entry::of(Kind::Opened)
        });
        if let (Err(error), Environment::Production) = (written.await, tenant.environment) {
            return Err(error);
        }
        let until = self.core.ports.clock.now() + length;
        self.core
            .opened()
            .insert(tenant.id.clone(), Opened { until, reason });
        self.lock_after(length);
        self.changed(&[Topic::Tenants]);
        Ok(())
    }

    /// Locks a tenant again. Locking one that is locked is no error.
    ///
    /// # Errors
    /// None.
    pub async fn tenant_lock(&self, tenant: String) -> Result<(), AppError> {
        self.lock_where(Locking::Person, |id| id.as_str() == tenant)
            .await;
        Ok(())
    }

    /// The person looks at this tenant now: every other one is locked again. Looking at none
    /// leaves the one that is open as it is.
    ///
    /// # Errors
    /// None.
    pub async fn tenant_shown(&self, tenant: Option<String>) -> Result<(), AppError> {
        if let Some(tenant) = tenant {
            self.lock_where(Locking::Switched, |id| id.as_str() != tenant)
                .await;
        }
        Ok(())
    }

    /// Locks every open tenant that is meant, and takes back what was approved for it.
    pub(crate) async fn lock_where(&self, why: Locking, meant: impl Fn(&TenantId) -> bool) {
        let locked: Vec<TenantId> = {
            let mut opened = self.core.opened();
            let locked = opened.keys().filter(|id| meant(id)).cloned().collect();
            opened.retain(|id, _| !meant(id));
            locked
        };
        for tenant in &locked {
            self.core.ports.approvals.withdraw_all(tenant);
            self.core.changing.stale(tenant);
        }
        for tenant in &locked {
            let kept = self
                .core
                .tenants()
                .iter()
                .find(|kept| kept.id == *tenant)
                .cloned();
            self.write_along(Entry {
                tenant: kept.as_ref().map(about),
                ticket: self.core.ticket(),
                reason: Some(why.word().to_owned()),
                ..Entry::of(Kind::Locked)
            })
            .await;
        }
        if !locked.is_empty() {
            self.changed(&[Topic::Tenants]);
        }
    }

    /// Locks every tenant whose time is over.
    pub(crate) async fn lock_late(&self) {
        let now = self.core.ports.clock.now();
        let late: Vec<TenantId> = {
            let opened = self.core.opened();
            let late = opened.iter().filter(|(_, opened)| opened.until <= now);
            late.map(|(id, _)| id.clone()).collect()
        };
        self.lock_where(Locking::Time, |id| late.contains(id)).await;
    }

    /// Looks once more when a tenant's time is over, so that the interface hears of it then.
    fn lock_after(&self, length: Duration) {
        // Weak: a program that ends does not wait for it.
        let core = Arc::downgrade(&self.core);
        tokio::spawn(async move {
            tokio::time::sleep(length).await;
            if let Some(core) = core.upgrade() {
                App { core }.lock_late().await;
            }
        });
    }
}

/// The minutes a person may choose from; a policy that allows less than the least of them allows
/// exactly so many.
fn allowed(most: Option<u32>) -> Vec<u32> {
    let Some(most) = most else {
        return MINUTES.to_vec();
    };
    let fit: Vec<u32> = MINUTES
        .into_iter()
        .filter(|minutes| *minutes <= most)
        .collect();
    match (fit.is_empty(), most) {
        (true, 1..) => vec![most],
        (true, 0) | (false, _) => fit,
    }
}

/// A reason says something, and for production something more.
pub(crate) fn check_reason(reason: &str, environment: Environment) -> Result<(), AppError> {
    let length = reason.chars().count();
    let problem = match environment {
        Environment::Production if length < REASON_LEAST => ProblemKind::TooShort {
            least: count(REASON_LEAST),
        },
        Environment::Test | Environment::Demo if length == 0 => ProblemKind::Missing,
        Environment::Production | Environment::Test | Environment::Demo => {
            return if length > REASON_MOST {
                Err(invalid("reason", ProblemKind::Characters))
            } else {
                Ok(())
            };
        }
    };
    Err(invalid("reason", problem))
}
