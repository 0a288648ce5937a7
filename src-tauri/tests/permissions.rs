//! Every window against every command, through the framework's own permission check.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::{App, Desk, FileShelf, Later, Ports, Secret, Start, Wanted};
use secrets::testing::FakeKeychain;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{WebviewUrl, WebviewWindow, WebviewWindowBuilder};

macro_rules! lines {
    ($($(#[$doc:meta])* $window:ident $kind:ident [$($topic:ident),*]
       $name:ident($($arg:ident: $ty:ty),*) -> $out:ty $(, streaming $item:ty)?;)*) => {
        const LINES: &[(&str, &str)] = &[$((stringify!($window), stringify!($name))),*];
    };
}
app::commands!(lines);

/// A desk without windows: whoever waits for one hears at once that there is none.
#[derive(Default)]
struct NoDesk(OnceLock<App>);

impl Desk for NoDesk {
    fn open_secret_window(&self) {
        if let Some(app) = self.0.get()
            && let Some(prompt) = app.open_prompt()
        {
            app.secret_window_closed(&prompt);
        }
    }

    fn close_secret_window(&self) {}

    fn open_confirm_window(&self) {
        if let Some(app) = self.0.get()
            && let Some(proposal) = app.open_proposal()
        {
            app.confirm_window_closed(&proposal);
        }
    }

    fn close_confirm_window(&self) {}

    fn pick_file(&self, _wanted: Wanted) -> Later<'_, Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn save_file<'a>(&'a self, _name: &str) -> Later<'a, Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn open_link(&self, _address: &str) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    fn take_clipboard(&self) -> Option<Secret<String>> {
        None
    }

    fn put_clipboard(&self, _text: Secret<String>) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    fn clear_clipboard_if(&self, _text: &Secret<String>) {}
}

fn program(folder: &std::path::Path) -> tauri::App<MockRuntime> {
    let settings = Arc::new(FileShelf::at(folder.join("settings.json")));
    let keychain = Arc::new(FakeKeychain::default());
    let deaf = Arc::new(|_: app::wire::Changed| {});
    let desk = Arc::new(NoDesk::default());
    let ports = Ports::in_folder(folder, keychain, settings, Arc::clone(&desk) as _, deaf);
    let app = tauri::async_runtime::block_on(async { App::start(ports, Start::default()) });
    let _ = desk.0.set(app.clone());
    let context = tauri::generate_context!();
    mock_builder()
        .invoke_handler(desktop::handler())
        .manage(app)
        .build(context)
        .unwrap()
}

fn window(program: &tauri::App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(program, label, WebviewUrl::default())
        .build()
        .unwrap()
}

fn call(window: &WebviewWindow<MockRuntime>, command: &str, address: &str) -> Result<(), String> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: address.parse().unwrap(),
        body: InvokeBody::default(),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request)
        .map(drop)
        .map_err(|error| error.to_string())
}

const OWN: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

/// Whether the framework let a call through; what the command then said is another matter.
fn let_through(called: &Result<(), String>) -> bool {
    !called
        .as_ref()
        .is_err_and(|error| error.contains("not allowed"))
}

#[test]
fn each_window_may_call_its_own_commands_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    for label in ["main", "secret", "confirm"] {
        let window = window(&program, label);
        for (owner, command) in LINES {
            let called = call(&window, command, OWN);
            assert_eq!(
                let_through(&called),
                label == *owner,
                "{label} {command}: {called:?}"
            );
        }
        for foreign in [
            "plugin:store|load",
            "plugin:dialog|open",
            "plugin:window|close",
        ] {
            let called = call(&window, foreign, OWN);
            assert!(called.is_err(), "{label} {foreign}");
        }
    }
}

#[test]
fn a_page_from_elsewhere_may_call_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    let window = window(&program, "main");
    for (_, command) in LINES {
        let called = call(&window, command, "https://example.com");
        assert!(!let_through(&called), "{command}: {called:?}");
    }
}

#[test]
fn the_content_policy_names_no_remote_source_and_nothing_unsafe() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tauri.conf.json");
    let text = std::fs::read_to_string(path).unwrap();
    let configuration: serde_json::Value = serde_json::from_str(&text).unwrap();
    let security = &configuration["app"]["security"];
    let policy = security["csp"].as_str().unwrap();
    // Goal 24: exactly this, directive by directive; what is not named falls back to nothing.
    let wanted: BTreeMap<&str, Vec<&str>> = BTreeMap::from([
        ("default-src", vec!["'none'"]),
        ("script-src", vec!["'self'"]),
        ("style-src", vec!["'self'"]),
        ("font-src", vec!["'self'"]),
        ("img-src", vec!["'self'", "blob:"]),
        ("connect-src", vec!["ipc:", "http://ipc.localhost"]),
        ("worker-src", vec!["'self'"]),
        ("frame-src", vec!["'none'"]),
        ("object-src", vec!["'none'"]),
        ("base-uri", vec!["'none'"]),
        ("form-action", vec!["'none'"]),
        ("frame-ancestors", vec!["'none'"]),
    ]);
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for directive in policy.split(';') {
        let mut words = directive.split_ascii_whitespace();
        let name = words.next().unwrap();
        let before = found.insert(name, words.collect());
        assert_eq!(before, None, "of two, a browser takes the first: {name}");
    }
    assert_eq!(found, wanted);
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(configuration["app"]["withGlobalTauri"], false);
    assert!(
        security
            .get("dangerousDisableAssetCspModification")
            .is_none()
            && security.get("devCsp").is_none(),
        "one policy, and nothing taken from it"
    );
    assert!(
        security.get("assetProtocol").is_none(),
        "files reach the interface by commands only"
    );
}
