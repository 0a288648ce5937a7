//! Permissions of a tenant's product: what there are, who holds them, what they open, which are
//! enough, and why something was refused.
//!
//! What there are is data of the vendor's folder (`access.toml`), the reasoning is
//! [`domain::Access`]'s. Holders are read when a person asks for them and never by themselves
//! (`reading.rs`); what came is kept until it is read again or the program ends.

mod least;
mod reading;
mod sheet;
mod why;

use crate::App;
use crate::convert::{count, moment};
use crate::wire::{
    AccessNeed, AccessSection, AccessView, AppError, HoldersState, PermissionView, PresetView,
    Purpose,
};
use domain::{Access, Catalogue, Holders, Need, Permission, Tenant, TenantId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use vendors::Adapter;

/// What was last read of who holds permissions, by tenant.
#[derive(Default)]
pub(crate) struct LastRead(Mutex<HashMap<TenantId, AccessView>>);

impl LastRead {
    fn all(&self) -> MutexGuard<'_, HashMap<TenantId, AccessView>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was read of a tenant.
    pub(crate) fn forget(&self, tenant: &TenantId) {
        self.all().remove(tenant);
    }
}

/// Of whom it is asked what they hold.
#[derive(Clone, Copy, Default)]
struct Wish<'w> {
    /// At one place alone.
    place: Option<&'w str>,
    /// Only who can hold permissions of these groups.
    groups: Option<&'w BTreeSet<&'w str>>,
}

impl App {
    /// The permissions of a tenant's product, and what was last read of who holds them. Asks nothing
    /// of the network.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more.
    pub async fn access_list(&self, tenant: String) -> Result<AccessView, AppError> {
        let tenant = self.tenant(&tenant)?;
        self.known_access(&tenant)
    }

    /// The same after who holds them was read; at one place only, where one is named, and then the
    /// others stay as they were.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more, [`AppError::Cancelled`]. What the
    /// tenant does not answer is told in the view.
    pub async fn access_view(
        &self,
        tenant: String,
        place: Option<String>,
        ticket: String,
    ) -> Result<AccessView, AppError> {
        let tenant = self.tenant(&tenant)?;
        self.ticketed(ticket, async {
            self.ready().await;
            let wish = Wish {
                place: place.as_deref(),
                groups: None,
            };
            self.read_access(&tenant, wish).await
        })
        .await
    }

    /// What is known now, without asking.
    pub(super) fn known_access(&self, tenant: &Tenant) -> Result<AccessView, AppError> {
        let vendor = self.vendor(tenant)?;
        let last = self.core.access.all().get(&tenant.id).cloned();
        Ok(last.unwrap_or_else(|| unread(tenant, vendor)))
    }

    /// Reads who holds permissions, and keeps it; what is not wished for stays as it was.
    async fn read_access(&self, tenant: &Tenant, wish: Wish<'_>) -> Result<AccessView, AppError> {
        let vendor = self.vendor(tenant)?;
        let mut view = self.known_access(tenant)?;
        let came = self
            .read_holders(tenant, vendor.access(), wish, &view)
            .await;
        let now = moment(self.core.ports.clock.now());
        for (section, came) in view.sections.iter_mut().zip(came) {
            if let Some((state, places)) = came {
                section.state = state;
                section.places = places;
                section.read_at = Some(now.clone());
            }
        }
        // A tenant that was removed meanwhile leaves nothing here.
        if self.tenant(tenant.id.as_str()).is_ok() {
            let mut all = self.core.access.all();
            all.insert(tenant.id.clone(), view.clone());
        }
        Ok(view)
    }
}

/// The view of a tenant of which no holder was read.
fn unread(tenant: &Tenant, vendor: &dyn Adapter) -> AccessView {
    let access = vendor.access();
    let counts = named_by(vendor.catalogue());
    AccessView {
        tenant: tenant.id.to_string(),
        permissions: access
            .permissions
            .iter()
            .map(|one| permission(access, one, &counts))
            .collect(),
        presets: access
            .presets
            .iter()
            .map(|one| preset(access, one))
            .collect(),
        sections: access
            .holders
            .iter()
            .map(|holders| section(tenant, access, holders))
            .collect(),
    }
}

fn section(tenant: &Tenant, access: &Access, holders: &Holders) -> AccessSection {
    AccessSection {
        id: holders.id.clone(),
        label: holders.label.clone(),
        one: holders.one.clone(),
        page: holders.console.page.clone(),
        address: address(tenant, holders),
        permissions: lines(access, holders).map(|one| one.key.clone()).collect(),
        place: holders.places.as_ref().map(|places| places.one.clone()),
        places: Vec::new(),
        state: match &holders.console.because {
            Some(because) => HoldersState::NotReadable {
                because: because.clone(),
            },
            None => HoldersState::NotLoaded,
        },
        read_at: None,
    }
}

/// The permissions a kind of holder can hold, in the order of the file.
fn lines<'a>(access: &'a Access, holders: &'a Holders) -> impl Iterator<Item = &'a Permission> {
    let all = access.permissions.iter();
    all.filter(|one| holders.may_hold(&one.group))
}

/// Where a person gives what these hold; the console lies beside the API, at the same place.
fn address(tenant: &Tenant, holders: &Holders) -> Option<String> {
    let path = holders.console.path.as_ref()?;
    let place = &tenant.place;
    Some(format!("{}{}{path}", place.origin(), place.path()))
}

/// How many operations name each permission.
fn named_by(catalogue: &Catalogue) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for entry in catalogue.entries() {
        let needs = entry.needs.iter().flatten();
        let named: BTreeSet<&str> = needs
            .flat_map(|need| need.one_of().iter().map(String::as_str))
            .collect();
        for key in named {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}

fn permission(access: &Access, one: &Permission, counts: &HashMap<&str, usize>) -> PermissionView {
    let mut included = access.held([one.key.as_str()]);
    included.remove(one.key.as_str());
    PermissionView {
        key: one.key.clone(),
        label: one.label().to_owned(),
        level: one.level.clone(),
        group: one.group.clone(),
        lets: one.lets.clone(),
        includes: owned(&access.sorted(&included)),
        only_with: one.only_with.clone(),
        danger: one.danger.clone(),
        since: one.since.clone(),
        operations: count(counts.get(one.key.as_str()).copied().unwrap_or_default()),
    }
}

fn preset(access: &Access, preset: &domain::Preset) -> PresetView {
    let held = access.held(preset.grants.iter().map(String::as_str));
    PresetView {
        id: preset.id.clone(),
        label: preset.label.clone(),
        purpose: match preset.purpose {
            domain::Purpose::Dashboard => Purpose::Dashboard,
            domain::Purpose::HelpDesk => Purpose::HelpDesk,
            domain::Purpose::Provisioning => Purpose::Provisioning,
            domain::Purpose::Reporting => Purpose::Reporting,
            domain::Purpose::Other => Purpose::Other,
        },
        grants: preset.grants.clone(),
        held: owned(&access.sorted(&held)),
        warn: preset.warn.clone(),
        dangerous: dangerous(access, &held),
    }
}

/// What of these is dangerous, in the order of the file.
fn dangerous(access: &Access, held: &BTreeSet<&str>) -> Vec<String> {
    let all = access.permissions.iter();
    let bad = all.filter(|one| one.danger.is_some() && held.contains(one.key.as_str()));
    bad.map(|one| one.key.clone()).collect()
}

fn need(need: &Need) -> AccessNeed {
    AccessNeed {
        one_of: need.one_of().to_vec(),
    }
}

fn owned(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| key.to_owned()).collect()
}
