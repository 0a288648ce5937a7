//! A journal on the disk: a file that is only ever appended to, and is on the disk after every line.

use super::{Live, Running, Uses};
use crate::App;
use crate::wire::{AppError, SetupState};
use serde::{Deserialize, Serialize};
use setup::{ClientName, Kept, Line};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

/// The ending of a journal's file.
const ENDING: &str = "setup";

/// What a plan is about, as it is kept. Never a secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Head {
    /// The tenant's id.
    pub tenant: String,
    /// When it was begun, RFC 3339.
    pub at: String,
    /// What becomes of the credentials.
    pub uses: Uses,
    pub kept: Kept,
}

/// One line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum Written {
    Head {
        head: Box<Head>,
    },
    Line {
        line: Line,
    },
    /// A value of new credentials that is no secret.
    Plain {
        client: ClientName,
        field: String,
        value: String,
    },
    /// The credentials of a client have become what was wished: the tenant that has them.
    Adopted {
        client: ClientName,
        tenant: String,
    },
}

/// A journal.
#[derive(Debug)]
pub(super) struct Journal(File);

/// A journal that was read, line by line.
struct Read {
    journal: Journal,
    head: Head,
    lines: Vec<Line>,
    plain: BTreeMap<ClientName, BTreeMap<String, String>>,
    adopted: BTreeMap<ClientName, String>,
}

pub(super) fn file_name(id: &str) -> String {
    format!("{id}.{ENDING}")
}

impl Journal {
    /// Begins a journal. A file that is there is never written over.
    fn create(path: &Path, head: &Head) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create_new(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut journal = Self(options.open(path)?);
        let head = Box::new(head.clone());
        journal.write(&Written::Head { head })?;
        if let Some(folder) = path.parent() {
            // The name is on the disk, too. Folders cannot be flushed everywhere.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(journal)
    }

    /// Writes a line; it is on the disk when this returns.
    pub(super) fn write(&mut self, line: &Written) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line).map_err(io::Error::from)?;
        bytes.push(b'\n');
        self.0.write_all(&bytes)?;
        self.0.sync_data()
    }
}

impl Read {
    /// Reads a journal. A last line that was cut short is taken back: nothing was done for it.
    fn open(path: &Path) -> io::Result<Self> {
        let bytes = std::fs::read(path)?;
        let whole = bytes
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        let file = OpenOptions::new().append(true).open(path)?;
        file.set_len(whole as u64)?;
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let mut read: Option<Self> = None;
        let mut file = Some(file);
        for line in bytes[..whole].split(|b| *b == b'\n') {
            if line.is_empty() {
                continue;
            }
            match (
                serde_json::from_slice(line).map_err(|_| damaged())?,
                &mut read,
            ) {
                (Written::Head { head }, None) => {
                    read = Some(Self {
                        journal: Journal(file.take().ok_or_else(damaged)?),
                        head: *head,
                        lines: Vec::new(),
                        plain: BTreeMap::new(),
                        adopted: BTreeMap::new(),
                    });
                }
                (Written::Line { line }, Some(read)) => read.lines.push(line),
                (
                    Written::Plain {
                        client,
                        field,
                        value,
                    },
                    Some(read),
                ) => {
                    read.plain.entry(client).or_default().insert(field, value);
                }
                (Written::Adopted { client, tenant }, Some(read)) => {
                    read.adopted.insert(client, tenant);
                }
                _ => return Err(damaged()),
            }
        }
        read.ok_or_else(damaged)
    }

    fn running(self, id: String) -> Running {
        let state = match setup::standing(&setup::states(&self.head.kept.plan, &self.lines)) {
            setup::Standing {
                resumable: false, ..
            } => SetupState::Done {
                tenants: self.adopted.values().cloned().collect(),
            },
            setup::Standing { .. } => SetupState::Interrupted,
        };
        Running {
            id,
            head: self.head,
            live: Mutex::new(Live {
                journal: self.journal,
                lines: self.lines,
                plain: self.plain,
                adopted: self.adopted,
                state,
                left: Vec::new(),
                untested: Vec::new(),
                parked: None,
            }),
            busy: AtomicBool::new(false),
        }
    }
}

impl App {
    /// Begins the journal of a plan. Nothing may be sent before this has returned.
    pub(super) async fn begin_setup(&self, head: Head) -> Result<Arc<Running>, AppError> {
        let folder = self.setups_folder();
        let id = {
            let mut state = self.core.setting_up.state();
            state.made += 1;
            let second = self.core.ports.clock.now().as_second();
            format!("setup-{second}-{}", state.made)
        };
        let path = folder.join(file_name(&id));
        let made = self
            .blocking(move |_| {
                std::fs::create_dir_all(&folder)?;
                let journal = Journal::create(&path, &head)?;
                io::Result::Ok((journal, head))
            })
            .await?;
        let (journal, head) = made.map_err(|error| unkept(&error))?;
        let read = Read {
            journal,
            head,
            lines: Vec::new(),
            plain: BTreeMap::new(),
            adopted: BTreeMap::new(),
        };
        let running = Arc::new(read.running(id.clone()));
        let mut state = self.core.setting_up.state();
        state.runs.insert(id, Arc::clone(&running));
        Ok(running)
    }

    /// Makes the plans of earlier starts known.
    pub(super) async fn open_setups(&self) -> Result<(), AppError> {
        let folder = self.setups_folder();
        let known: Vec<String> = self.core.setting_up.state().runs.keys().cloned().collect();
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
                match Read::open(&path) {
                    Ok(read) => opened.push((id, read)),
                    Err(error) => core.ports.journal.note(&format!("{id}: {error}")),
                }
            }
            opened
        });
        for (id, read) in opened.await? {
            let running = Arc::new(read.running(id.clone()));
            let mut state = self.core.setting_up.state();
            state.runs.entry(id).or_insert(running);
        }
        Ok(())
    }

    /// Writes into a plan's journal.
    pub(super) async fn write_setup(
        &self,
        running: &Arc<Running>,
        line: Written,
    ) -> Result<(), AppError> {
        let at = Arc::clone(running);
        let written = self.blocking(move |_| {
            let mut live = at.live();
            live.journal.write(&line)?;
            match line {
                Written::Head { .. } => {}
                Written::Line { line } => live.lines.push(line),
                Written::Plain {
                    client,
                    field,
                    value,
                } => {
                    live.plain.entry(client).or_default().insert(field, value);
                }
                Written::Adopted { client, tenant } => {
                    live.adopted.insert(client, tenant);
                }
            }
            io::Result::Ok(())
        });
        written.await?.map_err(|error| unkept(&error))
    }
}

fn unkept(error: &io::Error) -> AppError {
    AppError::File {
        name: "setups".to_owned(),
        why: error.kind().to_string(),
    }
}
