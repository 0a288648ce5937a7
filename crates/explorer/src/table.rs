//! Lists of objects as tables: columns, rows in any order, and out as CSV.

use crate::body::BodyText;
use crate::json::is_number;
use crate::scan::{Scan, Shape, ViewError, unquoted};
use crate::tree::{NodeKind, kind};
use openapi::visible;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::io;

/// Larger bodies have no tables: a sort reads all of it. In bytes of the body as it came.
const LARGEST: u64 = 64 * 1024 * 1024;
/// As many columns are told of a table.
const MOST_COLUMNS: usize = 300;
/// As many tables are told of a body.
const MOST_TABLES: usize = 50;
/// As many levels down lists of objects are looked for.
const LEVELS: usize = 3;
/// A longer cell is cut where it is shown, in bytes of its source; never in CSV.
const LONGEST: usize = 400;
/// As many rows are shown at a time.
const MOST_ROWS: usize = 1_000;

/// A list of objects in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLine {
    /// Its JSON pointer.
    pub pointer: String,
    /// How many items it has.
    pub rows: u64,
}

/// The order of a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// A cell as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it is; nothing when the row has no such member.
    pub kind: Option<NodeKind>,
    /// A text without quotes, everything else as JSON; the beginning when it is long.
    pub text: String,
}

/// A list of objects, ready to be shown in windows. Keeps where each row is, not the rows.
pub struct Table<'b> {
    body: &'b BodyText,
    /// Where each row starts, in the order they are shown.
    rows: Vec<u64>,
    columns: Vec<String>,
}

impl BodyText {
    /// The lists of objects in the first levels of this body.
    ///
    /// # Errors
    /// When it is no JSON, too large or cannot be read.
    pub fn tables(&self) -> Result<Vec<TableLine>, ViewError> {
        let mut scan = self.rows_scan()?;
        let mut found = Vec::new();
        scan.find("")?;
        look(&mut scan, String::new(), LEVELS, &mut found)?;
        Ok(found)
    }

    /// The table at a JSON pointer. Reads over it once.
    ///
    /// # Errors
    /// When the body is no JSON, too large or cannot be read, or no list stands there.
    pub fn table(&self, pointer: &str) -> Result<Table<'_>, ViewError> {
        let mut scan = self.rows_scan()?;
        if scan.find(pointer)? != Shape::List {
            return Err(ViewError::NotThere);
        }
        let mut rows = Vec::new();
        let mut columns = Vec::new();
        let mut known = HashMap::new();
        let mut more = scan.enter()?;
        while more {
            let start = scan.offset();
            rows.push(start);
            members(&mut scan, |scan, name| {
                if columns.len() < MOST_COLUMNS && !known.contains_key(&name) {
                    columns.push(unquoted(&name));
                    known.insert(name, ());
                }
                scan.skip_value()
            })?;
            scan.go(start)?;
            more = scan.next_child()?;
        }
        Ok(Table {
            body: self,
            rows,
            columns,
        })
    }

    fn rows_scan(&self) -> Result<Scan<'_>, ViewError> {
        if self.size() > LARGEST {
            return Err(ViewError::TooLarge { limit: LARGEST });
        }
        self.scan()
    }
}

/// Looks for lists of objects from the value that starts here.
fn look(
    scan: &mut Scan<'_>,
    pointer: String,
    levels: usize,
    found: &mut Vec<TableLine>,
) -> Result<(), ViewError> {
    match scan.shape()? {
        Some(Shape::List) => {
            let rows = scan.count()?;
            if rows > 0 && scan.enter()? && scan.shape()? == Some(Shape::Object) {
                found.push(TableLine { pointer, rows });
            }
        }
        Some(Shape::Object) if levels > 0 => {
            let mut more = scan.enter()?;
            while more && found.len() < MOST_TABLES {
                let start = scan.offset();
                let name = unquoted(&scan.name()?);
                let step = name.replace('~', "~0").replace('/', "~1");
                look(scan, format!("{pointer}/{step}"), levels - 1, found)?;
                scan.go(start)?;
                more = scan.next_child()?;
            }
        }
        Some(Shape::Object | Shape::Text | Shape::Word) | None => {}
    }
    Ok(())
}

/// The members of the object that starts here; `each` stands at a value and reads over it.
fn members<'s>(
    scan: &mut Scan<'s>,
    mut each: impl FnMut(&mut Scan<'s>, Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    if scan.shape()? != Some(Shape::Object) {
        return Ok(());
    }
    let mut more = scan.enter()?;
    while more {
        let start = scan.offset();
        let name = scan.name()?;
        each(scan, name)?;
        scan.go(start)?;
        more = scan.next_child()?;
    }
    Ok(())
}

impl Table<'_> {
    /// The names of its columns, in the order they appear; at most 300.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Sorts the rows by a column, stably: numbers by their value, then texts as people sort them
    /// (`host9` before `host10`, whatever the case), then everything else. Rows without a value
    /// come last in both directions.
    ///
    /// # Errors
    /// When the body cannot be read any more.
    pub fn sort(&mut self, column: &str, direction: Direction) -> Result<(), ViewError> {
        let mut scan = self.body.rows_scan()?;
        // In the order of the file, so that it is read once and forward.
        self.rows.sort_unstable();
        let mut keyed = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            scan.go(*row)?;
            let key = cells(&mut scan, &[column], 1_000)?.pop().flatten();
            keyed.push((key.map_or(Key::Nothing, Key::of), *row));
        }
        keyed.sort_by(|(a, _), (b, _)| {
            let empty = (*a == Key::Nothing).cmp(&(*b == Key::Nothing));
            empty.then_with(|| match direction {
                Direction::Ascending => a.cmp(b),
                Direction::Descending => b.cmp(a),
            })
        });
        self.rows = keyed.into_iter().map(|(_, row)| row).collect();
        Ok(())
    }

    /// Some rows, from 0, with these columns; at most 1,000 rows.
    ///
    /// # Errors
    /// When the body cannot be read any more.
    pub fn page(
        &self,
        columns: &[&str],
        from: usize,
        at_most: usize,
    ) -> Result<Vec<Vec<Cell>>, ViewError> {
        let mut scan = self.body.rows_scan()?;
        let rows = self.rows.iter().skip(from).take(at_most.min(MOST_ROWS));
        let mut page = Vec::new();
        for row in rows {
            scan.go(*row)?;
            let cells = cells(&mut scan, columns, LONGEST)?;
            page.push(cells.into_iter().map(Cell::of).collect());
        }
        Ok(page)
    }

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

/// The source of a value and what it is.
type Value = (NodeKind, (Vec<u8>, bool));

/// The values of some columns in the row that starts here, at most so many bytes of each.
fn cells(scan: &mut Scan<'_>, columns: &[&str], at_most: usize) -> io::Result<Vec<Option<Value>>> {
    let mut found: Vec<Option<Value>> = vec![None; columns.len()];
    members(scan, |scan, name| {
        let name = unquoted(&name);
        let place = columns.iter().position(|column| *column == name);
        match (place, scan.shape()?) {
            (Some(place), Some(shape)) => {
                let kind = kind(shape, scan.peek()?);
                // The first of two members with one name counts, as in the tree.
                let source = scan.source(at_most)?;
                found[place].get_or_insert((kind, source));
                Ok(())
            }
            _ => scan.skip_value(),
        }
    })?;
    Ok(found)
}

impl Cell {
    fn of(value: Option<Value>) -> Self {
        match value {
            None => Self {
                kind: None,
                text: String::new(),
            },
            Some((kind, (source, whole))) => {
                let mut text = visible(&plain(kind, (source, whole), whole)).into_owned();
                if !whole {
                    text.push('…');
                }
                Self {
                    kind: Some(kind),
                    text,
                }
            }
        }
    }
}

/// A value as people read it: a text without quotes, a container on one line.
fn plain(kind: NodeKind, (source, _): (Vec<u8>, bool), whole: bool) -> String {
    match kind {
        NodeKind::Text if whole => unquoted(&source),
        NodeKind::Object | NodeKind::List => compact(&source),
        NodeKind::Text | NodeKind::Number | NodeKind::Truth | NodeKind::Null => {
            let text = String::from_utf8_lossy(&source);
            text.trim_start_matches('"')
                .trim_end_matches('\u{fffd}')
                .to_owned()
        }
    }
}

/// JSON without spaces between its tokens.
fn compact(source: &[u8]) -> String {
    let mut out = Vec::with_capacity(source.len());
    let mut text = false;
    let mut escaped = false;
    for byte in source {
        if text || !byte.is_ascii_whitespace() {
            out.push(*byte);
        }
        (text, escaped) = match (text, escaped, byte) {
            (true, false, b'"') => (false, false),
            (true, false, b'\\') => (true, true),
            (true, _, _) => (true, false),
            (false, _, byte) => (*byte == b'"', false),
        };
    }
    String::from_utf8_lossy(&out).into_owned()
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

/// A text no spreadsheet runs (`docs/security.md`, T9).
fn harmless(text: String) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    let runs = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'' | '＝' | '＋' | '－' | '＠')
    );
    if runs { format!("'{text}") } else { text }
}

/// What rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Number(String),
    Text(String),
    Other(String),
    Nothing,
}

impl Key {
    fn of((kind, (source, whole)): Value) -> Self {
        match kind {
            NodeKind::Null => Self::Nothing,
            NodeKind::Number => Self::Number(String::from_utf8_lossy(&source).into_owned()),
            NodeKind::Text => Self::Text(plain(kind, (source, whole), whole)),
            NodeKind::Truth | NodeKind::Object | NodeKind::List => {
                Self::Other(plain(kind, (source, whole), whole))
            }
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Other(_) => 2,
            Self::Nothing => 3,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => by_value(a, b),
            (Self::Text(a), Self::Text(b)) => as_people_sort(a, b).then_with(|| a.cmp(b)),
            (Self::Other(a), Self::Other(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }
}

/// Numbers by value; whole ones of any length exactly.
fn by_value(a: &str, b: &str) -> Ordering {
    let whole = |text: &str| {
        text.trim_start_matches('-')
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    if whole(a) && whole(b) {
        let size = |text: &str| {
            text.trim_start_matches('-')
                .trim_start_matches('0')
                .to_owned()
        };
        let below = |text: &str| text.starts_with('-') && !size(text).is_empty();
        let (left, right) = (size(a), size(b));
        let sizes = left.len().cmp(&right.len()).then_with(|| left.cmp(&right));
        return match (below(a), below(b)) {
            (true, true) => sizes.reverse(),
            (false, false) => sizes,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        };
    }
    let value = |text: &str| text.parse::<f64>().unwrap_or(f64::INFINITY);
    value(a).total_cmp(&value(b))
}

/// Texts whatever their case, with numbers in them by value.
fn as_people_sort(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        if digit(left.peek()) && digit(right.peek()) {
            let take = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
                let mut run = String::new();
                while let Some(c) = chars.next_if(char::is_ascii_digit) {
                    run.push(c);
                }
                run
            };
            match by_value(&take(&mut left), &take(&mut right)) {
                Ordering::Equal => continue,
                other => return other,
            }
        }
        let fold = |c: Option<char>| c.map(|c| c.to_lowercase().next().unwrap_or(c));
        match (fold(left.next()), fold(right.next())) {
            (None, None) => return Ordering::Equal,
            (a, b) if a != b => return a.cmp(&b),
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
