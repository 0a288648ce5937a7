//! The whole program without a window: an application on the simulated tenants, for tests that hold
//! every vendor to every promise over real TLS sockets.

mod crowd;
mod person;
pub mod servers;

pub use crowd::Crowd;
pub use person::typed;

use app::wire::{AppError, CardView, DraftInput, ExchangeView, TenantDraft};
use app::{App, Demo, Desk, FileShelf, Later, Ports, Secret, Sink, Start, Wanted};
use domain::testing::Kept;
use secrets::testing::FakeKeychain;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::Notify;

/// An application in a folder of its own, with the five simulated tenants.
pub struct World {
    /// The application.
    pub app: App,
    /// The simulated tenants.
    pub demo: Arc<Demo>,
    /// What the secret window or the clipboard will give.
    pub desk: Arc<FakeDesk>,
    /// Everything that was told to the interface by itself.
    pub told: Arc<Kept<app::wire::Changed>>,
    keychain: Arc<FakeKeychain>,
    folder: TempDir,
}

/// A desk whose clipboard is set by the test.
#[derive(Default)]
pub struct FakeDesk {
    clipboard: Mutex<Option<String>>,
    /// The file a person chooses when asked for one.
    pub picks: Mutex<Option<PathBuf>>,
    /// Where a person wants things saved.
    pub saves: Mutex<Option<PathBuf>>,
    /// What was opened in the browser of the system.
    pub opened: Mutex<Vec<String>>,
    /// Told when the secret window opens.
    asked: Notify,
    /// Told when the confirm window opens.
    confirm: Notify,
}

impl FakeDesk {
    /// Puts a text on the clipboard.
    ///
    /// # Panics
    /// Never: nothing panics while holding it.
    pub fn copy(&self, text: &str) {
        *self
            .clipboard
            .lock()
            .expect("nothing panics while holding it") = Some(text.to_owned());
    }

    /// What is on the clipboard.
    ///
    /// # Panics
    /// Never: nothing panics while holding it.
    pub fn copied(&self) -> Option<String> {
        let clipboard = self.clipboard.lock();
        clipboard.expect("nothing panics while holding it").clone()
    }
}

impl Desk for FakeDesk {
    fn open_secret_window(&self) {
        self.asked.notify_one();
    }

    fn close_secret_window(&self) {}

    fn open_confirm_window(&self) {
        self.confirm.notify_one();
    }

    fn close_confirm_window(&self) {}

    fn pick_file(&self, _wanted: Wanted) -> Later<'_, Option<PathBuf>> {
        let picks = self.picks.lock();
        let pick = picks.expect("nothing panics while holding it").clone();
        Box::pin(std::future::ready(pick))
    }

    fn save_file<'a>(&'a self, _name: &str) -> Later<'a, Option<PathBuf>> {
        let saves = self.saves.lock();
        let save = saves.expect("nothing panics while holding it").clone();
        Box::pin(std::future::ready(save))
    }

    fn open_link(&self, address: &str) -> std::io::Result<()> {
        let mut opened = self.opened.lock();
        opened
            .as_mut()
            .expect("nothing panics while holding it")
            .push(address.to_owned());
        Ok(())
    }

    fn take_clipboard(&self) -> Option<Secret<String>> {
        let mut clipboard = self
            .clipboard
            .lock()
            .expect("nothing panics while holding it");
        clipboard.take().map(Secret::new)
    }

    fn put_clipboard(&self, text: Secret<String>) -> std::io::Result<()> {
        text.lend(|text| self.copy(text));
        Ok(())
    }

    fn clear_clipboard_if(&self, text: &Secret<String>) {
        let mut clipboard = self
            .clipboard
            .lock()
            .expect("nothing panics while holding it");
        clipboard.take_if(|held| text.lend(|text| held == text));
    }
}

impl World {
    /// Starts the application and the tenants.
    ///
    /// # Panics
    /// When they do not start.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same, where some of what the application needs from the world is another.
    ///
    /// # Panics
    /// When they do not start.
    pub async fn start_with(change: impl FnOnce(&mut Ports)) -> Self {
        let folder = tempfile::tempdir().expect("a folder for a test");
        let world = Self::open(folder, Arc::default(), change);
        let world = world.await;
        let app = &world.app;
        app.vault_retry().await.expect("the fake keychain answers");
        app.demo_add().await.expect("the simulated tenants start");
        world
    }

    /// Ends the application and starts it again, with the same files and the same keychain.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn restart(self) -> Self {
        self.app.close(Duration::from_secs(3)).await;
        Self::open(self.folder, self.keychain, |_| {}).await
    }

    /// The same, with something done to its folder in between.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn restart_after(self, happens: impl FnOnce(&std::path::Path)) -> Self {
        self.app.close(Duration::from_secs(3)).await;
        let (folder, keychain) = (self.folder, self.keychain);
        drop(self.app);
        happens(folder.path());
        Self::open(folder, keychain, |_| {}).await
    }

    /// Starts again with the same files after the application ended without being closed.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn killed(self) -> Self {
        Self::open(self.folder, self.keychain, |_| {}).await
    }

    /// The same, while the simulated tenants live on.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn killed_beside_tenants(self) -> Self {
        let stage = Some(Arc::clone(&self.demo));
        Self::open_on(stage, self.folder, self.keychain, |_| {}).await
    }

    async fn open(
        folder: TempDir,
        keychain: Arc<FakeKeychain>,
        change: impl FnOnce(&mut Ports),
    ) -> Self {
        Self::open_on(None, folder, keychain, change).await
    }

    async fn open_on(
        stage: Option<Arc<Demo>>,
        folder: TempDir,
        keychain: Arc<FakeKeychain>,
        change: impl FnOnce(&mut Ports),
    ) -> Self {
        let desk = Arc::new(FakeDesk::default());
        let told = Arc::new(Kept::default());
        let hears: Arc<dyn Sink<app::wire::Changed>> = Arc::clone(&told) as _;
        let settings = Arc::new(FileShelf::at(folder.path().join("settings.json")));
        let mut ports = Ports::in_folder(
            folder.path(),
            Arc::clone(&keychain) as _,
            settings,
            Arc::clone(&desk) as _,
            hears,
        );
        change(&mut ports);
        let start = Start {
            stage,
            ..Start::default()
        };
        let app = App::start(ports, start);
        let demo = app.stage().await.expect("the simulated tenants start");
        Self {
            app,
            demo,
            desk,
            told,
            keychain,
            folder,
        }
    }

    /// Does `work` while a person types these into the secret window, one each time it opens.
    ///
    /// # Panics
    /// When the window opens without a question.
    pub async fn typing<T>(&self, typed: &[&str], work: impl Future<Output = T>) -> T {
        let person = async {
            for text in typed {
                self.desk.asked.notified().await;
                let prompt = self.app.secret_prompt().await;
                let prompt = prompt.ok().flatten().expect("a question");
                let text = serde_json::from_value((*text).into()).expect("a text");
                let given = self.app.secret_give(prompt.prompt, text).await;
                given.expect("the question was asked a moment ago");
            }
        };
        tokio::join!(work, person).0
    }

    /// Where the application keeps its files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The id of a vendor's simulated tenant.
    pub fn tenant(&self, vendor: &str) -> String {
        format!("demo-{vendor}")
    }

    /// Asks a tenant for its numbers and gives its card.
    ///
    /// # Panics
    /// When the tenant is not there.
    pub async fn card(&self, vendor: &str) -> CardView {
        let tenant = self.tenant(vendor);
        self.app
            .dashboard_refresh(tenant.clone())
            .await
            .expect("the tenant is there");
        self.app
            .dashboard_card(tenant)
            .await
            .expect("the tenant is there")
    }

    /// A form filled for a tenant of a vendor, with its secrets on the clipboard one after another.
    ///
    /// # Panics
    /// When the vendor has no simulated tenant.
    pub async fn form(&self, vendor: &str, change: impl Fn(&str, &str) -> String) -> TenantDraft {
        self.form_as(vendor, 0, change).await
    }

    /// The same for one of those who may sign in at the simulated tenant, by their place in its seed.
    ///
    /// # Panics
    /// When there is nobody at that place.
    pub async fn form_as(
        &self,
        vendor: &str,
        who: usize,
        change: impl Fn(&str, &str) -> String,
    ) -> TenantDraft {
        let tenants: Vec<_> = self.demo.tenants().collect();
        let tenant = tenants
            .iter()
            .find(|tenant| tenant.vendor == vendor)
            .expect("a vendor");
        let credentials = &tenant.credentials[who];
        let vendors = self
            .app
            .vendors_list()
            .await
            .expect("the vendors are known");
        let view = vendors
            .iter()
            .find(|view| view.id == vendor)
            .expect("a vendor");
        let method = view
            .methods
            .iter()
            .find(|m| m.id == credentials.method)
            .expect("a method");
        let mut fields = Vec::new();
        let mut held = Vec::new();
        for field in &method.fields {
            let value = change(&field.id, credentials.value(&field.id));
            if field.secret {
                self.desk.copy(&value);
                let request = serde_json::from_value(serde_json::json!({
                    "vendor": vendor, "method": method.id, "field": field.id, "tenantName": "",
                }));
                let request = request.expect("the shape of a request");
                let secret = self.app.secret_paste(request).await.expect("it was copied");
                held.push(serde_json::json!({ "id": field.id, "held": secret.held }));
            } else {
                fields.push(serde_json::json!({ "id": field.id, "value": value }));
            }
        }
        let pem = tenant.server.ca_pem().unwrap_or_default();
        let draft = serde_json::from_value(serde_json::json!({
            "tenant": null, "vendor": vendor, "name": "Trial", "address": tenant.server.origin(),
            "addresses": [], "method": method.id, "fields": fields, "secrets": held,
            "trust": { "kind": "onlyMine", "pem": pem }, "environment": "test",
            "proxy": { "kind": "none", "address": "", "user": "" }, "keepCertificate": false,
        }));
        draft.expect("the shape of a form")
    }

    /// Sends an operation of a document without values; `body` is sent as JSON when it is given.
    ///
    /// # Errors
    /// As the command.
    pub async fn send(
        &self,
        vendor: &str,
        document: &str,
        operation: &str,
        body: Option<&str>,
    ) -> Result<ExchangeView, AppError> {
        let draft: DraftInput = serde_json::from_value(serde_json::json!({
            "tenant": self.tenant(vendor),
            "target": { "kind": "operation", "document": document, "operation": operation },
            "values": [], "headers": [], "body": body, "media": null,
            "files": [], "timeoutMs": null, "anyway": false,
        }))
        .expect("the shape of a draft");
        self.app
            .draft_send(
                draft,
                format!("{vendor}-{operation}"),
                Arc::new(domain::Ignore),
            )
            .await
    }
}
