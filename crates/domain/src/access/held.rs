//! How a row of a tenant says which permissions it holds.

use super::{Access, Holders, Permission};
use crate::rows::{RowText, scalar};
use crate::{At, Where};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// How a row says what it holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum HeldBy {
    /// A list of names.
    Names(Names),
    /// An object whose fields are permissions.
    Fields(Fields),
    /// Something else about the row.
    When(When),
}

/// A list of names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Where the list is.
    names: At,
    /// What is the name in an entry that is no text.
    #[serde(default)]
    each: Option<RowText>,
    /// The group of the permissions that are meant, where lists share names.
    #[serde(default)]
    group: Option<String>,
    /// Whether names that are no permission are told.
    #[serde(default)]
    others: Others,
}

/// What names mean that are no permission we know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Others {
    /// Permissions of another version.
    #[default]
    Permissions,
    /// Something else: not every group of people is a permission.
    SomethingElse,
}

/// An object whose fields are permissions: true, or a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Where the object is.
    fields: At,
}

/// Something about a row means that it holds a permission.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    permission: String,
    #[serde(rename = "where")]
    only: Vec<Where>,
}

/// What a row holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holding<'a> {
    /// The keys of what it was given, without what comes with that.
    pub granted: BTreeSet<&'a str>,
    /// Names of permissions that the catalogue does not know.
    pub unknown: Vec<String>,
}

/// What a field says that holds nothing, in lower case.
const NOTHING: [&str; 6] = ["", "no", "none", "deny", "no access", "noaccess"];

impl Names {
    pub(super) fn read<'a>(
        &self,
        holders: &Holders,
        access: &'a Access,
        row: &Value,
        into: &mut Holding<'a>,
    ) -> Option<()> {
        let entries = match self.names.find(row)? {
            Value::Array(entries) => entries.as_slice(),
            // Some servers say null for an empty list.
            Value::Null => &[],
            _ => return None,
        };
        for entry in entries {
            let name = match &self.each {
                Some(text) => text.of(entry),
                None => scalar(entry),
            };
            let Some(name) = name else { continue };
            let meant = |one: &&Permission| {
                let group = self.group.as_ref();
                group.is_none_or(|group| *group == one.group) && one.is_called(&name)
            };
            match holders.known(access).find(meant) {
                Some(one) => drop(into.granted.insert(&one.key)),
                None if self.others == Others::Permissions => into.unknown.push(name),
                None => {}
            }
        }
        Some(())
    }
}

impl Fields {
    pub(super) fn read<'a>(
        &self,
        holders: &Holders,
        access: &'a Access,
        row: &Value,
        into: &mut Holding<'a>,
    ) -> Option<()> {
        let fields = self.fields.find(row)?.as_object()?;
        let is_one = |name: &String| holders.known(access).any(|one| one.is_field(name));
        // Of another shape than was thought: that says nothing, not that nothing is held.
        if !fields.keys().any(is_one) {
            return None;
        }
        for (name, value) in fields {
            let said = match value {
                Value::Bool(true) => name.clone(),
                Value::String(level)
                    if !NOTHING.contains(&level.trim().to_lowercase().as_str()) =>
                {
                    format!("{name}={}", level.trim())
                }
                _ => continue,
            };
            match holders.known(access).find(|one| one.is_called(&said)) {
                Some(one) => drop(into.granted.insert(&one.key)),
                // A field that is one of permissions, at a level nobody wrote down.
                None if is_one(name) => into.unknown.push(said),
                None => {}
            }
        }
        Some(())
    }
}

impl When {
    pub(super) fn read<'a>(&self, access: &'a Access, row: &Value, into: &mut Holding<'a>) {
        if self.only.iter().all(|only| only.holds(row)) {
            let found = access.permission(&self.permission);
            into.granted.extend(found.map(|one| one.key.as_str()));
        }
    }
}

impl Permission {
    /// Whether a field of this name says something of it.
    fn is_field(&self, name: &str) -> bool {
        let mut names = self.wire_names();
        names.any(|own| {
            let field = own.split_once('=').map_or(own, |(field, _)| field);
            field.eq_ignore_ascii_case(name)
        })
    }
}

impl HeldBy {
    /// A permission it names that is not there.
    pub(super) fn unknown_permission(&self, access: &Access) -> Option<&str> {
        match self {
            Self::Names(_) | Self::Fields(_) => None,
            Self::When(when) => {
                let name = when.permission.as_str();
                access.permission(name).is_none().then_some(name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Holding;
    use crate::Access;
    use serde_json::{Value, json};

    fn access() -> Access {
        Access::parse(
            r#"
            permissions = [
                { key = "super", group = "Roles", lets = "do all", includes = ["*"] },
                { key = "hosts-view", group = "Roles", lets = "see" },
                { key = "Vault: Audit", group = "Vault", lets = "see", wire = ["AuditUsers"] },
                { key = "Group: Admins", group = "Groups", lets = "do", wire = ["Admins"] },
                { key = "API: Read", label = "API", level = "Read", group = "Boxes", lets = "see", wire = ["api=read", "api=read only"] },
                { key = "Box", group = "Boxes", lets = "do", wire = ["perm_box"] },
            ]
            [[holders]]
            id = "roles"
            label = "Roles"
            one = "Role"
            groups = ["Roles"]
            console = { page = "Roles" }
            rows = { operation = "GET /roles", items = "" }
            name = "{/name}"
            held = [
                { names = "/permissions" },
                { permission = "super", where = [{ at = "/system", is = "true" }] },
            ]
            [[holders]]
            id = "users"
            label = "Users"
            one = "User"
            groups = ["Vault", "Groups"]
            own = { fields = ["client_id", "username"], text = "{/name}" }
            console = { page = "Users" }
            rows = { operation = "GET /users", items = "" }
            name = "{/name}"
            held = [
                { names = "/may", group = "Vault" },
                { names = "/in", each = "{/name}", group = "Groups", others = "something_else" },
            ]
            [[holders]]
            id = "accounts"
            label = "Accounts"
            one = "Account"
            groups = ["Boxes"]
            console = { page = "Accounts" }
            rows = { operation = "GET /accounts", items = "" }
            name = "{/name}"
            held = [{ fields = "/rights" }]
            "#,
        )
        .unwrap()
    }

    #[test]
    fn the_row_that_is_signed_in_as_is_known_by_what_was_given() {
        let access = access();
        let own = |name: &str, given: &str| {
            let field = |field: &str| (field == "username").then(|| given.to_owned());
            access.holders[1].is_own(&json!({ "name": name }), field)
        };
        assert!(own("svc-Keydesk", " svc-keydesk"));
        assert!(!own("jlind", "svc-keydesk"));
        assert!(!access.holders[0].is_own(&json!({ "name": "x" }), |_| Some("x".into())));
    }

    #[track_caller]
    fn held(kind: usize, row: &Value, granted: &[&str], unknown: &[&str]) {
        let access = access();
        let holding = access.holders[kind].holding(&access, row);
        let expected = Holding {
            granted: granted.iter().copied().collect(),
            unknown: unknown.iter().map(|name| (*name).to_owned()).collect(),
        };
        assert_eq!(holding, Some(expected));
    }

    #[test]
    fn names_are_permissions_and_new_ones_are_told() {
        let row = json!({ "permissions": ["Hosts-View", "moon-walk"], "system": false });
        held(0, &row, &["hosts-view"], &["moon-walk"]);
        held(
            0,
            &json!({ "permissions": [], "system": true }),
            &["super"],
            &[],
        );
        held(0, &json!({ "permissions": null }), &[], &[]);
        let access = access();
        assert_eq!(access.holders[0].holding(&access, &json!({})), None);
    }

    #[test]
    fn lists_that_share_names_are_kept_apart() {
        let row = json!({
            "may": ["AuditUsers", "Admins"],
            "in": [{ "name": "Admins" }, { "name": "Service Desk" }, { "name": "AuditUsers" }],
        });
        held(1, &row, &["Vault: Audit", "Group: Admins"], &["Admins"]);
    }

    #[test]
    fn fields_are_true_or_at_a_level() {
        let row = |api: &str, on: bool| json!({ "rights": { "API": api, "PERM_BOX": on, "id": 7, "note": "x" } });
        held(2, &row("Read Only", true), &["API: Read", "Box"], &[]);
        held(2, &row("none", false), &[], &[]);
        held(2, &row("write", false), &[], &["API=write"]);
        let access = access();
        let other = json!({ "rights": { "grants": ["api"] } });
        assert_eq!(access.holders[2].holding(&access, &other), None);
    }
}
