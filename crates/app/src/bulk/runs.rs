//! The runs there are: their journals on disk, what came of them, and forgetting them.

use super::{Going, Running, views};
use crate::App;
use crate::wire::{AppError, BulkStop, BulkView};
use bulk::{Journal, JournalError, Kept, Next};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

/// The ending of a journal's file.
const ENDING: &str = "run";

impl App {
    /// The runs that were begun, newest first.
    ///
    /// # Errors
    /// None; a journal that cannot be read is left where it is.
    pub async fn bulk_list(&self) -> Result<Vec<BulkView>, AppError> {
        self.open_runs().await?;
        let runs: Vec<Arc<Running>> = self.core.bulk.state().runs.values().cloned().collect();
        let mut views: Vec<BulkView> = runs
            .iter()
            .map(|running| {
                let task = self.task_of(&running.kept.tenant, &running.kept.task);
                let title = task.map(|(_, _, task)| task.title.clone());
                views::view(running, title.unwrap_or_default())
            })
            .collect();
        views.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(views)
    }

    /// Writes what came of a run into a file the person chooses; answers the file's name.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such run, [`AppError::File`].
    pub async fn bulk_save(&self, run: String) -> Result<Option<String>, AppError> {
        let running = self.running(&run)?;
        let (_, _, task) = self.task_of(&running.kept.tenant, &running.kept.task)?;
        let stem = running.kept.sheet.trim_end_matches(".csv").to_owned();
        let name = format!("{stem} result.csv");
        let Some(path) = self.core.ports.desk.save_file(&name).await else {
            return Ok(None);
        };
        let columns: Vec<(String, String)> = task
            .ask
            .iter()
            .map(|ask| (ask.id.clone(), ask.label.clone()))
            .collect();
        let written = self.blocking(move |_| {
            let mut bytes = Vec::new();
            bulk::result(&running.going().run, &columns, &mut bytes)?;
            std::fs::write(&path, bytes)?;
            let name = path.file_name().unwrap_or_default();
            Ok(name.to_string_lossy().into_owned())
        });
        let written: std::io::Result<String> = written.await?;
        written.map(Some).map_err(|error| AppError::File {
            name,
            why: error.kind().to_string(),
        })
    }

    /// Forgets a run.
    ///
    /// # Errors
    /// [`AppError::Stale`] when there is no such run, or it is going on.
    pub async fn bulk_forget(&self, run: String) -> Result<(), AppError> {
        let running = self.running(&run)?;
        let _busy = running.busy()?;
        let file = self.runs_folder().join(format!("{}.{ENDING}", running.id));
        self.core.bulk.state().runs.shift_remove(&running.id);
        let removed = self.blocking(move |_| std::fs::remove_file(file)).await?;
        removed.map_err(|error| AppError::File {
            name: running.id.clone(),
            why: error.kind().to_string(),
        })
    }

    fn runs_folder(&self) -> PathBuf {
        self.core.ports.folder.join("runs")
    }

    /// Makes a run with its journal.
    pub(super) async fn begin_run(&self, kept: Kept) -> Result<Arc<Running>, AppError> {
        let folder = self.runs_folder();
        let id = {
            let second = self.core.ports.clock.now().as_second();
            self.core.bulk.state().id(&format!("run-{second}"))
        };
        let file = folder.join(format!("{id}.{ENDING}"));
        let (made, kept) = self
            .blocking(move |_| {
                let made = std::fs::create_dir_all(&folder)
                    .map_err(JournalError::from)
                    .and_then(|()| Journal::create(&file, &kept));
                (made, kept)
            })
            .await?;
        let (journal, run) = made.map_err(unkept)?;
        let running = Arc::new(Running {
            id: id.clone(),
            kept,
            state: Mutex::new(Going {
                run,
                journal,
                stopped: None,
                problem: None,
            }),
            pause: AtomicBool::new(false),
            busy: AtomicBool::new(false),
        });
        let mut state = self.core.bulk.state();
        state.runs.insert(id, Arc::clone(&running));
        Ok(running)
    }

    /// Makes the runs of earlier starts known.
    pub(super) async fn open_runs(&self) -> Result<(), AppError> {
        let folder = self.runs_folder();
        let known: Vec<String> = self.core.bulk.state().runs.keys().cloned().collect();
        let opened = self.blocking(move |core| {
            let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            let mut opened = Vec::new();
            for path in files.map(|file| file.path()) {
                let name = path.file_stem().unwrap_or_default();
                let id = name.to_string_lossy().into_owned();
                let ours = path.extension().is_some_and(|ending| ending == ENDING);
                if !ours || known.contains(&id) {
                    continue;
                }
                match Journal::open(&path) {
                    Ok(found) => opened.push((id, found)),
                    Err(error) => core.ports.journal.note(&format!("{id}: {error}")),
                }
            }
            opened
        });
        for (id, (journal, kept, run)) in opened.await? {
            let ended = run.next() == Next::Ended;
            let stopped = if ended {
                BulkStop::Ended
            } else {
                BulkStop::Interrupted
            };
            let running = Running {
                id: id.clone(),
                kept,
                state: Mutex::new(Going {
                    run,
                    journal,
                    stopped: Some(stopped),
                    problem: None,
                }),
                pause: AtomicBool::new(false),
                busy: AtomicBool::new(false),
            };
            let mut state = self.core.bulk.state();
            state.runs.entry(id).or_insert_with(|| Arc::new(running));
        }
        Ok(())
    }
}

/// Why a run cannot be kept.
pub(super) fn unkept(error: JournalError) -> AppError {
    let why = match error {
        JournalError::Disk(error) => error.kind().to_string(),
        JournalError::Damaged => String::new(),
    };
    AppError::File {
        name: "runs".to_owned(),
        why,
    }
}
