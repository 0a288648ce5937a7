//! Secrets on their way out: shown in the secret window for a short while, or on the clipboard until
//! it is time to take them off.

use crate::App;
use crate::core::Core;
use crate::marking::marked;
use crate::wire::{AppError, ShownSecret, ShownText};
use domain::Secret;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// For how long a secret is shown.
const SHOWN: Duration = Duration::from_secs(15);

/// For how long it waits for its window, which has to start first.
const WAITS: Duration = Duration::from_secs(20);

/// For how long a secret is on the clipboard.
const COPIED: Duration = Duration::from_secs(30);

/// What is shown now, and what is on the clipboard.
#[derive(Default)]
pub(crate) struct Showing(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    shown: Option<Shown>,
    copied: Option<(u64, Secret<String>)>,
}

/// A secret that is shown, or is about to be.
struct Shown {
    id: String,
    what: String,
    tenant_name: String,
    /// Gone once it was given to the window.
    value: Option<Secret<String>>,
}

impl Showing {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while holding what is shown")
    }

    /// What the secret window is open for.
    pub fn id(&self) -> Option<String> {
        let state = self.state();
        state.shown.as_ref().map(|shown| shown.id.clone())
    }

    /// The window of this one is gone, or will ask for something else.
    pub fn forget(&self, id: &str) -> bool {
        let mut state = self.state();
        state.shown.take_if(|shown| shown.id == id).is_some()
    }
}

impl Core {
    /// Takes a secret off the clipboard, where it still is; blocks.
    pub fn clear_copied(&self) {
        let copied = self.showing.state().copied.take();
        if let Some((_, secret)) = copied {
            self.ports.desk.clear_clipboard_if(&secret);
        }
    }

    /// Shows nothing any more, and takes what was copied off the clipboard; blocks.
    pub fn show_nothing(&self) {
        self.showing.state().shown = None;
        self.clear_copied();
    }
}

impl App {
    /// Shows a secret in the secret window, for a short while. What the window was open for before
    /// is over. Whether a person may see it is for the caller to know, and to write down.
    pub(crate) fn show_secret(&self, what: String, tenant_name: String, value: Secret<String>) {
        self.core.held.cancel_prompt();
        let id = {
            let mut state = self.core.showing.state();
            state.made += 1;
            let id = format!("shown-{}", state.made);
            state.shown = Some(Shown {
                id: id.clone(),
                what,
                tenant_name,
                value: Some(value),
            });
            id
        };
        self.core.ports.desk.open_secret_window();
        self.hide_after(WAITS + SHOWN, id);
    }

    /// Puts a secret on the clipboard, for a short while.
    ///
    /// # Errors
    /// [`AppError::File`] when there is no clipboard.
    pub(crate) async fn copy_secret(&self, value: Secret<String>) -> Result<(), AppError> {
        let put = self.blocking(move |core| {
            core.ports.desk.put_clipboard(value.clone())?;
            let mut state = core.showing.state();
            state.made += 1;
            let number = state.made;
            state.copied = Some((number, value));
            Ok(number)
        });
        let number = put.await?.map_err(|error| no_clipboard(&error))?;
        let core = Arc::downgrade(&self.core);
        tokio::spawn(async move {
            tokio::time::sleep(COPIED).await;
            let Some(core) = core.upgrade() else { return };
            let app = App { core };
            let cleared = app.blocking(move |core| {
                let ours = |copied: &Option<(u64, _)>| {
                    copied.as_ref().is_some_and(|(copied, _)| *copied == number)
                };
                // Another that was copied since has its own time.
                if ours(&core.showing.state().copied) {
                    core.clear_copied();
                }
            });
            // Blocking work that ended early was told already.
            let _ = cleared.await;
        });
        Ok(())
    }

    /// Puts a text that is no secret on the clipboard.
    ///
    /// # Errors
    /// [`AppError::File`] when there is no clipboard.
    pub(crate) async fn put_on_clipboard(&self, text: String) -> Result<(), AppError> {
        let put = self.blocking(move |core| core.ports.desk.put_clipboard(Secret::new(text)));
        put.await?.map_err(|error| no_clipboard(&error))
    }

    /// What the secret window shows; answered once.
    ///
    /// # Errors
    /// None.
    pub async fn secret_shown(&self) -> Result<Option<ShownSecret>, AppError> {
        let shown = {
            let mut state = self.core.showing.state();
            let Some(shown) = &mut state.shown else {
                return Ok(None);
            };
            let Some(value) = shown.value.take() else {
                return Ok(None);
            };
            ShownSecret {
                shown: shown.id.clone(),
                what: marked(&shown.what),
                tenant_name: marked(&shown.tenant_name),
                value: ShownText::of(&value),
                lasts_ms: crate::convert::millis(SHOWN),
            }
        };
        self.hide_after(SHOWN, shown.shown.clone());
        Ok(Some(shown))
    }

    /// Closes the secret window before its time is over.
    ///
    /// # Errors
    /// None.
    pub async fn secret_hide(&self, shown: String) -> Result<(), AppError> {
        self.hide(&shown);
        Ok(())
    }

    fn hide(&self, shown: &str) {
        if self.core.showing.forget(shown) {
            self.core.ports.desk.close_secret_window();
        }
    }

    fn hide_after(&self, length: Duration, shown: String) {
        let core = Arc::downgrade(&self.core);
        tokio::spawn(async move {
            tokio::time::sleep(length).await;
            if let Some(core) = core.upgrade() {
                App { core }.hide(&shown);
            }
        });
    }
}

fn no_clipboard(error: &std::io::Error) -> AppError {
    AppError::File {
        name: "clipboard".to_owned(),
        why: error.kind().to_string(),
    }
}
