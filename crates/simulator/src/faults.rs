use crate::Asked;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What can be made to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The answer comes `ms` late.
    Slow,
    /// 429 with `Retry-After`.
    RateLimited,
    /// The token a request carries is taken back just before it is looked at.
    TokenRevoked,
    /// The connection ends without an answer.
    DropsConnection,
    /// 302 to another host.
    RedirectsElsewhere,
    /// The certificate is of an authority nobody knows. Open connections are closed first.
    WrongCertificate,
    /// A proxy's page instead of an answer.
    HtmlErrorPage,
    /// Says it is JSON, and is not.
    GarbageBody,
    /// The vendor's own internal error.
    ServerError,
    /// The request is done, and the connection ends without an answer.
    DropsAnswer,
    /// JSON is written as another release might: members in another order and case, some more, numbers
    /// as texts, nothing where there was null, null where there was an empty list.
    WritesOtherwise,
}

/// One fault that is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which.
    pub name: FaultKind,
    /// How many times it still strikes; always, when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Only for paths that begin so, without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Only for this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How slow, in milliseconds; 2000 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// The seconds in `Retry-After`; 5 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The status, where another than the usual one is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where the redirect goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Fault {
    /// A fault that strikes always and everywhere.
    pub fn new(name: FaultKind) -> Self {
        Self {
            name,
            times: None,
            path: None,
            method: None,
            ms: None,
            retry_after: None,
            status: None,
            to: None,
        }
    }

    /// The same, for so many times.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self {
            times: Some(times),
            ..self
        }
    }

    /// The same, for paths that begin so.
    #[must_use]
    pub fn on(self, path: &str) -> Self {
        Self {
            path: Some(path.to_owned()),
            ..self
        }
    }

    fn strikes(&self, asked: &Asked) -> bool {
        let there = self.path.as_ref().is_none_or(|prefix| {
            asked
                .path
                .get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        });
        there
            && self
                .method
                .as_ref()
                .is_none_or(|method| method.eq_ignore_ascii_case(&asked.method))
    }
}

/// The faults that are on.
#[derive(Debug, Clone)]
pub struct Faults {
    list: Arc<Mutex<Vec<Fault>>>,
    /// Rises when open connections have to go.
    cut: Arc<watch::Sender<u64>>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            list: Arc::default(),
            cut: Arc::new(watch::Sender::new(0)),
        }
    }
}

impl Faults {
    /// Turns one more on.
    pub fn add(&self, fault: Fault) {
        let cuts = fault.name == FaultKind::WrongCertificate;
        self.list().push(fault);
        if cuts {
            self.cut_connections();
        }
    }

    /// These and no others.
    pub fn set(&self, faults: Vec<Fault>) {
        let wrong = |fault: &Fault| fault.name == FaultKind::WrongCertificate;
        let cuts = {
            let mut list = self.list();
            let cuts = list.iter().any(wrong) || faults.iter().any(wrong);
            *list = faults;
            cuts
        };
        if cuts {
            self.cut_connections();
        }
    }

    /// Turns all off.
    pub fn clear(&self) {
        self.set(Vec::new());
    }

    /// What is on now.
    pub fn all(&self) -> Vec<Fault> {
        self.list().clone()
    }

    /// Closes the connections that are open, after the answers under way.
    pub fn cut_connections(&self) {
        self.cut.send_modify(|generation| *generation += 1);
    }

    pub(crate) fn cuts(&self) -> watch::Receiver<u64> {
        self.cut.subscribe()
    }

    /// The faults that strike this request, each used up by one. `carries` says whether it shows
    /// a good token: without one there is nothing to take back.
    pub(crate) fn striking(&self, asked: &Asked, carries: Carries) -> Vec<Fault> {
        self.take(|fault| {
            let possible = match fault.name {
                FaultKind::WrongCertificate => false,
                FaultKind::TokenRevoked => carries == Carries::Token,
                FaultKind::Slow
                | FaultKind::RateLimited
                | FaultKind::DropsConnection
                | FaultKind::RedirectsElsewhere
                | FaultKind::HtmlErrorPage
                | FaultKind::GarbageBody
                | FaultKind::ServerError
                | FaultKind::DropsAnswer
                | FaultKind::WritesOtherwise => true,
            };
            possible && fault.strikes(asked)
        })
    }

    /// Whether the next handshake shows the wrong certificate.
    pub(crate) fn shows_wrong_certificate(&self) -> bool {
        !self
            .take(|fault| fault.name == FaultKind::WrongCertificate)
            .is_empty()
    }

    fn take(&self, strikes: impl Fn(&Fault) -> bool) -> Vec<Fault> {
        let mut list = self.list();
        let mut struck = Vec::new();
        list.retain_mut(|fault| {
            if fault.times == Some(0) {
                return false;
            }
            if strikes(fault) {
                struck.push(fault.clone());
                if let Some(times) = &mut fault.times {
                    *times -= 1;
                    return *times > 0;
                }
            }
            true
        });
        struck
    }

    fn list(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a request shows a good token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carries {
    Token,
    Nothing,
}
