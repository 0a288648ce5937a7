//! A proxy that makes tunnels, and asks for a sign-in when a test wants it.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A proxy that leads every tunnel to one port of this machine.
pub struct Proxy {
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    passed: Arc<Mutex<Vec<u8>>>,
    _serving: JoinSet<()>,
}

impl Proxy {
    /// Leads to `to`; lets those through whose request for a tunnel has `wants` in it, and tells
    /// the others `otherwise`.
    pub async fn start(to: u16, wants: &'static str, otherwise: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let passed = Arc::new(Mutex::new(Vec::new()));
        let mut serving = JoinSet::new();
        let told = (Arc::clone(&asked), Arc::clone(&passed));
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let told = (Arc::clone(&told.0), Arc::clone(&told.1));
                connections.spawn(async move {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        let Ok(byte) = stream.read_u8().await else {
                            return;
                        };
                        head.push(byte);
                    }
                    let head = String::from_utf8(head).unwrap();
                    told.0.lock().unwrap().push(head.clone());
                    if !head.contains(wants) {
                        // Who does not listen any more is not told.
                        let _ = stream.write_all(otherwise.as_bytes()).await;
                        return;
                    }
                    let Ok(mut server) = TcpStream::connect(("127.0.0.1", to)).await else {
                        return;
                    };
                    stream
                        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                        .await
                        .unwrap();
                    let mut first = vec![0; 64 * 1024];
                    let read = stream.read(&mut first).await.unwrap_or(0);
                    told.1.lock().unwrap().extend_from_slice(&first[..read]);
                    if server.write_all(&first[..read]).await.is_ok() {
                        // Either end may have enough first.
                        let _ = copy_bidirectional(&mut stream, &mut server).await;
                    }
                });
            }
        });
        Self {
            port,
            asked,
            passed,
            _serving: serving,
        }
    }

    /// The requests for tunnels.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The first bytes that went through each tunnel.
    pub fn passed(&self) -> Vec<u8> {
        self.passed.lock().unwrap().clone()
    }
}
