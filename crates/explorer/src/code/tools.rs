//! Commands of a vendor's own tools, as data: `code.toml` of a vendor's folder.
//!
//! ```toml
//! [[tools]]
//! id = "fir-cli"
//! label = "fir-cli"
//! syntax = "bash"
//! before = "export FIR_URL={origin}"
//!
//! [[tools.commands]]
//! operation = "GET /trees/{tree}"
//! run = "fir trees show {tree}[ --depth={query.depth}]"
//! source = "fir-cli 1.2, commands/trees.py"
//! ```
//!
//! A hole is a name of the operation's path (told apart by place, since documents name them as they
//! like), `query.NAME`, `header.NAME`, `body.NAME` with dots for members of members, `body` for all
//! of it where no secret is in it, or in `before` `origin` and `place`. What stands in brackets is left out when one of its holes has no
//! value. An operation without a command has none; nothing is guessed.

use super::filling::{Filling, Piece, holes, pieces};
use super::{Code, Note, Syntax};
use crate::value::Value;
use crate::{Draft, address};
use domain::{OperationKey, Place};
use serde::Deserialize;

/// The tools of a vendor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tools {
    /// In the order they are offered.
    #[serde(default)]
    pub tools: Vec<Tool>,
}

/// A tool of a vendor, or one that is made for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// A name for programs.
    pub id: String,
    /// A name for people.
    pub label: String,
    /// What its commands are written in.
    pub syntax: Syntax,
    /// What has to happen before the first command: signing in, or naming the tenant.
    #[serde(default)]
    pub before: Option<String>,
    /// What it can do.
    pub commands: Vec<Command>,
}

/// A command for one operation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// `"GET /path/{id}"`, below the tenant's place.
    pub operation: String,
    /// The command, with holes.
    pub run: String,
    /// Where its words were read: the tool's version and file.
    pub source: String,
}

/// Why `code.toml` cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ToolsError {
    /// Not TOML, or not of this shape.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A command whose `operation` is not `METHOD /path`.
    #[error("not an operation: {0}")]
    NotAnOperation(String),
    /// The same operation twice in one tool.
    #[error("twice: {0}")]
    Twice(String),
    /// Braces or brackets that do not pair, or a hole that names nothing.
    #[error("not a command: {0}")]
    NotACommand(String),
}

/// What a draft becomes a command with.
#[derive(Debug, Clone, Copy)]
pub struct Called<'a> {
    /// The operation as the catalogue writes it, from [`crate::Composed::key`].
    pub key: &'a OperationKey,
    /// What was entered.
    pub draft: &'a Draft,
    /// Where the tenant is.
    pub place: &'a Place,
    /// The tenant's name, from which variables are named.
    pub tenant: &'a str,
}

impl Tool {
    /// Whether it has a command for an operation, written as the catalogue writes it.
    pub fn knows(&self, key: &OperationKey) -> bool {
        let wanted = folded(key);
        let mut commands = self.commands.iter();
        commands.any(|command| {
            OperationKey::parse(&command.operation).is_some_and(|key| folded(&key) == wanted)
        })
    }
}

impl Tools {
    /// Reads `code.toml`.
    ///
    /// # Errors
    /// When it is not of this shape, or a command could never be written.
    pub fn parse(text: &str) -> Result<Self, ToolsError> {
        let tools: Self = toml::from_str(text)?;
        for tool in &tools.tools {
            let mut seen = Vec::new();
            for command in &tool.commands {
                let key = OperationKey::parse(&command.operation)
                    .ok_or_else(|| ToolsError::NotAnOperation(command.operation.clone()))?;
                let own = address::holes(&key.path);
                let known = |hole: &str| {
                    own.contains(&hole)
                        || hole == "body"
                        || ["query.", "header.", "body."]
                            .iter()
                            .any(|place| hole.starts_with(place))
                };
                let pieces = pieces(&command.run)
                    .ok_or_else(|| ToolsError::NotACommand(command.run.clone()))?;
                if !holes(&pieces).all(known) {
                    return Err(ToolsError::NotACommand(command.run.clone()));
                }
                let folded = folded(&key);
                if seen.contains(&folded) {
                    return Err(ToolsError::Twice(command.operation.clone()));
                }
                seen.push(folded);
            }
            let before = tool.before.as_deref().unwrap_or_default();
            let known = |hole: &str| ["origin", "place"].contains(&hole);
            if !pieces(before).is_some_and(|pieces| holes(&pieces).all(known)) {
                return Err(ToolsError::NotACommand(before.to_owned()));
            }
        }
        Ok(tools)
    }

    /// The draft as a command of each tool that has one for its operation and enough values.
    pub fn commands(&self, called: Called<'_>) -> Vec<Code> {
        let wanted = folded(called.key);
        let of_tool = |tool: &Tool| {
            let command = tool.commands.iter().find(|command| {
                OperationKey::parse(&command.operation).is_some_and(|key| folded(&key) == wanted)
            })?;
            written(tool, command, called)
        };
        self.tools.iter().filter_map(of_tool).collect()
    }
}

fn written(tool: &Tool, command: &Command, called: Called<'_>) -> Option<Code> {
    let key = OperationKey::parse(&command.operation)?;
    let body = called.draft.body.as_deref().and_then(Value::read);
    let mut filling = Filling {
        syntax: tool.syntax,
        called,
        ours: address::holes(&key.path),
        theirs: address::holes(&called.draft.operation.path),
        body: body.as_ref(),
        used: Vec::new(),
        variables: Vec::new(),
    };
    let mut run = String::new();
    for piece in pieces(&command.run)? {
        match piece {
            Piece::Always(parts) => run.push_str(&filling.all(&parts)?),
            Piece::Where(parts) => run.push_str(&filling.all(&parts).unwrap_or_default()),
        }
    }
    let mut text = String::new();
    let before = tool.before.as_deref().unwrap_or_default();
    for piece in pieces(before)? {
        let (Piece::Always(parts) | Piece::Where(parts)) = piece;
        text.push_str(&filling.all(&parts)?);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&run);
    text.push('\n');
    let mut notes: Vec<Note> = filling
        .variables
        .iter()
        .map(|name| Note::Variable { name: name.clone() })
        .collect();
    notes.extend(filling.not_carried());
    Some(Code {
        language: tool.id.clone(),
        syntax: tool.syntax,
        text,
        notes,
    })
}

/// A key with its holes' names and its case erased.
fn folded(key: &OperationKey) -> (String, String) {
    let segments = key.path.split('/').filter(|segment| !segment.is_empty());
    let segments = segments.map(|segment| {
        let piece = |piece: &address::Piece<'_>| match piece {
            address::Piece::Fixed(fixed) => fixed.to_lowercase(),
            address::Piece::Hole(_) => "{}".to_owned(),
        };
        address::pieces(segment)
            .iter()
            .map(piece)
            .collect::<String>()
    });
    (key.method.clone(), segments.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Called, Tools};
    use crate::code::Note;
    use crate::{Draft, In, Slot};
    use domain::{OperationKey, Place};

    const TOOLS: &str = r#"
        [[tools]]
        id = "fir-cli"
        label = "fir-cli"
        syntax = "bash"
        before = "export FIR_URL={origin}"
        [[tools.commands]]
        operation = "GET /trees/{tree}"
        run = "fir trees show {tree}[ --depth={query.depth}][ --from={query.from} --to={query.to}]"
        source = "fir-cli 1.2, commands/trees.py"
        [[tools.commands]]
        operation = "PUT /trees/{tree}"
        run = "fir trees put {tree} <(printf '%s' {body})"
        source = "fir-cli 1.2, commands/trees.py"

        [[tools]]
        id = "PSFir"
        label = "PSFir"
        syntax = "powershell"
        [[tools.commands]]
        operation = "POST /trees"
        run = "New-Fir -Name {body.name}[ -Kinds {body.kinds}][ -Tall {body.facts.tall}][ -Secret (ConvertTo-SecureString {body.secret} -AsPlainText -Force)]"
        source = "PSFir 3, New-Fir.ps1"
    "#;

    fn draft(method: &str, path: &str, values: &[(In, &str, &str)], body: Option<&str>) -> Draft {
        let mut draft = Draft::new(OperationKey::new(method, path));
        for (place, name, value) in values {
            let slot = Slot::new(*place, *name);
            draft.values.insert(slot, (*value).to_owned());
        }
        draft.body = body.map(str::to_owned);
        draft
    }

    fn commands(key: &str, draft: &Draft) -> Vec<(String, Vec<Note>)> {
        let tools = Tools::parse(TOOLS).unwrap();
        let called = Called {
            key: &OperationKey::parse(key).unwrap(),
            draft,
            place: &Place::parse("https://fir.example/woods").unwrap(),
            tenant: "Fir",
        };
        let codes = tools.commands(called);
        codes
            .into_iter()
            .map(|code| (code.text, code.notes))
            .collect()
    }

    #[test]
    fn holes_are_filled_by_place_and_what_has_no_value_is_left_out() {
        let values = [
            (In::Path, "Id", "a b"),
            (In::Query, "Depth", "7"),
            (In::Query, "from", "1"),
            (In::Query, "other", "x"),
        ];
        let draft = draft("GET", "/woods/trees/{Id}", &values, None);
        let made = commands("GET /Trees/{anything}/", &draft);
        let (text, notes) = &made[0];
        assert_eq!(
            text,
            "export FIR_URL=https://fir.example\nfir trees show 'a b' --depth=7\n"
        );
        let not_carried = |name: &str| Note::NotCarried {
            name: name.to_owned(),
        };
        assert_eq!(*notes, [not_carried("other")]);
        assert!(commands("GET /other", &draft).is_empty());
    }

    #[test]
    fn members_of_a_body_become_arguments_and_secrets_stay_outside() {
        let body = r#"{"name":"it's","kinds":["a","b"],"facts":{"tall":true},"secret":"canary","deep":{}}"#;
        let made = commands("POST /trees", &draft("POST", "/trees", &[], Some(body)));
        let (text, notes) = &made[0];
        assert_eq!(
            text,
            "New-Fir -Name 'it''s' -Kinds 'a', 'b' -Tall $true \
             -Secret (ConvertTo-SecureString $env:FIR_SECRET -AsPlainText -Force)\n"
        );
        assert_eq!(
            *notes,
            [
                Note::Variable {
                    name: "FIR_SECRET".to_owned()
                },
                Note::NotCarried {
                    name: "deep".to_owned()
                },
            ]
        );
        let put = |body: &str| {
            let mut draft = draft("PUT", "/trees/{t}", &[(In::Path, "t", "7")], None);
            draft.body = Some(body.to_owned());
            commands("PUT /trees/{t}", &draft)
        };
        let made = put(r#"{"name": 1.10}"#);
        assert!(
            made[0]
                .0
                .ends_with("fir trees put 7 <(printf '%s' '{\"name\": 1.10}')\n")
        );
        assert!(made[0].1.is_empty());
        assert!(put(r#"{"a":{"password":"canary"}}"#).is_empty());
        let without = draft("POST", "/trees", &[], Some("{}"));
        assert!(
            commands("POST /trees", &without).is_empty(),
            "a name is needed"
        );
    }

    #[test]
    fn a_command_that_could_never_be_written_is_an_error() {
        for run in ["fir {nothing}", "fir [x", "fir {tree", "fir x]"] {
            let whole = "fir trees show {tree}[ --depth={query.depth}][ --from={query.from} --to={query.to}]";
            let text = TOOLS.replace(whole, run);
            assert_ne!(text, TOOLS);
            assert!(Tools::parse(&text).is_err(), "{run}");
        }
        assert!(Tools::parse("").unwrap().tools.is_empty());
        assert!(Tools::parse("x = 1").is_err());
    }
}
