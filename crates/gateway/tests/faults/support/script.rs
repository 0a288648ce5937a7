//! A server that does what HTTP servers cannot: it follows a script, byte by byte.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// One thing a server does on a connection.
#[derive(Debug, Clone)]
pub enum Act {
    /// Reads a request: its head, and as much body as its length says.
    Hear,
    /// Reads some bytes, whatever they are.
    Read,
    /// Writes bytes.
    Say(Vec<u8>),
    /// Writes bytes one by one, with so much time between them.
    Trickle(Vec<u8>, Duration),
    /// Writes the same bytes until the other end has enough.
    Endless(Vec<u8>),
    /// Cuts the connection, so that the other end is told of a reset.
    Reset,
    /// Ends the connection as it should be ended.
    Close,
    /// Says nothing more and keeps the connection.
    Silence,
    /// Tells the test, which waits for it, and goes on when the test says so.
    Meet(Arc<Notify>, Arc<Notify>),
}

/// An answer with its length.
pub fn says(status: &str, headers: &str, body: &[u8]) -> Act {
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    Act::Say([head.as_bytes(), body].concat())
}

/// Serves connections, each by its script; the last script serves all further ones.
pub struct Server {
    pub port: u16,
    heard: Arc<Mutex<Heard>>,
    turned: Arc<Notify>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct Heard {
    connections: usize,
    requests: Vec<String>,
}

impl Server {
    pub async fn start(tls: Option<TlsAcceptor>, scripts: Vec<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::on(listener, move |_| tls.clone(), scripts)
    }

    /// On an address of its own, with TLS that may differ from connection to connection.
    pub fn on(
        listener: TcpListener,
        tls: impl Fn(usize) -> Option<TlsAcceptor> + Send + 'static,
        scripts: Vec<Vec<Act>>,
    ) -> Self {
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let turned = Arc::new(Notify::new());
        let mut serving = JoinSet::new();
        let told = (Arc::clone(&heard), Arc::clone(&turned));
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            for turn in 0.. {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let script = scripts[turn.min(scripts.len() - 1)].clone();
                let (tls, told) = (tls(turn), told.clone());
                told.0.lock().unwrap().connections += 1;
                connections.spawn(async move {
                    // What a client does with a connection it does not want is its own affair.
                    let _ = serve(stream, tls, script, &told).await;
                    told.1.notify_waiters();
                });
            }
        });
        Self {
            port,
            heard,
            turned,
            _serving: serving,
        }
    }

    /// What was heard: the requests, head and body, in the order they came.
    pub fn requests(&self) -> Vec<String> {
        self.heard.lock().unwrap().requests.clone()
    }

    pub fn connections(&self) -> usize {
        self.heard.lock().unwrap().connections
    }

    /// Until so many requests were heard.
    pub async fn heard(&self, so_many: usize) {
        loop {
            let next = self.turned.notified();
            if self.requests().len() >= so_many {
                return;
            }
            next.await;
        }
    }
}

type Told = (Arc<Mutex<Heard>>, Arc<Notify>);

async fn serve(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    script: Vec<Act>,
    told: &Told,
) -> io::Result<()> {
    // Small pieces have to leave one by one.
    stream.set_nodelay(true)?;
    let Some(tls) = tls else {
        return match follow(stream, script, told).await? {
            Some(stream) => reset(stream),
            None => Ok(()),
        };
    };
    let stream = tls.accept(stream).await?;
    match follow(stream, script, told).await? {
        Some(stream) => reset(stream.into_inner().0),
        None => Ok(()),
    }
}

/// Closing with no time to linger sends a reset.
fn reset(stream: TcpStream) -> io::Result<()> {
    stream.set_zero_linger()?;
    drop(stream);
    Ok(())
}

/// Follows a script; gives the stream back when it is to be reset.
async fn follow<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    script: Vec<Act>,
    (heard, turned): &Told,
) -> io::Result<Option<S>> {
    for act in script {
        match act {
            Act::Hear => {
                let request = hear(&mut stream).await?;
                heard.lock().unwrap().requests.push(request);
                turned.notify_waiters();
            }
            Act::Read => {
                let mut some = [0; 4096];
                let read = stream.read(&mut some).await?;
                let text = String::from_utf8_lossy(&some[..read]).into_owned();
                heard.lock().unwrap().requests.push(text);
                turned.notify_waiters();
            }
            Act::Say(bytes) => {
                stream.write_all(&bytes).await?;
                stream.flush().await?;
            }
            Act::Trickle(bytes, every) => {
                for byte in bytes {
                    stream.write_all(&[byte]).await?;
                    stream.flush().await?;
                    super::time::settled().await;
                    tokio::time::advance(every).await;
                }
            }
            Act::Endless(piece) => loop {
                stream.write_all(&piece).await?;
                stream.flush().await?;
            },
            Act::Reset => return Ok(Some(stream)),
            Act::Close => {
                stream.shutdown().await?;
                // Until the other end is gone: closing with unread bytes would be a reset.
                while stream.read(&mut [0; 1024]).await? > 0 {}
                return Ok(None);
            }
            Act::Silence => std::future::pending().await,
            Act::Meet(here, on) => {
                here.notify_one();
                on.notified().await;
            }
        }
    }
    Ok(None)
}

async fn hear<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<String> {
    let mut heard = Vec::new();
    let mut piece = [0_u8; 4096];
    loop {
        let head = heard.windows(4).position(|end| end == b"\r\n\r\n");
        if let Some(head) = head.map(|at| at + 4) {
            let text = String::from_utf8_lossy(&heard).into_owned();
            let length = text.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse::<usize>().unwrap())
            });
            if heard.len() >= head + length.unwrap_or(0) {
                return Ok(text);
            }
        }
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        heard.extend_from_slice(&piece[..read]);
    }
}
