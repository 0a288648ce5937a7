//! What waits for a person at a tenant: `waiting.toml` as a type.

use crate::rows::{RowText, Rows, moment};
use crate::{At, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// What waits for a person at tenants of a vendor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// In the order they are asked for.
    #[serde(default, rename = "wait")]
    pub all: Vec<Wait>,
}

/// One kind of thing that waits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Unique within the vendor.
    pub id: String,
    /// What it is to whom it waits for.
    pub kind: WaitKind,
    /// Two or three words for all of them: `Access requests`.
    pub label: String,
    /// What is asked. `{each}` is one value of `each`.
    pub rows: Rows,
    /// Asked before, when the list is kept apart by somebody's or something's id.
    #[serde(default)]
    pub each: Option<Each>,
    /// The line of a row.
    pub title: RowText,
    /// The line below it.
    #[serde(default)]
    pub note: Option<RowText>,
    /// Since when it waits.
    #[serde(default)]
    pub since: Option<At>,
    /// Until when it can be done, or when it ends.
    #[serde(default)]
    pub due: Option<At>,
    /// Only what is due within so many days; what is not due at all does not wait.
    #[serde(default)]
    pub within_days: Option<u16>,
    /// Only what stands there is as old as that, or was never.
    #[serde(default)]
    pub older: Option<Older>,
    /// One line for all rows, when there are several; `{count}` is how many.
    #[serde(default)]
    pub many: Option<String>,
    /// The vendor's task that deals with it.
    #[serde(default)]
    pub task: Option<String>,
    /// Which input of the task is which part of the row.
    #[serde(default)]
    pub inputs: indexmap::IndexMap<String, RowText>,
}

/// Values, for each of which a list is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// What is asked for them.
    pub rows: Rows,
    /// Where the value is in a row.
    pub at: At,
}

/// A moment that is so many days ago, or never was.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Older {
    /// A place in the row.
    pub at: At,
    /// Days.
    pub days: u16,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// Somebody asked for something, and somebody has to say yes or no.
    Decision,
    /// A part of the product is down.
    Component,
    /// An account or a person is kept out.
    LockedOut,
    /// A secret could not be changed or checked.
    Rotation,
    /// A licence, certificate or secret ends.
    Expiry,
    /// A computer or agent is silent or behind.
    Agent,
}

/// How much something presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Somebody stands still because of it.
    Now,
    /// Somebody will.
    Soon,
    /// When there is time.
    Later,
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The line.
    pub title: String,
    /// The line below it.
    pub note: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Until when.
    pub due: Option<Timestamp>,
    /// How much it presses.
    pub urgency: Urgency,
    /// What its task is to be started with.
    pub inputs: Vec<(String, String)>,
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Waiting {
    /// Reads `waiting.toml`.
    ///
    /// # Errors
    /// With line and key, when it is not of this shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Every list it asks for.
    pub fn rows(&self) -> impl Iterator<Item = &Rows> {
        self.all.iter().flat_map(|wait| {
            let each = wait.each.iter().map(|each| &each.rows);
            each.chain([&wait.rows])
        })
    }
}

impl Wait {
    /// What waits, by an answer; `None` when the answer has no such list.
    pub fn read(&self, body: &Value, now: Timestamp) -> Option<Vec<Item>> {
        let rows = self.rows.of(body)?;
        let items: Vec<Item> = rows
            .into_iter()
            .filter_map(|row| self.item(row, now))
            .collect();
        match &self.many {
            Some(many) if items.len() > 1 => Some(vec![together(many, &items)]),
            Some(_) | None => Some(items),
        }
    }

    fn item(&self, row: &Value, now: Timestamp) -> Option<Item> {
        let at = |place: &Option<At>| moment(place.as_ref()?.find(row)?);
        let due = at(&self.due);
        if let Some(days) = self.within_days {
            due.filter(|due| *due <= now + DAY * u32::from(days))?;
        }
        if let Some(older) = &self.older {
            let seen = older.at.find(row).and_then(moment);
            if seen.is_some_and(|seen| seen > now - DAY * u32::from(older.days)) {
                return None;
            }
        }
        let inputs = self.inputs.iter();
        Some(Item {
            title: self.title.of(row)?,
            note: self.note.as_ref().and_then(|note| note.of(row)),
            since: at(&self.since),
            due,
            urgency: self.kind.urgency(due, now),
            inputs: inputs
                .filter_map(|(name, text)| Some((name.clone(), text.of(row)?)))
                .collect(),
        })
    }
}

impl WaitKind {
    /// How much it presses: by what it is, and by how near its end is.
    fn urgency(self, due: Option<Timestamp>, now: Timestamp) -> Urgency {
        let within = |days| due.is_some_and(|due| due <= now + DAY * days);
        match self {
            Self::Decision | Self::Component | Self::LockedOut => Urgency::Now,
            Self::Expiry if within(2) => Urgency::Now,
            Self::Rotation => Urgency::Soon,
            Self::Expiry if within(14) => Urgency::Soon,
            Self::Expiry | Self::Agent => Urgency::Later,
        }
    }
}

/// Many of a kind in one line: the oldest and the nearest count.
fn together(many: &str, items: &[Item]) -> Item {
    let most = |of: fn(&Item) -> Option<Timestamp>| items.iter().filter_map(of).min();
    let mut names = items.iter().map(|item| item.title.as_str());
    let first: Vec<&str> = names.by_ref().take(3).collect();
    let rest = names.count();
    let note = match rest {
        0 => first.join(", "),
        rest => format!("{} and {rest} more", first.join(", ")),
    };
    Item {
        title: many.replace("{count}", &items.len().to_string()),
        note: Some(note),
        since: most(|item| item.since),
        due: most(|item| item.due),
        urgency: items
            .iter()
            .map(|item| item.urgency)
            .min()
            .unwrap_or(Urgency::Later),
        inputs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Urgency, Waiting};
    use serde_json::json;

    const NOW: &str = "2026-11-10T10:00:00Z";

    fn read(text: &str, body: &serde_json::Value) -> Vec<super::Item> {
        let waiting = Waiting::parse(text).unwrap();
        waiting.all[0].read(body, NOW.parse().unwrap()).unwrap()
    }

    #[test]
    fn what_ends_presses_by_how_near_its_end_is() {
        let text = r#"
            [[wait]]
            id = "licence"
            kind = "expiry"
            label = "Licence"
            rows = { operation = "GET /licence", items = "" }
            title = "The licence ends"
            due = "/ends"
            within_days = 30
        "#;
        let urgency = |ends: &str| {
            let items = read(text, &json!({ "ends": ends }));
            items.first().map(|item| item.urgency)
        };
        assert_eq!(urgency("2026-11-11T10:00:00Z"), Some(Urgency::Now));
        assert_eq!(urgency("2026-11-20T10:00:00Z"), Some(Urgency::Soon));
        assert_eq!(urgency("2026-12-01T10:00:00Z"), Some(Urgency::Later));
        assert_eq!(urgency("2027-12-01T10:00:00Z"), None);
        assert_eq!(urgency("never"), None);
    }

    #[test]
    fn silent_computers_are_one_line_with_the_first_names() {
        let text = r#"
            [[wait]]
            id = "silent"
            kind = "agent"
            label = "Silent computers"
            rows = { operation = "GET /computers", items = "/data" }
            title = "{/host}"
            since = "/seen"
            older = { at = "/seen", days = 7 }
            many = "{count} computers are silent"
        "#;
        let row = |host: &str, seen: &str| json!({ "host": host, "seen": seen });
        let body = json!({ "data": [
            row("A", "2026-11-01T10:00:00Z"),
            row("B", "2026-10-01T10:00:00Z"),
            row("C", ""),
            row("D", "2026-10-05T10:00:00Z"),
            row("E", "2026-11-09T10:00:00Z"),
        ]});
        let items = read(text, &body);
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].title, "4 computers are silent");
        assert_eq!(items[0].note.as_deref(), Some("A, B, C and 1 more"));
        assert_eq!(
            items[0].since,
            Some("2026-10-01T10:00:00Z".parse().unwrap())
        );
    }
}
