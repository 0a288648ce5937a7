//! Says what is in API documents: one JSON line a file, for people and for checks.
//!
//! `cargo run --release -p openapi --example inspect -- FILE… [--search WORDS] [--examples]`
//! and `… -- --compare OLD NEW` for what changed between two of them.
//!
//! Files beside a document are read where its references lead to them. A file that cannot be
//! read says why in `unreadable`, with everything else empty; the exit code is 0 all the same.

use openapi::{Document, Finding, Fits, Limits, Pointer, Refusal, Unreadable, Use, Weight};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::Instant;

/// What was asked for beside reading.
#[derive(Default)]
struct Wishes {
    words: Option<String>,
    examples: bool,
}

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    let mut wishes = Wishes::default();
    let mut compared = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--search" => wishes.words = arguments.next(),
            "--examples" => wishes.examples = true,
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
        writeln!(out, "{}", inspected(&file, &wishes))?;
    }
    Ok(())
}

fn inspected(file: &str, wishes: &Wishes) -> Value {
    let limits = Limits::default();
    let bytes = match opened(Path::new(file), limits.bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            // The words are the system's.
            let why = json!({ "line": 1, "column": 1, "why": error.to_string() });
            return unreadable(file, None, &why);
        }
    };
    let size = size_of_file(file, bytes.len());
    let started = Instant::now();
    match read(Path::new(file), bytes, limits) {
        Ok((document, findings)) => {
            let read_ms = milliseconds(started);
            let mut line = described(file, &document, &findings);
            line["read_ms"] = json!(read_ms);
            let started = Instant::now();
            document.prepare();
            line["index_ms"] = json!(milliseconds(started));
            line["bytes"] = json!(size);
            line["index_bytes"] = json!(document.bytes());
            search(&document, wishes, &mut line);
            examples(&document, wishes, &mut line);
            line
        }
        Err(Unreadable { line, column, why }) => {
            let why = json!({ "line": line, "column": column, "why": why.to_string() });
            unreadable(file, Some(size), &why)
        }
    }
}

/// A file up to one byte more than may be read, so that a larger one is known and not loaded.
fn opened(path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let size = usize::try_from(file.metadata()?.len().min(most)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(size + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn size_of_file(file: &str, read: usize) -> u64 {
    std::fs::metadata(file).map_or(read as u64, |about| about.len())
}

/// The document with the files beside it, from its own folder and those below.
fn read(
    path: &Path,
    bytes: Vec<u8>,
    limits: Limits,
) -> Result<(Document, Vec<Finding>), Unreadable> {
    let folder = path.parent().filter(|folder| folder.as_os_str() != "");
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bring = |beside: &str, at_most: usize| {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => Refusal::Missing,
            kind => Refusal::Failed {
                what: kind.to_string(),
            },
        };
        let Ok(folder) = &folder else {
            return Err(Refusal::Alone);
        };
        // Only after links are followed is it known where a file lies.
        let found = folder.join(beside).canonicalize().map_err(failed)?;
        if !found.starts_with(folder) || !found.is_file() {
            return Err(Refusal::LeavesFolder);
        }
        let bytes = opened(&found, at_most).map_err(failed)?;
        if bytes.len() > at_most {
            return Err(Refusal::TooLarge { limit: at_most });
        }
        Ok(bytes)
    };
    Document::read_with(bytes, &name, limits, &bring)
}

fn described(file: &str, document: &Document, findings: &[Finding]) -> Value {
    let about = document.about();
    json!({
        "file": file,
        "format": about.format,
        "version": about.version,
        "title": about.title,
        "operations": document.operations().len(),
        "schemas": document.schemas().count(),
        "findings": findings,
        "unreadable": null,
    })
}

fn unreadable(file: &str, bytes: Option<u64>, why: &Value) -> Value {
    json!({
        "file": file,
        "format": null,
        "version": null,
        "title": null,
        "operations": null,
        "schemas": null,
        "findings": null,
        "unreadable": why,
        "read_ms": null,
        "index_ms": null,
        "bytes": bytes,
        "index_bytes": null,
    })
}

/// `search_ms` and the hits, best first.
fn search(document: &Document, wishes: &Wishes, line: &mut Value) {
    let Some(words) = &wishes.words else { return };
    let started = Instant::now();
    let hits = document.search(words, 20);
    line["search_ms"] = json!(milliseconds(started));
    let shown = hits.iter().map(|hit| {
        json!({
            "operation": hit.key.to_string(),
            "in": hit.matched_in,
            "word": hit.word,
            "score": hit.score,
        })
    });
    line["hits"] = shown.collect();
}

/// How many examples are made, and how many of them fit.
fn examples(document: &Document, wishes: &Wishes, line: &mut Value) {
    if wishes.examples {
        line["examples"] = examples_of(document);
    }
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
