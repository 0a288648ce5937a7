//! Finding operations by any word in them.

use crate::query::Query;
use crate::vocabulary::{Vocabulary, runs, words};
use crate::{Document, Kind, Node, OperationLine};
use domain::OperationKey;
use serde::Serialize;
use std::collections::HashMap;

/// Which part of an operation answers a search, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MatchedIn {
    /// Its path or method.
    Path,
    /// Its summary.
    Summary,
    /// Its id.
    Id,
    /// One of its tags.
    Tag,
    /// The name of a parameter.
    Parameter,
    /// The name of a field in its body or answers.
    Field,
    /// A description.
    Description,
}

const PARTS: [(MatchedIn, f32); 7] = [
    (MatchedIn::Path, 10.0),
    (MatchedIn::Summary, 8.0),
    (MatchedIn::Id, 7.0),
    (MatchedIn::Tag, 5.0),
    (MatchedIn::Parameter, 4.0),
    (MatchedIn::Field, 2.0),
    (MatchedIn::Description, 1.0),
];

/// A part of a text, and whether it is what was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether to mark it.
    pub found: bool,
}

/// An operation that answers a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The operation.
    pub key: OperationKey,
    /// Its path, with what was found marked.
    pub path: Vec<Piece>,
    /// Its summary, with what was found marked; empty when it has none.
    pub summary: Vec<Piece>,
    /// Its id, with what was found marked; empty when it has none.
    pub id: Vec<Piece>,
    /// The strongest part that answers.
    pub matched_in: MatchedIn,
    /// The word that was found, when it stands in none of the three texts above.
    pub word: Option<String>,
    /// Higher is better; comparable within one search only.
    pub score: f32,
}

/// The prepared words of a document.
#[derive(Debug)]
pub(crate) struct Index {
    vocabulary: Vocabulary,
}

#[derive(Clone, Copy, Default)]
struct Found {
    words: u8,
    score: f32,
    best: f32,
    word: u32,
    part: u8,
}

impl Document {
    /// Operations that hold the words, best first. Every word must answer somewhere;
    /// where none holds them all, those that hold most. No words means every operation.
    pub fn search(&self, words: &str, at_most: usize) -> Vec<Hit> {
        let query = Query::parse(words);
        let lines = self.operations();
        let vocabulary = &self.index().vocabulary;
        let mut found = vec![Found::default(); lines.len()];
        let mut answers = Vec::new();
        for word in &query.words {
            let known = vocabulary.answers(word);
            let mut here: HashMap<u32, Found> = HashMap::new();
            for (id, quality) in &known {
                for posting in vocabulary.postings(*id) {
                    let score = PARTS[usize::from(posting.part)].1 * quality;
                    let entry = here.entry(posting.operation).or_default();
                    if score > entry.score {
                        *entry = Found {
                            score,
                            word: *id,
                            part: posting.part,
                            ..Found::default()
                        };
                    }
                }
            }
            for (operation, one) in here {
                let total = &mut found[operation as usize];
                total.words += 1;
                total.score += one.score;
                if one.score > total.best {
                    total.best = one.score;
                    total.word = one.word;
                    total.part = one.part;
                }
            }
            answers.push(known);
        }
        let most = found.iter().map(|found| found.words).max().unwrap_or(0);
        if most == 0 && !query.words.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<usize> = (0..lines.len())
            .filter(|at| found[*at].words == most && query.admits(&lines[*at]))
            .collect();
        if !query.words.is_empty() {
            ranked.sort_by(|a, b| {
                let length = |at: usize| lines[at].key.path.len();
                found[*b]
                    .score
                    .total_cmp(&found[*a].score)
                    .then_with(|| length(*a).cmp(&length(*b)))
                    .then_with(|| a.cmp(b))
            });
        }
        ranked.truncate(at_most);
        // What to mark: the asked words, or the known ones where a misspelling was forgiven.
        let marks: Vec<&str> = query
            .words
            .iter()
            .zip(&answers)
            .flat_map(|(asked, known)| {
                let forgiven = known.iter().all(|(_, quality)| *quality < 0.5);
                let others = known.iter().filter(move |_| forgiven);
                std::iter::once(asked.as_str()).chain(others.map(|(id, _)| vocabulary.word(*id)))
            })
            .collect();
        ranked
            .into_iter()
            .map(|at| hit(&lines[at], found[at], &marks, vocabulary))
            .collect()
    }
}

fn hit(line: &OperationLine, found: Found, marks: &[&str], vocabulary: &Vocabulary) -> Hit {
    let path = marked(&line.key.path, marks);
    let summary = marked(line.summary.as_deref().unwrap_or_default(), marks);
    let id = marked(line.id.as_deref().unwrap_or_default(), marks);
    let seen = [&path, &summary, &id]
        .iter()
        .any(|pieces| pieces.iter().any(|piece| piece.found));
    Hit {
        key: line.key.clone(),
        word: (!seen && found.words > 0).then(|| vocabulary.word(found.word).to_owned()),
        matched_in: PARTS[usize::from(found.part)].0,
        score: found.score,
        path,
        summary,
        id,
    }
}

fn marked(text: &str, marks: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut push = |range: std::ops::Range<usize>, found| {
        if !range.is_empty() {
            pieces.push(Piece {
                text: text[range].to_owned(),
                found,
            });
        }
    };
    for run in runs(text) {
        let lower = text[run.clone()].to_lowercase();
        let longest = marks
            .iter()
            .filter_map(|mark| Some((lower.find(mark)?, mark.len())))
            .max_by_key(|(_, length)| *length);
        let Some((start, length)) = longest else {
            continue;
        };
        // Where lower case has another length, the whole word is marked.
        let range = if lower.len() == run.len() && lower.is_ascii() {
            run.start + start..run.start + start + length
        } else {
            run
        };
        push(done..range.start, false);
        push(range.clone(), true);
        done = range.end;
    }
    push(done..text.len(), false);
    pieces
}

/// How much of the schemas of one operation is looked at.
const MOST_SCHEMAS: usize = 24;
const MOST_LEVELS: usize = 3;
const MOST_DESCRIPTION: usize = 4_000;

impl Index {
    pub(crate) fn of(document: &Document) -> Self {
        let mut making = Making {
            document,
            vocabulary: Vocabulary::default(),
            fields: HashMap::new(),
        };
        for ((line, spot), operation) in document
            .operations()
            .iter()
            .zip(document.spots())
            .zip(0_u32..)
        {
            making.words(&line.key.method, operation, 0);
            making.words(&line.key.path, operation, 0);
            making.words(line.summary.as_deref().unwrap_or_default(), operation, 1);
            making.words(line.id.as_deref().unwrap_or_default(), operation, 2);
            for tag in &line.tags {
                making.words(tag, operation, 3);
            }
            let node = document.node(spot.node);
            for holder in [document.node(spot.item), node] {
                making.described(holder, operation);
                for parameter in holder
                    .get("parameters")
                    .into_iter()
                    .flat_map(Node::items)
                    .take(200)
                {
                    if let Ok(parameter) = document.follow(parameter) {
                        let name = parameter.text("name").unwrap_or_default();
                        making.words(name, operation, 4);
                        making.described(parameter, operation);
                    }
                }
            }
            making.schemas(node, operation);
        }
        making.vocabulary.done();
        Self {
            vocabulary: making.vocabulary,
        }
    }
}

struct Making<'d> {
    document: &'d Document,
    vocabulary: Vocabulary,
    /// The words of a schema's own fields, and the schemas below it.
    fields: HashMap<u32, (Vec<u32>, Vec<u32>)>,
}

impl<'d> Making<'d> {
    fn words(&mut self, text: &str, operation: u32, part: u8) {
        let vocabulary = &mut self.vocabulary;
        words(text, |word| {
            let id = vocabulary.id(word);
            vocabulary.add(id, operation, part);
        });
    }

    fn described(&mut self, holder: Node<'d>, operation: u32) {
        let text = holder.text("description").unwrap_or_default();
        let end = text.floor_char_boundary(MOST_DESCRIPTION);
        self.words(&text[..end], operation, 6);
    }

    fn schemas(&mut self, node: Node<'d>, operation: u32) {
        let mut waiting: Vec<(u32, usize)> = Vec::new();
        let holders = node
            .get("requestBody")
            .into_iter()
            .chain(node.get("parameters").into_iter().flat_map(Node::items))
            .chain(
                node.get("responses")
                    .into_iter()
                    .flat_map(Node::entries)
                    .map(|(_, answer)| answer),
            );
        for holder in holders.take(100) {
            let Ok(holder) = self.document.follow(holder) else {
                continue;
            };
            let content = holder.get("content").into_iter().flat_map(Node::entries);
            let schemas = content
                .map(|(_, media)| media)
                .chain([holder])
                .filter_map(|holder| holder.get("schema"));
            for schema in schemas.take(8) {
                if let Ok(schema) = self.document.follow(schema) {
                    waiting.push((schema.index(), 0));
                }
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
            if !self.fields.contains_key(&schema) {
                let read = self.read(schema);
                self.fields.insert(schema, read);
            }
            let (names, below) = &self.fields[&schema];
            for id in names {
                self.vocabulary.add(*id, operation, 5);
            }
            if level < MOST_LEVELS {
                waiting.extend(below.iter().map(|schema| (*schema, level + 1)));
            }
        }
    }

    fn read(&mut self, schema: u32) -> (Vec<u32>, Vec<u32>) {
        let schema = self.document.node(schema);
        let mut names = Vec::new();
        let mut below = Vec::new();
        let mut follow = |node: Node<'d>| {
            if let Ok(target) = self.document.follow(node)
                && target.kind() == Kind::Object
            {
                below.push(target.index());
            }
        };
        for (name, property) in schema.get("properties").into_iter().flat_map(Node::entries) {
            words(name, |word| names.push(self.vocabulary.id(word)));
            follow(property);
        }
        schema.get("items").into_iter().for_each(&mut follow);
        schema
            .get("additionalProperties")
            .into_iter()
            .for_each(&mut follow);
        for group in ["allOf", "oneOf", "anyOf"] {
            let parts = schema.get(group).into_iter().flat_map(Node::items);
            parts.for_each(&mut follow);
        }
        (names, below)
    }
}
