//! Fifty refusals over five vendors: what is missing is named where it is known, and nothing is
//! guessed where it is not. What each needs was written down here from the vendors' own
//! documentation, not taken from the catalogue.

use crate::tenant_as;
use app::wire::{AppError, DraftInput, Effect, HoldersState, Meaning, RefusalNeeds};
use conformance::World;
use domain::Ignore;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whose place in the seed, method, path, and everything that is needed: of each, one is enough.
/// `None` where nobody says what is needed.
type Case = (
    usize,
    &'static str,
    &'static str,
    Option<&'static [&'static [&'static str]]>,
);

const PRIVX: &[Case] = &[
    (
        2,
        "GET",
        "/role-store/api/v1/sources",
        Some(&[&["sources-view"]]),
    ),
    (
        2,
        "GET",
        "/authorizer/api/v1/accessgroups",
        Some(&[&["access-groups-manage"]]),
    ),
    (
        2,
        "GET",
        "/license-manager/api/v1/license",
        Some(&[&["licenses-manage"]]),
    ),
    (
        2,
        "GET",
        "/network-access-manager/api/v1/nwtargets",
        Some(&[&["network-targets-view"]]),
    ),
    (
        2,
        "GET",
        "/api-proxy/api/v1/api-targets",
        Some(&[&["api-targets-view"]]),
    ),
    (
        2,
        "GET",
        "/settings/api/v1/settings/GLOBAL",
        Some(&[&["settings-view"]]),
    ),
    (
        2,
        "GET",
        "/secrets-manager/api/v1/targetdomains",
        Some(&[&["target-domains-view"]]),
    ),
    (
        2,
        "GET",
        "/workflow-engine/api/v1/workflows",
        Some(&[&["workflows-view"]]),
    ),
    (
        2,
        "GET",
        "/local-user-store/api/v1/trusted-clients",
        Some(&[&["api-clients-manage"]]),
    ),
    (
        2,
        "POST",
        "/role-store/api/v1/roles",
        Some(&[&["roles-manage"]]),
    ),
    (
        2,
        "POST",
        "/host-store/api/v1/hosts",
        Some(&[&["hosts-manage"]]),
    ),
    (
        2,
        "POST",
        "/workflow-engine/api/v1/workflows",
        Some(&[&["workflows-manage"]]),
    ),
    (
        2,
        "POST",
        "/role-store/api/v1/sources",
        Some(&[&["sources-manage"]]),
    ),
    (2, "GET", "/host-store/api/v1/whitelists", None),
];

const CONFIGURATION: &[&[&str]] = &[&["Configuration API: Allow Access"]];
const VAULT: &[&[&str]] = &[
    &["Configuration API: Allow Access"],
    &["Manage Vault Accounts"],
];

const PRA: &[Case] = &[
    (1, "GET", "/api/config/v1/user", Some(CONFIGURATION)),
    (1, "GET", "/api/config/v1/group-policy", Some(CONFIGURATION)),
    (1, "GET", "/api/config/v1/jump-client", Some(CONFIGURATION)),
    (1, "GET", "/api/config/v1/api-account", Some(CONFIGURATION)),
    (1, "POST", "/api/config/v1/jump-group", Some(CONFIGURATION)),
    (
        1,
        "DELETE",
        "/api/config/v1/jump-group/1",
        Some(CONFIGURATION),
    ),
    (2, "GET", "/api/config/v1/vault/account", Some(VAULT)),
    (2, "GET", "/api/config/v1/vault/account-group", Some(VAULT)),
    (2, "GET", "/api/config/v1/vault/endpoint", Some(VAULT)),
    (1, "GET", "/api/backup", None),
];

const EPM: &[Case] = &[
    (
        2,
        "GET",
        "/management-api/v3/Computers",
        Some(&[&["Management: Read Only"]]),
    ),
    (
        2,
        "GET",
        "/management-api/v3/Groups",
        Some(&[&["Management: Read Only"]]),
    ),
    (
        2,
        "GET",
        "/management-api/v3/Roles",
        Some(&[&["Management: Read Only"]]),
    ),
    (
        2,
        "GET",
        "/management-api/v2/Policies",
        Some(&[&["Management: Read Only"]]),
    ),
    (
        2,
        "GET",
        "/management-api/v3/ActivityAudits",
        Some(&[&["Audit: Read Only"]]),
    ),
    (
        2,
        "GET",
        "/management-api/v3/AdminAccessRequest",
        Some(&[&["JIT: Full Access"]]),
    ),
    (
        2,
        "GET",
        "/management-api/scim/v2/Users",
        Some(&[&["SCIM: Full Access"]]),
    ),
    (
        1,
        "POST",
        "/management-api/v3/Groups",
        Some(&[&["Management: Full Access"]]),
    ),
    (
        1,
        "POST",
        "/management-api/v3/Computers/archive",
        Some(&[&["Management: Full Access"]]),
    ),
];

const CYBERARK: &[Case] = &[
    (
        2,
        "GET",
        "/PasswordVault/api/DiscoveredAccounts",
        Some(&[&["Group: Vault Admins"]]),
    ),
    (
        2,
        "POST",
        "/PasswordVault/api/Platforms/Targets/12/activate",
        Some(&[&["Group: Vault Admins"]]),
    ),
    (
        2,
        "DELETE",
        "/PasswordVault/api/DiscoveredAccounts",
        Some(&[&["Group: Vault Admins"]]),
    ),
    (
        2,
        "POST",
        "/PasswordVault/api/Users",
        Some(&[&["Vault: Add/Update Users"]]),
    ),
    (
        2,
        "POST",
        "/PasswordVault/api/UserGroups",
        Some(&[&["Vault: Add/Update Users"]]),
    ),
    (
        2,
        "POST",
        "/PasswordVault/api/Safes",
        Some(&[&["Vault: Add Safes"]]),
    ),
    (
        2,
        "POST",
        "/PasswordVault/api/Users/12/ResetPassword",
        Some(&[&["Vault: Audit Users"], &["Vault: Reset Users' Passwords"]]),
    ),
    (
        2,
        "PUT",
        "/PasswordVault/api/Safes/P-WIN-DOM",
        Some(&[&["Safe: Manage Safe"], &["Safe: View Safe members"]]),
    ),
    (
        2,
        "DELETE",
        "/PasswordVault/api/Safes/P-WIN-DOM",
        Some(&[&["Safe: Manage Safe"]]),
    ),
    (2, "POST", "/PasswordVault/api/Platforms/import", None),
    (
        2,
        "POST",
        "/PasswordVault/WebServices/PIMServices.svc/Applications",
        None,
    ),
];

const READER: &[&[&str]] = &[&["Privilege Manager Users"]];
const PLATFORM: &[&[&str]] = &[&[
    "Privilege Manager Windows Administrators",
    "Privilege Manager MacOS Administrators",
    "Privilege Manager Unix/Linux Administrators",
]];

const DELINEA: &[Case] = &[
    (
        2,
        "GET",
        "/TMS/services/api/v1/policies/GetAll",
        Some(READER),
    ),
    (
        2,
        "GET",
        "/TMS/services/api/v1/filters/GetAll",
        Some(READER),
    ),
    (
        2,
        "GET",
        "/TMS/services/api/v1/actions/GetAll",
        Some(READER),
    ),
    (
        2,
        "POST",
        "/TMS/services/api/v1/reports/1ee575af-6103-48d2-847f-99221e3154eb",
        Some(READER),
    ),
    (
        1,
        "POST",
        "/TMS/services/api/v1/policies/new",
        Some(PLATFORM),
    ),
    (
        1,
        "POST",
        "/TMS/services/api/v1/tasks/4d37ae54-1809-43e1-b716-dab38fd32fa2",
        Some(PLATFORM),
    ),
];

const ALL: &[(&str, &[Case])] = &[
    ("privx", PRIVX),
    ("beyondtrust-pra", PRA),
    ("beyondtrust-epm", EPM),
    ("cyberark", CYBERARK),
    ("delinea-pm", DELINEA),
];

/// Enough for every server to look at rights before it looks at fields.
const BODY: &str = r#"{"Name":"Trial","OS":"win"}"#;

/// Sends a request as a person writes it, and gives what its refusal says.
async fn refused(world: &World, tenant: &str, method: &str, path: &str) -> AppError {
    let body = (method != "GET" && method != "DELETE").then_some(BODY);
    let draft: DraftInput = serde_json::from_value(serde_json::json!({
        "tenant": tenant,
        "target": { "kind": "free", "method": method, "path": path },
        "values": [], "headers": [], "body": body, "media": body.map(|_| "application/json"),
        "files": [], "timeoutMs": null, "anyway": false,
    }))
    .unwrap();
    let ticket = format!("{tenant}-{method}-{path}");
    let sending = world
        .app
        .draft_send(draft.clone(), ticket, Arc::new(Ignore));
    let preview = world.app.draft_preview(draft).await.unwrap();
    let sent = match preview.effect {
        Effect::Reads => sending.await,
        Effect::Discloses | Effect::Changes | Effect::Removes => world.approving(sending).await.0,
    };
    match sent.unwrap().meaning {
        Some(Meaning::Failed { error }) => error,
        other => panic!("{tenant}: {method} {path}: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_refusals_name_what_is_missing_or_say_that_nobody_knows() {
    let world = World::start().await;
    let (mut told, mut unknown) = (0, 0);
    for (vendor, cases) in ALL {
        let mut tenants: BTreeMap<usize, String> = BTreeMap::new();
        for (who, method, path, expected) in *cases {
            let line = format!("{vendor}: {method} {path}");
            if !tenants.contains_key(who) {
                let tenant = tenant_as(&world, vendor, *who).await;
                tenants.insert(*who, tenant);
            }
            let tenant = &tenants[who];
            world.open_tenant(tenant).await.unwrap();
            let error = refused(&world, tenant, method, path).await;
            let AppError::MissingPermission {
                needs, operation, ..
            } = error
            else {
                panic!("{line}: {error:?}");
            };
            let words = expected.unwrap_or_default().iter();
            let words: Vec<String> = words.map(|one_of| one_of.join(" or ")).collect();
            assert_eq!(needs, words, "{line}");
            let asked = operation
                .clone()
                .unwrap_or_else(|| format!("{method} {path}"));
            let why = world
                .app
                .access_why(tenant.clone(), asked, line.clone())
                .await;
            let why = why.unwrap();
            match (expected, why.needs) {
                (None, RefusalNeeds::Unknown) => {
                    assert_eq!(why.ask_for, None, "{line}");
                    assert!(why.holders.is_empty(), "{line}");
                    unknown += 1;
                }
                (Some(expected), RefusalNeeds::Permissions { all }) => {
                    let keys: Vec<Vec<&str>> = all
                        .iter()
                        .map(|need| need.one_of.iter().map(|one| one.key.as_str()).collect())
                        .collect();
                    let expected: Vec<Vec<&str>> =
                        expected.iter().map(|one_of| one_of.to_vec()).collect();
                    assert_eq!(keys, expected, "{line}");
                    let ask_for = why.ask_for.unwrap();
                    for one in all.iter().flat_map(|need| &need.one_of) {
                        assert!(ask_for.contains(&one.label), "{line}: {ask_for}");
                    }
                    assert!(!why.holders.is_empty(), "{line}: nobody is named");
                    for who in &why.holders {
                        assert!(ask_for.contains(&who.page), "{line}: {ask_for}");
                    }
                    told += 1;
                }
                (expected, got) => panic!("{line}: {expected:?}, {got:?}"),
            }
        }
    }
    assert_eq!((told, unknown), (46, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_it_is_named_where_the_tenant_tells_it() {
    let world = World::start().await;
    let why = |vendor: &str, operation: &str| {
        let tenant = world.tenant(vendor);
        world
            .app
            .access_why(tenant, operation.to_owned(), operation.to_owned())
    };
    let names = |state: &HoldersState| match state {
        HoldersState::Read { columns, .. } => columns
            .iter()
            .map(|column| column.name.clone())
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let told = why("privx", "GET /workflow-engine/api/v1/requests")
        .await
        .unwrap();
    let roles = names(&told.holders[0].state);
    for role in [
        "privx-admin",
        "privx-user",
        "Help desk",
        "Access approvers",
        "API reads",
    ] {
        assert!(roles.contains(&role.to_owned()), "{role}: {roles:?}");
    }
    assert!(!roles.contains(&"Developers".to_owned()), "{roles:?}");
    let told = why("beyondtrust-pra", "GET /api/config/v1/vault/account")
        .await
        .unwrap();
    assert_eq!(names(&told.holders[0].state), ["Everything"]);
    assert_eq!(
        told.holders.len(),
        1,
        "group policies hold nothing of the kind"
    );
    let told = why("cyberark", "POST /api/LiveSessions/{liveSessionId}/suspend")
        .await
        .unwrap();
    assert!(names(&told.holders[0].state).contains(&"svc-keydesk".to_owned()));
    let told = why("cyberark", "POST /api/Accounts/{accountId}/Unlock")
        .await
        .unwrap();
    let text = told.ask_for.unwrap();
    assert!(
        text.contains("Unlock accounts") && text.contains(" at P-WIN-LOCAL"),
        "{text}"
    );
    let told = why("delinea-pm", "GET /services/api/v1/policies/GetAll")
        .await
        .unwrap();
    assert!(matches!(
        told.holders[0].state,
        HoldersState::NotReadable { .. }
    ));
    // Whoever signs in here is named.
    let weak = tenant_as(&world, "cyberark", 2).await;
    let told = world
        .app
        .access_why(weak, "POST /api/Users".to_owned(), "weak".to_owned())
        .await
        .unwrap();
    let own = told.holders[0].own.as_ref().unwrap();
    assert_eq!(own.name, "keydesk-viewer");
    assert!(told.ask_for.unwrap().contains("For: keydesk-viewer"));
    // Being signed in is enough: something else is the reason, and nothing is asked for.
    let told = why("privx", "GET /auth/api/v1/status").await.unwrap();
    assert!(matches!(told.needs, RefusalNeeds::Nothing));
    assert_eq!(told.ask_for, None);
    let told = why("privx", "GET /moon").await.unwrap();
    assert!(matches!(told.needs, RefusalNeeds::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_called_gives_the_smallest_set_and_what_is_beyond_it() {
    let world = World::start().await;
    let tenant = world.tenant("privx");
    let get = |path: &str| {
        let draft: DraftInput = serde_json::from_value(serde_json::json!({
            "tenant": tenant, "target": { "kind": "free", "method": "GET", "path": path },
            "values": [], "headers": [], "body": null, "media": null,
            "files": [], "timeoutMs": null, "anyway": false,
        }))
        .unwrap();
        world
            .app
            .draft_send(draft, path.to_owned(), Arc::new(Ignore))
    };
    for path in [
        "/host-store/api/v1/hosts?limit=1",
        "/host-store/api/v1/hosts?limit=2",
        "/role-store/api/v1/roles",
        "/workflow-engine/api/v1/requests",
        "/role-store/api/v1/users/current",
        "/authorizer/api/v1/cas",
    ] {
        get(path).await.unwrap();
    }
    let of = |json: serde_json::Value| serde_json::from_value(json).unwrap();
    let held = vec!["hosts-manage".to_owned(), "roles-view".to_owned()];
    let history = vec![of(serde_json::json!({ "kind": "history" }))];
    let told = world
        .app
        .access_least(tenant.clone(), history, held)
        .await
        .unwrap();
    assert_eq!(told.calls, 6);
    let grants: Vec<&str> = told
        .grants
        .iter()
        .map(|one| one.permission.as_str())
        .collect();
    assert_eq!(grants, ["roles-view", "hosts-view", "requests-view"]);
    let hosts = &told.grants[1].because[0];
    assert_eq!(
        (hosts.operation.as_str(), hosts.times),
        ("GET /host-store/api/v1/hosts", 2)
    );
    assert_eq!(told.grants[2].instead, ["workflows-requests"]);
    assert_eq!(told.beyond, ["hosts-manage"]);
    assert_eq!(told.lacking, ["requests-view"]);
    assert_eq!(told.free.len(), 1, "{:?}", told.free);
    assert_eq!(told.unsaid.len(), 1, "{:?}", told.unsaid);
    assert!(told.unknown.is_empty());
    let later = serde_json::json!({ "kind": "history", "since": "2999-01-01T00:00:00Z" });
    let later = vec![of(later)];
    let told = world
        .app
        .access_least(tenant.clone(), later, Vec::new())
        .await
        .unwrap();
    assert_eq!((told.calls, told.grants.len()), (0, 0));
    let tasks = serde_json::json!({ "kind": "tasks", "tasks": ["sign-out-user"] });
    let tasks = vec![of(tasks)];
    let told = world
        .app
        .access_least(tenant.clone(), tasks, Vec::new())
        .await
        .unwrap();
    let grants: Vec<&str> = told
        .grants
        .iter()
        .map(|one| one.permission.as_str())
        .collect();
    assert_eq!(
        grants,
        ["users-manage", "connections-view", "connections-terminate"]
    );
    let opens = world
        .app
        .access_opens(tenant, vec!["hosts-view".to_owned()])
        .await
        .unwrap();
    assert!(
        opens
            .opened
            .iter()
            .any(|one| one.operation == "GET /host-store/api/v1/hosts")
    );
    assert!(opens.opened.iter().all(|one| one.effect == Effect::Reads));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_asks_by_itself_the_catalogue_knows() {
    let world = World::start().await;
    for (vendor, grant) in [
        ("privx", "hosts-view"),
        ("beyondtrust-pra", "Configuration API: Allow Access"),
        ("beyondtrust-epm", "Management: Read Only"),
        ("cyberark", "Vault: Audit Users"),
        ("delinea-pm", "Privilege Manager Users"),
    ] {
        let of = ["dashboard", "lookUp"].map(|kind| {
            let of = serde_json::json!({ "kind": kind });
            serde_json::from_value(of).unwrap()
        });
        let least = world
            .app
            .access_least(world.tenant(vendor), of.into(), Vec::new());
        let told = least.await.unwrap();
        assert!(told.unknown.is_empty(), "{vendor}: {:?}", told.unknown);
        let mut grants = told.grants.iter();
        assert!(
            grants.any(|one| one.permission == grant),
            "{vendor}: {:?}",
            told.grants
        );
    }
}
