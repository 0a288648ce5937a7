//! Reading documents: from a file, from the vendor's folder, from the tenant itself.

use super::beside::{Folder, Origin};
use super::{Loaded, file_name, read_document};
use crate::App;
use crate::convert::count;
use crate::lists::line_request;
use crate::wire::AppError;
use domain::{Ignore, Tenant};
use openapi::Alone;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::runtime::Handle;

/// What a tenant's own document is called among the files it refers to.
const DOCUMENT: &str = "openapi.json";

impl App {
    pub(super) async fn read_file(&self, path: PathBuf) -> Result<Loaded, AppError> {
        let name = file_name(&path);
        let read = self.blocking(move |_| {
            let limit = u64::try_from(openapi::Limits::default().bytes).unwrap_or(u64::MAX);
            // Not read at all when it is too large: a wrong choice must not fill the memory.
            if std::fs::metadata(&path)?.len() > limit {
                return Ok(Err(AppError::TooLarge {
                    limit_kb: count((limit / 1024) as usize),
                }));
            }
            let (folder, name) = Folder::of(&path)?;
            let bytes = std::fs::read(&path)?;
            Ok::<_, std::io::Error>(read_document(bytes, &name, &folder))
        });
        read.await?.map_err(|error| AppError::File {
            name,
            why: error.kind().to_string(),
        })?
    }

    pub(super) async fn read_ours(&self, tenant: &Tenant) -> Result<Arc<Loaded>, AppError> {
        let known = self
            .core
            .documents
            .state()
            .ours
            .get(&tenant.vendor)
            .cloned();
        if let Some(loaded) = known {
            return Ok(loaded);
        }
        let bytes = self.vendor(tenant)?.folder().document;
        let read = self.blocking(move |_| read_document(bytes, "", &Alone));
        let loaded = self.share(read.await??);
        let mut state = self.core.documents.state();
        Ok(Arc::clone(
            state.ours.entry(tenant.vendor.clone()).or_insert(loaded),
        ))
    }

    /// Asks a tenant for its document at each address the vendor is known to have it, with its
    /// session. Anonymous sources are asked with it too: it is the tenant's own origin.
    pub(super) async fn fetch_own(&self, tenant: &Tenant) -> Result<Arc<Loaded>, AppError> {
        let sources = &self.vendor(tenant)?.manifest().document;
        let mut last = AppError::NotFound;
        for source in sources {
            let Some(mut request) = line_request(tenant, &source.request) else {
                continue;
            };
            request
                .headers
                .insert("accept", gateway::HeaderValue::from_static("*/*"));
            let answer = self.call(tenant, request, &Ignore).await?;
            if let Some(failure) = answer.failure {
                last = self.refusal(tenant, None, failure, &answer.response);
                continue;
            }
            match self.read_answer(tenant, answer.response).await? {
                Ok(loaded) => return Ok(loaded),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Reads what a tenant answered, and puts it beside the version that was seen before.
    async fn read_answer(
        &self,
        tenant: &Tenant,
        response: gateway::Response,
    ) -> Result<Result<Arc<Loaded>, AppError>, AppError> {
        let app = self.clone();
        let of = tenant.clone();
        let at = self.core.ports.clock.now();
        let runtime = Handle::current();
        let read = self.blocking(move |core| {
            let beside = Origin {
                app: &app,
                tenant: &of,
                address: &response.url,
                runtime: &runtime,
            };
            let mut loaded = read_document(&response.body, DOCUMENT, &beside)?;
            let standing = core.documents.stand(&of.id, &loaded, at, &response.body);
            loaded.read_at = Some(at);
            loaded.same_since = Some(standing.same_since);
            Ok((loaded, standing.older))
        });
        let (loaded, older) = match read.await? {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        let loaded = self.share(loaded);
        let mut state = self.core.documents.state();
        state.tenants.insert(tenant.id.clone(), Arc::clone(&loaded));
        match older {
            Some(older) => state.older.insert(tenant.id.clone(), older),
            None => state.older.remove(&tenant.id),
        };
        Ok(Ok(loaded))
    }

    /// Gives a document to everybody, and prepares it for searching meanwhile.
    pub(super) fn share(&self, loaded: Loaded) -> Arc<Loaded> {
        let loaded = Arc::new(loaded);
        let preparing = Arc::clone(&loaded);
        // Ends by itself; whoever searches before that waits for it.
        tokio::task::spawn_blocking(move || preparing.document.prepare());
        loaded
    }
}
