//! Every vendor through every promise of the first start, over real TLS sockets.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    AppError, FigureState, Health, Lapse, Meaning, SessionView, StepId, StepState, Window,
};
use conformance::World;
use domain::testing::Kept;
use simulator::{Fault, FaultKind};
use std::sync::Arc;
use std::time::Duration;

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

fn known(value: &FigureState) -> bool {
    matches!(value, FigureState::Known { .. })
}

fn server<'w>(world: &'w World, vendor: &str) -> &'w simulator::Simulated {
    let tenants = world.demo.tenants();
    let found = tenants.into_iter().find(|tenant| tenant.vendor == vendor);
    found.expect("each vendor is simulated").server
}

/// How often a tenant was asked for a token, by its sign-in path.
fn sign_ins(world: &World, vendor: &str) -> usize {
    let heard = server(world, vendor).requests().all();
    let words = [
        "/oauth",
        "/oauth2/token",
        "logon",
        "/oauth/token",
        "/logon/token",
    ];
    let signing = |path: &str| words.iter().any(|word| path.to_lowercase().contains(word));
    heard
        .iter()
        .filter(|heard| heard.method == "POST" && signing(&heard.path))
        .count()
}

/// A read of a document that needs no values.
async fn first_read(world: &World, document: &str) -> String {
    let all = Window {
        from: 0,
        at_most: 1000,
    };
    let view = world.app.explorer_open(document.to_owned()).await.unwrap();
    for group in view.groups {
        let group = world
            .app
            .explorer_group(document.to_owned(), group.name, all)
            .await
            .unwrap();
        let plain = group.into_iter().find(|operation| {
            let reads = operation.effect == app::wire::Effect::Reads;
            reads && operation.method == "GET" && !operation.path.contains('{')
        });
        if let Some(operation) = plain {
            return operation.key;
        }
    }
    panic!("{document} has no plain read")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tenant_signs_in_and_every_number_of_its_card_comes() {
    let world = World::start().await;
    for vendor in VENDORS {
        let card = world.card(vendor).await;
        assert_eq!(card.problem, None, "{vendor}");
        assert!(
            matches!(card.session, SessionView::Active { .. }),
            "{vendor}: {:?}",
            card.session
        );
        assert!(
            card.figures.len() >= 2,
            "{vendor} shows two numbers or more"
        );
        for figure in &card.figures {
            assert!(
                known(&figure.value),
                "{vendor} {}: {:?}",
                figure.id,
                figure.value
            );
        }
        assert!(card.as_of.is_some(), "{vendor}");
        assert!(
            matches!(card.health, Health::Healthy | Health::Slow),
            "{vendor}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_callers_at_once_cause_one_sign_in() {
    let world = World::start().await;
    for vendor in VENDORS {
        let document = format!("ours:{}", world.tenant(vendor));
        let operation = first_read(&world, &document).await;
        let asking = (0..20).map(|_| world.send(vendor, &document, &operation, None));
        for sent in futures_util::future::join_all(asking).await {
            assert!(sent.is_ok(), "{vendor} {operation}: {sent:?}");
        }
        assert_eq!(sign_ins(&world, vendor), 1, "{vendor}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_at_work_is_replaced_once_and_nobody_notices() {
    let world = World::start().await;
    for vendor in VENDORS {
        world.card(vendor).await;
        server(&world, vendor).revoke_tokens();
        let card = world.card(vendor).await;
        assert_eq!(card.problem, None, "{vendor}");
        assert!(
            card.figures.iter().all(|figure| known(&figure.value)),
            "{vendor}"
        );
        assert_eq!(
            sign_ins(&world, vendor),
            2,
            "{vendor}: one for the start, one for all callers"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_told_as_refused_and_tried_twice_at_the_most() {
    let world = World::start().await;
    for vendor in VENDORS {
        let secret = |id: &str, value: &str| {
            let secret = id.contains("secret") || id == "password";
            if secret {
                format!("wrong-{value}")
            } else {
                value.to_owned()
            }
        };
        let form = world.form(vendor, secret).await;
        let tenant = world.app.tenant_add(form).await.unwrap();
        let before = sign_ins(&world, vendor);
        for _ in 0..4 {
            world.app.dashboard_refresh(tenant.clone()).await.unwrap();
        }
        let card = world.app.dashboard_card(tenant.clone()).await.unwrap();
        assert!(
            matches!(
                card.problem,
                Some(AppError::SignInRequired {
                    why: Lapse::Refused { .. } | Lapse::Stopped,
                    ..
                })
            ),
            "{vendor}: {:?}",
            card.problem
        );
        assert_eq!(card.health, Health::Refused, "{vendor}");
        assert!(
            sign_ins(&world, vendor) - before <= 2,
            "{vendor}: accounts lock"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_a_tenant_ticks_every_step_and_stores_nothing() {
    let world = World::start().await;
    for vendor in VENDORS {
        let form = world.form(vendor, |_, value| value.to_owned()).await;
        let steps = Arc::new(Kept::default());
        let watch = Arc::clone(&steps);
        let report = world
            .app
            .tenant_test(form, format!("try-{vendor}"), watch)
            .await
            .unwrap();
        let steps = steps.take();
        let failed: Vec<_> = steps
            .iter()
            .filter(|step| step.state == StepState::Failed)
            .collect();
        assert!(report.passed, "{vendor}: {failed:?}");
        for id in [StepId::Certificate, StepId::SignIn, StepId::FirstRead] {
            let passed =
                |step: &&app::wire::TestStep| step.id == id && step.state == StepState::Passed;
            assert!(steps.iter().any(|step| passed(&step)), "{vendor}: {id:?}");
        }
    }
    assert_eq!(world.app.tenants_list().await.unwrap().len(), VENDORS.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_document_opens_with_all_its_operations_and_a_first_read_answers_200() {
    let world = World::start().await;
    let all = Window {
        from: 0,
        at_most: 1000,
    };
    for vendor in VENDORS {
        let tenant = world.tenant(vendor);
        let lines = world.app.explorer_documents().await.unwrap();
        for line in lines
            .iter()
            .filter(|line| line.tenant.as_deref() == Some(tenant.as_str()))
        {
            let view = world.app.explorer_open(line.id.clone()).await.unwrap();
            let told = view.line.operations.unwrap_or_default();
            let grouped: u32 = view.groups.iter().map(|group| group.count).sum();
            assert!(
                told > 0 && told == grouped,
                "{vendor} {}: {told} {grouped}",
                line.id
            );

            let mut reads = 0;
            for group in view.groups {
                let group = world
                    .app
                    .explorer_group(line.id.clone(), group.name, all)
                    .await
                    .unwrap();
                for operation in group {
                    assert!(operation.classified, "{vendor} {}", operation.key);
                    let plain = operation.method == "GET" && !operation.path.contains('{');
                    if !plain || operation.effect != app::wire::Effect::Reads || reads > 8 {
                        continue;
                    }
                    if let Ok(sent) = world.send(vendor, &line.id, &operation.key, None).await {
                        reads += usize::from(sent.line.status == Some(200));
                        if sent.line.status == Some(200) {
                            assert_eq!(
                                sent.meaning,
                                Some(Meaning::Fine),
                                "{vendor} {}",
                                operation.key
                            );
                        }
                    }
                }
            }
            assert!(reads > 0, "{vendor} {}: no read answers 200", line.id);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_tenant_lets_no_change_leave() {
    let world = World::start().await;
    for vendor in VENDORS {
        let tenant = world.tenant(vendor);
        world.card(vendor).await;
        let document = format!("ours:{tenant}");
        let view = world.app.explorer_open(document.clone()).await.unwrap();
        let all = Window {
            from: 0,
            at_most: 1000,
        };
        let heard = server(&world, vendor).requests();
        heard.clear();
        let mut held_back = 0;
        for group in view.groups {
            let group = world
                .app
                .explorer_group(document.clone(), group.name, all)
                .await
                .unwrap();
            for operation in group {
                if operation.effect != app::wire::Effect::Reads && !operation.path.contains('{') {
                    let mut sent = world.send(vendor, &document, &operation.key, None).await;
                    if matches!(sent, Err(AppError::Invalid { .. })) {
                        sent = world
                            .send(vendor, &document, &operation.key, Some("{}"))
                            .await;
                    }
                    let locked = matches!(sent, Err(AppError::TenantLocked { .. }));
                    let incomplete = matches!(sent, Err(AppError::Invalid { .. }));
                    assert!(locked || incomplete, "{vendor} {}: {sent:?}", operation.key);
                    held_back += usize::from(locked);
                }
            }
        }
        assert!(held_back > 0, "{vendor}");
        assert!(heard.all().is_empty(), "{vendor}: {:?}", heard.all());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_becomes_a_card_that_says_so_and_keeps_the_old_numbers() {
    let world = World::start().await;
    for vendor in VENDORS {
        let before = world.card(vendor).await;
        for (kind, wanted) in [
            (FaultKind::HtmlErrorPage, "html"),
            (FaultKind::GarbageBody, "garbage"),
            (FaultKind::DropsConnection, "drops"),
            (FaultKind::RedirectsElsewhere, "redirects"),
            (FaultKind::ServerError, "error"),
        ] {
            let faults = server(&world, vendor).faults();
            faults.add(Fault::new(kind));
            let card = world.card(vendor).await;
            faults.clear();
            assert!(card.problem.is_some(), "{vendor} {wanted}");
            assert_eq!(card.as_of, before.as_of, "{vendor} {wanted}: the age stays");
            for (was, is) in before.figures.iter().zip(&card.figures) {
                match (&was.value, &is.value) {
                    (FigureState::Known { value }, FigureState::NotReachable { last, .. }) => {
                        assert_eq!(Some(*value), *last, "{vendor} {wanted} {}", is.id);
                    }
                    (_, other) => panic!("{vendor} {wanted} {}: {other:?}", is.id),
                }
            }
        }
        let mut card = world.card(vendor).await;
        if let Some(AppError::Resting { retry_after_ms, .. }) = card.problem {
            // It failed so often that it is left alone, for as long as the person is told.
            tokio::time::sleep(Duration::from_millis(retry_after_ms.into())).await;
            card = world.card(vendor).await;
        }
        assert_eq!(card.problem, None, "{vendor} recovers");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_another_authority_is_refused() {
    let world = World::start().await;
    for vendor in VENDORS {
        let simulated = server(&world, vendor);
        simulated
            .faults()
            .add(Fault::new(FaultKind::WrongCertificate));
        simulated.faults().cut_connections();
        let card = world.card(vendor).await;
        assert!(
            matches!(card.problem, Some(AppError::Untrusted { .. })),
            "{vendor}: {:?}",
            card.problem
        );
        assert!(
            simulated.requests().all().is_empty(),
            "{vendor}: no request byte was sent"
        );
    }
}
