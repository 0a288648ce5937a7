//! Says what is in API documents: one JSON line a file, for people and for checks.
//!
//! `cargo run --release -p openapi --example inspect -- FILE… [--search WORDS] [--examples]`
//! and `… -- --compare OLD NEW` for what changed between two of them.

use openapi::{Document, Fits, Pointer, Use, Weight};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    let mut words = None;
    let mut examples = false;
    let mut compared = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--search" => words = arguments.next(),
            "--examples" => examples = true,
            "--compare" => compared = arguments.next().zip(arguments.next()),
            _ => files.push(argument),
        }
    }
    let mut out = std::io::stdout().lock();
    if let Some((old, new)) = compared {
        let line = comparison(&std::fs::read(&old)?, &std::fs::read(&new)?);
        writeln!(out, "{line}")?;
    }
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
        line["examples"] = examples_of(&document);
    }
    line
}

/// What changed between two files, with how often each weight was given.
fn comparison(old: &[u8], new: &[u8]) -> Value {
    let (old, new) = match (Document::read(old), Document::read(new)) {
        (Ok((old, _)), Ok((new, _))) => (old, new),
        (Err(error), _) | (_, Err(error)) => {
            let (line, column) = (error.line, error.column);
            let why = error.why;
            return json!({ "unreadable": { "line": line, "column": column, "why": why } });
        }
    };
    let started = Instant::now();
    let comparison = old.compare(&new);
    let compare_ms = milliseconds(started);
    let count = |weight| {
        let all = comparison.differences.iter();
        all.filter(|one| one.weight == weight).count()
    };
    json!({
        "compare_ms": compare_ms,
        "breaking": count(Weight::Breaking),
        "additive": count(Weight::Additive),
        "wording": count(Weight::Wording),
        "truncated": comparison.truncated,
        "differences": comparison.differences,
    })
}

/// Makes an example for every schema and every body, and holds each against the whole schema.
fn examples_of(document: &Document) -> Value {
    /// Of larger documents an even choice is taken; what differs is the time, not the share.
    const MOST: usize = 1_000;
    let mut wanted: Vec<(Pointer, Use)> = document
        .schemas()
        .flat_map(|(_, at)| [(at.clone(), Use::Request), (at, Use::Response)])
        .collect();
    for line in document.operations() {
        let Some(operation) = document.operation(&line.key) else {
            continue;
        };
        let sent = operation.body.iter().flat_map(|body| &body.media);
        let sent = sent.map(|media| (media.schema.clone(), Use::Request));
        let answered = operation.answers.iter().flat_map(|answer| &answer.media);
        let answered = answered.map(|media| (media.schema.clone(), Use::Response));
        let all = sent.chain(answered);
        wanted.extend(all.filter_map(|(schema, made_for)| Some((schema?, made_for))));
    }
    let step = wanted.len().div_ceil(MOST).max(1);
    let (mut made, mut valid, mut none) = (0, 0, BTreeMap::<String, usize>::new());
    let mut without = Vec::new();
    let (mut failed, mut slowest, mut total) = (Vec::new(), 0.0_f64, 0.0_f64);
    for (schema, made_for) in wanted.iter().step_by(step) {
        let started = Instant::now();
        let example = document.try_example(schema, *made_for);
        slowest = slowest.max(milliseconds(started));
        total += milliseconds(started);
        match example {
            Err(why) => {
                let why = json!(why);
                let why = why["why"].as_str().unwrap_or_default().to_owned();
                if without.len() < 5 {
                    without.push(schema);
                }
                *none.entry(why).or_default() += 1;
            }
            Ok(example) => {
                made += 1;
                let checked = document.check(schema, &example, *made_for, 3);
                if checked.fits == Fits::Yes {
                    valid += 1;
                } else if failed.len() < 5 {
                    failed.push(json!({ "schema": schema, "problems": checked.problems }));
                }
            }
        }
    }
    json!({
        "made": made,
        "valid": valid,
        "unsatisfiable": none.values().sum::<usize>(),
        "why": none,
        "without": without,
        "failed": failed,
        "slowest_ms": slowest,
        "total_ms": total,
    })
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1_000.0
}
