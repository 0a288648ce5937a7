//! Lists of objects as tables: columns, rows in any order, and out as CSV.

mod csv_out;
mod order;

use crate::body::BodyText;
use crate::scan::{Scan, Shape, ViewError, unquoted};
use crate::tree::{NodeKind, kind};
use openapi::visible;
use std::collections::HashMap;
use std::io;

use order::Key;

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
pub struct Table {
    body: BodyText,
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
    pub fn table(&self, pointer: &str) -> Result<Table, ViewError> {
        let mut scan = self.rows_scan()?;
        if scan.find(pointer)? != Shape::List {
            return Err(ViewError::NotThere);
        }
        let mut rows = Vec::new();
        let mut columns = Vec::new();
        let mut known = HashMap::new();
        let mut more = scan.enter()?;
        while more {
            rows.push(scan.offset());
            members(&mut scan, |scan, name| {
                if columns.len() < MOST_COLUMNS && !known.contains_key(&name) {
                    columns.push(unquoted(&name));
                    known.insert(name, ());
                }
                scan.skip_value()
            })?;
            more = scan.comma()?;
        }
        Ok(Table {
            body: self.clone(),
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

/// The members of the object that starts here; `each` stands at a value and reads over it. In
/// the end all of it was read over, also when it is no object.
fn members<'s>(
    scan: &mut Scan<'s>,
    mut each: impl FnMut(&mut Scan<'s>, Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    if scan.shape()? != Some(Shape::Object) {
        return scan.skip_value();
    }
    let mut more = scan.enter()?;
    while more {
        let name = scan.name()?;
        each(scan, name)?;
        more = scan.comma()?;
    }
    if scan.after_space()? == Some(b'}') {
        scan.forward();
    }
    Ok(())
}

impl Table {
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

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
