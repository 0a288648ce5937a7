//! Trying a tenant step by step, before anything is stored.

use crate::App;
use crate::convert::{auth_failed, count, life, moment};
use crate::core::account;
use crate::dashboard::{line_request, tile_request};
use crate::documents::read_document;
use crate::tenants::read_draft;
use crate::wire::{AppError, StepFact, StepId, StepState, TenantDraft, TestReport, TestStep};
use domain::{Ignore, Place, Secret, Sink, Tenant, TenantId, Verdict};
use gateway::{Redirects, Response};
use secrets::{SecretKey, SecretStore as _};
use sessions::{AuthError, Held, Inputs, Token};
use std::future::Future;
use std::sync::{Arc, Mutex};
use tokio::time::Instant;
use vendors::Adapter;

/// The steps in the order they are taken.
const STEPS: [StepId; 7] = [
    StepId::Address,
    StepId::Certificate,
    StepId::Product,
    StepId::SignIn,
    StepId::FirstRead,
    StepId::Document,
    StepId::SignOut,
];

/// How a step ended.
type Step<T> = Result<(T, Option<StepFact>), AppError>;

/// Tells each step as it goes, and remembers how it ended.
struct Teller {
    watch: Arc<dyn Sink<TestStep>>,
    ended: Mutex<Vec<TestStep>>,
}

impl Teller {
    fn put(&self, step: TestStep) {
        let mut ended = self
            .ended
            .lock()
            .expect("nothing panics while holding the steps");
        match ended.iter_mut().find(|known| known.id == step.id) {
            Some(known) => *known = step.clone(),
            None => ended.push(step.clone()),
        }
        drop(ended);
        self.watch.put(step);
    }

    fn tell(&self, id: StepId, state: StepState) {
        self.put(TestStep {
            id,
            state,
            took_ms: None,
            fact: None,
            failure: None,
        });
    }

    async fn step<T>(
        &self,
        id: StepId,
        work: impl Future<Output = Step<T>>,
    ) -> Result<T, AppError> {
        self.tell(id, StepState::Running);
        let started = Instant::now();
        let done = work.await;
        let (state, fact, failure) = match &done {
            Ok((_, fact)) => (StepState::Passed, fact.clone(), None),
            Err(failure) => (StepState::Failed, None, Some(failure.clone())),
        };
        let took_ms = Some(crate::convert::millis(started.elapsed()));
        self.put(TestStep {
            id,
            state,
            took_ms,
            fact,
            failure,
        });
        done.map(|(done, _)| done)
    }
}

impl App {
    /// Tries a tenant step by step without storing anything.
    ///
    /// # Errors
    /// [`AppError::Cancelled`], or what is wrong with the form. What a step meets is in its report.
    pub async fn tenant_test(
        &self,
        draft: TenantDraft,
        ticket: String,
        watch: Arc<dyn Sink<TestStep>>,
    ) -> Result<TestReport, AppError> {
        self.ticketed(ticket, self.try_out(draft, watch)).await
    }

    async fn try_out(
        &self,
        mut draft: TenantDraft,
        watch: Arc<dyn Sink<TestStep>>,
    ) -> Result<TestReport, AppError> {
        let teller = Teller {
            watch,
            ended: Mutex::default(),
        };
        for id in STEPS {
            teller.tell(id, StepState::Waiting);
        }
        if draft.name.trim().is_empty() {
            // A tenant may be tried before it has a name.
            draft.name = draft.vendor.clone();
        }
        let mut tenant = read_draft(&draft, TenantId::new("trial"))?;
        let passed = self.steps(&mut tenant, &draft, &teller).await.is_ok();
        let ended = teller.ended.into_inner();
        Ok(TestReport {
            passed,
            address: tenant.place.to_string(),
            steps: ended.expect("nothing panics while holding the steps"),
        })
    }

    async fn steps(
        &self,
        tenant: &mut Tenant,
        draft: &TenantDraft,
        teller: &Teller,
    ) -> Result<(), AppError> {
        let vendor = self.vendor(tenant)?;
        let places = teller
            .step(StepId::Address, async { places(vendor, draft) })
            .await?;
        let probed = teller
            .step(StepId::Certificate, self.reach(tenant, vendor, places))
            .await?;
        teller
            .step(StepId::Product, async { product(tenant, vendor, &probed) })
            .await?;
        let token = teller
            .step(StepId::SignIn, self.sign_in(tenant, draft))
            .await?;
        let read = teller
            .step(StepId::FirstRead, self.first_read(tenant, vendor, &token))
            .await;
        if read.is_ok() {
            // Its own document is a comfort: without it ours is used, so a failure ends nothing.
            if vendor.manifest().document.is_empty() {
                teller.tell(StepId::Document, StepState::Skipped);
            } else {
                let found = self.find_document(tenant, vendor, &token);
                let _ = teller.step(StepId::Document, found).await;
            }
        }
        let account = account(tenant).ok_or(AppError::NotFound)?;
        if account.method.sign_out.is_none() {
            teller.tell(StepId::SignOut, StepState::Skipped);
            return read;
        }
        let host = tenant.place.origin().authority().to_owned();
        let ended = async {
            let ended =
                sessions::sign_out(self.core.ports.gateway.as_ref(), &account, &token).await;
            ended
                .map(|()| ((), None))
                .map_err(|error| auth_failed(&tenant.id, &host, error))
        };
        let ended = teller.step(StepId::SignOut, ended).await;
        read.and(ended)
    }

    /// Finds the place that answers, and shows its certificate.
    async fn reach(
        &self,
        tenant: &mut Tenant,
        vendor: &dyn Adapter,
        places: Vec<Place>,
    ) -> Step<Response> {
        let probe = vendor.manifest().tenant.probe.as_ref();
        let mut last: Option<Result<Response, AppError>> = None;
        for place in places {
            tenant.place = place;
            let line = probe
                .cloned()
                .or_else(|| domain::RequestLine::parse("GET /"));
            let request = line.and_then(|line| line_request(tenant, &line));
            let Some(request) = request else { continue };
            let route = account(tenant).ok_or(AppError::NotFound)?.route;
            let sent = self
                .core
                .ports
                .gateway
                .send(&route, request, None, &Ignore)
                .await;
            let response = match sent {
                Ok(response) => response,
                // A redirect to a console's own pages: somebody is there, but not the API.
                Err(error @ gateway::GatewayError::Redirected { .. }) => {
                    last = Some(Err(error.into()));
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let here = speaks(&response);
            last = Some(Ok(response));
            if here {
                break;
            }
        }
        let response = last.ok_or(AppError::NotFound)??;
        let fact = response
            .certificate
            .as_ref()
            .map(|shown| StepFact::Certificate {
                issuer: shown.issuer.clone(),
                until: shown.until.map(moment).unwrap_or_default(),
            });
        Ok((response, fact))
    }

    async fn sign_in(&self, tenant: &Tenant, draft: &TenantDraft) -> Step<Arc<Token>> {
        let inputs = self.inputs(tenant, draft).await?;
        let account = account(tenant).ok_or(AppError::NotFound)?;
        let gateway = self.core.ports.gateway.as_ref();
        let clock = self.core.ports.clock.as_ref();
        let token = sessions::sign_in(gateway, &account, &inputs, clock, 0).await;
        let host = tenant.place.origin().authority();
        let token = token.map_err(|error: AuthError| auth_failed(&tenant.id, host, error))?;
        let fact = StepFact::Token {
            life: life(token.lives),
        };
        Ok((Arc::new(token), Some(fact)))
    }

    /// What the form gives, and where it gives nothing, what is stored.
    async fn inputs(&self, tenant: &Tenant, draft: &TenantDraft) -> Result<Inputs, AppError> {
        let mut inputs = self.core.held.of(draft)?;
        for (field, value) in &tenant.fields {
            inputs.insert(field.clone(), Secret::new(value.clone()));
        }
        let Some(stored) = draft.tenant.clone().map(TenantId::new) else {
            return Ok(inputs);
        };
        let account = account(tenant).ok_or(AppError::NotFound)?;
        let fields = account.method.fields;
        self.blocking(move |core| {
            for field in fields.iter().filter(|field| field.secret) {
                if !inputs.contains_key(&field.id) {
                    let key = SecretKey {
                        tenant: stored.clone(),
                        field: field.id.clone(),
                    };
                    let value = core
                        .ports
                        .vault
                        .read(&key)
                        .map_err(crate::convert::store_failed)?;
                    if let Some(value) = value {
                        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
                        inputs.insert(field.id.clone(), Secret::new(value.lend(text)));
                    }
                }
            }
            Ok(inputs)
        })
        .await?
    }

    async fn first_read(
        &self,
        tenant: &Tenant,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
    ) -> Step<()> {
        let Some(tile) = vendor.manifest().tiles.first() else {
            return Ok(((), None));
        };
        let request = tile_request(tenant, tile).ok_or(AppError::NotFound)?;
        let (response, verdict) = self.with_token(tenant, vendor, token, request).await?;
        if let Verdict::Failed(failure) | Verdict::TokenRejected(failure) = verdict {
            let key = crate::dashboard::key(tile);
            return Err(self.refusal(tenant, Some(&key), failure, &response));
        }
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        let value = tile.value.read(&body, |name| response.header(name));
        let fact = value.map(|value| StepFact::Figure {
            label: tile.label.clone(),
            value: u32::try_from(value).unwrap_or(u32::MAX),
        });
        Ok(((), fact))
    }

    async fn find_document(
        &self,
        tenant: &Tenant,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
    ) -> Step<()> {
        let mut last = AppError::NotFound;
        for source in &vendor.manifest().document {
            let Some(mut request) = line_request(tenant, &source.request) else {
                continue;
            };
            request
                .headers
                .insert("accept", gateway::HeaderValue::from_static("*/*"));
            let (response, verdict) = self.with_token(tenant, vendor, token, request).await?;
            if let Verdict::Failed(failure) | Verdict::TokenRejected(failure) = verdict {
                last = self.refusal(tenant, None, failure, &response);
                continue;
            }
            match self
                .blocking(move |_| read_document(&response.body, "", &openapi::Alone))
                .await?
            {
                Ok(loaded) => {
                    let operations = count(loaded.document.operations().len());
                    let title = loaded.document.about().title.clone();
                    return Ok(((), Some(StepFact::Document { title, operations })));
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    async fn with_token(
        &self,
        tenant: &Tenant,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
        request: gateway::Request,
    ) -> Result<(Response, Verdict), AppError> {
        let mut route = account(tenant).ok_or(AppError::NotFound)?.route;
        route.redirects = Redirects::SameOrigin { at_most: 5 };
        route.cookies = token.cookies.clone();
        let held = Held::new(Arc::clone(token));
        let sent = self
            .core
            .ports
            .gateway
            .send(&route, request, Some(&held), &Ignore)
            .await?;
        let verdict = vendor.judge(sent.status, &sent.body);
        Ok((sent, verdict))
    }
}

/// The places a pasted address may mean.
fn places(vendor: &dyn Adapter, draft: &TenantDraft) -> Step<Vec<Place>> {
    let reading = vendor.manifest().tenant.understand(&draft.address);
    let reading = reading.map_err(|error| crate::convert::address_problem("address", &error))?;
    let address = reading
        .places
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    Ok((reading.places, Some(StepFact::Address { address })))
}

/// Whether an API answers here, not a web page and not a stranger.
fn speaks(response: &Response) -> bool {
    let page = response
        .header("content-type")
        .is_some_and(|kind| kind.contains("text/html"));
    !page && !matches!(response.status, 404 | 405) && response.status < 500
}

fn product(tenant: &Tenant, vendor: &dyn Adapter, probed: &Response) -> Step<()> {
    if vendor.manifest().tenant.probe.is_some() && !speaks(probed) {
        return Err(AppError::NotThisProduct {
            host: tenant.place.origin().authority().to_owned(),
            status: probed.status,
            content_type: probed.header("content-type").map(str::to_owned),
        });
    }
    let version = vendor.manifest().tenant.version.as_ref().and_then(|rule| {
        let body: serde_json::Value = serde_json::from_slice(&probed.body).ok()?;
        rule.at.find(&body)?.as_str().map(str::to_owned)
    });
    Ok(((), version.map(|version| StepFact::Version { version })))
}
