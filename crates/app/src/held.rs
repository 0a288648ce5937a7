//! Secrets on their way in: held in the core until their form is sent or left.

use crate::App;
use crate::convert::{count, invalid};
use crate::papers::PROXY_PASSWORD;
use crate::wire::{
    AppError, HeldSecret, ProblemKind, SecretPrompt, SecretPurpose, SecretRequest, SecretText,
    TenantDraft,
};
use domain::{FieldId, MethodId, Secret, VendorId};
use sessions::Inputs;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};
use tokio::sync::oneshot;

/// The secrets that are held, by handle, and the prompt that is open.
#[derive(Default)]
pub(crate) struct HeldSecrets(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    held: HashMap<String, Secret<String>>,
    prompt: Option<(SecretPrompt, oneshot::Sender<Secret<String>>)>,
}

/// More than any form has: the oldest go first when somebody leaves forms without sending them.
const MOST: usize = 64;

impl HeldSecrets {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while holding the held")
    }

    pub fn hold(&self, value: Secret<String>) -> HeldSecret {
        let mut state = self.state();
        state.made += 1;
        let held = format!("held-{}", state.made);
        let length = value.lend(|value| count(value.chars().count()));
        if state.held.len() >= MOST {
            state.held.clear();
        }
        state.held.insert(held.clone(), value);
        HeldSecret { held, length }
    }

    /// A copy of what is held.
    pub fn get(&self, held: &str) -> Option<Secret<String>> {
        self.state().held.get(held).cloned()
    }

    /// Everything, when the vault is locked.
    pub fn clear(&self) {
        let mut state = self.state();
        state.held.clear();
        state.prompt = None;
    }

    /// Nobody waits for the secret window any more: it shows something else.
    pub fn cancel_prompt(&self) {
        self.state().prompt = None;
    }

    pub fn forget(&self, held: &str) {
        self.state().held.remove(held);
    }

    /// The held secrets of a form, by field.
    pub fn of(&self, draft: &TenantDraft) -> Result<Inputs, AppError> {
        let mut inputs = Inputs::new();
        for field in &draft.secrets {
            // Forgotten between entering and sending: it has to be entered again.
            let value = self.get(&field.held).ok_or(AppError::Stale)?;
            inputs.insert(FieldId::new(field.id.clone()), value);
        }
        Ok(inputs)
    }
}

impl App {
    /// Opens the window that takes one secret, and waits for it. A prompt that was open before is
    /// cancelled.
    ///
    /// # Errors
    /// [`AppError::Cancelled`] when the window was closed without a value.
    pub async fn secret_request(&self, request: SecretRequest) -> Result<HeldSecret, AppError> {
        let purpose = purpose(&request)?;
        let value = self.ask_secret(purpose, request.tenant_name).await?;
        Ok(self.core.held.hold(value))
    }

    /// Takes one secret in the window for that.
    pub(crate) async fn ask_secret(
        &self,
        purpose: SecretPurpose,
        tenant_name: String,
    ) -> Result<Secret<String>, AppError> {
        let (give, given) = oneshot::channel();
        {
            let mut state = self.core.held.state();
            state.made += 1;
            let prompt = SecretPrompt {
                prompt: format!("prompt-{}", state.made),
                purpose,
                tenant_name,
            };
            state.prompt = Some((prompt, give));
        }
        if let Some(shown) = self.core.showing.id() {
            self.core.showing.forget(&shown);
        }
        self.core.ports.desk.open_secret_window();
        given.await.map_err(|_| AppError::Cancelled)
    }

    /// Takes a secret from the clipboard, which is empty afterwards.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the clipboard holds no text.
    pub async fn secret_paste(&self, request: SecretRequest) -> Result<HeldSecret, AppError> {
        purpose(&request)?;
        let taken = self
            .blocking(|core| core.ports.desk.take_clipboard())
            .await?;
        let value = taken.map(|text| text.lend(|text| Secret::new(text.trim().to_owned())));
        match value.filter(|value| value.lend(|value| !value.is_empty())) {
            Some(value) => Ok(self.core.held.hold(value)),
            None => Err(invalid(&request.field, ProblemKind::Missing)),
        }
    }

    /// Forgets a secret that was held for a form.
    ///
    /// # Errors
    /// None.
    pub async fn secret_forget(&self, held: String) -> Result<(), AppError> {
        self.core.held.forget(&held);
        Ok(())
    }

    /// What the secret window asks for; nothing when no prompt is open.
    ///
    /// # Errors
    /// None.
    pub async fn secret_prompt(&self) -> Result<Option<SecretPrompt>, AppError> {
        Ok(self
            .core
            .held
            .state()
            .prompt
            .as_ref()
            .map(|(prompt, _)| prompt.clone()))
    }

    /// Hands the secret over, once.
    ///
    /// # Errors
    /// [`AppError::Stale`] when another prompt is open, [`AppError::Invalid`] when it is empty.
    pub async fn secret_give(&self, prompt: String, value: SecretText) -> Result<(), AppError> {
        let value = value.into_secret();
        if value.lend(String::is_empty) {
            return Err(invalid("value", ProblemKind::Missing));
        }
        let give = self.take_prompt(&prompt).ok_or(AppError::Stale)?;
        self.core.ports.desk.close_secret_window();
        // The form was left meanwhile: the value is wiped with the error.
        let _ = give.send(value);
        Ok(())
    }

    /// Closes the secret window without a value.
    ///
    /// # Errors
    /// None.
    pub async fn secret_refuse(&self, prompt: String) -> Result<(), AppError> {
        if self.take_prompt(&prompt).is_some() {
            self.core.ports.desk.close_secret_window();
        }
        Ok(())
    }

    /// What the secret window is to be open for: a prompt that waits, or a secret that is shown.
    pub fn open_prompt(&self) -> Option<String> {
        let prompt = {
            let state = self.core.held.state();
            let prompt = state.prompt.as_ref();
            prompt.map(|(prompt, _)| prompt.prompt.clone())
        };
        prompt.or_else(|| self.core.showing.id())
    }

    /// The secret window that was opened for this is gone, or never came: nobody must wait for it.
    /// Another prompt that was opened meanwhile stays.
    pub fn secret_window_closed(&self, prompt: &str) {
        drop(self.take_prompt(prompt));
        self.core.showing.forget(prompt);
    }

    fn take_prompt(&self, prompt: &str) -> Option<oneshot::Sender<Secret<String>>> {
        let mut state = self.core.held.state();
        match &state.prompt {
            Some((open, _)) if open.prompt == prompt => state.prompt.take().map(|(_, give)| give),
            Some(_) | None => None,
        }
    }
}

/// What a request for a secret of a form is about.
fn purpose(request: &SecretRequest) -> Result<SecretPurpose, AppError> {
    if request.field == PROXY_PASSWORD {
        return Ok(SecretPurpose::ProxyPassword);
    }
    let vendor = VendorId::new(request.vendor.clone());
    let manifest = vendors::find(&vendor).ok_or(AppError::NotFound)?.manifest();
    let method = MethodId::new(request.method.clone());
    let method = manifest.method(&method).ok_or(AppError::NotFound)?;
    let mut fields = method.fields.iter().filter(|field| field.secret);
    let field = fields
        .find(|field| field.id.as_str() == request.field)
        .ok_or(AppError::NotFound)?;
    Ok(SecretPurpose::Field {
        label: field.label.clone(),
        product: format!("{} {}", manifest.maker, manifest.product),
    })
}
