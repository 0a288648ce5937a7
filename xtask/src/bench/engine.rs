//! Reading and indexing large documents in Rust alone.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::documents::{self, Document};
use super::figures;
use crate::json;
use crate::metadata;
use crate::packages;
use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// 10 MB in 250 ms, and 47 MB in 1.2 s.
const MS_PER_MB: f64 = 25.0;

/// From this size on there is a budget. In smaller files one page of prose costs more than size does.
const LARGE: f64 = 10.0;

/// The slowest of 200 searches over 16,000 operations, and opening an operation.
const SEARCH_MS: f64 = 8.0;
const OPEN_MS: f64 = 5.0;

/// Peak memory may be so many times the file.
const TIMES_THE_FILE: f64 = 6.0;

const ROUNDS: usize = 3;

/// Builds the reader for release, measures it, prints the table.
pub fn engine() -> Result<(), Trouble> {
    packages::documents()?;
    Call::cargo()
        .args(["build", "--release", "--quiet", "-p", "openapi"])
        .args(["--example", "inspect", "--example", "latency"])
        .run()?;
    say::step("Measuring the reader of documents");
    let inspect = metadata::example("inspect", "release");
    let latency = metadata::example("latency", "release");
    let mut figures = Vec::new();
    for Document { name, file } in documents::documents() {
        let rounds: Vec<Option<Round>> = (0..ROUNDS)
            .map(|_| round(&inspect, &file))
            .collect::<Result<_, _>>()?;
        let Some(rounds) = rounds.into_iter().collect::<Option<Vec<_>>>() else {
            say::note(&format!("{name} is not read at all: {}", file.display()));
            continue;
        };
        figures.extend(of(name, &rounds));
        let said = Call::new(&latency).arg(&file).output()?;
        figures.extend(waits(name, &json::parse(&said, "What was waited for")?));
    }
    figures::show("engine", &Value::Array(figures).to_string())
}

/// One reading of one document by a process of its own.
struct Round {
    bytes: f64,
    read_ms: f64,
    index_ms: f64,
    /// The most memory the process ever had, where the system says so.
    peak_bytes: Option<f64>,
}

fn of(name: &str, rounds: &[Round]) -> Vec<Value> {
    let bytes = rounds.first().map_or(0.0, |round| round.bytes);
    let megabytes = bytes / 1_000_000.0;
    let took = median(
        rounds
            .iter()
            .map(|round| round.read_ms + round.index_ms)
            .collect(),
    );
    let budget = |most: f64| (megabytes >= LARGE).then_some(most);
    let mut figures = vec![json!({
        "name": format!("{name}, {megabytes:.1} MB: read and indexed"),
        "value": took,
        "unit": "ms",
        "budget": budget(megabytes * MS_PER_MB),
    })];
    let peaks: Vec<f64> = rounds.iter().filter_map(|round| round.peak_bytes).collect();
    if !peaks.is_empty() {
        figures.push(json!({
            "name": format!("{name}, {megabytes:.1} MB: peak memory"),
            "value": median(peaks) / 1_000_000.0,
            "unit": "MB",
            "budget": budget(megabytes * TIMES_THE_FILE),
        }));
    }
    figures
}

fn waits(name: &str, said: &Value) -> [Value; 2] {
    let operations = said["operations"].as_u64().unwrap_or_default();
    [
        ("search", "slowest of 200 searches", SEARCH_MS),
        ("open", "slowest operation to open", OPEN_MS),
    ]
    .map(|(part, words, budget)| {
        json!({
            "name": format!("{name}, {operations} operations: {words}"),
            "value": said[part]["slowest_ms"],
            "unit": "ms",
            "budget": budget,
        })
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Nothing when the document was refused.
fn round(program: &Path, file: &Path) -> Result<Option<Round>, Trouble> {
    let mut child = Command::new(program)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Trouble::io(format!("start {}", program.display())))?;
    let (id, out) = (child.id(), child.stdout.take());
    let said = std::thread::spawn(move || {
        let mut line = String::new();
        out.map(|out| BufReader::new(out).read_line(&mut line));
        line
    });
    let mut peak = None;
    // The mark only rises, so looking often is as good as looking last.
    let status = loop {
        peak = high_water(id).or(peak);
        match child
            .try_wait()
            .map_err(Trouble::io("wait for the reader"))?
        {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    let line = said.join().expect("reading a line does not panic");
    if !status.success() {
        return Err(Trouble::Refused {
            program: format!("{} {}", program.display(), file.display()),
            how: "did not read the document".to_owned(),
            next: String::new(),
        });
    }
    let line = json::parse(&line, "What the reader said")?;
    let number = |name: &str| line[name].as_f64();
    let times = number("bytes").zip(number("read_ms").zip(number("index_ms")));
    Ok(times.map(|(bytes, (read_ms, index_ms))| Round {
        bytes,
        read_ms,
        index_ms,
        peak_bytes: peak,
    }))
}

/// `VmHWM` of a process in bytes: <https://man7.org/linux/man-pages/man5/proc_pid_status.5.html>.
fn high_water(id: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    peak_in(&status)
}

fn peak_in(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_status_of_a_process() {
        assert_eq!(
            peak_in("Name:\tx\nVmHWM:\t    2048 kB\n"),
            Some(2_097_152.0)
        );
        assert_eq!(peak_in("Name:\tx\n"), None);
    }

    #[test]
    fn budgets_grow_with_the_file_and_the_middle_round_counts() {
        let round = |read_ms| Round {
            bytes: 20_000_000.0,
            read_ms,
            index_ms: 100.0,
            peak_bytes: Some(80_000_000.0),
        };
        let figures = of("Big", &[round(300.0), round(900.0), round(200.0)]);
        assert_eq!(figures[0]["value"], 400.0);
        assert_eq!(figures[0]["budget"], 500.0);
        assert_eq!(figures[1]["value"], 80.0);
        assert_eq!(figures[1]["budget"], 120.0);
    }

    #[test]
    fn the_slowest_wait_stands_beside_what_a_person_does_not_notice() {
        let said = json!({ "operations": 9, "search": { "slowest_ms": 3.5 }, "open": { "slowest_ms": 0.2 } });
        let [search, open] = waits("Big", &said);
        assert_eq!(search["name"], "Big, 9 operations: slowest of 200 searches");
        assert_eq!(
            (&search["value"], &search["budget"]),
            (&json!(3.5), &json!(8.0))
        );
        assert_eq!(
            (&open["value"], &open["budget"]),
            (&json!(0.2), &json!(5.0))
        );
    }
}
