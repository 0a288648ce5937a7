//! From the words of the crates below to the words of the wire.

use crate::status::{keychain_remedy, remedy};
use crate::wire::{
    AppError, CertificateCause, Effect, Environment, Hue, Lapse, MarkView, NetworkCause, Problem,
    ProblemKind, Remedy, SessionView, TokenLife,
};
use domain::{PlaceError, TenantId, Timestamp, VendorFailure};
use gateway::{CertificateFault, GatewayError, NetworkFault};
use secrets::StoreError;
use sessions::{AuthError, Lives, Session};
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
            GatewayError::LeftOrigin { to } | GatewayError::Redirected { to } => {
                Self::LeftOrigin { to }
            }
            GatewayError::RateLimited { retry_after } => Self::RateLimited {
                retry_after_ms: millis(retry_after),
            },
            GatewayError::Unreachable { host, fault } => Self::Unreachable {
                host,
                cause: network_cause(fault),
            },
            GatewayError::Untrusted { host, shown, fault } => Self::Untrusted {
                host,
                issuer: shown.as_ref().map(|shown| shown.issuer.clone()),
                names: shown
                    .as_ref()
                    .map(|shown| shown.names.clone())
                    .unwrap_or_default(),
                until: shown.as_ref().and_then(|shown| shown.until).map(moment),
                fingerprint: shown.map(|shown| shown.fingerprint),
                cause: certificate_cause(fault),
            },
            GatewayError::HeadTooLarge { bytes, .. } => Self::TooLarge {
                limit_kb: u32::try_from(bytes / 1024).unwrap_or(u32::MAX),
            },
            GatewayError::Undecodable { host, .. } => Self::Unreachable {
                host,
                cause: NetworkCause::Protocol,
            },
            GatewayError::TooLarge { limit } => Self::TooLarge {
                limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
            },
        }
    }
}

fn network_cause(fault: NetworkFault) -> NetworkCause {
    match fault {
        NetworkFault::Name => NetworkCause::Name,
        NetworkFault::Refused => NetworkCause::Refused,
        NetworkFault::Timeout => NetworkCause::Timeout,
        NetworkFault::Reset => NetworkCause::Reset,
        NetworkFault::Tls => NetworkCause::Tls,
        NetworkFault::Protocol => NetworkCause::Protocol,
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

/// A vendor's refusal of something other than the sign-in.
pub(crate) fn vendor_failed(failure: VendorFailure) -> AppError {
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
    }
}

/// Why nobody is signed in at a tenant.
pub(crate) fn auth_failed(tenant: &TenantId, host: &str, error: AuthError) -> AppError {
    match error {
        AuthError::Lapsed(why) => AppError::SignInRequired {
            tenant: tenant.as_str().to_owned(),
            why: lapse(why),
        },
        AuthError::Gateway(error) => error.into(),
        AuthError::Failed(failure) => vendor_failed(failure),
        AuthError::NotThisProduct {
            status,
            content_type,
        } => AppError::NotThisProduct {
            host: host.to_owned(),
            status,
            content_type,
        },
        AuthError::Store(error) => store_failed(error),
        AuthError::NotOurs | AuthError::Elsewhere { .. } => AppError::NotThisProduct {
            host: host.to_owned(),
            status: 302,
            content_type: None,
        },
        AuthError::NobodyAnswered
        | AuthError::Cancelled
        | AuthError::NoListener
        | AuthError::NoRandomness => AppError::Cancelled,
        AuthError::Unknown => AppError::NotFound,
    }
}

/// Why a session is over.
pub(crate) fn lapse(why: sessions::Lapse) -> Lapse {
    match why {
        sessions::Lapse::Refused(VendorFailure {
            status,
            code,
            message,
        })
        | sessions::Lapse::NoLongerValid(VendorFailure {
            status,
            code,
            message,
        })
        | sessions::Lapse::AccountOff(VendorFailure {
            status,
            code,
            message,
        })
        | sessions::Lapse::NetworkRefused(VendorFailure {
            status,
            code,
            message,
        }) => Lapse::Refused {
            status,
            code,
            message,
        },
        sessions::Lapse::Stopped(_) => Lapse::Stopped,
        sessions::Lapse::Ended | sessions::Lapse::NeedsPerson => Lapse::Ended,
        sessions::Lapse::SecretMissing(field) => Lapse::SecretMissing {
            field: field.as_str().to_owned(),
        },
    }
}

/// Why a secret was not kept or read.
pub(crate) fn store_failed(error: StoreError) -> AppError {
    let remedy = match error {
        StoreError::Unavailable { why } => remedy(&why),
        StoreError::Keychain { state, .. } => keychain_remedy(&state),
        StoreError::TooLarge { limit } => {
            return AppError::TooLarge {
                limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
            };
        }
        StoreError::Disk { .. } | StoreError::Altered | StoreError::NotCalledFor => Remedy::Damaged,
        StoreError::Opening | StoreError::ChangedElsewhere | StoreError::NoRandomness => {
            Remedy::Wait
        }
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

/// A session as the interface shows it.
pub(crate) fn session_view(session: &Session) -> SessionView {
    match session {
        Session::SignedOut => SessionView::SignedOut,
        Session::Talking { .. } => SessionView::SigningIn,
        Session::Active { token } => SessionView::Active {
            since: moment(token.since),
            life: life(token.lives),
        },
        Session::Renewing { .. } => SessionView::Renewing,
        Session::Lapsed { why } => SessionView::Lapsed {
            why: lapse(why.clone()),
        },
    }
}

/// A token's life as the interface shows it.
pub(crate) fn life(lives: Lives) -> TokenLife {
    match lives {
        Lives::Until(at) => TokenLife::Until { at: moment(at) },
        Lives::Idle { minutes } => TokenLife::Idle { minutes },
        Lives::NotSaid { .. } => TokenLife::NotSaid,
    }
}
