//! What waits for a person, and how people and computers are found: at every vendor.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    FactValue, LookUpPart, LookUpProgress, LookUpState, LookUpView, MissingWhy, Sought, Urgency,
    WaitKind, WaitingLine,
};
use conformance::World;
use domain::testing::Kept;
use simulator::{Fault, FaultKind};
use std::sync::Arc;

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

async fn look(world: &World, words: &str, what: Sought) -> (LookUpView, Vec<LookUpProgress>) {
    let told = Arc::new(Kept::default());
    let view = world
        .app
        .look_up(words.to_owned(), what, words.to_owned(), told.clone())
        .await
        .unwrap();
    (view, told.take())
}

fn part<'v>(view: &'v LookUpView, vendor: &str) -> &'v LookUpPart {
    let id = format!("demo-{vendor}");
    view.parts.iter().find(|part| part.tenant == id).unwrap()
}

fn found(part: &LookUpPart) -> bool {
    matches!(part.state, LookUpState::Found { .. })
}

async fn waiting(world: &World) -> Vec<WaitingLine> {
    for vendor in VENDORS {
        world.card(vendor).await;
    }
    let view = world.app.dashboard_waiting().await.unwrap();
    assert!(view.missing.is_empty(), "{:?}", view.missing);
    assert!(view.not_loaded.is_empty());
    view.lines
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_comes_from_every_vendor_with_the_most_pressing_first() {
    let world = World::start().await;
    let before = world.app.dashboard_waiting().await.unwrap();
    assert_eq!(before.not_loaded.len(), VENDORS.len());
    let lines = waiting(&world).await;
    for vendor in VENDORS {
        let mut decisions = lines.iter().filter(|line| line.what == WaitKind::Decision);
        let tenant = world.tenant(vendor);
        let line = decisions.find(|line| line.tenant == tenant && line.task.is_some());
        let line = line.unwrap_or_else(|| panic!("{vendor}: nobody asks for anything"));
        assert!(
            !line.title.contains('{') && line.title.len() > 3,
            "{line:?}"
        );
    }
    let urgency: Vec<Urgency> = lines.iter().map(|line| line.urgency).collect();
    assert!(urgency.is_sorted(), "{urgency:?}");
    for what in [
        WaitKind::Component,
        WaitKind::LockedOut,
        WaitKind::Rotation,
        WaitKind::Expiry,
        WaitKind::Agent,
    ] {
        assert!(lines.iter().any(|line| line.what == what), "{what:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waited_stays_with_its_age_when_the_tenant_cannot_be_asked() {
    let world = World::start().await;
    let before = waiting(&world).await;
    let server = world.demo.tenants().find(|t| t.vendor == "privx").unwrap();
    server
        .server
        .faults()
        .add(Fault::new(FaultKind::DropsConnection).on("/"));
    world.card("privx").await;
    let view = world.app.dashboard_waiting().await.unwrap();
    let tenant = world.tenant("privx");
    let of = |lines: &[WaitingLine]| {
        let lines = lines.iter().filter(|line| line.tenant == tenant);
        lines.map(|line| line.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(&view.lines), of(&before));
    assert!(
        view.lines
            .iter()
            .filter(|line| line.tenant == tenant)
            .all(|line| line.as_of.is_some())
    );
    let failed = |why: &MissingWhy| matches!(why, MissingWhy::Failed { .. });
    assert!(view.missing.iter().all(|missing| missing.tenant == tenant));
    assert!(view.missing.iter().all(|missing| failed(&missing.why)));
    assert!(!view.missing.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_one_subject_across_the_vendors_that_know_them() {
    let world = World::start().await;
    let (view, told) = look(&world, "lind jonas", Sought::Person).await;
    for vendor in ["beyondtrust-pra", "cyberark", "privx"] {
        assert!(found(part(&view, vendor)), "{vendor}: {view:#?}");
    }
    let subject = &view.subjects[0];
    assert_eq!(subject.name, "Jonas Lind");
    assert_eq!(subject.hits.len(), 3, "{:?}", view.subjects);
    // Something was told of every tenant before the end, and the last told is what was answered.
    for part in &view.parts {
        let last = told.iter().rev().find_map(|progress| match progress {
            LookUpProgress::Part { part: told } if told.tenant == part.tenant => Some(told),
            _ => None,
        });
        assert_eq!(format!("{:?}", last.unwrap()), format!("{part:?}"));
    }
    // What only further questions tell has come.
    let LookUpState::Found { hits, .. } = &part(&view, "privx").state else {
        panic!("found a moment ago");
    };
    let roles = hits[0].facts.iter().find(|fact| fact.label == "Roles");
    assert!(
        matches!(&roles.unwrap().value, FactValue::Names { names, .. } if names.len() > 1),
        "{roles:?}"
    );
    assert!(!hits[0].coming && !hits[0].events.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_found_everywhere_by_its_short_name() {
    let world = World::start().await;
    let (view, _) = look(&world, "jlind", Sought::Person).await;
    for vendor in ["beyondtrust-epm", "beyondtrust-pra", "cyberark", "privx"] {
        assert!(found(part(&view, vendor)), "{vendor}");
    }
    assert!(view.subjects[0].hits.len() >= 4, "{:?}", view.subjects);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_is_found_at_every_vendor_that_has_it() {
    let world = World::start().await;
    let (view, _) = look(&world, "lnx-db", Sought::Computer).await;
    for vendor in ["beyondtrust-pra", "cyberark", "privx"] {
        assert!(found(part(&view, vendor)), "{vendor}");
    }
    let (view, _) = look(&world, "LT-11", Sought::Computer).await;
    for vendor in ["beyondtrust-epm", "beyondtrust-pra", "delinea-pm"] {
        assert!(found(part(&view, vendor)), "{vendor}");
    }
    // Two lists of one vendor know the same computer.
    let several = |subject: &&app::wire::Subject| subject.hits.len() > 1;
    assert!(view.subjects.iter().any(|subject| several(&subject)));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_from_not_asked_and_a_dead_tenant_holds_up_nobody() {
    let world = World::start().await;
    let server = world.demo.tenants().find(|t| t.vendor == "cyberark");
    let faults = server.unwrap().server.faults();
    faults.add(Fault::new(FaultKind::DropsConnection).on("/"));
    let (view, _) = look(&world, "nobody-of-this-name", Sought::Person).await;
    assert!(view.subjects.is_empty());
    assert!(
        matches!(part(&view, "cyberark").state, LookUpState::Failed { .. }),
        "{:?}",
        part(&view, "cyberark")
    );
    for vendor in ["beyondtrust-epm", "beyondtrust-pra", "delinea-pm", "privx"] {
        assert!(
            matches!(&part(&view, vendor).state, LookUpState::None { asked, missing }
                if !asked.is_empty() && missing.is_empty()),
            "{vendor}: {:?}",
            part(&view, vendor)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_typed_is_not_looked_for() {
    let world = World::start().await;
    let none = Arc::new(domain::Ignore);
    let looked = world
        .app
        .look_up("  ".into(), Sought::Person, "t".into(), none);
    assert!(looked.await.is_err());
}
