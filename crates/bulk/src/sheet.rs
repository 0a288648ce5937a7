//! A sheet as a person's spreadsheet wrote it.

use crate::written::{decoded, open_quote, plain, separator, separator_line};
use std::collections::HashMap;

/// The largest file that is read.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most rows of one sheet.
pub const MOST_ROWS: usize = 20_000;
/// The most columns of one sheet.
pub const MOST_COLUMNS: usize = 200;

/// A sheet: its head and its rows, every row as long as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns, each told apart.
    pub head: Vec<String>,
    /// The rows, without empty ones.
    pub rows: Vec<Vec<String>>,
    /// The line each row begins at, from 1.
    pub lines: Vec<u32>,
    /// What stands between two cells.
    pub separator: char,
    /// How its letters are written.
    pub encoding: Encoding,
    /// What a person should know of how it was read.
    pub notes: Vec<Note>,
}

/// How letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// With or without a mark at the beginning.
    Utf8,
    /// As Excel's “Unicode text”.
    Utf16,
    /// Western European Windows: what is neither of the others.
    Windows1252,
}

/// What a person should know of how a sheet was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A row had fewer cells than the head; the rest is empty.
    Short {
        /// The line, from 1.
        line: u32,
    },
    /// A row had more cells than the head; they were left out.
    Long {
        /// The line, from 1.
        line: u32,
    },
    /// A cell holds a formula, which is taken as text.
    Formula {
        /// The line, from 1.
        line: u32,
        /// The column's name.
        column: String,
    },
    /// Two columns had the same name; the later one was given a number.
    SameName {
        /// The name it has now.
        column: String,
    },
}

/// Why a file is no sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A head and nothing below it.
    #[error("there is no row below the head")]
    NoRows,
    /// A workbook, a picture or another file that is no text.
    #[error("the file is no text")]
    NotText {
        /// Whether it looks like a workbook, which can be saved as CSV.
        workbook: bool,
    },
    /// More than is read.
    #[error("the file has more than {limit} {what}")]
    TooMuch {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// A quote that is opened and never closed.
    #[error("a quote that is opened in line {line} is not closed")]
    Quote {
        /// The line, from 1.
        line: u32,
    },
}

impl Sheet {
    /// Reads a file. Cells keep their text; `="00123"`, which spreadsheets write to keep a text a
    /// text, and an apostrophe before what would be a formula are taken away.
    ///
    /// # Errors
    /// When it is no text, empty, or beyond a limit.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(too_much("bytes", MOST_BYTES));
        }
        let (text, encoding) = decoded(bytes)?;
        let (text, told, skipped) = separator_line(&text);
        let separator = told.unwrap_or_else(|| separator(text));
        open_quote(text, separator, skipped)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut head: Option<Vec<String>> = None;
        let mut counting = Counting {
            text: text.as_bytes(),
            at: 0,
            line: 1 + skipped,
        };
        let mut sheet = Self {
            head: Vec::new(),
            rows: Vec::new(),
            lines: Vec::new(),
            separator: char::from(separator),
            encoding,
            notes: Vec::new(),
        };
        for record in reader.records() {
            // What is not UTF-8 was replaced above, and lengths may differ: nothing is left to fail.
            let Ok(record) = record else { continue };
            let line = counting.line_of(&record);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match &head {
                None => head = Some(sheet.take_head(&record)?),
                Some(head) => {
                    let width = head.len();
                    let row = sheet.row(&record, width, line, head);
                    sheet.rows.push(row);
                    sheet.lines.push(line);
                }
            }
            if sheet.rows.len() > MOST_ROWS {
                return Err(too_much("rows", MOST_ROWS));
            }
        }
        sheet.head = head.ok_or(Unreadable::Empty)?;
        if sheet.rows.is_empty() {
            return Err(Unreadable::NoRows);
        }
        Ok(sheet)
    }

    /// Rows that are no file: what somebody selected in a table.
    ///
    /// # Errors
    /// When there is no row, or more than is read.
    pub fn of(head: Vec<String>, rows: Vec<Vec<String>>) -> Result<Self, Unreadable> {
        if head.is_empty() {
            return Err(Unreadable::Empty);
        }
        if rows.is_empty() {
            return Err(Unreadable::NoRows);
        }
        if head.len() > MOST_COLUMNS {
            return Err(too_much("columns", MOST_COLUMNS));
        }
        if rows.len() > MOST_ROWS {
            return Err(too_much("rows", MOST_ROWS));
        }
        let width = head.len();
        let lines = (1..).take(rows.len()).collect();
        let even = rows.into_iter().map(|mut row| {
            row.resize(width, String::new());
            row
        });
        Ok(Self {
            rows: even.collect(),
            head,
            lines,
            separator: '\t',
            encoding: Encoding::Utf8,
            notes: Vec::new(),
        })
    }

    fn take_head(&mut self, record: &csv::StringRecord) -> Result<Vec<String>, Unreadable> {
        if record.len() > MOST_COLUMNS {
            return Err(too_much("columns", MOST_COLUMNS));
        }
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut head = Vec::new();
        for (at, cell) in record.iter().enumerate() {
            let name = plain(cell).0;
            let name = if name.is_empty() {
                format!("Column {}", at + 1)
            } else {
                name
            };
            let times = known.entry(name.to_lowercase()).or_default();
            *times += 1;
            if *times == 1 {
                head.push(name);
                continue;
            }
            let column = format!("{name} {times}");
            self.notes.push(Note::SameName {
                column: column.clone(),
            });
            head.push(column);
        }
        // Commas behind the last name are no columns.
        while head.len() > 1
            && head
                .last()
                .is_some_and(|name| *name == format!("Column {}", head.len()))
        {
            head.pop();
        }
        Ok(head)
    }

    fn row(
        &mut self,
        record: &csv::StringRecord,
        width: usize,
        line: u32,
        head: &[String],
    ) -> Vec<String> {
        let beyond = record.iter().skip(width);
        if beyond.into_iter().any(|cell| !cell.trim().is_empty()) {
            self.notes.push(Note::Long { line });
        }
        if record.len() < width {
            self.notes.push(Note::Short { line });
        }
        (0..width)
            .map(|at| {
                let (text, formula) = plain(record.get(at).unwrap_or_default());
                if formula {
                    self.notes.push(Note::Formula {
                        line,
                        column: head[at].clone(),
                    });
                }
                text
            })
            .collect()
    }
}

/// Counts lines up to a record. The reader counts a record from the end of the one before, empty
/// lines between them included.
struct Counting<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
}

impl Counting<'_> {
    fn line_of(&mut self, record: &csv::StringRecord) -> u32 {
        let begins = record.position().map_or(0, csv::Position::byte);
        let begins = usize::try_from(begins).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            let between = matches!(byte, b'\r' | b'\n');
            if self.at >= begins && !between {
                break;
            }
            self.line += u32::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn too_much(what: &'static str, limit: usize) -> Unreadable {
    Unreadable::TooMuch { what, limit }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Note, Sheet, Unreadable};

    fn read(text: &str) -> Sheet {
        Sheet::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn every_separator_spreadsheets_write_is_told() {
        for (separator, text) in [
            (',', "Host,Group\nA,\"x; y\"\nB,z\n"),
            (';', "Host;Group\r\nA;x,1\r\nB;y,2\r\n"),
            ('\t', "Host\tGroup\nA\tx, y\nB\tz\n"),
            ('|', "Host|Group\nA|x\nB|y"),
            (';', "sep=;\nHost;Group\nA;x\n"),
        ] {
            let sheet = read(text);
            assert_eq!(sheet.separator, separator, "{text:?}");
            assert_eq!(sheet.head, ["Host", "Group"]);
            assert_eq!(sheet.rows[0][0], "A");
            assert_eq!(sheet.rows[0].len(), 2);
        }
        let one = read("Host\nA\nB\n");
        assert_eq!(one.rows, [["A"], ["B"]]);
    }

    #[test]
    fn letters_are_read_however_they_are_written() {
        let text = "Name;Ort\nJörg Åsen;Łódź\n";
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.bytes()).collect();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8),
            (utf16, Encoding::Utf16),
        ] {
            let sheet = Sheet::read(&bytes).unwrap();
            assert_eq!(sheet.encoding, encoding);
            assert_eq!(sheet.head, ["Name", "Ort"]);
            assert_eq!(sheet.rows, [["Jörg Åsen", "Łódź"]]);
        }
        let plain = "Host;Group\nA;x\n";
        let big_plain: Vec<u8> = plain.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Sheet::read(&big_plain).unwrap().rows, [["A", "x"]]);
        drop(big);
        let western = Sheet::read(b"Name\nJ\xf6rg\n").unwrap();
        assert_eq!(western.encoding, Encoding::Windows1252);
        assert_eq!(western.rows, [["Jörg"]]);
    }

    #[test]
    fn what_a_spreadsheet_added_is_taken_away_and_formulas_are_told() {
        let sheet =
            read("Id,Phone,Note,Sum\n\"=\"\"00123\"\"\",+47 22,'=kept,=1+1\n-5,-x,@now,plain\n");
        assert_eq!(sheet.rows[0], ["00123", "+47 22", "=kept", "=1+1"]);
        let formulas: Vec<(u32, &str)> = sheet
            .notes
            .iter()
            .filter_map(|note| match note {
                Note::Formula { line, column } => Some((*line, column.as_str())),
                _ => None,
            })
            .collect();
        assert_eq!(formulas, [(2, "Sum"), (3, "Phone"), (3, "Note")]);
    }

    #[test]
    fn rows_are_as_long_as_the_head_and_empty_ones_are_left_out() {
        let sheet = read("A,B,,\n1\n,,\n1,2,3\n\n4,5\n");
        assert_eq!(sheet.head, ["A", "B"]);
        assert_eq!(sheet.rows, [["1", ""], ["1", "2"], ["4", "5"]]);
        assert_eq!(sheet.lines, [2, 4, 6]);
        assert_eq!(
            sheet.notes,
            [Note::Short { line: 2 }, Note::Long { line: 4 }]
        );
        let twice = read("Host,host\nA,B\n");
        assert_eq!(twice.head, ["Host", "host 2"]);
    }

    #[test]
    fn what_is_no_sheet_is_told() {
        let fails = |bytes: &[u8]| Sheet::read(bytes).unwrap_err();
        assert_eq!(fails(b""), Unreadable::Empty);
        assert_eq!(fails(b" \n ,, \n"), Unreadable::Empty);
        assert_eq!(fails(b"A,B\n"), Unreadable::NoRows);
        assert_eq!(
            fails(b"PK\x03\x04rest"),
            Unreadable::NotText { workbook: true }
        );
        assert_eq!(
            fails(b"A\0B\x01\n\x02"),
            Unreadable::NotText { workbook: false }
        );
        assert_eq!(fails(b"A,B\n1,\"2\n3,4\n"), Unreadable::Quote { line: 2 });
        let many = "x\n".repeat(super::MOST_ROWS + 2);
        assert!(matches!(
            fails(many.as_bytes()),
            Unreadable::TooMuch { what: "rows", .. }
        ));
    }
}
