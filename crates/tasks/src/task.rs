//! A task as its file says it. Unknown keys are errors.

use crate::console::Console;
use crate::fill::{Hole, holes_of};
use crate::keep::{Keep, Titles};
use crate::question::If;
use crate::told::{Done, Preview, Prove};
use crate::values::Given;
use domain::{At, Catalogue, Effect, OperationKey, Template};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::HashSet;

/// What help-desk staff do, step by step.
#[derive(Debug, Clone)]
pub struct Task {
    /// The file's name without its ending, unique within the vendor.
    pub id: String,
    /// What is done, as a person would say it: `Move a computer to another group`.
    pub title: String,
    /// What it is for, and what it does not do; two or three sentences.
    pub about: String,
    /// Where it stands in the list.
    pub group: Group,
    /// Further words it is found by.
    pub words: Vec<String>,
    /// What is asked, in order.
    pub ask: Vec<Ask>,
    /// What is done by a person in the vendor's console, when its API cannot.
    pub console: Option<Console>,
    pub(crate) given: IndexMap<String, Given>,
    pub(crate) steps: Vec<Step>,
    pub(crate) preview: Option<Preview>,
    pub(crate) done: Done,
    pub(crate) prove: Option<Prove>,
    pub(crate) unproven: Option<String>,
    pub(crate) inverse: Option<Inverse>,
}

/// What a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[expect(missing_docs, reason = "words")]
pub enum Group {
    People,
    Computers,
    Requests,
    Sessions,
    Accounts,
    Policies,
    Reports,
}

/// One thing that is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The name it has in the file's holes.
    pub id: String,
    /// What the form calls it.
    pub label: String,
    /// What to enter, when the label does not say.
    #[serde(default)]
    pub about: Option<String>,
    /// What kind of answer.
    pub kind: AskKind,
    /// May be left empty.
    #[serde(default)]
    pub optional: bool,
    /// Several may be chosen.
    #[serde(default)]
    pub many: bool,
    /// What a choice offers.
    #[serde(default)]
    pub options: Vec<Choosable>,
    /// Where a pick finds what it offers.
    #[serde(default)]
    pub from: Option<Search>,
    /// What stands there at first.
    #[serde(default)]
    pub usual: Option<String>,
    /// The least number, or letters of a text.
    #[serde(default)]
    pub least: Option<u32>,
    /// The largest number, or letters of a text.
    #[serde(default)]
    pub most: Option<u32>,
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AskKind {
    /// One line.
    Text,
    /// One of a few.
    Choice,
    /// Yes or no.
    Toggle,
    /// A whole number.
    Number,
    /// A day, `2026-11-22`.
    Date,
    /// Why, in a sentence; the vendor keeps it.
    Reason,
    /// One of what a search finds.
    Pick,
    /// A secret, which only the core sees.
    Secret,
}

/// One of a few answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choosable {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// Where a pick finds what it offers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// What is asked; `{typed}` is what was typed so far.
    #[serde(flatten)]
    pub(crate) request: Request,
    /// Where the rows are.
    pub(crate) items: At,
    /// Where else.
    #[serde(default)]
    pub(crate) or: Vec<At>,
    /// The rows are lists of cells, and these are their titles.
    #[serde(default)]
    pub(crate) titles: Option<Titles>,
    /// Where a row's id is.
    pub(crate) id: At,
    /// Where its name is.
    pub(crate) label: At,
    /// Where a word about it is.
    #[serde(default)]
    pub(crate) note: Option<At>,
    /// Which rows; all when left out.
    #[serde(default, rename = "where")]
    pub(crate) only: Vec<If>,
    /// The vendor does not search: what was typed is looked for in the names here.
    #[serde(default)]
    pub(crate) look_here: bool,
}

/// A request with holes.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Request {
    /// `"METHOD /path/{hole}"`, with the fixed part of a query when it tells operations apart.
    pub request: Line,
    /// The query; a value that may be missing, and is, leaves its parameter out.
    #[serde(default)]
    pub query: IndexMap<String, Several>,
    /// A JSON body.
    #[serde(default)]
    pub json: Option<Value>,
    /// A form as body.
    #[serde(default)]
    pub form: Option<IndexMap<String, Template>>,
    /// An XML body; what fills its holes is escaped.
    #[serde(default)]
    pub xml: Option<Template>,
}

/// One value or several of one name.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Several {
    One(Template),
    Many(Vec<Template>),
}

impl Several {
    pub(crate) fn all(&self) -> &[Template] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Which kind of body a request has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json,
    /// A form.
    Form,
    /// XML.
    Xml,
}

impl Body {
    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Xml => "application/xml",
        }
    }
}

/// A request line with holes in its path.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub key: OperationKey,
    /// The path's segments.
    pub segments: Vec<Template>,
    /// The query the line itself has, as it is.
    pub query: Option<String>,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom(format!("not a request line: {text}"));
        let key = OperationKey::parse(&text).filter(|key| key.path.starts_with('/'));
        let key = key.ok_or_else(wrong)?;
        let (path, query) = match key.path.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (key.path.clone(), None),
        };
        // A hole may have a slash of its own.
        let mut inside = false;
        let apart = |c: char| {
            inside = (inside || c == '{') && c != '}';
            c == '/' && !inside
        };
        let segments = path[1..].split(apart).map(Template::parse);
        let segments = segments.collect::<Result<_, _>>().map_err(|_| wrong())?;
        Ok(Self {
            key,
            segments,
            query,
        })
    }
}

/// One request of a task, and what is made of its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[serde(flatten)]
    pub(crate) request: Request,
    /// What it does, in words, with a verb first: `Put the computer into the group`.
    pub(crate) says: Template,
    /// A JSON body made of something that was kept.
    #[serde(default)]
    pub(crate) edit: Option<Edit>,
    /// What is kept of the answer, by name.
    #[serde(default)]
    pub(crate) keep: IndexMap<String, Keep>,
    /// Only when all of these hold.
    #[serde(default)]
    pub(crate) when: Vec<If>,
    /// What ends the task after the answer, with words.
    #[serde(default)]
    pub(crate) stop: Vec<Stop>,
    /// What a refusal of the vendor's means here.
    #[serde(default)]
    pub(crate) refused: Vec<Refused>,
    /// Once for each of a list.
    #[serde(default)]
    pub(crate) each: Option<Each>,
    /// Look again until something holds.
    #[serde(default)]
    pub(crate) poll: Option<Poll>,
    /// What the catalogue says it does; never from the file.
    #[serde(skip)]
    pub(crate) effect: Effect,
}

/// A body made of something that was kept, for servers whose PUT replaces everything.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// What it is made of.
    pub(crate) of: Template,
    /// Members that get another value, by name.
    #[serde(default)]
    pub(crate) set: IndexMap<String, Value>,
    /// Members that are taken out.
    #[serde(default)]
    pub(crate) drop: Vec<String>,
    /// Rows that are taken out of the list it is.
    #[serde(default)]
    pub(crate) without: Vec<If>,
    /// Rows that are added to the list it is.
    #[serde(default)]
    pub(crate) append: Vec<Value>,
}

/// What ends a task, with words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stop {
    /// When all of these hold.
    pub when: Vec<If>,
    pub words: Template,
}

/// What a refusal means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refused {
    /// The answer's status.
    pub status: u16,
    /// The vendor's code, where the status says too little.
    #[serde(default)]
    pub code: Option<String>,
    /// How the task ends; without words, it goes on as if the answer were empty.
    #[serde(default)]
    pub words: Option<Template>,
}

/// Once for each of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Each {
    pub of: Template,
    /// The name one of them has.
    #[serde(rename = "as")]
    pub name: String,
}

/// Looking again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Poll {
    /// Until all of these hold of the answer.
    pub until: Vec<If>,
    /// How long to wait in between.
    pub every_ms: u32,
    /// How often at the most; then the task goes on, and the proof decides.
    pub times: u16,
}

/// What undoes a task.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inverse {
    /// Its id, of the same vendor.
    pub task: String,
    /// What to enter there.
    pub(crate) inputs: IndexMap<String, Template>,
    /// Only when all of these hold.
    #[serde(default)]
    pub(crate) when: Vec<If>,
}

/// What a vendor has, that a task is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Vendor<'v> {
    /// What its operations do.
    pub catalogue: &'v Catalogue,
}

/// Why a file is no task.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// Not TOML, or not of this shape. Names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A step asks for an operation the vendor's catalogue does not have.
    #[error("not in the catalogue: {0}")]
    NoSuchOperation(OperationKey),
    /// It contradicts itself.
    #[error("{place}: {why}")]
    Contradiction {
        /// Where.
        place: String,
        /// How.
        why: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    about: String,
    group: Group,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    ask: Vec<Ask>,
    #[serde(default)]
    given: IndexMap<String, Given>,
    #[serde(default)]
    steps: Vec<Step>,
    #[serde(default)]
    preview: Option<Preview>,
    #[serde(default)]
    done: Done,
    #[serde(default)]
    prove: Option<Prove>,
    /// Why nothing shows whether it happened, when the vendor offers nothing to look at.
    #[serde(default)]
    unproven: Option<String>,
    #[serde(default)]
    inverse: Option<Inverse>,
    #[serde(default)]
    console: Option<Console>,
}

impl Task {
    /// Reads a task's file.
    ///
    /// # Errors
    /// When it is not of the shape, contradicts itself, or asks for an operation the vendor does
    /// not have.
    pub fn read(id: &str, text: &str, vendor: Vendor<'_>) -> Result<Self, TaskError> {
        let file: File = toml::from_str(text)?;
        let mut task = Self {
            id: id.to_owned(),
            title: file.title,
            about: file.about,
            group: file.group,
            words: file.words,
            ask: file.ask,
            console: file.console,
            given: file.given,
            steps: file.steps,
            preview: file.preview,
            done: file.done,
            prove: file.prove,
            unproven: file.unproven,
            inverse: file.inverse,
        };
        let effect = |line: &Line| match vendor.catalogue.find(&line.key) {
            Some(entry) => Ok(entry.effect),
            None => Err(TaskError::NoSuchOperation(line.key.clone())),
        };
        for step in &mut task.steps {
            step.effect = effect(&step.request.request)?;
        }
        let searches = task.ask.iter().filter_map(|ask| ask.from.as_ref());
        let looks = searches.map(|search| &search.request);
        for request in looks.chain(task.prove.as_ref().map(|prove| &prove.request)) {
            if effect(&request.request)? != Effect::Reads {
                return Err(TaskError::Contradiction {
                    place: request.request.key.to_string(),
                    why: "what only looks may not change anything",
                });
            }
        }
        task.check()?;
        Ok(task)
    }

    /// Whether it changes anything.
    pub fn changes(&self) -> bool {
        self.steps.iter().any(|step| !step.reads())
    }

    /// What undoes it.
    pub fn inverse(&self) -> Option<&str> {
        self.inverse.as_ref().map(|inverse| inverse.task.as_str())
    }

    /// The gravest of what its steps do.
    pub fn effect(&self) -> Effect {
        let effects = self.steps.iter().map(|step| step.effect);
        effects.fold(Effect::Reads, Effect::max)
    }

    /// The operations it makes use of.
    pub fn operations(&self) -> impl Iterator<Item = &OperationKey> {
        let proof = self.prove.iter().map(|prove| &prove.request);
        let steps = self.steps.iter().map(|step| &step.request);
        steps.chain(proof).map(|request| &request.request.key)
    }

    fn check(&self) -> Result<(), TaskError> {
        let wrong = |place: &str, why| {
            Err(TaskError::Contradiction {
                place: place.to_owned(),
                why,
            })
        };
        if self.steps.is_empty() && self.console.is_none() {
            return wrong("steps", "a task does something, or says where it is done");
        }
        if self.changes() && self.preview.is_none() {
            return wrong("preview", "what changes something says what");
        }
        if self.prove.is_some() == self.unproven.is_some() && self.changes() {
            return wrong(
                "prove",
                "what changes something is proven, or says why it cannot be",
            );
        }
        let mut known: HashSet<&str> = HashSet::from(["typed", "ticket", "now"]);
        for ask in &self.ask {
            if !known.insert(&ask.id) {
                return wrong(&ask.id, "the name is used twice");
            }
            if (ask.kind == AskKind::Choice) == ask.options.is_empty() {
                return wrong(&ask.id, "a choice, and nothing else, has options");
            }
            if (ask.kind == AskKind::Pick) != ask.from.is_some() {
                return wrong(&ask.id, "a pick, and nothing else, has a search");
            }
        }
        known.extend(self.given.keys().map(String::as_str));
        for step in &self.steps {
            let place = step.request.request.key.to_string();
            if step.reads() && step.each.is_some() {
                return wrong(&place, "reading is not done for each of a list");
            }
            if !step.reads() && step.poll.is_some() {
                return wrong(&place, "only what reads is asked again");
            }
            if step.edit.is_some() && step.request.body().is_some() {
                return wrong(&place, "a request has one body");
            }
            known.extend(step.keep.keys().map(String::as_str));
            known.extend(step.each.iter().map(|each| each.name.as_str()));
        }
        known.extend(
            self.prove
                .iter()
                .flat_map(|prove| prove.keep.keys().map(String::as_str)),
        );
        let secret = |name: &str| {
            let mut ask = self.ask.iter();
            ask.any(|ask| ask.kind == AskKind::Secret && ask.id == name)
        };
        for (place, template) in self.templates() {
            for hole in template {
                match Hole::read(&hole) {
                    None => return wrong(&place, "a hole cannot be read"),
                    Some(hole) if !known.contains(hole.name) => {
                        return wrong(&place, "a hole has a name nobody gives");
                    }
                    Some(hole) if secret(hole.name) && !place.starts_with("body of ") => {
                        return wrong(&place, "a secret stands in a body and nowhere else");
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Every template with the place it stands at, as the names in its holes.
    fn templates(&self) -> Vec<(String, Vec<String>)> {
        let mut all = Vec::new();
        let holes = |template: &Template| template.holes().map(str::to_owned).collect::<Vec<_>>();
        let request = |request: &Request, all: &mut Vec<(String, Vec<String>)>| {
            let key = request.request.key.to_string();
            let query = request.query.values().flat_map(Several::all);
            for template in request.request.segments.iter().chain(query) {
                all.push((key.clone(), holes(template)));
            }
            let mut body = Vec::new();
            request
                .json
                .iter()
                .for_each(|json| holes_of(json, &mut body));
            let form = request.form.iter().flat_map(IndexMap::values);
            form.chain(&request.xml)
                .for_each(|one| body.extend(holes(one)));
            all.push((format!("body of {key}"), body));
        };
        for step in &self.steps {
            request(&step.request, &mut all);
            let key = step.request.request.key.to_string();
            all.push((key.clone(), holes(&step.says)));
            if let Some(edit) = &step.edit {
                let mut body = holes(&edit.of);
                edit.set
                    .values()
                    .chain(&edit.append)
                    .for_each(|one| holes_of(one, &mut body));
                all.push((format!("body of {key}"), body));
                all.extend(
                    edit.without
                        .iter()
                        .flat_map(If::templates)
                        .map(|one| (key.clone(), holes(one))),
                );
            }
            let kept = step.keep.values().flat_map(Keep::questions);
            let stops = step.stop.iter().flat_map(|stop| &stop.when);
            let until = step.poll.iter().flat_map(|poll| &poll.until);
            for question in step.when.iter().chain(kept).chain(stops).chain(until) {
                all.extend(question.templates().map(|one| (key.clone(), holes(one))));
            }
            let words = step.stop.iter().map(|stop| &stop.words);
            let refused = step
                .refused
                .iter()
                .filter_map(|refused| refused.words.as_ref());
            let each = step.each.iter().map(|each| &each.of);
            all.extend(
                words
                    .chain(refused)
                    .chain(each)
                    .map(|one| (key.clone(), holes(one))),
            );
        }
        for ask in &self.ask {
            if let Some(search) = &ask.from {
                request(&search.request, &mut all);
            }
        }
        if let Some(prove) = &self.prove {
            request(&prove.request, &mut all);
            for question in &prove.holds {
                all.extend(
                    question
                        .templates()
                        .map(|one| ("prove".to_owned(), holes(one))),
                );
            }
        }
        if let Some(preview) = &self.preview {
            all.extend(
                preview
                    .templates()
                    .map(|one| ("preview".to_owned(), holes(one))),
            );
        }
        all.extend(
            self.done
                .templates()
                .map(|one| ("done".to_owned(), holes(one))),
        );
        let inverse = self
            .inverse
            .iter()
            .flat_map(|inverse| inverse.inputs.values());
        all.extend(inverse.map(|one| ("inverse".to_owned(), holes(one))));
        all
    }
}

impl Step {
    /// Whether it only looks.
    pub(crate) fn reads(&self) -> bool {
        self.effect == Effect::Reads
    }
}

impl Request {
    /// Which body it has.
    pub(crate) fn body(&self) -> Option<Body> {
        if self.json.is_some() {
            Some(Body::Json)
        } else if self.form.is_some() {
            Some(Body::Form)
        } else {
            self.xml.as_ref().map(|_| Body::Xml)
        }
    }
}
