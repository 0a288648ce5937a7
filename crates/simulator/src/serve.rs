use crate::document::Documents;
use crate::faults::Carries;
use crate::habits::Habits;
use crate::heard::{Outcome, heard};
use crate::{
    Answered, Asked, Fault, FaultKind, Faults, Requests, VirtualClock, World, otherwise, pairs,
    times,
};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The largest body a tenant reads.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// One simulated tenant, shared by its listeners.
pub(crate) struct Tenant {
    pub(crate) vendor: String,
    pub(crate) clock: VirtualClock,
    pub(crate) faults: Faults,
    pub(crate) requests: Requests,
    pub(crate) connections: AtomicU64,
    pub(crate) play: Mutex<Play>,
}

/// What answers.
pub(crate) struct Play {
    pub(crate) world: World,
    pub(crate) habits: Option<Box<dyn Habits>>,
    pub(crate) documents: Documents,
}

/// The connection a request came on.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) connection: u64,
    pub(crate) origin: String,
    pub(crate) address: Option<String>,
}

/// The connection ends here, without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped")]
pub(crate) struct Dropped;

impl Tenant {
    pub(crate) async fn serve(
        &self,
        request: Request<Incoming>,
        seen: &Seen,
    ) -> Result<Response<Full<Bytes>>, Dropped> {
        let version = format!("{:?}", request.version());
        let asked = self.asked(request, seen).await?;
        let asked = match asked {
            Ok(asked) => asked,
            Err(answered) => return Ok(self.sent(answered)),
        };
        let (pending, carried) = {
            let play = self.play();
            let heard = heard(&asked, &play.world, seen.connection, version);
            let carried = play.world.tokens.carried(&asked, asked.now);
            (self.requests.push(heard), carried)
        };
        let carries = match carried {
            Some(_) => Carries::Token,
            None => Carries::Nothing,
        };
        let faults = self.faults.striking(&asked, carries);
        if let Some(wait) = faults.iter().filter_map(lateness).max() {
            tokio::time::sleep(wait).await;
        }
        match self.answer(&asked, &faults, carried.as_deref()) {
            Ok(answered) => {
                pending.ends(Outcome::Answered {
                    status: answered.status,
                });
                Ok(self.sent(answered))
            }
            Err(dropped) => {
                pending.ends(Outcome::Dropped);
                Err(dropped)
            }
        }
    }

    pub(crate) fn play(&self) -> MutexGuard<'_, Play> {
        self.play.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The request read to its end, or the answer to one that is too large.
    async fn asked(
        &self,
        request: Request<Incoming>,
        seen: &Seen,
    ) -> Result<Result<Asked, Answered>, Dropped> {
        let (head, body) = request.into_parts();
        let body = match Limited::new(body, BODY_LIMIT).collect().await {
            Ok(body) => body.to_bytes().to_vec(),
            Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                return Ok(Err(Answered::empty(413)));
            }
            // The client went away in the middle of its own body.
            Err(_) => return Err(Dropped),
        };
        let headers = head.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Ok(Ok(Asked {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: pairs(head.uri.query().unwrap_or_default()),
            headers: headers.collect(),
            body,
            now: self.clock.now(),
            origin: seen.origin.clone(),
            address: seen.address.clone(),
        }))
    }

    fn answer(
        &self,
        asked: &Asked,
        faults: &[Fault],
        carried: Option<&str>,
    ) -> Result<Answered, Dropped> {
        let mut play = self.play();
        let Play {
            world,
            habits,
            documents,
        } = &mut *play;
        let strikes = |name| faults.iter().find(|fault| fault.name == name);
        if let (Some(_), Some(token)) = (strikes(FaultKind::TokenRevoked), carried) {
            world.tokens.revoke(token);
        }
        if strikes(FaultKind::DropsConnection).is_some() {
            return Err(Dropped);
        }
        let mut worded = |status: u16| {
            habits
                .as_mut()
                .and_then(|habits| habits.failure(status, asked, world))
                .unwrap_or_else(|| Answered::empty(status))
        };
        if let Some(fault) = strikes(FaultKind::RateLimited) {
            let wait = fault.retry_after.unwrap_or(5).to_string();
            let answered = worded(fault.status.unwrap_or(429));
            return Ok(answered.with_only("retry-after", wait));
        }
        if let Some(fault) = strikes(FaultKind::ServerError) {
            return Ok(worded(fault.status.unwrap_or(500)));
        }
        if let Some(answered) = faults.iter().find_map(|fault| foreign(fault, asked)) {
            return Ok(answered);
        }
        let own = habits
            .as_mut()
            .and_then(|habits| habits.answer(asked, world));
        let own = own.unwrap_or_else(|| documents.answer(asked, world));
        if strikes(FaultKind::DropsAnswer).is_some() {
            return Err(Dropped);
        }
        Ok(match strikes(FaultKind::WritesOtherwise) {
            Some(_) => otherwise::written(own),
            None => own,
        })
    }

    fn sent(&self, answered: Answered) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(Bytes::from(answered.body)));
        let mut fine = true;
        match StatusCode::from_u16(answered.status) {
            Ok(status) => *response.status_mut() = status,
            Err(_) => fine = false,
        }
        let date = ("date".to_owned(), times::http_date(self.clock.now()));
        for (name, value) in std::iter::once(date).chain(answered.headers) {
            let name = HeaderName::try_from(name);
            let value = HeaderValue::try_from(value);
            match (name, value) {
                (Ok(name), Ok(value)) => {
                    response.headers_mut().append(name, value);
                }
                _ => fine = false,
            }
        }
        if fine {
            return response;
        }
        // Habits echoed something that no header can carry.
        let mut response = Response::new(Full::new(Bytes::new()));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    }
}

fn lateness(fault: &Fault) -> Option<Duration> {
    (fault.name == FaultKind::Slow).then(|| Duration::from_millis(fault.ms.unwrap_or(2_000)))
}

/// Answers that are not the vendor's at all.
fn foreign(fault: &Fault, asked: &Asked) -> Option<Answered> {
    match fault.name {
        FaultKind::RedirectsElsewhere => {
            let elsewhere = || format!("https://elsewhere.northmere.example{}", asked.path);
            let to = fault.to.clone().unwrap_or_else(elsewhere);
            Some(Answered::empty(fault.status.unwrap_or(302)).with("location", to))
        }
        FaultKind::HtmlErrorPage => Some(Answered::html(fault.status.unwrap_or(502), PROXY_PAGE)),
        FaultKind::GarbageBody => Some(Answered::body(
            fault.status.unwrap_or(200),
            "application/json",
            b"{\"items\": [{\"id\": \xff\xfe, nul".as_slice(),
        )),
        FaultKind::Slow
        | FaultKind::RateLimited
        | FaultKind::TokenRevoked
        | FaultKind::DropsConnection
        | FaultKind::WrongCertificate
        | FaultKind::ServerError
        | FaultKind::DropsAnswer
        | FaultKind::WritesOtherwise => None,
    }
}

const PROXY_PAGE: &str = "<!doctype html>\n<html><head><title>502 Bad Gateway</title></head>\n\
    <body><h1>Bad Gateway</h1><p>The proxy of Northmere could not reach the server behind it.</p>\
    </body></html>\n";
