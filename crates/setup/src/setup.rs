//! How one vendor does it: pure translation both ways, from its file.

use crate::change::{Instruction, Paste};
use crate::file::{ConsoleStep, File, How, Rotation, Said};
use crate::values::{self, Way};
use crate::{Change, ClientName, Hand, Kind, Observed, Receipt};
use domain::{Effect, FieldId, MethodId, RequestLine, Timestamp};
use indexmap::IndexMap;
use std::collections::BTreeSet;
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

    pub(crate) fn file(&self) -> &File {
        &self.0
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
