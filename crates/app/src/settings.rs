//! The person's settings.

use crate::convert::invalid;
use crate::wire::{AppError, Notice, ProblemKind, Settings};
use crate::{App, Ports, ShelfError};
use std::sync::Arc;

/// Reads the settings; what cannot be read is set aside.
pub(crate) fn read(ports: &Ports, notices: &mut Vec<Notice>) -> Settings {
    let kept = read_or_set_aside(ports, ports.settings.as_ref(), notices);
    kept.and_then(|value| serde_json::from_value(value).ok())
        .unwrap_or_default()
}

/// Reads a shelf. What cannot be read is renamed and told.
pub(crate) fn read_or_set_aside(
    ports: &Ports,
    shelf: &dyn crate::Shelf,
    notices: &mut Vec<Notice>,
) -> Option<serde_json::Value> {
    match shelf.read() {
        Ok(kept) => kept,
        Err(ShelfError::Unreadable { file }) => {
            set_aside(ports, shelf, file, notices);
            None
        }
        Err(ShelfError::Disk { file, .. }) => {
            notices.push(Notice::ReadOnly { file });
            None
        }
    }
}

pub(crate) fn set_aside(
    ports: &Ports,
    shelf: &dyn crate::Shelf,
    file: String,
    notices: &mut Vec<Notice>,
) {
    let stamp = ports.clock.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    match shelf.set_aside(&stamp) {
        Ok(to) => notices.push(Notice::SetAside { file, to }),
        Err(_) => notices.push(Notice::ReadOnly { file }),
    }
}

impl App {
    /// The person's settings.
    ///
    /// # Errors
    /// None.
    pub async fn settings_get(&self) -> Result<Settings, AppError> {
        Ok(self
            .core
            .settings
            .lock()
            .expect("nothing panics while holding the settings")
            .clone())
    }

    /// Replaces the person's settings.
    ///
    /// # Errors
    /// [`AppError::File`] when they could not be kept; they hold until the end all the same.
    /// [`AppError::Invalid`] for a pattern of tickets that is none.
    pub async fn settings_set(&self, settings: Settings) -> Result<(), AppError> {
        if crate::ticket::pattern(&settings.ticket_pattern).is_err() {
            return Err(invalid("ticketPattern", ProblemKind::NotAPattern));
        }
        let before = {
            let held = self.core.settings.lock();
            let mut held = held.expect("nothing panics while holding the settings");
            std::mem::replace(&mut *held, settings.clone())
        };
        let history = |settings: &Settings| (settings.history_days, settings.history_bodies);
        if history(&before) != history(&settings) {
            self.prune_history().await;
        }
        for (name, change) in weighty(&before, &settings) {
            self.write_setting(None, name, change).await;
        }
        let shelf = Arc::clone(&self.core.ports.settings);
        self.keep(shelf, settings).await
    }

    /// Puts a value on a shelf, off the async threads.
    pub(crate) async fn keep(
        &self,
        shelf: Arc<dyn crate::Shelf>,
        value: impl serde::Serialize,
    ) -> Result<(), AppError> {
        let value = serde_json::to_value(value).map_err(|_| self.bug("a value is not JSON"))?;
        let written = self.blocking(move |_| shelf.write(&value)).await?;
        written.map_err(|error| match error {
            ShelfError::Unreadable { file } => AppError::File {
                name: file,
                why: String::new(),
            },
            ShelfError::Disk { file, kind } => AppError::File {
                name: file,
                why: kind.to_string(),
            },
        })
    }
}

/// What of the settings others rely on, where it is another now.
fn weighty(before: &Settings, after: &Settings) -> Vec<(&'static str, String)> {
    let text = |settings: &Settings| {
        [
            ("minutes until the lock", settings.lock_minutes.to_string()),
            ("days of history", settings.history_days.to_string()),
            ("bodies in history", settings.history_bodies.to_string()),
            ("pattern of tickets", settings.ticket_pattern.clone()),
            (
                "tickets required",
                format!("{:?}", settings.ticket_required).to_lowercase(),
            ),
        ]
    };
    let pairs = text(before).into_iter().zip(text(after));
    pairs
        .filter(|(before, after)| before != after)
        .map(|((name, before), (_, after))| (name, format!("{before} → {after}")))
        .collect()
}
