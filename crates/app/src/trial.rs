//! Trying a tenant step by step, before anything is stored.

mod reaching;

use crate::App;
use crate::convert::{auth_failed, count, store_failed};
use crate::core::account;
use crate::dashboard::tile_request;
use crate::documents::read_document;
use crate::lists::{body, line_request};
use crate::papers::Papers;
use crate::policy::Policy;
use crate::session::life;
use crate::tenants::{certificate, read_draft};
use crate::wire::{AppError, StepFact, StepId, StepState, TenantDraft, TestReport, TestStep};
use domain::{Ignore, Place, Secret, Sink, Tenant, TenantId, Verdict};
use gateway::{Redirects, Response};
use reaching::{places, product};
use secrets::{SecretKey, SecretStore as _};
use sessions::{Account, AuthError, Held, Inputs, Token};
use std::future::Future;
use std::sync::{Arc, Mutex};
use tokio::time::Instant;
use vendors::Adapter;

/// The steps in the order they are taken.
const STEPS: [StepId; 10] = [
    StepId::Address,
    StepId::Name,
    StepId::Connection,
    StepId::Certificate,
    StepId::Clock,
    StepId::Product,
    StepId::SignIn,
    StepId::FirstRead,
    StepId::Document,
    StepId::SignOut,
];

/// What is tried.
struct Trying {
    tenant: Tenant,
    /// Who calls, for the gateway: somebody of whom it remembers no wait and no rest. Otherwise a
    /// trial would tell what came of others, and not what the server says now.
    caller: TenantId,
    /// What the person gives, and what is stored.
    inputs: Inputs,
    papers: Papers,
    /// The places its address may mean.
    places: Vec<Place>,
}

impl Trying {
    /// With the vendor's rules, what its calls show, and what administrators say of their way.
    fn account(&self, policy: &Policy) -> Option<Account> {
        let mut account = account(&self.tenant)?;
        account.route.tenant = self.caller.clone();
        self.papers.clone().onto(&self.tenant, &mut account.route);
        policy.onto(&mut account.route);
        Some(account)
    }
}

/// How a step ended.
type Step<T> = Result<(T, Option<StepFact>), AppError>;

/// Tells each step as it goes, and remembers how it ended.
struct Teller {
    watch: Arc<dyn Sink<TestStep>>,
    ended: Mutex<Vec<TestStep>>,
}

impl Teller {
    fn new(watch: Arc<dyn Sink<TestStep>>) -> Self {
        let teller = Self {
            watch,
            ended: Mutex::default(),
        };
        for id in STEPS {
            teller.tell(id, StepState::Waiting);
        }
        teller
    }

    fn report(self, passed: bool, tenant: &Tenant) -> TestReport {
        let ended = self.ended.into_inner();
        TestReport {
            passed,
            address: tenant.place.to_string(),
            steps: ended.expect("nothing panics while holding the steps"),
        }
    }

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

    /// Checks a tenant that was added, step by step, with what is stored.
    ///
    /// # Errors
    /// [`AppError::Cancelled`], [`AppError::NotFound`], or why the vault cannot be read. What a
    /// step meets is in its report.
    pub async fn tenant_check(
        &self,
        tenant: String,
        ticket: String,
        watch: Arc<dyn Sink<TestStep>>,
    ) -> Result<TestReport, AppError> {
        let tenant = self.tenant(&tenant)?;
        let checking = async {
            let teller = Teller::new(watch);
            let of = tenant.clone();
            let papers = self.blocking(move |core| core.stored_papers(&of)).await?;
            let trying = Trying {
                inputs: self
                    .inputs(&tenant, Some(&tenant.id), Inputs::new())
                    .await?,
                caller: self.caller(),
                papers: papers.map_err(store_failed)?,
                places: vec![tenant.place.clone()],
                tenant,
            };
            let address = trying.tenant.place.to_string();
            let told = async { Ok(((), Some(StepFact::Address { address }))) };
            teller.step(StepId::Address, told).await?;
            self.finish(trying, teller).await
        };
        self.ticketed(ticket, checking).await
    }

    async fn try_out(
        &self,
        mut draft: TenantDraft,
        watch: Arc<dyn Sink<TestStep>>,
    ) -> Result<TestReport, AppError> {
        let teller = Teller::new(watch);
        if draft.name.trim().is_empty() {
            // A tenant may be tried before it has a name.
            draft.name = draft.vendor.clone();
        }
        let mut tenant = read_draft(&draft, TenantId::new("trial"))?;
        let before = draft.tenant.as_deref().map(|id| self.tenant(id));
        let before = before.transpose()?;
        let held = self.core.held.of(&draft)?;
        tenant.certificate = certificate(&draft, before.as_ref(), &held);
        let stored = match before.clone() {
            Some(before) => {
                self.blocking(move |core| core.stored_papers(&before))
                    .await?
            }
            None => Ok(Papers::default()),
        };
        let papers = Papers::held(&held).or(stored.unwrap_or_default());
        let vendor = self.vendor(&tenant)?;
        let places = teller
            .step(StepId::Address, async { places(vendor, &draft) })
            .await;
        let Ok(places) = places else {
            return Ok(teller.report(false, &tenant));
        };
        let stored = before.map(|before| before.id);
        let trying = Trying {
            caller: self.caller(),
            inputs: self.inputs(&tenant, stored.as_ref(), held).await?,
            papers,
            places,
            tenant,
        };
        self.finish(trying, teller).await
    }

    /// Signs in with credentials that are not a tenant's yet, asks one harmless thing, and signs out.
    ///
    /// # Errors
    /// Why one of them did not go.
    pub(crate) async fn try_credentials(
        &self,
        tenant: Tenant,
        inputs: Inputs,
        read: Option<&domain::RequestLine>,
    ) -> Result<(), AppError> {
        let of = tenant.clone();
        let papers = self.blocking(move |core| core.stored_papers(&of)).await?;
        let vendor = self.vendor(&tenant)?;
        let trying = Trying {
            inputs: self.inputs(&tenant, None, inputs).await?,
            caller: self.caller(),
            papers: papers.map_err(store_failed)?,
            places: vec![tenant.place.clone()],
            tenant,
        };
        let account = trying
            .account(&self.core.policy)
            .ok_or(AppError::NotFound)?;
        let (token, _) = self.sign_in(&trying).await?;
        let read = match read {
            Some(line) => self.reads_well(&trying, vendor, &token, line).await,
            None => self.first_read(&trying, vendor, &token).await.map(drop),
        };
        if account.method.sign_out.is_some() {
            let gateway = self.core.ports.gateway.as_ref();
            // Its token ends by itself at the vendor.
            let _ = sessions::sign_out(gateway, &account, &token).await;
        }
        read
    }

    async fn reads_well(
        &self,
        trying: &Trying,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
        line: &domain::RequestLine,
    ) -> Result<(), AppError> {
        let tenant = &trying.tenant;
        let request = line_request(tenant, line).ok_or(AppError::NotFound)?;
        let (response, verdict) = self.with_token(trying, vendor, token, request).await?;
        match verdict {
            Verdict::Failed(failure) | Verdict::TokenRejected(failure) => {
                Err(self.refusal(tenant, None, failure, &response))
            }
            Verdict::Fine => Ok(()),
        }
    }

    fn caller(&self) -> TenantId {
        TenantId::new(format!("trial-{}", self.core.sent.fresh_id()))
    }

    async fn finish(&self, mut trying: Trying, teller: Teller) -> Result<TestReport, AppError> {
        let passed = self.steps(&mut trying, &teller).await.is_ok();
        Ok(teller.report(passed, &trying.tenant))
    }

    async fn steps(&self, trying: &mut Trying, teller: &Teller) -> Result<(), AppError> {
        let vendor = self.vendor(&trying.tenant)?;
        let probed = self.reach(trying, vendor, teller).await?;
        self.compare_clocks(&probed, teller).await;
        let tenant = &trying.tenant;
        teller
            .step(StepId::Product, async { product(tenant, vendor, &probed) })
            .await?;
        let account = trying
            .account(&self.core.policy)
            .ok_or(AppError::NotFound)?;
        if account.method.person {
            // A test asks nobody for codes and opens no browser: what it could see is fine.
            for id in [
                StepId::SignIn,
                StepId::FirstRead,
                StepId::Document,
                StepId::SignOut,
            ] {
                teller.tell(id, StepState::Skipped);
            }
            return Ok(());
        }
        let token = teller.step(StepId::SignIn, self.sign_in(trying)).await?;
        let read = teller
            .step(StepId::FirstRead, self.first_read(trying, vendor, &token))
            .await;
        if read.is_ok() {
            // Its own document is a comfort: without it ours is used, so a failure ends nothing.
            if vendor.manifest().document.is_empty() {
                teller.tell(StepId::Document, StepState::Skipped);
            } else {
                let found = self.find_document(trying, vendor, &token);
                let _ = teller.step(StepId::Document, found).await;
            }
        }
        if account.method.sign_out.is_none() {
            teller.tell(StepId::SignOut, StepState::Skipped);
            return read;
        }
        let ended = async {
            let ended =
                sessions::sign_out(self.core.ports.gateway.as_ref(), &account, &token).await;
            ended
                .map(|()| ((), None))
                .map_err(|error| auth_failed(tenant, error))
        };
        let ended = teller.step(StepId::SignOut, ended).await;
        read.and(ended)
    }

    async fn sign_in(&self, trying: &Trying) -> Step<Arc<Token>> {
        let tenant = &trying.tenant;
        let account = trying
            .account(&self.core.policy)
            .ok_or(AppError::NotFound)?;
        let gateway = self.core.ports.gateway.as_ref();
        let clock = self.core.ports.clock.as_ref();
        let token = sessions::sign_in(gateway, &account, &trying.inputs, clock, 0).await;
        let token = token.map_err(|error: AuthError| auth_failed(tenant, error))?;
        self.write_tried(tenant).await;
        let fact = StepFact::Token {
            life: life(token.lives),
        };
        Ok((Arc::new(token), Some(fact)))
    }

    /// What the form gives, and where it gives nothing, what is stored.
    async fn inputs(
        &self,
        tenant: &Tenant,
        stored: Option<&TenantId>,
        mut inputs: Inputs,
    ) -> Result<Inputs, AppError> {
        for (field, value) in &tenant.fields {
            inputs.insert(field.clone(), Secret::new(value.clone()));
        }
        let Some(stored) = stored.cloned() else {
            return Ok(inputs);
        };
        let fields = account(tenant).ok_or(AppError::NotFound)?.method.fields;
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
        trying: &Trying,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
    ) -> Step<()> {
        let tenant = &trying.tenant;
        let Some(tile) = vendor.manifest().tiles.first() else {
            return Ok(((), None));
        };
        let request = tile_request(tenant, tile).ok_or(AppError::NotFound)?;
        let (response, verdict) = self.with_token(trying, vendor, token, request).await?;
        if let Verdict::Failed(failure) | Verdict::TokenRejected(failure) = verdict {
            let key = crate::dashboard::key(tile);
            return Err(self.refusal(tenant, Some(&key), failure, &response));
        }
        let Ok(body) = body(&response) else {
            return Err(reaching::not_this_product(tenant, &response));
        };
        let value = tile.value.read(&body, |name| response.header(name));
        let fact = value.map(|value| StepFact::Figure {
            label: tile.label.clone(),
            value: u32::try_from(value).unwrap_or(u32::MAX),
        });
        Ok(((), fact))
    }

    async fn find_document(
        &self,
        trying: &Trying,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
    ) -> Step<()> {
        let tenant = &trying.tenant;
        let mut last = AppError::NotFound;
        for source in &vendor.manifest().document {
            let Some(mut request) = line_request(tenant, &source.request) else {
                continue;
            };
            request
                .headers
                .insert("accept", gateway::HeaderValue::from_static("*/*"));
            let (response, verdict) = self.with_token(trying, vendor, token, request).await?;
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
        trying: &Trying,
        vendor: &dyn Adapter,
        token: &Arc<Token>,
        request: gateway::Request,
    ) -> Result<(Response, Verdict), AppError> {
        let mut route = trying
            .account(&self.core.policy)
            .ok_or(AppError::NotFound)?
            .route;
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
