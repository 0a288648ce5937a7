//! The cards: what is known of each tenant, and asking for it again.
//!
//! A card keeps what it knows when asking fails, with the age it has. One tenant that is slow or
//! dead holds up nobody: every card is asked for by itself.

mod asking;
mod cards;
mod trends;
mod waiting;

pub(crate) use asking::{key, tile_request};

pub(crate) use cards::Cards;
pub(crate) use trends::Trends;

use crate::App;
use crate::convert::{millis, moment};
use crate::wire::{AppError, BudgetView, CardView, FigureState, FigureView, Topic};
use cards::{Card, Figure};
use domain::{Tenant, Tile};

impl App {
    /// What is known of one tenant now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not there any more.
    pub async fn dashboard_card(&self, tenant: String) -> Result<CardView, AppError> {
        let tenant = self.tenant(&tenant)?;
        let manifest = self.vendor(&tenant)?.manifest();
        let session = self.core.sessions.session(&tenant.id);
        let card = self.core.cards.get(&tenant.id);
        let budget = self.core.ports.budgets.left(&tenant.id, &manifest.limits);
        Ok(CardView {
            tenant: tenant.id.to_string(),
            health: self.core.cards.health(&tenant.id, &session),
            refreshing: card.refreshing,
            version: card.version.clone(),
            answered_in_ms: card.answered_in.map(millis),
            session: self.core.session_view(&tenant),
            budget: budget.map(|budget| BudgetView {
                left: budget.left,
                calls: budget.window.calls,
                seconds: budget.window.seconds,
            }),
            figures: self.figures(&tenant, &manifest.tiles, &card),
            bar: card.bar.clone(),
            as_of: card.as_of.map(moment),
            problem: card.problem,
        })
    }

    /// Asks one tenant for its numbers again, signing in when needed. While that goes on, asking
    /// once more changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not there any more. What the tenant says is on its card.
    pub async fn dashboard_refresh(&self, tenant: String) -> Result<(), AppError> {
        self.ready().await;
        let tenant = self.tenant(&tenant)?;
        let Some(_turn) = self.core.cards.begin(&tenant.id) else {
            return Ok(());
        };
        self.changed(&[Topic::Dashboard]);
        Box::pin(self.ask(&tenant)).await;
        Ok(())
    }

    fn figures(&self, tenant: &Tenant, tiles: &[Tile], card: &Card) -> Vec<FigureView> {
        let figure = |tile: &Tile| {
            let known = card.figures.get(&tile.id);
            let key = asking::key(tile);
            FigureView {
                id: tile.id.to_string(),
                label: tile.label.clone(),
                value: known.map_or(FigureState::NotLoaded, |figure| {
                    self.state(tenant, tile, figure, card)
                }),
                of: known.and_then(Figure::of),
                attention: tile.attention,
                operation: key.to_string(),
                trend: card.trends.get(&tile.id).cloned().unwrap_or_default(),
            }
        };
        // Four numbers stand on a card; one that the bar shows already makes room for them.
        let room = tiles.len() <= 4;
        tiles
            .iter()
            .filter(|tile| room || tile.parts.is_empty())
            .map(figure)
            .collect()
    }

    fn state(&self, tenant: &Tenant, tile: &Tile, figure: &Figure, card: &Card) -> FigureState {
        match figure {
            Figure::Known { value, .. } => FigureState::Known { value: *value },
            Figure::NotAllowed => FigureState::NotAllowed {
                needs: self.needs(tenant, Some(&asking::key(tile))),
            },
            Figure::NotReachable { last } => FigureState::NotReachable {
                last: *last,
                as_of: card.as_of.map(moment),
            },
            Figure::NotSupported => FigureState::NotSupported,
        }
    }
}
