//! Clients of others, unmodified, sign in to our simulated tenants and list something.

use simulator::{Files, Options, Simulated};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A simulated tenant, and the file with the authority that signed its certificate.
pub struct Played {
    pub server: Simulated,
    folder: TempDir,
}

impl Played {
    pub async fn start(vendor: &str) -> Self {
        let adapter = vendors::find(&vendor.into()).unwrap();
        let folder = adapter.folder();
        let files = Files {
            vendor: vendor.to_owned(),
            manifest: folder.manifest.to_owned(),
            document: folder.document.into(),
            seed: folder.seed.to_owned(),
        };
        let server = simulator::start(files, Options::default()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let pem = server.ca_pem().unwrap();
        std::fs::write(folder.path().join("ca.pem"), pem).unwrap();
        Self { server, folder }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    fn value(&self, field: &str) -> String {
        self.server.credentials()[0].value(field).to_owned()
    }

    /// Runs a client that trusts our authority and keeps its files to itself.
    pub async fn run(&self, mut command: Command) -> (bool, String) {
        command
            .env("HOME", self.folder.path())
            .env("SSL_CERT_FILE", self.ca())
            .env("REQUESTS_CA_BUNDLE", self.ca())
            .env("NO_COLOR", "1")
            .current_dir(self.folder.path());
        let ran = tokio::task::spawn_blocking(move || command.output().unwrap());
        let ran = ran.await.unwrap();
        let mut text = String::from_utf8_lossy(&ran.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&ran.stderr));
        (ran.status.success(), text)
    }
}

/// The programs of some Python packages, in an environment that is made once and kept with what is
/// built.
pub fn python(name: &str, packages: &[&str]) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("python-{name}"));
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let done = folder.join("installed");
    // One makes it, and whoever comes meanwhile waits.
    let lock = File::create(folder.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if !done.is_file() {
        let base = if cfg!(windows) { "python" } else { "python3" };
        let fine =
            |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
        let made = fine(Command::new(base).args(["-m", "venv"]).arg(&folder));
        let install = ["-m", "pip", "--quiet", "install"];
        let python = programs.join("python");
        if !made || !fine(Command::new(python).args(install).args(packages)) {
            eprintln!("SKIPPED: {} cannot be installed", packages.join(", "));
            return None;
        }
        File::create(done).unwrap();
    }
    Some(programs)
}

#[tokio::test(flavor = "multi_thread")]
async fn bt_cli_signs_in_to_epm_and_lists_its_computers() {
    let Some(programs) = python("bt-cli", &["bt-cli==0.6.1"]) else {
        return;
    };
    let played = Played::start("beyondtrust-epm").await;
    let bt = |words: &[&str]| {
        let mut command = Command::new(programs.join("bt"));
        command
            .args(words)
            .env("BT_EPM_API_URL", played.server.origin())
            .env("BT_EPM_CLIENT_ID", played.value("client_id"))
            .env("BT_EPM_CLIENT_SECRET", played.value("client_secret"));
        command
    };
    let (fine, said) = played.run(bt(&["epmw", "auth", "test"])).await;
    assert!(fine && said.contains("Connected"), "{said}");
    let (fine, said) = played
        .run(bt(&["epmw", "computers", "list", "-o", "json"]))
        .await;
    assert!(fine && said.contains("LT-1101"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn scim2_cli_lists_the_people_of_epm() {
    let Some(programs) = python("scim2-cli", &["scim2-cli==0.6.0"]) else {
        return;
    };
    let played = Played::start("beyondtrust-epm").await;
    // It takes a token and does not fetch one.
    let way = crate::token::of(&played.server, "beyondtrust-epm", "api-account").await;
    for version in ["v2", "v3"] {
        for (kind, part) in [("user", "userName"), ("role", "displayName")] {
            let mut command = Command::new(programs.join("scim2"));
            let base = format!("{}/management-api/scim/{version}", played.server.origin());
            command
                .args(["--url", &base, "query", kind])
                .env("SCIM_CLI_HEADERS", format!("Authorization: {way}"));
            let (fine, said) = played.run(command).await;
            assert!(fine && said.contains(part), "{version} {kind}: {said}");
        }
    }
}

/// What somebody who works with this library writes.
const AIOBASTION: &str = r#"
import asyncio, os
import aiobastion

async def main():
    epv = aiobastion.EPV(serialized={
        "api_host": os.environ["VAULT_HOST"], "verify": os.environ["VAULT_CA"],
        "username": os.environ["VAULT_USER"], "password": os.environ["VAULT_PASSWORD"],
        "authtype": "cyberark",
    })
    async with epv as vault:
        print("\n".join(map(str, await vault.safe.list())))
        await vault.logoff()

asyncio.run(main())
"#;

#[tokio::test(flavor = "multi_thread")]
async fn aiobastion_logs_on_to_cyberark_and_lists_its_safes() {
    let Some(programs) = python("aiobastion", &["aiobastion==0.1.9"]) else {
        return;
    };
    let played = Played::start("cyberark").await;
    let mut command = Command::new(programs.join("python"));
    let host = played.server.origin().split_once("://").unwrap().1;
    command
        .args(["-c", AIOBASTION])
        .env("VAULT_HOST", host)
        .env("VAULT_CA", played.ca())
        .env("VAULT_USER", played.value("username"))
        .env("VAULT_PASSWORD", played.value("password"));
    let (fine, said) = played.run(command).await;
    assert!(fine && said.contains("P-WIN-LOCAL"), "{said}");
    assert_eq!(played.server.live_tokens(), 0, "it logs off: {said}");
}

/// What somebody who works with the vendor's library writes.
const PRIVX: &str = r#"
import os
import privx_api

api = privx_api.PrivXAPI(
    os.environ["PRIVX_HOST"], int(os.environ["PRIVX_PORT"]), open(os.environ["PRIVX_CA"]).read(),
    os.environ["PRIVX_OAUTH_CLIENT_ID"], os.environ["PRIVX_OAUTH_CLIENT_SECRET"],
)
api.authenticate(os.environ["PRIVX_CLIENT_ID"], os.environ["PRIVX_CLIENT_SECRET"])
print(api.get_roles().data)
"#;

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_own_library_signs_in_to_privx_and_lists_its_roles() {
    // It is in no package registry.
    let source = "git+https://github.com/SSHcom/privx-sdk-for-python@v43";
    let Some(programs) = python("privx", &[source]) else {
        return;
    };
    let played = Played::start("privx").await;
    let mut command = Command::new(programs.join("python"));
    let url = url::Url::parse(played.server.origin()).unwrap();
    command
        .args(["-c", PRIVX])
        .env("PRIVX_HOST", url.host_str().unwrap())
        .env("PRIVX_PORT", url.port().unwrap().to_string())
        .env("PRIVX_CA", played.ca())
        .env("PRIVX_OAUTH_CLIENT_ID", played.value("oauth_client_id"))
        .env(
            "PRIVX_OAUTH_CLIENT_SECRET",
            played.value("oauth_client_secret"),
        )
        .env("PRIVX_CLIENT_ID", played.value("api_client_id"))
        .env("PRIVX_CLIENT_SECRET", played.value("api_client_secret"));
    let (fine, said) = played.run(command).await;
    assert!(fine && said.contains("items"), "{said}");
}
