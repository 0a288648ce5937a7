//! Sign-ins and their ends, each written down once, whoever caused them.

use super::about;
use crate::App;
use audit::{Entry, Kind, Outcome};
use domain::{Tenant, TenantId};
use std::collections::HashSet;
use std::sync::MutexGuard;

impl App {
    fn signed_in(&self) -> MutexGuard<'_, HashSet<TenantId>> {
        self.core
            .signed_in
            .lock()
            .expect("nothing panics while holding who is signed in")
    }

    /// Somebody is signed in at a tenant. Told for every call; written down when it is new.
    pub(crate) async fn write_signed_in(&self, tenant: &Tenant) {
        let new = self.signed_in().insert(tenant.id.clone());
        if new {
            self.write_of(tenant, Kind::SignedIn, Some(Outcome::Done))
                .await;
        }
    }

    /// Somebody signed in for a trial, and signs out with it.
    pub(crate) async fn write_tried(&self, tenant: &Tenant) {
        self.write_along(Entry {
            tenant: Some(about(tenant)),
            target: Some("trial".to_owned()),
            result: Some(Outcome::Done),
            ticket: self.core.ticket(),
            ..Entry::of(Kind::SignedIn)
        })
        .await;
    }

    /// A sign-in a person asked for was refused.
    pub(crate) async fn write_not_signed_in(&self, tenant: &Tenant, why: &str) {
        let why = why.to_owned();
        self.write_of(tenant, Kind::SignedIn, Some(Outcome::Failed { why }))
            .await;
    }

    /// Nobody is signed in at these tenants any more.
    pub(crate) async fn write_signed_out(&self, meant: impl Fn(&TenantId) -> bool) {
        let ended: Vec<TenantId> = {
            let mut signed_in = self.signed_in();
            let ended = signed_in.iter().filter(|id| meant(id)).cloned().collect();
            signed_in.retain(|id| !meant(id));
            ended
        };
        for id in ended {
            let kept = self
                .core
                .tenants()
                .iter()
                .find(|kept| kept.id == id)
                .cloned();
            if let Some(tenant) = kept {
                self.write_of(&tenant, Kind::SignedOut, Some(Outcome::Done))
                    .await;
            }
        }
    }
}
