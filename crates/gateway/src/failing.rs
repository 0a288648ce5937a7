//! What a failure of the HTTP library means. Tells by types and by how far the request got, never
//! by text.

use crate::dialing::Progress;
use crate::surroundings::NameFailed;
use crate::tls::certificate_fault;
use crate::{CertificateFault, IdentityFault, NetworkFault, Outcome};
use rustls::AlertDescription;
use std::error::Error;
use std::io;

/// What a failure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The certificate is not trusted.
    Certificate(CertificateFault),
    /// The server wants a client certificate.
    Identity(IdentityFault),
    /// The head of the answer is too large.
    Head,
    /// Anything on the way.
    Network(NetworkFault, Outcome),
}

/// What a failure means.
pub(crate) fn meaning(
    error: &(dyn Error + 'static),
    progress: Progress,
    has_identity: bool,
) -> Failure {
    if let Some(fault) = find(error, certificate_fault) {
        return Failure::Certificate(fault);
    }
    let too_large = |hyper: &hyper::Error| hyper.is_parse_too_large().then_some(());
    if find(error, too_large).is_some() {
        return Failure::Head;
    }
    let fault = network_fault(error, progress);
    // A server that asks for a certificate, does not get the one it wants and hangs up says so in
    // an alert, which may be lost when it hangs up at once.
    let hung_up = fault == NetworkFault::Reset || fault == NetworkFault::Tls;
    if progress.identity_asked && hung_up {
        return Failure::Identity(if has_identity {
            IdentityFault::Refused
        } else {
            IdentityFault::Required
        });
    }
    Failure::Network(fault, outcome(error))
}

/// Whether anything of the request can have left: not before a connection stood, and not when the
/// library gives it back unwritten.
fn outcome(error: &(dyn Error + 'static)) -> Outcome {
    let unwritten = |hyper: &hyper::Error| hyper.is_canceled().then_some(());
    // A stream the server refused, or one beyond the last it says it looked at when it goes away
    // in peace (RFC 9113, 8.7), was not acted upon.
    let unprocessed = |h2: &h2::Error| {
        let refused = h2.is_reset() && h2.reason() == Some(h2::Reason::REFUSED_STREAM);
        let going = h2.is_go_away() && h2.reason() == Some(h2::Reason::NO_ERROR);
        (h2.is_remote() && (refused || going)).then_some(())
    };
    // No connection could be made for it. That one was being made says nothing: the library may
    // have sent the request over another that became free meanwhile.
    let unconnected = |error: &reqwest::Error| error.is_connect().then_some(());
    if find(error, unconnected).is_some()
        || find(error, unwritten).is_some()
        || find(error, unprocessed).is_some()
    {
        Outcome::NotSent
    } else {
        Outcome::Unknown
    }
}

fn network_fault(error: &(dyn Error + 'static), progress: Progress) -> NetworkFault {
    if let Some(failed) = find(error, |failed: &NameFailed| Some(*failed)) {
        return match failed {
            NameFailed::Unknown => NetworkFault::Name,
            NameFailed::Late => NetworkFault::NameTimeout,
        };
    }
    if let Some(fault) = find(error, |tls: &rustls::Error| Some(tls_fault(tls))) {
        return fault;
    }
    let kind = find(error, |io: &io::Error| match io.kind() {
        io::ErrorKind::Other => None,
        kind => Some(kind),
    });
    let library = find(error, |error: &reqwest::Error| {
        Some((error.is_timeout(), error.is_connect()))
    });
    let (late, connecting) = library.unwrap_or_default();
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => return NetworkFault::Refused,
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::NotConnected,
        ) => return NetworkFault::Reset,
        _ => {}
    }
    if late || kind == Some(io::ErrorKind::TimedOut) {
        return if progress.stood || !progress.dialled {
            NetworkFault::Timeout
        } else if progress.handshake {
            NetworkFault::HandshakeTimeout
        } else {
            NetworkFault::ConnectTimeout
        };
    }
    let says_no_http =
        |hyper: &hyper::Error| (hyper.is_parse() || hyper.is_parse_status()).then_some(());
    if find(error, says_no_http).is_some() {
        return NetworkFault::Protocol;
    }
    let ended = |hyper: &hyper::Error| {
        (hyper.is_incomplete_message() || hyper.is_canceled() || hyper.is_closed()).then_some(())
    };
    let spoken = find(error, |_: &hyper::Error| Some(())).is_some();
    if connecting && kind.is_some() && find(error, ended).is_none() {
        // No way there, no right to it: told at once, as a closed port is.
        NetworkFault::Refused
    } else if connecting || spoken {
        NetworkFault::Reset
    } else {
        NetworkFault::Protocol
    }
}

/// A handshake that failed for another reason than trust.
fn tls_fault(error: &rustls::Error) -> NetworkFault {
    use rustls::PeerIncompatible as Peer;
    match error {
        rustls::Error::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity,
        )
        | rustls::Error::PeerIncompatible(
            Peer::ServerDoesNotSupportTls12Or13
            | Peer::ServerTlsVersionIsDisabledByOurConfig
            | Peer::Tls12NotOffered
            | Peer::Tls12NotOfferedOrEnabled,
        ) => NetworkFault::TooOld,
        _ => NetworkFault::Tls,
    }
}

/// Looks for a type in an error and everything it wraps, also inside `io::Error`.
fn find<E: Error + 'static, T>(
    error: &(dyn Error + 'static),
    take: impl Fn(&E) -> Option<T>,
) -> Option<T> {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>().and_then(&take) {
            return Some(found);
        }
        next = match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
