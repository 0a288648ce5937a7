//! Words are found where they are shown.

use super::Match;
use crate::testing::text_body;
use crate::{BodyKind, BodyText, ViewError};
use proptest::prelude::{ProptestConfig, prop, proptest};

fn at(line: u64, from: u32, to: u32) -> Match {
    Match { line, from, to }
}

#[test]
fn words_are_found_whatever_their_case_where_they_are_shown() {
    let text = text_body(
        BodyKind::Text,
        "Vault admin\n😀\u{202e} VAULT ADMIN ÄÖ\n\nvaultadmin",
    );
    let found = text.find("vault admin", 0, 10).unwrap();
    assert_eq!(found.total, 2);
    assert_eq!(found.matches, [at(0, 0, 11), at(1, 11, 22)]);
    assert_eq!(text.find("äö", 0, 9).unwrap().matches, [at(1, 23, 25)]);
    assert_eq!(text.find("vault", 1, 1).unwrap().matches, [at(1, 11, 16)]);
    assert_eq!(text.find("", 0, 9).unwrap().total, 0);
    assert_eq!(text.find("none", 0, 9).unwrap().total, 0);
    let picture = BodyText::new(BodyKind::Image, 1, vec![1]);
    assert_eq!(picture.find("x", 0, 1), Err(ViewError::OtherKind));
}

#[test]
fn ten_thousand_matches_are_enough() {
    let text = text_body(BodyKind::Text, &"ab\n".repeat(200_000));
    let found = text.find("B", 9_999, 10).unwrap();
    assert_eq!((found.total, found.more), (10_000, true));
    assert_eq!(found.matches, [at(9_999, 1, 2)]);
}

#[test]
fn words_are_found_across_the_end_of_a_block_and_of_a_long_line() {
    let text = format!("{}needle{}\nneedle", "x".repeat(3_997), "é".repeat(400_000));
    let body = text_body(BodyKind::Text, &text);
    let found = body.find("NEEDLE", 0, 9).unwrap();
    assert_eq!(found.total, 2);
    assert_eq!(found.matches[0], at(0, 3_997, 4_000));
    assert_eq!(found.matches[1], at(body.lines() - 1, 0, 6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_match_stands_where_it_is_said(
        parts in prop::collection::vec(("[a-cé\n]{0,9}", 1_usize..12_000), 1..5),
        words in "[a-cAé]{1,3}",
    ) {
        let text: String = parts.iter().map(|(part, times)| part.repeat(*times)).collect();
        let body = text_body(BodyKind::Text, &text);
        let from = text.len() % 997;
        let found = body.find(&words, from, 20).unwrap();
        let lower = text.to_lowercase();
        let expected = lower.matches(&words.to_lowercase()).count();
        proptest::prop_assert_eq!(found.total, expected.min(10_000));
        for found in &found.matches {
            let line: Vec<u16> = body.slice(found.line, 1).unwrap()[0].encode_utf16().collect();
            let part = String::from_utf16(&line[found.from as usize..found.to as usize]).unwrap();
            let start = words.to_lowercase().starts_with(&part.to_lowercase());
            proptest::prop_assert!(start && !part.is_empty(), "{:?} {:?}", found, part);
        }
    }
}
