//! Says how long a person waits in large documents: one JSON line a file, with the slowest and the
//! middle of 200 searches, and of as many operations opened.
//!
//! `cargo run --release -p openapi --example latency -- FILE…`

use openapi::{Document, OperationLine};
use serde_json::{Value, json};
use std::fmt::Display;
use std::io::Write;
use std::time::Instant;

/// How many of each.
const TIMES: usize = 200;

/// Each is done so often and the shortest counts: what other programs take from it in between says
/// nothing about the document.
const ROUNDS: usize = 3;

/// What a list shows before anybody scrolls.
const AT_MOST: usize = 50;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        let mut line = match Document::read(&bytes) {
            Ok((document, _)) => timed(&document),
            Err(error) => json!({ "unreadable": error.to_string() }),
        };
        line["file"] = json!(file);
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn timed(document: &Document) -> Value {
    document.prepare();
    let lines = document.operations();
    // Spread over the whole document, the same every time.
    let step = (lines.len() / TIMES).max(1);
    let some: Vec<&OperationLine> = lines.iter().step_by(step).take(TIMES).collect();
    let words: Vec<String> = (0..)
        .zip(&some)
        .map(|(turn, line)| typed(turn, line))
        .collect();
    let keys: Vec<_> = some.iter().map(|line| &line.key).collect();
    json!({
        "operations": lines.len(),
        "search": waited(&words, |words| document.search(words, AT_MOST)),
        "open": waited(&keys, |key| document.operation(key)),
    })
}

/// The middle and the slowest in milliseconds, and which one that was. Whole rounds, so that no
/// answer is still at hand from the time before.
fn waited<A: Display, T>(asked: &[A], answer: impl Fn(&A) -> T) -> Value {
    let mut shortest = vec![f64::INFINITY; asked.len()];
    for _ in 0..ROUNDS {
        for (asked, shortest) in asked.iter().zip(&mut shortest) {
            let started = Instant::now();
            std::hint::black_box(answer(asked));
            *shortest = shortest.min(started.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    let mut times: Vec<(f64, &A)> = shortest.into_iter().zip(asked).collect();
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    json!({
        "middle_ms": times.get(times.len() / 2).map(|(took, _)| took),
        "slowest_ms": times.last().map(|(took, _)| took),
        "slowest": times.last().map(|(_, asked)| asked.to_string()),
    })
}

/// What somebody who looks for this operation may type: its words, its path, the beginning of a
/// word, a slip of the finger, or a method with a word.
fn typed(turn: u32, line: &OperationLine) -> String {
    let named = line.summary.as_deref().or(line.id.as_deref());
    let words: Vec<&str> = named.unwrap_or(&line.key.path).split_whitespace().collect();
    let longest = words
        .iter()
        .max_by_key(|word| word.len())
        .copied()
        .unwrap_or_default();
    match turn % 5 {
        0 => words.join(" "),
        1 => line.key.path.replace(['/', '{', '}'], " "),
        2 => longest.chars().take(3).collect(),
        3 => slipped(longest),
        _ => format!("method:{} {longest}", line.key.method.to_lowercase()),
    }
}

/// The word with two letters in its middle exchanged.
fn slipped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    if middle > 0 {
        letters.swap(middle - 1, middle);
    }
    letters.into_iter().collect()
}
