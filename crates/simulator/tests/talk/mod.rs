//! A few lines of HTTP over a real socket, so that no client's habits hide the wire.

use serde_json::Value;
use simulator::{Files, Options, Simulated, Tls, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What came back.
pub struct Heard {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }
}

/// A tenant on loopback, without TLS.
pub async fn tenant(vendor: &str, manifest: &str, document: &str, seed: &str) -> Simulated {
    let files = Files {
        vendor: vendor.to_owned(),
        manifest: manifest.to_owned(),
        document: document.as_bytes().to_vec().into(),
        seed: seed.to_owned(),
    };
    let options = Options {
        tls: Tls::Plain,
        ..Options::default()
    };
    start(files, options).await.expect("the seed can be played")
}

/// Sends a request and reads the answer to its end.
pub async fn ask(
    tenant: &Simulated,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Heard {
    let origin = tenant.origin();
    let address = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() || method == "POST" {
        request.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let split = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("an answer has headers");
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Heard {
        status,
        headers,
        body: bytes[split + 4..].to_vec(),
    }
}
