//! What changed in a tenant's document since a person has seen it, and between any two.

use super::{Documents, Loaded, Named, Older, painting, read_document};
use crate::App;
use crate::wire::{AppError, ChangeCounts, ComparisonView, Window};
use domain::{TenantId, Timestamp};
use openapi::{Alone, Comparison};
use std::sync::{Arc, Weak};

/// Two documents that were compared last: a long list of differences is asked for in windows.
pub(super) struct Compared {
    older: Weak<Loaded>,
    newer: Weak<Loaded>,
    comparison: Arc<Comparison>,
}

/// What a version that was just read is to the one that was seen.
pub(super) struct Standing {
    /// Since when it has been the same.
    pub same_since: Timestamp,
    /// The one before, where it was another.
    pub older: Option<Older>,
}

impl Documents {
    /// Puts a version that was just read beside the one that was seen. The first one counts as
    /// seen, and so does one that differs in nothing a person could notice.
    pub(super) fn stand(
        &self,
        tenant: &TenantId,
        newer: &Loaded,
        now: Timestamp,
        bytes: &[u8],
    ) -> Standing {
        let fresh = |at| {
            // Where it cannot be kept, the next version counts as the first.
            let _ = self.versions.keep(tenant, at, bytes);
            Standing {
                same_since: at,
                older: None,
            }
        };
        let Some(seen) = self.versions.seen(tenant) else {
            return fresh(now);
        };
        if seen.bytes == bytes {
            return Standing {
                same_since: seen.at,
                older: None,
            };
        }
        let Ok(mut older) = read_document(seen.bytes, "", &Alone) else {
            return fresh(now);
        };
        let comparison = older.document.compare(&newer.document);
        if comparison.differences.is_empty() {
            return fresh(seen.at);
        }
        older.read_at = Some(seen.at);
        // As above: it would only be told of again.
        let _ = self.versions.keep_newer(tenant, now, bytes);
        Standing {
            same_since: now,
            older: Some(Older {
                counts: painting::counts(&comparison.differences),
                loaded: Arc::new(older),
            }),
        }
    }
}

impl Documents {
    /// What differs between two documents, what breaks callers first.
    fn comparison(&self, older: &Arc<Loaded>, newer: &Arc<Loaded>) -> Arc<Comparison> {
        let (left, right) = (Arc::downgrade(older), Arc::downgrade(newer));
        if let Some(last) = &self.state().compared
            && last.older.ptr_eq(&left)
            && last.newer.ptr_eq(&right)
        {
            return Arc::clone(&last.comparison);
        }
        let mut comparison = older.document.compare(&newer.document);
        comparison
            .differences
            .sort_by_key(|difference| difference.weight);
        let comparison = Arc::new(comparison);
        self.state().compared = Some(Compared {
            older: left,
            newer: right,
            comparison: Arc::clone(&comparison),
        });
        comparison
    }
}

impl App {
    /// What changed from one version of a document to another, what breaks callers first.
    ///
    /// # Errors
    /// As opening either.
    pub async fn explorer_compare(
        &self,
        older: String,
        newer: String,
        window: Window,
    ) -> Result<ComparisonView, AppError> {
        let (older, _) = self.document(&older).await?;
        let (newer, tenant) = self.document(&newer).await?;
        self.blocking(move |core| {
            let comparison = core.documents.comparison(&older, &newer);
            let counts: ChangeCounts = painting::counts(&comparison.differences);
            let part = comparison
                .differences
                .iter()
                .skip(window.from as usize)
                .take(window.at_most.min(500) as usize);
            ComparisonView {
                counts,
                changes: part
                    .map(|difference| {
                        painting::change(
                            &older.document,
                            &newer.document,
                            tenant.as_ref(),
                            difference,
                        )
                    })
                    .collect(),
            }
        })
        .await
    }

    /// The person has seen what changed: the older version is forgotten.
    ///
    /// # Errors
    /// [`AppError::File`] when that cannot be kept.
    pub async fn explorer_accept(&self, document: String) -> Result<(), AppError> {
        let Named::Own(tenant) = self.named(&document)? else {
            return Err(AppError::NotFound);
        };
        self.core.documents.state().older.remove(&tenant.id);
        let accepted = self.blocking(move |core| core.documents.versions.accept(&tenant.id));
        accepted.await?.map_err(|error| AppError::File {
            name: document,
            why: error.kind().to_string(),
        })
    }
}
