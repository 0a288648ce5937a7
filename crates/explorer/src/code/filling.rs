//! A command's template and a draft's values.

use super::held::words;
use super::tools::Called;
use super::{Note, Syntax, literal};
use crate::value::Value;
use domain::{is_secret_name, is_secret_text};
use openapi::In;

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Hole(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Always(Vec<Part>),
    /// Only where every hole has a value.
    Where(Vec<Part>),
}

pub(super) fn pieces(template: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let open = rest.find('[').unwrap_or(rest.len());
        if open > 0 {
            pieces.push(Piece::Always(parts(&rest[..open])?));
        }
        if open == rest.len() {
            break;
        }
        let close = open + rest[open..].find(']')?;
        pieces.push(Piece::Where(parts(&rest[open + 1..close])?));
        rest = &rest[close + 1..];
    }
    Some(pieces)
}

fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}')?;
        if open > 0 {
            parts.push(Part::Text(rest[..open].to_owned()));
        }
        parts.push(Part::Hole(rest[open + 1..close].to_owned()));
        rest = &rest[close + 1..];
    }
    if rest.contains(['}', ']']) {
        return None;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Some(parts)
}

pub(super) fn holes(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    let parts = pieces.iter().flat_map(|piece| match piece {
        Piece::Always(parts) | Piece::Where(parts) => parts,
    });
    parts.filter_map(|part| match part {
        Part::Hole(name) => Some(name.as_str()),
        Part::Text(_) => None,
    })
}

/// A draft's values, and which of them were used.
pub(super) struct Filling<'a> {
    pub(super) syntax: Syntax,
    pub(super) called: Called<'a>,
    /// The holes of the command's path, and those of the document's, which may have others before.
    pub(super) ours: Vec<&'a str>,
    pub(super) theirs: Vec<&'a str>,
    pub(super) body: Option<&'a Value<'a>>,
    /// The values that were used.
    pub(super) used: Vec<(Option<In>, String)>,
    pub(super) variables: Vec<String>,
}

impl Filling<'_> {
    /// `None` when a hole has no value.
    pub(super) fn all(&mut self, parts: &[Part]) -> Option<String> {
        let mut out = String::new();
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Hole(hole) => out.push_str(&self.hole(hole)?),
            }
        }
        Some(out)
    }

    fn hole(&mut self, hole: &str) -> Option<String> {
        let place = self.called.place;
        match hole.split_once('.') {
            None if hole == "body" => self.whole_body(),
            None if hole == "origin" => Some(self.quoted(place.origin().as_str())),
            None if hole == "place" => {
                let place = format!("{}{}", place.origin(), place.path());
                Some(self.quoted(&place))
            }
            None => {
                let at = self.ours.iter().position(|ours| *ours == hole)?;
                let from_end = self.ours.len() - at;
                let name = self.theirs[self.theirs.len().checked_sub(from_end)?];
                self.entered(In::Path, name)
            }
            Some(("query", name)) => self.entered(In::Query, name),
            Some(("header", name)) => self.entered(In::Header, name),
            Some((_, path)) => self.of_body(path),
        }
    }

    fn entered(&mut self, place: In, name: &str) -> Option<String> {
        let draft = self.called.draft;
        let (slot, text) = draft.values.iter().find(|(slot, text)| {
            slot.place == place && slot.name.eq_ignore_ascii_case(name) && !text.is_empty()
        })?;
        self.used.push((Some(place), slot.name.clone()));
        Some(match place {
            In::Path => self.secret_or(&slot.name, text, |own| own.quoted(text)),
            In::Query | In::Header | In::Cookie => {
                self.secret_or(&slot.name, text, |own| own.word(text))
            }
        })
    }

    /// The body as it is, for tools that read it from a file.
    fn whole_body(&mut self) -> Option<String> {
        let text = self.called.draft.body.as_deref()?;
        let body = self.body?;
        if has_secret("", body) {
            return None;
        }
        if let Value::Object(members) = body {
            let names = members.iter().map(|(name, _)| name.to_ascii_lowercase());
            self.used.extend(names.map(|name| (None, name)));
        }
        Some(self.quoted(text))
    }

    fn of_body(&mut self, path: &str) -> Option<String> {
        let mut value = self.body?;
        for name in path.split('.') {
            let Value::Object(members) = value else {
                return None;
            };
            let named = members
                .iter()
                .find(|(member, _)| member.eq_ignore_ascii_case(name))?;
            value = &named.1;
        }
        let text = match value {
            Value::Word("null") | Value::Object(_) => return None,
            Value::Word(word) => self.word(word),
            Value::Text(text) => {
                let name = path.rsplit('.').next().unwrap_or(path);
                self.secret_or(name, text, |own| own.quoted(text))
            }
            Value::List(items) => self.list(items)?,
        };
        let first = path.split('.').next().unwrap_or(path);
        self.used.push((None, first.to_ascii_lowercase()));
        Some(text)
    }

    fn list(&self, items: &[Value<'_>]) -> Option<String> {
        let singles: Vec<&str> = items.iter().map(Value::single).collect::<Option<_>>()?;
        if singles.is_empty() {
            return None;
        }
        Some(match self.syntax {
            Syntax::PowerShell => {
                let quoted: Vec<String> = singles.iter().map(|one| self.quoted(one)).collect();
                quoted.join(", ")
            }
            Syntax::Bash | Syntax::Python | Syntax::JavaScript | Syntax::CSharp => {
                self.quoted(&singles.join(","))
            }
        })
    }

    fn secret_or(&mut self, name: &str, text: &str, write: impl FnOnce(&Self) -> String) -> String {
        if !is_secret_name(name) && !is_secret_text(text) {
            return write(self);
        }
        let words: Vec<String> = words(self.called.tenant)
            .into_iter()
            .chain(words(name))
            .collect();
        let variable = words.join("_").to_ascii_uppercase();
        let read = match self.syntax {
            Syntax::PowerShell => format!("$env:{variable}"),
            Syntax::Bash => format!("\"${variable}\""),
            Syntax::Python => format!("os.environ[\"{variable}\"]"),
            Syntax::JavaScript => format!("process.env.{variable}"),
            Syntax::CSharp => format!("Environment.GetEnvironmentVariable(\"{variable}\")"),
        };
        if !self.variables.contains(&variable) {
            self.variables.push(variable);
        }
        read
    }

    fn quoted(&self, text: &str) -> String {
        match self.syntax {
            Syntax::Bash => {
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@,".contains(&byte);
                if !text.is_empty() && text.bytes().all(plain) {
                    text.to_owned()
                } else {
                    literal::bash(text)
                }
            }
            Syntax::PowerShell => literal::powershell(text),
            Syntax::Python => literal::python(text),
            Syntax::JavaScript => literal::javascript(text),
            Syntax::CSharp => literal::csharp(text),
        }
    }

    /// A value that may be a number or a truth value.
    fn word(&self, text: &str) -> String {
        let number = text.len() < 10
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text == "0" || !text.starts_with('0'));
        match (self.syntax, text) {
            (Syntax::PowerShell, "true") => "$true".to_owned(),
            (Syntax::PowerShell, "false") => "$false".to_owned(),
            (Syntax::Python, "true") => "True".to_owned(),
            (Syntax::Python, "false") => "False".to_owned(),
            _ if number => text.to_owned(),
            _ => self.quoted(text),
        }
    }

    /// What was entered and stands nowhere in the command.
    pub(super) fn not_carried(&self) -> Vec<Note> {
        let draft = self.called.draft;
        let values = draft.values.iter().filter(|(_, text)| !text.is_empty());
        let values = values
            .filter(|(slot, _)| {
                let used = |(place, name): &(Option<In>, String)| {
                    *place == Some(slot.place) && *name == slot.name
                };
                !self.used.iter().any(used)
            })
            .map(|(slot, _)| slot.name.clone());
        let members = match self.body {
            Some(Value::Object(members)) => members.as_slice(),
            Some(Value::Word(_) | Value::Text(_) | Value::List(_)) | None => &[],
        };
        let members = members
            .iter()
            .filter(|(name, value)| {
                let name = name.to_ascii_lowercase();
                let used = |(place, used): &(Option<In>, String)| place.is_none() && *used == name;
                !value.is_null() && !self.used.iter().any(used)
            })
            .map(|(name, _)| name.clone());
        let files = draft.files.keys().cloned();
        values
            .chain(members)
            .chain(files)
            .map(|name| Note::NotCarried { name })
            .collect()
    }
}

fn has_secret(name: &str, value: &Value<'_>) -> bool {
    match value {
        Value::Word(_) => false,
        Value::Text(text) => !text.is_empty() && (is_secret_name(name) || is_secret_text(text)),
        Value::List(items) => items.iter().any(|item| has_secret(name, item)),
        Value::Object(members) => members.iter().any(|(name, value)| has_secret(name, value)),
    }
}
