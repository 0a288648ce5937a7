//! The matrix is what the simulated world says, read by eyes of its own.

use crate::{columns, held, read, section, seed, tenant_as};
use app::wire::{AccessCell, AccessSection, AppError, HolderColumn, HoldersState, PlaceState};
use conformance::World;
use serde_json::Value;
use simulator::{Fault, FaultKind};
use std::collections::{BTreeMap, BTreeSet};

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_default()
}

#[track_caller]
fn called<'s>(section: &'s AccessSection, name: &str) -> &'s HolderColumn {
    let mut all = columns(section).iter();
    all.find(|column| column.name == name)
        .unwrap_or_else(|| panic!("no {name} in {}", section.id))
}

/// Holds a column to what was granted and what comes with it, each by the names it comes through.
#[track_caller]
fn same(
    section: &AccessSection,
    column: &HolderColumn,
    granted: &BTreeSet<String>,
    included: &BTreeMap<String, BTreeSet<String>>,
) {
    let mut got_granted = BTreeSet::new();
    let mut got_included = BTreeMap::new();
    for (key, cell) in held(section, column) {
        match cell {
            AccessCell::Granted => drop(got_granted.insert(key.to_owned())),
            AccessCell::Included { through } => {
                let through: BTreeSet<String> = through.iter().cloned().collect();
                got_included.insert(key.to_owned(), through);
            }
            AccessCell::Unknown | AccessCell::Not => panic!("{}: {key}: {cell:?}", column.name),
        }
    }
    assert_eq!(&got_granted, granted, "{}", column.name);
    assert_eq!(&got_included, included, "{}", column.name);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_before_a_person_asks() {
    let world = World::start().await;
    for vendor in VENDORS {
        let view = world.app.access_list(world.tenant(vendor)).await.unwrap();
        assert!(
            !view.permissions.is_empty() && !view.presets.is_empty(),
            "{vendor}"
        );
        for section in &view.sections {
            assert_eq!(section.read_at, None);
            assert!(
                matches!(
                    section.state,
                    HoldersState::NotLoaded | HoldersState::NotReadable { .. }
                ),
                "{vendor}: {section:?}"
            );
        }
    }
    for tenant in world.demo.tenants() {
        let heard = tenant.server.requests().all();
        assert!(heard.is_empty(), "{}: {heard:?}", tenant.vendor);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn privx_roles_hold_what_they_name_and_clients_what_their_roles_do() {
    let world = World::start().await;
    let view = read(&world, &world.tenant("privx")).await;
    let data = &seed("privx")["data"];
    let roles = section(&view, "roles");
    let every: BTreeSet<String> = view.permissions.iter().map(|one| one.key.clone()).collect();
    let mut holds: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for role in data["roles"].as_array().unwrap() {
        let name = text(role, "name");
        let granted: BTreeSet<String> = match &role["permissions"] {
            Value::Array(_) if name == "privx-admin" => BTreeSet::from([name.to_owned()]),
            Value::Array(named) => named
                .iter()
                .map(|one| one.as_str().unwrap().to_owned())
                .collect(),
            // The seed says so of every permission there is; the administrators' role is none.
            _ => every
                .iter()
                .filter(|key| *key != "privx-admin")
                .cloned()
                .collect(),
        };
        let mut included: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for key in &every {
            let manage = key.replace("-view", "-manage");
            let through = [manage.as_str(), "privx-admin"];
            let through = through
                .iter()
                .filter(|one| granted.contains(**one) && **one != key);
            let through: BTreeSet<String> = through.map(|&one| one.to_owned()).collect();
            if !granted.contains(key) && !through.is_empty() {
                included.insert(key.clone(), through);
            }
        }
        same(roles, called(roles, name), &granted, &included);
        holds.insert(
            name,
            granted.into_iter().chain(included.into_keys()).collect(),
        );
    }
    let clients = section(&view, "clients");
    for client in data["api_clients"].as_array().unwrap() {
        let mut through: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for role in client["roles"].as_array().unwrap() {
            let role = role.as_str().unwrap();
            for key in &holds[role] {
                through
                    .entry(key.clone())
                    .or_default()
                    .insert(role.to_owned());
            }
        }
        let column = called(clients, text(client, "name"));
        same(clients, column, &BTreeSet::new(), &through);
    }
    assert_eq!(
        columns(clients).len(),
        data["api_clients"].as_array().unwrap().len(),
        "people are no API clients"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pra_accounts_hold_the_boxes_that_are_ticked_and_policies_what_they_allow() {
    let world = World::start().await;
    let view = read(&world, &world.tenant("beyondtrust-pra")).await;
    let data = &seed("beyondtrust-pra")["data"];
    let boxes = [
        (
            "perm_reporting_support",
            "Reporting API: Allow Access to Access Session Reports and Recordings",
        ),
        (
            "perm_reporting_license",
            "Reporting API: Allow Access to License Usage Reports",
        ),
        (
            "perm_reporting_vault",
            "Reporting API: Allow Access to Vault Account Activity Reports",
        ),
        (
            "perm_reporting_jump_item",
            "Reporting API: Allow Access to Jump Item Reports",
        ),
        (
            "perm_reporting_syslog",
            "Reporting API: Allow Access to Syslog Reports",
        ),
        ("perm_backup", "Backup API: Allow Access"),
        (
            "perm_vault_backup",
            "Backup API: Allow Vault Encryption Key Access",
        ),
        ("perm_configuration", "Configuration API: Allow Access"),
        ("perm_configuration_vault_account", "Manage Vault Accounts"),
        ("perm_ecm", "Endpoint Credential Manager API: Allow Access"),
        ("perm_scim", "SCIM API: Allow Access"),
    ];
    let accounts = section(&view, "accounts");
    let rows = data["api_accounts"].as_array().unwrap();
    assert_eq!(columns(accounts).len(), rows.len());
    for row in rows {
        let ticked = boxes.iter().filter(|(field, _)| row[*field] == true);
        let mut granted: BTreeSet<String> = ticked.map(|(_, key)| (*key).to_owned()).collect();
        let mut included = BTreeMap::new();
        match text(row, "perm_command") {
            "read_only" => drop(granted.insert("Command API: Read Only".to_owned())),
            "full_access" => {
                granted.insert("Command API: Full Access".to_owned());
                let through = BTreeSet::from(["Command API: Full Access".to_owned()]);
                included.insert("Command API: Read Only".to_owned(), through);
            }
            _ => {}
        }
        same(
            accounts,
            called(accounts, text(row, "name")),
            &granted,
            &included,
        );
    }
    let allow = [
        ("perm_access_allowed", "Policy: Allowed to access endpoints"),
        ("perm_jump_client", "Policy: Jump Clients"),
        ("perm_remote_rdp", "Policy: Remote RDP"),
        ("perm_shell_jump", "Policy: Shell Jump"),
        ("perm_web_jump", "Policy: Web Jump"),
    ];
    let policies = section(&view, "policies");
    let rows = data["group_policies"].as_array().unwrap();
    assert_eq!(columns(policies).len(), rows.len());
    for row in rows {
        let column = called(policies, text(row, "name"));
        let held = held(policies, column);
        for (field, key) in allow {
            assert_eq!(
                held.contains_key(key),
                row[field] == true,
                "{}: {key}",
                column.name
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn epm_accounts_hold_their_families_at_their_levels() {
    let world = World::start().await;
    let view = read(&world, &world.tenant("beyondtrust-epm")).await;
    let accounts = section(&view, "accounts");
    let data = &seed("beyondtrust-epm")["data"];
    let rows = data["api_accounts"].as_array().unwrap();
    assert_eq!(columns(accounts).len(), rows.len());
    for row in rows {
        let column = called(accounts, text(row, "name"));
        let (mut granted, mut included) = (BTreeSet::new(), BTreeMap::new());
        let mut unknown = Vec::new();
        for (family, name) in [
            ("audit", "Audit"),
            ("management", "Management"),
            ("reporting", "Reporting"),
            ("scim", "SCIM"),
            ("jit", "JIT"),
            ("insight", "Insight"),
        ] {
            match (family, text(&row["families"], family)) {
                // Nobody says that this family has such a level.
                ("jit", "read") => unknown.push("jit=ReadOnly".to_owned()),
                (_, "read") => drop(granted.insert(format!("{name}: Read Only"))),
                ("management", "full") => {
                    granted.insert("Management: Full Access".to_owned());
                    let through = BTreeSet::from(["Management: Full Access".to_owned()]);
                    included.insert("Management: Read Only".to_owned(), through);
                }
                (_, "full") => drop(granted.insert(format!("{name}: Full Access"))),
                _ => {}
            }
        }
        same(accounts, column, &granted, &included);
        assert_eq!(column.unknown, unknown, "{}", column.name);
    }
}

/// What presets of a Safe come to, by the product's own words on the wire.
fn of_preset(name: &str) -> Vec<&'static str> {
    let manager = vec![
        "Use accounts",
        "Retrieve accounts",
        "List accounts",
        "Add accounts",
        "Update account content",
        "Update account properties",
        "Initiate CPM account management operations",
        "Specify next account content",
        "Rename accounts",
        "Delete accounts",
        "Unlock accounts",
        "Manage Safe members",
        "View audit log",
        "View Safe members",
        "Access Safe without confirmation",
    ];
    match name {
        "ConnectOnly" => vec!["Use accounts", "List accounts"],
        "ReadOnly" => vec!["Use accounts", "Retrieve accounts", "List accounts"],
        "Auditor" => vec!["List accounts", "View audit log", "View Safe members"],
        "Approver" => vec![
            "List accounts",
            "Manage Safe members",
            "View Safe members",
            "Authorize account requests (level 1)",
        ],
        "AccountsManager" => manager,
        "Full" => {
            let more = [
                "Manage Safe",
                "Backup Safe",
                "Create folders",
                "Delete folders",
                "Move accounts/folders",
                "Authorize account requests (level 1)",
            ];
            manager.into_iter().chain(more).collect()
        }
        _ => panic!("no preset {name}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cyberark_users_and_members_of_every_safe_hold_what_they_were_given() {
    let world = World::start().await;
    let view = read(&world, &world.tenant("cyberark")).await;
    let data = &seed("cyberark")["data"];
    let users = section(&view, "users");
    let vault: BTreeMap<&str, &str> = BTreeMap::from([
        ("AddSafes", "Vault: Add Safes"),
        ("AuditUsers", "Vault: Audit Users"),
        ("AddUpdateUsers", "Vault: Add/Update Users"),
        ("ResetUsersPasswords", "Vault: Reset Users' Passwords"),
        ("ActivateUsers", "Vault: Activate Users"),
        ("AddNetworkAreas", "Vault: Add Network Areas"),
        ("ManageDirectoryMapping", "Vault: Manage Directory Mapping"),
        (
            "ManageServerFileCategories",
            "Vault: Manage Server File Categories",
        ),
        ("BackupAllSafes", "Vault: Backup All Safes"),
        ("RestoreAllSafes", "Vault: Restore All Safes"),
    ]);
    let none = Vec::new();
    for user in data["users"].as_array().unwrap() {
        let listed = |field: &str| user[field].as_array().unwrap_or(&none).iter();
        let authorisations = listed("vaultAuthorization").map(|one| vault[one.as_str().unwrap()]);
        let mut granted: BTreeSet<String> = authorisations.map(str::to_owned).collect();
        for group in listed("groups").filter_map(Value::as_str) {
            if ["Vault Admins", "PSMLiveSessionTerminators"].contains(&group) {
                granted.insert(format!("Group: {group}"));
            }
        }
        same(
            users,
            called(users, text(user, "username")),
            &granted,
            &BTreeMap::new(),
        );
    }
    let members = section(&view, "members");
    let safes = data["safes"].as_array().unwrap();
    assert_eq!(members.places.len(), safes.len());
    for safe in safes {
        let safe = text(safe, "safeName");
        let place = members
            .places
            .iter()
            .find(|place| place.name == safe)
            .unwrap();
        assert!(matches!(place.state, PlaceState::Read), "{safe}");
        let rows = data["safe_members"].as_array().unwrap().iter();
        let rows = rows.filter(|row| row["safe"].is_null() || row["safe"] == safe);
        let mut expected = BTreeMap::new();
        for row in rows {
            let mut granted: BTreeSet<String> = of_preset(text(row, "preset"))
                .into_iter()
                .map(|label| format!("Safe: {label}"))
                .collect();
            if row["also"].is_array() {
                granted.insert("Safe: Authorize account requests (level 1)".to_owned());
            }
            expected.insert(text(row, "member"), granted);
        }
        let got = columns(members).iter();
        let got: Vec<_> = got
            .filter(|c| c.at_place.as_ref() == Some(&place.id))
            .collect();
        let names: BTreeSet<&str> = got.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, expected.keys().copied().collect(), "{safe}");
        for column in got {
            let granted = &expected[column.name.as_str()];
            same(members, column, granted, &BTreeMap::new());
        }
    }
    // One place by itself leaves the others as they were.
    let one = &members.places[3];
    let again = world
        .app
        .access_view(world.tenant("cyberark"), Some(one.id.clone()), "t".into());
    let again = again.await.unwrap();
    assert_eq!(
        columns(section(&again, "members")).len(),
        columns(members).len()
    );
    assert_eq!(
        columns(section(&again, "users")).len(),
        columns(users).len()
    );
    assert_eq!(section(&again, "users").read_at, users.read_at);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_signs_in_as_is_known_among_the_others() {
    let world = World::start().await;
    for (vendor, kind, name) in [
        ("privx", "clients", "keydesk"),
        ("beyondtrust-pra", "accounts", "Everything"),
        ("beyondtrust-epm", "accounts", "Keydesk"),
        ("cyberark", "users", "svc-keydesk"),
    ] {
        let view = read(&world, &world.tenant(vendor)).await;
        let own = columns(section(&view, kind)).iter();
        let own: Vec<&str> = own.filter(|c| c.own).map(|c| c.name.as_str()).collect();
        assert_eq!(own, [name], "{vendor}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn delinea_tells_nobody_who_holds_what_and_says_where_to_look() {
    let world = World::start().await;
    let view = read(&world, &world.tenant("delinea-pm")).await;
    let clients = section(&view, "clients");
    assert!(matches!(clients.state, HoldersState::NotReadable { .. }));
    assert_eq!(clients.page, "Admin > Roles");
    let server = world
        .demo
        .tenants()
        .find(|t| t.vendor == "delinea-pm")
        .unwrap();
    assert!(
        server.server.requests().all().is_empty(),
        "nothing was asked"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn not_allowed_and_not_reachable_are_told_apart() {
    let world = World::start().await;
    // An account without the Configuration API.
    let weak = tenant_as(&world, "beyondtrust-pra", 1).await;
    let view = read(&world, &weak).await;
    match &section(&view, "accounts").state {
        HoldersState::NotAllowed { needs, operation } => {
            assert_eq!(needs, &["Configuration API: Allow Access"]);
            assert_eq!(operation.as_deref(), Some("GET /api/config/v1/api-account"));
        }
        other => panic!("{other:?}"),
    }
    let server = world.demo.tenants().find(|t| t.vendor == "privx").unwrap();
    server
        .server
        .faults()
        .add(Fault::new(FaultKind::DropsConnection).on("/role-store"));
    let view = read(&world, &world.tenant("privx")).await;
    for id in ["roles", "clients"] {
        let state = &section(&view, id).state;
        let unreachable = matches!(
            state,
            HoldersState::Failed {
                error: AppError::Unreachable { .. } | AppError::Resting { .. }
            }
        );
        assert!(unreachable, "{id}: {state:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_has_every_holder_and_a_hand_over_sheet_no_secret() {
    let world = World::start().await;
    let tenant = world.tenant("privx");
    let file = world.folder().join("access.csv");
    *world.desk.saves.lock().unwrap() = Some(file.clone());
    read(&world, &tenant).await;
    let saved = world.app.access_save(tenant.clone()).await.unwrap();
    assert_eq!(saved.as_deref(), Some("access.csv"));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("\"Roles\",\"Permission\",\"privx-admin\""),
        "{text}"
    );
    assert!(text.contains("\"dashboard\""), "{text}");
    assert!(!text.contains("canary"), "a secret is in the sheet");

    let wish = serde_json::json!({
        "tenant": tenant, "purpose": "Dashboard of the service desk", "owner": "Marta Okafor",
        "permissions": ["hosts-manage", "logs-view"],
    });
    let wish: app::wire::SheetWish = serde_json::from_value(wish).unwrap();
    world.card("privx").await;
    let sheet = world.app.access_sheet(wish.clone()).await.unwrap();
    let keys: Vec<&str> = sheet
        .permissions
        .iter()
        .map(|one| one.key.as_str())
        .collect();
    assert_eq!(keys, ["hosts-manage", "logs-view"]);
    assert_eq!(sheet.included, ["hosts-view"]);
    assert!(sheet.tested_at.is_some() && sheet.opens.reads > 0 && sheet.opens.changes > 0);
    assert!(!format!("{sheet:?}").contains("canary"));
    let secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrZXlkZXNrIn0.c2lnbmF0dXJlLW9mLXRlbg";
    let pasted = app::wire::SheetWish {
        purpose: format!("use {secret}"),
        ..wish
    };
    let refused = world.app.access_sheet(pasted).await;
    assert!(
        matches!(refused, Err(AppError::Invalid { .. })),
        "{refused:?}"
    );
}
