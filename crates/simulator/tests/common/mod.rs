//! A small client of its own: it trusts one authority, follows nothing and keeps nothing.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part; what fails here fails a test"
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use simulator::{Files, Options, Simulated, Tls, start};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A vendor's folder; a file that is not written yet is an empty document.
pub fn files(vendor: &str) -> Files {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../vendors/src")
        .join(vendor.replace('-', "_"));
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let document = ["openapi.json", "openapi.yaml"]
        .iter()
        .find_map(|name| std::fs::read(folder.join(name)).ok())
        .unwrap();
    Files {
        vendor: vendor.to_owned(),
        manifest: text("vendor.toml"),
        document: document.into(),
        seed: text("seed.json"),
    }
}

pub async fn started(vendor: &str) -> Simulated {
    start(files(vendor), Options::default()).await.unwrap()
}

pub async fn plain(vendor: &str) -> Simulated {
    let options = Options {
        tls: Tls::Plain,
        ..Options::default()
    };
    start(files(vendor), options).await.unwrap()
}

pub struct Got {
    pub status: StatusCode,
    pub headers: http::HeaderMap,
    pub body: Vec<u8>,
}

impl Got {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub fn connector(ca_pem: &str, alpn: &[&str]) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap())
        .unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

pub fn host_of(origin: &str) -> String {
    origin.split_once("://").unwrap().1.to_owned()
}

pub async fn tls(origin: &str, ca_pem: &str, alpn: &[&str]) -> io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(host_of(origin)).await?;
    let name = ServerName::try_from("127.0.0.1").unwrap();
    connector(ca_pem, alpn).connect(name, stream).await
}

/// Sends one request on a connection of its own.
pub async fn send(
    to: &Simulated,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> io::Result<Got> {
    match to.ca_pem() {
        Some(ca) => {
            over(
                tls(to.origin(), ca, &["http/1.1"]).await?,
                to.origin(),
                method,
                path,
                headers,
                body.into(),
            )
            .await
        }
        None => {
            let stream = TcpStream::connect(host_of(to.origin())).await?;
            over(stream, to.origin(), method, path, headers, body.into()).await
        }
    }
}

/// Sends one request to the control side.
pub async fn control(to: &Simulated, method: &str, path: &str, body: &str) -> Got {
    let origin = to.control_origin();
    let stream = TcpStream::connect(host_of(origin)).await.unwrap();
    over(stream, origin, method, path, &[], body.as_bytes().to_vec())
        .await
        .unwrap()
}

async fn over(
    stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    origin: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> io::Result<Got> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    let connection = tokio::spawn(connection);
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", host_of(origin));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(Bytes::from(body))).unwrap();
    let response = sender
        .send_request(request)
        .await
        .map_err(io::Error::other)?;
    let (head, body) = response.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    connection.abort();
    Ok(Got {
        status: head.status,
        headers: head.headers,
        body: body.to_vec(),
    })
}

pub async fn get(to: &Simulated, token: &str, path: &str) -> Got {
    let bearer = format!("Bearer {token}");
    send(to, "GET", path, &[("authorization", &bearer)], "")
        .await
        .unwrap()
}

pub async fn call(to: &Simulated, token: &str, method: &str, path: &str, body: &Value) -> Got {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    send(to, method, path, &headers, body).await.unwrap()
}

pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
