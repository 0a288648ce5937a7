//! Reports: grids over the tenant's rows, as the seed's catalogue describes them.

use serde_json::{Value, json};

use super::{envelope, member};
use crate::{Answered, Asked, World};

const HUGE: usize = 200_000;

/// `reports/{id}` with a bare array of parameters, or with no body at all.
pub(super) fn run(asked: &Asked, world: &mut World, bare: bool, id: &str) -> Answered {
    let id = id.trim_matches(['{', '}']);
    let Some(report) = world.find("reports", "id", id).cloned() else {
        return envelope::error(world, 404, "The report was not found.");
    };
    let given = if asked.body.iter().all(u8::is_ascii_whitespace) {
        Vec::new()
    } else {
        match asked.json() {
            Some(Value::Array(given)) => given,
            // The vendor's page shows an object around the array.
            Some(body) if member(&body, "parameterValues").is_some_and(Value::is_array) => {
                member(&body, "parameterValues")
                    .and_then(Value::as_array)
                    .cloned()
                    .unwrap_or_default()
            }
            _ => return envelope::error(world, 400, "The parameter values are not valid."),
        }
    };
    let wanted: Vec<(String, Vec<String>)> = given.iter().filter_map(parameter).collect();
    if wanted.len() != given.len() {
        return envelope::error(world, 400, "The parameter values are not valid.");
    }
    let columns = report["columns"].as_array().cloned().unwrap_or_default();
    let rows = rows(world, &report, &columns, &wanted);
    let grid = grid(world, &columns, rows);
    if bare {
        Answered::json(200, &grid)
    } else {
        envelope::result(grid)
    }
}

/// A parameter's name and its values. The value is wrapped with its .NET type, or plain.
fn parameter(given: &Value) -> Option<(String, Vec<String>)> {
    let name = member(given, "Name")?.as_str()?.to_owned();
    let value = member(given, "Value")?;
    let value = match value {
        Value::Object(_) => member(value, "Value")?,
        plain => plain,
    };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some((
        name,
        match value {
            Value::Array(values) => values.iter().map(text).collect(),
            Value::Null => Vec::new(),
            value => vec![text(value)],
        },
    ))
}

fn rows(
    world: &World,
    report: &Value,
    columns: &[Value],
    wanted: &[(String, Vec<String>)],
) -> Vec<Value> {
    let source = report["from"].as_str().unwrap_or_default();
    let fits = |row: &Value| {
        let own = report["where"].as_object();
        own.is_none_or(|conditions| {
            conditions.iter().all(|(field, value)| match value {
                // Null asks for rows that have anything there.
                Value::Null => !row[field.as_str()].is_null(),
                value => row[field.as_str()] == *value,
            })
        }) && wanted.iter().all(|(name, values)| {
            let named = |column: &&Value| {
                let squeezed = |text: &Value| text.as_str().unwrap_or_default().replace(' ', "");
                squeezed(&column["title"]).eq_ignore_ascii_case(&name.replace(' ', ""))
            };
            let field = columns
                .iter()
                .find(named)
                .and_then(|column| column["field"].as_str());
            values.is_empty()
                || field.is_none_or(|field| {
                    let text = row[field].as_str().unwrap_or_default();
                    values.iter().any(|value| text.eq_ignore_ascii_case(value))
                })
        })
    };
    let matching = world.rows(source).iter().filter(|row| fits(row));
    let Some(group) = report["count_by"].as_str() else {
        return matching
            .map(|row| {
                columns
                    .iter()
                    .map(|column| row[column["field"].as_str().unwrap_or_default()].clone())
                    .collect()
            })
            .collect();
    };
    let mut counts: Vec<(Value, u64)> = Vec::new();
    for row in matching {
        match counts.iter_mut().find(|(value, _)| *value == row[group]) {
            Some((_, count)) => *count += 1,
            None => counts.push((row[group].clone(), 1)),
        }
    }
    counts
        .into_iter()
        .map(|(value, count)| json!([value, count]))
        .collect()
}

fn grid(world: &World, columns: &[Value], mut rows: Vec<Value>) -> Value {
    if world.switches.on("huge_report") && !rows.is_empty() {
        let few = rows.clone();
        rows = few.iter().cycle().take(HUGE).cloned().collect();
    }
    let typed = world.switches.on("dollar_type");
    let columns: Vec<Value> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let title = column["title"].as_str().unwrap_or_default();
            let kind = column["type"].as_str().unwrap_or("System.String");
            let mut shown = json!({});
            if typed {
                shown["$type"] = json!("Thycotic.Tms.Managers.ThinColumn, Thycotic.Tms");
            }
            shown["field"] = json!(format!("[{at}]"));
            shown["title"] = json!(title);
            shown["columnName"] = json!(title);
            // Columns with an underscore in front are ids that the console does not show.
            shown["hidden"] = json!(title.starts_with('_'));
            shown["format"] = match kind {
                "System.DateTime" => json!("g"),
                _ => Value::Null,
            };
            shown["dataType"] = json!(kind);
            shown
        })
        .collect();
    let mut grid = json!({});
    if typed {
        grid["$type"] = json!("Thycotic.Tms.Managers.ThinResults, Thycotic.Tms");
    }
    grid["Columns"] = json!(columns);
    grid["Data"] = Value::Array(rows);
    grid
}
