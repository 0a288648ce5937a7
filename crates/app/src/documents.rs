//! The documents that can be opened: a tenant's own, ours, and files of the person's.
//!
//! A document is read once and kept as it was read; reading happens off the async threads. When one
//! cannot be read, the one that was open before stays.

use crate::App;
use crate::convert::{count, moment};
use crate::dashboard::line_request;
use crate::paint::unreadable;
use crate::wire::{AppError, DocumentLine, DocumentOrigin, FindingView, Topic, Window};
use domain::{Ignore, Tenant, TenantId, Timestamp, VendorId};
use openapi::{Document, Finding, Format};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// Every document that was read, and the files that were chosen.
#[derive(Default)]
pub(crate) struct Documents(Mutex<State>);

#[derive(Default)]
struct State {
    files: Vec<Chosen>,
    made: u32,
    tenants: HashMap<TenantId, Arc<Loaded>>,
    ours: HashMap<VendorId, Arc<Loaded>>,
}

struct Chosen {
    id: String,
    path: PathBuf,
    loaded: Option<Arc<Loaded>>,
}

/// A document as it was read.
pub(crate) struct Loaded {
    pub document: Document,
    pub findings: Vec<Finding>,
    /// When it came from the tenant.
    pub read_at: Option<Timestamp>,
}

/// What a document's id means.
pub(crate) enum Named {
    Own(Tenant),
    Ours(Tenant),
    File(String),
}

/// Reads a document from bytes.
pub(crate) fn read_document(bytes: &[u8]) -> Result<Loaded, AppError> {
    match Document::read(bytes) {
        Ok((document, findings)) => {
            document.prepare();
            Ok(Loaded {
                document,
                findings,
                read_at: None,
            })
        }
        Err(why) => Err(unreadable(why)),
    }
}

impl Documents {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while holding the documents")
    }

    /// The program was started with a file.
    pub fn started_with(&self, path: PathBuf) {
        self.choose(path);
    }

    /// The id of the first file, when there is one.
    pub fn first_file(&self) -> Option<String> {
        self.state().files.first().map(|file| file.id.clone())
    }

    /// A tenant changed or is gone: what was read from it is not its document any more.
    pub fn forget(&self, tenant: &TenantId) {
        self.state().tenants.remove(tenant);
    }

    /// Puts a file into the list, in front; choosing it again does not list it twice.
    fn choose(&self, path: PathBuf) -> String {
        let mut state = self.state();
        if let Some(at) = state.files.iter().position(|file| file.path == path) {
            let mut file = state.files.remove(at);
            file.loaded = None;
            let id = file.id.clone();
            state.files.insert(0, file);
            return id;
        }
        state.made += 1;
        let id = format!("file:{}", state.made);
        state.files.insert(
            0,
            Chosen {
                id: id.clone(),
                path,
                loaded: None,
            },
        );
        id
    }

    /// Everything that was read, with its id: for searching across.
    pub fn loaded(&self, tenants: &[Tenant]) -> Vec<(String, Option<Tenant>, Arc<Loaded>)> {
        let state = self.state();
        let own = tenants.iter().filter_map(|tenant| {
            let own = state
                .tenants
                .get(&tenant.id)
                .map(|found| (own_id(tenant), found));
            let ours = || {
                state
                    .ours
                    .get(&tenant.vendor)
                    .map(|found| (our_id(tenant), found))
            };
            let (id, found) = own.or_else(ours)?;
            Some((id, Some(tenant.clone()), Arc::clone(found)))
        });
        let files = state
            .files
            .iter()
            .filter_map(|file| Some((file.id.clone(), None, Arc::clone(file.loaded.as_ref()?))));
        own.chain(files).collect()
    }
}

fn own_id(tenant: &Tenant) -> String {
    format!("tenant:{}", tenant.id)
}

fn our_id(tenant: &Tenant) -> String {
    format!("ours:{}", tenant.id)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

impl App {
    /// The documents that can be opened: files first, then each tenant's own and ours.
    ///
    /// # Errors
    /// None.
    pub async fn explorer_documents(&self) -> Result<Vec<DocumentLine>, AppError> {
        let tenants = self.core.tenants().clone();
        let state = self.core.documents.state();
        let files = state.files.iter().map(|file| {
            let name = file_name(&file.path);
            line(
                &file.id,
                DocumentOrigin::File { name },
                None,
                file.loaded.as_deref(),
            )
        });
        let mut lines: Vec<DocumentLine> = files.collect();
        for tenant in &tenants {
            let Some(vendor) = vendors::find(&tenant.vendor) else {
                continue;
            };
            if !vendor.manifest().document.is_empty() {
                let loaded = state.tenants.get(&tenant.id);
                lines.push(own_line(tenant, loaded.map(Arc::as_ref)));
            }
            let loaded = state.ours.get(&tenant.vendor);
            lines.push(our_line(tenant, loaded.map(Arc::as_ref)));
        }
        Ok(lines)
    }

    /// Fetches a tenant's own document again.
    ///
    /// # Errors
    /// Why it could not be fetched or read; what was read before stays.
    pub async fn explorer_fetch(&self, tenant: String) -> Result<DocumentLine, AppError> {
        self.ready().await;
        let tenant = self.tenant(&tenant)?;
        let loaded = self.fetch_own(&tenant).await?;
        Ok(own_line(&tenant, Some(&loaded)))
    }

    /// Lets the person choose a file and opens it; nothing when they chose none.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] or [`AppError::File`]; then it is not listed.
    pub async fn explorer_pick(&self) -> Result<Option<DocumentLine>, AppError> {
        let Some(path) = self.core.ports.desk.pick_file().await else {
            return Ok(None);
        };
        self.explorer_open_file(path).await.map(Some)
    }

    /// Opens a file: chosen by the person, or given to the program at its start.
    ///
    /// # Errors
    /// As [`App::explorer_pick`].
    pub async fn explorer_open_file(&self, path: PathBuf) -> Result<DocumentLine, AppError> {
        let loaded = self.read_file(path.clone()).await?;
        let id = self.core.documents.choose(path.clone());
        let origin = DocumentOrigin::File {
            name: file_name(&path),
        };
        let line = line(&id, origin, None, Some(&loaded));
        self.put_file(&id, loaded);
        self.changed(&[Topic::Documents]);
        Ok(line)
    }

    /// Closes a document that came from a file.
    ///
    /// # Errors
    /// None.
    pub async fn explorer_close(&self, document: String) -> Result<(), AppError> {
        self.core
            .documents
            .state()
            .files
            .retain(|file| file.id != document);
        Ok(())
    }

    /// What could not be read in a document.
    ///
    /// # Errors
    /// As opening it.
    pub async fn explorer_findings(
        &self,
        document: String,
        window: Window,
    ) -> Result<Vec<FindingView>, AppError> {
        let (loaded, _) = self.document(&document).await?;
        let part = loaded
            .findings
            .iter()
            .skip(window.from as usize)
            .take(window.at_most as usize);
        Ok(part.map(crate::paint::finding).collect())
    }

    /// What an id means.
    pub(crate) fn named(&self, id: &str) -> Result<Named, AppError> {
        let (kind, rest) = id.split_once(':').ok_or(AppError::NotFound)?;
        match kind {
            "tenant" => Ok(Named::Own(self.tenant(rest)?)),
            "ours" => Ok(Named::Ours(self.tenant(rest)?)),
            "file" => Ok(Named::File(id.to_owned())),
            _ => Err(AppError::NotFound),
        }
    }

    /// A document, read when it was not yet, and the tenant its calls go to.
    pub(crate) async fn document(
        &self,
        id: &str,
    ) -> Result<(Arc<Loaded>, Option<Tenant>), AppError> {
        self.ready().await;
        match self.named(id)? {
            Named::Own(tenant) => {
                let known = self.core.documents.state().tenants.get(&tenant.id).cloned();
                let loaded = match known {
                    Some(loaded) => loaded,
                    None => self.fetch_own(&tenant).await?,
                };
                Ok((loaded, Some(tenant)))
            }
            Named::Ours(tenant) => Ok((self.read_ours(&tenant).await?, Some(tenant))),
            Named::File(id) => {
                let (path, known) = {
                    let state = self.core.documents.state();
                    let file = state.files.iter().find(|file| file.id == id);
                    let file = file.ok_or(AppError::NotFound)?;
                    (file.path.clone(), file.loaded.clone())
                };
                match known {
                    Some(loaded) => Ok((loaded, None)),
                    None => Ok((self.put_file(&id, self.read_file(path).await?), None)),
                }
            }
        }
    }

    /// As lists show it.
    pub(crate) fn document_line(
        &self,
        id: &str,
        loaded: &Loaded,
    ) -> Result<DocumentLine, AppError> {
        Ok(match self.named(id)? {
            Named::Own(tenant) => own_line(&tenant, Some(loaded)),
            Named::Ours(tenant) => our_line(&tenant, Some(loaded)),
            Named::File(id) => {
                let state = self.core.documents.state();
                let file = state
                    .files
                    .iter()
                    .find(|file| file.id == id)
                    .ok_or(AppError::NotFound)?;
                let origin = DocumentOrigin::File {
                    name: file_name(&file.path),
                };
                line(&id, origin, None, Some(loaded))
            }
        })
    }

    fn put_file(&self, id: &str, loaded: Loaded) -> Arc<Loaded> {
        let loaded = Arc::new(loaded);
        let mut state = self.core.documents.state();
        if let Some(file) = state.files.iter_mut().find(|file| file.id == id) {
            file.loaded = Some(Arc::clone(&loaded));
        }
        loaded
    }

    async fn read_file(&self, path: PathBuf) -> Result<Loaded, AppError> {
        let name = file_name(&path);
        let read = self.blocking(move |_| {
            let limit = u64::try_from(openapi::Limits::default().bytes).unwrap_or(u64::MAX);
            // Not read at all when it is too large: a wrong choice must not fill the memory.
            if std::fs::metadata(&path)?.len() > limit {
                return Ok(Err(AppError::TooLarge {
                    limit_kb: count((limit / 1024) as usize),
                }));
            }
            Ok::<_, std::io::Error>(read_document(&std::fs::read(&path)?))
        });
        read.await?.map_err(|error| AppError::File {
            name,
            why: error.kind().to_string(),
        })?
    }

    async fn read_ours(&self, tenant: &Tenant) -> Result<Arc<Loaded>, AppError> {
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
        let loaded = Arc::new(self.blocking(move |_| read_document(bytes)).await??);
        let mut state = self.core.documents.state();
        Ok(Arc::clone(
            state.ours.entry(tenant.vendor.clone()).or_insert(loaded),
        ))
    }

    /// Asks a tenant for its document at each address the vendor is known to have it, with its
    /// session. Anonymous sources are asked with it too: it is the tenant's own origin.
    async fn fetch_own(&self, tenant: &Tenant) -> Result<Arc<Loaded>, AppError> {
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
            let bytes = answer.response.body;
            match self.blocking(move |_| read_document(&bytes)).await? {
                Ok(mut loaded) => {
                    loaded.read_at = Some(self.core.ports.clock.now());
                    let loaded = Arc::new(loaded);
                    let mut state = self.core.documents.state();
                    state.tenants.insert(tenant.id.clone(), Arc::clone(&loaded));
                    return Ok(loaded);
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

fn own_line(tenant: &Tenant, loaded: Option<&Loaded>) -> DocumentLine {
    let read_at = loaded.and_then(|loaded| loaded.read_at).map(moment);
    line(
        &own_id(tenant),
        DocumentOrigin::Tenant { read_at },
        Some(tenant),
        loaded,
    )
}

fn our_line(tenant: &Tenant, loaded: Option<&Loaded>) -> DocumentLine {
    line(&our_id(tenant), DocumentOrigin::Ours, Some(tenant), loaded)
}

fn line(
    id: &str,
    origin: DocumentOrigin,
    tenant: Option<&Tenant>,
    loaded: Option<&Loaded>,
) -> DocumentLine {
    let about = loaded.map(|loaded| loaded.document.about());
    let told = about
        .map(|about| about.title.clone())
        .filter(|title| !title.is_empty());
    let product = || {
        let vendor = tenant.and_then(|tenant| vendors::find(&tenant.vendor));
        vendor.map(|vendor| vendor.manifest().product.clone())
    };
    let file = match &origin {
        DocumentOrigin::File { name } => Some(name.clone()),
        DocumentOrigin::Tenant { .. } | DocumentOrigin::Ours => None,
    };
    DocumentLine {
        id: id.to_owned(),
        title: told.or_else(product).or(file).unwrap_or_default(),
        version: about
            .map(|about| about.version.clone())
            .filter(|version| !version.is_empty()),
        format: about.map(|about| match about.format {
            Format::Swagger2 => format!("Swagger {}", about.standard),
            Format::OpenApi30 | Format::OpenApi31 | Format::OpenApi32 => {
                format!("OpenAPI {}", about.standard)
            }
        }),
        origin,
        tenant: tenant.map(|tenant| tenant.id.to_string()),
        operations: loaded.map(|loaded| count(loaded.document.operations().len())),
        findings: loaded.map_or(0, |loaded| count(loaded.findings.len())),
    }
}
