//! Where the lines rest: numbered files in a folder of the user's own.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Numbered files that are appended to. All implementations pass the contract in
/// `testing::contract`.
pub trait Storage: Send + Sync {
    /// The numbers of the files, in order.
    ///
    /// # Errors
    /// When the folder cannot be read; one that is not there has no files.
    fn files(&self) -> io::Result<Vec<u32>>;

    /// All of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, file: u32) -> io::Result<Vec<u8>>;

    /// Puts bytes behind a file's last, and waits until they are on the disk. A file that is not
    /// there is made; no bytes show whether that can be done.
    ///
    /// # Errors
    /// When they could not be written; some of them may have been.
    fn append(&self, file: u32, bytes: &[u8]) -> io::Result<()>;

    /// Cuts a file to a length, in bytes.
    ///
    /// # Errors
    /// When that could not be done.
    fn cut(&self, file: u32, length: u64) -> io::Result<()>;

    /// Renames all files, so that they are kept and not read any more.
    ///
    /// # Errors
    /// When one could not be renamed.
    fn set_aside(&self, stamp: &str) -> io::Result<()>;

    /// What people know a file by.
    fn name(&self, file: u32) -> String;
}

/// A folder on the disk, readable by its user alone.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder that may not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    fn file(&self, file: u32) -> PathBuf {
        self.path.join(self.name(file))
    }

    fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(&self.path)
    }
}

fn number(path: &Path) -> Option<u32> {
    let name = path.file_name()?.to_str()?;
    let digits = name.strip_prefix("audit-")?.strip_suffix(".log")?;
    (digits.len() == 6).then(|| digits.parse().ok()).flatten()
}

impl Storage for Folder {
    fn files(&self) -> io::Result<Vec<u32>> {
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = Vec::new();
        for entry in entries {
            files.extend(number(&entry?.path()));
        }
        files.sort_unstable();
        Ok(files)
    }

    fn read(&self, file: u32) -> io::Result<Vec<u8>> {
        fs::read(self.file(file))
    }

    fn append(&self, file: u32, bytes: &[u8]) -> io::Result<()> {
        self.make()?;
        let path = self.file(file);
        let fresh = !path.exists();
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut open = options.open(path)?;
        open.write_all(bytes)?;
        open.sync_data()?;
        // On Windows a folder cannot be flushed, and a new file is durable without it.
        #[cfg(unix)]
        if fresh {
            fs::File::open(&self.path)?.sync_all()?;
        }
        #[cfg(not(unix))]
        let _ = fresh;
        Ok(())
    }

    fn cut(&self, file: u32, length: u64) -> io::Result<()> {
        let open = OpenOptions::new().write(true).open(self.file(file))?;
        open.set_len(length)?;
        open.sync_all()
    }

    fn set_aside(&self, stamp: &str) -> io::Result<()> {
        for file in self.files()? {
            let aside = format!("{}.before-{stamp}", self.name(file));
            fs::rename(self.file(file), self.path.join(aside))?;
        }
        Ok(())
    }

    fn name(&self, file: u32) -> String {
        format!("audit-{file:06}.log")
    }
}
