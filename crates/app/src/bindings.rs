//! The list of commands as TypeScript, and as permissions: two of its four expansions.
//!
//! Written by `cargo bindings`, committed, and compared by a test. The application never writes
//! into its own source tree.

use crate::wire;
use crate::wire::Topic;
use specta::{Type, Types};
use specta_typescript::{Error, Typescript};
use std::fmt::Write as _;

/// A command, as far as a generator needs to know it.
struct Line {
    docs: &'static [&'static str],
    window: &'static str,
    reads: bool,
    topics: &'static [Topic],
    name: &'static str,
    arguments: Vec<(&'static str, specta::datatype::DataType)>,
    answer: specta::datatype::DataType,
    item: Option<specta::datatype::DataType>,
}

macro_rules! lines {
    ($($(#[doc = $doc:literal])* $window:ident $kind:ident [$($topic:ident),*]
       $name:ident($($arg:ident: $ty:ty),*) -> $out:ty $(, streaming $item:ty)?;)*) => {
        fn lines(types: &mut Types) -> Vec<Line> {
            #[allow(unused_imports, reason = "the list decides which types are named")]
            use wire::*;
            vec![$(Line {
                docs: &[$($doc),*],
                window: stringify!($window),
                reads: stringify!($kind) == "reads",
                topics: &[$(Topic::$topic),*],
                name: stringify!($name),
                arguments: vec![$((stringify!($arg), <$ty as Type>::definition(types))),*],
                answer: <$out as Type>::definition(types),
                item: None$(.or(Some(<$item as Type>::definition(types))))?,
            }),*]
        }
    };
}
crate::commands!(lines);

const HEAD: &str = "// Written by `cargo bindings` from the list of commands. Do not edit.\n";

/// `bindings.ts`: every wire type, and the shape, topics and kind of every command.
///
/// # Errors
/// When a wire type cannot be said in TypeScript.
pub fn typescript() -> Result<String, Error> {
    let mut types = Types::default();
    let lines = lines(&mut types);
    wire::Changed::definition(&mut types);
    wire::AppError::definition(&mut types);
    let exporter: specta_typescript::Exporter = Typescript::default().into();
    let text = exporter
        .framework_prelude(HEAD)
        .framework_runtime(move |mut exporter| {
            let mut out =
                String::from("/** What each command of the main window takes and answers. */\n");
            out.push_str("export type Commands = {\n");
            for line in lines.iter().filter(|line| line.window == "main") {
                for doc in line.docs {
                    let _ = writeln!(out, "  /** {} */", doc.trim());
                }
                let mut arguments = Vec::new();
                for (name, ty) in &line.arguments {
                    arguments.push(format!("{}: {}", camel(name), exporter.reference(ty)?));
                }
                let item = line
                    .item
                    .as_ref()
                    .map(|item| exporter.reference(item))
                    .transpose()?;
                let _ = writeln!(
                    out,
                    "  {}: {{ args: {{ {} }}; answer: {}; item: {} }}",
                    camel(line.name),
                    arguments.join("; "),
                    exporter.reference(&line.answer)?,
                    item.as_deref().unwrap_or("never"),
                );
            }
            out.push_str("}\n\n");
            constant(
                &mut out,
                "wireName",
                "The name of each command on the wire.",
                &lines,
                |line| format!("'{}'", line.name),
            );
            constant(
                &mut out,
                "reads",
                "The topics a command reads.",
                &lines,
                |line| topics(line, true),
            );
            constant(
                &mut out,
                "changes",
                "The topics a command changes.",
                &lines,
                |line| topics(line, false),
            );
            out.push_str(&exporter.render_types()?);
            Ok(out.into())
        })
        .export(&types, specta_serde::Format)?;
    let mut text: String = text
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    while text.ends_with("\n\n") {
        text.pop();
    }
    Ok(text)
}

fn constant(
    out: &mut String,
    name: &str,
    doc: &str,
    lines: &[Line],
    value: impl Fn(&Line) -> String,
) {
    let _ = writeln!(out, "/** {doc} */\nexport const {name} = {{");
    for line in lines.iter().filter(|line| line.window == "main") {
        let value = value(line);
        if value != "[]" {
            let _ = writeln!(out, "  {}: {value},", camel(line.name));
        }
    }
    out.push_str("} as const\n\n");
}

fn topics(line: &Line, reads: bool) -> String {
    if line.reads != reads {
        return "[]".to_owned();
    }
    let names: Vec<String> = line
        .topics
        .iter()
        .map(|topic| format!("'{}'", camel(&format!("{topic:?}").to_lowercase())))
        .collect();
    format!("[{}]", names.join(", "))
}

fn camel(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut upper = false;
    for c in snake.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                out.extend(c.to_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

/// The capability file of one window: exactly its own commands, and nothing by default.
pub fn capability(window: &str) -> String {
    let lines = lines(&mut Types::default());
    let mut permissions: Vec<String> = lines
        .iter()
        .filter(|line| line.window == window)
        .map(|line| format!("allow-{}", line.name.replace('_', "-")))
        .collect();
    if window == "main" {
        // To hear `changed`, and nothing else of the framework's own.
        permissions.extend([
            "core:event:allow-listen".into(),
            "core:event:allow-unlisten".into(),
        ]);
    }
    let file = serde_json::json!({
        "$schema": "../gen/schemas/desktop-schema.json",
        "identifier": window,
        "description": format!("What the {window} window may call. Written by `cargo bindings`."),
        "local": true,
        "windows": [window],
        "permissions": permissions,
    });
    format!("{file:#}\n")
}

/// The windows of the program, each with a capability file of its own.
pub const WINDOWS: [&str; 3] = ["main", "secret", "confirm"];

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn committed(path: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        std::fs::read_to_string(root.join(path)).unwrap_or_default()
    }

    #[test]
    fn the_committed_bindings_are_those_of_the_list() {
        let fresh = super::typescript().unwrap();
        assert!(
            committed("ui/src/ipc/bindings.ts") == fresh,
            "run `cargo bindings`"
        );
    }

    #[test]
    fn each_window_is_allowed_its_own_commands_and_no_others() {
        for window in super::WINDOWS {
            let path = format!("src-tauri/capabilities/{window}.json");
            assert!(
                committed(&path) == super::capability(window),
                "run `cargo bindings`"
            );
        }
        assert!(!super::capability("main").contains("secret-give"));
        assert!(!super::capability("secret").contains("tenants-list"));
    }
}
