//! Our way through a proxy that is not ours: mitmproxy, with and without a sign-in, letting TLS
//! through and looking into it.

use crate::clients::python;
use crate::running::Running;
use app::wire::{AppError, CardView, ProxyCause, ProxyKind, TenantDraft, TrustKind};
use conformance::World;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The last version for Python 3.11, which takes a sign-in by Basic.
const PACKAGE: &str = "mitmproxy==11.0.2";

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

struct Proxy {
    port: u16,
    running: Running,
    folder: TempDir,
}

impl Proxy {
    fn start(programs: &Path, words: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = format!("confdir={}", folder.path().display());
        let mut command = Command::new(programs.join("mitmdump"));
        command
            .args(["--listen-host", "127.0.0.1", "--listen-port", "0"])
            .args(["--set", &own, "--set", "flow_detail=1"])
            .args(words)
            .env("PYTHONUNBUFFERED", "1");
        let mut running = Running::start(&mut command);
        let line = running.line_with("listening at");
        let port = line.trim().trim_end_matches('.').rsplit(':').next();
        Self {
            port: port.unwrap().parse().unwrap(),
            running,
            folder,
        }
    }

    /// The authority in whose name it answers when it looks into what goes through.
    fn authority(&self) -> String {
        let file = self.folder.path().join("mitmproxy-ca-cert.pem");
        std::fs::read_to_string(file).unwrap()
    }
}

/// A form for the tenant of a vendor, behind the proxy.
async fn behind(
    world: &World,
    vendor: &str,
    proxy: &Proxy,
    sign_in: Option<(&str, &str)>,
) -> TenantDraft {
    let mut form = world.form(vendor, |_, value| value.to_owned()).await;
    form.proxy.kind = ProxyKind::Manual;
    form.proxy.address = format!("127.0.0.1:{}", proxy.port);
    if let Some((user, password)) = sign_in {
        user.clone_into(&mut form.proxy.user);
        world.desk.copy(password);
        let request = serde_json::json!({
            "vendor": vendor, "method": form.method, "field": "proxy-password", "tenantName": "",
        });
        let request = serde_json::from_value(request).unwrap();
        let held = world.app.secret_paste(request).await.unwrap().held;
        let secret = serde_json::json!({ "id": "proxy-password", "held": held });
        form.secrets.push(serde_json::from_value(secret).unwrap());
    }
    form
}

async fn card(world: &World, form: TenantDraft) -> CardView {
    let tenant = world.app.tenant_add(form).await.unwrap();
    world.app.dashboard_refresh(tenant.clone()).await.unwrap();
    world.app.dashboard_card(tenant).await.unwrap()
}

fn installed() -> Option<PathBuf> {
    python("mitmproxy", &[PACKAGE])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_vendor_is_reached_through_a_proxy_that_lets_tls_through() {
    let Some(programs) = installed() else { return };
    let mut proxy = Proxy::start(
        &programs,
        &["--ignore-hosts", ".*", "--set", "show_ignored_hosts=true"],
    );
    let world = World::start().await;
    for vendor in VENDORS {
        let form = behind(&world, vendor, &proxy, None).await;
        let to = form.address.clone();
        let card = card(&world, form).await;
        assert_eq!(card.problem, None, "{vendor}");
        let port = to.rsplit(':').next().unwrap().to_owned();
        let port = port.split('/').next().unwrap();
        proxy.running.line_with(port);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_wants_a_sign_in_gets_the_right_one_and_names_itself_otherwise() {
    let Some(programs) = installed() else { return };
    let words = ["--ignore-hosts", ".*", "--proxyauth", "me:open sesame"];
    let proxy = Proxy::start(&programs, &words);
    let world = World::start().await;
    let vendor = VENDORS[0];
    let form = behind(&world, vendor, &proxy, Some(("me", "open sesame"))).await;
    assert_eq!(card(&world, form).await.problem, None);

    let schemes = vec!["Basic".to_owned()];
    for (sign_in, expected) in [
        (
            None,
            ProxyCause::SignInRequired {
                schemes: schemes.clone(),
            },
        ),
        (
            Some(("me", "wrong")),
            ProxyCause::SignInRefused {
                schemes: schemes.clone(),
            },
        ),
    ] {
        let form = behind(&world, vendor, &proxy, sign_in).await;
        let problem = card(&world, form).await.problem;
        let Some(AppError::Proxy { via, cause }) = problem else {
            panic!("{sign_in:?}: {problem:?}");
        };
        assert_eq!(cause, expected);
        let named = format!("http://127.0.0.1:{}", proxy.port);
        assert_eq!(via.proxy, Some(named));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_looks_into_tls_is_refused_unless_its_authority_is_trusted() {
    let Some(programs) = installed() else { return };
    let proxy = Proxy::start(&programs, &["--ssl-insecure"]);
    let world = World::start().await;
    for vendor in VENDORS {
        let form = behind(&world, vendor, &proxy, None).await;
        let problem = card(&world, form).await.problem;
        let Some(AppError::Untrusted { issuer, .. }) = &problem else {
            panic!("{vendor}: {problem:?}");
        };
        assert!(
            issuer.as_deref().unwrap().contains("mitmproxy"),
            "{issuer:?}"
        );

        let mut form = behind(&world, vendor, &proxy, None).await;
        form.trust.kind = TrustKind::OnlyMine;
        form.trust.pem = proxy.authority();
        assert_eq!(card(&world, form).await.problem, None, "{vendor}");
    }
}
