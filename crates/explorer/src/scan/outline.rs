//! Where the long containers of a stored body are.

use super::Scan;
use std::collections::HashMap;
use std::io;

/// Containers shorter than this are read over each time, in bytes.
const LONG: u64 = 32 * 1024;
/// The place of every so-manieth child of a long container is remembered.
pub(super) const EVERY: u64 = 256;

/// A container that is long to read over.
#[derive(Debug)]
pub(super) struct Landmark {
    /// Behind its closing bracket.
    pub(super) end: u64,
    pub(super) children: u64,
    pub(super) marks: Vec<u64>,
}

/// Where the long containers of a stored JSON body are, by their opening brackets.
#[derive(Debug, Default)]
pub(crate) struct Outline(HashMap<u64, Landmark>);

/// A container that is open while the outline is read.
struct Open {
    start: u64,
    object: bool,
    /// In an object: a name was read and its value comes.
    value: bool,
    children: u64,
    marks: Vec<u64>,
}

impl Open {
    fn child(&mut self, at: u64) {
        if self.children.is_multiple_of(EVERY) {
            self.marks.push(at);
        }
        self.children += 1;
    }
}

impl Outline {
    /// The container that opens at a place, when it is long.
    pub(super) fn get(&self, at: u64) -> Option<&Landmark> {
        self.0.get(&at)
    }

    /// One pass over all of it.
    pub(super) fn read(scan: &mut Scan<'_>) -> io::Result<Self> {
        let mut found = HashMap::new();
        let mut open: Vec<Open> = Vec::new();
        while let Some(byte) = scan.after_space()? {
            let at = scan.offset();
            match byte {
                b',' => {}
                b':' => {
                    if let Some(inner) = open.last_mut() {
                        inner.value = true;
                    }
                }
                b'}' | b']' => {
                    let end = at + 1;
                    if let Some(inner) = open.pop().filter(|inner| end - inner.start >= LONG) {
                        let landmark = Landmark {
                            end,
                            children: inner.children,
                            marks: inner.marks,
                        };
                        found.insert(inner.start, landmark);
                    }
                }
                _ => {
                    if let Some(inner) = open.last_mut() {
                        if !inner.object || !inner.value {
                            inner.child(at);
                        }
                        inner.value = false;
                    }
                }
            }
            match byte {
                b'{' | b'[' => {
                    open.push(Open {
                        start: at,
                        object: byte == b'{',
                        value: false,
                        children: 0,
                        marks: Vec::new(),
                    });
                    scan.forward();
                }
                b'"' => scan.skip_text()?,
                b',' | b':' | b'}' | b']' => scan.forward(),
                _ => scan.skip_word()?,
            }
        }
        Ok(Self(found))
    }
}
