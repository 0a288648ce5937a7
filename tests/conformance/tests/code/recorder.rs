//! A server that keeps what it is sent, byte for byte.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) method: String,
    pub(crate) target: String,
    /// By their names in small letters; those that come twice with a comma between.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Recorder {
    pub(crate) port: u16,
    heard: Receiver<Heard>,
}

impl Recorder {
    /// Listens until the test's process ends.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, heard) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(request) = read(stream) {
                    let _gone = tell.send(request);
                }
            }
        });
        Self { port, heard }
    }

    /// The next request in the order they came; `None` when there is none.
    pub(crate) fn take(&self) -> Option<Heard> {
        // Whoever sent it has its answer by now, so it is here but for a thread's turn.
        self.heard.recv_timeout(Duration::from_secs(5)).ok()
    }

    /// Whether every request that came was taken.
    pub(crate) fn is_empty(&self) -> bool {
        self.heard.try_recv().is_err()
    }
}

fn read(stream: TcpStream) -> Option<Heard> {
    let mut answer = stream.try_clone().ok()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let values = headers.entry(name.to_ascii_lowercase()).or_default();
        if !values.is_empty() {
            values.push_str(", ");
        }
        values.push_str(value.trim());
    }
    if headers
        .get("expect")
        .is_some_and(|value| value == "100-continue")
    {
        answer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
    }
    let mut body = Vec::new();
    if let Some(length) = headers.get("content-length") {
        body.resize(length.parse().ok()?, 0);
        reader.read_exact(&mut body).ok()?;
    } else if headers.contains_key("transfer-encoding") {
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let length = usize::from_str_radix(line.trim(), 16).ok()?;
            let from = body.len();
            body.resize(from + length, 0);
            reader.read_exact(&mut body[from..]).ok()?;
            reader.read_line(&mut String::new()).ok()?;
            if length == 0 {
                break;
            }
        }
    }
    answer
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        .ok()?;
    Some(Heard {
        method,
        target,
        headers,
        body,
    })
}
