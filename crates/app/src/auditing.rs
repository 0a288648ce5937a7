//! Writing down what was done.

use crate::App;
use crate::wire::{
    AppError, AuditEntryView, AuditFilter, AuditFormat, AuditFound, AuditPage, AuditVerdict, Window,
};
use domain::Tenant;

impl App {
    pub(crate) fn may_be_written_down(&self, _tenant: &Tenant) -> Result<(), AppError> {
        Ok(())
    }

    pub(crate) fn write_approved(&self, _asked: &crate::changing::Asked) -> Result<(), AppError> {
        Ok(())
    }

    pub(crate) async fn write_refused(&self, _asked: &crate::changing::Asked) {}

    /// What was done, newest first.
    ///
    /// # Errors
    /// [`AppError::File`] when it cannot be read.
    pub async fn audit_list(
        &self,
        _filter: AuditFilter,
        _window: Window,
    ) -> Result<AuditPage, AppError> {
        Ok(AuditPage {
            total: 0,
            lines: Vec::new(),
        })
    }

    /// One entry of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none of this number.
    pub async fn audit_get(&self, _number: u32) -> Result<AuditEntryView, AppError> {
        Err(AppError::NotFound)
    }

    /// Looks whether every entry is as it was written.
    ///
    /// # Errors
    /// None: what was found is the answer.
    pub async fn audit_verify(&self) -> Result<AuditVerdict, AppError> {
        Ok(AuditVerdict {
            entries: 0,
            unsealed: 0,
            unfinished: 0,
            took_ms: 0,
            found: AuditFound::Whole,
        })
    }

    /// Writes what was done into a file the person chooses; answers the file's name.
    ///
    /// # Errors
    /// [`AppError::File`] when it cannot be read or written.
    pub async fn audit_export(
        &self,
        _filter: AuditFilter,
        _format: AuditFormat,
    ) -> Result<Option<String>, AppError> {
        Ok(None)
    }
}
