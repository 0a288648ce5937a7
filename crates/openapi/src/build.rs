//! Building a tree from what a parser reports, within limits.

use crate::tree::{Slot, Tag, small};
use crate::{FindingKind, Limits, Why};
use std::collections::HashMap;

/// Where something starts: line and column, from 1.
pub(crate) type Position = (u32, u32);

/// A finding of a parser, before the tree can say its pointer.
#[derive(Debug)]
pub(crate) struct Noted {
    pub(crate) at: Position,
    pub(crate) slot: u32,
    pub(crate) kind: FindingKind,
}

/// The slots of a file, and the texts that do not stand in its source as they are.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) slots: Vec<Slot>,
    pub(crate) side: String,
    pub(crate) noted: Vec<Noted>,
}

#[derive(Debug)]
struct Open {
    at: usize,
    count: u32,
    /// A YAML merge key whose value is being read.
    merge: Option<usize>,
}

/// A tree in the making. Text given as an offset lies in the source; other text is kept here.
#[derive(Debug)]
pub(crate) struct Builder<'s> {
    source: &'s str,
    side: String,
    slots: Vec<Slot>,
    open: Vec<Open>,
    values: usize,
    limits: Limits,
    pub(crate) noted: Vec<Noted>,
}

impl<'s> Builder<'s> {
    pub(crate) fn new(source: &'s str, limits: Limits) -> Self {
        Self {
            source,
            side: String::new(),
            slots: Vec::with_capacity(source.len() / 16),
            open: Vec::new(),
            values: 0,
            limits,
            noted: Vec::new(),
        }
    }

    /// Keeps a text that does not stand in the source as it is.
    pub(crate) fn keep(&mut self, text: &str) -> (u32, u32) {
        let at = self.source.len() + self.side.len();
        self.side.push_str(text);
        (small(at), small(text.len()))
    }

    pub(crate) fn note(&mut self, at: Position, kind: FindingKind) {
        let slot = small(self.slots.len().saturating_sub(1));
        self.noted.push(Noted { at, slot, kind });
    }

    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn next_slot(&self) -> usize {
        self.slots.len()
    }

    /// Whether the innermost open thing is an object.
    pub(crate) fn in_object(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| self.slots[open.at].tag() == Tag::Object)
    }

    /// Whether the innermost object has a key that waits for its value.
    pub(crate) fn key_waits(&self) -> bool {
        self.slots
            .last()
            .is_some_and(|slot| slot.tag() == Tag::Key && self.in_object())
    }

    pub(crate) fn start(&mut self, tag: Tag, at: Position) -> Result<(), Why> {
        let limit = self.limits.depth;
        if self.open.len() >= limit {
            return Err(Why::TooDeep { limit });
        }
        self.count(1)?;
        self.open.push(Open {
            at: self.slots.len(),
            count: 0,
            merge: None,
        });
        self.slots.push(Slot::new(tag, at, 0, 0));
        Ok(())
    }

    pub(crate) fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            let end = small(self.slots.len());
            let slot = &mut self.slots[open.at];
            slot.a = open.count;
            slot.b = end;
            if slot.tag() == Tag::Object {
                self.settle(open.at);
            }
            self.value_done();
        }
    }

    pub(crate) fn key(&mut self, (offset, length): (u32, u32), at: Position) {
        self.slots.push(Slot::new(Tag::Key, at, offset, length));
    }

    /// The value of the key just given is to be merged into its object.
    pub(crate) fn merge_next(&mut self) {
        let key = self.slots.len().saturating_sub(1);
        if let Some(open) = self.open.last_mut() {
            open.merge = Some(key);
        }
    }

    pub(crate) fn scalar(
        &mut self,
        tag: Tag,
        (offset, length): (u32, u32),
        at: Position,
    ) -> Result<(), Why> {
        self.count(1)?;
        self.slots.push(Slot::new(tag, at, offset, length));
        self.value_done();
        Ok(())
    }

    /// Writes what stands at `from` once more. `false` when it is not complete yet.
    pub(crate) fn repeat(&mut self, from: usize, at: Position) -> Result<bool, Why> {
        let Some(slot) = self.slots.get(from).copied() else {
            return Ok(false);
        };
        if self.open.iter().any(|open| open.at == from) {
            return Ok(false);
        }
        match slot.tag() {
            Tag::List | Tag::Object => {
                let end = slot.b as usize;
                self.count(end - from)?;
                let shift = small(self.slots.len() - from);
                self.slots.extend_from_within(from..end);
                let start = self.slots.len() - (end - from);
                for copied in &mut self.slots[start..] {
                    if copied.is_container() {
                        copied.b += shift;
                    }
                }
                self.value_done();
            }
            Tag::Key | Tag::MergedKey | Tag::DeadKey => {
                self.scalar(Tag::Text, (slot.a, slot.b), at)?;
            }
            Tag::Null | Tag::False | Tag::True | Tag::Number | Tag::Text => {
                self.scalar(slot.tag(), (slot.a, slot.b), at)?;
            }
        }
        Ok(true)
    }

    /// The text of a finished scalar or key.
    pub(crate) fn text_at(&self, at: usize) -> Option<(u32, u32)> {
        let slot = self.slots.get(at)?;
        matches!(slot.tag(), Tag::Text | Tag::Number | Tag::Key).then_some((slot.a, slot.b))
    }

    /// What was read so far; whatever is open is closed.
    pub(crate) fn finish(mut self) -> Option<Built> {
        while !self.open.is_empty() {
            if self.key_waits() {
                self.slots.push(Slot::new(Tag::Null, (0, 0), 0, 0));
                self.value_done();
            }
            self.end();
        }
        if self.slots.is_empty() {
            return None;
        }
        Some(Built {
            slots: self.slots,
            side: self.side,
            noted: self.noted,
        })
    }

    fn count(&mut self, more: usize) -> Result<(), Why> {
        self.values += more;
        let limit = self.limits.nodes;
        if self.values > limit {
            return Err(Why::TooManyNodes { limit });
        }
        Ok(())
    }

    fn value_done(&mut self) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        open.count += 1;
        if let Some(key) = open.merge.take() {
            open.count -= 1;
            let merged = self.unfold(key);
            if let Some(open) = self.open.last_mut() {
                open.count += merged;
            }
        }
    }

    /// Replaces `<<: value` by the members of the value; how many there were.
    fn unfold(&mut self, key: usize) -> u32 {
        let tail = self.slots.split_off(key);
        let parts: Vec<usize> = match tail[1].tag() {
            Tag::Object => vec![1],
            Tag::List => {
                let mut items = Vec::new();
                let mut at = 2;
                while at < tail.len() {
                    items.push(at);
                    let slot = tail[at];
                    at = if slot.is_container() {
                        slot.b as usize - key
                    } else {
                        at + 1
                    };
                }
                items
            }
            _ => Vec::new(),
        };
        let mut members = 0;
        for part in parts {
            if tail[part].tag() != Tag::Object {
                continue;
            }
            members += tail[part].a;
            let end = tail[part].b as usize - key;
            let down = small(key + part + 1 - self.slots.len());
            let mut next_key = part + 1;
            for (at, slot) in tail.iter().enumerate().take(end).skip(part + 1) {
                let mut slot = *slot;
                if at == next_key {
                    if slot.tag() != Tag::DeadKey {
                        slot = slot.retagged(Tag::MergedKey);
                    }
                    let value = tail[at + 1];
                    next_key = if value.is_container() {
                        value.b as usize - key
                    } else {
                        at + 2
                    };
                }
                if slot.is_container() {
                    slot.b -= down;
                }
                self.slots.push(slot);
            }
        }
        members
    }

    /// Lets one member of each name live: one written out before one merged in, and the
    /// last before the others.
    fn settle(&mut self, object: usize) {
        let end = self.slots[object].b as usize;
        let mut keys = Vec::new();
        let mut at = object + 1;
        while at + 1 < end {
            if self.slots[at].tag() != Tag::DeadKey {
                keys.push(at);
            }
            let value = self.slots[at + 1];
            at = if value.is_container() {
                value.b as usize
            } else {
                at + 2
            };
        }
        // Nearly every object is small and has each name once: no table for those.
        let alike = |a: &usize, b: &usize| {
            self.slots[*a].b == self.slots[*b].b
                && self.text(self.slots[*a]) == self.text(self.slots[*b])
        };
        let small_and_clean = keys.len() <= 12
            && !(1..keys.len()).any(|n| keys[..n].iter().any(|before| alike(before, &keys[n])));
        if small_and_clean {
            return;
        }
        let mut dead = Vec::new();
        {
            let mut living: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
            for key in &keys {
                let name = self.text(self.slots[*key]);
                let Some(before) = living.insert(name, *key) else {
                    continue;
                };
                let merged = |at: usize| self.slots[at].tag() == Tag::MergedKey;
                if merged(*key) {
                    living.insert(name, before);
                    dead.push((*key, false));
                } else {
                    dead.push((before, !merged(before)));
                }
            }
        }
        for (key, worth_saying) in dead {
            let slot = self.slots[key];
            if worth_saying {
                let name = self.text(slot).to_owned();
                self.noted.push(Noted {
                    at: (slot.line, slot.column()),
                    slot: small(object),
                    kind: FindingKind::DuplicateKey { name },
                });
            }
            self.slots[key] = slot.retagged(Tag::DeadKey);
            self.slots[object].a -= 1;
        }
    }

    fn text(&self, slot: Slot) -> &str {
        let (at, length) = (slot.a as usize, slot.b as usize);
        match at.checked_sub(self.source.len()) {
            Some(at) => &self.side[at..at + length],
            None => &self.source[at..at + length],
        }
    }
}
