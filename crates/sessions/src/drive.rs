//! Does what a conversation says.

use crate::loopback::Loopback;
use crate::token::Arrival;
use crate::{Account, AuthError, Context, Grant, Heard, Inputs, Lapse, Move, NOISE, Stage, Token};
use domain::{Clock, Ignore, Secret, Timestamp};
use gateway::{CookieJar, Gateway, Redirects, Request, Response, Route};
use jiff::SignedDuration;
use std::time::Duration;
use tokio::sync::mpsc;
use zeroize::Zeroize as _;

/// How long a person is waited for, at each step.
pub(crate) const PERSON: Duration = Duration::from_secs(10 * 60);

/// How long an answer is waited for while a person is asked on another device.
const APPROVAL: Duration = Duration::from_secs(3 * 60);

/// Nobody talks longer than this: a device's code is asked about every five seconds for an hour.
const MOVES: usize = 1_000;

/// A person who is there while somebody signs in.
pub(crate) struct Person<'a> {
    pub tell: &'a (dyn Fn(Stage) + Send + Sync),
    pub replies: &'a mut mpsc::Receiver<Secret<String>>,
}

/// What a conversation needs from the world.
pub(crate) struct World<'a> {
    pub gateway: &'a dyn Gateway,
    pub clock: &'a dyn Clock,
}

/// Signs in.
pub(crate) async fn drive(
    world: &World<'_>,
    account: &Account,
    inputs: &Inputs,
    refresh: Option<&Secret<String>>,
    person: Option<Person<'_>>,
    serial: u64,
) -> Result<(Token, Changed), AuthError> {
    let mut noise = [0; NOISE];
    // Without randomness nothing can be told from what somebody else sends back.
    getrandom::fill(&mut noise).map_err(|_| AuthError::NoRandomness)?;
    let with = Context {
        account,
        inputs,
        noise: &noise,
        refresh,
    };
    let talked = talk(world, &with, person).await;
    noise.zeroize();
    let (mut grant, mut arrival) = talked?;
    arrival.serial = serial;
    let changed = std::mem::take(&mut grant.changed);
    Ok((Token::of(account, inputs, grant, arrival)?, changed))
}

/// What the vault must hold from now on.
pub(crate) type Changed = Vec<(domain::FieldId, Secret<String>)>;

async fn talk(
    world: &World<'_>,
    with: &Context<'_>,
    mut person: Option<Person<'_>>,
) -> Result<(Grant, Arrival), AuthError> {
    let account = with.account;
    let cookies = account.keeps_cookies.then(CookieJar::default);
    let mut conversation = account.conversation();
    let mut listening: Option<Loopback> = None;
    let mut ahead = None;
    let mut next = conversation.next(with, Heard::Beginning)?;
    for _ in 0..MOVES {
        next = match next {
            Move::Send(request) => {
                let sent = send(world, account, request, &cookies, None).await?;
                ahead = ahead_of(&sent, world.clock.now()).or(ahead);
                heard(conversation.as_mut(), with, sent)?
            }
            Move::SendAndWait(request, approval) => {
                let there = person.as_ref().ok_or(NEEDS_PERSON)?;
                (there.tell)(Stage::Approving(approval));
                let sent = send(world, account, request, &cookies, Some(APPROVAL)).await?;
                ahead = ahead_of(&sent, world.clock.now()).or(ahead);
                heard(conversation.as_mut(), with, sent)?
            }
            Move::Ask(question) => {
                let there = person.as_mut().ok_or(NEEDS_PERSON)?;
                (there.tell)(Stage::Asked(question));
                let reply = tokio::time::timeout(PERSON, there.replies.recv()).await;
                let reply = reply.map_err(|_| AuthError::NobodyAnswered)?;
                let reply = reply.ok_or(AuthError::Cancelled)?;
                (there.tell)(Stage::Sending);
                conversation.next(with, Heard::Reply(&reply))?
            }
            Move::Listen => {
                person.as_ref().ok_or(NEEDS_PERSON)?;
                let opened = Loopback::open().await.map_err(|_| AuthError::NoListener)?;
                let opened = listening.insert(opened);
                conversation.next(with, Heard::Listening(opened.back()))?
            }
            Move::Open(opening) => {
                let there = person.as_ref().ok_or(NEEDS_PERSON)?;
                let lasts = opening.lasts.unwrap_or(PERSON).min(PERSON);
                (there.tell)(Stage::Opened(opening));
                match listening.take() {
                    Some(listening) => {
                        let returned = tokio::time::timeout(lasts, listening.returned()).await;
                        let returned = returned.map_err(|_| AuthError::NobodyAnswered)?;
                        let query = returned.map_err(|_| AuthError::NoListener)?;
                        (there.tell)(Stage::Sending);
                        conversation.next(with, Heard::Returned(&query))?
                    }
                    None => conversation.next(with, Heard::Opened)?,
                }
            }
            Move::WaitFor(length, approval) => {
                let there = person.as_ref().ok_or(NEEDS_PERSON)?;
                (there.tell)(Stage::Approving(approval));
                tokio::time::sleep(length).await;
                conversation.next(with, Heard::Waited)?
            }
            Move::Wait(length) => {
                tokio::time::sleep(length).await;
                conversation.next(with, Heard::Waited)?
            }
            Move::Signed(grant) => {
                let arrival = Arrival {
                    serial: 0,
                    at: world.clock.now(),
                    ahead,
                    cookies,
                };
                return Ok((grant, arrival));
            }
            Move::Refused(failure) => return Err(AuthError::Lapsed(Lapse::Refused(failure))),
        };
    }
    Err(AuthError::NobodyAnswered)
}

const NEEDS_PERSON: AuthError = AuthError::Lapsed(Lapse::NeedsPerson);

fn heard(
    conversation: &mut dyn crate::Conversation,
    with: &Context<'_>,
    mut answer: Response,
) -> Result<Move, AuthError> {
    let next = conversation.next(with, Heard::Answer(&answer));
    answer.body.zeroize();
    next
}

async fn send(
    world: &World<'_>,
    account: &Account,
    request: Request,
    cookies: &Option<CookieJar>,
    patience: Option<Duration>,
) -> Result<Response, AuthError> {
    let mut route = Route {
        redirects: Redirects::Refuse,
        cookies: cookies.clone(),
        ..account.route.clone()
    };
    if let Some(patience) = patience {
        route.timeouts.first_byte = patience;
        route.timeouts.overall = patience;
    }
    let sent = world.gateway.send(&route, request, None, &Ignore);
    Ok(sent.await?)
}

/// How far the clock of who answered is ahead of ours, where it says what time it is.
pub(crate) fn ahead_of(answer: &Response, now: Timestamp) -> Option<SignedDuration> {
    ahead(answer.header("date")?, now)
}

/// As [`ahead_of`], of the value of a `Date` header (RFC 9110, 6.6.1), which counts in seconds.
pub(crate) fn ahead(date: &str, now: Timestamp) -> Option<SignedDuration> {
    let theirs = jiff::fmt::rfc2822::parse(date).ok()?.timestamp();
    let ours = Timestamp::from_second(now.as_second()).ok()?;
    Some(theirs.duration_since(ours))
}
