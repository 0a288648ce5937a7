//! Says what is in API documents: one JSON line a file, for people and for checks.
//!
//! `cargo run --release -p openapi --example inspect -- FILE… [--search WORDS] [--examples]`

use openapi::{Document, Use};
use serde_json::{Value, json};
use std::io::Write;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    let mut words = None;
    let mut examples = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--search" => words = arguments.next(),
            "--examples" => examples = true,
            _ => files.push(argument),
        }
    }
    let mut out = std::io::stdout().lock();
    for file in files {
        let bytes = std::fs::read(&file)?;
        let mut line = inspected(&bytes, words.as_deref(), examples);
        line["file"] = json!(file);
        line["bytes"] = json!(bytes.len());
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn inspected(bytes: &[u8], words: Option<&str>, examples: bool) -> Value {
    let started = Instant::now();
    let (document, findings) = match Document::read(bytes) {
        Ok(read) => read,
        Err(error) => {
            let (line, column) = (error.line, error.column);
            let why = error.why;
            return json!({ "unreadable": { "line": line, "column": column, "why": why } });
        }
    };
    let read_ms = milliseconds(started);
    let started = Instant::now();
    document.prepare();
    let index_ms = milliseconds(started);
    let about = document.about();
    let mut line = json!({
        "format": about.format,
        "version": about.version,
        "title": about.title,
        "operations": document.operations().len(),
        "schemas": document.schemas().count(),
        "findings": findings,
        "unreadable": null,
        "read_ms": read_ms,
        "index_ms": index_ms,
        "index_bytes": document.bytes(),
    });
    if let Some(words) = words {
        let started = Instant::now();
        let hits = document.search(words, 20);
        line["search_ms"] = json!(milliseconds(started));
        let keys = hits.iter().map(|hit| hit.key.to_string());
        line["hits"] = keys.collect();
    }
    if examples {
        let made = document
            .schemas()
            .filter(|(_, at)| document.example(at, Use::Request).is_some());
        line["examples"] = json!(made.count());
    }
    line
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1_000.0
}
