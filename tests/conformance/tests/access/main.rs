//! Permissions at every vendor: the matrix is the simulated world, and a refusal names what is missing.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod matrix;
mod refusals;

use app::wire::{AccessCell, AccessSection, AccessView, HolderColumn, HoldersState};
use conformance::World;
use serde_json::Value;
use std::collections::BTreeMap;

/// A vendor's seed, read here again.
fn seed(vendor: &str) -> Value {
    let vendor = vendors::find(&vendor.into()).unwrap();
    serde_json::from_str(vendor.folder().seed).unwrap()
}

/// Adds a tenant that signs in as somebody else; its id. Who is a place in the seed.
async fn tenant_as(world: &World, vendor: &str, who: usize) -> String {
    let form = world
        .form_as(vendor, who, |_, value| value.to_owned())
        .await;
    world.app.tenant_add(form).await.unwrap()
}

async fn read(world: &World, tenant: &str) -> AccessView {
    let view = world
        .app
        .access_view(tenant.to_owned(), None, "read".to_owned());
    view.await.unwrap()
}

#[track_caller]
fn section<'v>(view: &'v AccessView, id: &str) -> &'v AccessSection {
    let mut sections = view.sections.iter();
    sections.find(|section| section.id == id).unwrap()
}

#[track_caller]
fn columns(section: &AccessSection) -> &[HolderColumn] {
    match &section.state {
        HoldersState::Read { columns, .. } => columns,
        other => panic!("{}: {other:?}", section.id),
    }
}

/// The permissions of a column that are held, and how.
fn held<'v>(
    section: &'v AccessSection,
    column: &'v HolderColumn,
) -> BTreeMap<&'v str, &'v AccessCell> {
    assert_eq!(section.permissions.len(), column.cells.len());
    let cells = section.permissions.iter().zip(&column.cells);
    let held = cells.filter(|(_, cell)| **cell != AccessCell::Not);
    held.map(|(key, cell)| (key.as_str(), cell)).collect()
}
