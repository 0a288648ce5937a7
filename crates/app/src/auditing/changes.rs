//! Requests that do more than read: written down before they leave and after.

use super::about;
use crate::App;
use crate::changing::{Asked, Promise};
use crate::wire::AppError;
use audit::{Entry, Kind, Outcome};
use domain::{Environment, VendorFailure, Verdict};
use gateway::{GatewayError, Response, Seal};

/// A change that was written down and leaves now.
pub(crate) struct Intended {
    number: Option<u64>,
    entry: Entry,
}

impl App {
    /// Writes down what is about to leave.
    ///
    /// # Errors
    /// [`AppError::AuditUnavailable`] where it must not leave without.
    pub(crate) async fn intend(&self, seal: Seal, promise: Promise) -> Result<Intended, AppError> {
        let Promise {
            tenant,
            target,
            operation,
            effect,
            ticket,
            reason,
        } = promise;
        let entry = Entry {
            tenant: Some(about(&tenant)),
            target: Some(target),
            operation,
            effect: Some(effect),
            ticket,
            reason: Some(reason),
            seal: Some(seal.to_string()),
            ..Entry::of(Kind::ChangeIntended)
        };
        let number = match self.write_down(entry.clone()).await {
            Ok(number) => Some(number),
            Err(error) if tenant.environment == Environment::Production => return Err(error),
            // Told in a notice.
            Err(_) => None,
        };
        Ok(Intended { number, entry })
    }

    /// Writes down what became of it.
    pub(crate) async fn ended(&self, intended: Intended, result: Outcome) {
        let Intended { number, entry } = intended;
        self.write_along(Entry {
            kind: Kind::ChangeDone,
            result: Some(result),
            ends: number,
            ..entry
        })
        .await;
    }

    /// Writes down that a person approved a proposal; blocks nobody but production.
    pub(crate) async fn write_approved(&self, asked: &Asked) -> Result<(), AppError> {
        let written = self.write_down(decided(asked, Kind::Approved)).await;
        match (written, asked.proposal().tenant.environment) {
            (Ok(_), _) | (Err(_), Environment::Test | Environment::Demo) => Ok(()),
            (Err(error), Environment::Production) => Err(error),
        }
    }

    /// Writes down that a person refused one, or that it went stale.
    pub(crate) async fn write_refused(&self, asked: &Asked) {
        self.write_along(decided(asked, Kind::Refused)).await;
    }
}

fn decided(asked: &Asked, kind: Kind) -> Entry {
    let proposal = asked.proposal();
    let target = match proposal.rows.as_slice() {
        [row] => row.target.clone(),
        rows => format!("{} requests for {} things", rows.len(), proposal.things),
    };
    Entry {
        tenant: Some(about(&proposal.tenant)),
        target: Some(target),
        operation: Some(proposal.what.clone()),
        effect: Some(asked.effect()),
        ticket: asked.ticket().map(str::to_owned),
        reason: Some(asked.reason().to_owned()),
        seal: Some(asked.hash().to_owned()),
        ..Entry::of(kind)
    }
}

/// What an answer means for the audit.
pub(crate) fn outcome(sent: Result<(&Response, &Verdict), &GatewayError>) -> Outcome {
    let failed = |failure: &VendorFailure| Outcome::Failed {
        why: match &failure.code {
            Some(code) => format!("answered {} {code}", failure.status),
            None => format!("answered {}", failure.status),
        },
    };
    let why = |why: &str| why.to_owned();
    match sent {
        Ok((response, Verdict::Fine)) => Outcome::Answered {
            status: response.status,
        },
        Ok((_, Verdict::Failed(failure) | Verdict::TokenRejected(failure))) => failed(failure),
        Err(error) => match error {
            GatewayError::Locked(_) => Outcome::Failed { why: why("locked") },
            GatewayError::NotApproved(_) => Outcome::Failed {
                why: why("not approved"),
            },
            GatewayError::RateLimited { .. } | GatewayError::Resting { .. } => Outcome::Failed {
                why: why("not sent: the tenant wants a pause"),
            },
            GatewayError::Proxy { .. } => Outcome::Failed {
                why: why("not sent: the proxy let nothing through"),
            },
            GatewayError::Untrusted { .. } | GatewayError::Identity { .. } => Outcome::Failed {
                why: why("not sent: certificates"),
            },
            GatewayError::Unreachable {
                outcome: gateway::Outcome::NotSent,
                ..
            } => Outcome::Failed {
                why: why("not sent: unreachable"),
            },
            GatewayError::Unreachable {
                outcome: gateway::Outcome::Unknown,
                ..
            } => Outcome::Unknown {
                why: why("no answer"),
            },
            GatewayError::LeftOrigin { .. } | GatewayError::Redirected { .. } => Outcome::Unknown {
                why: why("the answer led elsewhere"),
            },
            GatewayError::HeadTooLarge { .. }
            | GatewayError::Undecodable { .. }
            | GatewayError::TooLarge { .. } => Outcome::Unknown {
                why: why("the answer could not be read"),
            },
        },
    }
}
