//! What was measured of all viewers, as tables: everything, and how ours stands.

use std::fmt::Write as _;

use serde_json::Value;

use super::figures::ratio;
use crate::json;

/// Ours, by the name the measurements have.
const OURS: &str = "Keydesk";

/// From this size on, in bytes, ours has to be so many times faster than the fastest other.
const LARGE: u64 = 13_000_000;
const TIMES_FASTER: f64 = 5.0;

/// What scripts of our page may hold, in MB.
const HEAP: f64 = 60.0;

/// The longest our page may be busy at a stretch, in ms.
const TASK: f64 = 50.0;

/// One row for every document and viewer.
pub fn everything(measured: &[Value]) -> String {
    let mut text = String::from(
        "| Document | Viewer | First operation | At rest | Heap | Page's process | Core | Longest task |\n\
         |---|---|---:|---:|---:|---:|---:|---:|",
    );
    for each in measured {
        let (document, viewer) = (json::text(each, "/document"), json::text(each, "/viewer"));
        let figures = match failure(each) {
            Some(why) => format!("{why} | – | – | – | – | –"),
            None => [
                ("first", "ms"),
                ("rest", "ms"),
                ("heap", "MB"),
                ("page", "MB"),
                ("core", "MB"),
                ("longest", "ms"),
            ]
            .map(|(name, unit)| shown(each[name].as_f64(), unit))
            .join(" | "),
        };
        write!(text, "\n| {document} | {viewer} | {figures} |")
            .expect("writing to a string does not fail");
    }
    text
}

/// Four rows for every document: ours, the fastest other, how many times faster ours is, whether
/// the budget is kept, and ours by what it was the time before.
pub fn verdicts(measured: &[Value], before: &[Value]) -> String {
    let mut text = String::from(
        "| Document | | Keydesk | Fastest other | Times faster | Wanted | | of last time |\n\
         |---|---|---:|---:|---:|---:|---|---:|",
    );
    let mut row = |cells: [&str; 8]| {
        write!(text, "\n| {} |", cells.join(" | ")).expect("writing to a string does not fail");
    };
    for ours in measured.iter().filter(|each| is_ours(each)) {
        let document = json::text(ours, "/document");
        let last = before
            .iter()
            .find(|each| is_ours(each) && json::text(each, "/document") == document);
        let of_last = |name: &str| {
            let last = last.and_then(|last| last[name].as_f64());
            let now = ours[name].as_f64();
            now.map_or_else(|| "–".to_owned(), |now| ratio(now, last))
        };
        if let Some(why) = failure(ours) {
            row([document, "opens", why, "–", "–", "–", "missed", "–"]);
            continue;
        }
        let large = ours["bytes"].as_u64().unwrap_or_default() >= LARGE;
        let wanted = if large { TIMES_FASTER } else { 1.0 };
        for (name, words) in [("first", "first operation"), ("rest", "at rest")] {
            let took = ours[name].as_f64();
            let (fastest, other) = fastest_other(measured, document, name);
            let times = other.zip(took).map(|(other, took)| other / took);
            let kept = took.is_some() && times.is_none_or(|times| times >= wanted);
            row([
                document,
                words,
                &shown(took, "ms"),
                &format!("{} {fastest}", shown(other, "ms")),
                &times.map_or_else(|| "–".to_owned(), |times| format!("{times:.1}")),
                &format!("{wanted:.0}"),
                verdict(kept),
                &of_last(name),
            ]);
        }
        for (name, words, unit, most) in [
            ("heap", "heap", "MB", HEAP),
            ("longest", "longest task", "ms", TASK),
        ] {
            let value = ours[name].as_f64();
            row([
                document,
                words,
                &shown(value, unit),
                "–",
                "–",
                &format!("at most {most:.0} {unit}"),
                verdict(value.is_some_and(|value| value <= most)),
                &of_last(name),
            ]);
        }
    }
    text
}

/// The shortest time among the others that opened the document; none when none did.
fn fastest_other<'a>(measured: &'a [Value], document: &str, name: &str) -> (&'a str, Option<f64>) {
    measured
        .iter()
        .filter(|each| json::text(each, "/document") == document && !is_ours(each))
        .filter_map(|each| Some((json::text(each, "/viewer"), each[name].as_f64()?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(("none", None), |(viewer, took)| (viewer, Some(took)))
}

fn is_ours(each: &Value) -> bool {
    json::text(each, "/viewer") == OURS
}

fn failure(each: &Value) -> Option<&str> {
    each["failed"].as_str()
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "missed" }
}

fn shown(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.0} {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(viewer: &str, first: f64) -> Value {
        json!({
            "document": "Big", "viewer": viewer, "bytes": 20_000_000, "first": first,
            "rest": first * 2.0, "heap": 61.0, "page": 100.0, "core": null, "longest": 0.0,
        })
    }

    fn failed(viewer: &str) -> Value {
        json!({ "document": "Big", "viewer": viewer, "failed": "never yielded" })
    }

    #[test]
    fn ours_stands_beside_the_fastest_of_those_that_opened_the_document() {
        let measured = [
            of(OURS, 200.0),
            of("Slow", 3_000.0),
            of("Fast", 900.0),
            failed("Gone"),
        ];
        let text = verdicts(&measured, &[of(OURS, 400.0)]);
        let first = "| Big | first operation | 200 ms | 900 ms Fast | 4.5 | 5 | missed | 0.50 |";
        assert!(text.contains(first), "{text}");
        assert!(
            text.contains("| Big | heap | 61 MB | – | – | at most 60 MB | missed | 1.00 |"),
            "{text}"
        );
        assert!(
            text.contains("| Big | longest task | 0 ms | – | – | at most 50 ms | kept |"),
            "{text}"
        );
    }

    #[test]
    fn small_documents_only_have_to_be_no_slower() {
        let mut ours = of(OURS, 200.0);
        ours["bytes"] = json!(400_000);
        let text = verdicts(&[ours, of("Fast", 210.0)], &[]);
        assert!(text.contains("| 210 ms Fast | 1.1 | 1 | kept |"), "{text}");
    }

    #[test]
    fn a_viewer_that_failed_says_how() {
        assert!(
            everything(&[failed("Gone")])
                .ends_with("| Big | Gone | never yielded | – | – | – | – | – |")
        );
        assert!(
            verdicts(&[failed(OURS)], &[])
                .ends_with("| Big | opens | never yielded | – | – | – | missed | – |")
        );
    }

    #[test]
    fn where_no_other_opens_a_document_it_is_enough_that_ours_does() {
        let text = verdicts(&[of(OURS, 200.0), failed("Gone")], &[]);
        assert!(
            text.contains("| 200 ms | – none | – | 5 | kept |"),
            "{text}"
        );
    }
}
