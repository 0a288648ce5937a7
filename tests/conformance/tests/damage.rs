//! What goes wrong around the program: damaged files, folders that cannot be written, parts of it
//! that end early. It says what happened and goes on.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use app::wire::{
    AppError, HistoryFilter, HistoryPage, Notice, OpenTab, SecretRequest, Settings, Window,
};
use app::{Desk, Journal, Later, Secret, Wanted};
use conformance::World;
use domain::SystemClock;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const EPM: &str = "beyondtrust-epm";

async fn notices(world: &World) -> Vec<Notice> {
    world.app.app_status().await.unwrap().notices
}

async fn history(world: &World) -> Result<HistoryPage, AppError> {
    let all = HistoryFilter {
        words: String::new(),
        tenant: None,
        operation: None,
    };
    let window = Window {
        from: 0,
        at_most: 100,
    };
    world.app.history_list(all, window).await
}

async fn sends(world: &World) {
    let document = format!("tenant:{}", world.tenant(EPM));
    let sent = world.send(EPM, &document, "GET /v3/Computers", None).await;
    assert_eq!(sent.unwrap().line.status, Some(200));
}

type Damage = fn(&Path);

/// What may become of a file. Root may write anywhere, so nothing here relies on permissions.
fn damages() -> [(&'static str, Damage); 5] {
    fn flipped(file: &Path, from: usize) {
        let mut bytes = std::fs::read(file).unwrap();
        for byte in bytes.iter_mut().skip(from) {
            *byte ^= 0x5A;
        }
        std::fs::write(file, bytes).unwrap();
    }
    [
        ("another file", |file| {
            std::fs::write(file, "not a database at all\n".repeat(1_000)).unwrap();
        }),
        ("cut in the middle", |file| {
            let bytes = std::fs::read(file).unwrap();
            std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("its head flipped", |file| flipped(file, 0)),
        ("all but its head flipped", |file| flipped(file, 100)),
        ("all but its first page flipped", |file| flipped(file, 4096)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_history_is_set_aside_and_a_new_one_is_used() {
    // S11: history store damaged
    let mut world = World::start().await;
    for (name, damage) in damages() {
        sends(&world).await;
        assert!(history(&world).await.unwrap().total >= 1);
        world = world
            .restart_after(|folder| {
                let file = folder.join("history.db");
                damage(&file);
                for beside in ["history.db-wal", "history.db-shm"] {
                    // They are gone when the program was closed.
                    let _ = std::fs::remove_file(folder.join(beside));
                }
            })
            .await;
        sends(&world).await;
        let page = history(&world).await.unwrap();
        assert!(page.total >= 1, "{name}: what was sent now is there");
        for line in &page.lines {
            let entry = world.app.history_get(line.id.clone()).await;
            assert!(entry.is_ok(), "{name}: {entry:?}");
        }
        let told = notices(&world).await;
        let set_aside = told.iter().find_map(|notice| match notice {
            Notice::SetAside { file, to } if file == "history.db" => Some(to),
            _ => None,
        });
        let to = set_aside.unwrap_or_else(|| panic!("{name}: nothing is told: {told:?}"));
        assert!(world.folder().join(to).is_file(), "{name}: it is kept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_is_damaged_at_work_is_set_aside_as_well() {
    // S11: history store damaged
    let world = World::start().await;
    sends(&world).await;
    let file = world.folder().join("history.db");
    // What another program did to the file behind our back.
    for name in ["history.db", "history.db-wal"] {
        let path = world.folder().join(name);
        let length = std::fs::metadata(&path).map_or(0, |about| about.len());
        std::fs::write(&path, vec![0x5A; usize::try_from(length).unwrap()]).unwrap();
    }
    for _ in 0..3 {
        sends(&world).await;
    }
    assert!(history(&world).await.unwrap().total >= 1);
    assert!(file.is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_can_be_nowhere_takes_nothing_else_with_it() {
    // S11: history store damaged
    let world = World::start().await;
    let world = world
        .restart_after(|folder| {
            let file = folder.join("history.db");
            let _ = std::fs::remove_file(&file);
            std::fs::create_dir(&file).unwrap();
            std::fs::write(file.join("in the way"), b"").unwrap();
        })
        .await;
    sends(&world).await;
    assert_eq!(world.card(EPM).await.problem, None);
    let page = history(&world).await;
    let told = notices(&world).await;
    let about = |notice: &Notice| matches!(notice, Notice::ReadOnly { file } | Notice::SetAside { file, .. } if file == "history.db");
    assert!(page.is_ok() || told.iter().any(about), "{page:?} {told:?}");
    assert!(told.iter().any(about), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_log_everything_works_and_it_is_told() {
    // S12: log folder not writable
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("a file");
    std::fs::write(&file, b"").unwrap();
    // A folder that is a file cannot be written by anybody, root included.
    let log = file.join("keydesk.log");
    let world = World::start_with(|ports| {
        ports.journal = Arc::new(Journal::at(Some(log), Arc::new(SystemClock)));
    })
    .await;
    let no_log = Notice::NoLog {
        file: "keydesk.log".to_owned(),
    };
    assert_eq!(notices(&world).await, std::slice::from_ref(&no_log));
    sends(&world).await;
    assert_eq!(world.card(EPM).await.problem, None);
    world.app.note("something happened");
    assert_eq!(notices(&world).await, [no_log]);

    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    world.app.note("something else happened");
    assert_eq!(notices(&world).await, [], "it works again");
}

/// A desk that panics where it is touched.
struct Broken;

impl Desk for Broken {
    fn open_secret_window(&self) {
        panic!("canary of the window");
    }

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
        panic!("canary of the clipboard")
    }

    fn put_clipboard(&self, _text: Secret<String>) -> std::io::Result<()> {
        Ok(())
    }

    fn clear_clipboard_if(&self, _text: &Secret<String>) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_panics_fails_alone_and_only_its_place_is_written_down() {
    // U2: panic in a command
    app::quiet_panics();
    let world = World::start_with(|ports| ports.desk = Arc::new(Broken)).await;
    let app = &world.app;
    let request = || {
        let request = serde_json::json!({
            "vendor": EPM, "method": "api-account", "field": "client_secret", "tenantName": "Fir",
        });
        serde_json::from_value::<SecretRequest>(request).unwrap()
    };
    let mut references = Vec::new();
    for _ in 0..3 {
        let picked = app.answered("explorer_pick", app.explorer_pick()).await;
        let pasted = app
            .answered("secret_paste", app.secret_paste(request()))
            .await;
        let asked = app
            .answered("secret_request", app.secret_request(request()))
            .await;
        for error in [picked.err(), pasted.err(), asked.err()] {
            let Some(AppError::Bug { reference }) = error else {
                panic!("{error:?}");
            };
            references.push(reference);
        }
        sends(&world).await;
        assert_eq!(world.card(EPM).await.problem, None);
    }
    let log = std::fs::read_to_string(world.folder().join("keydesk.log")).unwrap();
    for reference in references {
        let line = log.lines().find(|line| line.contains(&reference));
        let line = line.unwrap_or_else(|| panic!("{reference} is nowhere in {log}"));
        assert!(line.contains("tests/damage.rs:"), "{line}");
    }
    assert!(!log.contains("canary"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_open_is_left_closed_after_two_starts_that_ended_early() {
    // U6: start after crash
    let world = World::start().await;
    let tab = OpenTab {
        document: format!("tenant:{}", world.tenant(EPM)),
        operation: "GET /v3/Computers".to_owned(),
    };
    let settings = Settings {
        explorer_tabs: vec![tab.clone()],
        ..world.app.settings_get().await.unwrap()
    };
    world.app.settings_set(settings).await.unwrap();
    let tabs = async |world: &World| world.app.settings_get().await.unwrap().explorer_tabs;
    let world = world.restart().await;
    let open = std::slice::from_ref(&tab);
    assert_eq!(tabs(&world).await, open, "closed as it should be");
    let mut world = world;
    for _ in 0..2 {
        world = world.killed().await;
        let page = history(&world).await.unwrap();
        assert_eq!(page.total, 0, "no request is sent again by itself");
    }
    assert_eq!(tabs(&world).await, []);
    assert_eq!(notices(&world).await, [Notice::NothingRestored]);
    let world = world.restart().await;
    assert_eq!(tabs(&world).await, [tab], "they were left, not lost");
}
