//! What was sent, in SQLite. Everything that comes here has been through the redactor.

use crate::wire::{DraftInput, ExchangeView};
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

/// Why the history cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the history cannot be used: {0}")]
pub(crate) struct StoreError(#[from] rusqlite::Error);

impl StoreError {
    /// Whether the file is no history, or not whole: trying again would meet the same.
    pub fn damaged(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, TypeMismatch};
        let read_wrongly = matches!(
            self.0,
            rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..)
        );
        let code = self.0.sqlite_error_code();
        read_wrongly || matches!(code, Some(DatabaseCorrupt | NotADatabase | TypeMismatch))
    }
}

/// An entry as it is kept.
#[derive(Clone)]
pub(crate) struct Entry {
    /// As it is shown; its body is kept apart.
    pub view: ExchangeView,
    /// What opens it again.
    pub draft: DraftInput,
    /// The body's text as it is shown, where bodies are kept.
    pub body: Option<String>,
}

/// Which entries are wanted.
#[derive(Default)]
pub(crate) struct Wanted<'a> {
    pub words: &'a str,
    pub tenant: Option<&'a str>,
    pub operation: Option<&'a str>,
}

/// Where entries rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// In a file, until they are too old.
    OnDisk,
    /// In memory, until the program closes.
    InMemory,
}

/// The history. Opened when it is first needed.
pub(crate) struct Store {
    file: PathBuf,
    open: Mutex<Option<(Rest, Connection)>>,
}

/// More than this are never kept: a search stays quick, and a disk is not filled unasked.
const MOST: u32 = 50_000;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS sent (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        tenant TEXT NOT NULL,
        operation TEXT,
        words TEXT NOT NULL,
        view TEXT NOT NULL,
        draft TEXT NOT NULL,
        body TEXT
    );
    CREATE INDEX IF NOT EXISTS sent_by_tenant ON sent (tenant, id);
    CREATE INDEX IF NOT EXISTS sent_by_operation ON sent (operation, id);
    CREATE INDEX IF NOT EXISTS sent_by_time ON sent (at);
    PRAGMA user_version = 1;
";

impl Store {
    pub fn at(file: PathBuf) -> Self {
        Self {
            file,
            open: Mutex::new(None),
        }
    }

    /// Keeps an entry and answers its id.
    pub fn record(&self, rest: Rest, words: &str, entry: &Entry) -> Result<String, StoreError> {
        let mut open = self.opened(rest)?;
        let (_, connection) = open.as_mut().expect("opened a line above");
        let view = serde_json::to_string(&entry.view).expect("a view is JSON");
        let draft = serde_json::to_string(&entry.draft).expect("a draft is JSON");
        let line = &entry.view.line;
        connection
            .prepare_cached(
                "INSERT INTO sent (at, tenant, operation, words, view, draft, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                line.at,
                line.tenant,
                line.operation,
                words.to_lowercase(),
                view,
                draft,
                entry.body
            ])?;
        let id = connection.last_insert_rowid();
        connection
            .prepare_cached("DELETE FROM sent WHERE id <= ?1")?
            .execute([id - i64::from(MOST)])?;
        Ok(id.to_string())
    }

    /// How many fit, and some of them, newest first.
    pub fn list(
        &self,
        rest: Rest,
        wanted: &Wanted<'_>,
        from: u32,
        at_most: u32,
    ) -> Result<(u32, Vec<ExchangeView>), StoreError> {
        let mut open = self.opened(rest)?;
        let (_, connection) = open.as_mut().expect("opened a line above");
        let (condition, values) = condition(wanted);
        let total = connection
            .prepare_cached(&format!("SELECT count(*) FROM sent WHERE {condition}"))?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        let mut statement = connection.prepare_cached(&format!(
            "SELECT id, view FROM sent WHERE {condition} ORDER BY id DESC LIMIT {at_most} OFFSET {from}"
        ))?;
        let rows = statement.query_map(params_from_iter(&values), |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut views = Vec::new();
        for row in rows {
            let (id, view) = row?;
            // An entry a newer version wrote is not shown by this one.
            if let Some(view) = read(id, &view) {
                views.push(view);
            }
        }
        Ok((total, views))
    }

    /// One entry.
    pub fn find(&self, rest: Rest, id: &str) -> Result<Option<Entry>, StoreError> {
        let Ok(id) = id.parse::<i64>() else {
            return Ok(None);
        };
        let mut open = self.opened(rest)?;
        let (_, connection) = open.as_mut().expect("opened a line above");
        let found = connection
            .prepare_cached("SELECT view, draft, body FROM sent WHERE id = ?1")?
            .query_row([id], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?,
                ))
            })
            .optional()?;
        Ok(found.and_then(|(view, draft, body)| {
            Some(Entry {
                view: read(id, &view)?,
                draft: serde_json::from_str(&draft).ok()?,
                body,
            })
        }))
    }

    /// What was called at a tenant between two moments (RFC 3339): method, address, and how often.
    pub fn calls(
        &self,
        rest: Rest,
        tenant: &str,
        since: Option<&str>,
        until: Option<&str>,
    ) -> Result<Vec<(String, String, u32)>, StoreError> {
        let mut open = self.opened(rest)?;
        let (_, connection) = open.as_mut().expect("opened a line above");
        // An entry that cannot be read was written by a newer version, and is not counted.
        let mut statement = connection.prepare_cached(
            "SELECT json_extract(view, '$.line.method') AS method,
                    json_extract(view, '$.line.address') AS address, count(*)
             FROM sent
             WHERE tenant = ?1 AND json_valid(view)
               AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at <= ?3)
             GROUP BY method, address HAVING method IS NOT NULL AND address IS NOT NULL",
        )?;
        let rows = statement.query_map(params![tenant, since, until], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets entries of one tenant, or all.
    pub fn clear(&self, rest: Rest, tenant: Option<&str>) -> Result<(), StoreError> {
        let mut open = self.opened(rest)?;
        let (_, connection) = open.as_mut().expect("opened a line above");
        match tenant {
            Some(tenant) => connection.execute("DELETE FROM sent WHERE tenant = ?1", [tenant])?,
            None => connection.execute("DELETE FROM sent", [])?,
        };
        connection.execute_batch("VACUUM")?;
        Ok(())
    }

    /// Forgets entries from before a moment (RFC 3339), and bodies where they are not kept.
    pub fn prune(&self, rest: Rest, before: &str, bodies: bool) -> Result<(), StoreError> {
        let mut open = self.opened(rest)?;
        let (_, connection) = open.as_mut().expect("opened a line above");
        connection.execute("DELETE FROM sent WHERE at < ?1", [before])?;
        if !bodies {
            connection.execute("UPDATE sent SET body = NULL WHERE body IS NOT NULL", [])?;
        }
        Ok(())
    }

    /// Lets go of the file, with everything written into it. It is opened again when it is needed.
    pub fn close(&self) {
        *self.lock() = None;
    }

    /// Removes the file: entries are to be kept in memory from now on.
    pub fn leave_disk(&self) -> io::Result<()> {
        let mut open = self.lock();
        if !matches!(*open, Some((Rest::InMemory, _))) {
            *open = None;
        }
        for end in ["", "-wal", "-shm"] {
            let mut name = self.file.clone().into_os_string();
            name.push(end);
            match fs::remove_file(&name) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Renames a file that is no history, so that it is never overwritten. Answers its new name.
    pub fn set_aside(&self, stamp: &str) -> io::Result<String> {
        *self.lock() = None;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let aside = format!("{name}.unreadable-{stamp}");
        // A log of changes that stayed would be played into the new file.
        for end in ["-wal", "-shm", ""] {
            let of = |name: &str| self.file.with_file_name(format!("{name}{end}"));
            match fs::rename(of(&name), of(&aside)) {
                Err(error) if end.is_empty() || error.kind() != io::ErrorKind::NotFound => {
                    return Err(error);
                }
                _ => {}
            }
        }
        Ok(aside)
    }

    /// The file's name, for people.
    pub fn name(&self) -> String {
        let name = self.file.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Rest, Connection)>> {
        self.open
            .lock()
            .expect("nothing panics while holding the history")
    }

    fn opened(&self, rest: Rest) -> Result<MutexGuard<'_, Option<(Rest, Connection)>>, StoreError> {
        let mut open = self.lock();
        if !matches!(&*open, Some((now, _)) if *now == rest) {
            let connection = match rest {
                Rest::OnDisk => {
                    // SQLite gives its further files the mode of this one.
                    if let Err(error) = crate::shelf::touch_private(&self.file) {
                        return Err(rusqlite::Error::ToSqlConversionFailure(error.into()).into());
                    }
                    Connection::open(&self.file)?
                }
                Rest::InMemory => Connection::open_in_memory()?,
            };
            connection.busy_timeout(std::time::Duration::from_secs(2))?;
            connection.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;",
            )?;
            connection.execute_batch(SCHEMA)?;
            *open = Some((rest, connection));
        }
        Ok(open)
    }
}

fn read(id: i64, view: &str) -> Option<ExchangeView> {
    let mut view: ExchangeView = serde_json::from_str(view).ok()?;
    view.line.id = id.to_string();
    Some(view)
}

/// The condition of a search, and its values. Every word must be there.
fn condition(wanted: &Wanted<'_>) -> (String, Vec<String>) {
    let mut parts = vec!["1".to_owned()];
    let mut values: Vec<String> = Vec::new();
    for word in wanted.words.to_lowercase().split_whitespace() {
        let word = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        values.push(format!("%{word}%"));
        parts.push(format!("words LIKE ?{} ESCAPE '\\'", values.len()));
    }
    for (column, value) in [("tenant", wanted.tenant), ("operation", wanted.operation)] {
        if let Some(value) = value {
            values.push(value.to_owned());
            parts.push(format!("{column} = ?{}", values.len()));
        }
    }
    (parts.join(" AND "), values)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Rest, Store, Wanted};
    use crate::wire::{
        Documented, DraftInput, DraftTarget, Effect, ExchangeLine, ExchangeView, Timing,
    };
    use std::time::Instant;

    fn entry(number: u32, address: &str) -> Entry {
        Entry {
            view: ExchangeView {
                line: ExchangeLine {
                    id: String::new(),
                    tenant: format!("tenant-{}", number % 5),
                    at: format!("2026-11-{:02}T10:00:00Z", 1 + number % 28),
                    method: "GET".to_owned(),
                    address: address.to_owned(),
                    operation: Some("GET /users/{id}".to_owned()),
                    status: Some(200),
                    took_ms: 12,
                    effect: Effect::Reads,
                    ticket: None,
                },
                request_headers: Vec::new(),
                request_body: None,
                headers: Vec::new(),
                meaning: None,
                status_means: None,
                timing: Timing {
                    dns_ms: None,
                    connect_ms: None,
                    tls_ms: None,
                    wait_ms: 10,
                    body_ms: 2,
                    renewed: false,
                    protocol: None,
                },
                hops: Vec::new(),
                via: None,
                body: None,
                documented: Documented::NoDocument,
                followed: None,
                more_pages: false,
                disclosed: Vec::new(),
            },
            draft: DraftInput {
                tenant: "tenant-1".to_owned(),
                target: DraftTarget::Free {
                    method: "GET".to_owned(),
                    path: "/users".to_owned(),
                },
                values: Vec::new(),
                headers: Vec::new(),
                body: None,
                media: None,
                files: Vec::new(),
                timeout_ms: None,
                anyway: false,
            },
            body: Some("{}".to_owned()),
        }
    }

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("deep").join("history.db"));
        (folder, store)
    }

    #[test]
    fn what_was_recorded_is_found_again_after_a_restart() {
        let (folder, store) = store();
        let id = store
            .record(
                Rest::OnDisk,
                "GET https://x/users 200 Fir",
                &entry(1, "https://x/users"),
            )
            .unwrap();
        drop(store);
        let store = Store::at(folder.path().join("deep").join("history.db"));
        let found = store.find(Rest::OnDisk, &id).unwrap().unwrap();
        assert_eq!(found.view.line.address, "https://x/users");
        assert_eq!(found.view.line.id, id);
        assert_eq!(found.body.as_deref(), Some("{}"));
        assert!(store.find(Rest::OnDisk, "999").unwrap().is_none());
        assert!(store.find(Rest::OnDisk, "x").unwrap().is_none());
    }

    #[test]
    fn words_and_filters_all_have_to_hold_and_signs_are_only_signs() {
        let (_folder, store) = store();
        for (number, words) in [
            (1, "GET https://x/a_b 200 Fir"),
            (2, "POST https://x/a%b 404 Oak"),
            (3, "GET https://x/acb 200 Oak"),
        ] {
            store
                .record(Rest::OnDisk, words, &entry(number, words))
                .unwrap();
        }
        let count = |words: &str, tenant| {
            let wanted = Wanted {
                words,
                tenant,
                operation: None,
            };
            store.list(Rest::OnDisk, &wanted, 0, 10).unwrap().0
        };
        assert_eq!(count("", None), 3);
        assert_eq!(count("get OAK", None), 1);
        assert_eq!(count("a_b", None), 1);
        assert_eq!(count("a%b", None), 1);
        assert_eq!(count("oak", Some("tenant-3")), 1);
        assert_eq!(count("fir", Some("tenant-3")), 0);
        let (_, lines) = store.list(Rest::OnDisk, &Wanted::default(), 1, 1).unwrap();
        assert_eq!(
            lines[0].line.tenant, "tenant-2",
            "newest first, one left out"
        );
    }

    #[test]
    fn calls_of_a_tenant_are_counted_between_two_moments() {
        let (_folder, store) = store();
        for (number, words) in [(1, "a"), (1, "b"), (3, "c")] {
            let entry = entry(number, words);
            store.record(Rest::OnDisk, words, &entry).unwrap();
        }
        let at = |number| entry(number, "").view.line.at;
        let calls = |since: Option<&str>, until: Option<&str>| {
            let tenant = entry(1, "").view.line.tenant;
            let calls = store.calls(Rest::OnDisk, &tenant, since, until).unwrap();
            calls.iter().map(|(_, _, times)| times).sum::<u32>()
        };
        let one = at(1);
        assert_eq!(calls(None, None), 2);
        assert_eq!(calls(Some(&one), Some(&one)), 2);
        assert_eq!(calls(Some(&at(9)), None), 0);
        let before = "2001-01-01T00:00:00Z";
        assert_eq!(calls(None, Some(before)), 0);
    }

    #[test]
    fn old_entries_and_unwanted_bodies_are_forgotten() {
        let (_folder, store) = store();
        let old = store.record(Rest::OnDisk, "a", &entry(0, "a")).unwrap();
        let new = store.record(Rest::OnDisk, "b", &entry(20, "b")).unwrap();
        store
            .prune(Rest::OnDisk, "2026-11-10T00:00:00Z", false)
            .unwrap();
        assert!(store.find(Rest::OnDisk, &old).unwrap().is_none());
        let kept = store.find(Rest::OnDisk, &new).unwrap().unwrap();
        assert_eq!(kept.body, None);
        store.clear(Rest::OnDisk, Some("tenant-1")).unwrap();
        assert!(store.find(Rest::OnDisk, &new).unwrap().is_some());
        store.clear(Rest::OnDisk, None).unwrap();
        assert!(store.find(Rest::OnDisk, &new).unwrap().is_none());
    }

    #[test]
    fn in_memory_nothing_touches_the_disk_and_leaving_the_disk_removes_the_file() {
        let (folder, store) = store();
        let file = folder.path().join("deep").join("history.db");
        store.record(Rest::InMemory, "a", &entry(1, "a")).unwrap();
        assert!(!file.exists());
        store.record(Rest::OnDisk, "b", &entry(1, "b")).unwrap();
        assert!(file.exists());
        store.leave_disk().unwrap();
        assert!(!file.exists());
        let all = Wanted::default();
        assert_eq!(store.list(Rest::InMemory, &all, 0, 9).unwrap().0, 0);
    }

    #[test]
    fn a_file_that_is_no_history_is_set_aside_and_kept() {
        let (folder, store) = store();
        let deep = folder.path().join("deep");
        std::fs::create_dir(&deep).unwrap();
        std::fs::write(deep.join("history.db"), vec![b'x'; 4096]).unwrap();
        assert!(store.record(Rest::OnDisk, "a", &entry(1, "a")).is_err());
        let aside = store.set_aside("20261122").unwrap();
        assert_eq!(std::fs::read(deep.join(aside)).unwrap()[0], b'x');
        store.record(Rest::OnDisk, "a", &entry(1, "a")).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, store) = store();
        store.record(Rest::OnDisk, "a", &entry(1, "a")).unwrap();
        for file in std::fs::read_dir(folder.path().join("deep")).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{:?}", file.file_name());
        }
    }

    /// Prints how long a search among 10,000 entries takes: `cargo test --release -p app
    /// searches_of_ten_thousand -- --ignored --nocapture`.
    #[test]
    #[ignore = "a measurement"]
    fn searches_of_ten_thousand_entries() {
        let (_folder, store) = store();
        for number in 0..10_000 {
            let words = format!("GET https://pam.example/api/v1/users/{number}/roles 200 Fir");
            store
                .record(Rest::OnDisk, &words, &entry(number, &words))
                .unwrap();
        }
        let mut slowest = 0.0_f64;
        for number in 0..200 {
            let words = format!("get users {}", number * 37);
            let wanted = Wanted {
                words: &words,
                ..Wanted::default()
            };
            let started = Instant::now();
            let (total, _) = store.list(Rest::OnDisk, &wanted, 0, 100).unwrap();
            slowest = slowest.max(started.elapsed().as_secs_f64() * 1_000.0);
            assert!(total > 0);
        }
        #[expect(clippy::print_stdout, reason = "a measurement is for reading")]
        {
            println!("slowest of 200 searches: {slowest:.1} ms");
        }
    }
}
