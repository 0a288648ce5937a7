//! Asks a proxy for a tunnel, and understands its answer.
//!
//! The HTTP library makes tunnels itself, but only says that one failed, not what the proxy said.
//! So the first call to an origin through a proxy asks here before, and lets the tunnel go again:
//! one more round trip once, and a wrong password is shown to the proxy once and not twice.

use crate::surroundings::{NameFailed, Names, look_up};
use crate::ways::SignIn;
use crate::{NetworkFault, ProxyFault};
use domain::{ProxyAddress, ProxyScheme};
use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The head of a proxy's answer may be so large, in bytes, and have so many headers.
const HEAD: usize = 16 * 1024;
const HEADERS: usize = 100;

/// What a proxy said to `CONNECT`.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    status: u16,
    schemes: Vec<String>,
}

/// Asks for a tunnel to a host and port; within `limit` the proxy has to be reached, and within as
/// much again it has to answer.
pub(crate) async fn ask(
    names: &dyn Names,
    proxy: &ProxyAddress,
    sign_in: Option<&SignIn>,
    (host, port): (&str, u16),
    limit: Duration,
) -> Result<(), ProxyFault> {
    let unreachable = ProxyFault::Unreachable;
    let stream = match timeout(limit, reach(names, proxy)).await {
        Ok(reached) => reached.map_err(unreachable)?,
        Err(_) => return Err(unreachable(NetworkFault::ConnectTimeout)),
    };
    let talking = async {
        match proxy.scheme() {
            ProxyScheme::Http => talk(stream, sign_in, &format!("{host}:{port}")).await,
            ProxyScheme::Socks5 => socks(stream, sign_in, host, port).await,
        }
    };
    match timeout(limit, talking).await {
        Ok(end) => end,
        Err(_) => Err(unreachable(NetworkFault::Timeout)),
    }
}

/// Connects to the proxy itself.
async fn reach(names: &dyn Names, proxy: &ProxyAddress) -> Result<TcpStream, NetworkFault> {
    let host = proxy.host().trim_start_matches('[').trim_end_matches(']');
    let mut last = NetworkFault::Name;
    let found = look_up(names, host).await.map_err(|failed| match failed {
        NameFailed::Unknown => NetworkFault::Name,
        NameFailed::Late => NetworkFault::NameTimeout,
    })?;
    for mut address in found {
        address.set_port(proxy.port());
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                last = NetworkFault::ConnectTimeout;
            }
            Err(_) => last = NetworkFault::Refused,
        }
    }
    Err(last)
}

/// By `CONNECT` of HTTP (RFC 9110, 9.3.6).
async fn talk(
    mut stream: TcpStream,
    sign_in: Option<&SignIn>,
    authority: &str,
) -> Result<(), ProxyFault> {
    let mut request = format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n").into_bytes();
    if let Some(sign_in) = sign_in {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(sign_in.basic.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    stream.write_all(&request).await.map_err(broke)?;
    let mut heard = Vec::with_capacity(1024);
    loop {
        if stream.read_buf(&mut heard).await.map_err(broke)? == 0 {
            return Err(ProxyFault::BrokeOff);
        }
        if let Some(said) = understand(&heard)? {
            return judge(said, sign_in.is_some());
        }
        if heard.len() > HEAD {
            return Err(ProxyFault::Protocol);
        }
    }
}

fn broke(_: io::Error) -> ProxyFault {
    ProxyFault::BrokeOff
}

/// By SOCKS version 5 (RFC 1928), with user and password where there are some (RFC 1929).
async fn socks(
    mut stream: TcpStream,
    sign_in: Option<&SignIn>,
    host: &str,
    port: u16,
) -> Result<(), ProxyFault> {
    const NONE: u8 = 0;
    const PASSWORD: u8 = 2;
    let plain = sign_in.and_then(|sign_in| sign_in.plain.as_ref());
    let offer: &[u8] = match plain {
        None => &[5, 1, NONE],
        Some(_) => &[5, 2, NONE, PASSWORD],
    };
    stream.write_all(offer).await.map_err(broke)?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen).await.map_err(broke)?;
    let schemes = Vec::new();
    match (chosen, plain) {
        ([5, NONE], _) => {}
        ([5, PASSWORD], Some((user, password))) => {
            let mut told = vec![1];
            let fits = password.lend(|password| {
                text(&mut told, user.as_bytes()) && text(&mut told, password.as_bytes())
            });
            let refused = ProxyFault::SignInRefused { schemes };
            if !fits {
                return Err(refused);
            }
            stream.write_all(&told).await.map_err(broke)?;
            let mut end = [0; 2];
            stream.read_exact(&mut end).await.map_err(broke)?;
            if end[1] != 0 {
                return Err(refused);
            }
        }
        ([5, _], None) => return Err(ProxyFault::SignInRequired { schemes }),
        ([5, _], Some(_)) => return Err(ProxyFault::SchemeNotSpoken { schemes }),
        _ => return Err(ProxyFault::Protocol),
    }
    let mut connect = vec![5, 1, 0];
    if !destination(&mut connect, host) {
        return Err(ProxyFault::Protocol);
    }
    connect.extend_from_slice(&port.to_be_bytes());
    stream.write_all(&connect).await.map_err(broke)?;
    let mut reply = [0; 2];
    stream.read_exact(&mut reply).await.map_err(broke)?;
    match reply {
        [5, 0] => Ok(()),
        [5, code] => Err(ProxyFault::TunnelRefused {
            status: code.into(),
        }),
        _ => Err(ProxyFault::Protocol),
    }
}

/// Adds where to go: an address as its bytes, a name as a text for the proxy to look up.
fn destination(to: &mut Vec<u8>, host: &str) -> bool {
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        to.push(1);
        to.extend_from_slice(&address.octets());
        return true;
    }
    to.push(3);
    text(to, host.as_bytes())
}

/// Adds a text with its length before it, when it is short enough.
fn text(to: &mut Vec<u8>, text: &[u8]) -> bool {
    let Ok(length) = u8::try_from(text.len()) else {
        return false;
    };
    to.push(length);
    to.extend_from_slice(text);
    true
}

/// Reads the head of an answer; nothing when it is not whole yet.
fn understand(heard: &[u8]) -> Result<Option<Said>, ProxyFault> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    match answer.parse(heard) {
        Ok(httparse::Status::Partial) => return Ok(None),
        Ok(httparse::Status::Complete(_)) => {}
        Err(_) => return Err(ProxyFault::Protocol),
    }
    let offered = answer
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case("proxy-authenticate"))
        .filter_map(|header| std::str::from_utf8(header.value).ok())
        .flat_map(schemes);
    Ok(Some(Said {
        status: answer.code.unwrap_or_default(),
        schemes: offered.collect(),
    }))
}

/// The names of the schemes in one header; several may stand in one, between commas, as do their
/// parameters (RFC 9110, 11.6.1).
fn schemes(offered: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = offered.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts
        .filter_map(|part| part.split_whitespace().next())
        .filter(|word| word.len() <= 40 && !word.contains('='))
        .map(str::to_owned)
        .collect()
}

fn judge(said: Said, signed_in: bool) -> Result<(), ProxyFault> {
    let Said { status, schemes } = said;
    match status {
        200..=299 => Ok(()),
        407 => {
            let spoken = schemes
                .iter()
                .any(|scheme| scheme.eq_ignore_ascii_case("basic"));
            Err(match (spoken, signed_in) {
                (false, _) => ProxyFault::SchemeNotSpoken { schemes },
                (true, true) => ProxyFault::SignInRefused { schemes },
                (true, false) => ProxyFault::SignInRequired { schemes },
            })
        }
        status => Err(ProxyFault::TunnelRefused { status }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, judge, schemes, understand};
    use crate::ProxyFault;

    #[test]
    fn the_schemes_a_proxy_offers_are_told_from_their_parameters() {
        assert_eq!(schemes("Basic realm=\"a, b\""), ["Basic"]);
        assert_eq!(schemes("Negotiate"), ["Negotiate"]);
        assert_eq!(
            schemes("Digest realm=\"x\", qop=\"auth,auth-int\", NTLM, Basic realm=y"),
            ["Digest", "NTLM", "Basic"]
        );
        assert_eq!(schemes(""), Vec::<String>::new());
    }

    #[test]
    fn an_answer_is_read_when_its_head_is_whole() {
        let answer = b"HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\n\
                       proxy-authenticate: Basic realm=\"x\"\r\n\r\n<html>";
        assert_eq!(understand(&answer[..30]), Ok(None));
        let said = understand(answer).unwrap().unwrap();
        assert_eq!(said.schemes, ["NTLM", "Basic"]);
        assert_eq!(understand(b"SSH-2.0-x\r\n"), Err(ProxyFault::Protocol));
    }

    #[test]
    fn what_a_refusal_means_depends_on_the_schemes_and_on_the_password() {
        let said = |status, schemes: &[&str]| Said {
            status,
            schemes: schemes.iter().map(|scheme| (*scheme).to_owned()).collect(),
        };
        let basic = || vec!["basic".to_owned()];
        let ntlm = || vec!["NTLM".to_owned()];
        assert_eq!(judge(said(200, &[]), false), Ok(()));
        assert_eq!(
            judge(said(407, &["basic"]), false),
            Err(ProxyFault::SignInRequired { schemes: basic() })
        );
        assert_eq!(
            judge(said(407, &["basic"]), true),
            Err(ProxyFault::SignInRefused { schemes: basic() })
        );
        assert_eq!(
            judge(said(407, &["NTLM"]), true),
            Err(ProxyFault::SchemeNotSpoken { schemes: ntlm() })
        );
        assert_eq!(
            judge(said(403, &[]), true),
            Err(ProxyFault::TunnelRefused { status: 403 })
        );
    }
}
