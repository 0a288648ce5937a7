//! Sheets, plans and runs as the interface sees them.

use super::{LookedInto, Planned, Running};
use crate::convert::count;
use crate::wire::{
    AppError, BulkCell, BulkColumn, BulkFault, BulkNote, BulkRow, BulkRowState, BulkTotals,
    BulkView, NotASheetCause, ProblemKind,
};
use bulk::{Encoding, Note, Outcome, Row, RowFault, RowState, Run, Unreadable};
use std::sync::atomic::Ordering;

pub(super) fn columns(head: &[String], sample: impl Fn(usize) -> Vec<String>) -> Vec<BulkColumn> {
    let columns = head.iter().enumerate();
    columns
        .map(|(at, name)| BulkColumn {
            name: name.clone(),
            sample: sample(at),
        })
        .collect()
}

pub(super) fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16 => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
    }
}

/// What a person should know, the same thing said once.
pub(super) fn notes(notes: &[Note]) -> Vec<BulkNote> {
    let mut told: Vec<BulkNote> = Vec::new();
    for note in notes {
        let known = told.iter_mut().find_map(|known| match (known, note) {
            (BulkNote::Short { rows, .. }, Note::Short { .. })
            | (BulkNote::Long { rows, .. }, Note::Long { .. }) => Some(rows),
            (BulkNote::Formula { cells, .. }, Note::Formula { .. }) => Some(cells),
            _ => None,
        });
        match known {
            Some(times) => *times += 1,
            None => told.push(first(note)),
        }
    }
    told
}

fn first(note: &Note) -> BulkNote {
    match note {
        Note::Short { line } => BulkNote::Short {
            rows: 1,
            line: *line,
        },
        Note::Long { line } => BulkNote::Long {
            rows: 1,
            line: *line,
        },
        Note::Formula { line, column } => BulkNote::Formula {
            cells: 1,
            line: *line,
            column: column.clone(),
        },
        Note::SameName { column } => BulkNote::SameName {
            column: column.clone(),
        },
    }
}

pub(super) fn no_sheet(name: &str, why: &Unreadable) -> AppError {
    AppError::NotASheet {
        name: name.to_owned(),
        why: match why {
            Unreadable::Empty => NotASheetCause::Empty,
            Unreadable::NoRows => NotASheetCause::NoRows,
            Unreadable::NotText { workbook: true } => NotASheetCause::Workbook,
            Unreadable::NotText { workbook: false } => NotASheetCause::NotText,
            Unreadable::TooMuch { what, limit } => NotASheetCause::TooMuch {
                what: (*what).to_owned(),
                limit: count(*limit),
            },
            Unreadable::Quote { line } => NotASheetCause::Quote { line: *line },
        },
    }
}

pub(super) fn fault(fault: &RowFault, lines: &[u32]) -> BulkFault {
    let value = |problem| BulkFault::Value { problem };
    let wrong = |wanted: &str| {
        value(ProblemKind::WrongType {
            wanted: wanted.to_owned(),
        })
    };
    match fault {
        RowFault::Missing => value(ProblemKind::Missing),
        RowFault::NotANumber => wrong("whole number"),
        RowFault::NotYesOrNo => wrong("yes or no"),
        RowFault::NotAChoice => value(ProblemKind::NotOneOf {
            allowed: Vec::new(),
        }),
        RowFault::Twice(row) => BulkFault::Twice {
            line: lines.get(*row).copied().unwrap_or_default(),
        },
    }
}

pub(super) fn totals(run: &Run) -> BulkTotals {
    let totals = run.totals();
    BulkTotals {
        rows: count(run.rows().len()),
        waiting: count(totals.waiting),
        done: count(totals.done),
        skipped: count(totals.skipped),
        failed: count(totals.failed),
        unknown: count(totals.unknown),
    }
}

pub(super) fn view(running: &Running, title: String) -> BulkView {
    let going = running.going();
    let busy = running.busy.load(Ordering::Acquire);
    BulkView {
        run: running.id.clone(),
        tenant: running.kept.tenant.clone(),
        task: running.kept.task.clone(),
        title,
        sheet: running.kept.sheet.clone(),
        at: running.kept.at.clone(),
        totals: totals(&going.run),
        stopped: going.stopped.filter(|_| !busy),
        running: busy,
        problem: going.problem.clone().filter(|_| !busy),
    }
}

fn told(cells: &[(String, String)]) -> Vec<BulkCell> {
    let cell = |(field, text): &(String, String)| BulkCell {
        field: field.clone(),
        text: text.clone(),
    };
    cells.iter().map(cell).collect()
}

pub(super) fn planned(at: usize, row: &Planned) -> BulkRow {
    BulkRow {
        row: count(at),
        line: Some(row.line),
        cells: told(&row.cells),
        state: match &row.looked {
            LookedInto::Ready(_, words, changes) => BulkRowState::Ready {
                words: words.clone(),
                changes: changes.clone(),
            },
            LookedInto::Nothing(words) => BulkRowState::Nothing {
                words: words.clone(),
            },
            LookedInto::Wrong(problems) => BulkRowState::Wrong {
                problems: problems.clone(),
            },
            LookedInto::Refused(error) => BulkRowState::Refused {
                error: error.clone(),
            },
        },
    }
}

pub(super) fn row(at: usize, row: &Row) -> BulkRow {
    let words = |words: &String| words.clone();
    BulkRow {
        row: count(at),
        line: None,
        cells: told(&row.inputs),
        state: match &row.state {
            RowState::Waiting => BulkRowState::Waiting,
            RowState::Begun => BulkRowState::Begun,
            RowState::Over(Outcome::Done { words: said }) => {
                BulkRowState::Done { words: words(said) }
            }
            RowState::Over(Outcome::Skipped { words: said }) => {
                BulkRowState::Skipped { words: words(said) }
            }
            RowState::Over(Outcome::Failed { words: said }) => {
                BulkRowState::Failed { words: words(said) }
            }
            RowState::Over(Outcome::Unknown { words: said }) => {
                BulkRowState::Unknown { words: words(said) }
            }
        },
    }
}
