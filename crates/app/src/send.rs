//! Sending what a person wrote, and showing what came back, with every secret already gone.

use crate::App;
use crate::caller::Answer;
use crate::convert::{count, millis, moment};
use crate::documents::Loaded;
use crate::explorer::slot_place;
use crate::wire::{
    AppError, BodyKind, BodySlice, DraftInput, ExchangeLine, ExchangeView, HeaderView, Meaning,
    PreviewView, Problem, ProblemKind, SendProgress, SlotPlace, Timing, Window,
};
use domain::{OperationKey, Secret, Sink, Tenant};
use explorer::{
    Composed, Draft, Exchange, Home, In, Outcome, Received, Redacted, Redactor, Scrubber, Slot,
};
use gateway::{Body, Event, Request};
use secrets::{SecretKey, SecretStore as _};
use sessions::Session;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

/// What was sent since the program started, newest first.
#[derive(Default)]
pub(crate) struct Sent(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    exchanges: VecDeque<Arc<Kept>>,
}

struct Kept {
    id: String,
    /// The operation as its document writes it, for finding it again.
    operation: String,
    exchange: Exchange,
}

/// How many exchanges are kept in memory, and how much of their bodies.
const MOST: usize = 200;
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How many lines come with the answer itself.
const FIRST_LINES: usize = 400;

/// One message stays below 256 kB, however long its lines are.
const SLICE_BYTES: usize = 200_000;

impl Sent {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while holding the exchanges")
    }

    fn keep(&self, operation: String, exchange: Exchange) -> Arc<Kept> {
        let mut state = self.state();
        state.made += 1;
        let kept = Arc::new(Kept {
            id: format!("exchange-{}", state.made),
            operation,
            exchange,
        });
        state.exchanges.push_front(Arc::clone(&kept));
        let mut bytes = 0;
        let enough = state.exchanges.iter().position(|kept| {
            bytes += kept
                .received()
                .map_or(0, |received| received.body.in_memory());
            bytes > MOST_BYTES
        });
        // The newest stays, however large it is.
        let keep = enough.unwrap_or(MOST).clamp(1, MOST);
        state.exchanges.truncate(keep);
        kept
    }

    fn find(&self, id: &str) -> Option<Arc<Kept>> {
        self.state()
            .exchanges
            .iter()
            .find(|kept| kept.id == id)
            .cloned()
    }
}

impl Kept {
    fn received(&self) -> Option<&Redacted<Received>> {
        match &self.exchange.outcome {
            Outcome::Answered(received) => Some(received),
            Outcome::Unanswered => None,
        }
    }

    fn line(&self) -> ExchangeLine {
        ExchangeLine {
            id: self.id.clone(),
            tenant: self.exchange.tenant.to_string(),
            at: moment(self.exchange.at),
            method: self.exchange.request.method.clone(),
            address: self.exchange.request.address.clone(),
            operation: Some(self.operation.clone()),
            status: self.received().map(|received| received.status),
            took_ms: millis(self.exchange.took),
            effect: self.exchange.effect.into(),
        }
    }

    fn slice(&self, from: usize, at_most: usize) -> BodySlice {
        let mut lines = self
            .received()
            // A file that was taken away has no lines any more.
            .and_then(|received| received.body.slice(from as u64, at_most).ok())
            .unwrap_or_default();
        let mut bytes = 0;
        let fit = lines.iter().take_while(|line| {
            bytes += line.len();
            bytes < SLICE_BYTES
        });
        let fit = fit.count().max(1);
        lines.truncate(fit);
        BodySlice {
            from: count(from),
            lines,
        }
    }
}

impl App {
    /// The request as it would leave.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong with the draft.
    pub async fn explorer_preview(&self, draft: DraftInput) -> Result<PreviewView, AppError> {
        let (composed, tenant) = self.composed(&draft).await?;
        let redactor = Redactor::new(Scrubber::new());
        let body = composed.payload.outline();
        let body = body.as_deref();
        let sent = redactor.sent(&composed.method, &composed.url, &composed.headers, body);
        let mut headers = headers(&sent.headers);
        headers.insert(0, self.credential_mark(&tenant));
        let shown = sent.body.text().unwrap_or_default();
        Ok(PreviewView {
            method: sent.method.clone(),
            address: sent.address.clone(),
            headers,
            body: if shown.is_empty() {
                None
            } else {
                Some(shown.to_owned())
            },
            effect: composed.effect.into(),
        })
    }

    /// Sends a composed request.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::TenantLocked`], [`AppError::Cancelled`], or why no answer
    /// came. An answer of any status is no error: what it means is in it.
    pub async fn explorer_send(
        &self,
        draft: DraftInput,
        ticket: String,
        watch: Arc<dyn Sink<SendProgress>>,
    ) -> Result<ExchangeView, AppError> {
        let (composed, tenant) = self.composed(&draft).await?;
        let sending = self.send_composed(draft.operation, composed, tenant, watch);
        self.ticketed(ticket, sending).await
    }

    /// Some lines of an answer's body.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no longer kept.
    pub async fn explorer_body(
        &self,
        exchange: String,
        window: Window,
    ) -> Result<BodySlice, AppError> {
        let kept = self.core.sent.find(&exchange).ok_or(AppError::NotFound)?;
        Ok(kept.slice(window.from as usize, window.at_most.min(2_000) as usize))
    }

    /// The last requests sent since the program started, newest first.
    ///
    /// # Errors
    /// None.
    pub async fn explorer_recent(
        &self,
        tenant: Option<String>,
        window: Window,
    ) -> Result<Vec<ExchangeLine>, AppError> {
        let state = self.core.sent.state();
        let wanted = |kept: &&Arc<Kept>| {
            tenant
                .as_ref()
                .is_none_or(|tenant| kept.exchange.tenant.as_str() == tenant)
        };
        let part = state
            .exchanges
            .iter()
            .filter(wanted)
            .skip(window.from as usize);
        Ok(part
            .take(window.at_most.min(500) as usize)
            .map(|kept| kept.line())
            .collect())
    }

    async fn composed(&self, input: &DraftInput) -> Result<(Composed, Tenant), AppError> {
        let (loaded, _) = self.document(&input.document).await?;
        let tenant = self.tenant(&input.tenant)?;
        let vendor = self.vendor(&tenant)?;
        let operation = OperationKey::parse(&input.operation).ok_or(AppError::NotFound)?;
        let mut draft = Draft::new(operation);
        draft.values = values(input);
        draft.body = input.body.clone().filter(|body| !body.trim().is_empty());
        draft.media = input.media.clone();
        let place = tenant.place.clone();
        let composed = self.blocking(move |_| {
            let Loaded { document, .. } = loaded.as_ref();
            let usual_paths = &vendor.manifest().tenant.paths;
            let home = Home {
                place: &place,
                usual_paths,
            };
            explorer::compose(document, &draft, vendor.catalogue(), home)
        });
        match composed.await? {
            Ok(composed) => Ok((composed, tenant)),
            Err(problems) => Err(AppError::Invalid {
                problems: problems.into_iter().map(problem).collect(),
            }),
        }
    }

    async fn send_composed(
        &self,
        operation: String,
        composed: Composed,
        tenant: Tenant,
        watch: Arc<dyn Sink<SendProgress>>,
    ) -> Result<ExchangeView, AppError> {
        let key = composed.key.clone();
        let effect = composed.effect;
        // No draft that comes here has files yet.
        let body = composed.payload.gather(|_| Err(AppError::NotFound))?;
        let request = Request {
            method: composed.method.clone(),
            url: composed.url.clone(),
            headers: composed.headers.clone(),
            body: body.map_or(Body::Empty, Body::Bytes),
            effect,
            safety: composed.safety,
            timeout: None,
            into: gateway::Destination::Memory,
        };
        match self.core.sessions.session(&tenant.id) {
            Session::Active { .. } | Session::Renewing { .. } => {}
            Session::SignedOut | Session::Talking | Session::Lapsed { .. } => {
                watch.put(SendProgress::SigningIn);
            }
        }
        let at = self.core.ports.clock.now();
        let started = tokio::time::Instant::now();
        let told = Arc::clone(&watch);
        let progress = move |event: Event| match event {
            Event::Sent => told.put(SendProgress::Sent),
            Event::Waiting(wait) => told.put(SendProgress::Waiting { ms: millis(wait) }),
            // The body's progress is told by its end; most answers are here at once.
            Event::Received(_) => {}
        };
        let answered = self.call(&tenant, request, &progress).await;
        let took = started.elapsed();
        let redactor = self.redactor(&tenant, answered.as_ref().ok()).await?;
        let body = composed.payload.outline();
        let body = body.as_deref();
        let sent = redactor.sent(&composed.method, &composed.url, &composed.headers, body);
        let exchange = |outcome| Exchange {
            tenant: tenant.id.clone(),
            at,
            operation: Some(key.clone()),
            effect,
            request: sent,
            outcome,
            took,
        };
        let answer = match answered {
            Ok(answer) => answer,
            Err(error) => {
                // A request that a lock held back never left, and is nothing to keep.
                if !matches!(error, AppError::TenantLocked { .. }) {
                    self.core
                        .sent
                        .keep(operation, exchange(Outcome::Unanswered));
                }
                return Err(error);
            }
        };
        if answer.renewed {
            watch.put(SendProgress::Renewed);
        }
        let response = &answer.response;
        let meaning = match &answer.failure {
            None => Meaning::Fine,
            Some(failure) => Meaning::Failed {
                error: self.refusal(&tenant, Some(&key), failure.clone(), response),
            },
        };
        let received =
            redactor.received(response.status, &response.headers, &response.body, effect);
        let timing = Timing {
            wait_ms: millis(response.timing.wait),
            body_ms: millis(response.timing.body),
            renewed: answer.renewed,
        };
        let mark = self.credential_mark(&tenant);
        let kept = self
            .core
            .sent
            .keep(operation, exchange(Outcome::Answered(received)));
        Ok(view(&kept, meaning, timing, mark))
    }

    /// A redactor that knows the tenant's secrets and its token.
    async fn redactor(
        &self,
        tenant: &Tenant,
        answer: Option<&Answer>,
    ) -> Result<Redactor, AppError> {
        let mut scrubber = Scrubber::new();
        if let Some(answer) = answer {
            answer.held.lend(|value| {
                scrubber.learn(value.as_bytes());
                // Without its scheme word as well.
                if let Some((_, token)) = value.split_once(' ') {
                    scrubber.learn(token.as_bytes());
                }
            });
        }
        let id = tenant.id.clone();
        let secrets: Vec<Secret<Vec<u8>>> = self
            .blocking(move |core| {
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
            .await?;
        for secret in &secrets {
            secret.lend(|secret| scrubber.learn(secret));
        }
        Ok(Redactor::new(scrubber))
    }

    /// What stands in for the credential.
    fn credential_mark(&self, tenant: &Tenant) -> HeaderView {
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

fn view(kept: &Kept, meaning: Meaning, timing: Timing, mark: HeaderView) -> ExchangeView {
    let mut request_headers = headers(&kept.exchange.request.headers);
    request_headers.insert(0, mark);
    let received = kept.received();
    ExchangeView {
        line: kept.line(),
        request_headers,
        headers: received
            .map(|received| headers(&received.headers))
            .unwrap_or_default(),
        meaning,
        timing,
        body: received.map_or(BodyKind::Empty, |received| match received.body.kind() {
            explorer::BodyKind::Empty => BodyKind::Empty,
            explorer::BodyKind::Json => BodyKind::Json,
            explorer::BodyKind::Xml => BodyKind::Xml,
            explorer::BodyKind::Html => BodyKind::Html,
            explorer::BodyKind::Text => BodyKind::Text,
            explorer::BodyKind::Image | explorer::BodyKind::Binary => BodyKind::Binary,
        }),
        size: received
            .map_or(0, |received| received.body.size())
            .to_string(),
        lines: received.map_or(0, |received| {
            u32::try_from(received.body.lines()).unwrap_or(u32::MAX)
        }),
        first: kept.slice(0, FIRST_LINES),
    }
}

fn headers(all: &[explorer::Header]) -> Vec<HeaderView> {
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

fn values(input: &DraftInput) -> BTreeMap<Slot, String> {
    let place = |place| match place {
        SlotPlace::Path => In::Path,
        SlotPlace::Query => In::Query,
        SlotPlace::Header => In::Header,
        SlotPlace::Cookie => In::Cookie,
    };
    let slot = |value: &crate::wire::SlotValue| {
        (
            Slot::new(place(value.place), value.name.clone()),
            value.value.clone(),
        )
    };
    input.values.iter().map(slot).collect()
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
        Kind::Escapes | Kind::Separators | Kind::NoSuchHole => ProblemKind::Escapes,
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
