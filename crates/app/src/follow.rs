//! Following a list to its end, into one body.

use crate::App;
use crate::answers::Kept;
use crate::caller::Answer;
use crate::convert::count;
use crate::drafts::Made;
use crate::send::{Came, scrubber, timeout};
use crate::wire::{AppError, DraftInput, ExchangeView, FollowEnd, FollowedView, SendProgress};
use domain::{Effect, Ignore, Place, Secret, Sink};
use explorer::{End, Follow, Merge, Next, Redactor, Spool, Turning};
use gateway::{Destination, HeaderMap, HeaderValue, Request, Response};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// Nobody reads more, and every page is a call.
const MOST_PAGES: u32 = 1_000;

/// A longer answer is not looked at for a next page.
const LOOKED_AT: usize = 4 * 1024 * 1024;

impl App {
    /// Sends a composed request and follows its pages to the end, or so many of them. Only what
    /// reads is followed; anything else is sent once, as [`App::draft_send`] does.
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
            let sent = self.send_made(draft, made, watch);
            return self.ticketed(ticket, sent).await;
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
        let Some(beginning) = Beginning::of(&made) else {
            let request = self.request_of(&draft, &made).await?;
            let came = self.come(&made, request, &watch).await?;
            return self.show(draft, &made, came, sending, None).await;
        };
        let composed = &made.composed;
        let mut url = composed.url.clone();
        let mut following = Following {
            follow: beginning.follow(pages as usize),
            stored: self.stored_secrets(&made.tenant).await?,
            effect: composed.effect,
            first: None,
            put_back: Vec::new(),
        };
        watch.put(SendProgress::Sent);
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
            let answer = match self.call(&made.tenant, request, &Ignore).await {
                Ok(answer) => answer,
                Err(AppError::Cancelled) => return Err(AppError::Cancelled),
                Err(_) if following.first.is_some() => break FollowEnd::Failed,
                Err(error) => {
                    self.note_unanswered(draft, &made, &sending, &error).await?;
                    return Err(error);
                }
            };
            let taken = self.blocking(move |core| {
                let page = following.page(answer, core.answers_folder());
                (following, page)
            });
            let page;
            (following, page) = taken.await?;
            match page? {
                Page::NoList(answer) => {
                    let redactor = following.redactor(&answer);
                    let came = self.in_memory(*answer, redactor, composed.effect).await?;
                    return self.show(draft, &made, came, sending, None).await;
                }
                Page::Last(end) => break end,
                Page::Next(next) => url = next,
            }
            watch.put(SendProgress::Following {
                pages: count(following.follow.pages()),
                rows: u32::try_from(following.follow.rows()).unwrap_or(u32::MAX),
            });
        };
        let finished = self.blocking(move |_| following.finish(ended)).await?;
        let (came, followed) = finished?.ok_or_else(|| self.bug("nothing was followed"))?;
        self.show(draft, &made, came, sending, Some(followed)).await
    }
}

/// Pages on their way to one body. Reading one takes a moment: not on the async threads.
struct Following {
    follow: Follow,
    stored: Vec<Secret<Vec<u8>>>,
    effect: Effect,
    first: Option<First>,
    put_back: Vec<String>,
}

/// The first answer, which the others are put behind.
struct First {
    answer: Answer,
    redactor: Arc<Redactor>,
    merge: Merge,
}

/// What a page was.
enum Page {
    /// The first answer, and no page of a list.
    NoList(Box<Answer>),
    /// The last one.
    Last(FollowEnd),
    /// One that another follows.
    Next(Url),
}

impl Following {
    /// Takes a page's rows, the first of them into a new body in `folder`.
    fn page(&mut self, answer: Answer, folder: PathBuf) -> Result<Page, AppError> {
        let body = self.clean(&answer);
        let read = serde_json::from_slice::<Value>(&body).ok();
        let Some(read) = read.filter(|_| answer.failure.is_none()) else {
            return Ok(self.no_page(answer));
        };
        let Response { url, headers, .. } = &answer.response;
        let next = self.follow.next(url, headers, &read);
        match next {
            Next::End(End::NoRows) => return Ok(self.no_page(answer)),
            Next::End(End::Repeated) if self.follow.pages() > 1 => {
                return Ok(Page::Last(FollowEnd::Repeated));
            }
            Next::End(_) | Next::Page { .. } => {}
        }
        let begun = self.first.is_none();
        if begun {
            let redactor = self.redactor(&answer);
            let merge = begin(&redactor, self.effect, folder)?;
            self.first = Some(First {
                answer,
                redactor,
                merge,
            });
        }
        let items = self.follow.items();
        let merge = self.first.as_mut().map(|first| &mut first.merge);
        if merge.is_none_or(|merge| merge.page(&body, &read, items).is_err()) {
            // The first answer as it is says more than a list that could not be begun.
            let first = self.first.take_if(|_| begun);
            return Ok(match first {
                Some(first) => Page::NoList(Box::new(first.answer)),
                None => Page::Last(FollowEnd::Failed),
            });
        }
        Ok(match next {
            Next::Page { url, put_back } => {
                self.put_back.extend(put_back);
                Page::Next(url)
            }
            Next::End(end) => Page::Last(ended(&end)),
        })
    }

    /// The body of a page without a token that came after the first: the body that all pages
    /// become only knows the first.
    fn clean(&self, answer: &Answer) -> Vec<u8> {
        let body = &answer.response.body;
        match &self.first {
            Some(first) if first.answer.held.serial() != answer.held.serial() => {
                scrubber(&[], Some(&answer.held)).bytes(body)
            }
            Some(_) | None => body.clone(),
        }
    }

    fn no_page(&self, answer: Answer) -> Page {
        if self.first.is_some() {
            Page::Last(FollowEnd::Failed)
        } else {
            Page::NoList(Box::new(answer))
        }
    }

    fn redactor(&self, answer: &Answer) -> Arc<Redactor> {
        Arc::new(Redactor::new(scrubber(&self.stored, Some(&answer.held))))
    }

    /// The rows of all pages as the body of the first answer; nothing when there was none.
    fn finish(mut self, ended: FollowEnd) -> Result<Option<(Came, FollowedView)>, AppError> {
        let Some(first) = self.first else {
            return Ok(None);
        };
        self.put_back.sort_unstable();
        self.put_back.dedup();
        let followed = FollowedView {
            pages: count(self.follow.pages()),
            rows: u32::try_from(first.merge.rows()).unwrap_or(u32::MAX),
            ended,
            put_back: self.put_back,
        };
        let came = Came {
            answer: first.answer,
            body: first.merge.finish().map_err(|error| not_kept(&error))?,
            redactor: first.redactor,
            disclosed: Vec::new(),
        };
        Ok(Some((came, followed)))
    }
}

fn begin(redactor: &Arc<Redactor>, effect: Effect, folder: PathBuf) -> Result<Merge, AppError> {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    let spool = Spool::new(Arc::clone(redactor), &headers, effect, folder);
    Merge::into(spool).map_err(|error| not_kept(&error))
}

fn not_kept(error: &std::io::Error) -> AppError {
    AppError::File {
        name: "answers".to_owned(),
        why: error.kind().to_string(),
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

/// Where a list begins, and how this vendor turns its pages.
pub(crate) struct Beginning {
    turning: Turning,
    home: Place,
    url: Url,
}

impl Beginning {
    /// Of a draft that reads, when its vendor's way of paging is known.
    pub fn of(made: &Made) -> Option<Self> {
        let vendor = vendors::find(&made.tenant.vendor)?;
        let paging = vendor.manifest().paging.clone()?;
        (made.composed.effect == Effect::Reads).then(|| Self {
            turning: Turning::Manifest(paging),
            home: made.tenant.place.clone(),
            url: made.composed.url.clone(),
        })
    }

    fn follow(self, pages: usize) -> Follow {
        Follow::new(self.turning, self.home, self.url, pages)
    }

    /// Whether another page follows an answer.
    pub fn goes_on(self, response: &Response) -> bool {
        if response.status >= 300 || response.body.len() > LOOKED_AT {
            return false;
        }
        let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
            return false;
        };
        let mut follow = self.follow(usize::MAX);
        let next = follow.next(&response.url, &response.headers, &body);
        matches!(next, Next::Page { .. })
    }
}
