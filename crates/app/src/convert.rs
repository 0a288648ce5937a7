//! From the words of the crates below to the words of the wire.

use crate::explain;
use crate::status::{keychain_remedy, remedy};
use crate::wire::{
    AppError, CertificateCause, CertificateView, Effect, Environment, Hue, IdentityCause, Lapse,
    MarkView, NetworkCause, Problem, ProblemKind, ProxyCause, RefusedWhy, Remedy, SaidBy,
    ScriptCause, SignInCause, ViaView,
};
use domain::{
    Certificate, PlaceError, ProxyAddressError, Tenant, Timestamp, VendorFailure, VendorId,
};
use gateway::{
    CertificateFault, GatewayError, IdentityError, IdentityFault, LastFailure, NetworkFault,
    Outcome, ProxyFault, ScriptFault, Shown, Via,
};
use secrets::StoreError;
use sessions::AuthError;
use std::time::Duration;

/// A moment as RFC 3339, to the second.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A length of time for the wire; what does not fit is the longest that does.
pub(crate) fn millis(length: Duration) -> u32 {
    u32::try_from(length.as_millis()).unwrap_or(u32::MAX)
}

/// A count for the wire; what does not fit is the largest that does.
pub(crate) fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl From<domain::Effect> for Effect {
    fn from(effect: domain::Effect) -> Self {
        match effect {
            domain::Effect::Reads => Self::Reads,
            domain::Effect::Discloses => Self::Discloses,
            domain::Effect::Changes => Self::Changes,
            domain::Effect::Removes => Self::Removes,
        }
    }
}

impl From<domain::Environment> for Environment {
    fn from(environment: domain::Environment) -> Self {
        match environment {
            domain::Environment::Production => Self::Production,
            domain::Environment::Test => Self::Test,
            domain::Environment::Demo => Self::Demo,
        }
    }
}

impl From<Environment> for domain::Environment {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Production => Self::Production,
            Environment::Test => Self::Test,
            Environment::Demo => Self::Demo,
        }
    }
}

impl From<&domain::Mark> for MarkView {
    fn from(mark: &domain::Mark) -> Self {
        let hue = match mark.hue {
            domain::Hue::Petrol => Hue::Petrol,
            domain::Hue::Moss => Hue::Moss,
            domain::Hue::Raspberry => Hue::Raspberry,
            domain::Hue::Copper => Hue::Copper,
            domain::Hue::Plum => Hue::Plum,
            domain::Hue::Slate => Hue::Slate,
            domain::Hue::Indigo => Hue::Indigo,
            domain::Hue::Bottle => Hue::Bottle,
            domain::Hue::Brick => Hue::Brick,
        };
        Self {
            letters: mark.letters.clone(),
            hue,
        }
    }
}

impl From<GatewayError> for AppError {
    fn from(error: GatewayError) -> Self {
        match error {
            GatewayError::Locked(effect) => Self::TenantLocked {
                effect: effect.into(),
            },
            // What would have left is not what was approved.
            GatewayError::NotApproved(_) => Self::Stale,
            GatewayError::LeftOrigin { to } | GatewayError::Redirected { to } => {
                Self::LeftOrigin { to }
            }
            GatewayError::RateLimited { retry_after, .. } => Self::RateLimited {
                retry_after_ms: millis(retry_after),
            },
            GatewayError::Resting {
                host,
                last,
                retry_after,
            } => Self::Resting {
                host,
                retry_after_ms: millis(retry_after),
                status: match last {
                    LastFailure::Status(status) => Some(status),
                    LastFailure::Network(_) => None,
                },
                cause: match last {
                    LastFailure::Status(_) => None,
                    LastFailure::Network(fault) => Some(network_cause(fault)),
                },
            },
            GatewayError::Unreachable {
                host,
                fault,
                outcome,
            } => Self::Unreachable {
                host,
                cause: network_cause(fault),
                may_have_arrived: outcome == Outcome::Unknown,
            },
            GatewayError::Proxy { via, fault } => Self::Proxy {
                via: (&via).into(),
                cause: proxy_cause(fault),
            },
            GatewayError::Identity { host, fault } => Self::ClientCertificate {
                host,
                cause: match fault {
                    IdentityFault::Required => IdentityCause::Required,
                    IdentityFault::Refused => IdentityCause::Refused,
                },
            },
            GatewayError::Untrusted {
                host,
                shown,
                fault,
                expected,
            } => Self::Untrusted {
                host,
                issuer: shown.as_ref().map(|shown| shown.issuer.clone()),
                names: shown
                    .as_ref()
                    .map(|shown| shown.names.clone())
                    .unwrap_or_default(),
                until: shown.as_ref().and_then(|shown| shown.until).map(moment),
                fingerprint: shown.map(|shown| shown.fingerprint),
                cause: certificate_cause(fault),
                expected,
            },
            GatewayError::HeadTooLarge { bytes, .. } => Self::TooLarge {
                limit_kb: u32::try_from(bytes / 1024).unwrap_or(u32::MAX),
            },
            GatewayError::Undecodable { host, .. } => Self::Unreachable {
                host,
                cause: NetworkCause::Protocol,
                may_have_arrived: true,
            },
            GatewayError::TooLarge { limit } => Self::TooLarge {
                limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
            },
        }
    }
}

pub(crate) fn network_cause(fault: NetworkFault) -> NetworkCause {
    match fault {
        NetworkFault::Name => NetworkCause::Name,
        NetworkFault::NameTimeout => NetworkCause::NameTimeout,
        NetworkFault::Refused => NetworkCause::Refused,
        NetworkFault::ConnectTimeout => NetworkCause::ConnectTimeout,
        NetworkFault::HandshakeTimeout => NetworkCause::HandshakeTimeout,
        NetworkFault::TooOld => NetworkCause::TooOld,
        NetworkFault::Timeout => NetworkCause::Timeout,
        NetworkFault::Reset => NetworkCause::Reset,
        NetworkFault::Tls => NetworkCause::Tls,
        NetworkFault::Protocol => NetworkCause::Protocol,
    }
}

fn proxy_cause(fault: ProxyFault) -> ProxyCause {
    match fault {
        ProxyFault::Unreachable(_) => ProxyCause::Unreachable,
        ProxyFault::SignInRequired { schemes } => ProxyCause::SignInRequired { schemes },
        ProxyFault::SignInRefused { schemes } => ProxyCause::SignInRefused { schemes },
        ProxyFault::SchemeNotSpoken { schemes } => ProxyCause::SchemeNotSpoken { schemes },
        ProxyFault::TunnelRefused { status } => ProxyCause::Refused { status },
        ProxyFault::BrokeOff => ProxyCause::BrokeOff,
        ProxyFault::Protocol | ProxyFault::KindNotSpoken => ProxyCause::OtherKind,
        ProxyFault::NumericHost => ProxyCause::NumericHost,
        ProxyFault::Script(fault) => ProxyCause::Script {
            why: match fault {
                ScriptFault::Unreachable => ScriptCause::Unreachable,
                ScriptFault::TooLarge => ScriptCause::TooLarge,
                ScriptFault::TooSlow => ScriptCause::TooSlow,
                ScriptFault::Broken => ScriptCause::Broken,
                ScriptFault::NoWay => ScriptCause::NoWay,
            },
        },
    }
}

impl From<&Via> for ViaView {
    fn from(via: &Via) -> Self {
        Self {
            proxy: via.proxy.as_ref().map(ToString::to_string),
            said_by: match &via.said_by {
                gateway::SaidBy::Settings => SaidBy::Settings,
                gateway::SaidBy::System => SaidBy::System,
                gateway::SaidBy::Script { stale: None, .. } => SaidBy::Script,
                gateway::SaidBy::Script { stale: Some(_), .. } => SaidBy::OldScript,
                gateway::SaidBy::Loopback => SaidBy::Loopback,
            },
        }
    }
}

impl From<&Shown> for CertificateView {
    fn from(shown: &Shown) -> Self {
        Self {
            subject: shown.subject.clone(),
            issuer: shown.issuer.clone(),
            names: shown.names.clone(),
            since: shown.since.map(moment),
            until: shown.until.map(moment),
            fingerprint: shown.fingerprint.clone(),
        }
    }
}

impl From<&Certificate> for CertificateView {
    fn from(certificate: &Certificate) -> Self {
        (&Shown::read(&[certificate.der()])).into()
    }
}

fn certificate_cause(fault: CertificateFault) -> CertificateCause {
    match fault {
        CertificateFault::UnknownIssuer => CertificateCause::UnknownIssuer,
        CertificateFault::WrongName => CertificateCause::WrongName,
        CertificateFault::Expired => CertificateCause::Expired,
        CertificateFault::NotYetValid => CertificateCause::NotYetValid,
        CertificateFault::Other => CertificateCause::Other,
    }
}

/// Why a service at a host did not answer, or not as it should; nobody signs in there.
pub(crate) fn gateway_failed(host: &str, error: AuthError) -> AppError {
    match error {
        AuthError::Gateway(error) => error.into(),
        AuthError::NotThisProduct {
            status,
            content_type,
        } => AppError::NotThisProduct {
            host: host.to_owned(),
            status,
            content_type,
        },
        _ => AppError::NotFound,
    }
}

/// Why nobody is signed in at a tenant.
pub(crate) fn auth_failed(tenant: &Tenant, error: AuthError) -> AppError {
    let host = tenant.place.origin().authority();
    match error {
        AuthError::Lapsed(why) => AppError::SignInRequired {
            tenant: tenant.id.as_str().to_owned(),
            why: lapse(&tenant.vendor, why),
        },
        AuthError::Gateway(error) => error.into(),
        AuthError::Failed(failure) => {
            let explained = explain::sign_in(&tenant.vendor, &failure);
            let VendorFailure {
                status,
                code,
                message,
            } = failure;
            AppError::VendorFailed {
                status,
                code,
                message,
                request_id: None,
                explained,
            }
        }
        AuthError::NotThisProduct {
            status,
            content_type,
        } => AppError::NotThisProduct {
            host: host.to_owned(),
            status,
            content_type,
        },
        AuthError::Store(error) => store_failed(error),
        AuthError::NotOurs => sign_in_failed(SignInCause::NotOurs),
        AuthError::Elsewhere { origin } => sign_in_failed(SignInCause::Elsewhere { origin }),
        AuthError::NobodyAnswered => sign_in_failed(SignInCause::NobodyAnswered),
        AuthError::NoListener => sign_in_failed(SignInCause::NoListener),
        AuthError::NoRandomness => AppError::StoreUnavailable {
            remedy: Remedy::Wait,
        },
        AuthError::Cancelled => AppError::Cancelled,
        AuthError::Unknown => AppError::NotFound,
    }
}

fn sign_in_failed(why: SignInCause) -> AppError {
    AppError::SignInFailed { why }
}

/// Why a session is over.
pub(crate) fn lapse(vendor: &VendorId, why: sessions::Lapse) -> Lapse {
    let refused = |why, failure: VendorFailure| Lapse::Refused {
        why,
        explained: explain::sign_in(vendor, &failure),
        status: failure.status,
        code: failure.code,
        message: failure.message,
    };
    match why {
        sessions::Lapse::Refused(failure) => refused(RefusedWhy::Wrong, failure),
        sessions::Lapse::NoLongerValid(failure) => refused(RefusedWhy::NoLongerValid, failure),
        sessions::Lapse::AccountOff(failure) => refused(RefusedWhy::AccountOff, failure),
        sessions::Lapse::NetworkRefused(failure) => refused(RefusedWhy::Network, failure),
        sessions::Lapse::Stopped(_) => Lapse::Stopped,
        sessions::Lapse::Ended => Lapse::Ended,
        sessions::Lapse::NeedsPerson => Lapse::NeedsPerson,
        sessions::Lapse::SecretMissing(field) => Lapse::SecretMissing {
            field: field.as_str().to_owned(),
        },
    }
}

/// Why a secret was not kept or read.
pub(crate) fn store_failed(error: StoreError) -> AppError {
    let remedy = match error {
        StoreError::Unavailable {
            why: secrets::Why::Locked { .. },
        } => return AppError::VaultLocked,
        StoreError::Unavailable { why } => remedy(&why),
        StoreError::Keychain { state, .. } => keychain_remedy(&state),
        StoreError::TooLarge { limit } => {
            return AppError::TooLarge {
                limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
            };
        }
        StoreError::Disk { .. } | StoreError::Altered | StoreError::NotCalledFor => Remedy::Damaged,
        StoreError::WrongPassphrase => return AppError::WrongPassphrase,
        StoreError::PassphraseTooShort { least } => {
            let least = count(least);
            return invalid("passphrase", ProblemKind::TooShort { least });
        }
        StoreError::Opening
        | StoreError::ChangedElsewhere
        | StoreError::NoMemory
        | StoreError::NoRandomness => Remedy::Wait,
    };
    AppError::StoreUnavailable { remedy }
}

/// What is wrong with an address.
pub(crate) fn address_problem(field: &str, error: &PlaceError) -> AppError {
    let problem = match error {
        PlaceError::NotAnAddress => ProblemKind::NotAnAddress,
        PlaceError::NotHttps => ProblemKind::NotHttps,
        PlaceError::CredentialsInside => ProblemKind::CredentialsInside,
    };
    invalid(field, problem)
}

/// What is wrong with the address of a proxy or of a script.
pub(crate) fn proxy_problem(error: ProxyAddressError) -> AppError {
    let problem = match error {
        ProxyAddressError::NotAnAddress => ProblemKind::NotAnAddress,
        ProxyAddressError::Scheme => ProblemKind::OtherScheme,
        ProxyAddressError::CredentialsInside => ProblemKind::CredentialsInside,
    };
    invalid("proxy", problem)
}

/// What is wrong with a file that was to hold a client certificate.
pub(crate) fn identity_problem(error: IdentityError) -> AppError {
    let problem = match error {
        IdentityError::WrongPassword => return AppError::WrongPassphrase,
        IdentityError::NoKey => ProblemKind::NoKey,
        IdentityError::OtherKey => ProblemKind::OtherKey,
        IdentityError::NoCertificate
        | IdentityError::Unreadable
        | IdentityError::PasswordNeeded => ProblemKind::NotACertificate,
    };
    invalid("certificate", problem)
}

/// One field that cannot be used as it is.
pub(crate) fn invalid(field: &str, problem: ProblemKind) -> AppError {
    AppError::Invalid {
        problems: vec![Problem {
            field: field.to_owned(),
            place: None,
            problem,
        }],
    }
}
