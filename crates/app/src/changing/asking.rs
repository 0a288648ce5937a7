//! What has to be typed before something is approved.

use super::Proposal;
use crate::marking::spoken;
use crate::wire::ConfirmTyped;
use domain::{Effect, Environment};

/// What has to be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ask {
    /// A name: of what is removed; of the tenant where it is many.
    pub name: Option<String>,
    /// The number of things.
    pub count: Option<u32>,
}

impl Ask {
    /// What a proposal asks for. Removing asks for a name, many things ask for their number, and
    /// many things of production ask for both, whatever is done to them.
    pub fn of(proposal: &Proposal) -> Self {
        let removes = proposal
            .rows
            .iter()
            .any(|row| row.request.effect == Effect::Removes);
        let many = proposal.things > 1;
        let production = proposal.tenant.environment == Environment::Production;
        let name = if many {
            &proposal.tenant.name
        } else {
            let removed = proposal
                .rows
                .iter()
                .find(|row| row.request.effect == Effect::Removes);
            removed.map_or(&proposal.tenant.name, |row| &row.target)
        };
        // What cannot be typed at all is not asked for; the tenant's name always can.
        let name = if spoken(name).is_empty() {
            &proposal.tenant.name
        } else {
            name
        };
        Self {
            name: (removes || (many && production)).then(|| name.clone()),
            count: many.then_some(proposal.things),
        }
    }

    /// Whether that is what was typed. Spaces at the ends, case, and what cannot be typed do not
    /// count.
    pub fn is_typed(&self, typed: &ConfirmTyped) -> bool {
        let name = self.name.as_ref().is_none_or(|name| {
            let given = typed.name.as_deref().unwrap_or_default();
            spoken(name) == spoken(given)
        });
        let count = self.count.is_none_or(|count| {
            let given = typed.count.as_deref().unwrap_or_default();
            given.trim() == count.to_string()
        });
        name && count
    }
}
