//! A command that panics, through the framework: whoever called it hears that it failed.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::{App, Desk, FileShelf, Later, Ports, Secret, Start, Wanted};
use secrets::testing::FakeKeychain;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// A desk on which choosing a file panics.
struct Broken;

impl Desk for Broken {
    fn open_secret_window(&self) {}

    fn close_secret_window(&self) {}

    fn open_confirm_window(&self) {}

    fn close_confirm_window(&self) {}

    fn pick_file(&self, _wanted: Wanted) -> Later<'_, Option<PathBuf>> {
        Box::pin(async { panic!("canary of a name") })
    }

    fn save_file<'a>(&'a self, _name: &str) -> Later<'a, Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn open_link(&self, _address: &str) -> std::io::Result<()> {
        Ok(())
    }

    fn take_clipboard(&self) -> Option<Secret<String>> {
        None
    }

    fn put_clipboard(&self, _text: Secret<String>) -> std::io::Result<()> {
        Ok(())
    }

    fn clear_clipboard_if(&self, _text: &Secret<String>) {}
}

const OWN: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

fn call(window: &WebviewWindow<MockRuntime>, command: &str) -> Result<String, String> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: OWN.parse().unwrap(),
        body: InvokeBody::Json(serde_json::json!({})),
        headers: tauri::http::HeaderMap::new(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    let answer = get_ipc_response(window, request);
    let text = |body: tauri::ipc::InvokeResponseBody| format!("{body:?}");
    answer.map(text).map_err(|error| error.to_string())
}

#[test]
fn a_command_that_panics_answers_with_a_reference_and_the_next_one_works() {
    // U2: panic in a command
    app::quiet_panics();
    let folder = tempfile::tempdir().unwrap();
    let ports = Ports::in_folder(
        folder.path(),
        Arc::new(FakeKeychain::default()),
        Arc::new(FileShelf::at(folder.path().join("settings.json"))),
        Arc::new(Broken),
        Arc::new(|_: app::wire::Changed| {}),
    );
    let app = tauri::async_runtime::block_on(async { App::start(ports, Start::default()) });
    let program = mock_builder()
        .invoke_handler(desktop::handler())
        .manage(app)
        .build(tauri::generate_context!())
        .unwrap();
    let window = WebviewWindowBuilder::new(&program, "main", WebviewUrl::default())
        .build()
        .unwrap();
    for _ in 0..3 {
        let failed = call(&window, "explorer_pick").unwrap_err();
        assert!(failed.contains("reference"), "{failed}");
        assert!(!failed.contains("canary"), "{failed}");
        assert!(call(&window, "tenants_list").is_ok());
    }
}
