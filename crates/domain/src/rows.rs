//! Lists of vendors as data: what is asked, where the rows are, which of them are meant, and what
//! is said of one.

use crate::{At, RequestLine, Template, Timestamp, Where};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A list that is asked for, and which of its rows are meant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// A read below the tenant's place; its path may have holes.
    pub operation: RequestLine,
    /// Query parameters. One whose hole has no value is left out.
    #[serde(default)]
    pub query: IndexMap<String, Template>,
    /// A JSON body, for searches that POST; texts in it may have holes.
    #[serde(default)]
    pub json: Option<Value>,
    /// Where the list is; a single object counts as a list of one.
    pub items: At,
    /// Where else it may be: between versions a list moves into an envelope, or out of it.
    #[serde(default)]
    pub or: Vec<At>,
    /// Which rows; all when left out. Every one must hold.
    #[serde(default, rename = "where")]
    pub only: Vec<Where>,
}

/// A request as it is to be sent, below the tenant's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// In capitals.
    pub method: String,
    /// Starts with a slash; values are encoded.
    pub path: String,
    /// In order, not yet encoded.
    pub query: Vec<(String, String)>,
    /// A JSON body.
    pub json: Option<Value>,
}

impl Rows {
    /// The request, with its holes filled by `value`. What goes into the path is written by
    /// `path_value`, which knows what may stand there. `None` when a hole of the path has no value,
    /// or one that may not.
    pub fn ask(
        &self,
        value: impl Fn(&str) -> Option<String>,
        path_value: impl Fn(&str) -> Option<String>,
    ) -> Option<Asking> {
        let path = Template::parse(&self.operation.path).ok()?;
        let mut filled = String::new();
        path.fill(&mut filled, |hole, into| {
            let found = value(hole).and_then(|text| path_value(&text));
            found.inspect(|text| into.push_str(text)).is_some()
        })
        .ok()?;
        let query = self.query.iter().filter_map(|(name, template)| {
            let mut text = String::new();
            template
                .fill(&mut text, |hole, into| {
                    let found = value(hole).filter(|text| !text.is_empty());
                    found.inspect(|text| into.push_str(text)).is_some()
                })
                .ok()?;
            Some((name.clone(), text))
        });
        Some(Asking {
            method: self.operation.method.clone(),
            path: filled,
            query: query.collect(),
            json: self.json.as_ref().map(|json| filled_json(json, &value)),
        })
    }

    /// The rows that are meant; `None` when the answer has no such list.
    pub fn of<'v>(&self, body: &'v Value) -> Option<Vec<&'v Value>> {
        let mut places = std::iter::once(&self.items).chain(&self.or);
        let rows = match places.find_map(|at| at.find(body))? {
            // Some servers say null for an empty list.
            Value::Null => Vec::new(),
            Value::Array(rows) => rows.iter().collect(),
            one @ Value::Object(_) => vec![one],
            _ => return None,
        };
        let meant = |row: &&Value| self.only.iter().all(|only| only.holds(row));
        Some(rows.into_iter().filter(meant).collect())
    }
}

fn filled_json(json: &Value, value: &impl Fn(&str) -> Option<String>) -> Value {
    match json {
        Value::String(text) => {
            let mut out = String::new();
            let filled = Template::parse(text).ok().is_some_and(|template| {
                let put = |hole: &str, into: &mut String| {
                    value(hole).inspect(|text| into.push_str(text)).is_some()
                };
                template.fill(&mut out, put).is_ok()
            });
            Value::String(if filled { out } else { text.clone() })
        }
        Value::Array(items) => items.iter().map(|item| filled_json(item, value)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), filled_json(member, value)))
            .collect(),
        other => other.clone(),
    }
}

/// What is said of a row: text with pointers into it as holes, `"{/name} on {/host/name}"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowText(Template);

impl RowText {
    /// The text for a row; `None` when nothing it asks for is there.
    pub fn of(&self, row: &Value) -> Option<String> {
        let mut text = String::new();
        let mut found = self.0.holes().next().is_none();
        let put = |hole: &str, into: &mut String| {
            let value = At::parse(hole).and_then(|at| scalar(at.find(row)?));
            if let Some(value) = value {
                found |= !value.is_empty();
                into.push_str(&value);
            }
            true
        };
        self.0.fill(&mut text, put).ok()?;
        let trimmed = text.trim().trim_end_matches([',', ':']).trim_end();
        found.then(|| trimmed.to_owned())
    }
}

impl<'de> Deserialize<'de> for RowText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let template = Template::deserialize(deserializer)?;
        let wrong = template.holes().find(|hole| At::parse(hole).is_none());
        match wrong {
            Some(hole) => Err(serde::de::Error::custom(format!("not a pointer: {hole}"))),
            None => Ok(Self(template)),
        }
    }
}

/// A value as a person reads it: texts, numbers and yes or no; nothing of objects and lists.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A moment as vendors write it: RFC 3339, the same without a zone (then UTC), or seconds or
/// milliseconds since 1970 as number or text. Zero and the year 1 mean never, and are none.
pub fn moment(value: &Value) -> Option<Timestamp> {
    let found = match value {
        Value::Number(number) => since_1970(number.as_i64()?),
        Value::String(text) => {
            let text = text.trim();
            match text.parse::<i64>() {
                Ok(number) => since_1970(number),
                Err(_) => text.parse().ok().or_else(|| {
                    let civil: jiff::civil::DateTime = text.replace(' ', "T").parse().ok()?;
                    Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
                }),
            }
        }
        _ => None,
    };
    found.filter(|at: &Timestamp| at.as_second() > 0)
}

fn since_1970(number: i64) -> Option<Timestamp> {
    // Seconds of today have ten digits, milliseconds thirteen.
    if number.unsigned_abs() > 100_000_000_000 {
        Timestamp::from_millisecond(number).ok()
    } else {
        Timestamp::from_second(number).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{RowText, Rows, moment};
    use serde_json::json;

    #[derive(serde::Deserialize)]
    struct Holder {
        rows: Rows,
    }

    fn rows(text: &str) -> Rows {
        toml::from_str::<Holder>(text).unwrap().rows
    }

    #[test]
    fn a_request_is_filled_and_a_value_that_may_not_stand_in_a_path_is_none() {
        let rows = rows(
            r#"rows = { operation = "GET /users/{/id}/groups", query = { search = "{words}", all = "true" }, json = { q = ["{words}"] }, items = "" }"#,
        );
        let ask = |id: &str, words: &str| {
            let value = |hole: &str| match hole {
                "/id" => Some(id.to_owned()),
                _ => Some(words.to_owned()),
            };
            rows.ask(value, |text| (text != "..").then(|| format!("<{text}>")))
        };
        let asked = ask("7 8", "jo&n").unwrap();
        assert_eq!(asked.path, "/users/<7 8>/groups");
        assert_eq!(
            asked.query,
            [
                ("all".into(), "true".into()),
                ("search".into(), "jo&n".into())
            ]
        );
        assert_eq!(asked.json, Some(json!({ "q": ["jo&n"] })));
        assert_eq!(ask("7", "").unwrap().query, [("all".into(), "true".into())]);
        assert_eq!(ask("..", "x"), None);
    }

    #[test]
    fn rows_are_found_in_either_place_and_one_object_is_a_list_of_one() {
        let rows = rows(
            r#"rows = { operation = "GET /a", items = "/Result/Data", or = ["/data"], where = [{ at = "/on", is = "true" }] }"#,
        );
        let body = json!({ "DATA": [{ "on": true }, { "on": "false" }, { "ON": "TRUE" }] });
        assert_eq!(rows.of(&body).unwrap().len(), 2);
        assert_eq!(
            rows.of(&json!({ "data": { "on": true } })).unwrap().len(),
            1
        );
        assert_eq!(rows.of(&json!({ "data": null })).unwrap().len(), 0);
        assert!(rows.of(&json!({ "rows": [] })).is_none());
    }

    #[test]
    fn what_is_said_leaves_out_what_is_not_there() {
        let text: RowText = serde_json::from_value(json!("{/name} on {/host}, {/why}")).unwrap();
        let row = json!({ "name": "jlind", "host": { "x": 1 }, "why": null });
        assert_eq!(text.of(&row).as_deref(), Some("jlind on"));
        assert_eq!(text.of(&json!({})), None);
    }

    #[test]
    fn moments_are_read_as_vendors_write_them() {
        let at = "2026-11-10T10:42:05Z".parse().unwrap();
        for value in [
            json!("2026-11-10T11:42:05+01:00"),
            json!("2026-11-10T10:42:05"),
            json!("2026-11-10 10:42:05"),
            json!(1_794_307_325),
            json!("1794307325"),
            json!(1_794_307_325_000_i64),
        ] {
            assert_eq!(moment(&value), Some(at), "{value}");
        }
        for never in [
            json!(0),
            json!(null),
            json!(""),
            json!("0001-01-01T00:00:00Z"),
        ] {
            assert_eq!(moment(&never), None, "{never}");
        }
    }
}
