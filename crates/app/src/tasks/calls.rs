//! One call of a task: composed like anything else that is sent, looked at, and made.

use super::doing::Doing;
use crate::App;
use crate::drafts::{Made, first_part, header_views};
use crate::wire::{
    AppError, DraftInput, DraftTarget, HeaderInput, Meaning, PreviewView, SendProgress,
    TaskDisclosed,
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
    pub(super) async fn task_made(
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
    pub(super) async fn task_request(
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
        let (draft, made) = self.task_made(&doing.tenant, call).await?;
        let request = self.task_request(call, &made.composed).await?;
        let sending = self.begin_sending();
        let watch: Arc<dyn Sink<SendProgress>> = Arc::new(Ignore);
        let came = match self.come(&made, request, &watch).await {
            Ok(came) => came,
            Err(error) => {
                self.note_unanswered(draft, &made, &sending, &error).await?;
                return Err(error);
            }
        };
        let body = tasks::read(&came.answer.response.body);
        let failure = came.answer.failure.clone();
        let kept = self.show(draft, &made, came, &sending, None).await?;
        let view = kept.view();
        doing.exchanges.push(view.line.id.clone());
        if made.composed.effect == Effect::Discloses {
            let held = view.disclosed.iter().map(|value| TaskDisclosed {
                exchange: view.line.id.clone(),
                value: value.clone(),
            });
            doing.disclosed.extend(held);
        }
        let refused = failure.map(|failure| {
            let error = match view.meaning {
                Some(Meaning::Failed { error }) => error,
                Some(Meaning::Fine) | None => AppError::NotFound,
            };
            (failure.status, failure.code, error)
        });
        Ok(Answered { body, refused })
    }
}

/// An answer, as a run hears it.
pub(super) struct Answered {
    pub body: serde_json::Value,
    /// Status, code, and what it means, when the vendor said no.
    pub refused: Option<(u16, Option<String>, AppError)>,
}
