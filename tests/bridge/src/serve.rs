//! The loopback server.

use crate::commands::{Called, call};
use crate::events::Events;
use crate::files;
use app::App;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Map, Value, json};
use std::convert::Infallible;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

type Body = UnsyncBoxBody<Bytes, Infallible>;

/// A server that answers the commands of one application. Stops when dropped.
pub struct Bridge {
    pages: Pages,
    _serving: JoinSet<()>,
}

/// The addresses of the pages, each with its token.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Pages {
    /// The main window.
    pub main: String,
    /// The secret window.
    pub secret: String,
    /// The confirm window.
    pub confirm: String,
}

struct Shared {
    app: App,
    events: Arc<Events>,
    folder: PathBuf,
    main: String,
    secret: String,
    confirm: String,
}

impl Bridge {
    /// Serves an application and the built interface in `folder`. The application is started by
    /// `start`, which is given the sink its changes go to.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn open(
        folder: PathBuf,
        start: impl FnOnce(Arc<dyn app::Sink<app::wire::Changed>>) -> App,
    ) -> io::Result<Self> {
        let events = Arc::new(Events::default());
        let app = start(Arc::clone(&events) as Arc<dyn app::Sink<app::wire::Changed>>);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            app,
            events,
            folder,
            main: token()?,
            secret: token()?,
            confirm: token()?,
        });
        let page = |file, token| format!("http://127.0.0.1:{port}/{file}?bridge={token}");
        let pages = Pages {
            main: page("", &shared.main),
            secret: page("secret.html", &shared.secret),
            confirm: page("confirm.html", &shared.confirm),
        };
        let mut serving = JoinSet::new();
        serving.spawn(accept(listener, shared));
        Ok(Self {
            pages,
            _serving: serving,
        })
    }

    /// The addresses of the pages.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }
}

fn token() -> io::Result<String> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let service = service_fn(move |request| answer(request, Arc::clone(&shared)));
            let builder = hyper::server::conn::http1::Builder::new();
            // A page that closes its connection is no failure of ours.
            let _ = builder
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn answer(
    request: Request<Incoming>,
    shared: Arc<Shared>,
) -> Result<Response<Body>, Infallible> {
    let path = request.uri().path().to_owned();
    Ok(match (request.method(), path.strip_prefix("/command/")) {
        (&Method::POST, Some(name)) => command(request, name, &shared).await,
        (&Method::GET, None) if path == "/events" => events(&request, &shared),
        (&Method::GET, None) => file(&path, &shared),
        _ => plain(StatusCode::METHOD_NOT_ALLOWED, "not offered"),
    })
}

async fn command(request: Request<Incoming>, name: &str, shared: &Shared) -> Response<Body> {
    let given = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let given = given
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    let window = match given {
        token if token == shared.main => "main",
        token if token == shared.secret => "secret",
        token if token == shared.confirm => "confirm",
        _ => return plain(StatusCode::UNAUTHORIZED, "not a page of ours"),
    };
    let Ok(body) = request.into_body().collect().await else {
        return plain(StatusCode::BAD_REQUEST, "the body ended early");
    };
    let arguments: Map<String, Value> = match serde_json::from_slice(&body.to_bytes()) {
        Ok(arguments) => arguments,
        Err(error) => return plain(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    match call(&shared.app, window, name, arguments, &shared.events).await {
        Called::Answered(answer) => full(StatusCode::OK, "application/json", answer.to_string()),
        Called::Unknown => plain(StatusCode::NOT_FOUND, "no such command in this window"),
        Called::Misread(what) => plain(StatusCode::BAD_REQUEST, &what),
    }
}

fn events(request: &Request<Incoming>, shared: &Shared) -> Response<Body> {
    let wanted = format!("token={}", shared.main);
    if request.uri().query() != Some(wanted.as_str()) {
        return plain(StatusCode::UNAUTHORIZED, "not a page of ours");
    }
    let listening = shared.events.listen();
    let stream = frames(listening);
    let body = StreamBody::new(stream).boxed_unsync();
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        hyper::header::HeaderValue::from_static("text/event-stream"),
    );
    headers.insert(
        CACHE_CONTROL,
        hyper::header::HeaderValue::from_static("no-store"),
    );
    response
}

/// Events as frames; a listener that was too slow is told to read everything again.
fn frames(
    listening: tokio::sync::broadcast::Receiver<String>,
) -> impl futures_util::Stream<Item = Result<Frame<Bytes>, Infallible>> {
    let hello = std::iter::once(": hello\n\n".to_owned());
    futures_util::stream::unfold(
        (listening, hello),
        |(mut listening, mut hello)| async move {
            let text = match hello.next() {
                Some(text) => text,
                None => match listening.recv().await {
                    Ok(text) => text,
                    Err(RecvError::Lagged(_)) => {
                        let all = json!({ "topics": ["tenants", "sessions", "dashboard"] });
                        format!("event: changed\ndata: {all}\n\n")
                    }
                    Err(RecvError::Closed) => return None,
                },
            };
            Some((Ok(Frame::data(Bytes::from(text))), (listening, hello)))
        },
    )
}

fn file(path: &str, shared: &Shared) -> Response<Body> {
    let Some((file, kind)) = files::find(&shared.folder, path) else {
        return plain(StatusCode::NOT_FOUND, "no such file");
    };
    match std::fs::read(file) {
        Ok(bytes) => full(StatusCode::OK, kind, bytes),
        Err(error) => plain(StatusCode::NOT_FOUND, &error.to_string()),
    }
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    full(status, "text/plain; charset=utf-8", text.to_owned())
}

fn full(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(Full::new(body.into()).boxed_unsync());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    let policy = hyper::header::HeaderValue::from_static(files::POLICY);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    response
}
