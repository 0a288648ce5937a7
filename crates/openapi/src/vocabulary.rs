//! The words of a document, each once, and which of them answer an asked one.

use foldhash::quality::RandomState;
use indexmap::IndexSet;
use memchr::memmem;
use std::ops::Range;

/// Words while they are collected. The words are a stranger's, so the hash has a random seed.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    words: IndexSet<Box<str>, RandomState>,
}

impl Collected {
    pub(crate) fn id(&mut self, word: &str) -> u32 {
        let at = match self.words.get_index_of(word) {
            Some(at) => at,
            None => self.words.insert_full(word.into()).0,
        };
        crate::tree::small(at)
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// All words in one text, one a line, so that one pass over it finds every word with a part.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Starts with a line end; every word is followed by one.
    text: String,
    /// Where each word starts, and one more for the end.
    starts: Vec<u32>,
    /// The letters of each word.
    letters: Vec<u64>,
}

/// How well a known word answers an asked one, from 0 to 1.
pub(crate) type Quality = f32;

/// What a word that starts with the asked one is worth. Anything below is a guess.
pub(crate) const STARTS_WITH: Quality = 0.8;

impl Vocabulary {
    pub(crate) fn of(collected: Collected) -> Self {
        let bytes: usize = collected.words.iter().map(|word| word.len() + 1).sum();
        let mut text = String::with_capacity(bytes + 1);
        let mut starts = Vec::with_capacity(collected.len() + 1);
        let mut letters = Vec::with_capacity(collected.len());
        text.push('\n');
        for word in collected.words {
            starts.push(crate::tree::small(text.len()));
            letters.push(letters_of(&word));
            text.push_str(&word);
            text.push('\n');
        }
        starts.push(crate::tree::small(text.len()));
        Self {
            text,
            starts,
            letters,
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.starts.len() * 4 + self.letters.len() * 8
    }

    pub(crate) fn word(&self, id: u32) -> &str {
        let id = id as usize;
        &self.text[self.starts[id] as usize..self.starts[id + 1] as usize - 1]
    }

    /// Known words that answer an asked one, each once. Misspellings are looked at only when
    /// nothing is spelled as asked.
    pub(crate) fn answers(&self, asked: &str) -> Vec<(u32, Quality)> {
        let found = self.spelled(asked);
        if found.is_empty() {
            self.misspelled(asked)
        } else {
            found
        }
    }

    fn spelled(&self, asked: &str) -> Vec<(u32, Quality)> {
        let mut found: Vec<(u32, Quality)> = Vec::new();
        let text = self.text.as_bytes();
        // What is too short to stand within a word is looked for at the start of a line.
        let short = asked.len() <= 2;
        let needle = if short {
            format!("\n{asked}")
        } else {
            asked.to_owned()
        };
        for at in memmem::find_iter(text, needle.as_bytes()) {
            let at = at + usize::from(short);
            let id = self.starts.partition_point(|start| *start as usize <= at) - 1;
            let is_start = self.starts[id] as usize == at;
            let quality = match (is_start, text[at + asked.len()] == b'\n') {
                (true, true) => 1.0,
                (true, false) => STARTS_WITH,
                (false, _) => 0.5,
            };
            let id = crate::tree::small(id);
            // Matches come in the order of the words, the start of a word before its inside.
            if found.last().is_none_or(|(last, _)| *last != id) {
                found.push((id, quality));
            }
        }
        found
    }

    fn misspelled(&self, asked: &str) -> Vec<(u32, Quality)> {
        let mut found = Vec::new();
        let letters: Vec<char> = asked.chars().collect();
        let allowed = match letters.len() {
            0..4 => return found,
            4..8 => 1,
            _ => 2,
        };
        let wanted = letters_of(asked);
        let mut work = Work::default();
        for (id, known) in (0_u32..).zip(&self.letters) {
            // Every letter the word lacks is a mistake of its own.
            if (wanted & !known).count_ones() as usize > allowed {
                continue;
            }
            let word = self.word(id);
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

/// One bit for each letter and digit of a word; other characters share what is left.
fn letters_of(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| {
        let bit = match letter {
            'a'..='z' => letter as u32 - 'a' as u32,
            '0'..='9' => letter as u32 - '0' as u32 + 26,
            other => other as u32 % 28 + 36,
        };
        set | 1 << bit
    })
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

/// Every word of a text in lower case: whole runs, and the parts of `camelCase` ones. `lower` is
/// room to write in.
pub(crate) fn words(text: &str, lower: &mut String, mut each: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii() {
            return strange_words(&text[at..], lower, each);
        }
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        if at < bytes.len() && !bytes[at].is_ascii() {
            return strange_words(&text[start..], lower, each);
        }
        let run = &text[start..at];
        if run.len() > LONGEST {
            continue;
        }
        let mut part = 0;
        for here in 1..run.len() {
            if turns(&bytes[start..at], here) {
                each(lowered(&run[part..here], lower));
                part = here;
            }
        }
        if part > 0 {
            each(lowered(&run[part..], lower));
        }
        each(lowered(run, lower));
    }
}

/// No name is as long as that; base64 in a description is.
const LONGEST: usize = 64;

fn turns(run: &[u8], here: usize) -> bool {
    run[here].is_ascii_uppercase()
        && (!run[here - 1].is_ascii_uppercase()
            || run.get(here + 1).is_some_and(u8::is_ascii_lowercase))
}

fn lowered<'l>(part: &str, lower: &'l mut String) -> &'l str {
    lower.clear();
    lower.push_str(part);
    lower.make_ascii_lowercase();
    lower
}

/// As [`words`], for text with letters beyond ASCII.
fn strange_words(text: &str, lower: &mut String, mut each: impl FnMut(&str)) {
    for run in runs(text) {
        let run = &text[run];
        if run.len() > LONGEST {
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
        if start > 0 {
            parts.push(&run[start..]);
        }
        parts.push(run);
        for part in parts {
            lower.clear();
            lower.extend(part.chars().flat_map(char::to_lowercase));
            each(lower);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collected, Vocabulary, words};

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut String::new(), |word| found.push(word.to_owned()));
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
        assert_eq!(
            all("plain, grösseÄndern plain"),
            ["plain", "grösse", "ändern", "grösseändern", "plain"]
        );
        assert_eq!(all(&format!("{} b", "a".repeat(65))), ["b"]);
    }

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        let mut collected = Collected::default();
        for word in ["accounts", "password", "policy", "user", "ööölänge"] {
            collected.id(word);
        }
        let vocabulary = Vocabulary::of(collected);
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
        assert_eq!(found("p"), ["password", "policy"]);
        assert_eq!(found("word"), ["password"]);
        assert_eq!(found("öölänge"), ["ööölänge"]);
        assert_eq!(found("zzzz"), Vec::<&str>::new());
    }

    #[test]
    fn the_better_answer_of_one_word_counts() {
        let mut collected = Collected::default();
        for word in ["userauser", "user", "superuser"] {
            collected.id(word);
        }
        let answers = Vocabulary::of(collected).answers("user");
        assert_eq!(answers, [(0, 0.8), (1, 1.0), (2, 0.5)]);
    }
}
