//! Starts an application in a folder of its own and serves it over loopback HTTP.
//!
//! `[--demo] [--folder PATH] [--pick FILE] [--keychain absent|locked] [DOCUMENT]`: prints one JSON
//! line with the address of each page, then serves until it is stopped. `--pick` is what the file
//! dialog will answer; a browser has none that a test could use.

use app::{App, Desk, FileShelf, Later, Ports, Secret, Start, Wanted};
use bridge::Bridge;
use secrets::testing::{FakeKeychain, Mood};
use secrets::{Keychain, OsKeychain};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Asked {
    start: Start,
    folder: Option<PathBuf>,
    pick: Option<PathBuf>,
    keychain: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked = read(std::env::args().skip(1))?;
    let own = tempfile::tempdir()?;
    let folder = asked.folder.unwrap_or_else(|| own.path().to_owned());
    let interface = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    let bridge = Bridge::open(interface, |changed| {
        let settings = Arc::new(FileShelf::at(folder.join("settings.json")));
        let desk = Arc::new(NoDesk {
            pick: asked.pick,
            saved: folder.join("saved"),
            clipboard: Mutex::default(),
        });
        let keychain = keychain(asked.keychain.as_deref());
        App::start(
            Ports::in_folder(&folder, keychain, settings, desk, changed),
            asked.start,
        )
    });
    let bridge = bridge.await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(bridge.pages())?)?;
    out.flush()?;
    drop(out);
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(format!("{word} wants a value"));
        match word.as_str() {
            "--demo" => asked.start.demo = true,
            "--folder" => asked.folder = Some(next()?.into()),
            "--pick" => asked.pick = Some(next()?.into()),
            "--keychain" => asked.keychain = Some(next()?),
            file => asked.start.open = Some(file.into()),
        }
    }
    Ok(asked)
}

fn keychain(mood: Option<&str>) -> Arc<dyn Keychain> {
    let fake = |mood| {
        let keychain = FakeKeychain::default();
        keychain.be(mood);
        Arc::new(keychain)
    };
    match mood {
        Some("absent") => fake(Mood::Absent),
        Some("locked") => fake(Mood::Locked),
        Some(_) | None => Arc::new(OsKeychain::for_profile("default")),
    }
}

/// A desk without windows: the test opens the secret page itself.
struct NoDesk {
    pick: Option<PathBuf>,
    /// Where what is saved goes.
    saved: PathBuf,
    clipboard: Mutex<Option<Secret<String>>>,
}

impl Desk for NoDesk {
    fn open_secret_window(&self) {}

    fn close_secret_window(&self) {}

    fn open_confirm_window(&self) {}

    fn close_confirm_window(&self) {}

    fn pick_file(&self, _wanted: Wanted) -> Later<'_, Option<PathBuf>> {
        Box::pin(std::future::ready(self.pick.clone()))
    }

    fn save_file<'a>(&'a self, name: &str) -> Later<'a, Option<PathBuf>> {
        Box::pin(std::future::ready(Some(self.saved.join(name))))
    }

    fn open_link(&self, _address: &str) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    fn take_clipboard(&self) -> Option<Secret<String>> {
        self.clipboard
            .lock()
            .expect("nothing panics while holding it")
            .take()
    }

    fn put_clipboard(&self, text: Secret<String>) -> std::io::Result<()> {
        *self
            .clipboard
            .lock()
            .expect("nothing panics while holding it") = Some(text);
        Ok(())
    }

    fn clear_clipboard_if(&self, text: &Secret<String>) {
        let mut clipboard = self
            .clipboard
            .lock()
            .expect("nothing panics while holding it");
        clipboard.take_if(|held| held.lend(|held| text.lend(|text| held == text)));
    }
}
