//! Filter, sort and page, as every list of this vendor does.

use super::{Call, Reply, dates, problem};
use crate::paging::{Order, member, page, pages, sort};
use crate::times::read;
use crate::{Answered, Asked, World};
use domain::Timestamp;
use serde_json::{Value, json};

/// Members that are one of few words: compared whole, since `Disconnected` contains `Connected`.
const WORDS: [&str; 9] = [
    "authorisationstate",
    "connectionstatus",
    "hosttype",
    "policyrevisionstatus",
    "decision",
    "status",
    "audittype",
    "entity",
    "language",
];

/// A page of `rows` in the usual envelope, filtered and sorted as the query asks.
pub(super) fn paged(call: &Call<'_>, rows: Vec<Value>) -> Reply {
    let rows = filtered(call.asked, rows)?;
    envelope(call, "data", rows)
}

/// The same under another name for the rows, and without the general filters.
pub(super) fn envelope(call: &Call<'_>, name: &str, mut rows: Vec<Value>) -> Reply {
    let sorts = sorts(call.asked);
    // The last key first: sorting is stable.
    for (by, order) in sorts.iter().rev() {
        sort(&mut rows, by, *order);
    }
    let (number, size) = wanted(call.asked, call.world)?;
    let mut cut = page(&rows, number, size);
    if sorts.is_empty() && number > 1 && call.world.switches.on("unsorted_pages_repeat_a_row") {
        let before = number.saturating_sub(1).saturating_mul(size);
        if let Some(row) = before.checked_sub(1).and_then(|last| rows.get(last)) {
            cut.insert(0, row.clone());
        }
    }
    cut.iter_mut().for_each(dates::in_list);
    Ok(Answered::json(
        200,
        &json!({
            "pageNumber": number, "pageSize": size, "totalRecordCount": rows.len(),
            "pageCount": pages(rows.len(), size), name: cut,
        }),
    ))
}

fn wanted(asked: &Asked, world: &World) -> Result<(usize, usize), Answered> {
    let number = |name: &str| match asked.query_value(name).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => match text.parse::<usize>() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => Err(problem(
                400,
                &format!("The value '{text}' is not valid for {name}."),
            )),
        },
    };
    let most = usize::try_from(world.switches.number("max_page_size", 200)).unwrap_or(200);
    let size = number("Pagination.PageSize")?.unwrap_or(most.min(200));
    if size > most && world.switches.word("over_page_size", "clamp") == "refuse" {
        let message = format!("Pagination.PageSize must be at most {most}.");
        return Err(problem(400, &message));
    }
    let page = number("Pagination.PageNumber")?.unwrap_or(1);
    Ok((page, size.min(most)))
}

/// `Sorts[0].by`, `Sorts[0].order`, `Sorts[1]…`, up to the first gap.
fn sorts(asked: &Asked) -> Vec<(String, Order)> {
    (0..8)
        .map_while(|at| {
            let by = asked.query_value(&format!("Sorts[{at}].by"))?;
            let order = asked.query_value(&format!("Sorts[{at}].order"));
            Some((by.to_owned(), Order::read(order.unwrap_or_default())))
        })
        .collect()
}

/// `Filter.<member>=…`; a member no row has is ignored.
pub(super) fn filtered(asked: &Asked, mut rows: Vec<Value>) -> Result<Vec<Value>, Answered> {
    let names = asked.query.iter().filter_map(|(key, value)| {
        let start = key.get(..7)?;
        let rest = key.get(7..)?;
        start
            .eq_ignore_ascii_case("filter.")
            .then_some((rest, value))
    });
    for (name, value) in names {
        let folded = name.to_ascii_lowercase();
        if let Some(field) = folded.strip_suffix(".dates") {
            // All dates of a field count together; the first of them does the work for all.
            by_dates(asked, &mut rows, field)?;
        } else if !folded.ends_with(".selectionmode") && !value.is_empty() {
            let known = rows.iter().any(|row| member(row, &folded).is_some());
            if known {
                rows.retain(|row| is(member(row, &folded), &folded, value));
            }
        }
    }
    Ok(rows)
}

fn is(held: Option<&Value>, name: &str, wanted: &str) -> bool {
    match held {
        Some(Value::String(held)) if WORDS.contains(&name) || name.ends_with("id") => {
            held.eq_ignore_ascii_case(wanted)
        }
        Some(Value::String(held)) => held.to_lowercase().contains(&wanted.to_lowercase()),
        Some(Value::Bool(held)) => held.to_string().eq_ignore_ascii_case(wanted),
        Some(Value::Number(held)) => held.to_string() == wanted,
        _ => false,
    }
}

fn by_dates(asked: &Asked, rows: &mut Vec<Value>, field: &str) -> Result<(), Answered> {
    let key = format!("filter.{field}.dates");
    let texts = asked
        .query
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(&key));
    let mut dates = Vec::new();
    for (_, text) in texts {
        let refused = || problem(400, &format!("The value '{text}' is not a valid date."));
        dates.push(read(text).ok_or_else(refused)?);
    }
    let mode = asked
        .query_value(&format!("filter.{field}.selectionmode"))
        .unwrap_or("");
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
        return Ok(());
    };
    let range = mode.eq_ignore_ascii_case("range") || (mode.is_empty() && dates.len() > 1);
    rows.retain(|row| {
        let at = member(row, field).and_then(Value::as_str).and_then(read);
        at.is_some_and(|at| match range {
            true => at >= *first && at <= *last,
            false => dates.iter().any(|date| day(*date) == day(at)),
        })
    });
    Ok(())
}

pub(super) fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    member(row, key).and_then(Value::as_str).unwrap_or_default()
}

/// The texts of a list member of a body.
pub(super) fn texts(body: &Value, key: &str) -> Vec<String> {
    let items = member(body, key).and_then(Value::as_array);
    let items = items.into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
