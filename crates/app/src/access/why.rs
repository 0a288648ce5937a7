//! Why an operation was refused: what it needs, who has that, and what to ask for.
//!
//! Everything comes from the catalogue. Where it does not say what an operation needs, neither does
//! this: an administrator who is asked for the wrong thing helps nobody.

use super::reading::words;
use super::{Wish, address, named_by, permission};
use crate::App;
use crate::convert::count;
use crate::wire::{
    AccessCell, AccessSection, AccessView, AccessWhy, AppError, HoldersState, NeededPermission,
    PlaceState, RefusalNeeds, WhoHas,
};
use domain::{Access, CatalogueEntry, Holders, Need, OperationKey, Tenant};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use vendors::Adapter;

/// Of those who have something, so many are named in words to send.
const MOST_NAMED: usize = 5;

impl App {
    /// Why an operation was refused, and who has what it needs. Asks the tenant who has it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more, [`AppError::Cancelled`].
    pub async fn access_why(
        &self,
        tenant: String,
        operation: String,
        ticket: String,
    ) -> Result<AccessWhy, AppError> {
        let tenant = self.tenant(&tenant)?;
        let vendor = self.vendor(&tenant)?;
        let key = OperationKey::parse(&operation);
        let entry = key.and_then(|key| vendor.catalogue().find(&key));
        let Some((entry, needs)) = entry.and_then(|entry| Some((entry, entry.needs.as_deref()?)))
        else {
            return Ok(AccessWhy {
                operation,
                needs: RefusalNeeds::Unknown,
                holders: Vec::new(),
                ask_for: None,
            });
        };
        if needs.is_empty() {
            return Ok(AccessWhy {
                operation: entry.operation.clone(),
                needs: RefusalNeeds::Nothing,
                holders: Vec::new(),
                ask_for: None,
            });
        }
        let named = needs.iter().flat_map(Need::one_of);
        let named = named.filter_map(|key| vendor.access().permission(key));
        let groups: BTreeSet<&str> = named.map(|one| one.group.as_str()).collect();
        let view = self.ticketed(ticket, async {
            self.ready().await;
            let wish = Wish {
                place: None,
                groups: Some(&groups),
            };
            self.read_access(&tenant, wish).await
        });
        let view = view.await?;
        let place = self.tenant_words(tenant.id.as_str());
        Ok(why(&tenant, &place, vendor, entry, needs, &view))
    }
}

fn why(
    tenant: &Tenant,
    place: &str,
    vendor: &dyn Adapter,
    entry: &CatalogueEntry,
    needs: &[Need],
    view: &AccessView,
) -> AccessWhy {
    let access = vendor.access();
    let counts = named_by(vendor.catalogue());
    let all = needs.iter().map(|need| {
        let one_of = need
            .one_of()
            .iter()
            .filter_map(|key| access.permission(key));
        NeededPermission {
            one_of: one_of.map(|one| permission(access, one, &counts)).collect(),
        }
    });
    let holders: Vec<WhoHas> = access
        .holders
        .iter()
        .zip(&view.sections)
        .filter_map(|(holders, section)| who(tenant, access, holders, section, needs))
        .collect();
    AccessWhy {
        operation: entry.operation.clone(),
        needs: RefusalNeeds::Permissions { all: all.collect() },
        ask_for: Some(ask_for(place, entry, access, needs, &holders, view)),
        holders,
    }
}

/// Who of a kind holds everything of it that is needed; `None` where nothing of it is.
fn who(
    tenant: &Tenant,
    access: &Access,
    holders: &Holders,
    section: &AccessSection,
    needs: &[Need],
) -> Option<WhoHas> {
    let of_kind = |key: &&String| {
        let one = access.permission(key);
        one.is_some_and(|one| holders.may_hold(&one.group))
    };
    let wanted: Vec<Vec<&String>> = needs
        .iter()
        .map(|need| need.one_of().iter().filter(of_kind).collect())
        .filter(|keys: &Vec<_>| !keys.is_empty())
        .collect();
    if wanted.is_empty() {
        return None;
    }
    let mut own = None;
    let state = match &section.state {
        HoldersState::Read { columns, rest } => {
            own = columns.iter().find(|column| column.own).cloned();
            let having = columns.iter().filter(|column| {
                let has = |key: &&String| {
                    let mut cells = section.permissions.iter().zip(&column.cells);
                    cells.any(|(line, cell)| {
                        let held =
                            matches!(cell, AccessCell::Granted | AccessCell::Included { .. });
                        line == *key && held
                    })
                };
                wanted.iter().all(|one_of| one_of.iter().any(has))
            });
            HoldersState::Read {
                columns: having.cloned().collect(),
                rest: *rest,
            }
        }
        other => other.clone(),
    };
    let left = section.places.iter();
    let left = left.filter(|place| !matches!(place.state, PlaceState::Read));
    Some(WhoHas {
        section: section.id.clone(),
        label: section.label.clone(),
        page: section.page.clone(),
        address: address(tenant, holders),
        state,
        own,
        places_left: count(left.count()),
    })
}

/// What to ask an administrator for, as plain text: systems for tickets and mail take no other.
fn ask_for(
    place: &str,
    entry: &CatalogueEntry,
    access: &Access,
    needs: &[Need],
    holders: &[WhoHas],
    view: &AccessView,
) -> String {
    let mut text = format!("Tenant: {place}\nRefused: {}\n", entry.operation);
    for need in needs {
        let one_of = need
            .one_of()
            .iter()
            .filter_map(|key| access.permission(key));
        let one_of = one_of.map(|one| format!("{} ({})", words(one), one.group));
        let one_of: Vec<String> = one_of.collect();
        let _ = writeln!(text, "Needed: {}", one_of.join(", or "));
    }
    let named: BTreeSet<&str> = needs
        .iter()
        .flat_map(|need| need.one_of().iter().map(String::as_str))
        .collect();
    for one in access
        .permissions
        .iter()
        .filter(|one| named.contains(one.key.as_str()))
    {
        let _ = writeln!(text, "{} lets one {}.", words(one), one.lets);
        if let Some(danger) = &one.danger {
            let _ = writeln!(text, "Mind: {danger}.");
        }
    }
    for who in holders {
        let _ = writeln!(text, "Where: {}", who.page);
        if let Some(own) = &who.own {
            let _ = writeln!(text, "For: {}", own.name);
        }
        if let HoldersState::Read { columns, .. } = &who.state {
            let sections = view.sections.iter();
            let places = sections.filter(|section| section.id == who.section);
            let places: Vec<_> = places.flat_map(|section| &section.places).collect();
            let _ = writeln!(
                text,
                "{} that have it: {}",
                who.label,
                names(columns, &places)
            );
        }
    }
    text
}

/// The first of those who have something, and how many more there are.
fn names(columns: &[crate::wire::HolderColumn], places: &[&crate::wire::AccessPlace]) -> String {
    if columns.is_empty() {
        return "none".to_owned();
    }
    let named = columns.iter().take(MOST_NAMED).map(|column| {
        let at = column.at_place.as_ref();
        let place = at.and_then(|id| places.iter().find(|place| place.id == *id));
        match place {
            Some(place) => format!("{} at {}", column.name, place.name),
            None => column.name.clone(),
        }
    });
    let mut text = named.collect::<Vec<_>>().join(", ");
    let more = columns.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        let _ = write!(text, " and {more} more");
    }
    text
}
