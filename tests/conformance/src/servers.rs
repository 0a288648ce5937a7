//! Small servers for what the simulated tenants do not do: certificates of every kind, silence,
//! other protocols, and proxies.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use std::future::Future;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{
    CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName,
};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

const MADE: &str = "what a test makes itself is well formed";
const HELD: &str = "nothing panics while holding it";

/// An authority that signs what a test wants.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    /// A fresh one of this name.
    ///
    /// # Panics
    /// When this machine has no randomness.
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().expect(MADE);
        Self(CertifiedIssuer::self_signed(params, key).expect(MADE))
    }

    /// Its own certificate.
    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for these names, changed as a test wants it, and its key.
    ///
    /// # Panics
    /// When a name is none.
    pub fn signs(
        &self,
        names: &[&str],
        change: impl FnOnce(&mut CertificateParams),
    ) -> (rcgen::Certificate, KeyPair) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).expect(MADE);
        change(&mut params);
        let key = KeyPair::generate().expect(MADE);
        (params.signed_by(&key, &self.0).expect(MADE), key)
    }

    /// A server's side of TLS for these names.
    ///
    /// # Panics
    /// When a name is none.
    pub fn acceptor(
        &self,
        names: &[&str],
        change: impl FnOnce(&mut CertificateParams),
    ) -> TlsAcceptor {
        let config = server().with_no_client_auth();
        let (leaf, key) = self.signs(names, change);
        let config = config.with_single_cert(vec![leaf.der().clone()], private(&key));
        TlsAcceptor::from(Arc::new(config.expect(MADE)))
    }

    /// The same for one that wants a client certificate of this authority.
    ///
    /// # Panics
    /// When a name is none.
    pub fn demanding(&self, names: &[&str]) -> TlsAcceptor {
        let roots = roots(self.0.der().clone());
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
        let config = server().with_client_cert_verifier(verifier.build().expect(MADE));
        let (leaf, key) = self.signs(names, |_| {});
        let config = config.with_single_cert(vec![leaf.der().clone()], private(&key));
        TlsAcceptor::from(Arc::new(config.expect(MADE)))
    }
}

fn server() -> tokio_rustls::rustls::ConfigBuilder<ServerConfig, tokio_rustls::rustls::WantsVerifier>
{
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect(MADE)
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()))
}

fn roots(of: CertificateDer<'static>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(of).expect(MADE);
    roots
}

/// A server on this machine; it ends when it is dropped.
pub struct Listening {
    /// Where it listens.
    pub port: u16,
    _serving: JoinSet<()>,
}

impl Listening {
    /// Does `each` with every connection.
    ///
    /// # Panics
    /// When this machine has no port left.
    pub async fn start<F: Future<Output = ()> + Send + 'static>(
        each: impl Fn(TcpStream) -> F + Send + 'static,
    ) -> Self {
        let (listener, port) = bound().await;
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(each(stream));
            }
        });
        Self {
            port,
            _serving: serving,
        }
    }

    /// One that listens to everything and says `said` once it heard something; nothing when that
    /// is empty.
    pub async fn saying(said: Vec<u8>) -> Self {
        Self::start(move |stream| say(stream, said.clone())).await
    }

    /// The same over TLS.
    pub async fn saying_within(tls: TlsAcceptor, said: Vec<u8>) -> Self {
        let each = move |stream| {
            let (tls, said) = (tls.clone(), said.clone());
            async move {
                // A client that refuses the certificate has said what there is to say.
                if let Ok(stream) = tls.accept(stream).await {
                    say(stream, said).await;
                }
            }
        };
        Self::start(each).await
    }

    /// A front: opens TLS by `tls`, and brings what comes to a server of this machine whose
    /// authority is `pem`.
    ///
    /// # Panics
    /// When `pem` is no certificate.
    pub async fn before(tls: TlsAcceptor, port: u16, pem: &str) -> Self {
        use tokio_rustls::rustls::pki_types::pem::PemObject as _;
        let trusted = CertificateDer::from_pem_slice(pem.as_bytes()).expect(MADE);
        let client = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect(MADE)
            .with_root_certificates(roots(trusted))
            .with_no_client_auth();
        let connector = TlsConnector::from(Arc::new(client));
        let each = move |stream| {
            let (tls, connector) = (tls.clone(), connector.clone());
            async move {
                let Ok(mut front) = tls.accept(stream).await else {
                    return;
                };
                let Ok(stream) = TcpStream::connect(("127.0.0.1", port)).await else {
                    return;
                };
                let name = ServerName::try_from("127.0.0.1").expect(MADE);
                if let Ok(mut back) = connector.connect(name, stream).await {
                    // Either end may have enough first.
                    let _ = copy_bidirectional(&mut front, &mut back).await;
                }
            }
        };
        Self::start(each).await
    }
}

/// A port on which nobody listens.
///
/// # Panics
/// When this machine has no port left.
pub async fn closed_port() -> u16 {
    bound().await.1
}

async fn bound() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a machine has free ports");
    let port = listener.local_addr().expect("it was bound").port();
    (listener, port)
}

async fn say(mut stream: impl AsyncRead + AsyncWrite + Unpin, said: Vec<u8>) {
    let mut heard = vec![0; 64 * 1024];
    while matches!(stream.read(&mut heard).await, Ok(read) if read > 0) {
        // Who does not listen any more is not told.
        let _ = stream.write_all(&said).await;
    }
}

/// A proxy that leads every tunnel to one port of this machine.
pub struct Tunnels {
    /// Where it listens.
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    _listening: Listening,
}

impl Tunnels {
    /// Leads to `to`; lets those through whose request for a tunnel has `wants` in it, and tells
    /// the others `otherwise`.
    pub async fn start(to: u16, wants: &'static str, otherwise: &'static str) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&asked);
        let each = move |stream| tunnel(stream, to, wants, otherwise, Arc::clone(&told));
        let listening = Listening::start(each).await;
        Self {
            port: listening.port,
            asked,
            _listening: listening,
        }
    }

    /// The requests for tunnels.
    ///
    /// # Panics
    /// Never: nothing panics while holding them.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect(HELD).clone()
    }
}

async fn tunnel(
    mut stream: TcpStream,
    to: u16,
    wants: &str,
    otherwise: &str,
    told: Arc<Mutex<Vec<String>>>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else {
            return;
        };
        head.push(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let lets = head.contains(wants);
    told.lock().expect(HELD).push(head);
    let established = "HTTP/1.1 200 Connection established\r\n\r\n";
    let answer = if lets { established } else { otherwise };
    if stream.write_all(answer.as_bytes()).await.is_err() || !lets {
        return;
    }
    if let Ok(mut server) = TcpStream::connect(("127.0.0.1", to)).await {
        // Either end may have enough first.
        let _ = copy_bidirectional(&mut stream, &mut server).await;
    }
}
