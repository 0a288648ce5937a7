//! Lists: search, sort and the page a caller asks for, with a link to the next one.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::words::{reply, wrong};
use crate::paging::{Order, sort, window};
use crate::{Answered, Asked};

/// How a list is cut.
pub(super) struct Cut<'a> {
    /// The route, as the next link spells it.
    pub route: &'a str,
    pub default: usize,
    pub most: usize,
}

/// A list in the `value`, `count`, `nextLink` wrapper.
pub(super) fn values(asked: &Asked, rows: Vec<Value>, cut: &Cut<'_>) -> Answered {
    let (offset, limit) = match place(asked, cut) {
        Ok(place) => place,
        Err(refusal) => return refusal,
    };
    let rows = sorted(asked, rows);
    let total = rows.len();
    let page = window(&rows, offset, limit);
    let mut body = json!({"value": page, "count": total});
    let next = offset.saturating_add(limit);
    if next < total {
        let mut link = format!("api/{}?offset={next}&limit={limit}", cut.route);
        for (name, value) in &asked.query {
            let name = name.to_lowercase();
            // The saved filter is left out of the link: callers have to add it again.
            if !["offset", "limit", "savedfilter", "usecache"].contains(&name.as_str()) {
                let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
                link.push_str(&format!("&{name}={value}"));
            }
        }
        link.push_str("&useCache=False");
        body["nextLink"] = json!(link);
    }
    reply(200, &body)
}

/// A list under a name of its own, with `Total`.
pub(super) fn named(asked: &Asked, name: &str, rows: Vec<Value>, cut: &Cut<'_>) -> Answered {
    let (offset, limit) = match place(asked, cut) {
        Ok(place) => place,
        Err(refusal) => return refusal,
    };
    let rows = sorted(asked, rows);
    let mut body = json!({});
    body[name] = json!(window(&rows, offset, limit));
    body["Total"] = json!(rows.len());
    reply(200, &body)
}

/// A whole list under a name of its own, with `Total`.
pub(super) fn all(name: &str, rows: &[Value]) -> Answered {
    let mut body = json!({});
    body[name] = json!(rows);
    body["Total"] = json!(rows.len());
    reply(200, &body)
}

fn place(asked: &Asked, cut: &Cut<'_>) -> Result<(usize, usize), Answered> {
    let number = |name: &str, default: usize| match asked.query_value(name) {
        None | Some("") => Ok(default),
        Some(text) => text
            .parse::<usize>()
            .map_err(|_| wrong(name, &format!("The value '{text}' is not valid for Int32."))),
    };
    let offset = number("offset", 0)?;
    let limit = number("limit", cut.default)?;
    if limit == 0 || limit > cut.most {
        let text = format!("The value must be between 1 and {}.", cut.most);
        return Err(wrong("limit", &text));
    }
    if offset > 20_000 {
        return Err(super::words::refuse(
            500,
            "CAWS00001E",
            "Page doesn't exist",
        ));
    }
    Ok((offset, limit))
}

fn sorted(asked: &Asked, mut rows: Vec<Value>) -> Vec<Value> {
    let wanted: Vec<&str> = asked
        .query
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("sort"))
        .flat_map(|(_, value)| value.split(','))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    // The last is sorted first: sorting keeps the order of equals.
    for part in wanted.iter().take(3).rev() {
        let (field, order) = match part.strip_prefix('-') {
            Some(field) => (field, Order::Descending),
            None => {
                let (field, order) = part.split_once(' ').unwrap_or((part, ""));
                (field, Order::read(order.trim()))
            }
        };
        let field = match field.to_lowercase().as_str() {
            "psmstarttime" => "Start".to_owned(),
            "accountusername" => "AccountUsername".to_owned(),
            _ => field.to_owned(),
        };
        sort(&mut rows, &field, order);
    }
    rows
}

/// One condition of a `filter`.
#[derive(Debug)]
pub(super) struct Condition {
    pub field: String,
    pub operator: String,
    pub value: String,
}

/// The conditions of a `filter`, joined by `AND`.
pub(super) fn filter(asked: &Asked) -> Result<Vec<Condition>, Answered> {
    let text = asked.query_value("filter").unwrap_or_default();
    conjuncts(text)
        .into_iter()
        .map(|part| {
            let mut words = part.trim().splitn(3, ' ');
            match (words.next(), words.next(), words.next()) {
                (Some(field), Some(operator), Some(value)) => Ok(Condition {
                    field: field.to_lowercase(),
                    operator: operator.to_lowercase(),
                    value: value.trim().trim_matches('"').to_owned(),
                }),
                _ => Err(wrong("filter", "The filter is not valid.")),
            }
        })
        .collect()
}

fn conjuncts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    // ASCII lower case keeps every byte where it was.
    while let Some(at) = rest.to_ascii_lowercase().find(" and ") {
        parts.push(&rest[..at]);
        rest = &rest[at + 5..];
    }
    if !rest.trim().is_empty() {
        parts.push(rest);
    }
    parts
}

/// Whether every word of `search` is in one of the texts; `startswith` compares beginnings.
pub(super) fn found(asked: &Asked, texts: &[&str]) -> bool {
    let starts = asked
        .query_value("searchType")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("startswith"));
    let search = asked
        .query_value("search")
        .unwrap_or_default()
        .to_lowercase();
    search.split_whitespace().all(|word| {
        texts.iter().any(|text| {
            let text = text.to_lowercase();
            if starts {
                text.starts_with(word)
            } else {
                text.contains(word)
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::conjuncts;

    #[test]
    fn conditions_are_joined_by_and_in_any_case() {
        assert_eq!(
            conjuncts("safeName eq A B and modificationTime gte 5 AND x eq ÄÖ"),
            ["safeName eq A B", "modificationTime gte 5", "x eq ÄÖ"]
        );
        assert!(conjuncts("  ").is_empty());
    }
}
