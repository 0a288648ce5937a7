//! Reading stored JSON from any place, and knowing where its large parts are.
//!
//! A stored body may be larger than memory wants to hold, so nothing here builds a tree. One pass
//! notes the containers that are long to read over: where they end, how many children they have and
//! where every so-manieth starts. Everything else is short and read when it is looked at.

mod outline;

use crate::body::{BodyKind, BodyText};
use crate::store::{Stored, Text};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

pub(crate) use outline::Outline;
use outline::{EVERY, Landmark};

/// Why a view cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// The body is of another kind.
    #[error("the body is of another kind")]
    OtherKind,
    /// Nothing, or something else, stands at that place.
    #[error("nothing stands there")]
    NotThere,
    /// The body is too large for this view.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes of the body as it came.
        limit: u64,
    },
    /// The body's file cannot be read any more.
    #[error("the body cannot be read: {0}")]
    Disk(io::ErrorKind),
}

impl From<io::Error> for ViewError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error.kind())
    }
}

const BLOCK: usize = 64 * 1024;
const FIRST_BLOCK: usize = 4 * 1024;

/// A place in stored JSON, moving forward.
pub(crate) struct Scan<'a> {
    text: Box<dyn Text + 'a>,
    block: Vec<u8>,
    /// Where the block starts in the text, and how far it was read.
    base: u64,
    at: usize,
    jumped: bool,
    outline: Option<Arc<Outline>>,
}

/// What a value is, by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Object,
    List,
    Text,
    Word,
}

impl BodyText {
    /// A reader of this body's JSON; the first takes a pass over all of it.
    pub(crate) fn scan(&self) -> Result<Scan<'_>, ViewError> {
        if self.kind() != BodyKind::Json {
            return Err(ViewError::OtherKind);
        }
        let stored = self.store();
        let outline = match stored.outline().get() {
            Some(outline) => Arc::clone(outline),
            None => {
                let outline = Arc::new(Outline::read(&mut Scan::open(stored)?)?);
                // Another reader may have been faster; its outline is the same.
                Arc::clone(stored.outline().get_or_init(|| outline))
            }
        };
        let mut scan = Scan::open(stored)?;
        scan.outline = Some(outline);
        Ok(scan)
    }
}

impl<'a> Scan<'a> {
    fn open(stored: &'a Stored) -> io::Result<Self> {
        Ok(Self {
            text: stored.open()?,
            block: Vec::new(),
            base: 0,
            at: 0,
            jumped: false,
            outline: None,
        })
    }

    /// Where it is.
    pub(crate) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Goes elsewhere.
    pub(crate) fn go(&mut self, offset: u64) -> io::Result<()> {
        let inside = offset.checked_sub(self.base).and_then(|at| {
            usize::try_from(at)
                .ok()
                .filter(|at| *at <= self.block.len())
        });
        match inside {
            Some(at) => self.at = at,
            None => {
                self.text.seek(SeekFrom::Start(offset))?;
                self.block.clear();
                self.base = offset;
                self.at = 0;
                self.jumped = true;
            }
        }
        Ok(())
    }

    /// The next byte, which stays.
    pub(crate) fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.block.len() {
            self.base += self.at as u64;
            self.at = 0;
            // After a jump a little is often enough.
            let size = if self.jumped { FIRST_BLOCK } else { BLOCK };
            self.jumped = false;
            self.block.resize(size, 0);
            let read = self.text.read(&mut self.block)?;
            self.block.truncate(read);
        }
        Ok(self.block.get(self.at).copied())
    }

    /// One byte on, after [`Scan::peek`] found one.
    pub(crate) fn forward(&mut self) {
        self.at += 1;
    }

    /// The next byte that is no space.
    pub(crate) fn after_space(&mut self) -> io::Result<Option<u8>> {
        while self.peek()?.is_some() {
            let rest = &self.block[self.at..];
            let space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
            match rest.iter().position(|byte| !space(byte)) {
                Some(found) => {
                    self.at += found;
                    return Ok(Some(self.block[self.at]));
                }
                None => self.at = self.block.len(),
            }
        }
        Ok(None)
    }

    /// Reads over a text that starts here.
    fn skip_text(&mut self) -> io::Result<()> {
        self.forward();
        while self.peek()?.is_some() {
            let rest = &self.block[self.at..];
            match memchr::memchr2(b'"', b'\\', rest) {
                None => self.at = self.block.len(),
                Some(found) => {
                    let quote = rest[found] == b'"';
                    self.at += found + 1;
                    if quote {
                        return Ok(());
                    }
                    if self.peek()?.is_some() {
                        self.forward();
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads over a word that starts here: whatever is no JSON, such as a number that was a
    /// secret and is a mark now, is one too.
    fn skip_word(&mut self) -> io::Result<()> {
        let first = self.offset();
        while let Some(byte) = self.peek()? {
            let ends = matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b']' | b'}');
            if ends && self.offset() > first {
                return Ok(());
            }
            self.forward();
        }
        Ok(())
    }

    /// What the value is that starts here.
    pub(crate) fn shape(&mut self) -> io::Result<Option<Shape>> {
        Ok(self.after_space()?.map(|byte| match byte {
            b'{' => Shape::Object,
            b'[' => Shape::List,
            b'"' => Shape::Text,
            _ => Shape::Word,
        }))
    }

    /// Reads over the value that starts here.
    pub(crate) fn skip_value(&mut self) -> io::Result<()> {
        let mut depth = 0_u64;
        while let Some(byte) = self.after_space()? {
            match byte {
                b'{' | b'[' => match self.landmark() {
                    Some(end) => self.go(end)?,
                    None => {
                        depth += 1;
                        self.forward();
                    }
                },
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.forward();
                }
                b'"' => self.skip_text()?,
                b',' | b':' => self.forward(),
                _ => self.skip_word()?,
            }
            if depth == 0 {
                return Ok(());
            }
        }
        Ok(())
    }

    fn known(&self) -> Option<&Landmark> {
        let at = self.offset();
        self.outline.as_ref().and_then(|outline| outline.get(at))
    }

    fn landmark(&self) -> Option<u64> {
        self.known().map(|landmark| landmark.end)
    }

    /// The source of the value that starts here, at most so many bytes of it, and whether that is
    /// all. It then stands behind the value.
    pub(crate) fn source(&mut self, at_most: usize) -> io::Result<(Vec<u8>, bool)> {
        self.after_space()?;
        let start = self.offset();
        self.skip_value()?;
        let end = self.offset();
        let length = usize::try_from(end - start).unwrap_or(usize::MAX);
        self.go(start)?;
        let mut source = Vec::with_capacity(length.min(at_most));
        while source.len() < length.min(at_most) && self.peek()?.is_some() {
            let wanted = length.min(at_most) - source.len();
            let rest = &self.block[self.at..];
            let part = &rest[..rest.len().min(wanted)];
            source.extend_from_slice(part);
            self.at += part.len();
        }
        self.go(end)?;
        Ok((source, length <= at_most))
    }

    /// How many children the container has that starts here. It stays where it is.
    pub(crate) fn count(&mut self) -> io::Result<u64> {
        if let Some(known) = self.known() {
            return Ok(known.children);
        }
        let start = self.offset();
        let mut count = 0;
        let mut more = self.enter()?;
        while more {
            count += 1;
            more = self.next_child()?;
        }
        self.go(start)?;
        Ok(count)
    }

    /// Enters the container that starts here: to its first child, when it has one.
    pub(crate) fn enter(&mut self) -> io::Result<bool> {
        self.after_space()?;
        self.forward();
        let first = self.after_space()?;
        Ok(first.is_some_and(|byte| !matches!(byte, b'}' | b']')))
    }

    /// Enters the container that starts here: to the child of a number, when it has so many.
    pub(crate) fn enter_at(&mut self, number: u64) -> io::Result<bool> {
        let mark = self.known().and_then(|known| {
            let nearest = usize::try_from(number / EVERY).ok()?;
            known.marks.get(nearest).copied()
        });
        let steps = match mark {
            Some(mark) => {
                self.go(mark)?;
                number % EVERY
            }
            None if self.known().is_some() => return Ok(false),
            None if self.enter()? => number,
            None => return Ok(false),
        };
        for _ in 0..steps {
            if !self.next_child()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// From the start of a child to the start of the next, when there is one.
    pub(crate) fn next_child(&mut self) -> io::Result<bool> {
        self.skip_value()?;
        if self.after_space()? == Some(b':') {
            self.forward();
            self.skip_value()?;
        }
        self.comma()
    }

    /// From the end of a child to the start of the next, when there is one.
    pub(crate) fn comma(&mut self) -> io::Result<bool> {
        if self.after_space()? != Some(b',') {
            return Ok(false);
        }
        self.forward();
        self.after_space()?;
        Ok(true)
    }

    /// The name of the member that starts here, with its quotes; then stands at its value.
    pub(crate) fn name(&mut self) -> io::Result<Vec<u8>> {
        let (name, _) = self.source(64 * 1024)?;
        if self.after_space()? == Some(b':') {
            self.forward();
        }
        self.after_space()?;
        Ok(name)
    }

    /// Goes to what a JSON pointer (RFC 6901) names; says what it is.
    pub(crate) fn find(&mut self, pointer: &str) -> Result<Shape, ViewError> {
        self.go(0)?;
        let mut steps = pointer.split('/');
        if steps.next() != Some("") {
            return Err(ViewError::NotThere);
        }
        for step in steps {
            let there = match self.shape()? {
                Some(Shape::Object) => self.member(&step.replace("~1", "/").replace("~0", "~"))?,
                Some(Shape::List) => match step.parse() {
                    Ok(number) => self.enter_at(number)?,
                    Err(_) => false,
                },
                Some(Shape::Text | Shape::Word) | None => false,
            };
            if !there {
                return Err(ViewError::NotThere);
            }
        }
        self.shape()?.ok_or(ViewError::NotThere)
    }

    fn member(&mut self, wanted: &str) -> io::Result<bool> {
        let mut more = self.enter()?;
        while more {
            let start = self.offset();
            if unquoted(&self.name()?) == wanted {
                return Ok(true);
            }
            self.go(start)?;
            more = self.next_child()?;
        }
        Ok(false)
    }
}

/// The text in a token with quotes.
pub(crate) fn unquoted(token: &[u8]) -> String {
    crate::json::unquoted(&String::from_utf8_lossy(token))
}
