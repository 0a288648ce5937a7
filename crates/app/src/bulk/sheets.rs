//! A sheet for a task.

use super::{Held, MOST_LYING, views};
use crate::App;
use crate::wire::{AppError, BulkSheet, BulkTable, ColumnFor};
use bulk::{Kind, Sheet, Unreadable, Wanted, columns};
use domain::Tenant;
use std::sync::Arc;
use tasks::{Ask, AskKind, Task};

/// How many cells of a column are shown.
const SAMPLE: usize = 3;

impl App {
    /// Lets the person choose a sheet for a task; nothing when they chose none.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such task, or none that can be done to many;
    /// [`AppError::File`] or [`AppError::NotASheet`] when the file is none.
    pub async fn bulk_choose(
        &self,
        tenant: String,
        task: String,
    ) -> Result<Option<BulkSheet>, AppError> {
        let (tenant, _, task) = self.task_of(&tenant, &task)?;
        many(&task)?;
        let wanted = crate::Wanted::Sheet;
        let Some(path) = self.core.ports.desk.pick_file(wanted).await else {
            return Ok(None);
        };
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let read = self.blocking(move |_| {
            let size = std::fs::metadata(&path)?.len();
            if size > bulk::MOST_BYTES as u64 {
                return Ok(Err(Unreadable::TooMuch {
                    what: "bytes",
                    limit: bulk::MOST_BYTES,
                }));
            }
            std::fs::read(&path).map(|bytes| Sheet::read(&bytes))
        });
        let read: Result<_, std::io::Error> = read.await?;
        let sheet = read.map_err(|error| AppError::File {
            name: name.clone(),
            why: error.kind().to_string(),
        })?;
        let sheet = sheet.map_err(|why| views::no_sheet(&name, &why))?;
        Ok(Some(self.hold(&tenant, task, name, sheet)))
    }

    /// Takes rows of a table as a sheet for a task.
    ///
    /// # Errors
    /// As [`App::bulk_choose`].
    pub async fn bulk_take(
        &self,
        tenant: String,
        task: String,
        table: BulkTable,
    ) -> Result<BulkSheet, AppError> {
        let (tenant, _, task) = self.task_of(&tenant, &task)?;
        many(&task)?;
        let BulkTable { name, head, rows } = table;
        let sheet = Sheet::of(head, rows).map_err(|why| views::no_sheet(&name, &why))?;
        Ok(self.hold(&tenant, task, name, sheet))
    }

    fn hold(&self, tenant: &Tenant, task: Arc<Task>, name: String, sheet: Sheet) -> BulkSheet {
        let wanted: Vec<Wanted> = task.ask.iter().map(wanted).collect();
        let guessed = columns(&sheet.head, &wanted);
        let mapping = task.ask.iter().zip(guessed);
        let sample = |at: usize| {
            let cells = sheet.rows.iter().take(SAMPLE);
            cells.map(|row| row[at].clone()).collect()
        };
        let mut state = self.core.bulk.state();
        let id = state.id("sheet");
        let view = BulkSheet {
            sheet: id.clone(),
            name: name.clone(),
            columns: views::columns(&sheet.head, sample),
            rows: crate::convert::count(sheet.rows.len()),
            separator: sheet.separator.to_string(),
            encoding: views::encoding(sheet.encoding).to_owned(),
            notes: views::notes(&sheet.notes),
            asks: task.ask.iter().map(crate::tasks::ask).collect(),
            mapping: mapping
                .map(|(ask, column)| ColumnFor {
                    field: ask.id.clone(),
                    column: column.and_then(|at| u32::try_from(at).ok()),
                    value: ask.usual.clone().filter(|_| column.is_none()),
                })
                .collect(),
        };
        if state.sheets.len() >= MOST_LYING {
            state.sheets.shift_remove_index(0);
        }
        let held = Held {
            tenant: tenant.id.clone(),
            task,
            name,
            sheet,
        };
        state.sheets.insert(id, Arc::new(held));
        view
    }
}

/// Only what changes something is done to many, and no secret comes from a sheet.
fn many(task: &Task) -> Result<(), AppError> {
    let secret = task.ask.iter().any(|ask| ask.kind == AskKind::Secret);
    if task.changes() && !secret && task.console.is_none() {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// What a field takes, as far as a sheet can be held to it.
pub(super) fn wanted(ask: &Ask) -> Wanted {
    Wanted {
        id: ask.id.clone(),
        label: ask.label.clone(),
        required: !ask.optional,
        kind: match ask.kind {
            AskKind::Text | AskKind::Date | AskKind::Reason | AskKind::Secret => Kind::Text,
            AskKind::Number => Kind::Number,
            AskKind::Toggle => Kind::Toggle,
            AskKind::Pick => Kind::Pick,
            AskKind::Choice => Kind::Choice(
                ask.options
                    .iter()
                    .map(|option| (option.value.clone(), option.label.clone()))
                    .collect(),
            ),
        },
    }
}
