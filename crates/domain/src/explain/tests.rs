use super::{During, Explanations, ExplanationsError, FailedAnswer};
use crate::VendorFailure;

/// The id of the general explanation of an answer.
fn general(
    during: During,
    status: u16,
    code: Option<&str>,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<&'static str> {
    let failure = VendorFailure {
        status,
        code: code.map(str::to_owned),
        message: None,
    };
    let answer = FailedAnswer {
        during,
        failure: &failure,
        headers,
        body: body.as_bytes(),
    };
    let found = Explanations::general().explain(&answer)?;
    Some(&found.id)
}

/// What was being done, status, code, headers and body; and the id that is expected.
type Case = (
    During,
    u16,
    Option<&'static str>,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

const HTML: &[(&str, &str)] = &[("Content-Type", "text/html; charset=utf-8")];
const PAGE: &str = "<!DOCTYPE html><html><body>Sign in</body></html>";

#[test]
fn each_general_explanation_is_found_by_its_answer_and_by_no_other() {
    use During::{Call, SignIn};
    let data = r#"{"message":"no"}"#;
    let cases: &[Case] = &[
        (Call, 511, None, HTML, PAGE, "network-sign-in"),
        (Call, 407, None, HTML, PAGE, "proxy-sign-in"),
        (
            SignIn,
            401,
            Some("invalid_client"),
            &[],
            data,
            "wrong-credentials",
        ),
        (
            SignIn,
            400,
            Some("INVALID_CLIENT"),
            &[],
            data,
            "wrong-credentials",
        ),
        (
            SignIn,
            400,
            Some("invalid_grant"),
            &[],
            data,
            "wrong-password",
        ),
        (
            SignIn,
            400,
            Some("unauthorized_client"),
            &[],
            data,
            "way-of-signing-in-not-allowed",
        ),
        (
            SignIn,
            400,
            Some("access_denied"),
            &[],
            data,
            "rights-not-granted-at-sign-in",
        ),
        (
            SignIn,
            503,
            Some("temporarily_unavailable"),
            &[],
            data,
            "sign-in-not-now",
        ),
        (SignIn, 200, None, HTML, PAGE, "page-at-sign-in"),
        (SignIn, 404, None, &[], PAGE, "page-at-sign-in"),
        (Call, 502, None, HTML, PAGE, "gateway-page"),
        (
            Call,
            403,
            None,
            &[],
            "<html><h1>Blocked</h1></html>",
            "blocked-page",
        ),
        (Call, 404, None, HTML, "<h1>IIS</h1>", "page"),
        (SignIn, 401, None, &[], data, "refused-at-sign-in"),
        (SignIn, 403, None, &[], "", "refused-at-sign-in"),
        (SignIn, 404, None, &[], "", "address-of-sign-in"),
        (SignIn, 400, None, &[], "", "bad-sign-in"),
        (Call, 401, None, &[], "", "over"),
        (Call, 401, Some("access_denied"), &[], data, "over"),
        (Call, 403, None, &[], data, "not-allowed"),
        (Call, 404, None, &[], "", "not-there"),
        (Call, 405, None, &[], "", "not-offered"),
        (Call, 501, None, &[], data, "not-offered"),
        (Call, 408, None, &[], "", "too-slow"),
        (Call, 504, None, &[], data, "too-slow"),
        (Call, 409, None, &[], data, "conflict"),
        (Call, 413, None, &[], "", "too-large"),
        (Call, 414, None, &[], "", "address-too-long"),
        (Call, 415, None, &[], data, "wrong-kind"),
        (Call, 400, None, &[], data, "values"),
        (Call, 422, None, &[], data, "values"),
        (Call, 429, None, &[], "", "too-many"),
        (SignIn, 429, None, &[], "", "too-many"),
        (Call, 503, None, &[], "", "not-now"),
        (Call, 500, None, &[], " \n", "empty-refusal"),
        (Call, 500, None, &[], data, "broken"),
    ];
    for (during, status, code, headers, body, expected) in cases {
        let found = general(*during, *status, *code, headers, body);
        assert_eq!(
            found,
            Some(*expected),
            "{during:?} {status} {code:?} {body}"
        );
    }
    for entry in Explanations::general().all() {
        let told = cases.iter().any(|case| case.5 == entry.id);
        assert!(told, "{} is never found", entry.id);
    }
}

#[test]
fn an_answer_that_nobody_expected_is_not_explained() {
    assert_eq!(general(During::Call, 418, None, &[], ""), None);
    assert_eq!(general(During::Call, 200, None, &[], "{}"), None);
}

#[test]
fn the_first_that_fits_wins_and_every_part_must_hold() {
    let list = Explanations::parse(
        r#"
        [[failure]]
        id = "exact"
        when = { status = [400], code = ["E7"], message = ["is locked"], at = "/details/0", starts = ["by "], header = "X-Id" }
        happened = "A."
        cause = "B."
        next = "C."
        who = "you"

        [[failure]]
        id = "wide"
        when = { status = [400] }
        happened = "A."
        cause = "B."
        next = "C."
        who = "vendor"
        "#,
    )
    .unwrap();
    let found = |code: &str, message: &str, headers: &[(&str, &str)], body: &str| {
        let failure = VendorFailure {
            status: 400,
            code: Some(code.to_owned()),
            message: Some(message.to_owned()),
        };
        let answer = FailedAnswer {
            during: During::Call,
            failure: &failure,
            headers,
            body: body.as_bytes(),
        };
        list.explain(&answer).unwrap().id.clone()
    };
    let (headers, body) = (&[("x-id", "1")][..], r#"{"Details":["By anna"]}"#);
    assert_eq!(found("e7", "It IS LOCKED.", headers, body), "exact");
    for wide in [
        found("e8", "It is locked.", headers, body),
        found("e7", "It is open.", headers, body),
        found("e7", "It is locked.", &[], body),
        found("e7", "It is locked.", headers, r#"{"details":[null]}"#),
        found("e7", "It is locked.", headers, r#"{"details":["anna"]}"#),
        found("e7", "It is locked.", headers, "<html>"),
    ] {
        assert_eq!(wide, "wide");
    }
}

#[test]
fn a_list_that_contradicts_itself_is_refused() {
    let entry = |id: &str, when: &str| {
        format!(
            "[[failure]]\nid = \"{id}\"\nwhen = {when}\nhappened = \"A.\"\ncause = \"B.\"\nnext = \"C.\"\nwho = \"you\"\n"
        )
    };
    let parsed = |text: &str| Explanations::parse(text).unwrap_err();
    let twice = entry("a", "{ status = [400] }") + &entry("a", "{ status = [401] }");
    assert!(matches!(parsed(&twice), ExplanationsError::Twice { .. }));
    for nothing in ["{}", r#"{ starts = ["x"] }"#] {
        let why = parsed(&entry("a", nothing));
        assert!(matches!(why, ExplanationsError::AsksNothing { .. }));
    }
    let unknown = parsed(&entry("a", "{ statuses = [400] }"));
    assert!(matches!(unknown, ExplanationsError::Toml(_)));
}

#[test]
fn the_general_list_reads() {
    assert!(Explanations::parse(include_str!("../failures.toml")).is_ok());
}

#[test]
fn no_body_however_odd_keeps_an_answer_from_being_explained() {
    let deep = "[".repeat(100_000);
    let long = "x".repeat(1 << 20);
    for body in [
        "\u{feff}{}",
        "\0\0",
        "<",
        "<!doct",
        &deep,
        &long,
        "\"",
        "nul",
    ] {
        assert_eq!(
            general(During::Call, 403, None, &[], body),
            Some("not-allowed")
        );
    }
}
