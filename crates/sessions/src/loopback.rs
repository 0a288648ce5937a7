//! Where the browser of the system comes back to: a port of loopback (RFC 8252, 7.3).

use domain::Secret;
use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use url::Url;
use zeroize::Zeroizing;

/// The largest head that is read, in bytes.
const HEAD: usize = 16 * 1024;

/// How long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);

const PATH: &str = "/signed-in";

const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Keydesk</title>\
    <body><h1>You can close this page</h1><p>Keydesk has what it needs and goes on by itself.</p>";

/// Listens on a port of its own until it is dropped.
pub(crate) struct Loopback {
    listener: TcpListener,
    host: String,
    back: Url,
}

impl Loopback {
    /// Takes any free port. Bound to 127.0.0.1 and no other address, so that nobody else on the
    /// network can come back.
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let host = listener.local_addr()?.to_string();
        let back = Url::parse(&format!("http://{host}{PATH}")).map_err(io::Error::other)?;
        Ok(Self {
            listener,
            host,
            back,
        })
    }

    /// The address a browser is to be sent back to.
    pub fn back(&self) -> &Url {
        &self.back
    }

    /// Waits for a browser that comes back, and gives the query it brings. Whatever else knocks is
    /// turned away.
    pub async fn returned(&self) -> io::Result<Secret<String>> {
        // Browsers open connections they do not use yet: none of them may keep the others waiting.
        let mut callers = JoinSet::new();
        loop {
            tokio::select! {
                caller = self.listener.accept() => {
                    let (stream, _) = caller?;
                    let host = self.host.clone();
                    callers.spawn(tokio::time::timeout(PATIENCE, heard(stream, host)));
                }
                Some(caller) = callers.join_next() => {
                    if let Ok(Ok(Some(query))) = caller {
                        return Ok(query);
                    }
                }
            }
        }
    }
}

/// Hears one caller out, answers it, and gives the query when it is the one that was awaited.
async fn heard(mut stream: TcpStream, host: String) -> Option<Secret<String>> {
    let mut head = Zeroizing::new(Vec::with_capacity(HEAD));
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() >= HEAD || stream.read_buf(&mut *head).await.ok()? == 0 {
            return None;
        }
    }
    let query = query(&head, &host);
    let (status, page) = match query {
        Some(_) => ("200 OK", PAGE),
        None => ("404 Not Found", ""),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n\
         cache-control: no-store\r\nreferrer-policy: no-referrer\r\n\
         content-security-policy: default-src 'none'\r\nconnection: close\r\n\r\n{page}",
        page.len()
    );
    // A browser that is gone already has brought what it had.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
    query
}

/// The query of a head that asks for our page of our host: a page elsewhere that got its name to
/// point here asks for another host.
fn query(head: &[u8], host: &str) -> Option<Secret<String>> {
    let head = std::str::from_utf8(head).ok()?;
    let mut lines = head.split("\r\n");
    let target = lines.next()?.strip_prefix("GET ")?.split(' ').next()?;
    let asked = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    })?;
    let (path, query) = target.split_once('?')?;
    (path == PATH && asked == host).then(|| Secret::new(query.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn only_our_own_page_of_our_own_host_is_heard() {
        let head =
            |target: &str, host: &str| format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        let here = "127.0.0.1:40123";
        let heard = query(head("/signed-in?code=1", here).as_bytes(), here);
        assert!(heard.is_some_and(|query| query.lend(|query| query == "code=1")));
        for (target, host) in [
            ("/signed-in?code=1", "evil.example"),
            ("/signed-in?code=1", "127.0.0.1:40124"),
            ("/favicon.ico?x=1", here),
            ("/signed-in", here),
        ] {
            assert!(
                query(head(target, host).as_bytes(), here).is_none(),
                "{target}"
            );
        }
        assert!(query(b"POST /signed-in?code=1 HTTP/1.1\r\n\r\n", here).is_none());
        assert!(query(b"\xff\xff", here).is_none());
    }
}
