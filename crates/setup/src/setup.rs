//! How one vendor does it: pure translation both ways, from its file.

use crate::change::{Instruction, Paste};
use crate::file::{ConsoleStep, File, How, IsOn, Question, Rotation, Said, Thing};
use crate::observed::Seen;
use crate::values::{self, Way};
use crate::{
    Change, Client, ClientName, Further, Hand, Holding, Kind, Observed, Permission, Receipt, Role,
    RoleName, Switch,
};
use domain::{Effect, FieldId, MethodId, RequestLine, Timestamp};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tasks::{Call, CannotCall, TaskError, Values, Vendor};

/// How one vendor is set up, as its `setup.toml` says.
#[derive(Debug, Clone)]
pub struct Setup(File);

/// Why a file does not say how a vendor is set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Not TOML, or not of this shape. Names line and key.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A request that the catalogue does not have, or with a hole nobody fills.
    #[error("{0}")]
    Request(#[from] TaskError),
    /// It contradicts itself.
    #[error("{place}: {why}")]
    Contradiction {
        /// Where.
        place: String,
        /// How.
        why: &'static str,
    },
}

/// A request, and the secrets its answer has.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// It.
    pub call: Call,
    /// Which secrets, and where in the answer: fields of the sign-in.
    pub takes: Vec<(FieldId, domain::At)>,
    /// Whose they are.
    pub client: Option<ClientName>,
}

/// A question of a look, with the rows it is still to be asked for.
#[derive(Debug, Clone)]
pub(crate) struct Looking {
    pub values: Values,
    question: usize,
    /// The rows it is asked for, and which is next.
    rows: Option<Vec<Value>>,
    row: usize,
    offset: u64,
}

impl Setup {
    /// Reads `setup.toml`.
    ///
    /// # Errors
    /// When it is not of the shape, contradicts itself, or asks for an operation the vendor does
    /// not have.
    pub fn read(text: &str, vendor: Vendor<'_>) -> Result<Self, SetupError> {
        let mut file: File = toml::from_str(text)?;
        let wrong = |place: &str, why| {
            let place = place.to_owned();
            Err(SetupError::Contradiction { place, why })
        };
        let mut kept: BTreeSet<String> = ["offset", "page", "limit"].map(str::to_owned).into();
        for question in &mut file.look.ask {
            question
                .step
                .classify(vendor, &|name| kept.contains(name))?;
            if !question.step.reads() {
                return wrong(&question.step.operation().to_string(), "looking only reads");
            }
            kept.extend(question.step.keeps().map(str::to_owned));
        }
        let things = file.look.role.iter().chain(&file.look.client);
        let of = things.map(|thing| &thing.of);
        for of in of.chain(file.look.switch.values().map(|one| &one.of)) {
            if !kept.contains(of) {
                return wrong(of, "nothing is kept under this name");
            }
        }
        for (kind, how) in &mut file.change {
            let place = format!("{kind:?}");
            if how.steps.is_empty() == how.console.is_none() {
                return wrong(&place, "it is requests, or a person's, and not both");
            }
            for steps in [&mut how.steps, &mut how.undo] {
                let mut kept: BTreeSet<String> = values::NAMES.map(str::to_owned).into();
                for said in steps {
                    said.step.classify(vendor, &|name| kept.contains(name))?;
                    kept.extend(said.step.keeps().map(str::to_owned));
                    if !said.takes.is_empty() && said.step.effect() == Effect::Reads {
                        return wrong(&place, "what hands out a secret is no mere read");
                    }
                }
            }
            let consoles = how.console.iter().chain(&how.undo_console);
            let templates = consoles.flat_map(|one| one.press.iter().chain(one.paste.values()));
            for hole in templates.flat_map(domain::Template::holes) {
                let name = hole.split(['/', '?', ':', '|']).next().unwrap_or(hole);
                if !values::NAMES.contains(&name) {
                    return wrong(hole, "a hole has a name nobody gives");
                }
            }
        }
        Ok(Self(file))
    }

    /// The sign-in method whose fields a client's secrets are.
    pub fn method(&self) -> Option<&MethodId> {
        self.0.method.as_ref()
    }

    /// How a client's secret gets younger.
    pub fn rotation(&self) -> Rotation {
        self.0.rotation
    }

    /// What a new client can read whatever its roles are.
    pub fn first_read(&self) -> Option<&RequestLine> {
        self.0.first_read.as_ref()
    }

    /// Whether a receipt of this kind can be undone at all, by a request or by hand.
    pub fn reversible(&self, kind: Kind) -> bool {
        let how = self.0.change.get(&kind);
        kind == Kind::TakeSecret
            || how.is_some_and(|how| !how.undo.is_empty() || how.undo_console.is_some())
    }

    /// Fields of the sign-in that stay as they are when a client gets a new secret.
    pub fn stays(&self) -> &[FieldId] {
        &self.0.stays
    }

    /// Which kinds of change there are at this vendor.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.0.change.keys().copied()
    }

    /// What else a role may have, by name.
    pub fn role_further(&self) -> impl Iterator<Item = &str> {
        let role = self.0.look.role.iter();
        role.flat_map(|role| role.further.keys().map(String::as_str))
    }

    /// Whose hands a change takes. One that the file does not have is the person's, with nothing to
    /// press: nobody knows how.
    pub fn hand(&self, change: &Change) -> Hand {
        match self.0.change.get(&change.kind()) {
            Some(How {
                console: Some(console),
                ..
            }) => Hand::Yours(instruction(console, change)),
            Some(_) => Hand::Ours,
            None => Hand::Yours(Instruction {
                because: String::new(),
                page: String::new(),
                path: None,
                press: Vec::new(),
                paste: Vec::new(),
                brings: Vec::new(),
                proof: crate::Proof::Look,
            }),
        }
    }

    /// What a person does to undo a change; nothing when a request does it, or nobody knows how.
    pub fn undo_by_hand(&self, receipt: &Receipt) -> Option<Instruction> {
        let how = self.0.change.get(&receipt.change.kind())?;
        let console = how.undo_console.as_ref()?;
        Some(instruction(console, &receipt.change))
    }

    /// Whether a change of this kind hands out a client's secret.
    pub fn shows_secret(&self, kind: Kind) -> bool {
        let about = matches!(
            kind,
            Kind::CreateClient | Kind::TakeSecret | Kind::ReplaceSecret
        );
        about
            && self.0.change.get(&kind).is_some_and(|how| {
                let brings = how.console.iter().any(|one| !one.brings.is_empty());
                brings || how.steps.iter().any(|said| !said.takes.is_empty())
            })
    }

    /// Whether a request undoes a change of this kind.
    pub(crate) fn unsays(&self, kind: Kind) -> bool {
        let how = self.0.change.get(&kind);
        how.is_some_and(|how| !how.undo.is_empty())
    }

    /// How often a change is looked for, and how long to wait in between.
    pub(crate) fn settles(&self) -> (u16, Duration) {
        let settles = self.0.look.settles;
        let wait = Duration::from_millis(settles.every_ms.into());
        (settles.times.max(1), wait)
    }

    /// Begins to look.
    pub(crate) fn look(now: Timestamp) -> Looking {
        Looking {
            values: Values::at(now),
            question: 0,
            rows: None,
            row: 0,
            offset: 0,
        }
    }

    /// The next request of a look; nothing when all was asked.
    ///
    /// # Errors
    /// When a request cannot be written.
    pub(crate) fn asks(&self, looking: &mut Looking) -> Result<Option<Call>, CannotCall> {
        while let Some(question) = self.0.look.ask.get(looking.question) {
            if looking.offset == 0 && looking.row == 0 {
                for name in question.step.keeps() {
                    looking.values.know(name, Value::Null);
                }
                looking.rows = question.step.rows(&looking.values).map(|(_, rows)| rows);
            }
            let mut values = looking.values.clone();
            values.know("offset", looking.offset.into());
            let page = question
                .pages
                .as_ref()
                .map_or(1, |pages| looking.offset / u64::from(pages.size.max(1)) + 1);
            values.know("page", page.into());
            let limit = question.pages.as_ref().map(|pages| pages.size.into());
            values.know("limit", limit.unwrap_or_default());
            if let Some(rows) = &looking.rows {
                let Some(row) = rows.get(looking.row) else {
                    looking.over();
                    continue;
                };
                let name = question.step.rows(&looking.values).map(|(name, _)| name);
                values.know(name.unwrap_or_default(), row.clone());
            }
            match question.step.call(&values)? {
                Some(call) => return Ok(Some(call)),
                None => looking.over(),
            }
        }
        Ok(None)
    }

    /// Takes in an answer of a look.
    pub(crate) fn hear(&self, looking: &mut Looking, answer: &Value) {
        let Some(question) = self.0.look.ask.get(looking.question) else {
            return;
        };
        let before: Vec<(String, Value)> = question
            .step
            .keeps()
            .map(|name| {
                let known = looking.values.get(name).cloned();
                (name.to_owned(), known.unwrap_or_default())
            })
            .collect();
        question.step.hear(answer, &mut looking.values);
        let several = looking.rows.is_some();
        for (name, before) in before {
            let kept = looking.values.get(&name).cloned().unwrap_or_default();
            let joined = match (before, kept) {
                (Value::Array(mut all), kept) if several => {
                    all.push(kept);
                    Value::Array(all)
                }
                (Value::Null, kept) if several => Value::Array(vec![kept]),
                (Value::Array(mut all), Value::Array(kept)) => {
                    all.extend(kept);
                    Value::Array(all)
                }
                (_, kept) => kept,
            };
            looking.values.know(&name, joined);
        }
        match more(question, answer) {
            Some(size) => looking.offset += u64::from(size),
            None if several => looking.row += 1,
            None => looking.over(),
        }
    }

    /// Whether a refusal of a look's request is as good as an empty answer.
    pub(crate) fn goes_on(&self, looking: &Looking, status: u16, code: Option<&str>) -> bool {
        let question = self.0.look.ask.get(looking.question);
        question.is_some_and(|question| question.step.goes_on_after(status, code))
    }

    /// What the answers say is there. `holding` is what this program holds.
    pub(crate) fn read_off(
        &self,
        looking: &Looking,
        holding: &BTreeMap<ClientName, Holding>,
    ) -> Observed {
        let look = &self.0.look;
        let rows = |of: &str| match looking.values.get(of) {
            Some(Value::Array(rows)) => rows.as_slice(),
            Some(one @ Value::Object(_)) => std::slice::from_ref(one),
            Some(_) | None => &[],
        };
        let mut observed = Observed {
            holding: holding.clone(),
            ..Observed::default()
        };
        for (name, IsOn { of, at }) in &look.switch {
            let found = looking.values.get(of).and_then(|answer| at.find(answer));
            let on = found.is_some_and(|found| {
                matches!(
                    tasks::text(found).to_ascii_lowercase().as_str(),
                    "true" | "1" | "yes"
                )
            });
            if on {
                observed.switches.insert(Switch::new(name.as_str()));
            }
        }
        if let Some(thing) = &look.role {
            for row in rows(&thing.of) {
                let (id, name, list, further, object) = thing.read(row);
                let name = RoleName::new(name);
                let is = Role {
                    name: name.clone(),
                    permissions: list.into_iter().map(Permission::new).collect(),
                    further,
                };
                observed.roles.insert(name, Seen { id, is, object });
            }
        }
        if let Some(thing) = &look.client {
            for row in rows(&thing.of) {
                let (id, name, list, further, object) = thing.read(row);
                let name = ClientName::new(name);
                let is = Client {
                    name: name.clone(),
                    roles: list.into_iter().map(RoleName::new).collect(),
                    further,
                };
                observed.clients.insert(name, Seen { id, is, object });
            }
        }
        observed
    }

    /// The requests of a change, and how many there are.
    pub(crate) fn said(&self, change: &Change, way: Way<'_>) -> &[Said] {
        let how = self.0.change.get(&change.kind());
        how.map_or(&[], |how| match way {
            Way::There => &how.steps,
            Way::Back(_) => &how.undo,
        })
    }

    /// One request of a change, written out; nothing when it does not apply.
    ///
    /// # Errors
    /// When something it needs is not known, or would make the address another one.
    pub(crate) fn say(
        &self,
        change: &Change,
        way: Way<'_>,
        part: usize,
        values: &Values,
    ) -> Result<Option<Asked>, CannotCall> {
        let Some(said) = self.said(change, way).get(part) else {
            return Ok(None);
        };
        let takes = |takes: &IndexMap<FieldId, domain::At>| {
            let pairs = takes.iter();
            pairs
                .map(|(field, at)| (field.clone(), at.clone()))
                .collect()
        };
        Ok(said.step.call(values)?.map(|call| Asked {
            call,
            takes: takes(&said.takes),
            client: change.client().cloned(),
        }))
    }
}

/// A look at a tenant: what is asked, and what the answers come to.
#[derive(Debug, Clone)]
pub struct Look<'s> {
    setup: &'s Setup,
    looking: Looking,
}

impl<'s> Look<'s> {
    /// Begins to look.
    pub fn begin(setup: &'s Setup, now: Timestamp) -> Self {
        let looking = Setup::look(now);
        Self { setup, looking }
    }

    /// The next request; nothing when all was asked.
    ///
    /// # Errors
    /// When a request cannot be written.
    pub fn asks(&mut self) -> Result<Option<Call>, CannotCall> {
        self.setup.asks(&mut self.looking)
    }

    /// Takes in its answer.
    pub fn hear(&mut self, answer: &Value) {
        self.setup.hear(&mut self.looking, answer);
    }

    /// Whether a refusal is as good as an empty answer; then it was taken in as one.
    pub fn hear_refusal(&mut self, status: u16, code: Option<&str>) -> bool {
        let fine = self.setup.goes_on(&self.looking, status, code);
        if fine {
            self.hear(&Value::Null);
        }
        fine
    }

    /// What is there, by the answers. `holding` is whose secrets this program holds.
    pub fn observed(&self, holding: &BTreeMap<ClientName, Holding>) -> Observed {
        self.setup.read_off(&self.looking, holding)
    }
}

impl Looking {
    fn over(&mut self) {
        self.question += 1;
        self.rows = None;
        self.row = 0;
        self.offset = 0;
    }
}

/// The size of a page, when there is another one.
fn more(question: &Question, answer: &Value) -> Option<u32> {
    let pages = question.pages.as_ref()?;
    let rows = pages.rows.find(answer)?.as_array()?;
    let full = rows.len() >= usize::try_from(pages.size).unwrap_or(usize::MAX);
    (full && !rows.is_empty()).then_some(pages.size)
}

impl Thing {
    fn read(&self, row: &Value) -> (String, String, Vec<String>, Further, Value) {
        let text = |at: &domain::At| at.find(row).map(tasks::text).unwrap_or_default();
        let list = self.list.as_ref().and_then(|at| at.find(row));
        let items = list.and_then(Value::as_array).into_iter().flatten();
        let item = |value: &Value| match &self.item {
            Some(at) => at.find(value).map(tasks::text).unwrap_or_default(),
            None => tasks::text(value),
        };
        let further = self.further.iter().filter_map(|(name, at)| {
            let found = at.find(row).filter(|value| !value.is_null())?;
            Some((name.clone(), found.clone()))
        });
        let mut object = row.clone();
        if let Value::Object(members) = &mut object {
            members.retain(|name, _| !self.ignores.iter().any(|one| one == name));
        }
        (
            text(&self.id),
            text(&self.name),
            items.map(item).collect(),
            further.collect(),
            object,
        )
    }
}

fn instruction(console: &ConsoleStep, change: &Change) -> Instruction {
    // What a person does needs no ids: nothing was looked at for it.
    let values = values::values(
        change,
        Way::There,
        &Observed::default(),
        Timestamp::UNIX_EPOCH,
    );
    let paste = console.paste.iter().map(|(label, template)| Paste {
        label: label.clone(),
        text: tasks::words(template, &values),
    });
    Instruction {
        because: console.because.clone(),
        page: console.page.clone(),
        path: console.path.clone(),
        press: console
            .press
            .iter()
            .map(|one| tasks::words(one, &values))
            .collect(),
        paste: paste
            .filter(|paste| !matches!(paste.text.as_str(), "" | "–"))
            .collect(),
        brings: console.brings.clone(),
        proof: console.proof,
    }
}
