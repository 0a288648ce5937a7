//! A draft as it may be kept: everything in it has been through the redactor.

use crate::wire::{DraftInput, DraftTarget, HeaderInput, SlotValue};
use explorer::{Redacted, Redactor, Sent};

/// What stands where a secret was. A value with it in it is left out: it would be sent as it is.
const MARK: char = '•';

/// The draft without secrets and without files, which only live as long as the program.
pub(crate) fn kept(draft: DraftInput, redactor: &Redactor, sent: &Redacted<Sent>) -> DraftInput {
    let clean = |name: &str, value: String| {
        let shown = redactor.named(name, &value);
        if shown.contains(MARK) {
            String::new()
        } else {
            value
        }
    };
    let target = match draft.target {
        DraftTarget::Free { method, .. } => DraftTarget::Free {
            method,
            path: path_of(&sent.address),
        },
        target @ DraftTarget::Operation { .. } => target,
    };
    let body = draft.body.map(|body| {
        let shown = sent.body.text().unwrap_or_default();
        // Left as it was written, unless something was taken out of it.
        if shown.contains(MARK) || body.contains(MARK) {
            shown.to_owned()
        } else {
            body
        }
    });
    DraftInput {
        tenant: draft.tenant,
        target,
        values: draft
            .values
            .into_iter()
            .map(|slot| SlotValue {
                value: clean(&slot.name, slot.value),
                ..slot
            })
            .collect(),
        headers: draft
            .headers
            .into_iter()
            .map(|header| HeaderInput {
                value: clean(&header.name, header.value),
                ..header
            })
            .collect(),
        body,
        media: draft.media,
        files: Vec::new(),
        timeout_ms: draft.timeout_ms,
        anyway: false,
    }
}

/// The path and query of an address.
fn path_of(address: &str) -> String {
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = after.find('/').map_or("/", |at| &after[at..]);
    path.to_owned()
}
