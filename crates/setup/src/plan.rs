//! From what is to what should be.

use crate::{Change, Client, Desired, Hand, Holding, Observed, Role};

/// How one vendor does it.
pub trait Setup: Send + Sync {
    /// Whose hands a change takes at this vendor.
    fn hand(&self, change: &Change) -> Hand;
}

/// What a plan was made for. A tenant that no longer looks like this needs a new plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark(Box<Observed>);

impl Mark {
    /// The mark of a tenant as it is now.
    pub fn of(observed: &Observed) -> Self {
        Self(Box::new(observed.clone()))
    }
}

/// One change, and who makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What changes.
    pub change: Change,
    /// Whose hands do it.
    pub hand: Hand,
}

/// Every step, in an order in which each finds what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What the tenant looked like.
    pub made_for: Mark,
    /// The steps. None when everything is as it should be.
    pub steps: Vec<Step>,
}

/// The fewest steps from what is to what should be: switches, then roles, then clients, then
/// secrets, each by name.
///
/// A role that a client should have and nobody has described is assigned all the same: vendors
/// have built-in roles that they do not list.
pub fn plan(desired: &Desired, observed: &Observed, with: &dyn Setup) -> Plan {
    let steps = switches(desired, observed)
        .chain(roles(desired, observed))
        .chain(clients(desired, observed))
        .chain(secrets(desired, observed))
        .map(|change| Step {
            hand: with.hand(&change),
            change,
        })
        .collect();
    Plan {
        made_for: Mark::of(observed),
        steps,
    }
}

fn switches<'a>(desired: &'a Desired, observed: &'a Observed) -> impl Iterator<Item = Change> + 'a {
    desired
        .switches
        .difference(&observed.switches)
        .cloned()
        .map(Change::TurnOn)
}

fn roles(desired: &Desired, observed: &Observed) -> impl Iterator<Item = Change> {
    desired.roles.iter().filter_map(|(name, wanted)| {
        let Some(there) = observed.roles.get(name) else {
            let (name, permissions) = (name.clone(), wanted.clone());
            return Some(Change::CreateRole(Role { name, permissions }));
        };
        let add = wanted - there;
        (!add.is_empty()).then(|| Change::GrantPermissions {
            role: name.clone(),
            add,
        })
    })
}

fn clients(desired: &Desired, observed: &Observed) -> impl Iterator<Item = Change> {
    desired
        .clients
        .iter()
        .filter_map(|(name, (wanted, secret))| {
            let Some((there, _)) = observed.clients.get(name) else {
                let (name, roles, secret) = (name.clone(), wanted.clone(), *secret);
                return Some(Change::CreateClient(Client {
                    name,
                    roles,
                    secret,
                }));
            };
            let add = wanted - there;
            (!add.is_empty()).then(|| Change::AssignRoles {
                client: name.clone(),
                add,
            })
        })
}

fn secrets(desired: &Desired, observed: &Observed) -> impl Iterator<Item = Change> {
    desired.clients.iter().filter_map(|(name, (_, wanted))| {
        let (_, there) = observed.clients.get(name)?;
        match (wanted, there) {
            (Holding::Held, Holding::NotHeld) => Some(Change::ReplaceSecret {
                client: name.clone(),
            }),
            (Holding::Held, Holding::Held) | (Holding::NotHeld, _) => None,
        }
    })
}
