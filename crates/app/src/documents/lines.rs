//! Documents as lists show them.

use super::{Loaded, State, before_id, our_id, own_id};
use crate::convert::{count, moment};
use crate::wire::{DocumentLine, DocumentOrigin, OlderVersion};
use domain::Tenant;
use openapi::Format;
use std::sync::Arc;

/// A tenant's own, as far as it was read.
pub(super) fn own_line(tenant: &Tenant, state: &State) -> DocumentLine {
    let loaded = state.tenants.get(&tenant.id).map(Arc::as_ref);
    let read_at = loaded.and_then(|loaded| loaded.read_at).map(moment);
    let same_since = loaded.and_then(|loaded| loaded.same_since).map(moment);
    let origin = DocumentOrigin::Tenant {
        read_at,
        same_since,
    };
    let mut own = line(&own_id(tenant), origin, Some(tenant), loaded);
    own.older = state.older.get(&tenant.id).map(|older| OlderVersion {
        document: before_id(tenant),
        read_at: seen_at(&older.loaded),
        counts: older.counts,
    });
    own
}

/// The one a tenant had before.
pub(super) fn before_line(tenant: &Tenant, loaded: &Loaded) -> DocumentLine {
    let origin = DocumentOrigin::Before {
        read_at: seen_at(loaded),
    };
    line(&before_id(tenant), origin, Some(tenant), Some(loaded))
}

fn seen_at(loaded: &Loaded) -> String {
    loaded.read_at.map(moment).unwrap_or_default()
}

/// The one we wrote from the vendor's documentation.
pub(super) fn our_line(tenant: &Tenant, loaded: Option<&Loaded>) -> DocumentLine {
    line(&our_id(tenant), DocumentOrigin::Ours, Some(tenant), loaded)
}

pub(super) fn line(
    id: &str,
    origin: DocumentOrigin,
    tenant: Option<&Tenant>,
    loaded: Option<&Loaded>,
) -> DocumentLine {
    let about = loaded.map(|loaded| loaded.document.about());
    let told = about
        .map(|about| about.title.clone())
        .filter(|title| !title.is_empty());
    let product = || {
        let vendor = tenant.and_then(|tenant| vendors::find(&tenant.vendor));
        vendor.map(|vendor| vendor.manifest().product.clone())
    };
    let file = match &origin {
        DocumentOrigin::File { name } => Some(name.clone()),
        DocumentOrigin::Tenant { .. } | DocumentOrigin::Before { .. } | DocumentOrigin::Ours => {
            None
        }
    };
    DocumentLine {
        id: id.to_owned(),
        title: told.or_else(product).or(file).unwrap_or_default(),
        version: about
            .map(|about| about.version.clone())
            .filter(|version| !version.is_empty()),
        format: about.map(|about| match about.format {
            Format::Swagger2 => format!("Swagger {}", about.standard),
            Format::OpenApi30 | Format::OpenApi31 | Format::OpenApi32 => {
                format!("OpenAPI {}", about.standard)
            }
        }),
        origin,
        tenant: tenant.map(|tenant| tenant.id.to_string()),
        operations: loaded.map(|loaded| count(loaded.document.operations().len())),
        findings: loaded.map_or(0, |loaded| count(loaded.findings.len())),
        older: None,
    }
}
