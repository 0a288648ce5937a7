//! What a snippet sends is what we send. curl, Python and JavaScript really run; PowerShell and C#
//! are read by their grammars where no interpreter is at hand.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod cases;
mod recorder;
mod tools;

use cases::{Case, FILE};
use domain::{Ignore, Place, SystemClock, Template, Timestamp};
use explorer::code::{Code, Held, Language, Note, snippet};
use gateway::{Body, Credential, Guard, HeaderMap, Request, Route};
use percent_encoding::percent_decode_str;
use proptest::prelude::{Just, Strategy as _, any, prop, prop_oneof};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use recorder::{Heard, Recorder};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// What the real token is. No snippet may hold it.
const TOKEN: &str = "canary-token-7f3a";

/// What clients say of themselves and their connection.
const OWN: [&str; 11] = [
    "accept-encoding",
    "accept-language",
    "connection",
    "content-length",
    "expect",
    "host",
    "sec-fetch-mode",
    "transfer-encoding",
    "user-agent",
    // With a condition, fetch asks that no cache answers.
    "cache-control",
    "pragma",
];

struct Bearer;

impl Credential for Bearer {
    fn attach(&self, headers: &mut HeaderMap) {
        let value = format!("Bearer {TOKEN}");
        headers.insert("authorization", value.parse().unwrap());
    }
}

/// What we send.
async fn ours(case: &Case, recorder: &Recorder) -> Heard {
    let composed = &case.composed;
    let place = format!("http://127.0.0.1:{}", recorder.port);
    let mut route = Route::to("fir".into(), Place::parse(&place).unwrap());
    route.guard = Guard::Open {
        until: Timestamp::MAX,
    };
    let body = composed
        .payload
        .gather(|_| Ok::<_, ()>(FILE.1.to_vec()))
        .unwrap();
    let request = Request {
        method: composed.method.clone(),
        url: composed.url.clone(),
        headers: composed.headers.clone(),
        body: body.map_or(Body::Empty, Body::Bytes),
        effect: composed.effect,
        safety: composed.safety,
        timeout: None,
        into: gateway::Destination::Memory,
    };
    let (door, _, approvals) = gateway::open(Arc::new(SystemClock));
    let seal = gateway::Seal::of(&route.tenant, &request);
    approvals.approve(&route.tenant, seal, Timestamp::MAX);
    door.send(&route, request, Some(&Bearer), &Ignore)
        .await
        .unwrap_or_else(|why| panic!("{}: {why:?}", case.name));
    recorder.take().unwrap()
}

fn written(language: Language, case: &Case) -> Code {
    let form = Template::parse("Bearer {token}").unwrap();
    let held = Held {
        tenant: "Fir",
        header: "Authorization",
        form: &form,
    };
    let code = snippet(language, &case.composed, held);
    let mut secrets = vec![TOKEN];
    secrets.extend(case.secrets.iter().map(|(_, value)| *value));
    for secret in secrets {
        assert!(!code.text.contains(secret), "{}:\n{}", case.name, code.text);
    }
    for (name, _) in &case.secrets {
        let name = (*name).to_owned();
        assert!(
            code.notes.contains(&Note::Variable { name }),
            "{}",
            case.name
        );
    }
    code
}

/// One interpreter for all snippets, each with its own secrets in the environment: starting one for
/// each takes longer than all they do.
const RUN_PYTHON: &str = "
import json, os, runpy
for file, secrets in json.load(open('runs.json', encoding='utf-8')):
    os.environ.update(secrets)
    runpy.run_path(file)
";
const RUN_NODE: &str = "
import { readFileSync } from 'node:fs';
for (const [file, secrets] of JSON.parse(readFileSync('runs.json', 'utf8'))) {
  Object.assign(process.env, secrets);
  await import('./' + file);
}
";
const RUN_POWERSHELL: &str = "
foreach ($run in (Get-Content -Raw -Encoding UTF8 runs.json | ConvertFrom-Json)) {
  $run[1].PSObject.Properties | ForEach-Object { Set-Item ('env:' + $_.Name) $_.Value }
  & (Join-Path . $run[0])
}
";
const RUN_BASH: &str = "
set -e
for file in snippet-*.sh; do
  set -a; . \"./secrets-$file\"; set +a
  bash \"$file\"
done
";

/// Runs the snippets of a folder in the order of their names.
fn run(program: &Path, runner: &str, folder: &Path) {
    let mut command = Command::new(program);
    command.arg(folder.join(runner)).current_dir(folder);
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(name);
    }
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
}

/// What two requests have to share: everything but what clients say of themselves, and the
/// boundary between parts.
fn comparable(mut heard: Heard) -> Heard {
    heard
        .headers
        .retain(|name, _| !OWN.contains(&name.as_str()));
    let media = heard
        .headers
        .get("content-type")
        .cloned()
        .unwrap_or_default();
    if let Some((start, boundary)) = media.split_once("boundary=") {
        let media = format!("{start}boundary=B");
        heard.headers.insert("content-type".to_owned(), media);
        heard.body = replaced(&heard.body, boundary.trim_matches('"').as_bytes());
        while heard.body.last().is_some_and(u8::is_ascii_whitespace) {
            heard.body.pop();
        }
    }
    heard
}

fn replaced(body: &[u8], boundary: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(boundary) {
            out.push(b'B');
            rest = after;
        } else {
            out.push(rest[0]);
            rest = &rest[1..];
        }
    }
    out
}

/// Texts of every kind, with a liking for what ends a string somewhere.
fn hostile() -> Vec<String> {
    let token = prop_oneof![
        "['\"`$%\\\\@#!&|;<>*?~{}()\\[\\]^ -]{1,4}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("${HOME}".to_owned()),
        Just("\\u0041".to_owned()),
        Just("EOF\n".to_owned()),
        "[\u{2018}-\u{201f}]",
        // A NUL cannot stand in an argument, and bodies with one are sent in another way.
        any::<char>()
            .prop_filter("no NUL", |c| *c != '\0')
            .prop_map(String::from),
        "[a-z0-9]{1,6}",
    ];
    let text = prop::collection::vec(token, 100..200).prop_map(|parts| parts.concat());
    let mut runner = TestRunner::deterministic();
    (0..6)
        .map(|_| text.new_tree(&mut runner).unwrap().current())
        .collect()
}

fn every_case(port: u16) -> Vec<Case> {
    let mut every = cases::all(port);
    every.extend(hostile().iter().map(|text| cases::with_text(port, text)));
    // Longer than one argument of a command may be.
    let long = "it's \"long\" $x `y` ü\n".repeat(10_000);
    every.push(cases::with_text(port, &long));
    every
}

/// Runs every case in one language, and compares what comes with what we send.
async fn sends_what_we_send(language: Language, program: &Path) {
    let (runner, text) = match language {
        Language::Curl => ("run.sh", RUN_BASH),
        Language::PowerShell => ("run.ps1", RUN_POWERSHELL),
        Language::Requests | Language::Httpx => ("run.py", RUN_PYTHON),
        Language::Fetch => ("run.mjs", RUN_NODE),
        Language::CSharp => panic!("nothing runs it"),
    };
    let ending = runner.split_once('.').unwrap().1;
    let recorder = Recorder::start();
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put(FILE.0, FILE.1);
    put(runner, text.as_bytes());
    let every = every_case(recorder.port);
    assert!(every.len() > 35);
    let mut runs = Vec::new();
    let mut expected = Vec::new();
    for case in &every {
        let code = written(language, case);
        if code.notes.contains(&Note::BodyRefused) {
            continue;
        }
        let name = format!("snippet-{:03}.{ending}", runs.len());
        put(&name, code.text.as_bytes());
        let mut secrets = serde_json::Map::new();
        let mut lines = String::new();
        for (name, value) in case.secrets.iter().chain(&[("FIR_TOKEN", TOKEN)]) {
            secrets.insert((*name).to_owned(), (*value).into());
            lines.push_str(&format!("{name}='{}'\n", value.replace('\'', r"'\''")));
        }
        put(&format!("secrets-{name}"), lines.as_bytes());
        runs.push(serde_json::json!([name, secrets]));
        expected.push((case, code, ours(case, &recorder).await));
    }
    put(
        "runs.json",
        serde_json::Value::from(runs).to_string().as_bytes(),
    );
    run(program, runner, folder.path());
    for (case, code, wanted) in expected {
        compare(case, &code, recorder.take(), wanted);
    }
    assert!(recorder.is_empty(), "each snippet sends one request");
}

fn compare(case: &Case, code: &Code, heard: Option<Heard>, wanted: Heard) {
    let heard = heard.unwrap_or_else(|| panic!("{}:\n{}", case.name, code.text));
    if ["POST", "PUT", "PATCH"].contains(&heard.method.as_str()) {
        // Some servers answer 411 when nothing says how long the body is.
        let told = ["content-length", "transfer-encoding"];
        assert!(
            told.iter().any(|name| heard.headers.contains_key(*name)),
            "{}:\n{}",
            case.name,
            code.text
        );
    }
    let (mut heard, wanted) = (comparable(heard), comparable(wanted));
    if code.notes.contains(&Note::AddressRewritten) {
        // Other escapes of the same address.
        let plain = |target: &str| percent_decode_str(target).collect::<Vec<u8>>();
        assert_eq!(plain(&heard.target), plain(&wanted.target), "{}", case.name);
        heard.target.clone_from(&wanted.target);
    }
    assert_eq!(heard, wanted, "{}:\n{}", case.name, code.text);
}

/// A program, where the path has it. Without it the test says so and is over.
fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: there is no {name}");
    }
    found
}

/// Python with both libraries, in an environment that is made once and kept with what is built.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let python = folder.join("bin/python");
    let has_both = || {
        let asked = Command::new(&python)
            .args(["-c", "import requests, httpx"])
            .output();
        asked.is_ok_and(|done| done.status.success())
    };
    // One makes it, and whoever comes meanwhile waits.
    let lock = File::create(folder.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if !has_both() {
        let base = found("python3")?;
        let made = Command::new(base)
            .arg("-m")
            .arg("venv")
            .arg(&folder)
            .status();
        let install = ["-m", "pip", "--quiet", "install", "requests", "httpx"];
        let installed = Command::new(&python).args(install).status();
        if made.is_err() || installed.is_err() || !has_both() {
            eprintln!("SKIPPED: requests and httpx cannot be installed");
            return None;
        }
    }
    Some(python)
}

#[tokio::test]
async fn curl_sends_what_we_send() {
    if let (Some(bash), Some(_)) = (found("bash"), found("curl")) {
        sends_what_we_send(Language::Curl, &bash).await;
    }
}

#[tokio::test]
async fn javascript_sends_what_we_send() {
    if let Some(node) = found("node") {
        sends_what_we_send(Language::Fetch, &node).await;
    }
}

#[tokio::test]
async fn requests_sends_what_we_send() {
    if let Some(python) = python() {
        sends_what_we_send(Language::Requests, &python).await;
    }
}

#[tokio::test]
async fn httpx_sends_what_we_send() {
    if let Some(python) = python() {
        sends_what_we_send(Language::Httpx, &python).await;
    }
}

#[tokio::test]
async fn powershell_sends_what_we_send_or_parses() {
    match found("pwsh") {
        Some(pwsh) => sends_what_we_send(Language::PowerShell, &pwsh).await,
        None => parses(
            Language::PowerShell,
            &tree_sitter_powershell::LANGUAGE.into(),
        ),
    }
}

#[test]
fn csharp_parses() {
    parses(Language::CSharp, &tree_sitter_c_sharp::LANGUAGE.into());
}

fn parses(language: Language, grammar: &tree_sitter::Language) {
    for case in every_case(1) {
        read_by(grammar, &written(language, &case).text);
    }
}

/// A text that its grammar does not read is a failure.
fn read_by(grammar: &tree_sitter::Language, text: &str) {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(grammar).unwrap();
    let tree = parser.parse(text, None).unwrap();
    let root = tree.root_node();
    assert!(!root.has_error(), "{text}\n{}", root.to_sexp());
}
