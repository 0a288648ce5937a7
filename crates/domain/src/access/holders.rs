//! What holds permissions at a tenant, and how it is read there.

use super::held::{HeldBy, Holding};
use super::{Access, Permission};
use crate::rows::{RowText, Rows};
use serde::Deserialize;
use serde_json::Value;

/// One kind of thing that holds permissions: API clients, roles, members of a Safe.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holders {
    /// Unique within the vendor.
    pub id: String,
    /// All of them: `API accounts`.
    pub label: String,
    /// One of them: `API account`.
    pub one: String,
    /// The groups of permissions they can hold; every group when left out.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Where a person gives and takes permissions, and why they are not read where they are not.
    pub console: Console,
    /// What is asked for them. `{place}` is one of `places`.
    #[serde(default)]
    pub rows: Option<Rows>,
    /// Asked before, where they are kept apart by the place they hold something at.
    #[serde(default)]
    pub places: Option<Places>,
    /// What a row is called.
    #[serde(default)]
    pub name: Option<RowText>,
    /// What else is said of it.
    #[serde(default)]
    pub note: Option<RowText>,
    /// What tells a row from others; its name when left out.
    #[serde(default, rename = "row_id")]
    pub row_id: Option<RowText>,
    /// What tells which row the program itself signs in as.
    #[serde(default)]
    pub own: Option<Own>,
    /// How a row says what it holds.
    #[serde(default)]
    pub held: Vec<HeldBy>,
    /// What a row holds because it has something else that does.
    #[serde(default)]
    pub through: Option<Through>,
}

/// Where a person looks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// The way to the page, with the words of the product: `Management > API Configuration`.
    pub page: String,
    /// The page's path below the tenant's place, where it is known.
    #[serde(default)]
    pub path: Option<String>,
    /// Why no call tells it; left out where one does.
    #[serde(default)]
    pub because: Option<String>,
}

/// The places at which something is held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// What is asked for them.
    pub rows: Rows,
    /// What one is called: `Safe`.
    pub one: String,
    /// The value of `{place}`.
    pub id: RowText,
    /// What a row is called.
    pub name: RowText,
}

/// The row the program itself signs in as: what it says is what was given for the sign-in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Fields of the vendor's sign-ins that are not secret; one of them is it.
    pub fields: Vec<String>,
    /// Where a row says it.
    pub text: RowText,
}

/// Other holders, whose permissions a holder has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Through {
    /// Which kind of holders.
    pub of: String,
    /// What is asked about one row for those it has.
    pub rows: Rows,
    /// The `row_id` of one of them.
    pub row_id: RowText,
}

impl Holders {
    /// Whether they can hold permissions of a group.
    pub fn may_hold(&self, group: &str) -> bool {
        self.groups.is_empty() || self.groups.iter().any(|own| own == group)
    }

    /// Whether a row is what somebody signs in as, of whom the fields given for the sign-in are known.
    pub fn is_own(&self, row: &Value, field: impl Fn(&str) -> Option<String>) -> bool {
        let Some((own, says)) = self
            .own
            .as_ref()
            .and_then(|own| Some((own, own.text.of(row)?)))
        else {
            return false;
        };
        let mut given = own.fields.iter().filter_map(|name| field(name));
        given.any(|given| given.trim().eq_ignore_ascii_case(&says))
    }

    /// What a row holds by itself; `None` when it does not say.
    pub fn holding<'a>(&self, access: &'a Access, row: &Value) -> Option<Holding<'a>> {
        let mut holding = Holding::default();
        for by in &self.held {
            match by {
                HeldBy::Names(names) => names.read(self, access, row, &mut holding)?,
                HeldBy::Fields(fields) => fields.read(self, access, row, &mut holding)?,
                HeldBy::When(when) => when.read(access, row, &mut holding),
            }
        }
        Some(holding)
    }

    pub(super) fn known<'a>(&self, access: &'a Access) -> impl Iterator<Item = &'a Permission> {
        let all = access.permissions.iter();
        all.filter(|one| self.may_hold(&one.group))
    }
}
