//! The doctor names what is wrong, at the step where it is wrong: every fault at every vendor.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    AppError, CertificateCause, IdentityCause, Lapse, NetworkCause, ProblemKind, ProxyCause,
    RefusedWhy, StepId, StepState, TenantDraft, TestReport,
};
use conformance::World;
use conformance::servers::{Authority, Listening, Tunnels, closed_port};
use domain::{Ignore, Sink, SystemClock};
use gateway::{Credential, Event, Gateway, GatewayError, Later, Names, Request, Response, Route};
use jiff::SignedDuration;
use rcgen::CertificateParams;
use serde_json::{Value, json};
use simulator::{Fault, FaultKind, Simulated};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// A vendor as the doctor meets it.
struct Met {
    vendor: &'static str,
    /// Below which it signs in.
    signs_in: &'static str,
    /// Below which the doctor reads first.
    reads: &'static str,
}

const ALL: [Met; 5] = [
    Met {
        vendor: "beyondtrust-epm",
        signs_in: "/oauth",
        reads: "/management-api/v3",
    },
    Met {
        vendor: "beyondtrust-pra",
        signs_in: "/oauth2",
        reads: "/api/config",
    },
    Met {
        vendor: "cyberark",
        signs_in: "/PasswordVault/API/auth",
        reads: "/PasswordVault/API/IncomingRequests",
    },
    Met {
        vendor: "delinea-pm",
        signs_in: "/Tms/services/api/logon",
        reads: "/Tms/services/api/v1/reports",
    },
    Met {
        vendor: "privx",
        signs_in: "/auth/api/v1/oauth",
        reads: "/workflow-engine",
    },
];

/// What a form says, as it is.
fn as_given(_: &str, value: &str) -> String {
    value.to_owned()
}

async fn form(world: &World, met: &Met) -> TenantDraft {
    world.form(met.vendor, as_given).await
}

fn server<'w>(world: &'w World, met: &Met) -> &'w Simulated {
    let mut tenants = world.demo.tenants();
    let found = tenants.find(|tenant| tenant.vendor == met.vendor);
    found.unwrap().server
}

/// A form that leads elsewhere: to `address`, trusting `pem` alone.
async fn leading_to(world: &World, met: &Met, address: &str, pem: &str) -> TenantDraft {
    let mut form = form(world, met).await;
    address.clone_into(&mut form.address);
    if !pem.is_empty() {
        pem.clone_into(&mut form.trust.pem);
    }
    form
}

async fn examined(world: &World, form: TenantDraft) -> TestReport {
    let examined = world
        .app
        .tenant_test(form, "try".to_owned(), Arc::new(Ignore));
    examined.await.unwrap()
}

/// The first thing that the doctor finds wrong. Everything before it is fine, or was not needed.
fn found(report: &TestReport) -> Option<(StepId, AppError)> {
    let wrong = |state| matches!(state, StepState::Failed);
    let at = report.steps.iter().position(|step| wrong(step.state))?;
    for before in &report.steps[..at] {
        assert!(
            matches!(before.state, StepState::Passed | StepState::Skipped),
            "{before:?} stands before what is wrong"
        );
    }
    let step = &report.steps[at];
    Some((step.id, step.failure.clone().unwrap()))
}

/// What is wrong with this form, where nothing goes on after it.
async fn wrong(world: &World, form: TenantDraft) -> (StepId, AppError) {
    let report = examined(world, form).await;
    assert!(!report.passed, "{} is well", report.address);
    found(&report).unwrap()
}

fn unreachable(error: &AppError) -> Option<NetworkCause> {
    match error {
        AppError::Unreachable { cause, .. } => Some(*cause),
        _ => None,
    }
}

/// What every vendor's form says of a server on this machine.
async fn at_every_vendor(port: u16, pem: &str) -> Vec<(&'static str, StepId, AppError)> {
    at_every_vendor_of(&World::start().await, port, pem).await
}

async fn at_every_vendor_of(
    world: &World,
    port: u16,
    pem: &str,
) -> Vec<(&'static str, StepId, AppError)> {
    let mut told = Vec::new();
    for met in &ALL {
        let form = leading_to(world, met, &format!("https://127.0.0.1:{port}"), pem).await;
        let (step, error) = wrong(world, form).await;
        told.push((met.vendor, step, error));
    }
    told
}

/// A gateway that waits for less time than people would.
struct Hasty {
    inner: Arc<dyn Gateway>,
    connect: Duration,
    first_byte: Duration,
}

impl Gateway for Hasty {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        let mut route = route.clone();
        route.timeouts.connect = self.connect;
        route.timeouts.first_byte = self.first_byte;
        Box::pin(async move { self.inner.send(&route, request, credential, watch).await })
    }
}

async fn hasty(connect: Duration, first_byte: Duration) -> World {
    World::start_with(|ports| {
        ports.gateway = Arc::new(Hasty {
            inner: Arc::clone(&ports.gateway),
            connect,
            first_byte,
        });
    })
    .await
}

/// A machine whose name server knows nobody.
struct NobodyKnown;

impl Names for NobodyKnown {
    fn look_up(&self, _host: String) -> Later<'static, io::Result<Vec<SocketAddr>>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_is_told_at_its_field() {
    let world = World::start().await;
    for met in &ALL {
        for (address, problem) in [
            ("not an address", ProblemKind::NotAnAddress),
            ("http://tenant.example", ProblemKind::NotHttps),
            (
                "https://me:open@tenant.example",
                ProblemKind::CredentialsInside,
            ),
        ] {
            let form = leading_to(&world, met, address, "").await;
            let told = world
                .app
                .tenant_test(form, "try".to_owned(), Arc::new(Ignore));
            let Err(AppError::Invalid { problems }) = told.await else {
                panic!("{} {address}", met.vendor);
            };
            let told: Vec<_> = problems
                .iter()
                .map(|p| (p.field.as_str(), &p.problem))
                .collect();
            assert_eq!(told, [("address", &problem)], "{}", met.vendor);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_nobody_knows_is_told_at_the_name() {
    let world = World::start_with(|ports| {
        let names = gateway::Surroundings {
            names: Arc::new(NobodyKnown),
            ..gateway::Surroundings::default()
        };
        (ports.gateway, ports.budgets, ports.approvals) =
            gateway::open_within(Arc::new(SystemClock), &names);
    })
    .await;
    for met in &ALL {
        let form = leading_to(&world, met, "https://tenant.example", "").await;
        let (step, error) = wrong(&world, form).await;
        assert_eq!(step, StepId::Name, "{}", met.vendor);
        assert_eq!(unreachable(&error), Some(NetworkCause::Name));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_where_nobody_listens_is_told_at_the_connection() {
    for (vendor, step, error) in at_every_vendor(closed_port().await, "").await {
        assert_eq!(step, StepId::Connection, "{vendor}");
        assert_eq!(
            unreachable(&error),
            Some(NetworkCause::Refused),
            "{vendor} {error:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_never_shows_a_certificate_is_told_at_the_certificate() {
    let silent = Listening::saying(Vec::new()).await;
    let world = hasty(Duration::from_millis(300), Duration::from_secs(30)).await;
    for (vendor, step, error) in at_every_vendor_of(&world, silent.port, "").await {
        assert_eq!(step, StepId::Certificate, "{vendor}");
        let cause = unreachable(&error);
        assert_eq!(cause, Some(NetworkCause::HandshakeTimeout), "{vendor}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_never_answers_is_told_at_the_product() {
    let authority = Authority::new("Fir");
    let acceptor = authority.acceptor(&["127.0.0.1"], |_| {});
    let silent = Listening::saying_within(acceptor, Vec::new()).await;
    let world = hasty(Duration::from_secs(10), Duration::from_millis(300)).await;
    for (vendor, step, error) in at_every_vendor_of(&world, silent.port, &authority.pem()).await {
        assert_eq!(step, StepId::Product, "{vendor}");
        assert_eq!(unreachable(&error), Some(NetworkCause::Timeout), "{vendor}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_tls_or_with_old_tls_is_told_at_the_certificate() {
    // An alert of level fatal: protocol version.
    let alert = vec![0x15, 3, 1, 0, 2, 2, 70];
    let plain = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec();
    for (said, cause) in [(alert, NetworkCause::TooOld), (plain, NetworkCause::Tls)] {
        let server = Listening::saying(said).await;
        for (vendor, step, error) in at_every_vendor(server.port, "").await {
            assert_eq!(step, StepId::Certificate, "{vendor}");
            assert_eq!(unreachable(&error), Some(cause), "{vendor}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_certificate_is_told_at_the_certificate() {
    let (ours, other) = (Authority::new("Fir"), Authority::new("Somebody else"));
    let fine = |_: &mut CertificateParams| {};
    let over = |params: &mut CertificateParams| {
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    };
    let to_come = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2400, 1, 1);
        params.not_after = rcgen::date_time_ymd(2401, 1, 1);
    };
    let here = &["127.0.0.1"];
    for (acceptor, cause) in [
        (other.acceptor(here, fine), CertificateCause::UnknownIssuer),
        (ours.acceptor(here, over), CertificateCause::Expired),
        (ours.acceptor(here, to_come), CertificateCause::NotYetValid),
        (
            ours.acceptor(&["tenant.example"], fine),
            CertificateCause::WrongName,
        ),
    ] {
        let server = Listening::saying_within(acceptor, Vec::new()).await;
        for (vendor, step, error) in at_every_vendor(server.port, &ours.pem()).await {
            assert_eq!(step, StepId::Certificate, "{vendor}");
            let AppError::Untrusted {
                cause: told,
                issuer,
                names,
                until,
                ..
            } = error
            else {
                panic!("{vendor} {cause:?}: {error:?}");
            };
            assert_eq!(told, cause, "{vendor}");
            assert!(issuer.is_some() && !names.is_empty() && until.is_some());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_wants_a_client_certificate_is_told_at_the_certificate() {
    let ours = Authority::new("Fir");
    let acceptor = ours.demanding(&["127.0.0.1"]);
    let server = Listening::saying_within(acceptor, Vec::new()).await;
    for (vendor, step, error) in at_every_vendor(server.port, &ours.pem()).await {
        assert_eq!(step, StepId::Certificate, "{vendor}");
        assert!(
            matches!(
                error,
                AppError::ClientCertificate {
                    cause: IdentityCause::Required,
                    ..
                }
            ),
            "{vendor}: {error:?}"
        );
    }
}

const BASIC: &str = "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: NTLM\r\n\
                     Proxy-Authenticate: Basic realm=\"house\"\r\ncontent-length: 0\r\n\r\n";
const NEGOTIATE: &str =
    "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Negotiate\r\ncontent-length: 0\r\n\r\n";

/// Behind a proxy at this port, signing in there with a password that is wrong where there is a
/// user.
async fn behind(world: &World, met: &Met, port: u16, user: &str) -> TenantDraft {
    let mut form = leading_to(world, met, "https://tenant.example", "").await;
    form.proxy = serde_json::from_value(json!({
        "kind": "manual", "address": format!("127.0.0.1:{port}"), "user": user,
    }))
    .unwrap();
    if !user.is_empty() {
        world.desk.copy("wrong");
        let asked = serde_json::from_value(json!({
            "vendor": met.vendor, "method": form.method, "field": "proxy-password", "tenantName": "",
        }));
        let held = world.app.secret_paste(asked.unwrap()).await.unwrap().held;
        let field = json!({ "id": "proxy-password", "held": held });
        form.secrets.push(serde_json::from_value(field).unwrap());
    }
    form
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_lets_nothing_through_is_told_at_the_connection_and_named() {
    let world = World::start().await;
    let schemes = |schemes: &[&str]| schemes.iter().map(|name| (*name).to_owned()).collect();
    let both = || schemes(&["NTLM", "Basic"]);
    for (otherwise, user, cause) in [
        ("", "", ProxyCause::BrokeOff),
        ("", "nobody there", ProxyCause::Unreachable),
        (BASIC, "", ProxyCause::SignInRequired { schemes: both() }),
        (BASIC, "me", ProxyCause::SignInRefused { schemes: both() }),
        (
            NEGOTIATE,
            "me",
            ProxyCause::SchemeNotSpoken {
                schemes: schemes(&["Negotiate"]),
            },
        ),
        (
            "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
            "",
            ProxyCause::Refused { status: 403 },
        ),
    ] {
        let proxy = Tunnels::start(closed_port().await, "never", otherwise).await;
        let port = match cause {
            ProxyCause::Unreachable => closed_port().await,
            _ => proxy.port,
        };
        for met in &ALL {
            let (step, error) = wrong(&world, behind(&world, met, port, user).await).await;
            assert_eq!(step, StepId::Connection, "{}", met.vendor);
            let AppError::Proxy { via, cause: told } = error else {
                panic!("{} {cause:?}: {error:?}", met.vendor);
            };
            assert_eq!(told, cause, "{}", met.vendor);
            let named = via.proxy.unwrap();
            assert!(named.contains(&format!("127.0.0.1:{port}")), "{named}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_instead_of_the_api_is_told_at_the_product() {
    let world = World::start().await;
    for met in &ALL {
        let faults = server(&world, met).faults();
        for status in [200, 404] {
            let mut page = Fault::new(FaultKind::HtmlErrorPage);
            page.status = Some(status);
            faults.set(vec![page]);
            let (step, error) = wrong(&world, form(&world, met).await).await;
            assert_eq!(step, StepId::Product, "{} {status}", met.vendor);
            let AppError::NotThisProduct {
                status: told,
                content_type,
                ..
            } = error
            else {
                panic!("{} {status}: {error:?}", met.vendor);
            };
            assert_eq!(told, status, "{}", met.vendor);
            assert!(content_type.unwrap().contains("html"), "{}", met.vendor);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_leads_elsewhere_is_told_at_the_product_and_named() {
    let world = World::start().await;
    for met in &ALL {
        let mut leads = Fault::new(FaultKind::RedirectsElsewhere);
        leads.to = Some("https://portal.example/login".to_owned());
        server(&world, met).faults().add(leads);
        let (step, error) = wrong(&world, form(&world, met).await).await;
        assert_eq!(step, StepId::Product, "{}", met.vendor);
        let AppError::LeftOrigin { to } = error else {
            panic!("{}: {error:?}", met.vendor);
        };
        assert!(to.contains("portal.example"), "{to}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_product_at_the_address_is_told_at_the_product() {
    let world = World::start().await;
    // One of the five answers 401 wherever nobody is signed in, a path it does not have included:
    // that is no different from a secret that is refused.
    let shy = "privx";
    let mut odd = Vec::new();
    for met in &ALL {
        let others = ALL.iter().filter(|other| other.vendor != met.vendor);
        for other in others.filter(|other| other.vendor != shy) {
            let address = server(&world, other).origin();
            let form = leading_to(&world, met, address, "").await;
            let (step, error) = wrong(&world, form).await;
            if step != StepId::Product || !matches!(error, AppError::NotThisProduct { .. }) {
                odd.push((met.vendor, other.vendor, step, error));
            }
        }
    }
    assert!(odd.is_empty(), "{odd:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_path_behind_the_address_is_put_right() {
    let world = World::start().await;
    for met in &ALL {
        let address = format!("{}/Elsewhere", server(&world, met).origin());
        let report = examined(&world, leading_to(&world, met, &address, "").await).await;
        assert!(report.passed, "{}: {:?}", met.vendor, found(&report));
        assert!(!report.address.contains("Elsewhere"), "{}", report.address);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_ten_minutes_off_is_told_at_the_clock() {
    let world = World::start().await;
    for met in &ALL {
        for minutes in [10, -10] {
            let clock = server(&world, met).clock();
            clock.advance(SignedDuration::from_mins(minutes));
            let report = examined(&world, form(&world, met).await).await;
            clock.advance(SignedDuration::from_mins(-minutes));
            let Some((StepId::Clock, AppError::ClockOff { seconds })) = found(&report) else {
                panic!("{}: {:?}", met.vendor, found(&report));
            };
            let ahead = i64::from(seconds) + minutes * 60;
            assert!(ahead.abs() < 30, "{}: {seconds}", met.vendor);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_told_at_the_sign_in() {
    let world = World::start().await;
    for met in &ALL {
        let change = |id: &str, value: &str| {
            let secret = id.contains("secret") || id == "password";
            let wrong = if secret { "wrong-" } else { "" };
            format!("{wrong}{value}")
        };
        let form = world.form(met.vendor, change).await;
        let (step, error) = wrong(&world, form).await;
        assert_eq!(step, StepId::SignIn, "{}", met.vendor);
        let AppError::SignInRequired {
            why: Lapse::Refused { why, explained, .. },
            ..
        } = error
        else {
            panic!("{}: {error:?}", met.vendor);
        };
        assert_eq!(why, RefusedWhy::Wrong, "{}", met.vendor);
        assert!(explained.is_some(), "{}", met.vendor);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_switched_off_is_told_at_the_sign_in_where_the_vendor_says_so() {
    // The other vendors answer as to a wrong secret, and nothing else can be known.
    let world = World::start().await;
    let met = ALL.iter().find(|met| met.vendor == "cyberark").unwrap();
    let form = form(&world, met).await;
    let name = form.fields.iter().find(|field| field.id == "username");
    let name = name.unwrap().value.clone();
    server(&world, met).with_world(|world| {
        let user = world.find_mut("users", "username", &name).unwrap();
        user["suspended"] = Value::Bool(true);
    });
    let (step, error) = wrong(&world, form).await;
    assert_eq!(step, StepId::SignIn);
    assert!(
        matches!(
            error,
            AppError::SignInRequired {
                why: Lapse::Refused {
                    why: RefusedWhy::AccountOff,
                    ..
                },
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_missing_is_told_at_the_sign_in_by_its_field() {
    let world = World::start().await;
    for met in &ALL {
        let mut form = form(&world, met).await;
        let missing = form.secrets.pop().unwrap();
        let (step, error) = wrong(&world, form).await;
        assert_eq!(step, StepId::SignIn, "{}", met.vendor);
        let AppError::SignInRequired {
            why: Lapse::SecretMissing { field },
            ..
        } = error
        else {
            panic!("{}: {error:?}", met.vendor);
        };
        assert_eq!(field, missing.id, "{}", met.vendor);
    }
}

/// A fault with a status of its own, below a path.
fn refusing(path: &str, status: u16) -> Fault {
    let mut fault = Fault::new(FaultKind::ServerError).on(path);
    fault.status = Some(status);
    fault
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_is_not_there_or_broken_is_told_at_the_sign_in() {
    let world = World::start().await;
    for met in &ALL {
        for fault in [
            refusing(met.signs_in, 404),
            refusing(met.signs_in, 500),
            Fault::new(FaultKind::HtmlErrorPage).on(met.signs_in),
            Fault::new(FaultKind::GarbageBody).on(met.signs_in),
        ] {
            server(&world, met).faults().set(vec![fault.clone()]);
            let (step, error) = wrong(&world, form(&world, met).await).await;
            assert_eq!(step, StepId::SignIn, "{} {fault:?}", met.vendor);
            let status = match error {
                AppError::VendorFailed { status, .. } | AppError::NotThisProduct { status, .. } => {
                    status
                }
                error => panic!("{} {fault:?}: {error:?}", met.vendor),
            };
            let usual = match fault.name {
                FaultKind::GarbageBody => 200,
                _ => 502,
            };
            assert_eq!(status, fault.status.unwrap_or(usual), "{}", met.vendor);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_at_the_first_read_is_told_there() {
    let world = World::start().await;
    for met in &ALL {
        let mut wait = Fault::new(FaultKind::RateLimited).on(met.reads);
        // Longer than anybody waits for it, so that it is told at once.
        wait.retry_after = Some(60);
        let mut page = Fault::new(FaultKind::HtmlErrorPage).on(met.reads);
        page.status = Some(200);
        for (fault, told) in [
            (refusing(met.reads, 403), "missing permission"),
            (refusing(met.reads, 500), "failed with 500"),
            (wait, "asked to wait"),
            (Fault::new(FaultKind::DropsConnection).on(met.reads), "cut"),
            (page, "something else"),
            (
                Fault::new(FaultKind::GarbageBody).on(met.reads),
                "something else",
            ),
        ] {
            server(&world, met).faults().set(vec![fault.clone()]);
            let (step, error) = wrong(&world, form(&world, met).await).await;
            assert_eq!(step, StepId::FirstRead, "{} {fault:?}", met.vendor);
            let words = match &error {
                AppError::MissingPermission { .. } => "missing permission".to_owned(),
                // The answer to what is not asked again, and the wait before what is.
                AppError::VendorFailed { status: 429, .. } | AppError::RateLimited { .. } => {
                    "asked to wait".to_owned()
                }
                AppError::VendorFailed { status, .. } => format!("failed with {status}"),
                AppError::NotThisProduct { status: 200, .. } => "something else".to_owned(),
                AppError::Unreachable {
                    cause: NetworkCause::Reset,
                    ..
                } => "cut".to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(words, told, "{}", met.vendor);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_trial_met_is_not_held_against_the_next() {
    let world = World::start().await;
    for met in &ALL {
        let faults = server(&world, met).faults();
        let mut wait = Fault::new(FaultKind::RateLimited).on(met.reads);
        wait.retry_after = Some(600);
        faults.set(vec![wait]);
        wrong(&world, form(&world, met).await).await;
        faults.set(vec![refusing(met.reads, 500)]);
        for _ in 0..6 {
            let (step, error) = wrong(&world, form(&world, met).await).await;
            assert_eq!(step, StepId::FirstRead, "{}: {error:?}", met.vendor);
        }
        faults.clear();
        let report = examined(&world, form(&world, met).await).await;
        assert!(report.passed, "{}: {:?}", met.vendor, found(&report));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_vault_is_told_before_anything_is_sent() {
    let world = World::start().await;
    world.app.vault_lock().await.unwrap();
    for met in &ALL {
        server(&world, met).requests().clear();
        let tenant = world.tenant(met.vendor);
        let checked = world
            .app
            .tenant_check(tenant, "check".to_owned(), Arc::new(Ignore));
        let told = checked.await.unwrap_err();
        assert_eq!(told, AppError::VaultLocked, "{}", met.vendor);
        assert!(server(&world, met).requests().all().is_empty());
    }
}
