//! Tables as CSV, for spreadsheets.

use super::{Table, cells, plain};
use crate::json::is_number;
use crate::scan::ViewError;
use crate::tree::NodeKind;
use domain::spreadsheet::harmless;
use openapi::visible;
use std::io;

impl Table {
    /// Writes all rows as CSV (RFC 4180) in UTF-8 with a mark, as spreadsheets want it, and says
    /// how many. What a spreadsheet would run as a formula, or round as a number, gets an
    /// apostrophe before it, and so does what starts with one: one taken away restores the value.
    ///
    /// # Errors
    /// When the body cannot be read any more, or `to` takes no more.
    pub fn csv(&self, columns: &[&str], to: &mut dyn io::Write) -> Result<usize, ViewError> {
        let mut scan = self.body.rows_scan()?;
        to.write_all("\u{feff}".as_bytes())?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(to);
        let failed = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(error) => ViewError::Disk(error.kind()),
            _ => ViewError::Disk(io::ErrorKind::Other),
        };
        let names = columns
            .iter()
            .map(|name| harmless(visible(name).into_owned()));
        out.write_record(names).map_err(failed)?;
        for row in &self.rows {
            scan.go(*row)?;
            let cells = cells(&mut scan, columns, usize::MAX)?;
            let texts = cells.into_iter().map(|cell| match cell {
                None => String::new(),
                Some((NodeKind::Null, _)) => String::new(),
                Some((NodeKind::Number, source)) => number(source),
                Some((kind, source)) => harmless(visible(&plain(kind, source, true)).into_owned()),
            });
            out.write_record(texts).map_err(failed)?;
        }
        out.flush()?;
        Ok(self.rows.len())
    }
}

/// A number keeps its digits: spreadsheets round after fifteen.
fn number((source, _): (Vec<u8>, bool)) -> String {
    let text = String::from_utf8_lossy(&source).into_owned();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if is_number(&source) && digits <= 15 {
        text
    } else {
        format!("'{text}")
    }
}
