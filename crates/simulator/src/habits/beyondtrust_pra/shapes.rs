//! What every collection of the Configuration API looks like, read from `shapes.txt`:
//! which verbs it takes, what its fields are, and what a caller may write.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One collection of the Configuration API.
#[derive(Debug, Clone, Default)]
pub(super) struct Collection {
    pub path: Vec<String>,
    pub rows: String,
    pub verbs: String,
    pub by: String,
    pub filters: Vec<String>,
    pub unique: Vec<String>,
    pub plain: bool,
    pub bare: bool,
    pub copy: bool,
    pub vault: bool,
    pub made: u16,
    pub gone: u16,
    pub fields: Vec<Field>,
}

/// One field of a collection's rows.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub name: String,
    pub kind: Kind,
    pub required: bool,
    pub nullable: bool,
    pub written: Written,
    pub refers: Option<String>,
    pub default: Option<Value>,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Text(usize, usize),
    Int(i64, i64),
    List(usize, usize),
    Words(Vec<String>),
    Bool,
    When,
    Map,
    Any,
}

/// Who may write a field, and whether it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    ByCallers,
    AtCreation,
    AndNeverShown,
    ByTheSiteOnly,
}

/// A collection, and what a path says about it.
pub(super) struct Found<'a> {
    pub collection: &'a Collection,
    pub parent: Option<String>,
    /// What is left of the path: nothing for the list, one part for a row.
    pub rest: Vec<String>,
}

/// The error bag of an answer 422: what is wrong with each field.
pub(super) type Wrong = BTreeMap<String, Vec<String>>;

/// Every collection, from the text beside this file.
pub(super) fn all() -> Vec<Collection> {
    let mut collections: Vec<Collection> = Vec::new();
    for line in include_str!("shapes.txt").lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            Some((path, rest)) => collections.push(heading(path, rest)),
            None => {
                if let Some(collection) = collections.last_mut() {
                    collection.fields.push(field(line));
                }
            }
        }
    }
    collections
}

fn heading(path: &str, rest: &str) -> Collection {
    let mut collection = Collection {
        path: path.split('/').map(str::to_owned).collect(),
        by: "id".to_owned(),
        made: 201,
        gone: 204,
        ..Collection::default()
    };
    for word in rest.split_whitespace() {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let list = || value.split(',').map(str::to_owned).collect();
        match name {
            "rows" => value.clone_into(&mut collection.rows),
            "verbs" => value.clone_into(&mut collection.verbs),
            "by" => value.clone_into(&mut collection.by),
            "filters" => collection.filters = list(),
            "unique" => collection.unique = list(),
            "plain" => collection.plain = true,
            "bare" => collection.bare = true,
            "copy" => collection.copy = true,
            "vault" => collection.vault = true,
            "made" => collection.made = number(value),
            "gone" => collection.gone = number(value),
            other => unreachable!("shapes.txt has no heading word {other}"),
        }
    }
    collection
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| unreachable!("shapes.txt has {text} where a number belongs"))
}

fn field(line: &str) -> Field {
    let (left, default) = match line.split_once(" = ") {
        Some((left, default)) => (
            left,
            Some(serde_json::from_str(default).expect("defaults in shapes.txt are JSON")),
        ),
        None => (line, None),
    };
    let mut words = left.split_whitespace().peekable();
    let name = words.next().unwrap_or_default().to_owned();
    let kind = words.next().unwrap_or_default();
    let bounds = words
        .next_if(|word| word.contains(".."))
        .and_then(|word| word.split_once(".."));
    let (low, high) = bounds.unwrap_or(("", ""));
    let sizes = |most: usize| match bounds {
        Some(_) => (number(low), number(high)),
        None => (0, most),
    };
    let kind = match kind {
        "text" => {
            let (least, most) = sizes(65_536);
            Kind::Text(least, most)
        }
        "list" => {
            let (least, most) = sizes(10_000);
            Kind::List(least, most)
        }
        "int" if bounds.is_some() => Kind::Int(number(low), number(high)),
        "int" => Kind::Int(i64::from(i32::MIN), i64::from(i32::MAX)),
        "bool" => Kind::Bool,
        "when" => Kind::When,
        "map" => Kind::Map,
        "any" => Kind::Any,
        words => Kind::Words(words.split('|').map(str::to_owned).collect()),
    };
    let mut field = Field {
        name,
        kind,
        required: false,
        nullable: false,
        written: Written::ByCallers,
        refers: None,
        default,
    };
    while let Some(word) = words.next() {
        match word {
            "required" => field.required = true,
            "nullable" => field.nullable = true,
            "ro" => field.written = Written::ByTheSiteOnly,
            "wo" => field.written = Written::AndNeverShown,
            "fixed" => field.written = Written::AtCreation,
            "->" => field.refers = words.next().map(str::to_owned),
            other => unreachable!("shapes.txt has no field word {other}"),
        }
    }
    field
}

/// The collection whose pattern covers most of a path.
pub(super) fn find<'a>(collections: &'a [Collection], path: &[&str]) -> Option<Found<'a>> {
    collections
        .iter()
        .filter(|collection| {
            collection.path.len() <= path.len()
                && collection
                    .path
                    .iter()
                    .zip(path)
                    .all(|(pattern, part)| pattern == "{id}" || pattern == part)
        })
        .max_by_key(|collection| collection.path.len())
        .map(|collection| Found {
            collection,
            parent: collection
                .path
                .iter()
                .position(|pattern| pattern == "{id}")
                .map(|at| path[at].to_owned()),
            rest: path[collection.path.len()..]
                .iter()
                .map(|part| (*part).to_owned())
                .collect(),
        })
}

impl Collection {
    /// The names in a body that no field carries.
    pub(super) fn unknown(&self, body: &Map<String, Value>) -> Vec<String> {
        body.keys()
            .filter(|name| !self.fields.iter().any(|field| &field.name == *name))
            .cloned()
            .collect()
    }

    /// Takes from a body what a caller may write, or says what is wrong with it.
    pub(super) fn take(
        &self,
        body: &Map<String, Value>,
        creating: bool,
    ) -> Result<Map<String, Value>, Wrong> {
        let mut taken = Map::new();
        let mut wrong = Wrong::new();
        for field in &self.fields {
            if field.written == Written::ByTheSiteOnly
                || (field.written == Written::AtCreation && !creating)
            {
                continue;
            }
            match body.get(&field.name) {
                Some(value) => match field.objection(value) {
                    Some(objection) => {
                        wrong.entry(field.name.clone()).or_default().push(objection);
                    }
                    None => {
                        taken.insert(field.name.clone(), value.clone());
                    }
                },
                None if creating && field.required => {
                    wrong
                        .entry(field.name.clone())
                        .or_default()
                        .push("is required".to_owned());
                }
                None => {}
            }
        }
        if wrong.is_empty() {
            Ok(taken)
        } else {
            Err(wrong)
        }
    }

    /// A row with every field in its order: what is known, else the default, else null.
    pub(super) fn fill(&self, row: &Map<String, Value>) -> Map<String, Value> {
        let mut full = Map::new();
        for field in &self.fields {
            if let Some(value) = row.get(&field.name).or(field.default.as_ref()) {
                full.insert(field.name.clone(), value.clone());
            } else if field.nullable {
                full.insert(field.name.clone(), Value::Null);
            }
        }
        for (name, value) in row.iter().filter(|(name, _)| name.starts_with('_')) {
            full.insert(name.clone(), value.clone());
        }
        full
    }

    /// A row as a caller sees it: without passwords and without what the simulator notes.
    pub(super) fn shown(&self, row: &Value) -> Value {
        let Some(row) = row.as_object() else {
            return row.clone();
        };
        let hidden = |name: &str| {
            name.starts_with('_')
                || self
                    .fields
                    .iter()
                    .any(|field| field.name == name && field.written == Written::AndNeverShown)
        };
        Value::Object(
            row.iter()
                .filter(|(name, _)| !hidden(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    }
}

impl Field {
    fn objection(&self, value: &Value) -> Option<String> {
        if value.is_null() {
            return (!self.nullable).then(|| "must not be null".to_owned());
        }
        match &self.kind {
            Kind::Text(least, most) => match value.as_str().map(|text| text.chars().count()) {
                None => Some("must be a string".to_owned()),
                Some(size) if size < *least => Some("must not be empty".to_owned()),
                Some(size) if size > *most => {
                    Some(format!("may not be longer than {most} characters"))
                }
                Some(_) => None,
            },
            // A numeric string is refused: integers must be JSON numbers.
            Kind::Int(least, most) => match value.as_i64() {
                None => Some("must be an integer".to_owned()),
                Some(number) if number < *least || number > *most => {
                    Some(format!("must be between {least} and {most}"))
                }
                Some(_) => None,
            },
            Kind::List(least, most) => match value.as_array().map(Vec::len) {
                None => Some("must be an array".to_owned()),
                Some(size) if size < *least || size > *most => {
                    Some(format!("must have between {least} and {most} entries"))
                }
                Some(_) => None,
            },
            Kind::Words(words) => (!value
                .as_str()
                .is_some_and(|text| words.iter().any(|word| word == text)))
            .then(|| format!("must be one of {}", words.join(", "))),
            Kind::Bool => (!value.is_boolean()).then(|| "must be a boolean".to_owned()),
            Kind::When => (!value.as_str().is_some_and(is_utc))
                .then(|| "must be an RFC 3339 date-time in UTC".to_owned()),
            Kind::Map => (!value.is_object()).then(|| "must be an object".to_owned()),
            Kind::Any => None,
        }
    }
}

/// Whether a text is a date-time in UTC, the only zone the site takes.
fn is_utc(text: &str) -> bool {
    (text.ends_with('Z') || text.ends_with("+00:00")) && text.parse::<jiff::Timestamp>().is_ok()
}
