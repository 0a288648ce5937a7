//! Which entries somebody looks for.

use crate::entry::{Kind, Written};

/// Which entries.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words in anything an entry says; all of them must be there.
    pub words: String,
    /// One tenant's only.
    pub tenant: Option<String>,
    /// Of these kinds only; every kind when empty.
    pub kinds: Vec<Kind>,
    /// For one ticket only, whatever its case.
    pub ticket: Option<String>,
    /// Not before.
    pub since: Option<domain::Timestamp>,
    /// Not after.
    pub until: Option<domain::Timestamp>,
}

/// A filter, ready to be held against many entries.
pub(crate) struct Wanted<'f> {
    filter: &'f Filter,
    words: Vec<String>,
    ticket: Option<String>,
}

impl<'f> Wanted<'f> {
    pub fn of(filter: &'f Filter) -> Self {
        let words = filter.words.to_lowercase();
        Self {
            filter,
            words: words.split_whitespace().map(str::to_owned).collect(),
            ticket: filter.ticket.as_ref().map(|ticket| ticket.to_lowercase()),
        }
    }

    pub fn fits(&self, written: &Written) -> bool {
        let Filter {
            tenant,
            kinds,
            since,
            until,
            ..
        } = self.filter;
        let entry = &written.entry;
        let of_tenant = tenant.as_deref().is_none_or(|tenant| {
            let about = entry.tenant.as_ref();
            about.is_some_and(|about| about.id.as_str() == tenant)
        });
        let of_ticket = self.ticket.as_ref().is_none_or(|ticket| {
            let own = entry.ticket.as_ref();
            own.is_some_and(|own| own.to_lowercase() == *ticket)
        });
        (kinds.is_empty() || kinds.contains(&entry.kind))
            && of_tenant
            && of_ticket
            && since.is_none_or(|since| written.at >= since)
            && until.is_none_or(|until| written.at <= until)
            && self.says(written)
    }

    fn says(&self, written: &Written) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let entry = &written.entry;
        let name = entry.tenant.as_ref().map(|about| &about.name);
        let said: Vec<&str> = [
            name,
            entry.target.as_ref(),
            entry.operation.as_ref(),
            entry.ticket.as_ref(),
            entry.reason.as_ref(),
            Some(&written.who),
        ]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
        let said = said.join("\n").to_lowercase();
        self.words.iter().all(|word| said.contains(word))
    }
}
