//! From documents as read to documents as the interface shows them.

use crate::convert::count;
use crate::wire::{
    AppError, Block, FindingView, HitMark, Inline, ListItem, OperationLine, SchemaNode, SearchHit,
    UnreadableCause,
};
use domain::{OperationKey, Tenant};
use explorer::Home;
use openapi::{
    Child, ChildRole, Document, Fact, Finding, FindingKind, Hit, Piece, Refusal, SchemaView, Shape,
    Why,
};

/// Why a file is no document.
pub(crate) fn unreadable(error: openapi::Unreadable) -> AppError {
    let limit = |limit: String| UnreadableCause::Limit { limit };
    let why = match error.why {
        Why::Empty => UnreadableCause::Empty,
        Why::Html => UnreadableCause::Html,
        Why::Xml | Why::NotADocument { .. } => UnreadableCause::NotADocument,
        Why::Binary { .. } => UnreadableCause::Binary,
        Why::Syntax { what } => UnreadableCause::Syntax { message: what },
        Why::TooLarge { limit: bytes } => limit(format!("{} MB", bytes >> 20)),
        Why::TooDeep { limit: depth } => limit(format!("{depth} levels")),
        Why::TooManyNodes { limit: nodes } => limit(format!("{nodes} values")),
        Why::TooManyAliases { limit: aliases } => limit(format!("{aliases} aliases")),
    };
    AppError::Unreadable {
        why,
        line: Some(error.line),
        column: Some(error.column),
    }
}

/// What is known of an operation: what it does, whether somebody classified it, what it needs.
pub(crate) struct Known {
    pub effect: domain::Effect,
    pub classified: bool,
    pub needs: Vec<String>,
    pub since: Option<String>,
}

/// Looks an operation up in its vendor's catalogue. An operation of a document that belongs to no
/// tenant is not classified.
pub(crate) fn known(document: &Document, tenant: Option<&Tenant>, key: &OperationKey) -> Known {
    let vendor = tenant.and_then(|tenant| Some((tenant, vendors::find(&tenant.vendor)?)));
    let entry = vendor.and_then(|(tenant, vendor)| {
        let usual_paths = &vendor.manifest().tenant.paths;
        let home = Home {
            place: &tenant.place,
            usual_paths,
        };
        vendor
            .catalogue()
            .find(&home.key(&document.prefix_of(key), key))
    });
    Known {
        effect: entry.map_or(domain::Effect::Changes, |entry| entry.effect),
        classified: entry.is_some(),
        needs: entry
            .map(domain::CatalogueEntry::needs_words)
            .unwrap_or_default(),
        since: entry.and_then(|entry| entry.since.clone()),
    }
}

/// An operation as lists show it.
pub(crate) fn operation_line(
    document: &Document,
    tenant: Option<&Tenant>,
    line: &openapi::OperationLine,
) -> OperationLine {
    let known = known(document, tenant, &line.key);
    OperationLine {
        key: line.key.to_string(),
        method: line.key.method.clone(),
        path: line.key.path.clone(),
        name: name(line.summary.as_deref(), line.id.as_deref(), &line.key.path),
        effect: known.effect.into(),
        classified: known.classified,
        deprecated: line.deprecated,
    }
}

/// A summary, or what stands in for one.
pub(crate) fn name(summary: Option<&str>, id: Option<&str>, path: &str) -> String {
    let told = [summary, id]
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|text| !text.is_empty());
    told.unwrap_or(path).to_owned()
}

/// An operation that fits what was typed.
pub(crate) fn hit(document: &Document, tenant: Option<&Tenant>, hit: Hit) -> Option<SearchHit> {
    let line = document
        .operations()
        .iter()
        .find(|line| line.key == hit.key)?;
    let name_pieces = if hit.summary.is_empty() {
        &hit.id
    } else {
        &hit.summary
    };
    Some(SearchHit {
        line: operation_line(document, tenant, line),
        group: line.group().to_owned(),
        name_marks: marks(name_pieces),
        path_marks: marks(&hit.path),
        elsewhere: hit.word,
    })
}

/// Marks in UTF-16 units, as the interface counts.
fn marks(pieces: &[Piece]) -> Vec<HitMark> {
    let mut at = 0;
    let mut marks = Vec::new();
    for piece in pieces {
        let to = at + count(piece.text.encode_utf16().count());
        if piece.found {
            marks.push(HitMark { from: at, to });
        }
        at = to;
    }
    marks
}

/// A schema as the root of a tree.
pub(crate) fn schema_root(view: SchemaView, name: String, required: bool) -> SchemaNode {
    SchemaNode {
        name,
        pointer: view.pointer.as_str().to_owned(),
        type_words: view.words,
        format: view.format,
        required,
        read_only: view.read_only,
        write_only: view.write_only,
        nullable: view.nullable,
        rule: rule(&view.facts),
        allowed: allowed(&view.choices, view.constant.as_deref()),
        default: view.default,
        description: blocks(view.description),
        opens: !view.children.is_empty(),
        cycle: false,
        deprecated: view.deprecated,
    }
}

/// One field below a schema. What its own level says is looked up, since a child carries little.
pub(crate) fn schema_child(document: &Document, child: Child) -> SchemaNode {
    let name = match child.role {
        ChildRole::Property | ChildRole::OneOf | ChildRole::AnyOf => child.name,
        ChildRole::PatternProperty => format!("/{}/", child.name),
        ChildRole::OtherProperties => "any other".to_owned(),
        ChildRole::Items => "[ ]".to_owned(),
        ChildRole::ItemAt => format!("[{}]", child.name),
        ChildRole::Not => "not".to_owned(),
        ChildRole::If => "if".to_owned(),
        ChildRole::Then => "then".to_owned(),
        ChildRole::Else => "else".to_owned(),
        ChildRole::Contains => "one of the items".to_owned(),
        ChildRole::Names => "every name".to_owned(),
        ChildRole::WhenPresent => format!("with {}", child.name),
        ChildRole::Unevaluated => "anything else".to_owned(),
    };
    let view = document.schema(&child.pointer);
    let facts = view
        .as_ref()
        .map(|view| view.facts.as_slice())
        .unwrap_or_default();
    let choices = view
        .as_ref()
        .map(|view| view.choices.as_slice())
        .unwrap_or_default();
    let constant = view.as_ref().and_then(|view| view.constant.as_deref());
    SchemaNode {
        name,
        type_words: child.words,
        format: child.format,
        required: child.required,
        read_only: child.read_only,
        write_only: child.write_only,
        nullable: child.nullable,
        rule: rule(facts),
        allowed: allowed(choices, constant),
        default: view.as_ref().and_then(|view| view.default.clone()),
        description: match &view {
            Some(view) if !view.description.is_empty() => blocks(view.description.clone()),
            _ => child.summary.map(plain).into_iter().collect(),
        },
        opens: child.opens && !child.is_cycle,
        cycle: child.is_cycle,
        deprecated: child.deprecated,
        pointer: child.pointer.as_str().to_owned(),
    }
}

/// A parameter's shape, when the document gives it no schema.
pub(crate) fn shapeless(name: &str, parameter: &openapi::Parameter) -> SchemaNode {
    SchemaNode {
        name: name.to_owned(),
        pointer: String::new(),
        type_words: shape_word(&parameter.shape).to_owned(),
        format: None,
        required: parameter.required,
        read_only: false,
        write_only: false,
        nullable: false,
        rule: None,
        allowed: parameter.choices.clone(),
        default: parameter.default.clone(),
        description: Vec::new(),
        opens: false,
        cycle: false,
        deprecated: parameter.deprecated,
    }
}

fn shape_word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "any",
        Shape::Text => "string",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::List(_) => "array",
        Shape::Object => "object",
    }
}

fn allowed(choices: &[String], constant: Option<&str>) -> Vec<String> {
    let all = choices.iter().map(String::as_str).chain(constant);
    // Shown as people write them: a text without its quotes.
    let plain =
        |json: &str| serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned());
    all.map(plain).collect()
}

/// Bounds in a few words.
fn rule(facts: &[Fact]) -> Option<String> {
    let find = |rule: &str| {
        facts
            .iter()
            .find(|fact| fact.rule == rule)
            .map(|fact| &fact.value)
    };
    let span = |least: &str, most: &str, unit: &str| match (find(least), find(most)) {
        (Some(least), Some(most)) if least == most => Some(format!("{least}{unit}")),
        (Some(least), Some(most)) => Some(format!("{least}–{most}{unit}")),
        (Some(least), None) => Some(format!("≥ {least}{unit}")),
        (None, Some(most)) => Some(format!("≤ {most}{unit}")),
        (None, None) => None,
    };
    let words: Vec<String> = [
        span("minimum", "maximum", ""),
        find("exclusiveMinimum").map(|value| format!("> {value}")),
        find("exclusiveMaximum").map(|value| format!("< {value}")),
        span("minLength", "maxLength", " characters"),
        span("minItems", "maxItems", " items"),
        span("minProperties", "maxProperties", " fields"),
        find("multipleOf").map(|value| format!("multiple of {value}")),
        find("pattern").map(|value| format!("matches {value}")),
        find("uniqueItems")
            .filter(|value| *value == "true")
            .map(|_| "no item twice".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if words.is_empty() {
        None
    } else {
        Some(words.join(", "))
    }
}

/// Text of ours as a paragraph.
pub(crate) fn plain(text: String) -> Block {
    Block::Paragraph {
        text: vec![Inline::Text { text }],
    }
}

/// A document's words, as a closed list of nodes.
pub(crate) fn prose(text: Option<&str>) -> Vec<Block> {
    text.map(openapi::blocks).map(blocks).unwrap_or_default()
}

fn blocks(all: Vec<openapi::Block>) -> Vec<Block> {
    all.into_iter().flat_map(block).collect()
}

fn block(block: openapi::Block) -> Vec<Block> {
    let cells = |row: Vec<Vec<openapi::Inline>>| row.into_iter().map(inlines).collect::<Vec<_>>();
    match block {
        openapi::Block::Paragraph { text } => vec![Block::Paragraph {
            text: inlines(text),
        }],
        openapi::Block::Heading { level, text } => {
            vec![Block::Heading {
                level,
                text: inlines(text),
            }]
        }
        openapi::Block::List { start, items } => vec![Block::List {
            ordered: start.is_some(),
            items: items
                .into_iter()
                .map(|item| ListItem {
                    blocks: blocks(item),
                })
                .collect(),
        }],
        openapi::Block::Code { text, .. } => vec![Block::Code { text }],
        // What is quoted is shown as it is: descriptions quote for looks.
        openapi::Block::Quote { blocks: quoted } => blocks(quoted),
        openapi::Block::Table { head, rows } => vec![Block::Table {
            rows: std::iter::once(head).chain(rows).map(cells).collect(),
        }],
        openapi::Block::Rule => vec![Block::Rule],
    }
}

fn inlines(all: Vec<openapi::Inline>) -> Vec<Inline> {
    all.into_iter()
        .map(|inline| match inline {
            openapi::Inline::Text { text } => Inline::Text { text },
            openapi::Inline::Code { text } => Inline::Code { text },
            openapi::Inline::Emphasis { text } => Inline::Emphasis { text: flat(&text) },
            openapi::Inline::Strong { text } => Inline::Strong { text: flat(&text) },
            openapi::Inline::Link { address, text } => Inline::Link {
                text: flat(&text),
                address,
            },
            openapi::Inline::Break => Inline::Break,
        })
        .collect()
}

fn flat(all: &[openapi::Inline]) -> String {
    let mut out = String::new();
    for inline in all {
        match inline {
            openapi::Inline::Text { text } | openapi::Inline::Code { text } => out.push_str(text),
            openapi::Inline::Emphasis { text }
            | openapi::Inline::Strong { text }
            | openapi::Inline::Link { text, .. } => out.push_str(&flat(text)),
            openapi::Inline::Break => out.push(' '),
        }
    }
    out
}

/// What could not be read, in plain words.
pub(crate) fn finding(finding: &Finding) -> FindingView {
    FindingView {
        pointer: finding.pointer.as_str().to_owned(),
        line: finding.line,
        column: finding.column,
        text: words(&finding.kind),
    }
}

/// Why a file beside the document was not loaded.
fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Scheme => "only files beside the document are followed".into(),
        Refusal::Absolute => "it is an absolute path".into(),
        Refusal::LeavesFolder => "it leads out of the document's folder".into(),
        Refusal::NotPlain => "it is not a plain path".into(),
        Refusal::Alone => "the document was opened alone".into(),
        Refusal::Missing => "there is no such file".into(),
        Refusal::TooManyFiles { limit } => format!("a document may have {limit} files"),
        Refusal::TooLarge { limit } => format!("it passes the limit of {} MB", limit >> 20),
        Refusal::Unreadable { why } => format!("it is not readable ({why})"),
        Refusal::Failed { what } => format!("it could not be read ({what})"),
    }
}

fn words(kind: &FindingKind) -> String {
    match kind {
        FindingKind::CutShort { what } => {
            format!("The file cannot be read from here on: {what}. What stands before it was kept.")
        }
        FindingKind::BadText => "Some bytes are not text in the file's encoding.".into(),
        FindingKind::NotStrictJson => {
            "Not strict JSON: a comment, a trailing comma or the like.".into()
        }
        FindingKind::DuplicateKey { name } => {
            format!("“{name}” stands here twice. The last one counts.")
        }
        FindingKind::AliasInsideItself => "An alias stands inside what it stands for.".into(),
        FindingKind::KeyIsNotText => "A name here is not text.".into(),
        FindingKind::MoreDocuments => {
            "The file holds more than one document; the first was read.".into()
        }
        FindingKind::NoVersion => "Nothing says which standard the file follows.".into(),
        FindingKind::UnknownVersion { version } => {
            format!("Version {version} of the standard is not known; the nearest one was used.")
        }
        FindingKind::NoPaths => "There are no paths.".into(),
        FindingKind::WrongType { expected, found } => {
            format!("This should be {expected} and is {found}. It was left out.")
        }
        FindingKind::PathWithoutSlash => "The path does not start with a slash.".into(),
        FindingKind::BrokenTemplate => "The braces of the path do not pair.".into(),
        FindingKind::UnknownMethod { name } => format!("“{name}” is not a method."),
        FindingKind::UndescribedHole { name } => {
            format!("{{{name}}} in the path is not described; it takes any text.")
        }
        FindingKind::ParameterWithoutHole { name } => {
            format!("The path has no place for the parameter “{name}”.")
        }
        FindingKind::NamelessParameter => {
            "A parameter without a name or a place was left out.".into()
        }
        FindingKind::DuplicateOperationId { id } => format!("The id “{id}” was used before."),
        FindingKind::DanglingReference { reference } => {
            format!("“{reference}” is not in the document.")
        }
        FindingKind::OutsideReference { reference, refusal } => {
            format!("“{reference}” was not loaded: {}.", refused(refusal))
        }
        FindingKind::ReferencesNotChecked { limit } => {
            format!("References were followed {limit} times; the rest was not checked.")
        }
        FindingKind::ReferenceCycle { reference } => {
            format!("“{reference}” only leads back to itself.")
        }
        FindingKind::RequiredIsNotAList => "“required” is not a list of names.".into(),
        FindingKind::DefaultOfAnotherType => {
            "The default is of another type than its schema.".into()
        }
        FindingKind::EnumOfAnotherType => {
            "A value of the list is of another type than its schema.".into()
        }
        FindingKind::UnusableServer => "The path of this server cannot be used.".into(),
        FindingKind::AndMore { count } => format!("And {count} more."),
    }
}
