//! A run that outlives a crash: what was begun is on the disk before it is sent, and what came of it
//! before the next row is.

use crate::run::{Outcome, RowState, Rules, Run};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// What a run is about, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kept {
    /// The tenant's id.
    pub tenant: String,
    /// The task's id.
    pub task: String,
    /// The name of the sheet.
    pub sheet: String,
    /// When it was made, RFC 3339.
    pub at: String,
    /// When it stops by itself.
    pub rules: Rules,
    /// What every row's task is begun with. Never a secret: no task takes one from a sheet.
    pub rows: Vec<Vec<(String, String)>>,
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk.
    #[error("the journal of a run cannot be kept: {0}")]
    Disk(#[from] io::Error),
    /// It is no journal, or another program's, or somebody changed it.
    #[error("the journal of a run cannot be read")]
    Damaged,
}

/// What happened, one line each.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", deny_unknown_fields)]
enum Line {
    Kept { run: Kept, seal: String },
    Begin { row: usize },
    End { row: usize, outcome: Outcome },
    Again { row: usize },
    Retry,
    GoOn,
}

/// A run's journal: a file that is only ever appended to, and is on the disk after every line.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Begins a journal. A file that is there is never written over.
    ///
    /// # Errors
    /// [`JournalError::Disk`].
    pub fn create(path: &Path, kept: &Kept) -> Result<(Self, Run), JournalError> {
        let mut options = OpenOptions::new();
        options.create_new(true).append(true);
        private(&mut options);
        let mut journal = Self {
            file: options.open(path)?,
            path: path.to_owned(),
        };
        journal.write(&Line::Kept {
            run: kept.clone(),
            seal: seal(kept),
        })?;
        if let Some(folder) = path.parent() {
            // The name is on the disk, too. Folders cannot be flushed everywhere.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok((journal, Run::new(kept.rows.clone(), kept.rules)))
    }

    /// Opens a journal and tells how its run stands. A last line that was cut short is taken back:
    /// it was never answered for.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn open(path: &Path) -> Result<(Self, Kept, Run), JournalError> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        let mut lines = bytes[..whole].split(|b| *b == b'\n');
        let first = lines.next().unwrap_or_default();
        let Ok(Line::Kept {
            run: kept,
            seal: told,
        }) = serde_json::from_slice(first)
        else {
            return Err(JournalError::Damaged);
        };
        if told != seal(&kept) {
            return Err(JournalError::Damaged);
        }
        let mut run = Run::new(kept.rows.clone(), kept.rules);
        for line in lines.filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line).map_err(|_| JournalError::Damaged)? {
                Line::Kept { .. } => return Err(JournalError::Damaged),
                Line::Begin { row } => run.begin(within(&run, row)?),
                Line::End { row, outcome } => {
                    let row = within(&run, row)?;
                    run.end(row, outcome);
                }
                Line::Again { row } => run.again(within(&run, row)?),
                Line::Retry => run.retry_failed(),
                Line::GoOn => run.go_on(),
            }
        }
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let journal = Self {
            file,
            path: path.to_owned(),
        };
        Ok((journal, kept, run))
    }

    /// Writes down that a row is begun, and only then says so to the run. Nothing may be sent for it
    /// before this has returned.
    ///
    /// # Errors
    /// [`JournalError::Disk`]; then the row is not begun.
    pub fn begin(&mut self, run: &mut Run, row: usize) -> Result<(), JournalError> {
        self.write(&Line::Begin { row })?;
        run.begin(row);
        Ok(())
    }

    /// Writes down what came of a row.
    ///
    /// # Errors
    /// [`JournalError::Disk`]; the run knows all the same, and only a crash would forget it.
    pub fn end(&mut self, run: &mut Run, row: usize, outcome: Outcome) -> Result<(), JournalError> {
        run.end(row, outcome.clone());
        self.write(&Line::End { row, outcome })
    }

    /// Writes down that nothing came of a row that was begun.
    ///
    /// # Errors
    /// [`JournalError::Disk`]; then its turn does not come again.
    pub fn again(&mut self, run: &mut Run, row: usize) -> Result<(), JournalError> {
        let begun = run.rows().get(row).map(|row| &row.state) == Some(&RowState::Begun);
        if begun {
            self.write(&Line::Again { row })?;
            run.again(row);
        }
        Ok(())
    }

    /// Writes down that a person has looked and goes on.
    ///
    /// # Errors
    /// [`JournalError::Disk`]; then it does not go on.
    pub fn go_on(&mut self, run: &mut Run) -> Result<(), JournalError> {
        self.write(&Line::GoOn)?;
        run.go_on();
        Ok(())
    }

    /// Writes down that what failed is to be tried again.
    ///
    /// # Errors
    /// [`JournalError::Disk`]; then it is not.
    pub fn retry_failed(&mut self, run: &mut Run) -> Result<(), JournalError> {
        self.write(&Line::Retry)?;
        run.retry_failed();
        Ok(())
    }

    /// Removes the journal of a run that nobody needs any more.
    ///
    /// # Errors
    /// [`JournalError::Disk`].
    pub fn remove(self) -> Result<(), JournalError> {
        drop(self.file);
        Ok(std::fs::remove_file(self.path)?)
    }

    fn write(&mut self, line: &Line) -> Result<(), JournalError> {
        let mut bytes = serde_json::to_vec(line).map_err(io::Error::from)?;
        bytes.push(b'\n');
        let before = self.file.metadata()?.len();
        let written = self
            .file
            .write_all(&bytes)
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half a line must not stand before the next one.
            let _ = self.file.set_len(before);
            return Err(error.into());
        }
        Ok(())
    }
}

fn within(run: &Run, row: usize) -> Result<usize, JournalError> {
    let there = row < run.rows().len();
    there.then_some(row).ok_or(JournalError::Damaged)
}

/// What tells a journal that was damaged by accident; who means to is kept out by the folder.
fn seal(kept: &Kept) -> String {
    let bytes = serde_json::to_vec(kept).unwrap_or_default();
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// For nobody but this user.
#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// The folder is this user's own.
#[cfg(not(unix))]
fn private(_options: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::{Journal, JournalError, Kept};
    use crate::run::{Next, Outcome, RowState, Rules};
    use proptest::prelude::*;

    fn kept(rows: usize) -> Kept {
        Kept {
            tenant: "t1".into(),
            task: "move-computer".into(),
            sheet: "computers.csv".into(),
            at: "2026-11-10T10:00:00Z".into(),
            rules: Rules {
                pilot: 0,
                failures: 0,
            },
            rows: (0..rows)
                .map(|at| vec![("computer".to_owned(), format!("PC-{at}"))])
                .collect(),
        }
    }

    fn done() -> Outcome {
        Outcome::Done {
            words: "moved".into(),
        }
    }

    #[test]
    fn a_run_goes_on_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        let (mut journal, mut run) = Journal::create(&path, &kept(3)).unwrap();
        journal.begin(&mut run, 0).unwrap();
        journal.end(&mut run, 0, done()).unwrap();
        journal.begin(&mut run, 1).unwrap();
        drop((journal, run));
        let (mut journal, again, mut run) = Journal::open(&path).unwrap();
        assert_eq!(again, kept(3));
        assert_eq!(run.rows()[0].state, RowState::Over(done()));
        assert_eq!(run.next(), Next::Look(1));
        journal.again(&mut run, 1).unwrap();
        assert_eq!(run.next(), Next::Row(1));
        assert!(Journal::create(&path, &kept(1)).is_err());
        journal.remove().unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn a_journal_somebody_changed_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.jsonl");
        drop(Journal::create(&path, &kept(2)).unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("PC-1", "PC-9")).unwrap();
        assert!(matches!(Journal::open(&path), Err(JournalError::Damaged)));
        std::fs::write(&path, format!("{text}{{\"is\":\"begin\",\"row\":7}}\n")).unwrap();
        assert!(matches!(Journal::open(&path), Err(JournalError::Damaged)));
    }

    proptest! {
        /// Cut anywhere, a journal opens; what was sent and answered for never begins again by itself.
        #[test]
        fn cut_anywhere_no_row_that_was_begun_begins_again(cut in 0_usize..4000, rows in 1_usize..12) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("run.jsonl");
            let (mut journal, mut run) = Journal::create(&path, &kept(rows)).unwrap();
            // Where the file ended when each row was begun, and when it was over.
            let mut marks = Vec::new();
            let length = || usize::try_from(std::fs::metadata(&path).unwrap().len()).unwrap();
            let head = length();
            for row in 0..rows {
                journal.begin(&mut run, row).unwrap();
                let begun = length();
                journal.end(&mut run, row, done()).unwrap();
                marks.push((begun, length()));
            }
            drop(journal);
            let bytes = std::fs::read(&path).unwrap();
            let cut = head + cut % (bytes.len() - head + 1);
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let (_, _, run) = Journal::open(&path).unwrap();
            for (row, (begun, over)) in marks.into_iter().enumerate() {
                let expected = if cut >= over {
                    RowState::Over(done())
                } else if cut >= begun {
                    RowState::Begun
                } else {
                    RowState::Waiting
                };
                prop_assert_eq!(&run.rows()[row].state, &expected);
            }
        }
    }
}
