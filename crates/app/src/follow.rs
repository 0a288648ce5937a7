//! Following a list to its end, into one body.

use crate::App;
use crate::answers::Kept;
use crate::convert::count;
use crate::drafts::Made;
use crate::send::{Came, scrubber, timeout};
use crate::wire::{AppError, DraftInput, ExchangeView, FollowEnd, FollowedView, SendProgress};
use domain::{Effect, Ignore, Paging, Sink};
use explorer::{BodyText, End, Follow, Merge, Next, Redactor, Spool, Turning};
use gateway::{Destination, HeaderMap, HeaderValue, Request, Response};
use serde_json::Value;
use std::sync::Arc;

/// Nobody reads more, and every page is a call.
const MOST_PAGES: u32 = 1_000;

/// A longer answer is not looked at for a next page.
const LOOKED_AT: usize = 4 * 1024 * 1024;

impl App {
    /// Sends a composed request and follows its pages to the end, or so many of them. Only what
    /// reads is followed.
    ///
    /// # Errors
    /// As [`App::draft_send`]. When a later page does not come, what came before is the answer.
    pub async fn draft_follow(
        &self,
        draft: DraftInput,
        pages: u32,
        ticket: String,
        watch: Arc<dyn Sink<SendProgress>>,
    ) -> Result<ExchangeView, AppError> {
        let made = self.sendable(&draft).await?;
        if made.composed.effect != Effect::Reads {
            return Err(AppError::TenantLocked {
                effect: made.composed.effect.into(),
            });
        }
        let following = self.follow_made(draft, made, pages.clamp(1, MOST_PAGES), watch);
        let kept = self.ticketed(ticket, following).await?;
        Ok(kept.view())
    }

    async fn follow_made(
        &self,
        draft: DraftInput,
        made: Made,
        pages: u32,
        watch: Arc<dyn Sink<SendProgress>>,
    ) -> Result<Arc<Kept>, AppError> {
        let sending = self.begin_sending();
        let Some(turning) = turning(&made) else {
            let came = self.come(&draft, &made, &made.composed, &watch).await?;
            return self.show(draft, &made, came, sending, None).await;
        };
        let composed = &made.composed;
        let home = made.tenant.place.clone();
        let mut follow = Follow::new(turning, home, composed.url.clone(), pages as usize);
        let items = follow.items().clone();
        let stored = self.stored_secrets(&made.tenant).await?;
        let mut merging: Option<(Merge, Came)> = None;
        let mut put_back: Vec<String> = Vec::new();
        let mut url = composed.url.clone();
        let ended = loop {
            let request = Request {
                method: composed.method.clone(),
                url: url.clone(),
                headers: composed.headers.clone(),
                body: self.body_of(composed).await?,
                effect: composed.effect,
                safety: composed.safety,
                timeout: Some(timeout(&draft)),
                into: Destination::Memory,
            };
            if merging.is_none() {
                watch.put(SendProgress::Sent);
            }
            let answer = match self.call(&made.tenant, request, &Ignore).await {
                Ok(answer) => answer,
                Err(AppError::Cancelled) => return Err(AppError::Cancelled),
                Err(_) if merging.is_some() => break FollowEnd::Failed,
                Err(error) => {
                    self.note_unanswered(draft, &made, &sending, &error).await?;
                    return Err(error);
                }
            };
            let read: Option<Value> = serde_json::from_slice(&answer.response.body).ok();
            let fine = answer.failure.is_none();
            let (Some(read), true) = (read, fine) else {
                if merging.is_some() {
                    break FollowEnd::Failed;
                }
                let redactor = Arc::new(Redactor::new(scrubber(&stored, Some(&answer.held))));
                let came = whole(answer, redactor, composed.effect);
                return self.show(draft, &made, came, sending, None).await;
            };
            let next = follow.next(&answer.response.url, &answer.response.headers, &read);
            if matches!(next, Next::End(End::Repeated)) && follow.pages() > 1 {
                break FollowEnd::Repeated;
            }
            if merging.is_none() {
                let redactor = Arc::new(Redactor::new(scrubber(&stored, Some(&answer.held))));
                if matches!(next, Next::End(End::NoRows)) {
                    let came = whole(answer, redactor, composed.effect);
                    return self.show(draft, &made, came, sending, None).await;
                }
                let merge = self.merge(&redactor, composed.effect)?;
                let body = answer.response.body.clone();
                merging = Some((merge, whole(answer, redactor, composed.effect)));
                take(self, merging.as_mut(), &body, &read, &items)?;
            } else {
                let taken = take(self, merging.as_mut(), &answer.response.body, &read, &items);
                if taken.is_err() {
                    break FollowEnd::Failed;
                }
            }
            watch.put(SendProgress::Following {
                pages: count(follow.pages()),
                rows: u32::try_from(follow.rows()).unwrap_or(u32::MAX),
            });
            match next {
                Next::Page {
                    url: further,
                    put_back: lost,
                } => {
                    put_back.extend(lost);
                    url = further;
                }
                Next::End(end) => break ended(&end),
            }
        };
        let (merge, mut came) = merging.ok_or_else(|| self.bug("nothing was followed"))?;
        let rows = u32::try_from(merge.rows()).unwrap_or(u32::MAX);
        let failed = |error: std::io::Error| AppError::File {
            name: String::new(),
            why: error.kind().to_string(),
        };
        came.body = self
            .blocking(move |_| merge.finish())
            .await?
            .map_err(failed)?;
        put_back.sort_unstable();
        put_back.dedup();
        let followed = FollowedView {
            pages: count(follow.pages()),
            rows,
            ended,
            put_back,
        };
        self.show(draft, &made, came, sending, Some(followed)).await
    }

    fn merge(&self, redactor: &Arc<Redactor>, effect: Effect) -> Result<Merge, AppError> {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        let folder = self.core.answers_folder();
        let spool = Spool::new(Arc::clone(redactor), &headers, effect, folder);
        Merge::into(spool).map_err(|error| AppError::File {
            name: String::new(),
            why: error.kind().to_string(),
        })
    }
}

fn take(
    app: &App,
    merging: Option<&mut (Merge, Came)>,
    body: &[u8],
    read: &Value,
    items: &domain::At,
) -> Result<(), AppError> {
    let (merge, _) = merging.ok_or_else(|| app.bug("a page came before the first"))?;
    merge
        .page(body, read, items)
        .map(drop)
        .map_err(|_| AppError::NotFound)
}

fn whole(answer: crate::caller::Answer, redactor: Arc<Redactor>, effect: Effect) -> Came {
    let response = &answer.response;
    let received = redactor.received(response.status, &response.headers, &response.body, effect);
    let body: BodyText = received.body.clone();
    Came {
        answer,
        body,
        redactor,
    }
}

fn ended(end: &End) -> FollowEnd {
    match end {
        End::Whole => FollowEnd::Last,
        End::Cap => FollowEnd::Cap,
        End::Repeated => FollowEnd::Repeated,
        End::LeavesHome { .. } => FollowEnd::Elsewhere,
        End::NoRows => FollowEnd::Failed,
    }
}

fn turning(made: &Made) -> Option<Turning> {
    let vendor = vendors::find(&made.tenant.vendor)?;
    let paging: Option<&Paging> = vendor.manifest().paging.as_ref();
    paging.cloned().map(Turning::Manifest)
}

/// Whether an answer has a next page, as far as this vendor's way of paging is known.
pub(crate) fn has_next(made: &Made, response: &Response) -> bool {
    let reads = made.composed.effect == Effect::Reads && response.status < 300;
    let Some(turning) = turning(made).filter(|_| reads) else {
        return false;
    };
    if response.body.len() > LOOKED_AT {
        return false;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
        return false;
    };
    let home = made.tenant.place.clone();
    let mut follow = Follow::new(turning, home, made.composed.url.clone(), usize::MAX);
    let next = follow.next(&response.url, &response.headers, &body);
    matches!(next, Next::Page { .. })
}
