//! Waits for what a sign-in comes to.

use super::{Begun, Sessions};
use crate::{AuthError, Held, Lapse, Session, Stage};
use domain::TenantId;
use std::sync::Arc;

impl Sessions {
    /// How far a sign-in came: to its end, or to a person.
    pub(super) async fn outcome(self: &Arc<Self>, tenant: &TenantId) -> Result<Begun, AuthError> {
        let reached = self.until(tenant, |stage| match stage {
            Stage::Sending => None,
            Stage::Asked(question) => Some(Begun::Asked(question.clone())),
            Stage::Opened(opening) => Some(Begun::Opened(opening.clone())),
            Stage::Approving(approval) => Some(Begun::Waiting(approval.clone())),
        });
        reached.await
    }

    pub(super) async fn without_a_person(
        self: &Arc<Self>,
        tenant: &TenantId,
    ) -> Result<Held, AuthError> {
        let reached = self.until(tenant, |stage| match stage {
            Stage::Sending => None,
            Stage::Asked(_) | Stage::Opened(_) | Stage::Approving(_) => {
                Some(Err(AuthError::Lapsed(Lapse::NeedsPerson)))
            }
        });
        reached.await?
    }

    /// Waits until there is a token that may be used, a reason why not, or a stage that is enough.
    pub(super) async fn until<T: From<Held>>(
        self: &Arc<Self>,
        tenant: &TenantId,
        enough: impl Fn(&Stage) -> Option<T>,
    ) -> Result<T, AuthError> {
        loop {
            let mut moved = {
                let slots = self.slots();
                let slot = slots.get(tenant).ok_or(AuthError::Unknown)?;
                if let Some(token) = slot.life.usable(slot.time(self.clock.now())) {
                    return Ok(Held(Arc::clone(token)).into());
                }
                match &slot.life.session {
                    Session::Talking { stage } => {
                        if let Some(reached) = enough(stage) {
                            return Ok(reached);
                        }
                    }
                    Session::Renewing { .. } => {}
                    Session::Lapsed { why } => return Err(AuthError::Lapsed(why.clone())),
                    Session::SignedOut | Session::Active { .. } => {
                        return Err(slot
                            .trouble
                            .clone()
                            .unwrap_or(AuthError::Lapsed(Lapse::Ended)));
                    }
                }
                slot.moved.subscribe()
            };
            if moved.changed().await.is_err() {
                return Err(AuthError::Unknown);
            }
        }
    }
}

impl From<Held> for Begun {
    fn from(held: Held) -> Self {
        Self::Signed(held)
    }
}

impl From<Held> for Result<Held, AuthError> {
    fn from(held: Held) -> Self {
        Ok(held)
    }
}
