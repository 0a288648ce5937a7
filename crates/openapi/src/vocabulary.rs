//! The words of a document, and which operations they stand in.

use std::collections::HashMap;
use std::ops::Range;

/// One place a word stands: which operation, and which part of it (lower is better).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) operation: u32,
    pub(crate) part: u8,
}

#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
    postings: Vec<Vec<Posting>>,
}

/// How well a known word answers an asked one, from 0 to 1.
pub(crate) type Quality = f32;

impl Vocabulary {
    pub(crate) fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = crate::tree::small(self.words.len());
        self.ids.insert(word.into(), id);
        self.words.push(word.into());
        self.postings.push(Vec::new());
        id
    }

    /// Operations come in order; of several parts of one operation the best is kept.
    pub(crate) fn add(&mut self, id: u32, operation: u32, part: u8) {
        let postings = &mut self.postings[id as usize];
        match postings.last_mut() {
            Some(last) if last.operation == operation => last.part = last.part.min(part),
            _ => postings.push(Posting { operation, part }),
        }
    }

    pub(crate) fn done(&mut self) {
        for postings in &mut self.postings {
            postings.shrink_to_fit();
        }
    }

    pub(crate) fn word(&self, id: u32) -> &str {
        &self.words[id as usize]
    }

    pub(crate) fn postings(&self, id: u32) -> &[Posting] {
        &self.postings[id as usize]
    }

    /// Known words that answer an asked one. Misspellings are looked at only when nothing
    /// is spelled as asked.
    pub(crate) fn answers(&self, asked: &str) -> Vec<(u32, Quality)> {
        let mut found = Vec::new();
        for (id, word) in (0..).zip(&self.words) {
            let quality = if **word == *asked {
                1.0
            } else if word.starts_with(asked) {
                0.8
            } else if asked.len() > 2 && word.contains(asked) {
                0.5
            } else {
                continue;
            };
            found.push((id, quality));
        }
        if !found.is_empty() {
            return found;
        }
        let letters: Vec<char> = asked.chars().collect();
        let allowed = match letters.len() {
            0..4 => return found,
            4..8 => 1,
            _ => 2,
        };
        let mut work = Work::default();
        for (id, word) in (0..).zip(&self.words) {
            if word.len() + allowed < letters.len() {
                continue;
            }
            if let Some(mistakes) = work.mistakes(&letters, word, allowed) {
                found.push((id, if mistakes == 1 { 0.4 } else { 0.25 }));
            }
        }
        found
    }
}

#[derive(Default)]
struct Work {
    before: Vec<usize>,
    last: Vec<usize>,
    now: Vec<usize>,
}

impl Work {
    /// The fewest mistakes (a letter more, less, another, or two swapped) that make `asked`
    /// the start of `word`; `None` when more than allowed.
    fn mistakes(&mut self, asked: &[char], word: &str, allowed: usize) -> Option<usize> {
        let width = asked.len() + 1;
        self.last.clear();
        self.last.extend(0..width);
        self.before.clear();
        self.before.resize(width, usize::MAX / 2);
        let mut best = usize::MAX;
        let mut previous = None;
        for (row, letter) in word.chars().enumerate() {
            if row > asked.len() + allowed {
                break;
            }
            self.now.clear();
            self.now.push(row + 1);
            for (at, wanted) in asked.iter().enumerate() {
                let same = usize::from(letter != *wanted);
                let mut cost = (self.last[at] + same)
                    .min(self.last[at + 1] + 1)
                    .min(self.now[at] + 1);
                let swapped =
                    at > 0 && previous == Some(*wanted) && asked[at - 1] == letter && row > 0;
                if swapped {
                    cost = cost.min(self.before[at - 1] + 1);
                }
                self.now.push(cost);
            }
            best = best.min(self.now[width - 1]);
            if self.now.iter().all(|cost| *cost > allowed) {
                break;
            }
            std::mem::swap(&mut self.before, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.now);
            previous = Some(letter);
        }
        (best <= allowed).then_some(best)
    }
}

/// The words of a text where they stand: runs of letters and digits.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[start..]
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// Every word of a text in lower case: whole runs, and the parts of `camelCase` ones.
pub(crate) fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut lower = String::new();
    for run in runs(text) {
        let run = &text[run];
        // No name is as long as that; base64 in a description is.
        if run.len() > 64 {
            continue;
        }
        let mut parts = Vec::new();
        let mut start = 0;
        let letters: Vec<(usize, char)> = run.char_indices().collect();
        for at in 1..letters.len() {
            let (before, here) = (letters[at - 1].1, letters[at].1);
            let next_is_small = letters.get(at + 1).is_some_and(|(_, c)| c.is_lowercase());
            let turn = here.is_uppercase()
                && (before.is_lowercase() || before.is_ascii_digit() || next_is_small);
            if turn {
                parts.push(&run[start..letters[at].0]);
                start = letters[at].0;
            }
        }
        let whole = start == 0;
        if !whole {
            parts.push(&run[start..]);
        }
        parts.push(run);
        for part in parts {
            lower.clear();
            lower.extend(part.chars().flat_map(char::to_lowercase));
            each(&lower);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, words};

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn names_are_found_whole_and_in_parts() {
        assert_eq!(
            all("getUserByID"),
            ["get", "user", "by", "id", "getuserbyid"]
        );
        assert_eq!(all("APIKeys v2"), ["api", "keys", "apikeys", "v2"]);
        assert_eq!(all("/vault/account-group"), ["vault", "account", "group"]);
    }

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        let mut vocabulary = Vocabulary::default();
        for word in ["accounts", "password", "policy", "user"] {
            vocabulary.id(word);
        }
        let found = |asked: &str| {
            let answers = vocabulary.answers(asked);
            answers
                .iter()
                .map(|(id, _)| vocabulary.word(*id))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("acount"), ["accounts"]);
        assert_eq!(found("pasword"), ["password"]);
        assert_eq!(found("polciy"), ["policy"]);
        assert_eq!(found("pol"), ["policy"]);
        assert_eq!(found("zzzz"), Vec::<&str>::new());
    }
}
