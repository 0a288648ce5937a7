//! Every explanation of a failure is found by the answer it is for, and says something a person
//! can use.
//!
//! The answers are in each vendor's `failures.http`, written by hand from what the vendor, its
//! clients or the standards behind them say goes over the wire.

#![expect(
    clippy::unwrap_used,
    reason = "tests fail by panicking, their helpers too"
)]

use domain::{During, Explanation, Explanations, FailedAnswer, VendorFailure, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vendors::{Adapter, all};

/// An answer and the explanation it is expected to get:
///
/// ```text
/// ### id            or: ### general id, and either followed by: sign-in
/// 403
/// Content-Type: application/json
///
/// {"error":"…"}
/// ```
#[derive(Debug)]
struct Sample {
    id: String,
    general: bool,
    during: During,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

fn samples(vendor: &dyn Adapter) -> Vec<Sample> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(vendor.folder().name)
        .join("failures.http");
    let text = std::fs::read_to_string(file).unwrap();
    let (before, blocks) = text.split_once("### ").unwrap();
    assert!(before.trim().is_empty());
    blocks.split("\n### ").map(sample).collect()
}

fn sample(block: &str) -> Sample {
    let (first, rest) = block.split_once('\n').unwrap();
    let mut words: Vec<&str> = first.split(' ').collect();
    let during = if words.last() == Some(&"sign-in") {
        words.pop();
        During::SignIn
    } else {
        During::Call
    };
    let general = words[0] == "general";
    assert_eq!(words.len(), if general { 2 } else { 1 }, "{first}");
    let (head, body) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let (status, headers) = head.split_once('\n').unwrap_or((head, ""));
    Sample {
        id: words.last().unwrap().to_string(),
        general,
        during,
        status: status.trim().parse().unwrap_or_else(|_| panic!("{block}")),
        headers: headers
            .lines()
            .filter(|line| !line.is_empty())
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: body.trim_end().to_owned(),
    }
}

/// What the program makes of an answer.
fn failure(vendor: &dyn Adapter, sample: &Sample) -> VendorFailure {
    match vendor.judge(sample.status, sample.body.as_bytes()) {
        Verdict::TokenRejected(failure) | Verdict::Failed(failure) => failure,
        Verdict::Fine => panic!("{} is no failure: {}", sample.id, sample.body),
    }
}

fn with_answer<T>(
    vendor: &dyn Adapter,
    sample: &Sample,
    ask: impl FnOnce(&FailedAnswer<'_>) -> T,
) -> T {
    let failure = failure(vendor, sample);
    let headers: Vec<(&str, &str)> = sample
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    ask(&FailedAnswer {
        during: sample.during,
        failure: &failure,
        headers: &headers,
        body: sample.body.as_bytes(),
    })
}

#[test]
fn every_list_of_failures_parses() {
    for vendor in all() {
        let folder = vendor.folder();
        if let Err(why) = Explanations::parse(folder.failures) {
            panic!("{}/failures.toml: {why}", folder.name);
        }
    }
}

#[test]
fn every_answer_finds_its_explanation_and_no_other() {
    for vendor in all() {
        let name = vendor.folder().name;
        let mut told: BTreeMap<&str, u32> = BTreeMap::new();
        let samples = samples(*vendor);
        for sample in &samples {
            with_answer(*vendor, sample, |answer| {
                let found = vendor.explain(answer);
                let found = found.unwrap_or_else(|| panic!("{name}: nothing for {sample:?}"));
                assert_eq!(found.id, sample.id, "{name}: {sample:?}");
                let own = vendor.explanations().explain(answer).is_some();
                assert_eq!(own, !sample.general, "{name}: {sample:?}");
            });
            if !sample.general {
                *told.entry(&sample.id).or_default() += 1;
            }
        }
        for entry in vendor.explanations().all() {
            assert!(
                told.contains_key(entry.id.as_str()),
                "{name}: no answer for {}",
                entry.id
            );
        }
    }
}

#[test]
fn there_are_at_least_twelve_per_vendor_and_sixty_in_all() {
    let counts: Vec<(&str, usize)> = all()
        .iter()
        .map(|vendor| {
            let own = vendor.explanations().all().len();
            (vendor.folder().name, own)
        })
        .collect();
    assert!(counts.iter().all(|(_, own)| *own >= 12), "{counts:?}");
    let all: usize = counts.iter().map(|(_, own)| own).sum();
    assert!(all >= 60, "{counts:?}");
}

/// Words of the trade, which tell a person on the desk nothing.
const JARGON: &[&str] = &[
    "http",
    "json",
    "endpoint",
    "payload",
    "header",
    "null",
    "boolean",
    "parse",
    "exception",
    "timeout",
    "uuid",
    "guid",
    "query",
    "parameter",
    "backend",
    "stack",
    "string",
    "array",
    "please",
    "unfortunately",
    "error",
];

fn texts(entry: &Explanation) -> [(&str, &str); 3] {
    [
        ("happened", &entry.happened),
        ("cause", &entry.cause),
        ("next", &entry.next),
    ]
}

#[test]
fn every_explanation_is_made_of_plain_short_sentences() {
    let vendors = all().iter().flat_map(|vendor| vendor.explanations().all());
    for entry in vendors.chain(Explanations::general().all()) {
        for (part, text) in texts(entry) {
            let story = format!("{}, {part}: {text}", entry.id);
            assert!(text.ends_with('.') && !text.ends_with(".."), "{story}");
            assert!(text.starts_with(char::is_uppercase), "{story}");
            assert!(
                !text.contains('!') && text.chars().count() <= 180,
                "{story}"
            );
            let words: BTreeSet<String> = text
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_lowercase)
                .collect();
            let jargon: Vec<_> = JARGON
                .iter()
                .filter(|word| words.contains(**word))
                .collect();
            assert!(jargon.is_empty(), "{story}: {jargon:?}");
        }
        assert_ne!(entry.next, entry.cause, "{}", entry.id);
    }
}
