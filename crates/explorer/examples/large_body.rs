//! Measures a large answer: `cargo run --release -p explorer --example large_body -- [MEGABYTES]`
//! makes a JSON body of so many megabytes (200) on one line, sends it through a spool as it would
//! come over a network, looks at it in every way there is, and prints one JSON line of figures.
#![expect(
    clippy::print_stdout,
    reason = "a tool for people; its figures are what it is for"
)]

use domain::Effect;
use explorer::{BodyText, Direction, Redactor, Scrubber, Spool, ViewError};
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let megabytes: usize = std::env::args()
        .nth(1)
        .map_or(Ok(200), |text| text.parse())?;
    let folder = std::env::temp_dir();
    let mut scrubber = Scrubber::new();
    for secret in ["canary-token-0f3c9a", "canary password é 1", "canary/key+2"] {
        scrubber.learn(secret.as_bytes());
    }
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let redactor = Arc::new(Redactor::new(scrubber));
    let mut spool = Spool::new(redactor, &headers, Effect::Reads, folder);

    let mut told = Map::new();
    let mut timed = |name: &str, begun: Instant| {
        let ms = begun.elapsed().as_secs_f64() * 1_000.0;
        told.insert(name.to_owned(), json!((ms * 100.0).round() / 100.0));
    };
    let before = peak_kb();
    let begun = Instant::now();
    let mut piece = String::from("{\"value\":[");
    let mut sent = 0;
    let mut row = 0_u32;
    while sent < megabytes * 1024 * 1024 {
        while piece.len() < 16 * 1024 {
            write!(
                piece,
                "{}{{\"id\":{row},\"name\":\"account {row}\",\"host\":\"srv-{}.example\",\"password\":\"canary {row}\",\"note\":\"token canary-token-0f3c9a ends\",\"active\":true,\"groups\":[\"a\",\"b\",{}]}}",
                if row == 0 { "" } else { "," },
                row % 9_973,
                f64::from(row) / 7.0,
            )?;
            row += 1;
        }
        spool.write(piece.as_bytes())?;
        sent += piece.len();
        piece.clear();
    }
    spool.write(b"]}")?;
    let body = spool.finish()?;
    timed("spool_ms", begun);
    let spooled = peak_kb();
    let begun = Instant::now();
    assert_eq!(body.slice(0, 400)?.len(), 400);
    timed("first_slice_ms", begun);
    let mut worst = Instant::now().elapsed();
    let mut line = 1;
    for _ in 0..200 {
        line = (line * 48_271 + 11) % body.lines();
        let begun = Instant::now();
        body.slice(line, 200)?;
        worst = worst.max(begun.elapsed());
    }
    let begun = Instant::now();
    body.branch("", 0, 100)?;
    timed("outline_ms", begun);
    let begun = Instant::now();
    body.branch("/value", u64::from(row) - 50, 50)?;
    timed("branch_ms", begun);
    let begun = Instant::now();
    let found = body.find("ACCOUNT 77", 0, 100)?;
    timed("find_10000_ms", begun);
    let begun = Instant::now();
    assert_eq!(body.find("canary", 0, 100)?.total, 0, "no secret is kept");
    timed("find_none_ms", begun);
    let table = table(&body, &mut timed)?;
    let figures = json!({
        "megabytes": megabytes, "rows": row, "lines": body.lines(), "found": found.total,
        "worst_random_slice_ms": worst.as_secs_f64() * 1_000.0,
        "table_rows": table, "before_kb": before, "peak_spooled_kb": spooled, "peak_kb": peak_kb(),
        "told": Value::Object(told),
    });
    println!("{figures}");
    Ok(())
}

fn table(
    body: &BodyText,
    timed: &mut impl FnMut(&str, Instant),
) -> Result<Option<usize>, Box<dyn Error>> {
    let begun = Instant::now();
    let mut table = match body.table("/value") {
        Err(ViewError::TooLarge { .. }) => return Ok(None),
        other => other?,
    };
    timed("table_ms", begun);
    let begun = Instant::now();
    table.sort("host", Direction::Descending)?;
    timed("sort_ms", begun);
    let begun = Instant::now();
    table.page(&["id", "name", "host"], 0, 200)?;
    timed("page_ms", begun);
    let begun = Instant::now();
    table.csv(&["id", "name", "host", "groups"], &mut std::io::sink())?;
    timed("csv_ms", begun);
    Ok(Some(table.rows()))
}

/// The most memory the process had so far, where the system tells.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
