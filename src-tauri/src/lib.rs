//! The shell: a window, a menu of none, and one expansion of the command list.
//!
//! Everything the program knows and does is in the `app` crate; this one gives it windows, a
//! clipboard, a file dialog and a place to keep its files. Three things are worth knowing before
//! changing anything: the main window is treated as hostile (it renders foreign text), the secret
//! window is the only one that may take or show a secret and the confirm window the only one that may
//! approve, and none of them may go anywhere else.

mod arguments;
mod commands;
mod desk;
mod settings;
mod windows;

use crate::arguments::Arguments;
use app::{App, Environment, Ports, clean_environment, harden_process};
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter as _, Manager as _, RunEvent, Runtime};

pub use commands::handler;

/// How long the end of the program waits for vendors to be told.
const GOODBYE: Duration = Duration::from_secs(2);

/// Runs the program until its last window is closed.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    // Before anything else: what was looked into before cannot be taken back.
    let unprotected = match protect() {
        Ok(unprotected) => unprotected,
        Err(code) => return code,
    };
    let arguments = Arguments::read(arguments);
    if let Err(message) = windows::display() {
        return refuse(message);
    }
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(
            |handle, arguments, folder| {
                let arguments = arguments.into_iter().skip(1).map(OsString::from);
                handed_over(handle, &Arguments::read(arguments), &folder);
            },
        ))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_denylist(&["secret", "confirm"])
                .build(),
        )
        .invoke_handler(handler())
        .setup(move |tauri| {
            start(tauri.handle(), arguments)?;
            if let Some(why) = unprotected {
                tauri.state::<App>().note(&why);
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(program) => {
            program.run(ending);
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&format!("Keydesk cannot start: {error}")),
    }
}

/// Keeps other programs of the user out of this one. What could not be done is answered, and the
/// program goes on; `Err` when another start of it took over.
fn protect() -> Result<Option<String>, ExitCode> {
    // Builds for tests are driven through the very variables that are removed here, and those for
    // debugging are looked into.
    if cfg!(feature = "automation") || cfg!(debug_assertions) {
        return Ok(None);
    }
    match clean_environment() {
        Ok(Environment::Clean) => {}
        Ok(Environment::Restarted(code)) => return Err(code),
        Err(error) => {
            return Err(refuse(&format!(
                "Keydesk cannot start without the variables that would open its window to others: {error}"
            )));
        }
    }
    Ok(harden_process().err().map(|error| error.to_string()))
}

fn start(handle: &AppHandle, arguments: Arguments) -> Result<(), tauri::Error> {
    let folder = handle.path().app_local_data_dir()?;
    let settings = settings::StoreShelf::new(handle.clone(), folder.join("settings.json"));
    let hears = handle.clone();
    let ports = Ports::of_this_machine(
        &folder,
        Arc::new(settings),
        Arc::new(desk::Window::new(handle.clone())),
        // A window that is closing hears nothing more, and needs not.
        Arc::new(move |changed: app::wire::Changed| {
            let _ = hears.emit_to("main", "changed", changed);
        }),
    );
    let app = tauri::async_runtime::block_on(async { App::start(ports, arguments.into_start()) });
    handle.manage(app);
    windows::open_main(handle)
}

/// A second start hands over to the first: its file is opened here, and our window comes forward.
fn handed_over<R: Runtime>(handle: &AppHandle<R>, arguments: &Arguments, folder: &str) {
    if let (Some(path), Some(app)) = (arguments.file_in(folder), handle.try_state::<App>()) {
        let app = app.inner().clone();
        tauri::async_runtime::spawn(async move {
            // What is wrong with the file is told when it is opened in the explorer.
            let _ = app.explorer_open_file(path).await;
        });
    }
    windows::come_forward(handle);
}

/// Vendors are told before the program ends, for two seconds at the most.
fn ending(handle: &AppHandle, event: RunEvent) {
    if let RunEvent::ExitRequested {
        api, code: None, ..
    } = event
    {
        api.prevent_exit();
        let handle = handle.clone();
        tauri::async_runtime::spawn(async move {
            if let Some(app) = handle.try_state::<App>() {
                app.close(GOODBYE).await;
            }
            handle.exit(0);
        });
    }
}

fn refuse(message: &str) -> ExitCode {
    use std::io::Write as _;
    // Nobody may be listening; there is nowhere else to say it.
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(2)
}
