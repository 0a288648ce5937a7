//! Drafts become requests to the tenant and to nowhere else.

use domain::{Catalogue, Effect, OperationKey, Place, Safety};
use explorer::{Composed, Doubts, Draft, Home, In, Payload, Problem, ProblemKind, Slot, compose};
use openapi::Document;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use std::sync::LazyLock;

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: 'https://evil.example/api/config/v1'}]
paths:
  /things/{id}/parts/{part}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: part, in: path, required: true, schema: {type: string}}
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: state, in: query, schema: {type: array, items: {type: string, enum: [open, closed]}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object}}
        - {name: X-Reason, in: header, schema: {type: string}}
        - {name: Authorization, in: header, required: true, schema: {type: string}}
        - {name: session, in: cookie, required: true, schema: {type: string}}
      responses: {'200': {description: ok, content: {text/xml: {}, application/json: {}}}}
  /things:
    post:
      parameters: [{name: mode, in: query, required: true, schema: {type: boolean}}]
      requestBody: {required: true, content: {application/json: {schema: {type: object}}, multipart/form-data: {}}}
      responses: {'201': {description: made}}
  /things/{id}/{undescribed}:
    delete: {responses: {'204': {description: gone}}}
  /odd?kind={kind}&x=1#two:
    get: {responses: {}}
"#;

const CATALOGUE: &str = r#"operations = [
    { operation = "GET /api/config/v1/things/{id}/parts/{part}", effect = "reads" },
    { operation = "GET /api/config/v1/things/{id}/parts/secret", effect = "discloses" },
]"#;

static READ: LazyLock<(Document, Catalogue)> = LazyLock::new(|| {
    let (document, _) = Document::read(DOCUMENT.as_bytes()).expect("the text above is a document");
    let catalogue = Catalogue::parse(CATALOGUE).expect("the text above is a catalogue");
    (document, catalogue)
});

fn draft(method: &str, path: &str, values: &[(In, &str, &str)]) -> Draft {
    let mut draft = Draft::new(OperationKey::new(method, path));
    for (place, name, value) in values {
        draft
            .values
            .insert(Slot::new(*place, *name), (*value).to_owned());
    }
    draft
}

fn composed(draft: &Draft) -> Result<Composed, Vec<Problem>> {
    let place = Place::parse("https://tenant.example/proxy").expect("this is an address");
    let home = Home {
        place: &place,
        usual_paths: &[],
    };
    compose(&READ.0, draft, &READ.1, home)
}

const PART: &str = "/things/{id}/parts/{part}";

#[test]
fn a_draft_becomes_a_request_to_the_tenant() {
    let draft = draft(
        "GET",
        PART,
        &[
            (In::Path, "id", "nm jlind"),
            (In::Path, "part", "7"),
            (In::Query, "limit", " 10 "),
            (In::Query, "state", "open,closed"),
            (In::Query, "filter", r#"{"name":"a b"}"#),
            (In::Query, "extra", "ü"),
            (In::Header, "X-Reason", "Ticket 12"),
        ],
    );
    let made = composed(&draft).unwrap();
    assert_eq!(
        made.url.as_str(),
        "https://tenant.example/proxy/api/config/v1/things/nm%20jlind/parts/7\
         ?limit=10&state=open&state=closed&filter%5Bname%5D=a%20b&extra=%C3%BC"
    );
    assert_eq!(made.headers["x-reason"], "Ticket 12");
    assert_eq!(
        made.headers["accept"],
        "application/json, text/xml, */*;q=0.5"
    );
    assert_eq!(
        (made.effect, made.safety),
        (Effect::Reads, Safety::Repeatable)
    );
    assert!(!made.headers.contains_key("authorization"));
}

#[test]
fn cookies_are_written_as_one_header_in_which_nothing_ends_early() {
    let values = [
        (In::Path, "id", "1"),
        (In::Path, "part", "1"),
        (In::Cookie, "session", "a b;c,d"),
        (In::Cookie, "theme", "dark"),
    ];
    let made = composed(&draft("GET", PART, &values)).unwrap();
    assert_eq!(made.headers["cookie"], "session=a%20b%3Bc%2Cd; theme=dark");
}

#[test]
fn every_problem_is_said_at_once() {
    let mut draft = draft(
        "GET",
        PART,
        &[
            (In::Path, "id", "%2e%2E"),
            (In::Query, "limit", "ten"),
            (In::Query, "state", "open,ajar"),
            (In::Header, "X-Reason", "line\nbreak"),
            (In::Header, "Authorization", "Bearer x"),
            (In::Header, "Host", "evil.example"),
            (In::Path, "nowhere", "x"),
        ],
    );
    let problems = composed(&draft).unwrap_err();
    let kind = |name: &str| {
        let of_name =
            |problem: &&Problem| problem.slot.as_ref().is_some_and(|slot| slot.name == name);
        problems
            .iter()
            .find(of_name)
            .map(|problem| problem.kind.clone())
    };
    assert_eq!(kind("id"), Some(ProblemKind::Escapes));
    assert_eq!(
        kind("limit"),
        Some(ProblemKind::WrongType { wanted: "integer" })
    );
    assert!(matches!(kind("state"), Some(ProblemKind::NotOneOf { .. })));
    assert_eq!(kind("X-Reason"), Some(ProblemKind::Characters));
    assert_eq!(kind("Authorization"), Some(ProblemKind::Reserved));
    assert_eq!(kind("Host"), Some(ProblemKind::Reserved));
    assert_eq!(kind("nowhere"), Some(ProblemKind::NoSuchHole));
    assert_eq!(kind("part"), Some(ProblemKind::Missing));
    assert_eq!(problems.len(), 8, "{problems:?}");

    draft.doubts = Doubts::SendAnyway;
    let left = composed(&draft).unwrap_err();
    assert_eq!(
        left.len(),
        6,
        "doubts are the person's to decide, nothing else is: {left:?}"
    );
}

#[test]
fn a_slash_in_a_path_value_needs_agreement() {
    let mut draft = draft(
        "GET",
        PART,
        &[(In::Path, "id", r"NM\jlind"), (In::Path, "part", "1")],
    );
    let problems = composed(&draft).unwrap_err();
    assert_eq!(problems[0].kind, ProblemKind::Separators);
    draft.separators_agreed.insert(Slot::new(In::Path, "id"));
    let made = composed(&draft).unwrap();
    assert!(made.url.as_str().contains("/things/NM%5Cjlind/parts/1"));
}

#[test]
fn a_value_cannot_turn_a_read_into_something_graver_unnoticed() {
    let draft = draft(
        "GET",
        PART,
        &[(In::Path, "id", "1"), (In::Path, "part", "Secret")],
    );
    let made = composed(&draft).unwrap();
    assert_eq!(
        (made.effect, made.safety),
        (Effect::Discloses, Safety::Once)
    );
}

#[test]
fn a_body_is_checked_and_sent_as_it_was_written() {
    let mut draft = draft("POST", "/things", &[(In::Query, "mode", "True")]);
    assert_eq!(
        composed(&draft).unwrap_err()[0].kind,
        ProblemKind::BodyMissing
    );
    draft.body = Some("{\n  \"id\": x}".to_owned());
    let problems = composed(&draft).unwrap_err();
    assert_eq!(
        problems[0].kind,
        ProblemKind::NotJson { line: 2, column: 9 }
    );
    let text = r#"{"id": 12345678901234567890123, "x": 1.10}"#;
    draft.body = Some(text.to_owned());
    let made = composed(&draft).unwrap();
    assert_eq!(made.payload, Payload::Bytes(text.into()));
    assert_eq!(made.headers["content-type"], "application/json");
    assert!(made.url.as_str().ends_with("/things?mode=true"));
    assert_eq!(made.effect, Effect::Changes, "nobody has classified it");
    draft.media = Some("multipart/form-data".to_owned());
    let made = composed(&draft).unwrap();
    let body = String::from_utf8(made.payload.outline().unwrap().into_owned()).unwrap();
    assert!(body.contains("name=\"id\"\r\n\r\n12345678901234567890123\r\n"));
    draft.media = Some("text/plain\r\nX-Evil: 1".to_owned());
    assert_eq!(
        composed(&draft).unwrap_err()[0].kind,
        ProblemKind::Characters
    );
}

#[test]
fn a_query_written_into_a_path_stays_a_query() {
    let draft = draft(
        "GET",
        "/odd?kind={kind}&x=1#two",
        &[(In::Path, "kind", "a&b")],
    );
    let made = composed(&draft).unwrap();
    assert!(
        made.url
            .as_str()
            .ends_with("/api/config/v1/odd?kind=a%26b&x=1"),
        "{}",
        made.url
    );
}

#[test]
fn an_operation_the_document_does_not_have_is_refused() {
    let problems = composed(&draft("GET", "/other", &[])).unwrap_err();
    assert_eq!(problems[0].kind, ProblemKind::NoSuchOperation);
}

/// Text of every kind, with a liking for what has broken other programs.
fn hostile() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("..".to_owned()),
        Just("/".to_owned()),
        Just("%2e".to_owned()),
        Just("%2F".to_owned()),
        Just("\\".to_owned()),
        Just("?a=b".to_owned()),
        Just("#".to_owned()),
        Just("@evil.example".to_owned()),
        Just("//evil.example/".to_owned()),
        Just("\r\nHost: evil.example".to_owned()),
        Just("[\"a\",\"..\"]".to_owned()),
        Just("{\"a\":\"/../\"}".to_owned()),
        Just(";x=1".to_owned()),
        any::<char>().prop_map(String::from),
        "[a-z0-9]{1,6}",
    ];
    prop::collection::vec(token, 0..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_value_changes_where_a_request_goes(
        id in hostile(),
        part in hostile(),
        state in hostile(),
        filter in hostile(),
        extra_name in hostile(),
        extra in hostile(),
        header_name in hostile(),
        header in hostile(),
        agreed in any::<bool>(),
    ) {
        let mut draft = draft("GET", PART, &[
            (In::Path, "id", &id),
            (In::Path, "part", &part),
            (In::Query, "state", &state),
            (In::Query, "filter", &filter),
            (In::Query, &extra_name, &extra),
            (In::Header, &header_name, &header),
        ]);
        draft.doubts = Doubts::SendAnyway;
        if agreed {
            draft.separators_agreed.insert(Slot::new(In::Path, "id"));
            draft.separators_agreed.insert(Slot::new(In::Path, "part"));
        }
        if let Ok(made) = composed(&draft) {
            prop_assert_eq!(made.url.origin().ascii_serialization(), "https://tenant.example");
            prop_assert!(made.url.username().is_empty() && made.url.password().is_none());
            prop_assert_eq!(made.url.fragment(), None);
            let segments: Vec<&str> = made.url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 8);
            prop_assert_eq!(&segments[..5], &["proxy", "api", "config", "v1", "things"]);
            prop_assert_eq!(segments[6], "parts");
            for reserved in ["host", "authorization", "cookie", "content-length", "transfer-encoding"] {
                prop_assert!(!made.headers.contains_key(reserved));
            }
        }
    }

    #[test]
    fn ordinary_values_are_never_refused(id in "[A-Za-z0-9_-]{1,20}", part in "[A-Za-z0-9 +ü.:@-]{0,10}x") {
        let draft = draft("GET", PART, &[(In::Path, "id", &id), (In::Path, "part", &part)]);
        let made = composed(&draft).unwrap();
        let last = made.url.path_segments().unwrap().next_back().unwrap().to_owned();
        let back = percent_encoding::percent_decode_str(&last).decode_utf8().unwrap().into_owned();
        prop_assert_eq!(back, part);
    }
}
