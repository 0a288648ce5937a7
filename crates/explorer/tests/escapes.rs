//! No value leads a request to another path than its template's.

use domain::{Catalogue, OperationKey, Place};
use explorer::{Composed, Draft, Home, In, Slot, compose};
use openapi::Document;
use percent_encoding::percent_decode_str;

fn read(text: &str) -> Document {
    let (document, _) = Document::read(text.as_bytes()).expect("the text is a document");
    document
}

fn sent(document: &Document, draft: &Draft) -> Result<Composed, Vec<explorer::Problem>> {
    let place = Place::parse("https://h").expect("this is an address");
    let home = Home {
        place: &place,
        usual_paths: &[],
    };
    compose(document, draft, &Catalogue::default(), home)
}

/// Numbers by chance that are the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or_default() % end
    }

    /// Text with a liking for what has led other programs elsewhere.
    fn text(&mut self) -> String {
        const PARTS: [&str; 34] = [
            ".",
            "..",
            "/",
            "\\",
            "%2e",
            "%2E%2e",
            "%2f",
            "%5c",
            "%252e",
            "%25252e",
            "%00",
            "\0",
            ";",
            "?",
            "#",
            "@evil.example",
            "//evil.example",
            ":",
            "\r\n",
            "\t",
            " ",
            "\u{ff0e}",
            "\u{ff0f}",
            "\u{2024}",
            "\u{2025}",
            "{p}",
            "}",
            ",",
            "[\"..\"]",
            "{\"a\":\"..\"}",
            "=",
            "a",
            "ü",
            "7",
        ];
        (0..self.below(5))
            .map(|_| PARTS[self.below(PARTS.len())])
            .collect()
    }
}

/// Composes this many calls by chance over every style of path and odd templates.
fn nothing_escapes(calls: usize) {
    let templates = [
        "/a/{p}/b",
        "/a/{p}{q}/b",
        "/a/{p}.json",
        "/a/v{p}-{q}/{r}",
        "/a/.{p}/b",
        "/{p}",
        "/a/{p};x={q}/b",
    ];
    let mut documents = Vec::new();
    for template in templates {
        for style in ["simple", "label", "matrix"] {
            for explode in [false, true] {
                for kind in [
                    "{type: string}",
                    "{type: array, items: {}}",
                    "{type: object}",
                ] {
                    let parameters: Vec<String> = ["p", "q", "r"]
                        .iter()
                        .filter(|name| template.contains(&format!("{{{name}}}")))
                        .map(|name| {
                            format!("{{name: {name}, in: path, required: true, style: {style}, explode: {explode}, schema: {kind}}}")
                        })
                        .collect();
                    let document = read(&format!(
                        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  '{template}':\n    get:\n      parameters: [{}]\n      responses: {{}}\n",
                        parameters.join(", ")
                    ));
                    documents.push((template, document));
                }
            }
        }
    }
    let mut chance = Chance(7);
    let mut left = 0;
    for _ in 0..calls {
        let (template, document) = &documents[chance.below(documents.len())];
        let mut draft = Draft::new(OperationKey::new("GET", *template));
        draft.doubts = explorer::Doubts::SendAnyway;
        let agreed = chance.below(2) == 0;
        for name in ["p", "q", "r"] {
            if template.contains(&format!("{{{name}}}")) {
                let slot = Slot::new(In::Path, name);
                if agreed {
                    draft.separators_agreed.insert(slot.clone());
                }
                draft.values.insert(slot, chance.text());
            }
        }
        draft
            .values
            .insert(Slot::new(In::Query, "x"), chance.text());
        let Ok(made) = sent(document, &draft) else {
            continue;
        };
        left += 1;
        let told = || format!("{template} {:?} {}", draft.values, made.url);
        assert!(made.url.as_str().starts_with("https://h/"), "{}", told());
        assert!(made.url.fragment().is_none(), "{}", told());
        let path = made.url.path().strip_prefix('/').unwrap_or_default();
        let (wanted, found): (Vec<&str>, Vec<&str>) = (
            template[1..].split('/').collect(),
            path.split('/').collect(),
        );
        assert_eq!(wanted.len(), found.len(), "{}", told());
        for (wanted, found) in wanted.iter().zip(&found) {
            if !wanted.contains('{') {
                assert_eq!(wanted, found, "{}", told());
                continue;
            }
            let mut plain = (*found).to_owned();
            for _ in 0..6 {
                plain = percent_decode_str(&plain).decode_utf8_lossy().into_owned();
            }
            let dots = |text: &str| text.chars().all(|c| c == '.');
            assert!(!plain.is_empty() && !dots(&plain), "{}", told());
            assert!(agreed || !plain.contains(['/', '\\', '\0']), "{}", told());
        }
    }
    assert!(
        left * 20 > calls,
        "too few were sent to say anything: {left} of {calls}"
    );
}

#[test]
fn no_value_escapes_from_its_template() {
    nothing_escapes(30_000);
}

#[test]
#[ignore = "a million calls take minutes"]
fn no_value_of_a_million_escapes_from_its_template() {
    nothing_escapes(1_000_000);
}
