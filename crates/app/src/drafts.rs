//! Requests being written: composed, looked at, and turned into code.

use crate::App;
use crate::convert::count;
use crate::documents::Loaded;
use crate::explorer::slot_place;
use crate::stamping::Stamp;
use crate::wire::{
    AppError, ChosenFile, DraftInput, DraftTarget, HeaderView, PreviewView, Problem, ProblemKind,
    SlotPlace, TicketFieldView,
};
use domain::{OperationKey, Tenant};
use explorer::{
    Composed, Doubts, Draft, FileRef, Free, FreeBody, Home, In, Redactor, Scrubber, Slot,
};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// A draft that can be sent.
pub(crate) struct Made {
    pub composed: Composed,
    pub tenant: Tenant,
    /// The operation, in the document that describes it.
    pub described: Option<Described>,
    /// The draft with what the ticket filled in it.
    pub input: DraftInput,
    /// What that was.
    pub ticket_fields: Vec<TicketFieldView>,
}

/// An operation and its document.
#[derive(Clone)]
pub(crate) struct Described {
    pub loaded: Arc<Loaded>,
    pub key: OperationKey,
}

/// Files a person chose for bodies. Their paths never leave the core.
#[derive(Default)]
pub(crate) struct Files(Mutex<HashMap<String, (PathBuf, FileRef)>>);

/// Larger files are not sent: a body is held in memory while it is.
const MOST_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// The first part of a body that is shown.
const SHOWN_BODY: usize = 64 * 1024;

impl Files {
    fn add(&self, path: PathBuf, size: u64) -> FileRef {
        let mut files = self.0.lock().expect("nothing panics while holding them");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let file = FileRef {
            id: format!("file-{}", files.len() + 1),
            media: mime_guess::from_path(&path).first_raw().map(str::to_owned),
            name,
            size,
        };
        files.insert(file.id.clone(), (path, file.clone()));
        file
    }

    /// A chosen file and where it is.
    pub fn find(&self, id: &str) -> Option<(PathBuf, FileRef)> {
        let files = self.0.lock().expect("nothing panics while holding them");
        files.get(id).cloned()
    }
}

impl App {
    /// Lets the person choose a file for a body; nothing when they chose none.
    ///
    /// # Errors
    /// [`AppError::File`] when it cannot be read, [`AppError::TooLarge`].
    pub async fn draft_choose_file(&self) -> Result<Option<ChosenFile>, AppError> {
        let Some(path) = self.core.ports.desk.pick_file(crate::Wanted::Any).await else {
            return Ok(None);
        };
        let looked = path.clone();
        let about = self.blocking(move |_| std::fs::metadata(looked)).await?;
        let about = about.map_err(|error| AppError::File {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            why: error.kind().to_string(),
        })?;
        if about.len() > MOST_FILE_BYTES {
            return Err(AppError::TooLarge {
                limit_kb: count((MOST_FILE_BYTES / 1024) as usize),
            });
        }
        let file = self.core.files.add(path, about.len());
        Ok(Some(ChosenFile {
            id: file.id,
            name: file.name,
            size: file.size.to_string(),
            media: file
                .media
                .unwrap_or_else(|| "application/octet-stream".to_owned()),
        }))
    }

    /// The request as it would leave.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that keeps the draft from being sent.
    pub async fn draft_preview(&self, draft: DraftInput) -> Result<PreviewView, AppError> {
        let made = self.made(&draft).await?;
        let problems = self.body_problems(&made).await?;
        let Made {
            composed,
            tenant,
            ticket_fields,
            ..
        } = made;
        let redactor = Redactor::new(Scrubber::new());
        let outline = composed.payload.outline();
        let sent = redactor.sent(
            &composed.method,
            &composed.url,
            &composed.headers,
            outline.as_deref(),
        );
        let mut headers = header_views(&sent.headers);
        headers.insert(0, self.credential_mark(&tenant));
        Ok(PreviewView {
            method: sent.method.clone(),
            address: sent.address.clone(),
            headers,
            body: first_part(sent.body.text().unwrap_or_default()),
            effect: composed.effect.into(),
            problems,
            ticket_fields,
        })
    }

    /// A draft put together, or everything that is wrong with it.
    pub(crate) async fn made(&self, input: &DraftInput) -> Result<Made, AppError> {
        let tenant = self.tenant(&input.tenant)?;
        let vendor = self.vendor(&tenant)?;
        let described = match &input.target {
            DraftTarget::Operation {
                document,
                operation,
            } => {
                let (loaded, _) = self.document(document).await?;
                let key = OperationKey::parse(operation).ok_or(AppError::NotFound)?;
                Some(Described { loaded, key })
            }
            DraftTarget::Free { .. } => None,
        };
        let mut input = input.clone();
        let fields = described
            .as_ref()
            .and_then(|one| vendor.catalogue().find(&one.key)?.ticket.clone());
        let ticket_fields = fields.map(|fields| self.stamp(&tenant).fill(&mut input, &fields));
        let place = tenant.place.clone();
        let files = self.files_of(&input)?;
        let composed = self.blocking(move |_| {
            let home = Home {
                place: &place,
                usual_paths: &vendor.manifest().tenant.paths,
            };
            let composed = match (&input.target, &described) {
                (DraftTarget::Free { method, path }, _) => {
                    let headers = free_headers(&input);
                    let body = match (files.get(""), text(&input)) {
                        (Some(file), _) => FreeBody::File(file),
                        (None, Some(text)) => FreeBody::Text(text),
                        (None, None) => FreeBody::None,
                    };
                    let free = Free {
                        method,
                        target: path,
                        headers: &headers,
                        body,
                    };
                    explorer::compose_free(&free, vendor.catalogue(), home)
                }
                (DraftTarget::Operation { .. }, Some(Described { loaded, key })) => {
                    let draft = draft_of(&input, key.clone(), files);
                    explorer::compose(&loaded.document, &draft, vendor.catalogue(), home)
                }
                (DraftTarget::Operation { .. }, None) => Err(Vec::new()),
            };
            (composed, described, input)
        });
        match composed.await? {
            (Ok(composed), described, input) => Ok(Made {
                composed,
                tenant,
                described,
                input,
                ticket_fields: ticket_fields.unwrap_or_default(),
            }),
            (Err(problems), ..) => Err(AppError::Invalid {
                problems: problems.into_iter().map(problem).collect(),
            }),
        }
    }

    /// What a ticket fills in at a tenant.
    fn stamp(&self, tenant: &Tenant) -> Stamp {
        Stamp {
            ticket: self.core.ticket(),
            system: self.settings().ticket_system,
            reason: self.core.open_now(&tenant.id).map(|opened| opened.reason),
        }
    }

    fn files_of(&self, input: &DraftInput) -> Result<BTreeMap<String, FileRef>, AppError> {
        let find = |slot: &crate::wire::FileSlot| {
            let (_, file) = self.core.files.find(&slot.file).ok_or(AppError::NotFound)?;
            Ok((slot.field.clone(), file))
        };
        input.files.iter().map(find).collect()
    }

    /// What stands in for the credential.
    pub(crate) fn credential_mark(&self, tenant: &Tenant) -> HeaderView {
        let method = vendors::find(&tenant.vendor)
            .and_then(|vendor| vendor.manifest().method(&tenant.method));
        let header = method.map_or("authorization", |method| method.sign_in.header.as_str());
        HeaderView {
            name: header.to_ascii_lowercase(),
            value: format!("token of {}", tenant.name),
            secret: true,
        }
    }
}

/// What a request is about, as far as it can be told: what was entered for the last part of its
/// path, a name in its body, or the path's last part.
pub(crate) fn target(draft: &DraftInput, url: &url::Url) -> String {
    let entered = draft.values.iter().rev();
    let entered = entered
        .filter(|value| value.place == SlotPlace::Path)
        .map(|value| value.value.trim())
        .find(|value| !value.is_empty());
    if let Some(entered) = entered {
        return entered.to_owned();
    }
    let named = text(draft)
        .and_then(|body| serde_json::from_str::<serde_json::Value>(body).ok())
        .and_then(|body| {
            let fields = body.as_object()?.iter();
            let mut named = fields.filter(|(name, _)| {
                let name = name.to_ascii_lowercase();
                name == "name" || name == "username" || name.ends_with("name")
            });
            named.find_map(|(_, value)| value.as_str().map(str::to_owned))
        });
    named.unwrap_or_else(|| {
        let mut parts = url.path().rsplit('/');
        let last = parts.find(|part| !part.is_empty()).unwrap_or("/");
        percent_encoding::percent_decode_str(last)
            .decode_utf8_lossy()
            .into_owned()
    })
}

/// The first part of a body, for looking at.
pub(crate) fn first_part(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    Some(text[..text.floor_char_boundary(SHOWN_BODY)].to_owned())
}

fn text(input: &DraftInput) -> Option<&str> {
    input.body.as_deref().filter(|body| !body.trim().is_empty())
}

fn free_headers(input: &DraftInput) -> Vec<(String, String)> {
    let given = input.headers.iter();
    let mut headers: Vec<_> = given
        .filter(|header| !header.name.trim().is_empty())
        .map(|header| (header.name.clone(), header.value.clone()))
        .collect();
    if let Some(media) = input.media.as_ref().filter(|media| !media.is_empty()) {
        headers.push(("content-type".to_owned(), media.clone()));
    }
    headers
}

pub(crate) fn draft_of(
    input: &DraftInput,
    key: OperationKey,
    files: BTreeMap<String, FileRef>,
) -> Draft {
    let mut draft = Draft::new(key);
    draft.values = values(input);
    draft.body = text(input).map(str::to_owned);
    draft.media.clone_from(&input.media);
    for (field, file) in files {
        if field.is_empty() {
            draft.file = Some(file);
        } else {
            draft.files.entry(field).or_default().push(file);
        }
    }
    draft.boundary = Some(boundary());
    if input.anyway {
        draft.doubts = Doubts::SendAnyway;
        draft.separators_agreed = draft.values.keys().cloned().collect();
    }
    draft
}

/// Letters and digits by chance: nobody looks for them in the files.
fn boundary() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("keydesk-{:016x}{:016x}", part(), part())
}

fn values(input: &DraftInput) -> BTreeMap<Slot, String> {
    let place = |place| match place {
        SlotPlace::Path => In::Path,
        SlotPlace::Query => In::Query,
        SlotPlace::Header => In::Header,
        SlotPlace::Cookie => In::Cookie,
    };
    let known = input.values.iter().map(|value| {
        let slot = Slot::new(place(value.place), value.name.clone());
        (slot, value.value.clone())
    });
    let added = input.headers.iter().map(|header| {
        let slot = Slot::new(In::Header, header.name.trim());
        (slot, header.value.clone())
    });
    known
        .chain(added.filter(|(slot, _)| !slot.name.is_empty()))
        .collect()
}

/// Headers as the interface shows them.
pub(crate) fn header_views(all: &[explorer::Header]) -> Vec<HeaderView> {
    let view = |header: &explorer::Header| HeaderView {
        name: header.name.clone(),
        secret: header.value.is_none(),
        value: header
            .value
            .clone()
            .unwrap_or_else(|| "not shown".to_owned()),
    };
    all.iter().map(view).collect()
}

fn problem(problem: explorer::Problem) -> Problem {
    use explorer::ProblemKind as Kind;
    let kind = match problem.kind {
        Kind::Missing | Kind::BodyMissing => ProblemKind::Missing,
        Kind::WrongType { wanted } => ProblemKind::WrongType {
            wanted: wanted.to_owned(),
        },
        Kind::NotOneOf { allowed } => ProblemKind::NotOneOf { allowed },
        Kind::Reserved => ProblemKind::Reserved,
        Kind::Characters => ProblemKind::Characters,
        Kind::Separators => ProblemKind::Separators,
        Kind::Escapes | Kind::NoSuchHole => ProblemKind::Escapes,
        Kind::NotJson { line, .. } => ProblemKind::NotJson { line },
        Kind::NotAForm => ProblemKind::NotJson { line: 1 },
        Kind::NotAnAddress | Kind::NoSuchOperation | Kind::MethodNotSent => {
            ProblemKind::NotAnAddress
        }
    };
    match problem.slot {
        Some(slot) => Problem {
            place: Some(slot_place(slot.place)),
            field: slot.name,
            problem: kind,
        },
        None => Problem {
            field: "body".to_owned(),
            place: None,
            problem: kind,
        },
    }
}
