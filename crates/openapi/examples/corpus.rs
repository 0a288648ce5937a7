//! Reads every API document below folders and compares the number of operations with a count
//! made without our reader.
//!
//! `cargo run --release -p openapi --example corpus -- FOLDER…`
//!
//! One line of JSON for every document that does not hold, one with the totals at the end;
//! exit code 1 when there was any. A file that is no API description to the other reader either
//! (a `package.json`) is passed over. The other count is a plain walk over `paths`, with
//! references between path items of the same file followed.

use openapi::Document;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The methods of a path item, as the standards have them.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

fn main() -> std::io::Result<ExitCode> {
    let mut files = Vec::new();
    for folder in std::env::args_os().skip(1) {
        files_below(Path::new(&folder), &mut files)?;
    }
    files.sort();
    let mut out = std::io::stdout().lock();
    let (mut documents, mut failed, mut operations, mut slowest) = (0, 0, 0, 0.0_f64);
    for file in files {
        let bytes = std::fs::read(&file)?;
        let expected = match counted(&file, &bytes) {
            Ok(Some(expected)) => Some(expected),
            Ok(None) => continue,
            // A file the other reader gives up on has no count to compare with.
            Err(_) => None,
        };
        documents += 1;
        let started = Instant::now();
        let problem = match Document::read(&bytes) {
            Err(error) => Some(error.to_string()),
            Ok((document, _)) => {
                slowest = slowest.max(started.elapsed().as_secs_f64() * 1_000.0);
                let found = document.operations().len();
                operations += found;
                let opens = |line: &openapi::OperationLine| document.operation(&line.key).is_some();
                match expected {
                    None => Some("the other reader cannot read it".to_owned()),
                    Some(expected) if expected != found => {
                        Some(format!("{found} operations instead of {expected}"))
                    }
                    Some(_) if !document.operations().iter().all(opens) => {
                        Some("an operation does not open".to_owned())
                    }
                    Some(_) => None,
                }
            }
        };
        if let Some(problem) = problem {
            failed += 1;
            writeln!(out, "{}", json!({ "file": file, "problem": problem }))?;
        }
    }
    let total = json!({
        "documents": documents,
        "failed": failed,
        "operations": operations,
        "slowest_ms": slowest,
    });
    writeln!(out, "{total}")?;
    Ok(if failed == 0 && documents > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !folder.is_dir() {
        files.push(folder.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_below(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml" || end == "yml")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Operations as the other reader sees them; `None` when the file is no API description.
fn counted(file: &Path, bytes: &[u8]) -> Result<Option<usize>, String> {
    let top: Top = if file.extension().is_some_and(|end| end == "json") {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())?
    } else {
        serde_yaml_ng::from_slice(bytes).map_err(|error| error.to_string())?
    };
    if !top.is_description {
        return Ok(None);
    }
    let of = |path: &String| operations_of(&top.paths, path, 10);
    Ok(Some(top.paths.keys().map(of).sum()))
}

fn operations_of(paths: &BTreeMap<String, Member>, path: &str, hops: usize) -> usize {
    let Some(Member::Object(item)) = paths.get(path).filter(|_| !path.starts_with("x-")) else {
        return 0;
    };
    let own = item.iter().filter(|(name, member)| {
        METHODS.contains(&name.as_str()) && matches!(member, Member::Object(_))
    });
    let more = match item.get("additionalOperations") {
        Some(Member::Object(more)) => more.len(),
        _ => 0,
    };
    let target = match item.get("$ref") {
        Some(Member::Text(target)) if hops > 0 => target.strip_prefix("#/paths/"),
        _ => None,
    };
    let elsewhere = target.map_or(0, |target| {
        let target = target.replace("~1", "/").replace("~0", "~");
        operations_of(paths, &target, hops - 1)
    });
    own.count() + more + elsewhere
}

/// The parts of a document the count needs; everything else is read and dropped.
#[derive(Default)]
struct Top {
    is_description: bool,
    paths: BTreeMap<String, Member>,
}

impl<'de> Deserialize<'de> for Top {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Top;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Top, A::Error> {
                let mut top = Top::default();
                while let Some(name) = map.next_key::<Name>()? {
                    top.is_description |= name.0 == "openapi" || name.0 == "swagger";
                    if name.0 == "paths" {
                        if let Member::Object(paths) = map.next_value()? {
                            top.paths = paths;
                        }
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(top)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Top, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Top::default())
            }

            fn visit_str<E>(self, _: &str) -> Result<Top, E> {
                Ok(Top::default())
            }
        }
        deserializer.deserialize_any(Reading)
    }
}

/// A value as deep as the count looks: names of objects, texts, and that there is something else.
enum Member {
    Object(BTreeMap<String, Member>),
    Text(String),
    Other,
}

/// A name; YAML has numbers and truth values there too.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let member = Member::deserialize(deserializer)?;
        Ok(Self(match member {
            Member::Text(text) => text,
            Member::Object(_) | Member::Other => String::new(),
        }))
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Member;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Member, A::Error> {
                let mut members = BTreeMap::new();
                while let Some(name) = map.next_key::<Name>()? {
                    let value = map.next_value()?;
                    members.insert(name.0, value);
                }
                Ok(Member::Object(members))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Member, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Member::Other)
            }

            fn visit_str<E>(self, text: &str) -> Result<Member, E> {
                Ok(Member::Text(text.to_owned()))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Member, E> {
                Ok(Member::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Member, E> {
                Ok(Member::Other)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Member, E> {
                Ok(Member::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Member, E> {
                Ok(Member::Other)
            }

            fn visit_unit<E>(self) -> Result<Member, E> {
                Ok(Member::Other)
            }
        }
        deserializer.deserialize_any(Reading)
    }
}
