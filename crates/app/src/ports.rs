//! Everything the application needs from the world.

use crate::Journal;
use crate::shelf::{FileShelf, Shelf};
use crate::wire::Changed;
use domain::{Clock, Secret, Sink, SystemClock};
use gateway::{Approvals, Budgets, Gateway};
use secrets::{Keychain, Leaving, OsKeychain, OsLeaving, Vault};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything the application needs from the world. The shell fills it with the operating system,
/// tests with fakes, the bridge with the simulator. There are no globals: two applications can live
/// in one process.
#[derive(Clone)]
pub struct Ports {
    /// The one door to the network.
    pub gateway: Arc<dyn Gateway>,
    /// What is left of the rate windows.
    pub budgets: Budgets,
    /// What may leave beside reads, through that door.
    pub approvals: Approvals,
    /// Where secrets rest.
    pub vault: Arc<Vault>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The tenants, without secrets.
    pub tenants: Arc<dyn Shelf>,
    /// The person's settings.
    pub settings: Arc<dyn Shelf>,
    /// This user's own folder: the history, versions of documents, bodies while they are shown.
    pub folder: PathBuf,
    /// What the administrators of this machine fix; a person cannot write it.
    pub policy: PathBuf,
    /// Where what was done is written down.
    pub audit: Arc<dyn audit::Storage>,
    /// Who does it: the user of the system, and the machine.
    pub who: String,
    /// Windows, files and the clipboard.
    pub desk: Arc<dyn Desk>,
    /// Hears of what changed by itself.
    pub changed: Arc<dyn Sink<Changed>>,
    /// What is written down for people who help people.
    pub journal: Arc<Journal>,
    /// Hears when the screen is locked and when the machine goes to sleep; nobody tells without.
    pub leaving: Option<Arc<dyn Leaving>>,
}

impl Ports {
    /// The ports of a program on this machine: the real network, the system's keychain and clock,
    /// and files in `folder`, which is this user's own.
    pub fn of_this_machine(
        folder: &Path,
        settings: Arc<dyn Shelf>,
        desk: Arc<dyn Desk>,
        changed: Arc<dyn Sink<Changed>>,
    ) -> Self {
        let keychain = Arc::new(OsKeychain::for_profile("default"));
        Self {
            policy: crate::policy::usual_file(),
            leaving: Some(Arc::new(OsLeaving)),
            ..Self::in_folder(folder, keychain, settings, desk, changed)
        }
    }

    /// The same with another keychain, for tests and for a browser's sake.
    pub fn in_folder(
        folder: &Path,
        keychain: Arc<dyn Keychain>,
        settings: Arc<dyn Shelf>,
        desk: Arc<dyn Desk>,
        changed: Arc<dyn Sink<Changed>>,
    ) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (gateway, budgets, approvals) = gateway::open(Arc::clone(&clock));
        Self {
            gateway,
            budgets,
            approvals,
            vault: Arc::new(Vault::unopened(folder, keychain, Arc::clone(&clock))),
            tenants: Arc::new(FileShelf::at(folder.join("tenants.json"))),
            settings,
            folder: folder.to_owned(),
            // A test's folder is its whole machine.
            policy: folder.join("policy.toml"),
            audit: Arc::new(audit::Folder::at(folder.join("audit"))),
            who: crate::auditing::who(),
            desk,
            changed,
            journal: Arc::new(Journal::at(
                Some(folder.join("keydesk.log")),
                Arc::clone(&clock),
            )),
            leaving: None,
            clock,
        }
    }
}

/// Which files a person is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// API documents first.
    Document,
    /// Certificates with their keys first.
    Certificate,
    /// Tables as text first.
    Sheet,
    /// Any.
    Any,
}

/// What only a desktop can do.
pub trait Desk: Send + Sync {
    /// Opens the window that takes one secret, or brings it to the front.
    fn open_secret_window(&self);

    /// Closes it.
    fn close_secret_window(&self);

    /// Opens the window that asks whether something may leave, or has it ask the newest.
    fn open_confirm_window(&self);

    /// Closes it.
    fn close_confirm_window(&self);

    /// Lets the person choose a file to open; `None` when they chose none.
    fn pick_file<'a>(&'a self, wanted: Wanted) -> gateway::Later<'a, Option<PathBuf>>;

    /// Lets the person choose where to write a file; `None` when they chose nowhere.
    fn save_file<'a>(&'a self, name: &str) -> gateway::Later<'a, Option<PathBuf>>;

    /// Opens an address in the browser of the system.
    ///
    /// # Errors
    /// When there is none, or it cannot be started.
    fn open_link(&self, address: &str) -> std::io::Result<()>;

    /// The text on the clipboard, taken from there: it is empty afterwards.
    fn take_clipboard(&self) -> Option<Secret<String>>;

    /// Puts a text on the clipboard, marked as one that no history keeps where the system knows such
    /// a mark.
    ///
    /// # Errors
    /// When there is no clipboard.
    fn put_clipboard(&self, text: Secret<String>) -> std::io::Result<()>;

    /// Empties the clipboard when this is still what is on it.
    fn clear_clipboard_if(&self, text: &Secret<String>);
}
