//! JSON in pieces is laid out and masked like the whole.

use super::{HELD, JsonFlow, Rest};
use crate::lay_out::laid_out;
use crate::redact::masked;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use serde_json::{Value, json};

fn flow(mut flow: JsonFlow, text: &[u8], cuts: &[usize]) -> (String, bool) {
    let mut out = Vec::new();
    let mut rest = text;
    for cut in cuts.iter().cycle().take(text.len() + 1) {
        let (piece, after) = rest.split_at((*cut).min(rest.len()));
        flow.piece(piece, &mut out);
        rest = after;
    }
    flow.piece(rest, &mut out);
    flow.end(&mut out);
    (String::from_utf8_lossy(&out).into_owned(), flow.is_json())
}

fn values() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::strategy::Strategy as _;
    let leaf = proptest::prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        proptest::strategy::Just(Value::Null),
        proptest::strategy::Just(json!("-----BEGIN RSA PRIVATE KEY-----\nabc")),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let names = proptest::prop_oneof![
            any::<String>(),
            proptest::strategy::Just("pass\u{77}ord".to_owned()),
            proptest::strategy::Just("apiKey".to_owned()),
        ];
        proptest::prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pieces_cut_anywhere_are_laid_out_and_masked_like_the_whole(
        value in values(),
        cuts in prop::collection::vec(1_usize..9, 1..8),
        pretty in any::<bool>(),
    ) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            value.to_string()
        };
        let whole = laid_out(&text, masked).unwrap();
        let (pieces, is_json) = flow(JsonFlow::new(Rest::Shown), text.as_bytes(), &cuts);
        proptest::prop_assert_eq!(pieces, whole);
        proptest::prop_assert!(is_json);
    }

    #[test]
    fn what_is_no_json_loses_no_byte_and_is_cut_anywhere(
        text in "[ \\[\\]{}:,\"a\\\\\n0-9é]{0,60}",
        cuts in prop::collection::vec(1_usize..5, 1..8),
    ) {
        let (whole, _) = flow(JsonFlow::source(), text.as_bytes(), &[1_000]);
        let (pieces, _) = flow(JsonFlow::source(), text.as_bytes(), &cuts);
        proptest::prop_assert_eq!(&pieces, &whole);
        proptest::prop_assert_eq!(&whole, &text);
        let (whole, _) = flow(JsonFlow::new(Rest::Shown), text.as_bytes(), &[1_000]);
        let (pieces, _) = flow(JsonFlow::new(Rest::Shown), text.as_bytes(), &cuts);
        proptest::prop_assert_eq!(&pieces, &whole);
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        proptest::prop_assert_eq!(bare(&whole), bare(&text));
    }
}

#[test]
fn secrets_are_masked_where_json_is_cut_or_comes_line_by_line() {
    for text in [
        "{\"a\":1}\n{\"password\" : \"canary\",\"n\":2}\n{\"pin\":7777}\n",
        "[{\"password\":\"canary\"},{\"password\":\"cana",
        "{\"a\": nope, \"password\" : \"canary\", \"pin\":7777,",
        "{\"a\" 1 \"token\": \"canary\"",
        "{\"password\": canary}",
    ] {
        for flow_ in [JsonFlow::new(Rest::Shown), JsonFlow::source()] {
            let (shown, is_json) = flow(flow_, text.as_bytes(), &[3]);
            assert!(!is_json);
            assert!(
                !shown.contains("cana") && !shown.contains("7777"),
                "{shown}"
            );
            assert!(shown.contains("•••"), "{shown}");
        }
    }
    let (shown, _) = flow(
        JsonFlow::new(Rest::LeftOut),
        b"[\"a\"] canary \"canary\"",
        &[2],
    );
    assert_eq!(shown, "[\n  \"•••\"\n]\n•••");
}

#[test]
fn a_text_of_megabytes_is_given_on_and_masked_by_its_name_beginning_or_key() {
    let long = "x".repeat(HELD + 200_000);
    let key = format!("{long}-----BEGIN EC PRIVATE KEY-----canary");
    let token = format!("eyJ{long}.canary-canary.canary-canary");
    let text =
        json!({"a": long, "password": format!("canary{long}canary"), "k": key, "t": token, "z": 1})
            .to_string();
    let (shown, is_json) = flow(JsonFlow::new(Rest::Shown), text.as_bytes(), &[70_001, 9]);
    assert!(is_json);
    assert!(!shown.contains("canary"), "a part of a secret is shown");
    let value: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(value["a"], json!(long));
    assert_eq!(value["password"], json!("•••"));
    assert_eq!(value["k"], json!(format!("{long}•••")));
    assert_eq!(value["t"], json!("•••"));
    assert_eq!(value["z"], json!(1));
}
