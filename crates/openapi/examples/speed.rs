//! Measures reading, searching and opening, on this machine: one JSON line a file.
//!
//! `cargo run --release -p openapi --example speed -- FILE…`
//!
//! Two hundred queries are made from the document's own words: whole, cut, misspelled, two and
//! three at a time, single letters, and filters. Every operation is opened with the first level
//! of every schema it has, and every level of the tree by path. Each counts with the best of five
//! runs, because a machine that does other things now and then takes its time for those.

use openapi::{Below, Document, Operation, Pointer};
use serde_json::json;
use std::io::Write;
use std::time::Instant;

const QUERIES: usize = 200;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        let size = bytes.len();
        let started = Instant::now();
        let (document, findings) = match Document::read(bytes) {
            Ok(read) => read,
            Err(error) => {
                writeln!(
                    out,
                    "{}",
                    json!({ "file": file, "unreadable": error.to_string() })
                )?;
                continue;
            }
        };
        let read_ms = milliseconds(started);
        let started = Instant::now();
        document.prepare();
        let index_ms = milliseconds(started);
        // Before anything else is kept: what reading itself needed.
        let peak_bytes = peak();
        let mut searches: Vec<(f64, String)> = queries(&document)
            .into_iter()
            .map(|query| {
                let time = best(|| drop(document.search(&query, 50)));
                (time, query)
            })
            .collect();
        searches.sort_by(|a, b| b.0.total_cmp(&a.0));
        let operation = slowest(document.operations().iter().map(|line| {
            let time = best(|| {
                if let Some(operation) = document.operation(&line.key) {
                    for schema in schemas(&operation) {
                        document.schema(&schema);
                    }
                }
            });
            (time, line.key.to_string())
        }));
        let mut levels = vec![String::new()];
        let mut browsing = Vec::new();
        while let Some(path) = levels.pop() {
            let mut below = Below::default();
            let time = if browsing.is_empty() {
                // The first level sorts all paths.
                let started = Instant::now();
                below = document.below(&path);
                milliseconds(started)
            } else {
                best(|| below = document.below(&path))
            };
            browsing.push((time, path));
            levels.extend(below.steps.into_iter().map(|step| step.path));
        }
        let first_level_ms = browsing.first().map(|(time, _)| *time);
        let line = json!({
            "file": file,
            "bytes": size,
            "operations": document.operations().len(),
            "findings": findings.len(),
            "read_ms": read_ms,
            "index_ms": index_ms,
            "document_bytes": document.bytes(),
            "peak_bytes": peak_bytes,
            "peak_by_size": peak_bytes.map(|peak| peak as f64 / size as f64),
            "queries": searches.len(),
            "slowest_query": searches.first(),
            "median_query_ms": searches.get(searches.len() / 2).map(|found| found.0),
            "slowest_operation": operation,
            "first_level_by_path_ms": first_level_ms,
            "slowest_level_by_path": slowest(browsing.into_iter().skip(1)),
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn slowest(all: impl Iterator<Item = (f64, String)>) -> Option<(f64, String)> {
    all.max_by(|a, b| a.0.total_cmp(&b.0))
}

fn schemas(operation: &Operation<'_>) -> Vec<Pointer> {
    let bodies = operation.body.iter().flat_map(|body| &body.media);
    let answers = operation.answers.iter().flat_map(|answer| &answer.media);
    let media = bodies
        .chain(answers)
        .filter_map(|media| media.schema.clone());
    let parameters = operation.parameters.iter();
    media
        .chain(parameters.filter_map(|parameter| parameter.schema.clone()))
        .collect()
}

/// The same queries for the same document, spread over all of it.
fn queries(document: &Document) -> Vec<String> {
    let lines = document.operations();
    let mut words: Vec<String> = Vec::new();
    for at in 0..QUERIES {
        let Some(line) = lines.get(at * lines.len().max(1) / QUERIES) else {
            break;
        };
        let summary = line.summary.as_deref().unwrap_or_default();
        let text = format!("{} {summary}", line.key.path);
        let names = text.split(|c: char| !c.is_alphanumeric());
        let long: Vec<&str> = names.filter(|name| name.len() > 2).collect();
        if let Some(word) = long.get(at % long.len().max(1)) {
            words.push(word.to_lowercase());
        }
    }
    let count = words.len().max(1);
    let word = |at: usize| words.get(at % count).map_or("id", String::as_str);
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let misspelled = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        let middle = letters.len() / 2;
        if middle > 0 {
            letters.swap(middle - 1, middle);
        }
        letters.into_iter().collect::<String>()
    };
    let query = |at: usize| match at % 10 {
        0 => word(at).to_owned(),
        1 => cut(word(at), 1),
        2 => cut(word(at), 2),
        3 => cut(word(at), 4),
        4 => misspelled(word(at)),
        5 => format!("{} {}", word(at), word(at + 7)),
        6 => format!(
            "{} {} {}",
            word(at),
            cut(word(at + 3), 3),
            misspelled(word(at + 11))
        ),
        7 => format!("method:get path:/{} {}", word(at), word(at + 5)),
        8 => format!("{}zzq {}", word(at), cut(word(at + 1), 2)),
        _ => format!("the id of {} -{}", word(at), word(at + 9)),
    };
    (0..QUERIES).map(query).collect()
}

/// The most memory the process had so far, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1_024)
}

fn best(mut run: impl FnMut()) -> f64 {
    (0..5)
        .map(|_| {
            let started = Instant::now();
            run();
            milliseconds(started)
        })
        .fold(f64::INFINITY, f64::min)
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1_000.0
}
