//! Sending what a person wrote, and showing what came back, with every secret already gone.

use crate::App;
use crate::caller::Answer;
use crate::changing::{Proposal, Row};
use crate::checks::documented;
use crate::convert::{millis, moment};
use crate::drafts::{Made, first_part, header_views};
use crate::follow::Beginning;
use crate::told::{cut_short, hops, timing};
use crate::wire::{
    AppError, Documented, DraftInput, DraftTarget, ExchangeLine, ExchangeView, FollowedView,
    HeaderView, Meaning, NotCheckedCause, Problem, ProblemKind, SendProgress, Timing,
};
use domain::{Effect, Secret, Sink, Status, Tenant, Timestamp};
use explorer::{Arriving, BodyText, Composed, Disclosed, FileRef, Redacted, Redactor, Scrubber};
use gateway::{Body, Destination, Event, MOST_STORED, Request, Response};
use secrets::{SecretKey, SecretStore as _};
use sessions::{Held, Session};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An answer and its body, secrets gone.
pub(crate) struct Came {
    pub answer: Answer,
    pub body: BodyText,
    pub redactor: Arc<Redactor>,
    /// What of the body is not shown.
    pub disclosed: Vec<Disclosed>,
}

/// An answer, and what a look at all of its body says.
struct Looked {
    response: Response,
    documented: Documented,
    more_pages: bool,
}

/// As much of an answer stays in memory beside what is kept, for judging it and for holding it
/// against its document.
const JUDGED: usize = 16 * 1024 * 1024;

/// How long a call may take when the person does not say.
const LONGEST_CALL: Duration = Duration::from_secs(600);

/// One request on its way, for telling it afterwards.
pub(crate) struct Sending {
    pub at: Timestamp,
    pub started: tokio::time::Instant,
}

impl App {
    /// Sends a composed request.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TenantLocked`], [`AppError::Cancelled`], or why no answer
    /// came. An answer of any status is no error: what it means is in it.
    pub async fn draft_send(
        &self,
        draft: DraftInput,
        ticket: String,
        watch: Arc<dyn Sink<SendProgress>>,
    ) -> Result<ExchangeView, AppError> {
        let made = self.sendable(&draft).await?;
        self.ticketed(ticket, self.send_made(draft, made, watch))
            .await
    }

    /// A draft that may be sent: what the document has against it, the person has seen.
    pub(crate) async fn sendable(&self, draft: &DraftInput) -> Result<Made, AppError> {
        let made = self.made(draft).await?;
        let problems = self.body_problems(&made).await?;
        if problems.is_empty() {
            return Ok(made);
        }
        if draft.anyway {
            let Composed { method, key, .. } = &made.composed;
            let told = problems.len();
            self.core.ports.journal.note(&format!(
                "{method} {} is sent although its document has {told} things against it",
                key.path
            ));
            return Ok(made);
        }
        let problem = |problem: crate::wire::SchemaProblemView| Problem {
            field: format!("body{}", problem.pointer),
            place: None,
            problem: ProblemKind::AgainstSchema {
                rule: problem.rule,
                expected: problem.expected,
            },
        };
        Err(AppError::Invalid {
            problems: problems.into_iter().map(problem).collect(),
        })
    }

    pub(crate) async fn send_made(
        &self,
        draft: DraftInput,
        made: Made,
        watch: Arc<dyn Sink<SendProgress>>,
    ) -> Result<ExchangeView, AppError> {
        let request = self.request_of(&draft, &made).await?;
        // Lives until the answer is there: what has not left by then may leave no more.
        let _approved = match request.effect {
            Effect::Reads => None,
            Effect::Discloses | Effect::Changes | Effect::Removes => {
                Some(self.propose(proposal_of(&draft, &made, &request)).await?)
            }
        };
        let sending = self.begin_sending();
        match self.come(&made, request, &watch).await {
            Ok(came) => self
                .show(draft, &made, came, sending, None)
                .await
                .map(|kept| kept.view()),
            Err(error) => {
                self.note_unanswered(draft, &made, &sending, &error).await?;
                Err(error)
            }
        }
    }

    pub(crate) fn begin_sending(&self) -> Sending {
        Sending {
            at: self.core.ports.clock.now(),
            started: tokio::time::Instant::now(),
        }
    }

    /// The request of a draft, as it will leave.
    pub(crate) async fn request_of(
        &self,
        draft: &DraftInput,
        made: &Made,
    ) -> Result<Request, AppError> {
        let composed = &made.composed;
        Ok(Request {
            method: composed.method.clone(),
            url: composed.url.clone(),
            headers: composed.headers.clone(),
            body: self.body_of(composed).await?,
            effect: composed.effect,
            safety: composed.safety,
            timeout: Some(timeout(draft)),
            into: Destination::Memory,
        })
    }

    /// Sends one request of a draft and takes its answer in.
    pub(crate) async fn come(
        &self,
        made: &Made,
        request: Request,
        watch: &Arc<dyn Sink<SendProgress>>,
    ) -> Result<Came, AppError> {
        let composed = &made.composed;
        match self.core.sessions.session(&made.tenant.id) {
            Session::Active { .. } | Session::Renewing { .. } => {}
            Session::SignedOut | Session::Talking { .. } | Session::Lapsed { .. } => {
                watch.put(SendProgress::SigningIn);
            }
        }
        let told = Arc::clone(watch);
        let progress = move |event: Event| match event {
            Event::Sent => told.put(SendProgress::Sent),
            Event::Waiting(wait) => told.put(SendProgress::Waiting { ms: millis(wait) }),
            Event::Received(bytes) => told.put(SendProgress::Receiving {
                bytes: bytes.to_string(),
            }),
        };
        let stored = self.stored_secrets(&made.tenant).await?;
        let arriving: Mutex<Option<Arc<Arriving>>> = Mutex::default();
        let folder = self.core.answers_folder();
        let into = |held: &Held| {
            let redactor = Arc::new(Redactor::new(scrubber(&stored, Some(held))));
            let to = Arc::new(Arriving::new(redactor, composed.effect, folder.clone()));
            let mut now = arriving.lock().expect("nothing panics while holding it");
            *now = Some(Arc::clone(&to));
            Destination::Streamed {
                to,
                at_most: MOST_STORED,
                keep: JUDGED,
            }
        };
        let answered = self.call_into(&made.tenant, request, &progress, &into);
        let answer = answered.await?;
        if answer.renewed {
            watch.put(SendProgress::Renewed);
        }
        let redactor = Arc::new(Redactor::new(scrubber(&stored, Some(&answer.held))));
        let arriving = arriving.into_inner().ok().flatten();
        let (body, disclosed) = match arriving.and_then(|arriving| arriving.take()) {
            Some(arrived) => {
                let body = arrived.body.map_err(|kind| AppError::File {
                    name: "answers".to_owned(),
                    why: kind.to_string(),
                })?;
                (body, arrived.disclosed)
            }
            // A refusal stays in memory, so that it can be judged.
            None => return self.in_memory(answer, redactor, composed.effect).await,
        };
        Ok(Came {
            answer,
            body,
            redactor,
            disclosed,
        })
    }

    /// An answer whose body is in memory, as it may be shown.
    pub(crate) async fn in_memory(
        &self,
        answer: Answer,
        redactor: Arc<Redactor>,
        effect: Effect,
    ) -> Result<Came, AppError> {
        self.blocking(move |_| {
            let Response {
                status,
                headers,
                body,
                ..
            } = &answer.response;
            let body = redactor
                .received(*status, headers, body, effect)
                .body
                .clone();
            Came {
                answer,
                body,
                redactor,
                // A refusal discloses nothing that anybody asked for.
                disclosed: Vec::new(),
            }
        })
        .await
    }

    pub(crate) async fn body_of(&self, composed: &Composed) -> Result<Body, AppError> {
        let payload = composed.payload.clone();
        let gathered = self.blocking(move |core| {
            payload.gather(|file: &FileRef| {
                let gone = || AppError::File {
                    name: file.name.clone(),
                    why: String::new(),
                };
                let (path, _) = core.files.find(&file.id).ok_or_else(gone)?;
                let bytes = std::fs::read(path).map_err(|error| AppError::File {
                    name: file.name.clone(),
                    why: error.kind().to_string(),
                })?;
                // What was composed says how long it is.
                if bytes.len() as u64 == file.size {
                    Ok(bytes)
                } else {
                    Err(AppError::Stale)
                }
            })
        });
        Ok(gathered.await??.map_or(Body::Empty, Body::Bytes))
    }

    /// Makes what came into what is shown, and keeps it.
    pub(crate) async fn show(
        &self,
        draft: DraftInput,
        made: &Made,
        came: Came,
        sending: Sending,
        followed: Option<FollowedView>,
    ) -> Result<Arc<crate::answers::Kept>, AppError> {
        let took = sending.started.elapsed();
        let Came {
            answer,
            body,
            redactor,
            disclosed,
        } = came;
        let Answer {
            response,
            failure,
            renewed,
            ..
        } = answer;
        let Looked {
            response,
            documented,
            more_pages,
        } = self.look(made, response, followed.is_some()).await?;
        let response = &response;
        let composed = &made.composed;
        let host = made.tenant.place.origin().authority();
        let meaning = match (&failure, response.fault) {
            (None, None) => Meaning::Fine,
            (None, Some(fault)) => Meaning::Failed {
                error: cut_short(fault, host),
            },
            (Some(failure), _) => Meaning::Failed {
                error: self.refusal(&made.tenant, Some(&composed.key), failure.clone(), response),
            },
        };
        let manifest = self.vendor(&made.tenant)?.manifest();
        let sent = sent(&redactor, composed);
        let received = redactor.received(response.status, &response.headers, b"", composed.effect);
        let target = crate::drafts::target(&draft, &made.composed.url);
        let (draft, line) = self.told(draft, made, &redactor, &sent, &sending, took);
        let view = ExchangeView {
            line: ExchangeLine {
                status: Some(response.status),
                ..line
            },
            request_headers: self.request_headers(&made.tenant, &sent),
            request_body: first_part(sent.body.text().unwrap_or_default()),
            headers: header_views(&received.headers),
            meaning: Some(meaning),
            status_means: manifest
                .statuses
                .get(&Status::new(response.status))
                .cloned(),
            timing: timing(response, renewed),
            hops: hops(&redactor, response),
            via: Some((&response.via).into()),
            body: None,
            documented,
            followed,
            more_pages,
            disclosed: self.core.disclosed.keep(
                &made.tenant.id,
                &target,
                disclosed,
                self.core.ports.clock.now(),
            ),
        };
        let handles = view.disclosed.clone();
        let kept = self.keep_exchange(view, draft, Some(body)).await?;
        self.core.disclosed.bind(&handles, kept.id());
        Ok(kept)
    }

    /// Reads all of an answer's body, where that can say something of it.
    async fn look(
        &self,
        made: &Made,
        response: Response,
        followed: bool,
    ) -> Result<Looked, AppError> {
        if followed {
            // Rows of many answers are no answer of the document's, and there is no next page.
            return Ok(Looked {
                response,
                documented: Documented::NoDocument,
                more_pages: false,
            });
        }
        let described = made.described.clone();
        let method = made.composed.method.clone();
        let beginning = Beginning::of(made);
        self.blocking(move |_| {
            let whole = response.size == response.body.len() as u64;
            let documented = if whole {
                documented(described.as_ref(), &method, &response)
            } else {
                Documented::NotChecked {
                    why: NotCheckedCause::TooLarge,
                }
            };
            Looked {
                documented,
                more_pages: beginning.is_some_and(|list| list.goes_on(&response)),
                response,
            }
        })
        .await
    }

    /// Keeps a request to which no answer came. One that a lock held back never left, and is
    /// nothing to keep.
    pub(crate) async fn note_unanswered(
        &self,
        draft: DraftInput,
        made: &Made,
        sending: &Sending,
        error: &AppError,
    ) -> Result<(), AppError> {
        if matches!(error, AppError::TenantLocked { .. }) {
            return Ok(());
        }
        let took = sending.started.elapsed();
        let stored = self.stored_secrets(&made.tenant).await?;
        let redactor = Redactor::new(scrubber(&stored, None));
        let sent = sent(&redactor, &made.composed);
        let (draft, line) = self.told(draft, made, &redactor, &sent, sending, took);
        let view = ExchangeView {
            line,
            request_headers: self.request_headers(&made.tenant, &sent),
            request_body: first_part(sent.body.text().unwrap_or_default()),
            headers: Vec::new(),
            meaning: Some(Meaning::Failed {
                error: error.clone(),
            }),
            status_means: None,
            timing: Timing {
                dns_ms: None,
                connect_ms: None,
                tls_ms: None,
                wait_ms: millis(took),
                body_ms: 0,
                renewed: false,
                protocol: None,
            },
            hops: Vec::new(),
            via: None,
            body: None,
            documented: Documented::NoDocument,
            followed: None,
            more_pages: false,
            disclosed: Vec::new(),
        };
        self.keep_exchange(view, draft, None).await.map(drop)
    }

    /// The draft as it may be kept, and the line of its exchange without a status.
    fn told(
        &self,
        draft: DraftInput,
        made: &Made,
        redactor: &Redactor,
        sent: &Redacted<explorer::Sent>,
        sending: &Sending,
        took: Duration,
    ) -> (DraftInput, ExchangeLine) {
        let line = ExchangeLine {
            id: String::new(),
            tenant: made.tenant.id.to_string(),
            at: moment(sending.at),
            method: sent.method.clone(),
            address: sent.address.clone(),
            operation: match &draft.target {
                DraftTarget::Operation { operation, .. } => Some(operation.clone()),
                DraftTarget::Free { .. } => None,
            },
            status: None,
            took_ms: millis(took),
            effect: made.composed.effect.into(),
            ticket: self.core.ticket(),
        };
        (crate::redraft::kept(draft, redactor, sent), line)
    }

    fn request_headers(&self, tenant: &Tenant, sent: &Redacted<explorer::Sent>) -> Vec<HeaderView> {
        let mut headers = header_views(&sent.headers);
        headers.insert(0, self.credential_mark(tenant));
        headers
    }

    /// Everything the vault holds of a tenant, for the scrubber.
    pub(crate) async fn stored_secrets(
        &self,
        tenant: &Tenant,
    ) -> Result<Vec<Secret<Vec<u8>>>, AppError> {
        let id = tenant.id.clone();
        self.blocking(move |core| {
            let vault = &core.ports.vault;
            // A vault that does not open gave no secret to this call either.
            let fields = vault.fields(&id).unwrap_or_default();
            let read = |field| {
                vault
                    .read(&SecretKey {
                        tenant: id.clone(),
                        field,
                    })
                    .ok()
                    .flatten()
            };
            fields.into_iter().filter_map(read).collect()
        })
        .await
    }
}

/// What a draft asks a person to approve.
fn proposal_of(draft: &DraftInput, made: &Made, request: &Request) -> Proposal {
    Proposal {
        tenant: made.tenant.clone(),
        what: made.composed.key.to_string(),
        // Nothing says how the other effects are set back.
        reversible: request.effect == Effect::Changes,
        things: 1,
        rows: vec![Row {
            request: request.clone(),
            operation: Some(made.composed.key.clone()),
            target: crate::drafts::target(draft, &request.url),
            changes: Vec::new(),
        }],
    }
}

/// How long a call may take. Large answers need longer than the gateway's usual limit; what comes
/// too slowly still ends.
pub(crate) fn timeout(draft: &DraftInput) -> Duration {
    draft
        .timeout_ms
        .map_or(LONGEST_CALL, |ms| Duration::from_millis(u64::from(ms)))
}

/// Knows the tenant's secrets and its token.
pub(crate) fn scrubber(stored: &[Secret<Vec<u8>>], held: Option<&Held>) -> Scrubber {
    let mut scrubber = Scrubber::new();
    if let Some(held) = held {
        held.lend(|value| {
            scrubber.learn(value.as_bytes());
            // Without its scheme word as well.
            if let Some((_, token)) = value.split_once(' ') {
                scrubber.learn(token.as_bytes());
            }
        });
    }
    for secret in stored {
        secret.lend(|secret| scrubber.learn(secret));
    }
    scrubber
}

fn sent(redactor: &Redactor, composed: &Composed) -> Redacted<explorer::Sent> {
    let outline = composed.payload.outline();
    redactor.sent(
        &composed.method,
        &composed.url,
        &composed.headers,
        outline.as_deref(),
    )
}
