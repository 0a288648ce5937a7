//! The version of a tenant's own document that a person has seen, kept so that a change is noticed.

use crate::shelf;
use domain::{TenantId, Timestamp};
use std::fs;
use std::io;
use std::path::PathBuf;

/// The versions that were seen, one file a tenant: the moment it was read, and the document.
pub(crate) struct Versions {
    folder: PathBuf,
}

/// A version that was seen.
pub(crate) struct Seen {
    /// When it was first read.
    pub at: Timestamp,
    /// The document, as it came.
    pub bytes: Vec<u8>,
}

impl Versions {
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The version that was seen; nothing when none was, or when the file cannot be read: then the
    /// next one counts as the first.
    pub fn seen(&self, tenant: &TenantId) -> Option<Seen> {
        let kept = fs::read(self.file(tenant)).ok()?;
        let end = kept.iter().position(|byte| *byte == b'\n')?;
        let at = std::str::from_utf8(&kept[..end]).ok()?.parse().ok()?;
        Some(Seen {
            at,
            bytes: kept[end + 1..].to_vec(),
        })
    }

    /// Keeps a version as seen.
    pub fn keep(&self, tenant: &TenantId, at: Timestamp, bytes: &[u8]) -> io::Result<()> {
        shelf::replace(&self.file(tenant), &dated(at, bytes))
    }

    /// Keeps a version that differs from the one that was seen, until a person has seen it.
    pub fn keep_newer(&self, tenant: &TenantId, at: Timestamp, bytes: &[u8]) -> io::Result<()> {
        shelf::replace(&self.newer(tenant), &dated(at, bytes))
    }

    /// A person has seen the newer one.
    pub fn accept(&self, tenant: &TenantId) -> io::Result<()> {
        shelf::rename(&self.newer(tenant), &self.file(tenant))
    }

    /// Forgets what was seen of a tenant.
    pub fn forget(&self, tenant: &TenantId) {
        for file in [self.file(tenant), self.newer(tenant)] {
            // A file that stays is of no tenant that will ever be asked for.
            let _ = fs::remove_file(file);
        }
    }

    fn newer(&self, tenant: &TenantId) -> PathBuf {
        self.file(tenant).with_extension("newer")
    }

    fn file(&self, tenant: &TenantId) -> PathBuf {
        // Ids are ours; spelled out in hex they are a file's name whatever they hold.
        let name: String = tenant
            .as_str()
            .bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        self.folder.join(name)
    }
}

fn dated(at: Timestamp, bytes: &[u8]) -> Vec<u8> {
    let mut text = format!("{at}\n").into_bytes();
    text.extend_from_slice(bytes);
    text
}

#[cfg(test)]
mod tests {
    use super::{Seen, Versions};
    use domain::TenantId;

    #[test]
    fn a_version_is_kept_byte_for_byte_and_forgotten_with_its_tenant() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::at(folder.path().join("documents"));
        let fir = TenantId::from("fir/../x");
        assert!(versions.seen(&fir).is_none());
        let at = "2026-11-03T10:40:00Z".parse().unwrap();
        versions.keep(&fir, at, b"\n{\"openapi\":\n\xff").unwrap();
        let Seen { at: kept_at, bytes } = versions.seen(&fir).unwrap();
        assert_eq!((kept_at, &bytes[..]), (at, &b"\n{\"openapi\":\n\xff"[..]));
        let later = "2026-11-04T10:40:00Z".parse().unwrap();
        versions.keep_newer(&fir, later, b"{}").unwrap();
        assert_eq!(versions.seen(&fir).unwrap().at, at, "not seen yet");
        versions.accept(&fir).unwrap();
        assert_eq!(versions.seen(&fir).unwrap().at, later);
        assert!(versions.seen(&TenantId::from("oak")).is_none());
        versions.forget(&fir);
        assert!(versions.seen(&fir).is_none());
    }

    #[test]
    fn a_damaged_file_counts_as_nothing_seen() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::at(folder.path().to_owned());
        let fir = TenantId::from("fir");
        std::fs::write(versions.file(&fir), b"yesterday\n{}").unwrap();
        assert!(versions.seen(&fir).is_none());
    }
}
