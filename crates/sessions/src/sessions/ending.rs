//! Staying signed in while somebody is there, and signing out.

use super::Sessions;
use crate::{Account, AuthError, Deed, Happening, Inputs, Token, sign_out, signing};
use domain::{Secret, TenantId};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

impl Sessions {
    /// Keeps the sessions alive that end when they are not used. To be called every minute or so
    /// while a person is using the application, and not otherwise: an unattended desk signs out.
    pub async fn keep_alive(self: &Arc<Self>) {
        let mut touching = JoinSet::new();
        for (tenant, account, token, line) in self.idle() {
            let sessions = Arc::clone(self);
            touching.spawn(async move {
                let gateway = sessions.gateway.as_ref();
                let touched = signing::touch(gateway, &account, &token, &line).await;
                // Out of reach now; whoever wants to work next is told.
                let Ok(answer) = touched else { return };
                let verdict = account.failures.judge(answer.status, &answer.body);
                if matches!(verdict, domain::Verdict::TokenRejected(_)) {
                    sessions.apply(&tenant, Happening::Rejected(token.serial));
                } else {
                    sessions.apply(&tenant, Happening::Wanted);
                }
            });
        }
        while touching.join_next().await.is_some() {}
    }

    /// Signs out: the vendor is told and waited for five seconds at the most, then forgotten.
    ///
    /// # Errors
    /// When the vendor could not be told; signed out it is all the same.
    pub async fn end(self: &Arc<Self>, tenant: &TenantId) -> Result<(), AuthError> {
        let known = self.slots().get(tenant).map(|slot| {
            let given = Arc::clone(&slot.given);
            (given, slot.refresh.clone())
        });
        let (given, refresh) = known.ok_or(AuthError::Unknown)?;
        let Some((account, deeds)) = self.decide(tenant, Happening::Ended) else {
            return Err(AuthError::Unknown);
        };
        let mut told = Ok(());
        for deed in deeds {
            if let Deed::SignOut(token) = deed {
                let tell = self.tell(&account, given.clone(), &token, refresh.as_ref());
                told = tell.await;
            }
        }
        self.erase_refresh(&account).await;
        told
    }

    /// Signs everybody out at once, within `limit`: the end of the program does not wait longer.
    /// Gives the tenants that could not be told, and why; what renews a session by itself is kept
    /// for the next start.
    pub async fn end_all(self: &Arc<Self>, limit: Duration) -> Vec<(TenantId, AuthError)> {
        let tenants: Vec<TenantId> = self.slots().keys().cloned().collect();
        let mut untold: HashMap<TenantId, AuthError> = HashMap::new();
        let mut ending = JoinSet::new();
        for tenant in tenants {
            let given = self
                .slots()
                .get(&tenant)
                .map(|slot| Arc::clone(&slot.given));
            let Some((account, deeds)) = self.decide(&tenant, Happening::Ended) else {
                continue;
            };
            for deed in deeds {
                let Deed::SignOut(token) = deed else { continue };
                let (sessions, account) = (Arc::clone(self), Arc::clone(&account));
                let given = given.clone().unwrap_or_default();
                // Until it answered, it was not told.
                untold.insert(tenant.clone(), AuthError::NobodyAnswered);
                let tenant = tenant.clone();
                ending.spawn(async move {
                    let told = sessions.tell(&account, given, &token, None).await;
                    (tenant, told)
                });
            }
        }
        let all = async {
            while let Some(ended) = ending.join_next().await {
                match ended {
                    Ok((tenant, Ok(()))) => drop(untold.remove(&tenant)),
                    Ok((tenant, Err(error))) => drop(untold.insert(tenant, error)),
                    // Nothing in it panics, and nobody stops it but the limit.
                    Err(_) => {}
                }
            }
        };
        // Dropping the set stops what is not done in time.
        let _ = tokio::time::timeout(limit, all).await;
        untold.into_iter().collect()
    }

    /// Tells a vendor that a token is not needed any more, in every way it listens to.
    async fn tell(
        &self,
        account: &Arc<Account>,
        given: Arc<Inputs>,
        token: &Token,
        refresh: Option<&Secret<String>>,
    ) -> Result<(), AuthError> {
        let gateway = self.gateway.as_ref();
        let told = sign_out(gateway, account, token).await;
        if token.revocation.is_none() {
            return told;
        }
        let inputs = self.inputs_of(account, given).await?;
        let revoked = signing::revoke(gateway, account, &inputs, token, refresh).await;
        told.and(revoked)
    }
}
