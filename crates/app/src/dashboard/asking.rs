//! Asks one tenant for its numbers.

use super::cards::{Card, Figure};
use crate::App;
use crate::lists::{Unknown, asking_request, body, line_request};
use crate::wire::{AppError, BarPart, BarView, Topic};
use domain::{Asking, At, Ignore, OperationKey, Tenant, Tile, TileValue};
use futures_util::future::{join, join_all};
use gateway::Request;
use serde_json::Value;
use std::time::Duration;

/// The operation a tile asks.
pub(crate) fn key(tile: &Tile) -> OperationKey {
    OperationKey::new(&tile.operation.method, tile.operation.path.as_str())
}

/// What came of one tile.
enum Came {
    Number {
        figure: Figure,
        bar: Option<BarView>,
        took: Duration,
    },
    /// No figure, and why; a right that is missing is not a problem of the whole tenant.
    Nothing {
        figure: Figure,
        problem: Option<AppError>,
    },
}

/// Why there is no number.
pub(super) enum Missed {
    /// The tenant answered; the figure says why.
    Figure(Figure),
    /// Something is the matter with the tenant.
    Problem(AppError),
}

/// What asking for one number comes to.
pub(super) type Asked<T> = Result<T, Missed>;

impl From<Unknown> for Missed {
    fn from(why: Unknown) -> Self {
        match why {
            Unknown::NotAllowed => Self::Figure(Figure::NotAllowed),
            Unknown::NotSupported => Self::Figure(Figure::NotSupported),
            Unknown::Failed(error) => Self::Problem(error),
        }
    }
}

impl From<AppError> for Missed {
    fn from(error: AppError) -> Self {
        Self::Problem(error)
    }
}

impl App {
    /// Asks for everything a card shows, all at once, and puts it on the card.
    pub(super) async fn ask(&self, tenant: &Tenant) {
        let Ok(vendor) = self.vendor(tenant) else {
            return;
        };
        let manifest = vendor.manifest();
        let before = self.core.cards.get(&tenant.id);
        let tiles = manifest
            .tiles
            .iter()
            .map(|tile| Box::pin(self.ask_tile(tenant, tile, &before)));
        let version = async {
            match (&before.version, &manifest.tenant.version) {
                (None, Some(rule)) => self.ask_version(tenant, rule).await,
                (known, _) => known.clone(),
            }
        };
        let (came, version) = join(join_all(tiles), version).await;

        let mut after = Card {
            refreshing: true,
            version,
            waited: before.waited.clone(),
            ..Card::default()
        };
        for (tile, came) in manifest.tiles.iter().zip(came) {
            match came {
                Came::Number { figure, bar, took } => {
                    after.figures.insert(tile.id.clone(), figure);
                    after.bar = after.bar.take().or(bar);
                    after.answered_in = after.answered_in.max(Some(took));
                }
                Came::Nothing { figure, problem } => {
                    after.figures.insert(tile.id.clone(), figure);
                    after.problem = after.problem.take().or(problem);
                }
            }
        }
        // Numbers are as old as the last time all of them could be asked for.
        let now = self.core.ports.clock.now();
        after.as_of = if after.problem.is_none() {
            Some(now)
        } else {
            before.as_of
        };
        if after.problem.is_some() {
            after.bar = after.bar.take().or_else(|| before.bar.clone());
        }
        let numbers: Vec<_> = after
            .figures
            .iter()
            .filter_map(|(tile, figure)| match figure {
                Figure::Known { value, .. } => Some((tile.clone(), *value)),
                _ => None,
            })
            .collect();
        let id = tenant.id.clone();
        let seen = self.blocking(move |core| core.trends.remember(&id, &numbers, now));
        // What could not be remembered is missing from a line, and from nothing else.
        after.trends = seen.await.unwrap_or_default();
        let answered = after.figures.values().any(Figure::is_known);
        let problem = after.problem.clone();
        self.core.cards.change(&tenant.id, |card| *card = after);
        self.changed(&[Topic::Dashboard]);
        // Who answers nothing is not asked for more.
        let waited = match problem.filter(|_| !answered) {
            Some(error) => App::waited_in_vain(&before, &error),
            None => {
                self.ask_waiting(tenant, &vendor.waiting().all, &before)
                    .await
            }
        };
        let waited = waited.into_iter().collect();
        self.core
            .cards
            .change(&tenant.id, |card| card.waited = waited);
        self.changed(&[Topic::Dashboard]);
    }

    async fn ask_tile(&self, tenant: &Tenant, tile: &Tile, before: &Card) -> Came {
        let last = before.figures.get(&tile.id).and_then(Figure::value);
        match self.read_tile(tenant, tile).await {
            Ok(came) => came,
            Err(Missed::Figure(figure)) => Came::Nothing {
                figure,
                problem: None,
            },
            Err(Missed::Problem(problem)) => Came::Nothing {
                figure: Figure::NotReachable { last },
                problem: Some(problem),
            },
        }
    }

    async fn read_tile(&self, tenant: &Tenant, tile: &Tile) -> Asked<Came> {
        let (key, asking, counted) = (key(tile), asking(tile), counted(tile));
        let (body, response) = self.ask_pages(tenant, &key, &asking, &counted).await?;
        let took = response.timing.wait + response.timing.body;
        let read = |value: &TileValue| {
            let number = value.read(&body, |name| response.header(name))?;
            Some(u32::try_from(number).unwrap_or(u32::MAX))
        };
        // An answer that does not have it comes from another version of the product.
        let value = read(&tile.value).ok_or(Missed::Figure(Figure::NotSupported))?;
        let of = tile.of.as_ref().and_then(read);
        let bar = bar(tile, value, of, read);
        Ok(Came::Number {
            figure: Figure::Known { value, of },
            bar,
            took,
        })
    }

    async fn ask_version(&self, tenant: &Tenant, rule: &domain::ValueAt) -> Option<String> {
        let request = line_request(tenant, &rule.request)?;
        let answer = self.call(tenant, request, &Ignore).await.ok()?;
        if answer.failure.is_some() {
            return None;
        }
        match rule.at.find(&body(&answer.response).ok()?)? {
            Value::String(text) if !text.is_empty() => Some(text.chars().take(40).collect()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// What a tile asks.
fn asking(tile: &Tile) -> Asking {
    let query = tile.query.iter();
    Asking {
        method: tile.operation.method.clone(),
        path: tile.operation.path.clone(),
        query: query
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        json: tile.json.clone(),
    }
}

/// The lists whose rows a tile counts: a first page alone would count wrong.
fn counted(tile: &Tile) -> Vec<&At> {
    let values = std::iter::once(&tile.value).chain(tile.parts.iter().map(|part| &part.value));
    values
        .filter_map(|value| match value {
            TileValue::Count(list) => Some(std::iter::once(&list.count).chain(&list.or)),
            TileValue::At(_) | TileValue::Header { .. } => None,
        })
        .flatten()
        .collect()
}

/// The request of a tile.
pub(crate) fn tile_request(tenant: &Tenant, tile: &Tile) -> Option<Request> {
    asking_request(tenant, &asking(tile))
}

/// The bar of a tile, when it has one: its parts, largest first.
fn bar(
    tile: &Tile,
    value: u32,
    of: Option<u32>,
    read: impl Fn(&TileValue) -> Option<u32>,
) -> Option<BarView> {
    if tile.parts.is_empty() {
        return None;
    }
    let mut parts: Vec<BarPart> = tile
        .parts
        .iter()
        .filter_map(|part| {
            let value = read(&part.value)?;
            Some(BarPart {
                label: part.label.clone(),
                value,
                attention: part.attention,
            })
        })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.value));
    Some(BarView {
        label: tile.label.clone(),
        total: of.unwrap_or(value),
        parts,
    })
}
