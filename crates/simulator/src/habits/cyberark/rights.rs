//! What the signed-in user may do: Vault authorisations, groups, and permissions per Safe.

use serde_json::{Map, Value};

use crate::World;

/// The twenty-two permissions of a Safe member, in the order of the product.
pub(super) const PERMISSIONS: [&str; 22] = [
    "useAccounts",
    "retrieveAccounts",
    "listAccounts",
    "addAccounts",
    "updateAccountContent",
    "updateAccountProperties",
    "initiateCPMAccountManagementOperations",
    "specifyNextAccountContent",
    "renameAccounts",
    "deleteAccounts",
    "unlockAccounts",
    "manageSafe",
    "manageSafeMembers",
    "backupSafe",
    "viewAuditLog",
    "viewSafeMembers",
    "accessWithoutConfirmation",
    "createFolders",
    "deleteFolders",
    "moveAccountsAndFolders",
    "requestsAuthorizationLevel1",
    "requestsAuthorizationLevel2",
];

/// The user behind a request.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    user: Value,
}

impl Caller {
    /// A user's rights.
    pub(super) fn new(user: Value) -> Self {
        Self { user }
    }

    /// The user's name.
    pub(super) fn name(&self) -> &str {
        self.user["username"].as_str().unwrap_or_default()
    }

    /// The user's row.
    pub(super) fn user(&self) -> &Value {
        &self.user
    }

    /// Whether the user has a Vault authorisation.
    pub(super) fn has(&self, authorisation: &str) -> bool {
        self.user["vaultAuthorization"]
            .as_array()
            .is_some_and(|list| list.iter().any(|own| own == authorisation))
    }

    /// Whether the user is in a group.
    pub(super) fn in_group(&self, group: &str) -> bool {
        self.groups().any(|own| own.eq_ignore_ascii_case(group))
    }

    fn groups(&self) -> impl Iterator<Item = &str> {
        self.user["groupsMembership"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|group| group["groupName"].as_str())
    }

    /// Whether a Safe member is the user, or a group of theirs.
    pub(super) fn is_member(&self, member: &Value) -> bool {
        let name = member["memberName"].as_str().unwrap_or_default();
        name.eq_ignore_ascii_case(self.name()) || self.in_group(name)
    }

    fn memberships<'a>(
        &'a self,
        world: &'a World,
        safe: &'a str,
    ) -> impl Iterator<Item = &'a Value> {
        world.rows("safe_members").iter().filter(move |member| {
            member["safeName"]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(safe))
                && member["membershipExpirationDate"]
                    .as_i64()
                    .is_none_or(|until| {
                        until <= 0
                            || until > world.data.get("_now").and_then(Value::as_i64).unwrap_or(0)
                    })
                && self.is_member(member)
        })
    }

    /// Whether the user is a member of a Safe at all.
    pub(super) fn sees(&self, world: &World, safe: &str) -> bool {
        self.memberships(world, safe).next().is_some()
    }

    /// Whether the user, or a group of theirs, has a permission in a Safe.
    pub(super) fn may(&self, world: &World, safe: &str, permission: &str) -> bool {
        self.memberships(world, safe)
            .any(|member| member["permissions"][permission] == true)
    }
}

/// The permissions of a preset; `list` names some one by one.
pub(super) fn preset(name: &str) -> Map<String, Value> {
    let on: Vec<&str> = match name {
        "ConnectOnly" => vec!["useAccounts", "listAccounts"],
        "ReadOnly" => vec!["useAccounts", "retrieveAccounts", "listAccounts"],
        "Auditor" => vec!["listAccounts", "viewAuditLog", "viewSafeMembers"],
        "Approver" => vec![
            "listAccounts",
            "manageSafeMembers",
            "viewSafeMembers",
            "requestsAuthorizationLevel1",
        ],
        "AccountsManager" => PERMISSIONS
            .iter()
            .copied()
            .filter(|permission| {
                ![
                    "manageSafe",
                    "backupSafe",
                    "createFolders",
                    "deleteFolders",
                    "moveAccountsAndFolders",
                    "requestsAuthorizationLevel1",
                    "requestsAuthorizationLevel2",
                ]
                .contains(permission)
            })
            .collect(),
        "Full" => PERMISSIONS[..21].to_vec(),
        _ => Vec::new(),
    };
    PERMISSIONS
        .iter()
        .map(|permission| {
            (
                (*permission).to_owned(),
                Value::Bool(on.contains(permission)),
            )
        })
        .collect()
}
