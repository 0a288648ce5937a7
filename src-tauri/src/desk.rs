//! Windows, files and the clipboard, as the application asks for them.

use crate::windows;
use app::{Desk, Later, Secret, Wanted};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// The desk of a real window.
pub(crate) struct Window {
    handle: AppHandle,
    /// Kept once it was opened: on Linux what was copied is ours to give, and goes with it.
    clipboard: Mutex<Option<arboard::Clipboard>>,
}

impl Window {
    pub fn new(handle: AppHandle) -> Self {
        Self {
            handle,
            clipboard: Mutex::default(),
        }
    }

    /// Does something with the clipboard; opens it first when need be.
    fn with_clipboard<T>(
        &self,
        work: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, arboard::Error> {
        let mut kept = self
            .clipboard
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut clipboard = match kept.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new()?,
        };
        let done = work(&mut clipboard);
        *kept = Some(clipboard);
        done
    }
}

impl Desk for Window {
    fn open_secret_window(&self) {
        windows::SECRET.open(&self.handle);
    }

    fn close_secret_window(&self) {
        windows::SECRET.close(&self.handle);
    }

    fn open_confirm_window(&self) {
        windows::CONFIRM.open(&self.handle);
    }

    fn close_confirm_window(&self) {
        windows::CONFIRM.close(&self.handle);
    }

    fn open_link(&self, address: &str) -> std::io::Result<()> {
        open::that_detached(address)
    }

    fn pick_file(&self, wanted: Wanted) -> Later<'_, Option<PathBuf>> {
        let dialog = self.handle.dialog().file();
        let dialog = match wanted {
            Wanted::Document => dialog
                .set_title("Open an OpenAPI document")
                .add_filter("OpenAPI documents", &["json", "yaml", "yml"])
                .add_filter("All files", &["*"]),
            Wanted::Certificate => dialog
                .set_title("Choose a client certificate with its key")
                .add_filter("Certificates", &["p12", "pfx", "pem"])
                .add_filter("All files", &["*"]),
            Wanted::Sheet => dialog
                .set_title("Choose a table")
                .add_filter("Tables", &["csv", "tsv", "txt"])
                .add_filter("All files", &["*"]),
            Wanted::Any => dialog.set_title("Choose a file to send"),
        };
        Box::pin(async move {
            let (chosen, choice) = tokio::sync::oneshot::channel();
            dialog.pick_file(move |file| drop(chosen.send(file)));
            choice.await.ok().flatten()?.into_path().ok()
        })
    }

    fn save_file<'a>(&'a self, name: &str) -> Later<'a, Option<PathBuf>> {
        let dialog = self.handle.dialog().file().set_title("Save");
        let dialog = dialog.set_file_name(name);
        Box::pin(async move {
            let (chosen, choice) = tokio::sync::oneshot::channel();
            dialog.save_file(move |file| drop(chosen.send(file)));
            choice.await.ok().flatten()?.into_path().ok()
        })
    }

    fn take_clipboard(&self) -> Option<Secret<String>> {
        let taken = self.with_clipboard(|clipboard| {
            let text = clipboard.get_text().map(Secret::new)?;
            // What cannot be cleared stays where the person put it; the paste still counts.
            let _ = clipboard.clear();
            Ok(text)
        });
        taken.ok()
    }

    fn put_clipboard(&self, text: Secret<String>) -> std::io::Result<()> {
        let put = self.with_clipboard(|clipboard| {
            // The library wants its own copy, which goes to the system.
            unremembered(clipboard.set()).text(text.lend(Clone::clone))
        });
        put.map_err(|error| std::io::Error::other(error.to_string()))
    }

    fn clear_clipboard_if(&self, text: &Secret<String>) {
        let cleared = self.with_clipboard(|clipboard| {
            let found = Secret::new(clipboard.get_text()?);
            if found.lend(|found| text.lend(|text| found == text)) {
                clipboard.clear()
            } else {
                Ok(())
            }
        });
        // What cannot be read or cleared stays; nobody is there who could do anything about it.
        drop(cleared);
    }
}

/// Asks that no history of the clipboard and no other machine keeps what is put there.
#[cfg(windows)]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_monitoring()
        .exclude_from_cloud()
        .exclude_from_history()
}

/// Asks that no history of the clipboard keeps what is put there.
#[cfg(target_os = "macos")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

/// Asks that no history of the clipboard keeps what is put there.
#[cfg(target_os = "linux")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}
