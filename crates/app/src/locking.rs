//! The vault's lock: by hand, by time, with the screen, before and after sleep; and its passphrase.

use crate::App;
use crate::convert::{count, store_failed};
use crate::opening::Locking;
use crate::wire::{AppError, PolicyRule, SecretPurpose, Topic, VaultOpening};
use domain::{Secret, Timestamp};
use secrets::{Left, OpensWith, PASSPHRASE_LEAST, VaultState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;

/// How often it is looked whether anybody is still there.
const LOOK: Duration = Duration::from_secs(15);

/// How many looks that are in a minute.
const LOOKS_A_MINUTE: u32 = 4;

/// Whoever touched the program so recently is still there; touches are told once a minute.
const STILL_THERE: Duration = Duration::from_secs(150);

/// A look that comes so much late was slept through.
const SLEPT: Duration = Duration::from_secs(60);

/// How long vendors are waited for when their sessions end with the lock.
const SIGN_OUT: Duration = Duration::from_secs(2);

/// When somebody was last there.
pub(crate) struct LastTouch(Mutex<Timestamp>);

impl LastTouch {
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    fn touch(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    fn before(&self, now: Timestamp) -> Duration {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Duration::try_from(now.duration_since(last)).unwrap_or_default()
    }
}

/// Whether to lock: `idle` since somebody was last there, `late` what a look came too late,
/// `minutes` the person's setting, 0 for never.
fn due(idle: Duration, late: Duration, minutes: u32) -> bool {
    minutes > 0 && (late >= SLEPT || idle >= Duration::from_secs(u64::from(minutes) * 60))
}

impl App {
    /// Somebody is there: told by the interface when it is used, at most once in a while.
    ///
    /// # Errors
    /// None.
    pub async fn app_touched(&self) -> Result<(), AppError> {
        self.core.touched.touch(self.core.ports.clock.now());
        Ok(())
    }

    /// Locks the vault: sessions end, and keys, tokens and held secrets are gone from memory.
    ///
    /// # Errors
    /// None.
    pub async fn vault_lock(&self) -> Result<(), AppError> {
        self.lock_where(Locking::Vault, |_| true).await;
        self.core.held.clear();
        self.core.tasks.clear();
        self.core.bulk.clear();
        self.core.setting_up.clear();
        self.core.disclosed.clear();
        self.core.ports.desk.close_secret_window();
        self.core.sessions.end_all(SIGN_OUT).await;
        self.write_signed_out(|_| true).await;
        self.core.papers().clear();
        for tenant in self.core.tenants().iter() {
            self.core.introduce(tenant);
        }
        self.blocking(|core| {
            core.show_nothing();
            core.close_book();
            let locked = core.ports.vault.lock();
            // Something may have been written in between, and have fetched the key for it.
            core.audit.book.close();
            locked
        })
        .await?;
        self.changed(&[Topic::Vault, Topic::Sessions, Topic::Dashboard]);
        Ok(())
    }

    /// Opens a locked vault; asks for its passphrase in the secret window where it has one.
    ///
    /// # Errors
    /// [`AppError::WrongPassphrase`], [`AppError::Cancelled`], or what keeps it from opening.
    pub async fn vault_unlock(&self) -> Result<(), AppError> {
        let state = match self.core.ports.vault.state() {
            VaultState::Locked {
                opens_with: OpensWith::Passphrase,
            } => {
                let passphrase = self
                    .ask_secret(SecretPurpose::Passphrase, String::new())
                    .await?;
                self.blocking(move |core| core.ports.vault.unlock(&passphrase))
                    .await?
                    .map_err(store_failed)?
            }
            _ => self.blocking(|core| core.ports.vault.retry()).await?,
        };
        self.core.touched.touch(self.core.ports.clock.now());
        self.changed(&[Topic::Vault]);
        self.after_vault(state).await
    }

    /// Gives the vault a passphrase, or another one; asks for it in the secret window.
    ///
    /// # Errors
    /// [`AppError::WrongPassphrase`] when the one it has was not told, or the new one not twice
    /// alike; [`AppError::Invalid`] when it is too short; [`AppError::Cancelled`]; or why the vault
    /// could not be written: then the old one still counts.
    pub async fn vault_set_passphrase(&self) -> Result<(), AppError> {
        let current = self.current_passphrase().await?;
        let least = count(PASSPHRASE_LEAST);
        let new = SecretPurpose::NewPassphrase { least };
        let new = self.ask_secret(new, String::new()).await?;
        let again = self
            .ask_secret(SecretPurpose::NewPassphraseAgain, String::new())
            .await?;
        if !new.lend(|new| again.lend(|again| new == again)) {
            return Err(AppError::WrongPassphrase);
        }
        let set = self.blocking(move |core| {
            let vault = &core.ports.vault;
            vault.set_passphrase(current.as_ref(), &new)
        });
        set.await?.map_err(store_failed)?;
        self.write_setting(None, "vault passphrase", "set".to_owned())
            .await;
        Ok(())
    }

    /// Takes the vault's passphrase away; asks for it in the secret window.
    ///
    /// # Errors
    /// As [`App::vault_set_passphrase`], and [`AppError::ForbiddenByPolicy`].
    pub async fn vault_remove_passphrase(&self) -> Result<(), AppError> {
        self.core.policy.allows(PolicyRule::Passphrase)?;
        let Some(current) = self.current_passphrase().await? else {
            return Ok(());
        };
        let removed = self.blocking(move |core| core.ports.vault.remove_passphrase(&current));
        removed.await?.map_err(store_failed)?;
        self.write_setting(None, "vault passphrase", "taken away".to_owned())
            .await;
        Ok(())
    }

    /// Seals everything under another key.
    ///
    /// # Errors
    /// Why the vault could not be written: then the old key still counts.
    pub async fn vault_change_key(&self) -> Result<(), AppError> {
        let changed = self.blocking(|core| core.ports.vault.change_key());
        changed.await?.map_err(store_failed)?;
        self.write_setting(None, "vault key", "another".to_owned())
            .await;
        Ok(())
    }

    async fn current_passphrase(&self) -> Result<Option<Secret<String>>, AppError> {
        let VaultState::Ready { opens_with, .. } = self.core.ports.vault.state() else {
            return Ok(None);
        };
        Ok(match opens_with {
            OpensWith::Keychain => None,
            OpensWith::Passphrase => {
                let asked = self.ask_secret(SecretPurpose::Passphrase, String::new());
                Some(asked.await?)
            }
        })
    }

    /// Locks the vault when the screen is locked and before the machine sleeps, where the system
    /// tells. Ends where it does not.
    pub(crate) async fn lock_when_left(&self) {
        let (tell, mut told) = mpsc::unbounded_channel();
        let listens = self.blocking(move |core| {
            let heard = move |left: Left| {
                // Nobody hears it any more when the application ended.
                let _ = tell.send(left);
            };
            core.ports.leaving.as_ref()?.watch(Arc::new(heard))
        });
        let Ok(Some(_watching)) = listens.await else {
            return;
        };
        while told.recv().await.is_some() {
            let open = matches!(self.core.ports.vault.state(), VaultState::Ready { .. });
            if open && self.settings().lock_minutes > 0 {
                // There is nobody to tell why not.
                let _ = self.vault_lock().await;
            }
        }
    }

    /// Locks the vault when nobody has been there for as long as the person wants, and after the
    /// machine has slept; keeps sessions alive while somebody is there. Never ends.
    pub(crate) async fn watch_over(&self) {
        let mut looked = self.core.ports.clock.now();
        for looks in 1_u32.. {
            tokio::time::sleep(LOOK).await;
            let now = self.core.ports.clock.now();
            let passed = Duration::try_from(now.duration_since(looked)).unwrap_or_default();
            looked = now;
            let idle = self.core.touched.before(now);
            let open = matches!(self.core.ports.vault.state(), VaultState::Ready { .. });
            let late = passed.saturating_sub(LOOK);
            self.lock_late().await;
            self.core.disclosed.forget_old(now);
            let minutes = self.core.policy.lock_minutes(self.settings().lock_minutes);
            let leaves = due(idle, late, minutes);
            if leaves {
                // Also where the vault is not open: nobody is there to approve anything.
                self.lock_where(Locking::Vault, |_| true).await;
            }
            if open && leaves {
                // There is nobody to tell why not.
                let _ = self.vault_lock().await;
            } else if looks.is_multiple_of(LOOKS_A_MINUTE) && idle < STILL_THERE {
                self.core.sessions.keep_alive().await;
            }
        }
    }
}

/// What opens a vault, for the wire.
pub(crate) fn opening(opens_with: OpensWith) -> VaultOpening {
    match opens_with {
        OpensWith::Keychain => VaultOpening::Keychain,
        OpensWith::Passphrase => VaultOpening::Passphrase,
    }
}

#[cfg(test)]
mod tests {
    use super::due;
    use std::time::Duration;

    #[test]
    fn the_vault_is_locked_when_nobody_is_there_and_after_sleep() {
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let none = Duration::ZERO;
        assert!(!due(minutes(14), none, 15));
        assert!(due(minutes(15), none, 15));
        assert!(due(none, minutes(480), 15), "slept for eight hours");
        assert!(!due(none, Duration::from_secs(20), 15), "a busy machine");
        assert!(
            !due(minutes(600), minutes(480), 0),
            "never, the person said"
        );
    }
}
