//! What is said of one row that was found.

use super::hit_id;
use crate::App;
use crate::convert::{count, moment};
use crate::lists::rows_key;
use crate::wire::{
    Fact, FactValue, HitEvent, HitState, HitTone, LookUpHit, OfferedInput, SameBy, Sought,
    StandsOut, TaskOffer,
};
use domain::{Events, Find, More, Tenant, Timestamp, Where};
use futures_util::future::{join, join_all};
use serde_json::Value;

/// How many names of a list are told.
const MOST_NAMES: usize = 12;
/// How many events of one row are told.
const MOST_EVENTS: usize = 25;

/// A row that was found.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub view: LookUpHit,
    /// By which it is the same as rows of others: the kind, as it is compared, as it is written.
    pub same: Vec<(SameBy, String, String)>,
}

/// What a row says by itself.
pub(super) fn shown(
    tenant: &Tenant,
    index: usize,
    find: &Find,
    row: &Value,
    now: Timestamp,
) -> Hit {
    let facts = find.facts.iter().filter_map(|rule| {
        Some(Fact {
            label: rule.label.clone(),
            value: fact(rule.read(row)?),
            attention: rule.needs_attention(row),
        })
    });
    let tasks: Vec<TaskOffer> = find
        .tasks
        .iter()
        .filter(|offer| holds(&offer.only, row))
        .map(|offer| TaskOffer {
            task: offer.task.clone(),
            inputs: offer
                .inputs
                .iter()
                .filter_map(|(field, text)| {
                    Some(OfferedInput {
                        field: field.clone(),
                        value: text.of(row)?,
                    })
                })
                .collect(),
        })
        .collect();
    let stands_out = find.stands_out.iter().filter(|rule| rule.holds(row, now));
    let stands_out = stands_out.filter_map(|rule| {
        let task = rule.task.as_ref().and_then(|wanted| {
            let mut offers = tasks.iter();
            offers.find(|offer| offer.task == *wanted).cloned()
        });
        Some(StandsOut {
            title: rule.title.of(row)?,
            note: rule.note.as_ref().and_then(|note| note.of(row)),
            task,
        })
    });
    let same = find.same.iter().filter_map(|same| {
        let written = same.text.of(row)?;
        Some((same.by.into(), same.by.fold(&written)?, written))
    });
    Hit {
        view: LookUpHit {
            id: hit_id(tenant, index),
            label: find.label.clone(),
            name: find.name.of(row).unwrap_or_else(|| find.label.clone()),
            state: find.state(row).map(|state| HitState {
                word: state.is.clone(),
                tone: state.tone.into(),
            }),
            facts: facts.collect(),
            stands_out: stands_out.collect(),
            events: Vec::new(),
            coming: false,
            operation: rows_key(&find.rows).to_string(),
            tasks,
        },
        same: same.collect(),
    }
}

fn holds(only: &[Where], row: &Value) -> bool {
    only.iter().all(|only| only.holds(row))
}

fn fact(value: domain::FactValue) -> FactValue {
    match value {
        domain::FactValue::Text(text) => FactValue::Text { text },
        domain::FactValue::Time(at) => FactValue::Time { at: moment(at) },
        domain::FactValue::Names(names) => some(names),
    }
}

fn some(mut names: Vec<String>) -> FactValue {
    let rest = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    FactValue::Names {
        names,
        rest: count(rest),
    }
}

impl App {
    /// What only further questions tell of a row: facts, and what happened lately.
    pub(super) async fn more(
        &self,
        tenant: &Tenant,
        find: &Find,
        row: &Value,
        now: Timestamp,
    ) -> (Vec<Fact>, Vec<HitEvent>) {
        let facts = join_all(
            find.more
                .iter()
                .map(|more| self.ask_more(tenant, more, row, now)),
        );
        let events = find.events.iter();
        let events = join_all(events.map(|events| self.ask_events(tenant, events, row, now)));
        let (facts, events) = join(facts, events).await;
        let mut events: Vec<(Timestamp, HitEvent)> = events.into_iter().flatten().collect();
        events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        events.truncate(MOST_EVENTS);
        (facts, events.into_iter().map(|(_, event)| event).collect())
    }

    async fn ask_more(&self, tenant: &Tenant, more: &More, row: &Value, now: Timestamp) -> Fact {
        let hole = |name: &str| domain::hole(name, row, now);
        let asked = self.ask_list(tenant, &more.rows, false, hole).await;
        let value = match asked {
            Err(why) => FactValue::Missing {
                why: self.missing(tenant, &more.rows, why),
            },
            Ok(body) => {
                let rows = more.rows.of(&body).unwrap_or_default();
                let names: Vec<String> = rows
                    .into_iter()
                    .filter_map(|row| more.text.of(row))
                    .collect();
                if names.is_empty() {
                    FactValue::Nothing {
                        word: more.none.clone(),
                    }
                } else {
                    some(names)
                }
            }
        };
        Fact {
            label: more.label.clone(),
            value,
            attention: false,
        }
    }

    /// What happened lately. What cannot be asked is told by the facts; a list of events that is
    /// missing says nothing of its own.
    async fn ask_events(
        &self,
        tenant: &Tenant,
        events: &Events,
        row: &Value,
        now: Timestamp,
    ) -> Vec<(Timestamp, HitEvent)> {
        let hole = |name: &str| domain::hole(name, row, now);
        let Ok(body) = self.ask_list(tenant, &events.rows, false, hole).await else {
            return Vec::new();
        };
        let rows = events.rows.of(&body).unwrap_or_default().into_iter();
        let read = rows.filter_map(|row| {
            let at = domain::moment(events.at.find(row)?)?;
            let event = HitEvent {
                at: moment(at),
                title: events.title.of(row)?,
                note: events.note.as_ref().and_then(|note| note.of(row)),
                bad: !events.bad.is_empty() && holds(&events.bad, row),
            };
            Some((at, event))
        });
        read.collect()
    }
}

impl From<domain::Sought> for Sought {
    fn from(sought: domain::Sought) -> Self {
        match sought {
            domain::Sought::Person => Self::Person,
            domain::Sought::Computer => Self::Computer,
        }
    }
}

impl From<domain::SameBy> for SameBy {
    fn from(by: domain::SameBy) -> Self {
        match by {
            domain::SameBy::Email => Self::Email,
            domain::SameBy::Account => Self::Account,
            domain::SameBy::Host => Self::Host,
        }
    }
}

impl From<domain::Tone> for HitTone {
    fn from(tone: domain::Tone) -> Self {
        match tone {
            domain::Tone::Good => Self::Good,
            domain::Tone::Plain => Self::Plain,
            domain::Tone::Attention => Self::Attention,
            domain::Tone::Bad => Self::Bad,
        }
    }
}
