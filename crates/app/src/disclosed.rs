//! Secrets that vendors return: kept behind handles for a while, shown and copied only with a reason
//! that is written down.

use crate::App;
use crate::auditing::about;
use crate::opening::check_reason;
use crate::wire::{AppError, DisclosedView, PolicyRule, RevealRequest};
use audit::{Entry, Kind, Outcome};
use domain::{Environment, Secret, Tenant, TenantId, Timestamp};
use explorer::Disclosed;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// For how long a value is kept.
const KEPT: Duration = Duration::from_secs(10 * 60);

/// More values are not kept: the oldest go first.
const MOST: usize = 5_000;

/// The values that are kept, by handle.
#[derive(Default)]
pub(crate) struct Handles(Mutex<HashMap<String, Held>>);

/// A value that is kept.
#[derive(Clone)]
struct Held {
    tenant: TenantId,
    /// The exchange it came with; known once that was kept.
    exchange: String,
    /// What it is and where: `password of root`, the address that gave it.
    name: String,
    target: String,
    value: Secret<String>,
    since: Timestamp,
}

/// How a disclosed value leaves the core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Shown,
    Copied,
}

impl Handles {
    fn held(&self) -> MutexGuard<'_, HashMap<String, Held>> {
        self.0
            .lock()
            .expect("nothing panics while holding the handles")
    }

    /// Keeps the values of an answer. `exchange` is bound to them by [`Handles::bind`].
    pub fn keep(
        &self,
        tenant: &TenantId,
        target: &str,
        disclosed: Vec<Disclosed>,
        now: Timestamp,
    ) -> Vec<DisclosedView> {
        let mut held = self.held();
        if held.len() + disclosed.len() > MOST {
            held.clear();
        }
        let keep = |one: Disclosed| {
            let handle = handle();
            let name = if one.name.is_empty() {
                one.pointer.clone()
            } else {
                one.name.clone()
            };
            held.insert(
                handle.clone(),
                Held {
                    tenant: tenant.clone(),
                    exchange: String::new(),
                    name,
                    target: target.to_owned(),
                    value: one.value,
                    since: now,
                },
            );
            DisclosedView {
                handle,
                pointer: one.pointer,
                name: one.name,
            }
        };
        disclosed.into_iter().map(keep).collect()
    }

    /// These values came with this exchange.
    pub fn bind(&self, handles: &[DisclosedView], exchange: &str) {
        let mut held = self.held();
        for one in handles {
            if let Some(held) = held.get_mut(&one.handle) {
                exchange.clone_into(&mut held.exchange);
            }
        }
    }

    /// Forgets what was kept long enough.
    pub fn forget_old(&self, now: Timestamp) {
        self.held().retain(|_, held| now < held.since + KEPT);
    }

    /// Forgets everything, when the vault is locked.
    pub fn clear(&self) {
        self.held().clear();
    }

    /// Forgets the values of a tenant, or all.
    pub fn clear_of(&self, tenant: Option<&str>) {
        self.held()
            .retain(|_, held| tenant.is_some_and(|tenant| held.tenant.as_str() != tenant));
    }

    fn find(&self, request: &RevealRequest) -> Option<Held> {
        let held = self.held();
        let found = held.get(&request.handle);
        found
            .filter(|held| held.exchange == request.exchange)
            .cloned()
    }
}

/// By chance: one that stands in the history of an earlier run finds nothing.
fn handle() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}

impl App {
    /// Shows a secret of an answer in the secret window, for a short while.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no longer kept, [`AppError::ForbiddenByPolicy`],
    /// [`AppError::TicketRequired`], [`AppError::Invalid`] for the reason, and for production
    /// [`AppError::AuditUnavailable`].
    pub async fn secret_reveal(&self, request: RevealRequest) -> Result<(), AppError> {
        let (tenant, held) = self.may_disclose(&request, Way::Shown).await?;
        self.show_secret(held.name, tenant.name, held.value);
        Ok(())
    }

    /// Puts a secret of an answer on the clipboard, in the core, for a short while.
    ///
    /// # Errors
    /// As [`App::secret_reveal`], and [`AppError::File`] when there is no clipboard.
    pub async fn secret_copy(&self, request: RevealRequest) -> Result<(), AppError> {
        let (_, held) = self.may_disclose(&request, Way::Copied).await?;
        self.copy_secret(held.value).await
    }

    /// A value that may be shown or copied, which is written down.
    async fn may_disclose(
        &self,
        request: &RevealRequest,
        way: Way,
    ) -> Result<(Tenant, Held), AppError> {
        self.core.policy.allows(PolicyRule::Reveal)?;
        self.core.disclosed.forget_old(self.core.ports.clock.now());
        let held = self
            .core
            .disclosed
            .find(request)
            .ok_or(AppError::NotFound)?;
        let tenant = self.tenant(held.tenant.as_str())?;
        let reason = request.reason.trim();
        check_reason(reason, tenant.environment)?;
        let ticket = self.ticket_for(&tenant)?;
        let written = self.write_down(Entry {
            tenant: Some(about(&tenant)),
            target: Some(format!("{} of {}", held.name, held.target)),
            operation: Some(
                match way {
                    Way::Shown => "shown",
                    Way::Copied => "copied",
                }
                .to_owned(),
            ),
            effect: Some(domain::Effect::Discloses),
            result: Some(Outcome::Done),
            ticket,
            reason: Some(reason.to_owned()),
            ..Entry::of(Kind::Disclosed)
        });
        match (written.await, tenant.environment) {
            (Err(error), Environment::Production) => Err(error),
            (Ok(_), _) | (Err(_), Environment::Test | Environment::Demo) => Ok((tenant, held)),
        }
    }
}
