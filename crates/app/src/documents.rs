//! The documents that can be opened: a tenant's own, ours, and files of the person's.
//!
//! A document is read once and kept as it was read; reading happens off the async threads. When one
//! cannot be read, the one that was open before stays.

use crate::App;
use crate::paint::unreadable;
use crate::wire::{
    AppError, ChangeCounts, DocumentLine, DocumentOrigin, FindingView, Topic, Window,
};
use domain::{Tenant, TenantId, Timestamp, VendorId};
use openapi::{Document, Finding, Limits, Neighbours};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

mod beside;
mod changes;
mod lines;
mod painting;
mod reading;
mod versions;

use changes::Compared;
use lines::{before_line, line, our_line, own_line};
use versions::Versions;

/// Every document that was read, and the files that were chosen.
pub(crate) struct Documents {
    state: Mutex<State>,
    versions: Versions,
}

#[derive(Default)]
struct State {
    files: Vec<Chosen>,
    made: u32,
    tenants: HashMap<TenantId, Arc<Loaded>>,
    older: HashMap<TenantId, Older>,
    ours: HashMap<VendorId, Arc<Loaded>>,
    compared: Option<Compared>,
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
    /// Since when the tenant's has been this one, as far as we have seen.
    pub same_since: Option<Timestamp>,
}

/// What a document's id means.
pub(crate) enum Named {
    Own(Tenant),
    Ours(Tenant),
    Before(Tenant),
    File(String),
}

/// A version of a tenant's document that was seen before, where it was another.
pub(crate) struct Older {
    pub loaded: Arc<Loaded>,
    pub counts: ChangeCounts,
}

/// Reads a document from bytes, with the files it refers to. `name` is its own path among them.
pub(crate) fn read_document<'b>(
    bytes: impl Into<std::borrow::Cow<'b, [u8]>>,
    name: &str,
    beside: &dyn Neighbours,
) -> Result<Loaded, AppError> {
    match Document::read_with(bytes, name, Limits::default(), beside) {
        Ok((document, findings)) => Ok(Loaded {
            document,
            findings,
            read_at: None,
            same_since: None,
        }),
        Err(why) => Err(unreadable(why)),
    }
}

impl Documents {
    /// With a folder for the versions that were seen.
    pub fn keeping(folder: PathBuf) -> Self {
        Self {
            state: Mutex::default(),
            versions: Versions::at(folder),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
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
        let mut state = self.state();
        state.tenants.remove(tenant);
        state.older.remove(tenant);
    }

    /// A tenant is gone, and so is what was seen of its document.
    pub fn forget_for_good(&self, tenant: &TenantId) {
        self.forget(tenant);
        self.versions.forget(tenant);
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

fn before_id(tenant: &Tenant) -> String {
    format!("before:{}", tenant.id)
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
                lines.push(own_line(tenant, &state));
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
        self.fetch_own(&tenant).await?;
        Ok(own_line(&tenant, &self.core.documents.state()))
    }

    /// Lets the person choose a file and opens it; nothing when they chose none.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] or [`AppError::File`]; then it is not listed.
    pub async fn explorer_pick(&self) -> Result<Option<DocumentLine>, AppError> {
        let Some(path) = self
            .core
            .ports
            .desk
            .pick_file(crate::Wanted::Document)
            .await
        else {
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
            "before" => Ok(Named::Before(self.tenant(rest)?)),
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
            Named::Before(tenant) => {
                let state = self.core.documents.state();
                let older = state.older.get(&tenant.id).ok_or(AppError::NotFound)?;
                Ok((Arc::clone(&older.loaded), Some(tenant.clone())))
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
            Named::Own(tenant) => own_line(&tenant, &self.core.documents.state()),
            Named::Before(tenant) => before_line(&tenant, loaded),
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
        let loaded = self.share(loaded);
        let mut state = self.core.documents.state();
        if let Some(file) = state.files.iter_mut().find(|file| file.id == id) {
            file.loaded = Some(Arc::clone(&loaded));
        }
        loaded
    }
}
