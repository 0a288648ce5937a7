//! From what is to what should be.

use crate::observed::has_all;
use crate::{Change, Desired, Further, Hand, Kind, Mark, Observed, Setup};
use serde::{Deserialize, Serialize};

/// One change, and who makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// What changes.
    pub change: Change,
    /// Whose hands do it.
    pub hand: Hand,
}

/// Every step, in an order in which each finds what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    /// What the tenant looked like.
    pub made_for: Mark,
    /// The steps. None when everything is as it should be.
    pub steps: Vec<Step>,
}

/// The fewest steps from what is to what should be: switches, then roles, then clients, each
/// followed by its secret, each by name.
///
/// A role that a client should have and nobody has described is assigned all the same: vendors
/// have built-in roles that they do not list.
pub fn plan(desired: &Desired, observed: &Observed, with: &Setup) -> Plan {
    let changes = switches(desired, observed)
        .chain(roles(desired, observed))
        .chain(clients(desired, observed, with));
    let steps = changes.map(|change| Step {
        hand: with.hand(&change),
        change,
    });
    Plan {
        made_for: Mark::of(observed, desired),
        steps: steps.collect(),
    }
}

fn switches<'a>(desired: &'a Desired, observed: &'a Observed) -> impl Iterator<Item = Change> + 'a {
    let off = desired.switches.difference(&observed.switches).cloned();
    off.map(|switch| Change::TurnOn { switch })
}

fn roles(desired: &Desired, observed: &Observed) -> impl Iterator<Item = Change> {
    desired.roles.values().flat_map(|wanted| {
        let Some(seen) = observed.roles.get(&wanted.name) else {
            let role = wanted.clone();
            return vec![Change::CreateRole { role }];
        };
        let role = wanted.name.clone();
        let add = &wanted.permissions - &seen.is.permissions;
        let set = lacking(&seen.is.further, &wanted.further);
        let grant = (!add.is_empty()).then(|| Change::GrantPermissions {
            role: role.clone(),
            add,
        });
        let set = (!set.is_empty()).then_some(Change::SetRole { role, set });
        grant.into_iter().chain(set).collect()
    })
}

fn clients(desired: &Desired, observed: &Observed, with: &Setup) -> impl Iterator<Item = Change> {
    desired.clients.values().flat_map(|wanted| {
        let client = wanted.name.clone();
        let wish = desired.secrets.get(&client).copied().unwrap_or_default();
        let seen = observed.clients.get(&client);
        let mut changes = Vec::new();
        match seen {
            None => changes.push(Change::CreateClient {
                client: wanted.clone(),
            }),
            Some(seen) => {
                let add = &wanted.roles - &seen.is.roles;
                if !add.is_empty() {
                    let client = client.clone();
                    changes.push(Change::AssignRoles { client, add });
                }
                let set = lacking(&seen.is.further, &wanted.further);
                if !set.is_empty() {
                    let client = client.clone();
                    changes.push(Change::SetClient { client, set });
                }
            }
        }
        let holding = match seen {
            Some(_) => observed.held(&client),
            // What is held of the name is of a client that is no more.
            None => crate::Holding::NotHeld,
        };
        // Where making a client shows its secret, that is when it is taken.
        let comes = seen.is_none() && with.shows_secret(Kind::CreateClient);
        if !wish.is_met(holding) && !comes {
            // A secret that is too old is replaced; one that is not held is taken where it can be.
            let taken = holding == crate::Holding::NotHeld && with.shows_secret(Kind::TakeSecret);
            changes.push(if taken {
                Change::TakeSecret { client }
            } else {
                Change::ReplaceSecret { client }
            });
        }
        changes
    })
}

/// What is wished and not so.
fn lacking(there: &Further, wished: &Further) -> Further {
    let one = |(name, value): (&String, &serde_json::Value)| {
        let wished = Further::from([(name.clone(), value.clone())]);
        (!has_all(there, &wished)).then(|| (name.clone(), value.clone()))
    };
    wished.iter().filter_map(one).collect()
}
