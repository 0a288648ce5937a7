//! A SOCKS5 proxy (RFC 1928) that wants a password (RFC 1929) or none.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Leads every connection to one port of this machine.
pub struct Socks {
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    _serving: JoinSet<()>,
}

impl Socks {
    pub async fn start(to: u16, password: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut serving = JoinSet::new();
        let told = Arc::clone(&asked);
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let told = Arc::clone(&told);
                connections.spawn(async move {
                    // Who does not like the answer hangs up.
                    let _ = serve(stream, to, password, &told).await;
                });
            }
        });
        Self {
            port,
            asked,
            _serving: serving,
        }
    }

    /// Where callers wanted to go: a name as it is, an address in its usual spelling.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn text(stream: &mut TcpStream) -> io::Result<String> {
    let length = stream.read_u8().await?;
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes).await?;
    Ok(String::from_utf8(bytes).unwrap())
}

async fn serve(
    mut stream: TcpStream,
    to: u16,
    password: Option<(&str, &str)>,
    told: &Mutex<Vec<String>>,
) -> io::Result<()> {
    assert_eq!(stream.read_u8().await?, 5, "the version");
    let methods = text(&mut stream).await?;
    let wanted = if password.is_some() { 2 } else { 0 };
    if !methods.as_bytes().contains(&wanted) {
        return stream.write_all(&[5, 0xFF]).await;
    }
    stream.write_all(&[5, wanted]).await?;
    if let Some((user, secret)) = password {
        assert_eq!(stream.read_u8().await?, 1, "the version of the sign-in");
        let given = (text(&mut stream).await?, text(&mut stream).await?);
        let right = given == (user.to_owned(), secret.to_owned());
        stream.write_all(&[1, u8::from(!right)]).await?;
        if !right {
            return Ok(());
        }
    }
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    assert_eq!(head[..3], [5, 1, 0], "connect");
    let name = match head[3] {
        1 => Ipv4Addr::from(stream.read_u32().await?).to_string(),
        3 => text(&mut stream).await?,
        kind => panic!("an address of kind {kind}"),
    };
    let port = stream.read_u16().await?;
    told.lock().unwrap().push(format!("{name}:{port}"));
    let mut server = TcpStream::connect(("127.0.0.1", to)).await?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    copy_bidirectional(&mut stream, &mut server).await?;
    Ok(())
}
