//! One call to a tenant: with its session, healed once when the token is rejected, and judged.

use crate::App;
use crate::auditing::{Intended, outcome};
use crate::changing::Promise;
use crate::convert::{auth_failed, lapse};
use crate::explain;
use crate::wire::AppError;
use domain::{CatalogueEntry, Effect, OperationKey, Safety, Sink, Tenant, VendorFailure, Verdict};
use gateway::{Destination, Event, Redirects, Request, Response, Seal};
use sessions::Held;

/// An answer, and what it means.
pub(crate) struct Answer {
    pub response: Response,
    /// The vendor's refusal, when it is one.
    pub failure: Option<VendorFailure>,
    /// Whether the token was renewed on the way.
    pub renewed: bool,
    /// The token it was finally made with, for the scrubber.
    pub held: Held,
}

impl App {
    /// Makes a call. The credential is the session's, the route the tenant's.
    pub(crate) async fn call(
        &self,
        tenant: &Tenant,
        request: Request,
        watch: &dyn Sink<Event>,
    ) -> Result<Answer, AppError> {
        // On the heap: many calls are made at once, deep within what asks for them.
        Box::pin(self.call_into(tenant, request, watch, &|_| Destination::Memory)).await
    }

    /// The same, with a say in where the body goes: whoever takes it has to know the token that
    /// must not be in it.
    pub(crate) async fn call_into(
        &self,
        tenant: &Tenant,
        request: Request,
        watch: &dyn Sink<Event>,
        into: &(dyn Fn(&Held) -> Destination + Sync),
    ) -> Result<Answer, AppError> {
        let failed = |error| auth_failed(tenant, error);
        let sessions = &self.core.sessions;
        let held = sessions.credential(&tenant.id).await.map_err(failed)?;
        self.write_signed_in(tenant).await;
        let repeatable = request.safety == Safety::Repeatable;
        let again = repeatable.then(|| request.clone());
        // What was approved is approved for both times.
        let promised = seal(tenant, &request)
            .and_then(|seal| Some((seal, self.core.changing.promised(seal)?)));
        let request = Request {
            into: into(&held),
            ..request
        };
        let (response, verdict) = self.send_once(tenant, request, &held, watch).await?;
        let rejected = match verdict {
            Verdict::Fine => {
                return Ok(Answer {
                    response,
                    failure: None,
                    renewed: false,
                    held,
                });
            }
            Verdict::Failed(failure) => {
                return Ok(Answer {
                    response,
                    failure: Some(failure),
                    renewed: false,
                    held,
                });
            }
            Verdict::TokenRejected(failure) => failure,
        };

        let fresh = sessions.replace(&tenant.id, &held).await.map_err(failed)?;
        let Some(again) = again else {
            // Not sent twice by us; the person may, now that the session works again.
            return Ok(Answer {
                response,
                failure: Some(rejected),
                renewed: true,
                held: fresh,
            });
        };
        if let Some((seal, promise)) = promised {
            self.approve_again(seal, promise);
        }
        let again = Request {
            into: into(&fresh),
            ..again
        };
        let (response, verdict) = self.send_once(tenant, again, &fresh, watch).await?;
        match verdict {
            Verdict::Fine => Ok(Answer {
                response,
                failure: None,
                renewed: true,
                held: fresh,
            }),
            Verdict::Failed(failure) => Ok(Answer {
                response,
                failure: Some(failure),
                renewed: true,
                held: fresh,
            }),
            Verdict::TokenRejected(_) => {
                sessions.lapse(&tenant.id, &fresh);
                self.write_signed_out(|id| *id == tenant.id).await;
                let why = lapse(&tenant.vendor, sessions::Lapse::Ended);
                Err(AppError::SignInRequired {
                    tenant: tenant.id.to_string(),
                    why,
                })
            }
        }
    }

    async fn send_once(
        &self,
        tenant: &Tenant,
        request: Request,
        held: &Held,
        watch: &dyn Sink<Event>,
    ) -> Result<(Response, Verdict), AppError> {
        let vendor = self.vendor(tenant)?;
        let account = self.core.account(tenant);
        let mut route = account.ok_or(AppError::NotFound)?.route;
        route.redirects = Redirects::SameOrigin { at_most: 5 };
        route.guard = self.core.guard(&tenant.id);
        route.cookies = held.cookies();
        let intended = self.intended(tenant, &request).await?;
        let sent = self
            .core
            .ports
            .gateway
            .send(&route, request, Some(held), watch)
            .await;
        if let Ok(response) = &sent
            && let Some(date) = response.header("date")
        {
            self.core.sessions.hear_date(&tenant.id, date);
        }
        let judged = sent.map(|response| {
            let verdict = vendor.judge(response.status, &response.body);
            (response, verdict)
        });
        if let Some(intended) = intended {
            let told = judged
                .as_ref()
                .map(|(response, verdict)| (response, verdict));
            self.ended(intended, outcome(told)).await;
        }
        judged.map_err(AppError::from)
    }

    /// Writes down what leaves now, where it does more than read and was approved. What was not
    /// approved is the gateway's to refuse.
    async fn intended(
        &self,
        tenant: &Tenant,
        request: &Request,
    ) -> Result<Option<Intended>, AppError> {
        let Some(seal) = seal(tenant, request) else {
            return Ok(None);
        };
        let Some(promise) = self.core.changing.keep_promise(seal) else {
            return Ok(None);
        };
        let intended = self.intend(seal, promise).await;
        if intended.is_err() {
            self.core.ports.approvals.withdraw(seal);
        }
        intended.map(Some)
    }

    /// Lets a request leave once more for the approval it had, where the tenant is still open.
    fn approve_again(&self, seal: Seal, promise: Promise) {
        let tenant = &promise.tenant.id;
        if let Some(opened) = self.core.open_now(tenant) {
            let approvals = &self.core.ports.approvals;
            approvals.approve(tenant, seal, opened.until);
            self.core.changing.promise_again(seal, promise);
        }
    }

    /// What a refusal means for a person: a missing right is told from everything else.
    pub(crate) fn refusal(
        &self,
        tenant: &Tenant,
        operation: Option<&OperationKey>,
        failure: VendorFailure,
        response: &Response,
    ) -> AppError {
        let html = response
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"));
        if html && failure.message.is_none() {
            return AppError::NotThisProduct {
                host: tenant.place.origin().authority().to_owned(),
                status: failure.status,
                content_type: response.header("content-type").map(str::to_owned),
            };
        }
        let explained = explain::call(&tenant.vendor, &failure, response);
        let VendorFailure {
            status,
            code,
            message,
        } = failure;
        if status == 403 {
            return AppError::MissingPermission {
                needs: self.needs(tenant, operation),
                operation: self.catalogued(tenant, operation),
                code,
                message,
                explained,
            };
        }
        let request_id = ["x-correlation-id", "x-request-id", "request-id"]
            .iter()
            .find_map(|name| response.header(name))
            .map(str::to_owned);
        AppError::VendorFailed {
            status,
            code,
            message,
            request_id,
            explained,
        }
    }

    /// The rights an operation needs, in the vendor's words; empty when the catalogue does not say.
    pub(crate) fn needs(&self, tenant: &Tenant, operation: Option<&OperationKey>) -> Vec<String> {
        let entry = catalogue_entry(tenant, operation);
        entry.map(CatalogueEntry::needs_words).unwrap_or_default()
    }

    /// The operation as its vendor's catalogue writes it.
    pub(crate) fn catalogued(
        &self,
        tenant: &Tenant,
        operation: Option<&OperationKey>,
    ) -> Option<String> {
        catalogue_entry(tenant, operation).map(|entry| entry.operation.clone())
    }
}

fn catalogue_entry(
    tenant: &Tenant,
    operation: Option<&OperationKey>,
) -> Option<&'static CatalogueEntry> {
    let vendor = vendors::find(&tenant.vendor)?;
    vendor.catalogue().find(operation?)
}

/// What a request has to be approved by; nothing where it reads.
fn seal(tenant: &Tenant, request: &Request) -> Option<Seal> {
    (request.effect != Effect::Reads).then(|| Seal::of(&tenant.id, request))
}
