//! The files beside a document: in the folder it stands in, or at the tenant's own origin.

use crate::App;
use crate::documents::file_name;
use domain::{Ignore, Tenant};
use gateway::{HeaderValue, Request};
use openapi::{Neighbours, Refusal};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tokio::runtime::Handle;

/// The folder of a file the person chose.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder of a file, links resolved, and the file's name in it.
    pub fn of(file: &Path) -> io::Result<(Self, String)> {
        let whole = file.canonicalize()?;
        let folder = whole.parent().unwrap_or(&whole).to_owned();
        Ok((Self(folder), file_name(&whole)))
    }
}

impl Neighbours for Folder {
    fn bring(&self, path: &str, at_most: usize) -> Result<Vec<u8>, Refusal> {
        let told = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::Missing,
            kind => failed(&kind.to_string()),
        };
        // A link inside the folder may lead out of it.
        let whole = self.0.join(path).canonicalize().map_err(told)?;
        if !whole.starts_with(&self.0) {
            return Err(Refusal::LeavesFolder);
        }
        let about = fs::metadata(&whole).map_err(told)?;
        if !about.is_file() {
            return Err(Refusal::Missing);
        }
        if about.len() > at_most as u64 {
            return Err(Refusal::TooLarge { limit: at_most });
        }
        fs::read(&whole).map_err(told)
    }
}

fn failed(what: &str) -> Refusal {
    Refusal::Failed {
        what: what.to_owned(),
    }
}

/// The folder of a document at a tenant's own origin. Everything is asked with the session, and
/// only below the address the document itself came from.
pub(super) struct Origin<'a> {
    pub app: &'a App,
    pub tenant: &'a Tenant,
    /// The document's own address.
    pub address: &'a url::Url,
    /// Bringing happens on a thread that may wait.
    pub runtime: &'a Handle,
}

impl Neighbours for Origin<'_> {
    fn bring(&self, path: &str, at_most: usize) -> Result<Vec<u8>, Refusal> {
        // Only what is named like a document: a reference must not call an operation.
        let kind = path.rsplit('.').next().unwrap_or_default();
        if !["json", "yaml", "yml"].contains(&kind.to_ascii_lowercase().as_str()) {
            return Err(Refusal::NotPlain);
        }
        let mut address = self.address.clone();
        address.set_query(None);
        {
            let mut parts = address
                .path_segments_mut()
                .map_err(|()| Refusal::NotPlain)?;
            parts.pop().extend(path.split('/'));
        }
        let mut request = Request::get(address);
        request
            .headers
            .insert("accept", HeaderValue::from_static("*/*"));
        let answer = self
            .runtime
            .block_on(self.app.call(self.tenant, request, &Ignore))
            .map_err(|error| failed(&error.to_string()))?;
        if answer.response.status == 404 {
            return Err(Refusal::Missing);
        }
        if answer.failure.is_some() {
            return Err(failed(&answer.response.status.to_string()));
        }
        if answer.response.body.len() > at_most {
            return Err(Refusal::TooLarge { limit: at_most });
        }
        Ok(answer.response.body)
    }
}

#[cfg(test)]
mod tests {
    use super::Folder;
    use openapi::{Neighbours as _, Refusal};
    use std::fs;

    #[test]
    fn a_folder_brings_its_own_files_and_nothing_outside_of_it() {
        let place = tempfile::tempdir().unwrap();
        let inside = place.path().join("api");
        fs::create_dir_all(inside.join("parts")).unwrap();
        fs::write(inside.join("api.yaml"), "a").unwrap();
        fs::write(inside.join("parts/b.yaml"), "b").unwrap();
        fs::write(place.path().join("secret.yaml"), "s").unwrap();
        let (folder, name) = Folder::of(&inside.join("api.yaml")).unwrap();
        assert_eq!(name, "api.yaml");
        assert_eq!(folder.bring("parts/b.yaml", 10), Ok(b"b".to_vec()));
        assert_eq!(folder.bring("parts/c.yaml", 10), Err(Refusal::Missing));
        assert_eq!(folder.bring("parts", 10), Err(Refusal::Missing));
        assert_eq!(
            folder.bring("parts/b.yaml", 0),
            Err(Refusal::TooLarge { limit: 0 })
        );
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../../secret.yaml", inside.join("parts/link.yaml"))
                .unwrap();
            assert_eq!(
                folder.bring("parts/link.yaml", 10),
                Err(Refusal::LeavesFolder)
            );
        }
    }
}
