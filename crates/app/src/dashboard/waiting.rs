//! What waits for a person, across all tenants.

use super::cards::{Card, Waited};
use crate::App;
use crate::convert::moment;
use crate::lists::{Unknown, rows_key};
use crate::wire::{
    AppError, MissingWhy, OfferedInput, TaskOffer, Urgency, WaitKind, WaitingLine, WaitingMissing,
    WaitingView,
};
use domain::{Each, Item, Tenant, Timestamp, Wait, scalar};
use futures_util::future::join_all;
use serde_json::Value;

/// For how many values of a list further lists are asked, at the most.
const MOST_EACH: usize = 10;

impl App {
    /// What waits for a person, as far as it is known. Asks nothing of the network.
    ///
    /// # Errors
    /// None.
    pub async fn dashboard_waiting(&self) -> Result<WaitingView, AppError> {
        let mut lines: Vec<(Item, WaitingLine)> = Vec::new();
        let mut missing = Vec::new();
        let mut not_loaded = Vec::new();
        let tenants = self.core.tenants().clone();
        for tenant in &tenants {
            let Ok(vendor) = self.vendor(tenant) else {
                continue;
            };
            let waits = &vendor.waiting().all;
            if waits.is_empty() {
                continue;
            }
            let card = self.core.cards.get(&tenant.id);
            if card.waited.is_empty() {
                not_loaded.push(tenant.id.to_string());
                continue;
            }
            for wait in waits {
                let Some(waited) = card.waited.get(&wait.id) else {
                    continue;
                };
                let as_of = waited.missing.as_ref().and(waited.as_of);
                let said = waited.items.iter();
                lines.extend(said.map(|item| (item.clone(), line(tenant, wait, item, as_of))));
                if let Some(why) = &waited.missing {
                    missing.push(WaitingMissing {
                        tenant: tenant.id.to_string(),
                        what: wait.kind.into(),
                        label: wait.label.clone(),
                        why: why.clone(),
                    });
                }
            }
        }
        lines.sort_by_key(|(item, _)| {
            let nearest = item.due.or(item.since).unwrap_or(Timestamp::MAX);
            (item.urgency, nearest)
        });
        Ok(WaitingView {
            lines: lines.into_iter().map(|(_, line)| line).collect(),
            missing,
            not_loaded,
        })
    }

    /// Asks for everything that may wait at a tenant.
    pub(super) async fn ask_waiting(
        &self,
        tenant: &Tenant,
        waits: &[Wait],
        before: &Card,
    ) -> Vec<(String, Waited)> {
        let asked = waits.iter().map(|wait| async {
            let waited = match self.ask_wait(tenant, wait).await {
                Ok(items) => Waited {
                    items,
                    as_of: Some(self.core.ports.clock.now()),
                    missing: None,
                },
                Err(why) => {
                    let kept = before.waited.get(&wait.id).cloned().unwrap_or_default();
                    let missing = Some(self.missing(tenant, &wait.rows, why));
                    // What may not be seen any more is not shown any more.
                    match missing {
                        Some(MissingWhy::Failed { .. }) => Waited { missing, ..kept },
                        _ => Waited {
                            missing,
                            ..Waited::default()
                        },
                    }
                }
            };
            (wait.id.clone(), waited)
        });
        join_all(asked).await
    }

    /// What waited before, at a tenant that answers nothing now.
    pub(super) fn waited_in_vain(before: &Card, error: &AppError) -> Vec<(String, Waited)> {
        let waited = before.waited.iter().map(|(id, waited)| {
            let missing = Some(MissingWhy::Failed {
                error: error.clone(),
            });
            let waited = waited.clone();
            (id.clone(), Waited { missing, ..waited })
        });
        waited.collect()
    }

    async fn ask_wait(&self, tenant: &Tenant, wait: &Wait) -> Result<Vec<Item>, Unknown> {
        let now = self.core.ports.clock.now();
        let read = |body: &Value| wait.read(body, now).ok_or(Unknown::NotSupported);
        let Some(each) = &wait.each else {
            let hole = |name: &str| domain::hole(name, &Value::Null, now);
            return read(&self.ask_list(tenant, &wait.rows, true, hole).await?);
        };
        let mut items = Vec::new();
        for value in self.ask_each(tenant, each).await? {
            let hole = |name: &str| match name {
                "each" => Some(value.clone()),
                _ => domain::hole(name, &Value::Null, now),
            };
            items.extend(read(&self.ask_list(tenant, &wait.rows, true, hole).await?)?);
        }
        Ok(items)
    }

    async fn ask_each(&self, tenant: &Tenant, each: &Each) -> Result<Vec<String>, Unknown> {
        let now = self.core.ports.clock.now();
        let hole = |name: &str| domain::hole(name, &Value::Null, now);
        let body = self.ask_list(tenant, &each.rows, true, hole).await?;
        let rows = each.rows.of(&body).ok_or(Unknown::NotSupported)?;
        let mut values: Vec<String> = rows
            .into_iter()
            .filter_map(|row| scalar(each.at.find(row)?))
            .collect();
        values.sort();
        values.dedup();
        values.truncate(MOST_EACH);
        Ok(values)
    }
}

fn line(tenant: &Tenant, wait: &Wait, item: &Item, as_of: Option<Timestamp>) -> WaitingLine {
    let inputs = item.inputs.iter().map(|(field, value)| OfferedInput {
        field: field.clone(),
        value: value.clone(),
    });
    WaitingLine {
        tenant: tenant.id.to_string(),
        what: wait.kind.into(),
        label: wait.label.clone(),
        title: item.title.clone(),
        note: item.note.clone(),
        since: item.since.map(moment),
        due: item.due.map(moment),
        urgency: item.urgency.into(),
        operation: rows_key(&wait.rows).to_string(),
        task: wait.task.as_ref().map(|task| TaskOffer {
            task: task.clone(),
            inputs: inputs.collect(),
        }),
        as_of: as_of.map(moment),
    }
}

impl From<domain::WaitKind> for WaitKind {
    fn from(kind: domain::WaitKind) -> Self {
        match kind {
            domain::WaitKind::Decision => Self::Decision,
            domain::WaitKind::Component => Self::Component,
            domain::WaitKind::LockedOut => Self::LockedOut,
            domain::WaitKind::Rotation => Self::Rotation,
            domain::WaitKind::Expiry => Self::Expiry,
            domain::WaitKind::Agent => Self::Agent,
        }
    }
}

impl From<domain::Urgency> for Urgency {
    fn from(urgency: domain::Urgency) -> Self {
        match urgency {
            domain::Urgency::Now => Self::Now,
            domain::Urgency::Soon => Self::Soon,
            domain::Urgency::Later => Self::Later,
        }
    }
}
