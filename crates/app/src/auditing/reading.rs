//! Looking at what was done.

use crate::App;
use crate::convert::{count, millis, moment};
use crate::wire::{
    Alteration, AppError, AuditEntryView, AuditFilter, AuditFormat, AuditFound, AuditKind,
    AuditLine, AuditPage, AuditResult, AuditVerdict, Window,
};
use audit::{AuditError, Filter, Finding, Kind, Outcome, Sealing, Verdict, Written};
use domain::Timestamp;
use domain::spreadsheet::harmless;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

impl App {
    /// What was done, newest first.
    ///
    /// # Errors
    /// [`AppError::File`] when it cannot be read, [`AppError::Invalid`] for a moment that is none.
    pub async fn audit_list(
        &self,
        filter: AuditFilter,
        window: Window,
    ) -> Result<AuditPage, AppError> {
        let filter = wanted(filter)?;
        let found = self.blocking(move |core| {
            let at_most = window.at_most.min(500) as usize;
            core.audit.book.list(&filter, window.from as usize, at_most)
        });
        let page = found.await?.map_err(unread)?;
        Ok(AuditPage {
            total: count(page.total),
            lines: page.entries.iter().map(line).collect(),
        })
    }

    /// One entry of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none of this number, [`AppError::File`].
    pub async fn audit_get(&self, number: u32) -> Result<AuditEntryView, AppError> {
        let found = self.blocking(move |core| {
            let book = &core.audit.book;
            let Some(written) = book.get(number.into())? else {
                return Ok(None);
            };
            let other = book.other_of(&written)?;
            Ok(Some((written, other)))
        });
        let (written, other) = found.await?.map_err(unread)?.ok_or(AppError::NotFound)?;
        Ok(AuditEntryView {
            line: line(&written),
            seal: written.entry.seal.clone(),
            previous: written.previous.clone(),
            sealed: written.sealed == Sealing::Key,
            mac: written.mac,
            other: other.map(small),
        })
    }

    /// Looks whether every entry is as it was written.
    ///
    /// # Errors
    /// None: what was found is the answer.
    pub async fn audit_verify(&self) -> Result<AuditVerdict, AppError> {
        let looked = self.blocking(|core| {
            core.open_book();
            let started = Instant::now();
            let verdict = core.audit.book.verify();
            // What the program had no time to seal is sealed now, after it has proved itself.
            if matches!(
                &verdict,
                Ok(Verdict {
                    finding: Finding::NewerThanSeal { .. },
                    ..
                })
            ) {
                core.remember_head();
            }
            (verdict, started.elapsed())
        });
        let (verdict, took) = looked.await?;
        Ok(match verdict {
            Ok(verdict) => AuditVerdict {
                entries: small(verdict.entries),
                unsealed: small(verdict.unsealed),
                unfinished: small(verdict.unfinished),
                took_ms: millis(took),
                found: found(&verdict.finding),
            },
            Err(error) => AuditVerdict {
                entries: 0,
                unsealed: 0,
                unfinished: 0,
                took_ms: millis(took),
                found: AuditFound::Unreadable { file: error.file },
            },
        })
    }

    /// Writes what was done into a file the person chooses; answers the file's name. Oldest first.
    ///
    /// # Errors
    /// [`AppError::File`] when it cannot be read or written.
    pub async fn audit_export(
        &self,
        filter: AuditFilter,
        format: AuditFormat,
    ) -> Result<Option<String>, AppError> {
        let filter = wanted(filter)?;
        let end = match format {
            AuditFormat::Csv => "csv",
            AuditFormat::Json => "jsonl",
        };
        let now = self.core.ports.clock.now();
        let name = format!("keydesk-audit-{}.{end}", now.strftime("%Y%m%dT%H%M%SZ"));
        let Some(path) = self.core.ports.desk.save_file(&name).await else {
            return Ok(None);
        };
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let told = name.clone();
        let written = self.blocking(move |core| {
            let file = |error: io::Error| AppError::File {
                name: name.clone(),
                why: error.kind().to_string(),
            };
            let to = create(&path).map_err(file)?;
            let book = &core.audit.book;
            let written = match format {
                AuditFormat::Csv => table(book, &filter, to),
                AuditFormat::Json => lines(book, &filter, to),
            };
            written.map_err(unread)?.map_err(file)
        });
        written.await??;
        Ok(Some(told))
    }
}

fn create(path: &Path) -> io::Result<std::fs::File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::File::create(path)
}

/// As JSON lines, as they are kept: with what proves them.
fn lines(
    book: &audit::Book,
    filter: &Filter,
    to: std::fs::File,
) -> Result<io::Result<()>, AuditError> {
    let mut to = io::BufWriter::new(to);
    let written = book.each(filter, |line, _| {
        to.write_all(line)?;
        to.write_all(b"\n")
    })?;
    Ok(written.and_then(|()| to.flush()))
}

/// As CSV (RFC 4180) in UTF-8 with a mark, as spreadsheets want it.
fn table(
    book: &audit::Book,
    filter: &Filter,
    mut to: std::fs::File,
) -> Result<io::Result<()>, AuditError> {
    if let Err(error) = to.write_all("\u{feff}".as_bytes()) {
        return Ok(Err(error));
    }
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(to);
    let disk = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::ErrorKind::Other.into(),
    };
    if let Err(error) = out.write_record(audit::COLUMNS) {
        return Ok(Err(disk(error)));
    }
    let written = book.each(filter, |_, written| {
        let cells = audit::csv(&written).map(harmless);
        out.write_record(cells).map_err(disk)
    })?;
    Ok(written.and_then(|()| out.flush()))
}

fn unread(error: AuditError) -> AppError {
    AppError::File {
        name: error.file,
        why: error.kind.to_string(),
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn wanted(filter: AuditFilter) -> Result<Filter, AppError> {
    let at = |field: &str, text: Option<String>| -> Result<Option<Timestamp>, AppError> {
        let read = text.as_deref().map(str::parse).transpose();
        read.map_err(|_| crate::convert::invalid(field, crate::wire::ProblemKind::Characters))
    };
    Ok(Filter {
        words: filter.words,
        tenant: filter.tenant,
        kinds: filter.kinds.into_iter().map(kind).collect(),
        ticket: filter.ticket,
        since: at("since", filter.since)?,
        until: at("until", filter.until)?,
    })
}

pub(crate) fn line(written: &Written) -> AuditLine {
    let entry = &written.entry;
    let about = entry.tenant.as_ref();
    AuditLine {
        number: small(written.number),
        at: moment(written.at),
        kind: kind_view(entry.kind),
        who: written.who.clone(),
        tenant: about.map(|about| about.id.to_string()),
        tenant_name: about.map(|about| about.name.clone()),
        environment: about.map(|about| about.environment.into()),
        target: entry.target.clone(),
        operation: entry.operation.clone(),
        effect: entry.effect.map(Into::into),
        result: entry.result.clone().map(result),
        ticket: entry.ticket.clone(),
        reason: entry.reason.clone(),
    }
}

fn result(outcome: Outcome) -> AuditResult {
    match outcome {
        Outcome::Done => AuditResult::Done,
        Outcome::Answered { status } => AuditResult::Answered { status },
        Outcome::Failed { why } => AuditResult::Failed { why },
        Outcome::Unknown { why } => AuditResult::Unknown { why },
    }
}

fn found(finding: &Finding) -> AuditFound {
    match finding {
        Finding::Whole => AuditFound::Whole,
        Finding::NewerThanSeal { entries } => AuditFound::NewerThanSeal {
            entries: small(*entries),
        },
        Finding::NotSealed => AuditFound::NotSealed,
        Finding::Altered { entry, what } => AuditFound::Altered {
            entry: small(*entry),
            what: match what {
                audit::Alteration::Changed => Alteration::Changed,
                audit::Alteration::Missing => Alteration::Missing,
                audit::Alteration::Moved => Alteration::Moved,
                audit::Alteration::CutOff => Alteration::CutOff,
                audit::Alteration::NotAnEntry => Alteration::NotAnEntry,
                audit::Alteration::Forged => Alteration::Forged,
            },
        },
    }
}

macro_rules! kinds {
    ($($kind:ident),*) => {
        fn kind(kind: AuditKind) -> Kind {
            match kind { $(AuditKind::$kind => Kind::$kind),* }
        }

        fn kind_view(kind: Kind) -> AuditKind {
            match kind { $(Kind::$kind => AuditKind::$kind),* }
        }
    };
}
kinds!(
    SignedIn,
    SignedOut,
    Opened,
    Locked,
    Approved,
    Refused,
    ChangeIntended,
    ChangeDone,
    Disclosed,
    SetUpStep,
    Settings,
    Policy
);
