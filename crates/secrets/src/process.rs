//! What makes this process harder to look into. For the first lines of `main`: what was read
//! before cannot be taken back.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::process::{Command, ExitCode};
use thiserror::Error;

/// Variables that open the web view to others, or have it load their files: its remote inspectors,
/// its command line, its folders, a start without its sandbox, and the toolkit's inspector. As
/// documented for `WebKitGTK` and for the environment of `WebView2`.
const WEB_VIEW_SWITCHES: &[&str] = &[
    "GTK3_MODULES",
    "GTK_DEBUG",
    "GTK_MODULES",
    "SSLKEYLOGFILE",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS",
    "WEBKIT_EXEC_PATH",
    "WEBKIT_INJECTED_BUNDLE_PATH",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
    "WEBVIEW2_CHANNEL_SEARCH_KIND",
    "WEBVIEW2_PIPE_FOR_SCRIPT_DEBUGGER",
    "WEBVIEW2_RELEASE_CHANNELS",
    "WEBVIEW2_RELEASE_CHANNEL_PREFERENCE",
    "WEBVIEW2_USER_DATA_FOLDER",
    "WEBVIEW2_WAIT_FOR_SCRIPT_DEBUGGER",
];

/// The system did not let us harden the process. The program works all the same; the fact belongs
/// into its log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the process was not hardened: {detail}")]
pub struct NotHardened {
    /// What the system said.
    pub detail: String,
}

/// From here on, other programs of the same user can neither read this process's memory nor trace
/// it, and no core file is written when it dies; on Windows its access list allows no more than to
/// ask for its state and to end it. Programs that are started from it are as they would be anyway.
///
/// Debugging it is prevented as well, so programs that are built for debugging leave it out.
///
/// # Errors
/// [`NotHardened`] when the system refuses; some of it may have been done.
pub fn harden_process() -> Result<(), NotHardened> {
    // Looking for a debugger that is already there helps nobody: it has seen to that.
    let hardened = secmem_proc::Config::new_with_anti_tracing(false).harden_process();
    hardened.map_err(|error| NotHardened {
        detail: error.to_string(),
    })
}

/// What [`clean_environment`] found.
#[derive(Debug)]
pub enum Environment {
    /// Nothing to remove: the program goes on.
    Clean,
    /// The program was started again without what was removed, and has ended with this.
    Restarted(ExitCode),
}

/// Starts the program again when its environment has variables that open the web view to others,
/// without them: a process cannot safely remove its own once libraries have threads. Where the
/// system can, the new program takes the place of this one, and this does not return.
///
/// # Errors
/// The program could not be started again. Going on would mean going on with the variables.
pub fn clean_environment() -> io::Result<Environment> {
    let switches = switches(env::vars_os().map(|(name, _)| name));
    if switches.is_empty() {
        return Ok(Environment::Clean);
    }
    let mut again = Command::new(env::current_exe()?);
    again.args(env::args_os().skip(1));
    for name in switches {
        again.env_remove(name);
    }
    restart(again)
}

#[cfg(unix)]
fn restart(mut again: Command) -> io::Result<Environment> {
    use std::os::unix::process::CommandExt;
    Err(again.exec())
}

#[cfg(not(unix))]
fn restart(mut again: Command) -> io::Result<Environment> {
    let ended = again.status()?;
    let code = ended.code().and_then(|code| u8::try_from(code).ok());
    Ok(Environment::Restarted(
        code.map_or(ExitCode::FAILURE, ExitCode::from),
    ))
}

/// Those of these names that are switches; Windows does not tell capitals from small letters.
fn switches(names: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let is_switch = |name: &OsStr| {
        WEB_VIEW_SWITCHES
            .iter()
            .any(|switch| name.eq_ignore_ascii_case(switch))
    };
    names.filter(|name| is_switch(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::switches;

    #[test]
    fn only_what_opens_the_web_view_is_removed() {
        let names = ["PATH", "WEBKIT_INSPECTOR_SERVER", "gtk_debug", "HOME"];
        let found = switches(names.iter().map(Into::into));
        assert_eq!(found, ["WEBKIT_INSPECTOR_SERVER", "gtk_debug"]);
    }
}
