//! Reading and indexing large documents in Rust alone.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::documents;
use super::figures;
use crate::json;
use crate::metadata;
use crate::packages;
use crate::program::Call;
use crate::say;
use crate::trouble::Trouble;

/// 10 MB in 250 ms, and 47 MB in 1.2 s.
const MS_PER_MB: f64 = 25.0;

/// Peak memory may be so many times the file.
const TIMES_THE_FILE: f64 = 6.0;

const ROUNDS: usize = 3;

/// Builds the reader for release, measures it, prints the table.
pub fn engine() -> Result<(), Trouble> {
    packages::documents()?;
    Call::cargo()
        .args(["build", "--release", "--quiet", "-p", "openapi"])
        .args(["--example", "inspect"])
        .run()?;
    say::step("Measuring the reader of documents");
    let program = metadata::example("inspect", "release");
    let mut figures = Vec::new();
    for document in documents::documents() {
        let rounds: Vec<Round> = (0..ROUNDS)
            .map(|_| round(&program, &document.file))
            .collect::<Result<_, _>>()?;
        figures.extend(of(document.name, &rounds));
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
    let mut figures = vec![json!({
        "name": format!("{name}, {megabytes:.1} MB: read and indexed"),
        "value": took,
        "unit": "ms",
        "budget": (megabytes * MS_PER_MB).max(10.0),
    })];
    let peaks: Vec<f64> = rounds.iter().filter_map(|round| round.peak_bytes).collect();
    // A small file tells more of the program than of its index.
    if !peaks.is_empty() && megabytes >= 10.0 {
        figures.push(json!({
            "name": format!("{name}, {megabytes:.1} MB: peak memory"),
            "value": median(peaks) / 1_000_000.0,
            "unit": "MB",
            "budget": megabytes * TIMES_THE_FILE,
        }));
    }
    figures
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn round(program: &Path, file: &Path) -> Result<Round, Trouble> {
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
    let number = |name: &str| line[name].as_f64().unwrap_or(f64::NAN);
    Ok(Round {
        bytes: number("bytes"),
        read_ms: number("read_ms"),
        index_ms: number("index_ms"),
        peak_bytes: peak,
    })
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
}
