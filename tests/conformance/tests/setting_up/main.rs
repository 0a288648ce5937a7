//! Setting a tenant up, from nothing to a first green call, over whatever comes between.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod ground;

use app::wire::{
    AppError, Health, SetupBrought, SetupKind, SetupSecret, SetupState, SetupStepState, SetupUse,
    SetupWeight, Window,
};
use conformance::World;
use domain::Ignore;
use ground::{
    CLIENT, PRA, PRIVX, ROLE, approving, carried_out, client, done, field, from_nothing, gone_on,
    killed_after, plan, role, row, server, states, undone, wish,
};
use serde_json::{Value, json};
use setup::Setup;
use simulator::{Fault, FaultKind};
use std::path::Path;
use std::sync::Arc;
use tasks::Vendor;

#[test]
fn every_file_says_how_a_vendor_is_set_up_by_operations_the_catalogue_has() {
    for vendor in vendors::all().iter().chain([&vendors::other()]) {
        let folder = vendor.folder();
        let known = Vendor {
            catalogue: vendor.catalogue(),
        };
        let setup = Setup::read(folder.setup, known)
            .unwrap_or_else(|why| panic!("{}/setup.toml: {why}", folder.name));
        if setup.kinds().next().is_none() {
            continue;
        }
        let method = setup.method().unwrap();
        let method = vendor.manifest().method(method);
        assert!(method.is_some(), "{}: no such sign-in", folder.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn privx_is_set_up_from_nothing_to_a_first_green_call() {
    let world = World::start().await;
    world.unlock(PRIVX).await;
    let steps = plan(&world, PRIVX, from_nothing()).await.steps;
    let kinds: Vec<SetupKind> = steps.iter().map(|step| step.change).collect();
    assert_eq!(
        kinds,
        [
            SetupKind::CreateRole,
            SetupKind::CreateClient,
            SetupKind::TakeSecret
        ]
    );
    assert!(
        steps
            .iter()
            .all(|step| step.yours.is_none() && step.weight == SetupWeight::Adds)
    );
    let (view, asked) = carried_out(&world, PRIVX, from_nothing()).await;
    assert_eq!(states(&view), [SetupStepState::Made; 3]);
    assert_eq!(asked.len(), 3, "each request that does more than read");
    let role = row(&world, PRIVX, "roles", "name", ROLE).unwrap();
    assert_eq!(role["permissions"], json!(["hosts-view", "requests-view"]));
    let made = row(&world, PRIVX, "api_clients", "name", CLIENT).unwrap();
    assert_eq!(made["roles"][0]["id"], role["id"]);

    // What was made is a tenant that signs in and answers.
    let tenant = done(&view)[0].clone();
    let detail = world.app.tenant_get(tenant.clone()).await.unwrap();
    assert_eq!(detail.line.name, "Host board");
    world.app.dashboard_refresh(tenant.clone()).await.unwrap();
    let card = world.app.dashboard_card(tenant).await.unwrap();
    let line = world.app.tenants_list().await.unwrap();
    let line = line.iter().find(|line| line.name == "Host board").unwrap();
    let answers = matches!(
        line.health,
        Health::Healthy | Health::Slow | Health::RightMissing
    );
    assert!(answers, "{card:?}");

    // The same wish again asks for nothing.
    let again = plan(&world, PRIVX, from_nothing()).await;
    assert!(again.steps.is_empty(), "{:?}", again.steps);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_of_a_new_client_is_nowhere_but_in_the_vault() {
    let world = World::start().await;
    world.unlock(PRIVX).await;
    let (view, asked) = carried_out(&world, PRIVX, from_nothing()).await;
    let made = row(&world, PRIVX, "api_clients", "name", CLIENT).unwrap();
    let secret = made["secret"].as_str().unwrap().to_owned();
    let shared = made["oauth_client_secret"].as_str().unwrap().to_owned();
    let app = &world.app;
    let all = Window {
        from: 0,
        at_most: 1000,
    };
    let every = serde_json::from_value(json!({ "words": "", "tenant": null, "operation": null }));
    let every = every.unwrap();
    let mut told = vec![format!("{view:?}"), asked.join("\n")];
    told.push(format!("{:?}", app.setup_list().await.unwrap()));
    let sent = app.history_list(every, all).await.unwrap();
    for line in &sent.lines {
        let entry = app.history_get(line.id.clone()).await.unwrap();
        told.push(format!("{entry:?}"));
        assert!(
            entry.exchange.disclosed.is_empty(),
            "nothing can be revealed"
        );
        if let Ok(slice) = app.answer_lines(line.id.clone(), all).await {
            told.push(format!("{slice:?}"));
        }
    }
    told.push(format!(
        "{:?}",
        app.audit_list(Default::default(), all).await.unwrap()
    ));
    for told in &told {
        assert!(!told.contains(&secret) && !told.contains(&shared), "{told}");
    }
    for file in walkdir::WalkDir::new(world.folder()) {
        let file = file.unwrap();
        if file.file_type().is_file() {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(&secret), "{}", file.path().display());
            assert!(!text.contains(&shared), "{}", file.path().display());
        }
    }
    let audit = app.audit_list(Default::default(), all).await.unwrap();
    let steps = audit
        .lines
        .iter()
        .filter(|line| line.kind == app::wire::AuditKind::SetUpStep);
    assert_eq!(steps.count(), 3, "each step is written down");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_is_undone_and_nothing_else() {
    let world = World::start().await;
    world.unlock(PRIVX).await;
    let before = server(&world, PRIVX).with_world(|world| {
        (
            world.rows("roles").to_vec(),
            world.rows("api_clients").to_vec(),
        )
    });
    let (view, _) = carried_out(&world, PRIVX, from_nothing()).await;
    let view = undone(&world, &view.run).await;
    assert!(matches!(view.state, SetupState::Undone), "{:?}", view.state);
    assert!(view.left.is_empty(), "{:?}", view.left);
    let after = server(&world, PRIVX).with_world(|world| {
        (
            world.rows("roles").to_vec(),
            world.rows("api_clients").to_vec(),
        )
    });
    assert_eq!(after, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_and_a_client_that_are_there_are_widened_and_set_back() {
    let world = World::start().await;
    world.unlock(PRIVX).await;
    let context = json!({
        "enabled": true, "block_role": true, "validity": ["MON", "TUE"], "start_time": "08:00",
        "end_time": "18:00", "timezone": "Europe/Oslo", "ip_masks": ["10.0.0.0/8"],
    });
    let further = vec![
        field("context", &context),
        field("comment", &json!("for the board")),
    ];
    let wished = || {
        wish(
            vec![role("API reads", &["licenses-manage"], further.clone())],
            vec![client(
                "dashboard",
                &["API reads", "Auditors"],
                SetupSecret::Nothing,
                SetupUse::Kept,
            )],
        )
    };
    let before = row(&world, PRIVX, "api_clients", "name", "dashboard").unwrap();
    let role_before = row(&world, PRIVX, "roles", "name", "API reads").unwrap();
    let (view, _) = carried_out(&world, PRIVX, wished()).await;
    done(&view);
    let role = row(&world, PRIVX, "roles", "name", "API reads").unwrap();
    assert_eq!(role["context"], context);
    assert_eq!(role["comment"], "for the board");
    let permissions = role["permissions"].as_array().unwrap();
    let had = role_before["permissions"].as_array().unwrap();
    assert_eq!(permissions.len(), had.len() + 1);
    let widened = row(&world, PRIVX, "api_clients", "name", "dashboard").unwrap();
    assert_eq!(widened["secret"], before["secret"], "it keeps its secret");
    assert_eq!(
        widened["roles"].as_array().unwrap().len(),
        before["roles"].as_array().unwrap().len() + 1
    );
    let view = undone(&world, &view.run).await;
    assert!(view.left.is_empty(), "{:?}", view.left);
    let role = row(&world, PRIVX, "roles", "name", "API reads").unwrap();
    assert_eq!(role["permissions"].as_array().unwrap().len(), had.len());
    let back = row(&world, PRIVX, "api_clients", "name", "dashboard").unwrap();
    assert_eq!(back["roles"], before["roles"]);
    assert_eq!(back["secret"], before["secret"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_changed_since_the_plan_is_left_alone() {
    let world = World::start().await;
    world.unlock(PRIVX).await;
    let plan = plan(&world, PRIVX, from_nothing()).await;
    let role =
        json!({ "id": "5f0c3c5e-0f0f-4a0a-8a55-0d6f5c1e7b11", "name": ROLE, "permissions": [] });
    server(&world, PRIVX).with_world(|world| world.rows_mut("roles").push(role));
    let start = world
        .app
        .setup_start(plan.plan, "start".to_owned(), Arc::new(Ignore));
    let (view, asked) = Box::pin(approving(&world, start)).await;
    assert!(matches!(view.unwrap().state, SetupState::Stale));
    assert!(asked.is_empty(), "nobody was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_undoes_what_was_made_before_it_and_tells_both() {
    let world = World::start().await;
    world.unlock(PRIVX).await;
    let fault = Fault::new(FaultKind::ServerError).on("/local-user-store");
    server(&world, PRIVX).faults().add(fault);
    let (view, _) = carried_out(&world, PRIVX, from_nothing()).await;
    let SetupState::Stopped { step, error, .. } = &view.state else {
        panic!("{:?}", view.state)
    };
    assert_eq!(*step, Some(1));
    assert!(error.is_some());
    assert_eq!(
        states(&view),
        [
            SetupStepState::Undone,
            SetupStepState::Waiting,
            SetupStepState::Waiting
        ]
    );
    assert_eq!(row(&world, PRIVX, "roles", "name", ROLE), None);
    // Nothing of it stands; gone on with, all of it is made.
    server(&world, PRIVX).faults().clear();
    let view = gone_on(&world, &view.run).await;
    assert_eq!(states(&view), [SetupStepState::Made; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_changed_before_a_person_says_yes() {
    let world = World::start().await;
    let locked = plan(&world, PRIVX, from_nothing()).await;
    let start = |plan| {
        let watch = Arc::new(Ignore);
        world.app.setup_start(plan, "start".to_owned(), watch)
    };
    let refused = Box::pin(start(locked.plan)).await;
    assert!(
        matches!(refused, Err(AppError::TenantLocked { .. })),
        "{refused:?}"
    );
    world.unlock(PRIVX).await;
    let asked = plan(&world, PRIVX, from_nothing()).await;
    let (refused, ()) = tokio::join!(Box::pin(start(asked.plan)), async {
        let asked = world.asked().await;
        world.app.confirm_refuse(asked.proposal).await.unwrap();
    });
    assert!(matches!(refused, Err(AppError::Refused)), "{refused:?}");
    assert_eq!(row(&world, PRIVX, "roles", "name", ROLE), None);
}

/// What a person does with what was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    GoOn,
    Undo,
}

/// Kills at every step; what can be done then is said, and can be done.
async fn killed_at_every_step(after: After) {
    for told in 1.. {
        let world = World::start().await;
        world.unlock(PRIVX).await;
        let plan = plan(&world, PRIVX, from_nothing()).await;
        if !killed_after(&world, plan.plan, told).await {
            assert!(told > 10, "it told of {told} things");
            return;
        }
        let world = world.killed_beside_tenants().await;
        world.unlock(PRIVX).await;
        let list = world.app.setup_list().await.unwrap();
        let [found] = list.as_slice() else {
            panic!("after {told}: {list:?}")
        };
        let mut steps = found.steps.iter();
        let made = steps.any(|step| step.state != SetupStepState::Waiting);
        assert_eq!(found.undoable, made, "after {told}: {found:?}");
        assert!(found.resumable, "after {told}: {found:?}");
        let count = |rows: &str, name: &str| {
            server(&world, PRIVX).with_world(|world| {
                let rows = world.rows(rows).iter();
                rows.filter(|row| row["name"] == name).count()
            })
        };
        let counts = || (count("roles", ROLE), count("api_clients", CLIENT));
        match after {
            After::GoOn => {
                let view = gone_on(&world, &found.run).await;
                assert_eq!(done(&view).len(), 1, "after {told}");
                assert_eq!(counts(), (1, 1), "after {told}: once");
            }
            After::Undo => {
                let view = undone(&world, &found.run).await;
                let gone = matches!(view.state, SetupState::Undone);
                assert!(gone, "after {told}: {view:?}");
                assert_eq!(counts(), (0, 0), "after {told}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_step_it_says_that_it_can_be_gone_on_with_and_can() {
    Box::pin(killed_at_every_step(After::GoOn)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_step_it_says_what_can_be_undone_and_that_is() {
    Box::pin(killed_at_every_step(After::Undo)).await;
}

/// Rotation at a vendor without a call for it: a second client takes the place of the first.
#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_that_is_interrupted_anywhere_leaves_a_tenant_that_signs_in() {
    let roles = ["privx-admin", "API full access", "Access approvers"];
    let first = SetupUse::NewTenant {
        name: "Own".to_owned(),
    };
    let first = wish(
        Vec::new(),
        vec![client("own", &roles, SetupSecret::Held, first)],
    );
    let rotation = wish(
        Vec::new(),
        vec![client(
            "own 2",
            &roles,
            SetupSecret::Held,
            SetupUse::ThisTenant,
        )],
    );
    for told in 1.. {
        let world = World::start().await;
        world.unlock(PRIVX).await;
        let (view, _) = carried_out(&world, PRIVX, first.clone()).await;
        let own = done(&view)[0].clone();
        world.open_tenant(&own).await.unwrap();
        let app = &world.app;
        let plan = app.setup_plan(own.clone(), rotation.clone(), "plan".to_owned());
        let plan = Box::pin(plan).await.unwrap();
        let killed = killed_after(&world, plan.plan, told).await;
        let world = world.killed_beside_tenants().await;
        let signed = world.app.session_begin(own.clone()).await;
        assert!(signed.is_ok(), "after {told}: {signed:?}");
        world.open_tenant(&own).await.unwrap();
        let list = world.app.setup_list().await.unwrap();
        let run = list.iter().find(|run| run.tenant == own).unwrap();
        if killed {
            assert!(run.resumable, "after {told}: {run:?}");
            let view = gone_on(&world, &run.run).await;
            done(&view);
        }
        let detail = world.app.tenant_get(own.clone()).await.unwrap();
        let made = row(&world, PRIVX, "api_clients", "name", "own 2").unwrap();
        let mut fields = detail.fields.iter();
        let uses = fields.any(|field| made["id"] == field.value.as_str());
        assert!(uses, "after {told}: it signs in with the second client");
        let signed = world.app.session_begin(own.clone()).await;
        assert!(signed.is_ok(), "after {told}: {signed:?}");
        let old = row(&world, PRIVX, "api_clients", "name", "own");
        assert!(
            old.is_some(),
            "what this plan did not make, it does not remove"
        );
        if !killed {
            // And back again: it signs in with the first, and the second is gone.
            let view = undone(&world, &run.run).await;
            assert!(matches!(view.state, SetupState::Undone), "{view:?}");
            assert_eq!(row(&world, PRIVX, "api_clients", "name", "own 2"), None);
            world.app.session_begin(own).await.unwrap();
            assert!(told > 8, "it told of {told} things");
            return;
        }
    }
}

/// What a person saves in the console is read back and compared.
#[tokio::test(flavor = "multi_thread")]
async fn an_api_account_of_pra_is_made_by_hand_and_compared_field_by_field() {
    let world = World::start().await;
    world.unlock(PRA).await;
    let boxes = [
        ("enabled", json!(true)),
        ("perm_command", json!("read_only")),
        ("perm_configuration", json!(true)),
        ("ip_addresses", json!("10.20.0.0/16")),
    ];
    let mut board = client("Board", &[], SetupSecret::Held, SetupUse::Kept);
    board.client.further = boxes
        .iter()
        .map(|(name, value)| field(name, value))
        .collect();
    let (view, asked) = carried_out(&world, PRA, wish(Vec::new(), vec![board])).await;
    assert!(asked.is_empty(), "nothing is sent");
    let SetupState::Yours {
        instruction, again, ..
    } = &view.state
    else {
        panic!("{:?}", view.state)
    };
    assert!(!again);
    let said = |label: &str| {
        let mut paste = instruction.paste.iter();
        paste
            .find(|one| one.label == label)
            .map(|one| one.text.as_str())
    };
    assert_eq!(said("Command API"), Some("read_only"));
    assert_eq!(said("Network Restrictions"), Some("10.20.0.0/16"));
    assert_eq!(instruction.brings.len(), 2);

    let own = server(&world, PRA).credentials()[0].values.clone();
    let account = |command: &str| {
        json!({
            "id": 77, "name": "Board", "client_id": "77aa", "enabled": true, "comments": "",
            "perm_command": command, "perm_configuration": true, "ip_addresses": "10.20.0.0/16",
        })
    };
    let save = |row: Value| {
        server(&world, PRA).with_world(|world| {
            world.rows_mut("api_accounts").retain(|one| one["id"] != 77);
            world.rows_mut("api_accounts").push(row);
        });
    };
    let say_done = |brought: Vec<SetupBrought>| async {
        let done = world.app.setup_done(
            view.run.clone(),
            brought,
            "done".to_owned(),
            Arc::new(Ignore),
        );
        Box::pin(done).await.unwrap()
    };
    // Saved with another value: it is said to be done, and is not.
    save(account("full_access"));
    let seen = say_done(Vec::new()).await;
    let again = matches!(seen.state, SetupState::Yours { again: true, .. });
    assert!(again, "{:?}", seen.state);
    // As it was said, with credentials that work: those of the account the tenant has.
    save(account("read_only"));
    world.desk.copy(&own["client_secret"]);
    let request = serde_json::from_value(json!({
        "vendor": PRA, "method": "api-account", "field": "client_secret", "tenantName": "",
    }));
    let held = world.app.secret_paste(request.unwrap()).await.unwrap();
    let bring = |field: &str, held: Option<String>, value: Option<&String>| SetupBrought {
        field: field.to_owned(),
        held,
        value: value.cloned(),
    };
    let seen = say_done(vec![
        bring("client_id", None, Some(&own["client_id"])),
        bring("client_secret", Some(held.held), None),
    ])
    .await;
    done(&seen);
    assert_eq!(states(&seen), [SetupStepState::Made]);
    // A person made it, and a person removes it.
    let view = undone(&world, &view.run).await;
    assert_eq!(view.left.len(), 1);
    assert!(view.left[0].yours.is_some());
}

#[test]
fn no_file_of_a_vendor_was_forgotten() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/vendors/src");
    for vendor in vendors::all() {
        assert!(
            source
                .join(vendor.folder().name)
                .join("setup.toml")
                .is_file()
        );
    }
}
