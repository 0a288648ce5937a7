//! Finding operations by any word in them.

use crate::index::{Index, Part};
use crate::query::Query;
use crate::vocabulary::{Quality, STARTS_WITH, Vocabulary, runs};
use crate::{Document, OperationLine};
use domain::OperationKey;
use serde::Serialize;

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

/// What each part of [`crate::index`] is, and how much a word in it counts.
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
    /// Its place in [`Document::operations`].
    pub at: usize,
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

/// Words marked in place of one that was misspelled.
const MOST_MARKS: usize = 24;

/// How well an operation answers so far.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    words: u8,
    score: f32,
    best: f32,
    word: u32,
    part: Part,
}

/// The best answer to one word in one place.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    score: f32,
    word: u32,
    part: Part,
}

impl Best {
    fn better(&mut self, score: f32, word: u32, part: Part) {
        if score > self.score {
            *self = Self { score, word, part };
        }
    }
}

/// For every operation, the best answer to one word; a score of zero is none.
fn best(index: &Index, known: &[(u32, Quality)], operations: usize) -> Vec<Best> {
    let mut here = vec![Best::default(); operations];
    let mut schemas = vec![Best::default(); index.schema_count()];
    for (word, quality) in known {
        for (operation, part) in index.operations(*word) {
            let score = PARTS[usize::from(part)].1 * quality;
            here[operation as usize].better(score, *word, part);
        }
        for (schema, part) in index.schemas(*word) {
            let score = PARTS[usize::from(part)].1 * quality;
            schemas[schema as usize].better(score, *word, part);
        }
    }
    for (schema, best) in (0_u32..).zip(&schemas) {
        if best.score > 0.0 {
            for operation in index.users(schema) {
                here[*operation as usize].better(best.score, best.word, best.part);
            }
        }
    }
    here
}

impl Document {
    /// Operations that hold the words, best first. Every word must answer somewhere;
    /// where none holds them all, those that hold most. No words means every operation.
    ///
    /// `method:get`, `tag:vault` and `path:/jump` narrow, in quotes where a value has spaces; a
    /// minus before one of them or before a word leaves out what it names.
    pub fn search(&self, words: &str, at_most: usize) -> Vec<Hit> {
        let query = Query::parse(words);
        let lines = self.operations();
        let index = self.index();
        let mut found = vec![Found::default(); lines.len()];
        let mut answers = Vec::new();
        for word in &query.words {
            let known = index.vocabulary.answers(word);
            for (total, one) in found.iter_mut().zip(best(index, &known, lines.len())) {
                if one.score > 0.0 {
                    total.words += 1;
                    total.score += one.score;
                    if one.score > total.best {
                        total.best = one.score;
                        total.word = one.word;
                        total.part = one.part;
                    }
                }
            }
            answers.push(known);
        }
        let most = found.iter().map(|found| found.words).max().unwrap_or(0);
        if most == 0 && !query.words.is_empty() {
            return Vec::new();
        }
        let unwanted = self.unwanted(&query.unwanted);
        let mut ranked: Vec<usize> = (0..lines.len())
            .filter(|at| found[*at].words == most)
            .filter(|at| unwanted.get(*at) != Some(&true) && query.admits(&lines[*at]))
            .collect();
        if !query.words.is_empty() {
            let length = |at: usize| lines[at].key.path.len();
            let order = |a: &usize, b: &usize| {
                found[*b]
                    .score
                    .total_cmp(&found[*a].score)
                    .then_with(|| length(*a).cmp(&length(*b)))
                    .then_with(|| a.cmp(b))
            };
            // A short list is wanted of what may be every operation.
            if at_most > 0 && at_most < ranked.len() {
                ranked.select_nth_unstable_by(at_most, order);
                ranked.truncate(at_most);
            }
            ranked.sort_unstable_by(order);
        }
        ranked.truncate(at_most);
        // What to mark: the asked words, or the known ones where a misspelling was forgiven.
        let mut marks: Vec<&str> = Vec::new();
        for (asked, known) in query.words.iter().zip(&answers) {
            marks.push(asked);
            if known.iter().all(|(_, quality)| *quality < 0.5) {
                let mut words: Vec<&str> = known
                    .iter()
                    .map(|(id, _)| index.vocabulary.word(*id))
                    .collect();
                // The shortest stand within most of the others.
                words.sort_unstable_by_key(|word| word.len());
                marks.extend(words.into_iter().take(MOST_MARKS));
            }
        }
        ranked
            .into_iter()
            .map(|at| hit(at, &lines[at], found[at], &marks, &index.vocabulary))
            .collect()
    }

    /// Which operations hold one of the words, or one that starts with it; nothing for no words.
    fn unwanted(&self, words: &[String]) -> Vec<bool> {
        let mut unwanted = Vec::new();
        for word in words {
            let index = self.index();
            let mut known = index.vocabulary.answers(word);
            known.retain(|(_, quality)| *quality >= STARTS_WITH);
            let held = best(index, &known, self.operations().len());
            unwanted.resize(held.len(), false);
            for (out, best) in unwanted.iter_mut().zip(held) {
                *out |= best.score > 0.0;
            }
        }
        unwanted
    }
}

fn hit(
    at: usize,
    line: &OperationLine,
    found: Found,
    marks: &[&str],
    vocabulary: &Vocabulary,
) -> Hit {
    let path = marked(&line.key.path, marks);
    let summary = marked(line.summary.as_deref().unwrap_or_default(), marks);
    let id = marked(line.id.as_deref().unwrap_or_default(), marks);
    let seen = [&path, &summary, &id]
        .iter()
        .any(|pieces| pieces.iter().any(|piece| piece.found));
    Hit {
        at,
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
