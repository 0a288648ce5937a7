//! Signing in and out, as a person asks for it.

use crate::App;
use crate::convert::{auth_failed, lapse, millis, moment};
use crate::core::Core;
use crate::wire::{
    AnswerKind, AppError, ChoiceView, SecretPurpose, SessionView, SignInStage, TokenLife, Topic,
};
use domain::{Secret, Tenant};
use sessions::{
    AuthError, Begun, Ends, Inputs, Lives, Note, Opening, Question, Session, Stage, Standing, Wants,
};
use url::Url;

impl App {
    /// Signs in with what the vault holds, also after automatic attempts have stopped. When a
    /// person has to answer, open or approve something, that is what the session says.
    ///
    /// # Errors
    /// Why there is no session.
    pub async fn session_begin(&self, tenant: String) -> Result<SessionView, AppError> {
        self.ready().await;
        let tenant = self.tenant(&tenant)?;
        let begun = self.core.sessions.begin(&tenant.id, Inputs::new()).await;
        self.after_move(&tenant, begun).await
    }

    /// Answers what a sign-in asked, in the secret window.
    ///
    /// # Errors
    /// [`AppError::Stale`] when nothing is asked, [`AppError::Cancelled`] when the window was
    /// closed: the question stays; or why there is no session.
    pub async fn session_answer(&self, tenant: String) -> Result<SessionView, AppError> {
        let tenant = self.tenant(&tenant)?;
        let question = self.question(&tenant)?;
        let purpose = SecretPurpose::Answer {
            sentence: question.sentence,
            wants: answer_kind(&question.wants),
            hidden: question.secret,
        };
        let reply = self.ask_secret(purpose, tenant.name.clone()).await?;
        self.reply(&tenant, reply).await
    }

    /// Answers what a sign-in asked with one of the choices it offers.
    ///
    /// # Errors
    /// [`AppError::Stale`] when this is not offered, or why there is no session.
    pub async fn session_choose(
        &self,
        tenant: String,
        choice: String,
    ) -> Result<SessionView, AppError> {
        let tenant = self.tenant(&tenant)?;
        let offered = match self.question(&tenant)?.wants {
            Wants::Choice(choices) => choices.iter().any(|offered| offered.id == choice),
            Wants::Code | Wants::Password | Wants::NewPassword | Wants::Pasted => false,
        };
        if !offered {
            return Err(AppError::Stale);
        }
        self.reply(&tenant, Secret::new(choice)).await
    }

    /// Opens what a sign-in wants opened, in the browser of the system.
    ///
    /// # Errors
    /// [`AppError::Stale`] when it wants nothing opened, [`AppError::File`] when no browser could
    /// be started.
    pub async fn session_open(&self, tenant: String) -> Result<(), AppError> {
        let tenant = self.tenant(&tenant)?;
        let address = match self.core.sessions.session(&tenant.id) {
            Session::Talking {
                stage: Stage::Opened(Opening { address, .. }),
            } => Some(address),
            Session::Talking {
                stage: Stage::Asked(Question { open, .. }),
            } => open,
            _ => None,
        };
        self.open_outside(address.ok_or(AppError::Stale)?).await
    }

    /// Ends a sign-in that is under way.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more.
    pub async fn session_cancel(&self, tenant: String) -> Result<(), AppError> {
        let tenant = self.tenant(&tenant)?;
        self.core.sessions.cancel(&tenant.id);
        Ok(())
    }

    /// Signs out. The vendor is told first; signed out it is also when it cannot be told.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more.
    pub async fn session_end(&self, tenant: String) -> Result<(), AppError> {
        let tenant = self.tenant(&tenant)?;
        if let Err(error) = self.core.sessions.end(&tenant.id).await {
            // The token ends by itself at the vendor; here it is gone already.
            self.core
                .ports
                .journal
                .note(&format!("sign-out at {}: {error}", tenant.id));
        }
        self.write_signed_out(|id| *id == tenant.id).await;
        self.core.cards.signed_out(&tenant.id);
        Ok(())
    }

    async fn reply(&self, tenant: &Tenant, reply: Secret<String>) -> Result<SessionView, AppError> {
        let begun = self.core.sessions.reply(&tenant.id, reply).await;
        self.after_move(tenant, begun).await
    }

    async fn after_move(
        &self,
        tenant: &Tenant,
        begun: Result<Begun, AuthError>,
    ) -> Result<SessionView, AppError> {
        self.changed(&[Topic::Sessions]);
        match begun {
            Ok(_) => {}
            Err(error) => {
                if matches!(error, AuthError::Lapsed(sessions::Lapse::Refused(_))) {
                    self.write_not_signed_in(tenant, "refused").await;
                }
                return Err(auth_failed(tenant, error));
            }
        }
        if let Session::Active { .. } = self.core.sessions.session(&tenant.id) {
            self.write_signed_in(tenant).await;
        }
        Ok(self.core.session_view(tenant))
    }

    fn question(&self, tenant: &Tenant) -> Result<Question, AppError> {
        match self.core.sessions.session(&tenant.id) {
            Session::Talking {
                stage: Stage::Asked(question),
            } => Ok(question),
            _ => Err(AppError::Stale),
        }
    }

    /// Opens an address in the browser of the system: only `https`, and loopback for tests.
    async fn open_outside(&self, address: Url) -> Result<(), AppError> {
        let local = matches!(
            address.host_str(),
            Some("127.0.0.1" | "localhost" | "[::1]")
        );
        if address.scheme() != "https" && !local {
            return Err(AppError::LeftOrigin {
                to: address.origin().ascii_serialization(),
            });
        }
        let opened = self
            .blocking(move |core| core.ports.desk.open_link(address.as_str()))
            .await?;
        opened.map_err(|error| AppError::File {
            name: "browser".to_owned(),
            why: error.kind().to_string(),
        })
    }
}

impl Core {
    /// A tenant's session as the interface shows it.
    pub fn session_view(&self, tenant: &Tenant) -> SessionView {
        let Some(standing) = self.sessions.standing(&tenant.id) else {
            return SessionView::SignedOut;
        };
        let Standing {
            session,
            ends,
            note,
            ..
        } = standing;
        match session {
            Session::SignedOut => SessionView::SignedOut,
            Session::Talking { stage } => SessionView::SigningIn {
                stage: stage_view(stage),
            },
            Session::Active { token } => SessionView::Active {
                since: moment(token.since),
                life: life_now(token.lives, ends),
                renewed_early: match note {
                    Some(Note::RenewedEarly(at)) => Some(moment(at)),
                    Some(Note::NotKept(_)) | None => None,
                },
            },
            Session::Renewing { .. } => SessionView::Renewing,
            Session::Lapsed { why } => SessionView::Lapsed {
                why: lapse(&tenant.vendor, why),
            },
        }
    }
}

fn stage_view(stage: Stage) -> SignInStage {
    match stage {
        Stage::Sending => SignInStage::Sending,
        Stage::Asked(question) => SignInStage::Asked {
            wants: answer_kind(&question.wants),
            choices: match question.wants {
                Wants::Choice(choices) => choices
                    .into_iter()
                    .map(|choice| ChoiceView {
                        id: choice.id,
                        label: choice.label,
                    })
                    .collect(),
                Wants::Code | Wants::Password | Wants::NewPassword | Wants::Pasted => Vec::new(),
            },
            sentence: question.sentence,
            open: question.open.map(String::from),
        },
        Stage::Opened(opening) => SignInStage::Opened {
            address: opening.address.into(),
            code: opening.code,
            lasts_ms: opening.lasts.map(millis),
        },
        Stage::Approving(approval) => SignInStage::Approving {
            sentence: approval.sentence,
        },
    }
}

fn answer_kind(wants: &Wants) -> AnswerKind {
    match wants {
        Wants::Code => AnswerKind::Code,
        Wants::Password => AnswerKind::Password,
        Wants::NewPassword => AnswerKind::NewPassword,
        Wants::Pasted => AnswerKind::Pasted,
        Wants::Choice(_) => AnswerKind::Choice,
    }
}

/// A token's life as it was given.
pub(crate) fn life(lives: Lives) -> TokenLife {
    life_now(lives, None)
}

/// A token's life as things stand.
fn life_now(lives: Lives, ends: Option<Ends>) -> TokenLife {
    match (lives, ends) {
        (_, Some(Ends::At(at))) | (Lives::Until(at), _) => TokenLife::Until { at: moment(at) },
        (Lives::Idle { minutes }, ends) => TokenLife::Idle {
            minutes,
            at: match ends {
                Some(Ends::Unused(at)) => Some(moment(at)),
                Some(Ends::At(_) | Ends::NotSaid) | None => None,
            },
        },
        (Lives::NotSaid { .. }, _) => TokenLife::NotSaid,
    }
}
