//! The answers every part of the site shares: error bodies and pages of a list.

use std::ops::Range;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::shapes::Wrong;
use crate::{Answered, Asked, World};

/// `{"message": …}`, the plain refusal.
pub(super) fn message(status: u16, text: &str) -> Answered {
    Answered::json(status, &json!({ "message": text }))
}

/// The refusals of the OAuth family: a machine's word and a sentence.
pub(super) fn oauth(status: u16, error: &str, text: &str) -> Answered {
    Answered::json(status, &json!({ "error": error, "message": text }))
}

/// No such path or row.
pub(super) fn not_found() -> Answered {
    message(404, "The requested resource was not found.")
}

/// A query parameter or body field nobody knows. The document says 401; whether a real
/// site does is not known, so `unknown_param_status` can make it 422.
pub(super) fn unknown_parameter(world: &World, name: &str) -> Answered {
    let text = format!("Unknown parameter: {name}");
    match world.switches.number("unknown_param_status", 401) {
        422 => one_wrong(name, "is not a known parameter"),
        _ => message(401, &text),
    }
}

/// 422 with the error bag.
pub(super) fn invalid(wrong: &Wrong) -> Answered {
    Answered::json(
        422,
        &json!({ "message": "The given data was invalid.", "errors": wrong }),
    )
}

/// 422 about a single field.
pub(super) fn one_wrong(field: &str, text: &str) -> Answered {
    invalid(&Wrong::from([(field.to_owned(), vec![text.to_owned()])]))
}

/// Adds what only the answer to a creation carries: the key that names the installer.
pub(super) fn installer_key(world: &World, shown: &mut Value) {
    let id = shown["installer_id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let host = world
        .data
        .get("site_host")
        .and_then(Value::as_str)
        .unwrap_or("localhost");
    shown["key_info"] = json!({
        "encodedInfo": format!("w0eec30{id}"),
        "filename": format!("sra-scc-w0eec30{id}"),
        "installerPath": format!("https://{host}/api/config/v1/jump-client/installer/{id}"),
    });
}

/// One page of a list.
pub(super) struct Page {
    pub range: Range<usize>,
    current: usize,
    last: usize,
    size: usize,
    total: usize,
}

/// Which rows of a list this request asks for.
pub(super) fn page(asked: &Asked, total: usize) -> Result<Page, Wrong> {
    let mut wrong = Wrong::new();
    let mut number = |name: &str, default: usize, least: usize, most: usize| {
        let Some(text) = asked.query_value(name) else {
            return default;
        };
        match text.parse::<usize>() {
            Ok(number) if (least..=most).contains(&number) => number,
            Ok(_) if most == usize::MAX => {
                wrong.insert(name.to_owned(), vec![format!("must be at least {least}")]);
                default
            }
            Ok(_) => {
                let text = format!("must be between {least} and {most}");
                wrong.insert(name.to_owned(), vec![text]);
                default
            }
            Err(_) => {
                wrong.insert(name.to_owned(), vec!["must be an integer".to_owned()]);
                default
            }
        }
    };
    let size = number("per_page", 100, 5, 100);
    let current = number("current_page", 1, 1, usize::MAX);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let start = current.saturating_sub(1).saturating_mul(size).min(total);
    Ok(Page {
        range: start..start.saturating_add(size).min(total),
        current,
        last: total.div_ceil(size).max(1),
        size,
        total,
    })
}

impl Page {
    /// Marks an answer with the `Link` header and the four page counters.
    pub(super) fn mark(&self, asked: &Asked, answered: Answered) -> Answered {
        let link = |page: usize, relation: &str| {
            let mut query = String::new();
            for (name, value) in &asked.query {
                if name != "current_page" && name != "per_page" {
                    query.push_str(&format!("{}={}&", escaped(name), escaped(value)));
                }
            }
            format!(
                "<{}{}?{query}per_page={}&current_page={page}>; rel=\"{relation}\"",
                asked.origin, asked.path, self.size
            )
        };
        // The relation is spelt `previous`; the first and the last are always there.
        let mut links = vec![link(1, "first")];
        if self.current > 1 {
            links.push(link((self.current - 1).min(self.last), "previous"));
        }
        if self.current < self.last {
            links.push(link(self.current + 1, "next"));
        }
        links.push(link(self.last, "last"));
        answered
            .with("Link", links.join(", "))
            .with("X-BT-Pagination-Current-Page", self.current.to_string())
            .with("X-BT-Pagination-Per-Page", self.size.to_string())
            .with("X-BT-Pagination-Last-Page", self.last.to_string())
            .with("X-BT-Pagination-Total", self.total.to_string())
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
