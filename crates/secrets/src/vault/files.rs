//! The few things the vault asks of a file system, so that tests can make each of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// A vault above this size is not ours.
pub(super) const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// A file system. [`Disk`] is the real one; the one in the tests fails or dies on demand.
pub(super) trait Files: Send + Sync {
    /// Makes the folder, private to the user. A folder that is there is made private.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// The bytes of a file, or `None` when there is no such file.
    fn read(&self, file: &Path) -> io::Result<Option<Vec<u8>>>;

    /// Writes a new private file, replacing a left-over of that name. When this returns, the
    /// bytes have reached the disk.
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Renames, over a file that is there. [`io::ErrorKind::ResourceBusy`] when another program
    /// holds one of the two.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes sure that renames in this folder have reached the disk.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file. Removing what is not there succeeds.
    fn remove(&self, file: &Path) -> io::Result<()>;
}

/// The file system of the machine.
pub(super) struct Disk;

impl Files for Disk {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
            builder.mode(0o700);
            builder.create(folder)?;
            let mode = fs::metadata(folder)?.permissions().mode();
            if mode & 0o077 != 0 {
                fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
            }
        }
        // Elsewhere the folder for local application data is private already.
        #[cfg(not(unix))]
        builder.create(folder)?;
        Ok(())
    }

    fn read(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        let about = match fs::metadata(file) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if !about.is_file() {
            // Opening a pipe would wait for somebody to write into it.
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if about.len() > FILE_LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        File::open(file)?.take(FILE_LIMIT).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.remove(file)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(file)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to).map_err(held)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows has no such call for folders.
        if cfg!(unix) {
            File::open(folder)?.sync_all()
        } else {
            Ok(())
        }
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(held(error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// Gives one name to what Windows says when a virus scanner or a backup holds a file.
fn held(error: io::Error) -> io::Error {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    match error.raw_os_error() {
        Some(ACCESS_DENIED | SHARING_VIOLATION | LOCK_VIOLATION) if cfg!(windows) => {
            io::ErrorKind::ResourceBusy.into()
        }
        Some(_) | None => error,
    }
}
