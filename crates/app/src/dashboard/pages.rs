//! Lists that are counted row by row are read to their end: a first page alone would count wrong.

use super::asking::{Asked, key, page_request};
use crate::App;
use domain::{At, Ignore, Paging, Tenant, Tile, TileValue};
use serde_json::Value;

/// How many pages of one list are read for one number, at the most.
const MOST_PAGES: usize = 100;

/// How a tile's list goes on, when it is one that is counted and paged.
struct Turning<'t> {
    items: &'t At,
    /// The query parameter that turns pages, and what it says for the page of a number from 0.
    parameter: &'t str,
    step: usize,
    start: usize,
    size: usize,
}

impl App {
    /// Appends the rows of the pages behind the first to `body`.
    pub(super) async fn read_on(
        &self,
        tenant: &Tenant,
        tile: &Tile,
        paging: Option<&Paging>,
        body: &mut Value,
    ) -> Asked<()> {
        let Some(turning) = paging.and_then(|paging| turning(tile, paging)) else {
            return Ok(());
        };
        let mut last = rows(turning.items, body).map_or(0, |rows| rows.len());
        let mut page = 1;
        while last >= turning.size && page < MOST_PAGES {
            let number = turning.start + page * turning.step;
            let request = page_request(tenant, tile, turning.parameter, &number.to_string());
            let request = request.ok_or_else(|| self.bug("a page's request cannot be written"))?;
            let mut next = self.ask_json(tenant, &key(tile), request, &Ignore).await?.0;
            let Some(more) = rows(turning.items, &mut next) else {
                break;
            };
            last = more.len();
            if let Some(all) = rows(turning.items, body) {
                all.append(more);
            }
            page += 1;
        }
        Ok(())
    }
}

fn rows<'v>(items: &At, body: &'v mut Value) -> Option<&'v mut Vec<Value>> {
    items.find_mut(body)?.as_array_mut()
}

fn turning<'t>(tile: &'t Tile, paging: &'t Paging) -> Option<Turning<'t>> {
    let (items, parameter, start, size) = match paging {
        Paging::Offset {
            offset,
            limit,
            items,
            ..
        } => (items, offset, 0, limit),
        Paging::Page {
            page,
            first,
            size,
            items,
            ..
        } => (items, page, *first as usize, size),
        // No list that is counted turns pages by links yet.
        Paging::Link { .. } => return None,
    };
    let values = std::iter::once(&tile.value).chain(tile.parts.iter().map(|part| &part.value));
    let counts = |value: &TileValue| match value {
        TileValue::Count(list) => list.count == *items || list.or.contains(items),
        TileValue::At(_) | TileValue::Header { .. } => false,
    };
    let size: usize = tile.query.get(size)?.parse().ok()?;
    let step = match paging {
        Paging::Offset { .. } => size,
        Paging::Page { .. } | Paging::Link { .. } => 1,
    };
    let counted = values.into_iter().any(counts) && size > 0;
    counted.then_some(Turning {
        items,
        parameter,
        step,
        start,
        size,
    })
}
