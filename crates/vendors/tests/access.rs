//! Permissions: none is missing, and every operation asks for ones that are there.

use domain::{Access, Purpose, VendorId};
use std::collections::BTreeSet;
use vendors::{Adapter, all, find, other};

fn vendor(id: &str) -> &'static dyn Adapter {
    find(&VendorId::from(id)).unwrap_or_else(|| panic!("no vendor {id}"))
}

/// Holds the permissions of some groups to a list written by hand, by what `of` says of each.
#[track_caller]
fn complete(
    id: &str,
    groups: impl Fn(&str) -> bool,
    of: impl Fn(&domain::Permission) -> String,
    expected: &[&str],
) {
    let all = vendor(id).access().permissions.iter();
    let have: BTreeSet<String> = all.filter(|one| groups(&one.group)).map(of).collect();
    let expected: BTreeSet<String> = expected.iter().map(|&name| name.to_owned()).collect();
    let missing: Vec<_> = expected.difference(&have).collect();
    let extra: Vec<_> = have.difference(&expected).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "{id}: missing {missing:?}, extra {extra:?}"
    );
}

fn key(one: &domain::Permission) -> String {
    one.key.clone()
}

fn wire(one: &domain::Permission) -> String {
    one.wire[0].clone()
}

#[test]
fn privx_has_its_forty_nine_permissions_and_the_role_that_passes_every_check() {
    let names = [
        "access-groups-manage",
        "access-roles-manage",
        "api-clients-manage",
        "api-targets-manage",
        "api-targets-view",
        "authorized-keys-manage",
        "certificates-view",
        "connections-authorize",
        "connections-manage",
        "connections-manual",
        "connections-playback",
        "connections-terminate",
        "connections-trail",
        "connections-view",
        "hosts-manage",
        "hosts-view",
        "idp-clients-manage",
        "idp-clients-view",
        "licenses-manage",
        "logs-manage",
        "logs-view",
        "mobilegw-manage",
        "mobilegw-view",
        "network-targets-manage",
        "network-targets-view",
        "privx-host-provisioning",
        "requests-view",
        "role-target-resources-manage",
        "role-target-resources-view",
        "roles-manage",
        "roles-view",
        "settings-manage",
        "settings-view",
        "sources-data-push",
        "sources-manage",
        "sources-view",
        "target-domains-manage",
        "target-domains-view",
        "ueba-manage",
        "ueba-view",
        "users-manage",
        "users-view",
        "vault-add",
        "vault-manage",
        "webauthn-credentials-manage",
        "workflows-manage",
        "workflows-requests",
        "workflows-requests-on-behalf",
        "workflows-view",
    ];
    assert_eq!(names.len(), 49);
    complete("privx", |group| group != "Administrators", key, &names);
    complete(
        "privx",
        |group| group == "Administrators",
        key,
        &["privx-admin"],
    );
    // A permission to manage includes the one to view, wherever there are both.
    let access = vendor("privx").access();
    for view in names.iter().filter(|name| name.ends_with("-view")) {
        let manage = view.replace("-view", "-manage");
        if names.contains(&manage.as_str()) {
            assert!(access.held([manage.as_str()]).contains(view), "{manage}");
        }
    }
    assert_eq!(access.held(["privx-admin"]).len(), 50);
}

#[test]
fn cyberark_has_the_twenty_two_of_a_safe_and_the_ten_of_the_vault() {
    let safe = [
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
    assert_eq!(safe.len(), 22);
    complete("cyberark", |group| group.starts_with("Safe:"), wire, &safe);
    let vault = [
        "AddSafes",
        "AuditUsers",
        "AddUpdateUsers",
        "ResetUsersPasswords",
        "ActivateUsers",
        "AddNetworkAreas",
        "ManageDirectoryMapping",
        "ManageServerFileCategories",
        "BackupAllSafes",
        "RestoreAllSafes",
    ];
    complete(
        "cyberark",
        |group| group == "Vault authorizations",
        wire,
        &vault,
    );
    // The vendor's own presets of a Safe, by their size.
    let presets = &vendor("cyberark").access().presets;
    for (id, size) in [
        ("connect-only", 2),
        ("read-only", 3),
        ("approver", 4),
        ("accounts-manager", 15),
        ("full", 21),
    ] {
        let preset = presets.iter().find(|preset| preset.id == id);
        assert_eq!(preset.map(|preset| preset.grants.len()), Some(size), "{id}");
    }
}

#[test]
fn pra_has_every_field_of_an_api_account_and_of_a_group_policy() {
    let account = [
        "perm_command=read_only",
        "perm_command=full_access",
        "perm_reporting_support",
        "perm_reporting_license",
        "perm_reporting_vault",
        "perm_reporting_jump_item",
        "perm_reporting_syslog",
        "perm_backup",
        "perm_vault_backup",
        "perm_configuration",
        "perm_configuration_vault_account",
        "perm_ecm",
        "perm_scim",
        "bearer_token_long_lived",
    ];
    let api = |group: &str| group.ends_with(" API");
    complete("beyondtrust-pra", api, wire, &account);
    let policy = [
        "perm_access_allowed",
        "perm_share_other_team",
        "perm_invite_external_user",
        "perm_extended_availability_mode_allowed",
        "perm_edit_external_key",
        "perm_collaborate",
        "perm_collaborate_control",
        "perm_jump_client",
        "perm_local_jump",
        "perm_remote_jump",
        "perm_remote_vnc",
        "perm_remote_rdp",
        "perm_shell_jump",
        "perm_web_jump",
        "perm_protocol_tunnel",
        "perm_sd_static_port_for_external_tools",
    ];
    complete("beyondtrust-pra", |group| !api(group), wire, &policy);
}

#[test]
fn epm_has_its_six_families_at_their_levels() {
    let of = |one: &domain::Permission| {
        format!(
            "{}: {}",
            one.label(),
            one.level.as_deref().unwrap_or_default()
        )
    };
    let families = [
        "Audit: Read Only",
        "Insight: Full Access",
        "Management: Read Only",
        "Management: Full Access",
        "Reporting: Read Only",
        "SCIM: Full Access",
        "JIT: Full Access",
    ];
    complete("beyondtrust-epm", |_| true, of, &families);
}

#[test]
fn delinea_has_its_eight_roles() {
    let roles = [
        "Privilege Manager Administrators",
        "Privilege Manager Windows Administrators",
        "Privilege Manager MacOS Administrators",
        "Privilege Manager Unix/Linux Administrators",
        "Privilege Manager Users",
        "Privilege Manager Helpdesk Users",
        "Privilege Manager View Password Role",
        "Privilege Manager Field Engineering",
    ];
    complete("delinea-pm", |_| true, key, &roles);
}

#[test]
fn every_permission_an_operation_needs_is_there() {
    for vendor in all().iter().chain([&other()]) {
        let access = vendor.access();
        for entry in vendor.catalogue().entries() {
            let needs = entry.needs.iter().flatten();
            for name in needs.flat_map(domain::Need::one_of) {
                let there = access.permission(name).is_some();
                assert!(
                    there,
                    "{}: {}: {name}",
                    vendor.folder().name,
                    entry.operation
                );
            }
        }
    }
}

#[test]
fn every_vendor_has_presets_for_each_purpose_and_says_where_permissions_are_given() {
    for vendor in all() {
        let name = vendor.folder().name;
        let access = vendor.access();
        for purpose in [
            Purpose::Dashboard,
            Purpose::HelpDesk,
            Purpose::Provisioning,
            Purpose::Reporting,
        ] {
            let mut presets = access.presets.iter();
            assert!(
                presets.any(|one| one.purpose == purpose),
                "{name}: {purpose:?}"
            );
        }
        for group in access.groups() {
            assert!(
                access.holders_of(group).next().is_some(),
                "{name}: nobody holds {group}"
            );
        }
        for holders in &access.holders {
            assert!(!holders.console.page.is_empty(), "{name}: {}", holders.id);
        }
        let methods = vendor.manifest().auth.iter();
        let fields: BTreeSet<&str> = methods
            .flat_map(|method| &method.fields)
            .filter(|field| !field.secret)
            .map(|field| field.id.as_str())
            .collect();
        let own = access
            .holders
            .iter()
            .filter_map(|holders| holders.own.as_ref());
        for field in own.flat_map(|own| &own.fields) {
            assert!(
                fields.contains(field.as_str()),
                "{name}: nobody gives {field}"
            );
        }
        counts_only_together(access, name);
    }
}

/// A preset with a box that counts only with another has that as well.
fn counts_only_together(access: &Access, name: &str) {
    for preset in &access.presets {
        let held = access.held(preset.grants.iter().map(String::as_str));
        for key in &held {
            let only_with = access.permission(key).map(|one| &one.only_with);
            for with in only_with.into_iter().flatten() {
                let id = &preset.id;
                assert!(
                    held.contains(with.as_str()),
                    "{name}: {id}: {key} without {with}"
                );
            }
        }
    }
}

#[test]
fn every_figure_of_a_card_is_opened_by_a_preset() {
    for vendor in all() {
        let access = vendor.access();
        let name = vendor.folder().name;
        for tile in &vendor.manifest().tiles {
            let line = &tile.operation;
            let path = line.path.split('?').next().unwrap_or_default();
            let key = domain::OperationKey::new(&line.method, path);
            let entry = vendor.catalogue().find(&key);
            let needs = entry.and_then(|entry| entry.needs.as_deref());
            let opened = access.presets.iter().any(|preset| {
                let held = access.held(preset.grants.iter().map(String::as_str));
                Access::opens(&held, needs.unwrap_or_default())
            });
            assert!(opened, "{name}: {key} needs {needs:?}");
        }
    }
}
