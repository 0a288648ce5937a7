//! Programs of others that run while a test does.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A folder with a package of npm and these files of ours, which is made once and kept with what is
/// built.
pub fn node(name: &str, package: &str, files: &[(&str, &str)]) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    // One makes it, and whoever comes meanwhile waits.
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let done = folder.join("installed");
    if !done.is_file() {
        let ours = r#"{"type":"module","private":true}"#;
        std::fs::write(folder.join("package.json"), ours).unwrap();
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut install = Command::new(npm);
        install
            .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg(package)
            .current_dir(&folder);
        if !install.output().is_ok_and(|done| done.status.success()) {
            eprintln!("SKIPPED: {package} cannot be installed");
            return None;
        }
        File::create(done).unwrap();
    }
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    Some(folder)
}

/// A program that ends with the test.
pub struct Running {
    child: Child,
    /// Held open: what cannot be written ends it.
    out: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// The next line that has `words` in it. Everything before it is left out.
    pub fn line_with(&mut self, words: &str) -> String {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            let read = self.out.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended before it said {words:?}");
        }
        line
    }
}
