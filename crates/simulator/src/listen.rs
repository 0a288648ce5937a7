use crate::StartError;
use crate::control::control;
use crate::serve::{Dropped, Seen, Tenant};
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::rt::Executor;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use std::future::Future;
use std::net::Ipv4Addr;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// How long a handshake may take, and answers under way at the end.
const PATIENCE: Duration = Duration::from_secs(10);
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Which side of a tenant a port is.
#[derive(Clone)]
pub(crate) enum Side {
    /// The vendor's.
    Vendor {
        tls: Option<Acceptors>,
        address: Option<String>,
    },
    /// Ours.
    Control,
}

/// The certificate a tenant shows, and the one it shows under a fault.
#[derive(Clone)]
pub(crate) struct Acceptors {
    pub(crate) right: TlsAcceptor,
    pub(crate) wrong: TlsAcceptor,
}

/// Takes a loopback port.
pub(crate) async fn bound(port: u16) -> Result<(TcpListener, u16), StartError> {
    let taken = async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    };
    taken
        .await
        .map_err(|source| StartError::Port { port, source })
}

/// Serves until told to stop; dropped before that, everything ends at once.
pub(crate) async fn accept(
    listener: TcpListener,
    tenant: Arc<Tenant>,
    side: Side,
    origin: String,
    mut stop: watch::Receiver<bool>,
) {
    let mut open = JoinSet::new();
    let told = stop.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let connection = Connection {
                        tenant: Arc::clone(&tenant),
                        side: side.clone(),
                        origin: origin.clone(),
                        stop: told.clone(),
                    };
                    open.spawn(connection.serve(stream));
                }
                // Out of file handles, most likely: others may be closed meanwhile.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = open.join_next() => {}
            () = told_to(&mut stop) => break,
        }
    }
    // The port is free from here on, whatever the connections still do.
    drop(listener);
    let all = async { while open.join_next().await.is_some() {} };
    if timeout(LAST_WORDS, all).await.is_err() {
        open.shutdown().await;
    }
}

/// Waits for the word to stop; a sender that is gone is the same word.
async fn told_to(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

struct Connection {
    tenant: Arc<Tenant>,
    side: Side,
    origin: String,
    stop: watch::Receiver<bool>,
}

impl Connection {
    async fn serve(self, stream: TcpStream) {
        // Small answers should not wait for a full packet; without it they only come later.
        let _ = stream.set_nodelay(true);
        match &self.side {
            Side::Vendor { tls: Some(tls), .. } => {
                let acceptor = if self.tenant.faults.shows_wrong_certificate() {
                    &tls.wrong
                } else {
                    &tls.right
                };
                let handshake = acceptor.accept(stream);
                // A client that does not trust us is not our trouble.
                if let Ok(Ok(stream)) = timeout(PATIENCE, handshake).await {
                    self.speak(stream).await;
                }
            }
            Side::Vendor { tls: None, .. } | Side::Control => self.speak(stream).await,
        }
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin + 'static) {
        let Self {
            tenant,
            side,
            origin,
            mut stop,
        } = self;
        let mut cut = tenant.faults.cuts();
        let number = tenant.connections.fetch_add(1, Ordering::Relaxed) + 1;
        let address = match &side {
            Side::Vendor { address, .. } => address.clone(),
            Side::Control => None,
        };
        let seen = Seen {
            connection: number,
            origin,
            address,
        };
        let service = service_fn(move |request| {
            handled(Arc::clone(&tenant), side.clone(), seen.clone(), request)
        });
        let streams = Owned::default();
        let mut builder = auto::Builder::new(streams);
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(120));
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            // How it ended is the client's to know.
            _ = connection.as_mut() => return,
            () = told_to(&mut stop) => {}
            // An error would mean that the tenant is gone, which stops us too.
            _ = cut.changed() => {}
        }
        connection.as_mut().graceful_shutdown();
        // What is not answered by then is dropped with the connection.
        let _ = timeout(LAST_WORDS, connection).await;
    }
}

async fn handled(
    tenant: Arc<Tenant>,
    side: Side,
    seen: Seen,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    match side {
        Side::Vendor { .. } => tenant.serve(request, &seen).await,
        Side::Control => control(&tenant, request).await,
    }
}

/// Runs the streams of one HTTP/2 connection and ends them with it.
#[derive(Clone, Default)]
struct Owned(Arc<Mutex<JoinSet<()>>>);

impl<F> Executor<F> for Owned
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, future: F) {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while streams.try_join_next().is_some() {}
        streams.spawn(async move {
            future.await;
        });
    }
}
