//! Feeds the readers what nobody would write, for a while:
//! `cargo run --release -p openapi --example fuzz -- json|yaml|references|markdown SECONDS`
//!
//! Stable Rust without instrumentation: inputs that lead to an outcome not seen before are kept
//! and changed further. A child process does the work, so that a stack that runs out or an input
//! that takes for ever is caught like a panic; its path is printed and the status is 1.

#[path = "../fuzz/explore.rs"]
mod explore;
#[path = "../fuzz/markdown.rs"]
mod markdown;
#[path = "../fuzz/mutate.rs"]
mod mutate;
#[path = "../fuzz/references.rs"]
mod references;

use mutate::{Mutator, Random};
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// No input may take longer.
const SLOWEST: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let target = words.first().and_then(|name| Target::named(name));
    let result = match (target, &words[..]) {
        // One input once more, to look at what it does.
        (Some(target), [_, "replay", file]) => replay(target, Path::new(file)),
        (Some(target), [_, seconds, rest @ ..]) => match (seconds.parse(), rest) {
            (Ok(seconds), []) => parent(&arguments, target, Duration::from_secs(seconds)),
            (Ok(seconds), [file]) => child(target, Duration::from_secs(seconds), Path::new(file)),
            _ => Err(usage()),
        },
        _ => Err(usage()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> std::io::Error {
    std::io::Error::other("usage: fuzz json|yaml|references|markdown SECONDS | replay FILE")
}

fn replay(target: Target, file: &Path) -> std::io::Result<bool> {
    let outcome = target.run(&std::fs::read(file)?);
    writeln!(std::io::stdout(), "outcome {outcome:x}")?;
    Ok(true)
}

#[derive(Debug, Clone, Copy)]
enum Target {
    Json,
    Yaml,
    References,
    Markdown,
}

impl Target {
    fn named(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "yaml" => Some(Self::Yaml),
            "references" => Some(Self::References),
            "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// Runs one input; what comes back stands for what happened.
    fn run(self, input: &[u8]) -> u64 {
        match self {
            Self::Json => explore::json(input),
            Self::Yaml => explore::yaml(input),
            Self::References => references::run(input),
            Self::Markdown => markdown::run(input),
        }
    }

    fn seeds(self) -> Vec<Vec<u8>> {
        let texts: &[&str] = match self {
            Self::Json => explore::JSON,
            Self::Yaml => explore::YAML,
            Self::References => &["", "abcdefghijklmnopqrstuvwxyz0123456789"],
            Self::Markdown => markdown::SEEDS,
        };
        texts.iter().map(|text| text.as_bytes().to_vec()).collect()
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Json => explore::JSON_WORDS,
            Self::Yaml => explore::YAML_WORDS,
            Self::References => &[],
            Self::Markdown => markdown::WORDS,
        }
    }
}

/// Starts the child, and waits for it to end or to stand still. Whether all went well.
fn parent(arguments: &[String], target: Target, time: Duration) -> std::io::Result<bool> {
    let file = current_input(target);
    let mut child = Command::new(std::env::current_exe()?)
        .args(arguments)
        .arg(&file)
        .spawn()?;
    let started = Instant::now();
    let ended = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() > time + SLOWEST {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    if ended.is_some_and(|status| status.success()) {
        std::fs::remove_file(&file)?;
        return Ok(true);
    }
    let why = ended.map_or_else(
        || format!("did not end within {} s", SLOWEST.as_secs()),
        |status| status.to_string(),
    );
    writeln!(std::io::stdout(), "{target:?}: {why}: {}", file.display())?;
    Ok(false)
}

fn current_input(target: Target) -> PathBuf {
    let name = format!("openapi-fuzz-{target:?}-{}", std::process::id());
    std::env::temp_dir().join(name)
}

/// Every input is in the file before it is run, so that it is there whatever happens.
fn child(target: Target, time: Duration, file: &Path) -> std::io::Result<bool> {
    let mut random = Random::new();
    let mutator = Mutator::new(target.words());
    let mut corpus = target.seeds();
    let mut seen: HashSet<u64> = HashSet::new();
    let mut out = std::fs::File::create(file)?;
    let started = Instant::now();
    let (mut runs, mut slowest, mut next) = (0_u64, Duration::ZERO, 0);
    while started.elapsed() < time {
        let input = if next < corpus.len() && runs < 1_000 {
            // Each seed once as it is.
            next += 1;
            corpus[next - 1].clone()
        } else {
            mutator.another(&corpus, &mut random)
        };
        keep(&mut out, &input)?;
        let began = Instant::now();
        let outcome = target.run(&input);
        slowest = slowest.max(began.elapsed());
        runs += 1;
        if seen.insert(outcome) && corpus.len() < 5_000 && input.len() < 16_384 {
            corpus.push(input);
        }
    }
    writeln!(
        std::io::stdout(),
        "{target:?}: {runs} inputs, {} outcomes, slowest {} ms",
        seen.len(),
        slowest.as_millis()
    )?;
    Ok(true)
}

fn keep(out: &mut std::fs::File, input: &[u8]) -> std::io::Result<()> {
    use std::io::Seek;
    out.rewind()?;
    out.write_all(input)?;
    out.set_len(input.len() as u64)
}
