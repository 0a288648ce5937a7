//! One call of a task: composed like anything else that is sent, looked at, and made.

use super::doing::Doing;
use crate::App;
use crate::drafts::{Made, first_part, header_views};
use crate::wire::{
    AppError, DisclosedView, DraftInput, DraftTarget, HeaderInput, Meaning, PreviewView,
    SendProgress, TaskDisclosed,
};
use domain::{Effect, Ignore, Secret, Sink, Tenant};
use explorer::{Composed, Redactor, Scrubber};
use gateway::{Body, Destination, Request};
use std::sync::Arc;
use tasks::Call;

/// What a task accepts as an answer.
const ACCEPTS: &str = "application/json, application/xml;q=0.9, */*;q=0.5";

impl App {
    pub(super) fn task_preview_of(&self, tenant: &Tenant, composed: &Composed) -> PreviewView {
        let redactor = Redactor::new(Scrubber::new());
        let outline = composed.payload.outline();
        let Composed {
            method,
            url,
            headers,
            ..
        } = composed;
        let sent = redactor.sent(method, url, headers, outline.as_deref());
        let mut headers = header_views(&sent.headers);
        headers.insert(0, self.credential_mark(tenant));
        PreviewView {
            method: sent.method.clone(),
            address: sent.address.clone(),
            headers,
            body: first_part(sent.body.text().unwrap_or_default()),
            effect: composed.effect.into(),
            problems: Vec::new(),
            ticket_fields: Vec::new(),
        }
    }

    /// A call of a task, put together like anything else that is sent; secrets are marks in it.
    pub(crate) async fn task_made(
        &self,
        tenant: &Tenant,
        call: &Call,
    ) -> Result<(DraftInput, Made), AppError> {
        let draft = DraftInput {
            tenant: tenant.id.to_string(),
            target: DraftTarget::Free {
                method: call.operation.method.clone(),
                path: format!("{}{}", tenant.place.path(), call.target),
            },
            values: Vec::new(),
            headers: vec![HeaderInput {
                name: "accept".to_owned(),
                value: ACCEPTS.to_owned(),
            }],
            body: call.shown.clone(),
            media: call.media.map(|media| media.media().to_owned()),
            files: Vec::new(),
            timeout_ms: None,
            anyway: false,
        };
        let mut made = self.made(&draft).await?;
        // The catalogue says of the file's operation what it does, and of the finished address; the
        // graver of both counts.
        made.composed.effect = made.composed.effect.max(call.effect);
        Ok((draft, made))
    }

    /// What leaves: the composed request, with its secrets where the marks are.
    pub(crate) async fn task_request(
        &self,
        call: &Call,
        composed: &Composed,
    ) -> Result<Request, AppError> {
        let body = match &call.body {
            // Kept apart, so that no view of the request has it.
            Some(secret) if call.has_secrets() => {
                Body::Secret(secret.lend(|body| Secret::new(body.clone().into_bytes())))
            }
            Some(_) | None => self.body_of(composed).await?,
        };
        Ok(Request {
            method: composed.method.clone(),
            url: composed.url.clone(),
            headers: composed.headers.clone(),
            body,
            effect: composed.effect,
            safety: composed.safety,
            timeout: None,
            into: Destination::Memory,
        })
    }

    /// Makes a call of a task, and keeps it in the history like any other.
    pub(super) async fn task_call(
        &self,
        doing: &mut Doing,
        call: &Call,
    ) -> Result<Answered, AppError> {
        let called = self.call_made(&doing.tenant, call, Revealing::Kept).await?;
        let Called {
            answered,
            exchange,
            disclosed,
        } = called;
        let held = disclosed.into_iter().map(|value| TaskDisclosed {
            exchange: exchange.clone(),
            value,
        });
        doing.disclosed.extend(held);
        doing.exchanges.push(exchange);
        Ok(answered)
    }

    /// Makes a call written out by a file's words, and keeps it in the history.
    pub(crate) async fn call_made(
        &self,
        tenant: &Tenant,
        call: &Call,
        revealing: Revealing,
    ) -> Result<Called, AppError> {
        let (draft, made) = self.task_made(tenant, call).await?;
        let request = self.task_request(call, &made.composed).await?;
        let sending = self.begin_sending();
        let watch: Arc<dyn Sink<SendProgress>> = Arc::new(Ignore);
        let mut came = match self.come(&made, request, &watch).await {
            Ok(came) => came,
            Err(error) => {
                self.note_unanswered(draft, &made, &sending, &error).await?;
                return Err(error);
            }
        };
        if revealing == Revealing::Never {
            came.disclosed.clear();
        }
        let body = tasks::read(&came.answer.response.body);
        let failure = came.answer.failure.clone();
        let kept = self.show(draft, &made, came, &sending, None).await?;
        let view = kept.view();
        let refused = failure.map(|failure| {
            let error = match view.meaning {
                Some(Meaning::Failed { error }) => error,
                Some(Meaning::Fine) | None => AppError::NotFound,
            };
            (failure.status, failure.code, error)
        });
        let discloses = made.composed.effect == Effect::Discloses;
        Ok(Called {
            answered: Answered { body, refused },
            exchange: view.line.id,
            disclosed: if discloses {
                view.disclosed
            } else {
                Vec::new()
            },
        })
    }
}

/// Whether what an answer discloses may be shown to a person later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Revealing {
    /// For a while, with a reason.
    Kept,
    /// It goes into the vault, and from there nowhere.
    Never,
}

/// A call that was answered.
pub(crate) struct Called {
    pub answered: Answered,
    /// Under which it is kept in the history.
    pub exchange: String,
    /// What of it may be shown.
    pub disclosed: Vec<DisclosedView>,
}

/// An answer, as a run hears it.
pub(crate) struct Answered {
    pub body: serde_json::Value,
    /// Status, code, and what it means, when the vendor said no.
    pub refused: Option<(u16, Option<String>, AppError)>,
}
