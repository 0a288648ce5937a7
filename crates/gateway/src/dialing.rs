//! Watches connections being made, for the request that waits for them.
//!
//! The HTTP library tells nothing about this, so three places report to a note that belongs to
//! the request: our layer around its connector (begin and end), our resolver (the look-up) and
//! the memory of TLS sessions, which is asked when a handshake begins. The note travels as a
//! task-local value, so that concurrent requests never write to each other's.

use crate::{Connecting, Handshake, TlsVersion};
use hyper_util::client::legacy::connect::{Connection, HttpInfo};
use rustls::NamedGroup;
use rustls::client::{
    ClientSessionMemoryCache, ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue,
};
use rustls::pki_types::ServerName;
use std::collections::HashMap;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    static NOTE: Note;
}

/// Both ends of a connection: what tells it from every other that stands.
type Ends = (SocketAddr, SocketAddr);

/// What is known of the connection a request made; empty while it has made none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note(Arc<Mutex<Option<Dial>>>);

#[derive(Debug, Clone, Copy)]
struct Dial {
    began: Instant,
    lookup: Option<Duration>,
    handshake_began: Option<Instant>,
    /// What the handshake was signed by, when it was a whole one.
    signed: Option<TlsVersion>,
    /// Of what version the session is that was offered to be taken up again.
    offered: Option<TlsVersion>,
    /// The server asked for a client certificate.
    identity_asked: bool,
    stood: Option<(Instant, Option<Ends>)>,
}

/// How far a request got that has no answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// It began to make a connection. If not, it used one that stood.
    pub(crate) dialled: bool,
    /// The name was looked up.
    pub(crate) looked_up: bool,
    /// The TLS handshake with the tenant began.
    pub(crate) handshake: bool,
    /// The server asked for a client certificate.
    pub(crate) identity_asked: bool,
    /// The connection stood.
    pub(crate) stood: bool,
}

impl Note {
    /// Runs a request under this note.
    pub(crate) async fn under<F: Future>(&self, request: F) -> F::Output {
        NOTE.scope(self.clone(), request).await
    }

    fn change(&self, change: impl FnOnce(&mut Dial)) {
        let mut note = self.0.lock().expect("nothing panics while holding a note");
        if let Some(dial) = note.as_mut() {
            change(dial);
        }
    }

    fn begin(&self) {
        let mut note = self.0.lock().expect("nothing panics while holding a note");
        *note = Some(Dial {
            began: Instant::now(),
            lookup: None,
            handshake_began: None,
            signed: None,
            offered: None,
            identity_asked: false,
            stood: None,
        });
    }

    /// How far the request got.
    pub(crate) fn progress(&self) -> Progress {
        self.dial().map_or_else(Progress::default, |dial| Progress {
            dialled: true,
            looked_up: dial.lookup.is_some(),
            handshake: dial.handshake_began.is_some(),
            identity_asked: dial.identity_asked,
            stood: dial.stood.is_some(),
        })
    }

    fn dial(&self) -> Option<Dial> {
        *self.0.lock().expect("nothing panics while holding a note")
    }
}

fn note(change: impl FnOnce(&mut Dial)) {
    // Outside a request nobody wants to know.
    let _ = NOTE.try_with(|note| note.change(change));
}

/// A name was looked up in so long.
pub(crate) fn looked_up(took: Duration) {
    note(|dial| dial.lookup = Some(took));
}

/// A whole handshake was signed as a version does it. Only whole handshakes are signed.
pub(crate) fn signed(version: TlsVersion) {
    note(|dial| dial.signed = Some(version));
}

/// The server asked for a client certificate.
pub(crate) fn identity_asked() {
    note(|dial| dial.identity_asked = true);
}

/// Of what version the connections are that stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing(Arc<Mutex<HashMap<Ends, TlsVersion>>>);

/// So many connections are remembered; far more than one program keeps.
const MOST: usize = 1_000;

/// What a request learned of its connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// How the connection was made, and when it stood; absent when it stood before.
    pub(crate) made: Option<(Connecting, Instant)>,
    pub(crate) tls: Option<TlsVersion>,
}

impl Standing {
    /// What is known of the connection an answer came over. A connection this request made and
    /// another one used is not its own.
    pub(crate) fn line(&self, note: &Note, answer: &http::Extensions, secured: bool) -> Line {
        let used = answer.get::<HttpInfo>().map(ends);
        let made = note.dial().and_then(|dial| {
            let (stood, ends) = dial.stood?;
            (used.is_none() || ends == used).then_some((dial, stood))
        });
        let mut standing = self.0.lock().expect("nothing panics while holding lines");
        let Some((dial, stood)) = made else {
            let tls = used.and_then(|used| standing.get(&used).copied());
            return Line {
                made: None,
                tls: tls.filter(|_| secured),
            };
        };
        let tls = dial.signed.or(dial.offered).filter(|_| secured);
        if let Some((ends, tls)) = used.zip(tls) {
            if standing.len() >= MOST {
                standing.clear();
            }
            standing.insert(ends, tls);
        }
        Line {
            made: Some((dial.connecting(stood, secured), stood)),
            tls,
        }
    }
}

impl Dial {
    fn connecting(&self, stood: Instant, secured: bool) -> Connecting {
        let (connected, handshake) = match self.handshake_began {
            _ if !secured => (stood, Handshake::None),
            Some(began) => (began, Handshake::Took(stood.duration_since(began))),
            None => (stood, Handshake::WithinConnect),
        };
        Connecting {
            lookup: self.lookup,
            connect: connected
                .duration_since(self.began)
                .saturating_sub(self.lookup.unwrap_or_default()),
            handshake,
        }
    }
}

fn ends(info: &HttpInfo) -> Ends {
    (info.local_addr(), info.remote_addr())
}

/// Reports when a connection begins to be made and when it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watch;

impl<S> Layer<S> for Watch {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched { inner }
    }
}

#[derive(Clone)]
pub(crate) struct Watched<S> {
    inner: S,
}

impl<S, R> Service<R> for Watched<S>
where
    S: Service<R>,
    S::Response: Connection,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, to: R) -> Self::Future {
        let note = NOTE.try_with(Note::clone).unwrap_or_default();
        note.begin();
        let making = self.inner.call(to);
        // The library may finish a connection in a task of its own when another one was free
        // sooner; the note then goes with it.
        Box::pin(NOTE.scope(note.clone(), async move {
            let connection = making.await?;
            let mut known = http::Extensions::new();
            connection.connected().get_extras(&mut known);
            let ends = known.get::<HttpInfo>().map(ends);
            note.change(|dial| dial.stood = Some((Instant::now(), ends)));
            Ok(connection)
        }))
    }
}

/// A memory of TLS sessions that reports when it is asked: a handshake asks at its beginning.
#[derive(Debug)]
pub(crate) struct Sessions(ClientSessionMemoryCache);

impl Sessions {
    /// Remembers the sessions of a few servers.
    pub(crate) fn new() -> Self {
        Self(ClientSessionMemoryCache::new(64))
    }
}

impl ClientSessionStore for Sessions {
    fn set_kx_hint(&self, server_name: ServerName<'static>, group: NamedGroup) {
        self.0.set_kx_hint(server_name, group);
    }

    fn kx_hint(&self, server_name: &ServerName<'_>) -> Option<NamedGroup> {
        handshake_begins();
        self.0.kx_hint(server_name)
    }

    fn set_tls12_session(&self, server_name: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.0.set_tls12_session(server_name, value);
    }

    fn tls12_session(&self, server_name: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        handshake_begins();
        let session = self.0.tls12_session(server_name);
        if session.is_some() {
            note(|dial| dial.offered = dial.offered.or(Some(TlsVersion::Tls12)));
        }
        session
    }

    fn remove_tls12_session(&self, server_name: &ServerName<'static>) {
        self.0.remove_tls12_session(server_name);
    }

    fn insert_tls13_ticket(
        &self,
        server_name: ServerName<'static>,
        value: Tls13ClientSessionValue,
    ) {
        self.0.insert_tls13_ticket(server_name, value);
    }

    fn take_tls13_ticket(
        &self,
        server_name: &ServerName<'static>,
    ) -> Option<Tls13ClientSessionValue> {
        handshake_begins();
        let ticket = self.0.take_tls13_ticket(server_name);
        if ticket.is_some() {
            note(|dial| dial.offered = Some(TlsVersion::Tls13));
        }
        ticket
    }
}

fn handshake_begins() {
    note(|dial| {
        dial.handshake_began.get_or_insert_with(Instant::now);
    });
}
