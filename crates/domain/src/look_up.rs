//! How a person or a computer is found at tenants of a vendor: `look_up.toml` as a type.

use crate::At;
use crate::rows::{RowText, Rows, moment, scalar};
use crate::waiting::Older;
use crate::{Timestamp, Where};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// How a person or a computer is found at tenants of a vendor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookUp {
    /// The lists that are searched, the most telling first.
    #[serde(default, rename = "find")]
    pub finds: Vec<Find>,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sought {
    /// A person or an account.
    Person,
    /// A computer or another system.
    Computer,
}

/// One list that is searched.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// Unique within the vendor.
    pub id: String,
    /// What is found.
    pub what: Sought,
    /// What a row of it is: `User`, `Computer`.
    pub label: String,
    /// What is asked: `{words}` is all that was typed, `{word}` its longest word.
    pub rows: Rows,
    /// Whether the list is read to its end, because the vendor does not filter it as people type.
    #[serde(default)]
    pub whole: bool,
    /// The places of a row that must hold every word between them.
    #[serde(rename = "match")]
    pub matched: Vec<At>,
    /// What a row is called.
    pub name: RowText,
    /// What tells that a row of another tenant means the same.
    #[serde(default)]
    pub same: Vec<Same>,
    /// How it stands there; the first that fits.
    #[serde(default)]
    pub states: Vec<State>,
    /// What is known of it.
    pub facts: Vec<FactRule>,
    /// What is asked about one row.
    #[serde(default)]
    pub more: Vec<More>,
    /// What happened to it lately.
    #[serde(default)]
    pub events: Vec<Events>,
    /// What a person should see first.
    #[serde(default)]
    pub stands_out: Vec<StandsOut>,
    /// What can be done about it.
    #[serde(default)]
    pub tasks: Vec<Offer>,
}

/// A value that means the same person or computer wherever it stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// What kind of value it is.
    pub by: SameBy,
    /// Where it is.
    pub text: RowText,
}

/// What is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameBy {
    /// An e-mail address.
    Email,
    /// An account's name, with or without its domain.
    Account,
    /// A host's name, with or without its domain.
    Host,
}

impl SameBy {
    /// The value as it is compared: in lower case, and without a domain where one may be there or not.
    pub fn fold(self, value: &str) -> Option<String> {
        let value = value.trim().to_lowercase();
        let bare = match self {
            Self::Email => value.as_str(),
            Self::Account => {
                let name = value.rsplit('\\').next().unwrap_or_default();
                name.split('@').next().unwrap_or_default()
            }
            // The first part of an address of numbers is no name.
            Self::Host if value.parse::<std::net::IpAddr>().is_ok() => value.as_str(),
            Self::Host => value.split('.').next().unwrap_or_default(),
        };
        (!bare.is_empty()).then(|| bare.to_owned())
    }
}

/// A way something stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// One or two words.
    pub is: String,
    /// How that is.
    pub tone: Tone,
    /// When it stands so; always, when left out.
    #[serde(default, rename = "where")]
    pub only: Vec<Where>,
}

/// How something is, for whoever helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As it should be.
    Good,
    /// Neither.
    Plain,
    /// To be looked at.
    Attention,
    /// In the way.
    Bad,
}

/// One thing that is known of a row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactRule {
    /// One or two words.
    pub label: String,
    /// A text.
    #[serde(default)]
    pub text: Option<RowText>,
    /// A moment.
    #[serde(default)]
    pub time: Option<At>,
    /// A list, of which each is said by `each`.
    #[serde(default)]
    pub names: Option<At>,
    /// What is said of one of `names`; itself when left out.
    #[serde(default)]
    pub each: Option<RowText>,
    /// When a person should look at it.
    #[serde(default)]
    pub attention: Vec<Where>,
}

/// A further question about one row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct More {
    /// One or two words: `Groups`.
    pub label: String,
    /// What is asked; holes are pointers into the row.
    pub rows: Rows,
    /// What is said of each.
    pub text: RowText,
    /// What is said when there is none: `no session`.
    pub none: String,
}

/// What happened to something lately.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// What is asked; holes are pointers into the row, or `{day_ago}` and `{now}`.
    pub rows: Rows,
    /// When it happened.
    pub at: At,
    /// What happened.
    pub title: RowText,
    /// Where, to what, by whom.
    #[serde(default)]
    pub note: Option<RowText>,
    /// Which of them were refused or failed.
    #[serde(default)]
    pub bad: Vec<Where>,
}

/// What a person should see first.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandsOut {
    /// When it does.
    #[serde(default, rename = "where")]
    pub only: Vec<Where>,
    /// Or when something is so old.
    #[serde(default)]
    pub older: Option<Older>,
    /// The line.
    pub title: RowText,
    /// The line below it.
    #[serde(default)]
    pub note: Option<RowText>,
    /// The vendor's task that deals with it.
    #[serde(default)]
    pub task: Option<String>,
}

/// A task that can be begun from a row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The vendor's task.
    pub task: String,
    /// Which input of the task is which part of the row.
    pub inputs: indexmap::IndexMap<String, RowText>,
    /// When it makes sense; always, when left out.
    #[serde(default, rename = "where")]
    pub only: Vec<Where>,
}

/// A thing that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// A text.
    Text(String),
    /// A moment.
    Time(Timestamp),
    /// Some names.
    Names(Vec<String>),
}

/// Where a whole day ago begins and ends, as requests ask for it.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl LookUp {
    /// Reads `look_up.toml`.
    ///
    /// # Errors
    /// With line and key, when it is not of this shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Every list it asks for.
    pub fn rows(&self) -> impl Iterator<Item = &Rows> {
        self.finds.iter().flat_map(|find| {
            let more = find.more.iter().map(|more| &more.rows);
            let events = find.events.iter().map(|events| &events.rows);
            more.chain(events).chain([&find.rows])
        })
    }
}

impl Find {
    /// Whether a row holds every word, whatever the case.
    pub fn holds(&self, row: &Value, words: &str) -> bool {
        let mut all = String::new();
        for at in &self.matched {
            if let Some(text) = at.find(row).and_then(scalar) {
                all.push_str(&text.to_lowercase());
                all.push('\n');
            }
        }
        let words = words.to_lowercase();
        words.split_whitespace().all(|word| all.contains(word))
    }

    /// Whether one of the places says exactly what was typed.
    pub fn is_called(&self, row: &Value, words: &str) -> bool {
        let exactly = |text: String| text.eq_ignore_ascii_case(words);
        let called = self.name.of(row).is_some_and(exactly);
        let mut texts = self.matched.iter().filter_map(|at| scalar(at.find(row)?));
        called || texts.any(exactly)
    }

    /// How a row stands.
    pub fn state(&self, row: &Value) -> Option<&State> {
        let stands = |state: &&State| state.only.iter().all(|only| only.holds(row));
        self.states.iter().find(stands)
    }
}

impl FactRule {
    /// What is known; `None` when the row does not say.
    pub fn read(&self, row: &Value) -> Option<FactValue> {
        if let Some(text) = &self.text {
            return text.of(row).map(FactValue::Text);
        }
        if let Some(at) = &self.time {
            return at.find(row).and_then(moment).map(FactValue::Time);
        }
        let names = self.names.as_ref()?.find(row)?.as_array()?;
        let each = |item: &Value| match &self.each {
            Some(text) => text.of(item),
            None => scalar(item),
        };
        let names: Vec<String> = names.iter().filter_map(each).collect();
        (!names.is_empty()).then_some(FactValue::Names(names))
    }

    /// Whether a person should look at it.
    pub fn needs_attention(&self, row: &Value) -> bool {
        !self.attention.is_empty() && self.attention.iter().all(|only| only.holds(row))
    }
}

impl StandsOut {
    /// Whether it does.
    pub fn holds(&self, row: &Value, now: Timestamp) -> bool {
        let old = self.older.as_ref().is_none_or(|older| {
            let seen = older.at.find(row).and_then(moment);
            seen.is_none_or(|seen| seen <= now - DAY * u32::from(older.days))
        });
        old && self.only.iter().all(|only| only.holds(row))
    }
}

/// What a hole of a question about a row means: a pointer into it, or a moment as RFC 3339.
pub fn hole(name: &str, row: &Value, now: Timestamp) -> Option<String> {
    match name {
        "now" => Some(now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        "day_ago" => Some((now - DAY).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        "now_ms" => Some(now.as_millisecond().to_string()),
        "day_ago_ms" => Some((now - DAY).as_millisecond().to_string()),
        pointer => scalar(At::parse(pointer)?.find(row)?),
    }
}

#[cfg(test)]
mod tests {
    use super::{LookUp, SameBy};
    use serde_json::json;

    #[test]
    fn a_row_is_found_by_words_in_any_order_and_case() {
        let look_up = LookUp::parse(
            r#"
            [[find]]
            id = "users"
            what = "person"
            label = "User"
            rows = { operation = "GET /users", items = "" }
            match = ["/login", "/first", "/last"]
            name = "{/first} {/last}"
            facts = [{ label = "User", text = "{/login}" }]
            states = [
                { is = "Locked out", tone = "bad", where = [{ at = "/locked", is = "true" }] },
                { is = "Active", tone = "good" },
            ]
            "#,
        )
        .unwrap();
        let find = &look_up.finds[0];
        let row = json!({ "login": "jlind", "first": "Jonas", "last": "Lind", "locked": true });
        assert!(find.holds(&row, "lind JONAS"));
        assert!(find.holds(&row, "jli"));
        assert!(!find.holds(&row, "jonas berg"));
        assert_eq!(find.state(&row).unwrap().is, "Locked out");
        assert_eq!(find.state(&json!({})).unwrap().is, "Active");
    }

    #[test]
    fn the_same_is_told_with_and_without_a_domain() {
        let same = |by: SameBy, one: &str, other: &str| {
            assert_eq!(by.fold(one), by.fold(other), "{one} {other}");
        };
        same(
            SameBy::Account,
            "NORTHMERE\\jlind",
            "jlind@northmere.example",
        );
        same(SameBy::Host, "LT-0977", "lt-0977.northmere.example");
        same(SameBy::Email, "J.Lind@x.example", "j.lind@X.example ");
        assert_ne!(
            SameBy::Host.fold("10.20.1.11"),
            SameBy::Host.fold("10.30.1.11")
        );
        assert_eq!(SameBy::Account.fold("  "), None);
    }
}
