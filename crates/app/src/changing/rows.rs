//! How a proposal and its requests are shown in the confirm window.

use super::{Asked, Pair, Row, effect, marked};
use crate::App;
use crate::convert::{count, moment};
use crate::drafts::header_views;
use crate::marking::marked_lines;
use crate::wire::{
    AppError, ConfirmAsk, MarkedText, PairView, ProposalView, RowHeader, RowView, Window,
};
use gateway::Body;

/// So much of a body is shown of each request, in bytes.
const SHOWN_BODY: usize = 16 * 1024;

/// One message stays below 256 kB, marks included.
const SLICE_BYTES: usize = 100_000;

/// How many rows come with the proposal.
const FIRST_ROWS: usize = 20;

impl Asked {
    /// As the window shows it.
    pub(super) fn view(&self, app: &App) -> Result<ProposalView, AppError> {
        let tenant = &self.proposal.tenant;
        let opened = app.core.open_now(&tenant.id).ok_or(AppError::Stale)?;
        let manifest = app.vendor(tenant)?.manifest();
        Ok(ProposalView {
            proposal: self.id.clone(),
            hash: self.hash.clone(),
            tenant: marked(&tenant.name),
            product: format!("{} {}", manifest.maker, manifest.product),
            environment: tenant.environment.into(),
            host: marked(tenant.place.origin().authority()),
            what: marked(&self.proposal.what),
            effect: effect(self.effect()),
            reversible: self.proposal.reversible,
            requests: count(self.proposal.rows.len()),
            rows: self.proposal.things,
            first: self.rows(0, FIRST_ROWS),
            ask: ConfirmAsk {
                name: self.ask.name.as_deref().map(marked),
                count: self.ask.count,
            },
            ticket: self.ticket.as_deref().map(marked),
            reason: marked(&self.reason),
            open_until: moment(opened.until),
        })
    }

    /// Some requests.
    pub(super) fn window(&self, window: Window) -> Vec<RowView> {
        self.rows(window.from as usize, window.at_most.min(200) as usize)
    }

    fn rows(&self, from: usize, at_most: usize) -> Vec<RowView> {
        let mut bytes = 0;
        let rows = self.proposal.rows.iter().enumerate().skip(from);
        let mut shown = Vec::new();
        for (at, row) in rows.take(at_most) {
            let view = self.row(at, row);
            bytes += size(&view);
            if bytes > SLICE_BYTES && !shown.is_empty() {
                break;
            }
            shown.push(view);
        }
        shown
    }

    fn row(&self, at: usize, row: &Row) -> RowView {
        let request = &row.request;
        let bytes = match &request.body {
            Body::Empty | Body::Secret(_) => None,
            Body::Bytes(bytes) => Some(bytes.as_slice()),
        };
        let sent = self
            .redactor
            .sent(&request.method, &request.url, &request.headers, bytes);
        let text = sent.body.text().unwrap_or_default();
        let body = &text[..text.floor_char_boundary(SHOWN_BODY)];
        let unseen = bytes.is_some_and(|bytes| !bytes.is_empty()) && text.is_empty();
        RowView {
            number: count(at + 1),
            target: marked(&row.target),
            effect: effect(request.effect),
            method: sent.method.clone(),
            address: marked(&sent.address),
            headers: header_views(&sent.headers)
                .into_iter()
                .map(|header| RowHeader {
                    name: header.name,
                    value: marked(&header.value),
                })
                .collect(),
            body: (!body.is_empty()).then(|| marked_lines(body)),
            body_cut: body.len() < text.len() || unseen,
            body_bytes: count(match &request.body {
                Body::Empty => 0,
                Body::Bytes(bytes) => bytes.len(),
                Body::Secret(bytes) => bytes.lend(Vec::len),
            }),
            changes: row.changes.iter().map(|pair| self.pair(pair)).collect(),
        }
    }

    fn pair(&self, pair: &Pair) -> PairView {
        let value = |value: &Option<String>| {
            let value = value.as_deref()?;
            Some(marked(&self.redactor.named(&pair.name, value)))
        };
        PairView {
            name: marked(&pair.name),
            before: value(&pair.before),
            after: value(&pair.after),
        }
    }
}

fn size(view: &RowView) -> usize {
    let marked = |text: &MarkedText| text.0.iter().map(|run| run.text.len() + 40).sum::<usize>();
    let headers: usize = view.headers.iter().map(|h| marked(&h.value) + 40).sum();
    let changes = view.changes.iter().map(|pair| {
        let sides = [&pair.before, &pair.after].into_iter().flatten();
        marked(&pair.name) + sides.map(marked).sum::<usize>()
    });
    200 + marked(&view.target)
        + marked(&view.address)
        + view.body.as_ref().map_or(0, marked)
        + headers
        + changes.sum::<usize>()
}
