//! Operations of every open document, for the palette.

use crate::App;
use crate::paint::hit;
use crate::wire::{AppError, PaletteHit};

impl App {
    /// Operations of every open document that fit the words, best first.
    ///
    /// # Errors
    /// None.
    pub async fn palette_search(
        &self,
        words: String,
        at_most: u32,
    ) -> Result<Vec<PaletteHit>, AppError> {
        let tenants = self.core.tenants().clone();
        let open = self.core.documents.loaded(&tenants);
        let at_most = at_most.min(100) as usize;
        self.blocking(move |_| {
            let mut hits = Vec::new();
            for (id, tenant, loaded) in &open {
                for found in loaded.document.search(&words, at_most) {
                    let score = found.score;
                    let Some(hit) = hit(&loaded.document, tenant.as_ref(), found) else {
                        continue;
                    };
                    let tenant = tenant.as_ref().map(|tenant| tenant.id.to_string());
                    hits.push((
                        score,
                        PaletteHit {
                            document: id.clone(),
                            tenant,
                            hit,
                        },
                    ));
                }
            }
            hits.sort_by(|(one, _), (other, _)| other.total_cmp(one));
            hits.into_iter().take(at_most).map(|(_, hit)| hit).collect()
        })
        .await
    }
}
