//! Fetches tokens.

use super::{Sessions, Slot};
use crate::drive::{Person, World, drive};
use crate::life::Watched;
use crate::{Account, AuthError, Happening, Lapse, Note, Stage, Token, oauth, sign_out};
use domain::{Secret, TenantId};
use gateway::GatewayError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

impl Sessions {
    /// Fetches a token and lets that happen.
    pub(super) async fn fetch(
        self: Arc<Self>,
        tenant: &TenantId,
        account: &Arc<Account>,
        serial: u64,
        watched: Watched,
        replies: mpsc::Receiver<Secret<String>>,
    ) {
        let fetched = self.fetched(account, serial, watched, replies).await;
        let happening = {
            let mut slots = self.slots();
            let slot = slots
                .get_mut(tenant)
                // The account was changed meanwhile; what came belongs to the old one.
                .filter(|slot| slot.serial == serial);
            match (slot, fetched) {
                (None, Err(_)) => return,
                (None, Ok((token, _))) => Err(token),
                (Some(slot), Ok((token, note))) => {
                    slot.ahead = token.ahead.or(slot.ahead);
                    slot.note = note;
                    slot.refresh.clone_from(&token.refresh);
                    slot.flight = None;
                    Ok(Happening::Signed(Arc::new(token)))
                }
                (Some(slot), Err(error)) => {
                    slot.flight = None;
                    Ok(happened(slot, error))
                }
            }
        };
        match happening {
            Ok(happening) => self.apply(tenant, happening),
            // Nobody wants it any more: it must not stay alive at the vendor.
            Err(token) => drop(sign_out(self.gateway.as_ref(), account, &token).await),
        }
    }

    /// A token, by what renews it where that is possible, and by what was given otherwise.
    async fn fetched(
        self: &Arc<Self>,
        account: &Arc<Account>,
        serial: u64,
        watched: Watched,
        mut replies: mpsc::Receiver<Secret<String>>,
    ) -> Result<(Token, Option<Note>), AuthError> {
        let inputs = self.inputs(account).await?;
        let world = World {
            gateway: self.gateway.as_ref(),
            clock: self.clock.as_ref(),
        };
        if let Some(refresh) = self.refresh_token(account).await {
            let renewed = drive(&world, account, &inputs, Some(&refresh), None, serial).await;
            match renewed {
                Ok((mut token, _)) => {
                    // A server that gives no other means this one to go on (RFC 6749, 6).
                    let again = token.refresh.is_none();
                    let note = if again {
                        token.refresh = Some(refresh);
                        None
                    } else {
                        self.keep_refresh(account, token.refresh.as_ref()).await
                    };
                    return Ok((token, note));
                }
                Err(error) if oauth::renewal_is_over(&error) => self.erase_refresh(account).await,
                Err(error) => return Err(error),
            }
        }
        let tell = |stage: Stage| {
            let current = self
                .slots()
                .get(&account.tenant.id)
                .is_some_and(|slot| slot.serial == serial);
            if current {
                self.apply(&account.tenant.id, Happening::Staged(stage));
            }
        };
        let person = match watched {
            Watched::ByPerson => Some(Person {
                tell: &tell,
                replies: &mut replies,
            }),
            Watched::ByNobody if account.method.person => {
                return Err(AuthError::Lapsed(Lapse::NeedsPerson));
            }
            Watched::ByNobody => None,
        };
        let (token, changed) = drive(&world, account, &inputs, None, person, serial).await?;
        // Before anybody hears of the session: what it goes on by must not be lost with it.
        let mut note = self.keep_changed(account, changed).await;
        if token.refresh.is_some() {
            let kept = self.keep_refresh(account, token.refresh.as_ref()).await;
            note = note.or(kept);
        }
        Ok((token, note))
    }
}

/// What an attempt without a token means for the life of a session.
fn happened(slot: &mut Slot, error: AuthError) -> Happening {
    match error {
        AuthError::Lapsed(Lapse::Refused(failure)) => Happening::Refused(failure),
        AuthError::Lapsed(why) => Happening::Barred(why),
        trouble => {
            let wait = match &trouble {
                AuthError::Gateway(
                    GatewayError::RateLimited { retry_after, .. }
                    | GatewayError::Resting { retry_after, .. },
                ) => *retry_after,
                _ => Duration::ZERO,
            };
            slot.trouble = Some(trouble);
            Happening::Troubled { wait }
        }
    }
}
