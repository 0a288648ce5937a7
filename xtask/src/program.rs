//! Finding and calling other programs.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::tree;
use crate::trouble::Trouble;

/// A program, what it is told, and where it runs: the workspace unless said otherwise.
pub struct Call {
    command: Command,
    shown: String,
}

impl Call {
    /// A call of a program by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(tree::root());
        if colour() == "never" {
            command.env("NO_COLOR", "1");
        }
        let shown = Path::new(program)
            .file_stem()
            .unwrap_or(program)
            .to_string_lossy()
            .into_owned();
        Self { command, shown }
    }

    /// The cargo that started us, so that the toolchain stays the same.
    pub fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .env("CARGO_TERM_COLOR", colour())
    }

    /// npm, which has another name on Windows.
    pub fn npm() -> Self {
        Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
    }

    /// A program that npm installed for the workspace.
    pub fn tool(name: &str) -> Self {
        let file = if cfg!(windows) {
            format!("{name}.cmd")
        } else {
            name.to_owned()
        };
        Self::new(tree::root().join("node_modules").join(".bin").join(file))
    }

    /// Adds one argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// Sets one variable of the environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in another folder.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs with the terminal as its own; anything but success is a trouble.
    pub fn run(mut self) -> Result<(), Trouble> {
        let status = self.command.status().map_err(|error| self.absent(error))?;
        judge(self.shown, status)
    }

    /// Runs and gives back what was written to standard output; errors pass through.
    pub fn output(self) -> Result<String, Trouble> {
        let shown = self.shown.clone();
        let (text, status) = self.answer()?;
        judge(shown, status)?;
        Ok(text)
    }

    /// The same with the status, for a program that also answers when it ends badly.
    pub fn answer(mut self) -> Result<(String, ExitStatus), Trouble> {
        self.command.stdin(Stdio::null()).stderr(Stdio::inherit());
        let output = self.command.output().map_err(|error| self.absent(error))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok((text, output.status))
    }

    /// What it wrote to standard output, or nothing when it is not there or failed.
    pub fn silent_output(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it ran and ended well; nothing of it is shown.
    pub fn succeeds(mut self) -> bool {
        let quiet = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }

    /// Runs silently; what it said is shown only when it fails.
    pub fn quietly(self) -> Result<(), Trouble> {
        let shown = self.shown.clone();
        let (_, status) = self.overheard()?;
        judge(shown, status)
    }

    /// Runs silently and gives back its words with the status; they are shown only when it fails.
    pub fn overheard(mut self) -> Result<(String, ExitStatus), Trouble> {
        self.command.stdin(Stdio::null());
        let output = self.command.output().map_err(|error| self.absent(error))?;
        let said = [output.stdout, output.stderr].concat();
        if !output.status.success() {
            // Lost only when the terminal is gone, and then nobody reads it.
            let _ = std::io::stderr().write_all(&said);
        }
        Ok((
            without_colours(&String::from_utf8_lossy(&said)),
            output.status,
        ))
    }

    /// Runs with its words shown as they come, and gives them back with the status.
    pub fn heard(mut self) -> Result<(String, ExitStatus), Trouble> {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.command.spawn().map_err(|error| self.absent(error))?;
        let out = child
            .stdout
            .take()
            .expect("standard output was asked for above");
        let err = child
            .stderr
            .take()
            .expect("standard error was asked for above");
        let other = std::thread::spawn(move || pass_on(err, std::io::stderr()));
        let mut text = pass_on(out, std::io::stdout());
        text.push_str(&other.join().expect("passing lines on does not panic"));
        let status = child
            .wait()
            .map_err(Trouble::io(format!("wait for {}", self.shown)))?;
        Ok((text, status))
    }

    fn absent(&self, error: std::io::Error) -> Trouble {
        Trouble::io(format!("start `{}`", self.shown))(error)
    }
}

/// Anything but success is a trouble.
fn judge(program: String, status: ExitStatus) -> Result<(), Trouble> {
    if status.success() {
        return Ok(());
    }
    let how = status.code().map_or_else(
        || "was stopped by a signal".to_owned(),
        |code| format!("ended with status {code}"),
    );
    Err(Trouble::Refused {
        program,
        how,
        next: String::new(),
    })
}

/// Copies lines to `to` and keeps them, without colour codes.
fn pass_on(from: impl Read, mut to: impl Write) -> String {
    let mut kept = String::new();
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while matches!(lines.read_until(b'\n', &mut line), Ok(read) if read > 0) {
        // Showing is a courtesy; the kept text is what counts.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        kept.push_str(&without_colours(&String::from_utf8_lossy(&line)));
        line.clear();
    }
    kept
}

/// Removes the escape sequences that colour a terminal.
pub fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        let sequence = &rest[start + 2..];
        let end = sequence
            .find(|c: char| c.is_ascii_alphabetic())
            .map_or(sequence.len(), |at| at + 1);
        rest = &sequence[end..];
    }
    plain.push_str(rest);
    plain
}

/// Programs lose sight of the terminal behind a pipe, so they are told.
pub fn colour() -> &'static str {
    use std::io::IsTerminal as _;
    let wanted = std::env::var_os("NO_COLOR").is_none() && std::io::stdout().is_terminal();
    if wanted { "always" } else { "never" }
}

/// The full path of the first of these programs that can be found.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd"]
    } else {
        &[""]
    };
    names.iter().find_map(|name| {
        folders.iter().find_map(|folder| {
            endings.iter().find_map(|ending| {
                let file = folder.join(OsString::from(format!("{name}{ending}")));
                file.is_file().then_some(file)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_codes_do_not_reach_what_is_parsed() {
        let coloured = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.5s] \u{1b}[1m3\u{1b}[0m tests run";
        assert_eq!(
            without_colours(coloured),
            "     Summary [   0.5s] 3 tests run"
        );
    }

    #[test]
    fn an_unfinished_colour_code_ends_the_text() {
        assert_eq!(without_colours("done\u{1b}[3"), "done");
    }

    #[test]
    fn a_program_nobody_has_is_not_found() {
        assert_eq!(find(&["a-program-that-nobody-has"]), None);
    }
}
