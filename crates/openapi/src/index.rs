//! The words of every operation, prepared for searching.
//!
//! Fields belong to schemas and many operations share a schema, so a word leads to schemas and
//! a schema to operations; written out for each operation they would be most of the index.

use crate::tree::small;
use crate::vocabulary::{Collected, Vocabulary, words};
use crate::{Document, Kind, Node};
use foldhash::quality::RandomState;
use std::collections::HashMap;

/// Which part of an operation a word stands in, by its place in the list of parts; the lower
/// the better.
pub(crate) type Part = u8;

pub(crate) const PATH: Part = 0;
pub(crate) const SUMMARY: Part = 1;
pub(crate) const ID: Part = 2;
pub(crate) const TAG: Part = 3;
pub(crate) const PARAMETER: Part = 4;
pub(crate) const FIELD: Part = 5;
pub(crate) const DESCRIPTION: Part = 6;

/// The bits a part takes beside a number.
const PART_BITS: u32 = 3;

/// How much of the schemas of one operation is looked at.
const MOST_SCHEMAS: usize = 24;
const MOST_LEVELS: usize = 3;
const MOST_DESCRIPTION: usize = 4_000;
/// Texts up to this length are remembered: names and short descriptions come again and again.
const MOST_REMEMBERED: usize = 300;

/// Numbers grouped by another number.
#[derive(Debug, Default)]
struct Groups {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Groups {
    /// Groups pairs by their first number, which is below `groups`; order within a group stays.
    fn of(pairs: &[(u32, u32)], groups: usize) -> Self {
        let mut starts = vec![0_u32; groups + 1];
        for (group, _) in pairs {
            starts[*group as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut values = vec![0; pairs.len()];
        for (group, value) in pairs {
            let at = &mut next[*group as usize];
            values[*at as usize] = *value;
            *at += 1;
        }
        Self { starts, values }
    }

    fn get(&self, group: u32) -> &[u32] {
        let group = group as usize;
        &self.values[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    fn bytes(&self) -> usize {
        (self.starts.len() + self.values.len()) * 4
    }
}

/// The prepared words of a document.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) vocabulary: Vocabulary,
    /// From words to operations, with the part.
    operations: Groups,
    /// From words to schemas, with the part.
    schemas: Groups,
    /// From schemas to operations.
    users: Groups,
}

impl Index {
    pub(crate) fn of(document: &Document) -> Self {
        Making::new(document).run()
    }

    /// The operations a word stands in itself, and in which part.
    pub(crate) fn operations(&self, word: u32) -> impl Iterator<Item = (u32, Part)> {
        self.operations
            .get(word)
            .iter()
            .map(|packed| opened(*packed))
    }

    /// The schemas a word stands in, and in which part.
    pub(crate) fn schemas(&self, word: u32) -> impl Iterator<Item = (u32, Part)> {
        self.schemas.get(word).iter().map(|packed| opened(*packed))
    }

    /// The operations that take or give a schema.
    pub(crate) fn users(&self, schema: u32) -> &[u32] {
        self.users.get(schema)
    }

    pub(crate) fn schema_count(&self) -> usize {
        self.users.starts.len() - 1
    }

    pub(crate) fn bytes(&self) -> usize {
        let groups = [&self.operations, &self.schemas, &self.users];
        self.vocabulary.bytes() + groups.map(Groups::bytes).iter().sum::<usize>()
    }
}

fn packed(number: u32, part: Part) -> u32 {
    number << PART_BITS | u32::from(part)
}

fn opened(packed: u32) -> (u32, Part) {
    let [part, ..] = (packed & ((1 << PART_BITS) - 1)).to_le_bytes();
    (packed >> PART_BITS, part)
}

/// Pairs of a word and where it stands, each place once with its best part. Places come one
/// after the other, and within a place the best parts come first.
#[derive(Default)]
struct Pairs {
    pairs: Vec<(u32, u32)>,
    /// The last place of each word, plus one.
    last: Vec<u32>,
}

impl Pairs {
    fn add(&mut self, word: u32, place: u32, part: Part) {
        let at = word as usize;
        if at >= self.last.len() {
            self.last.resize(at + 1 + at / 2, 0);
        }
        if self.last[at] != place + 1 {
            self.last[at] = place + 1;
            self.pairs.push((word, packed(place, part)));
        }
    }
}

struct Making<'d> {
    document: &'d Document,
    collected: Collected,
    lower: String,
    /// The words of texts seen before: where they start in `ids`, and how many.
    known: HashMap<&'d str, (u32, u32), RandomState>,
    ids: Vec<u32>,
    /// Where references led.
    targets: HashMap<&'d str, Option<Node<'d>>, RandomState>,
    operations: Pairs,
    schemas: Pairs,
    users: Vec<(u32, u32)>,
    /// The number of each schema, by its slot.
    numbers: HashMap<u32, u32, RandomState>,
    /// The slots of the schemas below each schema, by its number.
    below: Vec<Vec<u32>>,
}

impl<'d> Making<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            document,
            collected: Collected::default(),
            lower: String::new(),
            known: HashMap::default(),
            ids: Vec::new(),
            targets: HashMap::default(),
            operations: Pairs::default(),
            schemas: Pairs::default(),
            users: Vec::new(),
            numbers: HashMap::default(),
            below: Vec::new(),
        }
    }

    fn run(mut self) -> Index {
        let document = self.document;
        let spots = document.operations().iter().zip(document.spots());
        for ((line, spot), operation) in spots.zip(0_u32..) {
            let (item, node) = (document.node(spot.item), document.node(spot.node));
            self.words(&line.key.method, operation, PATH);
            for name in line.key.path.split('/') {
                self.words(name, operation, PATH);
            }
            let summary = node.text("summary").or_else(|| item.text("summary"));
            self.words(summary.unwrap_or_default(), operation, SUMMARY);
            self.words(node.text("operationId").unwrap_or_default(), operation, ID);
            for tag in members(node, "tags").filter_map(Node::as_str) {
                self.words(tag, operation, TAG);
            }
            let parameters: Vec<Node<'d>> = [item, node]
                .into_iter()
                .flat_map(|holder| members(holder, "parameters").take(200))
                .filter_map(|parameter| self.follow(parameter))
                .collect();
            for parameter in &parameters {
                let name = parameter.text("name").unwrap_or_default();
                self.words(name, operation, PARAMETER);
            }
            let body = node.get("requestBody").and_then(|body| self.follow(body));
            let answers: Vec<Node<'d>> = node
                .get("responses")
                .into_iter()
                .flat_map(Node::entries)
                .take(100)
                .filter_map(|(_, answer)| self.follow(answer))
                .collect();
            let holders = || body.iter().chain(&parameters).chain(&answers).copied();
            self.fields(holders(), operation);
            for described in [item, node].into_iter().chain(holders()) {
                self.described(described, operation);
            }
        }
        // What only helped to collect goes before the rest is sorted.
        self.known = HashMap::default();
        self.ids = Vec::new();
        self.targets = HashMap::default();
        let count = self.collected.len();
        let operations = Groups::of(&self.operations.pairs, count);
        self.operations = Pairs::default();
        let schemas = Groups::of(&self.schemas.pairs, count);
        self.schemas = Pairs::default();
        let users = Groups::of(&self.users, self.below.len());
        Index {
            vocabulary: Vocabulary::of(self.collected),
            operations,
            schemas,
            users,
        }
    }

    fn follow(&mut self, node: Node<'d>) -> Option<Node<'d>> {
        let document = self.document;
        let Some(reference) = node.text("$ref") else {
            return document.follow(node).ok();
        };
        if !document.is_plain() {
            return document.follow(node).ok();
        }
        *self
            .targets
            .entry(reference)
            .or_insert_with(|| document.follow(node).ok())
    }

    /// The words of a text, each by its number; where they stand in `ids`.
    fn read(&mut self, text: &'d str) -> std::ops::Range<usize> {
        let remember = text.len() <= MOST_REMEMBERED;
        if remember && let Some((start, count)) = self.known.get(text) {
            return *start as usize..(*start + *count) as usize;
        }
        let start = self.ids.len();
        let (collected, ids) = (&mut self.collected, &mut self.ids);
        words(text, &mut self.lower, |word| ids.push(collected.id(word)));
        let end = self.ids.len();
        if remember {
            self.known.insert(text, (small(start), small(end - start)));
        }
        start..end
    }

    fn words(&mut self, text: &'d str, operation: u32, part: Part) {
        let range = self.read(text);
        let keep = text.len() <= MOST_REMEMBERED;
        for at in range.clone() {
            self.operations.add(self.ids[at], operation, part);
        }
        if !keep {
            self.ids.truncate(range.start);
        }
    }

    fn described(&mut self, holder: Node<'d>, operation: u32) {
        self.words(described(holder), operation, DESCRIPTION);
    }

    /// The schemas of bodies, parameters and answers, and those below them.
    fn fields(&mut self, holders: impl Iterator<Item = Node<'d>>, operation: u32) {
        let mut waiting: Vec<(u32, usize)> = Vec::new();
        for holder in holders {
            let content = holder.get("content").into_iter().flat_map(Node::entries);
            let schemas = content
                .map(|(_, media)| media)
                .chain([holder])
                .filter_map(|holder| holder.get("schema").or_else(|| holder.get("itemSchema")));
            for schema in schemas.take(8) {
                waiting.extend(self.follow(schema).map(|schema| (schema.index(), 0)));
            }
        }
        let mut seen = Vec::new();
        let mut next = 0;
        while next < waiting.len() && seen.len() < MOST_SCHEMAS {
            let (schema, level) = waiting[next];
            next += 1;
            if seen.contains(&schema) {
                continue;
            }
            seen.push(schema);
            let number = match self.numbers.get(&schema) {
                Some(number) => *number,
                None => self.schema(schema),
            };
            self.users.push((number, operation));
            if level < MOST_LEVELS {
                let below = &self.below[number as usize];
                waiting.extend(below.iter().map(|schema| (*schema, level + 1)));
            }
        }
    }

    /// Gives a schema a number, and reads its own fields.
    fn schema(&mut self, slot: u32) -> u32 {
        let number = small(self.below.len());
        self.numbers.insert(slot, number);
        let schema = self.document.node(slot);
        let mut below = Vec::new();
        let properties = schema.get("properties").into_iter().flat_map(Node::entries);
        let mut descriptions = vec![described(schema)];
        for (name, property) in properties {
            self.field_words(name, number, FIELD);
            descriptions.push(described(property));
            below.push(property);
        }
        for description in descriptions {
            self.field_words(description, number, DESCRIPTION);
        }
        below.extend(
            ["items", "additionalProperties"]
                .iter()
                .filter_map(|name| schema.get(name)),
        );
        for group in ["allOf", "oneOf", "anyOf"] {
            below.extend(members(schema, group));
        }
        let below = below
            .into_iter()
            .filter_map(|node| self.follow(node))
            .filter(|target| target.kind() == Kind::Object)
            // A field of a plain type has nothing below it that could be searched for.
            .filter(|target| has_fields(*target))
            .map(Node::index)
            .collect();
        self.below.push(below);
        number
    }

    fn field_words(&mut self, text: &'d str, schema: u32, part: Part) {
        let range = self.read(text);
        let keep = text.len() <= MOST_REMEMBERED;
        for at in range.clone() {
            self.schemas.add(self.ids[at], schema, part);
        }
        if !keep {
            self.ids.truncate(range.start);
        }
    }
}

fn has_fields(schema: Node<'_>) -> bool {
    let holders = [
        "properties",
        "items",
        "additionalProperties",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    schema.entries().any(|(name, _)| holders.contains(&name))
}

fn members<'d>(holder: Node<'d>, name: &str) -> impl Iterator<Item = Node<'d>> + use<'d> {
    holder.get(name).into_iter().flat_map(Node::items)
}

fn described<'d>(holder: Node<'d>) -> &'d str {
    let text = holder.text("description").unwrap_or_default();
    &text[..text.floor_char_boundary(MOST_DESCRIPTION)]
}
