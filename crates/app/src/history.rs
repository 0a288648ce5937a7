//! What was sent: kept for as long as the person wants, searched, opened again, compared.

pub(crate) mod store;

use crate::App;
use crate::answers::Kept;
use crate::convert::{count, moment};
use crate::wire::{
    AnswerComparison, AppError, ComparedLine, ComparedSide, DraftInput, ExchangeView, HistoryEntry,
    HistoryFilter, HistoryPage, Notice, Settings, Window,
};
use domain::{TenantId, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::{Entry, Rest, Store, StoreError, Wanted};

/// A body longer than this is not kept beyond the program's end, in bytes of text.
const LONGEST_BODY: usize = 1024 * 1024;

/// A comparison that takes longer is coarser.
const LONGEST_COMPARISON: Duration = Duration::from_secs(2);
const MOST_HUNKS: usize = 400;

const DAY: Duration = Duration::from_secs(86_400);

impl App {
    /// What was sent, newest first.
    ///
    /// # Errors
    /// [`AppError::File`] when the history cannot be read.
    pub async fn history_list(
        &self,
        filter: HistoryFilter,
        window: Window,
    ) -> Result<HistoryPage, AppError> {
        let found = self.in_history(move |history, rest| {
            let wanted = Wanted {
                words: &filter.words,
                tenant: filter.tenant.as_deref(),
                operation: filter.operation.as_deref(),
            };
            history.list(rest, &wanted, window.from, window.at_most.min(500))
        });
        let (total, views) = self.history_done(found.await?)?;
        Ok(HistoryPage {
            total,
            lines: views.into_iter().map(|view| view.line).collect(),
        })
    }

    /// One entry, with what opens it again. Its body is there while the program runs, and after
    /// that where the person wants bodies kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no more.
    pub async fn history_get(&self, exchange: String) -> Result<HistoryEntry, AppError> {
        let kept = self.kept(&exchange).await?;
        Ok(HistoryEntry {
            exchange: kept.view(),
            draft: kept.draft.clone(),
        })
    }

    /// How two answers differ.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when one is no more or its body was not kept, [`AppError::TooLarge`].
    pub async fn history_compare(
        &self,
        older: String,
        newer: String,
    ) -> Result<AnswerComparison, AppError> {
        let (older, newer) = (self.kept(&older).await?, self.kept(&newer).await?);
        let deadline = std::time::Instant::now() + LONGEST_COMPARISON;
        self.blocking(move |_| {
            let older = older.body.as_ref().ok_or(AppError::NotFound)?;
            let newer = newer.body.as_ref().ok_or(AppError::NotFound)?;
            let compared = explorer::compare(older, newer, Some(deadline), 0, MOST_HUNKS)?;
            Ok(comparison(compared))
        })
        .await?
    }

    /// Forgets what was sent, to one tenant or to all.
    ///
    /// # Errors
    /// [`AppError::File`] when the history cannot be written.
    pub async fn history_clear(&self, tenant: Option<String>) -> Result<(), AppError> {
        self.core.sent.clear(tenant.as_deref());
        self.core.disclosed.clear_of(tenant.as_deref());
        let cleared = self.in_history(move |history, rest| history.clear(rest, tenant.as_deref()));
        self.history_done(cleared.await?)
    }

    /// What was called at a tenant between two moments: method, address, and how often.
    pub(crate) async fn history_calls(
        &self,
        tenant: &TenantId,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Vec<(String, String, u32)>, AppError> {
        let (tenant, since, until) = (tenant.to_string(), since.map(moment), until.map(moment));
        let found = self.in_history(move |history, rest| {
            history.calls(rest, &tenant, since.as_deref(), until.as_deref())
        });
        self.history_done(found.await?)
    }

    /// Keeps an exchange: in memory with its body, and in the history.
    pub(crate) async fn keep_exchange(
        &self,
        view: ExchangeView,
        draft: DraftInput,
        body: Option<explorer::BodyText>,
    ) -> Result<Arc<Kept>, AppError> {
        let stored = body
            .as_ref()
            .filter(|_| self.settings().history_bodies)
            .and_then(explorer::BodyText::text)
            .filter(|text| text.len() <= LONGEST_BODY)
            .map(str::to_owned);
        let words = self.words(&view);
        let entry = Entry {
            view,
            draft,
            body: stored,
        };
        let entry = Arc::new(entry);
        let kept = Arc::clone(&entry);
        let recorded = self.in_history(move |history, rest| history.record(rest, &words, &kept));
        let recorded = recorded.await?;
        let Entry {
            mut view, draft, ..
        } = Arc::unwrap_or_clone(entry);
        view.line.id = match recorded {
            Ok(id) => id,
            // What cannot be kept for later is still shown now.
            Err(error) => {
                self.core.ports.journal.note(&error.to_string());
                self.core.sent.fresh_id()
            }
        };
        self.blocking(move |core| core.sent.keep(Kept::new(view, draft, body)))
            .await
    }

    /// An exchange by id, from memory or from the history.
    pub(crate) async fn kept(&self, id: &str) -> Result<Arc<Kept>, AppError> {
        if let Some(kept) = self.core.sent.find(id) {
            return Ok(kept);
        }
        let wanted = id.to_owned();
        let found = self.in_history(move |history, rest| history.find(rest, &wanted));
        let entry = self.history_done(found.await?)?.ok_or(AppError::NotFound)?;
        self.blocking(move |core| core.sent.keep(Kept::remembered(entry)))
            .await
    }

    /// Forgets what is too old, at the start and when the settings change.
    pub(crate) async fn prune_history(&self) {
        let Settings {
            history_days,
            history_bodies,
            ..
        } = self.settings();
        let now = self.core.ports.clock.now();
        let before = moment(now - DAY * history_days);
        if self.rest() == Rest::InMemory {
            let left = self.blocking(|core| core.history.leave_disk()).await;
            if let Ok(Err(error)) = left {
                let note = format!("the history cannot be removed: {error}");
                self.core.ports.journal.note(&note);
            }
            return;
        }
        let pruned =
            self.in_history(move |history, rest| history.prune(rest, &before, history_bodies));
        if let Ok(Err(error)) = pruned.await {
            self.core.ports.journal.note(&error.to_string());
            let file = self.core.history.name();
            self.core.notice(Notice::ReadOnly { file });
        }
    }

    /// Does something with the history, off the async threads. A file that is no history, or is
    /// damaged, is set aside and told, and the work is done with a new one.
    async fn in_history<T: Send + 'static>(
        &self,
        work: impl Fn(&Store, Rest) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Result<T, StoreError>, AppError> {
        let rest = self.rest();
        self.blocking(move |core| {
            let error = match work(&core.history, rest) {
                Err(error) if rest == Rest::OnDisk && error.damaged() => error,
                done => return done,
            };
            core.ports.journal.note(&error.to_string());
            let now = core.ports.clock.now();
            let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
            let file = core.history.name();
            match core.history.set_aside(&stamp) {
                Ok(to) => {
                    core.notice(Notice::SetAside { file, to });
                    work(&core.history, rest)
                }
                Err(_) => {
                    core.notice(Notice::ReadOnly { file });
                    Err(error)
                }
            }
        })
        .await
    }

    /// Makes room for the bodies of answers, and removes what a program that was killed left.
    pub(crate) async fn prepare_answers(&self) {
        let prepared = self.blocking(|core| {
            let folder = core.answers_folder();
            crate::shelf::private_folder(&folder)?;
            explorer::remove_leftovers(&folder)
        });
        if let Ok(Err(error)) = prepared.await {
            self.core
                .ports
                .journal
                .note(&format!("bodies of answers cannot be kept: {error}"));
        }
    }

    fn rest(&self) -> Rest {
        if self.settings().history_days == 0 {
            Rest::InMemory
        } else {
            Rest::OnDisk
        }
    }

    pub(crate) fn settings(&self) -> Settings {
        let settings = self.core.settings.lock();
        settings
            .expect("nothing panics while holding the settings")
            .clone()
    }

    /// What an entry is searched by.
    fn words(&self, view: &ExchangeView) -> String {
        let line = &view.line;
        let tenants = self.core.tenants();
        let name = tenants
            .iter()
            .find(|tenant| tenant.id.as_str() == line.tenant)
            .map(|tenant| tenant.name.as_str());
        format!(
            "{} {} {} {} {}",
            line.method,
            line.address,
            line.operation.as_deref().unwrap_or_default(),
            line.status
                .map(|status| status.to_string())
                .unwrap_or_default(),
            name.unwrap_or_default(),
        )
    }

    fn history_done<T>(&self, done: Result<T, StoreError>) -> Result<T, AppError> {
        done.map_err(|error| AppError::File {
            name: self.core.history.name(),
            why: error.to_string(),
        })
    }
}

fn comparison(compared: explorer::Comparison) -> AnswerComparison {
    let mut lines = Vec::new();
    let cut = compared.shown.len() < compared.hunks
        || compared.shown.iter().any(|hunk| hunk.left_out > 0);
    for hunk in compared.shown {
        if !lines.is_empty() || hunk.first > 0 || hunk.second > 0 {
            lines.push(ComparedLine {
                side: ComparedSide::Gap,
                older: None,
                newer: None,
                text: String::new(),
            });
        }
        let (mut older, mut newer) = (hunk.first, hunk.second);
        for line in hunk.lines {
            let (side, in_older, in_newer) = match line.side {
                explorer::Side::Both => (ComparedSide::Both, true, true),
                explorer::Side::First => (ComparedSide::Removed, true, false),
                explorer::Side::Second => (ComparedSide::Added, false, true),
            };
            lines.push(ComparedLine {
                side,
                older: in_older.then(|| count(older)),
                newer: in_newer.then(|| count(newer)),
                text: line.text,
            });
            older += usize::from(in_older);
            newer += usize::from(in_newer);
        }
    }
    AnswerComparison {
        added: count(compared.added),
        removed: count(compared.removed),
        cut,
        lines,
    }
}
