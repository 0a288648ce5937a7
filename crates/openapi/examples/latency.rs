//! Says how long a person waits in large documents: one JSON line a file, with the slowest and the
//! middle of 200 searches, and of as many operations opened.
//!
//! `cargo run --release -p openapi --example latency -- FILE…`

use openapi::{Document, OperationLine};
use serde_json::{Value, json};
use std::io::Write;
use std::time::Instant;

/// How many of each.
const TIMES: usize = 200;

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
    let some = || lines.iter().step_by(step).take(TIMES).enumerate();
    let mut searches: Vec<(f64, String)> = some()
        .map(|(turn, line)| {
            let words = typed(turn, line);
            let started = Instant::now();
            let hits = document.search(&words, AT_MOST);
            let took = milliseconds(started);
            std::hint::black_box(hits);
            (took, words)
        })
        .collect();
    let mut opened: Vec<(f64, String)> = some()
        .map(|(_, line)| {
            let started = Instant::now();
            let operation = document.operation(&line.key);
            let took = milliseconds(started);
            std::hint::black_box(operation);
            (took, line.key.to_string())
        })
        .collect();
    json!({
        "operations": lines.len(),
        "search": summary(&mut searches),
        "open": summary(&mut opened),
    })
}

/// What somebody who looks for this operation may type: its words, its path, the beginning of a
/// word, a slip of the finger, or a method with a word.
fn typed(turn: usize, line: &OperationLine) -> String {
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

fn summary(times: &mut [(f64, String)]) -> Value {
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let middle = times.get(times.len() / 2).map(|(took, _)| took);
    let slowest = times.last();
    json!({
        "middle_ms": middle,
        "slowest_ms": slowest.map(|(took, _)| took),
        "slowest": slowest.map(|(_, what)| what),
    })
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1_000.0
}
