//! The windows, and what they may not do.

use std::time::Duration;
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager as _, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

/// Whether the windows keep nothing on disk. Only builds that tests drive do without: the web
/// runtime lets nobody drive a private window.
const PRIVATE: bool = !cfg!(feature = "automation");

/// A page that dies again within so long was not helped by loading it where it stood.
#[cfg(target_os = "linux")]
const AT_ONCE: Duration = Duration::from_secs(30);

/// Whether there is a display to open a window on, or why not, in words: the toolkit would only
/// panic.
///
/// # Errors
/// What to do.
pub(crate) fn display() -> Result<(), &'static str> {
    let linux = cfg!(target_os = "linux");
    let none = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty()));
    if linux && none {
        return Err(
            "Keydesk needs a display: neither DISPLAY nor WAYLAND_DISPLAY is set. \
                    Start it from a desktop session, or under Xvfb.",
        );
    }
    Ok(())
}

/// Opens the main window. It renders foreign text and is treated as hostile: it may call its own
/// commands and nothing else, load its own files and nothing else, and keeps nothing on disk.
pub(crate) fn open_main<R: Runtime>(handle: &AppHandle<R>) -> Result<(), tauri::Error> {
    let builder = WebviewWindowBuilder::new(handle, "main", WebviewUrl::default())
        .title("Keydesk")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 700.0)
        .incognito(PRIVATE)
        .disable_drag_drop_handler()
        .on_navigation(own)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    #[cfg(target_os = "macos")]
    let builder = builder
        .title_bar_style(tauri::TitleBarStyle::Overlay)
        .hidden_title(true);
    let window = builder.build()?;
    without_gpu(&window)?;
    revived(&window)
}

/// Loads the page again when the process that draws it has died, where it stood; at its start when
/// it dies again at once, since where it stood may be what it dies of. What was under way goes on:
/// calls, sessions and secrets are not the page's.
#[cfg(target_os = "linux")]
fn revived<R: Runtime>(window: &WebviewWindow<R>) -> Result<(), tauri::Error> {
    use std::cell::Cell;
    use std::time::Instant;
    use webkit2gtk::WebViewExt as _;
    let start = window.url()?;
    window.with_webview(move |webview| {
        let died = Cell::new(None::<Instant>);
        webview
            .inner()
            .connect_web_process_terminated(move |view, _| {
                let before = died.replace(Some(Instant::now()));
                if before.is_some_and(|before| before.elapsed() < AT_ONCE) {
                    view.load_uri(start.as_str());
                } else {
                    view.reload();
                }
            });
    })
}

// The other systems' web views load a page again by themselves, or tell nobody.
#[cfg(not(target_os = "linux"))]
fn revived<R: Runtime>(_window: &WebviewWindow<R>) -> Result<(), tauri::Error> {
    Ok(())
}

/// Draws without the graphics card on Linux. The page has nothing that moves, and the card's
/// library alone would take more memory than the whole page (`docs/performance.md`).
#[cfg(target_os = "linux")]
fn without_gpu<R: Runtime>(window: &WebviewWindow<R>) -> Result<(), tauri::Error> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    // The driver of tests waits for ever for a picture that was drawn without it.
    if cfg!(feature = "automation") && std::env::var_os("KEYDESK_WITHOUT_CARD").is_none() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn without_gpu<R: Runtime>(_window: &WebviewWindow<R>) -> Result<(), tauri::Error> {
    Ok(())
}

/// A small window that is opened for one matter and gone with it. It has its own web profile, its own
/// permissions and no code but ours.
pub(crate) struct Matter {
    /// The window's name, to which its permissions are bound.
    name: &'static str,
    page: &'static str,
    title: &'static str,
    size: (f64, f64),
    /// Whether a person may make it larger, and how small at the least.
    least: Option<(f64, f64)>,
    /// What it is to be about, when there is something.
    waits: fn(&app::App) -> Option<String>,
    /// It is gone, or never came: nobody must wait for it.
    gone: fn(&app::App, &str),
}

/// Takes or shows one secret.
pub(crate) static SECRET: Matter = Matter {
    name: "secret",
    page: "secret.html",
    title: "Keydesk: secret",
    size: (480.0, 320.0),
    least: None,
    waits: app::App::open_prompt,
    gone: app::App::secret_window_closed,
};

/// Asks whether something may leave.
pub(crate) static CONFIRM: Matter = Matter {
    name: "confirm",
    page: "confirm.html",
    title: "Keydesk: confirm",
    size: (640.0, 720.0),
    least: Some((480.0, 480.0)),
    waits: app::App::open_proposal,
    gone: app::App::confirm_window_closed,
};

impl Matter {
    /// Opens the window for what waits for it.
    pub(crate) fn open<R: Runtime>(&'static self, handle: &AppHandle<R>) {
        let Some(app) = handle.try_state::<app::App>() else {
            return;
        };
        let Some(about) = (self.waits)(&app) else {
            return;
        };
        if let Some(before) = handle.get_webview_window(self.name) {
            // Its end opens the next one: two cannot have one name, and what one asks never changes
            // under somebody's hand.
            let _ = before.destroy();
        } else if self.build(handle, &about).is_err() {
            // Without its window it would wait for ever.
            (self.gone)(&app, &about);
        }
    }

    /// Closes it.
    pub(crate) fn close<R: Runtime>(&self, handle: &AppHandle<R>) {
        if let Some(window) = handle.get_webview_window(self.name) {
            // Closing twice is no harm.
            let _ = window.destroy();
        }
    }

    /// Opens the next one, if something came meanwhile, once the name is free: the framework lets go
    /// of it after it has told of the end.
    async fn reopen<R: Runtime>(&'static self, handle: &AppHandle<R>) {
        for _ in 0..100 {
            if handle.get_webview_window(self.name).is_none() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.open(handle);
    }

    fn build<R: Runtime>(
        &'static self,
        handle: &AppHandle<R>,
        about: &str,
    ) -> Result<(), tauri::Error> {
        let page = WebviewUrl::App(self.page.into());
        let mut builder = WebviewWindowBuilder::new(handle, self.name, page)
            .title(self.title)
            .inner_size(self.size.0, self.size.1)
            .resizable(self.least.is_some())
            .minimizable(false)
            .incognito(PRIVATE)
            .content_protected(true)
            .disable_drag_drop_handler()
            .on_navigation(own)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .center();
        if let Some((width, height)) = self.least {
            builder = builder.min_inner_size(width, height);
        }
        if let Some(main) = handle.get_webview_window("main") {
            builder = builder.parent(&main)?;
        }
        let window = builder.build()?;
        closes_with_its_page(&window)?;
        let handle = handle.clone();
        let about = about.to_owned();
        window.on_window_event(move |event| {
            if let (WindowEvent::Destroyed, Some(app)) = (event, handle.try_state::<app::App>()) {
                (self.gone)(&app, &about);
                let handle = handle.clone();
                tauri::async_runtime::spawn(async move { self.reopen(&handle).await });
            }
        });
        Ok(())
    }
}

/// Closes a window whose page has died: what it asked is asked again, by a page that knows all of it.
#[cfg(target_os = "linux")]
fn closes_with_its_page<R: Runtime>(window: &WebviewWindow<R>) -> Result<(), tauri::Error> {
    use webkit2gtk::WebViewExt as _;
    let dead = window.clone();
    window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |_, _| {
            // Closing twice is no harm.
            let _ = dead.destroy();
        });
    })
}

#[cfg(not(target_os = "linux"))]
fn closes_with_its_page<R: Runtime>(_window: &WebviewWindow<R>) -> Result<(), tauri::Error> {
    Ok(())
}

/// Brings the main window to the front.
pub(crate) fn come_forward<R: Runtime>(handle: &AppHandle<R>) {
    if let Some(window) = handle.get_webview_window("main") {
        // A window that cannot be focused is where the system wants it.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Our own files, by the name each platform gives them.
fn own(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        "about" => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn a_window_goes_nowhere_but_to_our_own_files() {
        let goes = |address: &str| own(&address.parse().unwrap());
        assert!(goes("tauri://localhost/#/dashboard"));
        assert!(goes("http://tauri.localhost/index.html"));
        for foreign in [
            "https://example.com/",
            "http://localhost:1420/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "https://tauri.localhost.example.com/",
            "javascript:alert(1)",
        ] {
            assert!(!goes(foreign), "{foreign}");
        }
    }
}
