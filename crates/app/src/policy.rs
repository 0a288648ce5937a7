//! What the administrators of a machine fix: one file, which a person cannot write.
//!
//! A file that is there and cannot be used makes everything read-only: a typing mistake must not
//! open what somebody meant to close.

use crate::App;
use crate::wire::{AppError, Notice, PolicyRule, PolicyState, PolicyView, TicketRequired};
use domain::{Certificate, Proxy, ProxyAddress, Trust};
use gateway::Route;
use serde::Deserialize;
use std::io;
use std::path::{Path, PathBuf};

/// The policy of this machine, as it was read at the start.
#[derive(Debug, Clone)]
pub(crate) struct Policy {
    file: PathBuf,
    state: PolicyState,
    rules: Rules,
    /// The proxy, read.
    proxy: Option<ProxyAddress>,
    /// The certificates of `anchors`, read.
    anchors: Vec<Certificate>,
}

/// The file. What it does not say is the person's to choose.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    #[serde(default)]
    read_only: bool,
    tickets: Option<Tickets>,
    ticket_pattern: Option<String>,
    #[serde(default)]
    forbid_reveal: bool,
    proxy: Option<String>,
    /// Paths of PEM files, or PEM texts.
    #[serde(default)]
    anchors: Vec<String>,
    #[serde(default)]
    updates_off: bool,
    idle_minutes: Option<u32>,
    open_minutes: Option<u32>,
    #[serde(default)]
    passphrase_required: bool,
}

/// The file's words for [`TicketRequired`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tickets {
    Never,
    Production,
    Always,
}

/// Longer files are nobody's policy.
const LONGEST: u64 = 1024 * 1024;

/// Where the policy of this machine is. A person who is no administrator cannot write there.
pub(crate) fn usual_file() -> PathBuf {
    if cfg!(windows) {
        // The folder is the system's, also when its variable was tampered with: then it is not found,
        // and a person can do that to themselves only.
        let data = std::env::var_os("ProgramData").unwrap_or_else(|| r"C:\ProgramData".into());
        Path::new(&data).join("Keydesk").join("policy.toml")
    } else if cfg!(target_os = "macos") {
        PathBuf::from("/Library/Application Support/Keydesk/policy.toml")
    } else {
        PathBuf::from("/etc/keydesk/policy.toml")
    }
}

impl Policy {
    /// Reads the file.
    pub fn read(file: &Path) -> Self {
        match std::fs::metadata(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Self::with(file, PolicyState::Absent, Rules::default());
            }
            Err(error) => return Self::wrong(file, error.kind().to_string(), None),
            Ok(about) if about.len() > LONGEST => {
                return Self::wrong(file, "longer than 1 MB".to_owned(), None);
            }
            Ok(_) => {}
        }
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(file, &text),
            Err(error) => Self::wrong(file, error.kind().to_string(), None),
        }
    }

    fn parse(file: &Path, text: &str) -> Self {
        let rules: Rules = match toml::from_str(text) {
            Ok(rules) => rules,
            Err(error) => {
                let line = error
                    .span()
                    .map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
                let line = line.map(crate::convert::count);
                return Self::wrong(file, error.message().to_owned(), line);
            }
        };
        if let Some(pattern) = &rules.ticket_pattern
            && crate::ticket::pattern(pattern).is_err()
        {
            return Self::wrong(file, "ticket_pattern is no regular expression".into(), None);
        }
        let proxy = match rules.proxy.as_deref().map(ProxyAddress::parse).transpose() {
            Ok(proxy) => proxy,
            Err(error) => return Self::wrong(file, format!("proxy: {error}"), None),
        };
        let anchors = match anchors(file, &rules.anchors) {
            Ok(anchors) => anchors,
            Err(why) => return Self::wrong(file, why, None),
        };
        Self {
            proxy,
            anchors,
            ..Self::with(file, PolicyState::Applied, rules)
        }
    }

    fn with(file: &Path, state: PolicyState, rules: Rules) -> Self {
        Self {
            file: file.to_owned(),
            state,
            rules,
            proxy: None,
            anchors: Vec::new(),
        }
    }

    fn wrong(file: &Path, why: String, line: Option<u32>) -> Self {
        let closed = Rules {
            read_only: true,
            forbid_reveal: true,
            ..Rules::default()
        };
        Self::with(file, PolicyState::Wrong { why, line }, closed)
    }

    /// What a person should know of it at the start.
    pub fn notice(&self) -> Option<Notice> {
        match &self.state {
            PolicyState::Wrong { .. } => Some(Notice::PolicyWrong { file: self.file() }),
            PolicyState::Absent | PolicyState::Applied => None,
        }
    }

    /// The file, for people.
    pub fn file(&self) -> String {
        self.file.display().to_string()
    }

    /// Whether there is a file.
    pub fn is_there(&self) -> bool {
        self.state != PolicyState::Absent
    }

    /// How it stands, in a word for the audit.
    pub fn word(&self) -> &'static str {
        match &self.state {
            PolicyState::Absent => "absent",
            PolicyState::Applied => "applied",
            PolicyState::Wrong { .. } => "cannot be used: everything is read-only",
        }
    }

    /// Refuses what a rule forbids.
    pub fn allows(&self, rule: PolicyRule) -> Result<(), AppError> {
        let forbidden = match rule {
            PolicyRule::ReadOnly => self.rules.read_only,
            PolicyRule::Reveal => self.rules.forbid_reveal,
            PolicyRule::Passphrase => self.rules.passphrase_required,
            PolicyRule::Setting => false,
        };
        if !forbidden {
            return Ok(());
        }
        Err(AppError::ForbiddenByPolicy {
            rule,
            file: self.file(),
        })
    }

    /// When a ticket must be set, where a person wants it so.
    pub fn tickets(&self, person: TicketRequired) -> TicketRequired {
        let least = self.fixed_tickets();
        least.map_or(person, |least| least.max(person))
    }

    fn fixed_tickets(&self) -> Option<TicketRequired> {
        self.rules.tickets.map(|tickets| match tickets {
            Tickets::Never => TicketRequired::Never,
            Tickets::Production => TicketRequired::Production,
            Tickets::Always => TicketRequired::Always,
        })
    }

    /// What a ticket looks like, where that is fixed.
    pub fn ticket_pattern(&self) -> Option<&str> {
        self.rules.ticket_pattern.as_deref()
    }

    /// After how many minutes without a touch the vault is locked, where a person wants it after so
    /// many, 0 for never.
    pub fn lock_minutes(&self, person: u32) -> u32 {
        match (self.rules.idle_minutes, person) {
            (None, person) => person,
            (Some(most), 0) => most,
            (Some(most), person) => person.min(most),
        }
    }

    /// For how many minutes a tenant may be opened at most.
    pub fn open_minutes(&self) -> Option<u32> {
        self.rules.open_minutes
    }

    /// Puts what administrators say of a way onto a route: their proxy, and their anchors. A tenant
    /// that trusts its own anchors alone goes on doing so: it was pinned on purpose.
    pub fn onto(&self, route: &mut Route) {
        if let Some(address) = &self.proxy {
            route.proxy = Proxy::Manual {
                address: address.clone(),
                user: None,
            };
            // It is another proxy's.
            route.proxy_password = None;
        }
        if self.anchors.is_empty() {
            return;
        }
        match &mut route.trust {
            Trust::System => route.trust = Trust::SystemAnd(self.anchors.clone()),
            Trust::SystemAnd(own) => own.extend(self.anchors.iter().cloned()),
            Trust::Only(_) => {}
        }
    }

    fn view(&self) -> PolicyView {
        PolicyView {
            file: self.file(),
            state: self.state.clone(),
            read_only: self.rules.read_only,
            tickets: self.fixed_tickets(),
            ticket_pattern: self.rules.ticket_pattern.clone(),
            forbid_reveal: self.rules.forbid_reveal,
            proxy: self.proxy.as_ref().map(ToString::to_string),
            anchors: self.anchors.iter().map(Into::into).collect(),
            updates_off: self.rules.updates_off,
            idle_minutes: self.rules.idle_minutes,
            open_minutes: self.rules.open_minutes,
            passphrase_required: self.rules.passphrase_required,
        }
    }
}

/// Certificates from PEM texts and from files, whose paths begin at the policy's own folder.
fn anchors(file: &Path, named: &[String]) -> Result<Vec<Certificate>, String> {
    let mut found = Vec::new();
    for anchor in named {
        let pem = if anchor.contains("-----BEGIN ") {
            anchor.clone()
        } else {
            let path = file.parent().unwrap_or(Path::new(".")).join(anchor);
            std::fs::read_to_string(&path)
                .map_err(|error| format!("{}: {}", path.display(), error.kind()))?
        };
        let read = Certificate::all_from_pem(&pem).map_err(|error| format!("anchors: {error}"))?;
        found.extend(read);
    }
    Ok(found)
}

impl App {
    /// What the administrators of this machine fix, and by which file.
    ///
    /// # Errors
    /// None.
    pub async fn policy_get(&self) -> Result<PolicyView, AppError> {
        Ok(self.core.policy.view())
    }
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
