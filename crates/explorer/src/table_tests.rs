//! Tables are shown, sorted and written as they are.

use super::order::by_value;
use super::{Cell, Direction};
use crate::testing::json_body;
use crate::{BodyKind, BodyText, NodeKind, ViewError};
use proptest::prelude::{ProptestConfig, prop, proptest};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

fn texts(page: &[Vec<Cell>]) -> Vec<&str> {
    page.iter().map(|row| row[0].text.as_str()).collect()
}

#[test]
fn lists_of_objects_are_found_in_the_first_levels() {
    let body = json_body(&json!({
        "value": [{"id": 1}, {"id": 2}],
        "a/b": {"rows": [{"x": 1}], "names": ["x"], "none": []},
        "deep": {"er": {"still": [{"y": 1}], "too": {"far": [{}]}}},
    }));
    let found = body.tables().unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|table| (table.pointer.as_str(), table.rows))
        .collect();
    assert_eq!(
        found,
        [("/value", 2), ("/a~1b/rows", 1), ("/deep/er/still", 1)]
    );
    assert_eq!(json_body(&json!([{}])).tables().unwrap()[0].pointer, "");
    assert!(matches!(body.table("/a~1b"), Err(ViewError::NotThere)));
    let large = BodyText::new(BodyKind::Json, 65 * 1024 * 1024, b"[]".to_vec());
    assert_eq!(
        large.tables(),
        Err(ViewError::TooLarge {
            limit: 64 * 1024 * 1024
        })
    );
}

#[test]
fn rows_are_shown_in_windows_and_sorted_as_people_sort() {
    let body = json_body(&json!([
        {"n": 10, "host": "host10", "x": {"a": [1, "b c"]}},
        {"n": 9.5, "host": "Host9"},
        {"host": "host9", "n": null},
        {"n": -3, "host": "äpfel", "late": true},
        {"n": "7", "host": 5},
        "no row",
    ]));
    let mut table = body.table("").unwrap();
    assert_eq!(table.columns(), ["n", "host", "x", "late"]);
    assert_eq!(table.rows(), 6);
    let page = table.page(&["x", "late", "none"], 0, 1).unwrap();
    assert_eq!(page[0][0].text, "{\"a\":[1,\"b c\"]}");
    assert_eq!((page[0][1].kind, page[0][2].kind), (None, None));
    table.sort("n", Direction::Ascending).unwrap();
    assert_eq!(
        texts(&table.page(&["n"], 0, 9).unwrap()),
        ["-3", "9.5", "10", "7", "null", ""]
    );
    table.sort("n", Direction::Descending).unwrap();
    assert_eq!(
        texts(&table.page(&["n"], 0, 9).unwrap()),
        ["7", "10", "9.5", "-3", "null", ""]
    );
    table.sort("host", Direction::Ascending).unwrap();
    assert_eq!(
        texts(&table.page(&["host"], 0, 9).unwrap()),
        ["5", "Host9", "host9", "host10", "äpfel", ""]
    );
    assert_eq!(texts(&table.page(&["host"], 2, 1).unwrap()), ["host9"]);
    assert_eq!(table.page(&["host"], 6, 1).unwrap().len(), 0);
    assert_eq!(
        table.page(&["late"], 4, 1).unwrap()[0][0].kind,
        Some(NodeKind::Truth)
    );
}

#[test]
fn numbers_of_any_length_are_ordered_exactly() {
    // P5: 64-bit and 40-digit numbers
    let long = "123456789012345678901234567890";
    assert_eq!(
        by_value(long, "123456789012345678901234567891"),
        Ordering::Less
    );
    assert_eq!(by_value("-5", "-40"), Ordering::Greater);
    assert_eq!(by_value("-0", "0"), Ordering::Equal);
    assert_eq!(by_value("1e3", "999"), Ordering::Greater);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn csv_is_read_back_as_it_was_and_no_cell_runs(
        rows in prop::collection::vec(("[=+@\\-'\t\r\n a-z,;\"|é]{0,12}", proptest::num::i64::ANY), 0..20),
    ) {
        let objects: Vec<Value> = rows.iter().map(|(text, number)| {
            let mut row = Map::new();
            row.insert("=text".to_owned(), json!(text));
            row.insert("n".to_owned(), json!(number));
            Value::Object(row)
        }).collect();
        let body = json_body(&Value::Array(objects));
        let mut out = Vec::new();
        let written = body.table("").unwrap().csv(&["=text", "n"], &mut out).unwrap();
        proptest::prop_assert_eq!(written, rows.len());
        let text = out.strip_prefix("\u{feff}".as_bytes()).unwrap();
        let mut reader = csv::Reader::from_reader(text);
        proptest::prop_assert_eq!(reader.headers().unwrap().get(0).unwrap(), "'=text");
        let restored = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        for (record, (text, number)) in reader.records().zip(&rows) {
            let record = record.unwrap();
            proptest::prop_assert_eq!(&restored(&record[0]), text);
            proptest::prop_assert_eq!(&restored(&record[1]), &number.to_string());
            let runs = record[0].trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            proptest::prop_assert!(!runs, "{:?}", &record[0]);
        }
    }
}

#[test]
fn csv_ends_its_lines_as_the_rule_says_and_keeps_every_digit() {
    // P5: 64-bit and 40-digit numbers
    let body =
        json_body(&serde_json::from_str(r#"[{"a":"x\u202e","b":null,"c":[1, 2]}]"#).unwrap());
    let mut out = Vec::new();
    body.table("")
        .unwrap()
        .csv(&["a", "b", "c"], &mut out)
        .unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\u{feff}a,b,c\r\nx[U+202E],,\"[1,2]\"\r\n"
    );
    let body = crate::testing::text_body(BodyKind::Json, "[{\"a\":12345678901234567890}]");
    let mut out = Vec::new();
    body.table("").unwrap().csv(&["a"], &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\u{feff}a\r\n'12345678901234567890\r\n"
    );
}
