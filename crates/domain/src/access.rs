//! What permissions a product has and what they open: `access.toml` as a type.
//!
//! The permissions are those `operations.toml` names in `needs`. [`Access::held`] says what a set of
//! them comes to, [`Access::opens`] whether that is enough, [`Access::least`] which set is the
//! smallest that is, and [`Holders::holding`] what a row of the tenant holds.

mod held;
mod holders;
mod least;

pub use held::{HeldBy, Holding};
pub use holders::{Console, Holders, Own, Places, Through};
pub use least::{Grant, Least};

use crate::{Need, Rows};
use serde::Deserialize;
use std::collections::{BTreeSet, HashSet};

/// In `includes`: every other permission.
const EVERYTHING: &str = "*";

/// The permissions of a product, what they are given for, and who can hold them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// In the order the product shows them.
    #[serde(default)]
    pub permissions: Vec<Permission>,
    /// What to give for a purpose.
    #[serde(default, rename = "preset")]
    pub presets: Vec<Preset>,
    /// What holds permissions.
    #[serde(default)]
    pub holders: Vec<Holders>,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// As `needs` names it; unique within the vendor.
    pub key: String,
    /// As the product writes it, where that is not the key. Permissions of one label and group are
    /// levels of one choice.
    #[serde(default)]
    pub label: Option<String>,
    /// Which level of the choice it is, the lower ones first.
    #[serde(default)]
    pub level: Option<String>,
    /// Under which head it stands.
    pub group: String,
    /// What it lets one do, in plain words; completes "lets one ...".
    pub lets: String,
    /// The permissions that come with it; `"*"` for all there are.
    #[serde(default)]
    pub includes: Vec<String>,
    /// What has to be held as well for it to count.
    #[serde(default)]
    pub only_with: Vec<String>,
    /// Why it is dangerous, where it is.
    #[serde(default)]
    pub danger: Option<String>,
    /// The first version of the product, or of its API, that has it.
    #[serde(default)]
    pub since: Option<String>,
    /// What it is called on the wire, where that is not the key: a name, or `name=value` of a field
    /// with several levels. Several where versions differ.
    #[serde(default)]
    pub wire: Vec<String>,
}

/// What to give for a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Unique within the vendor.
    pub id: String,
    /// Two or three words.
    pub label: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The permissions.
    pub grants: Vec<String>,
    /// What a person should know first, beyond the dangers of the permissions themselves.
    #[serde(default)]
    pub warn: Vec<String>,
}

/// What a client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Seeing how things stand.
    Dashboard,
    /// Helping people: unlocking, ending, approving.
    HelpDesk,
    /// Making users, roles and other things.
    Provisioning,
    /// Reading what happened.
    Reporting,
    /// Something of this product alone.
    Other,
}

/// Why `access.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// Not TOML, or not of this shape. Names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// Something is there twice.
    #[error("{0} is there twice")]
    Twice(String),
    /// A name that is no permission, group or kind of holder of the file.
    #[error("{at} names {name}, which is not there")]
    Nothing {
        /// Where it is named.
        at: String,
        /// The name.
        name: String,
    },
    /// Holders that are neither asked for nor looked at in a console, or both.
    #[error("{0} are either read or looked at in the console")]
    Holders(String),
}

impl Permission {
    /// The label as the product writes it.
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.key)
    }

    /// Whether a name on the wire means it, whatever the case.
    fn is_called(&self, name: &str) -> bool {
        let mut names = self.wire_names();
        names.any(|own| own.eq_ignore_ascii_case(name))
    }

    fn wire_names(&self) -> impl Iterator<Item = &str> {
        let key = self.wire.is_empty().then_some(self.key.as_str());
        self.wire.iter().map(String::as_str).chain(key)
    }
}

impl Access {
    /// Reads `access.toml`.
    ///
    /// # Errors
    /// When it is not of the shape of [`Access`], or names what is not there.
    pub fn parse(text: &str) -> Result<Self, AccessError> {
        let access: Self = toml::from_str(text)?;
        access.check()?;
        Ok(access)
    }

    /// A permission by its key.
    pub fn permission(&self, key: &str) -> Option<&Permission> {
        self.permissions.iter().find(|one| one.key == key)
    }

    /// Everything that is held where these were granted: they and what they include, theirs too.
    /// Keys that are no permission are left out.
    pub fn held<'k>(&self, granted: impl IntoIterator<Item = &'k str>) -> BTreeSet<&str> {
        let mut held = BTreeSet::new();
        let granted = granted.into_iter().filter_map(|key| self.permission(key));
        let mut waiting: Vec<&Permission> = granted.collect();
        while let Some(one) = waiting.pop() {
            if !held.insert(one.key.as_str()) {
                continue;
            }
            for included in &one.includes {
                let all = included == EVERYTHING;
                let others = self.permissions.iter();
                waiting.extend(others.filter(|other| all || other.key == *included));
            }
        }
        held
    }

    /// Whether what is held is enough for every need.
    pub fn opens(held: &BTreeSet<&str>, needs: &[Need]) -> bool {
        needs.iter().all(|need| Self::meets(held, need))
    }

    fn meets(held: &BTreeSet<&str>, need: &Need) -> bool {
        let mut one_of = need.one_of().iter();
        one_of.any(|key| held.contains(key.as_str()))
    }

    /// The permissions with this key or one that includes it, in the order of the file: whoever
    /// holds one of them holds it.
    pub fn good_for<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Permission> + 's {
        let one = self.permissions.iter();
        one.filter(move |one| self.held([one.key.as_str()]).contains(key))
    }

    /// Keys in the order of the file.
    pub fn sorted<'s>(&'s self, keys: &BTreeSet<&str>) -> Vec<&'s str> {
        let all = self.permissions.iter().map(|one| one.key.as_str());
        all.filter(|key| keys.contains(key)).collect()
    }

    /// The groups, in the order of the file.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for one in &self.permissions {
            if !groups.contains(&one.group.as_str()) {
                groups.push(&one.group);
            }
        }
        groups
    }

    /// Those who can hold permissions of a group, in the order of the file.
    pub fn holders_of<'s>(&'s self, group: &'s str) -> impl Iterator<Item = &'s Holders> + 's {
        self.holders.iter().filter(move |one| one.may_hold(group))
    }

    /// Every list it asks for.
    pub fn rows(&self) -> impl Iterator<Item = &Rows> {
        self.holders.iter().flat_map(|holders| {
            let places = holders.places.iter().map(|places| &places.rows);
            let through = holders.through.iter().map(|through| &through.rows);
            places.chain(through).chain(&holders.rows)
        })
    }

    fn check(&self) -> Result<(), AccessError> {
        let mut keys = HashSet::new();
        let mut levels = HashSet::new();
        for one in &self.permissions {
            let level = (&one.group, one.label(), &one.level);
            if !keys.insert(one.key.as_str()) || !levels.insert(level) {
                return Err(AccessError::Twice(one.key.clone()));
            }
        }
        let nothing = |at: &str, name: &str| AccessError::Nothing {
            at: at.to_owned(),
            name: name.to_owned(),
        };
        for one in &self.permissions {
            let named = one.includes.iter().filter(|name| *name != EVERYTHING);
            let unknown = |name: &&String| !keys.contains(name.as_str());
            if let Some(name) = named.chain(&one.only_with).find(unknown) {
                return Err(nothing(&one.key, name));
            }
        }
        let mut ids = HashSet::new();
        for preset in &self.presets {
            if !ids.insert(preset.id.as_str()) {
                return Err(AccessError::Twice(preset.id.clone()));
            }
            let unknown = |name: &&String| !keys.contains(name.as_str());
            if let Some(name) = preset.grants.iter().find(unknown) {
                return Err(nothing(&preset.id, name));
            }
        }
        self.check_holders()
    }

    fn check_holders(&self) -> Result<(), AccessError> {
        let groups = self.groups();
        let mut ids = HashSet::new();
        for holders in &self.holders {
            if !ids.insert(holders.id.as_str()) {
                return Err(AccessError::Twice(holders.id.clone()));
            }
            let read = holders.rows.is_some() && holders.name.is_some();
            if read == holders.console.because.is_some() {
                return Err(AccessError::Holders(holders.id.clone()));
            }
            let named = holders.groups.iter().map(String::as_str);
            let group = named.clone().find(|name| !groups.contains(name));
            let permission = holders
                .held
                .iter()
                .find_map(|by| by.unknown_permission(self));
            let through = holders.through.as_ref().map(|through| through.of.as_str());
            let of = through.filter(|of| !self.holders.iter().any(|other| other.id == *of));
            if let Some(name) = group.or(permission).or(of) {
                return Err(AccessError::Nothing {
                    at: holders.id.clone(),
                    name: name.to_owned(),
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, AccessError};
    use crate::Need;

    const FILE: &str = r#"
        permissions = [
            { key = "all", group = "Roles", lets = "do all", includes = ["*"], danger = "it is all" },
            { key = "manage", group = "Roles", lets = "change", includes = ["view"] },
            { key = "view", group = "Roles", lets = "see" },
            { key = "C: Full", label = "C", level = "Full", group = "API", lets = "do", includes = ["C: Read"] },
            { key = "C: Read", label = "C", level = "Read", group = "API", lets = "see", includes = ["view"] },
        ]
        [[holders]]
        id = "roles"
        label = "Roles"
        one = "Role"
        console = { page = "Roles", because = "nothing lists them" }
    "#;

    #[test]
    fn what_is_included_is_held_through_and_through() {
        let access = Access::parse(FILE).unwrap();
        let held = |keys: &[&str]| access.sorted(&access.held(keys.iter().copied()));
        assert_eq!(held(&["C: Full"]), ["view", "C: Full", "C: Read"]);
        assert_eq!(held(&["all"]).len(), 5);
        assert_eq!(held(&["nothing"]), [""; 0]);
        let good: Vec<&str> = access.good_for("view").map(|p| p.key.as_str()).collect();
        assert_eq!(good, ["all", "manage", "view", "C: Full", "C: Read"]);
        assert!(Access::opens(&access.held(["manage"]), &["view".into()]));
        assert!(!Access::opens(&access.held(["view"]), &["manage".into()]));
        let none: [Need; 0] = [];
        assert!(Access::opens(&access.held([]), &none));
    }

    #[test]
    fn what_is_named_has_to_be_there_and_only_once() {
        let refused = |from: &str, to: &str| {
            assert!(FILE.contains(from), "{from}");
            Access::parse(&FILE.replace(from, to)).unwrap_err()
        };
        let nothing = refused("includes = [\"C: Read\"]", "includes = [\"C: See\"]");
        assert!(matches!(nothing, AccessError::Nothing { name, .. } if name == "C: See"));
        let twice = refused("key = \"manage\"", "key = \"view\"");
        assert!(matches!(twice, AccessError::Twice(key) if key == "view"));
        let level = refused("level = \"Full\"", "level = \"Read\"");
        assert!(matches!(level, AccessError::Twice(_)));
        let both = refused(", because = \"nothing lists them\"", "");
        assert!(matches!(both, AccessError::Holders(id) if id == "roles"));
        let group = refused("one = \"Role\"", "one = \"Role\"\ngroups = [\"Rolls\"]");
        assert!(matches!(group, AccessError::Nothing { name, .. } if name == "Rolls"));
        let unknown = refused("lets = \"see\"", "lets = \"see\", lat = \"x\"");
        assert!(matches!(unknown, AccessError::Toml(_)));
    }
}
