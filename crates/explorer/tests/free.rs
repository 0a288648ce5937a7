//! Free requests go to the tenant's origin, and are never taken for less than they are.

use domain::{Catalogue, Effect, Place, Safety};
use explorer::{
    Composed, FileRef, Free, FreeBody, Home, Payload, Problem, ProblemKind, compose_free,
};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = r#"operations = [
        { operation = "GET /users/{id}", effect = "reads" },
        { operation = "GET /users/{id}/password", effect = "discloses" },
        { operation = "GET /users/purge", effect = "removes" },
        { operation = "POST /users/search", effect = "reads" },
        { operation = "POST /users/{id}", effect = "changes" },
        { operation = "DELETE /users/{id}", effect = "removes" },
    ]"#;
    Catalogue::parse(text).expect("the text above is a catalogue")
});

fn composed(
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: FreeBody<'_>,
) -> Result<Composed, Vec<Problem>> {
    let place = Place::parse("https://tenant.example/Vault").expect("this is an address");
    let home = Home {
        place: &place,
        usual_paths: &[],
    };
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let headers: Vec<_> = headers.iter().map(owned).collect();
    let free = Free {
        method,
        target,
        headers: &headers,
        body,
    };
    compose_free(&free, &CATALOGUE, home)
}

fn get(target: &str) -> Result<Composed, Vec<Problem>> {
    composed("get", target, &[], FreeBody::None)
}

#[test]
fn a_path_goes_to_the_tenants_origin_as_it_was_typed() {
    let made = get("/other/a%2fb?q=a+b&q=%20&x[y]=ü '").unwrap();
    assert_eq!(
        made.url.as_str(),
        "https://tenant.example/other/a%2fb?q=a+b&q=%20&x[y]=%C3%BC%20%27"
    );
    assert_eq!(made.method, "GET");
    assert_eq!(made.headers["accept"], "*/*");
    assert_eq!(made.payload, Payload::Empty);
}

#[test]
fn nothing_but_a_path_is_an_address() {
    for target in [
        "",
        "users",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/a#b",
        "\\\\evil",
        "@evil.example/",
    ] {
        let problems = get(target).unwrap_err();
        assert_eq!(problems[0].kind, ProblemKind::NotAnAddress, "{target}");
    }
    for target in [
        "/a/../b",
        "/./a",
        "/a/%2e%2e/b",
        "/a/%252e%252e/b",
        "/a/..;x=1/b",
        "/a/x%2f..%2fb",
        "/a/%5c../b",
    ] {
        let problems = get(target).unwrap_err();
        assert_eq!(problems[0].kind, ProblemKind::Escapes, "{target}");
    }
    for target in ["/a\r\nHost: b", "/a%", "/a%2", "/a%zz", "/a\0"] {
        let problems = get(target).unwrap_err();
        assert_eq!(problems[0].kind, ProblemKind::Characters, "{target}");
    }
}

#[test]
fn the_effect_is_that_of_the_operation_the_path_is_one_of() {
    for (method, target, effect, safety) in [
        (
            "GET",
            "/vault/Users/7?x=1",
            Effect::Reads,
            Safety::Repeatable,
        ),
        ("HEAD", "/Vault/users/7", Effect::Reads, Safety::Repeatable),
        (
            "GET",
            "/Vault/users/7/password",
            Effect::Discloses,
            Safety::Once,
        ),
        (
            "GET",
            "/Vault/users/%70urge/",
            Effect::Removes,
            Safety::Once,
        ),
        ("POST", "/Vault/users/search", Effect::Reads, Safety::Once),
        ("POST", "/Vault/users/7", Effect::Changes, Safety::Once),
        ("delete", "/Vault/users/7", Effect::Removes, Safety::Once),
        // In no catalogue, elsewhere on the origin, or another path to a server that decodes.
        ("GET", "/Vault/other", Effect::Changes, Safety::Once),
        ("OPTIONS", "/Vault/users/7", Effect::Changes, Safety::Once),
        ("GET", "/users/7", Effect::Changes, Safety::Once),
        ("GET", "/Vaults/users/7", Effect::Changes, Safety::Once),
        (
            "GET",
            "/Vault/users/7%2Fpassword",
            Effect::Changes,
            Safety::Once,
        ),
        (
            "GET",
            "/Vault/users/7;password",
            Effect::Changes,
            Safety::Once,
        ),
    ] {
        let made = composed(method, target, &[], FreeBody::None).unwrap();
        assert_eq!(
            (made.effect, made.safety),
            (effect, safety),
            "{method} {target}"
        );
    }
    let made = get("/Vault/users/7").unwrap();
    assert_eq!(made.key.to_string(), "GET /users/{id}");
}

#[test]
fn methods_and_headers_are_held_to_the_rules_of_documents() {
    for method in ["CONNECT", "trace", "Trace", "", "GET /", "G\r\nH"] {
        let problems = composed(method, "/a", &[], FreeBody::None).unwrap_err();
        assert_eq!(problems[0].kind, ProblemKind::MethodNotSent, "{method:?}");
    }
    let made = composed("PURGE", "/a", &[], FreeBody::None).unwrap();
    assert_eq!(made.method, "PURGE");
    let headers = [
        ("Authorization", "x"),
        ("Cookie", "x"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("x a", "1"),
        ("x-a", "line\r\nbreak"),
    ];
    let problems = composed("GET", "//", &headers, FreeBody::None).unwrap_err();
    assert_eq!(
        problems.len(),
        headers.len() + 1,
        "all at once: {problems:?}"
    );
    let headers = [("If-Match", "\"1\""), ("X-A", "1"), ("x-a", " 2 ")];
    let made = composed("GET", "/a", &headers, FreeBody::None).unwrap();
    assert_eq!(made.headers["x-a"], "1, 2");
    assert_eq!(made.headers["if-match"], "\"1\"");
}

#[test]
fn a_body_is_what_its_header_says_or_what_it_looks_like() {
    let sent = |headers: &[(&str, &str)], body| {
        let made = composed("POST", "/a", headers, body).unwrap();
        let media = made.headers.get("content-type");
        (
            media.map(|media| media.to_str().unwrap().to_owned()),
            made.payload,
        )
    };
    let (media, payload) = sent(&[], FreeBody::Text("{\"a\": 1.10}"));
    assert_eq!(media.as_deref(), Some("application/json"));
    assert_eq!(payload, Payload::Bytes(b"{\"a\": 1.10}".to_vec()));
    let (media, _) = sent(&[], FreeBody::Text("a=b"));
    assert_eq!(media.as_deref(), Some("text/plain; charset=utf-8"));
    let (media, _) = sent(
        &[("content-type", "application/x-www-form-urlencoded")],
        FreeBody::Text("a=b"),
    );
    assert_eq!(media.as_deref(), Some("application/x-www-form-urlencoded"));
    let file = FileRef {
        id: "1".to_owned(),
        name: "a.bin".to_owned(),
        media: None,
        size: 5,
    };
    let (media, payload) = sent(&[], FreeBody::File(&file));
    assert_eq!(media.as_deref(), Some("application/octet-stream"));
    assert_eq!(payload, Payload::File(file.clone()));
    assert_eq!(
        sent(&[("content-type", "a/b")], FreeBody::None),
        (None, Payload::Empty)
    );
}

fn hostile() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("/".to_owned()),
        Just("//".to_owned()),
        Just("..".to_owned()),
        Just("%2e%2e".to_owned()),
        Just("%2f".to_owned()),
        Just("\\".to_owned()),
        Just("@evil.example".to_owned()),
        Just(":443".to_owned()),
        Just("#".to_owned()),
        Just("?".to_owned()),
        Just("\t".to_owned()),
        any::<char>().prop_map(String::from),
        "[a-z]{1,4}",
    ];
    prop::collection::vec(token, 0..8).prop_map(|parts| format!("/{}", parts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_target_leaves_the_origin_or_climbs(target in hostile()) {
        if let Ok(made) = get(&target) {
            prop_assert_eq!(made.url.origin().ascii_serialization(), "https://tenant.example");
            prop_assert!(made.url.username().is_empty() && made.url.password().is_none());
            prop_assert_eq!(made.url.fragment(), None);
            let slashes = target.trim().split('?').next().unwrap_or_default().matches('/').count();
            prop_assert_eq!(made.url.path().matches('/').count(), slashes);
        }
    }
}
