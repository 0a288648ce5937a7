//! Nothing leaves unasked: locked tenants, the confirm window, and what is written down of it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    AppError, AuditFilter, AuditFound, AuditKind, AuditLine, AuditResult, DraftInput, LockView,
    Notice, PolicyRule, ProblemKind, Window,
};
use app::{App, Ports};
use audit::testing::InMemory;
use conformance::{World, typed};
use domain::testing::SetClock;
use domain::{Clock as _, Ignore};
use serde_json::{Value, json};
use simulator::Heard;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

const VENDOR: &str = "cyberark";

/// Removes something.
const REMOVES: (&str, &str) = ("DELETE", "/PasswordVault/api/Users/9007");

/// Changes something.
const CHANGES: (&str, &str) = ("POST", "/PasswordVault/api/Safes");

fn draft(tenant: &str, (method, path): (&str, &str), body: Option<Value>) -> DraftInput {
    serde_json::from_value(json!({
        "tenant": tenant, "target": { "kind": "free", "method": method, "path": path },
        "values": [], "headers": [], "body": body.map(|body| body.to_string()),
        "media": "application/json", "files": [], "timeoutMs": null, "anyway": false,
    }))
    .unwrap()
}

fn safe() -> Option<Value> {
    Some(json!({ "safeName": "Test", "description": "for a test" }))
}

async fn send(
    app: &App,
    tenant: &str,
    what: (&str, &str),
    body: Option<Value>,
) -> Result<app::wire::ExchangeView, AppError> {
    let draft = draft(tenant, what, body);
    app.draft_send(draft, "t".to_owned(), Arc::new(Ignore))
        .await
}

/// The requests of this kind that a vendor's tenant heard.
fn heard(world: &World, vendor: &str, (method, path): (&str, &str)) -> Vec<Heard> {
    let mut tenants = world.demo.tenants();
    let tenant = tenants.find(|one| one.vendor == vendor).unwrap();
    let all = tenant.server.requests().all();
    all.into_iter()
        .filter(|heard| heard.method == method && heard.path.eq_ignore_ascii_case(path))
        .collect()
}

/// What was written down, oldest first.
async fn written(app: &App) -> Vec<AuditLine> {
    let window = Window {
        from: 0,
        at_most: 500,
    };
    let page = app.audit_list(AuditFilter::default(), window).await;
    let mut lines = page.unwrap().lines;
    lines.reverse();
    lines
}

async fn kinds(app: &App) -> Vec<AuditKind> {
    let lines = written(app).await.into_iter();
    lines
        .map(|line| line.kind)
        .filter(|kind| {
            let signs = matches!(kind, AuditKind::SignedIn | AuditKind::SignedOut);
            !signs && *kind != AuditKind::Settings
        })
        .collect()
}

/// A tenant that a person added, which stands for production.
async fn production(world: &World) -> String {
    let mut form = world.form(VENDOR, |_, value| value.to_owned()).await;
    form.environment = app::wire::Environment::Production;
    "Fir production".clone_into(&mut form.name);
    world.app.tenant_add(form).await.unwrap()
}

fn open_request(
    tenant: &str,
    minutes: u32,
    reason: &str,
    ticket: Option<&str>,
) -> app::wire::OpenRequest {
    serde_json::from_value(json!({
        "tenant": tenant, "minutes": minutes, "reason": reason, "ticket": ticket,
    }))
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_tenant_sends_nothing_but_reads_and_asks_nobody() {
    let world = World::start().await;
    let tenant = world.tenant(VENDOR);
    for what in [REMOVES, CHANGES] {
        let sent = send(&world.app, &tenant, what, safe()).await;
        assert!(
            matches!(sent, Err(AppError::TenantLocked { .. })),
            "{sent:?}"
        );
        assert!(heard(&world, VENDOR, what).is_empty());
    }
    assert!(world.app.open_proposal().is_none());
    assert!(kinds(&world.app).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_approved_leaves_once_and_is_written_down_before_and_after() {
    let world = World::start().await;
    let tenant = world.tenant(VENDOR);
    world.unlock(VENDOR).await;
    let sending = send(&world.app, &tenant, CHANGES, safe());
    let (sent, asked) = world.approving(sending).await;
    assert_eq!(sent.unwrap().line.status, Some(201));
    assert_eq!(heard(&world, VENDOR, CHANGES).len(), 1);
    // What was shown is what left.
    let row = &asked.first[0];
    assert_eq!((row.method.as_str(), asked.rows), ("POST", 1));
    assert!(
        typed(&row.address).ends_with(CHANGES.1),
        "{:?}",
        row.address
    );
    assert!(typed(row.body.as_ref().unwrap()).contains("for a test"));
    assert_eq!(typed(&row.target), "Test");
    assert_eq!(asked.ask.name, None, "nothing is removed");
    use AuditKind::{Approved, ChangeDone, ChangeIntended, Opened};
    let kinds = kinds(&world.app).await;
    assert_eq!(kinds, [Opened, Approved, ChangeIntended, ChangeDone]);
    let lines = written(&world.app).await;
    let done = lines.last().unwrap();
    assert_eq!(done.result, Some(AuditResult::Answered { status: 201 }));
    assert_eq!(done.target.as_deref(), Some("Test"));
    let entry = world.app.audit_get(done.number).await.unwrap();
    let intended = world.app.audit_get(entry.other.unwrap()).await.unwrap();
    assert_eq!(intended.line.kind, ChangeIntended);
    assert_eq!(intended.other, Some(done.number));
    assert!(entry.sealed, "the vault is open");
    let verdict = world.app.audit_verify().await.unwrap();
    assert_eq!((verdict.unfinished, verdict.unsealed), (0, 0));
    assert!(matches!(
        verdict.found,
        AuditFound::Whole | AuditFound::NewerThanSeal { .. }
    ));
    // Sent again, it is asked again.
    let again = send(&world.app, &tenant, CHANGES, safe());
    let refusing = async {
        let asked = world.asked().await;
        world.app.confirm_refuse(asked.proposal).await.unwrap();
    };
    let (again, ()) = tokio::join!(again, refusing);
    assert_eq!(again.unwrap_err(), AppError::Refused);
    assert_eq!(heard(&world, VENDOR, CHANGES).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_exactly_what_was_asked_is_approved_and_only_once() {
    let world = World::start().await;
    let tenant = world.tenant(VENDOR);
    world.unlock(VENDOR).await;
    let sending = send(&world.app, &tenant, REMOVES, None);
    let deciding = async {
        let asked = world.asked().await;
        assert_eq!(asked.ask.name.as_ref().map(typed).as_deref(), Some("9007"));
        let app = &world.app;
        let approve = |hash: &str, name: &str| {
            let typed = serde_json::from_value(json!({ "name": name, "count": null }));
            app.confirm_approve(asked.proposal.clone(), hash.to_owned(), typed.unwrap())
        };
        let other = "0".repeat(64);
        assert_eq!(approve(&other, "9007").await, Err(AppError::Stale));
        for wrong in ["", "9008", "90 07"] {
            let AppError::Invalid { problems } = approve(&asked.hash, wrong).await.unwrap_err()
            else {
                panic!("{wrong:?} is something else");
            };
            assert_eq!(problems[0].problem, ProblemKind::NotTyped);
        }
        assert!(heard(&world, VENDOR, REMOVES).is_empty());
        assert_eq!(approve(&asked.hash, " 9007 ").await, Ok(()));
        assert_eq!(approve(&asked.hash, "9007").await, Err(AppError::Stale));
    };
    let (sent, ()) = tokio::join!(sending, deciding);
    sent.unwrap();
    assert_eq!(heard(&world, VENDOR, REMOVES).len(), 1);
}

/// Does `between` while a person is asked whether something may leave, and gives what came of it.
async fn meanwhile<B: Future<Output = ()>>(
    world: &World,
    between: impl FnOnce() -> B,
) -> Result<app::wire::ExchangeView, AppError> {
    let tenant = world.tenant(VENDOR);
    let sending = send(&world.app, &tenant, CHANGES, safe());
    let person = async {
        let asked = world.asked().await;
        between().await;
        assert!(world.approve(&asked).await.is_err());
    };
    let (sent, ()) = tokio::join!(sending, person);
    assert!(heard(world, VENDOR, CHANGES).is_empty());
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_between_takes_the_question_back() {
    let world = World::start().await;
    let app = &world.app;
    let locked = |sent: &Result<_, AppError>| matches!(sent, Err(AppError::TenantLocked { .. }));
    world.unlock(VENDOR).await;
    let sent = meanwhile(&world, || async {
        app.tenant_lock(world.tenant(VENDOR)).await.unwrap();
    });
    assert!(locked(&sent.await), "locked by hand");
    world.unlock(VENDOR).await;
    let sent = meanwhile(&world, || async {
        app.tenant_shown(None).await.unwrap();
        app.tenant_shown(Some(world.tenant(VENDOR))).await.unwrap();
        assert!(app.open_proposal().is_some(), "the person stays");
        app.tenant_shown(Some(world.tenant("privx"))).await.unwrap();
    });
    assert!(locked(&sent.await), "another tenant");
    world.unlock(VENDOR).await;
    let sent = meanwhile(&world, || async { world.unlock("privx").await });
    assert!(locked(&sent.await), "one at a time");
    world.unlock(VENDOR).await;
    let sent = meanwhile(&world, || async { app.vault_lock().await.unwrap() });
    assert!(locked(&sent.await), "the vault was locked");
    app.vault_unlock().await.unwrap();
    world.unlock(VENDOR).await;
    let sent = meanwhile(&world, || async {
        let asked = app.open_proposal().unwrap();
        app.confirm_window_closed("proposal-0");
        assert!(app.open_proposal().is_some(), "another's window");
        app.confirm_window_closed(&asked);
    });
    assert_eq!(sent.await.unwrap_err(), AppError::Refused, "closed");
    let sent = meanwhile(&world, || async {
        app.work_cancel("t".to_owned()).await.unwrap();
        while app.open_proposal().is_some() {
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(sent.await.unwrap_err(), AppError::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_tenant_locks_itself_by_the_clock() {
    let clock = Arc::new(SetClock::at(domain::SystemClock.now()));
    let ours = Arc::clone(&clock);
    let world = World::start_with(move |ports: &mut Ports| {
        let (gateway, budgets, approvals) = gateway::open(Arc::clone(&ours) as _);
        (ports.gateway, ports.budgets, ports.approvals) = (gateway, budgets, approvals);
        ports.clock = ours;
    })
    .await;
    let app = &world.app;
    let tenant = world.tenant(VENDOR);
    world.unlock(VENDOR).await;
    let lock = |app: App| async move {
        let lines = app.tenants_list().await.unwrap();
        let tenant = lines.into_iter().find(|line| line.vendor == VENDOR);
        tenant.unwrap().lock
    };
    assert!(matches!(lock(app.clone()).await, LockView::Open { .. }));
    let sending = send(app, &tenant, CHANGES, safe());
    let late = async {
        let asked = world.asked().await;
        clock.advance(Duration::from_secs(10 * 60));
        let approved = world.approve(&asked).await;
        assert!(matches!(approved, Err(AppError::TenantLocked { .. })));
    };
    let (sent, ()) = tokio::join!(sending, late);
    assert!(
        matches!(sent, Err(AppError::TenantLocked { .. })),
        "{sent:?}"
    );
    assert_eq!(lock(app.clone()).await, LockView::Locked);
    assert!(heard(&world, VENDOR, CHANGES).is_empty());
    let kinds = kinds(app).await;
    for kind in [AuditKind::Refused, AuditKind::Locked] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn production_asks_for_a_reason_and_a_ticket_that_looks_like_one() {
    let world = World::start().await;
    let app = &world.app;
    let tenant = production(&world).await;
    let mut settings = app.settings_get().await.unwrap();
    settings.ticket_pattern = "(".to_owned();
    assert!(app.settings_set(settings.clone()).await.is_err());
    settings.ticket_pattern = "INC[0-9]{7}".to_owned();
    settings.ticket_hint = "INC and seven digits".to_owned();
    app.settings_set(settings).await.unwrap();

    let open = |minutes, reason: &str, ticket: Option<&str>| {
        app.tenant_open(open_request(&tenant, minutes, reason, ticket))
    };
    let problem = |refused: Result<(), AppError>| match refused.unwrap_err() {
        AppError::Invalid { mut problems } => problems.remove(0).problem,
        other => panic!("{other:?}"),
    };
    let short = problem(open(10, "  because  ", None).await);
    assert_eq!(short, ProblemKind::TooShort { least: 10 });
    let long = problem(open(60, "because she left", None).await);
    assert!(matches!(long, ProblemKind::NotOneOf { .. }), "{long:?}");
    let none = open(10, "because she left", None).await;
    assert_eq!(
        none,
        Err(AppError::TicketRequired {
            hint: "INC and seven digits".to_owned()
        })
    );
    for wrong in ["INC123", "xINC0012345", "INC0012345x", "CHG0012345"] {
        let refused = problem(open(10, "because she left", Some(wrong)).await);
        assert!(matches!(refused, ProblemKind::NotATicket { .. }), "{wrong}");
    }
    open(10, "because she left", Some("INC0012345"))
        .await
        .unwrap();
    let sending = send(app, &tenant, CHANGES, safe());
    let (sent, asked) = world.approving(sending).await;
    assert_eq!(
        asked.ticket.as_ref().map(typed).as_deref(),
        Some("INC0012345")
    );
    assert_eq!(typed(&asked.reason), "because she left");
    assert_eq!(sent.unwrap().line.ticket.as_deref(), Some("INC0012345"));
    let lines = written(app).await;
    let done = lines.last().unwrap();
    assert_eq!(done.ticket.as_deref(), Some("INC0012345"));
    assert_eq!(done.reason.as_deref(), Some("because she left"));
    // Without the ticket nothing goes on.
    app.ticket_set(None).await.unwrap();
    let sent = send(app, &tenant, CHANGES, safe()).await;
    assert!(matches!(sent, Err(AppError::TicketRequired { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_down_is_not_changed_in_production_and_reads_go_on() {
    // S13: audit log cannot be written.
    let storage = Arc::new(InMemory::default());
    let ours = Arc::clone(&storage);
    let world = World::start_with(move |ports: &mut Ports| ports.audit = ours).await;
    let app = &world.app;
    let tenant = production(&world).await;
    app.ticket_set(Some("INC1".to_owned())).await.unwrap();
    world.open_tenant(&tenant).await.unwrap();
    storage.fail(Some(io::ErrorKind::StorageFull));
    let sent = send(app, &tenant, CHANGES, safe()).await;
    assert!(
        matches!(sent, Err(AppError::AuditUnavailable { .. })),
        "{sent:?}"
    );
    let reads = ("GET", "/PasswordVault/api/Safes");
    assert!(send(app, &tenant, reads, None).await.is_ok());
    let notices = app.app_status().await.unwrap().notices;
    let told = |notice: &Notice| matches!(notice, Notice::AuditUnavailable { .. });
    assert!(notices.iter().any(told), "{notices:?}");
    // Failing between the question and the answer is no way round it.
    storage.fail(None);
    let sending = send(app, &tenant, CHANGES, safe());
    let failing = async {
        let asked = world.asked().await;
        storage.fail(Some(io::ErrorKind::StorageFull));
        world.approve(&asked).await.unwrap();
    };
    let (sent, ()) = tokio::join!(sending, failing);
    assert!(
        matches!(sent, Err(AppError::AuditUnavailable { .. })),
        "{sent:?}"
    );
    assert!(heard(&world, VENDOR, CHANGES).is_empty());
    let opened = world.open_tenant(&tenant).await;
    assert!(matches!(opened, Err(AppError::AuditUnavailable { .. })));
    // Nobody depends on the demo: it goes on, and the notice stays.
    world.unlock(VENDOR).await;
    let demo = world.tenant(VENDOR);
    let sending = send(app, &demo, CHANGES, safe());
    assert_eq!(
        world.approving(sending).await.0.unwrap().line.status,
        Some(201)
    );
    storage.fail(None);
    world.open_tenant(&tenant).await.unwrap();
    let notices = app.app_status().await.unwrap().notices;
    assert!(!notices.iter().any(told), "{notices:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_closes_everything_closes_it_and_says_so() {
    for (text, rule) in [
        ("read_only = true", PolicyRule::ReadOnly),
        ("read_olny = true", PolicyRule::ReadOnly),
        ("passphrase_required = true", PolicyRule::Passphrase),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("policy.toml");
        std::fs::write(&file, text).unwrap();
        let policy = file.clone();
        let world = World::start_with(move |ports: &mut Ports| ports.policy = policy).await;
        let tenant = world.tenant(VENDOR);
        let told = AppError::ForbiddenByPolicy {
            rule,
            file: file.display().to_string(),
        };
        assert_eq!(world.open_tenant(&tenant).await, Err(told), "{text}");
        let policy = written(&world.app).await;
        assert!(policy.iter().any(|line| line.kind == AuditKind::Policy));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_outlives_a_restart_and_an_edit_of_it_is_found() {
    let world = World::start().await;
    world.unlock(VENDOR).await;
    world.app.tenant_lock(world.tenant(VENDOR)).await.unwrap();
    let world = world.restart().await;
    world.app.vault_retry().await.unwrap();
    let before = written(&world.app).await;
    let opened = before.iter().find(|line| line.kind == AuditKind::Opened);
    assert_eq!(
        opened.unwrap().reason.as_deref(),
        Some("because a test wants it")
    );
    let found = world.app.audit_verify().await.unwrap().found;
    assert!(
        matches!(found, AuditFound::Whole | AuditFound::NewerThanSeal { .. }),
        "{found:?}"
    );
    let file = world.folder().join("audit").join("audit-000001.log");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("because a test", "because a toast")).unwrap();
    let found = world.app.audit_verify().await.unwrap().found;
    let entry = opened.unwrap().number;
    assert!(
        matches!(found, AuditFound::Altered { entry: found, .. } if found == entry),
        "{found:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_reads_like_this_in_a_ticket() {
    let world = World::start_with(|ports: &mut Ports| ports.who = "ada at desk-7".to_owned()).await;
    let app = &world.app;
    let tenant = world.tenant(VENDOR);
    app.ticket_set(Some("INC0012345".to_owned())).await.unwrap();
    let reads = ("GET", "/PasswordVault/api/Safes?search=ada");
    let sent = send(app, &tenant, reads, None).await.unwrap();
    let source = json!({ "kind": "exchange", "exchange": sent.line.id });
    let source: app::wire::TicketSource = serde_json::from_value(source).unwrap();
    let text = app.ticket_text(source.clone()).await.unwrap().text;
    let lines: Vec<&str> = text.lines().collect();
    let (when, rest) = lines.split_last().unwrap();
    let name = app.tenants_list().await.unwrap();
    let name = name
        .into_iter()
        .find(|line| line.id == tenant)
        .unwrap()
        .name;
    let wanted = [
        "Ticket: INC0012345".to_owned(),
        "What: Looked up".to_owned(),
        format!("Tenant: {name} (CyberArk Privilege Cloud, demo)"),
        "Request: GET /PasswordVault/api/Safes".to_owned(),
        "Result: done (200)".to_owned(),
        "Who: ada at desk-7".to_owned(),
    ];
    assert_eq!(rest, wanted);
    assert!(
        when.starts_with(&format!("When: {} (local: ", sent.line.at)),
        "{when}"
    );
    app.ticket_copy(source).await.unwrap();
    assert_eq!(world.desk.copied().as_deref(), Some(text.as_str()));
    // A change says what it was done to, and why.
    world.unlock(VENDOR).await;
    let (sent, _) = world.approving(send(app, &tenant, CHANGES, safe())).await;
    sent.unwrap();
    let number = written(app).await.last().unwrap().number;
    let source = json!({ "kind": "audit", "number": number });
    let text = app
        .ticket_text(serde_json::from_value(source).unwrap())
        .await;
    let text = text.unwrap().text;
    for line in [
        "Ticket: INC0012345",
        "What: Changed",
        "Target: Test",
        "Result: done (201)",
        "Reason: because a test wants it",
        "Who: ada at desk-7",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
    }
    assert!(text.lines().count() < 15);
}
