//! Requests as code, secrets left to the environment or a store.

use crate::App;
use crate::drafts::draft_of;
use crate::wire::{AppError, CodeNote, CodeView, DraftInput, LanguageView};
use domain::{OperationKey, Tenant};
use explorer::Home;
use explorer::code::{Called, Code, Held, Language, Note, Tools, snippet};
use std::collections::BTreeMap;

impl App {
    /// The languages a request can be written in, the vendor's own tools with what they know.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such tenant or document.
    pub async fn draft_languages(
        &self,
        tenant: String,
        document: Option<String>,
        operation: Option<String>,
    ) -> Result<Vec<LanguageView>, AppError> {
        let tenant = self.tenant(&tenant)?;
        let view = |id: &str, label: &str| LanguageView {
            id: id.to_owned(),
            label: label.to_owned(),
        };
        let usual = Language::ALL.iter().map(|one| view(one.id(), one.label()));
        let mut languages: Vec<_> = usual.collect();
        let key = operation.as_deref().and_then(OperationKey::parse);
        if let (Some(document), Some(key)) = (document, key) {
            let (loaded, _) = self.document(&document).await?;
            let home = Home {
                place: &tenant.place,
                usual_paths: &self.vendor(&tenant)?.manifest().tenant.paths,
            };
            let below = home.key(&loaded.document.prefix_of(&key), &key);
            let tools = self.tools(&tenant)?;
            let knowing = tools.tools.iter().filter(|tool| tool.knows(&below));
            languages.extend(knowing.map(|tool| view(&tool.id, &tool.label)));
        }
        Ok(languages)
    }

    /// The request as code.
    ///
    /// # Errors
    /// As [`App::draft_preview`]; [`AppError::NotFound`] for a language there is not, and for a
    /// tool that lacks a value.
    pub async fn draft_code(
        &self,
        draft: DraftInput,
        language: String,
    ) -> Result<CodeView, AppError> {
        let made = self.made(&draft).await?;
        let usual = Language::ALL.iter().find(|one| one.id() == language);
        let code = match usual {
            Some(usual) => {
                let manifest = self.vendor(&made.tenant)?.manifest();
                let method = manifest.method(&made.tenant.method);
                let sign_in = &method.ok_or(AppError::NotFound)?.sign_in;
                let held = Held {
                    tenant: &made.tenant.name,
                    header: &sign_in.header,
                    form: &sign_in.send_as,
                };
                Some(snippet(*usual, &made.composed, held))
            }
            None => {
                let key = made
                    .described
                    .as_ref()
                    .map(|described| described.key.clone());
                let entered = draft_of(&draft, key.ok_or(AppError::NotFound)?, BTreeMap::new());
                let called = Called {
                    key: &made.composed.key,
                    draft: &entered,
                    place: &made.tenant.place,
                    tenant: &made.tenant.name,
                };
                let commands = self.tools(&made.tenant)?.commands(called);
                commands.into_iter().find(|code| code.language == language)
            }
        };
        Ok(view(code.ok_or(AppError::NotFound)?))
    }

    fn tools(&self, tenant: &Tenant) -> Result<Tools, AppError> {
        let text = self.vendor(tenant)?.folder().code;
        Tools::parse(text).map_err(|_| self.bug("a vendor's commands cannot be read"))
    }
}

fn view(code: Code) -> CodeView {
    CodeView {
        text: code.text,
        notes: code.notes.into_iter().map(note).collect(),
    }
}

fn note(note: Note) -> CodeNote {
    match note {
        Note::Variable { name } => CodeNote::Variable { name },
        Note::File { name } => CodeNote::File { name },
        Note::PowerShell7 => CodeNote::PowerShell7,
        Note::BodyRefused => CodeNote::BodyRefused,
        Note::AddressRewritten => CodeNote::AddressRewritten,
        Note::NotCarried { name } => CodeNote::NotCarried { name },
    }
}
