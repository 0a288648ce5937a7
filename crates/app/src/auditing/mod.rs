//! Writing down what was done. The book is `audit`'s; its key and its head are in the vault.

mod changes;
mod reading;
mod signing;

pub(crate) use changes::{Intended, outcome};

use crate::App;
use crate::core::Core;
use crate::wire::{AppError, Notice, Topic};
use audit::{About, AuditError, Book, Entry, Finding, Key, Kind, Outcome, Verdict};
use domain::{Environment, FieldId, Secret, Tenant, TenantId};
use secrets::{SecretKey, SecretStore as _, VaultState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// No tenant has an id with a colon.
const RESERVED: &str = "keydesk:audit";
const KEY: &str = "key";
const HEAD: &str = "head";

/// How long heads are gathered before the vault is written: each write of it takes a moment.
const GATHERED: Duration = Duration::from_secs(1);

/// The book, and how it stands.
pub(crate) struct Audit {
    pub book: Book,
    /// Whether a head is about to be written.
    gathering: AtomicBool,
    /// One at a time: two would make two keys.
    opening: Mutex<()>,
    /// Why nothing could be written most lately.
    failing: Mutex<Option<AuditError>>,
}

impl Audit {
    pub fn of(book: Book) -> Self {
        Self {
            book,
            gathering: AtomicBool::new(false),
            opening: Mutex::default(),
            failing: Mutex::default(),
        }
    }

    fn tried<T>(&self, tried: Result<T, AuditError>) -> Result<T, AuditError> {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        *failing = tried.as_ref().err().cloned();
        tried
    }

    /// What a person should know of it.
    pub fn notice(&self) -> Option<Notice> {
        let failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        let error = failing.as_ref()?;
        Some(Notice::AuditUnavailable {
            file: error.file.clone(),
        })
    }
}

fn field(name: &str) -> SecretKey {
    SecretKey {
        tenant: TenantId::from(RESERVED),
        field: FieldId::from(name),
    }
}

/// Who does it: the user of the system, and the machine.
pub(crate) fn who() -> String {
    let unknown = || "unknown".to_owned();
    let user = whoami::username().unwrap_or_else(|_| unknown());
    let host = whoami::hostname().unwrap_or_else(|_| unknown());
    format!("{user} at {host}")
}

pub(crate) fn about(tenant: &Tenant) -> About {
    About {
        id: tenant.id.clone(),
        name: tenant.name.clone(),
        environment: tenant.environment,
    }
}

pub(crate) fn unavailable(error: &AuditError) -> AppError {
    AppError::AuditUnavailable {
        file: error.file.clone(),
    }
}

impl Core {
    /// Gives the book its key where the vault is open, and makes one where there is none; blocks.
    pub(super) fn open_book(&self) {
        if !matches!(self.ports.vault.state(), VaultState::Ready { .. }) {
            self.audit.book.close();
            return;
        }
        let _one_at_a_time = self
            .audit
            .opening
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if self.audit.book.has_key() {
            return;
        }
        // A vault that does not give it leaves the book without a key: then it says so.
        let Ok(stored) = self.ports.vault.read(&field(KEY)) else {
            return;
        };
        let key = match stored {
            Some(stored) => stored.lend(|bytes| Key::from_bytes(bytes)),
            None => self.fresh_key(),
        };
        let head = self.ports.vault.read(&field(HEAD)).ok().flatten();
        let head = head.and_then(|head| head.lend(|head| serde_json::from_slice(head).ok()));
        if let Some(key) = key {
            // What cannot be read cannot be written either, and is told then.
            let _ = self.audit.tried(self.audit.book.open_with(key, head));
        }
    }

    fn fresh_key(&self) -> Option<Key> {
        let mut bytes = vec![0; audit::KEY_LENGTH];
        getrandom::fill(&mut bytes).ok()?;
        let bytes = Secret::new(bytes);
        let key = bytes.lend(|bytes| Key::from_bytes(bytes));
        self.ports.vault.write(&field(KEY), &bytes).ok()?;
        key
    }

    /// Writes an entry and waits until it is on the disk; blocks.
    pub fn write_entry(&self, entry: Entry) -> Result<u64, AuditError> {
        self.open_book();
        self.audit.tried(self.audit.book.write(entry))
    }

    /// Has the vault remember how far the book goes; blocks.
    pub fn remember_head(&self) {
        let Some(head) = self.audit.book.head() else {
            return;
        };
        let Ok(text) = serde_json::to_vec(&head) else {
            return;
        };
        match self.ports.vault.write(&field(HEAD), &Secret::new(text)) {
            Ok(()) => self.audit.book.remembered(head),
            // Entries behind what the vault remembers prove themselves, and are told as newer.
            Err(error) => self.ports.journal.note(&format!("audit head: {error}")),
        }
    }

    /// The vault is about to be locked: it remembers the book's head, and the book lets go of its
    /// key; blocks.
    pub fn close_book(&self) {
        self.remember_head();
        self.audit.book.close();
    }
}

impl App {
    /// Writes an entry down. What could not be written is told in a notice.
    pub(crate) async fn write_down(&self, entry: Entry) -> Result<u64, AppError> {
        let written = self.blocking(move |core| core.write_entry(entry)).await?;
        self.changed(&[Topic::Audit]);
        self.gather_heads();
        written.map_err(|error| {
            self.core.ports.journal.note(&format!("audit: {error}"));
            unavailable(&error)
        })
    }

    /// Writes an entry down that holds nothing up when it cannot be written.
    pub(crate) async fn write_along(&self, entry: Entry) {
        // It is told in a notice, and production stays closed until it goes again.
        let _ = self.write_down(entry).await;
    }

    /// Writes down that something was done at a tenant.
    pub(crate) async fn write_of(&self, tenant: &Tenant, kind: Kind, result: Option<Outcome>) {
        self.write_along(Entry {
            tenant: Some(about(tenant)),
            result,
            ticket: self.core.ticket(),
            ..Entry::of(kind)
        })
        .await;
    }

    /// Writes down that a setting of weight is another.
    pub(crate) async fn write_setting(&self, tenant: Option<&Tenant>, what: &str, change: String) {
        self.write_along(Entry {
            tenant: tenant.map(about),
            target: Some(what.to_owned()),
            reason: Some(change).filter(|change| !change.is_empty()),
            ticket: self.core.ticket(),
            ..Entry::of(Kind::Settings)
        })
        .await;
    }

    /// The vault begins anew, and with it the key of the book: what was sealed with the old key can
    /// not be proved any more. Its files are kept under other names.
    pub(crate) async fn begin_another_book(&self) {
        let stamp = self.core.ports.clock.now();
        let stamp = stamp.strftime("%Y%m%dT%H%M%SZ").to_string();
        let aside = self.blocking(move |core| {
            core.audit.book.close();
            core.audit.tried(core.audit.book.set_aside(&stamp))
        });
        if let Ok(Err(error)) = aside.await {
            self.core.ports.journal.note(&format!("audit: {error}"));
        }
        let change = "the vault was set aside, and the audit before with it".to_owned();
        self.write_setting(None, "audit", change).await;
    }

    /// Looks at the start whether anybody has edited the audit, and tells.
    pub(crate) async fn look_at_the_book(&self) {
        let looked = self.blocking(|core| {
            core.open_book();
            core.audit.book.verify()
        });
        if let Ok(Ok(Verdict {
            finding: Finding::Altered { entry, .. },
            ..
        })) = looked.await
        {
            let entry = u32::try_from(entry).unwrap_or(u32::MAX);
            let notices = self.core.notices.lock();
            notices
                .expect("nothing panics while holding the notices")
                .push(Notice::AuditAltered { entry });
            self.core.ports.journal.note("the audit was altered");
        }
    }

    /// Writes down what administrators fix, where they fix anything.
    pub(crate) async fn write_policy(&self) {
        let policy = &self.core.policy;
        if policy.is_there() {
            self.write_along(Entry {
                target: Some(policy.file()),
                reason: Some(policy.word().to_owned()),
                ..Entry::of(Kind::Policy)
            })
            .await;
        }
    }

    /// Nothing of production is changed that could not be written down.
    ///
    /// # Errors
    /// [`AppError::AuditUnavailable`].
    pub(crate) async fn may_be_written_down(&self, tenant: &Tenant) -> Result<(), AppError> {
        let tried = self.blocking(|core| {
            core.open_book();
            core.audit.tried(core.audit.book.is_writable())
        });
        match (tried.await?, tenant.environment) {
            (Ok(()), _) | (Err(_), Environment::Test | Environment::Demo) => Ok(()),
            (Err(error), Environment::Production) => Err(unavailable(&error)),
        }
    }

    /// Writes the head into the vault once entries have come in, for all of them at once.
    fn gather_heads(&self) {
        if self.core.audit.gathering.swap(true, Ordering::AcqRel) {
            return;
        }
        // Weak: the end of the program writes the head itself.
        let core = Arc::downgrade(&self.core);
        tokio::spawn(async move {
            tokio::time::sleep(GATHERED).await;
            if let Some(core) = core.upgrade() {
                core.audit.gathering.store(false, Ordering::Release);
                let app = App { core };
                // Blocking work that ended early was told already.
                let _ = app.blocking(Core::remember_head).await;
            }
        });
    }
}
