//! Where a redacted body is kept: in memory while it is small, in a private file beyond that.

use crate::pieces::{Breaker, Lines};
use crate::scan::Outline;
use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tempfile::TempPath;

/// How the files are called; those of a program that was killed are found by it.
const PREFIX: &str = "answer-";
const SUFFIX: &str = ".part";

/// Removes what a program that was killed left in the folder, and says how many files that were.
/// For the start of the program, before the first answer. A folder that is not there has none.
///
/// # Errors
/// When the folder cannot be read, or a file cannot be removed.
pub fn remove_leftovers(folder: &Path) -> io::Result<usize> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if ours && entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// A finished, redacted text and where its lines are. A cheap handle; the file goes with the last.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    backing: Backing,
    length: u64,
    pub(crate) lines: Arc<Lines>,
    outline: Arc<OnceLock<Arc<Outline>>>,
}

#[derive(Debug, Clone)]
enum Backing {
    Memory(Arc<Vec<u8>>),
    File(Arc<TempPath>),
}

impl PartialEq for Stored {
    fn eq(&self, other: &Self) -> bool {
        match (&self.backing, &other.backing) {
            (Backing::Memory(a), Backing::Memory(b)) => a == b,
            (Backing::File(a), Backing::File(b)) => Arc::ptr_eq(a, b),
            (Backing::Memory(_), Backing::File(_)) | (Backing::File(_), Backing::Memory(_)) => {
                false
            }
        }
    }
}

impl Eq for Stored {}

/// Reads a stored text from any place.
pub(crate) trait Text: Read + Seek {}

impl<T: Read + Seek> Text for T {}

impl Stored {
    /// Keeps a small text in memory.
    pub(crate) fn in_memory(bytes: Vec<u8>, lines: Lines) -> Self {
        Self {
            length: bytes.len() as u64,
            backing: Backing::Memory(Arc::new(bytes)),
            lines: Arc::new(lines),
            outline: Arc::default(),
        }
    }

    /// Where its long containers are, once somebody wanted to know.
    pub(crate) fn outline(&self) -> &OnceLock<Arc<Outline>> {
        &self.outline
    }

    /// How long it is, in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// The whole, when it is in memory.
    pub(crate) fn memory(&self) -> Option<&[u8]> {
        match &self.backing {
            Backing::Memory(bytes) => Some(bytes),
            Backing::File(_) => None,
        }
    }

    /// A reader of its own.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Text + '_>> {
        Ok(match &self.backing {
            Backing::Memory(bytes) => Box::new(Cursor::new(bytes.as_slice())),
            Backing::File(path) => Box::new(File::open(path.as_ref())?),
        })
    }

    /// Some lines as they are stored, without their line ends.
    pub(crate) fn slice(&self, from: u64, at_most: usize) -> io::Result<Vec<Vec<u8>>> {
        let mut found = Vec::new();
        let last = from.saturating_add(at_most as u64).min(self.lines.count());
        if from >= last {
            return Ok(found);
        }
        let (mut line, start) = self.lines.before(from);
        let mut reader = self.open()?;
        reader.seek(SeekFrom::Start(start))?;
        let mut breaker = Breaker::at(start);
        let mut block = vec![0; 64 * 1024];
        let mut open = Vec::new();
        let mut at = start;
        while line < last {
            let read = reader.read(&mut block)?;
            let bytes = &block[..read];
            let mut begun = 0;
            let mut take = |bytes: &[u8], ends: bool| {
                if (from..last).contains(&line) {
                    open.extend_from_slice(bytes);
                    if ends {
                        found.push(std::mem::take(&mut open));
                    }
                }
                line += u64::from(ends);
            };
            breaker.piece(bytes, |start| {
                let end = usize::try_from(start - at).unwrap_or(read);
                take(&bytes[begun..end], true);
                begun = end;
            });
            take(&bytes[begun..], read == 0);
            at += read as u64;
        }
        for line in &mut found {
            while line.last().is_some_and(|end| matches!(end, b'\n' | b'\r')) {
                line.pop();
            }
        }
        Ok(found)
    }
}

/// Writes a redacted text to a private file.
pub(crate) struct Writing {
    file: BufWriter<File>,
    path: TempPath,
    length: u64,
    breaker: Breaker,
    lines: Lines,
}

impl Writing {
    /// Begins a file in the folder, which only the user may read.
    pub(crate) fn begin(folder: &Path) -> io::Result<Self> {
        // The library creates it with a random name, for this user alone and only if it is new.
        let file = tempfile::Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .rand_bytes(12)
            .tempfile_in(folder)?;
        let (file, path) = file.into_parts();
        Ok(Self {
            file: BufWriter::with_capacity(256 * 1024, file),
            path,
            length: 0,
            breaker: Breaker::at(0),
            lines: Lines::begin(),
        })
    }

    /// Writes a piece.
    pub(crate) fn piece(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        let lines = &mut self.lines;
        self.breaker.piece(bytes, |start| lines.push(start));
        Ok(())
    }

    /// Ends the file; `text` says whether it has lines.
    pub(crate) fn end(mut self, text: bool) -> io::Result<Stored> {
        self.file.flush()?;
        let lines = if text { self.lines } else { Lines::default() };
        Ok(Stored {
            backing: Backing::File(Arc::new(self.path)),
            length: self.length,
            lines: Arc::new(lines),
            outline: Arc::default(),
        })
    }
}
